"""Lessons: what the text tells of a reference region, and the conditions that it names (可借鉴性)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from duibiao.records import Condition, Lesson, Statement

from .expressions.places import find_regions
from .passages import Clause, Paragraph, Passages
from .rules import rules


def find_lessons(passages: Passages, statements: Sequence[Statement]) -> tuple[Lesson, ...]:
    """Return the lessons of a document, one for each paragraph and reference region, with their conditions.

    A park or a firm stands for the region that its name begins with, so that figures can be looked up.

    A clause of the paragraph names a condition where a word of a theme stands in it: in a lesson's own
    clauses, or after words such as 得益于 and 离不开. Themes and words are rules/conditions.toml.
    """
    told = [s for s in statements if s.kind == "lesson"]
    found = []
    for paragraph in passages.paragraphs:
        here = [s for s in told if paragraph.start <= s.quote.start < paragraph.end]
        for region, group in groupby(here, key=lambda s: region_of(s.learns_from)):
            lessons = tuple(group)
            until = lessons[-1].quote.end
            conditions = tuple(_conditions(passages, paragraph, lessons, until))
            found.append(Lesson(region, lessons, conditions))
    return tuple(found)


def region_of(named: str) -> str:
    """Return the region that the name of a park or a firm begins with, or the name itself.

    >>> region_of("常州恐龙园"), region_of("昆山开发区"), region_of("昆山")
    ('常州市', '昆山市', '昆山')
    """
    first = next(iter(find_regions(named)), None)
    inside = first is not None and first.start == 0 and first.end < len(named) and not first.own
    return first.name if first is not None and inside else named


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
