"""Whether transitions were alike in all sub-periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from duibiao.records import Ints


@dataclass(frozen=True)
class Homogeneity:
    """A test that the transition probabilities are the same in all sub-periods.

    `q` (Pearson) and `lr` (likelihood ratio) are chi-squared with `freedom` degrees under homogeneity; p None where
    that is 0. `periods`: the years of each sub-period; `counts`: its transitions.
    """

    periods: tuple[tuple[int, int], ...]
    counts: tuple[tuple[tuple[int, ...], ...], ...]
    q: float
    q_p: float | None
    lr: float
    lr_p: float | None
    freedom: int


def homogeneity_test(
    counts: Sequence[Ints], periods: Sequence[tuple[int, int]] = ()
) -> Homogeneity:
    """Return the tests for matrices of transitions, one a sub-period.

    Notes
    -----
    Q = sum over periods and cells of n_i(t) (p_ij(t) - p_ij)² / p_ij; LR = 2 sum n_ij(t) ln(p_ij(t) / p_ij), over cells
    that occur; degrees of freedom sum over i of (a_i - 1)(b_i - 1), with a_i the cells of row i that occur at all and
    b_i the sub-periods in which row i occurs. Bickenbach, F. and Bode, E. (2003), Evaluating the Markov property in
    studies of economic convergence, International Regional Science Review 26, 363-392.

    >>> alike = homogeneity_test([np.array([[3, 1], [1, 3]]), np.array([[6, 2], [2, 6]])])
    >>> alike.q, alike.freedom
    (0.0, 2)
    """
    n = np.asarray(counts, dtype=float)
    rows = n.sum(axis=2, keepdims=True)
    pooled = n.sum(axis=0)
    p = pooled / np.maximum(pooled.sum(axis=1, keepdims=True), 1)
    each = n / np.maximum(rows, 1)
    occurs = np.broadcast_to(p > 0, n.shape)
    safe = np.where(p > 0, p, 1)
    q = float((rows * (each - p) ** 2 / safe)[occurs].sum())
    cells = n > 0
    lr = float(2 * (n[cells] * np.log((each / safe)[cells])).sum())
    a, b = (pooled > 0).sum(axis=1), (rows[:, :, 0] > 0).sum(axis=0)
    freedom = int((np.maximum(a - 1, 0) * np.maximum(b - 1, 0)).sum())
    return Homogeneity(
        tuple(periods),
        tuple(tuple(tuple(int(c) for c in row) for row in m) for m in np.asarray(counts).tolist()),
        q,
        float(chdtrc(freedom, q)) if freedom else None,
        lr,
        float(chdtrc(freedom, lr)) if freedom else None,
        freedom,
    )
