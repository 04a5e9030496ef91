"""Figures for people: the unit an office would use, no more digits than are known, one form a language.

1458.0亿元 and 145.8 bn yuan; 5.8万元 a head and 58,059 yuan; 26.6%; 4.4个百分点; 39%; 5.4倍.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from duibiao.records import Lang, Unit

DASH = "—"

_MONEY_EN = {"CNY": "yuan", "USD": "US dollars", "EUR": "euros", "HKD": "HK dollars"}
_MONEY_ZH = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元"}
_UNITS_EN = {
    "微克/立方米": "µg/m³",
    "公里": "km",
    "平方公里": "km²",
    "个/万人": "per 10,000 residents",
    "人/万人": "per 10,000 residents",
    "年": "years",
    "个": "",
    "户": "subscribers",
    "人": "people",
    "件": "",
    "百分点": "percentage points",
    "分": "points",
}

# The indicator's name says 每万人 already.
_SHORT_ZH = {"个/万人": "个", "人/万人": "人"}
_NAMES_EN = {
    "元": "yuan",
    "美元": "US dollars",
    "人": "person",
    "个": "unit",
    "户": "subscribers",
    "千瓦时": "kWh",
    "立方米": "m³",
    "平方公里": "km²",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit in which a figure is shown: its label, the factor from the figure's own unit, its digits."""

    label: str
    factor: float
    digits: int
    lang: Lang

    def number(self, value: float) -> str:
        """Return the figure without its unit, thousands separated."""
        shown = value * self.factor
        text = f"{shown:,.{self.digits}f}"
        return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")

    def change(self, value: float) -> str:
        """Return a change, already in this scale, with its sign and unit."""
        gap = "" if self.lang == "zh" or self.label in ("%", "") else " "
        return f"{signed(value, self.digits)}{gap}{self.label}"

    def text(self, value: float) -> str:
        """Return the figure with its unit."""
        if self.lang == "zh" or self.label == "%" or not self.label:
            return f"{self.number(value)}{self.label}"
        return f"{self.number(value)} {self.label}"


def scale_for(values: Iterable[float | None], unit: str, lang: Lang) -> Scale:
    """Return the scale in which several figures of one unit are best shown together.

    >>> scale_for([14_580_000], "万元", "zh").text(14_580_000)
    '1,458.0亿元'
    >>> scale_for([58059], "元/人", "zh").text(58059), scale_for([58059], "元/人", "en").text(58059)
    ('5.8万元', '58,059 yuan')
    """
    known = [abs(v) for v in values if v is not None]
    size = max(known, default=0.0)
    least = min((v for v in known if v), default=0.0) * float(Unit.parse(unit).factor)
    parsed = Unit.parse(unit)
    dims = dict(parsed.dimensions)
    base = size * float(parsed.factor)
    if parsed.currency and set(dims) <= {parsed.currency, "person", "count"}:
        per = "" if len(dims) == 1 else ("person" if "person" in dims else "count")
        return _money(parsed, least if per else base, per, lang)
    if dims == {"person": 1}:
        return _many(parsed, base, lang, "人", "people")
    if dims == {"count": 1}:
        label = unit.lstrip("万亿千百")
        return _many(parsed, base, lang, label, _UNITS_EN.get(label, label))
    if parsed.is_percent and parsed.factor == Fraction(1, 100):
        return Scale("%", 1.0, 1, lang)
    if dims == {"point": 1}:
        return Scale("个百分点" if lang == "zh" else "percentage points", 1.0, 1, lang)
    label = _SHORT_ZH.get(unit, unit) if lang == "zh" else unit_en(unit)
    whole = all(v == int(v) for v in known)
    return Scale(label, 1.0, 0 if whole else _digits(size), lang)


