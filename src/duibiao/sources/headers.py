"""What a column's header says: its role in the table, or an indicator with unit, period and vintage."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from duibiao.records import Period, Unit, UnknownName, normal_name

ROLES: dict[str, tuple[str, ...]] = {
    "region_code": (
        *("region_code", "city_code", "county_code", "code", "geo", "nuts", "fips", "geoid"),
        *("代码", "地区代码", "城市代码", "行政区划代码", "区划代码", "行政代码", "区县代码"),
    ),
    "region": (
        *("region", "region_name", "city", "city_name", "county", "state", "name", "name_zh"),
        *("地区", "地区名称", "城市", "城市名称", "市州", "市（州）", "市(州)", "区县", "县区"),
        *("县（市、区）", "县(市、区)", "名称", "地市", "市县", "市", "单位名称", "区域", "各市"),
    ),
    "parent": (
        "parent",
        "parent_code",
        "province",
        "country",
        "省份",
        "省",
        "所属省份",
        "上级地区",
        "上级",
        "上级区划",
        "上级行政区",
        "所属地区",
        "所属市",
        "所属市州",
        "所属地市",
    ),
    "name_en": ("name_en", "英文名", "英文名称"),
    "period": ("period", "year", "date", "time", "年份", "年度", "年", "时期", "时间", "统计时间"),
    "part": ("month", "quarter", "月份", "月", "季度", "期间"),
    "indicator": (
        *("indicator", "indicator_code", "variable", "series"),
        *("指标", "指标名称", "指标名", "主要指标", "统计指标", "项目"),
    ),
    "value": ("value", "obs_value", "数值", "指标值", "值", "数据", "观测值"),
    "unit": ("unit", "单位", "计量单位"),
    "vintage": ("vintage", "数据版本", "版本", "数据类型"),
    "source": ("source", "来源", "数据来源", "资料来源"),
    "flag": ("flag", "obs_flag", "标记", "标志"),
    "note": ("note", "notes", "comment", "备注", "说明", "注"),
    "skip": ("序号", "编号", "行次", "no.", "id", "unnamed: 0"),
}
"""What columns may hold beside an indicator's figures, with the headers that say so; `skip` is not read."""

_ROLE_OF = {normal_name(name): role for role, names in ROLES.items() for name in names}

