"""Regions named in a text: provinces, prefectures and counties by table and suffix, 全市 as the document's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ..rules import rules
from .patterns import any_of

# Characters that a county's name does not hold: numerals, pronouns, verbs and joining words.
_NOT_IN_COUNTY = "副厂全各该本我两几每一二三四五六七八九十第以对在和与市县区省年月末去今前后的了是为使让把从向到至等及或其各级个家户赴受实现推动反观围绕建设完成加快"


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
    whole = _of_text(plain)
    if start == 0 and end is None:
        return whole
    stop = len(plain) if end is None else end
    first = bisect_left(whole, start, key=lambda r: r.start)
    last = bisect_left(whole, stop, lo=first, key=lambda r: r.start)
    return tuple(r for r in whole[first:last] if r.end <= stop)


@lru_cache(maxsize=64)
def _of_text(plain: str) -> tuple[RegionName, ...]:
    """Every stretch of a document is asked for its regions, some more than once: they are found once."""
    found: list[RegionName] = []
    for m in _pattern().finditer(plain):
        if m["own"] and found and found[-1].end == m.start() and found[-1].name[-1] == m["own"][-1]:
            found[-1] = RegionName(found[-1].start, m.end(), found[-1].name)  # 广东全省
            continue
        if m["own"]:
            found.append(RegionName(*m.span(), m["own"], own=True))
            continue
        name = _long_name(m)
        if name and found and found[-1].end == m.start() and not found[-1].own:
            found[-1] = RegionName(found[-1].start, m.end(), name)
        elif name:
            found.append(
                RegionName(m.end() - len(name) if m["county"] else m.start(), m.end(), name)
            )
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
    """Return the long names of rules/places.toml and rules/counties.toml."""
    return frozenset((*_known().values(), *_parents()))


def parents_of(county: str) -> frozenset[str]:
    """Return the prefectures (or provinces) that have a county of this name, by its stem if need be.

    >>> sorted(parents_of("英德市")), sorted(parents_of("京山县")), sorted(parents_of("乐山市"))
    (['清远市'], ['荆门市'], [])
    """
    return _parents().get(county) or (
        frozenset() if county in _known().values() else _stems().get(_stem(county), frozenset())
    )


@lru_cache(maxsize=32)
def family_of(home: str) -> dict[str, str]:
    """Return the counties of a prefecture, or those beside a county, by each name that they go by at home.

    >>> family_of("渭南市")["华州"], family_of("会泽县")["沾益"]
    ('华州区', '沾益区')
    """
    above = parents_of(home) or {home}
    if len(above) > 1:
        return {}
    names: dict[str, str] = {}
    for county in map(_usual, rules("counties").get(next(iter(above)), ())):
        names[county] = county
        if len(stem := _stem(county)) > 1 and stem not in rules("places")["only_long"]:
            names.setdefault(stem, county)
    return names


def _long_name(m: re.Match[str]) -> str:
    if m["listed"]:
        return _known()[m["listed"]]
    if m["short"]:
        return _shorts()[m["short"]]
    county = m["county"]
    if county is None:
        return ""
    for word in rules("places")["not_regions"]:
        if county.endswith(word):
            return ""
    for i in range(1, len(county) - 2):
        if county not in _parents() and county[i:] in _known():
            return county[i:]  # 中共衡阳市
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


_PEOPLES = re.compile(
    "(?:朝鲜|土家|布依|哈尼|景颇|傈僳|蒙古|哈萨克|柯尔克孜|达斡尔|鄂温克|鄂伦春|锡伯|塔吉克|东乡|保安|撒拉|裕固|仡佬|仫佬"
    "|毛南|拉祜|布朗|普米|独龙|各|满|回|苗|藏|羌|彝|侗|壮|傣|白|瑶|畲|黎|土|水|佤|怒|纳西)族.*|蒙古自治县$|自治[县旗]$"
)


def _stem(county: str) -> str:
    return re.sub(r"新区$|[市县区旗]$", "", _PEOPLES.sub("", county))


def _usual(county: str) -> str:
    """Return the name that a county goes by: 威宁彝族回族苗族自治县 is 威宁县."""
    return f"{_stem(county)}{county[-1]}" if _PEOPLES.search(county) else county


@lru_cache(maxsize=1)
def _parents() -> dict[str, frozenset[str]]:
    parents: dict[str, frozenset[str]] = {}
    for above, counties in rules("counties").items():
        for county in map(_usual, counties):
            parents[county] = parents.get(county, frozenset()) | {above}
    return parents


@lru_cache(maxsize=1)
def _stems() -> dict[str, frozenset[str]]:
    stems: dict[str, frozenset[str]] = {}
    for county, above in _parents().items():
        stems[_stem(county)] = stems.get(_stem(county), frozenset()) | above
    return stems


@lru_cache(maxsize=1)
def _shorts() -> dict[str, str]:
    """Short forms of counties that mean one county and nothing else; a district's is known at home only."""
    only_long = set(rules("places")["only_long"])
    shorts: dict[str, str] = {}
    twice: set[str] = set()
    for county in _parents():
        stem = _stem(county)
        if county.endswith("区") or len(stem) < 2 or stem in only_long or stem in _known():
            continue
        twice |= {stem} & shorts.keys()
        shorts[stem] = county
    return {stem: county for stem, county in shorts.items() if stem not in twice}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    own = any_of(rules("places")["own"])
    listed = any_of(_known())
    # Counties whose own names hold a character that others do not: 五原县, 全椒县.
    known = [c for c in _parents() if len(c) > 2 and c not in rules("places")["not_regions"]]
    odd = any_of(c for c in known if any(x in _NOT_IN_COUNTY for x in c[:-1]))
    # A county's name has no boundary of its own: it is taken after a mark, a joining word or a region.
    opening = r"(?:(?<=[，。；、：（）“”●■◆▲★\s和与在对赴到由及省市州县区年以中有是为])|(?<=学习|借鉴|参照|考察|过去)|\A)"
    return re.compile(
        rf"(?P<own>{own})|(?P<listed>{listed})(?![军江湖河港级属]|话|人民|菜|路|海峡|石化|石油|移动|电信|联通|航空|银行|大学|电网|烟草|集团|股份|建工|交投|城投)"
        rf"|{opening}(?P<short>{any_of(_shorts())})(?![市县区镇乡村军江湖河港级属山]|街道|话|菜|路)"
        rf"|{opening}(?P<county>{odd}|(?:(?![{_NOT_IN_COUNTY}])[一-鿿]){{1,3}}(?:县|区|旗|市))(?![级域场面内外中])"
    )
