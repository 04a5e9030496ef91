"""Figures and targets of a document that cannot all be right, and figures that differ from the panel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from duibiao.records import (
    Contradiction,
    Figure,
    InputError,
    Lang,
    Note,
    Panel,
    Statement,
    UnknownName,
    convert,
    in_language,
)

from .expressions.names import usual_name
from .rules import rules

LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class ContradictionSettings:
    """How strictly figures are held against each other.

    `price_low` and `price_high` (percent a year) replace the dated band of rules/contradictions.toml.
    `growth_tolerance` is in percentage points, beyond what rounding explains. Figures read with less than
    `least_confidence` are not held against others.
    """

    price_low: float | None = None
    price_high: float | None = None
    growth_tolerance: float = 0.1
    least_confidence: float = 0.75

    def price_band(self, year: int) -> tuple[float, float]:
        """Return the least and the greatest price change that passes without remark in a year, in percent."""
        band = max(
            (b for b in rules("contradictions")["price_band"] if b["from"] <= year),
            key=lambda b: int(b["from"]),
            default={"low": -10.0, "high": 30.0},
        )
        low = float(band["low"]) if self.price_low is None else self.price_low
        high = float(band["high"]) if self.price_high is None else self.price_high
        return low, high


def find_contradictions(
    figures: Sequence[Figure],
    statements: Sequence[Statement] = (),
    *,
    panel: Panel | None = None,
    settings: ContradictionSettings | None = None,
) -> tuple[Contradiction, ...]:
    """Return what cannot all be right, each with the quotes and both figures in words, in the order of the text.

    Differences that the rounding of the printed digits explains are none. Nothing is corrected.
    """
    chosen = settings or ContradictionSettings()
    sure = [f for f in figures if f.confidence >= chosen.least_confidence and f.comparator == "="]
    found = [
        *_increases(statements),
        *_hundreds(sure),
        *_parts(sure),
        *_twice(sure),
        *_growths(sure, chosen),
        *(_against_panel(sure, panel) if panel is not None else ()),
    ]
    return tuple(sorted(found, key=lambda c: c.quotes[0].start))


# --- increases


def _increases(statements: Iterable[Statement]) -> Iterator[Contradiction]:
    for target in (t for s in statements for t in s.targets):
        if target.value is None or target.increase is None or target.baseline is None:
            continue
        left = target.value - target.increase - target.baseline
        if abs(left) > 1e-9 * max(1.0, abs(target.value)) + _half_digit(target.quote.text):
            sum_ = target.baseline + target.increase
            yield Contradiction(
                "increase",
                (target.quote,),
                Note(
                    zh=f"{target.name}：基数{_n(target.baseline)}加增量{_n(target.increase)}等于{_n(sum_)}{target.unit}，文中为{_n(target.value)}{target.unit}。",
                    en=f"{target.name}: the base {_n(target.baseline)} plus the increase {_n(target.increase)} makes {_n(sum_)} {target.unit}; the text says {_n(target.value)}.",
                ),
            )


# --- sums


def _hundreds(figures: Sequence[Figure]) -> Iterator[Contradiction]:
    for rule in rules("contradictions")["hundred"]:
        for parts in _complete(figures, rule["parts"], rule["measure"], "%"):
            total = sum(f.value for f in parts)
            if abs(total - 100) > _rounding(parts) + 1e-9:
                yield Contradiction(
                    "shares",
                    tuple(f.quote for f in parts),
                    Note(
                        zh=f"{parts[0].period or '同一时期'}{'、'.join(_said(f) for f in parts)}，合计{_n(total)}%，不是100%，超出四舍五入的误差。",
                        en=f"{_list(parts)} make {_n(total)}%, not 100%: more than rounding explains.",
                    ),
                )


def _parts(figures: Sequence[Figure]) -> Iterator[Contradiction]:
    for rule in rules("contradictions")["whole"]:
        wholes = [f for f in figures if f.measure == "level" and _is(f, rule["name"])]
        for parts in _complete(figures, rule["parts"], "level", ""):
            for whole in wholes[:]:
                if (whole.region, whole.period) != (parts[0].region, parts[0].period):
                    continue
                total = _sum_in(parts, whole.unit)
                if total is None:
                    continue
                allowed = _rounding((whole,)) + sum(_rounding_in(f, whole.unit) for f in parts)
                if abs(total - whole.value) > allowed + 1e-9 * abs(whole.value):
                    yield Contradiction(
                        "parts",
                        (whole.quote, *(f.quote for f in parts)),
                        Note(
                            zh=f"{'、'.join(_said(f) for f in parts)}，合计{_n(total)}{whole.unit}，与{_said(whole)}相差{_n(total - whole.value)}{whole.unit}，超出四舍五入的误差。",
                            en=f"{_list(parts)} make {_n(total)} {whole.unit}, against {_said(whole)}: a difference of {_n(total - whole.value)}, more than rounding explains.",
                        ),
                    )


def _complete(
    figures: Sequence[Figure], names: Sequence[str], measure: str, unit: str
) -> Iterator[tuple[Figure, ...]]:
    """Yield the parts of one region and period where all stand in the text, nearest to each other."""
    keys = dict.fromkeys((f.region, f.period) for f in figures if _is(f, names[0]))
    for key in keys:
        parts = []
        for name in names:
            same = [
                f
                for f in figures
                if f.measure == measure and (f.region, f.period) == key and _is(f, name)
            ]
            if unit:
                same = [f for f in same if f.unit == unit]
            if same:
                parts.append(same[0])
        if len(parts) == len(names):
            yield tuple(parts)


# --- the same figure twice


def _twice(figures: Sequence[Figure]) -> Iterator[Contradiction]:
    table = rules("figures")
    vague = {*table["bare"]["names"], *table["static"]["names"]}
    groups: dict[tuple[Any, ...], list[Figure]] = {}
    for f in figures:
        if f.period and f.measure in _ONCE and "name.own" in f.rules and f.indicator not in vague:
            key = (f.indicator, f.region, f.period, f.measure, f.basis, f.vintage, f.relative_to)
            groups.setdefault(key, []).append(f)
    for group in groups.values():
        for first, second in pairwise(group):
            other = _in_unit(second, first.unit)
            if other is None:
                continue
            coarser = max(_rounding((first,)), _rounding_in(second, first.unit))
            if abs(first.value - other) > coarser + 1e-9 * abs(first.value):
                yield Contradiction(
                    "twice",
                    (first.quote, second.quote),
                    Note(
                        zh=f"同一指标两处不同：“{first.quote.text}”与“{second.quote.text}”（{first.region}，{first.period}）。",
                        en=f"The same figure is given twice with different values: “{first.quote.text}” and “{second.quote.text}” ({first.region}, {first.period}).",
                    ),
                )


_ONCE = ("level", "growth", "share", "rank")


# --- growth against two levels


def _growths(figures: Sequence[Figure], settings: ContradictionSettings) -> Iterator[Contradiction]:
    levels: dict[tuple[str, str, str], Figure] = {}
    for f in figures:
        if f.measure == "level":
            levels.setdefault((f.indicator, f.region, f.period), f)
    explained = re.compile("|".join(rules("contradictions")["growth"]["explained"]))
    for growth in figures:
        if (
            growth.measure != "growth"
            or growth.unit != "%"
            or growth.basis not in ("", "year earlier")
        ):
            continue
        if not re.fullmatch(r"\d{4}.*", growth.period) or explained.search(growth.quote.text):
            continue
        before = f"{int(growth.period[:4]) - 1}{growth.period[4:]}"
        old = levels.get((growth.indicator, growth.region, before))
        new = levels.get((growth.indicator, growth.region, growth.period))
        if old is None or new is None or len(growth.period) == 9:
            continue
        words = _growth_words(old, new, growth, settings)
        if words is not None:
            yield Contradiction("growth", (new.quote, growth.quote, old.quote), words)


def _growth_words(
    old: Figure, new: Figure, growth: Figure, settings: ContradictionSettings
) -> Note | None:
    base = _in_unit(old, new.unit)
    if base is None or base <= 0 or new.value <= 0:
        return None
    nominal = (new.value / base - 1) * 100
    slack = 100 * (_rounding((new,)) / base + _rounding_in(old, new.unit) * new.value / base**2)
    real = (
        growth.real
        or "可比价" in growth.quote.text
        or "不变价" in growth.quote.text
        or growth.name.endswith(tuple(rules("contradictions")["growth"]["real"]))
    )
    if not real:
        allowed = slack + _rounding((growth,)) + settings.growth_tolerance
        if abs(nominal - growth.value) <= allowed:
            return None
        return Note(
            zh=f"按{_said(new)}与上期{_n(old.value)}{old.unit}计算，{growth.name}应增长{nominal:.1f}%，文中为{_n(growth.value)}%。",
            en=f"{_said(new)} against {_n(old.value)} {old.unit} a year earlier is a growth of {nominal:.1f}%; the text says {_n(growth.value)}%.",
        )
    prices = ((1 + nominal / 100) / (1 + growth.value / 100) - 1) * 100
    low, high = settings.price_band(int(new.period[:4]))
    if low - slack <= prices <= high + slack:
        return None
    return Note(
        zh=f"{_said(new)}比上期{_n(old.value)}{old.unit}名义变动{nominal:.1f}%，文中实际增长{_n(growth.value)}%，隐含价格变动{prices:.1f}%，在{_n(low)}%至{_n(high)}%之外。",
        en=f"{_said(new)} against {_n(old.value)} {old.unit} is a nominal change of {nominal:.1f}%; with the real growth of {_n(growth.value)}% in the text prices would have changed by {prices:.1f}%, outside {_n(low)}% to {_n(high)}%.",
    )


# --- the panel


def _against_panel(figures: Iterable[Figure], panel: Panel) -> Iterator[Contradiction]:
    for f in figures:
        code = f.indicator
        if code not in panel.indicators or not re.fullmatch(r"\d{4}", f.period):
            continue
        if f.measure == "growth" and f.basis in ("", "year earlier"):
            code = panel.indicators[code].growth
        elif f.measure not in ("level", "share"):
            continue
        region = panel.regions.find(f.region)
        if not code or region is None or not panel.has(code):
            continue
        cell = panel.cell(region.code, code, int(f.period))
        if not cell.usable or cell.value is None:
            continue
        known = _converted(cell.value, cell.unit, f.unit)
        rounding = _rounding((f,)) + (_converted(_half_step(cell.value), cell.unit, f.unit) or 0.0)
        if known is None or abs(known - f.value) <= rounding + 1e-9 * abs(known):
            continue
        vintage = cell.vintage
        source = {lang: in_language(cell.source, lang) for lang in LANGS}
        yield Contradiction(
            "panel",
            (f.quote,),
            Note(
                zh=f"“{f.quote.text}”（{f.region}，{f.period}，{f.vintage.zh}）与数据表不同：数据表为{_n(known)}{f.unit}（{vintage.zh}{'，' + source['zh'] if cell.source else ''}）。",
                en=f"“{f.quote.text}” ({f.region}, {f.period}, {f.vintage.value or 'vintage unstated'}) differs from the panel, which has {_n(known)} {f.unit} ({vintage.value or 'vintage unstated'}{', ' + source['en'] if cell.source else ''}).",
            ),
        )


# --- numbers as printed


def _is(figure: Figure, name: str) -> bool:
    return name in (figure.indicator, figure.name, usual_name(figure.name))


def _half_digit(text: str) -> float:
    """Half of the last digit printed, of the last number in a text: 0.005 for 2003.43."""
    numbers = re.findall(r"\d[\d,，]*(?:\.(\d+))?", text)
    return float(0.5 * 10.0 ** -len(numbers[-1])) if numbers else 0.0


def _half_step(value: float) -> float:
    """Half of the last digit of a figure in the panel: 14,580,000 万元 may be rounded to a whole 亿元."""
    digits = f"{value:.10g}"
    if "." in digits or "e" in digits:
        return _half_digit(digits)
    zeros = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10.0 ** (zeros if zeros >= 3 else 0)


def _rounding(figures: Iterable[Figure]) -> float:
    return sum(_half_digit(f.quote.text) for f in figures)


def _rounding_in(figure: Figure, unit: str) -> float:
    return _converted(_rounding((figure,)), figure.unit, unit) or 0.0


def _in_unit(figure: Figure, unit: str) -> float | None:
    return _converted(figure.value, figure.unit, unit)


def _converted(value: float, source: str, target: str) -> float | None:
    if source == target:
        return value
    try:
        return convert(value, source, target)
    except (UnknownName, InputError):
        return None


def _sum_in(parts: Iterable[Figure], unit: str) -> float | None:
    values = [_in_unit(f, unit) for f in parts]
    return None if any(v is None for v in values) else sum(v for v in values if v is not None)


def _said(figure: Figure) -> str:
    return f"{figure.name}{_n(figure.value)}{figure.unit}"


def _list(figures: Sequence[Figure]) -> str:
    return ", ".join(_said(f) for f in figures)


def _n(value: float) -> str:
    return f"{round(value, 6):g}" if abs(value) < 1e6 else f"{value:,.2f}"
