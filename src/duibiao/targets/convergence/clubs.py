"""Convergence clubs: the algorithm of Phillips and Sul, and the merging of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np

from duibiao.records import Floats

from .log_t import LogTFrame
from .settings import ConvergenceSettings

Rows = list[int]


def find_clubs(frame: LogTFrame) -> tuple[list[Rows], Rows]:
    """Return clubs, from the one that stands highest, and the regions in none, both as rows.

    Notes
    -----
    Phillips, P. C. B. and Sul, D. (2007), Transition modeling and econometric convergence tests, Econometrica 75,
    1771-1855, section 4: order the regions; find a core; sieve the others; begin anew with those left over, until
    they converge together, or no two of them in turn do.
    """
    left = _ordered(frame)
    clubs: list[Rows] = []
    while len(left) > 1:
        if frame.growing(left)[-1] > frame.settings.threshold:
            return [*clubs, left], []
        core = _core(frame, left)
        if not core:
            break
        club = set(SIEVES[frame.settings.sieve](frame, core, [r for r in left if r not in core]))
        clubs.append([r for r in left if r in club])
        left = [r for r in left if r not in club]
    return clubs, left


def _ordered(frame: LogTFrame) -> Rows:
    values = frame.values
    span = 1 if frame.settings.order == "last" else values.shape[1] // 2
    # Equal regions keep the order of the file.
    return [int(r) for r in np.argsort(-values[:, -span:].mean(axis=1), kind="stable")]


def _core(frame: LogTFrame, rows: Rows) -> Rows:
    """Drop regions from the top until the first two converge; add the next ones while all do; keep the best."""
    threshold = frame.settings.threshold
    for first in range(len(rows) - 1):
        if frame.growing(rows[first : first + 2])[0] <= threshold:
            continue
        t = frame.growing(rows[first:])
        fails = np.nonzero(t <= threshold)[0]
        passing = t[: fails[0]] if len(fails) else t
        last = len(passing) - 1 if frame.settings.core == "all" else int(passing.argmax())
        return rows[first : first + last + 2]
    return []


def sieve_fixed(frame: LogTFrame, core: Rows, others: Rows) -> Rows:
    """Return the core with every region that, alone with it, has t above c*."""
    return core + _above(others, _joining(frame, core, others), frame.settings.c_star)


def sieve_incremental(frame: LogTFrame, core: Rows, others: Rows) -> Rows:
    """Raise c* until the club as a whole converges; beyond the cap the core stands alone (Phillips and Sul 2009)."""
    s, t = frame.settings, _joining(frame, core, others)
    steps = int(round((s.cap - s.c_star) / s.increment, 9))
    for step in range(steps + 1):
        club = core + _above(others, t, s.c_star + step * s.increment)
        if frame.growing(club)[-1] > s.threshold:
            return club
    return core


def sieve_sequential(frame: LogTFrame, core: Rows, others: Rows) -> Rows:
    """Add the region with the largest t above c*, and begin anew with the larger core.

    Schnurbus, J., Haupt, H. and Meier, V. (2017), Economic transition and growth: a replication, Journal of Applied
    Econometrics 32, 1039-1042.
    """
    club, waiting = list(core), list(others)
    while waiting:
        t = frame.joining(club, waiting)
        best = int(t.argmax())
        if t[best] <= frame.settings.c_star:
            break
        club.append(waiting.pop(best))
    return club


SIEVES: Mapping[str, Callable[[LogTFrame, Rows, Rows], Rows]] = {
    "fixed": sieve_fixed,
    "incremental": sieve_incremental,
    "sequential": sieve_sequential,
}


def _joining(frame: LogTFrame, core: Rows, others: Rows) -> Floats:
    return frame.joining(core, others) if others else np.empty(0)


def _above(others: Rows, t: Floats, c_star: float) -> Rows:
    return [r for r, value in zip(others, t, strict=True) if value > c_star]


def merge_ps(frame: LogTFrame, clubs: list[Rows]) -> list[Rows]:
    """Return neighbouring clubs merged: each takes in the next as long as they converge together.

    Phillips, P. C. B. and Sul, D. (2009), Economic transition and growth, Journal of Applied Econometrics 24,
    1153-1185.
    """
    merged: list[Rows] = []
    for club in clubs:
        if merged and _converge(frame, merged[-1] + club):
            merged[-1] = merged[-1] + club
        else:
            merged.append(club)
    return merged


def merge_vlt(frame: LogTFrame, clubs: list[Rows]) -> list[Rows]:
    """Return neighbouring clubs merged where they converge, and better than the second of them with its next.

    von Lyncker, K. and Thoennessen, R. (2017), Regional club convergence in the EU: evidence from a panel data
    analysis, Empirical Economics 52, 525-553.
    """
    merged = list(clubs)
    while len(merged) > 1:
        t = [frame.growing(a + b)[-1] for a, b in pairwise(merged)]
        following = [*t[1:], -np.inf]
        fit = [
            i
            for i, (own, after) in enumerate(zip(t, following, strict=True))
            if own > frame.settings.threshold and own > after
        ]
        if not fit:
            break
        i = fit[0]
        merged[i : i + 2] = [merged[i] + merged[i + 1]]
    return merged


MERGES: Mapping[str, Callable[[LogTFrame, list[Rows]], list[Rows]]] = {
    "ps": merge_ps,
    "vlt": merge_vlt,
}


def merge_divergent(
    frame: LogTFrame, clubs: list[Rows], divergent: Rows
) -> tuple[list[Rows], Rows]:
    """Return clubs with the divergent regions that converge with one of them, and the regions still in none.

    The pair of region and club with the largest t joins, then all are tried anew (von Lyncker and Thoennessen 2017).
    """
    grown, left = [list(c) for c in clubs], list(divergent)
    while left and grown:
        t = np.array([frame.joining(club, left) for club in grown])
        club, region = (int(i) for i in np.unravel_index(t.argmax(), t.shape))
        if t[club, region] <= frame.settings.threshold:
            break
        grown[club].append(left.pop(region))
    return grown, left


def merged_clubs(
    frame: LogTFrame, clubs: list[Rows], divergent: Rows, settings: ConvergenceSettings
) -> tuple[list[Rows], Rows] | None:
    """Return clubs and divergent regions after the merging asked for; None where none is."""
    if settings.merge == "none" and not settings.merge_divergent:
        return None
    merged = MERGES[settings.merge](frame, clubs) if settings.merge != "none" else clubs
    return (
        merge_divergent(frame, merged, divergent)
        if settings.merge_divergent
        else (merged, divergent)
    )


def _converge(frame: LogTFrame, rows: Rows) -> bool:
    return bool(frame.growing(rows)[-1] > frame.settings.threshold)
