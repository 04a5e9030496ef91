"""The compiled simplex for envelopment programmes: few rows (goods), many columns (units).

For a unit with inputs x and outputs y, directions g ≥ 0 and reference units j, the programme is

    max β   Σ λ_j x_j + s⁻ + β g_x = x,   −Σ λ_j y_j + s⁺ + β g_y = −y,   [Σ λ_j ± t = 1],
            λ, s⁻, s⁺, t ≥ 0, β free.

A basis that is optimal for one unit stays dual feasible for every other: it is a facet of the same
frontier, only the column of β and the right-hand side change. So each unit starts from the best facet
seen so far (the one with the lowest bound on its β) and the dual simplex does the rest, usually in a few
pivots (Dulá 2008, Computers & Operations Research 35; Bixby 2002 on the dual simplex). The leaving row is
by exact steepest edge; after a run of pivots without progress the lowest index decides (Bland 1977).

Scaling: variables by their mean over the reference set; then, for each unit, rows by the unit's own values
and basic columns by their largest entry, so that tolerances mean the same for a village and a metropolis.

Variables are numbered: units 0 … n−1, the slack of row r is n + r, β is n + rows. β is always the first
of the basis, so that the first row of the inverse holds the multipliers.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, cast

import numpy as np

from duibiao.records import Floats, Ints

from . import matrices
from .matrices import (
    FACETS,
    FAILED,
    INFEASIBLE,
    OPTIMAL,
    UNBOUNDED,
    Answers,
    Frame,
    Work,
    column_of,
    contains,
    eliminate,
    multiply,
    no_answers,
    pivot_on,
    price,
    work_space,
)

FEASIBLE = 1e-11
"""A scaled basic variable above minus this is feasible."""
PIVOT = 1e-10
"""A smaller element is no pivot; a smaller weight or slack is none."""
AUDIT = 1e-9
"""The most that scaled residuals, reduced costs and the duality gap may be off in an answer."""
REFACTOR = 24
"""Pivots after which the basis is inverted anew."""
MOST_PIVOTS = 5000
"""A programme that takes more has failed."""
NONE: Any = np.int64(-1)
"""No unit, no row. Typed, so that nothing is compiled twice."""


def aim(frame: Frame, work: Work, point: Floats, direction: Floats) -> float:
    """Set the unit to solve for: its goods (inputs, outputs) and direction in the frame's scale.

    Returns the length that β is measured in: β of the caller = β here / length; 0 for no direction.
    """
    length = 0.0
    for r in range(frame.goods):
        own = abs(point[r])
        work.near[r] = 1.0 / own if own > 1e-12 else 1.0
        length = max(length, direction[r] * work.near[r])
    if len(work.near) > frame.goods:
        work.near[-1], work.right[-1], work.direction[-1] = 1.0, 1.0, 0.0
    for r in range(frame.goods):
        work.right[r] = (point[r] if r < frame.inputs else -point[r]) * work.near[r]
        work.direction[r] = direction[r] * work.near[r] / length if length > 0.0 else 0.0
    return length


def refactor(frame: Frame, work: Work) -> bool:
    """Invert the basis anew and set values and reduced costs; False where it is singular."""
    rows = frame.columns.shape[0]
    for k in range(rows):
        work.size[k] = column_of(frame, work.near, work.direction, work.basis[k], work.spare)
        for r in range(rows):
            work.matrix[r, k] = work.spare[r]
            work.left[r, k] = work.spare[r]
    if not eliminate(work.left, work.inverse):
        return False
    for r in range(rows):
        work.values[r] = 0.0
        work.spare[r] = work.right[r]
    multiply(work.inverse, work.spare, work.values)
    # Once more for what rounding left over.
    for r in range(rows):
        for k in range(rows):
            work.spare[r] -= work.matrix[r, k] * work.values[k]
    multiply(work.inverse, work.spare, work.values)
    for r in range(rows):
        work.spare[r] = work.inverse[0, r] * work.near[r]
    price(frame.columns, work.spare, work.reduced)
    return True


def express(frame: Frame, work: Work, variable: int) -> float:
    """Write a variable's column in terms of the basis to work.entering; return its size."""
    size = column_of(frame, work.near, work.direction, variable, work.spare)
    for k in range(len(work.entering)):
        work.entering[k] = 0.0
    multiply(work.inverse, work.spare, work.entering)
    return size


