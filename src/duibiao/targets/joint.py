"""Several targets at once: who managed all of them in one window, and which pull apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from duibiao.records import BadSetting, Note

from .feasibility import Feasibility, wilson
from .goals import Assessment
from .series import Histories


@dataclass(frozen=True, slots=True)
class Pair:
    """Two targets in the record: the shares that managed each, both, and what chance would give.

    `lift` is the share that managed both over the product of the two shares: 1 where they are unrelated, below 1
    where they pull apart. `low` and `high` are its 5th and 95th percentiles, regions drawn anew; None where it cannot
    be told. `conflict` says that all of the interval lies below 1, `support` above.
    """

    indicators: tuple[str, str]
    both: float
    lift: float | None
    low: float | None
    high: float | None

    @property
    def conflict(self) -> bool:
        """Whether history says that the two pull apart."""
        return self.high is not None and self.high < 1

    @property
    def support(self) -> bool:
        """Whether history says that the two go together."""
        return self.low is not None and self.low > 1


@dataclass(frozen=True)
class Joint:
    """Who managed all of several targets in one window of `years`, among regions whatever their level.

    `feasibility` counts windows that do not overlap within a region. `singles` are the shares of each target
    alone in the same windows, `managed` the regions with the first year of the window.
    """

    indicators: tuple[str, ...]
    years: int
    feasibility: Feasibility
    singles: tuple[float, ...]
    managed: tuple[tuple[str, int], ...]
    pairs: tuple[Pair, ...]
    notes: tuple[Note, ...] = field(default=())


def joint_feasibility(assessed: Sequence[Assessment], *, seed: int = 0, draws: int = 2000) -> Joint:
    """Return who managed the growth that all these targets ask in one window, and which targets conflict.

    Each target's yearly pace counts, kept up over the longest window for which enough regions have all
    indicators on one base. Regions of any level count, since nobody stands alike in everything.
    Raises `BadSetting` for fewer than two targets.
    """
    goals = [a for a in assessed if a.target is not None and a.forecast is not None]
    if len(goals) < 2:
        raise BadSetting(
            zh="同时可行性需要两个以上有目标值的指标。",
            en="Joint feasibility needs two or more indicators with a target.",
        )
    series = [a.forecast.past for a in goals if a.forecast is not None]
    codes = tuple(a.goal.indicator for a in goals)
    longest = max(a.goal.by - a.year for a in goals)
    fewest = min(a.settings.precedents.fewest for a in goals)
    level = goals[0].settings.confidence
    for span in range(longest, 0, -1):
        windows = _windows(series, span, goals[0].home)
        if len(windows) >= fewest:
            break
    else:
        return Joint(
            codes, longest, Feasibility(None, None, None, 0, 0, level), (), (), (), (_TOO_FEW,)
        )
    there = np.array([_managed(a, s, windows, span) for a, s in zip(goals, series, strict=True)])
    every = np.asarray(there.all(axis=0))
    low, high = wilson(int(every.sum()), len(windows), level)
    regions, years = series[0].regions, series[0].years
    feasibility = Feasibility(float(every.mean()), low, high, len(windows), int(every.sum()), level)
    rng = np.random.default_rng(seed)
    pairs = tuple(
        _pair((codes[i], codes[j]), there[[i, j]], [w[0] for w in windows], rng, draws)
        for i, j in combinations(range(len(goals)), 2)
    )
    notes = [_ANY_LEVEL]
    if any(p.conflict or p.support for p in pairs):
        notes.append(_NOT_CAUSE)
    if span != longest:
        notes.append(_shorter(longest, span))
    return Joint(
        codes,
        span,
        feasibility,
        tuple(float(x) for x in there.mean(axis=1)),
        tuple(
            (regions[r], years[c]) for (r, c), ok in zip(windows, every.tolist(), strict=True) if ok
        ),
        pairs,
        tuple(notes),
    )


def _windows(series: Sequence[Histories], span: int, home: str) -> list[tuple[int, int]]:
    """Windows in which all indicators are known at both ends on one base; of each region the latest, not overlapping."""
    columns = min(len(s.years) for s in series) - span
    if columns <= 0:
        return []
    known = np.logical_and.reduce([np.isfinite(s.grown(span)[:, :columns]) for s in series])
    known[series[0].row(home)] = False
    found = []
    for row in range(known.shape[0]):
        next_free = columns + span
        for column in range(columns - 1, -1, -1):
            if known[row, column] and column + span <= next_free:
                found.append((row, column))
                next_free = column
    return found


def _managed(
    made: Assessment, series: Histories, windows: Sequence[tuple[int, int]], span: int
) -> np.ndarray:
    assert made.target is not None
    needed = series.needed(made.start, made.target) * span / (made.goal.by - made.year)
    grown = series.grown(span)
    found = np.array([grown[row, column] for row, column in windows])
    # A target that is met is managed by whoever falls back no further.
    upward = (needed >= 0) != (made.reach == "met")
    return found >= needed - 1e-12 if upward else found <= needed + 1e-12


def _pair(
    codes: tuple[str, str],
    there: np.ndarray,
    rows: Sequence[int],
    rng: np.random.Generator,
    draws: int,
) -> Pair:
    regions, owner = np.unique(rows, return_inverse=True)
    sums = np.zeros((len(regions), 4))
    np.add.at(
        sums, owner, np.column_stack([there[0], there[1], there.all(axis=0), np.ones(len(rows))])
    )
    weights = rng.multinomial(len(regions), np.full(len(regions), 1 / len(regions)), size=draws)
    lifts = _lift(weights @ sums)
    lifts = lifts[np.isfinite(lifts)]
    lift = float(_lift(sums.sum(axis=0)[None])[0])
    both = float(there.all(axis=0).mean())
    if not np.isfinite(lift):
        return Pair(codes, both, None, None, None)
    low, high = (float(x) for x in np.quantile(lifts, [0.05, 0.95]))
    return Pair(codes, both, lift, low, high)


def _lift(sums: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sums[:, 2] * sums[:, 3] / (sums[:, 0] * sums[:, 1]))


_ANY_LEVEL = Note(
    "同时可行性按各地区（不论水平高低）是否在同一时段保持了各目标所需的年均速度计算；各目标的起点不要求都与本地相近。",
    "Joint feasibility counts regions of any level that kept the yearly pace of every target in one window; they need not have stood where home stands in each.",
)
_NOT_CAUSE = Note(
    "相互带动或此消彼长只是过去同时出现的多少：也可能来自年代（例如各地增速普遍回落的年份），不等于因果。",
    "That two targets go together or pull apart is what was seen at the same time: the times may have made it (years in which growth fell everywhere), and it is no cause.",
)
_TOO_FEW = Note(
    "各指标同时有数且口径一致的时段太少，说不出同时可行性。",
    "Too few windows have all the indicators on one base: joint feasibility cannot be told.",
)


def _shorter(asked: int, span: int) -> Note:
    return Note(
        f"各指标同时有数的{asked}年时段不够，改看{span}年。",
        f"Too few windows of {asked} years have all the indicators; {span} years are taken instead.",
    )
