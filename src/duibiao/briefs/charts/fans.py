"""What next: a fan of business as usual, with the target, its milestones and the precedents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from ..theme import LIGHT, MARK_COLOUR, TEXT_COLOUR
from ._draw import Row, finish, layered, roomy, rows_named, shown, tip
from ._fit import LINE, spread, text_width
from .panels import ends
from .rows import FanLabel, FanPoint, FanYear

HEIGHT = 320
"""Height of the picture in px."""
FEWEST_TICKS = 5
"""Years between two ticks of the axis, at most."""
COLOUR = {"usual": MARK_COLOUR["home"], "target": LIGHT["ink"], "reference": MARK_COLOUR["named"]}
INK = {"usual": TEXT_COLOUR["home"], "target": LIGHT["ink"], "reference": TEXT_COLOUR["named"]}
BANDS = (("p10", "p90", 0.16), ("p25", "p75", 0.24))
"""The bands of a fan from wide to narrow, and how much colour each lays on."""


def fan(
    record: Sequence[FanPoint],
    usual: Sequence[FanYear],
    *,
    home: str,
    labels: Sequence[FanLabel] = (),
    target: FanPoint | None = None,
    milestones: Sequence[FanPoint] = (),
    reference: Sequence[FanYear] = (),
    precedents: Sequence[FanPoint] = (),
) -> dict[str, Any]:
    """Return home's record and the fan of its futures, with target and milestones, and a reference that moves.

    The record stops at a break, where a short upright tick marks the new series. Precedents are thin lines
    behind all else. Labels stand at the right end; there is no legend.

    >>> years = [FanYear(2020, 5, 5, 5, 5, 5), FanYear(2021, 5.1, 5.2, 5.4, 5.6, 5.8)]
    >>> fan([FanPoint(2019, 4.7), FanPoint(2020, 5.0)], years, home="自贡")["height"]
    320
    """
    points = [*record, *milestones, *precedents, *([target] if target else [])]
    values = [p.value for p in points]
    values += [v for y in (*usual, *reference) for v in (y.p10, y.p90)]
    years = [p.year for p in points] + [y.year for y in (*usual, *reference)]
    low, high = ends(values or [0.0, 1.0])
    after = 14 + max((text_width(t) for b in labels for t in b.text.split("\n")), default=0.0)
    first, last = min(years, default=0), max(years, default=1)
    x = alt.X(
        "year", type="quantitative", axis=_years(first, last), scale=roomy(first, last, 8, after)
    )
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    axis = alt.Axis(tickCount=5, format=",~f", title=None, grid=True, labelColor=LIGHT["muted"])
    place = {"x": x, "y": alt.Y("value", type="quantitative", scale=scale, axis=axis)}
    data = {
        "record": [_point(p) for p in record],
        "starts": [_point(b) for a, b in pairwise(record) if a.line != b.line],
        "usual": [_year(y) for y in usual],
        "reference": [_year(y) for y in reference],
        "milestones": [_point(p) for p in milestones],
        "target": [_point(target)] if target else [],
        "precedents": [_point(p) for p in precedents],
        "labels": _labels(labels, last, HEIGHT / (high - low), high),
        "home": [_point(record[-1]) | {"label": home}] if record else [],
    }
    rises = bool(record) and record[-1].value >= record[0].value
    layers = [
        *_fan("reference", place),
        *_fan("usual", place),
        *_paths(place),
        *_record(place, below=rises),
        _said(place),
    ]
    return finish(layered(*layers), data, height=HEIGHT)


def _fan(kind: str, place: dict[str, Any]) -> list[alt.Chart]:
    """Two bands and the median between them, each year with its sentence."""
    base = alt.Chart(rows_named(kind)).encode(x=place["x"], tooltip=tip())
    colour = COLOUR[kind]
    bands = [
        base.mark_area(color=colour, opacity=opacity, line=False).encode(
            y=_at(place, low), y2=alt.Y2(high)
        )
        for low, high, opacity in BANDS
    ]
    median = base.mark_line(color=colour, strokeWidth=2, strokeDash=[2, 2]).encode(
        y=_at(place, "p50")
    )
    dots = base.mark_circle(color=colour, size=60, opacity=0).encode(y=_at(place, "p50"))
    return [*bands, median, dots]


def _paths(place: dict[str, Any]) -> list[alt.Chart]:
    """Precedents as thin lines, milestones as a dashed one with a dot a year, the target as a diamond."""
    thin = (
        alt.Chart(rows_named("precedents"))
        .mark_line(color=LIGHT["other"], strokeWidth=1, opacity=0.7)
        .encode(**place, detail=alt.Detail("line", type="nominal"), tooltip=tip())
    )
    steps = alt.Chart(rows_named("milestones")).encode(**place, tooltip=tip())
    dashed = steps.mark_line(color=LIGHT["ink"], strokeWidth=1.5, strokeDash=[6, 3])
    dots = steps.mark_circle(color=LIGHT["ink"], size=30, opacity=1)
    aim = alt.Chart(rows_named("target")).encode(**place, tooltip=tip())
    mark = aim.mark_point(
        shape="diamond", size=170, filled=True, fill=LIGHT["ink"], stroke=LIGHT["paper"], opacity=1
    )
    return [thin, dashed, dots, mark]


def _record(place: dict[str, Any], *, below: bool) -> list[alt.Chart]:
    """Home's record as its strong line, ticks where a series begins anew, its name at the end, clear of the line."""
    points = alt.Chart(rows_named("record")).encode(**place, tooltip=tip())
    home = MARK_COLOUR["home"]
    line = points.mark_line(color=home, strokeWidth=3).encode(
        detail=alt.Detail("line", type="nominal")
    )
    dots = points.mark_circle(color=home, size=40, opacity=1)
    starts = alt.Chart(rows_named("starts")).encode(**place)
    ticks = starts.mark_tick(color=home, orient="vertical", thickness=2, size=14, opacity=1)
    named = alt.Chart(rows_named("home")).mark_text(
        align="right",
        baseline="top" if below else "bottom",
        dy=14 if below else -12,
        fontWeight="bold",
        color=TEXT_COLOUR["home"],
    )
    return [line, dots, ticks, named.encode(**place, text=alt.Text("label", type="nominal"))]


