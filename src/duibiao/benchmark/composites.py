"""The steps of a composite indicator, one family a step: normalise (n_), weight (w_), aggregate (a_).

Each family stands in a dict; its keys are the names that settings take and that an error lists.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from duibiao.records import Floats, Framework


def n_minmax(values: Floats) -> Floats:
    """Return columns from 0 (the worst region) to 100 (the best); NaN stays NaN."""
    low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    return np.asarray(100 * (values - low) / (high - low))


def n_zscore(values: Floats) -> Floats:
    """Return columns with mean 0 and standard deviation 1 over the regions that have a value (divisor n)."""
    return np.asarray((values - np.nanmean(values, axis=0)) / np.nanstd(values, axis=0))


def n_rank(values: Floats) -> Floats:
    """Return for each region the percentage of the others that it beats, a tie counting half."""
    below = (values[:, None, :] > values[None, :, :]).sum(axis=1)
    level = (values[:, None, :] == values[None, :, :]).sum(axis=1) - 1
    others = np.isfinite(values).sum(axis=0) - 1
    return np.where(np.isfinite(values), 100 * (below + level / 2) / others, np.nan)


def w_framework(framework: Framework) -> Floats:
    """Return the framework's weights of its scored elements, summing to 1."""
    shares = framework.weights()
    return np.array([shares[e.indicator] for e in framework.of("score")])


def w_equal(framework: Framework) -> Floats:
    """Return the same weight for every scored element, summing to 1."""
    count = len(framework.of("score"))
    return np.full(count, 1 / count)


def a_arithmetic(normalised: Floats, weights: Floats) -> Floats:
    """Return weighted means of shape (draws, regions) from (regions, elements) and weights (draws, elements).

    Where a region lacks an element, its mean is over the weights that remain; NaN where none remains.
    """
    present = np.isfinite(normalised)
    total = weights @ np.where(present, normalised, 0.0).T
    weight = weights @ present.T.astype(np.float64)
    return np.asarray(np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0))


NORMALISATIONS: dict[str, Callable[[Floats], Floats]] = {
    "minmax": n_minmax,
    "zscore": n_zscore,
    "rank": n_rank,
}
"""From regions' values (more is better) of shape (regions, elements) to the same on one scale."""
WEIGHTINGS: dict[str, Callable[[Framework], Floats]] = {
    "framework": w_framework,
    "equal": w_equal,
}
"""From a framework to the weights of its scored elements."""
AGGREGATIONS: dict[str, Callable[[Floats, Floats], Floats]] = {"arithmetic": a_arithmetic}
"""From normalised values and drawn weights to scores of shape (draws, regions)."""
