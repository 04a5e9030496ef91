"""目标: a target held against precedents and business as usual, with what it demands each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from duibiao.records import BadSetting, Floats, Note, Panel, Prices

from ._goal_words import (
    already_met,
    beyond_whole,
    by_points,
    falls_back,
    missing_inside,
    no_value,
    no_year,
    not_positive,
    own_reference,
    past_target,
    start_differs,
    target_price,
)
from .catching_up import LONGEST, CatchUp, catch_up
from .feasibility import Feasibility, Reach, ReachSettings, feasibility_of, reach_of
from .forecasts import Forecast, ForecastSettings, forecast
from .paths import EVEN_QUARTERS, Milestone, milestones, required_growth, seasons_of, straight_path
from .precedents import Precedents, PrecedentSettings, find_precedents
from .references import Moving, moving_reference
from .series import Histories, Scale, histories

PERCENTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Goal:
    """A target for one indicator, to be reached by the end of a year.

    Either a `value` in the indicator's unit, or a `ratio` of the level of `of` at that time: a region, or a
    parent such as a province, which stands for the mean of its regions in the panel. With neither, only
    where business as usual and precedents lead is told.
    """

    indicator: str
    by: int
    value: float | None = None
    ratio: float | None = None
    of: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and self.ratio is not None:
            raise BadSetting(
                zh="目标既给了数值又给了比例。请只给一种：数值用 --target，相对对标地区的比例用 --ratio 和 --of。",
                en="The target is both a value and a ratio. Give one: a value with --target, a share of a reference's level with --ratio and --of.",
            )
        if (self.ratio is None) != (not self.of):
            raise BadSetting(
                zh="比例和对标地区要一起给，例如 --ratio 0.6 --of 常州市。",
                en="A ratio and its reference go together, as in --ratio 0.6 --of Changzhou.",
            )
        if self.ratio is not None and self.ratio <= 0:
            raise BadSetting(
                zh=f"目标比例是{self.ratio}。须大于0，如0.6表示对标地区水平的60%。",
                en=f"The ratio is {self.ratio}. It is above 0: 0.6 is 60 % of the reference's level.",
            )


@dataclass(frozen=True, slots=True)
class GoalSettings:
    """The choices behind the assessment of a target, part by part."""

    prices: Prices = "constant"
    precedents: PrecedentSettings = field(default_factory=PrecedentSettings)
    reach: ReachSettings = field(default_factory=ReachSettings)
    forecast: ForecastSettings = field(default_factory=ForecastSettings)
    confidence: float = 0.9
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """Where home may stand at the end of a year if it goes on as before: percentiles, in the indicator's unit."""

    year: int
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True)
class Assessment:
    """A target, what it demands, who did it, and with what odds.

    `start` is home's value in `year`, in `unit` at prices of `base_year` (None: current prices). `target` is the
    value aimed at: of a moving reference the median, with `target_low` and `target_high` its 10th and 90th percentiles.
    `required_growth` is in percent a year (`scale` log) or in the unit a year (points). `odds` is the
    share of futures under business as usual that stand at the target in its year; `ambition` is how far the
    target lies beyond the median of them: a ratio less 1 (0.2 is 20 % beyond), or points. `reference` is
    where the share aimed at of a reference that moves may stand, from the start year on.
    """

    goal: Goal
    home: str
    year: int
    start: float
    unit: str
    scale: Scale
    prices: Prices
    base_year: int | None
    expected: tuple[Expected, ...]
    precedents: Precedents
    target: float | None = None
    target_low: float | None = None
    target_high: float | None = None
    required_growth: float | None = None
    usual_growth: float | None = None
    milestones: tuple[Milestone, ...] = ()
    feasibility: Feasibility | None = None
    odds: float | None = None
    ambition: float | None = None
    reach: Reach = "unknown"
    catch_up: CatchUp | None = None
    reference: tuple[Expected, ...] = ()
    forecast: Forecast | None = None
    settings: GoalSettings = field(default_factory=GoalSettings)
    notes: tuple[Note, ...] = ()


