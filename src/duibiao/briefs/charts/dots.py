"""How long: dots on a time axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal

import altair as alt

from ..theme import LIGHT, MARK_COLOUR, SHAPE, TEXT_COLOUR
from ._draw import (
    Row,
    centred,
    finish,
    label_lines,
    layered,
    lookup,
    roomy,
    rows_named,
    shown,
    tip,
)
from ._fit import LINE
from .rows import TimeDot

LANE, GAP, HEAD = 19, 13, 26
"""Height of a dot with its label, space between indicators, and room for home's name on top, in px."""


def time_axis(rows: Sequence[TimeDot], *, home: str, home_year: int) -> dict[str, Any]:
    """Return dots at the years in which references stood at home's level, a line from each to home's year.

    `home` is the label on home's line (“自贡市 2020年”). Each dot has a lane of its own under its indicator,
    so that labels cannot meet; the length of a line is the time distance.

    >>> rows = [TimeDot("人均GDP", "宿迁市", "role_model", 2018.3, "宿迁市 1.7年")]
    >>> time_axis(rows, home="自贡市 2020年", home_year=2020)["height"]
    58
    """
    values, centres, labels, edges = _lanes(rows, home_year)
    height = round(edges[-1])
    first = min([home_year - 1.0, *(r.year for r in rows)])
    x = alt.X(
        "year",
        type="quantitative",
        scale=roomy(first, home_year, 14, 8),
        axis=alt.Axis(
            format="d", tickMinStep=1, tickCount=5, title=None, grid=True, labelColor=LIGHT["muted"]
        ),
    )
    y = alt.Y(
        "y",
        type="quantitative",
        scale=alt.Scale(domain=[0, height], nice=False, zero=False, reverse=True),
        axis=alt.Axis(
            title=None,
            values=centres,
            labelExpr=lookup(centres, labels),
            labelBaseline=centred(f"length({lookup(centres, labels)}) > 1"),
            labelOverlap=False,
        ),
    )
    base = alt.Chart(rows_named("dots")).encode(x=x, y=y, tooltip=tip())
    ways = base.mark_rule(strokeWidth=1.5, strokeOpacity=0.6).encode(
        x2=alt.X2("until"), color=shown("colour")
    )
    dots = base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        shape=alt.Shape("shape", type="nominal", scale=None),
        fill=alt.Fill("fill", type="nominal", scale=None),
        stroke=alt.Stroke("colour", type="nominal", scale=None),
    )
    seams = (
        alt.Chart(rows_named("seams"))
        .mark_rule(color=LIGHT["grid"])
        .encode(y=alt.Y("y", type="quantitative"))
    )
    here = alt.Chart(rows_named("here")).encode(x=alt.X("year", type="quantitative"))
    line = here.mark_rule(color=LIGHT["home"], strokeWidth=2)
    name = here.mark_text(align="right", dx=-6, color=LIGHT["home"], fontWeight="bold").encode(
        y=alt.value(HEAD / 2), text=alt.Text("label", type="nominal")
    )
    data: dict[str, list[Row]] = {
        "dots": values,
        "seams": [{"y": edge} for edge in edges[:-1]],
        "here": [{"year": home_year, "label": home}],
    }
    middle = (first + home_year) / 2
    return finish(
        layered(seams, ways, *_words(base, middle), dots, line, name), data, height=height
    )


def _lanes(
    rows: Sequence[TimeDot], home_year: int
) -> tuple[list[Row], list[float], list[list[str]], list[float]]:
    """Lay the dots out from top to bottom: dots, the centres and labels of their groups, the groups' edges."""
    order = list(dict.fromkeys(r.indicator for r in rows))
    values: list[Row] = []
    centres: list[float] = []
    labels: list[list[str]] = []
    edges = [float(HEAD)]
    for indicator, group in groupby(
        sorted(rows, key=lambda r: order.index(r.indicator)), key=lambda r: r.indicator
    ):
        dots, lines = list(group), label_lines(indicator)
        height = max(len(dots) * LANE, round(len(lines) * LINE)) + GAP
        middle = edges[-1] + height / 2
        for i, r in enumerate(dots):
            colour = MARK_COLOUR[r.role]
            values.append(
                {
                    "year": r.year,
                    "until": home_year,
                    "y": middle + (i - (len(dots) - 1) / 2) * LANE,
                    "text": r.text,
                    "tip": r.tip or f"{indicator} · {r.text}",
                    "shape": "triangle-left" if r.beyond else SHAPE[r.role],
                    "colour": colour,
                    "fill": LIGHT["paper"] if r.marked else colour,
                    "ink": TEXT_COLOUR[r.role],
                }
            )
        centres.append(middle)
        labels.append(lines)
        edges.append(edges[-1] + height)
    return values, centres, labels, edges


def _words(base: alt.Chart, middle: float) -> list[alt.Chart]:
    """The labels beside the dots, on the side that has room, each on a strip of paper."""
    late = _beside(base.transform_filter(f"datum.year > {middle}"), "right", -9)
    early = _beside(base.transform_filter(f"datum.year <= {middle}"), "left", 9)
    return [*late, *early]


def _beside(base: alt.Chart, align: Literal["left", "right"], dx: int) -> list[alt.Chart]:
    text = base.encode(text=alt.Text("text", type="nominal"))
    return [
        text.mark_text(align=align, dx=dx, stroke=LIGHT["paper"], strokeWidth=8),
        text.mark_text(align=align, dx=dx).encode(color=shown("ink")),
    ]
