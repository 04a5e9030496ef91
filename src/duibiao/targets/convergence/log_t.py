"""The log t regression of Phillips and Sul, for one set of regions or for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from duibiao.records import DataError, Floats

from .hac import HACS
from .settings import ConvergenceSettings
from .tails import normal_below

Reading = Literal["levels", "growth", "none", "unknown"]
"""Converge in levels (beta at least 2), in growth (0 to 2, or not below 0 beyond doubt), or not; or cannot be known."""

_FEWEST = 8
_SAME = 1e-30
"""A mean squared relative distance that rounding alone makes."""


@dataclass(frozen=True)
class LogT:
    """A log t regression: ln(H_1 / H_t) - 2 ln ln t = a + beta ln t.

    `beta` is twice the speed; `t` at or below the threshold rejects convergence, `p` being one-sided (normal). None
    where the regions are exactly equal in one of the years. `reading` says what it means.
    """

    beta: float | None
    se: float | None
    t: float | None
    p: float | None
    reading: Reading


@dataclass(frozen=True)
class LogTFrame:
    """The panel that log t regressions are run on, and how.

    `values` as they enter (trend of logarithms, say), regions by years; `dropped` years at the start are left out.
    """

    values: Floats
    settings: ConvergenceSettings

    def __post_init__(self) -> None:
        years = self.values.shape[1]
        left = years - self.settings.dropped(years)
        if left < _FEWEST:
            raise DataError(
                zh=f"{years}年里舍去开头{self.settings.dropped(years)}年后剩{left}年，log t 回归至少要{_FEWEST}年。请补上更多年份，或减小 --trim；年数少时可看β和σ收敛。",
                en=f"Of {years} years {left} are left after the first {self.settings.dropped(years)}, and a log t regression needs {_FEWEST}. Add years, or lower --trim; with few years beta and sigma convergence still stand.",
            )
        means = self.values.mean(axis=0)
        if (means <= 0).any():
            raise DataError(
                zh="有的年份各地区的平均值不是正数，相对位置（数值除以平均值）没有意义。请换较小的计量单位（如元代替亿元），或不取对数。",
                en="In some years the mean of all regions is not positive, so values relative to it mean nothing. Use a smaller unit (yuan, not 100 million yuan), or no logarithms.",
            )

    @cached_property
    def _regressors(self) -> Floats:
        t = np.arange(1, self.values.shape[1] + 1)[self.settings.dropped(self.values.shape[1]) :]
        return np.column_stack([np.ones(len(t)), np.log(t)])

    def test(self, rows: list[int]) -> LogT:
        """Return the regression of one set of regions (two or more)."""
        chosen = self.values[rows]
        beta, se = self._fit(self._dispersion(chosen.var(axis=0), chosen.mean(axis=0))[None])
        return self._record(float(beta[0]), float(se[0]))

    def growing(self, rows: list[int]) -> Floats:
        """Return t of the first two, three, … of the regions."""
        chosen = self.values[rows]
        counts = np.arange(1, len(rows) + 1)[:, None]
        means = np.cumsum(chosen, axis=0) / counts
        # Each region adds its distance from the mean of those before it; sums of squares would cancel.
        added = (counts[1:] - 1) / counts[1:] * (chosen[1:] - means[:-1]) ** 2
        return self._t(np.cumsum(added, axis=0) / counts[1:], means[1:])

    def joining(self, core: list[int], others: list[int]) -> Floats:
        """Return t of the core with each of the others alone added."""
        inside, n = self.values[core], len(core)
        centre = inside.mean(axis=0)
        distance = self.values[others] - centre
        variance = n / (n + 1) * (inside.var(axis=0) + distance**2 / (n + 1))
        return self._t(variance, centre + distance / (n + 1))

    def _t(self, variance: Floats, mean: Floats) -> Floats:
        """t by row. Regions that are the same throughout converge; what else cannot be known passes no test."""
        dispersion = self._dispersion(variance, mean)
        beta, se = self._fit(dispersion)
        with np.errstate(all="ignore"):
            t = beta / se
        same = (dispersion < _SAME).all(axis=1)
        return np.asarray(np.where(same, np.inf, np.where(np.isfinite(t), t, -np.inf)))

    @staticmethod
    def _dispersion(variance: Floats, mean: Floats) -> Floats:
        """H: the mean squared distance of h = value / mean from 1."""
        return np.asarray(variance / mean**2)

    def _fit(self, dispersion: Floats) -> tuple[Floats, Floats]:
        x = self._regressors
        with np.errstate(all="ignore"):
            ratio = np.log(dispersion[:, :1] / dispersion[:, -len(x) :])
            y = ratio - 2 * np.log(x[:, 1])
            coefficients = y @ np.linalg.pinv(x).T
            residuals = y - coefficients @ x.T
            se = np.sqrt(HACS[self.settings.hac](x, residuals))
        return coefficients[:, 1], se

    def _record(self, beta: float, se: float) -> LogT:
        if not np.isfinite(beta) or not np.isfinite(se) or se == 0:
            return LogT(None, None, None, None, "unknown")
        t = beta / se
        reading: Reading = "none"
        if t > self.settings.threshold:
            reading = "levels" if beta >= 2 else "growth"
        return LogT(beta, se, t, normal_below(t), reading)