def assess(
    panel: Panel,
    home: str,
    goal: Goal,
    *,
    year: int | None = None,
    structure: Sequence[str] = (),
    without: Sequence[str] = (),
    settings: GoalSettings | None = None,
) -> Assessment:
    """Return a target held against what others did from here and against business as usual.

    `home` is a name or code, `year` the last year that may be used (default: the panel's last); home starts from
    its latest value up to it. `structure` are indicators in which precedents must have been like home too.
    `without` are regions to leave out of it all, such as the nation in a panel of provinces.

    Raises `UnknownName`, `BadSetting` for a year that is not there, a target that is not in the future or cannot be
    reached on the scale, or home as its own reference, and `DataError` where home has no value or the panel too little past.

    >>> from duibiao.sources import load_sample
    >>> found = assess(load_sample(), "自贡市", Goal("gdp_per_capita", 2025, value=80000), year=2020)
    >>> round(found.start), round(found.required_growth, 1)
    (58059, 6.6)
    """
    settings = settings or GoalSettings()
    here = panel.regions.match(home).code
    until = _until(panel, year)
    reference = panel.regions.find(goal.of) if goal.of else None
    if reference is not None and reference.code == here:
        raise own_reference(panel, here)
    series = _series(panel, goal.indicator, until, settings, without)
    start_year, start = _start(panel, series, here, until)
    if goal.by <= start_year:
        raise past_target(goal.by, start_year)
    notes = [*series.notes]
    if start_year != until:
        notes.append(start_differs(start_year, until))
    span = goal.by - start_year
    usual = forecast(series, start_year, max(span, LONGEST), settings.forecast, settings.seed)
    notes += usual.notes
    paths = usual.paths_of([here])[0]
    aim = _aim(panel, goal, usual, span, series)
    met = aim is not None and _is_met(series, start, aim.first)
    # A target that is met asks nothing of anybody: there is no growth to look for among precedents.
    needed = None if aim is None or met else series.needed(start, aim.value)
    conditions = [_series(panel, code, until, settings, without) for code in structure]
    precedents = find_precedents(
        series, here, span, year=start_year, needed=needed, structure=conditions,
        settings=settings.precedents,
    )  # fmt: skip
    notes += missing_inside(precedents)
    if series.scale == "points" and not series.indicator.is_percent and (series.values < 0).any():
        notes.append(by_points())
    made = Assessment(
        goal, here, start_year, start, series.indicator.unit, series.scale, series.prices,
        series.base_year, _expected(usual, here, goal.by), precedents, forecast=usual,
        settings=settings,
    )  # fmt: skip
    median = made.expected[-1].p50
    made = replace(made, usual_growth=required_growth(start, median, span, series.scale))
    if aim is None:
        return replace(made, notes=tuple(notes))
    if series.most is not None and goal.value is not None and goal.value > series.most:
        notes.append(beyond_whole())
    if series.base_year is not None and goal.value is not None:
        notes.append(target_price(series.base_year))
    return _judged(panel, made, aim, paths, series, notes)


def precedents_from(
    panel: Panel,
    home: str,
    code: str,
    years: int,
    *,
    year: int | None = None,
    structure: Sequence[str] = (),
    without: Sequence[str] = (),
    settings: GoalSettings | None = None,
) -> Precedents:
    """Return who stood where home stands, and what they had reached so many years later, without a target.

    As in `assess`, home starts from its latest value up to `year`. Raises the same errors.
    """
    settings = settings or GoalSettings()
    here = panel.regions.match(home).code
    until = _until(panel, year)
    series = _series(panel, code, until, settings, without)
    start_year, _ = _start(panel, series, here, until)
    conditions = [_series(panel, c, until, settings, without) for c in structure]
    found = find_precedents(
        series, here, years, year=start_year, structure=conditions, settings=settings.precedents
    )
    started = (start_differs(start_year, until),) if start_year != until else ()
    return replace(found, notes=(*started, *series.notes, *found.notes))


def _judged(
    panel: Panel,
    made: Assessment,
    aim: Moving,
    paths: Floats,
    series: Histories,
    notes: list[Note],
) -> Assessment:
    """The assessment with what follows from its target."""
    goal, settings, span = made.goal, made.settings, made.goal.by - made.year
    upward = _upward(series, made.start, aim.value)
    met = _is_met(series, made.start, aim.first)
    ends = paths[:, span - 1]
    there = ends >= aim.draws[:, span - 1] if upward else ends <= aim.draws[:, span - 1]
    median = made.expected[-1].p50
    seasons = seasons_of(panel, made.home, goal.indicator, made.year)
    if series.indicator.kind == "flow" and not series.indicator.is_percent and not met:
        notes.append(seasons[1] if seasons else EVEN_QUARTERS)
    feasibility = None if met else feasibility_of(made.precedents, settings.confidence)
    odds = float(there.mean())
    assert made.forecast is not None
    if met:
        notes.append(already_met())
    notes += aim.notes
    if aim.falls:
        notes.append(falls_back(goal.of))
    return replace(
        made,
        target=aim.value,
        target_low=aim.low,
        target_high=aim.high,
        required_growth=required_growth(made.start, aim.value, span, series.scale),
        milestones=()
        if met
        else _milestones(made, aim, series, seasons[0] if seasons else None, span),
        feasibility=feasibility,
        odds=odds,
        ambition=_beyond(series.scale, aim.value, median, upward),
        reach="met" if feasibility is None else reach_of(odds, feasibility, settings.reach),
        catch_up=None if met else catch_up(paths, aim.draws, made.forecast.years, upward),
        reference=_moving(aim, made) if goal.ratio is not None else (),
        notes=tuple(dict.fromkeys(notes)),
    )


