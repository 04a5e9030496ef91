"""Windows of other regions that begin alike: at home's level, and in structure where asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .series import Histories

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alike:
    """A window of one region (`row`) that begins in `column`; `away` is how far from home it began."""

    row: int
    column: int
    away: float


def alike(
    past: Histories,
    home: str,
    span: int,
    width: float | None,
    structure: Sequence[Histories],
    structure_width: float,
) -> list[Alike]:
    """Return the windows of `span` years that begin alike, nearest first; no two of a region overlap.

    Overlapping windows share most of their years and are no independent evidence, so that of each region the
    nearest is taken, and others only where they lie wholly before or after it. `width` None is any level.
    """
    columns = len(past.years) - span
    here = past.row(home)
    if columns <= 0 or not np.isfinite(past.scaled[here, -1]):
        return []
    away = np.abs(past.scaled[:, :columns] - past.scaled[here, -1])
    fit = np.isfinite(past.grown(span)) & _one_base(past, span)
    if width is not None:
        fit &= away <= band_width(past, width)
    for condition in structure:
        fit &= _like_home(condition, past, home, columns, structure_width)
    fit[here] = False
    found = [Alike(int(r), int(c), float(away[r, c])) for r, c in np.argwhere(fit)]
    found.sort(key=lambda a: (a.away, past.regions[a.row], a.column))
    taken: dict[int, list[int]] = {}
    kept = []
    for item in found:
        if all(abs(item.column - c) >= span for c in taken.get(item.row, ())):
            taken.setdefault(item.row, []).append(item.column)
            kept.append(item)
    return kept


def band_width(past: Histories, width: float) -> float:
    """Return the half-width of a band on the scale: ln(1 + width), or that part of the regions' range.

    The range is between the 10th and the 90th percentiles of the last year with at least two values.
    """
    if past.scale == "log":
        return float(np.log1p(width))
    for column in range(past.values.shape[1] - 1, -1, -1):
        values = past.values[:, column]
        known = values[np.isfinite(values)]
        if known.size > 1:
            low, high = np.percentile(known, [10, 90])
            return float(width * (high - low))
    return 0.0


def _one_base(past: Histories, span: int) -> Bools:
    """Whether every year of a window that has a value stands on the base of its first."""
    columns = len(past.years) - span
    known = np.isfinite(past.values)
    first = past.base[:, :columns]
    same = np.ones(first.shape, dtype=bool)
    for k in range(1, span + 1):
        same &= (past.base[:, k : columns + k] == first) | ~known[:, k : columns + k]
    return same


def _like_home(
    condition: Histories, past: Histories, home: str, columns: int, width: float
) -> Bools:
    values = condition.scaled[:, :columns]
    own = condition.scaled[condition.row(home)]
    known = own[np.isfinite(own)]
    if not known.size:
        return np.zeros(values.shape, dtype=bool)
    return np.asarray(np.abs(values - known[-1]) <= band_width(condition, width))
