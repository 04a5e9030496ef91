"""Kernels of many draws at once: scores under drawn weights, ranks, percentiles, pairs won.

Arrays have the draws first. What no draw changes is kept without that axis and computed once.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duibiao.records import DataError, Floats, Ints, Structure

from ..ranks import descending_ranks
from .aggregate import Aggregate, aggregated
from .draws import Perturb
from .settings import CompositeSettings
from .weigh import WEIGHTINGS, Parts

_DIGITS = 9
_WORD = 64


@dataclass(frozen=True)
class Undefined:
    """The first place where an aggregation is not defined: the node, its method, the row, its parts."""

    whole: int
    how: Aggregate
    row: int
    parts: Floats


@dataclass(frozen=True)
class Scored:
    """The nodes of a structure in many draws.

    `nodes[i]` and `shares[i]` are a node's scores and its share within its parent, of shape (rows,) and () where
    all draws have the same, else (draws, rows) and (draws,). `bad` says which draws are undefined, and
    `undefined` where the first of them is; a weighting that found no weights left a `refusal`.
    """

    nodes: tuple[Floats, ...]
    shares: tuple[Floats, ...]
    bad: NDArray[np.bool_]
    undefined: Undefined | None
    refusal: DataError | None

    def draw(self, i: int) -> tuple[Floats, Floats]:
        """Return one draw's scores (rows, nodes) and shares (nodes,)."""
        scores = [node[i] if node.ndim == 2 else node for node in self.nodes]
        shares = [float(share[i]) if share.ndim == 1 else float(share) for share in self.shares]
        return np.stack(scores, axis=1), np.array(shares)


def scored_draws(
    structure: Structure,
    settings: CompositeSettings,
    blocks: tuple[Ints, ...],
    values: Floats,
    perturb: Perturb | None,
    uniforms: Floats,
) -> Scored:
    """Return the scores of all nodes under drawn weights.

    `values` are normalised figures (rows, indicators), or (draws, rows, indicators) where draws differ in them;
    `uniforms` (draws, nodes) are what the weights are drawn from, and `blocks` the rows that share a scale.
    """
    nodes: list[Floats] = [np.empty(0)] * len(structure.nodes)
    for i in range(values.shape[-1]):
        nodes[i] = values[..., i]
    given = structure.shares()
    shares: list[Floats] = [np.array(1.0)] * len(structure.nodes)
    bad = np.zeros(len(uniforms), dtype=bool)
    undefined, refusal = None, None
    for whole, inside in structure.parts.items():
        how = settings.method_of(structure.codes[whole], int(structure.levels[whole]))
        within = _stacked([nodes[i] for i in inside])
        codes = tuple(structure.codes[i] for i in inside)
        parts = Parts(structure.codes[whole], codes, within, given[inside], how)
        base, unweighed, error = _weighed(parts, settings, len(uniforms))
        bad, refusal = bad | unweighed, refusal or error
        weights = base
        if perturb is not None:
            weights = perturb.shares_of(base, structure.levels[inside], uniforms[:, inside])
        found = np.concatenate(
            [aggregated(within[..., block, :], weights, how) for block in blocks], axis=-1
        )
        if len(blocks) > 1:
            found = found[..., np.argsort(np.concatenate(blocks))]
        lost = np.isnan(found) & np.isfinite(within).any(axis=-1)
        if lost.any():
            bad |= lost.any(axis=-1)
            undefined = undefined or _first_lost(whole, how, within, lost)
        nodes[whole] = found
        for position, i in enumerate(inside):
            shares[i] = weights[..., position]
    return Scored(tuple(nodes), tuple(shares), bad, undefined, refusal)


def ranked_draws(scores: Floats, periods: Ints) -> Floats:
    """Return ranks of (draws, rows) among the rows of the same time, 1 the best, equals sharing it."""
    ranks = np.empty(scores.shape)
    for period in np.unique(periods):
        rows = np.flatnonzero(periods == period)
        ranks[:, rows] = descending_ranks(np.round(scores[:, rows], _DIGITS))
    return ranks


def percentiles(values: Floats, at: tuple[float, ...]) -> Floats:
    """Return for each column the smallest of its values that a share `at` does not exceed: (len(at), columns).

    NaN is left out; a column of NaN only gives NaN. The inverse of the empirical distribution function
    (Hyndman and Fan 1996, type 1), so that the percentile of ranks is a rank.

    >>> percentiles(np.array([[1.0], [2.0], [3.0], [np.nan]]), (0.05, 0.5, 0.95)).ravel().tolist()
    [1.0, 2.0, 3.0]
    """
    ordered = np.sort(values.T, axis=1)
    known = np.isfinite(ordered).sum(axis=1)
    found = []
    for share in at:
        place = np.clip(np.ceil(share * known - 1e-9).astype(np.int64) - 1, 0, None)
        found.append(np.take_along_axis(ordered, place[:, None], axis=1)[:, 0])
    return np.array(found)


def pairs_ahead(ranks: Floats) -> tuple[Floats, Floats]:
    """Return in what share of draws one row ranks ahead of another, and level: two (rows, rows) arrays.

    `ranks` is (draws, rows) of whole numbers, NaN where a row is not ranked; a share is of the draws in which
    both are, NaN where there is none.
    """
    ranks = ranks[np.isfinite(ranks).any(axis=1)]
    known = np.isfinite(ranks).T
    kind = np.int16 if ranks.shape[1] < np.iinfo(np.int16).max else np.int32
    # Draws are counted as bits, 64 at a time; places that fill up the last word are never ahead.
    width = -(-known.shape[1] // _WORD) * _WORD
    last = np.zeros((len(known), width), dtype=kind)
    last[:, : known.shape[1]] = np.where(known, ranks.T, 0)
    first = np.where(last > 0, last, np.iinfo(kind).max)
    ahead = np.empty((len(known), len(known)))
    for row, own in enumerate(first):
        bits = np.packbits(own < last, axis=1).view(np.uint64)
        ahead[row] = np.bitwise_count(bits).sum(axis=1)
    together = np.full(ahead.shape, float(len(ranks)))
    if not known.all():
        present = known.astype(np.float32)
        together = (present @ present.T).astype(np.float64)
    both = np.where(together > 0, together, np.nan)
    return ahead / both, (together - ahead - ahead.T) / both


def _stacked(parts: list[Floats]) -> Floats:
    """Parts side by side: (rows, parts), or (draws, rows, parts) where any of them is drawn."""
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def _weighed(
    parts: Parts, settings: CompositeSettings, draws: int
) -> tuple[Floats, NDArray[np.bool_], DataError | None]:
    """The parts' shares before they are drawn, the draws that have none, and why."""
    fine = np.zeros(draws, dtype=bool)
    if parts.how.method == "benefit_of_the_doubt" or settings.weights == "given":
        return parts.given, fine, None
    weigh = WEIGHTINGS[settings.weights]
    if settings.weights == "equal" or parts.values.ndim == 2:
        return weigh(parts)[0], fine, None
    shares, refusal = np.tile(parts.given, (draws, 1)), None
    for i, values in enumerate(parts.values):
        try:
            shares[i] = weigh(dataclasses.replace(parts, values=values))[0]
        except DataError as error:
            fine[i], refusal = True, refusal or error
    return shares, fine, refusal


def _first_lost(whole: int, how: Aggregate, within: Floats, lost: NDArray[np.bool_]) -> Undefined:
    *draw, row = np.argwhere(lost)[0]
    return Undefined(whole, how, int(row), within[(*draw, row) if within.ndim > 2 else row])
