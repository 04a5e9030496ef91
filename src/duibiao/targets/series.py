"""One indicator of many regions as histories on which growth can be reckoned."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from duibiao.records import Floats, Indicator, Ints, Mark, Note, Panel, Prices, Unit

Bools = NDArray[np.bool_]
"""An array of booleans."""
Scale = Literal["log", "points"]
"""How an indicator grows: by percent (logarithm), or by points (shares, rates, balances, growth rates)."""


@dataclass(frozen=True)
class Histories:
    """One indicator over regions (rows) and years (columns), fit for growth.

    `values` are in the indicator's unit, money at prices of `base_year` where `prices` is "constant"; NaN where
    there is none, or a cell is known to be faulty. `base` numbers the bases of each row: growth is
    reckoned between years of one base only. `interpolated` (None: no cell) marks figures made of their
    neighbours in time. `parents` names what each region belongs to (province, country), "" where unknown.
    `notes` say what was done silently nowhere else.
    """

    indicator: Indicator
    regions: tuple[str, ...]
    years: tuple[int, ...]
    values: Floats
    base: Ints
    prices: Prices
    base_year: int | None = None
    notes: tuple[Note, ...] = ()
    interpolated: Bools | None = None
    parents: tuple[str, ...] = ()

    @cached_property
    def scale(self) -> Scale:
        """By points for what is in percent or is itself a growth, and for what is negative somewhere (a balance)."""
        unit = Unit.parse(self.indicator.unit)
        points = unit.is_percent or unit.same_kind(Unit.parse("百分点"))
        if points or self.indicator.kind == "growth" or (self.values < 0).any():
            return "points"
        return "log"

    @cached_property
    def scaled(self) -> Floats:
        """Values on the scale of growth: their natural logarithm (NaN where not positive), or themselves."""
        return self.rescaled(self.values)

    def rescaled(self, values: Floats) -> Floats:
        """Return values of the indicator's unit on the scale of growth of these histories."""
        if self.scale == "points":
            return values
        return np.asarray(np.log(np.where(values > 0, values, np.nan)))

    @cached_property
    def most(self) -> float | None:
        """100 % in the indicator's unit, of a share that was never more and never negative; None of others."""
        unit = Unit.parse(self.indicator.unit)
        if not unit.is_percent or self.indicator.kind == "growth":
            return None
        whole = float(1 / unit.factor)
        known = self.values[np.isfinite(self.values)]
        return whole if known.size and known.min() >= 0 and known.max() <= whole else None

    def unscaled(self, scaled: Floats) -> Floats:
        """Return values in the indicator's unit from values on the scale of growth; a share stays within its whole."""
        values = np.asarray(np.exp(scaled)) if self.scale == "log" else scaled
        return values if self.most is None else np.clip(values, 0.0, self.most)

    @cached_property
    def steps(self) -> Floats:
        """Yearly growth on the scale, shape (regions, years - 1): NaN across a break or a gap."""
        return self.grown(1)

    def grown(self, years: int) -> Floats:
        """Return growth over so many years on the scale, shape (regions, all years - `years`).

        Column t is from year t to year t + `years`. NaN where a break lies between, or either end is missing.
        """
        after, before = self.scaled[:, years:], self.scaled[:, :-years]
        same = self.base[:, years:] == self.base[:, :-years]
        return np.where(same, after - before, np.nan)

    def needed(self, start: float, target: float) -> float:
        """Return the growth on the scale that leads from one value to another."""
        return math.log(target / start) if self.scale == "log" else target - start

    def row(self, region: str) -> int:
        """Return the row of a region's code."""
        return self.regions.index(region)

    def until(self, year: int) -> Histories:
        """Return the histories as they end in `year`: nothing later is left in them."""
        keep = [i for i, y in enumerate(self.years) if y <= year]
        return replace(
            self,
            years=tuple(self.years[i] for i in keep),
            values=self.values[:, keep],
            base=self.base[:, keep],
            interpolated=None if self.interpolated is None else self.interpolated[:, keep],
        )

    def observed(self) -> Histories:
        """Return the histories without interpolated figures: these know the year after and are no evidence of growth."""
        if self.interpolated is None or not self.interpolated.any():
            return self
        values = np.where(self.interpolated, np.nan, self.values)
        return replace(self, values=values, interpolated=None)