def unit_en(text: str) -> str:
    """Return a unit as an English reader writes it; an unknown one as it stands.

    >>> unit_en("万元"), unit_en("元/人"), unit_en("微克/立方米")
    ('10,000 yuan', 'yuan per person', 'µg/m³')
    """
    if text in _UNITS_EN:
        return _UNITS_EN[text]
    over, slash, under = text.partition("/")
    words = [_one_en(part) for part in (over, under) if part]
    return " per ".join(words) if slash else words[0] if words else text


def _one_en(text: str) -> str:
    for prefix, word in (("亿", "100 million "), ("万", "10,000 "), ("", "")):
        rest = text.removeprefix(prefix)
        if text.startswith(prefix) and rest in _NAMES_EN:
            return word + _NAMES_EN[rest]
    return text


def _money(unit: Unit, base: float, per: str, lang: Lang) -> Scale:
    assert unit.currency is not None
    own = float(unit.factor)
    if lang == "zh":
        name = _MONEY_ZH.get(unit.currency, unit.currency)
        if per:
            big = base >= 1e4
            digits = 1 if big and base < 1e6 else 0
            return Scale(("万" if big else "") + name, own / (1e4 if big else 1), digits, lang)
        for step, word in ((1e7, "亿"), (1e4, "万")):
            if base >= step:
                divisor = 1e8 if word == "亿" else 1e4
                return Scale(word + name, own / divisor, 1 if base / divisor < 10_000 else 0, lang)
        return Scale(name, own, 0, lang)
    name = _MONEY_EN.get(unit.currency, unit.currency)
    if per == "person":
        return Scale(name, own, 0, lang)
    for step, word in ((1e9, "bn "), (1e6, "million ")):
        if base >= step:
            return Scale(word + name, own / step, 1, lang)
    return Scale(name, own, 0, lang)


def _many(unit: Unit, base: float, lang: Lang, zh: str, en: str) -> Scale:
    own = float(unit.factor)
    if lang == "zh":
        return Scale("万" + zh, own / 1e4, 1, lang) if base >= 1e4 else Scale(zh, own, 0, lang)
    if base >= 1e6:
        return Scale(f"million {en}".strip(), own / 1e6, 2, lang)
    return Scale(en, own, 0, lang)


def _digits(size: float) -> int:
    for limit, digits in ((100, 0), (10, 1), (1, 1)):
        if size >= limit:
            return digits
    return 2


def show(value: float | None, unit: str, lang: Lang) -> str:
    """Return one figure with its unit, or a dash where there is none."""
    return DASH if value is None else scale_for([value], unit, lang).text(value)


def full(value: float | None, unit: str, *, exact: bool) -> str:
    """Return a figure as a trace prints it: all its digits where it was observed, six where it was made.

    >>> full(14580000.0, "万元", exact=True), full(251.1238567, "万人", exact=False)
    ('14,580,000 万元', '251.124 万人')
    """
    if value is None:
        return DASH
    digits = 15 if exact else 6
    whole = len(str(int(abs(value))))
    text = f"{value:,.{max(digits - whole, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text} {unit}".strip()


def percent(share: float, digits: int = 0) -> str:
    """Return a share (1 is the whole) in percent.

    >>> percent(0.3924), percent(0.1868, 1)
    ('39%', '18.7%')
    """
    return f"{share * 100:,.{digits}f}%".replace("-", "−")


def times(ratio: float, lang: Lang) -> str:
    """Return how many times as large: 5.4倍, 5.4 times."""
    return f"{ratio:,.1f}倍" if lang == "zh" else f"{ratio:,.1f} times"


def years(count: float, lang: Lang) -> str:
    """Return a number of years to one decimal: 1.7年, 1.7 years."""
    return f"{count:.1f}年" if lang == "zh" else f"{count:.1f} years"


def signed(value: float, digits: int = 1) -> str:
    """Return a figure with its sign, minus as a minus."""
    text = f"{value:+,.{digits}f}"
    if not float(text.replace(",", "")):
        return text.lstrip("+-")
    return text.replace("-", "−")
