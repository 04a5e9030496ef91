"""How far (bars of the gap) and why (a waterfall)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from ..theme import LIGHT, NAMED
from ._draw import (
    Row,
    any_of,
    finish,
    layered,
    lines_in,
    lookup,
    roomy,
    row_axis,
    row_key,
    rows_named,
    shown,
    tip,
)
from ._fit import LINE, text_width, wrap
from .rows import GapBar, MeasureBar, WaterfallPart

BAR, GAP = 16, 12
"""Height of a bar with its label, and the space between groups of bars, in px."""
PHONE = 300
"""Width of a line of text that a phone has room for, in px."""


def gap_bars(
    rows: Sequence[GapBar],
    *,
    home: str,
    behind: str,
    ahead: str,
    references: Sequence[str] = (),
    axis: str = "",
) -> dict[str, Any]:
    """Return the gaps as horizontal bars from home's zero line, one tone per reference (up to four).

    The tones follow the order of `references`, so that a region keeps its tone from chart to chart, and
    then the order in which rows name them. Bars where home is behind reach to the left, on the side of the word `behind` (“落后”), others to the
    right, on the side of `ahead`. `axis` says above them what their length and what their labels mean.

    >>> rows = [GapBar("人均GDP", "常州市", 41.0, "39%")]
    >>> gap_bars(rows, home="自贡市", behind="落后", ahead="领先")["height"]
    30
    """
    indicators = list(dict.fromkeys(r.indicator for r in rows))
    references = list(dict.fromkeys((*references, *(r.reference for r in rows))))
    values: list[Row] = [
        {
            "row": row_key(r.indicator),
            "reference": r.reference,
            "x": -r.size,
            "text": r.text,
            "tip": r.tip or f"{r.indicator} · {r.reference} {r.text}",
        }
        for r in rows
    ]
    words = f"← {behind}\u2003{ahead} →" if any(r.size < 0 for r in rows) else f"← {behind}"
    band = max(len(references) * BAR, round(lines_in(indicators) * LINE)) + GAP
    zero_axis = alt.Axis(
        orient="top",
        title=None,
        values=[0],
        labelExpr=lookup([0], [[words, home]]),
        labelColor=LIGHT["home"],
        labelBaseline="bottom",
        labelPadding=6 + LINE,
    )
    base = alt.Chart(rows_named("gaps")).encode(
        x=alt.X("x", type="quantitative", axis=zero_axis, scale=_scale(rows, words)),
        y=alt.Y(
            "row",
            type="nominal",
            sort=[row_key(i) for i in indicators],
            axis=row_axis(),
            scale=alt.Scale(paddingInner=GAP / band, paddingOuter=GAP / band / 2),
        ),
        yOffset=alt.YOffset("reference", type="nominal", sort=references),
        tooltip=tip(),
    )
    colour = alt.Color(
        "reference",
        type="nominal",
        scale=alt.Scale(domain=references, range=list(NAMED)),
        legend=alt.Legend(symbolType="square"),
    )
    bars = base.mark_bar(height=BAR - 5).encode(color=colour)
    labels = base.mark_text(
        align=alt.expr("datum.x < 0 ? 'right' : 'left'"), dx=alt.expr("datum.x < 0 ? -5 : 5")
    ).encode(text=alt.Text("text", type="nominal"))
    zero = alt.Chart(rows_named("zero")).mark_rule(color=LIGHT["home"], strokeWidth=2)
    data: dict[str, list[Row]] = {"gaps": values, "zero": [{"x": 0}]}
    chart = layered(bars, labels, zero.encode(x=alt.X("x", type="quantitative")))
    more: dict[str, Any] = {"title": _caption(axis)} if axis else {}
    return finish(chart, data, height=band * len(indicators), **more)


def measure_bars(rows: Sequence[MeasureBar], *, axis: str = "") -> dict[str, Any]:
    """Return gaps as bars in the order given: solid where taken up, pale by theme alone, hollow by nobody.

    >>> measure_bars([MeasureBar("财政自给率", 68.0, "无人认领", "nobody")])["height"]
    30
    """
    fills = {"named": 1.0, "theme": 0.3, "nobody": 0.0}
    values: list[Row] = [
        {
            "row": row_key(r.indicator),
            "x": r.size,
            "text": r.text,
            "fill": fills[r.taken],
            "tip": r.tip or f"{r.indicator} · {r.text}",
        }
        for r in rows
    ]
    band = max(BAR, round(lines_in(r.indicator for r in rows) * LINE)) + GAP
    label = max([0.0, *(text_width(r.text) for r in rows)]) + 9
    scale = roomy(0.0, max([0.0, *(r.size for r in rows)]), 1, label)
    base = alt.Chart(rows_named("measures")).encode(
        x=alt.X("x", type="quantitative", axis=None, scale=scale),
        y=alt.Y(
            "row",
            type="nominal",
            sort=[v["row"] for v in values],
            axis=row_axis(),
            scale=alt.Scale(paddingInner=GAP / band, paddingOuter=GAP / band / 2),
        ),
        tooltip=tip(),
    )
    bars = base.mark_bar(
        height=BAR - 3, color=LIGHT["home"], stroke=LIGHT["home"], strokeWidth=1.5
    ).encode(fillOpacity=alt.FillOpacity("fill", type="quantitative", scale=None, legend=None))
    labels = base.mark_text(align="left", dx=5).encode(text=alt.Text("text", type="nominal"))
    more: dict[str, Any] = {"title": _caption(axis)} if axis else {}
    height = band * len(rows)
    return finish(layered(bars, labels), {"measures": values}, height=height, **more)


def _caption(text: str) -> dict[str, Any]:
    """A line above a chart, broken so that it fits on a phone."""
    look = {"fontWeight": "normal", "color": LIGHT["muted"], "frame": "bounds"}
    return {"text": wrap(text, PHONE), **look}


def _scale(rows: Sequence[GapBar], words: str) -> alt.Scale:
    """The scale of the gaps, with room for the labels at the bars' ends and half the words over zero."""
    left = min([0.0, *(-r.size for r in rows)])
    right = max([0.0, *(-r.size for r in rows)])
    label = max([0.0, *(text_width(r.text) for r in rows)]) + 9
    word = text_width(words) / 2
    return roomy(left, right, label if left else word, max(label, word) if right else word)


