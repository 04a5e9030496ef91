"""Shapley values: what each player of a game adds, averaged over all orders in which they can come in.

A table of 2^n values holds a game: the value of mask S, whose bit i says that player i is in. Null players get
nothing, like players the same, and the values sum to v(all) - v(none).

Shapley, L. S. (1953), A value for n-person games; for decompositions of distributional change: Shorrocks, A. F.
(2013), Decomposition procedures for distributional analysis, J. Economic Inequality 11, 99-126; Sastre, M. and
Trannoy, A. (2002), Shapley inequality decomposition by factor components, J. Economics 77, 51-89.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from duibiao.records import Floats

MOST_PLAYERS = 20
"""The most players of one table: 2^20 values."""
_NORMAL_95 = 1.959963984540054


def exact_shapley(table: Floats) -> Floats:
    """Return the Shapley values of a game given by its 2^n values, shape (n,).

    >>> exact_shapley(np.array([0.0, 1.0, 3.0, 6.0])).tolist()
    [2.0, 4.0]
    """
    return shapley_of_product([table])[0]


def shapley_of_product(tables: Sequence[Floats]) -> tuple[Floats, ...]:
    """Return the Shapley values of a game that is the product of smaller ones with players of their own.

    v(S) = Π v_q(S ∩ N_q), each factor given by its table; so a product of many players is exact without a table
    of all their subsets. One array a factor.

    Notes
    -----
    Owen, G. (1972), Multilinear extensions of games, Management Science 18, 64-79: a player's value is the
    integral over t of what it adds where each other is in with probability t, independently; so factors
    multiply in expectation. The integrand is a polynomial of degree n - 1, for which Gauss-Legendre
    quadrature with n / 2 points is exact.
    """
    sizes = [len(table).bit_length() - 1 for table in tables]
    points, weights = np.polynomial.legendre.leggauss(sum(sizes) // 2 + 1)
    t, weights = (points + 1) / 2, weights / 2
    expected = np.array(
        [
            _by_size(table, size) @ _chances(t, size)
            for table, size in zip(tables, sizes, strict=True)
        ]
    )
    found = []
    for q, (table, size) in enumerate(zip(tables, sizes, strict=True)):
        others = np.prod(np.delete(expected, q, axis=0), axis=0)
        added = _added_by_size(table, size) @ _chances(t, size - 1) if size else np.empty((0, 1))
        found.append(np.asarray((added * others * weights).sum(axis=1) if size else np.empty(0)))
    return tuple(found)


def sampled_shapley(
    value: Callable[[NDArray[np.bool_]], Floats],
    players: int,
    permutations: int,
    random: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Return Shapley values estimated from random orders, and their error bounds, each of shape (players,).

    `value` takes masks (many, players) and gives (many,). Every order is taken forwards and backwards; the
    bound is the half-width of the 95 % interval of the mean over pairs. Estimates sum to v(all) - v(none).

    Notes
    -----
    Castro, J., Gómez, D. and Tejada, J. (2009), Polynomial calculation of the Shapley value based on
    sampling, Computers and Operations Research 36, 1726-1730; backward orders as antithetic variates.
    """
    pairs = max(2, (permutations + 1) // 2)
    forwards = np.argsort(random.random((pairs, players)), axis=1)
    orders = np.concatenate([forwards, forwards[:, ::-1]])
    places = np.argsort(orders, axis=1)
    masks = places[:, None, :] < np.arange(players + 1)[None, :, None]
    steps = value(masks.reshape(-1, players)).reshape(len(orders), players + 1)
    added = np.take_along_axis(np.diff(steps, axis=1), places, axis=1)
    each = (added[:pairs] + added[pairs:]) / 2
    return each.mean(axis=0), _NORMAL_95 * each.std(axis=0, ddof=1) / math.sqrt(pairs)


def summed_to(parts: Floats, total: float) -> Floats:
    """Return parts that `math.fsum` adds up to the total to the last digit, rounding put where it is least.

    Parts of 0 stay 0.

    >>> math.fsum(summed_to(np.array([0.1, 0.2, 0.0]), 0.3)) == 0.3
    True
    """
    made = parts.copy()
    for i in np.argsort(np.abs(parts)):
        left = math.fsum([total, *-made])
        if math.fsum(made) == total:
            break
        if abs(made[i]) > 1e3 * abs(left):
            made[i] += left
    return made


def _by_size(table: Floats, size: int) -> Floats:
    """Sums of a table's values over masks of 0, 1, … `size` players."""
    counts = np.bitwise_count(np.arange(len(table)))
    return np.bincount(counts, weights=table, minlength=size + 1).astype(np.float64)


def _added_by_size(table: Floats, size: int) -> Floats:
    """For each player the sums of what it adds to masks of 0, 1, … `size` - 1 others: (players, size)."""
    found = []
    for player in range(size):
        without, within = table.reshape(-1, 2, 1 << player).swapaxes(0, 1)
        found.append(_by_size((within - without).ravel(), size - 1))
    return np.array(found)


def _chances(t: Floats, players: int) -> Floats:
    """The chance of one certain mask of 0, 1, … `players` players, each in with chance t: (players + 1, points)."""
    sizes = np.arange(players + 1)[:, None]
    return np.asarray(t**sizes * (1 - t) ** (players - sizes))
