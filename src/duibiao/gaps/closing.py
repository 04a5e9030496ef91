"""How long to close a gap: at recent paces, and the pace that closing it in N years would need."""

from __future__ import annotations

import math
from dataclasses import dataclass

from duibiao.benchmark import Pace
from duibiao.records import Cell, Note, Panel


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a gap takes.

    `years` until home draws level at both recent paces; None where it does not, or cannot be told
    (`reason`). `needed_pace` is the yearly pace (in the unit of the paces) with which home draws level in
    `close_in` years while the reference keeps its own. `increment_share` is home's share (0 to 1) of what
    both added together since `since`; None where either fell, or a break lies between.
    """

    close_in: int
    pace_difference: float | None = None
    years: float | None = None
    needed_pace: float | None = None
    increment_share: float | None = None
    since: int | None = None
    reason: Note | None = None


def close_gap(
    panel: Panel,
    home: Cell,
    reference: Cell,
    pace_home: Pace,
    pace_reference: Pace,
    status: str,
    close_in: int,
    window: int,
) -> Closing:
    """Return what closing the gap between two cells of one indicator and year takes.

    With growth g in percent a year, home h and reference r draw level after
    ln(r / h) / (ln(1 + g_h) - ln(1 + g_r)) years, and in N years with (1 + g_r) (r / h)^(1/N) - 1. With paces
    p in percentage points a year: (r - h) / (p_h - p_r), and p_r + (r - h) / N.
    """
    h, r = home.value, reference.value
    assert h is not None and r is not None
    share, since = _increment_share(panel, home, reference, window)
    p, q = pace_home.value, pace_reference.value
    withheld = next((x.reason for x in (pace_home, pace_reference) if x.value is None), None)
    difference = p - q if p is not None and q is not None else None
    points = pace_home.unit.startswith("point")
    comparable = points or (h > 0 and r > 0)
    ahead = panel.indicators[home.indicator].in_points(r - h) if points else 0.0
    needed = None
    if q is not None and status == "behind" and comparable:
        needed = q + ahead / close_in if points else _growth_needed(h, r, q, close_in)
    if status != "behind":
        return Closing(close_in, difference, None, None, share, since)
    if p is None or q is None or not comparable:
        return Closing(close_in, difference, None, needed, share, since, withheld or _NOT_POSITIVE)
    years = _years(ahead if points else math.log(r / h), p, q, points)
    reason = None if years is not None else _NOT_CLOSING
    return Closing(close_in, difference, years, needed, share, since, reason)


_NOT_CLOSING = Note("按近年速度差距不会缩小", "at the recent paces the gap does not close")
_NOT_POSITIVE = Note(
    "数值不为正，不能按增速推算", "a value that is not positive cannot be extrapolated by growth"
)


def _growth_needed(h: float, r: float, q: float, years: int) -> float:
    return ((1 + q / 100) * math.pow(r / h, 1 / years) - 1) * 100


def _years(distance: float, p: float, q: float, points: bool) -> float | None:
    if not points and min(p, q) <= -100:
        return None
    speed = p - q if points else math.log1p(p / 100) - math.log1p(q / 100)
    if speed == 0 or distance / speed < 0:
        return None
    return distance / speed


def _increment_share(
    panel: Panel, home: Cell, reference: Cell, window: int
) -> tuple[float | None, int | None]:
    since = home.year - window
    code = home.indicator
    if since not in panel.years or panel.indicators[code].is_percent:
        return None, None
    grid = panel.grid(code)
    grown = []
    for cell in (home, reference):
        row = panel.regions.position(cell.region)
        before = grid.usable[row, grid.column(since)]
        if not grid.comparable(row, since, cell.year) or not math.isfinite(before):
            return None, None
        assert cell.value is not None
        grown.append(cell.value - float(before))
    if min(grown) <= 0:
        return None, None
    return grown[0] / sum(grown), since
