"""Ends that are no plain number: a standard (不低于全市平均水平), a turn (转正), two ranks at once (保二争一)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from duibiao.records import Comparator, Target

from ..rules import rules
from .end import End
from .kinds import mark_length
from .phrases import clean_name
from .segments import Segment
from .survey import Survey

_LAST_YEAR = "上年"
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")}


class Standards:
    """The ends without a plain number in a stretch; `name` is the indicator last named."""

    def __init__(self, segment: Segment, survey: Survey, name: str) -> None:
        self._segment = segment
        self._survey = survey
        self._plain = survey.passages.plain
        self._name = name

    def pairs(self) -> list[End]:
        """Return two ranks at once, or none."""
        found = _table().pair.search(self._plain, self._segment.start, self._segment.end)
        return self._pair(found) if found else []

    def _pair(self, found: re.Match[str]) -> list[End]:
        """Two ranks, the first assured and the second aspired: 保二争一."""
        before = self._plain[self._segment.start : found.start()].rstrip("“")
        year = _table().year_goal.search(before)
        name = year[0] if year else clean_name(before) or self._name
        ends = []
        for group, firm in (("keep", "assured"), ("reach", "aspired")):
            at, to = found.start(group), found.end(group)
            digit = found[group][-1]
            value = float(_NUMERALS[digit]) if digit in _NUMERALS else float(digit)
            quote = self._survey.passages.document.quote(at, to)
            target = Target(quote, name, name, "rank", "=", value, "位", firmness=firm)  # type: ignore[arg-type]
            ends.append(End(at, to, name, target, "pair"))
        return ends

    def standards(self) -> list[End]:
        """Return a standard that is an end: 增速不低于全市平均水平, 与经济增长同步, 转正, 进入百强."""
        words = self._segment.words[mark_length(self._segment.words) :]
        table = _table()
        one = table.one.search(words)
        if one:
            return [self._one(one)]
        top = table.top.search(words)
        if top:
            return [self._top(words[: top.start()], top["n"])]
        hundred = table.hundred.search(words)
        if hundred:
            return [self._hundred(hundred)]
        turning = table.turning.search(words)
        if turning:
            return [self._turning(words[: turning.start()])]
        found = table.standard.search(words) or table.same.search(words) or table.only.search(words)
        if found is None:
            return []
        left = words[: found.start()]
        growth = bool(re.search(r"(?:增速|增幅|增长|增长率)(?:力争|确保|要)?$", left))
        own = clean_name(re.sub(r"(?:年均)?(?:增速|增幅|增长率?)(?:力争|确保|要)?$", "", left))
        name = own or self._name
        comparator = table.comparators.get(re.sub("[得能]", "", found["word"]), "=")
        quote = self._survey.passages.document.quote(self._segment.start, self._segment.end)
        target = Target(
            quote,
            name,
            name,
            "growth" if growth else "level",
            comparator,
            relative_to=found.groupdict().get("of") or _LAST_YEAR,
        )
        return [End(quote.start, quote.end, name, target, "standard", named=bool(own))]

    def _one(self, found: re.Match[str]) -> End:
        """One of a kind for each: 每人至少引进一个亿元以上项目, 各设一个招商组."""
        name = clean_name(found["name"])
        quote = self._survey.passages.document.quote(self._segment.start, self._segment.end)
        least: Comparator = ">=" if found["least"] else "="
        target = Target(quote, name, name, "level", least, 1.0, found["unit"])
        return End(quote.start, quote.end, name, target, "level")

    def _top(self, before: str, number: str) -> End:
        """A place among the first few: 务必进前五."""
        own = clean_name(before)
        name = own or self._name or "位次"
        value = float(number) if number.isdigit() else float(_NUMERALS[number])
        quote = self._survey.passages.document.quote(self._segment.start, self._segment.end)
        target = Target(quote, name, name, "rank", "<=", value, "位")
        return End(quote.start, quote.end, name, target, "rank", named=bool(own))

    def _turning(self, before: str) -> End:
        """Growth above nought: 增速转正."""
        name = clean_name(re.sub(r"(?:增速|增幅|增长)?(?:力争|确保|要|实现)*$", "", before))
        quote = self._survey.passages.document.quote(self._segment.start, self._segment.end)
        target = Target(quote, name or self._name, name or self._name, "growth", ">", 0.0, "%")
        return End(quote.start, quote.end, name or self._name, target, "growth", named=bool(name))

    def _hundred(self, found: re.Match[str]) -> End:
        """A place among the first hundred: 进入全国百强."""
        name = clean_name(self._segment.words[: found.start()]) or self._name or "百强"
        quote = self._survey.passages.document.quote(self._segment.start, self._segment.end)
        target = Target(quote, name, name, "rank", "<=", 100.0, "位")
        return End(quote.start, quote.end, name, target, "rank")


@dataclass(frozen=True, slots=True)
class _Table:
    pair: re.Pattern[str]
    year_goal: re.Pattern[str]
    standard: re.Pattern[str]
    same: re.Pattern[str]
    only: re.Pattern[str]
    hundred: re.Pattern[str]
    top: re.Pattern[str]
    one: re.Pattern[str]
    turning: re.Pattern[str]
    comparators: dict[str, Comparator]


@lru_cache(maxsize=1)
def _table() -> _Table:
    targets: dict[str, Any] = rules("targets")
    relative, ends = targets["relative"], targets["ends"]
    return _Table(
        **{
            n: re.compile(ends[n])
            for n in ("pair", "year_goal", "hundred", "turning", "top", "one")
        },
        **{n: re.compile(relative[n]) for n in ("standard", "same", "only")},
        comparators=relative["comparators"],
    )
