"""What a region would score that is not there: its parts put together among the regions that are."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats, Structure

from .aggregate import Aggregate, aggregated
from .settings import CompositeSettings

RELATIVE = ("copeland", "benefit_of_the_doubt")
"""Aggregations in which a score hangs on the other regions."""
_CELLS = 4_000_000


def put_together(parts: Floats, weights: Floats, how: Aggregate, everyone: Floats) -> Floats:
    """Return the scores of hypothetical regions, shape (many,), from parts (many, parts).

    Each stands alone among `everyone` (rows, parts), who set the scale of relative methods: it is paired with
    each of them, or scored under the weights most kind to it under which none of them exceeds 1. One that has
    the parts of a region that is there gets that region's score.

    >>> everyone = np.array([[3.0, 1.0], [2.0, 2.0], [1.0, 0.0]])
    >>> put_together(np.array([[3.0, 2.0]]), np.ones(2), Aggregate("copeland"), everyone).tolist()
    [3.0]
    """
    if how.method == "copeland":
        return _paired(parts, weights, everyone)
    if how.method == "benefit_of_the_doubt":
        return _kindest(parts, everyone)
    return aggregated(parts, weights, how)


def scored_alone(
    structure: Structure,
    settings: CompositeSettings,
    shares: Floats,
    values: Floats,
    everyone: Floats,
) -> Floats:
    """Return the index of hypothetical regions, shape (many,), from normalised figures (many, indicators).

    `everyone` are the scores of all nodes (rows, nodes), `shares` those of nodes within their parents.
    """
    nodes = np.empty((len(values), len(structure.nodes)))
    nodes[:, : values.shape[1]] = values
    for whole, inside in structure.parts.items():
        how = settings.method_of(structure.codes[whole], int(structure.levels[whole]))
        nodes[:, whole] = put_together(nodes[:, inside], shares[inside], how, everyone[:, inside])
    return nodes[:, structure.positions[structure.top.code]]


def _paired(parts: Floats, weights: Floats, everyone: Floats) -> Floats:
    scores = np.empty(len(parts))
    step = max(1, _CELLS // everyone.size)
    level = 1e-12 * weights.sum()
    for start in range(0, len(parts), step):
        own = parts[start : start + step, None, :]
        net = ((own > everyone).astype(np.int8) - (own < everyone)) @ weights
        scores[start : start + step] = (net > level).sum(axis=1) - (net < -level).sum(axis=1)
    return scores


def _kindest(parts: Floats, everyone: Floats) -> Floats:
    from scipy.optimize import linprog

    known = everyone[(everyone >= 0).all(axis=1)]
    scale = known.max(axis=0, initial=0.0)
    used = scale > 0
    different, which = np.unique(parts, axis=0, return_inverse=True)
    limits = known[:, used] / scale[used]
    scores = np.full(len(different), np.nan)
    for i, own in enumerate(different):
        if (own >= 0).all():
            goal = own[used] / scale[used]
            scores[i] = -linprog(-goal, A_ub=limits, b_ub=np.ones(len(limits)), method="highs").fun
    return scores[which.ravel()]


def scored_together(
    structure: Structure, settings: CompositeSettings, shares: Floats, values: Floats
) -> Floats:
    """Return the scores of all nodes (rows, nodes) from normalised figures (rows, indicators) of one scale."""
    nodes = np.empty((len(values), len(structure.nodes)))
    nodes[:, : values.shape[1]] = values
    for whole, inside in structure.parts.items():
        how = settings.method_of(structure.codes[whole], int(structure.levels[whole]))
        nodes[:, whole] = aggregated(nodes[:, inside], shares[inside], how)
    return nodes
