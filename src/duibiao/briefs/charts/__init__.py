"""The charts of a brief: rows in, Vega-Lite specifications out. One question, one chart.

A specification is a plain dict of a fixed width for documents; the page gives it its own width and
colours. Titles stand on the page, not in the chart; labels stand on the marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "FanLabel": "rows",
    "FanPoint": "rows",
    "FanYear": "rows",
    "GapBar": "rows",
    "LinePoint": "rows",
    "MapPoint": "rows",
    "MeasureBar": "rows",
    "RankDot": "rows",
    "ScoreDot": "rows",
    "StructurePoint": "rows",
    "TimeDot": "rows",
    "WaterfallPart": "rows",
    "gap_bars": "bars",
    "measure_bars": "bars",
    "waterfall": "bars",
    "time_axis": "dots",
    "rank_intervals": "intervals",
    "score_intervals": "intervals",
    "structure_scatter": "planes",
    "bubble_map": "planes",
    "lines": "panels",
    "fan": "fans",
}

if TYPE_CHECKING:
    from .bars import gap_bars as gap_bars
    from .bars import measure_bars as measure_bars
    from .bars import waterfall as waterfall
    from .dots import time_axis as time_axis
    from .fans import fan as fan
    from .intervals import rank_intervals as rank_intervals
    from .intervals import score_intervals as score_intervals
    from .panels import lines as lines
    from .planes import bubble_map as bubble_map
    from .planes import structure_scatter as structure_scatter
    from .rows import FanLabel as FanLabel
    from .rows import FanPoint as FanPoint
    from .rows import FanYear as FanYear
    from .rows import GapBar as GapBar
    from .rows import LinePoint as LinePoint
    from .rows import MapPoint as MapPoint
    from .rows import MeasureBar as MeasureBar
    from .rows import RankDot as RankDot
    from .rows import ScoreDot as ScoreDot
    from .rows import StructurePoint as StructurePoint
    from .rows import TimeDot as TimeDot
    from .rows import WaterfallPart as WaterfallPart

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
