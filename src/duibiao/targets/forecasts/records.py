"""The predictive distribution of one indicator: in parts, as quantiles, and as coherent sample paths."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from duibiao.records import Floats, Note

from ..series import Histories
from .settings import ForecastSettings


@dataclass(frozen=True)
class Forecast:
    """Where each region of a panel may stand in each of the years after an origin.

    Growth over h years, on the scale of growth (`past.scale`), is the sum of a common part and a relative
    one: `common_centre[h] + common_errors[h, k]`, the same for all regions, and
    `centre[i, h] + spread[i, h] * errors[h, k]`, each region's own. Errors are equally likely values
    in rising order. `past` holds the histories up to the origin and nothing later. Rows of regions without a value
    in the origin year are NaN. `settings` and `seed` make it again.
    """

    past: Histories
    origin: int
    centre: Floats
    spread: Floats
    errors: Floats
    common_centre: Floats
    common_errors: Floats
    settings: ForecastSettings = field(default_factory=ForecastSettings)
    seed: int = 0
    notes: tuple[Note, ...] = ()

    @property
    def regions(self) -> tuple[str, ...]:
        """The codes of the regions, in the order of all arrays."""
        return self.past.regions

    @property
    def years(self) -> tuple[int, ...]:
        """The years forecast."""
        return tuple(range(self.origin + 1, self.origin + 1 + self.centre.shape[1]))

    @cached_property
    def start(self) -> Floats:
        """The values of the origin year on the scale of growth, one a region."""
        return self.past.scaled[:, self.past.years.index(self.origin)]

    def quantiles(self, levels: Sequence[float], regions: Sequence[str] | None = None) -> Floats:
        """Return quantiles in the indicator's unit, shape (regions, years, levels), without sampling."""
        rows, at = self._rows(regions), np.asarray(levels, dtype=float)
        horizons = range(1, len(self.years) + 1)
        made = np.stack([self.growth_quantiles(h, at, rows) for h in horizons], axis=1)
        return self.past.unscaled(self.start[rows, None, None] + made)

    def growth_quantiles(self, horizon: int, levels: Floats, rows: Sequence[int]) -> Floats:
        """Return quantiles of growth over so many years on its scale, shape (rows, levels).

        Each error of the region with each common error is equally likely.
        """
        h = horizon - 1
        spread = self.spread[rows, h]
        known = np.isfinite(spread)
        found = np.full((len(rows), len(levels)), np.nan)
        found[known] = _sum_quantiles(spread[known], self.errors[h], self.common_errors[h], levels)
        return np.asarray(found + (self.common_centre[h] + self.centre[rows, h])[:, None])

    @cached_property
    def paths(self) -> Floats:
        """Sample paths in the indicator's unit, shape (regions, draws, years)."""
        return self.paths_of(self.regions)

    def paths_of(self, regions: Sequence[str]) -> Floats:
        """Return sample paths of some regions, shape (regions, draws, years), in the indicator's unit.

        Draw d is one future of the whole panel: all regions share its common shock, and the years of
        a path hang together. A region's paths are the same whichever others are asked for.
        """
        rows = self._rows(regions)
        common = _at(self.common_errors, self._shocks("")) + self.common_centre
        growth = np.empty((len(rows), *common.shape))
        for n, row in enumerate(rows):
            own = _at(self.errors, self._shocks(self.regions[row]))
            growth[n] = common + self.centre[row] + self.spread[row] * own
        return self.past.unscaled(self.start[rows, None, None] + growth)

    def _rows(self, regions: Sequence[str] | None) -> list[int]:
        if regions is None:
            return list(range(len(self.regions)))
        return [self.past.row(r) for r in regions]

    def _shocks(self, name: str) -> Floats:
        """Ranks between 0 and 1, shape (draws, years): a random walk's, so that the years of a path hang together."""
        key = f"{self.past.indicator.code} {name}"
        random = np.random.default_rng([self.seed, zlib.crc32(key.encode())])
        steps = random.standard_normal((self.settings.draws, len(self.years)))
        walk = steps.cumsum(axis=1) / np.sqrt(np.arange(1, len(self.years) + 1))
        return np.asarray(ndtr(walk))


def _at(errors: Floats, ranks: Floats) -> Floats:
    """The errors at ranks, year by year."""
    levels = (np.arange(errors.shape[1]) + 0.5) / errors.shape[1]
    return np.stack([np.interp(ranks[:, h], levels, e) for h, e in enumerate(errors)], axis=1)


_EXACT_UP_TO = 24


def _sum_quantiles(spread: Floats, errors: Floats, common: Floats, levels: Floats) -> Floats:
    """Quantiles of spread x error + common error; for many regions interpolated between 24 spreads."""
    few = spread
    if len(spread) > _EXACT_UP_TO:
        few = np.geomspace(spread.min(), max(spread.max(), spread.min() * (1 + 1e-9)), _EXACT_UP_TO)
    sums = (few[:, None, None] * errors[:, None] + common).reshape(len(few), -1)
    found = np.quantile(sums, levels, axis=1).T
    if few is spread:
        return np.asarray(found)
    below = np.clip(np.searchsorted(few, spread, side="right") - 1, 0, len(few) - 2)
    part = ((spread - few[below]) / (few[below + 1] - few[below]))[:, None]
    return np.asarray(found[below] * (1 - part) + found[below + 1] * part)
