"""What would move home most: the points that a reference's level adds, one bar an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .bars import measure_bars
from .rows import MeasureBar


@dataclass(frozen=True, slots=True)
class GainBar:
    """The points of score that an indicator would add (0 or more); `text` stands at the bar's end."""

    indicator: str
    size: float
    text: str
    tip: str = ""


def gain_bars(rows: Sequence[GainBar], *, axis: str = "") -> dict[str, Any]:
    """Return points as bars in the order given; `axis` says above them what length and labels mean.

    >>> gain_bars([GainBar("财政自给率", 5.1, "+5.1分，第22→18位")])["height"]
    30
    """
    return measure_bars(
        [MeasureBar(r.indicator, r.size, r.text, "named", r.tip) for r in rows], axis=axis
    )
