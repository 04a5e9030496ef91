"""Markov chains of classes: transitions, where they lead, how long they take, how mobile they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from duibiao.records import Floats, Ints, Note


@dataclass(frozen=True)
class Indices:
    """Indices of mobility, 0 where nobody ever moves.

    `prais`: (k - trace P) / (k - 1) (Prais 1955; Shorrocks 1978). `determinant`: 1 - abs(det P) (Shorrocks 1978).
    `eigenvalue`: 1 - abs(second eigenvalue) (Sommers and Conlisk 1979). `bartholomew_leaving`: (k - k sum pi_i p_ii) /
    (k - 1), the share that leaves its class. `bartholomew_distance`: sum pi_i p_ij abs(i - j) / (k - 1), classes crossed
    (Bartholomew 1973). The last two are None without a steady state.
    """

    prais: float
    determinant: float
    eigenvalue: float
    bartholomew_leaving: float | None
    bartholomew_distance: float | None


@dataclass(frozen=True)
class Chain:
    """A first-order Markov chain of classes, estimated by maximum likelihood: p_ij = n_ij / n_i.

    `se` are the standard errors of `probabilities`, sqrt(p (1 - p) / n_i). `steady_state` is None where it depends on
    where one starts. `first_passage[i][j]` is the mean number of steps from class i until j is first reached (i = j:
    until it is reached again), None where j may never be reached. `sojourn[i]` is the mean number of steps in class i,
    1 / (1 - p_ii), None where it is never left. `half_life` of the distance to the steady state: -ln 2 / ln abs(second
    eigenvalue), in steps. Rows of classes that nobody left or entered have None.
    """

    counts: tuple[tuple[int, ...], ...]
    probabilities: tuple[tuple[float | None, ...], ...]
    se: tuple[tuple[float | None, ...], ...]
    steady_state: tuple[float, ...] | None
    first_passage: tuple[tuple[float | None, ...], ...]
    sojourn: tuple[float | None, ...]
    indices: Indices | None
    half_life: float | None
    notes: tuple[Note, ...] = ()


def transitions(of: Ints, k: int) -> Ints:
    """Return how often regions (rows) went from class i to class j from one column to the next, shape (k, k).

    >>> transitions(np.array([[0, 1, 1], [1, 1, 0]]), 2).tolist()
    [[0, 1], [1, 2]]
    """
    pairs = of[:, :-1] * k + of[:, 1:]
    return np.bincount(pairs.ravel(), minlength=k * k).reshape(k, k)


def estimate_chain(counts: Ints) -> Chain:
    """Return the chain of a matrix of transitions, with what follows from it.

    Notes
    -----
    Steady state: pi P = pi. First passage: m_ij = 1 + sum over k other than j of p_ik m_kj (Kemeny and Snell 1976).
    For income classes: Quah, D. (1993), Empirical cross-section dynamics in economic growth, European Economic Review
    37, 426-434.

    >>> chain = estimate_chain(np.array([[3, 1], [2, 2]]))
    >>> [round(p, 4) for p in chain.steady_state], [round(m, 4) for m in chain.first_passage[0]]
    ([0.6667, 0.3333], [1.5, 4.0])
    """
    totals = counts.sum(axis=1)
    if (totals == 0).any():
        return _with_empty_rows(counts)
    p = counts / totals[:, None]
    se = np.sqrt(p * (1 - p) / totals[:, None])
    closed = _closed_classes(p)
    steady = steady_state(p) if len(closed) == 1 else None
    notes = () if steady is not None else (_several(closed),)
    second = _second_eigenvalue(p)
    return Chain(
        _whole(counts),
        tuple(map(tuple, p.tolist())),
        tuple(map(tuple, se.tolist())),
        None if steady is None else tuple(steady.tolist()),
        _first_passage(p),
        tuple(1 / (1 - q) if q < 1 else None for q in np.diagonal(p).tolist()),
        mobility_indices(p, steady),
        float(-np.log(2) / np.log(second)) if 1e-12 < second < 1 - 1e-12 else None,
        notes,
    )


def mobility_indices(p: Floats, steady: Floats | None) -> Indices:
    """Return the indices of mobility of a matrix of probabilities; `steady` is its steady state."""
    k, stay = len(p), np.diagonal(p)
    leaving = distance = None
    if steady is not None:
        leaving = float((k - k * (steady @ stay)) / (k - 1))
        apart = np.abs(np.subtract.outer(np.arange(k), np.arange(k)))
        distance = float(steady @ (p * apart).sum(axis=1) / (k - 1))
    return Indices(
        float((k - stay.sum()) / (k - 1)),
        float(1 - abs(np.linalg.det(p))),
        1 - _second_eigenvalue(p),
        leaving,
        distance,
    )


def steady_state(p: Floats) -> Floats:
    """Return the distribution that a chain with one closed class of states settles in."""
    k = len(p)
    system = np.vstack([p.T - np.eye(k), np.ones(k)])
    found = np.linalg.lstsq(system, np.append(np.zeros(k), 1.0), rcond=None)[0]
    found = np.maximum(found, 0)
    return np.asarray(found / found.sum())


def _second_eigenvalue(p: Floats) -> float:
    return float(np.sort(np.abs(np.linalg.eigvals(p)))[-2])


def _closed_classes(p: Floats) -> list[list[int]]:
    """Sets of states that reach each other and are never left."""
    count, label = connected_components(p > 0, connection="strong")
    sets = [[int(i) for i in np.nonzero(label == c)[0]] for c in range(count)]
    return [s for s in sets if p[np.ix_(s, s)].sum() > len(s) - 1e-9]


def _first_passage(p: Floats) -> tuple[tuple[float | None, ...], ...]:
    k = len(p)
    columns = [_passage_to(p, j) for j in range(k)]
    return tuple(tuple(columns[j][i] for j in range(k)) for i in range(k))


def _passage_to(p: Floats, j: int) -> list[float | None]:
    """Mean steps to j from each state; None where it may never come."""
    k = len(p)
    reach = np.linalg.matrix_power(((p > 0) | np.eye(k, dtype=bool)).astype(float), k)
    # From i, j is reached for sure only if every state that i can reach before j reaches j too.
    before = p.copy()
    before[j] = 0
    onward = np.linalg.matrix_power(((before > 0) | np.eye(k, dtype=bool)).astype(float), k)
    sure = [bool(all(reach[m, j] > 0 for m in range(k) if onward[i, m] > 0)) for i in range(k)]
    others = [i for i in range(k) if sure[i] and i != j]
    steps: list[float | None] = [None] * k
    m = np.linalg.solve(np.eye(len(others)) - p[np.ix_(others, others)], np.ones(len(others)))
    for i, value in zip(others, m.tolist(), strict=True):
        steps[i] = value
    if all(sure[i] for i in range(k) if p[j, i] > 0):
        steps[j] = 1 + float(p[j, others] @ m)
    return steps


def _with_empty_rows(counts: Ints) -> Chain:
    k, totals = len(counts), counts.sum(axis=1)
    blank: tuple[float | None, ...] = (None,) * k
    p = [tuple((r / n).tolist()) if n else blank for r, n in zip(counts, totals, strict=True)]
    se = [
        tuple(np.sqrt(r / n * (1 - r / n) / n).tolist()) if n else blank
        for r, n in zip(counts, totals, strict=True)
    ]
    named = "、".join(str(i + 1) for i in range(k) if not totals[i])
    note = Note(
        f"第{named}类没有一次转移可数，稳态、首达时间和流动指数无从得知。请减少 --classes，或用 --by year。",
        f"No transition starts in class {named.replace('、', ', ')}, so steady state, first passage and indices cannot be known. Lower --classes, or use --by year.",
    )
    stay = [
        None if n == 0 or c == n else float(n / (n - c))
        for n, c in zip(totals, np.diagonal(counts), strict=True)
    ]
    return Chain(
        _whole(counts), tuple(p), tuple(se), None, (blank,) * k, tuple(stay), None, None, (note,)
    )


def _whole(counts: Ints) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(c) for c in row) for row in counts.tolist())


def _several(closed: list[list[int]]) -> Note:
    sets = ["{" + ", ".join(str(i + 1) for i in s) + "}" for s in closed]
    return Note(
        f"有{len(closed)}组类别进去就出不来：{'、'.join(sets)}，长期分布取决于起点，没有唯一的稳态。请减少 --classes，或用更长的年份。",
        f"There are {len(closed)} sets of classes that are never left: {', '.join(sets)}. Where it ends depends on the start, so there is no one steady state. Lower --classes, or use more years.",
    )
