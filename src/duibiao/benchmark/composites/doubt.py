"""Benefit of the doubt: each region scored under the weights that suit it best."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats


def a_benefit_of_the_doubt(values: Floats, weights: Floats | None = None) -> Floats:
    """Return scores from 0 to 1: each region's weighted sum under the weights most kind to it.

    The weights of a region maximise its sum while no region under the same weights exceeds 1; so a score
    of 1 says that some weights put it level with the best. `values` is (…, regions, parts), 0 or more; NaN
    for a region where a part is missing or negative, which then is nobody's measure either. Given
    `weights` are not used.

    Notes
    -----
    Cherchye, L., Moesen, W., Rogge, N. and Van Puyenbroeck, T. (2007), An introduction to “benefit of the
    doubt” composite indicators, Social Indicators Research 82, 111-145.

    Examples
    --------
    >>> a_benefit_of_the_doubt(np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]])).round(6).tolist()
    [1.0, 1.0, 0.8]
    """
    if values.ndim > 2:
        return np.stack([a_benefit_of_the_doubt(v) for v in values])
    return doubt_weights(values)[0]


def doubt_weights(values: Floats) -> tuple[Floats, Floats]:
    """Return the scores and the weights behind them, shapes (regions,) and (regions, parts).

    The weights are in 1 / unit of the parts; where several sets of weights serve a region equally, one
    of them is given.
    """
    from scipy.optimize import linprog

    scores, weights = np.full(len(values), np.nan), np.full(values.shape, np.nan)
    whole = (values >= 0).all(axis=1)
    known = values[whole]
    scale = known.max(axis=0, initial=0.0)
    used = scale > 0
    scaled = known[:, used] / scale[used]
    scores[whole], weights[whole] = 0.0, 0.0
    if not used.any():
        return scores, weights
    best = _undominated(scaled)
    ones = np.ones(len(best))
    for row, own in zip(np.flatnonzero(whole), scaled, strict=True):
        found = linprog(-own, A_ub=best, b_ub=ones, method="highs")
        scores[row] = -found.fun
        weights[row, used] = found.x / scale[used]
    return scores, weights


def _undominated(values: Floats) -> Floats:
    """The rows that no other exceeds in all columns; under weights of 0 or more only they can be highest."""
    distinct = np.unique(values, axis=0)
    # As high in all columns as a row that is kept is only that row itself.
    return np.array([own for own in distinct if (distinct >= own).all(axis=1).sum() == 1])
