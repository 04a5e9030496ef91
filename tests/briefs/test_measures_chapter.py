"""Chapter 举措对照: what it says, that its numbers lead to the documents' words, and that it stays out of the way."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

import duibiao
from duibiao.briefs import Brief, Chapter, compose, plain, render
from duibiao.briefs.document import Paragraph, Picture, Table
from duibiao.briefs.notes import brief_numbers, table_numbers
from duibiao.records import Lang, Panel, Reading
from readings import (
    ELSEWHERE,
    GROWTH,
    LESSON,
    REVENUE,
    SCIENCE,
    SELF_SUFFICIENCY,
    STATEMENTS,
    TEXT,
    reading,
)


def studied(panel: Panel, *readings: Reading) -> duibiao.Study:
    return duibiao.study(
        panel, "自贡市", ["常州市", "苏州市"], year=2020, readings=readings or (reading(),)
    )


@pytest.fixture(scope="module")
def study(sample: Panel) -> duibiao.Study:
    return studied(sample)


@pytest.fixture(scope="module")
def brief(study: duibiao.Study) -> Brief:
    return compose(study, "zh")


def chapter_of(brief: Brief) -> Chapter:
    return next(c for c in brief.chapters if c.id == "measures")


def table_of(brief: Brief, title: str) -> Table:
    blocks = chapter_of(brief).blocks
    return next(b for b in blocks if isinstance(b, Table) and b.title.startswith(title))


def rows_of(brief: Brief, title: str) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table_of(brief, title).rows]


def test_the_opening_sentence_counts_what_the_study_holds(
    study: duibiao.Study, brief: Brief
) -> None:
    m = study.measures
    counts = [int(n) for n in re.findall(r"\d+", plain(chapter_of(brief).lead))]
    theme = sum(g.by_theme_only for g in m.answered)
    behind = len(m.answered) + len(m.untaken)
    assert counts == [7, 4, behind, len(m.answered), theme, len(m.untaken), len(m.unattached)]
    assert behind > len(m.answered) > theme > 0
    assert chapter_of(brief).lead in brief.summary


def test_without_documents_the_brief_is_as_before(sample: Panel) -> None:
    study = duibiao.study(sample, "自贡市", ["常州市"], year=2020)
    brief = compose(study, "zh")
    assert "measures" not in [c.id for c in brief.chapters]
    assert not [name for name, _ in brief.settings if "条件" in name]


def test_the_one_page_sheet_gets_one_sentence(study: duibiao.Study, brief: Brief) -> None:
    sheet = compose(study, "zh", one_page=True)
    assert [c.id for c in sheet.chapters] == ["gaps"]
    assert [s for s in sheet.summary if plain(s) == plain(chapter_of(brief).lead)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_of_a_document_leads_to_its_words(study: duibiao.Study, lang: Lang) -> None:
    brief = compose(study, lang)
    said = [brief.traces[n.trace] for n in brief_numbers(brief) if n.trace.startswith("said.")]
    assert {t.given for t in said} >= {"财政自给率达到30%", "一般公共预算收入突破100亿元"}
    for trace in said:
        assert trace.given in TEXT
        assert trace.source == (
            "自贡市学习考察报告（2020-11-02）"
            if lang == "zh"
            else "自贡市学习考察报告 (2020-11-02)"
        )
        assert trace.place


def test_gaps_with_measures_name_the_way_and_the_words(brief: Brief) -> None:
    rows = rows_of(brief, "有举措的差距")
    words = {(row[3], row[4]) for row in rows}
    assert ("1. 到2025年财政自给率达到30%", "本指标") in words
    assert ("2. 一般公共预算收入突破100亿元", "构成项：一般公共预算收入") in words
    assert ("3. 推动科技创新平台建设", "仅主题相关：科学技术支出占财政支出比重") in words


def test_gaps_nobody_took_up_stand_with_all_references(brief: Brief) -> None:
    table = table_of(brief, "无人认领的差距")
    assert [c.title for c in table.columns][2:] == ["自贡", "常州", "苏州"]
    assert any("出口占地区生产总值比重" in plain(row[0]) for row in table.rows)
    assert all(n.trace for n in table_numbers(table))


def test_a_target_stands_beside_each_references_own_figure(
    study: duibiao.Study, brief: Brief
) -> None:
    [row] = [r for r in table_of(brief, "目标与今天").rows if "财政自给率" in plain(r[2])]
    assert plain(row[1]) == "2025年" and plain(row[3]) == "30.0"
    for cell, region in zip(row[5:], ("510300", "320400", "320500"), strict=True):
        figure = study.panel.cell(region, "self_sufficiency", 2020).value
        assert plain(cell) == f"{figure:.1f}"


def test_the_ledger_has_targets_first_then_actions(brief: Brief) -> None:
    targets, actions = rows_of(brief, "承诺台账：目标"), rows_of(brief, "承诺台账：行动")
    assert [row[0].partition(". ")[0] for row in targets] == ["1", "2", "4", "5"]
    assert [row[0].partition(". ")[0] for row in actions] == ["3", "6", "7"]
    assert targets[0][1:5] == [
        "30%",
        "2025年",
        "市财政局、李明",
        "财政自给率；仅主题相关：财政收入占地区生产总值比重、人均一般公共预算收入",
    ]
    assert targets[2][1:3] == ["增速 ≥全市平均水平", "2021年"]
    assert actions[0][1] == "市经信局"


def test_what_does_not_fit_is_counted(sample: Panel) -> None:
    many = [
        reading([replace(s, confidence=n / 100) for s in STATEMENTS], f"{n}.txt") for n in range(30)
    ]
    brief = compose(studied(sample, *many), "zh")
    for title, kinds in (("承诺台账：目标", 4), ("承诺台账：行动", 3)):
        table = table_of(brief, title)
        left = 30 * kinds - len(table.rows)
        assert left > 0 and f"另有{left}行未列" in plain(table.notes[-1])
    assert plain(table_of(brief, "承诺台账：目标").rows[0][-1]).startswith("文件1 ")


def test_measures_without_a_gap_say_why(brief: Brief) -> None:
    rows = {row[0]: row[1:] for row in rows_of(brief, "不对应有数差距的举措")}
    assert rows["文旅"][:2] == ["1", "数据中没有相应的指标"]
    assert rows["招商引资"] == ["1", "说的是别的地区", "7. 乐山市制定招商计划"]


def test_lessons_say_whether_home_has_the_condition(brief: Brief) -> None:
    rows = rows_of(brief, "经验与本地条件")
    assert [row[3] for row in rows] == ["没有", "不清楚", "没有"]
    assert rows[0][:2] == ["常州市", "常州市财力雄厚"] and rows[1][:2] == ["", ""]
    assert "26.6%" in rows[0][4] and "84.9%" in rows[0][4]


def test_lessons_without_a_condition_are_told_too(sample: Panel) -> None:
    alone = replace(reading(), lessons=(replace(LESSON, conditions=()),))
    brief = compose(studied(sample, alone), "zh")
    [row] = rows_of(brief, "没有写明条件的经验")
    assert row[:2] == ["常州市", "常州市财力雄厚"] and len(row) == 3
    titles = [plain((b.title,)) for b in chapter_of(brief).blocks if isinstance(b, Table)]
    assert "经验与本地条件" not in titles


def test_what_is_left_open_is_listed(brief: Brief) -> None:
    assert rows_of(brief, "行程中安排")[0][:2] == ["活动", "苏州招商引资推介会"]
    assert rows_of(brief, "要问的")[0][:2] == ["何时达到没有写", "规上工业企业达到500个"]
    assert rows_of(brief, "前后矛盾")[0][:3] == ["同一数两处不同", "两处不同", "财政自给率达到30%"]


def test_documents_against_each_other(sample: Panel) -> None:
    lower = replace(SELF_SUFFICIENCY.targets[0], value=28.0)
    other = reading([replace(SELF_SUFFICIENCY, targets=(lower,))], "另一份.txt")
    row = rows_of(compose(studied(sample, reading(), other), "zh"), "前后矛盾")[0]
    assert row[:2] == ["两份文件的目标不同", "自贡市2025年财政自给率，两份文件说法不同"]
    assert "文件1" in row[3] and "文件2" in row[3]


def test_the_picture_tells_three_states(brief: Brief) -> None:
    [picture] = [b for b in chapter_of(brief).blocks if isinstance(b, Picture)]
    rows = picture.spec["datasets"]["measures"]
    assert {r["fill"] for r in rows} == {0.0, 0.3, 1.0}
    assert [r["x"] for r in rows] == sorted((r["x"] for r in rows), reverse=True)
    assert all(r["text"] == "无人认领" for r in rows if not r["fill"])


def test_documents_without_commitments(sample: Panel) -> None:
    brief = compose(studied(sample, reading([])), "zh")
    assert plain(chapter_of(brief).lead).startswith("读到的文件中没有可以追责的承诺")


def test_no_gap_at_all(sample: Panel) -> None:
    study = duibiao.study(
        sample, "苏州市", ["巴中市"], year=2020, readings=[reading([SCIENCE, GROWTH, REVENUE])]
    )
    left = replace(study, measures=replace(study.measures, answered=(), untaken=()))
    assert "没有落后的指标" in plain(chapter_of(compose(left, "zh")).lead)


def test_a_reading_given_twice_is_told_once(sample: Panel, brief: Brief) -> None:
    twice = compose(studied(sample, reading(), reading()), "zh")
    assert chapter_of(twice) == chapter_of(brief)


def test_english_keeps_the_quotes_and_says_so_once(study: duibiao.Study) -> None:
    brief = compose(study, "en")
    chapter = chapter_of(brief)
    note = next(plain(b.text) for b in chapter.blocks if isinstance(b, Paragraph))
    assert note.count("stay in Chinese") == 1
    quoted = {s.quote.text for s in (*STATEMENTS, ELSEWHERE)}
    words = [row[0] for row in rows_of(brief, "Ledger of commitments: actions")]
    assert all(w.partition(". ")[2] in quoted for w in words)
    assert not re.search("[一-鿿]", plain(chapter.lead) + chapter.title)


@pytest.mark.parametrize(
    ("name", "lang"), [("html", "en"), ("docx", "en"), ("xlsx", "en"), ("pdf", "zh")]
)
def test_all_formats_take_it(study: duibiao.Study, name: str, lang: Lang) -> None:
    assert len(render(compose(study, lang), study, name)) > 5_000


def test_the_workbook_has_a_sheet_of_it(study: duibiao.Study, brief: Brief, sample: Panel) -> None:
    book = openpyxl.load_workbook(BytesIO(render(brief, study, "xlsx")))
    cells = [c.value for row in book["举措"].iter_rows() for c in row if c.value]
    assert "无人认领的差距" in cells and "3. 推动科技创新平台建设" in cells
    alone = duibiao.study(sample, "自贡市", ["常州市"], year=2020)
    plain_book = openpyxl.load_workbook(BytesIO(render(compose(alone, "zh"), alone, "xlsx")))
    assert "举措" not in plain_book.sheetnames
