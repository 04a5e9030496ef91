"""Charts as pictures, the same on every machine: drawn with the font that the product brings along.

A chart is drawn once, as SVG; the PNG is made from that drawing, which takes half the time of drawing
twice (0.07 s against 0.16 s a chart).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

FONT = "Noto Sans CJK SC"
"""The font of pictures and PDFs, from the package noto-cjk-sans-otc."""


def font_folder() -> str:
    """Return the folder that holds `FONT`."""
    import noto_cjk_sans_otc

    return str(next(iter(noto_cjk_sans_otc.__path__)))


def chart_svg(spec: Mapping[str, Any]) -> str:
    """Return a Vega-Lite chart as SVG text.

    The font of the specification is replaced by `FONT`, which is there wherever the product is.

    >>> spec = {"data": {"values": [{"x": 1}]}, "mark": "bar", "encoding": {"x": {"field": "x"}}}
    >>> chart_svg(spec)[:4]
    '<svg'
    """
    config = {**spec.get("config", {}), "font": FONT}
    return _draw(json.dumps({**spec, "config": config}, sort_keys=True), _version(spec))


def chart_png(spec: Mapping[str, Any], scale: float = 2.0) -> bytes:
    """Return a Vega-Lite chart as PNG bytes; `scale` pixels for each pixel of the specification."""
    return bytes(_renderer().svg_to_png(chart_svg(spec), scale=scale))


@lru_cache(maxsize=64)
def _draw(spec: str, version: str | None) -> str:
    return str(_renderer().vegalite_to_svg(spec, vl_version=version))


@cache
def _renderer() -> Any:
    import vl_convert

    vl_convert.register_font_directory(font_folder())
    return vl_convert


def _version(spec: Mapping[str, Any]) -> str | None:
    """The Vega-Lite version that the specification names, where the renderer has it; else its newest."""
    named = re.search(r"/v(\d+\.\d+)", str(spec.get("$schema", "")))
    return named[1] if named and named[1] in _renderer().get_vegalite_versions() else None
