"""Whose a number is, where its phrase opens with that: 松山湖地区生产总值, 鑫磁科技去年营收."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.names import is_known, usual_name
from ..expressions.patterns import any_of
from ..rules import rules


def part_of_phrase(full: str) -> tuple[str, str]:
    """Return the part of the region that a phrase opens with and the rest, where the rest is known or a deed.

    >>> part_of_phrase("松山湖地区生产总值")
    ('松山湖', '地区生产总值')
    """
    for m in () if deeds().match(full) else _parts().finditer(full):
        if len(m[1]) == 1 and (m.end(1) < 3 or full[: m.end(1)].endswith(("城镇", "乡镇"))):
            continue  # 城镇新增就业 is of no town
        if m["body"] and (m.start() < 2 or full.startswith(_of_many(), m.start() - 2)):
            continue  # 上市公司营业收入 is of no one firm
        rest = _DONE.sub("", full[m.end() :])
        deed = rest != full[m.end() :] or deeds().match(rest)
        if len(rest) > 1 and rest != "吞吐量" and (is_measure(rest) or deed):
            return full[: m.end(1)], rest
    return "", full


def carrier(words: str) -> str:
    """Return the body that words before a time name, without what describes it; "" where they name none.

    >>> carrier("位于杏坛的绿循环公司"), carrier("企业"), carrier("民营企业")
    ('绿循环公司', '企业', '')
    """
    table = rules("figures")["carriers"]
    if words in table["alone"]:
        return words
    of = re.sub("^.*的", "", words)
    of = re.sub(f"^.*{any_of(table['kinds'])}(?=..)", "", of)
    named = of != words or of.endswith(tuple(table["bodies"]))
    return of if named and 2 < len(of) <= _LONGEST_NAME and not of.startswith(_of_many()) else ""


def stands_alone(of: str) -> bool:
    """Whether words only point at a body told of before: 企业, 我们."""
    return of in rules("figures")["carriers"]["alone"]


def is_measure(name: str) -> bool:
    """Whether a name stands for an amount by itself: 营业收入, 客房出租率."""
    ends = tuple(rules("figures")["carriers"]["measures"])
    return is_known(usual_name(name)) or (len(name) > 1 and name.endswith(ends))


def core_of(name: str) -> str:
    """Return a name without what only says whose it is or where; a known one as it is.

    >>> core_of("沙址村的民宿"), core_of("西站发送旅客"), core_of("企业所得税")
    ('民宿', '发送旅客', '企业所得税')
    """
    if is_known(name):
        return name
    name = _moves().sub("", name)
    for pattern, any_rest in _leads():
        m = pattern.match(name)
        rest = name[m.end() :] if m else ""
        if len(rest) > 1 and (any_rest or is_measure(rest) or deeds().match(rest)):
            return core_of(rest)
    return name


def project_of(full: str) -> str:
    """Return the project that a phrase opens with where the rest only describes it.

    >>> project_of("石油河抽水蓄能电站总投资"), project_of("重点项目总投资")
    ('石油河抽水蓄能电站', '')
    """
    for name in rules("figures")["static"]["names"]:
        of = full.removesuffix(name)
        if of != full and len(of) >= _SHORTEST_PROJECT and _project_end().search(of):
            return of
    return ""


_SHORTEST_PROJECT = 6
_LONGEST_NAME = 18
_DONE = re.compile("^(?:[一二三]期)?(?:实有|现有|共有|拥有|已有|累计|已|实现|完成)*")


@lru_cache(maxsize=1)
def _project_end() -> re.Pattern[str]:
    ends = any_of(rules("figures")["project"]["ends"])
    return re.compile(rf"{ends}\Z")


@lru_cache(maxsize=1)
def _moves() -> re.Pattern[str]:
    return re.compile(rf"(?<=[一-鿿]{{2}}){any_of(rules('figures')['core']['after'])}\Z")


@lru_cache(maxsize=1)
def _leads() -> tuple[tuple[re.Pattern[str], bool], ...]:
    core = rules("figures")["core"]
    return tuple(
        (re.compile(f"(?:{'|'.join(core[kind])})"), kind == "any") for kind in ("any", "amount")
    )


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    table = rules("figures")["carriers"]
    return re.compile(rf"({any_of(table['parts'])}|(?P<body>{any_of(table['bodies'])}))的?")


@lru_cache(maxsize=1)
def _of_many() -> tuple[str, ...]:
    return tuple(rules("figures")["carriers"]["of_many"])


@lru_cache(maxsize=1)
def deeds() -> re.Pattern[str]:
    """Return the pattern of the verbs that a phrase may open with."""
    table = rules("figures")["phrase"]
    return re.compile(any_of([*table["deeds"], *table["new"]]))
