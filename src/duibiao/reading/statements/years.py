"""What the times named in a stretch say of it: done or still to do."""

from __future__ import annotations

import re

from ..expressions.times import Time
from .kinds import Votes
from .segments import Segment
from .survey import Survey, within

_PLANS = ("plan", "tasks")
_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)年|今年)?(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})日|(?P<third>[上中下])旬)?"
)
_LAST_DAYS = {"上": 10, "中": 20, "下": 31}
_HALF_YEAR = 6
# 2022年3月底前开市: what stands behind a time by which is a deed.
# A half year is told of as a whole in its last days.
_CLOSING_DAY = 28
_SHORTEST_DEED = 2
_OWN_YEAR = re.compile(r"\d年|[今明本来当]年")


class Years:
    """Votes by the times of a document, held against its publication, or the year of its title."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._published = survey.passages.document.published
        title = re.search(r"20\d\d", survey.passages.document.title)
        known = self._published.year if self._published else None
        self._year = known or (int(title[0]) if title else None)
        self._tells_of_before = bool(known and title and int(title[0]) < known)

    def vote(self, segment: Segment, votes: Votes, mood: str) -> None:
        """Vote by the years named; the present year speaks for neither side, but its part that is over."""
        if self._year is None:
            return
        times = within(self._survey.times, segment.start, segment.end)
        if mood == "bulletin":
            # 年内改造2614套, 到3月20日全部复工: of the time reported.
            times = [t for t in times if not self._is_of_report(t)]
        due = any(t.by for t in times)
        coming = any(self._is_coming(t) for t in times)
        told = not (due or coming or votes.has("when.modal"))
        if told and any(self._is_day(t, mood) for t in times):
            votes.add("when.over")
            return
        if coming:
            votes.add("when.part-ahead")
            return
        if any(self._is_reached(t) for t in times) and not votes.has("when.modal"):
            votes.add("when.over")
            return
        for time in (t for t in times if self._tells_year(t, mood)):
            last = time.period[-4:] if "-20" in time.period else time.period[:4]
            if not last.isdigit():
                continue
            if int(last) < self._year and not due:
                votes.add("when.year-past")
                break
            wanted = votes.has("when.modal") and "年" not in self._words(time)
            if int(last) == self._year and not (time.by or wanted) and self._is_over(time, mood):
                votes.add("when.over")
                break
            if int(last) == self._year and self._lies_ahead(time):
                votes.add("when.part-ahead")
                break
            if int(last) > self._year or (time.by and int(last) == self._year):
                votes.add("when.year-ahead")
                waits = votes.has("what.state.only")
                if time.by and not waits and segment.end - time.end >= _SHORTEST_DEED:
                    votes.add("what.deed.due")
                break

    def _words(self, time: Time) -> str:
        return self._survey.passages.plain[time.start : time.end]

    def _is_of_report(self, time: Time) -> bool:
        """Whether a time of no year of its own is one that a bulletin tells of; 5月底前 is still to come."""
        words = self._survey.passages.plain[time.start : time.end]
        # 上半年 in the bulletin of a year that is over
        over = self._tells_of_before and not (time.by or _OWN_YEAR.search(words))
        return over or words in ("年内", "全年") or (words[0] in "到至" and words[-1] == "日")

    def _is_day(self, time: Time, mood: str) -> bool:
        """Whether a time names a day outside of plans: what is told of a day has happened."""
        plain = self._survey.passages.plain
        after = plain.startswith(("前", "起", "之前", "以前", "内"), time.end)
        return plain[time.start : time.end].endswith("日") and not after and mood not in _PLANS

    def _is_reached(self, time: Time) -> bool:
        """Whether words tell how far things had come by a month that is over (到10月底, in November)."""
        words, day = self._words(time), self._published
        if day is None or not re.fullmatch(r"[到至]\d{1,2}月[底末]?", words):
            return False
        return 0 < day.month - int(re.findall(r"\d+", words)[0]) <= _HALF_YEAR

    def _is_coming(self, time: Time) -> bool:
        """Whether a month or a day is still to come: without a year in the half year after publication (6月份, in March)."""
        found = _MONTH.fullmatch(self._survey.passages.plain, time.start, time.end)
        if found is None or self._published is None or time.by:
            return False
        months = int(found["month"]) - self._published.month
        day = int(found["day"] or _LAST_DAYS.get(found["third"], 0))
        ahead = months > 0 or (months == 0 and day > self._published.day)
        if found["year"]:
            return int(found["year"]) == self._published.year and ahead
        return ahead and (months <= _HALF_YEAR or found[0].startswith("今年"))

    def _is_over(self, time: Time, mood: str) -> bool:
        """Whether a part of the present year is over at the time of publication (上半年 in August).

        Without a year a plan means the year to come.
        """
        published = self._published
        words = self._survey.passages.plain[time.start : time.end].replace("半年", "")
        if "年" not in words and mood in _PLANS:
            return False
        last = _last_month(time.period)
        if published is None or last is None:
            return False
        closing = published.month == last and published.day >= _CLOSING_DAY
        return published.month > last or (closing and time.period[4:5] in ("H", "Q"))

    def _lies_ahead(self, time: Time) -> bool:
        """Whether a half or a quarter of the present year ends after the publication (二季度 in April)."""
        published = self._published
        last = _last_month(time.period) if time.period[4:5] in ("H", "Q") else None
        return published is not None and last is not None and published.month < last

    def _tells_year(self, time: Time, mood: str) -> bool:
        """Whether a time is when something happens and not what a change is measured from."""
        plain = self._survey.passages.plain
        words = plain[time.start : time.end]
        if (
            plain.startswith(("基础", "的基础"), time.end)
            or plain[time.start - 1] in "较比是由从于"
        ):
            return False
        if "累计" in words and mood in _PLANS:
            return False
        return time.by or any(c in words for c in "年十季") or "M01-" in time.period


_LAST_MONTHS = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


def _last_month(period: str) -> int | None:
    """Return the last month of a part of a year, or None where the period is no such part.

    >>> _last_month("2021H1"), _last_month("2021M01-09"), _last_month("2021M06"), _last_month("2021")
    (6, 9, 6, None)
    """
    part = period[4:]
    return int(part[-2:]) if part[:1] == "M" else _LAST_MONTHS.get(part)
