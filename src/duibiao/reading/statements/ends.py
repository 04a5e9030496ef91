"""The ends of a commitment that are numbers, each as a target in the making."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from duibiao.records import Comparator, Measure, Target

from ..expressions.quantities import Quantity
from ..rules import rules
from .end import End
from .kinds import frame_length, mark_length
from .phrases import (
    Phrase,
    bound_before,
    clean_name,
    is_attribute,
    is_counted_by,
    is_described,
    is_frequency,
    is_losing,
    phrase,
    thing_after,
    without_new,
)
from .segments import Segment
from .standards import Standards
from .survey import Survey, within

_COUNTING = re.compile(
    r"[万亿千百]*(?:个|家|户|件|项|名|人|人次|支|座|条|所|处|场|套|批|批次|次|期|台|辆|只|头|株|宗|栋|间|张|种|村|镇|款|批次|家次|对|组|队|班|艘|架|篇|部|本|册|位)"
)
_SIZE = re.compile(r"[万亿]?(?:亩|公顷|(?:平方|立方)?米|平方公里|公里|吨|千瓦|兆瓦|千伏|蒸吨)")
_FLIPPED: dict[Comparator, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


def ends_of(segment: Segment, survey: Survey, name: str) -> list[End]:
    """Return the ends in a stretch; `name` is the indicator last named, for numbers without their own."""
    return _Ends(segment, survey, name).find()


class _Ends:
    def __init__(self, segment: Segment, survey: Survey, name: str) -> None:
        self._segment = segment
        self._survey = survey
        self._plain = survey.passages.plain
        self._name = name
        self._baseline: Quantity | None = None

    def find(self) -> list[End]:
        others = Standards(self._segment, self._survey, self._name)
        return others.pairs() or self._numbers() or others.standards()

    def _numbers(self) -> list[End]:
        quantities = list(within(self._survey.quantities, self._segment.start, self._segment.end))
        found: list[End] = []
        each = _each(self._plain, self._segment, quantities)
        if each is not None:
            quantities = _with_last_bound(quantities)
        left = self._segment.start + frame_length(self._segment.words)
        left += mark_length(self._plain[left : self._segment.end])
        for i, q in enumerate(quantities):
            following = quantities[i + 1] if i + 1 < len(quantities) else None
            before = self._plain[left : q.start]
            after = self._plain[q.end : following.start if following else self._segment.end]
            if q.unit == "位" and _table().two_digits.match(after):
                found.append(self._two_digits(q, before, after))
                left = q.end
                continue
            if q.unit == "位" and before.endswith(("后", "末")):
                continue
            if q.unit == "位":
                found.append(self._rank(q, before))
                left = q.end
                continue
            starts = bool(following and re.search(r"(?:由|从)[^，]{0,8}$", before))
            alike = following is not None and following.unit == q.unit
            if not (starts and alike) and self._skips(q, before, after, following is not None):
                continue
            if starts:
                self._baseline = q
                left = q.end
                before_from = re.split(r"由|从", before)
                self._name = clean_name("由".join(before_from[:-1])) or self._name
                continue
            if each is not None:
                before = each.names[i] + each.verb
            made = self._number(q, before, after, left, found)
            left = q.end
            if made is not None:
                found.append(made)
                self._name = made.name or self._name
        return found

    def _skips(self, q: Quantity, before: str, after: str, more: bool) -> bool:
        counts = bool(_COUNTING.fullmatch(q.unit))
        if _SIZE.fullmatch(q.unit) and (
            (before.endswith("（") and after.startswith("）"))
            or before.endswith("的")
            or _sizes_what_is_counted(after, more)
        ):
            return True  # 腾出的620亩地, 4.3米焦炉2座
        spans = q.unit in ("年", "个月", "天", "日", "月", "小时")
        limit = q.unit in ("小时", "天") and re.match(r"[以之]?内", after)
        reached = _table().reached.search(before + self._plain[q.start : q.number[0]])
        if spans and not limit and not reached:
            return True
        if (
            q.value == 1
            and q.comparator == "="
            and q.unit in ("次", "期", "场", "轮")
            and is_frequency(before)
            and bound_before(before) == "="
        ):
            return True
        if counts and q.comparator == "=" and self._sums_up(q, before):
            return True
        if counts and is_counted_by(self._segment.words):
            return True
        if (q.unit == "件" and _table().task.match(after)) or (
            q.unit in ("条", "项") and _table().paper.match(after)
        ):
            return True
        if before.endswith(("一季度", "季度")) and q.unit == "度":
            return True
        if not counts and q.comparator == "=" and is_described(self._segment.words):
            return True
        bounded = q.comparator in (">=", ">", "<=", "<")
        return is_attribute(before, after, bounded=bounded, counts=counts, more=more)

    def _sums_up(self, q: Quantity, before: str) -> bool:
        """Whether a numeral only says how many things were named before it (百里、织金两个景区)."""
        names = before.split("、")
        spelled = not any(c.isdigit() for c in self._plain[q.number[0] : q.number[1]])
        summed = spelled and len(names) == q.value > 1 and not before.endswith("等")
        return summed and not _table().founding.match(names[0])

    def _number(
        self, q: Quantity, before: str, after: str, left: int, found: Sequence[End]
    ) -> End | None:
        words = phrase(before)
        name, named = words.name, bool(words.name)
        thing = thing_after(after) if _COUNTING.fullmatch(q.unit) or not named else ""
        if thing:
            name, named = thing, True
        elif _table().place.fullmatch(name):
            name, named = self._name or name, False
        elif not name:
            name = without_new(self._name) if _table().total.search(before) else self._name
        if q.comparator == "=" and re.match(r"[以之]?内", after):
            q = replace(q, comparator="<=")
        if q.comparator == "=":
            q = replace(q, comparator=bound_before(before))
        value, comparator, measure, relative = self._meaning(q, words, name)
        if name == "占比" and self._name:
            name, measure = f"{self._name}占比", "share"
        if name.startswith("净增"):
            name, measure = without_new(name), "change"
        target = Target(
            self._survey.passages.document.quote(left, q.end),
            name,
            name,
            measure,
            comparator,
            value,
            q.unit,
            relative_to=relative,
        )
        if self._baseline is not None and self._baseline.unit == q.unit:
            target = replace(
                target,
                baseline=self._baseline.value,
                increase=round(q.value - self._baseline.value, 6),
            )
            left = min(left, self._baseline.start)
        self._baseline = None
        return End(
            self._first(left), self._last(q, after), name, target, words.turn, words.verb, named
        )

    def _meaning(
        self, q: Quantity, words: Phrase, name: str
    ) -> tuple[float, Comparator, Measure, str]:
        percent = q.unit in ("%", "％", "‰")
        points = "百分点" in q.unit
        if q.unit == "倍" and "翻" in self._plain[q.start : q.end]:
            return q.value, q.comparator, "level", words.standard
        if words.turn == "difference":
            value = -q.value if words.verb.startswith(("低", "慢", "落")) else q.value
            return value, q.comparator, "difference", words.standard
        if words.turn == "growth" and percent:
            return q.value, q.comparator, "growth", words.standard
        if words.turn == "fall" and (percent or points):
            comparator = _FLIPPED.get(q.comparator, q.comparator)
            return -q.value, comparator, "growth" if percent else "change", words.standard
        if is_losing(name) and not points and words.turn == "level":
            flipped = _FLIPPED.get(q.comparator, q.comparator)
            return -q.value, flipped, "growth" if percent else "level", words.standard
        if words.turn in ("rise", "growth") and not (words.verb == "增长" and percent):
            measure: Measure = "growth" if percent and words.turn == "growth" else "change"
            if percent and words.turn == "rise":
                measure = "growth"
            return q.value, q.comparator, measure, words.standard
        if percent and name.endswith("占比"):
            return q.value, q.comparator, "share", words.standard
        if percent and re.search(r"(?:增速|增幅|增长率?)$", name):
            return q.value, q.comparator, "growth", words.standard
        return q.value, q.comparator, "level", words.standard

    def _rank(self, q: Quantity, before: str) -> End:
        moved = re.search(r"(?:前移|上升|提升|进位|前进|晋升|进)$", before)
        words = clean_name(
            re.sub(
                r"(?:位次|排名|排位)?(?:前移|上升|提升|进位|前进|(?<!^)在?全[国省市][^，]*|进入|跻身|迈入|位居|居|列)+.*$",
                "",
                before,
            )
        )
        name = words or self._name
        target = Target(
            self._survey.passages.document.quote(self._segment.start, q.end),
            name or "位次",
            name or "位次",
            "change" if moved else "rank",
            q.comparator,
            q.value,
            "位",
        )
        return End(self._first(self._segment.start), q.end, name, target, "rank", named=bool(words))

    def _two_digits(self, q: Quantity, before: str, after: str) -> End:
        """Growth in two digits: 保持两位数增长."""
        name = clean_name(re.sub(r"(?:保持|实现|达到|增长|增速|增幅)+$", "", before)) or self._name
        found = _table().two_digits.match(after)
        end = q.end + (found.end() if found else 0)
        quote = self._survey.passages.document.quote(self._segment.start, end)
        target = Target(quote, name, name, "growth", ">=", 10.0, "%")
        return End(quote.start, quote.end, name, target, "growth")

    def _first(self, left: int) -> int:
        while left < self._segment.end and self._plain[left] in "，、； 和及":
            left += 1
        return left

    def _last(self, q: Quantity, after: str) -> int:
        found = _table().follows.match(after) if not after.startswith(("，", "、")) else None
        return q.end + (found.end() if found else 0)


def _sizes_what_is_counted(after: str, more: bool) -> bool:
    """Whether the words between a size and the next number are the thing that it is the size of."""
    return more and bool(
        re.fullmatch(r"(?!新增|新建|改造|达到|建设|其中)[\u4e00-\u9fff]{2,8}", after)
    )


def _with_last_bound(quantities: Sequence[Quantity]) -> list[Quantity]:
    """A bound after the last of several numbers holds for all (分别增长7.5%、9%左右)."""
    last = quantities[-1].comparator
    plain = all(q.comparator == "=" for q in quantities[:-1])
    return [replace(q, comparator=last) for q in quantities] if plain else list(quantities)


@dataclass(frozen=True, slots=True)
class _Each:
    """Several indicators with the verb that is said of all."""

    names: tuple[str, ...]
    verb: str


def _each(plain: str, segment: Segment, quantities: Sequence[Quantity]) -> _Each | None:
    """Return the indicators of a stretch that gives each its number (A、B分别增长9%、8%), or None."""
    if len(quantities) < 2:
        return None
    before = plain[segment.start : quantities[0].start]
    found = _table().each.match(before)
    if found is None:
        return None
    names = tuple(re.split(r"、|和|与|及", found["names"]))
    for both, parts in _table().pairs.items():
        if len(names) == 1 and both in names[0]:
            names = tuple(names[0].replace(both, part) for part in parts)
    if len(names) != len(quantities):
        return None
    return _Each(names, (found["growth"] or "") + before[found.end() :])


@dataclass(frozen=True, slots=True)
class _Table:
    each: re.Pattern[str]
    pairs: dict[str, list[str]]
    two_digits: re.Pattern[str]
    paper: re.Pattern[str]
    task: re.Pattern[str]
    founding: re.Pattern[str]
    reached: re.Pattern[str]
    follows: re.Pattern[str]
    place: re.Pattern[str]
    total: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    targets: dict[str, Any] = rules("targets")
    return _Table(
        two_digits=re.compile(targets["ends"]["two_digits"]),
        paper=re.compile(targets["attributes"]["paper"]),
        task=re.compile(targets["attributes"]["task"]),
        founding=re.compile(targets["attributes"]["founding"]),
        reached=re.compile(targets["attributes"]["reached"]),
        each=re.compile(targets["ends"]["each"]),
        pairs=targets["ends"]["pairs"],
        follows=re.compile(targets["names"]["follows"]),
        place=re.compile(targets["names"]["place"]),
        total=re.compile(targets["names"]["total"]),
    )
