"""What would move a region most: how far each indicator alone is from the next rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duibiao.records import Floats

from .home import Alterable, home_in
from .result import Composite

_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Move:
    """What one indicator alone must gain for home to draw level with the next region above.

    `points` are on its normalised scale and `value` is the figure needed, in the unit it was scored in (None where
    the scale is not a line). `share_of_range` is the points over the distance from worst to best region.
    `reachable` says that the best region's level is enough; where it is not, they are None. `gain_at_best` is what
    the index gains there.
    """

    indicator: str
    reachable: bool
    points: float | None
    share_of_range: float | None
    value: float | None
    gain_at_best: float


@dataclass(frozen=True)
class NextRank:
    """What would move home most: for each indicator, how far it alone is from the next rank.

    `above` are the regions on the next rank, `needed` the points of the index up to them. `moves` are in order of
    the share of the range that is needed, then of what the best level would gain.
    """

    region: str
    time: str
    score: float
    rank: int
    above: tuple[str, ...]
    needed: float
    moves: tuple[Move, ...]
    inputs_hash: str


def next_rank(composite: Composite, region: str, *, time: str = "") -> NextRank:
    """Return what each indicator alone must gain for a region to reach the next rank.

    All else stays: others' figures, scales, weights. At the top `above` and `moves` are empty. Raises `DataError`
    where the region has no score.

    Examples
    --------
    >>> from duibiao.records import IndicatorTable, Node, Structure
    >>> from .build import build_composite
    >>> table = IndicatorTable(("A", "B", "C"), ("x", "y"), np.array([[4.0, 2.0], [2.0, 2.0], [0.0, 0.0]]))
    >>> structure = Structure((Node("x", "all"), Node("y", "all")), (Node("all"),))
    >>> move = next_rank(build_composite(table, structure), "B").moves[0]
    >>> move.indicator, round(move.points, 6), round(move.value, 6)
    ('x', 50.0, 4.0)
    """
    home = home_in(composite, region, time)
    ranks, index = composite.index_ranks[home.peers], composite.index[home.peers]
    higher = ranks < home.rank
    if not higher.any():
        return NextRank(
            region, home.time, home.score, home.rank, (), 0.0, (), composite.inputs_hash
        )
    next_up = ranks == ranks[higher].max()
    return NextRank(
        region=region,
        time=home.time,
        score=home.score,
        rank=home.rank,
        above=tuple(composite.regions[i] for i in home.peers[next_up]),
        needed=float(index[next_up].max() - home.score),
        moves=moves_up(home),
        inputs_hash=composite.inputs_hash,
    )


def moves_up(home: Alterable) -> tuple[Move, ...]:
    """Return what each indicator alone must gain for home to rank higher, the nearest first."""
    column = home.everyone[:, : len(home.own)]
    least, best = np.fmin.reduce(column, axis=0), np.fmax.reduce(column, axis=0)
    open_up = np.flatnonzero(np.isfinite(home.own) & (best > home.own))
    gains, reachable = _at(home, open_up, best[open_up])
    gains = gains - home.score
    low, high = home.own[open_up], best[open_up]
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        enough = _at(home, open_up, middle)[1]
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    found = []
    for k, i in enumerate(open_up):
        code = home.codes[i]
        if not reachable[k]:
            found.append(Move(code, False, None, None, None, float(gains[k])))
            continue
        points = float(high[k] - home.own[i])
        share = points / float(best[i] - least[i])
        found.append(
            Move(code, True, points, share, home.off_scale(int(i), high[k]), float(gains[k]))
        )
    return tuple(
        sorted(
            found,
            key=lambda m: (
                # Rounded, so that the last bits of the halving never tell equals apart.
                np.inf if m.share_of_range is None else round(m.share_of_range, 9),
                -m.gain_at_best,
            ),
        )
    )


def _at(
    home: Alterable, columns: NDArray[np.int64], levels: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """Home's score with one indicator at a time at a level, and whether it then ranks higher."""
    rows = np.tile(home.own, (len(columns), 1))
    rows[np.arange(len(columns)), columns] = levels
    scores, ranks = home.scored(rows)
    return scores, np.asarray(ranks < home.rank)
