"""Distances along a direction: how far a unit can move before it meets the frontier, then its slacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

from .programmes import Outcome, Programme, among_optima, solve
from .records import Indices, Peers
from .technology import Technology


@dataclass(frozen=True)
class Move:
    """How far a unit can go: `distance` times its direction, then `slacks`; None without an optimum."""

    outcome: Outcome
    distance: float
    weights: Floats
    slacks: Floats


@dataclass(frozen=True)
class Moves:
    """The moves of all units as arrays; NaN where there is none."""

    outcomes: tuple[Outcome, ...]
    distances: Floats
    peers: Peers
    slacks: Floats

    @staticmethod
    def of(moves: Sequence[Move], variables: int) -> Moves:
        """Return the moves of all units, in their order."""
        nothing = np.full(variables, np.nan)
        slacks = [m.slacks if len(m.slacks) else nothing for m in moves]
        return Moves(
            outcomes=tuple(m.outcome for m in moves),
            distances=np.array([m.distance for m in moves]),
            peers=Peers.of([m.weights for m in moves]),
            slacks=np.array(slacks).reshape(-1, variables),
        )

    def mended(self, units: Indices, moves: Moves) -> Moves:
        """Return these with the moves of some units replaced, in the order of `units`."""
        outcomes = np.array(self.outcomes, dtype=object)
        distances, slacks = self.distances.copy(), self.slacks.copy()
        outcomes[units], distances[units], slacks[units] = (
            moves.outcomes,
            moves.distances,
            moves.slacks,
        )
        peers = self.peers.replaced(units, moves.peers)
        return Moves(tuple(outcomes.tolist()), distances, peers, slacks)


def farthest(
    technology: Technology, point: Floats, direction: Floats, worth: Floats, exclude: int = -1
) -> Move:
    """Return the longest way of a point along its direction, and what slack is left at its end.

    `direction` has an amount of 0 or more for each variable: what is used falls, what is produced rises.
    `worth` is what one unit of each slack counts in the second phase. `exclude` is the row of a unit that is
    no part of the reference; -1 for none. A direction that is 0 throughout leaves the point where it is.

    Notes
    -----
    Chambers, R. G., Chung, Y. and Färe, R. (1998), Profit, directional distance functions, and Nerlovian
    efficiency, Journal of Optimization Theory and Applications 98, 351-364. The second phase, with the
    distance held: Ali, A. I. and Seiford, L. M. (1993), The mathematical programming approach to efficiency
    analysis, in The measurement of productive efficiency.
    """
    own = technology.own_sizes(point)
    first = _programme(technology, point, direction, own, exclude)
    found = solve(first)
    if found.outcome != "optimal":
        return Move(found.outcome, np.nan, np.empty(0), np.empty(0))
    rest = found
    if worth.any():
        costs = np.zeros_like(first.costs)
        costs[-len(worth) :] = -worth * own / (worth * own).max()
        rest = solve(among_optima(first, found, costs), found.basis)
    if rest.outcome != "optimal":
        return Move("failed", np.nan, np.empty(0), np.empty(0))
    activities, slacks = np.split(rest.values[1:], [-len(own)])
    distance = float(found.values[0])
    return Move("optimal", distance, technology.weights_of(activities), slacks * own)


def _programme(
    technology: Technology, point: Floats, direction: Floats, own: Floats, exclude: int
) -> Programme:
    """Columns: the distance, the activities, the slacks; rows in sizes of the unit's own values."""
    scale = np.append(1 / own, 1.0)[:, None]
    along = np.append(technology.sense * direction, 0.0)[:, None]
    slacks = np.vstack([np.diag(technology.sense), np.zeros(len(point))])
    matrix = np.hstack([along * scale, technology.activities * scale, slacks])
    low, high = technology.sum_of_weights
    free = -np.inf if direction.any() else 0.0
    ceilings = [technology.ceilings(exclude), np.where(technology.weak, 0.0, np.inf)]
    costs = np.zeros(matrix.shape[1])
    costs[0] = -1.0
    return Programme(
        costs=costs,
        matrix=matrix,
        row_low=np.append(point / own, low),
        row_high=np.append(point / own, high),
        low=np.concatenate([[free], np.zeros(matrix.shape[1] - 1)]),
        high=np.concatenate([[-free], *ceilings]),
    )
