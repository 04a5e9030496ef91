"""How wildly each region's growth moves, beside its panel's, as of each year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

from .growth import Growth
from .settings import ForecastSettings

_MOST_SIZES = 9.0
_LEAST_SHARE = 1 / 20
_PANEL_POWER = 0.7
_FEWEST = 30
_PRIOR = 20.0
_LEAST_ERROR = 0.05


@dataclass(frozen=True)
class Volatility:
    """`own` of each region as a multiple of the panel's, shape (regions, years), and that of the `panel`, by year."""

    own: Floats
    panel: Floats
    usual: float = 0.6
    """The power of own volatility in the spread before errors are seen: the wild are less wild than they were."""

    def spread(self, power: float) -> Floats:
        """Return the spread up to a factor, shape (regions, years)."""
        return np.asarray(self.own**power * self.panel**_PANEL_POWER)

    def power(self, errors: Floats, years: int, unit: Floats) -> float:
        """Return the slope of the log size of past errors on log own volatility, within years, drawn to `usual`."""
        least = _LEAST_ERROR * unit[:years]
        with np.errstate(invalid="ignore"):
            sizes = _centred(np.log(np.maximum(np.abs(errors), least)))
        own = _centred(np.where(np.isfinite(sizes), np.log(self.own[:, :years]), np.nan))
        known = np.isfinite(sizes) & np.isfinite(own)
        if known.sum() < _FEWEST:
            return self.usual
        x, y = own[known], sizes[known]
        slope = (x @ y + _PRIOR * self.usual) / (x @ x + _PRIOR)
        return float(np.clip(slope, 0.1, 1.0))


def volatility(growth: Growth, settings: ForecastSettings) -> Volatility:
    """Return how wildly regions and the panel move, as known in each year; NaN before any growth is."""
    sizes = np.abs(growth.relative)
    known = np.isfinite(sizes)
    yearly = np.full(sizes.shape[1], np.nan)
    for s in np.flatnonzero(known.any(axis=0)):
        yearly[s] = _typical(sizes[known[:, s], s])
    panel = _recent(yearly, settings.volatility_recency)
    with np.errstate(invalid="ignore"):
        sized = sizes / np.where(np.isfinite(yearly), yearly, panel)
    sized = np.where(np.isfinite(sized), np.minimum(sized, _MOST_SIZES), 0.0)
    count = known.cumsum(axis=1)
    mean = sized.cumsum(axis=1) / np.maximum(count, 1)
    own = np.full(sizes.shape, np.nan)
    for s in np.flatnonzero(np.isfinite(panel)):
        seen = count[:, s] > 0
        logs = np.log(np.maximum(mean[:, s], _typical(mean[seen, s]) * _LEAST_SHARE))
        weight = count[:, s] / (count[:, s] + settings.own_years)
        own[:, s] = np.exp(weight * logs + (1 - weight) * logs[seen].mean())
    return Volatility(own, panel)


def _typical(sizes: Floats) -> float:
    """The median, of those above zero where most are zero (rounded or rarely revised figures); NaN without any."""
    if not sizes.any():
        return float("nan")
    median = float(np.median(sizes))
    return median if median > 0 else float(np.median(sizes[sizes > 0]))


def _recent(yearly: Floats, recency: float) -> Floats:
    """The discounted geometric mean up to each year."""
    found = np.full(len(yearly), np.nan)
    total = weight = 0.0
    for s, value in enumerate(yearly):
        total, weight = total * recency, weight * recency
        if np.isfinite(value):
            total, weight = total + np.log(value), weight + 1
        if weight:
            found[s] = np.exp(total / weight)
    return found


def _centred(values: Floats) -> Floats:
    """Values less the mean of their column; NaN stays."""
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.asarray(values - total / np.maximum(known.sum(axis=0), 1))
