"""先例: who stood where home stands, and what became of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from duibiao.records import BadSetting, Floats, Note

from ._standing_alike import Alike, alike
from .series import Histories, Scale


@dataclass(frozen=True, slots=True)
class PrecedentSettings:
    """Who counts as having stood where home stands.

    `width` is the half-width of the band around home's level: 0.10 is within a factor of 1.1, from 9.1 % below to 10 % above; for
    what grows by points, a tenth of the range between the panel's 10th and 90th percentiles. Where fewer than
    `fewest` windows are found, the widths of `wider` are tried in turn. `structure_width` is the same for each
    indicator of structure.
    """

    width: float = 0.10
    wider: tuple[float, ...] = (0.2, 0.35)
    fewest: int = 8
    structure_width: float = 0.25

    def __post_init__(self) -> None:
        if not 0 < self.width < 1 or any(not self.width < w < 1 for w in self.wider):
            raise BadSetting(
                zh=f"先例的宽度是{self.width}，放宽为{self.wider}。宽度须在0和1之间，放宽的须更大；0.10表示本地水平上下10%。",
                en=f"The width of precedents is {self.width}, then {self.wider}. Widths lie between 0 and 1 and grow; 0.10 is 10 % either side of home's level.",
            )
        if self.fewest < 2:
            raise BadSetting(
                zh=f"先例至少要{self.fewest}个。须为2个以上：一个先例算不出比例。",
                en=f"At least {self.fewest} precedents are asked for. It needs 2 or more: one gives no share.",
            )


@dataclass(frozen=True, slots=True)
class Precedent:
    """One region from a year in which it stood where home stands now.

    `start` and `end` are its values in `year` and `end_year` in the indicator's unit and the prices of the
    histories; `path` the values of the years between, None where missing. `growth` is its growth over
    the window on the scale (logarithm or points), `beyond` the same less the median of all regions in those
    years. `before` is its yearly growth over up to three years before, None where unknown. `reached_in` is the
    first year of the window (1 is the next year) by which it had grown as much as the target asks of home.
    """

    region: str
    year: int
    end_year: int
    start: float
    end: float
    path: tuple[float | None, ...]
    growth: float
    beyond: float
    before: float | None
    reached_in: int | None = None

    @property
    def reached(self) -> bool:
        """Whether it grew as much as the target asks, at any time in the window."""
        return self.reached_in is not None


@dataclass(frozen=True)
class Precedents:
    """The windows of other regions that began where home stands, nearest level first.

    No two windows of one region overlap. `years` is their length, `asked_years` the length that the target
    wants: shorter where no longer windows can be compared. `needed` is the growth on the scale that
    counted as reaching. `width` is the band that was used (None: any level), `structure` the indicators in
    which they are alike too. `notes` say each step away from what was asked, and how to read the rest.
    """

    indicator: str
    home: str
    year: int
    years: int
    asked_years: int
    level: float
    needed: float | None
    width: float | None
    structure: tuple[str, ...]
    settings: PrecedentSettings
    items: tuple[Precedent, ...]
    notes: tuple[Note, ...] = field(default=())
    scale: Scale = "log"

    def yearly(self, growth: float) -> float:
        """Return growth over the window as a yearly one: percent a year, or the indicator's unit a year."""
        if self.scale == "points":
            return growth / self.years
        return 100 * math.expm1(growth / self.years)

    @property
    def n(self) -> int:
        """How many windows there are."""
        return len(self.items)

    @property
    def reached(self) -> int:
        """How many of them grew as much as the target asks."""
        return sum(p.reached for p in self.items)

    def growths(self) -> Floats:
        """Return the growth of each window on the scale."""
        return np.array([p.growth for p in self.items])


