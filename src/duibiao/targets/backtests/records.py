"""What a back-test found: scores by origin, cells of indicator by horizon, and all cells together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from duibiao.records import Floats, Indicator, Note

from .settings import BacktestSettings

OWN = "own"
"""The name of the product's own method among the rivals."""
CHOSEN = "chosen"
"""The rival that was best on the scores known at each origin."""


@dataclass(frozen=True)
class Estimate:
    """A number with its interval over resampled origins."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class BacktestCell:
    """One indicator at one horizon: mean scores over regions, one an origin.

    `crps` and `interval_score` (of the 80 % interval) by method, `inside50` and `inside80` the share of
    outcomes within the own method's intervals; `common_error` and `own_error` the mean squared errors of the common
    growth and of growth relative to it.
    """

    indicator: Indicator
    horizon: int
    origins: tuple[int, ...]
    crps: dict[str, Floats]
    interval_score: dict[str, Floats]
    inside50: Floats
    inside80: Floats
    common_error: Floats
    own_error: Floats
    settings: BacktestSettings = field(default_factory=BacktestSettings)

    @property
    def long_enough(self) -> bool:
        """Whether the cell has enough origins to count."""
        return len(self.origins) >= self.settings.fewest_origins

    @property
    def best_rival(self) -> str:
        """The rival with the least mean CRPS, in hindsight."""
        rivals = [m for m in self.crps if m not in (OWN, CHOSEN)]
        return min(rivals, key=lambda m: float(self.crps[m].mean()))

    @property
    def common_share(self) -> float:
        """The share of the squared error that the common shock makes; NaN where there is no error."""
        total = self.common_error.sum() + self.own_error.sum()
        return float(self.common_error.sum() / total) if total > 0 else float("nan")

    def coverage(self, level: int) -> Estimate:
        """Return the share of outcomes inside the interval of 50 or 80 %."""
        inside = {50: self.inside50, 80: self.inside80}[level]
        means = inside[self._resampled].mean(axis=1)
        return _estimate(float(inside.mean()), means, self.settings.confidence)

    def ratio(self, rival: str) -> Estimate:
        """Return the own method's CRPS over a rival's ("best" for the best in hindsight): below 1 is better."""
        own, other = self.crps[OWN], self.crps[self.best_rival if rival == "best" else rival]
        drawn = own[self._resampled].sum(axis=1) / other[self._resampled].sum(axis=1)
        return _estimate(float(own.sum() / other.sum()), drawn, self.settings.confidence)

    @cached_property
    def _resampled(self) -> np.ndarray:
        random = np.random.default_rng(self.settings.seed)
        size = (self.settings.resamples, len(self.origins))
        return random.integers(0, len(self.origins), size)


@dataclass(frozen=True)
class Backtest:
    """All cells of a back-test. `short` are those with too few origins, `untried` what could not be forecast at all."""

    cells: tuple[BacktestCell, ...]
    short: tuple[BacktestCell, ...]
    untried: tuple[Note, ...]
    settings: BacktestSettings = field(default_factory=BacktestSettings)

    def at(self, horizon: int) -> Backtest:
        """Return the cells of one horizon."""
        cells, short = ((c for c in cs if c.horizon == horizon) for cs in (self.cells, self.short))
        return replace(self, cells=tuple(cells), short=tuple(short))

    def ratio(self, rival: str) -> Estimate:
        """Return the geometric mean over cells of the own method's CRPS over a rival's."""

        def pooled(weights: dict[int, float]) -> float:
            logs = []
            for cell in self.cells:
                w = np.array([weights[o] for o in cell.origins])
                if w.sum() > 0:
                    name = cell.best_rival if rival == "best" else rival
                    logs.append(np.log((w @ cell.crps[OWN]) / (w @ cell.crps[name])))
            return float(np.exp(np.mean(logs)))

        return self._pooled(pooled)

    def coverage(self, level: int) -> Estimate:
        """Return the mean coverage over cells of the interval of 50 or 80 %."""

        def pooled(weights: dict[int, float]) -> float:
            found = []
            for cell in self.cells:
                w = np.array([weights[o] for o in cell.origins])
                if w.sum() > 0:
                    found.append((w @ (cell.inside50 if level == 50 else cell.inside80)) / w.sum())
            return float(np.mean(found))

        return self._pooled(pooled)

    @property
    def within(self) -> float:
        """The share of cells whose 80 % intervals cover 70 to 90 %."""
        covers = [c.coverage(80).value for c in self.cells]
        return float(np.mean([0.7 <= c <= 0.9 for c in covers]))

    @property
    def common_share(self) -> float:
        """The median over cells of the common shock's share of the squared error."""
        return float(np.nanmedian([c.common_share for c in self.cells]))

    def _pooled(self, pooled: Callable[[dict[int, float]], float]) -> Estimate:
        """The value, with an interval over resampled origin years: one year's shock reaches all cells."""
        years = sorted({o for c in self.cells for o in c.origins})
        random = np.random.default_rng(self.settings.seed)
        drawn = []
        for _ in range(min(self.settings.resamples, 200)):
            counts = np.bincount(random.integers(0, len(years), len(years)), minlength=len(years))
            drawn.append(pooled(dict(zip(years, counts.astype(float), strict=True))))
        value = pooled(dict.fromkeys(years, 1.0))
        return _estimate(value, np.array(drawn), self.settings.confidence)


def _estimate(value: float, drawn: Floats, confidence: float) -> Estimate:
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Estimate(value, float(low), float(high))
