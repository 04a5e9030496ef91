"""Breaks in trend: years at which the mean yearly growth of a region shifted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, Floats, Note, UnknownName

from .series import Histories

Select = Literal["sup-f", "bic"]
"""Breaks one after another while their test says so, or the number of breaks with the least criterion."""

_HANSEN = -2 * float(np.log(1 - np.sqrt(0.95)))
"""95 % of the likelihood-ratio statistic of a break's date (Hansen 2000, Econometrica 68, 575-603): 7.35."""


@dataclass(frozen=True, slots=True)
class TrendSettings:
    """How breaks in trend are found.

    `shortest`: years of growth in a segment at least; `most` breaks; `select`: "sup-f" (one break after another, each
    at the `level`, by `draws` of independent normal growth with `seed`) or "bic".
    """

    shortest: int = 5
    most: int = 3
    select: Select = "sup-f"
    level: float = 0.05
    draws: int = 999
    seed: int = 0

    def __post_init__(self) -> None:
        if self.select not in ("sup-f", "bic"):
            raise UnknownName("method", self.select, ("sup-f", "bic"))
        if self.shortest < 2 or self.most < 1 or self.draws < 99 or not 0 < self.level < 1:
            raise BadSetting(
                zh="分段至少2年，转折至少1个，抽样至少99次，显著性水平在0和1之间。",
                en="A segment needs 2 years or more, breaks 1 or more, draws 99 or more, and the level lies between 0 and 1.",
            )


@dataclass(frozen=True)
class TrendBreak:
    """A shift of mean yearly growth: `before` until `year`, `after` from then on.

    On the scale of the histories (logarithms, or points), with standard errors of the means. `low` and `high` are the
    ends of the years that the data do not reject as the break's (95 %, independent growth of one variance). `p` is of
    the test that admitted the break, None where BIC chose.
    """

    region: str
    year: int
    before: float
    after: float
    before_se: float
    after_se: float
    low: int
    high: int
    p: float | None


@dataclass(frozen=True)
class Trends:
    """Breaks in trend by region and year; `skipped` regions have too few years in a row, as the note says."""

    breaks: tuple[TrendBreak, ...]
    skipped: tuple[str, ...]
    settings: TrendSettings
    notes: tuple[Note, ...] = ()


def trend_breaks(found: Histories, settings: TrendSettings | None = None) -> Trends:
    """Return where the mean yearly growth of each region shifted, in its longest run of years on one base.

    Notes
    -----
    Least squares over all partitions with segments of at least `shortest` years (Bai, J. and Perron, P. 1998,
    Econometrica 66, 47-78; 2003, Journal of Applied Econometrics 18, 1-22), on growth, as Berg, Ostry and Zettelmeyer
    (2012), Journal of Development Economics 98, 149-166, rather than on the level, whose deviations last. "sup-f": is a
    further break admitted in some segment by the largest F over its dates, its distribution drawn for that number
    of years; p is Bonferroni's over the segments. "bic": n ln(SSR / n) + (2 m + 1) ln n (Yao 1988).
    Growth that is itself autocorrelated makes both find too many.
    """
    chosen = settings or TrendSettings()
    breaks: list[TrendBreak] = []
    skipped: list[str] = []
    null = _Null(chosen)
    for row, region in enumerate(found.regions):
        start, growth = _longest(found.steps[row])
        if len(growth) < 2 * chosen.shortest:
            skipped.append(region)
            continue
        cuts, p = _by_bic(growth, chosen) if chosen.select == "bic" else _by_f(growth, chosen, null)
        breaks.extend(_described(found, region, start, growth, cuts, p, chosen.shortest))
    return Trends(
        tuple(breaks), tuple(skipped), chosen, (_skipped(skipped, chosen),) if skipped else ()
    )


class _Null:
    """The distribution of sup F without a break, by number of years; drawn once for each."""

    def __init__(self, settings: TrendSettings) -> None:
        self._settings, self._drawn = settings, dict[int, Floats]()

    def p(self, statistic: float, n: int) -> float:
        if n not in self._drawn:
            s = self._settings
            noise = np.random.default_rng([s.seed, n]).normal(size=(s.draws, n))
            self._drawn[n] = _profile(noise, s.shortest).max(axis=1)
        return float((1 + (self._drawn[n] >= statistic).sum()) / (1 + self._settings.draws))


def _profile(series: Floats, shortest: int) -> Floats:
    """F of a shift of the mean at each admissible cut, shape (series, cuts)."""
    n = series.shape[1]
    cuts = np.arange(shortest, n - shortest + 1)
    deviations = series - series.mean(axis=1, keepdims=True)
    sums = np.cumsum(deviations, axis=1)[:, cuts - 1]
    explained = sums**2 * (1 / cuts + 1 / (n - cuts))
    total = (deviations**2).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        f = explained / ((total - explained) / (n - 2))
    return np.asarray(np.where(np.isnan(f), 0.0, f))