def find_precedents(
    series: Histories,
    home: str,
    years: int,
    *,
    year: int | None = None,
    needed: float | None = None,
    structure: Sequence[Histories] = (),
    settings: PrecedentSettings | None = None,
) -> Precedents:
    """Return who stood where home stands in `year` and what they had reached `years` later.

    A window is one region from a year at home's level, with the `years` that follow all on one base and none
    later than `year`. `needed` is the growth on the scale (log or points) that a target asks; a window has reached
    it when it grew so much, whichever level within the band it began at. `structure` are further indicators
    in which it must have been alike in its first year. Steps taken where too few are found, each said in
    the notes: a wider band; no condition on structure; shorter windows, in which the same yearly pace counts;
    any level; and none at all, when even these are fewer than `settings.fewest`.

    Raises `BadSetting` for fewer than one year. A home without a value in `year` gives none, with a note.
    """
    settings = settings or PrecedentSettings()
    year = series.years[-1] if year is None else year
    if years < 1:
        raise BadSetting(
            zh=f"先例的年数是{years}。须为1年以上。",
            en=f"Precedents are asked over {years} years. It needs 1 or more.",
        )
    past = series.until(year)
    conditions = tuple(s.until(year) for s in structure)
    level = float(past.values[past.row(home), -1])
    made = [
        _Search(past, home, years, needed, conditions, settings, span)
        for span in range(years, 0, -1)
    ]
    for search in made:
        found = search.run()
        if found is not None:
            return found
    notes = (_none_found(settings, years),)
    codes = tuple(s.indicator.code for s in structure)
    return Precedents(
        series.indicator.code,
        home,
        year,
        years,
        years,
        level,
        needed,
        None,
        codes,
        settings,
        (),
        notes,
    )


@dataclass(frozen=True)
class _Search:
    """The search for windows of one length, from the band asked to any level."""

    past: Histories
    home: str
    asked: int
    needed: float | None
    structure: tuple[Histories, ...]
    settings: PrecedentSettings
    span: int

    def run(self) -> Precedents | None:
        settings = self.settings
        tries: list[tuple[float | None, tuple[Histories, ...]]] = [
            (w, self.structure) for w in (settings.width, *settings.wider)
        ]
        if self.structure:
            tries += [(w, ()) for w in (settings.width, *settings.wider)]
        # Any level is a poorer likeness than a shorter window at home's level, so it waits for the last length.
        if self.span == 1 or self._is_shortest():
            tries.append((None, ()))
        for width, structure in tries:
            found = alike(
                self.past, self.home, self.span, width, structure, settings.structure_width
            )
            if len(found) >= settings.fewest:
                return self._made(found, width, structure)
        return None

    def _is_shortest(self) -> bool:
        return self.span <= max(1, round(self.asked / 2))

    def _made(
        self, found: list[Alike], width: float | None, structure: tuple[Histories, ...]
    ) -> Precedents:
        past = self.past
        needed = None if self.needed is None else self.needed * self.span / self.asked
        items = tuple(_precedent(past, a, self.span, needed) for a in found)
        return Precedents(
            past.indicator.code,
            self.home,
            past.years[-1],
            self.span,
            self.asked,
            float(past.values[past.row(self.home), -1]),
            needed,
            width,
            tuple(s.indicator.code for s in structure),
            self.settings,
            items,
            (*self._steps(len(found), width, structure), *_reading(items, self.span)),
            past.scale,
        )

    def _steps(self, n: int, width: float | None, structure: tuple[Histories, ...]) -> list[Note]:
        notes = []
        if self.structure and not structure:
            notes.append(_NO_STRUCTURE)
        if width is None:
            notes.append(_any_level(n))
        elif width != self.settings.width:
            notes.append(_wider(self.settings, width, self.past))
        if self.span != self.asked:
            notes.append(_shorter(self.asked, self.span, n))
        return notes


def _precedent(past: Histories, found: Alike, span: int, needed: float | None) -> Precedent:
    row, first = found.row, found.column
    window = past.scaled[row, first : first + span + 1]
    growth = float(window[-1] - window[0])
    grown = past.scaled[:, first + span] - past.scaled[:, first]
    same = past.base[:, first + span] == past.base[:, first]
    typical = np.nanmedian(np.where(same, grown, np.nan))
    values = past.values[row, first : first + span + 1]
    return Precedent(
        past.regions[row],
        past.years[first],
        past.years[first + span],
        float(values[0]),
        float(values[-1]),
        tuple(float(v) if np.isfinite(v) else None for v in values[1:-1]),
        growth,
        growth - float(typical),
        _before(past, row, first),
        _reached_in(window - window[0], needed),
    )


