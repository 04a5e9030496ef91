"""Linear programmes on HiGHS: scaled inside, and every answer checked before it is believed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from duibiao.records import Floats

if TYPE_CHECKING:
    import highspy

Outcome = Literal["optimal", "infeasible", "unbounded", "failed"]

RESIDUAL = 1e-9
"""The largest residual, primal or dual, and the largest gap, relative to the terms of each sum."""
# Not the number of threads: HiGHS fixes it for the whole process at its first run and refuses another.
_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "parallel": "off",
    "solver": "simplex",
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
    "small_matrix_value": 1e-12,
}
# The next try goes another way: what was hard for one is easy for another.
_TRIES: tuple[dict[str, int | str], ...] = (
    {"presolve": "off", "simplex_strategy": 1},
    {"presolve": "on", "simplex_strategy": 4},
    {"presolve": "off", "simplex_strategy": 4},
)


@dataclass(frozen=True)
class Programme:
    """Minimise costs @ x where row_low <= matrix @ x <= row_high and low <= x <= high."""

    costs: Floats
    matrix: Floats
    row_low: Floats
    row_high: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Solution:
    """An outcome; without an optimum the rest is empty. `basis` is where a programme like it may start."""

    outcome: Outcome
    values: Floats
    duals: Floats
    objective: float = np.nan
    basis: highspy.HighsBasis | None = None


_NOTHING = np.empty(0)


def solve(programme: Programme, start: highspy.HighsBasis | None = None) -> Solution:
    """Return the solution of a programme, or the outcome that it has none.

    Columns are divided by their largest coefficient first. A solution counts as optimal only where its
    primal and dual residuals and its duality gap are below `RESIDUAL`; "infeasible" only where the least by
    which the rows are missed is proved in the same way, "unbounded" only where two ways of solving agree.
    """
    largest = np.abs(programme.matrix).max(axis=0)
    scale = 1 / np.where(largest > 0, largest, 1.0)
    scaled = Programme(
        programme.costs * scale,
        programme.matrix * scale,
        programme.row_low,
        programme.row_high,
        programme.low / scale,
        programme.high / scale,
    )
    unbounded = 0
    for options in _TRIES:
        outcome, values, duals, basis = _run(scaled, options, start)
        if outcome == "optimal" and residual(scaled, values, duals) <= RESIDUAL:
            values = np.clip(values, scaled.low, scaled.high) * scale
            return Solution("optimal", values, duals, float(programme.costs @ values), basis)
        if outcome == "infeasible" and _is_empty(scaled):
            return Solution("infeasible", _NOTHING, _NOTHING)
        unbounded += outcome == "unbounded"
        start = None
    return Solution("unbounded" if unbounded > 1 else "failed", _NOTHING, _NOTHING)


def _is_empty(programme: Programme) -> bool:
    """Whether the rows cannot be met: the least by which they are missed, itself proved, is not zero."""
    rows, columns = programme.matrix.shape
    missed = Programme(
        costs=np.concatenate([np.zeros(columns), np.ones(2 * rows)]),
        matrix=np.hstack([programme.matrix, np.eye(rows), -np.eye(rows)]),
        row_low=programme.row_low,
        row_high=programme.row_high,
        low=np.concatenate([programme.low, np.zeros(2 * rows)]),
        high=np.concatenate([programme.high, np.full(2 * rows, np.inf)]),
    )
    for options in _TRIES:
        outcome, values, duals, _ = _run(missed, options, None)
        if outcome == "optimal" and residual(missed, values, duals) <= RESIDUAL:
            return bool(missed.costs @ values > 10 * RESIDUAL)
    return False


def among_optima(programme: Programme, solution: Solution, costs: Floats) -> Programme:
    """Return the programme that minimises other costs among the optima of one that has been solved.

    By complementary slackness: what has a price stays where it is. To demand the optimal value instead would
    leave a region as thin as rounding, which solvers call empty; so rows begin where the solution is.
    """
    p = programme
    sizes = np.maximum(np.abs(p.matrix).max(axis=0), np.finfo(float).tiny)
    reduced = (p.costs - p.matrix.T @ solution.duals) / sizes
    rows = p.matrix @ solution.values
    nothing = RESIDUAL * (1 + np.abs(solution.duals).max(initial=0.0))
    held = (np.abs(solution.duals) > nothing) | (p.row_low == p.row_high)
    return Programme(
        costs=costs,
        matrix=p.matrix,
        row_low=np.where(held, rows, np.minimum(rows, p.row_low)),
        row_high=np.where(held, rows, np.maximum(rows, p.row_high)),
        low=np.where(reduced < -nothing, solution.values, p.low),
        high=np.where(reduced > nothing, solution.values, p.high),
    )


def residual(programme: Programme, values: Floats, duals: Floats) -> float:
    """Return the largest of primal residual, dual residual and duality gap, relative to what is summed."""
    p = programme
    size = 1 + np.abs(p.matrix) @ np.abs(values)
    rows = p.matrix @ values
    primal = max(
        np.max(np.maximum(p.row_low - rows, rows - p.row_high) / size, initial=0.0),
        np.max(np.maximum(p.low - values, values - p.high) / (1 + np.abs(values)), initial=0.0),
    )
    reduced = p.costs - p.matrix.T @ duals
    size = 1 + np.abs(p.matrix.T) @ np.abs(duals)
    # A price pulls towards a bound: one that is not there is an infeasible dual.
    row_bound = np.where(duals > 0, p.row_low, p.row_high)
    bound = np.where(reduced > 0, p.low, p.high)
    open_row, open_column = ~np.isfinite(row_bound), ~np.isfinite(bound)
    dual = max(
        np.max(np.abs(duals) * open_row, initial=0.0) / (1 + np.max(np.abs(duals), initial=0.0)),
        np.max(np.abs(reduced) * open_column / size, initial=0.0),
    )
    row_terms = duals * np.where(open_row, 0.0, row_bound)
    terms = reduced * np.where(open_column, 0.0, bound)
    objective = p.costs @ values
    gap = abs(objective - row_terms.sum() - terms.sum())
    return float(max(primal, dual, gap / (1 + abs(objective) + np.abs(row_terms).sum())))


def _run(
    programme: Programme, options: dict[str, int | str], start: highspy.HighsBasis | None
) -> tuple[Outcome, Floats, Floats, highspy.HighsBasis]:
    import highspy

    solver = _silent()()
    for name, value in (_OPTIONS | options).items():
        solver.setOptionValue(name, value)
    solver.passModel(_as_highs(programme))
    if start is not None:
        solver.setBasis(start)
    solver.run()
    outcomes: dict[highspy.HighsModelStatus, Outcome] = {
        highspy.HighsModelStatus.kOptimal: "optimal",
        highspy.HighsModelStatus.kInfeasible: "infeasible",
        highspy.HighsModelStatus.kUnbounded: "unbounded",
    }
    outcome = outcomes.get(solver.getModelStatus(), "failed")
    found = solver.getSolution()
    return outcome, np.array(found.col_value), np.array(found.row_dual), solver.getBasis()


@cache
def _silent() -> type[highspy.Highs]:
    """A solver that prints nothing; the library's own constructor prints a line before it can be told."""
    import highspy

    class Silent(highspy.Highs):
        def __init__(self) -> None:
            super(highspy.Highs, self).__init__()

    return Silent


def _as_highs(programme: Programme) -> highspy.HighsLp:
    import highspy

    columns = np.ascontiguousarray(programme.matrix.T)
    filled = columns != 0
    starts = np.zeros(len(columns) + 1, dtype=np.int32)
    np.cumsum(filled.sum(axis=1), out=starts[1:])
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = len(columns), columns.shape[1]
    made.col_cost_ = programme.costs
    made.col_lower_, made.col_upper_ = programme.low, programme.high
    made.row_lower_, made.row_upper_ = programme.row_low, programme.row_high
    made.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    made.a_matrix_.start_ = starts
    made.a_matrix_.index_ = np.nonzero(filled)[1].astype(np.int32)
    made.a_matrix_.value_ = columns[filled]
    return made
