"""Proper scores of predictive distributions."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats


def crps(points: Floats, outcome: Floats) -> Floats:
    """Return the continuous ranked probability score; the smaller the better, in the unit of the outcome.

    `points` (…, K) are K equally likely values in rising order, `outcome` (…) what came. For such a
    distribution the score is exactly 2/K times the sum of the pinball losses at the levels (k - 1/2)/K.

    Notes
    -----
    Gneiting, T. and Raftery, A. E. (2007), Strictly proper scoring rules, prediction, and estimation, Journal of
    the American Statistical Association 102, 359-378; Laio, F. and Tamea, S. (2007) for the sum of pinball losses.

    >>> float(crps(np.array([1.0, 3.0]), np.array(2.0)))
    0.5
    """
    count = points.shape[-1]
    levels = (np.arange(count) + 0.5) / count
    over = outcome[..., None] - points
    return np.asarray(2 * np.where(over >= 0, levels * over, (levels - 1) * over).mean(axis=-1))


def interval_score(low: Floats, high: Floats, outcome: Floats, level: float) -> Floats:
    """Return the interval score of Winkler: the width, and 2/(1 - level) times what the outcome lies outside.

    Notes
    -----
    Winkler, R. L. (1972), A decision-theoretic approach to interval estimation, Journal of the American
    Statistical Association 67, 187-191.

    >>> float(interval_score(np.array(0.0), np.array(1.0), np.array(1.25), 0.5))
    2.0
    """
    outside = np.maximum(low - outcome, 0) + np.maximum(outcome - high, 0)
    return np.asarray(high - low + 2 / (1 - level) * outside)
