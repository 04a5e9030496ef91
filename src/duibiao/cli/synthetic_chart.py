"""Two courses over years as a chart of characters: what was, and what the synthetic control was."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duibiao.targets import YearGap

_HEIGHT = 14
_WIDTH = 66
_WIDEST = 3


def chart(path: Sequence[YearGap], start: int) -> list[str]:
    """Return the lines of a chart: * actual, o synthetic, @ both; a column of colons before the policy year.

    Plain characters, since wider ones do not take the same room on every terminal.
    """
    points = [p for p in path if p.actual is not None or p.synthetic is not None]
    points = points[:: ceil(len(points) / _WIDTH)]
    step = max(1, min(_WIDEST, _WIDTH // len(points)))
    values = [v for p in points for v in (p.actual, p.synthetic) if v is not None]
    low, high = min(values), max(values)
    grid = [[" "] * (len(points) * step + 1) for _ in range(_HEIGHT)]
    first = next(i for i, p in enumerate(points) if p.year >= start)
    for line in grid:
        line[first * step] = ":"

    def row(value: float) -> int:
        share = (value - low) / (high - low) if high > low else 0.5
        return round((1 - share) * (_HEIGHT - 1))

    for i, point in enumerate(points):
        for value, sign in ((point.synthetic, "o"), (point.actual, "*")):
            if value is not None:
                cell, at = grid[row(value)], i * step + (i >= first)
                cell[at] = "@" if cell[at] == "o" else sign
    ends = {0: short(high), _HEIGHT - 1: short(low)}
    margin = max(len(text) for text in ends.values())
    lines = [
        f"{ends.get(i, ''):>{margin}} |{''.join(line)}".rstrip() for i, line in enumerate(grid)
    ]
    return [
        *lines,
        f"{'':>{margin}} +{'-' * (len(points) * step + 1)}",
        _years(points, step, margin, first),
    ]


def short(value: float | None) -> str:
    """Return a number with about four figures."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _years(points: Sequence[YearGap], step: int, margin: int, first: int) -> str:
    line = [" "] * (margin + 2 + len(points) * step + 5)
    for i in (first, 0, len(points) - 1):
        at = margin + 2 + i * step + (i >= first)
        text = str(points[i].year)
        if all(c == " " for c in line[max(0, at - 1) : at + len(text) + 1]):
            line[at : at + len(text)] = text
    return "".join(line).rstrip()