def _said(place: dict[str, Any]) -> alt.Chart:
    """The labels at the right end."""
    text = alt.Chart(rows_named("labels")).mark_text(
        align="left", baseline="middle", dx=11, lineBreak="\n", lineHeight=LINE
    )
    said: alt.Chart = text.encode(
        **place, text=alt.Text("label", type="nominal"), color=shown("ink")
    )
    return said


def _at(place: dict[str, Any], field: str) -> alt.Y:
    drawn: alt.Y = place["y"].copy()
    drawn.shorthand = field
    return drawn


def _years(first: int, last: int) -> alt.Axis:
    step = 1 if last - first <= FEWEST_TICKS else 5 if last - first > 8 else 2
    inside = [y for y in range(first, last + 1) if y % step == 0] or [first]
    return alt.Axis(values=inside, format="d", title=None, domain=True, labelColor=LIGHT["muted"])


def _labels(labels: Sequence[FanLabel], year: int, px: float, top: float) -> list[Row]:
    """The labels moved apart: each may have two lines, hung by their middle."""
    placed = spread([b.value * px for b in labels], 2 * LINE + 4, top * px)
    rows = zip(labels, placed, strict=True)
    # Vega hangs a text of several lines by its first.
    return [
        {"year": year, "value": (at + LINE / 2) / px, "label": b.text, "ink": INK[b.kind]}
        for b, at in rows
    ]


def _point(p: FanPoint) -> Row:
    return {
        "year": p.year,
        "value": p.value,
        "line": p.line,
        "tip": p.tip or f"{p.year}: {p.value:g}",
    }


def _year(y: FanYear) -> Row:
    spans = {name: getattr(y, name) for name in ("p10", "p25", "p50", "p75", "p90")}
    return {"year": y.year, **spans, "tip": y.tip or f"{y.year}: {y.p50:g}"}