# Under a group's header they mean the group's own figure; alone they name nothing.
_WHOLE = frozenset("合计 总计 总数 total".split())
# Words of a header that say how a figure is shown and not what it counts.
_NEUTRAL = frozenset(
    "绝对数 绝对额 总量 数值 指标值 实绩 完成数 当年价格 当年价 现价 按当年价格计算 全市 本年 本期 累计 level".split()
)
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_CHINESE = re.compile(r"[一-鿿]")
# Yearbooks in two languages put the English name under the Chinese one, or behind it in the same cell.
_TRANSLATION = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'&%/()-]{3,}")
_TRANSLATION_BEHIND = re.compile(r"(?<=[一-鿿)]) ?[A-Z][A-Za-z ,.'&-]{3,}(?=\(|$)")
_SPACED_UNIT = re.compile(r"^(\s*\S{2,}(?: \S{2,})*)\s+([%‰]|[^\x00-\x7f()（）]+)\s*$")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、](?!\d)|#|其中:?)\s*"
)
_VINTAGE_WORDS = (
    "快报数 快报 预计数 初步核算数 初步核算 初步数 最终核实数 最终核实 普查修订 修订数".split()
)
_PART = r"(?:0?1\s*月?\s*[-—–~至到]{1,2}\s*\d{1,2}\s*月(?:份)?(?:累计)?|前[二三四1-4]?个?季度|前\d{1,2}个月|第?[一二三四1-4]季度|[上下]半年|\d{1,2}月(?:份)?)"
_PERIOD_HEAD = re.compile(rf"^(?:((?:19|20)\d{{2}})\s*年度?末?\s*({_PART})?|({_PART}))\s*")
_PERIOD_TAIL = re.compile(rf"\s*(?:((?:19|20)\d{{2}})\s*年度?({_PART})?|({_PART}))$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a header says: each part "" where it says nothing.

    `period` may lack its year ("1-9月"), which the row or the sheet then gives.
    """

    indicator: str = ""
    unit: str = ""
    period: str = ""
    vintage: str = ""


def role_of(header: str) -> str:
    """Return the role that a header names ("region", "value" …), or "" where it names none.

    >>> role_of("地 区"), role_of("Year"), role_of("地区生产总值")
    ('region', 'period', '')
    """
    return _ROLE_OF.get(normal_name(header), "")


def read_heading(*parts: str) -> Heading:
    """Return what the parts of a header, from the topmost down, say together.

    >>> read_heading("2020年地区生产总值（初步核算数）", "绝对数（亿元）")
    Heading(indicator='地区生产总值', unit='亿元', period='2020年', vintage='初步核算数')
    >>> read_heading("1-9月规上工业增加值", "比上年增长(%)").indicator
    '规上工业增加值比上年增长'
    >>> read_heading("地区生产总值", "合计（万元）").indicator
    '地区生产总值'
    """
    whole = Heading()
    for part in dict.fromkeys(parts):
        text = tidy(_SPACED_UNIT.sub(_bracketed, part))
        if _CHINESE.search(whole.indicator) and _TRANSLATION.fullmatch(text):
            text = "".join(_BRACKETED.findall(text)[-1:])
        found = _read_part(_TRANSLATION_BEHIND.sub("", text))
        name = _joined(whole.indicator, found.indicator)
        whole = Heading(
            name,
            found.unit or whole.unit,
            _later(whole.period, found.period),
            found.vintage or whole.vintage,
        )
    if whole == Heading(unit=whole.unit) and len(parts) == 1:
        return Heading(indicator=tidy(parts[0]))  # a column named “jobs” counts jobs
    return whole


def _bracketed(found: re.Match[str]) -> str:
    """A unit behind a name and a space (常住人口 万人), put in brackets before spaces are taken out."""
    return f"{found[1]}({found[2]})" if _is_unit(found[2]) else found[0]


def is_growth(name: str) -> bool:
    """Say whether a name is of a rate of growth.

    >>> is_growth("规上工业增加值增速"), is_growth("人口自然增长率"), is_growth("增长极数量")
    (True, True, False)
    """
    return _GROWTH.search(name.casefold()) is not None


def growth_base(name: str) -> str:
    """Return the indicator whose growth a name gives, or "".

    >>> growth_base("地区生产总值比上年增长"), growth_base("GDP实际增速"), growth_base("GDP名义增速")
    ('地区生产总值', 'GDP', '')
    """
    found = _GROWTH.search(name)
    return "" if found is None or "名义" in name else name[: found.start()].rstrip("·")


_GROWTH = re.compile(
    r"(?:可比价|实际|名义)?(?:比上年同期|比上年|比去年同期|比去年|较上年|同比|年均)?"
    r"(?:±)?(?:增长率|增长速度|增长|增速|增幅|growth)(?:±)?$"
)


def period_in(text: str) -> str:
    """Return the one period that a title names, or "" where it names none or several.

    >>> period_in("2020年1—9月各市州主要经济指标"), period_in("2010-2020年各市人口")
    ('2020年1—9月', '')
    """
    text = tidy(text)
    found = re.findall(rf"((?:19|20)\d{{2}})\s*年度?({_PART})?", text)
    ranges = re.search(r"(?:19|20)\d{2}\s*年?\s*[-—–~至到]{1,2}\s*(?:19|20)\d{2}", text)
    if len(found) != 1 or ranges:
        return ""
    return f"{found[0][0]}年{found[0][1]}"


def vintage_in(text: str) -> str:
    """Return the word for how final figures are that a text holds, or "".

    >>> vintage_in("2020年各市地区生产总值（初步核算数）")
    '初步核算数'
    """
    return next((word for word in _VINTAGE_WORDS if word in text), "")


def is_period(text: str) -> bool:
    """Say whether a text is a period, with its year or without."""
    return _is_period(text.strip())


@lru_cache(maxsize=4096)
def _is_period(text: str) -> bool:
    try:
        Period.parse(text, year=2000)
    except UnknownName:
        return False
    return True


def tidy(text: str) -> str:
    """Return a text in one width and without the spaces that only spread it: 地 区 is 地区.

    >>> tidy("地 区　生产总值（万元）")
    '地区生产总值(万元)'
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    return re.sub(r"(?<=[^\x00-\xff]) +(?=[^\x00-\xff(])|(?<=[^\x00-\xff]) +(?=\()", "", text)


def _read_part(text: str) -> Heading:
    if text.casefold() in _NEUTRAL or not text:
        return Heading()
    if is_period(text):
        return Heading(period=text)
    if _is_unit(text):
        return Heading(unit=_unit_of(text))
    if text in _VINTAGE_WORDS:
        return Heading(vintage=text)
    heading = Heading()
    for bracket in _BRACKETED.finditer(text):
        inside = _read_bracket(bracket[1].strip())
        if inside is not None:
            heading = _filled(heading, inside)
            text = text.replace(bracket[0], "", 1)
    for pattern in (_PERIOD_HEAD, _PERIOD_TAIL):
        found = pattern.search(text)
        if found and not heading.period and text != found[0]:
            heading = replace(heading, period=found[0].strip())
            text = pattern.sub("", text, count=1)
    name, unit = _split_unit(text.strip())
    name = _ORDINAL.sub("", name).strip(" :,、_-")
    for word in sorted(_NEUTRAL, key=len, reverse=True):
        if len(word) > 2 and name.endswith(word):
            name = name.removesuffix(word)
    return _filled(heading, Heading(indicator=name, unit=unit))


def _read_bracket(inside: str) -> Heading | None:
    """What a bracket says where it names unit, period, vintage or nothing new; None where it is part of the name."""
    if inside in _NEUTRAL or not inside:
        return Heading()
    if _is_unit(inside):
        return Heading(unit=_unit_of(inside))
    if is_period(inside) and not inside.isdecimal():
        return Heading(period=inside)
    if word := vintage_in(inside):
        return Heading(vintage=word)
    pieces = [p.strip() for p in re.split(r"[,，;；、]", inside)]
    found = [_read_bracket(p) for p in pieces] if len(pieces) > 1 else [None]
    if any(f is None for f in found):
        return None
    heading = Heading()
    for piece in found:
        heading = _filled(heading, piece or Heading())
    return heading


def _is_unit(text: str) -> bool:
    return Unit.known(text) and not text.isdecimal() and "(" not in text[1:]


def _unit_of(text: str) -> str:
    return re.sub(r"^单位\s*[::]?\s*", "", text.strip("()[]【】")).strip()


def _split_unit(text: str) -> tuple[str, str]:
    """Split off a unit that stands behind the name after a comma, a colon or a slash."""
    name, mark, unit = re.match(r"(.*?)\s*([,:/]?)\s*([^,:/]*)$", text).groups()  # type: ignore[union-attr]
    return (name, unit) if name and mark and _is_unit(unit) else (text, "")


def _filled(first: Heading, second: Heading) -> Heading:
    return Heading(
        first.indicator or second.indicator,
        first.unit or second.unit,
        first.period or second.period,
        first.vintage or second.vintage,
    )


def _joined(upper: str, lower: str) -> str:
    if not upper or not lower or upper == lower:
        return upper or lower
    if lower.casefold() in _WHOLE:
        return upper
    # 地区生产总值 above 比上年增长 is one name; 地区生产总值 above 第二产业 is a part of a whole.
    return upper + lower if _GROWTH.match(lower) else f"{upper}·{lower}"


def _later(upper: str, lower: str) -> str:
    """The period that two parts name together: 2020年 above 1-9月 is 2020年1-9月."""
    if upper and lower and not re.match(r"(?:19|20)\d{2}", lower):
        year = re.match(r"(?:19|20)\d{2}", upper)
        return f"{year[0]}年{lower}" if year else lower
    return lower or upper
