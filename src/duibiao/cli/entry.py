"""From arguments to an exit status: every error is a calm paragraph, none a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from duibiao.records import DuibiaoError, OutputError, system_reason

from .words import find_language, language, remember_language, tell

USAGE = 2
UNEXPECTED = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    0 done, 1 `data check` found errors, 2 wrong usage, 3 input, 4 data, 5 output; 70 an error of our own,
    130 interrupted, 141 the reader of a pipe went away.
    """
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    given = list(sys.argv[1:] if arguments is None else arguments)
    # --debug is read before parsing, so that it may be put behind a command that has just failed.
    words = [a for a in given if a != "--debug"]
    debug = len(words) < len(given) or os.environ.get("DUIBIAO_DEBUG", "") not in ("", "0")
    remember_language(find_language(given))
    try:
        status = _run(words)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _drop_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except DuibiaoError as error:
        return _complain(error.text(language()), error, debug, error.exit_status)
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            _drop_output()
            return _complain(_unprinted(error), error, debug, OutputError.exit_status)
        return _complain(_unexpected(error), error, debug, UNEXPECTED)


def _run(arguments: list[str]) -> int:
    import typer

    from .app import app
    from .usage import usage_error

    command = typer.main.get_command(app)
    try:
        with command.make_context("duibiao", arguments) as context:
            command.invoke(context)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as error:
        print(usage_error(error), file=sys.stderr)
        return USAGE
    return 0


def _write_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the locale; a terminal that can show Chinese keeps its own encoding."""
    reconfigure: Any = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    try:
        "对标".encode(stream.encoding)
        able = stream.isatty()
    except (LookupError, UnicodeEncodeError):
        able = False
    reconfigure(encoding=stream.encoding if able else "utf-8", errors="replace")


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere; without this Python would speak of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(text: str, error: BaseException, debug: bool, status: int) -> int:
    from .terminal import say

    # Where nothing can be said, the exit status still says it.
    with contextlib.suppress(OSError):
        if debug:
            import traceback

            traceback.print_exception(error)
        say(text, error=True)
    return status


def _unprinted(error: OSError) -> str:
    lang = language()
    return tell(
        lang,
        "结果没有输出完整：{reason}。请换一个能写的位置，再运行一次。"
        " | The result was not printed in full: {reason}. Direct it to a place that can be written and run the command again.",
        reason=system_reason(error, lang),
    )


def _unexpected(error: Exception) -> str:
    import duibiao

    return tell(
        language(),
        "程序遇到了没有预料到的情况（{kind}：{what}），没有完成，也没有写下不完整的文件。请把所用的命令和版本号（{version}）告诉维护者；加上 --debug 再运行一次，可得到详细信息一并附上。"
        " | Something unforeseen happened ({kind}: {what}); the work was not finished and no incomplete file was left. Please report the command with the version ({version}); running it again with --debug gives the details to send along.",
        kind=type(error).__name__,
        what=str(error) or "—",
        version=duibiao.__version__,
    )
