"""Rank mobility: how much the order changes, and how much of that is between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import kendalltau, rankdata

from duibiao.records import Floats, Ints

from ..convergence import Balanced


@dataclass(frozen=True)
class RankStep:
    """How the order changed from one year to another.

    `tau`: Kendall's tau-b with its two-sided `p` (exact for up to 33 regions without ties, else normal, corrected for
    ties); `p_normal` is the plain normal approximation, as giddy's. `concordant`
    and `discordant`: pairs that kept and that changed their order; pairs tied in either year count in neither.
    `moved`: the mean number of ranks moved.
    """

    start: int
    end: int
    tau: float | None
    p: float | None
    p_normal: float | None
    concordant: int
    discordant: int
    moved: float


@dataclass(frozen=True)
class ThetaStep:
    """Rey's Theta from one year to the next: the share of all rank changes that groups made as wholes.

    1 where all members of each group move the same way, 0 where moves within groups cancel. `p_above` is the share of
    random groupings with a Theta at least as large, `p_below` at least as small (the observed one counted); None
    without permutations. `theta` is None where no rank changed.
    """

    start: int
    end: int
    theta: float | None
    p_above: float | None
    p_below: float | None


def rank_steps(balanced: Balanced) -> tuple[RankStep, ...]:
    """Return how the order changed from each year to the next, and last of all from the first to the last.

    Ranks count from the lowest; equal values share their mean rank (Kendall 1945).
    """
    last = len(balanced.years) - 1
    pairs = [(t, t + 1) for t in range(last)]
    return tuple(
        _rank_step(balanced, a, b) for a, b in [*pairs, *([(0, last)] if last > 1 else [])]
    )


def _rank_step(balanced: Balanced, a: int, b: int) -> RankStep:
    x, y = balanced.values[:, a], balanced.values[:, b]
    upper = np.triu_indices(len(x), 1)
    agree = np.sign(np.subtract.outer(x, x)[upper] * np.subtract.outer(y, y)[upper])
    tied = np.ptp(x) == 0 or np.ptp(y) == 0
    found = None if tied else kendalltau(x, y)
    return RankStep(
        balanced.years[a],
        balanced.years[b],
        None if found is None else float(found.statistic),
        None if found is None else float(found.pvalue),
        None if found is None else _p_normal(float(found.statistic), len(x)),
        int((agree > 0).sum()),
        int((agree < 0).sum()),
        float(np.abs(rankdata(y) - rankdata(x)).mean()),
    )


def _p_normal(tau: float, n: int) -> float:
    return 2 * float(ndtr(-abs(tau) / np.sqrt((4 * n + 10) / (9 * n * (n - 1)))))


def theta_steps(
    balanced: Balanced, groups: Sequence[str], *, permutations: int = 999, seed: int = 0
) -> tuple[ThetaStep, ...]:
    """Return Theta of each step from year to year for regions in groups (a name a region).

    Notes
    -----
    Theta = sum over groups of abs(sum of rank changes of its members) / sum over regions of abs(rank change). Rey, S. J.
    (2004), Spatial dependence in the evolution of regional income distributions, in Getis, Mur and Zoller (eds),
    Spatial econometrics and spatial statistics.

    >>> table = np.array([[1.0, 3.0], [2.0, 4.0], [3.0, 1.0], [4.0, 2.0]])
    >>> theta_steps(Balanced(tuple("ABCD"), (1, 2), table), ["u", "u", "v", "v"], permutations=0)[0].theta
    1.0
    """
    moves = np.diff(rankdata(balanced.values, axis=0), axis=1)
    every = np.abs(moves).sum(axis=0)
    numbers = np.unique(np.asarray(groups), return_inverse=True)[1]
    observed = _between(moves, numbers)
    rng = np.random.default_rng(seed)
    above, below = np.ones(len(every)), np.ones(len(every))
    for _ in range(permutations):
        drawn = _between(moves, rng.permutation(numbers))
        above += drawn >= observed - 1e-9
        below += drawn <= observed + 1e-9
    return tuple(
        ThetaStep(
            balanced.years[t],
            balanced.years[t + 1],
            float(observed[t] / every[t]) if every[t] else None,
            float(above[t] / (permutations + 1)) if permutations and every[t] else None,
            float(below[t] / (permutations + 1)) if permutations and every[t] else None,
        )
        for t in range(len(every))
    )


def _between(moves: Floats, numbers: Ints) -> Floats:
    inside = np.zeros((int(numbers.max()) + 1, moves.shape[1]))
    np.add.at(inside, numbers, moves)
    return np.asarray(np.abs(inside).sum(axis=0))
