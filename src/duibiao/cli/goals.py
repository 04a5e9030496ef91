"""Targets as they are written on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from duibiao.records import BadSetting, InputError, Unit

if TYPE_CHECKING:
    from duibiao.records import Indicator, Panel
    from duibiao.targets import Goal

_YEARS = 5
_MULTIPLES = ("万", "亿", "万亿", "百万", "千万")
_VALUE = re.compile(r"(?P<number>[-+]?[\d,，.]+)\s*(?P<unit>.*)")
_RATIO = re.compile(r"(?P<percent>\d+(\.\d+)?)\s*[%％](\s*(of|的)\s*|\s*)(?P<of>[^\s\d].*)")


def goals_of(
    panel: Panel,
    home: str,
    indicators: Sequence[str],
    targets: Sequence[str],
    ratio: str | None,
    of: str,
    by: int | None,
    year: int | None,
) -> list[Goal]:
    """Return a goal for each indicator.

    A single indicator takes a bare target; several take theirs as “indicator=value”. A ratio holds for all of them
    that have no value of their own. Without `by` it is five years after home's latest figure.
    """
    from duibiao.targets import Goal

    codes = list(dict.fromkeys(panel.indicators.match(i).code for i in indicators))
    values = _values(panel, codes, targets)
    if ratio is not None and not set(codes) - set(values):
        raise BadSetting(
            zh="每个指标都已有 --target，--ratio 用不上。一个目标请只给一种：数值用 --target，比例用 --ratio 和 --of。",
            en="Every indicator has a --target, so --ratio has nothing to do. A target is one of the two: a value with --target, a share with --ratio and --of.",
        )
    share = _share(ratio) if ratio is not None else None
    made = []
    for code in codes:
        value = values.get(code)
        alone = value is None
        last = by or _start(panel, home, code, year) + _YEARS
        made.append(Goal(code, last, value, share if alone else None, of if alone else ""))
    return made


def _start(panel: Panel, home: str, code: str, year: int | None) -> int:
    """The latest year in which home has a figure, up to `year`; the panel's last where it has none."""
    last = min(year or panel.years[-1], panel.years[-1])
    row = panel.regions.position(panel.regions.match(home).code)
    return panel.grid(code).latest_year(row, last) or last


def _share(written: str) -> float:
    """A ratio, as 0.6 or 60%."""
    text = written.strip().replace("％", "%")
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise InputError(
            zh=f"比例“{written}”不是数。请写成0.6或60%。",
            en=f"The ratio “{written}” is not a number. Write 0.6 or 60%.",
        ) from None


def _values(panel: Panel, codes: Sequence[str], targets: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for written in targets:
        name, sign, value = written.replace("＝", "=").rpartition("=")
        if not sign and len(codes) > 1:
            raise BadSetting(
                zh=f"有{len(codes)}个指标，不知道目标“{written}”是哪一个的。请写成 指标=值，例如 --target {codes[0]}=100。",
                en=f"There are {len(codes)} indicators, and it is not said whose target {written} is. Write INDICATOR=VALUE, as in --target {codes[0]}=100.",
            )
        code = panel.indicators.match(name).code if sign else codes[0]
        if code not in codes:
            raise BadSetting(
                zh=f"目标“{written}”的指标没有列在 --indicator 中。请加上 --indicator {code}。",
                en=f"The indicator of the target {written} is not among --indicator. Add --indicator {code}.",
            )
        if code in found:
            raise BadSetting(
                zh=f"“{code}”有两个目标值。每个指标请只给一个。",
                en=f"There are two targets for {code}. Give one an indicator.",
            )
        found[code] = _number(value, panel.indicators[code])
    return found


def _number(written: str, indicator: Indicator) -> float:
    """A value in the indicator's unit, from a number with or without a unit of its own: 2500亿元, 10万."""
    text = written.strip().replace(",", "").replace("，", "")
    found = _VALUE.fullmatch(text)
    try:
        number = float(found["number"]) if found else None
    except ValueError:
        number = None
    if found is None or number is None:
        raise InputError(
            zh=f"目标“{written}”不是数。请写成数字，可带单位，例如 100000、2500亿元、5.5%。",
            en=f"The target “{written}” is not a number. Write one, with a unit if you like, as 100000 or 5.5%.",
        )
    if not found["unit"]:
        return number
    unit = found["unit"]
    own = Unit.parse(indicator.unit)
    if unit in _MULTIPLES:
        # 2500亿 of a figure kept in 万元 is 2500亿元.
        unit += own.text.lstrip("百千万亿") or own.text
    given = Unit.parse(unit)
    if not given.same_kind(own):
        # People leave the denominator out: 10万元 of a figure in 元/人.
        given = Unit.parse(f"{unit}/{own.text.partition('/')[2]}") if "/" in own.text else given
    if not given.same_kind(own):
        raise BadSetting(
            zh=f"目标“{written}”的单位与“{indicator.name_zh}”（{indicator.unit}）不合。请用{indicator.unit}或同类单位。",
            en=f"The unit of the target {written} does not fit “{indicator.name('en')}” ({indicator.unit}). Use {indicator.unit} or a unit of its kind.",
        )
    ratio = given.factor / own.factor
    return number * ratio.numerator / ratio.denominator


def written_goals(panel: Panel, written: Sequence[str], year: int | None) -> tuple[Goal, ...]:
    """Return the goals of a brief: INDICATOR=VALUE@YEAR, or INDICATOR=60%REGION@YEAR for a share of a region's level.

    Without a year it is five after the latest year used.
    """
    return tuple(_written_goal(panel, text, year) for text in written)


def _written_goal(panel: Panel, written: str, year: int | None) -> Goal:
    from duibiao.targets import Goal

    aim, at, by = written.replace("＝", "=").replace("＠", "@").rpartition("@")
    aim, by = (aim, by.strip().removesuffix("年")) if at else (by, "")
    name, sign, value = aim.rpartition("=")
    if not sign or (at and not by.isdecimal()):
        raise InputError(
            zh=f"目标“{written}”看不懂。请写成 指标=值@年份，例如 gdp_per_capita=100000@2030；或 指标=比例地区@年份，例如 gdp_per_capita=60%常州市@2030。",
            en=f"The goal “{written}” cannot be read. Write INDICATOR=VALUE@YEAR, as gdp_per_capita=100000@2030, or INDICATOR=SHARE REGION@YEAR, as gdp_per_capita=60%Changzhou@2030.",
        )
    indicator = panel.indicators.match(name.strip())
    last = int(by) if by else (year or panel.years[-1]) + _YEARS
    share = _RATIO.fullmatch(value.strip())
    if share is not None:
        of = share["of"].strip()
        return Goal(indicator.code, last, ratio=float(share["percent"]) / 100, of=of)
    return Goal(indicator.code, last, _number(value, indicator))
