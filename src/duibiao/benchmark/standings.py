"""位次: the composite score of every region, its rank, and how far the rank hangs on weights and method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Framework, Note, Panel, UnknownName

from ._standing_words import doubt_of, gaps_of
from ._variables import Columns, check_year, read_columns, years_note
from .frameworks import check_scorable, default_framework, only
from .ranks import RankSet, descending_ranks, whole_set
from .standing_methods import STANDING_AGGREGATIONS, STANDING_NORMALISATIONS, STANDING_WEIGHTINGS

DIGITS = 9
"""Scores are rounded before they are ranked, so that the last bits of a sum never tell equals apart."""


@dataclass(frozen=True, slots=True)
class StandingSettings:
    """How regions are scored.

    `normalisation`, `weighting` and `aggregation` are names from the families in
    `duibiao.benchmark.standing_methods`. A region is scored where it has elements of at least `coverage` of the
    weight; an element is read in its latest year that enough regions have: half of all, and a share
    `year_coverage` of those in its best year. For the rank
    interval, `draws` weights are drawn around the given ones: with concentration c a weight w varies with a
    standard deviation of sqrt(w (1 - w) / (c + 1)), so at 100 a weight of 10 % moves by 3 points.
    """

    normalisation: str = "minmax"
    weighting: str = "framework"
    aggregation: str = "arithmetic"
    coverage: float = 0.75
    year_coverage: float = 0.8
    draws: int = 2000
    concentration: float = 100.0
    interval: float = 0.9
    seed: int = 0

    def __post_init__(self) -> None:
        for name, family in (
            (self.normalisation, STANDING_NORMALISATIONS),
            (self.weighting, STANDING_WEIGHTINGS),
            (self.aggregation, STANDING_AGGREGATIONS),
        ):
            if name not in family:
                raise UnknownName("method", name, family)
        if not (
            0 < self.coverage <= 1
            and 0 < self.year_coverage <= 1
            and 0 < self.interval < 1
            and self.draws >= 1
            and self.concentration > 0
        ):
            raise BadSetting(
                zh="位次的设置不合要求：coverage、year_coverage、interval 须在0与1之间，draws 须不小于1，concentration 须大于0。",
                en="The settings of the standing are out of range: coverage, year_coverage and interval must lie between 0 and 1, draws be 1 or more, concentration above 0.",
            )


@dataclass(frozen=True, slots=True)
class ScoredElement:
    """A scored indicator as it was used: its year, its transform, its pillar and its share of the score."""

    indicator: str
    year: int
    transform: str
    pillar: str
    weight: float


@dataclass(frozen=True, slots=True)
class RegionStanding:
    """One region's standing: score, rank `rank` of `of`, 1 the best, equals sharing the better rank.

    `percentile` is the percentage of the other regions with a lower score. In the settings' share of
    draws (90 %) the rank lies between `low` and `high`. `pillars` are the scores by pillar (None where it
    has nothing in one), `coverage` the share of the weight whose indicators it has.
    """

    region: str
    score: float
    rank: int
    of: int
    percentile: float
    low: int
    high: int
    pillars: tuple[tuple[str, float | None], ...]
    coverage: float


@dataclass(frozen=True)
class Standing:
    """Where every region stands by the composite of the framework.

    `regions` are all regions of the panel; the arrays follow them, NaN for those that are not scored:
    `scores`, `ranks`, `percentiles` and `coverage` of shape (regions,), `intervals` (regions, 2), `values`
    (transformed, turned so that more is better; of all regions), `normalised` and `shares` (regions,
    elements), `pillar_scores` (regions, pillars). A score is the sum of `shares` times
    `normalised`: `shares` are the weights over what a region has, 0 where it lacks an element. `among`
    names the set, and `doubt` what the interval does and does not cover.
    """

    year: int
    settings: StandingSettings
    framework: Framework
    elements: tuple[ScoredElement, ...]
    regions: tuple[str, ...]
    among: RankSet
    scores: Floats = field(repr=False, compare=False)
    ranks: Floats = field(repr=False, compare=False)
    percentiles: Floats = field(repr=False, compare=False)
    intervals: Floats = field(repr=False, compare=False)
    coverage: Floats = field(repr=False, compare=False)
    values: Floats = field(repr=False, compare=False)
    normalised: Floats = field(repr=False, compare=False)
    shares: Floats = field(repr=False, compare=False)
    pillar_scores: Floats = field(repr=False, compare=False)
    doubt: Note
    notes: tuple[Note, ...] = ()

    def of(self, region: str) -> RegionStanding | None:
        """Return the standing of a region by its code, or None where it is not scored (a note says why)."""
        row = self._row(region)
        if not np.isfinite(self.scores[row]):
            return None
        pillars = zip(self.framework.pillars, self.pillar_scores[row], strict=True)
        return RegionStanding(
            region=region,
            score=float(self.scores[row]),
            rank=int(self.ranks[row]),
            of=int(np.isfinite(self.scores).sum()),
            percentile=float(self.percentiles[row]),
            low=int(self.intervals[row, 0]),
            high=int(self.intervals[row, 1]),
            pillars=tuple((p.code, float(s) if np.isfinite(s) else None) for p, s in pillars),
            coverage=float(self.coverage[row]),
        )

    def contributions_of(self, region: str) -> dict[str, float]:
        """Return what each indicator that a region has adds to its score (they sum to the score).

        Raises `DataError` where the region is not scored.
        """
        row = self._row(region)
        if not np.isfinite(self.scores[row]):
            raise DataError(
                zh=f"地区{region}缺的指标太多，没有综合得分，不能分解。可降低 coverage，或补充数据。",
                en=f"Region {region} lacks too many indicators to be scored, so its score cannot be split. Lower coverage, or add data.",
            )
        return {
            e.indicator: float(share * value)
            for e, share, value in zip(
                self.elements, self.shares[row], self.normalised[row], strict=True
            )
            if np.isfinite(value)
        }

    def _row(self, region: str) -> int:
        if region not in self.regions:
            raise UnknownName("region", region, self.regions)
        return self.regions.index(region)


def standing(panel: Panel, *, year: int, settings: StandingSettings | None = None) -> Standing:
    """Return where every region stands by the scored indicators of the panel's framework.

    Raises `InputError` for a year outside the panel, `BadSetting` where the framework scores a total or an
    indicator without direction, and `DataError` where nothing can be scored.

    Notes
    -----
    Each element is transformed (a logarithm is refused for all where one value is not positive), turned so
    that more is better, normalised over the regions, and averaged with the weights. The rank interval
    repeats this with weights from a Dirichlet distribution around the given ones and a normalisation
    drawn anew each time from all there are.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> result = standing(load_sample(), year=2020)
    >>> zigong = result.of("510300")
    >>> zigong.rank, zigong.of, zigong.low, zigong.high
    (22, 31, 21, 25)
    """
    settings = settings or StandingSettings()
    check_year(panel, year)
    notes: list[Note] = []
    framework = panel.framework
    if framework is None:
        framework, note = default_framework(panel)
        notes.append(note)
    check_scorable(panel, framework)
    columns = read_columns(
        panel, framework.of("score"), until=year, coverage=settings.year_coverage
    )
    notes += [*columns.notes, *years_note(panel, columns, year)]
    if not columns.elements:
        raise DataError(
            zh=f"到{year}年没有一个计分指标可用，不能评定位次。{''.join(n.zh for n in notes)}请换一个年份或降低 year_coverage。",
            en=f"Up to {year} no scored indicator can be used, so no standing can be given. {' '.join(n.en for n in notes)} Choose another year or a lower year_coverage.",
        )
    framework = only(framework, columns.elements)
    weights = STANDING_WEIGHTINGS[settings.weighting](framework)
    turned = columns.values * _signs(panel, columns)
    coverage = np.isfinite(turned) @ weights
    scored = coverage >= settings.coverage - 1e-12
    notes += gaps_of(panel, columns, scored, settings.coverage)
    # Regions without a score still count in what is best and worst: their figures are real.
    return _assemble(
        panel, year, settings, framework, columns, weights, turned, coverage, scored, tuple(notes)
    )


def _assemble(
    panel: Panel,
    year: int,
    settings: StandingSettings,
    framework: Framework,
    columns: Columns,
    weights: Floats,
    turned: Floats,
    coverage: Floats,
    scored: np.ndarray,
    notes: tuple[Note, ...],
) -> Standing:
    normalised = STANDING_NORMALISATIONS[settings.normalisation](turned)
    normalised[~scored] = np.nan
    scores = STANDING_AGGREGATIONS[settings.aggregation](normalised, weights[None])[0]
    ranks = descending_ranks(np.round(scores, DIGITS))
    count = int(scored.sum())
    below = count - ranks - _level_with(np.round(scores, DIGITS))
    present = np.isfinite(normalised) * weights
    total = present.sum(axis=1, keepdims=True)
    return Standing(
        year=year,
        settings=settings,
        framework=framework,
        elements=tuple(
            ScoredElement(e.indicator, y, e.transform, e.pillar, float(w))
            for e, y, w in zip(columns.elements, columns.years, weights, strict=True)
        ),
        regions=panel.regions.codes,
        among=whole_set(panel),
        scores=scores,
        ranks=ranks,
        percentiles=100 * below / max(count - 1, 1),
        intervals=_intervals(turned, weights, scored, settings),
        coverage=coverage,
        values=turned,
        normalised=normalised,
        shares=np.divide(present, total, out=np.zeros_like(present), where=total > 0),
        pillar_scores=_pillar_scores(framework, normalised, weights, settings),
        doubt=doubt_of(settings.draws, settings.interval, settings.concentration),
        notes=notes,
    )


def _signs(panel: Panel, columns: Columns) -> Floats:
    return np.array(
        [-1.0 if panel.indicators[e.indicator].direction == "-" else 1.0 for e in columns.elements]
    )


def _level_with(scores: Floats) -> Floats:
    """How many other regions have the same score."""
    return np.asarray((scores[:, None] == scores[None, :]).sum(axis=1) - 1)


def _pillar_scores(
    framework: Framework, normalised: Floats, weights: Floats, settings: StandingSettings
) -> Floats:
    aggregate = STANDING_AGGREGATIONS[settings.aggregation]
    elements = framework.of("score")
    found = []
    for pillar in framework.pillars:
        inside = [i for i, e in enumerate(elements) if e.pillar == pillar.code]
        found.append(aggregate(normalised[:, inside], weights[None, inside])[0])
    return np.stack(found, axis=1)


def _intervals(
    turned: Floats, weights: Floats, scored: np.ndarray, settings: StandingSettings
) -> Floats:
    """The rank interval of each region over drawn weights and normalisations, shape (regions, 2)."""
    scores = np.empty((settings.draws, int(scored.sum())))
    for drawn in draws_of(weights, settings):
        normalised = drawn.normalise(turned)[scored]
        scores[drawn.rows] = STANDING_AGGREGATIONS[settings.aggregation](normalised, drawn.weights)
    ranks = descending_ranks(np.round(scores, DIGITS))
    intervals = np.full((len(turned), 2), np.nan)
    intervals[scored] = rank_interval(ranks, settings.interval).T
    return intervals


@dataclass(frozen=True)
class Draws:
    """The draws of a standing with one normalisation: their places among all, and their weights."""

    normalise: Callable[[Floats], Floats]
    rows: np.ndarray
    weights: Floats


def draws_of(weights: Floats, settings: StandingSettings) -> list[Draws]:
    """Return the drawn weights of a standing by the normalisation drawn with them; the seed fixes them."""
    rng = np.random.default_rng(settings.seed)
    drawn = rng.dirichlet(settings.concentration * weights, size=settings.draws)
    method = rng.integers(len(STANDING_NORMALISATIONS), size=settings.draws)
    return [
        Draws(normalise, np.flatnonzero(method == i), drawn[method == i])
        for i, normalise in enumerate(STANDING_NORMALISATIONS.values())
    ]


def rank_interval(ranks: Floats, interval: float) -> Floats:
    """Return the lowest and highest rank over draws (the first axis) that leave out equal tails."""
    tail = (1 - interval) / 2
    return np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf")