def _by_f(
    growth: Floats, s: TrendSettings, null: _Null
) -> tuple[list[int], dict[int, float | None]]:
    cuts: list[int] = []
    admitted: dict[int, float | None] = {}
    while len(cuts) < s.most:
        edges = [0, *cuts, len(growth)]
        trials = []
        for a, b in pairwise(edges):
            if b - a >= 2 * s.shortest and np.ptp(growth[a:b]) > 1e-12:
                f = _profile(growth[None, a:b], s.shortest)[0]
                trials.append(
                    (
                        null.p(float(f.max()), b - a),
                        -float(f.max()),
                        a + s.shortest + int(f.argmax()),
                    )
                )
        if not trials:
            break
        p, _, cut = min(trials)
        p = min(1.0, p * len(trials))
        if p > s.level:
            break
        admitted[cut] = p
        cuts = sorted([*cuts, cut])
    return cuts, admitted


def _by_bic(growth: Floats, s: TrendSettings) -> tuple[list[int], dict[int, float | None]]:
    n = len(growth)
    best: list[tuple[float, list[int]]] = []
    for m, (ssr, cuts) in enumerate(_partitions(growth, s)):
        # Below rounding, growth is constant within segments and more breaks explain nothing.
        floor = 1e-24 * n * max(1.0, float((growth**2).max()))
        best.append((n * float(np.log(max(ssr, floor) / n)) + (2 * m + 1) * float(np.log(n)), cuts))
    return min(best)[1], {}


def _partitions(growth: Floats, s: TrendSettings) -> list[tuple[float, list[int]]]:
    """The least sum of squares and its cuts for 0, 1, … breaks, by dynamic programming."""
    n, h = len(growth), s.shortest
    first, second = (np.concatenate([[0.0], np.cumsum(g)]) for g in (growth, growth**2))

    def cost(a: int, b: int) -> float:
        return float(second[b] - second[a] - (first[b] - first[a]) ** 2 / (b - a))

    best = {b: (cost(0, b), list[int]()) for b in range(h, n + 1)}
    found = [best[n]]
    for m in range(1, s.most + 1):
        best = {
            b: min((best[a][0] + cost(a, b), [*best[a][1], a]) for a in range(m * h, b - h + 1))
            for b in range((m + 1) * h, n + 1)
        }
        if n not in best:
            break
        found.append(best[n])
    return found


def _longest(steps: Floats) -> tuple[int, Floats]:
    """Start and values of the longest run without a gap or a break."""
    edges = np.concatenate([[-1], np.nonzero(~np.isfinite(steps))[0], [len(steps)]])
    lengths = np.diff(edges) - 1
    at = int(lengths.argmax())
    start = int(edges[at]) + 1
    return start, steps[start : start + int(lengths[at])]


def _described(
    found: Histories,
    region: str,
    start: int,
    growth: Floats,
    cuts: list[int],
    p: dict[int, float | None],
    shortest: int,
) -> list[TrendBreak]:
    edges = [0, *cuts, len(growth)]
    made = []
    for a, cut, b in zip(edges, edges[1:], edges[2:], strict=False):
        before, after = growth[a:cut], growth[cut:b]
        low, high = _dates(growth[a:b], cut - a, shortest)
        made.append(
            TrendBreak(
                region,
                found.years[start + cut],
                float(before.mean()),
                float(after.mean()),
                float(before.std(ddof=1) / np.sqrt(len(before))),
                float(after.std(ddof=1) / np.sqrt(len(after))),
                found.years[start + a + low],
                found.years[start + a + high],
                p.get(cut),
            )
        )
    return made


def _dates(growth: Floats, cut: int, shortest: int) -> tuple[int, int]:
    """The first and the last date whose likelihood is not too far below that of the cut."""
    n = len(growth)
    total = float(((growth - growth.mean()) ** 2).sum())
    f = _profile(growth[None], shortest)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        ssr = np.where(np.isinf(f), 0.0, total / (1 + f / (n - 2)))
    least = float(ssr.min())
    inside = (ssr - least) * (n - 2) <= _HANSEN * least + 1e-15
    places = [*(int(k) + shortest for k in np.nonzero(inside)[0]), cut]
    return min(places), max(places)


def _skipped(names: list[str], s: TrendSettings) -> Note:
    few = len(names) > 6
    return Note(
        f"{len(names)}个地区没有连续{2 * s.shortest + 1}年口径一致的数，未作判断：{'、'.join(names[:6])}{'等' if few else ''}。",
        f"{len(names)} regions lack {2 * s.shortest + 1} years in a row on one base and are not judged: {', '.join(names[:6])}{' and others' if few else ''}.",
    )
