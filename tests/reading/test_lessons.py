"""Lessons with their conditions, and what a trip arranged."""

from __future__ import annotations

from duibiao.reading import Passages
from duibiao.reading.follow_ups import find_follow_ups
from duibiao.reading.lessons import find_lessons
from duibiao.records import Document, Statement, StatementKind

TEXT = (
    "一、主要做法\n甲市的核心是国资领投。能做到这一点，离不开几个条件：一是高校院所集聚；二是财力支撑。\n"
    "乙区推行早餐会，部门限时办结。\n二、打算\n我们将办推介会。"
)


def statement(quote: str, region: str, kind: StatementKind = "lesson") -> Statement:
    start = TEXT.index(quote)
    return Statement(kind, Document("a", TEXT).quote(start, start + len(quote)), learns_from=region)


def test_a_lesson_is_one_paragraph_and_region_with_the_conditions_named_there() -> None:
    statements = [
        statement("甲市的核心是国资领投", "甲市"),
        statement("高校院所集聚", "甲市"),
        statement("财力支撑", "甲市"),
        statement("乙区推行早餐会，部门限时办结", "乙区"),
    ]
    first, second = find_lessons(Passages(Document("a", TEXT)), statements)
    assert (first.region, len(first.statements)) == ("甲市", 3)
    assert [(c.theme, c.quote.text) for c in first.conditions] == [
        ("科教人才", "一是高校院所集聚"),
        ("财力", "二是财力支撑"),
    ]
    assert "人均一般公共预算收入" in first.conditions[1].indicators
    assert (second.region, second.conditions) == ("乙区", ())


def test_without_lessons_there_are_no_conditions() -> None:
    assert find_lessons(Passages(Document("a", TEXT)), []) == ()


def test_what_is_still_planned_was_not_arranged() -> None:
    text = "考察期间与华兴集团建立了联系，举办甲市招商推介会。下一步，每季举办招商恳谈会。"
    document = Document("a", text)
    start = text.index("每季")
    planned = Statement("action", document.quote(start, len(text) - 1))
    found = find_follow_ups(Passages(document), [planned])
    assert [(f.kind, f.name) for f in found] == [
        ("contact", "华兴集团"),
        ("event", "甲市招商推介会"),
    ]


def test_a_park_and_its_city_teach_one_lesson() -> None:
    statements = [
        statement("甲市的核心是国资领投", "昆山市"),
        statement("高校院所集聚", "昆山开发区"),
    ]
    (found,) = find_lessons(Passages(Document("a", TEXT)), statements)
    assert (found.region, len(found.statements)) == ("昆山市", 2)
