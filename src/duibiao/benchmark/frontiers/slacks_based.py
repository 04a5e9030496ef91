"""The slacks-based measure with its super-efficiency, and the additive model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

from .directional import farthest
from .hull import dominating, farthest_in_hull
from .programmes import Programme, among_optima, solve
from .records import Bools, Measures, Progress, Status
from .settings import FrontierSettings
from .technology import Result, Technology, gathered, no_score
from .variables import Variables


def m_sbm(data: Variables, settings: FrontierSettings, progress: Progress) -> Measures:
    """Return the slacks-based measure: 1 without any slack, nearer 0 the more there is to improve.

    Oriented to inputs only their slacks count, oriented to outputs only theirs; the score is Tone's rho,
    between 0 and 1, in each case. A variable whose own value is zero takes no part in the mean.

    Notes
    -----
    rho = min (1 - mean(s- / x)) / (1 + mean(s+ / y)): Tone, K. (2001), A slacks-based measure of efficiency
    in data envelopment analysis, European Journal of Operational Research 130, 498-509; as a linear
    programme by the transformation of Charnes and Cooper. Super-efficiency of units without slack: Tone, K.
    (2002), European Journal of Operational Research 143, 32-41.
    """
    technology = data.technology(settings)
    find = _ratio_in_hull if settings.returns == "fdh" else _ratio
    results = []
    for i in range(len(data.values)):
        progress("frontier", i, len(data.values))
        unit = _Unit.of(data, settings, technology, i)
        result = find(unit)
        if result.status == "efficient":
            result = _super_ratio(unit) if settings.super_efficiency else unit.itself(1.0)
        results.append(result)
    return gathered(results)


def m_additive(data: Variables, settings: FrontierSettings, progress: Progress) -> Measures:
    """Return the additive model's score: of slacks in ranges 1 minus their mean; of raw slacks their sum.

    In ranges 1 is efficient (between 0 and 1 under variable returns); raw, 0 is, and the sum depends on the
    units of the data.

    Notes
    -----
    Charnes, A., Cooper, W. W., Golany, B., Seiford, L. and Stutz, J. (1985), Foundations of data
    envelopment analysis for Pareto-Koopmans efficient empirical production functions, Journal of
    Econometrics 30, 91-107. The range-adjusted measure: Cooper, W. W., Park, K. S. and Pastor, J. T.
    (1999), Journal of Productivity Analysis 11, 5-42.
    """
    technology = data.technology(settings)
    raw = settings.slack_weights == "raw"
    worth = np.where(data.fixed, 0.0, 1.0 if raw else data.one_over_range())
    find = farthest_in_hull if settings.returns == "fdh" else farthest
    results = []
    for i, point in enumerate(data.values):
        progress("frontier", i, len(data.values))
        move = find(technology, point, np.zeros_like(point), worth)
        unit = _Unit.of(data, settings, technology, i)
        if move.outcome != "optimal":
            results.append(no_score(move.outcome, len(point)))
        elif not unit.counted(move.slacks)[worth > 0].any():
            results.append(unit.itself(0.0 if raw else 1.0))
        else:
            slacks = unit.counted(move.slacks)
            total = float(slacks @ worth)
            score = total if raw else 1 - total / len(point)
            results.append(unit.result(score, "inefficient", move.weights, slacks))
    return gathered(results)


@dataclass(frozen=True)
class _Unit:
    """One unit with what counts for it: the weight of each relative slack in the mean of its side."""

    technology: Technology
    row: int
    point: Floats
    own: Floats
    fixed: Bools
    saved: Floats
    added: Floats
    near: float

    @staticmethod
    def of(data: Variables, settings: FrontierSettings, technology: Technology, row: int) -> _Unit:
        point = data.values[row]
        counted = (np.abs(point) > 0) & ~data.fixed
        used = (data.sense > 0) & counted & (settings.moves != "output")
        made = (data.sense < 0) & counted & (settings.moves != "input")
        own = technology.own_sizes(point)
        saved, added = (side / max(side.sum(), 1) for side in (used, made))
        return _Unit(technology, row, point, own, data.fixed, saved, added, settings.tolerance)

    @property
    def weighed(self) -> Floats:
        return self.saved + self.added

    def counted(self, slacks: Floats) -> Floats:
        return np.where(np.abs(slacks) <= self.near * self.own, 0.0, slacks)

    def itself(self, score: float) -> Result:
        """The result of an efficient unit: its own peer and target."""
        weights = np.eye(len(self.technology.values))[self.row]
        return self.result(score, "efficient", weights, np.zeros_like(self.point))

    def result(self, score: float, status: Status, weights: Floats, slacks: Floats) -> Result:
        targets = self.point - self.technology.sense * slacks
        targets = np.where(self.fixed, self.point, targets)
        return Result(score, status, weights, slacks, targets)

    def judged(self, score: float, weights: Floats, slacks: Floats) -> Result:
        slacks = self.counted(slacks)
        if score < 1 - self.near:
            return self.result(score, "inefficient", weights, slacks)
        slack = slacks[~self.fixed].any()
        return self.result(1.0, "weakly efficient" if slack else "efficient", weights, slacks)


def _ratio(unit: _Unit) -> Result:
    """Solve for the slacks; where some do not count, once more for the most of these."""
    first = _programme(unit, 1.0)
    found = solve(first)
    if found.outcome != "optimal":
        return no_score(found.outcome, len(unit.point))
    score = found.objective
    left_out = (unit.weighed == 0) & ~unit.fixed
    if left_out.any():
        costs = np.zeros_like(first.costs)
        costs[-len(left_out) :] = np.where(left_out, -unit.own / unit.technology.sizes, 0.0)
        found = solve(among_optima(first, found, costs / -costs.min()), found.basis)
        if found.outcome != "optimal":
            return no_score("failed", len(unit.point))
    weights, slacks = _parts(unit, found.values)
    return unit.judged(score, weights, slacks)


def _super_ratio(unit: _Unit) -> Result:
    """How much worse an efficient unit could be and still be level with the others."""
    found = solve(_programme(unit, -1.0))
    if found.outcome != "optimal":
        return no_score(found.outcome, len(unit.point))
    weights, slacks = _parts(unit, found.values)
    return unit.result(max(found.objective, 1.0), "efficient", weights, 0.0 - unit.counted(slacks))


def _programme(unit: _Unit, sign: float) -> Programme:
    """Columns: the scale t, the activities, the slacks that count, free slacks; all but the scale times t.

    With sign -1 the slacks are excesses over the unit's values, which no free output may fall below zero by.
    """
    technology, variables = unit.technology, len(unit.point)
    rows = variables + 1
    scale = np.append(1 / unit.own, 1.0)[:, None]
    own = np.append(unit.point / unit.own, 1.0)[:, None]
    slacks = np.vstack([np.diag(technology.sense), np.zeros(variables)])
    activities = technology.activities * scale
    blocks = [-own, activities, sign * slacks, slacks if sign < 0 else slacks[:, :0]]
    width = sum(b.shape[1] for b in blocks)
    at = 1 + activities.shape[1]
    mean = np.zeros((1, width))
    mean[0, 0], mean[0, at : at + variables] = 1.0, sign * unit.added
    made = np.flatnonzero(technology.sense < 0) if sign < 0 else np.empty(0, dtype=np.int64)
    kept = np.zeros((len(made), width))
    kept[:, 0] = -1.0
    kept[np.arange(len(made)), at + made] = 1.0
    low, high = (b if np.isinf(b) else 0.0 for b in technology.sum_of_weights)
    costs = np.zeros(width)
    costs[0], costs[at : at + variables] = 1.0, -sign * unit.saved
    limits = np.full(width, np.inf)
    limits[1:at] = technology.ceilings(unit.row if sign < 0 else -1)
    if sign < 0:
        limits[at : at + variables] = np.where(unit.weighed > 0, np.inf, 0.0)
    return Programme(
        costs=costs,
        matrix=np.vstack([np.hstack(blocks), mean, kept]),
        row_low=np.concatenate([np.zeros(rows - 1), [low, 1.0], np.full(len(made), -np.inf)]),
        row_high=np.concatenate([np.zeros(rows - 1), [high, 1.0], np.zeros(len(made))]),
        low=np.zeros(width),
        high=limits,
    )


def _parts(unit: _Unit, values: Floats) -> tuple[Floats, Floats]:
    """The weights and the slacks that count, with t divided out."""
    at = 1 + unit.technology.activities.shape[1]
    shares = values / values[0]
    slacks = shares[at : at + len(unit.point)] * unit.own
    return unit.technology.weights_of(shares[1:at]), slacks


def _ratio_in_hull(unit: _Unit) -> Result:
    """The same by enumeration: of the units that are nowhere worse, the one with the least ratio."""
    better = dominating(unit.technology, unit.point)
    relative = better / unit.own
    ratios = (1 - relative @ unit.saved) / (1 + relative @ unit.added)
    score = float(np.nanmin(ratios))
    level = ratios <= score + 1e-12
    free = np.where(unit.fixed, 0.0, 1.0 / unit.technology.sizes)
    peer = int(np.argmax(np.where(level, np.nan_to_num(better) @ free, -np.inf)))
    return unit.judged(score, np.eye(len(better))[peer], better[peer])
