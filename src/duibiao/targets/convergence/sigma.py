"""Sigma convergence: how far regions stand apart in each year, and whether that has a trend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

from .balanced import Balanced
from .hac import HACS
from .tails import normal_below


@dataclass(frozen=True)
class Dispersion:
    """A measure of dispersion by year and its trend.

    `trend` is the yearly change of its logarithm (-0.02: 2 % less a year) by least squares, `se` and `p` (two-sided,
    normal) by `hac`. None where there are fewer than 8 years, or it is zero in one of them.
    """

    measure: str
    years: tuple[int, ...]
    values: tuple[float, ...]
    trend: float | None
    se: float | None
    t: float | None
    p: float | None
    hac: str


def sigma_sd(values: Floats) -> Floats:
    """Standard deviation over regions (n - 1); of logarithms where the values are logarithms."""
    return np.asarray(values.std(axis=0, ddof=1))


def sigma_iqr(values: Floats) -> Floats:
    """Distance from the lower to the upper quartile."""
    low, high = np.quantile(values, (0.25, 0.75), axis=0)
    return np.asarray(high - low)


def sigma_range(values: Floats) -> Floats:
    """Distance from the lowest to the highest."""
    return np.asarray(np.ptp(values, axis=0))


def sigma_cv(values: Floats) -> Floats:
    """Coefficient of variation: standard deviation (n - 1) over mean."""
    return np.asarray(values.std(axis=0, ddof=1) / values.mean(axis=0))


def sigma_gini(values: Floats) -> Floats:
    """Gini's coefficient, each region counting once: mean absolute difference of all pairs over twice the mean."""
    n = len(values)
    ranks = np.arange(1, n + 1)[:, None]
    return np.asarray(
        ((2 * ranks - n - 1) * np.sort(values, axis=0)).sum(axis=0) / (n * values.sum(axis=0))
    )


def sigma_theil(values: Floats) -> Floats:
    """Theil's T, each region counting once: mean of (y / mean) ln(y / mean)."""
    share = values / values.mean(axis=0)
    return np.asarray((share * np.log(share)).mean(axis=0))


OF_ANY: Mapping[str, Callable[[Floats], Floats]] = {
    "sd": sigma_sd,
    "iqr": sigma_iqr,
    "range": sigma_range,
}
"""Measures of values as they enter growth: logarithms, or points."""
OF_POSITIVE: Mapping[str, Callable[[Floats], Floats]] = {
    "cv": sigma_cv,
    "gini": sigma_gini,
    "theil": sigma_theil,
}
"""Measures relative to the mean, of levels that are all positive."""


def sigma_convergence(
    balanced: Balanced, levels: Balanced, *, hac: str = "newey-west"
) -> tuple[Dispersion, ...]:
    """Return each measure of dispersion by year with its trend.

    `balanced` is what growth is reckoned on (logarithms, or points), `levels` the values themselves: measures relative
    to the mean are of these, and left out where one is not positive.

    Notes
    -----
    Trend: ln(measure) on the year. Barro, R. J. and Sala-i-Martin, X. (1992); that beta does not imply sigma: Quah, D.
    (1993), Galton's fallacy and tests of the convergence hypothesis, Scandinavian Journal of Economics 95, 427-443.
    """
    found = {name: measure(balanced.values) for name, measure in OF_ANY.items()}
    if (levels.values > 0).all():
        found |= {name: measure(levels.values) for name, measure in OF_POSITIVE.items()}
    return tuple(_with_trend(name, balanced.years, v, hac) for name, v in found.items())


_FEWEST = 8


def _with_trend(name: str, years: tuple[int, ...], values: Floats, hac: str) -> Dispersion:
    series = tuple(values.tolist())
    # A dispersion of rounding alone is none.
    if len(years) < _FEWEST or (values <= 1e-12 * max(1.0, float(values.max()))).any():
        return Dispersion(name, years, series, None, None, None, None, hac)
    x = np.column_stack([np.ones(len(years)), np.array(years) - np.mean(years)])
    y = np.log(values)
    coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
    se = float(np.sqrt(HACS[hac](x, (y - x @ coefficients)[None])[0]))
    slope = float(coefficients[1])
    if not np.isfinite(se) or se <= 1e-12:
        return Dispersion(name, years, series, slope, None, None, None, hac)
    t = slope / se
    return Dispersion(name, years, series, slope, se, t, 2 * normal_below(-abs(t)), hac)
