"""Scale: what part of a unit's inefficiency is its size, and which way it would have to grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, Note

from .find import find_frontier
from .records import Frontier, Progress
from .settings import FrontierSettings
from .variables import Columns

ReturnsHere = Literal["constant", "increasing", "decreasing"]
"""Returns to scale at the place of a unit."""


@dataclass(frozen=True, slots=True)
class ScaleUnit:
    """A unit's scores under constant and variable returns, and what lies between them.

    `efficiency` is the smaller over the larger, between 0 and 1; `returns` the side of the most productive
    scale. Both are None where a score is.
    """

    id: str
    crs: float | None
    vrs: float | None
    efficiency: float | None
    returns: ReturnsHere | None


@dataclass(frozen=True)
class Scale:
    """Scale efficiency of all units, with the frontiers that it rests on."""

    units: tuple[ScaleUnit, ...]
    crs: Frontier
    vrs: Frontier
    drs: Frontier

    @property
    def notes(self) -> tuple[Note, ...]:
        """What must be known of the data."""
        return self.vrs.notes


def find_scale(
    inputs: Columns,
    outputs: Columns,
    *,
    ids: Sequence[str] = (),
    settings: FrontierSettings | None = None,
    progress: Progress | None = None,
) -> Scale:
    """Return the scale efficiency and the returns to scale of each unit, by the radial model.

    Arguments as in `find_frontier`; the returns to scale of the settings are not used.

    Notes
    -----
    The constant-returns score over the variable-returns score; where they differ, returns increase if the
    score under non-increasing returns equals that under constant returns, else they decrease: Färe, R.,
    Grosskopf, S. and Lovell, C. A. K. (1985), The measurement of efficiency of production.

    Examples
    --------
    >>> found = find_scale({"x": [2, 3, 6]}, {"y": [1, 3, 5]}, ids=["A", "B", "C"])
    >>> [(u.id, round(u.efficiency, 3), u.returns) for u in found.units]
    [('A', 0.5, 'increasing'), ('B', 1.0, 'constant'), ('C', 0.833, 'decreasing')]
    """
    settings = settings or FrontierSettings()
    if settings.model != "radial" or settings.super_efficiency:
        raise BadSetting(
            zh="规模效率用径向模型（radial）计算，不用超效率。请改正设置。",
            en="Scale efficiency is measured by the radial model, without super-efficiency. Mend the settings.",
        )
    crs, vrs, drs = (
        find_frontier(
            inputs,
            outputs,
            ids=ids,
            settings=replace(settings, returns=returns),
            progress=progress,
        )
        for returns in ("crs", "vrs", "drs")
    )
    units = tuple(_unit(crs, vrs, drs, i, settings.tolerance) for i in range(len(crs.ids)))
    return Scale(units, crs, vrs, drs)


def _unit(crs: Frontier, vrs: Frontier, drs: Frontier, i: int, near: float) -> ScaleUnit:
    c, v, d = (float(f.scores[i]) for f in (crs, vrs, drs))
    if np.isnan(c) or np.isnan(v) or np.isnan(d):
        known = [None if np.isnan(score) else score for score in (c, v)]
        return ScaleUnit(crs.ids[i], known[0], known[1], None, None)
    returns: ReturnsHere = "decreasing"
    if abs(c - v) <= near * max(c, v):
        returns = "constant"
    elif abs(c - d) <= near * max(c, d):
        returns = "increasing"
    efficiency = 1.0 if returns == "constant" else min(c, v) / max(c, v)
    return ScaleUnit(crs.ids[i], c, v, efficiency, returns)
