"""The report of the data check: order, counts, sentence, page; and the list of kinds in the docs."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from duibiao.records import Note, Problem
from duibiao.sources import CheckSettings, Report, report_html
from duibiao.sources.checks.check import RULES
from duibiao.sources.checks.kinds import KINDS
from duibiao.sources.checks.report import Count, in_order

DOCS = Path(__file__).parent.parent.parent / "docs" / "data-check.md"


def problem(kind: str, severity: str, row: int, text: str = "x") -> Problem:
    return Problem(kind, severity, text, text, file="a.csv", row=row, field="gdp")  # type: ignore[arg-type]


def report(*problems: Problem) -> Report:
    return Report(in_order(list(problems)), 1234, CheckSettings(), (Note("注意", "Mind"),))


def test_errors_come_first_and_then_the_place() -> None:
    made = report(
        problem("jump", "warning", 2), problem("share", "error", 9), problem("spike", "error", 10)
    )
    assert [(p.kind, p.row) for p in made.problems] == [("share", 9), ("spike", 10), ("jump", 2)]
    assert made.has_errors and made.number("error") == 2


def test_counts_are_by_kind_and_severity_most_frequent_first() -> None:
    made = report(
        problem("jump", "warning", 2),
        problem("jump", "warning", 3),
        problem("repeat", "warning", 4),
        problem("spike", "error", 5),
    )
    assert made.counts == (
        Count("spike", "error", 1),
        Count("jump", "warning", 2),
        Count("repeat", "warning", 1),
    )


@pytest.mark.parametrize(
    ("problems", "zh", "en"),
    [
        (
            (),
            "检查了1,234个数：没有发现问题。",
            "1,234 figures were checked: no problem was found.",
        ),
        (
            (problem("jump", "warning", 2), problem("spike", "error", 3)),
            "检查了1,234个数：错误1处，提醒1处。",
            "1,234 figures were checked: 1 error, 1 warning.",
        ),
        (
            (problem("jump", "warning", 2), problem("jump", "warning", 3)),
            "检查了1,234个数：错误0处，提醒2处。",
            "1,234 figures were checked: 0 errors, 2 warnings.",
        ),
    ],
)
def test_the_sentence_follows_the_numbers(problems: tuple[Problem, ...], zh: str, en: str) -> None:
    made = report(*problems)
    assert (made.sentence("zh"), made.sentence("en")) == (zh, en)


def test_the_page_says_all_and_needs_nothing() -> None:
    made = report(problem("spike", "error", 3, "<b>12 & 13</b>"), problem("jump", "warning", 2))
    for lang, words in (
        ("zh", ("数据检查", "孤立突变", "第3行", "注意")),
        ("en", ("Data check", "row 3")),
    ):
        page = report_html(made, lang)  # type: ignore[arg-type]
        assert all(word in page for word in words)
        assert "&lt;b&gt;12 &amp; 13&lt;/b&gt;" in page and "<b>12" not in page
        assert not re.search(r"https?://|<script|src=|@import", page)
        anchors, links = re.findall(r'id="([^"]+)"', page), re.findall(r'href="#([^"]+)"', page)
        assert set(links) == set(anchors)


def test_texts_fit_the_house() -> None:
    for kind in KINDS.values():
        assert "！" not in kind.zh and "!" not in kind.en
        assert kind.zh.endswith("。") and kind.en.endswith(".")
        assert set(re.findall(r"{(\w+)}", kind.zh)) == set(re.findall(r"{(\w+)}", kind.en))


def test_the_docs_list_every_kind_and_every_threshold() -> None:
    text = DOCS.read_text("utf-8")
    for name, kind in KINDS.items():
        assert f"`{name}`" in text and kind.title_zh in text, name
    for field in fields(CheckSettings):
        assert f"`{field.name}` {field.default:g}".replace("e-09", "e-9") in text, field.name
    assert len(RULES) == 10
