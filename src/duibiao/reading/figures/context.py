"""What holds at a place of a document while its figures are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from duibiao.records import Vintage

from ..expressions.places import RegionName
from ..expressions.quantities import Quantity
from ..expressions.times import Time
from .periods import Span

_MARKS = re.compile(r"[，；。\n【】]")
_LONGEST_CLAUSE = 80


@dataclass(slots=True)
class Subject:
    """The indicator that a number without a name of its own goes on with.

    `thing` is its name as written, `full` with its verb; `group` are the members of a list; `was` says that
    the number was of an earlier time (由上年的 a); `counted` is the last thing counted, `unit` what its amount is
    counted in; `planned`: it was last set against its plan (占年度计划的78%).
    """

    name: str = ""
    thing: str = ""
    full: str = ""
    period: str = ""
    measure: str = ""
    group: tuple[str, ...] = ()
    was: bool = False
    counted: str = ""
    unit: str = ""
    planned: bool = False


@dataclass(slots=True)
class Now:
    """What holds in a paragraph, and in the sentence that is being read.

    `base` is the region that a new sentence starts from, `body` the firm or park last told of, `speaking`
    the one that the speaker stands for, `told` the regions that the sentence opened clauses with and
    `behind` the one before them, `other` the last one that is not home. `host` is another region that the paragraph opens with, whose 全市 is not the document's. `describes`: the paragraph tells of one project, at no period of its own, `of_project`: it names it, up
    to `heading_end`. `before` is the period of an earlier sentence, `before_elsewhere` the other region or body that it was told of,
    `elsewhere` that of the last figure, `expected`: the sentence opens with 预计全年; `as_of` the day
    up to which the paragraph counts (截至9月底), `progress` the month up to which a list of projects does, `ahead`: this one speaks of a year under way. `day` is the month of the last
    date given to the day. `counted` are the projects, `recent` the things last counted in the sentence, `grown` those whose growth it gives, `things` the last thing counted in each unit, `row` the regions last listed in it.
    """

    span: Span
    region: str = ""
    base: str = ""
    body: str = ""
    speaking: str = ""
    behind: str = ""
    other: str = ""
    told: set[str] = field(default_factory=set)
    opening: int = 0
    host: str = ""
    describes: bool = False
    of_project: bool = False
    heading_end: int = 0
    day: str = ""
    before: str = ""
    before_elsewhere: str = ""
    elsewhere: str = ""
    expected: bool = False
    as_of: str = ""
    progress: str = ""
    ahead: bool = False
    subject: Subject = field(default_factory=Subject)
    start: int = 0
    sentence_period: str = ""
    counted: str = ""
    recent: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    things: dict[str, str] = field(default_factory=dict)
    vintage: Vintage = Vintage.UNSTATED
    times: tuple[Time, ...] = ()
    regions: tuple[RegionName, ...] = ()
    row: tuple[RegionName, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A number and the words before it: since `at`, the end of the number before; `said_at` starts what is said of it.

    `first` is where a list that it stands in begins.
    """

    q: Quantity
    unit: str
    at: int
    said_at: int
    first: int = -1


def clause_start(plain: str, at: int, end: int, *, whole: bool = False) -> int:
    """Return where the last clause before `end` starts: no predicate reaches over a mark.

    It starts not before `at`, the end of the number before, unless the `whole` clause is asked for.
    """
    if whole:
        at = max(0, end - _LONGEST_CLAUSE)
    start = at
    for m in _MARKS.finditer(plain, at, end):
        start = m.end()
    return start