def _before(past: Histories, row: int, column: int, years: int = 3) -> float | None:
    steps = past.steps[row, max(0, column - years) : column]
    known = steps[np.isfinite(steps)]
    return float(known.mean()) if known.size else None


def _reached_in(grown: Floats, needed: float | None) -> int | None:
    if needed is None:
        return None
    there = grown[1:] >= needed - 1e-12 if needed >= 0 else grown[1:] <= needed + 1e-12
    at = np.flatnonzero(there)
    return int(at[0]) + 1 if at.size else None


def _reading(items: Sequence[Precedent], span: int) -> list[Note]:
    """How to read them: times differ, and what grew fast before does so less after."""
    notes = [_TIMES_DIFFER]
    known = [(p.before, p.growth / span) for p in items if p.before is not None]
    if len(known) >= 9:
        known.sort(key=lambda pair: pair[0])
        third = len(known) // 3
        fast, slow = known[-third:], known[:third]
        gap_before = _mean(fast, 0) - _mean(slow, 0)
        gap_after = _mean(fast, 1) - _mean(slow, 1)
        if gap_before > max(gap_after, 0):
            notes.append(_regression(gap_after / gap_before, third))
    return notes


def _mean(pairs: Sequence[tuple[float, float]], which: int) -> float:
    return sum(pair[which] for pair in pairs) / len(pairs)


_TIMES_DIFFER = Note(
    "各先例起步的年代不同，快慢也受当时大势影响；“超过同期中位数”一列已扣除当时各地共同的增长。",
    "The precedents began in different years, and the times were with them or against them; the column “beyond the median” takes out what all regions grew by then.",
)
_NO_STRUCTURE = Note(
    "同时符合结构条件的先例太少，已不按结构筛选。",
    "Too few were alike in structure too: structure is no condition any more.",
)


def _regression(kept: float, third: int) -> Note:
    share = max(0.0, kept)
    return Note(
        f"回归均值：起步前三年最快和最慢的各{third}个先例，此后年均增长的差距只剩原来的{share:.0%}。一时的高速不可当作常态外推。",
        f"Regression to the mean: of the distance in yearly growth between the {third} fastest and the {third} slowest before they stood here, {share:.0%} was left afterwards. A fast spell is not to be extrapolated.",
    )


def _wider(settings: PrecedentSettings, width: float, past: Histories) -> Note:
    of = (
        ("本地水平", "home's level")
        if past.scale == "log"
        else ("地区间差距", "the range of regions")
    )
    return Note(
        f"在{of[0]}上下{settings.width:.0%}以内的先例不足{settings.fewest}个，已放宽到{width:.0%}。",
        f"Fewer than {settings.fewest} stood within {settings.width:.0%} of {of[1]}; the band was widened to {width:.0%}.",
    )


def _any_level(n: int) -> Note:
    return Note(
        f"没有足够的地区曾处在本地的水平，改用任何水平起步的{n}段记录；它们不说明从本地水平起步会怎样，只说明多快有过先例。",
        f"Too few ever stood at home's level; {n} windows from any level are shown instead. They say how fast others have grown, not how fast from here.",
    )


def _shorter(asked: int, span: int, n: int) -> Note:
    return Note(
        f"口径一致、长达{asked}年的记录不够，改看{span}年内能否保持目标所需的年均速度（{n}段）。保持{span}年比保持{asked}年容易，比例偏乐观。",
        f"There are too few windows of {asked} years on one base; asked instead is who kept the needed yearly pace over {span} ({n} windows). {span} years are easier to keep up than {asked}: the share errs on the bright side.",
    )


def _none_found(settings: PrecedentSettings, years: int) -> Note:
    return Note(
        f"先例不足：放宽之后仍找不到{settings.fewest}段口径一致的记录（{years}年及以下），不给比例。可用 --data 给出更多地区或年份。",
        f"Not enough precedents: fewer than {settings.fewest} windows on one base of {years} years or less, even with a wide band, so no share is given. --data can bring more regions or years.",
    )
