"""Small panels with known growth, for the tests of targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from duibiao.records import (
    Break,
    Catalogue,
    Indicator,
    Panel,
    Region,
    Regions,
    observations_frame,
)

YEARS = range(2000, 2021)
Value = Callable[[int, int], float | None]


def made(
    values: dict[str, Value],
    regions: int = 12,
    years: Iterable[int] = YEARS,
    breaks: tuple[Break, ...] = (),
    **indicators: dict[str, str],
) -> Panel:
    """A panel of regions R0, R1 …, whose value of an indicator is a function of region and year."""
    rows = [
        {"region": f"R{i}", "indicator": code, "period": str(y), "value": float(v), "unit": ""}
        for code, value in values.items()
        for i in range(regions)
        for y in years
        if (v := value(i, y)) is not None
    ]
    usual = {"unit": "吨", "direction": "+"}
    listed = [
        Indicator(code, f"指标{code}", code, **(usual | indicators.get(code, {})))  # type: ignore[arg-type]
        for code in values
    ]
    places = tuple(Region(f"R{i}", f"甲{i}市", f"R{i}", parent="乙省") for i in range(regions))
    frame = observations_frame(pl.DataFrame(rows))
    return Panel(Regions(places), Catalogue(tuple(listed)), frame, breaks=breaks)
