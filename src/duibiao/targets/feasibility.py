"""可行性 and 挑战性: the share of precedents that made it, and how far a target lies beyond business as usual."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from duibiao.records import BadSetting

from .precedents import Precedents

Reach = Literal[
    "met", "low-hanging", "within reach", "ambitious", "long shot", "unprecedented", "unknown"
]
"""How far a target reaches, from what is met already to what nobody did."""


@dataclass(frozen=True, slots=True)
class Feasibility:
    """The share of precedents that grew as much as the target asks, with its Wilson interval (0 to 1).

    None where there are not enough precedents. `level` is the interval's confidence. It is exact for
    the regions counted; the interval says how much so few could differ by chance, not that times have changed.
    """

    share: float | None
    low: float | None
    high: float | None
    n: int
    reached: int
    level: float


def feasibility_of(precedents: Precedents, level: float = 0.9) -> Feasibility:
    """Return the share of precedents that made it, with the Wilson score interval (Wilson, 1927).

    Windows of one region do not overlap, and each counts once. Raises `BadSetting` where the precedents
    were not sought for a target.
    """
    if precedents.needed is None:
        raise BadSetting(
            zh="没有目标，说不出可行性。请用 --target 或 --ratio 给出目标。",
            en="Without a target there is no feasibility. Give one with --target or --ratio.",
        )
    n, reached = precedents.n, precedents.reached
    if not n:
        return Feasibility(None, None, None, 0, 0, level)
    low, high = wilson(reached, n, level)
    return Feasibility(reached / n, low, high, n, reached, level)


def wilson(successes: int, n: int, level: float) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    >>> low, high = wilson(8, 10, 0.95)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class ReachSettings:
    """Where the words begin: thresholds on the odds of business as usual and on the share of precedents.

    At `low_hanging` odds or more, going on as before is enough; at `within_reach` odds or more it may be; below that
    a target is ambitious while at least `ambitious` of the precedents made it, and a long shot below.
    """

    low_hanging: float = 0.75
    within_reach: float = 0.4
    ambitious: float = 0.1

    def __post_init__(self) -> None:
        if not 0 < self.within_reach < self.low_hanging < 1 or not 0 < self.ambitious < 1:
            raise BadSetting(
                zh=f"可行性分级的界限是{self.low_hanging}、{self.within_reach}、{self.ambitious}。须在0和1之间，前者大于后者。",
                en=f"The thresholds of reach are {self.low_hanging}, {self.within_reach}, {self.ambitious}. They lie between 0 and 1, the first above the second.",
            )


def reach_of(
    odds: float | None, feasibility: Feasibility, settings: ReachSettings | None = None
) -> Reach:
    """Return in a word how far a target reaches; "unknown" where neither odds nor precedents say."""
    settings = settings or ReachSettings()
    if odds is not None and odds >= settings.low_hanging:
        return "low-hanging"
    if odds is not None and odds >= settings.within_reach:
        return "within reach"
    if feasibility.share is None:
        return "unknown"
    if feasibility.share == 0:
        return "unprecedented"
    return "ambitious" if feasibility.share >= settings.ambitious else "long shot"
