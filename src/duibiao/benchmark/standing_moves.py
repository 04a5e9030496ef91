"""假设达标: what home would score and rank at a reference's level, and what the next rank takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from duibiao.records import DataError, Floats, Panel, UnknownName

from .composites import Move, Step, moves_up, steps_to
from .ranks import descending_ranks
from .standing_methods import LINEAR, STANDING_AGGREGATIONS, STANDING_NORMALISATIONS
from .standings import DIGITS, ScoredElement, Standing, draws_of, rank_interval


@dataclass(frozen=True, slots=True)
class Reached:
    """Home with one more scored indicator at the reference's level.

    `value` is home's figure and `reached` the one it takes, in the indicator's unit and of `year`; `gain` the points
    added to the score before, `score` and `rank` home's then. In the settings' share of draws the rank lies
    between `low` and `high`.
    """

    indicator: str
    year: int
    value: float
    reached: float
    gain: float
    score: float
    rank: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class StandingWhatIf:
    """What home would score and rank at a reference's level: each indicator alone, and one after another.

    `alone` has the indicators in which the reference is ahead, the greatest gain first; `together` adds them up, at
    each step the one that then gains most. `enough` says how many of these bring home to the reference's own rank
    or past it (None where not all do, 0 where it is there already), `one_up` how many bring it past its own.
    `not_behind` are those in which home is level or ahead, `unknown` those without a figure on either side. All
    else stays: others' figures, scales, weights.
    """

    home: str
    reference: str
    score: float
    rank: int
    of: int
    alone: tuple[Reached, ...]
    together: tuple[Reached, ...]
    enough: int | None
    one_up: int | None
    not_behind: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingNextRank:
    """How far home is from the next rank: the regions `above` on it, the points `needed`, and each way there.

    `moves` are the indicators alone, in order of the share of the distance from worst to best that is needed, and
    `years` theirs; at the top there are none.
    """

    home: str
    score: float
    rank: int
    above: tuple[str, ...]
    needed: float
    moves: tuple[Move, ...]
    years: tuple[int, ...]


def standing_what_if(
    panel: Panel, result: Standing, home: str, references: Sequence[str]
) -> tuple[StandingWhatIf, ...]:
    """Return what home would score and rank at each reference's level, by a standing of the panel.

    The intervals are from the standing's own draws: a rank at home's own level has home's own interval. Raises
    `UnknownName` for a region that the standing lacks, and `DataError` where home has no score.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> from .standings import standing
    >>> panel = load_sample()
    >>> found = standing_what_if(panel, standing(panel, year=2020), "510300", ["320400"])[0]
    >>> first = found.alone[0]
    >>> first.indicator, round(first.gain, 1), found.rank, first.rank
    ('firms_per_10k', 6.3, 22, 17)
    """
    here = _home(panel, result, home)
    places = [_row(result, r) for r in references]
    reached = [_figures(panel, result, r) for r in references]
    steps = [steps_to(here, here.everyone[i], f) for i, f in zip(places, reached, strict=True)]
    sets = [_sets(here.codes, *pair) for pair in steps]
    at = np.repeat(places, [len(s) for s in sets]).astype(int)
    ends = iter(_rank_ranges(here, np.concatenate(sets), at)) if sets else iter(())
    return tuple(
        _what_if(here, r, (_dated(here, pair[0], ends), _dated(here, pair[1], ends)))
        for r, pair in zip(references, steps, strict=True)
    )


def standing_next_rank(panel: Panel, result: Standing, home: str) -> StandingNextRank:
    """Return what each scored indicator alone must gain for home to draw level with the next region above.

    Raises `UnknownName` for a region that the standing lacks, and `DataError` where home has no score.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> from .standings import standing
    >>> panel = load_sample()
    >>> up = standing_next_rank(panel, standing(panel, year=2020), "510300")
    >>> [panel.regions[r].name_zh for r in up.above], round(up.needed, 2), up.moves[0].indicator
    (['遂宁市'], 0.68, 'retail_per_head')
    """
    here = _home(panel, result, home)
    higher = result.ranks < here.rank
    if not higher.any():
        return StandingNextRank(home, here.score, here.rank, (), 0.0, (), ())
    next_up = result.ranks == result.ranks[higher].max()
    moves = moves_up(here)
    years = {e.indicator: e.year for e in result.elements}
    return StandingNextRank(
        home=home,
        score=here.score,
        rank=here.rank,
        above=tuple(result.regions[i] for i in np.flatnonzero(next_up)),
        needed=float(result.scores[next_up].max() - here.score),
        moves=moves,
        years=tuple(years[m.indicator] for m in moves),
    )


@dataclass(frozen=True)
class _Home:
    """Home in a standing, with figures that may be others; `everyone` includes regions that are not scored."""

    result: Standing
    row: int
    figures: Floats
    everyone: Floats
    signs: Floats

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(e.indicator for e in self.result.elements)

    @property
    def own(self) -> Floats:
        return np.asarray(self.everyone[self.row])

    @property
    def score(self) -> float:
        return float(self.result.scores[self.row])

    @property
    def rank(self) -> int:
        return int(self.result.ranks[self.row])

    @property
    def others(self) -> np.ndarray:
        """Which other regions are scored."""
        scored = np.isfinite(self.result.scores)
        scored[self.row] = False
        return scored

    def scored(self, rows: Floats) -> tuple[Floats, Floats]:
        """Return home's scores and ranks for rows of normalised figures (many, elements)."""
        if not len(rows):
            return np.empty(0), np.empty(0)
        aggregate = STANDING_AGGREGATIONS[self.result.settings.aggregation]
        scores = aggregate(rows, _weights(self.result.elements)[None])[0]
        others = np.tile(self.result.scores[self.others], (len(rows), 1))
        ranks = descending_ranks(np.round(np.column_stack([scores, others]), DIGITS))
        return scores, ranks[:, 0]

    def off_scale(self, indicator: int, score: float) -> float | None:
        """Return the figure in the indicator's own unit that has a score; None where the scale is no line."""
        if self.result.settings.normalisation not in LINEAR:
            return None
        values, scores = self.result.values[:, indicator], self.everyone[:, indicator]
        low, high = int(np.nanargmin(values)), int(np.nanargmax(values))
        slope = (values[high] - values[low]) / (scores[high] - scores[low])
        value = self.signs[indicator] * (values[low] + slope * (score - scores[low]))
        log = self.result.elements[indicator].transform == "log"
        return float(np.exp(value) if log else value)


