"""What a region is strong and weak in, among the regions of its composite."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import DataError

from .result import Composite


@dataclass(frozen=True, slots=True)
class Strength:
    """An indicator of a region: its normalised score and rank, the share `weight` that it has of the index.

    `rank` is 1 for the best of `of` regions; equals share it, and `tied` counts the others on it.
    """

    indicator: str
    score: float
    rank: int
    of: int
    tied: int
    weight: float


def find_strengths(
    composite: Composite, region: str, *, most: int = 5, time: str = ""
) -> tuple[tuple[Strength, ...], tuple[Strength, ...]]:
    """Return the indicators in which a region ranks best and worst, at most `most` of each.

    A strength lies in the better half of the regions and a weakness in the worse half; among equal
    ranks the heavier indicator comes first. Raises `DataError` where a region has no score.
    """
    row = composite.row(region, time)
    if not np.isfinite(composite.index[row]):
        raise DataError(
            zh=f"地区“{region}”没有得分，说不出强项和弱项。请补数。",
            en=f"The region “{region}” has no score, so it has neither strengths nor weaknesses. Complete its figures.",
        )
    peers = (
        np.array(composite.times) == composite.times[row]
        if composite.times
        else np.ones(len(composite.regions), dtype=bool)
    )
    found = []
    for i, node in enumerate(composite.structure.indicators):
        score, column = composite.scores[row, i], composite.scores[peers, i]
        if np.isfinite(score):
            rank, of = int(composite.ranks[row, i]), int(np.isfinite(column).sum())
            tied = int((composite.ranks[peers, i] == rank).sum()) - 1
            weight = float(composite.weights[i])
            found.append(Strength(node.code, float(score), rank, of, tied, weight))
    strong = sorted(found, key=lambda s: ((s.rank + s.tied / 2) / s.of, -s.weight))
    weak = sorted(found, key=lambda s: (-(s.rank + s.tied / 2) / s.of, -s.weight))
    return (
        tuple(s for s in strong if s.rank + s.tied / 2 < (s.of + 1) / 2)[:most],
        tuple(s for s in weak if s.rank + s.tied / 2 > (s.of + 1) / 2)[:most],
    )
