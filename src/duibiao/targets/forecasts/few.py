"""The forecast of a panel too small to tell a common shock from regions' own growth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from duibiao.records import Floats, Note

from .growth import Growth

FEWEST_STEPS = 4
"""The least yearly growths, of all regions together, from which a spread is learnt."""
_LEVELS = (np.arange(100) + 0.5) / 100
_SHRINK = 3.0


@dataclass(frozen=True)
class Plain:
    """Each region's growth by horizon: `centre` and `spread`, and errors in units of the spread."""

    centre: Floats
    spread: Floats
    errors: Floats


def plain_growth(growth: Growth, horizon: int) -> Plain | None:
    """Return the mean yearly growth of each region, drawn to that of all, with Student's t around it.

    The mean of a region with n growths counts n against three of the panel's. The spread is the standard
    deviation of yearly growth about these means, over all regions; errors grow with
    sqrt(h (1 + h / n)), n the number of all growths. What is itself a growth stays. None for fewer than
    four growths, or where nothing ever changed.
    """
    steps = growth.steps
    known = np.isfinite(steps)
    number = int(known.sum())
    if number < FEWEST_STEPS:
        return None
    pooled = float(steps[known].mean()) if growth.drifts else 0.0
    sums, counts = np.where(known, steps, 0.0).sum(axis=1), known.sum(axis=1)
    means = (sums + _SHRINK * pooled) / (counts + _SHRINK) if growth.drifts else np.zeros(len(sums))
    deviation = float(np.sqrt(((steps - means[:, None])[known] ** 2).sum() / (number - 1)))
    if deviation == 0:
        return None
    years = np.arange(1, horizon + 1)
    quantiles = stdtrit(number - 1, _LEVELS)
    errors = quantiles * np.sqrt(years * (1 + years / number))[:, None]
    return Plain(means[:, None] * years, np.full((len(means), horizon), deviation), errors)


FEW_REGIONS = Note(
    "地区或年份太少，分不出各地共同的大势和各自的快慢：惯常走势取各地历年平均增速，区间取历年增速的离散程度，没有经过回测，只作参考。",
    "There are too few regions or years to tell what all share from what is each region's own: business as usual is the mean of past growth and its spread that of yearly growth. It was not back-tested; take it as a rough guide.",
)
