"""By when a commitment is due: its own words, those that govern it, its section, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ..expressions.times import Time, find_times
from ..rules import rules
from .sections import Section
from .survey import Survey, within


class Deadlines:
    """Answers by when what stands at a place of a document is due, as a period ("2021", "2021M06") or ""."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._plain = survey.passages.plain
        self._published: date | None = survey.passages.document.published
        self._years: dict[str, str] = {}
        self._title = self._year_of(
            survey.passages.document.title or self._plain.lstrip().split("\n", 1)[0][:60]
        )

    def governing(self, section: Section) -> str:
        """Return the year that a section's headings or openings give, or the title's, or ""."""
        for start, end in reversed(section.headings):
            found = self._year_of(self._plain[start:end])
            if found:
                return found
        return self._title

    def own(self, start: int, end: int, section: Section) -> str:
        """Return the deadline that the words between two places give, or ""."""
        year = self.governing(section)
        holiday = _table().holiday.search(self._plain, start, end)
        if holiday:
            return self._of_holiday(holiday, year)
        times = self._times(start, end, int(year) if year else None)
        return self._ends(times, self._plain, year)

    def of_words(self, words: str, section: Section) -> str:
        """Return the deadline that words of their own give (完成时限：4月底前), or ""."""
        year = self.governing(section)
        holiday = _table().holiday.search(words)
        if holiday:
            return self._of_holiday(holiday, year)
        times = find_times(words, self._published, year=int(year) if year else None)
        return self._ends(times, words, year)

    def _year_of(self, words: str) -> str:
        """Return the year that a heading is about, or the last of a plan; "" where it is over or none."""
        if words not in self._years:
            self._years[words] = self._find_year(words)
        return self._years[words]

    def _find_year(self, words: str) -> str:
        plan = _table().plan.search(words)
        if plan:
            return str(_table().plans[plan["number"]])
        due = [_last(t.period)[:4] for t in find_times(words, self._published) if t.period]
        ahead = [y for y in due if self._published is None or int(y) >= self._published.year]
        return ahead[-1] if ahead else ""

    def _of_holiday(self, found: re.Match[str], year: str) -> str:
        """Return the month before a holiday, in the year named or governing, or the next that comes."""
        if self._published is None:
            return ""
        first = int(year) if year else self._published.year
        if found["year"]:
            named = {"今年": 0, "明年": 1}.get(found["year"])
            first = int(found["year"][:4]) if named is None else self._published.year + named
        for candidate in (first, first + 1):
            month = _month(found["name"], candidate)
            if month and (candidate, month) >= (self._published.year, self._published.month):
                return f"{candidate}M{month:02d}"
        return ""

    def _times(self, start: int, end: int, year: int | None) -> Sequence[Time]:
        if year is None:
            return within(self._survey.times, start, end)
        return find_times(self._plain, self._published, start, end, year=year)

    def _ends(self, times: Sequence[Time], text: str, year: str) -> str:
        """Return the last time that is not over, as the period by whose end something is due.

        Where the publication is not known, what lies before the governing year is taken to be over.
        """
        table = _table()
        floor = self._published.year if self._published else int(year or 0)
        for time in reversed(times):
            if not time.period:
                continue
            if table.not_after.search(text, max(0, time.start - 2), time.start):
                continue
            if not time.by and table.not_before.match(text, time.end):
                continue
            period = self._coming(_last(time.period), text[time.start : time.end])
            if int(period[:4]) >= floor:
                return period
        return ""

    def _coming(self, period: str, words: str) -> str:
        """Return a month without a year as the next that comes: commitments lie ahead."""
        found = re.fullmatch(r"(\d{4})M(\d\d)", period)
        if found is None or self._published is None or "年" in words:
            return period
        year, month = int(found[1]), int(found[2])
        if (year, month) < (self._published.year, self._published.month):
            return f"{year + 1}M{month:02d}"
        return period


def _last(period: str) -> str:
    """Return the period by whose end a span is over: 2021-2025 is 2025, 2021M01-09 is 2021M09."""
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return period[5:]
    cumulative = re.fullmatch(r"(\d{4})M01-(\d\d)", period)
    return f"{cumulative[1]}M{cumulative[2]}" if cumulative else period


def _month(holiday: str, year: int) -> int:
    """Return the month by whose end what is due before a holiday is due, 0 where no table knows it."""
    table = _table()
    if holiday == "春节":
        return table.spring_festival.get(str(year), 0)
    return next((m for name, m in table.holidays.items() if name in holiday), 0)


@dataclass(frozen=True, slots=True)
class _Table:
    holiday: re.Pattern[str]
    plan: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    plans: dict[str, int]
    holidays: dict[str, int]
    spring_festival: dict[str, int]


@lru_cache(maxsize=1)
def _table() -> _Table:
    times: dict[str, Any] = rules("targets")["times"]
    return _Table(
        holiday=re.compile(times["holiday"]),
        plan=re.compile(times["plan"]),
        not_before=re.compile(times["not_before"]),
        not_after=re.compile(times["not_after"]),
        plans=times["plans"],
        holidays=times["holidays"],
        spring_festival=times["spring_festival"],
    )