def waterfall(parts: Sequence[WaterfallPart]) -> dict[str, Any]:
    """Return the steps from home's level to the reference's, one bar each, that sum.

    >>> steps = [WaterfallPart("自贡市", 2.0, "2.0", "home"), WaterfallPart("人口", 3.0, "+3.0"),
    ...          WaterfallPart("常州市", 5.0, "5.0", "reference")]
    >>> waterfall(steps)["height"]
    120
    """
    values = _steps(parts)
    band = max(40, round(lines_in(p.label for p in parts) * LINE) + 8)
    ends = [0.0, *(v[end] for v in values for end in ("from", "to"))]
    label = max((text_width(p.text) for p in parts), default=0.0) + 9
    scale = roomy(min(ends), max(ends), 0, label)

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", axis=None, scale=scale)

    y = alt.Y(
        "row",
        type="nominal",
        sort=[v["row"] for v in values],
        axis=row_axis(labelColor=_level_colour(parts)),
        scale=alt.Scale(paddingInner=0.45, paddingOuter=0.22),
    )
    base = alt.Chart(rows_named("steps")).encode(y=y, tooltip=tip())
    bars = base.mark_bar().encode(x=x("from"), x2=alt.X2("to"), color=shown("colour"))
    labels = base.mark_text(align="left", dx=5).encode(
        x=x("right"), text=alt.Text("text", type="nominal")
    )
    joints = (
        base.transform_filter("datum.next")
        .mark_rule(color=LIGHT["muted"], strokeDash=[2, 2])
        .encode(x=x("to"), y2=alt.Y2("next"))
    )
    return finish(layered(joints, bars, labels), {"steps": values}, height=band * len(parts))


def _steps(parts: Sequence[WaterfallPart]) -> list[Row]:
    """Where each bar begins and ends; a change starts where the one before ended."""
    colours = {"home": LIGHT["home"], "reference": LIGHT["named-1"]}
    steps: list[Row] = []
    level = 0.0
    for i, p in enumerate(parts):
        start, level = (level, level + p.value) if p.kind == "part" else (0.0, p.value)
        change = LIGHT["part"] if p.value >= 0 else LIGHT["part-back"]
        steps.append(
            {
                "row": row_key(p.label),
                "from": start,
                "to": level,
                "right": max(start, level),
                "text": p.text,
                "tip": p.tip or f"{p.label} {p.text}",
                "colour": colours.get(p.kind, change),
                "next": row_key(parts[i + 1].label) if i + 1 < len(parts) else None,
            }
        )
    return steps


def _level_colour(parts: Sequence[WaterfallPart]) -> Any:
    home = [row_key(p.label) for p in parts if p.kind == "home"]
    there = [row_key(p.label) for p in parts if p.kind == "reference"]
    return {
        "condition": [
            {"test": any_of(home), "value": LIGHT["home"]},
            {"test": any_of(there), "value": LIGHT["named-ink"]},
        ],
        "value": LIGHT["ink"],
    }
