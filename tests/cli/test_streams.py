"""Pipes, terminals, locales: real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import LANGUAGE, SOURCE, Result

GAPS = ("gaps", "自贡市", "--against", "苏州市", "--year", "2020")
ESCAPE = "\x1b"


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in LANGUAGE}
    return {**kept, "PYTHONPATH": str(SOURCE), "DUIBIAO_LANG": "zh", **more}


def test_a_pipe_gets_no_progress_and_no_colour(spawn: Callable[..., Result]) -> None:
    said = spawn(*GAPS, DUIBIAO_LANG="zh")
    assert (said.status, said.err) == (0, "")
    assert ESCAPE not in said.out
    assert said.out.startswith("2020年自贡人均地区生产总值5.8万元")


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "zh_CN.GB18030"])
def test_utf8_in_any_locale(spawn: Callable[..., Result], locale: str) -> None:
    said = spawn(*GAPS, LANG=locale, LC_ALL=locale, DUIBIAO_LANG="zh", PYTHONCOERCECLOCALE="0")
    assert said.status == 0, said.err
    assert "人均地区生产总值" in said.out


def test_utf8_where_the_encoding_is_forced(spawn: Callable[..., Result]) -> None:
    said = spawn("gaps", "nowhere", PYTHONIOENCODING="ascii", DUIBIAO_LANG="zh")
    assert said.status == 3
    assert "没有名为" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("more", [(), ("--json",), ("--csv",)])
def test_a_reader_that_goes_away(more: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "duibiao", *GAPS, *more],
        stdout=write, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("more", [(), ("--json",), ("--csv",), ("--help",)])
def test_a_full_disk_is_told_calmly(more: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "duibiao", *GAPS, *more],
            stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 5
    said = done.stderr.decode()
    assert said.count("\n") == 1
    assert "磁盘已满" in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize("no_colour", [False, True])
def test_a_terminal_gets_progress_and_wrapped_sentences(no_colour: bool) -> None:
    import pty

    lead, follow = pty.openpty()
    more = {"NO_COLOR": "1"} if no_colour else {}
    with subprocess.Popen(
        [sys.executable, "-m", "duibiao", *GAPS],
        stdout=follow, stderr=follow,
        env=environment(TERM="xterm-256color", COLUMNS="80", **more),
    ) as process:  # fmt: skip
        os.close(follow)
        said = b""
        while True:
            try:
                piece = os.read(lead, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not piece:
                break
            said += piece
    os.close(lead)
    text = said.decode()
    assert process.returncode == 0
    assert "读取数据" in text
    assert f"{ESCAPE}[1m" in text
    # 38;5: one of the 256 colours, as the progress bar uses them
    assert (f"{ESCAPE}[38;5" in text) is not no_colour


@pytest.mark.parametrize("arguments", [("--help",), ("brief", "--help"), ("--version",)])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; from duibiao.cli import main; main(sys.argv[1:]); "
        "print(*sorted({'polars','numpy','altair','scipy','pydantic','vl_convert','typst'} & set(sys.modules)),"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, env=environment(), timeout=60, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    # Parsing options before a command costs the option library its own imports.
    assert done.stderr in (("pydantic\n", "\n") if "brief" in arguments else ("\n",))


def test_the_documents_come_whole_from_a_process(
    spawn: Callable[..., Result], tmp_path: Path
) -> None:
    said = spawn("brief", "自贡市", "--against", "常州市", "--year", "2020", "--out", tmp_path)
    assert (said.status, said.err) == (0, "")
    assert {p.name for p in tmp_path.iterdir()} == {"自贡市-2020-zh.html", "study.toml"}
