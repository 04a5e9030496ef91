"""What a document leaves open and somebody should ask before a commitment is entered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from duibiao.records import Note, Question, Quote, Statement, Target

from .rules import rules
from .statements.survey import Survey

_Asked = tuple[str, Quote, dict[str, str]]


def find_questions(survey: Survey, statements: Sequence[Statement]) -> tuple[Question, ...]:
    """Return the questions that the commitments leave open, the most important first, few of each kind.

    >>> from duibiao.records import Document
    >>> from duibiao.reading import Passages
    >>> from duibiao.reading.statements.find import find_statements
    >>> survey = Survey(Passages(Document("a", "今年计划做到全年目标“保二争一”。")))
    >>> [q.words.en for q in find_questions(survey, find_statements(survey))][0]
    'Among whom, and by which indicator, is “保二争一” ranked?'
    """
    found: list[_Asked] = []
    for statement in statements:
        if statement.is_commitment:
            found += _of_statement(statement)
            for i, target in enumerate(statement.targets):
                first = i == 0 or target.measure != "rank"
                found += _of_target(target, statement) if first else []
    found += _overlaps(statements)
    return tuple(_ordered(found))


def _ordered(found: Sequence[_Asked]) -> Iterator[Question]:
    asks, limits = rules("questions")["ask"], rules("questions")["limits"]
    count: Counter[str] = Counter()
    said: set[tuple[str, str]] = set()
    ranked = sorted(found, key=lambda a: (asks[a[0]]["rank"], a[1].start))
    for kind, quote, words in ranked:
        note = Note(asks[kind]["zh"].format(**words), asks[kind]["en"].format(**words))
        if count[kind] >= limits["kind"] or count.total() >= limits["all"]:
            continue
        if (kind, note.zh) in said:
            continue
        said.add((kind, note.zh))
        count[kind] += 1
        yield Question(quote, note)


def _of_statement(statement: Statement) -> Iterator[_Asked]:
    table, quote = _table(), statement.quote
    due = {t.deadline for t in statement.targets}
    unsaid = all(t.value == 1 and len(t.subjects) > 1 for t in statement.targets)
    if len(due) > 1 and unsaid:
        words = {
            "subjects": "、".join(statement.targets[0].subjects),
            "deadlines": "、".join(sorted(due)),
        }
        yield "which-when", quote, words
    span = table["span"].search(quote.text)
    if span:
        yield "span", quote, {"quote": span[0]}
    if statement.owner.count("、") and "owner.responsible" in statement.rules:
        yield "lead", quote, {"owners": statement.owner}


def _of_target(target: Target, statement: Statement) -> Iterator[_Asked]:
    table, quote = _table(), target.quote
    words = {"quote": quote.text, "standard": target.relative_to}
    invested = "元" in target.unit and target.measure == "level"
    named = table["investment"].search(quote.text)
    if invested and named and not table["investment_said"].search(quote.text):
        yield "annual-or-total", quote, words
    if target.measure == "rank" and not table["ranked_in"].search(statement.quote.text):
        pair = [t.quote for t in statement.targets if t.measure == "rank"]
        yield "ranking", quote, {"quote": "".join(q.text for q in pair)}
    if target.relative_to and target.value is None and "平均" in target.relative_to:
        yield "standard", quote, words
    if not target.deadline and target.value is not None:
        yield "deadline", quote, words
    if target.measure == "change" and target.baseline is None and "位" not in target.unit:
        yield "baseline", quote, words
    if target.comparator == "~" and target.firmness == "aspired":
        yield "about", quote, words


def _overlaps(statements: Sequence[Statement]) -> Iterator[_Asked]:
    """Counts of the same thing at two levels, side by side: 市级重大项目55个, 省级重大项目6个."""
    levels = _table()["levels"]
    targets = [t for s in statements for t in s.targets if levels.match(t.name)]
    for first, second in pairwise(targets):
        near = second.quote.start - first.quote.end < _NEAR
        same = levels.sub("", first.name) == levels.sub("", second.name)
        if near and same and first.name != second.name and first.value and second.value:
            words = {"first": _count(first), "second": _count(second)}
            yield "overlap", second.quote, words


_NEAR = 40


def _count(target: Target) -> str:
    return f"{target.name}{target.value:g}{target.unit}"


@lru_cache(maxsize=1)
def _table() -> dict[str, re.Pattern[str]]:
    words: dict[str, Any] = rules("questions")["words"]
    return {name: re.compile(pattern) for name, pattern in words.items()}