def start_cold(frame: Frame, work: Work, skip: int) -> bool:
    """Set a dual feasible basis known beforehand; False where none of the simple ones exists.

    With a direction in input i: the least of input i (or, where Σλ may be 0, nothing at all). With one in
    output r only: the most of output r, or of r per input i where units may be scaled up.
    """
    rows, units = frame.columns.shape
    first = 0
    while work.direction[first] <= 0.0:
        first += 1
    # Besides `first`, the row that a unit stands in for: convexity, or an input; −1: no unit is needed.
    second, unit, best = -1, -1, np.inf
    if first < frame.inputs and (rows == frame.goods or frame.surplus > 0.0):
        unit = units
    elif rows > frame.goods and (first < frame.inputs or frame.surplus >= 0.0):
        second = frame.goods
        for j in range(units):
            if j != skip and frame.columns[first, j] < best:
                unit, best = j, frame.columns[first, j]
    else:
        for i in range(frame.inputs):
            if unit < 0:
                second, best = i, np.inf
                for j in range(units):
                    taken, made = frame.columns[i, j], frame.columns[first, j]
                    if j != skip and (taken > 0.0 or made < 0.0):
                        ratio = made / taken if taken > 0.0 else -np.inf
                        if ratio < best:
                            unit, best = j, ratio
                if best == -np.inf:
                    unit = -1
    if unit < 0:
        return False
    work.basis[0] = units + rows
    k = 1
    if unit < units:
        work.basis[k] = unit
        k += 1
    for r in range(rows):
        if r != first and r != second:
            work.basis[k] = units + r
            k += 1
    return True


def start_warm(frame: Frame, work: Work) -> bool:
    """Set the basis of the kept facet with the lowest bound on β; False where none bounds it."""
    kept, rows = work.counts[0], frame.columns.shape[0]
    for k in range(kept):
        work.bounds[0, k] = 0.0
        work.bounds[1, k] = 0.0
    for r in range(rows):
        right, direction = work.right[r] / work.near[r], work.direction[r] / work.near[r]
        for k in range(kept):
            work.bounds[0, k] += work.facets[r, k] * right
            work.bounds[1, k] += work.facets[r, k] * direction
    best, lowest = -1, np.inf
    for k in range(kept):
        top, bottom = work.bounds[0, k], work.bounds[1, k]
        if bottom > 1e-9 and top < lowest * bottom:
            best, lowest = k, top / bottom
    if best >= 0:
        for r in range(rows):
            work.basis[r] = work.facet_bases[best, r]
    return best >= 0


def keep_facet(frame: Frame, work: Work) -> None:
    """Keep the basis as a facet to start from, in place of the oldest."""
    place, total = work.counts[1], 0.0
    for r in range(frame.columns.shape[0]):
        total += abs(work.inverse[0, r] * work.near[r])
    for r in range(frame.columns.shape[0]):
        work.facets[r, place] = work.inverse[0, r] * work.near[r] / total
        work.facet_bases[place, r] = work.basis[r]
    work.counts[0] = max(work.counts[0], place + 1)
    work.counts[1] = (place + 1) % FACETS


def leaving_row(frame: Frame, work: Work, skip: int, bland: bool) -> int:
    """Return the row of the most infeasible basic variable by steepest edge; −1: all feasible."""
    best, found = 0.0, -1
    for k in range(1, frame.columns.shape[0]):
        off = abs(work.values[k]) if work.basis[k] == skip else -work.values[k]
        if off > FEASIBLE:
            length = 0.0
            for r in range(frame.columns.shape[0]):
                length += work.inverse[k, r] ** 2
            weight = -float(work.basis[k]) if bland else off * off / length
            if found < 0 or weight > best:
                best, found = weight, k
    return found


def entering_variable(
    frame: Frame, work: Work, leaving: int, sign: float, skip: int, bland: bool
) -> int:
    """Return the variable that enters for the leaving row (dual ratio test); −1: none can.

    Among equal ratios the larger pivot is taken, or the lower index once cycling threatens.
    """
    rows, units = frame.columns.shape
    for r in range(rows):
        work.spare[r] = sign * work.inverse[leaving, r] * work.near[r]
    price(frame.columns, work.spare, work.row)
    best, pivot, found = np.inf, 0.0, -1
    for j in range(units):
        element = work.row[j]
        # One comparison that is seldom true: the ratio is no larger than the best.
        if work.reduced[j] + best * element <= 0.0 and element < -PIVOT and j != skip:
            ratio = max(work.reduced[j], 0.0) / -element
            if found < 0 or ratio < best - 1e-14 or (element < pivot and not bland):
                best, pivot, found = min(best, ratio), element, j
    for r in range(rows):
        factor = frame.surplus if r == frame.goods else 1.0
        element = factor * sign * work.inverse[leaving, r]
        if element < -PIVOT:
            ratio = max(factor * work.inverse[0, r], 0.0) / -element
            if ratio < best - 1e-14 or (ratio <= best and element < pivot and not bland):
                best, pivot, found = ratio, element, units + r
    return found


