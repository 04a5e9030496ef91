"""How far: the gap of home to a reference, indicator by indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from duibiao.benchmark import Pace, PaceSettings, recent_pace
from duibiao.records import BadSetting, Cell, Element, Lang, Mark, Note, Panel, Unit

from .closing import Closing, close_gap
from .years_behind import TimeDistance, time_distance

Status = Literal["ahead", "level", "behind", "incomparable"]


@dataclass(frozen=True, slots=True)
class GapSettings:
    """The choices behind a set of gaps.

    `pace_years`: the years that a recent pace is the mean of. `close_in`: the years in which home is to
    draw level when the growth it needs is asked. `level_band`: up to this share of the reference's value
    two values count as level; `level_points`: in percent, below so many points. `across_breaks`: show what reaches across a break, with a mark.
    """

    pace_years: int = 3
    close_in: int = 10
    level_band: float = 0.005
    level_points: float = 0.1
    across_breaks: bool = False

    def __post_init__(self) -> None:
        if self.pace_years < 2 or self.close_in < 1 or not 0 <= self.level_band < 0.5:
            raise BadSetting(
                zh=f"设置不可用：pace_years={self.pace_years}须不小于2、close_in={self.close_in}须不小于1，level_band={self.level_band}须在0到0.5之间。",
                en=f"Settings not allowed: pace_years={self.pace_years} must be at least 2, close_in={self.close_in} at least 1, level_band={self.level_band} between 0 and 0.5.",
            )


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of home to one reference in one indicator.

    `difference` is home minus reference in `difference_unit` (percentage points where the indicator is in
    percent); `ratio` is home over reference. `size` is the gap in points of a 0-100 scale on which the
    panel's best region has 100 and its worst 0 (positive: behind), None for totals, which are scale and
    never ranked. `status` follows the indicator's direction.
    """

    indicator: str
    unit: str
    year: int
    home: Cell
    reference: Cell
    difference: float | None
    difference_unit: str
    ratio: float | None
    status: Status
    size: float | None
    total: bool
    time: TimeDistance
    time_constant: TimeDistance | None
    pace_home: Pace
    pace_reference: Pace
    closing: Closing
    reason: Note | None = None

    @property
    def marks(self) -> Mark:
        """The marks of both figures."""
        return self.home.marks | self.reference.marks

    def as_record(self, lang: Lang = "en") -> dict[str, Any]:
        """Return the gap as a flat record of plain values, its reasons and marks in words of `lang`.

        Units are as the panel has them.
        """
        times = self.time, self.time_constant or TimeDistance("constant")
        return {
            "indicator": self.indicator,
            "unit": self.unit,
            "year": self.year,
            "home": self.home.value,
            "reference": self.reference.value,
            "home_region": self.home.region,
            "reference_region": self.reference.region,
            "difference": self.difference,
            "difference_unit": self.difference_unit,
            "ratio": self.ratio,
            "status": self.status,
            "size": self.size,
            "total": self.total,
            **_time_record("time_distance", times[0], lang),
            **_time_record("time_distance_constant", times[1], lang),
            "home_pace": self.pace_home.value,
            "reference_pace": self.pace_reference.value,
            "pace_unit": self.pace_home.unit,
            "pace_basis": self.pace_home.basis,
            "pace_difference": self.closing.pace_difference,
            "years_to_close": self.closing.years,
            "years_to_close_reason": self.closing.reason.text(lang)
            if self.closing.reason
            else None,
            "needed_pace": self.closing.needed_pace,
            "needed_pace_years": self.closing.close_in,
            "increment_share": self.closing.increment_share,
            "marks": self.marks.words(lang),
            "reason": self.reason.text(lang) if self.reason else None,
        }


def find_gaps(
    panel: Panel,
    home: str,
    references: Sequence[str],
    *,
    year: int,
    elements: Sequence[Element],
    settings: GapSettings | None = None,
) -> tuple[Gap, ...]:
    """Return the gaps of home to each reference over indicators, largest first; totals come last.

    `home` and `references` are region codes; `elements` names the indicators (their transform sets the
    scale of `size`), each at its latest year up to `year` with usable figures for home and all references,
    or for home and the one where there is no such year. Indicators without a
    direction have no gap and are left out. Raises `BadSetting` where a reference is home itself.

    >>> from duibiao.sources import load_sample
    >>> panel = load_sample()
    >>> gaps = find_gaps(panel, "510300", ["320400"], year=2020, elements=[Element("gdp_per_capita", "context")])
    >>> round(gaps[0].ratio, 2), gaps[0].status
    (0.39, 'behind')
    """
    settings = settings or GapSettings()
    if home in references:
        raise BadSetting(
            zh=f"对标地区中有本地“{panel.regions[home].name_zh}”自己。请换一个对标地区。",
            en=f"Home, {panel.regions[home].name('en')}, stands among its own references. Name another region.",
        )
    chosen = {e.indicator: e for e in elements if panel.indicators[e.indicator].direction}
    gaps = []
    for element in chosen.values():
        if panel.has(element.indicator):
            shared = common_year(panel, element.indicator, (home, *references), year)
            until = year if shared is None else shared
            gaps += [_gap(panel, element, home, r, until, settings) for r in references]
    return tuple(sorted(gaps, key=lambda g: (g.total, g.size is None, -(g.size or 0.0))))


