"""brief --documents: the chapter on measures, what study.toml remembers, and what goes wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli.recipe import read_recipe

from .conftest import Result

BRIEF = ("brief", "自贡市", "--against", "常州市", "--year", "2020")
TEXT = "自贡市财政局工作安排\n2021年，财政自给率达到30%，一般公共预算收入突破100亿元。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A document of home in a folder of its own."""
    path = tmp_path / "文件" / "工作安排.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_brief_gains_the_chapter(
    run: Callable[..., Result], report: Path, tmp_path: Path
) -> None:
    said = run(*BRIEF, "--documents", report, "--published", "2021-01-08", "--out", tmp_path)
    assert (said.status, said.err) == (0, "")
    page = (tmp_path / "自贡市-2020-zh.html").read_text(encoding="utf-8")
    assert "举措对照" in page and "财政自给率达到30%" in page
    assert "无人认领的差距" in page


def test_study_toml_remembers_the_documents_and_run_makes_the_same(
    run: Callable[..., Result], report: Path, tmp_path: Path
) -> None:
    out = tmp_path / "简报"
    run(*BRIEF, "--documents", report, "--published", "2021年1月8日", "--out", out)
    tables = tomllib.loads((out / "study.toml").read_text(encoding="utf-8"))
    assert tables["documents"]["files"] == ["../文件/工作安排.txt"]
    assert str(tables["documents"]["published"]) == "2021-01-08"
    assert tables["settings"]["conditions"] == {"share": 0.8, "farther": 1.25}
    recipe = read_recipe(out / "study.toml")
    assert recipe.as_toml(out) == (out / "study.toml").read_bytes()
    before = (out / "自贡市-2020-zh.html").read_bytes()
    said = run("run", out / "study.toml", "--out", tmp_path / "again")
    assert said.status == 0
    again = (tmp_path / "again" / "自贡市-2020-zh.html").read_text(encoding="utf-8")
    assert "财政自给率达到30%" in again and "举措对照" in before.decode()


def test_without_documents_nothing_is_recorded(run: Callable[..., Result], tmp_path: Path) -> None:
    run(*BRIEF, "--out", tmp_path)
    assert "documents" not in tomllib.loads((tmp_path / "study.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--published", "2021-01-08"), "没有给出 --documents"),
        (("--corrections", "台账.xlsx"), "没有给出 --documents"),
        (("--documents", "没有.txt"), "没有.txt"),
    ],
)
def test_what_goes_wrong_is_said(
    run: Callable[..., Result], tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    said = run(*BRIEF, *options, "--out", tmp_path / "out")
    assert said.status != 0 and words in said.err
    assert not (tmp_path / "out").exists()


def test_a_date_that_is_none_is_refused(
    run: Callable[..., Result], report: Path, tmp_path: Path
) -> None:
    said = run(*BRIEF, "--documents", report, "--published", "去年", "--out", tmp_path / "out")
    assert said.status != 0 and "去年" in said.err


def test_a_ledger_corrects_what_was_read(
    run: Callable[..., Result], report: Path, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    ledger = tmp_path / "台账.xlsx"
    assert run("read", report, "--published", "2021-01-08", "--xlsx", ledger).status == 0
    book = openpyxl.load_workbook(ledger)
    changed = [
        cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value in (30, 30.0)
    ]
    assert changed
    changed[0].value = 35
    book.save(ledger)
    run(
        *BRIEF, "--documents", report, "--published", "2021-01-08", "--corrections", ledger,
        "--out", tmp_path,
    )  # fmt: skip
    assert "35%" in (tmp_path / "自贡市-2020-zh.html").read_text(encoding="utf-8")
    kept = tomllib.loads((tmp_path / "study.toml").read_text(encoding="utf-8"))
    assert kept["documents"]["corrections"] == "台账.xlsx"
