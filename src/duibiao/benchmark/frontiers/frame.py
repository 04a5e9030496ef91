"""The frame: the units that span a frontier, found before anything is scored against it."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats, Ints

from .blocks import frame_of, run
from .matrices import OPTIMAL

FRAME_FROM = 1500
"""Smaller reference sets are their own frame: looking for a smaller one takes longer than it saves."""
OUTSIDE = -1e-10
"""A unit this far out, in parts of its own values, is not covered by the frame so far."""
VIEWS = 256
"""Directions in which the first members of the frame are looked for."""
CUTS = 2048
"""Facets a round that new members are looked for beyond."""


def frame_rows(goods: Floats, m: int, returns: str, *, threads: int = 0) -> Ints:
    """Return the rows of `goods` (n, inputs then outputs) whose units span the frontier, ascending.

    Every other unit lies in what these produce together, so scores against them are scores against all.
    Of equal units the first is taken.

    Notes
    -----
    Hull building after Dulá, J. H. (2011), An algorithm for data envelopment analysis, INFORMS Journal on
    Computing 23, 284-296, in rounds: units not yet decided are tested against the frame so far, along their
    own values; one that is covered is done with; beyond the facet in front of one that is not lies a new
    member. Units that are dominated by the first members are left out beforehand (Ali, A. I. 1993,
    Streamlined computation for data envelopment analysis, EJOR 64, 61-67).
    """
    if len(goods) < FRAME_FROM:
        return np.arange(len(goods))
    signed = goods * np.where(np.arange(goods.shape[1]) < m, 1.0, -1.0)
    members = first_members(signed, m, returns)
    open_rows = np.setdiff1d(undominated(signed, members), members)
    while len(open_rows):
        points = goods[open_rows]
        answers = run(
            frame_of(goods[members], m, returns),
            points,
            np.where(points != 0, np.abs(points), 1.0),
            np.full(len(points), -1, np.int64),
            slacks=False,
            threads=threads,
            many=len(goods),
        )
        covered = (answers.ends == OPTIMAL) & (answers.scores >= OUTSIDE)
        unsure = answers.ends != OPTIMAL
        found = beyond(
            signed[open_rows[~covered & ~unsure]],
            answers.multipliers[~covered & ~unsure],
            m,
            returns,
        )
        new = np.union1d(open_rows[unsure], open_rows[~covered & ~unsure][found])
        members = np.union1d(members, new)
        open_rows = np.setdiff1d(open_rows[~covered], new)
    return members


def first_members(signed: Floats, m: int, returns: str) -> Ints:
    """Return the units that are best under some mixtures of weights, among them each good alone."""
    goods = signed.shape[1]
    weights = np.random.default_rng(0).exponential(size=(VIEWS, goods)) ** 2
    for good in range(goods):
        weights[good] = 1e-6
        weights[good, good] = 1.0
    return best_under(signed, weights, m, returns)


def beyond(signed: Floats, multipliers: Floats, m: int, returns: str) -> Ints:
    """Return the units that lie farthest beyond facets with these multipliers, at most CUTS of them."""
    if not len(signed):
        return np.empty(0, np.int64)
    step = -(-len(multipliers) // CUTS)
    weights = multipliers[::step, : signed.shape[1]]
    return best_under(signed, weights, m, returns)


def best_under(signed: Floats, weights: Floats, m: int, returns: str) -> Ints:
    """Return for each row of weights the unit that is best under it; each unit once, ascending.

    Best is the least of inputs minus outputs, so weighed, where units stand as they are (vrs); the least
    inputs per output where they may be scaled (crs). Where they may be scaled up (irs), the difference only
    has a least where it is never negative; where they may be scaled down (drs), where it is.
    """
    found: list[Ints] = []
    for part in np.array_split(weights, -(-len(weights) // 256)):
        taken = signed[:, :m] @ part[:, :m].T
        made = -(signed[:, m:] @ part[:, m:].T)
        difference = taken - made
        best = difference.argmin(axis=0)
        if returns != "vrs":
            with np.errstate(all="ignore"):
                per_output = np.where(made > 0, taken / made, np.inf).argmin(axis=0)
            negative = difference.min(axis=0) < 0
            by_ratio = {"crs": negative | True, "irs": negative, "drs": ~negative}[returns]
            best = np.where(by_ratio, per_output, best)
        found.append(best)
    return np.unique(np.concatenate(found))


def undominated(signed: Floats, members: Ints) -> Ints:
    """Return the rows that no member is as good as in every good, members included."""
    open_rows = np.setdiff1d(np.arange(len(signed)), members)
    for member in members:
        open_rows = open_rows[(signed[open_rows] < signed[member]).any(axis=1)]
    return np.union1d(open_rows, members)
