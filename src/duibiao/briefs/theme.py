"""Colours and type of every chart and page, in one place.

Each colour has a role, and one value on paper and one on a dark screen. Charts are drawn with the
values of `LIGHT`; the page swaps each for the CSS variable of its role, so that a chart follows the
reader's light, dark or printed page without being drawn again. Text colours keep a contrast of at
least 4.5:1 to the background, marks that must be told apart 3:1; roles also differ by shape or word.
"""

from __future__ import annotations

from typing import Any, Literal

Role = Literal["home", "named", "role_model", "comparable", "other"]
"""What a region is to the study: home, a reference the user named, a role model, a comparable, or none."""

LIGHT: dict[str, str] = {
    "paper": "#ffffff",
    "ink": "#1c232b",
    "muted": "#56616d",
    "rule": "#c9ced4",
    "grid": "#e7e9ec",
    "home": "#104fa6",
    "named-1": "#c4560a",
    "named-2": "#7d3300",
    "named-3": "#db7a22",
    "named-4": "#3f1a00",
    "named-ink": "#a34400",
    "role-model": "#8c6a04",
    "comparable": "#0a7f70",
    "other": "#8a939d",
    "part": "#66717e",
    "part-back": "#87919c",
}
DARK: dict[str, str] = {
    "paper": "#14181d",
    "ink": "#e8eaed",
    "muted": "#a7b0bb",
    "rule": "#48515c",
    "grid": "#2a3038",
    "home": "#6ba6ff",
    "named-1": "#f58d3d",
    "named-2": "#ffd0a3",
    "named-3": "#c86a1f",
    "named-4": "#fff1e2",
    "named-ink": "#ffa766",
    "role-model": "#dcb94f",
    "comparable": "#5fd6bd",
    "other": "#78828e",
    "part": "#9aa5b1",
    "part-back": "#66717d",
}

NAMED = tuple(LIGHT[f"named-{i}"] for i in range(1, 5))
"""The orange tones of up to four named references, each of another lightness so that grey print tells them apart."""

MARK_COLOUR: dict[Role, str] = {
    "home": LIGHT["home"],
    "named": LIGHT["named-1"],
    "role_model": LIGHT["role-model"],
    "comparable": LIGHT["comparable"],
    "other": LIGHT["other"],
}
TEXT_COLOUR: dict[Role, str] = {
    "home": LIGHT["home"],
    "named": LIGHT["named-ink"],
    "role_model": LIGHT["role-model"],
    "comparable": LIGHT["comparable"],
    "other": LIGHT["muted"],
}
SHAPE: dict[Role, str] = {
    "home": "circle",
    "named": "square",
    "role_model": "triangle-up",
    "comparable": "diamond",
    "other": "circle",
}

PAGE_FONT = (
    '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", '
    '"Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif'
)
"""What the reader's own system shows Chinese in; nothing is loaded."""
CHART_FONT = "Noto Sans CJK SC"
"""The font of charts in documents, where the renderer brings its own."""
TYPE = 14
"""Type size of charts in px; nothing is smaller."""
WIDTH = 620
"""Width of a chart in px: 155 mm of a document. A page gives its own."""

VEGA_CONFIG: dict[str, Any] = {
    "background": LIGHT["paper"],
    "font": CHART_FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": TYPE,
        "titleFontSize": TYPE,
        "titleFontWeight": "normal",
        "labelColor": LIGHT["ink"],
        "titleColor": LIGHT["muted"],
        "domain": False,
        "ticks": False,
        "grid": False,
        "gridColor": LIGHT["grid"],
        "domainColor": LIGHT["rule"],
        "tickColor": LIGHT["rule"],
        "labelLimit": 0,
        "titleLimit": 0,
        "labelPadding": 6,
        "titlePadding": 8,
    },
    "legend": {
        "orient": "top",
        "title": None,
        "labelFontSize": TYPE,
        "labelColor": LIGHT["ink"],
        "labelLimit": 0,
        "symbolSize": 130,
        "symbolStrokeWidth": 0,
        "columnPadding": 16,
        "offset": 10,
    },
    "title": {
        "fontSize": TYPE,
        "fontWeight": "bold",
        "color": LIGHT["ink"],
        "anchor": "start",
        "offset": 10,
        "limit": 0,
    },
    "text": {"fontSize": TYPE, "color": LIGHT["ink"]},
    "rule": {"color": LIGHT["rule"]},
}
"""The Vega-Lite configuration of every chart."""
