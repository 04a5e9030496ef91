"""对比: home beside named regions, indicator by indicator: level, ratio, pace and rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duibiao.records import BadSetting, Cell, Note, Panel

from ._variables import check_year
from ._words import indicators_listed
from .pace import Pace, PaceSettings, recent_pace
from .ranks import Rank, RankSet, rank_in, rank_sets


@dataclass(frozen=True, slots=True)
class ComparisonSettings:
    """How paces are taken: over how many years (2 or more), and whether across breaks."""

    pace_years: int = 3
    across_breaks: bool = False


@dataclass(frozen=True, slots=True)
class RegionFigure:
    """One region's figure in a comparison.

    `ratio` is home's value over this one (None for home itself, without a figure, or where this one is not
    positive). `pace` is the recent one; `constant_pace` the same at constant prices, for money without
    published real growth where there is a deflator. `ranks` are its places among the sets of the
    comparison to which it belongs.
    """

    cell: Cell
    ratio: float | None
    pace: Pace
    constant_pace: Pace | None
    ranks: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    """One indicator in the year it is compared in: home's figure and those of the references, in order."""

    indicator: str
    year: int
    home: RegionFigure
    references: tuple[RegionFigure, ...]


@dataclass(frozen=True)
class Comparison:
    """Home beside its references. `sets` are those that home is ranked among; `year` is the last allowed."""

    home: str
    references: tuple[str, ...]
    year: int
    settings: ComparisonSettings
    sets: tuple[RankSet, ...]
    rows: tuple[ComparedIndicator, ...]
    notes: tuple[Note, ...] = ()

    def row(self, indicator: str) -> ComparedIndicator | None:
        """Return the row of an indicator, or None where it is not compared."""
        return next((r for r in self.rows if r.indicator == indicator), None)


def compare(
    panel: Panel,
    home: str,
    references: Sequence[str],
    *,
    year: int,
    indicators: Sequence[str] | None = None,
    settings: ComparisonSettings | None = None,
) -> Comparison:
    """Return home beside its references, each indicator in its latest year up to `year`.

    Regions and indicators are given by code or name; `indicators` are the framework's by default, or all
    that the panel has where there is none. The year of an indicator is the latest in which home and all
    references have a usable figure, or home alone where they have none in common. Levels and ratios of
    one year always stand; a pace across a break is withheld with its reason.

    Raises `UnknownName` for an unknown region or indicator, `InputError` for a year outside the panel,
    `BadSetting` where home stands among the references or there are none.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> found = compare(load_sample(), "自贡市", ["常州市"], year=2020)
    >>> row = found.row("gdp_per_capita")
    >>> row.year, round(row.references[0].ratio, 3), row.home.ranks[0].rank, row.home.ranks[0].of
    (2020, 0.392, 20, 31)
    >>> found.sets[1].name_zh
    '样本中的四川18市'
    """
    settings = settings or ComparisonSettings()
    check_year(panel, year)
    here = panel.regions.match(home).code
    others = tuple(dict.fromkeys(panel.regions.match(r).code for r in references))
    _refuse(panel, here, others)
    codes = (
        _default_indicators(panel)
        if indicators is None
        else tuple(dict.fromkeys(panel.indicators.match(i).code for i in indicators))
    )
    sets = rank_sets(panel, here)
    rows, empty = [], []
    for code in codes:
        at = _common_year(panel, code, here, others, year) if panel.has(code) else None
        if at is None:
            empty.append(code)
            continue
        rows.append(_compared(panel, code, at, here, others, sets, settings))
    return Comparison(
        here, others, year, settings, sets, tuple(rows), _notes(panel, here, rows, empty, year)
    )


def _compared(
    panel: Panel,
    code: str,
    year: int,
    home: str,
    others: tuple[str, ...],
    sets: tuple[RankSet, ...],
    settings: ComparisonSettings,
) -> ComparedIndicator:
    own = panel.cell(home, code, year)
    return ComparedIndicator(
        code,
        year,
        _figure(panel, code, year, home, None, sets, settings),
        tuple(_figure(panel, code, year, r, own, sets, settings) for r in others),
    )