def is_lacking(work: Work, leaving: int) -> bool:
    """Say whether a row that nothing can mend proves that the rows cannot be met: they lack what is no rounding."""
    largest = 1.0
    for r in range(len(work.values)):
        largest = max(largest, abs(work.inverse[leaving, r]))
    return bool(abs(work.values[leaving]) > 10 * AUDIT * largest)


def descend(frame: Frame, work: Work, skip: int) -> int:
    """Run the dual simplex from the basis set and return the end.

    `skip` is a unit that is no part of the reference set (−1: none). An end is only believed on a basis
    that was inverted anew.
    """
    units = frame.columns.shape[1]
    age, stalled, lowest = REFACTOR, 0, np.inf
    for _ in range(MOST_PIVOTS):
        if age >= REFACTOR:
            if not refactor(frame, work):
                return FAILED
            age = 0
        bland = stalled > 10 * frame.columns.shape[0]
        leaving = leaving_row(frame, work, skip, bland)
        entering, sign = -1, 1.0
        if leaving >= 0:
            sign = 1.0 if work.values[leaving] < 0.0 else -1.0
            entering = entering_variable(frame, work, leaving, sign, skip, bland)
        if entering < 0:
            if age == 0:
                if leaving < 0:
                    return OPTIMAL
                return INFEASIBLE if is_lacking(work, leaving) else FAILED
            age = REFACTOR
            continue
        size = express(frame, work, entering)
        if abs(work.entering[leaving]) * size < PIVOT / 10:
            return FAILED
        # Reduced costs move along the pivot row; the entering one becomes 0.
        ratio = sign * work.entering[0] / work.entering[leaving]
        for j in range(units):
            work.reduced[j] -= ratio * work.row[j]
        step = work.values[leaving] / work.entering[leaving]
        pivot_on(work.basis, work.inverse, work.values, work.entering, leaving, entering, step)
        age += 1
        stalled = 0 if work.values[0] < lowest - 1e-13 else stalled + 1
        lowest = min(lowest, work.values[0])
    return FAILED


def audit(frame: Frame, work: Work, skip: int) -> bool:
    """Say whether the basis is optimal beyond doubt: feasible, priced out, without a duality gap."""
    rows, units = frame.columns.shape
    gap, worst = work.values[0], 0.0
    for r in range(rows):
        residual = work.right[r]
        for k in range(rows):
            residual -= work.matrix[r, k] * work.values[k]
        gap -= work.inverse[0, r] * work.right[r]
        factor = frame.surplus if r == frame.goods else 1.0
        worst = max(worst, abs(residual), -factor * work.inverse[0, r])
        if r > 0:
            worst = max(worst, -work.values[r])
    for j in range(units):
        if work.reduced[j] < -AUDIT and j != skip:
            size = 1.0
            for r in range(rows):
                size = max(size, abs(frame.columns[r, j]) * work.near[r])
            worst = max(worst, -work.reduced[j] / size)
    return worst <= AUDIT and abs(gap) <= AUDIT * max(1.0, abs(work.values[0]))


def solve_one(frame: Frame, work: Work, skip: int) -> int:
    """Solve for the unit aimed at: from the best facet, else from a cold start; audited.

    The basis, values and reduced costs are left in `work`.
    """
    warm = start_warm(frame, work)
    for _ in range(2):
        if not warm and not start_cold(frame, work, skip):
            return FAILED
        end = descend(frame, work, skip)
        if end == INFEASIBLE:
            return end
        if end == OPTIMAL and audit(frame, work, skip):
            if skip < 0:
                keep_facet(frame, work)
            return OPTIMAL
        if not warm:
            return FAILED
        warm = False
    return FAILED


def slack_entering(frame: Frame, work: Work, count: int, bland: bool) -> int:
    """Return the variable of the optimal face that adds most to the sum of slacks; −1: none does."""
    rows, units = frame.columns.shape
    for r in range(rows):
        work.spare[r] = 0.0
        for k in range(rows):
            work.spare[r] += work.costs[k] * work.inverse[k, r]
    entering, best = -1, PIVOT
    for f in range(count):
        gain = 0.0
        for r in range(rows):
            gain -= work.spare[r] * work.near[r] * frame.columns[r, work.face[f]]
        if gain > best and not contains(work.basis, work.face[f]):
            entering, best = int(work.face[f]), gain
            if bland:
                return entering
    for r in range(rows):
        factor = frame.surplus if r == frame.goods else 1.0
        gain = (1.0 / work.near[r] if r < frame.goods else 0.0) - factor * work.spare[r]
        movable = factor != 0.0 and factor * work.inverse[0, r] <= PIVOT
        if movable and gain > best and not contains(work.basis, units + r):
            entering, best = int(units + r), gain
            if bland:
                return entering
    return entering


