"""The recent pace of an indicator: how much a year, over a few years, on one base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, Cell, Grid, Mark, Note, Panel, Prices, Unit

PaceUnit = Literal["percent a year", "points a year"]
PaceBasis = Literal["published real", "current prices", "constant prices", "quantity", "points"]


@dataclass(frozen=True, slots=True)
class PaceSettings:
    """How a pace is taken: over how many years, in which prices, and whether across breaks.

    `years` is at least 2, since one year alone (2020 above all) says little. `prices` matters only for
    money whose real growth is not published.
    """

    years: int = 3
    prices: Prices = "current"
    across_breaks: bool = False

    def __post_init__(self) -> None:
        if self.years < 2:
            raise BadSetting(
                zh=f"近期增速的年数是{self.years}。须为2年或以上：单独一年（如2020年）不能说明趋势。",
                en=f"The recent pace is to be taken over {self.years} years. It needs 2 or more: one year alone, such as 2020, is no trend.",
            )


@dataclass(frozen=True, slots=True)
class Pace:
    """The mean yearly change of one indicator in one region, or the reason why there is none.

    `value` is in percent a year or in percentage points a year, as `unit` says; None where withheld, and
    then `reason` says why. The change runs from `first_year` to `last_year`; for published real growth
    these are the first and last year whose growth is averaged. `inputs` are the cells it was made from.
    """

    region: str
    indicator: str
    value: float | None
    unit: PaceUnit
    basis: PaceBasis
    first_year: int
    last_year: int
    marks: Mark = Mark.NONE
    reason: Note | None = None
    inputs: tuple[Cell, ...] = ()


def recent_pace(
    panel: Panel, region: str, code: str, year: int, settings: PaceSettings | None = None
) -> Pace:
    """Return the mean yearly change of an indicator in a region over the years that end in `year`.

    `region` is a code of the panel, `code` an indicator's. Raises `UnknownName` for others.

    Notes
    -----
    With n = `settings.years`: where the catalogue names the indicator that publishes real growth, the
    mean of its last n values (“published real”); for a share or rate in percent, the mean yearly change in
    percentage points, (x_t - x_{t-n}) / n (“points”); else the compound growth
    100 ((x_t / x_{t-n})^(1/n) - 1) of the level, of money at current or at constant prices, of other
    things in “quantity”. A pace is withheld, with the reason, where a year is missing or faulty, a level is
    not positive, or a break lies in the window; `across_breaks` gives the last one, marked.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> panel = load_sample()
    >>> pace = recent_pace(panel, "510300", "gdp", 2020)
    >>> round(pace.value, 2), pace.unit, pace.basis, pace.first_year
    (6.8, 'percent a year', 'published real', 2018)
    >>> print(recent_pace(panel, "510300", "gdp_per_capita", 2020).reason.zh)
    “人均地区生产总值”2017—2020年跨口径（2019年起：普查修订；2020年起：分母口径），不计算增速。
    """
    settings = settings or PaceSettings()
    row = panel.regions.position(region)
    indicator = panel.indicators[code]
    n = settings.years
    published = indicator.growth
    if panel.has(published) and panel.indicators[published].is_percent:
        grid = panel.grid(published)
        window = tuple(range(year - n + 1, year + 1))
        basis: PaceBasis = "published real"
    else:
        grid = panel.grid(code)
        window = (year - n, year)
        basis = _basis(grid, settings)
    unit: PaceUnit = "points a year" if basis == "points" else "percent a year"
    reason = (
        _missing(grid, row, window, region, panel)
        or _not_positive(grid, row, window, basis)
        or _no_deflator(panel, grid, window, basis)
    )
    crossed = None if reason else _break(panel, grid, row, window, region)
    if reason or (crossed and not settings.across_breaks):
        return Pace(region, code, None, unit, basis, window[0], year, reason=reason or crossed)
    marks = Mark.NONE
    for y in window:
        marks |= Mark(int(grid.marks[row, grid.column(y)]))
    return Pace(
        region,
        code,
        _value(panel, grid, row, window, basis),
        unit,
        basis,
        window[0],
        year,
        marks | (Mark.ACROSS_BREAK if crossed else Mark.NONE),
        inputs=tuple(panel.cell(region, grid.indicator.code, y) for y in window),
    )


def _basis(grid: Grid, settings: PaceSettings) -> PaceBasis:
    unit = Unit.parse(grid.indicator.unit)
    if unit.is_percent or unit.same_kind(Unit.parse("百分点")):
        return "points"
    if not unit.is_money:
        return "quantity"
    return "constant prices" if settings.prices == "constant" else "current prices"


def _value(panel: Panel, grid: Grid, row: int, window: tuple[int, ...], basis: PaceBasis) -> float:
    values = [float(grid.values[row, grid.column(y)]) for y in window]
    first, last, span = values[0], values[-1], window[-1] - window[0]
    match basis:
        case "published real":
            return float(np.mean(values)) * _in_percent(grid)
        case "points":
            return (last - first) / span * _in_percent(grid)
        case "constant prices" if panel.deflator is not None:
            last *= panel.deflator.to_prices_of(window[0], window[-1])
    return 100 * (float((last / first) ** (1 / span)) - 1)


def _in_percent(grid: Grid) -> float:
    """The factor from an indicator's unit to percent or percentage points (‰ is a tenth of %)."""
    unit = Unit.parse(grid.indicator.unit)
    return float(unit.factor * (100 if unit.is_percent else 1))


