"""Regions named in a text: provinces and prefectures by table, counties by suffix, 全市 as the document's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..rules import rules
from .patterns import any_of

# Characters that a county's name does not hold: numerals, pronouns, verbs and joining words.
_NOT_IN_COUNTY = "全各该本我两几每一二三四五六七八九十第以对在和与市县区省年月末去今前后的了是为使让把从向到至等及或其各级个家户实现推动反观围绕建设完成加快"


@dataclass(frozen=True, slots=True)
class RegionName:
    """A region named in the text: where, its long name, and whether it is the document's own (全市)."""

    start: int
    end: int
    name: str
    own: bool = False


def find_regions(plain: str, start: int = 0, end: int | None = None) -> tuple[RegionName, ...]:
    """Return the regions named between `start` and `end`, in order; of 四川省乐山市 the smaller.

    >>> [r.name for r in find_regions("全市对标苏州、昆山，四川省乐山市，舒城县")]
    ['全市', '苏州市', '昆山市', '乐山市', '舒城县']
    """
    found: list[RegionName] = []
    for m in _pattern().finditer(plain, start, len(plain) if end is None else end):
        if m["own"]:
            found.append(RegionName(*m.span(), m["own"], own=True))
            continue
        name = _long_name(m)
        if name and found and found[-1].end == m.start() and not found[-1].own:
            found[-1] = RegionName(found[-1].start, m.end(), name)
        elif name:
            found.append(RegionName(*m.span(), name))
    return tuple(found)


def own_name(region: str) -> str:
    """Return the name that a document's own region goes by, its parents left out.

    >>> own_name("佛山市南海区"), own_name("四川乐山市")
    ('南海区', '乐山市')
    >>> own_name("上饶经开区")
    '上饶经开区'
    """
    parents = {
        *known_regions(),
        *(n for n, long in _known().items() if long.endswith(("省", "自治区"))),
    }
    rest = region
    for name in sorted(parents, key=len, reverse=True):
        if rest.startswith(name) and len(rest) > len(name) + 1:
            rest = rest[len(name) :]
    return rest


@lru_cache(maxsize=1)
def known_regions() -> frozenset[str]:
    """Return the long names of rules/places.toml."""
    return frozenset(_known().values())


def _long_name(m: re.Match[str]) -> str:
    if m["listed"]:
        return _known()[m["listed"]]
    county = m["county"]
    if county is None:
        return ""
    for word in rules("places")["not_regions"]:
        if county.endswith(word):
            return ""
    return county


_KIND = re.compile(
    r"[市盟]$|地区$|(?:(?:朝鲜|土家|布依|哈尼|景颇|傈僳|蒙古|哈萨克|柯尔克孜|[苗藏羌彝侗壮傣白回])族?)+自治州$"
)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    table = rules("places")
    known: dict[str, str] = {}
    for province, prefectures in table["provinces"].items():
        known[province] = province
        known.setdefault(
            re.sub(r"(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市]$", "", province), province
        )
        for name in prefectures:
            known[name] = name
            short = _KIND.sub("", name)
            if short not in table["only_long"] and len(short) > 1:
                known.setdefault(short, name)
            if name.endswith("自治州"):
                known.setdefault(f"{short}州", name)
    for county in table["counties"]:
        known.setdefault(county, county)
        short = re.sub(r"新区$|[市县区旗]$", "", county)
        known.setdefault(short if len(short) > 1 else county, county)
    return known


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    own = any_of(rules("places")["own"])
    listed = any_of(_known())
    # A county's name has no boundary of its own: it is taken after a mark, a joining word or a region.
    opening = r"(?:(?<=[，。；：、（）“”\s和与在对赴到由及省市州县区])|\A)"
    return re.compile(
        rf"(?P<own>{own})|(?P<listed>{listed})(?![军江湖河港级属]|话|人民|菜|路|海峡)"
        rf"|{opening}(?P<county>(?:(?![{_NOT_IN_COUNTY}])[一-鿿]){{1,3}}(?:县|区|旗|市))(?![级域场面内外中])"
    )