def most_slack(frame: Frame, work: Work, skip: int) -> bool:
    """Move along the optimal face to the largest sum of slacks, each in means of its good.

    The second phase of Ali and Seiford (1993): a primal simplex over the columns whose reduced cost is
    zero, so that β cannot change. False where it does not end, or would not end.
    """
    rows, units = frame.columns.shape
    count = NONE + 1
    for j in range(units):
        if work.reduced[j] <= PIVOT and j != skip:
            work.face[count] = j
            count += 1
    for turn in range(MOST_PIVOTS):
        for k in range(rows):
            r = work.basis[k] - units
            work.costs[k] = 1.0 / work.near[r] if 0 <= r < frame.goods else 0.0
        entering = slack_entering(frame, work, count, turn > 20 * rows)
        if entering < 0:
            return True
        size = express(frame, work, entering)
        leaving, step = NONE, np.inf
        for k in range(1, rows):
            element = work.entering[k]
            if work.basis[k] == skip and abs(element) > PIVOT:
                leaving, step = k, 0.0
            elif element > PIVOT and max(work.values[k], 0.0) < step * element:
                leaving, step = k, max(work.values[k], 0.0) / element
        if leaving < 0:
            return False
        work.entering[0] = 0.0
        pivot_on(work.basis, work.inverse, work.values, work.entering, leaving, entering, step)
        work.size[leaving] = size
    return False


def score_block(
    frame: Frame,
    work: Work,
    points: Floats,
    directions: Floats,
    skips: Ints,
    slacks: bool,
    answers: Answers,
) -> None:
    """Solve for `points` (units, goods) and write the answers.

    With a unit to skip, the programme with it is solved first, so that its facets stay to start from.
    """
    for i in range(len(points)):
        length = aim(frame, work, points[i], directions[i])
        if length <= 0.0:
            answers.ends[i] = UNBOUNDED
            continue
        skip, end = NONE, FAILED
        for _ in range(2):
            end = solve_one(frame, work, skip)
            if skips[i] < 0 or (end == OPTIMAL and not contains(work.basis, skips[i])):
                break
            skip = skips[i]
        answers.scores[i] = work.values[0] / length
        for r in range(frame.columns.shape[0]):
            answers.multipliers[i, r] = work.inverse[0, r] * work.near[r] / length
        if end == OPTIMAL and slacks and not most_slack(frame, work, skip):
            end = FAILED
        answers.ends[i] = end
        if end == OPTIMAL:
            write_down(frame, work, i, answers)
        else:
            answers.scores[i] = np.nan


def write_down(frame: Frame, work: Work, unit: int, answers: Answers) -> None:
    """Write peers, weights and slacks of the basis."""
    rows, units = frame.columns.shape
    for k in range(1, rows):
        variable, value = work.basis[k], work.values[k]
        if value > PIVOT and variable < units:
            answers.peers[unit, k] = variable
            answers.weights[unit, k] = value / work.size[k]
        elif value > PIVOT and variable < units + frame.goods:
            answers.slacks[unit, variable - units] = value / work.near[variable - units]


PARTS = (
    "start_warm start_cold column_of eliminate multiply price leaving_row entering_variable "
    "pivot_on audit contains slack_entering"
).split()
MERGED = (
    "aim refactor express is_lacking descend keep_facet solve_one most_slack write_down".split()
)
"""Compiled into their only caller, which is quicker than to link one into the other."""


def cores() -> int:
    """Return how many threads may run at once, as the compiler was told; 1 before it is loaded."""
    numba = sys.modules.get("numba")
    return 1 if numba is None else int(numba.get_num_threads())


@cache
def compiled() -> Callable[..., None]:
    """Return `score_block` compiled: cached on disk, without the interpreter's lock.

    As plain Python it gives the same answers, and for a few dozen units it has done so long before a
    compiler has started. The functions of this file stay as they are: copies are compiled.
    """
    import numba

    here: dict[str, Any] = {**vars(matrices), **globals()}
    always: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    called: dict[str, Any] = {"cache": True, "no_cfunc_wrapper": True}
    inside: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    how = [(name, inside) for name in PARTS] + [(name, {"inline": "always"}) for name in MERGED]
    for name, options in [*how, ("score_block", called)]:
        copy = FunctionType(here[name].__code__, here, name)
        here[name] = numba.njit(**always, **options)(copy)
    # The compiler makes a million small objects; collecting them meanwhile takes a fifth of its time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        frame = Frame(np.ones((3, 1)), 1, 2, 0.0)
        one, none = np.ones((1, 2)), np.full(1, -1, np.int64)
        here["score_block"](frame, work_space(3, 1), one, one, none, True, no_answers(1, 3, 2))
    finally:
        if collecting:
            gc.enable()
    return cast(Callable[..., None], here["score_block"])
