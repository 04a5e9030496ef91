"""China's provinces as GB/T 2260 codes them, and the names and codes that stand for aggregates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from duibiao.records import Region, normal_name

# Prefecture-level units of each province at the end of 2023 (333 in all; Ministry of Civil Affairs).
_PROVINCES: dict[str, tuple[str, str, int]] = {
    "11": ("北京市", "Beijing", 0),
    "12": ("天津市", "Tianjin", 0),
    "13": ("河北省", "Hebei", 11),
    "14": ("山西省", "Shanxi", 11),
    "15": ("内蒙古自治区", "Inner Mongolia", 12),
    "21": ("辽宁省", "Liaoning", 14),
    "22": ("吉林省", "Jilin", 9),
    "23": ("黑龙江省", "Heilongjiang", 13),
    "31": ("上海市", "Shanghai", 0),
    "32": ("江苏省", "Jiangsu", 13),
    "33": ("浙江省", "Zhejiang", 11),
    "34": ("安徽省", "Anhui", 16),
    "35": ("福建省", "Fujian", 9),
    "36": ("江西省", "Jiangxi", 11),
    "37": ("山东省", "Shandong", 16),
    "41": ("河南省", "Henan", 17),
    "42": ("湖北省", "Hubei", 13),
    "43": ("湖南省", "Hunan", 14),
    "44": ("广东省", "Guangdong", 21),
    "45": ("广西壮族自治区", "Guangxi", 14),
    "46": ("海南省", "Hainan", 4),
    "50": ("重庆市", "Chongqing", 0),
    "51": ("四川省", "Sichuan", 21),
    "52": ("贵州省", "Guizhou", 9),
    "53": ("云南省", "Yunnan", 16),
    "54": ("西藏自治区", "Tibet", 7),
    "61": ("陕西省", "Shaanxi", 10),
    "62": ("甘肃省", "Gansu", 14),
    "63": ("青海省", "Qinghai", 8),
    "64": ("宁夏回族自治区", "Ningxia", 5),
    "65": ("新疆维吾尔自治区", "Xinjiang", 14),
}
_SUFFIX = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$")
# 四川省, 四川 and Sichuan name the province that two digits code.
_BY_NAME = {
    normal_name(name): code
    for code, (zh, en, _) in _PROVINCES.items()
    for name in (zh, en, _SUFFIX.sub("", zh))
}
_TOTAL = re.compile(
    r"^(?:总|合|小|共)计|^(?:全国|全省|全市|全区|全州|全县|全部|全体|地区)(?:合计|总计|平均|总量)?$|合计$|总计$|平均(?:值|水平|数)?$"
    r"|^(?:grand )?total$|^(?:average|mean|all regions|nation)$",
    re.IGNORECASE,
)
# The Bureau of Economic Analysis codes the nation and its eight regions among the states.
_BEA = frozenset(["00000", *(f"{n}000" for n in range(91, 99))])


def is_gb_code(code: str) -> bool:
    """Say whether a code is of GB/T 2260: six digits of which the first two name a province.

    >>> is_gb_code("510300"), is_gb_code("990000")
    (True, False)
    """
    return len(code) == 6 and code.isdecimal() and code[:2] in _PROVINCES


def province_of(code: str) -> str:
    """Return the name of the province that a GB/T 2260 code lies in, in two languages, or "".

    >>> province_of("510300")
    '四川省 | Sichuan'
    """
    if not is_gb_code(code):
        return ""
    zh, en, _ = _PROVINCES[code[:2]]
    return f"{zh} | {en}"


def province_named(name: str) -> str:
    """Return a province's name in two languages, from its code or its name in one; "" for what is none.

    >>> province_named("510000"), province_named("四川"), province_named("自贡市")
    ('四川省 | Sichuan', '四川省 | Sichuan', '')
    """
    code = name[:2] if name.endswith("0000") else _BY_NAME.get(normal_name(name), "")
    return province_of(f"{code}0000")


def whole_provinces(regions: Iterable[Region]) -> frozenset[str]:
    """Return the provinces of which all prefecture-level units are among the regions."""
    found: dict[str, list[Region]] = {}
    for region in regions:
        # 00 in the middle is a province, 90 the counties that a province governs directly.
        prefecture = region.code.endswith("00") and region.code[2:4] not in ("00", "90")
        if is_gb_code(region.code) and prefecture:
            found.setdefault(region.code[:2], []).append(region)
    return frozenset(
        parents.pop()
        for prefix, units in found.items()
        if len(units) == _PROVINCES[prefix][2] and len(parents := {r.parent for r in units}) == 1
    )


def is_total(name: str) -> bool:
    """Say whether a name stands for a total or mean over regions.

    >>> is_total("全 省"), is_total("合计"), is_total("自贡市")
    (True, True, False)
    """
    return _TOTAL.search(normal_name(name)) is not None


def aggregates(regions: Mapping[str, str]) -> frozenset[str]:
    """Return the codes, of those given with their names, that stand for several of the others.

    A parent in GB/T 2260 (510000 beside 510300), a province by name beside units that are none, a code that
    others begin with (DE2 beside DE24), or one of the nation's regions among the United States.

    >>> sorted(aggregates({"510000": "四川省", "510300": "自贡市"}))
    ['510000']
    >>> sorted(aggregates({"四川省": "四川省", "自贡市": "自贡市", "重庆市": "重庆市"}))
    ['四川省']
    """
    codes = set(regions)
    found = {c for c, name in regions.items() if is_total(name)}
    if all(len(c) == 5 and c.isdecimal() and c.endswith("000") for c in codes):
        found |= codes & _BEA
    elif all(map(is_gb_code, codes)):
        for code in codes:
            stem = re.sub(r"(?:00)+$", "", code)
            if any(c != code and c.startswith(stem) for c in codes):
                found.add(code)
    else:
        found |= _prefixes(codes)
    provinces = {c for c, n in regions.items() if normal_name(n) in _BY_NAME}
    cities = codes - provinces - found
    if cities:
        found |= {c for c in provinces if not _is_municipality(regions[c])}
    return frozenset(found)


def _prefixes(codes: Collection[str]) -> set[str]:
    """The codes that others begin with, where codes are of letters and digits and of a few lengths."""
    if not all(re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", c) for c in codes):
        return set()
    stems = {c[:n] for c in codes for n in range(2, len(c))}
    return set(codes) & stems


def _is_municipality(name: str) -> bool:
    return _PROVINCES[_BY_NAME[normal_name(name)]][2] == 0
