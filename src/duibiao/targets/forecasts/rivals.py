"""Rivals declared beforehand: simple forecasts that a better method must beat.

Each takes the growth up to an origin and gives growth over each horizon, shape (regions, horizons). Its
predictive distribution is that point plus the errors of its own past forecasts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from duibiao.records import Floats

from .growth import Growth

Rival = Callable[[Growth, Sequence[int]], Floats]

_PEERS = 10
_PEER_YEARS = 3


def f_last_growth(growth: Growth, horizons: Sequence[int]) -> Floats:
    """Return the growth of each region's last year, kept up: h x g(i, t).

    A region without it has the panel's median of that year.
    """
    known = np.isfinite(growth.steps)
    last = growth.steps[:, np.flatnonzero(known.any(axis=0))[-1]]
    filled = np.where(np.isfinite(last), last, np.nanmedian(last))
    return _kept_up(filled, horizons)


def f_peer_mean(growth: Growth, horizons: Sequence[int]) -> Floats:
    """Return the mean yearly growth of the ten regions nearest in level over the last three years, kept up."""
    recent = growth.steps[:, -_PEER_YEARS:]
    known = np.isfinite(recent)
    total = np.where(known, recent, 0.0).sum(axis=1)
    pace = np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan)
    pace = np.where(np.isfinite(pace), pace, _panel_mean(growth))
    level = growth.scaled[:, -1]
    rows = np.flatnonzero(np.isfinite(level))
    found = np.full(len(level), _panel_mean(growth))
    if len(rows) > 1:
        distance = np.abs(level[rows, None] - level[rows])
        np.fill_diagonal(distance, np.inf)
        peers = np.argsort(distance, axis=1, kind="stable")[:, : min(_PEERS, len(rows) - 1)]
        found[rows] = pace[rows][peers].mean(axis=1)
    return _kept_up(found, horizons)


def f_panel_mean(growth: Growth, horizons: Sequence[int]) -> Floats:
    """Return the mean yearly growth of all regions and years, kept up."""
    return _kept_up(np.full(len(growth.scaled), _panel_mean(growth)), horizons)


def f_ar1_drift(growth: Growth, horizons: Sequence[int]) -> Floats:
    """Return a drift with AR(1) errors, both shrunk to the pool: h m(i) + (f + … + f^h) (g(i, t) - m(i)).

    m(i) is the region's mean growth drawn to the panel's by the ratio of the variance within regions to that
    between them (empirical Bayes); f is one coefficient for all, by least squares.
    """
    steps = growth.steps
    known = np.isfinite(steps)
    count = known.sum(axis=1)
    total = np.where(known, steps, 0.0).sum(axis=1)
    pull = _pull(steps, known, count)
    drift = (total + pull * _panel_mean(growth)) / (count + pull)
    off = steps - drift[:, None]
    before, now = off[:, :-1], off[:, 1:]
    both = np.isfinite(before) & np.isfinite(now)
    x, y = before[both], now[both]
    left = float(np.clip(x @ y / max(x @ x, np.finfo(float).tiny), -0.95, 0.95))
    last = np.where(known[:, -1], off[:, -1], 0.0)
    kept = [sum(left**k for k in range(1, h + 1)) for h in horizons]
    return _kept_up(drift, horizons) + np.outer(last, kept)


RIVALS: dict[str, Rival] = {
    "ar1_drift": f_ar1_drift,
    "last_growth": f_last_growth,
    "panel_mean": f_panel_mean,
    "peer_mean": f_peer_mean,
}
"""The rivals by name; the first is taken where no past scores tell which is best."""


def _kept_up(pace: Floats, horizons: Sequence[int]) -> Floats:
    return np.asarray(np.outer(pace, horizons), dtype=np.float64)


def _panel_mean(growth: Growth) -> float:
    steps = growth.steps
    return float(steps[np.isfinite(steps)].mean())


def _pull(steps: Floats, known: np.ndarray, count: np.ndarray) -> float:
    """The variance within regions over that between their true means; very large where there is none."""
    used = count >= 2
    if used.sum() < 3:
        return 4.0
    size = count[used]
    filled = np.where(known, steps, 0.0)[used]
    mean = filled.sum(axis=1) / size
    within = np.where(known[used], (filled - mean[:, None]) ** 2, 0.0).sum(axis=1) / (size - 1)
    between = mean.var(ddof=1) - (within / size).mean()
    return float(min(within.mean() / between, 1e6)) if between > 0 else 1e6
