"""标杆城市: regions that were like home some years ago and are now far ahead of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import Cell, Note, Panel

from ._role_model_words import nobody, notes_on, reasons_for
from ._variables import check_year, structure_elements
from .likeness import (
    Likeness,
    RoleModelSettings,
    TotalRatios,
    check_outcome,
    end_year_of,
    likeness_of,
    real_growth,
    start_of,
    total_ratios,
)

Condition = Literal["structure", "income", "access", "lead", "gain", "control"]


@dataclass(frozen=True, slots=True)
class RoleModel:
    """A region that was like home and is now ahead, with what says so.

    `start` and `end` are its outcome; `start_relative` and `end_relative` the same over the mean of the
    regions in that year (1 is the mean), `start_ratio` and `end_ratio` over home's. `distance` is the
    distance in structure in the start year, `access_km` that to a core city. Two controls that a new
    denominator does not touch: `totals`, how the outcome's total (GDP) moved against home's, and
    `real_growth`, the mean published real growth of this region and of home over the years that both have,
    and how many. `unmet` are the conditions it fails; a role model fails none.
    """

    region: str
    distance: float
    access_km: float | None
    start: Cell
    end: Cell
    start_relative: float
    end_relative: float
    start_ratio: float
    end_ratio: float
    totals: TotalRatios | None
    real_growth: tuple[float, float, int] | None
    across_break: bool
    reasons: tuple[Note, ...]
    unmet: tuple[Condition, ...] = ()

    @property
    def gain(self) -> float:
        """How far its outcome moved against the mean of the regions, in multiples of the mean."""
        return self.end_relative - self.start_relative


@dataclass(frozen=True)
class RoleModels:
    """The role models of home, the largest gain first; with none, `none` says why.

    `near` are the regions that fail a single condition. `distance_limit` is the largest distance in
    structure that still counts as like home. `home_relative` is home's outcome over the mean in the start
    and the end year.
    """

    home: str
    year: int
    start_year: int
    settings: RoleModelSettings
    items: tuple[RoleModel, ...]
    near: tuple[RoleModel, ...]
    distance_limit: float
    home_relative: tuple[float, float]
    none: Note | None = None
    notes: tuple[Note, ...] = ()


def find_role_models(
    panel: Panel, home: str, *, year: int, settings: RoleModelSettings | None = None
) -> RoleModels:
    """Return the regions that were like home in structure, income and access, and are now far ahead.

    The outcome is compared with the mean of the same regions in each year, so that what happens to all of
    them at once (inflation, a new census) cancels. What a break does to single regions does not:
    where one lies between the years a note says so, and a region counts only if its total, which knows no
    denominator, gained on home too in the years on one base.

    Raises `UnknownName` for an unknown region or indicator, `InputError` for a year outside the panel,
    `BadSetting` for an outcome of which more is not better, and `DataError` where structure or outcome
    are not known in two years far enough apart.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> panel = load_sample()
    >>> found = find_role_models(panel, "自贡市", year=2020)
    >>> found.start_year, [panel.regions[m.region].name("en") for m in found.items]
    (2010, ["Huai'an"])
    """
    settings = settings or RoleModelSettings()
    check_year(panel, year)
    code = panel.regions.match(home).code
    check_outcome(panel, settings)
    elements = tuple(
        e
        for e in structure_elements(panel, settings.variables)
        if e.indicator not in (settings.access, settings.outcome)
    )
    end_year = end_year_of(panel, panel.regions.position(code), year, settings)
    start_year, columns = start_of(panel, elements, code, end_year, settings)
    known = likeness_of(panel, code, start_year, end_year, columns, settings)
    rows = np.flatnonzero(known.both & np.isfinite(known.distance))
    found = [_model(known, int(row)) for row in rows if row != known.home]
    items = sorted((m for m in found if not m.unmet), key=lambda m: (-m.gain, m.region))
    near = sorted((m for m in found if len(m.unmet) == 1), key=lambda m: (-m.end_ratio, m.region))
    own = known.home
    return RoleModels(
        home=code,
        year=end_year,
        start_year=start_year,
        settings=settings,
        items=tuple(items),
        near=tuple(near),
        distance_limit=known.limit,
        home_relative=(
            float(known.relative(known.first)[own]),
            float(known.relative(known.last)[own]),
        ),
        none=None if items else nobody(known, [m.unmet for m in found]),
        notes=(*columns.notes, *notes_on(known)),
    )


def _model(known: Likeness, row: int) -> RoleModel:
    panel, settings, home = known.panel, known.settings, known.home
    code, outcome = panel.regions.codes[row], settings.outcome
    grid = panel.grid(outcome)
    across = not all(grid.comparable(r, known.year, known.end_year) for r in (row, home))
    start_ratio = float(known.first[row] / known.first[home])
    end_ratio = float(known.last[row] / known.last[home])
    totals = total_ratios(known, row)
    near_core = np.isfinite(known.access[row]) and np.isfinite(known.access[home])
    access_ratio = float(known.access[row] / known.access[home]) if near_core else 1.0
    met: dict[Condition, bool] = {
        "structure": float(known.distance[row]) <= known.limit,
        "income": 1 / settings.income_factor <= start_ratio <= settings.income_factor,
        "access": 1 / settings.access_factor <= access_ratio <= settings.access_factor,
        "lead": end_ratio >= settings.lead,
        "gain": end_ratio >= settings.gain * start_ratio,
        "control": not across or totals is None or totals.within > 1,
    }
    return RoleModel(
        region=code,
        distance=float(known.distance[row]),
        access_km=float(known.access[row]) if near_core else None,
        start=panel.cell(code, outcome, known.year),
        end=panel.cell(code, outcome, known.end_year),
        start_relative=float(known.relative(known.first)[row]),
        end_relative=float(known.relative(known.last)[row]),
        start_ratio=start_ratio,
        end_ratio=end_ratio,
        totals=totals,
        real_growth=real_growth(known, row),
        across_break=across,
        reasons=reasons_for(known, row, start_ratio, end_ratio),
        unmet=tuple(c for c, good in met.items() if not good),
    )
