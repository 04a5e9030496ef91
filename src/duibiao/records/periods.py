"""Periods: years, half-years, quarters, months, and cumulative spans from January on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .errors import UnknownName

Span = Literal["year", "half", "quarter", "month", "cumulative"]

_CN_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period of time: a year, or a part of one.

    A cumulative period runs from January to the end of month `number` (1—9月累计 is number 9). China
    publishes no separate January for many series: their first cumulative period is 1—2月.

    >>> Period.parse("2020年1—9月累计")
    Period(year=2020, span='cumulative', number=9)
    >>> str(Period.parse("2020年前三季度")), str(Period.parse("2021Q2")), str(Period.parse("2020年"))
    ('2020M01-09', '2021Q2', '2020')
    """

    year: int
    span: Span = "year"
    number: int = 0

    def __str__(self) -> str:
        match self.span:
            case "year":
                return str(self.year)
            case "half":
                return f"{self.year}H{self.number}"
            case "quarter":
                return f"{self.year}Q{self.number}"
            case "month":
                return f"{self.year}M{self.number:02d}"
            case "cumulative":
                return f"{self.year}M01-{self.number:02d}"

    @property
    def is_year(self) -> bool:
        """Whether this is a whole year."""
        return self.span == "year"

    @staticmethod
    def parse(text: object, year: int | None = None) -> Period:
        """Return the period that `text` names; `year` completes a text such as “1-9月”.

        Raises `UnknownName` where the text names no period.
        """
        return _parse(str(text).strip(), year)


_DASH = r"\s*[-—–~至到]{1,2}\s*"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"(?P<y>\d{4})(?:\.0+)?\s*(?:年度?)?", "year"),
        (rf"(?P<y>\d{{4}})\s*M?\s*0?1{_DASH}(?P<n>\d{{1,2}})", "cumulative"),
        (
            rf"(?:(?P<y>\d{{4}})年)?\s*0?1\s*月?{_DASH}(?P<n>\d{{1,2}})\s*月(?:份)?(?:累计)?",
            "cumulative",
        ),
        (r"(?:(?P<y>\d{4})年)?\s*前(?P<c>[二三四])?(?P<n>\d)?个?季度", "to quarter"),
        (r"(?:(?P<y>\d{4})年)?\s*前(?P<n>\d{1,2})个月", "cumulative"),
        (r"(?P<y>\d{4})\s*[-年]?\s*Q(?P<n>[1-4])", "quarter"),
        (r"(?:(?P<y>\d{4})年)?\s*第?(?P<c>[一二三四])季度", "quarter"),
        (r"(?:(?P<y>\d{4})年)?\s*第?(?P<n>[1-4])季度", "quarter"),
        (r"(?P<y>\d{4})\s*-?H(?P<n>[12])", "half"),
        (r"(?:(?P<y>\d{4})年)?\s*(?P<c>[上下])半年", "half"),
        (r"(?P<y>\d{4})\s*[-/.M]\s*(?P<n>\d{1,2})", "month"),
        (r"(?P<y>\d{4})(?P<n>0[1-9]|1[0-2])", "month"),
        (r"(?:(?P<y>\d{4})年)?\s*(?P<n>\d{1,2})\s*月(?:份)?", "month"),
    )
)


@lru_cache(maxsize=4096)
def _parse(text: str, year: int | None) -> Period:
    for pattern, kind in _PATTERNS:
        found = pattern.fullmatch(text)
        if not found:
            continue
        groups = found.groupdict()
        y = int(groups["y"]) if groups.get("y") else year
        if y is None or not 1800 <= y <= 2200:
            break
        digit = groups.get("n") or _CN_DIGITS.get(groups.get("c") or "", 0)
        number = int(digit)
        if kind == "year":
            return Period(y)
        if kind == "to quarter":
            kind, number = "cumulative", 3 * number
        if kind in ("month", "cumulative") and not 1 <= number <= 12:
            break
        if kind == "cumulative" and number == 12:
            return Period(y)
        return Period(y, kind, number)  # type: ignore[arg-type]
    raise UnknownName(
        "period",
        text,
        ["2020", "2020年", "2020Q3", "2020年9月", "2020M09", "2020年1-9月", "2020M01-09"],
    )
