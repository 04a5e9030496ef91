"""The free disposal hull, by enumeration: each unit is compared with units as they are, never mixed."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats

from .directional import Move
from .technology import Technology

_LEVEL = 1e-12
# Distances that differ by less are of equal rank; the larger slack decides between them.


def farthest_in_hull(
    technology: Technology, point: Floats, direction: Floats, worth: Floats, exclude: int = -1
) -> Move:
    """Return the longest way of a point along its direction that one single unit allows.

    Arguments as in `farthest`. Of units that allow the same way the one with the largest slack is the peer,
    then the first.

    Notes
    -----
    Deprins, D., Simar, L. and Tulkens, H. (1984), Measuring labor efficiency in post offices. Enumeration
    of the directional distance: Cherchye, L., Kuosmanen, T. and Post, T. (2001), FDH directional distance
    functions, Journal of Productivity Analysis 15, 201-215.
    """
    better = _better(technology, point)
    moving = direction > 0
    allowed = np.all(better[:, ~moving] >= 0, axis=1)
    if exclude >= 0:
        allowed[exclude] = False
    if not allowed.any():
        return Move("infeasible", np.nan, np.empty(0), np.empty(0))
    if not moving.any():
        distances = np.where(allowed, 0.0, -np.inf)
    else:
        ways = (better[:, moving] / direction[moving]).min(axis=1)
        distances = np.where(allowed, ways, -np.inf)
    distance = float(distances.max())
    slacks = np.maximum(better - distance * direction, 0.0)
    level = distances >= distance - _LEVEL * (1 + abs(distance))
    peer = int(np.argmax(np.where(level, slacks @ worth, -np.inf)))
    return Move("optimal", distance, np.eye(len(better))[peer], slacks[peer])


def dominating(technology: Technology, point: Floats) -> Floats:
    """Return by how much each unit is better in each variable; NaN for units that are worse in any."""
    better = _better(technology, point)
    return np.where(np.all(better >= 0, axis=1, keepdims=True), better, np.nan)


def _better(technology: Technology, point: Floats) -> Floats:
    return np.asarray((point - technology.values) * technology.sense)
