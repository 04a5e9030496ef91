"""The two problems of a synthetic control: donors' weights given V, and how well they meet the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from duibiao.records import Floats

_ROUNDS = 30
_SAME = 1e-10


def nearest_in_hull(differences: Floats) -> Floats:
    """Return the weights, none negative and summing to 1, that make `differences @ weights` shortest.

    `differences` has a row a dimension and a column a donor: donor minus home. Exact up to rounding.

    Notes
    -----
    With M = [A; 1'], the non-negative least squares of M u on (0, …, 0, 1) has the conditions
    A'Au = (1 - s) 1 + m, s = 1'u, m >= 0, m'u = 0. Divided by s they are those of min |Aw| over the simplex,
    w = u / s. Solved by the active set of Lawson and Hanson (1974, chapter 23).

    >>> nearest_in_hull(np.array([[-1.0, 3.0, 3.0], [0.0, 0.0, 5.0]])).round(12).tolist()
    [0.75, 0.25, 0.0]
    """
    rows, donors = differences.shape
    largest = np.abs(differences).max(initial=0.0)
    if largest == 0:
        return np.full(donors, 1 / donors)
    extended = np.vstack([differences / largest, np.ones(donors)])
    aim = np.zeros(rows + 1)
    aim[-1] = 1.0
    found = nnls(extended, aim, maxiter=_ROUNDS * donors)[0]
    return np.asarray(found / found.sum())


def are_unique(differences: Floats, weights: Floats) -> bool:
    """Say whether no other weights come as near: the donors on the nearest face are affinely independent.

    >>> are_unique(np.array([[-1.0, 3.0, 9.0]]), np.array([0.75, 0.25, 0.0]))
    False
    """
    scaled = differences / (np.abs(differences).max(initial=0.0) or 1.0)
    nearest = scaled @ weights
    face = scaled[:, nearest @ scaled - nearest @ nearest <= _SAME]
    return bool(np.linalg.matrix_rank(np.vstack([face, np.ones(face.shape[1])])) == face.shape[1])


@dataclass(frozen=True)
class Matching:
    """Home (column 0) and its donors, ready to be matched.

    `predictors` (predictor, unit) are divided by their standard deviation over these units; `outcome`
    (year, unit) covers the years in which V is judged.
    """

    predictors: Floats
    outcome: Floats

    @staticmethod
    def of(predictors: Floats, outcome: Floats, units: Sequence[int]) -> Matching:
        """Return the matching of the first of some columns to the others; a constant predictor counts 0."""
        part = predictors[:, units]
        spread = part.std(axis=1, ddof=1, keepdims=True)
        level = spread <= 1e-12 * np.abs(part).max(axis=1, keepdims=True, initial=0.0)
        return Matching(
            np.where(level, 0.0, part / np.where(level, 1.0, spread)), outcome[:, units]
        )

    @property
    def count(self) -> int:
        """The number of predictors."""
        return len(self.predictors)

    def weights(self, v: Floats) -> Floats:
        """Return the donors' weights W given the predictors' V: min (x1 - X0 W)' V (x1 - X0 W)."""
        return nearest_in_hull(self.apart(v))

    def apart(self, v: Floats | None) -> Floats:
        """Return donor minus home in each predictor, by the root of V; without V in each year's outcome."""
        if v is None:
            return self.outcome[:, 1:] - self.outcome[:, :1]
        return np.sqrt(v)[:, None] * (self.predictors[:, 1:] - self.predictors[:, :1])

    def loss(self, v: Floats) -> float:
        """Return the mean squared prediction error of the outcome with W given V."""
        return self.error(self.weights(v))

    def error(self, weights: Floats) -> float:
        """Return the mean squared prediction error of the outcome."""
        gaps = self.outcome[:, 0] - self.outcome[:, 1:] @ weights
        return float(gaps @ gaps / len(gaps))

    def closest(self) -> Floats:
        """Return the weights that fit the outcome alone: no V does better."""
        return nearest_in_hull(self.apart(None))
