"""What the units of reference make possible, as columns and rows of linear programmes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from duibiao.records import Floats

from .records import Bools, Measures, Peers, Status

_SUMS = {
    "crs": (-np.inf, np.inf),
    "vrs": (1.0, 1.0),
    "irs": (1.0, np.inf),
    "drs": (-np.inf, 1.0),
}
_NEGLIGIBLE = 1e-12
# Below this a weight or a slack is the arithmetic's, not the unit's.


@dataclass(frozen=True)
class Technology:
    """The reference units, shape (units, variables), and how they may be combined.

    `sense` is +1 for what is used up or undesirable, -1 for what is produced. `weak` marks weakly disposable
    variables. `tradeoffs`, shape (restrictions, variables), are the weight restrictions: in each row the
    weights times the row is 0 or less.

    Notes
    -----
    A restriction of the weights is a column of the envelopment programme: Thompson et al. (1990). Weak
    disposability gives each unit a second column, its inputs without outputs (all of the unit that is
    abated): Kuosmanen, T. (2005), Weak disposability in nonparametric production analysis with undesirable
    outputs, American Journal of Agricultural Economics 87, 1077-1082. Under constant returns that is the
    technology of Färe, Grosskopf, Lovell and Pasurka (1989), Review of Economics and Statistics 71, 90-98.
    """

    values: Floats
    sense: Floats
    weak: Bools
    returns: str
    tradeoffs: Floats

    @cached_property
    def sizes(self) -> Floats:
        """The mean size of each variable, in which slacks are measured; 1 for a variable that is all zero."""
        mean = np.abs(self.values).mean(axis=0)
        return np.where(mean > 0, mean, 1.0)

    @cached_property
    def activities(self) -> Floats:
        """What one of each activity uses and makes, and its part in the sum of weights; shape (variables + 1, activities)."""
        units = np.vstack([self.values.T, np.ones(len(self.values))])
        parts = [units]
        if self.weak.any():
            used = np.append((self.sense > 0) & ~self.weak, True)
            parts.append(units * used[:, None])
        if len(self.tradeoffs):
            moved = (self.tradeoffs * -self.sense).T
            parts.append(np.vstack([moved, np.zeros(len(self.tradeoffs))]))
        return np.hstack(parts)

    @property
    def sum_of_weights(self) -> tuple[float, float]:
        """The bounds of the sum of weights that the returns to scale allow."""
        return _SUMS[self.returns]

    def own_sizes(self, points: Floats) -> Floats:
        """The sizes of units' own values, or the mean sizes where they are zero."""
        return np.where(np.abs(points) > _NEGLIGIBLE * self.sizes, np.abs(points), self.sizes)

    def ceilings(self, exclude: int) -> Floats:
        """The most that each activity may be used; the unit `exclude` (-1: none) not at all."""
        high = np.full(self.activities.shape[1], np.inf)
        if exclude >= 0:
            high[exclude] = 0.0
            if self.weak.any():
                high[len(self.values) + exclude] = 0.0
        return high

    def weights_of(self, activities: Floats) -> Floats:
        """The weight of each unit among the activities of a solution."""
        units = len(self.values)
        weights = np.array(activities[:units])
        if self.weak.any():
            weights += activities[units : 2 * units]
        weights[weights <= _NEGLIGIBLE * weights.max(initial=1.0)] = 0.0
        return weights


@dataclass(frozen=True)
class Result:
    """What was found for one unit; without a score the rest is empty."""

    score: float
    status: Status
    weights: Floats
    slacks: Floats
    targets: Floats


def no_score(status: Status, variables: int) -> Result:
    """Return the result of a unit without a score."""
    nothing = np.full(variables, np.nan)
    return Result(np.nan, status, np.empty(0), nothing, nothing)


def gathered(results: list[Result]) -> Measures:
    """Return the results of all units as one record."""
    return Measures(
        scores=np.array([r.score for r in results]),
        status=tuple(r.status for r in results),
        peers=Peers.of([r.weights for r in results]),
        slacks=np.array([r.slacks for r in results]),
        targets=np.array([r.targets for r in results]),
    )
