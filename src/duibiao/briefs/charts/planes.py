"""Who is alike (regions in the plane of structure) and where they are (a map of bubbles)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from ..theme import LIGHT, MARK_COLOUR, SHAPE, TEXT_COLOUR, TYPE, Role
from ._draw import finish, layered, rows_named, shown, tip
from ._fit import STEPS, Side, Spot, place, wrap
from .rows import MapPoint, StructurePoint

WIDE, TIGHT = 560.0, 285.0
"""Widths in px for which labels are placed: a document or desk, and a phone."""
SWITCH = 420
"""Below this width the labels stand where they are free on a phone."""
HEIGHT, MARGIN = 320, 26
"""Height of the plane, and room around the map for bubbles at its edge, in px."""
FIRST: tuple[Role, ...] = ("home", "named", "role_model", "comparable", "other")


def structure_scatter(
    points: Sequence[StructurePoint], *, x_title: str, y_title: str
) -> dict[str, Any]:
    """Return regions in the plane of structure; home, peers and references named, the others grey.

    The axes are standardised components without a unit, so they carry their titles and the zero lines only.

    >>> point = StructurePoint("自贡市", "home", 0.4, -1.2)
    >>> structure_scatter([point], x_title="工业化", y_title="规模")["height"]
    320
    """
    order = sorted(points, key=lambda p: FIRST.index(p.role))
    xs, ys = _padded([p.x for p in points]), _padded([p.y for p in points])
    across = [(p.x - xs[0]) / (xs[1] - xs[0]) for p in order]
    down = [(ys[1] - p.y) / (ys[1] - ys[0]) for p in order]

    def spots(width: float) -> list[Spot]:
        places = zip(order, across, down, strict=True)
        return [Spot(width * x, HEIGHT * y, 6, _name(p)) for p, x, y in places]

    sides = _sides(spots(WIDE), (WIDE, HEIGHT), spots(TIGHT), (TIGHT, HEIGHT))
    values = [
        _look(p) | side | {"x": p.x, "y": p.y, "radius": 6}
        for p, side in zip(order, sides, strict=True)
    ]
    x = alt.X(
        "x",
        type="quantitative",
        axis=alt.Axis(
            title=wrap(x_title, TIGHT - 2 * TYPE),
            titleAnchor="end",
            labels=False,
            values=[0],
            grid=True,
        ),
        scale=alt.Scale(domain=xs, nice=False, zero=False),
    )
    y = alt.Y(
        "y",
        type="quantitative",
        axis=alt.Axis(
            title=wrap(y_title, TIGHT - 2 * TYPE),
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleBaseline="bottom",
            titleX=0,
            titleY=-8,
            labels=False,
            values=[0],
            grid=True,
        ),
        scale=alt.Scale(domain=ys, nice=False, zero=False),
    )
    base = alt.Chart(rows_named("regions")).encode(x=x, y=y, tooltip=tip())
    marks = base.mark_point(opacity=1, size=95, strokeWidth=1).encode(
        shape=alt.Shape("shape", type="nominal", scale=None),
        fill=alt.Fill("colour", type="nominal", scale=None),
        stroke=alt.Stroke("paper", type="nominal", scale=None),
    )
    return finish(layered(marks, *_names(base)), {"regions": values[::-1]}, height=HEIGHT)


def bubble_map(points: Sequence[MapPoint]) -> dict[str, Any]:
    """Return regions as bubbles by longitude and latitude (Mercator, no base map), larger ones behind.

    >>> point = MapPoint("自贡市", "home", 104.77, 29.34, 1458.4)
    >>> bubble_map([point])["projection"]
    {'type': 'mercator'}
    """
    order = sorted(points, key=lambda p: FIRST.index(p.role))
    east = [math.radians(p.longitude) for p in order]
    north = [_mercator(p.latitude) for p in order]
    (x0, x1), (y0, y1) = _padded(east, 0), _padded(north, 0)
    aspect = min(max((x1 - x0) / (y1 - y0), 0.8), 3.0)
    largest = max((p.size for p in points), default=1.0) or 1.0
    radii = [round(3.5 + 9 * math.sqrt(p.size / largest), 1) for p in order]

    def spots(size: tuple[float, float]) -> list[Spot]:
        unit = min((size[0] - 2 * MARGIN) / (x1 - x0), (size[1] - 2 * MARGIN) / (y1 - y0))
        places = zip(order, east, north, radii, strict=True)
        return [
            Spot(MARGIN + unit * (x - x0), MARGIN + unit * (y1 - y), r, _name(p))
            for p, x, y, r in places
        ]

    wide, tight = ((w, (w - 2 * MARGIN) / aspect + 2 * MARGIN) for w in (WIDE, TIGHT))
    sides = _sides(spots(wide), wide, spots(tight), tight)
    values = [
        _look(p) | side | {"longitude": p.longitude, "latitude": p.latitude, "radius": r}
        for p, side, r in zip(order, sides, radii, strict=True)
    ]
    values.sort(key=lambda v: (v["label"] != "", -v["radius"]))
    base = alt.Chart(rows_named("regions")).encode(
        longitude=alt.Longitude("longitude", type="quantitative"),
        latitude=alt.Latitude("latitude", type="quantitative"),
        tooltip=tip(),
    )
    marks = (
        base.mark_circle(fillOpacity=0.9, opacity=1, strokeWidth=1)
        .transform_calculate(area="3.14 * datum.radius * datum.radius")
        .encode(
            size=alt.Size("area", type="quantitative", scale=None),
            color=shown("colour"),
            stroke=alt.Stroke("paper", type="nominal", scale=None),
        )
    )
    chart = layered(marks, *_names(base)) | {"projection": {"type": "mercator"}}
    height = round((WIDE - 2 * MARGIN) / aspect)
    meta = {"aspect": round(aspect, 3), "margin": MARGIN}
    return finish(chart, {"regions": values}, height=height, padding=MARGIN, usermeta=meta)


Point = StructurePoint | MapPoint


def _name(p: Point) -> str:
    """The label of a point: the others stay without one."""
    return "" if p.role == "other" else p.region


def _look(p: Point) -> dict[str, Any]:
    return {
        "label": _name(p),
        "tip": p.tip or p.region,
        "colour": MARK_COLOUR[p.role],
        "ink": TEXT_COLOUR[p.role],
        "paper": LIGHT["paper"],
        "shape": SHAPE[p.role],
    }


def _sides(
    wide: list[Spot], wide_size: tuple[float, float], tight: list[Spot], size: tuple[float, float]
) -> list[dict[str, Side | None]]:
    """Where each label stands in a wide and in a tight picture."""
    pairs = zip(place(wide, *wide_size), place(tight, *size), strict=True)
    return [{"wide": w, "tight": t} for w, t in pairs]


def _names(base: alt.Chart) -> list[alt.Chart]:
    """The labels, one layer for each side on which labels stand."""
    layers = []
    for side, (right, down) in STEPS.items():
        away = f"(datum.radius + 3) * {0.7 if right and down else 1}"
        layers.append(
            base.transform_filter(f"(width < {SWITCH} ? datum.tight : datum.wide) === '{side}'")
            .mark_text(
                align=ALIGN[right],
                baseline=BASELINE[down],
                dx=alt.expr(f"{right} * {away}"),
                dy=alt.expr(f"{down} * {away}"),
            )
            .encode(text=alt.Text("label", type="nominal"), color=shown("ink"))
        )
    return layers


ALIGN: dict[int, Literal["left", "center", "right"]] = {1: "left", 0: "center", -1: "right"}
BASELINE: dict[int, Literal["top", "middle", "bottom"]] = {1: "top", 0: "middle", -1: "bottom"}


def _padded(values: Sequence[float], share: float = 0.07) -> list[float]:
    """The ends of a scale: the values' own, a little wider, never of no width."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    pad = (high - low) * share or (0.0 if high > low else 0.5)
    return [low - pad, high + pad]


def _mercator(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude)))
