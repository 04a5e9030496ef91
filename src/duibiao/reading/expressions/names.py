"""Indicators named in a text, under their usual names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from duibiao.records import Catalogue

from ..rules import rules
from .patterns import any_of


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator named in the text: where, and its usual name."""

    start: int
    end: int
    name: str


def find_names(plain: str, start: int = 0, end: int | None = None) -> tuple[Named, ...]:
    """Return the indicators of rules/indicators.toml that are named, the longest names first, in order.

    >>> [n.name for n in find_names("GDP增长4.1%，规上工业增加值增长5%")]
    ['地区生产总值', '规模以上工业增加值']
    """
    stop = len(plain) if end is None else end
    usual = _usual()
    return tuple(
        Named(m.start(), m.end(), usual[m[0]]) for m in _pattern().finditer(plain, start, stop)
    )


def is_known(name: str) -> bool:
    """Whether rules/indicators.toml lists a name as a usual one."""
    return name in _aliases()


@lru_cache(maxsize=1 << 14)
def usual_name(written: str) -> str:
    """Return the usual name of an indicator, abbreviations spelled out.

    >>> usual_name("社零总额"), usual_name("规上化工业增加值"), usual_name("地区生产总值（GDP）")
    ('社会消费品零售总额', '规模以上化工业增加值', '地区生产总值')
    """
    usual = _usual()
    inside = _BRACKET.search(written)
    for name in (
        written,
        _BRACKET.sub(r"\1", written),
        _BRACKET.sub("", written),
        inside[1] if inside else "",
    ):
        if name in usual:
            return usual[name]
    name = spelled_out(_LETTERS.sub("", written) or written)
    return usual.get(name, name)


@lru_cache(maxsize=1 << 14)
def spelled_out(written: str) -> str:
    """Return a name as written with its abbreviations spelled out: 规上工业企业 is 规模以上工业企业."""
    return _abbreviations().sub(lambda m: str(rules("indicators")["spelling"][m[0]]), written)


@lru_cache(maxsize=1)
def _abbreviations() -> re.Pattern[str]:
    # 规上 stands within no other word, but 一产 does (第一产业).
    short = rules("indicators")["spelling"]
    within = any_of(s for s in short if "产" in s)
    return re.compile(rf"(?<!第)(?:{within})(?!业)|{any_of(s for s in short if '产' not in s)}")


def indicator_of(name: str, catalogue: Catalogue) -> str:
    """Return the code that a name has in the catalogue, by any of its names, or its usual name.

    >>> from duibiao.records import Indicator
    >>> indicator_of("GDP", Catalogue((Indicator("gdp", "地区生产总值"),)))
    'gdp'
    """
    usual = usual_name(name)
    for candidate in (name, usual, *_aliases().get(usual, ())):
        found = catalogue.find(candidate)
        if found is not None:
            return found.code
    return usual


_LETTERS = re.compile(r"[（(][A-Za-z0-9.&\-]*[）)]")
_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]")


@lru_cache(maxsize=1)
def _aliases() -> dict[str, tuple[str, ...]]:
    groups = [g for key, g in rules("indicators").items() if key != "spelling"]
    return {name: tuple(others) for group in groups for name, others in group.items()}


@lru_cache(maxsize=1)
def _usual() -> dict[str, str]:
    usual = {name: name for name in _aliases()}
    for name, others in _aliases().items():
        for other in others:
            usual.setdefault(other, name)
    return usual


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(_usual()))
