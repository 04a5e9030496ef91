"""Who is alike (regions in the plane of structure) and where they are (a map of bubbles)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .rows import MapPoint, StructurePoint


def structure_scatter(
    points: Sequence[StructurePoint], *, x_title: str, y_title: str
) -> dict[str, Any]:
    """Return regions in the plane of structure; home, peers and references named, the others grey."""
    raise NotImplementedError


def bubble_map(points: Sequence[MapPoint]) -> dict[str, Any]:
    """Return regions as bubbles by longitude and latitude (Mercator, no base map)."""
    raise NotImplementedError
