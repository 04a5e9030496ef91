"""A ledger that comes back: untouched it changes nothing; what a person changed is applied, the rest is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duibiao.briefs import render_ledger
from duibiao.reading import apply_corrections, read_ledger
from duibiao.records import (
    LEDGER_COLUMNS,
    BadSetting,
    Document,
    Lang,
    Panel,
    Quote,
    Reading,
    Statement,
    Target,
    UnreadableFile,
)
from made_reading import READING

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

Edit = Callable[[Any, dict[str, int]], None]
HEAD = 5


def edited(
    folder: Path, edit: Edit | None, lang: Lang = "zh", *, readings: Any = (READING,), **more: Any
) -> Path:
    """The ledger of the readings after a person changed it in a spreadsheet."""
    path = folder / "台账.xlsx"
    path.write_bytes(render_ledger(list(readings), lang, **more))
    if edit:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        titles = [c.value for c in sheet[HEAD]]
        edit(sheet, {c.key: titles.index(c.title(lang)) + 1 for c in LEDGER_COLUMNS})
        book.save(path)
    return path


def corrected(path: Path, *readings: Reading, **more: Any) -> Any:
    return apply_corrections(readings or (READING,), read_ledger(path), **more)


def row_of(sheet: Any, at: dict[str, int], matter: str) -> int:
    return next(r for r in range(HEAD + 1, 99) if sheet.cell(r, at["matter"]).value == matter)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("saved", [False, True])
def test_untouched_it_changes_nothing(
    tmp_path: Path, sample: Panel, lang: Lang, saved: bool
) -> None:
    known = sample.indicators
    path = edited(tmp_path, (lambda s, at: None) if saved else None, lang, catalogue=known)
    done = corrected(path, catalogue=known)
    assert done.readings[0] is READING
    assert done.notes == ()


texts = st.text("甲乙丙 \t\n一二三%", min_size=1, max_size=9).filter(str.strip)
numbers = st.one_of(st.none(), st.floats(-1e12, 1e12, allow_nan=False))


@st.composite
def any_readings(draw: Any) -> Reading:
    words = draw(st.lists(texts, min_size=1, max_size=5))
    document = Document("a.txt", "。".join(words))
    statements, start = [], 0
    for word in words:
        quote = document.quote(start, start + len(word))
        start += len(word) + 1
        made = draw(st.lists(numbers, max_size=3))
        targets = tuple(
            Target(
                quote,
                "x",
                "x",
                draw(st.sampled_from(["level", "growth", "rank"])),
                draw(st.sampled_from(["=", ">=", "<", "~"])),
                value=value,
                baseline=draw(numbers),
                relative_to=draw(st.sampled_from(["", "上年"])),
                firmness=draw(st.sampled_from(["assured", "stated"])),
                deadline=draw(st.sampled_from(["", "2021", "2021H1", "2021M06", "2016-2020"])),
                subjects=draw(st.sampled_from([(), ("甲", "乙")])),
            )
            for value in made
        )
        kind = "target" if targets else draw(st.sampled_from(["action", "slogan"]))
        statements.append(Statement(kind, quote, targets=targets, owner=draw(texts)))
    return Reading(document, statements=tuple(statements))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_readings(), st.sampled_from(["zh", "en"]))
def test_no_reading_is_changed_by_its_own_ledger(
    tmp_path: Path, reading: Reading, lang: Lang
) -> None:
    path = edited(tmp_path, None, lang, readings=(reading,))
    done = corrected(path, reading)
    assert done.readings[0] is reading
    assert done.notes == ()


def test_changed_cells_become_fields(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        row = row_of(sheet, at, "今年确保新增规上企业10家，达到55家")
        changes = {"value": 60, "increase": "", "deadline": "2021年6月底", "comparator": "不低于"}
        changes |= {"firmness": "力争", "owner": "县统计局", "nature": "约束性", "unit": "户"}
        for key, value in changes.items():
            sheet.cell(row, at[key]).value = value

    done = corrected(edited(tmp_path, edit))
    (statement,) = [s for s in done.readings[0].statements if "corrected" in s.rules]
    (target,) = statement.targets
    assert (statement.owner, statement.speaker, statement.confidence) == ("县统计局", "李明", 1.0)
    assert (target.value, target.increase, target.baseline, target.unit) == (60, None, 45, "户")
    assert (target.comparator, target.firmness, target.nature) == (">=", "aspired", "binding")
    assert target.deadline == "2021M06"
    others = [s for s in done.readings[0].statements if s is not statement]
    assert others == [s for s in READING.statements if s.quote != statement.quote]
    assert done.notes[0].zh.endswith("按台账改了1行。")


def test_a_kind_changed_takes_the_targets_along(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        row = row_of(sheet, at, "今年确保新增规上企业10家，达到55家")
        sheet.cell(row, at["kind"]).value = "行动"
        row = row_of(sheet, at, "尽快制定产业链招商方案")
        for key, value in {"kind": "目标", "value": 1, "unit": "个", "indicator": "方案"}.items():
            sheet.cell(row, at[key]).value = value

    done = corrected(edited(tmp_path, edit))
    first, second = [s for s in done.readings[0].statements if "corrected" in s.rules]
    assert (first.kind, first.targets, first.deadline) == ("action", (), "2021")
    assert first.firmness == "assured"
    assert (second.kind, len(second.targets)) == ("target", 1)
    target = second.targets[0]
    assert (target.indicator, target.value, target.unit) == ("方案", 1, "个")
    assert target.quote == second.quote


def test_a_kind_changed_to_lesson_is_a_lesson(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        row = row_of(sheet, at, "尽快制定产业链招商方案")
        sheet.cell(row, at["kind"]).value = "经验"
        sheet.cell(row, at["learns_from"]).value = "苏州市"

    lessons = corrected(edited(tmp_path, edit)).readings[0].lessons
    assert [x.region for x in lessons] == ["常州市", "苏州市"]


def test_rows_deleted_are_dropped(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.delete_rows(row_of(sheet, at, "尽快制定产业链招商方案"))
        sheet.delete_rows(row_of(sheet, at, "保二"))

    done = corrected(edited(tmp_path, edit)).readings[0]
    assert "尽快制定产业链招商方案" not in [s.quote.text for s in done.statements]
    (year,) = [s for s in done.statements if s.quote.text == "力争全年目标保二争一"]
    assert [t.value for t in year.targets] == [1.0]
    assert len(done.commitments) == len(READING.commitments) - 1


def test_all_rows_deleted_drop_all_commitments(tmp_path: Path) -> None:
    done = corrected(edited(tmp_path, lambda sheet, at: sheet.delete_rows(HEAD + 1, 9)))
    assert done.readings[0].commitments == ()


def test_one_sentence_shared_out_to_two_bodies(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, at, "争一"), at["owner"]).value = "县发改局"

    done = corrected(edited(tmp_path, edit)).readings[0]
    parts = [s for s in done.statements if s.quote.text == "力争全年目标保二争一"]
    assert [(s.owner, [t.value for t in s.targets]) for s in parts] == [
        ("", [2.0]),
        ("县发改局", [1.0]),
    ]


def test_a_row_added_by_hand(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        row = HEAD + 1 + len(READING.commitments) + 3
        sheet.cell(row, at["quote"]).value = "同志们要解放思想<奋起直追>"
        sheet.cell(row, at["kind"]).value = "行动"
        sheet.cell(row + 1, at["quote"]).value = "文件里没有的话"
        sheet.cell(row + 1, at["kind"]).value = "行动"
        sheet.cell(row + 2, at["kind"]).value = "行动"

    done = corrected(edited(tmp_path, edit))
    (added,) = [s for s in done.readings[0].statements if "corrected" in s.rules]
    assert (added.kind, added.confidence) == ("action", 1.0)
    text = READING.document.text
    assert text[added.quote.start : added.quote.end] == added.quote.text
    said = "\n".join(n.zh for n in done.notes)
    assert "“文件里没有的话”在文件中找不到" in said
    assert "没有来源原文" in said


def test_words_broken_differently_are_the_document_s_own() -> None:
    from duibiao.reading.ledgers.corrections import _found

    document = Document("a.txt", "年底前\n建成 开园。")
    found = _found(Reading(document), "年底前建成开园")
    assert found == Quote("年底前\n建成 开园", 0, 9)


@pytest.mark.parametrize(
    ("key", "written", "allowed"),
    [
        ("kind", "任务", "目标、行动"),
        ("kind", "", "目标、行动"),
        ("value", "一百来个", "一个数"),
        ("deadline", "尽快", "2021年上半年"),
        ("comparator", "差不多", "不低于"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, key: str, written: str, allowed: str
) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(HEAD + 2, at[key]).value = written

    with pytest.raises(BadSetting) as caught:
        corrected(edited(tmp_path, edit))
    title = next(c.zh for c in LEDGER_COLUMNS if c.key == key)
    text = caught.value.text("zh")
    for part in ("台账.xlsx", "“承诺台账”", f"第{HEAD + 2}行", f"“{title}”列", allowed):
        assert part in text


def test_what_is_not_read_back_is_said(tmp_path: Path) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(HEAD + 1, at["matter"]).value = "扩大规上企业"

    done = corrected(edited(tmp_path, edit))
    assert done.readings[0] is READING
    assert f"第{HEAD + 1}行" in done.notes[0].zh


def test_columns_moved_renamed_sheet_and_dates(tmp_path: Path) -> None:
    from datetime import datetime

    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.title = "九月汇总"
        sheet.cell(HEAD + 1, at["deadline"]).value = datetime(2021, 6, 1)
        sheet.delete_cols(at["subjects"])
        sheet.insert_cols(1)
        sheet.insert_rows(1, 2)

    done = corrected(edited(tmp_path, edit))
    (statement,) = [s for s in done.readings[0].statements if "corrected" in s.rules]
    assert statement.targets[0].deadline == "2021M06"


def test_several_documents(tmp_path: Path) -> None:
    other = replace(READING, document=replace(READING.document, name="另一份.txt"))

    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(HEAD + 1, at["owner"]).value = "县统计局"

    path = edited(tmp_path, edit, readings=(READING, other))
    done = corrected(path, other, READING)
    assert done.readings[0] is other
    assert done.readings[1].commitments[0].owner == "县统计局"
    alone = corrected(path, other)
    assert alone.readings[0] is other
    assert "5行属于这次没有读的文件" in alone.notes[0].zh


def test_a_document_that_the_ledger_does_not_name_is_left_alone(tmp_path: Path) -> None:
    stranger = Reading(Document("新.txt", "我们要招商。"))
    done = corrected(edited(tmp_path, None), stranger)
    assert done.readings[0] is stranger
    assert "没有新.txt的行" in "".join(n.zh for n in done.notes)


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_ledger(tmp_path / "nowhere.xlsx")
    (tmp_path / "a.xlsx").write_text("no workbook")
    with pytest.raises(UnreadableFile, match="no Excel workbook"):
        read_ledger(tmp_path / "a.xlsx")
    book = openpyxl.Workbook()
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(UnreadableFile, match="no ledger"):
        read_ledger(tmp_path / "b.xlsx")


def answered(folder: Path, lang: Lang, said: str, row: int) -> Path:
    path = folder / "台账.xlsx"
    path.write_bytes(render_ledger([READING], lang))
    book = openpyxl.load_workbook(path)
    sheet = next(s for s in book if s.title in ("经验借鉴", "Lessons"))
    titles = next(r for r in sheet.iter_rows() if r[0].value in ("借鉴", "From"))
    place = next(c.column for c in titles if c.value in ("本地是否具备", "Present here"))
    sheet.cell(titles[0].row + row, place).value = said
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("lang", "said", "here"),
    [("zh", "具备", True), ("zh", "不具备", False), ("en", "not present", False)],
)
def test_what_is_said_of_a_condition_comes_back(
    tmp_path: Path, lang: Lang, said: str, here: bool
) -> None:
    done = corrected(answered(tmp_path, lang, said, 1))
    conditions = [c for x in done.readings[0].lessons for c in x.conditions]
    assert [c.here for c in conditions] == [here, *[None] * (len(conditions) - 1)]
    assert done.notes == ()
    again = tmp_path / "again.xlsx"
    again.write_bytes(render_ledger(done.readings, lang))
    assert corrected(again).readings == done.readings


def test_what_is_said_of_no_condition_is_reported_and_another_word_refused(tmp_path: Path) -> None:
    path = answered(tmp_path, "zh", "具备", 1)
    other = replace(READING, lessons=())
    done = corrected(path, other)
    assert done.readings == (other,)
    assert "没有使用" in done.notes[-1].zh
    with pytest.raises(BadSetting, match="大概有"):
        read_ledger(answered(tmp_path, "zh", "大概有", 1))


def test_a_row_corrected_before_is_not_remarked_upon(tmp_path: Path) -> None:
    def owner(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(HEAD + 1, at["owner"]).value = "县统计局"

    once = corrected(edited(tmp_path, owner))
    twice = corrected(edited(tmp_path, None, readings=once.readings))
    assert twice.readings == once.readings
    assert [n.zh for n in twice.notes] == [n.zh for n in once.notes]


def test_a_value_that_baseline_and_increase_do_not_make_is_said(tmp_path: Path) -> None:
    def aim_at(value: float) -> Edit:
        def edit(sheet: Any, at: dict[str, int]) -> None:
            row = next(r for r in range(HEAD + 1, 99) if sheet.cell(r, at["increase"]).value == 10)
            sheet.cell(row, at["value"]).value = value
            sheet.cell(row, at["baseline"]).value = 50

        return edit

    said = [n.zh for n in corrected(edited(tmp_path, aim_at(70))).notes]
    assert any("基数加增量不等于目标值" in n for n in said)
    said = [n.zh for n in corrected(edited(tmp_path, aim_at(60))).notes]
    assert not any("基数加增量" in n for n in said)
