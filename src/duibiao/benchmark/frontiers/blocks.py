"""Many units against one frame: the programme set up, solved block by block, on several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from duibiao.records import Floats, Ints

from . import simplex
from .matrices import Answers, Frame, no_answers, work_space

SURPLUS: dict[str, float | None] = {"crs": None, "vrs": 0.0, "irs": -1.0, "drs": 1.0}
"""Returns to scale, and the coefficient of the slack in Σλ = 1 (None: no such row)."""
BLOCK = 4096
"""Units to a block: a block starts cold, so that answers do not depend on the number of threads."""
PLAIN = 60_000
"""Units scored, times units compared with and 100 for the algebra of each, up to which plain Python is quicker
than to load a compiler."""


def scales(values: Floats) -> Floats:
    """Return the mean size of each column, 1 for a column of zeros."""
    means = np.abs(values).mean(axis=0)
    return np.where(means > 0, means, 1.0)


def frame_of(goods: Floats, m: int, returns: str) -> Frame:
    """Return a scaled reference set (n, goods), inputs first, as the columns of a programme."""
    surplus = SURPLUS[returns]
    columns = [goods[:, :m].T, -goods[:, m:].T]
    if surplus is not None:
        columns.append(np.ones((1, len(goods))))
    return Frame(np.ascontiguousarray(np.vstack(columns)), m, goods.shape[1], surplus or 0.0)


def run(
    frame: Frame,
    points: Floats,
    ways: Floats,
    skips: Ints,
    *,
    slacks: bool,
    threads: int = 0,
    many: int = 1,
) -> Answers:
    """Solve for all points (units, goods); `threads` 0: as many as there are cores.

    `many` says how often the caller will ask for the like, so that it is known whether compiling pays.
    """
    n = len(points)
    answers = no_answers(n, len(frame.columns), frame.goods)
    pays = n * (100 + frame.columns.shape[1]) * many > PLAIN
    score_block = simplex.compiled() if pays else simplex.score_block

    def block(first: int) -> None:
        part = slice(first, first + BLOCK)
        room = Answers(
            answers.scores[part],
            answers.ends[part],
            answers.peers[part],
            answers.weights[part],
            answers.slacks[part],
            answers.multipliers[part],
        )
        work = work_space(*frame.columns.shape)
        with np.errstate(all="ignore"):
            score_block(frame, work, points[part], ways[part], skips[part], slacks, room)

    starts = range(0, n, BLOCK)
    if len(starts) > 1 and (threads or simplex.cores()) > 1:
        with ThreadPoolExecutor(threads or simplex.cores()) as pool:
            list(pool.map(block, starts))
    else:
        for first in starts:
            block(first)
    return answers
