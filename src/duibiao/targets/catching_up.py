"""The year of catching up, as a distribution: with a level, or with a reference that moves too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

LONGEST = 30
"""Years ahead beyond which the answer is “not within 30 years”."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """In which year home gets there if it goes on as before: the 10th, 50th and 90th percentiles of futures.

    None where that share of the futures does not get there within `within` years; `share` is the share that
    does. The first year counts, even if home falls back later.
    """

    p10: int | None
    p50: int | None
    p90: int | None
    share: float
    within: int

    def year(self, level: float) -> int | None:
        """Return a percentile of the year: 0.1, 0.5 or 0.9."""
        return {0.1: self.p10, 0.5: self.p50, 0.9: self.p90}[level]


def catch_up(home: Floats, goal: Floats, years: tuple[int, ...], upward: bool = True) -> CatchUp:
    """Return when paths of home first reach the goal.

    `home` has shape (draws, years); `goal` the same, or anything that broadcasts to it. `upward` says that
    reaching is from below.

    >>> paths = np.array([[1.0, 2, 3], [1, 1, 2], [1, 1, 1]])
    >>> found = catch_up(paths, np.array(2.0), (2021, 2022, 2023))
    >>> found.p10, found.p50, found.p90, round(found.share, 2)
    (2022, 2023, None, 0.67)
    """
    there = home >= goal if upward else home <= goal
    ever = there.any(axis=1)
    # Futures that never get there stand after all years, so that a percentile falls on them where it should.
    first = np.where(ever, there.argmax(axis=1), len(years))
    found = np.quantile(first, [0.1, 0.5, 0.9], method="inverted_cdf").astype(int)
    p10, p50, p90 = (years[i] if i < len(years) else None for i in found)
    return CatchUp(p10, p50, p90, float(ever.mean()), len(years))
