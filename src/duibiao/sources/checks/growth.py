"""Rules on real growth: a column that is nominal growth, a figure that does not fit the levels."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats

from .figures import Bools, Column, Figures, cells
from .findings import Finding
from .roles import growth_pairs
from .settings import CheckSettings


def real_growth(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return real growth that equals nominal growth, or does not fit it.

    Nominal growth over real growth is an implied deflator; prices move alike in all regions of a year, so
    a region far from the median deflator (modified z-score) has a wrong growth rate or a wrong level.
    """
    return [
        found
        for level, growth in growth_pairs(figures)
        for found in (*_nominal(level, growth, settings), *_unfitting(level, growth, settings))
    ]


def _nominal(level: Column, growth: Column, settings: CheckSettings) -> list[Finding]:
    nominal, real = _rates(level, growth)
    known = np.isfinite(nominal + real)
    same = np.abs(nominal - real) <= settings.growth_tolerance
    found = []
    whole = _mostly(same, known, 0, settings) | _mostly(same, known, 1, settings)
    for i, j in cells(same & whole):
        values = {
            "nominal": f"{nominal[i, j]:.2f}",
            "share": f"{100 * same[known[:, j], j].mean():.0f}",
        }
        found.append(Finding("nominal_growth", "error", int(growth.rows[i, j]), values))
    return found


def _unfitting(level: Column, growth: Column, settings: CheckSettings) -> list[Finding]:
    nominal, real = _rates(level, growth)
    nominal = np.where(level.broken | growth.broken, np.nan, nominal)
    prices = 100 * ((1 + nominal / 100) / (1 + real / 100) - 1)
    found = []
    for j in range(prices.shape[1]):
        year = prices[:, j]
        if np.isfinite(year).sum() < settings.growth_regions:
            continue
        apart = year - np.nanmedian(year)
        spread = np.nanmedian(np.abs(apart))
        far = np.abs(apart) >= settings.growth_points
        # Compared as a product: where most regions have one deflator the spread is 0.
        far &= 0.6745 * np.abs(apart) > settings.growth_sigmas * spread
        for i in np.flatnonzero(far):
            values = {
                "nominal": f"{nominal[i, j]:.2f}",
                "prices": f"{year[i]:+.1f}",
                "median": f"{np.nanmedian(year):+.1f}",
            }
            found.append(Finding("growth_misfit", "warning", int(growth.rows[i, j]), values))
    return found


def _rates(level: Column, growth: Column) -> tuple[Floats, Floats]:
    """Nominal growth of the level, and published real growth, both in percent."""
    with np.errstate(divide="ignore", invalid="ignore"):
        nominal = 100 * np.where(level.before > 0, level.values / level.before - 1, np.nan)
    return nominal, 100 * growth.base


def _mostly(same: Bools, known: Bools, axis: int, settings: CheckSettings) -> Bools:
    """Whether most of a year's regions (axis 0) or of a region's years (axis 1) have the pattern."""
    count = known.sum(axis=axis, keepdims=True)
    share = (same & known).sum(axis=axis, keepdims=True) / np.maximum(count, 1)
    mostly: Bools = (share >= settings.block_share) & (count >= settings.block_regions)
    return mostly
