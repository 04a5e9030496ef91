"""Lessons: what the text tells of a reference region, and the conditions that it names (可借鉴性)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from duibiao.records import Condition, Lesson, Statement

from .passages import Clause, Paragraph, Passages
from .rules import rules


def find_lessons(passages: Passages, statements: Sequence[Statement]) -> tuple[Lesson, ...]:
    """Return the lessons of a document, one for each paragraph and reference region, with their conditions.

    A clause of the paragraph names a condition where a word of a theme stands in it: in a lesson's own
    clauses, or after words such as 得益于 and 离不开. Themes and words are rules/conditions.toml.
    """
    told = [s for s in statements if s.kind == "lesson"]
    found = []
    for paragraph in passages.paragraphs:
        here = [s for s in told if paragraph.start <= s.quote.start < paragraph.end]
        for region, group in groupby(here, key=lambda s: s.learns_from):
            lessons = tuple(group)
            until = lessons[-1].quote.end
            conditions = tuple(_conditions(passages, paragraph, lessons, until))
            found.append(Lesson(region, lessons, conditions))
    return tuple(found)


def _conditions(
    passages: Passages, paragraph: Paragraph, lessons: Sequence[Statement], until: int
) -> Iterator[Condition]:
    table = rules("conditions")
    for sentence in paragraph.sentences:
        if not lessons[0].quote.start <= sentence.end <= max(until, sentence.end):
            continue
        led = any(w in passages.words(sentence) for w in table["leads"]["words"])
        for clause in sentence.clauses:
            own = any(s.quote.start <= clause.start < s.quote.end for s in lessons)
            if own or (led and clause.start < until):
                yield from _condition(passages, clause, table)


def _condition(passages: Passages, clause: Clause, table: dict[str, object]) -> Iterator[Condition]:
    words = passages.words(clause)
    rows = table["condition"]
    assert isinstance(rows, list)
    best = max(rows, key=lambda row: sum(w in words for w in row["words"]))
    if any(w in words for w in best["words"]):
        quote = passages.document.quote(clause.start, clause.end)
        yield Condition(quote, best["theme"], tuple(best["indicators"]))
