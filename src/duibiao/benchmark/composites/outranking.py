"""Copeland's rule: a region's score is how many others it beats less how many beat it."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats

_LEVEL = 1e-12
_CELLS = 400_000


def a_copeland(values: Floats, weights: Floats) -> Floats:
    """Return Copeland scores: pairs won less pairs lost, each pair decided by the weight of the parts.

    One region beats another where the parts in which it is higher weigh more than those in which it is
    lower; a tie in a part weighs nothing, a level pair counts 0. Scores lie between 1 - n and n - 1.
    A part that one of a pair lacks is left out of that pair. `values` is (…, regions, parts), `weights`
    (…, parts).

    Notes
    -----
    Copeland's rule on the outranking matrix of the OECD and JRC (2008), Handbook on Constructing
    Composite Indicators, step 7 (non-compensatory multi-criteria approach).

    Examples
    --------
    >>> a_copeland(np.array([[3.0, 1.0], [2.0, 2.0], [1.0, 0.0]]), np.array([2.0, 1.0])).tolist()
    [2.0, 0.0, -2.0]
    """
    if values.ndim > 2:
        leads = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
        many = np.broadcast_to(values, (*leads, *values.shape[-2:])).reshape(-1, *values.shape[-2:])
        each = np.broadcast_to(weights, (*leads, weights.shape[-1])).reshape(len(many), -1)
        found = [a_copeland(v, w) for v, w in zip(many, each, strict=True)]
        return np.array(found).reshape(*leads, values.shape[-2])
    signs = _pairwise_signs(values)
    draws = weights.reshape(-1, weights.shape[-1])
    scores = np.empty((len(draws), len(values)))
    step = max(1, _CELLS // len(values) ** 2)
    for start in range(0, len(draws), step):
        drawn = draws[start : start + step]
        net = drawn @ signs
        won = (net > _LEVEL * drawn.sum(axis=1, keepdims=True)).astype(np.int8)
        won -= net < -_LEVEL * drawn.sum(axis=1, keepdims=True)
        pairs = won.reshape(len(drawn), len(values), len(values))
        scores[start : start + step] = pairs.sum(axis=2, dtype=np.int64)
    return scores.reshape(*weights.shape[:-1], len(values))


def _pairwise_signs(values: Floats) -> Floats:
    """For each part and pair of regions 1 where the first is higher, -1 where lower: (parts, pairs)."""
    regions, parts = values.shape
    signs = np.empty((parts, regions, regions))
    for column, made in zip(values.T, signs, strict=True):
        higher = column[:, None] > column[None, :]
        np.subtract(higher, higher.T, out=made, dtype=np.float64)
    return signs.reshape(parts, regions * regions)
