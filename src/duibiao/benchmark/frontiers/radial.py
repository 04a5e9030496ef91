"""The radial and the directional model: one distance for all that moves, and super-efficiency."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from duibiao.records import Floats

from .directional import Move, Moves, farthest
from .hull import farthest_in_hull
from .programmes import Outcome
from .records import Bools, Indices, Measures, Peers, Progress, Status
from .settings import FrontierSettings
from .technology import Technology
from .variables import Variables

KERNEL_FROM = 200
"""Units from which on the compiled kernel is worth loading; below, plain programmes are quicker."""


def m_directional(data: Variables, settings: FrontierSettings, progress: Progress) -> Measures:
    """Return for each unit the largest beta by which it can move along its direction; 0 on the frontier.

    Notes
    -----
    Chambers, Chung and Färe (1998); with undesirable outputs Chung, Y. H., Färe, R. and Grosskopf, S.
    (1997), Productivity and undesirable outputs, Journal of Environmental Management 51, 229-240; in the
    direction "range" Portela, M. C. A. S., Thanassoulis, E. and Simpson, G. (2004), Negative data in DEA,
    Journal of the Operational Research Society 55, 1111-1121.
    """
    return _measured(data, settings, progress, directions(data, settings))


def m_radial(data: Variables, settings: FrontierSettings, progress: Progress) -> Measures:
    """Return Farrell's scores: what part of its inputs a unit needs, or how many times its outputs it could make.

    Notes
    -----
    Charnes, A., Cooper, W. W. and Rhodes, E. (1978), Measuring the efficiency of decision making units,
    European Journal of Operational Research 2, 429-444; Banker, R. D., Charnes, A. and Cooper, W. W.
    (1984), Management Science 30, 1078-1092. Variables that cannot be changed take no part in the
    proportion: Banker, R. D. and Morey, R. C. (1986), Operations Research 34, 513-521, with the unit's own
    value on the right-hand side under all returns (Cooper, Seiford and Tone 2007, section 7.3).
    Super-efficiency: Andersen, P. and Petersen, N. C. (1993), Management Science 39, 1261-1264; where no
    combination of the others reaches the unit it is infeasible: Seiford, L. M. and Zhu, J. (1999), INFOR 37.
    """
    return _measured(data, settings, progress, directions(data, settings))


def directions(data: Variables, settings: FrontierSettings) -> Floats:
    """Return the amounts that each unit moves by for a distance of 1, shape (units, variables)."""
    if isinstance(settings.direction, tuple):
        given = dict(settings.direction)
        row = np.array([given.get(name, 0.0) for name in data.names])
        return np.tile(row, (len(data.values), 1))
    moving = (data.sense > 0) & (settings.moves != "output") | (data.sense < 0) & (
        settings.moves != "input"
    )
    amounts = data.values
    if settings.direction == "range":
        best = np.where(data.sense > 0, data.values.min(axis=0), data.values.max(axis=0))
        amounts = np.abs(data.values - best)
    return np.where(moving & ~data.fixed, amounts, 0.0)


def _measured(
    data: Variables, settings: FrontierSettings, progress: Progress, along: Floats
) -> Measures:
    technology = data.technology(settings)
    moves = _moves(data, settings, technology, along, progress)
    own = technology.own_sizes(data.values)
    near = settings.tolerance
    slacks = np.where(moves.slacks <= near * own, 0.0, moves.slacks)
    distances = np.where(np.abs(moves.distances) <= near, 0.0, moves.distances)
    slack: Bools = np.asarray(slacks[:, ~data.fixed].any(axis=1))
    status = _status(moves.outcomes, distances, slack)
    peers = moves.peers
    if not settings.super_efficiency:
        # An efficient unit stands for itself, also where others would make the same.
        alone = np.flatnonzero([s == "efficient" for s in status])
        peers = peers.replaced(alone, Peers(np.arange(len(alone) + 1), alone, np.ones(len(alone))))
        slacks[alone] = 0.0
    targets = data.values - technology.sense * (distances[:, None] * along + slacks)
    scores = {"input": 1 - distances, "output": 1 + distances}
    return Measures(
        scores=scores[settings.moves] if settings.model == "radial" else distances,
        status=status,
        peers=peers,
        slacks=slacks,
        targets=np.where(data.fixed & ~np.isnan(distances)[:, None], data.values, targets),
    )


def _moves(
    data: Variables,
    settings: FrontierSettings,
    technology: Technology,
    along: Floats,
    progress: Progress,
) -> Moves:
    """Large sets by the compiled kernel; what it does not do, or could not prove, by plain programmes."""
    find = farthest_in_hull if settings.returns == "fdh" else farthest
    worth = data.worth(technology)
    excluded = np.arange(len(data.values)) if settings.super_efficiency else None

    def one(i: int) -> Move:
        progress("frontier", i, len(data.values))
        exclude = -1 if excluded is None else i
        return find(technology, data.values[i], along[i], worth, exclude)

    def many(rows: Iterable[int]) -> Moves:
        return Moves.of([one(int(i)) for i in rows], len(data.names))

    if not _is_plain(data, settings, along):
        return many(range(len(data.values)))
    found, doubtful = _by_kernel(data, settings, along, excluded)
    return found.mended(doubtful, many(doubtful)) if len(doubtful) else found


def _by_kernel(
    data: Variables, settings: FrontierSettings, along: Floats, excluded: Indices | None
) -> tuple[Moves, Indices]:
    """The moves that the kernel found, and the rows of those that it could not prove."""
    from .kernel import FAILED, STATUSES, solve

    used, made = np.flatnonzero(data.sense > 0), np.flatnonzero(data.sense < 0)
    order = np.concatenate([used, made])
    inputs, outputs = data.values[:, used], data.values[:, made]
    solved = solve(
        inputs,
        outputs,
        inputs,
        outputs,
        returns=settings.returns,
        orientation="directional",
        direction=along[:, order],
        exclude=excluded,
    )
    slacks = np.empty_like(data.values)
    slacks[:, order] = np.hstack([solved.input_slacks, solved.output_slacks])
    moves = Moves(
        outcomes=tuple(np.array(STATUSES)[solved.status].tolist()),
        distances=solved.scores,
        peers=Peers(solved.indptr, solved.indices, solved.weights),
        slacks=slacks,
    )
    return moves, np.flatnonzero(solved.status == FAILED)


def _is_plain(data: Variables, settings: FrontierSettings, along: Floats) -> bool:
    """Whether the kernel does this: large enough to be worth loading it, nothing fixed or restricted."""
    special = data.fixed.any() or data.weak.any() or settings.weight_ratios
    return (
        len(data.values) >= KERNEL_FROM
        and settings.returns != "fdh"
        and not special
        and bool(along.any(axis=1).all())
        and bool((data.values >= 0).all())
    )


_KNOWN: dict[str, Status] = {
    "infeasible": "infeasible",
    "unbounded": "unbounded",
    "failed": "failed",
}


def _status(outcomes: tuple[Outcome, ...], distances: Floats, slack: Bools) -> tuple[Status, ...]:
    def of(outcome: Outcome, distance: float, some: bool) -> Status:
        if outcome in _KNOWN:
            return _KNOWN[outcome]
        if distance > 0:
            return "inefficient"
        return "weakly efficient" if some and distance == 0 else "efficient"

    return tuple(map(of, outcomes, distances.tolist(), slack.tolist()))
