"""Firms, parks, ports, shops and villages that a passage tells of as it tells of regions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from duibiao.records import Speaker

from ..expressions.patterns import any_of
from ..expressions.places import find_regions
from ..rules import rules

_COUNTY = re.compile("([一-鿿]{2,7}?[县区市旗])(?:[县区市旗]?委|人民政府|政府)?")
_TURN = tuple[int, int, str]


def bodies_named(plain: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return where bodies stand that something is told of right behind their names.

    >>> text = "全市稳中有进。尾毛产业园入驻企业112家，鑫磁科技去年营收6.4亿元"
    >>> [text[a:b] for a, b in bodies_named(text, 0, len(text))]
    ['尾毛产业园', '鑫磁科技']
    """
    no_ends = tuple(rules("places")["bodies"]["no_ends"])
    found = _told_of().finditer(plain, start, end)
    return tuple(m.span("name") for m in found if not m["name"].endswith(no_ends))


def body_of(unit: str) -> str:
    """Return the firm, park, county or village that a speaker of `unit` is of, "" for an office or a school.

    >>> [body_of(u) for u in ("陇薯淀粉有限公司生产部", "高新区党工委", "蒲西村", "市发改委", "五原县")]
    ['陇薯淀粉有限公司', '高新区', '蒲西村', '', '五原县']
    """
    county = _COUNTY.fullmatch(unit)
    if county and (named := find_regions(county[1])) and named[0].end == len(county[1]):
        return named[0].name
    m = _of_unit().match(re.sub(r"(?<=村)村$", "", unit))
    return m[1] if m else ""


def bodies_speaking(plain: str, speakers: Sequence[Speaker]) -> tuple[_TURN, ...]:
    """Return the stretches of those who speak for a body, each with its name, in order."""
    told = [
        (t.start, t.end, body_of(s.unit) or _firm_named(plain, s, t.start))
        for s in speakers
        for t in s.turns
    ]
    return tuple(sorted(t for t in told if t[2]))


def _firm_named(plain: str, speaker: Speaker, at: int) -> str:
    """Return the firm that 公司副总经理 and 厂长 speak for: the last one named in the paragraph, or the one before."""
    if speaker.unit not in _FIRM and not (speaker.unit == "" and speaker.post in _HEADS):
        return ""
    paragraph = plain.rfind("\n", 0, max(0, plain.rfind("\n", 0, at) - 1))
    named = list(_firm().finditer(plain, max(0, paragraph), at + _INTRODUCED))
    return named[-1]["name"] if named else ""


def goes_on_with(plain: str, start: int, end: int, body: str) -> bool:
    """Return whether a clause between two places goes on with a body by a noun for it: 小镇占地460亩.

    >>> goes_on_with("小镇占地460亩", 0, 4, "水岸音乐小镇"), goes_on_with("全市有企业3家", 0, 4, "钦州港")
    (True, False)
    """
    return bool(body) and any(
        m["noun"][-1] == body[-1] or (m["noun"] in _FIRM and body.endswith(_FIRMS))
        for m in _resumes().finditer(plain, start, end)
    )


_FIRM = ("公司", "企业", "厂里")
_HEADS = ("厂长", "总经理", "经理", "董事长")
_INTRODUCED = 2
_FIRMS = ("公司", "集团", *rules("places")["bodies"]["firm_ends"])


@lru_cache(maxsize=1)
def _told_of() -> re.Pattern[str]:
    table = rules("places")["bodies"]
    name = (
        rf"(?:{any_of(table['alone'])}|(?!{any_of(table['not_first'])})(?:(?![{table['never_in']}])[一-鿿])"
        rf"{{{table['shortest']},{table['longest']}}}?(?:{any_of(table['ends'])})(?:[一二三]期)?)"
    )
    firm = rf"(?!{any_of((*table['not_first'], *table['of_trades']))})[一-鿿]{{2,3}}(?:{any_of(table['firm_ends'])})"
    time = rf"(?:{any_of(table['times'])}|(?:20\d\d年)|\d{{1,2}}月?[-至到]\d{{1,2}}月)"
    # A number follows, with its name between; a title, or a count of such bodies, does not.
    behind = rf"(?!{any_of(table['not_behind'])})(?:有|\d号|[^，。；：“”\d]{{2,14}}\d)"
    told = rf"(?:{behind}|，?{time}|，{behind}|{any_of(table['states'])})"
    earns = rf"，?{time}[^，。；]{{0,10}}?(?:{any_of(table['earns'])})"
    opening = r"(?:(?<=[，。；：“”、\s而的])|(?<=企业|我们)|\A)"
    return re.compile(rf"{opening}(?P<name>{name}(?=(?:、{name})*{told})|{firm}(?={earns}))")


@lru_cache(maxsize=1)
def _firm() -> re.Pattern[str]:
    table = rules("places")["bodies"]
    name = rf"(?!{any_of(table['not_first'])})(?:(?![{table['never_in']}])[一-鿿])"
    ends = any_of(table["firm_ends"])
    return re.compile(
        rf"(?<=[，。；：“”、\s的])(?P<name>{name}{{2,12}}?公司|{name}{{2,3}}(?:{ends})(?=总装|车间|生产|厂区|的|，))"
    )


@lru_cache(maxsize=1)
def _of_unit() -> re.Pattern[str]:
    table = rules("places")["bodies"]
    return re.compile(
        rf"(?!.*(?:局|厅|(?<![党工])委|办|处|大学|学院|研究院)$)(?![省市县区州旗盟镇](?!.?.?高新|.?.?经开))({any_of(table['alone'])}|[一-鿿（）]{{1,16}}?(?:{any_of(table['unit_ends'])}|[一-鿿]{{1,3}}[镇乡村](?![一-鿿]{{2}}社)))"
    )


@lru_cache(maxsize=1)
def _resumes() -> re.Pattern[str]:
    nouns = any_of(rules("places")["bodies"]["resumes"])
    return re.compile(
        rf"(?:(?<=[，。；：“”、\s年月度])|\A)(?:该|这个|这家)?(?P<noun>{nouns})(?![的和与、])"
    )