def _missing(
    grid: Grid, row: int, window: tuple[int, ...], region: str, panel: Panel
) -> Note | None:
    usable = grid.usable[row]
    absent = [
        y for y in window if y not in grid.years or not np.isfinite(usable[grid.years.index(y)])
    ]
    if not absent:
        return None
    place, name = panel.regions[region], grid.indicator
    return Note(
        f"{place.name('zh')}“{name.name('zh')}”缺{'、'.join(map(str, absent))}年可用的数，不计算增速。",
        f"{place.name('en')} has no usable figure of “{name.name('en')}” for {', '.join(map(str, absent))}: no pace.",
    )


def _not_positive(grid: Grid, row: int, window: tuple[int, ...], basis: PaceBasis) -> Note | None:
    if basis in ("published real", "points"):
        return None
    bad = [y for y in window if not grid.values[row, grid.column(y)] > 0]
    if not bad:
        return None
    return Note(
        f"“{grid.indicator.name('zh')}”{'、'.join(map(str, bad))}年不是正数，不能计算增速。",
        f"“{grid.indicator.name('en')}” is not positive in {', '.join(map(str, bad))}: no growth rate exists.",
    )


def _no_deflator(
    panel: Panel, grid: Grid, window: tuple[int, ...], basis: PaceBasis
) -> Note | None:
    if basis != "constant prices":
        return None
    deflator = panel.deflator
    if (
        deflator is not None
        and panel.has_constant_prices(grid.indicator.code)
        and deflator.covers(window[0], window[-1])
    ):
        return None
    return Note(
        f"没有{window[0]}—{window[-1]}年适用于“{grid.indicator.name('zh')}”的价格指数，不能按不变价计算增速。",
        f"There is no deflator for “{grid.indicator.name('en')}” over {window[0]} to {window[-1]}: no pace at constant prices.",
    )


def _break(panel: Panel, grid: Grid, row: int, window: tuple[int, ...], region: str) -> Note | None:
    bases = {int(grid.base[row, grid.column(y)]) for y in window}
    if len(bases) == 1:
        return None
    code = grid.indicator.code
    breaks = [b for b in panel.breaks_of(region, code) if window[0] < b.year <= window[-1]]
    zh = "；".join(dict.fromkeys(f"{b.year}年起：{b.reason_in('zh')}" for b in breaks))
    en = "; ".join(dict.fromkeys(f"from {b.year} on: {b.reason_in('en')}" for b in breaks))
    name = grid.indicator
    return Note(
        f"“{name.name('zh')}”{window[0]}—{window[-1]}年跨口径（{zh or '部分年份为修订数'}），不计算增速。",
        f"“{name.name('en')}” crosses a break between {window[0]} and {window[-1]} ({en or 'some years are revised'}): no pace.",
    )
