"""How sure: ranks and scores as dots on their intervals, a row a region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from ..theme import LIGHT, MARK_COLOUR, SHAPE, TEXT_COLOUR, Role
from ._draw import (
    Row,
    any_of,
    finish,
    layered,
    lines_in,
    roomy,
    row_axis,
    row_key,
    rows_named,
    shown,
    tip,
)
from ._fit import LINE, wrap
from .rows import RankDot, ScoreDot


def rank_intervals(rows: Sequence[RankDot], *, axis: str, last: int) -> dict[str, Any]:
    """Return ranks as dots on their intervals, first rank at the left; `axis` titles it, `last` is the last rank.

    >>> rows = [RankDot("自贡市", "home", 22, 18, 25, "第22位")]
    >>> rank_intervals(rows, axis="位次", last=31)["height"]
    24
    """
    ticks = [1, *range(5, last - 1, 5 if last <= 40 else 10 * (1 + last // 100)), last]
    scale = alt.Scale(domain=[0.5, last + 0.5], nice=False, zero=False)
    values = [_row(r, r.rank) for r in rows]
    base, x = _on_rows(rows, values), _axis(axis, scale, values=ticks, format="d")
    return _finished(rows, values, layered(_bars(base, x), _dots(base, x)))


def score_intervals(rows: Sequence[ScoreDot], *, axis: str) -> dict[str, Any]:
    """Return scores as dots on their intervals, with a tick where the sample alone would put them.

    >>> rows = [ScoreDot("自贡市", "home", 1.29, 1.23, 1.36, 1.22, "1.29")]
    >>> score_intervals(rows, axis="倍数")["height"]
    24
    """
    values = [_row(r, r.score) | {"seen": r.seen} for r in rows]
    ends = [x for r in rows for x in (r.low, r.high, r.seen)] or [1.0]
    base = _on_rows(rows, values)
    x = _axis(axis, roomy(min(ends), max(ends), 10, 10), tickCount=6)
    ticks = base.mark_tick(thickness=2, size=14).encode(
        x=alt.X("seen", type="quantitative"), color=shown("colour")
    )
    return _finished(rows, values, layered(_bars(base, x), ticks, _dots(base, x)))


def _row(r: RankDot | ScoreDot, at: float) -> Row:
    return {
        "row": row_key(f"{r.region} {r.text}".strip()),
        "at": at,
        "low": r.low,
        "high": r.high,
        "tip": r.tip or f"{r.region} {r.text} ({r.low:g}–{r.high:g})",
        "colour": MARK_COLOUR[r.role],
        "shape": SHAPE[r.role],
        "home": r.role == "home",
    }


def _axis(title: str, scale: alt.Scale, **more: Any) -> dict[str, Any]:
    axis = alt.Axis(
        title=wrap(title, 250),
        titleAnchor="start",
        grid=True,
        orient="top",
        labelColor=LIGHT["muted"],
        **more,
    )
    return {"axis": axis, "scale": scale}


def _on_rows(rows: Sequence[RankDot | ScoreDot], values: Sequence[Row]) -> alt.Chart:
    """The rows in the order given, their labels in the colours of their roles."""
    keys: dict[Role, list[str]] = {}
    for r, v in zip(rows, values, strict=True):
        keys.setdefault(r.role, []).append(v["row"])
    label_colour = {
        "condition": [
            {"test": any_of(labels), "value": TEXT_COLOUR[role]} for role, labels in keys.items()
        ],
        "value": LIGHT["muted"],
    }
    weight = {
        "condition": {"test": any_of(keys.get("home", [])), "value": "bold"},
        "value": "normal",
    }
    y = alt.Y(
        "row",
        type="nominal",
        sort=[v["row"] for v in values],
        axis=row_axis(labelColor=label_colour, labelFontWeight=weight),
    )
    return alt.Chart(rows_named("rows")).encode(y=y, tooltip=tip())


def _bars(base: alt.Chart, x: dict[str, Any]) -> alt.Chart:
    bars: alt.Chart = base.mark_rule(strokeWidth=6, strokeOpacity=0.35, strokeCap="round").encode(
        x=alt.X("low", type="quantitative", **x), x2=alt.X2("high"), color=shown("colour")
    )
    return bars


def _dots(base: alt.Chart, x: dict[str, Any]) -> alt.Chart:
    dots: alt.Chart = base.mark_point(size=80, opacity=1).encode(
        x=alt.X("at", type="quantitative", **x),
        shape=alt.Shape("shape", type="nominal", scale=None),
        fill=alt.Fill("colour", type="nominal", scale=None),
        stroke=alt.Stroke("colour", type="nominal", scale=None),
    )
    return dots


def _finished(
    rows: Sequence[RankDot | ScoreDot], values: list[Row], picture: dict[str, Any]
) -> dict[str, Any]:
    band = max(24, round(lines_in(f"{r.region} {r.text}" for r in rows) * LINE) + 6)
    return finish(picture, {"rows": values}, height=band * len(rows))
