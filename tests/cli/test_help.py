"""Help teaches, in two languages and 80 columns; every command and option is documented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from duibiao.cli.app import app
from duibiao.cli.words import tell
from duibiao.cli.wrap import width

from .conftest import Result

PAGES = Path(__file__).parent.parent.parent / "docs" / "commands"


def commands(
    group: Any = None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, *name.split()), command


ALL = dict(commands())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", [(), ("data",), *ALL], ids=" ".join)
def test_help_teaches(run: Callable[..., Result], path: tuple[str, ...], lang: str) -> None:
    said = run(*path, "--help", lang=lang)
    assert (said.status, said.err) == (0, "")
    assert max(width(line) for line in said.out.splitlines()) <= 80
    assert ("例" if lang == "zh" else "Examples") in said.out.splitlines()
    assert "  duibiao " in said.out
    assert " | " not in re.sub(r"zh\|en", "", said.out)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_text_stands_in_two_languages(path: tuple[str, ...]) -> None:
    command = ALL[path]
    texts = [command.help, command.epilog, *(p.help for p in command.params)]
    for text in texts:
        assert tell("zh", text) != tell("en", text), text
        assert not re.search("[一-鿿]", re.sub("自贡市", "", tell("en", text))), text


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_and_option_is_documented(path: tuple[str, ...]) -> None:
    page = (PAGES / f"{'-'.join(path)}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# duibiao {' '.join(path)}\n")
    for param in ALL[path].params:
        for option in param.opts if param.param_type_name == "option" else (param.metavar,):
            assert option in page, option
    examples = tell("en", ALL[path].epilog or "").splitlines()
    for example in examples:
        assert example in page, example


def test_every_page_is_of_a_command() -> None:
    pages = {p.stem for p in PAGES.glob("*.md")} - {"index"}
    assert pages == {"-".join(path) for path in ALL}
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    for path in ALL:
        assert f"[duibiao {' '.join(path)}]" in index


def test_pages_name_no_option_that_is_not_there() -> None:
    known = {o for c in ALL.values() for p in c.params for o in (*p.opts, *p.secondary_opts)}
    known |= {o for p in typer.main.get_command(app).params for o in p.opts} | {"--help"}
    for page in PAGES.glob("*.md"):
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read_text(encoding="utf-8")):
            assert option in known, f"{page.name}: {option}"


def test_without_a_command_help_is_shown(run: Callable[..., Result]) -> None:
    assert run().out == run("--help").out
    assert run("data").out == run("data", "--help").out


def test_version(run: Callable[..., Result]) -> None:
    import duibiao

    assert run("--version").out == f"duibiao {duibiao.__version__}\n"


@pytest.mark.parametrize(
    ("environment", "opening"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "用法"),
        ({"LANG": "de_DE.UTF-8"}, "Usage"),
        ({}, "Usage"),
        ({"LANG": "C.UTF-8"}, "Usage"),
        ({"LANG": "zh_CN.UTF-8", "DUIBIAO_LANG": "en"}, "Usage"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "用法"),
    ],
)
def test_the_environment_chooses_the_language(
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    opening: str,
) -> None:
    run("--version")
    monkeypatch.delenv("DUIBIAO_LANG", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    from duibiao.cli.words import find_language, language, remember_language

    remember_language(find_language([]))
    assert {"zh": "用法", "en": "Usage"}[language()] == opening
    assert run("--help", "--lang", "zh", lang="en").out.startswith("用法")