def _figure(
    panel: Panel,
    code: str,
    year: int,
    region: str,
    home: Cell | None,
    sets: tuple[RankSet, ...],
    settings: ComparisonSettings,
) -> RegionFigure:
    cell = panel.cell(region, code, year)
    ratio = None
    if home is not None and home.usable and cell.usable and cell.value and cell.value > 0:
        ratio = (home.value or 0.0) / cell.value
    pace = PaceSettings(settings.pace_years, "current", settings.across_breaks)
    real = PaceSettings(settings.pace_years, "constant", settings.across_breaks)
    nominal = recent_pace(panel, region, code, year, pace)
    has_real = nominal.basis == "current prices" and panel.has_constant_prices(code)
    grid = panel.grid(code)
    places = (rank_in(panel, grid, region, year, s) for s in sets if region in s.regions)
    return RegionFigure(
        cell,
        ratio,
        nominal,
        recent_pace(panel, region, code, year, real) if has_real else None,
        tuple(p for p in places if p is not None),
    )


def _common_year(
    panel: Panel, code: str, home: str, others: tuple[str, ...], until: int
) -> int | None:
    """The latest year up to `until` in which all have a usable figure, else the latest of home alone."""
    grid = panel.grid(code)
    present = np.isfinite(grid.usable[[panel.regions.position(c) for c in (home, *others)]])
    for rows in (present, present[:1]):
        years = [y for i, y in enumerate(grid.years) if y <= until and rows[:, i].all()]
        if years:
            return years[-1]
    return None


def _default_indicators(panel: Panel) -> tuple[str, ...]:
    if panel.framework is not None:
        return tuple(dict.fromkeys(e.indicator for e in panel.framework.elements))
    return tuple(i.code for i in panel.indicators if panel.has(i.code))


def _refuse(panel: Panel, home: str, others: tuple[str, ...]) -> None:
    name = panel.regions[home]
    if not others:
        raise BadSetting(
            zh=f"没有给出与{name.name('zh')}对比的地区。请指定至少一个。",
            en=f"No region was given to compare {name.name('en')} with. Name at least one.",
        )
    if home in others:
        raise BadSetting(
            zh=f"对标地区中有本地“{name.name('zh')}”自己。请换一个对标地区。",
            en=f"Home, {name.name('en')}, stands among its own references. Name another region.",
        )


def _notes(
    panel: Panel, home: str, rows: list[ComparedIndicator], empty: list[str], year: int
) -> tuple[Note, ...]:
    notes = []
    name = panel.regions[home]
    older = [r for r in rows if r.year != year]
    if older:
        by_year: dict[int, list[str]] = {}
        for row in older:
            by_year.setdefault(row.year, []).append(row.indicator)
        zh = "；".join(f"{y}年：{indicators_listed(panel, c, 'zh')}" for y, c in by_year.items())
        en = "; ".join(f"{y}: {indicators_listed(panel, c, 'en')}" for y, c in by_year.items())
        notes.append(
            Note(
                f"没有{year}年数的指标用最近可用的年份。{zh}。",
                f"Indicators without figures of {year} stand at their latest usable year. {en}.",
            )
        )
    if empty:
        notes.append(
            Note(
                f"{name.name('zh')}到{year}年没有可用的{indicators_listed(panel, empty, 'zh')}，未列入对比。",
                f"Up to {year}, {name.name('en')} has no usable figure of {indicators_listed(panel, empty, 'en')}: left out.",
            )
        )
    lacking = [r.indicator for r in rows if any(not x.cell.usable for x in r.references)]
    if lacking:
        notes.append(
            Note(
                f"有的对标地区没有{indicators_listed(panel, lacking, 'zh')}，只列出{name.name('zh')}的数。",
                f"Some reference has no figure of {indicators_listed(panel, lacking, 'en')}: those of {name.name('en')} stand alone.",
            )
        )
    return tuple(notes)
