"""By when a commitment is due: its own words, those that govern it, its section, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
        self._periods: dict[str, str] = {}
        event = _table().event.search(survey.passages.document.title)
        self._title = "" if event else self._period_of(self._opening())[:4] or self._purpose()
        self._plan = _table().plan_years.search(self._opening())

    def governing(self, section: Section) -> str:
        """Return the period that a section's headings or labels give (四季度目标：), the title's year, or ""."""
        for start, end in reversed(section.headings):
            found = self._period_of(self._plain[start:end])
            if found:
                return found
        return self._title

    def _opening(self) -> str:
        """Return the title, with a line in brackets below it (（2019—2021年）)."""
        lines = [line for line in self._plain.split("\n") if line.strip()][:6]
        title = self._survey.passages.document.title or (lines[0][:60] if lines else "")
        below = (x.strip() for x in lines[:4] if x.strip().startswith("（"))
        title += next((x for x in below if _table().plan_years.search(x)), "")
        if "20" in title:
            return title
        # A notice carries its plan's title over two lines, or below itself (2024年重点任务分解方案).
        return title + next((m[0] for m in map(_table().carried.fullmatch, self._head()) if m), "")

    def _head(self) -> list[str]:
        return [line.strip() for line in self._plain[:_OPENING].split("\n") if line.strip()][:_HEAD]

    def _purpose(self) -> str:
        """Return the year of the work that a document says it is to arrange (部署2018年任务), or ""."""
        found = _table().purpose.search(self._plain, 0, _OPENING)
        return self._period_of(found["year"] + "年")[:4] if found else ""

    def own(self, start: int, end: int, section: Section) -> str:
        """Return the deadline that the words between two places give, or ""."""
        if not _MAY_BE_TIME.search(self._plain, start, end):
            return ""
        year = self.governing(section)[:4]
        holiday = _table().holiday.search(self._plain, start, end)
        if holiday:
            return self._of_holiday(holiday, year)
        words = self._plain[start:end]
        span = self._span(words, year) or self._from_publication(words)
        if span:
            return span
        times = self._times(start, end, int(year) if year else None)
        return self._ends(times, self._plain, year)

    def of_words(self, words: str, section: Section) -> str:
        """Return the deadline that words of their own give (完成时限：4月底前), or ""."""
        year = self.governing(section)[:4]
        holiday = _table().holiday.search(words)
        if holiday:
            return self._of_holiday(holiday, year)
        times = find_times(words, self._published, year=int(year) if year else None)
        return self._ends(times, words, year)

    def _period_of(self, words: str) -> str:
        """Return the year that a heading is about, or its quarter or half; "" where it is over or none."""
        if words not in self._periods:
            self._periods[words] = self._find_period(words)
        return self._periods[words]

    def _find_period(self, words: str) -> str:
        plan = _table().plan.search(words)
        if plan:
            return str(_table().plans[plan["number"]])
        due = [_last(t.period) for t in find_times(words, self._published) if t.period]
        ahead = [p for p in due if self._published is None or int(p[:4]) >= self._published.year]
        if not ahead:
            return ""
        part = ahead[-1][4:]
        return ahead[-1] if part[:1] == "Q" or part == "H1" else ahead[-1][:4]

    def _span(self, words: str, year: str) -> str:
        """Return the last of several years: 从明年起连续三年; 三年内 in a plan of three years."""
        table = _table()
        from_year = table.years_on.search(words)
        if from_year and self._published:
            first = {"今年": 0, "明年": 1}.get(from_year["year"])
            start = int(from_year["year"][:4]) if first is None else self._published.year + first
            return str(start + _count(from_year["n"]) - 1)
        within_plan = self._plan and table.years_within.search(words)
        if within_plan and self._plan:
            first_year, last = int(self._plan["first"]), int(self._plan["last"])
            if last - first_year + 1 == _count(within_plan["n"] or within_plan["m"]):
                return str(last)
        return ""

    def _from_publication(self, words: str) -> str:
        """Return the month that words reckon from the day of publication: 月底前, 下个月, 一周内."""
        table = _table()
        if self._published is None:
            return ""
        days = table.days.search(words)
        if table.month_end.search(words):
            due = self._published
        elif table.next_month.search(words):
            due = self._published.replace(day=28) + timedelta(days=4)
        elif days:
            number = days["n"]
            many = 0.5 if number == "半" else _count(number)
            due = self._published + timedelta(days=many * table.lengths[days["unit"]])
        else:
            return ""
        return f"{due.year}M{due.month:02d}"

    def _of_holiday(self, found: re.Match[str], year: str) -> str:
        """Return the month before a holiday, in the year named or governing, or the next that comes."""
        if self._published is None:
            return ""
        first = int(year) if year else self._published.year
        if found["year"]:
            named = {"今年": 0, "明年": 1}.get(found["year"])
            first = int(found["year"][:4]) if named is None else self._published.year + named
            first -= found["name"] == "元旦"  # before a year's first day is the year before
        for candidate in (first, first + 1):
            month = _month(found["name"], candidate)
            if month and found["part"] == "期间" and found["name"] != "春节":
                month += 1
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
        # A date by which comes before one that may only describe (年底前储备2026年项目).
        for time in sorted(times, key=lambda t: (not t.by, -t.start)):
            if not time.period:
                continue
            if table.not_after.search(text, max(0, time.start - 2), time.start):
                continue
            if not time.by and table.not_before.match(text, time.end):
                continue
            if not time.by and self._is_past_day(time, text):
                continue
            period = self._coming(_last(time.period), text[time.start : time.end])
            if int(period[:4]) >= floor:
                return period
        return ""

    def _is_past_day(self, time: Time, text: str) -> bool:
        """Whether a time is a day up to the publication: then something was said, and nothing is due."""
        if self._published is None or not text[time.start : time.end].endswith("日"):
            return False
        return time.period[:7] == f"{self._published.year}M{self._published.month:02d}"

    def _coming(self, period: str, words: str) -> str:
        """Return a month without a year as the next that comes: commitments lie ahead."""
        if _table().before_year.search(words):
            return str(int(period[:4]) - 1)
        quarter = re.fullmatch(r"(\d{4})Q(\d)", period)
        if quarter and "年" not in words and self._is_over(int(quarter[1]), 3 * int(quarter[2])):
            return f"{int(quarter[1]) + 1}Q{quarter[2]}"  # 确保一季度, said in December
        found = re.fullmatch(r"(\d{4})M(\d\d)", period)
        if found is None:
            return period
        year, month = int(found[1]), int(found[2])
        if _table().before_month.search(words):
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            period = f"{year}M{month:02d}"
        if "年" not in words and self._is_over(year, month):
            return f"{year + 1}M{month:02d}"
        return period

    def _is_over(self, year: int, month: int) -> bool:
        """Whether a month lies before that of publication."""
        day = self._published
        return day is not None and (year, month) < (day.year, day.month)


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


_OPENING = 800
# Words of time hold one of these; the others need not be searched for any.
_MAY_BE_TIME = re.compile("[年月季半周期日节旦秋前底末五十七]")
_HEAD = 20
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS[numeral]


@dataclass(frozen=True, slots=True)
class _Table:
    plan_years: re.Pattern[str]
    purpose: re.Pattern[str]
    carried: re.Pattern[str]
    before_year: re.Pattern[str]
    years_on: re.Pattern[str]
    years_within: re.Pattern[str]
    before_month: re.Pattern[str]
    month_end: re.Pattern[str]
    next_month: re.Pattern[str]
    days: re.Pattern[str]
    event: re.Pattern[str]
    lengths: dict[str, int]
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
        **{
            name: re.compile(times[name])
            for name in (
                *(
                    "plan_years",
                    "purpose",
                    "carried",
                    "before_year",
                    "years_on",
                    "years_within",
                    "before_month",
                ),
                *("month_end", "next_month", "days"),
            )
        },
        event=re.compile(rules("frames")["titles"]["event"]),
        lengths=times["lengths"],
        holiday=re.compile(times["holiday"]),
        plan=re.compile(times["plan"]),
        not_before=re.compile(times["not_before"]),
        not_after=re.compile(times["not_after"]),
        plans=times["plans"],
        holidays=times["holidays"],
        spring_festival=times["spring_festival"],
    )
