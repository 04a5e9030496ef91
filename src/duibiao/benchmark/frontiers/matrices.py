"""What the compiled simplex works on, and its algebra on small dense matrices.

`Frame`, `Work` and `Answers` are bundles of arrays. The functions are plain loops over them, which
`simplex.compiled` compiles.
Its cache on disk goes by the time of simplex.py: touch that file after a change in this one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from duibiao.records import Floats, Ints

OPTIMAL, INFEASIBLE, UNBOUNDED, FAILED = range(4)
"""Ends of a programme."""
FACETS = 256
"""How many facets are kept to start from."""


class Frame(NamedTuple):
    """The reference units as columns (rows, units): inputs, minus outputs, and ones where there is convexity.

    `goods` is how many rows are inputs and outputs, `inputs` how many are inputs. `surplus` is the
    coefficient of the slack of the convexity row: 0 none (vrs), 1 at most one (drs), −1 at least one (irs).
    """

    columns: Floats
    inputs: int
    goods: int
    surplus: float


class Work(NamedTuple):
    """What one thread works on; shapes in rows R, units n, kept facets K."""

    basis: Ints  # (R,) variables
    size: Floats  # (R,) largest entry of each basic column
    matrix: Floats  # (R, R) the basis
    inverse: Floats  # (R, R)
    left: Floats  # (R, R) what is left to eliminate
    values: Floats  # (R,) of the basic variables
    near: Floats  # (R,) row scales of the unit: one over its own values
    right: Floats  # (R,) right-hand side, scaled
    direction: Floats  # (R,) column of β, scaled
    reduced: Floats  # (n,) reduced costs
    row: Floats  # (n,) the pivot row
    entering: Floats  # (R,) the entering column in terms of the basis
    costs: Floats  # (R,) of the basic variables in the second phase
    spare: Floats  # (R,)
    face: Ints  # (n,) columns that may enter without moving β
    facets: Floats  # (R, K) multipliers of facets in the scale of the frame
    facet_bases: Ints  # (K, R)
    bounds: Floats  # (2, K) numerators and denominators of the facets' bounds on β
    counts: Ints  # facets kept, place of the next


class Answers(NamedTuple):
    """What units got: β, end, peers (−1: none) with weights, slacks and multipliers in the frame's scale."""

    scores: Floats  # (units,)
    ends: Ints  # (units,)
    peers: Ints  # (units, rows)
    weights: Floats  # (units, rows)
    slacks: Floats  # (units, goods)
    multipliers: Floats  # (units, rows)


def work_space(rows: int, units: int) -> Work:
    """Return work arrays for frames of `units` columns."""
    vectors, squares, lines = np.zeros((8, rows)), np.zeros((3, rows, rows)), np.zeros((2, units))
    return Work(
        basis=np.zeros(rows, np.int64),
        size=vectors[0],
        matrix=squares[0],
        inverse=squares[1],
        left=squares[2],
        values=vectors[1],
        near=vectors[2],
        right=vectors[3],
        direction=vectors[4],
        reduced=lines[0],
        row=lines[1],
        entering=vectors[5],
        costs=vectors[6],
        spare=vectors[7],
        face=np.zeros(units, np.int64),
        facets=np.zeros((rows, FACETS)),
        facet_bases=np.zeros((FACETS, rows), np.int64),
        bounds=np.zeros((2, FACETS)),
        counts=np.zeros(2, np.int64),
    )


def no_answers(units: int, rows: int, goods: int) -> Answers:
    """Return room for the answers of `units` units."""
    return Answers(
        scores=np.full(units, np.nan),
        ends=np.full(units, FAILED, np.int64),
        peers=np.full((units, rows), -1, np.int64),
        weights=np.zeros((units, rows)),
        slacks=np.zeros((units, goods)),
        multipliers=np.zeros((units, rows)),
    )


def price(columns: Floats, weights: Floats, out: Floats) -> None:
    """Write Σ_r weights[r] columns[r, j] to out[j]."""
    rows, units = columns.shape
    for j in range(units):
        out[j] = weights[0] * columns[0, j]
    for r in range(1, rows):
        if weights[r] != 0.0:
            for j in range(units):
                out[j] += weights[r] * columns[r, j]


def multiply(matrix: Floats, vector: Floats, out: Floats) -> None:
    """Add matrix @ vector to out."""
    for k in range(len(out)):
        for r in range(len(vector)):
            out[k] += matrix[k, r] * vector[r]


def column_of(frame: Frame, near: Floats, direction: Floats, variable: int, out: Floats) -> float:
    """Write a variable's scaled column and return the size it was divided by."""
    rows, units = frame.columns.shape
    if variable < units:
        size = 1.0
        for r in range(rows):
            out[r] = frame.columns[r, variable] * near[r]
            size = max(size, abs(out[r]))
        for r in range(rows):
            out[r] /= size
        return size
    for r in range(rows):
        out[r] = direction[r] if variable == units + rows else 0.0
    if variable < units + rows:
        out[variable - units] = frame.surplus if variable == units + frame.goods else 1.0
    return 1.0


def eliminate(left: Floats, inverse: Floats) -> bool:
    """Invert `left` (destroyed) into `inverse`, by Gauss and Jordan; False where it is singular."""
    rows = len(left)
    for k in range(rows):
        for c in range(rows):
            inverse[k, c] = 1.0 if c == k else 0.0
    for k in range(rows):
        best = k
        for r in range(k + 1, rows):
            if abs(left[r, k]) > abs(left[best, k]):
                best = r
        if abs(left[best, k]) < 1e-13:
            return False
        if best != k:
            for c in range(rows):
                left[k, c], left[best, c] = left[best, c], left[k, c]
                inverse[k, c], inverse[best, c] = inverse[best, c], inverse[k, c]
        scale = 1.0 / left[k, k]
        for c in range(rows):
            left[k, c] *= scale
            inverse[k, c] *= scale
        for r in range(rows):
            factor = left[r, k]
            if r != k and factor != 0.0:
                for c in range(rows):
                    left[r, c] -= factor * left[k, c]
                    inverse[r, c] -= factor * inverse[k, c]
    return True


def pivot_on(
    basis: Ints,
    inverse: Floats,
    values: Floats,
    column: Floats,
    leaving: int,
    entering: int,
    step: float,
) -> None:
    """Bring `entering`, whose column in terms of the basis is given, into the basis at the row `leaving`."""
    rows = len(basis)
    for r in range(rows):
        inverse[leaving, r] /= column[leaving]
    for k in range(rows):
        if k != leaving and column[k] != 0.0:
            for r in range(rows):
                inverse[k, r] -= column[k] * inverse[leaving, r]
            values[k] -= column[k] * step
    values[leaving] = step
    basis[leaving] = entering


def contains(basis: Ints, variable: int) -> bool:
    """Say whether a variable is in the basis."""
    for basic in basis:  # noqa: SIM110 - the compiler knows no any()
        if basic == variable:
            return True
    return False
