"""Units as offices write them, and exact conversion between those that measure the same thing.

A unit is a factor and a set of dimensions. 万元 is 10^4 of the dimension CNY; 元/人 is CNY per
person; % is 1/100 of no dimension; 百分点 and the dollar are dimensions of their own, so that
points are never mixed with percent nor dollars with yuan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from .errors import InputError, UnknownName

_Dims = tuple[tuple[str, int], ...]

_MULTIPLIERS: dict[str, Fraction] = {
    "万亿": Fraction(10**12),
    "百亿": Fraction(10**10),
    "十亿": Fraction(10**9),
    "亿": Fraction(10**8),
    "千万": Fraction(10**7),
    "百万": Fraction(10**6),
    "十万": Fraction(10**5),
    "万": Fraction(10**4),
    "千": Fraction(10**3),
    "百": Fraction(100),
    "billions of": Fraction(10**9),
    "billion": Fraction(10**9),
    "bn": Fraction(10**9),
    "millions of": Fraction(10**6),
    "million": Fraction(10**6),
    "mn": Fraction(10**6),
    "thousands of": Fraction(10**3),
    "thousand": Fraction(10**3),
    "10000": Fraction(10**4),
    "10,000": Fraction(10**4),
    "1000": Fraction(10**3),
}

_BASES: dict[str, tuple[Fraction, str]] = {}


def _base(dimension: str, factor: Fraction | int, *names: str) -> None:
    for name in names:
        _BASES[name] = (Fraction(factor), dimension)


_base("CNY", 1, "元", "人民币", "人民币元", "yuan", "cny", "rmb", "圆")
_base("USD", 1, "美元", "usd", "us dollars", "us dollar", "dollars", "current dollars", "美金")
_base("USD-2017", 1, "chained 2017 dollars")
_base("EUR", 1, "欧元", "eur", "euro", "euros")
_base("HKD", 1, "港元", "港币", "hkd")
_base("JPY", 1, "日元", "jpy")
_base("GBP", 1, "英镑", "gbp")
_base("PPS", 1, "pps")
_base(
    "person", 1, "人", "persons", "person", "people", "inhabitants", "inhabitant", "residents", "名"
)
_base("visit", 1, "人次", "visits")
_base(
    "count",
    1,
    *("个", "家", "户", "件", "所", "张", "项", "台", "辆", "套", "篇", "座", "处", "只", "部"),
    *("number", "count", "units", "firms", "households", "subscribers", "patents", "jobs"),
)
_base("", 1, "1", "比", "比例", "ratio", "倍", "share")
_base("", Fraction(1, 100), "%", "％", "percent", "per cent", "百分比")
_base("", Fraction(1, 1000), "‰", "per mille")
_base("point", 1, "百分点", "个百分点", "percentage points", "percentage point", "pp")
_base("m2", 1, "平方米", "m²", "m2", "㎡")
_base("m2", 10**6, "平方公里", "平方千米", "km²", "km2", "sq km", "square km", "square kilometres")
_base("m2", 10**4, "公顷", "ha", "hectares")
_base("m2", Fraction(2000, 3), "亩", "mu")
_base("m3", 1, "立方米", "m³", "m3")
_base("m", 1, "米", "m")
_base("m", 1000, "公里", "千米", "km", "kilometres")
_base("g", Fraction(1, 10**6), "微克", "µg", "ug", "μg")
_base("g", Fraction(1, 1000), "毫克", "mg")
_base("g", 1, "克", "g")
_base("g", 1000, "公斤", "千克", "kg")
_base("g", 10**6, "吨", "t", "tonnes", "tons")
_base("kWh", 1, "千瓦时", "kwh", "度")
_base("tce", 1, "吨标准煤", "tce")
_base("year", 1, "年", "years", "year", "岁")
_base("day", 1, "天", "日", "days")
_base("hour", 1, "小时", "hours")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its text as given, its factor to the base unit and its dimensions.

    >>> Unit.parse("万元").factor, Unit.parse("元/人").dimensions
    (Fraction(10000, 1), (('CNY', 1), ('person', -1)))
    """

    text: str
    factor: Fraction
    dimensions: _Dims

    @staticmethod
    def parse(text: str) -> Unit:
        """Return the unit that `text` names; raise `UnknownName` where it names none."""
        return _parse(" ".join(str(text).split()))

    @staticmethod
    def known(text: str) -> bool:
        """Say whether `text` names a unit."""
        try:
            Unit.parse(text)
        except UnknownName:
            return False
        return True

    @property
    def is_money(self) -> bool:
        """Whether the unit is an amount of one currency, possibly per something."""
        return self.currency is not None

    @property
    def currency(self) -> str | None:
        """The currency that the unit counts (its ISO code), or None."""
        for dim, power in self.dimensions:
            if power == 1 and dim in ("CNY", "USD", "EUR", "HKD", "JPY", "GBP"):
                return dim
        return None

    @property
    def is_percent(self) -> bool:
        """Whether values are shares or rates in percent or per mille, so that differences are points."""
        return self.dimensions == () and self.factor < 1

    def same_kind(self, other: Unit) -> bool:
        """Say whether both measure the same thing, so that a factor converts one to the other."""
        return self.dimensions == other.dimensions

    def factor_to(self, other: Unit) -> float:
        """Return the factor that converts a value of this unit into the other.

        >>> Unit.parse("万元").factor_to(Unit.parse("亿元"))
        0.0001
        """
        if not self.same_kind(other):
            raise _no_conversion(self, other)
        return float(self.factor / other.factor)

    def __mul__(self, other: Unit) -> Unit:
        return _combine(self, other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return _combine(self, other, -1)


def convert(value: float, source: str, target: str) -> float:
    """Return `value`, given in unit `source`, in unit `target`.

    Raises `InputError` where the two measure different things: 万美元 is not 万元, % is not 百分点.

    >>> convert(14_584_400, "万元", "亿元")
    1458.44
    """
    old, new = Unit.parse(source), Unit.parse(target)
    if not old.same_kind(new):
        raise _no_conversion(old, new)
    ratio = old.factor / new.factor
    # One division by an integer keeps decimal figures exact where a factor of 1e-4 would not.
    return value * ratio.numerator / ratio.denominator


def _no_conversion(old: Unit, new: Unit) -> InputError:
    money = old.currency and new.currency and old.currency != new.currency
    zh = f"单位“{old.text}”不能换算为“{new.text}”：二者度量的不是同一种量。"
    en = f"Unit “{old.text}” cannot be converted to “{new.text}”: they measure different things."
    if money:
        zh += (
            "不同货币之间需要注明日期和来源的汇率（流量用年平均，存量用年末），请用 rates 表提供。"
        )
        en += (
            " Two currencies need a dated rate with its source (year average for flows, year end"
            " for stocks): give one in a rates table."
        )
    return InputError(zh=zh, en=en)


def _combine(a: Unit, b: Unit, sign: int) -> Unit:
    powers = dict(a.dimensions)
    for dim, power in b.dimensions:
        powers[dim] = powers.get(dim, 0) + sign * power
    dims = tuple(sorted((d, p) for d, p in powers.items() if p))
    factor = a.factor * b.factor if sign > 0 else a.factor / b.factor
    return Unit(f"{a.text}{'·' if sign > 0 else '/'}{b.text}", factor, dims)


@lru_cache(maxsize=1024)
def _parse(text: str) -> Unit:
    name = text.strip().strip("()（）[]【】").removeprefix("单位").lstrip(":： ").strip()
    if re.fullmatch(r".*(=|＝)\s*1(00)?", name) or name.lower().endswith("index"):
        return Unit(text, Fraction(1), ((f"index {name}", 1),))
    simple = _simple(name)
    if simple is None:
        simple = _compound(name)
    if simple is None:
        raise UnknownName(
            "unit",
            text,
            [
                "元",
                "万元",
                "亿元",
                "万美元",
                "人",
                "万人",
                "%",
                "‰",
                "百分点",
                "个",
                "户",
                "平方公里",
                "元/人",
            ],
            how=(
                "请改用已知单位，或在映射文件里注明单位。",
                "Use a known unit, or name the unit in the mapping.",
            ),
        )
    return Unit(text, simple[0], simple[1])


def _compound(name: str) -> tuple[Fraction, _Dims] | None:
    for pattern in (r"\s*/\s*", r"\s+per\s+", r"^每"):
        parts = re.split(pattern, name, maxsplit=1, flags=re.IGNORECASE)
        if len(parts) != 2:
            if pattern == r"\s+per\s+" and name.lower().startswith("per "):
                parts = ["1", name[4:]]
            else:
                continue
        over, under = _simple(parts[0] or "1"), _simple(parts[1])
        if over is None or under is None:
            continue
        unit = _combine(Unit("", *over), Unit("", *under), -1)
        return unit.factor, unit.dimensions
    return None


def _simple(name: str) -> tuple[Fraction, _Dims] | None:
    key = name.strip().lower()
    if key in _BASES:
        factor, dim = _BASES[key]
        return factor, ((dim, 1),) if dim else ()
    for prefix, multiplier in _MULTIPLIERS.items():
        if key.startswith(prefix) and (rest := key[len(prefix) :].strip()) in _BASES:
            factor, dim = _BASES[rest]
            return multiplier * factor, ((dim, 1),) if dim else ()
    return None
