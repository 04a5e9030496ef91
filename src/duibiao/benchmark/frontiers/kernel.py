"""Radial and directional efficiency against a reference set: the programmes, scaled, solved and audited."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats, Ints, UnknownName

from .blocks import SURPLUS, frame_of, run, scales
from .frame import frame_rows
from .matrices import FAILED as FAILED
from .matrices import INFEASIBLE as INFEASIBLE
from .matrices import OPTIMAL as OPTIMAL
from .matrices import UNBOUNDED as UNBOUNDED
from .matrices import Answers

ORIENTATIONS = ("input", "output", "directional")
STATUSES = ("optimal", "infeasible", "unbounded", "failed")
"""What `Solved.status` counts: 0 optimal, 1 infeasible, 2 unbounded, 3 failed numerically."""


@dataclass(frozen=True)
class Solved:
    """Scores with peers and slacks; arrays by unit scored.

    `scores`: θ (input), φ ≥ 1 inside the set (output, Farrell's), β (directional); NaN unless `status` is 0
    (see STATUSES). The peers of unit i are `indices[indptr[i]:indptr[i+1]]`, rows of the reference set, with
    `weights` λ. Slacks are in the goods' own units: of the second phase where that was asked for, else of
    the solution found.
    """

    scores: Floats
    status: Ints
    indptr: Ints
    indices: Ints
    weights: Floats
    input_slacks: Floats
    output_slacks: Floats


def solve(
    inputs: Floats,
    outputs: Floats,
    at_inputs: Floats,
    at_outputs: Floats,
    *,
    returns: str,
    orientation: str,
    exclude: Ints | None = None,
    slacks: bool = True,
    direction: Floats | None = None,
    threads: int = 0,
) -> Solved:
    """Return the efficiency of units against a reference set, with peers and slacks.

    `inputs` (n, m) and `outputs` (n, s) are the reference set, `at_inputs` (k, m) and `at_outputs` (k, s) the
    units scored; finite, inputs not negative. `exclude[i]` is the row of the reference set left out for unit i
    (−1: none), as super-efficiency does. `direction` (k, m + s), not negative, is needed by "directional":
    inputs fall and outputs rise along it. `slacks` adds the second phase: the largest sum of slacks, each
    divided by the mean of its good over the reference set, at the score found.

    A score is only given where the audit passes: scaled residuals, reduced costs and the duality gap within
    1e-9; otherwise the status is 3 (failed) and the caller may try another solver.

    Raises `UnknownName` for returns or orientations that do not exist.

    Source: Charnes, Cooper, Rhodes (1978); Banker, Charnes, Cooper (1984); Chambers, Chung, Färe (1998);
    Andersen, Petersen (1993) for what is left out; Ali, Seiford (1993) for the second phase.

    >>> x, y = np.array([[2.0], [3.0], [4.0]]), np.array([[1.0], [3.0], [2.0]])
    >>> solve(x, y, x, y, returns="crs", orientation="input").scores.round(3)
    array([0.5, 1. , 0.5])
    """
    for kind, name, allowed in (
        ("method", returns, tuple(SURPLUS)),
        ("method", orientation, ORIENTATIONS),
    ):
        if name not in allowed:
            raise UnknownName(kind, name, allowed)
    means = scales(np.hstack([inputs, outputs]))
    m = inputs.shape[1]
    points = np.hstack([at_inputs, at_outputs]) / means
    ways = directions(points, m, orientation, None if direction is None else direction / means)
    reference = np.hstack([inputs, outputs]) / means
    skips = np.full(len(points), -1, np.int64) if exclude is None else exclude.astype(np.int64)
    rows = frame_rows(reference, m, returns, threads=threads)
    place = np.full(len(reference) + 1, -1, np.int64)  # the last for skips of −1
    place[rows] = np.arange(len(rows))
    # Without a unit that is not of the frame the frontier is the same, without one that is it is another.
    whole = len(rows) == len(reference)
    answers = run(
        frame_of(reference[rows], m, returns),
        points,
        ways,
        skips if whole else np.full_like(skips, -1),
        slacks=slacks,
        threads=threads,
    )
    answers.peers[:] = np.where(answers.peers >= 0, rows[answers.peers], -1)
    without = np.flatnonzero((place[skips] >= 0) & (not whole))
    if len(without):
        again = run(
            frame_of(reference, m, returns),
            points[without],
            ways[without],
            skips[without],
            slacks=slacks,
            threads=threads,
        )
        for all_units, some in zip(answers, again, strict=True):
            all_units[without] = some
    return told(answers, means, m, orientation)


def directions(points: Floats, m: int, orientation: str, given: Floats | None) -> Floats:
    """Return the direction of each unit in scaled goods (units, goods)."""
    ways = np.zeros_like(points)
    if orientation == "input":
        ways[:, :m] = points[:, :m]
    elif orientation == "output":
        ways[:, m:] = points[:, m:]
    elif given is not None:
        ways[:] = given
    return ways


def told(answers: Answers, means: Floats, m: int, orientation: str) -> Solved:
    """Return the answers in the units of the goods."""
    beta = answers.scores
    kept = answers.peers >= 0
    slack = answers.slacks * means
    return Solved(
        scores={"input": 1 - beta, "output": 1 + beta, "directional": beta}[orientation],
        status=answers.ends,
        indptr=np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int64),
        indices=answers.peers[kept],
        weights=answers.weights[kept],
        input_slacks=slack[:, :m],
        output_slacks=slack[:, m:],
    )
