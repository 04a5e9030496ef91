"""The words before and after a number in a commitment: what it counts, and what it says of that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from duibiao.records import Comparator, Firmness

from ..expressions.names import usual_name
from ..expressions.patterns import any_of
from ..rules import rules

_SHORTEST = 3

Turn = str
"""What the verb before a number says: "level", "growth", "fall", "rise", or "" without a verb."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words before a number: its indicator, the verb's turn, and the standard it is set against."""

    name: str
    turn: Turn
    verb: str = ""
    standard: str = ""


def phrase(before: str) -> Phrase:
    """Return what the words before a number say.

    >>> phrase("力争规上工业增加值年均增长"), phrase("到2025年，森林覆盖率达到").name
    (Phrase(name='规模以上工业增加值', turn='growth', verb='年均增长', standard=''), '森林覆盖率')
    """
    table = _table()
    words = _modal_free(before)
    standard = table.standard.search(before.rstrip("　 "))
    if standard:
        rest, turn = before[: standard.start()], "difference"
        inner = table.verb.search(rest)
        name = rest[: inner.start()] if inner else rest
        return Phrase(clean_name(name), turn, standard["word"] or "高于", standard["of"])
    found = table.verb.search(words)
    verb = found["verb"] if found else ""
    turn = next((t for t in _TURNS if verb in table.turns[t]), "")
    left = words[: found.start()] if found else words
    based = table.based.search(left)
    if based:
        left = left[: based.start()] + left[based.end() :]
    return Phrase(
        clean_name(left), turn, verb, based["of"] if based and based["of"][0] == "2" else ""
    )


_ASIDE = re.compile(r"（[^）]*）")
_SHARE = re.compile(r"(?P<part>[^占]*)占(?:[^占]*(?:比重|比例|比率)|比)")


@lru_cache(maxsize=1 << 14)
def clean_name(words: str) -> str:
    """Return the name of an indicator or a thing counted, without what governs it: 力争, 全市, 年底.

    >>> clean_name("其中全市新增规上工业企业")
    '新增规模以上工业企业'
    """
    table = _table()
    name = _ASIDE.sub("", words).strip("　 ，、：；。")
    name = table.clause.sub("", name)
    share = _SHARE.search(name) if "占" in name else None
    if share:
        return usual_name(f"{_trimmed(share['part'])}占比")
    modal = table.until_modal.match(name)
    if modal:
        after = _trimmed(name[modal.end() :])
        name = after if len(after) > 1 else name[: modal.start("modal")]
    name = _trimmed(name)
    cut = table.until_verb.sub("", name)
    name = _trimmed(cut) if len(cut) >= _SHORTEST else name
    return "" if name in table.bare else usual_name(name)


def _trimmed(name: str) -> str:
    """Leave out words that govern a name at its ends, as long as there are any."""
    table, before = _table(), ""
    while name != before:
        before = name
        for pattern in (table.start, table.end, table.when, table.by):
            name = pattern.sub("", name).strip("　 ，、：的")
    return name


def without_new(name: str) -> str:
    """Return what new ones are counted of: 新增规模以上工业企业 -> 规模以上工业企业."""
    return _table().new.sub("", name)


def firmness_of(words: str) -> Firmness | None:
    """Return how firm the last word of firmness is, or None where there is none."""
    table = _table()
    last = None
    for found in table.firmness.finditer(words):
        if not table.not_firm.match(words, found.start()):
            last = found
    if last is None:
        return None
    return "assured" if last[0] in table.assured else "aspired"


def thing_after(after: str) -> str:
    """Return the thing counted where its name follows the number (100名科技特派员), or ""."""
    found = _table().follows.match(after)
    return clean_name(found[0]) if found else ""


def is_attribute(before: str, after: str, *, bounded: bool, counts: bool, more: bool) -> bool:
    """Whether a number only describes a thing (投资过10亿元的产业项目) and is no end of its own.

    `bounded`: it has 以上 or 过; `counts`: its unit counts things; `more`: a number follows in the stretch.
    """
    table = _table()
    if table.attribute_before.search(before) or (not counts and table.capacity.match(after)):
        return True
    if after.startswith("的"):
        return (bounded or more) and not table.fund.match(after)
    if bounded and not counts and more and not after:
        return True
    if bounded and not counts and re.match(r"[\u4e00-\u9fff]", after):
        return not re.match(r"(?:其中|并|和|、|且|目标|任务)", after)
    return bool(table.attribute_after.match(after))


