"""Rules on what is not there: years without figures for all regions, or for some."""

from __future__ import annotations

import numpy as np

from .figures import Bools, Column, Figures
from .findings import Finding
from .settings import CheckSettings

_NAMES = 6


def missing_blocks(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return the years in which a column is empty for all regions, and the blocks missing for some.

    Blocks of the same indicator and years are one finding that names the regions.
    """
    found = []
    for column in figures:
        there = np.isfinite(column.values)
        anywhere: Bools = np.logical_or.reduce(there, axis=0)
        if not anywhere.all():
            found.append(_without(column, figures, _runs(~anywhere[np.newaxis])))
        # Years that nobody has are said once above; here a run goes on across them.
        published = np.flatnonzero(anywhere)
        blocks: dict[tuple[int, int], list[int]] = {}
        for i, first, last in _runs(~there[:, published]):
            if last - first + 1 >= min(settings.missing_years, len(published)):
                blocks.setdefault((int(published[first]), int(published[last])), []).append(i)
        for (first, last), rows in sorted(blocks.items()):
            found.append(_block(column, figures, first, last, rows))
    return found


def _without(column: Column, figures: Figures, runs: list[tuple[int, int, int]]) -> Finding:
    spans = [_span(figures, first, last) for _, first, last in runs]
    code, values = column.indicator.code, {"spans": ("、".join(spans), ", ".join(spans))}
    period = "" if len(spans) > 1 else spans[0]
    return Finding("missing_years", "warning", None, values, indicator=code, period=period)


def _block(column: Column, figures: Figures, first: int, last: int, rows: list[int]) -> Finding:
    regions = sorted((figures.regions.items[i] for i in rows), key=lambda r: r.code)
    more = len(regions) > _NAMES
    values = {
        "regions": (
            "、".join(r.name("zh") for r in regions[:_NAMES])
            + (f"等{len(regions)}个地区" if more else ""),
            ", ".join(r.name("en") for r in regions[:_NAMES])
            + (f" and {len(regions) - _NAMES} more regions" if more else ""),
        ),
    }
    return Finding(
        "missing_block",
        "warning",
        None,
        values,
        indicator=column.indicator.code,
        region=regions[0].code if len(regions) == 1 else "",
        period=_span(figures, first, last),
    )


def _span(figures: Figures, first: int, last: int) -> str:
    return f"{figures.years[first]}" + (f"–{figures.years[last]}" if last > first else "")


def _runs(mask: Bools) -> list[tuple[int, int, int]]:
    """The row, first and last column of each run of true values along the rows."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1] - 1
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))
