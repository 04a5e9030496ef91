"""Time distance: how many years ago the reference stood where home stands now.

P. Sicherl's S-time-distance: the horizontal distance between two series at one level. A series that
passes the level several times is taken at its last crossing, and the number of crossings is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import Floats, Grid, Mark, Note, Panel, Prices


@dataclass(frozen=True, slots=True)
class TimeDistance:
    """How many years one series is behind another at one level.

    `years` is positive where home is behind, negative where it is ahead, None where it cannot be told
    (then `reason` says why). `at_least` is the bound where the level lies beyond the record: home is at
    least so many years behind (negative: ahead). `year_reached` is when the one ahead stood at the
    level, in fractions of a year; `crossings` says how often it did.
    """

    prices: Prices
    years: float | None = None
    at_least: int | None = None
    year_reached: float | None = None
    crossings: int = 0
    first_year: int | None = None
    marks: Mark = Mark.NONE
    reason: Note | None = None


def time_distance(
    panel: Panel,
    code: str,
    home: str,
    reference: str,
    year: int,
    *,
    prices: Prices = "current",
    across_breaks: bool = False,
) -> TimeDistance:
    """Return home's time distance to a reference at home's level of `year`, and the other way when ahead.

    Only years on the base of `year` are joined to it. A crossing on an earlier base is withheld with the
    reason, or given with `Mark.ACROSS_BREAK` under `across_breaks`. A bound compares levels of single
    years, which stand on any base: it is given, and marked where it reaches across one.

    >>> from duibiao.sources import load_sample
    >>> panel = load_sample()
    >>> time_distance(panel, "gdp_per_capita", "510300", "320400", 2020).at_least
    10
    """
    if panel.indicators[code].kind == "growth":
        return TimeDistance(prices, reason=_A_GROWTH)
    grid = panel.grid(code, prices, base_year=year)
    column = grid.column(year)
    here, there = (panel.regions.position(r) for r in (home, reference))
    level, target = grid.usable[here, column], grid.usable[there, column]
    if not (np.isfinite(level) and np.isfinite(target)):
        return TimeDistance(prices, reason=_NOT_BOTH)
    better = -1.0 if grid.indicator.direction == "-" else 1.0
    if level == target:
        return TimeDistance(prices, years=0.0, year_reached=float(year), crossings=1)
    behind = better * (target - level) > 0
    # The one ahead has a past in which it stood where the other stands now.
    row, sought = (there, level) if behind else (here, target)
    sign: Literal[1, -1] = 1 if behind else -1
    leader = reference if behind else home
    path = _Path.of(grid, row, column, better)
    return _distance(panel, code, leader, path, better * sought, year, sign, prices, across_breaks)


_NOT_BOTH = Note("两地当年没有都可用的数据。", "There is no usable figure for both in that year.")
_A_GROWTH = Note("增速没有时差可言。", "A growth rate has no time distance.")


@dataclass(frozen=True)
class _Path:
    """The usable years of the one ahead up to the chosen year, oriented so that more is better."""

    years: Floats
    values: Floats
    on_base: np.ndarray

    @staticmethod
    def of(grid: Grid, row: int, column: int, better: float) -> _Path:
        values = better * grid.usable[row, : column + 1]
        known = np.isfinite(values)
        years = np.array(grid.years[: column + 1], dtype=float)
        on_base = grid.base[row, : column + 1] == grid.base[row, column]
        return _Path(years[known], values[known], on_base[known])


def _distance(
    panel: Panel,
    code: str,
    leader: str,
    path: _Path,
    level: float,
    year: int,
    sign: Literal[1, -1],
    prices: Prices,
    across_breaks: bool,
) -> TimeDistance:
    first = int(path.years[0])
    reached = [
        (i, path.years[i] + (level - a) / (b - a) * (path.years[i + 1] - path.years[i]))
        for i, (a, b) in enumerate(zip(path.values[:-1], path.values[1:], strict=True))
        if a <= level < b
    ]
    if not reached:
        bound = year - first
        marks = Mark.NONE if path.on_base.all() else Mark.ACROSS_BREAK
        return TimeDistance(
            prices,
            at_least=sign * bound if bound else None,
            first_year=first,
            marks=marks,
            reason=_beyond_record(first, bound),
        )
    place, when = reached[-1]
    if path.on_base[place] or across_breaks:
        marks = Mark.NONE if path.on_base[place] else Mark.ACROSS_BREAK
        when = float(when)
        return TimeDistance(prices, sign * (year - when), None, when, len(reached), first, marks)
    # The last crossing lies on an earlier base, so the whole present base is past the level.
    bound = year - int(path.years[path.on_base][0])
    return TimeDistance(
        prices,
        at_least=sign * bound if bound else None,
        crossings=len(reached),
        first_year=first,
        reason=_across(panel, code, leader, int(when), year),
    )


def _beyond_record(first: int, years: int) -> Note:
    if years == 0:
        return Note(
            f"只有{first}年一年可用，说不出时差。",
            f"{first} is the only usable year: no time distance can be told.",
        )
    return Note(
        f"{first}年（该地最早的可用年份）已优于该水平，时差在{years}年以上，超出数据年限。",
        f"Already beyond that level in {first}, its first usable year: {years} years or more, beyond the record.",
    )


def _across(panel: Panel, code: str, region: str, since: int, year: int) -> Note:
    breaks = panel.breaks_between(region, code, since, year)
    zh = "；".join(dict.fromkeys(f"{b.year}年{b.reason_in('zh')}变化" for b in breaks)) or "修订数"
    en = "; ".join(dict.fromkeys(f"{b.year} {b.reason}" for b in breaks)) or "revised figures"
    return Note(
        f"跨口径断点（{zh}），不计算；可用“跨断点”选项带标记显示。",
        f"Withheld: it reaches across a break ({en}). Shown with a mark under --across-breaks.",
    )
