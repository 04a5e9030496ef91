"""When: small panels of lines over years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

import altair as alt

from ..theme import LIGHT, MARK_COLOUR, NAMED, TEXT_COLOUR, TYPE, WIDTH, Role
from ._draw import Row, finish, layered, rows_named, shown, tip
from ._fit import spread, text_width, wrap
from .rows import LinePoint

COLUMNS, BETWEEN, HEIGHT = 2, 28, 140
"""Panels side by side, the space between them, and the height of a panel, in px."""
ABOVE = 84
"""Room for a panel's title and the axis of the panel above, in px."""
MUTED = LIGHT["muted"]
WEIGHT: dict[Role, float] = {"home": 3, "named": 2, "role_model": 2, "comparable": 2, "other": 1}
DASH: dict[Role, list[int]] = {
    "home": [1, 0],
    "named": [1, 0],
    "role_model": [6, 3],
    "comparable": [2, 3],
    "other": [1, 0],
}


def lines(rows: Sequence[LinePoint]) -> dict[str, Any]:
    """Return a small panel of lines for each indicator, regions named at the line ends, no legend.

    A line stops at a break, and a short upright tick marks the first year of the new series.

    >>> rows = [LinePoint("人均GDP（万元）", "自贡市", "home", y, v) for y, v in ((2010, 2.3), (2011, 2.8))]
    >>> len(lines(rows)["concat"])
    1
    """
    panels = list(dict.fromkeys(r.panel for r in rows))
    tones = _tones(rows)
    columns = min(COLUMNS, len(panels)) or 1
    axis = round(max((text_width(f"{r.value:,.0f}") for r in rows), default=0.0)) + 14
    beside = axis + 10 + round(max((text_width(r.region) for r in rows), default=0.0))
    width = (WIDTH - BETWEEN * (columns - 1)) // columns - beside
    charts: list[dict[str, Any]] = []
    data: dict[str, list[Row]] = {}
    for i, title in enumerate(panels):
        own = sorted((r for r in rows if r.panel == title), key=_home_last)
        low, high = ends([r.value for r in own])
        data[f"points{i}"] = _points(own, tones)
        data[f"starts{i}"] = _starts(own, tones)
        data[f"names{i}"] = _names(own, HEIGHT / (high - low), high)
        head = wrap(title, width + beside)
        data[f"title{i}"] = [{"title": "\n".join(head)}]
        layers = [*_panel(own, (low, high), axis, i), _title(len(head), axis, i)]
        charts.append(layered(*layers) | {"width": width, "height": HEIGHT})
    spacing = {"row": ABOVE, "column": beside + BETWEEN}
    # Flush: panels line up by their plots, whatever stands around them.
    chart = {"concat": charts, "columns": columns, "spacing": spacing, "bounds": "flush"}
    meta = {"columns": columns, "beside": beside, "between": BETWEEN}
    return finish(chart, data, usermeta=meta)


def _panel(
    rows: Sequence[LinePoint], ends: tuple[float, float], extent: int, i: int
) -> list[alt.Chart]:
    years = sorted({min(r.year for r in rows), max(r.year for r in rows)})
    x_axis = alt.Axis(
        values=years, format="d", title=None, domain=True, labelFlush=True, labelColor=MUTED
    )
    y_axis = alt.Axis(
        tickCount=3,
        format=",~f",
        title=None,
        grid=True,
        labelColor=MUTED,
        minExtent=extent,
        maxExtent=extent,
    )
    x_scale = alt.Scale(domain=[years[0], years[-1]], nice=False, zero=False)
    y_scale = alt.Scale(domain=list(ends), nice=False, zero=False)
    x = alt.X("year", type="quantitative", scale=x_scale, axis=x_axis)
    y = alt.Y("value", type="quantitative", scale=y_scale, axis=y_axis)
    points = alt.Chart(rows_named(f"points{i}")).encode(
        x=x, y=y, color=shown("colour"), tooltip=tip()
    )
    strokes = [
        points.transform_filter(f"datum.role === '{role}'")
        .mark_line(strokeWidth=WEIGHT[role], strokeDash=DASH[role])
        .encode(detail=alt.Detail("line", type="nominal"))
        for role in dict.fromkeys(r.role for r in rows)
    ]
    dots = points.mark_circle(size=50, opacity=alt.expr("datum.lone ? 1 : 0"))
    starts = alt.Chart(rows_named(f"starts{i}")).encode(x=x, y=y, color=shown("colour"))
    ticks = starts.mark_tick(orient="vertical", thickness=2, size=12, opacity=1)
    names = alt.Chart(rows_named(f"names{i}")).encode(x=x, y=y, color=shown("ink"))
    said = names.mark_text(align="left", dx=7).encode(text=alt.Text("label", type="nominal"))
    return [*strokes, dots, ticks, said]


