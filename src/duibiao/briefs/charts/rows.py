"""What the charts are made from: small rows of display-ready labels and plain numbers.

Charts know nothing of panels. Labels, values as text and tooltips (`tip`, one sentence) come in the
brief's language; each row can say what its tooltip is by itself if none is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..theme import Role


@dataclass(frozen=True, slots=True)
class GapBar:
    """How far home is from one reference in one indicator.

    `size` is in points of the panel's 0-100 scale, positive where home is behind (`Gap.size`); `text` is
    the label at the bar's end (“39%”). Rows are drawn in the order in which indicators first appear.
    """

    indicator: str
    reference: str
    size: float
    text: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class MeasureBar:
    """A gap by its `size` in points (0 or more), and whether somebody takes it up.

    `taken`: by a commitment that names it, by one that shares its theme, or by nobody. `text` stands at the
    bar's end (“3条”).
    """

    indicator: str
    size: float
    text: str
    taken: Literal["named", "theme", "nobody"]
    tip: str = ""


@dataclass(frozen=True, slots=True)
class TimeDot:
    """When a reference stood at home's level in one indicator: `year`, a decimal year.

    `text` stands beside the dot (“常州市 10.4年”). `beyond` says that the reference was past home's level in its
    first usable year already, which `year` then is: drawn as an arrow that points further back. `marked`
    says that the reading reaches across a break: drawn hollow.
    """

    indicator: str
    region: str
    role: Role
    year: float
    text: str
    beyond: bool = False
    marked: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class StructurePoint:
    """A region in the plane of structure; the regions that matter are labelled, `other` ones are not."""

    region: str
    role: Role
    x: float
    y: float
    tip: str = ""


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One year of one region in one small panel.

    `panel` is the panel's title with its unit (“人均GDP（万元）”). A region's points with another `segment`
    are not joined to those before: a break lies between. `text` is the value as printed.
    """

    panel: str
    region: str
    role: Role
    year: int
    value: float
    segment: int = 0
    text: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class RankDot:
    """A region's rank (1 is best) and the interval that it keeps under other choices; drawn in the order given."""

    region: str
    role: Role
    rank: float
    low: float
    high: float
    text: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ScoreDot:
    """A region's score and the interval it lies in; `seen` is the score by what was observed alone.

    Drawn in the order given; `text` stands beside the region's name.
    """

    region: str
    role: Role
    score: float
    low: float
    high: float
    seen: float
    text: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class WaterfallPart:
    """A step from home's level to the reference's: the first and last are levels, the others changes.

    `value` is a level for `home` and `reference` and a signed change for `part`; home's level and the parts
    sum to the reference's level. `text` is the value as printed, with its sign for parts.
    """

    label: str
    value: float
    text: str
    kind: Literal["home", "part", "reference"] = "part"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A region on the map: degrees of longitude and latitude; the bubble's area follows `size` (0 or more)."""

    region: str
    role: Role
    longitude: float
    latitude: float
    size: float
    tip: str = ""


@dataclass(frozen=True, slots=True)
class FanYear:
    """Where something may stand in a year: the median, half of the futures, 80 % of them."""

    year: int
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    tip: str = ""


@dataclass(frozen=True, slots=True)
class FanPoint:
    """A value of a year on a path: of the record, of the milestones, or of a precedent moved to home's start.

    A point is not joined to those of another `line`.
    """

    year: int
    value: float
    line: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class FanLabel:
    """What stands at the right end of a path: lines of text at a height, for `usual`, the `target` or a `reference`."""

    kind: Literal["usual", "target", "reference"]
    value: float
    text: str
