"""How long (dots on a time axis) and how sure (ranks with their intervals)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .rows import RankDot, TimeDot


def time_axis(rows: Sequence[TimeDot], *, home: str, home_year: int) -> dict[str, Any]:
    """Return dots at the years in which references stood at home's level, a line from each to home's year."""
    raise NotImplementedError


def rank_intervals(rows: Sequence[RankDot], *, axis: str, last: int) -> dict[str, Any]:
    """Return ranks as dots on their intervals, first rank at the left; `axis` titles it, `last` is the last rank."""
    raise NotImplementedError
