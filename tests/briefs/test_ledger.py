"""The ledger: the columns an office expects, a row a target, lists to choose from, laid out for print."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from duibiao.briefs import phrases, reading_contents, render_ledger, render_reading_page
from duibiao.records import (
    COMPARATOR_WORDS,
    FIRMNESS_WORDS,
    KIND_WORDS,
    LEDGER_COLUMNS,
    Contradiction,
    Document,
    Figure,
    FollowUp,
    Lang,
    Note,
    Panel,
    Reading,
    Statement,
    code_of,
    ledger_rows,
    period_name,
)
from made_reading import READING, quote

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

HEAD = 5
FIRST = "序号 事项 类型 目标值 单位 时限 责任单位 责任人 来源原文 位置 置信度".split()


def opened(*readings: Reading, lang: Lang = "zh", **more: Any) -> Any:
    content = render_ledger(readings or (READING,), lang, **more)
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    titles = [c.value for c in sheet[HEAD]]
    rows = sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if row[1]]


def test_the_columns_an_office_expects_come_first() -> None:
    sheet = opened().worksheets[0]
    assert sheet.title == "承诺台账"
    assert [c.value for c in sheet[HEAD]][:11] == FIRST
    english = [c.value for c in opened(lang="en").worksheets[0][HEAD]]
    assert english == [c.en for c in LEDGER_COLUMNS]


def test_a_row_a_target_and_an_action(sample: Panel) -> None:
    rows = rows_of(opened(catalogue=sample.indicators).worksheets[0])
    assert [r["序号"] for r in rows] == [1, 2, 3, 4, 5]
    assert [r["类型"] for r in rows] == ["目标"] * 4 + ["行动"]
    first = rows[0]
    assert (first["目标值"], first["单位"], first["时限"]) == (55, "家", "2021年")
    assert (first["责任单位"], first["责任人"], first["位置"]) == ("县经信局", "李明", "第6段")
    assert (first["指标"], first["基数"], first["增量"]) == ("规模以上工业企业数", 45, 10)
    assert [r["事项"] for r in rows[1:3]] == ["保二", "争一"]
    assert {r["来源原文"] for r in rows[1:3]} == {"力争全年目标保二争一"}
    assert rows[3]["目标值"] == "≥全市平均水平"
    assert rows[4]["目标值"] is None


def test_a_value_shows_its_comparator_and_stays_a_number() -> None:
    statement = READING.statements[1]
    target = replace(statement.targets[0], comparator=">=", value=100.0)
    reading = replace(READING, statements=(replace(statement, targets=(target,)),))
    cell = opened(reading).worksheets[0].cell(HEAD + 1, 4)
    assert (cell.value, cell.number_format) == (100, '"≥"General')


def test_lists_to_choose_from_also_for_rows_added() -> None:
    sheet = opened().worksheets[0]
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.formula1}
    kinds = next(f for place, f in lists.items() if place.startswith("C6"))
    assert kinds == '"目标,行动,已完成,背景,经验,口号"'
    firmness = next(f for f in lists.values() if "力争" in f)
    assert firmness == '"确保,一般,力争"'
    last = max(int(place.split(":")[1].strip("ABCDEFGHIJKLMNOPQRSTUVWX")) for place in lists)
    assert last > HEAD + 5 + 100
    assert not sheet.protection.sheet


def test_laid_out_for_print() -> None:
    for sheet in opened().worksheets[:-1]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    sheet = opened().worksheets[0]
    assert sheet.cell(HEAD + 1, 9).alignment.wrap_text
    assert "发布日期 2021-03-05" in sheet.oddFooter.left.text


def test_the_other_sheets() -> None:
    book = opened()
    assert book.sheetnames == ["承诺台账", "数字", "疑问", "矛盾", "经验借鉴", "待跟进", "说明"]
    text = {s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book.worksheets}
    gdp = ["荣县", "gdp", "2020年", 252.3, "亿元", "水平", "初步核算"]
    assert text["数字"][4][:7] == gdp
    assert text["疑问"][4][1] == "排名在什么范围里排？"
    assert text["矛盾"][5][3] == "地区生产总值（初步核算）252.3亿元\n地区生产总值为253.2亿元"
    assert [row[2] for row in text["经验借鉴"][4:]] == ["专业团队运营", "长期资金投入"]
    assert [row[4] for row in text["经验借鉴"][4:]] == ["未知", "未知"]
    assert text["待跟进"][4][:3] == [1, "商定的合作", "常州文旅集团"]
    notes = [c for row in text["说明"] for c in row if c]
    for words in ("考察报告.txt", "县经信局局长", "没有区划表，地区按原文。"):
        assert words in notes


def test_several_documents_make_one_ledger() -> None:
    other = replace(READING, document=replace(READING.document, name="另一份.txt"))
    rows = rows_of(opened(READING, other).worksheets[0])
    assert [r["序号"] for r in rows] == list(range(1, 11))
    assert [r["来源文件"] for r in rows] == ["考察报告.txt"] * 5 + ["另一份.txt"] * 5


@pytest.mark.filterwarnings("error")
def test_many_documents_with_long_titles_still_fit_the_head_of_a_page() -> None:
    many = [
        replace(
            READING,
            document=replace(
                READING.document,
                title="很长的标题" * 60,
                published=date(2021, 1, n),
                name=f"{n}.txt",
            ),
        )
        for n in range(1, 28)
    ]
    render_ledger(many)
    assert "2021-01-01—2021-01-27" in opened(*many).worksheets[0].oddFooter.left.text


def test_nothing_read_is_said() -> None:
    book = opened(Reading(Document("a.txt", "今年。")))
    assert book["疑问"]["A2"].value == "没有读到。"


def test_what_looks_like_a_formula_is_text() -> None:
    document = Document("a.txt", "=1+1和@SUM都要落实")
    evil = Statement("action", document.quote(0, 12), owner="=HYPERLINK(1)")
    row = opened(Reading(document, statements=(evil,))).worksheets[0][HEAD + 1]
    assert [c.data_type for c in row if c.value].count("f") == 0
    assert row[1].value == "=1+1和@SUM都要落"


def test_the_same_readings_give_the_same_bytes() -> None:
    assert render_ledger([READING]) == render_ledger([READING])


def test_every_word_is_known_in_either_language() -> None:
    for words in (KIND_WORDS, FIRMNESS_WORDS, COMPARATOR_WORDS):
        for code, names in words.items():
            assert {code_of(words, n) for n in (code, *names)} == {code}
    for rows in (ledger_rows(READING, "zh"), ledger_rows(READING, "en")):
        assert {k for r in rows for k in r.cells} == {c.key for c in LEDGER_COLUMNS}


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2021", "2021年", "2021"),
        ("2021H2", "2021年下半年", "2021H2"),
        ("2021Q1", "2021年一季度", "2021Q1"),
        ("2021M06", "2021年6月", "2021M06"),
        ("2021M01-09", "2021年1—9月", "2021M01-09"),
        ("2016-2020", "2016—2020年", "2016-2020"),
        ("", "", ""),
    ],
)
def test_periods_as_an_office_writes_them(period: str, zh: str, en: str) -> None:
    assert (period_name(period, "zh"), period_name(period, "en")) == (zh, en)


def test_every_text_of_ledger_page_and_terminal_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()

    class Recording(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            used.add(key)
            return super().__getitem__(key)

        def get(self, key: str, default: Any = None) -> Any:
            used.add(key)
            return super().get(key, default)

    kept = Recording(phrases.templates("zh"))
    for module in ("phrases", "reading_words"):
        monkeypatch.setattr(f"duibiao.briefs.{module}.templates", lambda lang: kept)
    sections = ("reading.", "reading_page.", "ledger.", "contradiction.", "follow_up.")
    wanted = {k for k in kept if k.startswith(sections)}
    kinds = [k.partition(".")[2] for k in wanted if k.startswith("contradiction.")]
    follows = [k.partition(".")[2] for k in wanted if k.startswith("follow_up.")]
    words = quote("解放思想")
    target = replace(READING.statements[1].targets[0], relative_to="上年")
    whole = replace(
        READING,
        statements=(*READING.statements, replace(READING.statements[1], targets=(target,))),
        figures=(*READING.figures, *READING.figures * 8),
        contradictions=tuple(Contradiction(k, (words,), Note("不符", "differ")) for k in kinds),
        follow_ups=tuple(FollowUp(k, words, "推介会") for k in follows),  # type: ignore[arg-type]
    )
    assert isinstance(whole.figures[0], Figure)
    render_ledger([whole, Reading(Document("a.txt", "今年。"))])
    render_ledger([Reading(Document("a.txt", "今年。"))])
    render_reading_page(whole)
    reading_contents(whole, "zh")
    assert wanted - used == set()
