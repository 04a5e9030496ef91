"""What the tests of statements and targets ask: a text read without a file."""

from __future__ import annotations

from datetime import date

from duibiao.reading.passages import Passages
from duibiao.reading.speakers import find_speakers
from duibiao.reading.statements.find import find_statements
from duibiao.reading.statements.survey import Survey
from duibiao.records import Document, Statement, Target

PUBLISHED = date(2021, 1, 20)


def statements(
    text: str, *, published: date | None = PUBLISHED, region: str = "自贡市", title: str = ""
) -> tuple[Statement, ...]:
    """The statements of a text."""
    passages = Passages(Document("a.txt", text, title=title, published=published))
    return find_statements(Survey(passages), find_speakers(passages), region=region)


def kinds(text: str, **told: object) -> dict[str, str]:
    """The kind of each statement by its words."""
    return {s.quote.text: s.kind for s in statements(text, **told)}  # type: ignore[arg-type]


def plan(words: str) -> str:
    """Words under a heading of plans."""
    return f"二、2021年重点工作\n{words}"


def targets(words: str, **told: object) -> list[Target]:
    """The targets of words under a heading of plans."""
    return [t for s in statements(plan(words), **told) for t in s.targets]  # type: ignore[arg-type]
