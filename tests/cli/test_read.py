"""read: an answer first, records as documented, a ledger and pages, observations; one bad file does not stop the rest."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import duibiao
from duibiao.cli.read import date_of
from duibiao.cli.wrap import width
from duibiao.records import BadSetting

from .conftest import Result

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

DOCS = Path(__file__).parent.parent.parent / "docs" / "reading.md"
SPEECH = """在全县工业工作会议上的发言
2020年11月2日
县经信局局长李明表示，2020年全县规模以上工业增加值增长5.2%，地区生产总值252.3亿元。
明年将确保规上企业增加10家，达到55家；尽快制定产业链招商方案。
"""
Run = Callable[..., Result]


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def read_json(run: Run, *arguments: Any) -> Any:
    said = run("read", *arguments, "--json")
    assert said.status == 0, said.err
    return json.loads(said.out)


def test_the_answer_comes_first(run: Run, speech: Path) -> None:
    said = run("read", speech, "--region", "荣县")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert re.fullmatch(
        r"读到讲话人\d+位、承诺\d+条（其中目标\d+条）、数字\d+个、疑问\d+个、矛盾\d+处。", lines[0]
    )
    assert max(map(width, lines[1:])) <= 80
    assert "45+10" in said.out
    assert "确保" in said.out
    english = run("read", speech, lang="en").out
    assert english.startswith("Read: ")
    assert "assured" in english


def test_targets_come_before_actions_and_no_column_is_empty(run: Run, speech: Path) -> None:
    lines = run("read", speech, "--region", "荣县").out.splitlines()
    targets, actions = lines.index("目标"), lines.index("行动")
    assert targets < actions
    assert lines[targets + 1].split() == ["原文", "目标", "时限"]
    assert lines[actions + 1].split() == ["原文", "时限"]


def test_who_speaks_in_two_documents_is_one_speaker(run: Run, speech: Path) -> None:
    assert run("read", speech, speech).out.startswith("读到讲话人1位")


def test_records_are_as_documented(run: Run, speech: Path) -> None:
    found = read_json(run, speech, "--region", "荣县")
    rows = re.findall(r"^\| ([a-z-]+) \| (`.*`) \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    fields = {name: re.findall(r"`(\w+)`", row) for name, row in rows}
    assert list(found) == fields["reading"]
    assert list(found["document"]) == fields["document"]
    for kind, key in {
        "speaker": "speakers",
        "figure": "figures",
        "statement": "statements",
    }.items():
        assert found[key], key
        assert list(found[key][0]) == fields[kind]
    (target,) = next(s["targets"] for s in found["statements"] if s["targets"])
    assert list(target) == fields["target"]


def test_every_quote_stands_in_the_text(run: Run, speech: Path) -> None:
    found = read_json(run, speech)
    text = found["document"]["text"]

    def quotes(value: Any) -> Any:
        if isinstance(value, dict):
            if "quote" in value:
                yield value
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from quotes(item)

    all_quotes = list(quotes(found))
    assert len(all_quotes) > 3
    for quote in all_quotes:
        assert text[quote["start"] : quote["end"]] == quote["quote"]


def test_a_target_in_all_its_fields(run: Run, speech: Path) -> None:
    found = read_json(run, speech, "--region", "荣县")
    assert found["document"]["published"] == "2020-11-02"
    (target,) = next(s["targets"] for s in found["statements"] if s["targets"])
    assert (target["value"], target["baseline"], target["increase"]) == (55, 45, 10)
    assert (target["firmness"], target["deadline"], target["unit"]) == ("assured", "2021", "家")


def test_published_moves_the_deadline(run: Run, speech: Path) -> None:
    for written in ("2022-11-02", "2022年11月2日"):
        found = read_json(run, speech, "--published", written)
        (target,) = next(s["targets"] for s in found["statements"] if s["targets"])
        assert target["deadline"] == "2023"


@pytest.mark.parametrize("written", ["2020-13-01", "明天", "2020", "2020-11-02T08", "20201102"])
def test_a_bad_date_is_refused(run: Run, speech: Path, written: str) -> None:
    said = run("read", speech, "--published", written)
    assert (said.status, said.out) == (3, "")
    assert f"“{written}”" in said.err
    assert "2020-11-02" in said.err
    with pytest.raises(BadSetting):
        date_of(written)


def test_several_files_in_the_order_given(run: Run, speech: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text("今年要建成产业园2个。", encoding="utf-8")
    found = read_json(run, other, speech)
    assert [f["document"]["name"] for f in found] == ["另一份.txt", "讲话.txt"]
    assert read_json(run, other)["document"]["name"] == "另一份.txt"
    lines = run("read", other, speech).out.splitlines()
    assert lines[0].startswith("读到讲话人1位")
    heads = [line for line in lines if line.startswith(("另一份.txt", "讲话.txt ·"))]
    assert len(heads) == 2


def test_one_bad_file_does_not_stop_the_rest(run: Run, speech: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_text("")
    said = run("read", empty, speech, tmp_path / "没有.txt", "--json")
    assert said.status == 3
    assert [f["document"]["name"] for f in json.loads(said.out)] == ["讲话.txt"]
    first, second = said.err.splitlines()
    assert "空.txt" in first
    assert "没有.txt" in second
    alone = run("read", empty)
    assert (alone.status, alone.out) == (3, "")


def test_an_error_of_our_own_in_one_file_does_not_stop_the_rest(
    run: Run, speech: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duibiao.reading

    read = duibiao.reading.read_document

    def failing(document: Any, **more: Any) -> Any:
        if document.name == "坏.txt":
            raise KeyError("x")
        return read(document, **more)

    monkeypatch.setattr(duibiao.reading, "read_document", failing)
    bad = tmp_path / "坏.txt"
    bad.write_text("今年要建成产业园2个。", encoding="utf-8")
    said = run("read", bad, speech, "--json")
    assert said.status == 70
    assert [f["document"]["name"] for f in json.loads(said.out)] == ["讲话.txt"]
    assert "坏.txt" in said.err
    assert "KeyError" in said.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("en.txt", "The city grew by four percent and all targets were met." * 5),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("pictures.pdf", b"%PDF-1.4\n%%EOF"),
        ("a.docx", b"PK\x03\x04broken"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_paragraph(
    run: Run, tmp_path: Path, name: str, content: Any
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = run("read", path, "--json")
    assert (said.status, said.out) == (3, "")
    assert name in said.err
    assert len(said.err.splitlines()) == 1


def test_the_figures_are_data_of_the_other_commands(run: Run, speech: Path, tmp_path: Path) -> None:
    printed = run("read", "--figures", speech, "--region", "荣县")
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert {(r["region"], r["indicator"], r["period"], r["value"]) for r in rows} == {
        ("荣县", "规模以上工业增加值增速", "2020", "5.2"),
        ("荣县", "地区生产总值", "2020", "252.3"),
    }
    path = tmp_path / "荣县.csv"
    said = run("read", speech, "--region", "荣县", "--csv", path)
    assert (said.status, said.out) == (0, f"写入2个观测值：{path}\n")
    panel = duibiao.load_panel(path)
    assert panel.cell(panel.regions.match("荣县").code, "gdp", 2020).value == 2_523_000
    shown = run("data", "show", "荣县", "--data", path)
    assert shown.status == 0
    assert "25.2" in shown.out or "252.3" in shown.out


def test_ledger_and_page_are_written(run: Run, speech: Path, tmp_path: Path) -> None:
    ledger, page = tmp_path / "out" / "台账.xlsx", tmp_path / "out" / "讲话.html"
    said = run("read", speech, "--xlsx", ledger, "--html", page)
    assert said.status == 0
    assert said.out.splitlines()[-2:] == [str(ledger), str(page)]
    sheet = openpyxl.load_workbook(ledger).worksheets[0]
    assert [c.value for c in sheet[5]][:4] == ["序号", "事项", "类型", "目标值"]
    assert "规上企业增加10家" in page.read_text("utf-8")


def test_several_pages_go_to_a_folder(run: Run, speech: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    twin = tmp_path / "b" / "讲话.txt"
    twin.write_text(SPEECH, encoding="utf-8")
    assert run("read", speech, twin, "--html", tmp_path / "pages", "--json").status == 0
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["讲话-2.html", "讲话.html"]


def test_corrections_are_applied_when_read_again(run: Run, speech: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "台账.xlsx"
    before = read_json(run, speech, "--xlsx", ledger)
    assert read_json(run, speech, "--corrections", ledger) == before
    book = openpyxl.load_workbook(ledger)
    sheet = book.worksheets[0]
    titles = {c.value: c.column for c in sheet[5]}
    row = next(r for r in range(6, 20) if sheet.cell(r, titles["类型"]).value == "目标")
    sheet.cell(row, titles["责任单位"]).value = "县统计局"
    book.save(ledger)
    said = run("read", speech, "--corrections", ledger, "--json")
    after = next(s for s in json.loads(said.out)["statements"] if s["targets"])
    assert (after["owner"], after["confidence"]) == ("县统计局", 1.0)
    assert after["rules"][-1] == "corrected"
    assert "改了1行" in said.err
    sheet.cell(row, titles["类型"]).value = "大概"
    book.save(ledger)
    refused = run("read", speech, "--corrections", ledger, "--json")
    assert (refused.status, refused.out) == (3, "")
    assert f"第{row}行“类型”列" in refused.err


def test_explain_says_which_rules_fired(run: Run, speech: Path) -> None:
    said = run("read", speech, "--explain").out
    assert "· 目标 ·" in said
    assert re.search(r"^  figure\.growth\S*  \S+", said, re.MULTILINE)


@pytest.mark.parametrize(
    "options", [("--json", "--figures"), ("--json", "--explain"), ("--figures", "--explain")]
)
def test_options_that_exclude_each_other(run: Run, speech: Path, options: tuple[str, ...]) -> None:
    said = run("read", speech, *options)
    assert (said.status, said.out) == (3, "")
    assert all(option in said.err for option in options)


def test_observations_ledger_and_page_in_one_run(run: Run, speech: Path, tmp_path: Path) -> None:
    ledger, pages, table = tmp_path / "a.xlsx", tmp_path / "pages", tmp_path / "a.csv"
    said = run("read", speech, "--xlsx", ledger, "--html", pages, "--csv", table)
    assert said.status == 0
    assert str(table) in said.out
    assert ledger.exists()
    assert [p.name for p in pages.iterdir()] == ["讲话.html"]


def test_nothing_is_written_where_one_file_cannot_be(
    run: Run, speech: Path, tmp_path: Path
) -> None:
    ledger, blocked = tmp_path / "a.xlsx", speech / "page.html"
    said = run("read", speech, "--xlsx", ledger, "--html", blocked)
    assert (said.status, said.out) == (5, "")
    assert str(blocked) in said.err
    assert [p.name for p in tmp_path.iterdir()] == [speech.name]


@pytest.mark.parametrize(
    ("option", "name", "says"),
    [("--xlsx", "a.docx", ".xlsx"), ("--csv", "a.xlsx", ".csv"), ("--html", "讲话.html", "文件夹")],
)
def test_names_that_do_not_fit_are_refused(
    run: Run, speech: Path, tmp_path: Path, option: str, name: str, says: str
) -> None:
    said = run("read", speech, speech, option, tmp_path / name)
    assert (said.status, said.out) == (3, "")
    assert option in said.err
    assert says in said.err
    assert [p.name for p in tmp_path.iterdir()] == [speech.name]


def test_a_document_is_never_written_over(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<html><body><p>今年要建成产业园2个。</p></body></html>", "utf-8")
    before = page.read_bytes()
    said = run("read", page, "--html", page)
    assert (said.status, page.read_bytes()) == (3, before)
    assert "a.html" in said.err


def test_a_region_is_known_by_its_short_name_and_an_unknown_one_is_said(
    run: Run, speech: Path
) -> None:
    said = run("read", speech, "--region", "乐山", "--json")
    assert (said.err, json.loads(said.out)["region"]) == ("", "乐山市")
    said = run("read", speech, "--region", "火星市", "--json")
    assert "“火星市”" in said.err
    assert json.loads(said.out)["region"] == "火星市"


def test_the_example_of_the_page_is_read(run: Run, tmp_path: Path) -> None:
    text = re.search(r"讲话\.txt:\n\n```text\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert text
    path = tmp_path / "讲话.txt"
    path.write_text(text[1], "utf-8")
    found = read_json(run, path, "--published", "2020-11-02", "--region", "荣县")
    assert [s["kind"] for s in found["statements"] if s["kind"] in ("target", "action")] == [
        "target",
        "action",
    ]
    assert [f["value"] for f in found["figures"]] == [5.2]
    assert [s["name"] for s in found["speakers"]] == ["李明"]
