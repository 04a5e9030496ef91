"""Frontier models as textbooks write them, for scipy and HiGHS: a second opinion that shares no code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]
SUMS = {"crs": (None, None), "vrs": (1, 1), "irs": (1, None), "drs": (None, 1)}


def farrell(
    x: Floats, y: Floats, i: int, returns: str, orientation: str, others_only: bool = False
) -> float | None:
    """The radial score of unit i by scipy; None where it is infeasible."""
    n = len(x)
    moving_x, moving_y = (x[i], 0 * y[i]) if orientation == "input" else (0 * x[i], y[i])
    held_x, held_y = x[i] - moving_x, y[i] - moving_y
    rows = np.vstack(
        [np.column_stack([-moving_x, x.T]), np.column_stack([moving_y, -y.T])],
    )
    limits = np.concatenate([held_x, -held_y])
    low, high = SUMS[returns]
    weights = np.append(0.0, np.ones(n))
    equal = low is not None and low == high
    if not equal and high is not None:
        rows, limits = np.vstack([rows, weights]), np.append(limits, high)
    if not equal and low is not None:
        rows, limits = np.vstack([rows, -weights]), np.append(limits, -low)
    bounds = [(None, None)] + [(0, 0) if others_only and j == i else (0, None) for j in range(n)]
    sign = 1.0 if orientation == "input" else -1.0
    found = linprog(
        np.append(sign, np.zeros(n)),
        A_ub=rows,
        b_ub=limits,
        A_eq=weights[None] if equal else None,
        b_eq=[1.0] if equal else None,
        bounds=bounds,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    assert found.status in (0, 2), found.message
    return float(found.x[0]) if found.status == 0 else None


def farrell_highs(
    x: Floats, y: Floats, returns: str, orientation: str, others_only: bool = False
) -> list[float | None]:
    """The radial scores of all units by HiGHS, one programme a unit, row by row."""
    import highspy

    inf = highspy.kHighsInf
    scores: list[float | None] = []
    for i in range(len(x)):
        model = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("primal_feasibility_tolerance", 1e-10),
            ("dual_feasibility_tolerance", 1e-10),
        ):
            model.setOptionValue(option, value)
        model.addVar(-inf, inf)
        for j in range(len(x)):
            model.addVar(0.0, 0.0 if others_only and j == i else inf)
        columns = np.arange(len(x) + 1, dtype=np.int32)
        by_input = orientation == "input"
        for column, own in zip(x.T, x[i], strict=True):
            terms = np.append(-own if by_input else 0.0, column)
            model.addRow(-inf, 0.0 if by_input else own, len(columns), columns, terms)
        for column, own in zip(y.T, y[i], strict=True):
            terms = np.append(0.0 if by_input else -own, column)
            model.addRow(own if by_input else 0.0, inf, len(columns), columns, terms)
        low, high = SUMS[returns]
        ones = np.append(0.0, np.ones(len(x)))
        model.addRow(
            -inf if low is None else low, inf if high is None else high, len(columns), columns, ones
        )
        model.changeColCost(0, 1.0 if by_input else -1.0)
        model.run()
        state = model.getModelStatus()
        assert state in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
        optimal = state == highspy.HighsModelStatus.kOptimal
        scores.append(model.getSolution().col_value[0] if optimal else None)
    return scores


def tone(x: Floats, y: Floats, i: int, variable: bool) -> float:
    """Tone's slacks-based measure of unit i, in the linear form of his paper."""
    (n, m), s = x.shape, y.shape[1]
    # Columns: t, Lambda, S-, S+.
    cost = np.concatenate([[1.0], np.zeros(n), -1 / (m * x[i]), np.zeros(s)])
    rows = [np.concatenate([[1.0], np.zeros(n + m), 1 / (s * y[i])])]
    rows += [np.concatenate([[-x[i, k]], x[:, k], np.eye(m)[k], np.zeros(s)]) for k in range(m)]
    rows += [np.concatenate([[-y[i, k]], y[:, k], np.zeros(m), -np.eye(s)[k]]) for k in range(s)]
    right = [1.0] + [0.0] * (m + s)
    if variable:
        rows.append(np.concatenate([[-1.0], np.ones(n), np.zeros(m + s)]))
        right.append(0.0)
    found = linprog(cost, A_eq=np.array(rows), b_eq=right, method="highs")
    assert found.status == 0, found.message
    return float(found.fun)


def best_slacks(
    x: Floats, y: Floats, i: int, returns: str, theta: float, phi: float = 1.0
) -> float:
    """The largest sum of slacks, in means of each variable, at theta times x and phi times y."""
    (n, m), s = x.shape, y.shape[1]
    cost = np.concatenate([np.zeros(n), -1 / x.mean(axis=0), -1 / y.mean(axis=0)])
    rows = np.vstack(
        [
            np.hstack([x.T, np.eye(m), np.zeros((m, s))]),
            np.hstack([y.T, np.zeros((s, m)), -np.eye(s)]),
        ]
    )
    right = np.concatenate([theta * x[i], phi * y[i]])
    if returns == "vrs":
        rows = np.vstack([rows, np.concatenate([np.ones(n), np.zeros(m + s)])])
        right = np.append(right, 1.0)
    found = linprog(cost, A_eq=rows, b_eq=right, method="highs")
    assert found.status == 0, found.message
    return -float(found.fun)
