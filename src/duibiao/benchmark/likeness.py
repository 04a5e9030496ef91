"""How like home the regions were some years ago: structure, income, access; and what they are now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duibiao.records import BadSetting, DataError, Element, Floats, Panel

from ._variables import Columns, covered_year, read_columns
from .distances import standardised


@dataclass(frozen=True, slots=True)
class RoleModelSettings:
    """What “was like home” and “now far ahead” mean. The defaults can be said in a meeting in one breath.

    Like home in the start year (`start`; default: the earliest with usable structure and outcome):
    structure no further apart than the share `structure_quantile` of all pairs of regions (0.5: the
    median); income within `income_factor` times home's, up or down; distance to a core city (`access`)
    within `access_factor` times. Far ahead in the end: outcome at least `lead` times home's, and that
    multiple at least `gain` times what it was. Start and end lie at least `min_years` apart; a year
    counts where half of all regions have it, and a share `coverage` of those in the best year. `variables`
    replace the framework's structure variables.
    """

    start: int | None = None
    outcome: str = "gdp_per_capita"
    access: str = "km_to_core"
    variables: tuple[str, ...] = ()
    structure_quantile: float = 0.5
    income_factor: float = 4 / 3
    access_factor: float = 2.0
    lead: float = 1.2
    gain: float = 1.1
    min_years: int = 5
    coverage: float = 0.8

    def __post_init__(self) -> None:
        factors = (self.income_factor, self.access_factor, self.lead, self.gain)
        if not (
            min(factors) >= 1
            and 0 < self.structure_quantile <= 1
            and 0 < self.coverage <= 1
            and self.min_years >= 1
        ):
            raise BadSetting(
                zh="寻找标杆城市的设置不合要求：各倍数（income_factor、access_factor、lead、gain）须不小于1，structure_quantile 与 coverage 须在0与1之间，min_years 须不小于1。",
                en="The settings of the search for role models are out of range: the factors (income_factor, access_factor, lead, gain) must be 1 or more, structure_quantile and coverage above 0 and at most 1, min_years 1 or more.",
            )


@dataclass(frozen=True, slots=True)
class TotalRatios:
    """A region's total over home's at the start and the end, and its change where bases can be compared.

    `within` is the product of the changes inside each stretch of years on one base (1.1: the region gained a
    tenth on home), so that the jump at a break is no part of it; `years` is how many years those span.
    """

    start: float
    end: float
    within: float
    years: int


@dataclass(frozen=True)
class Likeness:
    """All regions against home: distance in structure and access at the start, outcome at start and end.

    The arrays have shape (regions,), NaN where unknown. `limit` is the largest distance that counts as like.
    """

    panel: Panel
    home: int
    year: int
    end_year: int
    settings: RoleModelSettings
    distance: Floats
    limit: float
    access: Floats
    first: Floats
    last: Floats

    @property
    def both(self) -> NDArray[np.bool_]:
        """The regions whose outcome is known in both years, as a mask."""
        return np.asarray(np.isfinite(self.first) & np.isfinite(self.last))

    def relative(self, values: Floats) -> Floats:
        """Values over the mean of the regions known in both years, so that the mean never changes its members."""
        return np.asarray(values / values[self.both].mean())


def check_outcome(panel: Panel, settings: RoleModelSettings) -> None:
    """Raise where the outcome is not there, or is none that more is better of, or a total."""
    if settings.outcome not in panel.indicators or not panel.has(settings.outcome):
        raise DataError(
            zh=f"数据中没有用来判断标杆城市的结果指标“{settings.outcome}”。请在设置里另指定一个（outcome）。",
            en=f"The data lack the outcome “{settings.outcome}” that role models are judged by. Name another in the settings (outcome).",
        )
    indicator = panel.indicators[settings.outcome]
    if indicator.direction != "+" or indicator.total:
        raise BadSetting(
            zh=f"“{indicator.name('zh')}”不能作为结果指标：须是越大越好的人均数或比率，不能是总量。",
            en=f"“{indicator.name('en')}” cannot be the outcome: it must be per head or a rate, of which more is better, and no total.",
        )


def end_year_of(panel: Panel, row: int, until: int, settings: RoleModelSettings) -> int:
    """Return the last year up to `until` in which home and enough regions have the outcome."""
    end = covered_year(panel.grid(settings.outcome), until, settings.coverage, row)
    if end is None:
        name = panel.indicators[settings.outcome]
        raise DataError(
            zh=f"到{until}年为止，没有本地和足够多的地区都有“{name.name('zh')}”的年份，不能寻找标杆城市。",
            en=f"Up to {until} there is no year in which home and enough regions have “{name.name('en')}”, so no role models can be found.",
        )
    return end


def start_of(
    panel: Panel, elements: tuple[Element, ...], home: str, end: int, settings: RoleModelSettings
) -> tuple[int, Columns]:
    """Return the start year and the structure then: the year asked for, or the earliest with most variables."""
    row = panel.regions.position(home)
    outcome = panel.grid(settings.outcome)
    last = end - settings.min_years
    asked = [y for y in panel.years if y <= last] if settings.start is None else [settings.start]
    best: tuple[int, Columns] | None = None
    for y in asked:
        if y > last or covered_year(outcome, y, settings.coverage, row) != y:
            continue
        columns = read_columns(
            panel, elements, until=y, coverage=settings.coverage, home=row, exact=True
        )
        if columns.elements and (best is None or len(columns.elements) > len(best[1].elements)):
            best = y, columns
    if best is None:
        raise DataError(
            zh=f"没有比{end}年早{settings.min_years}年或以上、结构和结果都可用的年份，不能寻找标杆城市。请换一个起始年（start）或降低 min_years、coverage。",
            en=f"No year at least {settings.min_years} before {end} has usable structure and outcome, so no role models can be found. Set another start, or lower min_years or coverage.",
        )
    return best


def likeness_of(
    panel: Panel, home: str, start: int, end: int, columns: Columns, settings: RoleModelSettings
) -> Likeness:
    """Return how like home all regions were in the start year, and their outcome then and in the end."""
    row = panel.regions.position(home)
    complete = np.asarray(np.isfinite(columns.values).all(axis=1))
    z = standardised(columns.values[complete])
    apart = np.sqrt(((z[:, None, :] - z[None, :, :]) ** 2).sum(axis=2))
    pairs = apart[np.triu_indices(len(z), k=1)]
    distance = np.full(len(panel.regions), np.nan)
    distance[complete] = apart[int(np.count_nonzero(complete[:row]))]
    has_access = settings.access in panel.indicators and panel.has(settings.access)
    nowhere = np.full(len(panel.regions), np.nan)
    outcome = panel.grid(settings.outcome)
    first, last = outcome.at(start), outcome.at(end)
    if not (first[row] > 0 and last[row] > 0):
        name = panel.indicators[settings.outcome]
        raise DataError(
            zh=f"本地的“{name.name('zh')}”在{start}年或{end}年不是正数，不能与其他地区相比。请换一个结果指标（outcome）或年份。",
            en=f"Home's “{name.name('en')}” is not positive in {start} or {end}, so no ratio to it exists. Set another outcome or another year.",
        )
    return Likeness(
        panel=panel,
        home=row,
        year=start,
        end_year=end,
        settings=settings,
        distance=distance,
        limit=float(np.quantile(pairs, settings.structure_quantile)) if len(pairs) else 0.0,
        access=panel.grid(settings.access).at(start) if has_access else nowhere,
        first=first,
        last=last,
    )


def total_ratios(known: Likeness, row: int) -> TotalRatios | None:
    """Return how the outcome's total stood against home's, or None where it has none in both years."""
    code = known.panel.indicators[known.settings.outcome].numerator
    if not known.panel.has(code):
        return None
    grid = known.panel.grid(code)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = grid.usable[row] / grid.usable[known.home]
    first, last = grid.column(known.year), grid.column(known.end_year)
    if not (ratios[first] > 0 and ratios[last] > 0):
        return None
    stretches: dict[tuple[int, int], list[int]] = {}
    for i in range(first, last + 1):
        if ratios[i] > 0:
            bases = (int(grid.base[row, i]), int(grid.base[known.home, i]))
            stretches.setdefault(bases, []).append(i)
    return TotalRatios(
        start=float(ratios[first]),
        end=float(ratios[last]),
        within=float(np.prod([ratios[s[-1]] / ratios[s[0]] for s in stretches.values()])),
        years=sum(s[-1] - s[0] for s in stretches.values()),
    )


def real_growth(known: Likeness, row: int) -> tuple[float, float, int] | None:
    """Return the mean published real growth of a region and of home in the years both have it, and how many."""
    panel = known.panel
    indicator = panel.indicators[known.settings.outcome]
    of = panel.indicators[indicator.numerator] if panel.has(indicator.numerator) else indicator
    if not panel.has(of.growth) or not panel.indicators[of.growth].is_percent:
        return None
    grid = panel.grid(of.growth)
    span = slice(grid.column(known.year) + 1, grid.column(known.end_year) + 1)
    pair = grid.usable[[row, known.home], span]
    pair = pair[:, np.isfinite(pair).all(axis=0)]
    if not pair.shape[1]:
        return None
    return float(pair[0].mean()), float(pair[1].mean()), pair.shape[1]