def _gap(
    panel: Panel, element: Element, home: str, reference: str, until: int, settings: GapSettings
) -> Gap:
    code = element.indicator
    indicator = panel.indicators[code]
    year = common_year(panel, code, (home, reference), until)
    at = year or until
    a, b = panel.cell(home, code, at), panel.cell(reference, code, at)
    paces = [
        recent_pace(
            panel, r, code, at, PaceSettings(settings.pace_years, "current", settings.across_breaks)
        )
        for r in (home, reference)
    ]
    unit = Unit.parse(indicator.unit)
    difference_unit = "百分点" if unit.is_percent else indicator.unit
    if year is None or a.value is None or b.value is None:
        return Gap(
            code, indicator.unit, at, a, b, None, difference_unit, None, "incomparable", None, indicator.total,
            TimeDistance("current"), None, paces[0], paces[1], Closing(settings.close_in), _nothing_common(until),
        )  # fmt: skip
    times = [
        time_distance(
            panel, code, home, reference, at, prices=p, across_breaks=settings.across_breaks
        )
        for p in ("current", "constant")
        if p == "current" or _deflatable(panel, code, at)
    ]
    points = indicator.in_points(a.value - b.value) if unit.is_percent else None
    status = _status(a.value, b.value, indicator.direction, settings, points)
    return Gap(
        indicator=code,
        unit=indicator.unit,
        year=at,
        home=a,
        reference=b,
        difference=a.value - b.value if points is None else points,
        difference_unit=difference_unit,
        ratio=a.value / b.value if a.value >= 0 and b.value > 0 else None,
        status=status,
        size=None if indicator.total else _size(panel, element, home, reference, at),
        total=indicator.total,
        time=times[0],
        time_constant=times[1] if len(times) > 1 else None,
        pace_home=paces[0],
        pace_reference=paces[1],
        closing=close_gap(
            panel, a, b, paces[0], paces[1], status, settings.close_in, settings.pace_years
        ),
    )


def common_year(panel: Panel, code: str, regions: Sequence[str], until: int) -> int | None:
    """Return the latest year up to `until` with usable figures for all these regions, None without one."""
    grid = panel.grid(code)
    rows = [panel.regions.position(r) for r in regions]
    both = np.asarray(np.isfinite(grid.usable[rows]).all(axis=0))
    years = [y for y, ok in zip(grid.years, both, strict=True) if ok and y <= until]
    return years[-1] if years else None


def _deflatable(panel: Panel, code: str, year: int) -> bool:
    return (
        panel.has_constant_prices(code)
        and panel.deflator is not None
        and panel.deflator.covers(year)
    )


def _status(
    home: float, reference: float, direction: str, settings: GapSettings, points: float | None
) -> Status:
    if abs(home - reference) <= settings.level_band * abs(reference):
        return "level"
    if points is not None and abs(points) < settings.level_points - 1e-9:
        return "level"
    better = home < reference if direction == "-" else home > reference
    return "ahead" if better else "behind"


def _size(panel: Panel, element: Element, home: str, reference: str, year: int) -> float | None:
    values = panel.grid(element.indicator).at(year)
    known = values[np.isfinite(values)]
    if element.transform == "log" and (known > 0).all():
        values, known = np.log(values), np.log(known)
    spread = float(known.max() - known.min())
    if spread == 0.0:
        return 0.0
    here, there = (values[panel.regions.position(r)] for r in (home, reference))
    sign = -1.0 if panel.indicators[element.indicator].direction == "-" else 1.0
    return float(sign * (there - here) / spread * 100.0)


def _nothing_common(until: int) -> Note:
    return Note(
        f"{until}年及以前没有两地都可用的年份。",
        f"There is no year up to {until} with usable figures for both.",
    )


def _time_record(name: str, time: TimeDistance, lang: Lang) -> dict[str, Any]:
    return {
        f"{name}_years": time.years,
        f"{name}_at_least": time.at_least,
        f"{name}_reason": time.reason.text(lang) if time.reason else None,
        f"{name}_across_breaks": Mark.ACROSS_BREAK in time.marks,
    }