def is_described(before: str) -> bool:
    """Whether the words before an area or a sum open with a verb that does not bring it about."""
    return bool(_table().described.match(before))


def is_counted_by(before: str) -> bool:
    """Whether the words before a number open with a verb that brings about none of what it counts (围绕两条产业链)."""
    return bool(_table().counted.match(before))


def bound_before(before: str) -> Comparator:
    """Return the bound that stands before a number with words between (至少组织1次), or "="."""
    table = _table()
    found = table.bound.search(before)
    return table.bounds[found[0]] if found else "="


def is_losing(name: str) -> bool:
    """Whether a name is of what falls or is lost (外贸降幅, 亏损)."""
    return bool(_table().losing.search(name))


def is_frequency(before: str) -> bool:
    """Whether the words before 一次 say how often something is done."""
    return bool(_table().frequency.search(before))


def _modal_free(words: str) -> str:
    return _table().modal_end.sub("", words.rstrip("　 "))


_TURNS = ("growth", "rise", "fall", "level")


@dataclass(frozen=True, slots=True)
class _Table:
    verb: re.Pattern[str]
    turns: Mapping[str, frozenset[str]]
    standard: re.Pattern[str]
    based: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    when: re.Pattern[str]
    clause: re.Pattern[str]
    by: re.Pattern[str]
    until_modal: re.Pattern[str]
    until_verb: re.Pattern[str]
    new: re.Pattern[str]
    bare: frozenset[str]
    modal_end: re.Pattern[str]
    firmness: re.Pattern[str]
    not_firm: re.Pattern[str]
    assured: frozenset[str]
    follows: re.Pattern[str]
    attribute_before: re.Pattern[str]
    attribute_after: re.Pattern[str]
    fund: re.Pattern[str]
    described: re.Pattern[str]
    frequency: re.Pattern[str]
    counted: re.Pattern[str]
    capacity: re.Pattern[str]
    losing: re.Pattern[str]
    bound: re.Pattern[str]
    bounds: Mapping[str, Comparator]


@lru_cache(maxsize=1)
def _table() -> _Table:
    targets: dict[str, Any] = rules("targets")
    firmness = rules("firmness")
    verbs, names, numbers = targets["verbs"], targets["names"], targets["attributes"]
    turns = {turn: frozenset(verbs[turn]) for turn in _TURNS}
    every = any_of({v for turn in turns.values() for v in turn})
    modals = any_of([*firmness["assured"], *firmness["aspired"], "要", "将", "全部", "均", "约"])
    return _Table(
        verb=re.compile(rf"(?P<verb>(?:{every}))(?:{modals})*$"),
        turns=turns,
        standard=re.compile(targets["relative"]["before_number"]),
        based=re.compile(targets["relative"]["based_on"]),
        start=re.compile(f"^(?:{any_of(names['start'])})"),
        end=re.compile(f"(?<!产)(?:{any_of(names['end'])})$"),
        when=re.compile(names["when"]),
        clause=re.compile(names["clause"]),
        by=re.compile(names["by"]),
        until_modal=re.compile(names["until_modal"]),
        until_verb=re.compile(f"^.*(?:{any_of(names['cut'])})"),
        new=re.compile(f"^(?:{any_of(names['new'])})"),
        bare=frozenset(names["bare"]),
        modal_end=re.compile(f"(?:{modals})+$"),
        firmness=re.compile(any_of([*firmness["assured"], *firmness["aspired"]])),
        not_firm=re.compile(any_of(firmness["not"])),
        assured=frozenset(firmness["assured"]),
        follows=re.compile(names["follows"]),
        attribute_before=re.compile(numbers["before"]),
        attribute_after=re.compile(numbers["after"]),
        fund=re.compile(numbers["fund"]),
        described=re.compile(numbers["described"]),
        frequency=re.compile(numbers["frequency"]),
        counted=re.compile(numbers["counted"]),
        capacity=re.compile(numbers["capacity"]),
        losing=re.compile(numbers["losing"]),
        bound=re.compile(any_of(numbers["bounds"])),
        bounds=numbers["bounds"],
    )
