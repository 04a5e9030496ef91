"""How far (bars of the gap) and why (a waterfall)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .rows import GapBar, WaterfallPart


def gap_bars(rows: Sequence[GapBar], *, home: str, behind: str, ahead: str) -> dict[str, Any]:
    """Return the gaps as horizontal bars from home's zero line, one tone per reference (up to four).

    Bars where home is behind reach to the left, under the word `behind` (“落后”), others to the right.
    """
    raise NotImplementedError


def waterfall(parts: Sequence[WaterfallPart]) -> dict[str, Any]:
    """Return the steps from home's level to the reference's, one bar each, that sum."""
    raise NotImplementedError