def _home(panel: Panel, result: Standing, home: str) -> _Home:
    row = _row(result, home)
    if not np.isfinite(result.scores[row]):
        raise DataError(
            zh=f"地区{home}没有综合得分，说不出怎样会改变它。请补充数据。",
            en=f"Region {home} has no score, so nothing can be said of what would change it. Add data.",
        )
    normalise = STANDING_NORMALISATIONS[result.settings.normalisation]
    signs = [
        -1.0 if panel.indicators[e.indicator].direction == "-" else 1.0 for e in result.elements
    ]
    return _Home(
        result, row, _figures(panel, result, home), normalise(result.values), np.array(signs)
    )


def _row(result: Standing, region: str) -> int:
    if region not in result.regions:
        raise UnknownName("region", region, result.regions)
    return result.regions.index(region)


def _weights(elements: Sequence[ScoredElement]) -> Floats:
    return np.array([e.weight for e in elements])


def _figures(panel: Panel, result: Standing, region: str) -> Floats:
    """A region's figures as they were scored, in the indicators' own units, NaN where there is none."""
    row = panel.regions.position(region)
    return np.array([panel.grid(e.indicator).at(e.year)[row] for e in result.elements])


def _sets(codes: Sequence[str], alone: Sequence[Step], together: Sequence[Step]) -> np.ndarray:
    """Which elements are at the reference's level in each step, shape (steps, elements)."""
    one = np.array([[c == s.indicator for c in codes] for s in (*alone, *together)], dtype=bool)
    one = one.reshape(-1, len(codes))
    one[len(alone) :] = np.logical_or.accumulate(one[len(alone) :], axis=0)
    return one


def _rank_ranges(here: _Home, sets: np.ndarray, at: np.ndarray) -> list[tuple[int, int]]:
    """The interval of home's rank for each set of elements at the level of the region in that row."""
    result, settings = here.result, here.result.settings
    aggregate = STANDING_AGGREGATIONS[settings.aggregation]
    ranks = np.empty((settings.draws, len(sets)))
    for drawn in draws_of(_weights(result.elements), settings):
        normalised = drawn.normalise(result.values)
        others = np.round(aggregate(normalised[here.others], drawn.weights), DIGITS)
        rows = np.where(sets, normalised[at], normalised[here.row])
        for k, own in enumerate(np.round(aggregate(rows, drawn.weights), DIGITS).T):
            ranks[drawn.rows, k] = 1 + (others > own[:, None]).sum(axis=1)
    return [(int(low), int(high)) for low, high in rank_interval(ranks, settings.interval).T]


def _dated(
    here: _Home, steps: Sequence[Step], ends: Iterator[tuple[int, int]]
) -> tuple[Reached, ...]:
    """Steps with the year of their figures and the next intervals."""
    years = {e.indicator: e.year for e in here.result.elements}
    found = []
    for s in steps:
        low, high = next(ends)
        year = years[s.indicator]
        found.append(
            Reached(s.indicator, year, s.value, s.reached, s.gain, s.score, s.rank, low, high)
        )
    return tuple(found)


def _what_if(
    here: _Home,
    reference: str,
    steps: tuple[tuple[Reached, ...], tuple[Reached, ...]],
) -> StandingWhatIf:
    result, own = here.result, here.own
    alone, together = steps
    wanted = here.everyone[_row(result, reference)]
    known = np.isfinite(own) & np.isfinite(wanted)
    codes = np.array(here.codes)
    goal = result.ranks[_row(result, reference)]
    path = [here.rank, *(s.rank for s in together)]
    return StandingWhatIf(
        home=result.regions[here.row],
        reference=reference,
        score=here.score,
        rank=here.rank,
        of=int(np.isfinite(result.scores).sum()),
        alone=alone,
        together=together,
        enough=next((n for n, rank in enumerate(path) if rank <= goal), None),
        one_up=next((n for n, rank in enumerate(path) if rank < here.rank), None),
        not_behind=tuple(codes[known & (wanted <= own)].tolist()),
        unknown=tuple(codes[~known].tolist()),
    )
