"""路径: what a target demands each year, and where one should stand at each year and quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from duibiao.records import BadSetting, Floats, Indicator, Note, Panel, Period, Unit

from .series import Scale

QUARTERS = 4
_YEARS_OF_SEASONS = 3


@dataclass(frozen=True, slots=True)
class Milestone:
    """Where home should stand by the end of a year, and of each of its quarters.

    `quarters` of a flow are cumulative since January (its usual 序时进度); of a stock, rate or index they are the
    level at the quarter's end; of a growth rate the year's own. `low` and `high` are the 10th and 90th percentiles
    where the target follows a reference that moves; None where the target is a number.
    """

    year: int
    value: float
    quarters: tuple[float, ...]
    low: float | None = None
    high: float | None = None


def required_growth(start: float, target: float, years: int, scale: Scale) -> float:
    """Return the growth that leads from `start` to `target` in so many years.

    In percent a year, 100 ((target / start)^(1 / years) - 1), for what grows by percent; in the
    indicator's own unit a year for what grows by points.

    >>> round(required_growth(58000, 100000, 10, "log"), 2)
    5.6
    """
    if years < 1:
        raise BadSetting(
            zh=f"从起点到目标年只有{years}年。目标年须晚于起点年。",
            en=f"There are {years} years from start to target. The target's year must come after the start.",
        )
    if scale == "points":
        return (target - start) / years
    return float(100 * ((target / start) ** (1 / years) - 1))


def straight_path(start: float, target: float, years: int, scale: Scale) -> Floats:
    """Return the values of each year, start excluded, on a path of even growth: shape (years,)."""
    steps = np.arange(1, years + 1) / years
    if scale == "points":
        return start + (target - start) * steps
    return np.asarray(start * (target / start) ** steps)


def milestones(
    indicator: Indicator,
    start: float,
    path: Sequence[float],
    first_year: int,
    scale: Scale,
    seasons: Sequence[float] | None = None,
    band: tuple[Floats, Floats] | None = None,
) -> tuple[Milestone, ...]:
    """Return the milestones of a path whose first value is for `first_year`.

    `seasons` are the cumulative shares of a flow's year at the end of each quarter, the last 1; without them each
    quarter has a quarter. `band` gives low and high of each year.
    """
    shares = seasons or [k / QUARTERS for k in range(1, QUARTERS + 1)]
    made = []
    for i, (before, value) in enumerate(pairwise([start, *path])):
        low, high = (float(band[0][i]), float(band[1][i])) if band else (None, None)
        quarters = _quarters(indicator, before, value, scale, shares)
        made.append(Milestone(first_year + i, float(value), quarters, low, high))
    return tuple(made)


def _quarters(
    indicator: Indicator, before: float, value: float, scale: Scale, shares: Sequence[float]
) -> tuple[float, ...]:
    if indicator.kind == "growth":
        return (float(value),) * QUARTERS
    if indicator.kind == "flow" and not indicator.is_percent:
        return tuple(float(value * s) for s in shares)
    return tuple(float(v) for v in straight_path(before, value, QUARTERS, scale))


def seasons_of(
    panel: Panel, region: str, code: str, year: int
) -> tuple[tuple[float, ...], Note] | None:
    """Return the cumulative share of a year's flow at the end of each quarter, from the last years that have them.

    The mean over up to three years until `year` with cumulative figures for March, June and September (or the
    single quarters) and the whole year. None where there is no such year.
    """
    rows = panel.observations.filter(
        (panel.observations["region"] == region) & (panel.observations["indicator"] == code)
    )
    own = panel.indicators[code].unit
    values = {
        Period.parse(r["period"]): float(r["value"]) * float(Unit.parse(r["unit"] or own).factor)
        for r in rows.iter_rows(named=True)
    }
    found: dict[int, tuple[float, ...]] = {}
    for y in sorted({p.year for p in values if p.year <= year}, reverse=True):
        shares = _year_shares(values, y)
        if shares is not None and len(found) < _YEARS_OF_SEASONS:
            found[y] = shares
    if not found:
        return None
    mean = tuple(float(x) for x in np.mean(list(found.values()), axis=0))
    listed = "、".join(str(y) for y in sorted(found))
    note = Note(
        f"季度节点按{listed}年各季累计占全年的平均比重分解。",
        f"Quarters are by the mean cumulative shares of {listed.replace('、', ', ')}.",
    )
    return mean, note


def _year_shares(values: dict[Period, float], year: int) -> tuple[float, ...] | None:
    total = values.get(Period(year))
    if not total or total <= 0:
        return None
    single = [values.get(Period(year, "quarter", q)) for q in range(1, QUARTERS)]
    cumulative = [
        values.get(
            Period(year, "cumulative", 3 * q),
            values.get(Period(year, "half", 1)) if q == 2 else None,
        )
        for q in range(1, QUARTERS)
    ]
    if cumulative[0] is None:
        cumulative[0] = single[0]
    for q in (1, 2):
        previous, own = cumulative[q - 1], single[q]
        if cumulative[q] is None and previous is not None and own is not None:
            cumulative[q] = previous + own
    known = [c for c in cumulative if c is not None]
    return (*(c / total for c in known), 1.0) if len(known) == QUARTERS - 1 else None


EVEN_QUARTERS = Note(
    "没有往年分季数据，季度节点按全年均匀分解（25%、50%、75%、100%），未计季节因素。",
    "There are no quarterly figures of past years: quarters are even (25, 50, 75, 100 %), without seasons.",
)
