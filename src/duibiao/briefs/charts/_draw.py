"""What the charts share: data in, row labels that wrap, the finished specification out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from ..theme import TYPE, VEGA_CONFIG, WIDTH
from ._fit import wrap

Row = dict[str, Any]
"""A row of a chart's data."""
LABEL, LATIN_LABEL = 8.5 * TYPE, 10.5 * TYPE
"""Widths of the column of row labels in px: eight Chinese characters, or about 18 Latin ones, a line."""


def rows_named(name: str) -> alt.NamedData:
    """Return the data of `finish` by their name; altair copies what it is given, so it gets no rows."""
    return alt.NamedData(name=name)


def layered(*layers: alt.Chart) -> dict[str, Any]:
    """Return layers as one picture.

    Put together here because `alt.layer` copies each layer several times: half of the time of a chart.
    """
    parts = [part.to_dict(validate=False, context={"top_level": False}) for part in layers]
    return {"layer": parts}


def finish(picture: dict[str, Any], data: Mapping[str, list[Row]], **more: Any) -> dict[str, Any]:
    """Return the specification of a chart with its rows, in the house's look and of its own width.

    The tests validate every chart against the Vega-Lite schema; at run time that would only cost.
    """
    spec = {"$schema": alt.SCHEMA_URL, **picture, "datasets": dict(data)}
    if "concat" not in spec:
        spec |= {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    return spec | {"padding": 4, "config": VEGA_CONFIG} | more


def roomy(low: float, high: float, before: float, after: float) -> alt.Scale:
    """Return a scale from `low` to `high` that keeps px free on both sides for labels, at any width."""
    per_px = f"{high - low or 1.0} / max(width - {before + after:.0f}, 40)"
    ends = [f"{low} - {before:.0f} * {per_px}", f"{high} + {after:.0f} * {per_px}"]
    return alt.Scale(domain=[alt.expr(e) for e in ends], nice=False, zero=False)


def shown(field: str) -> alt.Color:
    """Return a colour channel that takes each row's own colour."""
    return alt.Color(field, type="nominal", scale=None, legend=None)


def tip() -> alt.Tooltip:
    """Return the tooltip: the row's sentence."""
    return alt.Tooltip("tip", type="nominal")


def label_lines(label: str) -> list[str]:
    """Return a row label in lines."""
    return wrap(label, LATIN_LABEL if label.isascii() else LABEL)


def row_key(label: str) -> str:
    """Return a label with its line ends marked, to be split again by `row_axis`."""
    return "\n".join(label_lines(label))


def row_axis(**more: Any) -> alt.Axis:
    """Return the axis of named rows: labels of one or more lines, no line of its own."""
    lines = "split(datum.label, '\\n')"
    return alt.Axis(
        title=None, labelExpr=lines, labelBaseline=centred(f"length({lines}) > 1"), **more
    )


def centred(many: str) -> Any:
    """Return where a label hangs: one line by its middle, several, by the test `many`, by the first's foot.

    Vega places the first line and lets the others follow below.
    """
    return {"condition": {"test": many, "value": "bottom"}, "value": "middle"}


def lookup(values: Sequence[float], labels: Sequence[list[str]]) -> str:
    """Return the expression that labels an axis' `values` with these lines of text."""
    return f"{json.dumps(labels, ensure_ascii=False)}[indexof({json.dumps(values)}, datum.value)]"


def any_of(values: Sequence[str]) -> str:
    """Return the test that an axis label is one of these."""
    return f"indexof({json.dumps(values, ensure_ascii=False)}, datum.value) >= 0"


def lines_in(labels: Iterable[str]) -> int:
    """Return the most lines that any of these row labels takes."""
    return max((len(label_lines(label)) for label in labels), default=1)
