"""The methods of the standing, by the names that its settings take; the formulas are those of composites."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from duibiao.records import Floats, Framework

from .composites import a_arithmetic, n_minmax, n_percentile_rank, n_zscore


def _zscore(values: Floats) -> Floats:
    return n_zscore(values, deviation="population")


def _beaten(values: Floats) -> Floats:
    """The percentage of the others that a region beats, a tie counting half."""
    return 100 * n_percentile_rank(values, ties="average")


def w_framework(framework: Framework) -> Floats:
    """Return the framework's weights of its scored elements, summing to 1."""
    shares = framework.weights()
    return np.array([shares[e.indicator] for e in framework.of("score")])


def w_equal(framework: Framework) -> Floats:
    """Return the same weight for every scored element, summing to 1."""
    count = len(framework.of("score"))
    return np.full(count, 1 / count)


STANDING_NORMALISATIONS: dict[str, Callable[[Floats], Floats]] = {
    "minmax": n_minmax,
    "zscore": _zscore,
    "rank": _beaten,
}
"""From regions' values (more is better) of shape (regions, elements) to the same on one scale."""
LINEAR = ("minmax", "zscore")
"""The normalisations that are a line from values to scores, so that a score leads back to a value."""
STANDING_WEIGHTINGS: dict[str, Callable[[Framework], Floats]] = {
    "framework": w_framework,
    "equal": w_equal,
}
"""From a framework to the weights of its scored elements."""
STANDING_AGGREGATIONS: dict[str, Callable[[Floats, Floats], Floats]] = {"arithmetic": a_arithmetic}
"""From normalised values and drawn weights to scores of shape (draws, regions)."""
