"""By when a commitment is due: its own words, those that govern it, its section, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .sections import Section
from .segments import Segment
from .survey import Survey, within
from .times import Time, find_times


class Deadlines:
    """Answers by when what stands at a place of a document is due, as a period ("2021", "2021M06") or ""."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._plain = survey.passages.plain
        self._published: date | None = survey.passages.document.published
        title = survey.passages.document.title or self._plain.split("\n", 1)[0]
        self._title = self._ends(find_times(title, self._published))

    def governing(self, section: Section) -> str:
        """Return the year that a section's headings or openings give, or the title's, or ""."""
        for start, end in reversed(section.headings):
            found = self._ends(self._times(start, end))
            if found:
                return found
        return self._title

    def own(self, start: int, end: int, section: Section) -> str:
        """Return the deadline that the words between two places give, or ""."""
        year = self.governing(section)[:4]
        return self._ends(self._times(start, end, int(year) if year else None))

    def of_words(self, words: str, section: Section) -> str:
        """Return the deadline that words of their own give (完成时限：4月底前), or ""."""
        year = self.governing(section)[:4]
        return self._ends(
            find_times(words, self._published, year=int(year) if year else None), loose=True
        )

    def leading(self, segments: Sequence[Segment], at: int, section: Section) -> str:
        """Return the deadline that the sentence gives before a place: 今年…, 到2025年, …."""
        for segment in reversed(segments):
            if segment.start < at:
                found = self.own(segment.start, min(segment.end, at), section)
                if found:
                    return found
        return ""

    def _times(self, start: int, end: int, year: int | None = None) -> Sequence[Time]:
        if year is None:
            return within(self._survey.times, start, end)
        return find_times(self._plain, self._published, start, end, year=year)

    def _ends(self, times: Sequence[Time], *, loose: bool = False) -> str:
        """Return the last time that is not over, as the period by whose end something is due."""
        due = [t for t in times if t.period and (t.by or self._is_ahead(t.period, loose=loose))]
        return _last(due[-1].period) if due else ""

    def _is_ahead(self, period: str, *, loose: bool) -> bool:
        if self._published is None or loose:
            return True
        last = _last(period)
        return int(last[:4]) >= self._published.year


def _last(period: str) -> str:
    """Return the period by whose end a span is over: 2021-2025 is 2025, 2021M01-09 is 2021M09."""
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return period[5:]
    cumulative = re.fullmatch(r"(\d{4})M01-(\d\d)", period)
    return f"{cumulative[1]}M{cumulative[2]}" if cumulative else period
