"""What was read in a document: speakers, figures, statements with their targets, and what is left open.

Each carries its quote, how sure the reader is of it (`confidence`, 0 to 1) and the names of the rules
that fired (`rules`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .documents import Document, Quote
from .observations import Note, Vintage

Measure = Literal["level", "growth", "share", "contribution", "change", "difference", "rank"]
"""What a number says of its indicator. growth: percent over a base; change: an increase in the
indicator's own unit or in points; difference: distance from another region or average, in points;
contribution: percent or points of another indicator's growth."""

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
"""How a value is meant: ">=" 不低于, 以上; ">" 突破, 超过; "<=" 不超过, 以内; "~" 左右, 约; "=" otherwise."""

Firmness = Literal["assured", "stated", "aspired"]
"""How firmly a commitment is made: 确保 (assured), 力争 (aspired), or without either word (stated)."""

StatementKind = Literal["target", "action", "achievement", "background", "lesson", "slogan"]
"""The kinds of statement; docs/reading.md defines each."""

COMMITMENTS: frozenset[StatementKind] = frozenset({"target", "action"})
"""The kinds of statement that somebody can be held to."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and which stretches of the document are theirs.

    `title` is the post as written (荣县县委书记), `post` its last part (县委书记), `unit` the body
    (荣县县委), `region` the place, where the text says it.
    """

    name: str
    post: str
    unit: str
    title: str = ""
    region: str = ""
    turns: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated as fact: of which region, indicator and period, in which unit.

    `indicator` is a code of the catalogue where one matches, else the name in its usual form; `name` is
    the name as written. `period` is "2020", "2020M01-09", "2016-2020", or "" where the text leaves it
    open. `basis` says what growth is over: "year earlier", "two-year average", "annual average",
    "previous period" or a year. `real` is True at comparable prices. `relative_to` names what a
    difference is from, or whose growth a contribution is to.
    """

    quote: Quote
    region: str
    indicator: str
    name: str
    period: str
    value: float
    unit: str
    measure: Measure
    comparator: Comparator = "="
    vintage: Vintage = Vintage.UNSTATED
    basis: str = ""
    real: bool = False
    relative_to: str = ""
    confidence: float = 1.0
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A result to reach: the quantity, against what, by when, how firmly.

    `value` is None where the text gives a direction or a comparison only. `baseline` and `increase` are
    in `unit`; one of them may follow from the other two. `relative_to` names a standard that moves
    (全市平均水平). `deadline` is a period ("2021", "2021H1", "2021M06") by whose end it is due, or "".
    `nature` is "binding" (约束性), "expected" (预期性) or "". `subjects` are the things named (projects).
    """

    quote: Quote
    indicator: str
    name: str
    measure: Measure = "level"
    comparator: Comparator = "="
    value: float | None = None
    unit: str = ""
    baseline: float | None = None
    increase: float | None = None
    relative_to: str = ""
    firmness: Firmness = "stated"
    deadline: str = ""
    nature: Literal["binding", "expected", ""] = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of text of one kind, with who says it, who is to do it, and what it aims at.

    `speaker` is a name or "". `owner` is the body that is to act, `region` the place it is for.
    `indicators` are catalogue codes that it bears on; a rule `theme.CODE` marks one that only its theme stands
    for. `learns_from` names the reference region.
    """

    kind: StatementKind
    quote: Quote
    speaker: str = ""
    owner: str = ""
    region: str = ""
    theme: str = ""
    learns_from: str = ""
    deadline: str = ""
    firmness: Firmness = "stated"
    targets: tuple[Target, ...] = ()
    indicators: tuple[str, ...] = ()
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    @property
    def is_commitment(self) -> bool:
        """Whether somebody can be held to it."""
        return self.kind in COMMITMENTS


@dataclass(frozen=True, slots=True)
class Condition:
    """What made a lesson work where it comes from, as the text names it; `theme` says of what kind it is.

    `indicators` are the names of those that can tell whether a region has it; empty where figures cannot.
    `here` is what a person said of home in a ledger: has it or not; None where nobody did.
    """

    quote: Quote
    theme: str
    indicators: tuple[str, ...] = ()
    here: bool | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one paragraph tells of one reference region, and the conditions that it names."""

    region: str
    statements: tuple[Statement, ...]
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a trip arranged and an office should follow: an event, a partner, a contact, an agreed cooperation."""

    kind: Literal["event", "partner", "contact", "cooperation"]
    quote: Quote
    name: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the text leaves open and somebody should ask before a commitment is entered."""

    quote: Quote
    words: Note


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be right: `kind` names the check, `words` say what differs."""

    kind: str
    quotes: tuple[Quote, ...]
    words: Note


@dataclass(frozen=True)
class Reading:
    """All that was read in one document."""

    document: Document
    region: str = ""
    speakers: tuple[Speaker, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    questions: tuple[Question, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def commitments(self) -> tuple[Statement, ...]:
        """The statements that somebody can be held to, in the order of the text."""
        return tuple(s for s in self.statements if s.is_commitment)