def histories(
    panel: Panel,
    code: str,
    *,
    prices: Prices = "constant",
    base_year: int | None = None,
    without: Collection[str] = (),
) -> Histories:
    """Return one indicator of a panel as histories, money at constant prices where a deflator serves it.

    `base_year` names the year of the prices (default: the last year that the deflator covers). Regions named in
    `without` (aggregates, such as the nation) are left out. Raises `UnknownName` for another indicator.

    >>> from duibiao.sources import load_sample
    >>> found = histories(load_sample(), "gdp_per_capita", base_year=2020)
    >>> found.scale, found.prices, found.values.shape == (31, len(found.years))
    ('log', 'constant', True)
    """
    indicator = panel.indicators[code]
    notes: list[Note] = []
    if prices == "constant" and panel.has_constant_prices(code):
        assert panel.deflator is not None
        base_year = base_year or max(y for y in panel.deflator.index if y <= panel.years[-1])
        grid = panel.grid(code, "constant", base_year)
        notes.append(_deflated(panel, base_year))
    else:
        grid, base_year = panel.grid(code), None
        if prices == "constant" and indicator.is_money:
            notes.append(_NOT_DEFLATED)
        prices = "current"
    rows = [i for i, r in enumerate(panel.regions.codes) if r not in without]
    alike = _interpolated_years(panel.grid(code).usable[rows])
    if alike.any():
        notes.append(
            _interpolated([y for y, is_it in zip(grid.years, alike, strict=True) if is_it])
        )
    regions = [panel.regions.items[i] for i in rows]
    return Histories(
        indicator,
        tuple(r.code for r in regions),
        grid.years,
        grid.usable[rows],
        grid.base[rows],
        prices,
        base_year,
        tuple(notes),
        ((grid.marks[rows] & Mark.ESTIMATED) != 0) | alike,
        tuple(r.parent for r in regions),
    )


_MOST_REGIONS = 0.5
_FEWEST_MOVING = 10
_NEAR_THE_MIDDLE = 0.02


def _interpolated_years(values: Floats) -> Bools:
    """Years in which most regions lie midway between their neighbours: filled in, whatever their flags say."""
    found = np.zeros(values.shape[1], dtype=bool)
    half = np.abs(values[:, 2:] - values[:, :-2]) / 2
    off = np.abs(values[:, 1:-1] - (values[:, 2:] + values[:, :-2]) / 2)
    moving = np.isfinite(off) & (half > 0)
    midway = moving & (off <= _NEAR_THE_MIDDLE * half)
    most = midway.sum(axis=0) > _MOST_REGIONS * moving.sum(axis=0)
    found[1:-1] = most & (moving.sum(axis=0) >= _FEWEST_MOVING)
    return found


def _interpolated(years: list[int]) -> Note:
    zh, en = "、".join(map(str, years)), ", ".join(map(str, years))
    return Note(
        f"{zh}年的数大多恰为前后两年的平均，是插补的，不作为增长的依据。",
        f"Most figures of {en} lie midway between the years beside them: they are interpolated and no evidence of growth.",
    )


def _deflated(panel: Panel, base_year: int) -> Note:
    assert panel.deflator is not None
    return Note(
        f"金额按{panel.deflator.name_zh}折为{base_year}年价。",
        f"Money is at prices of {base_year}, by {panel.deflator.name_en}.",
    )


_NOT_DEFLATED = Note(
    "没有适用的价格指数，金额按当年价，增速含价格上涨。可用 --deflator 给出价格指数。",
    "There is no deflator for it: money is at current prices and growth includes inflation. --deflator gives one.",
)