def _title(lines: int, extent: int, i: int) -> alt.Chart:
    """A panel's title, at one height in all panels: Vega's own stands on whatever sticks out of a panel."""
    text = alt.Chart(rows_named(f"title{i}")).mark_text(
        align="left", baseline="bottom", fontWeight="bold", lineBreak="\n", color=LIGHT["ink"]
    )
    up = -16 - (lines - 1) * (TYPE + 2)
    said: alt.Chart = text.encode(
        x=alt.value(4 - extent), y=alt.value(up), text=alt.Text("title", type="nominal")
    )
    return said


def _tones(rows: Sequence[LinePoint]) -> dict[str, str]:
    """A colour for each region: its role's, and a tone of its own for each named reference."""
    named = list(dict.fromkeys(r.region for r in rows if r.role == "named"))
    tones = {r.region: MARK_COLOUR[r.role] for r in rows}
    return tones | {region: NAMED[i % len(NAMED)] for i, region in enumerate(named)}


def _home_last(r: LinePoint) -> tuple[bool, str, int, int]:
    """The order of drawing: home's line lies on top."""
    return r.role == "home", r.region, r.segment, r.year


def ends(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of a scale: from zero, unless that would press the lines into the upper half."""
    low, high = min(values), max(values)
    span = high - low or abs(high) or 1.0
    start = 0.0 if 0 <= low < 0.5 * high else low - 0.1 * span
    return start, high + 0.06 * (high - start)


def _points(rows: Sequence[LinePoint], tones: dict[str, str]) -> list[Row]:
    """Every point; a `lone` one has no neighbour to be joined to, so that only a dot can show it."""
    joined = [(r.region, r.segment) for r in rows]
    return [
        {
            "year": r.year,
            "value": r.value,
            "line": f"{r.region} {r.segment}",
            "role": r.role,
            "colour": tones[r.region],
            "lone": joined.count((r.region, r.segment)) == 1,
            "tip": r.tip or f"{r.region} {r.year}: {r.text or f'{r.value:g}'}",
        }
        for r in rows
    ]


def _by_region(rows: Sequence[LinePoint]) -> list[list[LinePoint]]:
    by_name = sorted(rows, key=lambda r: (r.region, r.year))
    return [list(group) for _, group in groupby(by_name, key=lambda r: r.region)]


def _starts(rows: Sequence[LinePoint], tones: dict[str, str]) -> list[Row]:
    """Where a new series begins: the places of the short upright ticks."""
    return [
        {"year": b.year, "value": b.value, "colour": tones[b.region]}
        for points in _by_region(rows)
        for a, b in pairwise(points)
        if a.segment != b.segment
    ]


def _names(rows: Sequence[LinePoint], px: float, top: float) -> list[Row]:
    """The regions' names at the ends of their lines, moved apart where lines end close together."""
    last = [points[-1] for points in _by_region(rows)]
    placed = spread([r.value * px for r in last], TYPE + 2, top * px)
    return [
        {"year": r.year, "value": at / px, "label": r.region, "ink": TEXT_COLOUR[r.role]}
        for r, at in zip(last, placed, strict=True)
    ]