def _until(panel: Panel, year: int | None) -> int:
    """The last year that may be used: one that the panel has."""
    if year is not None and year not in panel.years:
        raise no_year(panel, year)
    return panel.years[-1] if year is None else year


def _series(
    panel: Panel, code: str, year: int, settings: GoalSettings, without: Sequence[str]
) -> Histories:
    """The histories up to a year, money at the prices of that year or the last that the deflator covers."""
    code = panel.indicators.match(code).code
    base = None
    if settings.prices == "constant" and panel.has_constant_prices(code):
        assert panel.deflator is not None
        base = max((y for y in panel.deflator.index if y <= year), default=None)
    return histories(
        panel, code, prices=settings.prices, base_year=base, without=frozenset(without)
    ).until(year)


def _start(panel: Panel, series: Histories, home: str, year: int) -> tuple[int, float]:
    if home not in series.regions:
        raise no_value(panel, series, home, year)
    values = series.values[series.row(home)]
    known = np.flatnonzero(np.isfinite(values))
    if not known.size:
        raise no_value(panel, series, home, year)
    last = int(known[-1])
    if series.scale == "log" and values[last] <= 0:
        raise not_positive(panel, series, home, series.years[last])
    return series.years[last], float(values[last])


def _aim(panel: Panel, goal: Goal, usual: Forecast, span: int, series: Histories) -> Moving | None:
    """What is aimed at in each year and future: a level that stays, or a share of a reference that moves."""
    if goal.value is not None:
        if series.scale == "log" and goal.value <= 0:
            raise BadSetting(
                zh=f"目标值{goal.value:g}不为正，而“{series.indicator.name_zh}”按增速推算。请给出大于0的目标值。",
                en=f"The target {goal.value:g} is not above zero, and “{series.indicator.name('en')}” is reckoned by growth rates. Give a target above 0.",
            )
        draws = np.full((1, len(usual.years)), goal.value)
        return Moving(goal.value, goal.value, draws, draws[0])
    if goal.ratio is None:
        return None
    return moving_reference(panel, goal.of, goal.ratio, usual, span)


def _upward(series: Histories, start: float, target: float) -> bool:
    """Whether the target is reached from below: as the indicator's direction says, else as the target lies."""
    direction = series.indicator.direction
    return direction == "+" if direction else target >= start


def _is_met(series: Histories, start: float, target: float) -> bool:
    direction = series.indicator.direction
    if not direction:
        return start == target
    return start >= target if direction == "+" else start <= target


def _beyond(scale: Scale, target: float, median: float, upward: bool) -> float:
    beyond = target / median - 1 if scale == "log" else target - median
    return beyond if upward else -beyond


def _expected(usual: Forecast, home: str, by: int) -> tuple[Expected, ...]:
    found = usual.quantiles(PERCENTILES, [home])[0]
    return tuple(
        Expected(y, *(float(v) for v in row))
        for y, row in zip(usual.years, found, strict=True)
        if y <= by
    )


def _moving(aim: Moving, made: Assessment) -> tuple[Expected, ...]:
    span = made.goal.by - made.year
    found = np.quantile(aim.draws[:, :span], PERCENTILES, axis=0).T
    later = (Expected(made.year + 1 + i, *map(float, row)) for i, row in enumerate(found))
    return (Expected(made.year, *[aim.first] * len(PERCENTILES)), *later)


def _milestones(
    made: Assessment,
    aim: Moving,
    series: Histories,
    seasons: Sequence[float] | None,
    span: int,
) -> tuple[Milestone, ...]:
    if made.goal.ratio is None:
        path = straight_path(made.start, aim.value, span, series.scale)
        return milestones(
            series.indicator, made.start, list(path), made.year + 1, series.scale, seasons
        )
    path = aim.path(made.start, span, series.scale)
    band = aim.band(path, span, series.scale)
    return milestones(
        series.indicator, made.start, list(path), made.year + 1, series.scale, seasons, band
    )
