"""What an indicator is for the rules: a level, a share, a growth rate, a population; which belong together.

Formulas, units and the `growth` of the catalogue say most of it; where they are silent, the words that
yearbooks use do.
"""

from __future__ import annotations

import ast
import re

import numpy as np

from duibiao.records import Catalogue, Floats, Indicator, Unit

from .figures import Column, Figures

_SHARE = re.compile(r"占比|比重|份额|率$|率[（(]|\bshare\b|\brate\b|percentage of", re.IGNORECASE)
_CHANGE = re.compile(r"增速|增长|增幅|涨跌|指数|growth|change|inflation|\bgap\b", re.IGNORECASE)
_BALANCE = re.compile(
    r"利润|盈余|盈亏|净|差额|赤字|补贴|可以为负|增加额|增减|变动|转移|profit|surplus|\bnet\b|balance|deficit|subsid|\bless\b"
    r"|may be negative",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"生产总值|总产值|增加值|收入|支出|销售|零售|消费|工资|存款|贷款|投资|出口|进口|外资|GDP|gross domestic"
    r"|income|revenue|expenditure|sales|wage|earnings|deposits|loans|exports|imports",
    re.IGNORECASE,
)
_EARNED = re.compile(
    r"生产总值|收入|支出|消费|工资|GDP|gross domestic|income|expenditure|consumption|wage|earnings",
    re.IGNORECASE,
)
_PER_HEAD = re.compile(r"人均|per head|per capita|per_capita", re.IGNORECASE)
_POPULATION = re.compile(r"人口|居民数|population|\bresidents\b|inhabitants", re.IGNORECASE)
_REGISTERED = re.compile(r"户籍|registered|hukou", re.IGNORECASE)
_AREA = re.compile(r"行政区域.*面积|土地面积|辖区面积|land area|total area|^area$", re.IGNORECASE)
_PART_OF_PEOPLE = re.compile(r"用户|在校|学生|subscriber|student", re.IGNORECASE)
_SEVERAL_EACH = re.compile(r"移动|手机|mobile|cellular", re.IGNORECASE)
_PEOPLE = (("person", 1),)


def is_growth(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether the indicator is a rate of change: named as some indicator's growth, or by its words."""
    named = any(indicator.code == other.growth for other in catalogue)
    return named or bool(_CHANGE.search(_names(indicator)))


def is_share(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether the indicator is a part of a whole, in percent: 0 to 100."""
    if not indicator.is_percent or is_growth(indicator, catalogue):
        return False
    return bool(_SHARE.search(indicator.name_zh) or _SHARE.search(indicator.name_en))


def has_ratio(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether the ratio of two years' figures means something: not for growth and percentage points."""
    points = ("point", 1) in Unit.parse(indicator.unit).dimensions
    return not points and not is_growth(indicator, catalogue)


def is_level(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether the indicator is an amount: neither a percentage nor growth."""
    return has_ratio(indicator, catalogue) and not indicator.is_percent


def may_be_negative(indicator: Indicator) -> bool:
    """Whether the indicator is a balance: profit, net flow, subsidies."""
    return bool(_BALANCE.search(f"{_names(indicator)} {indicator.note}"))


def cannot_be_negative(indicator: Indicator) -> bool:
    """Whether the indicator is surely no balance: a stock, persons, counts, areas, or money so named."""
    if may_be_negative(indicator):
        return False
    counted = Unit.parse(indicator.unit).dimensions in (_PEOPLE, (("count", 1),), (("m2", 1),))
    return counted or indicator.kind == "stock" or bool(_SCALE.search(_names(indicator)))


def is_money_per_head(indicator: Indicator) -> bool:
    """Whether the indicator is money for each person."""
    unit = Unit.parse(indicator.unit)
    each = ("person", -1) in unit.dimensions or _PER_HEAD.search(_names(indicator))
    return unit.currency is not None and bool(each)


def is_earned_by_all(indicator: Indicator) -> bool:
    """Whether every region has some of it: product, income, consumption, expenditure."""
    return bool(_EARNED.search(_names(indicator)))


def per_head_pairs(figures: Figures) -> list[tuple[Column, Column]]:
    """Return the observed (total, per head) columns whose ratio is a population.

    They are those of a formula `total / per head` that is a number of persons, and those named so:
    `gdp` and `gdp_per_capita`.
    """
    pairs: dict[tuple[str, str], None] = {}
    for indicator in figures.catalogue:
        tree = indicator.formula.tree if indicator.formula else None
        people = Unit.parse(indicator.unit).dimensions == _PEOPLE
        match tree:
            case ast.BinOp(ast.Name(total), ast.Div(), ast.Name(head)) if people:
                pairs[total, head] = None
    for code in figures.columns:
        for ending in ("_per_capita", "_per_head"):
            pairs[code, code + ending] = None
    columns = figures.columns
    return [(columns[a], columns[b]) for a, b in pairs if a in columns and b in columns]


def growth_pairs(figures: Figures) -> list[tuple[Column, Column]]:
    """Return the observed (level, real growth in percent) columns that belong together."""
    pairs = [(i.code, i.growth or f"{i.code}_growth") for i in figures.catalogue]
    columns = figures.columns
    known = [(columns[a], columns[b]) for a, b in pairs if a in columns and b in columns]
    return [(level, growth) for level, growth in known if growth.indicator.is_percent]


def implied_population(total: Column, per_head: Column) -> Floats:
    """Return the persons that a total and its per-head figure imply."""
    people: Floats = total.base / np.where(per_head.base > 0, per_head.base, np.nan)
    return people


def registered_populations(figures: Figures) -> list[Column]:
    """Return the observed columns of registered (户籍) population."""
    return [c for c in populations(figures) if _REGISTERED.search(_names(c.indicator))]


def populations(figures: Figures) -> list[Column]:
    """Return the observed columns of population, in persons."""
    return [
        c
        for c in figures
        if c.unit.dimensions == _PEOPLE and _POPULATION.search(_names(c.indicator))
    ]


def territories(figures: Figures) -> list[Column]:
    """Return the observed columns that a change of territory moves: population and land area."""
    areas = [
        c
        for c in figures
        if c.unit.dimensions == (("m2", 1),) and _AREA.search(_names(c.indicator))
    ]
    return populations(figures) + areas


def parts_of_people(figures: Figures) -> list[Column]:
    """Return the observed stocks that cannot exceed the number of residents: subscribers, students.

    Mobile lines may: one person holds several.
    """
    crowd = {c.indicator.code for c in populations(figures)}
    return [
        c
        for c in figures
        if c.indicator.code not in crowd
        and c.unit.dimensions in (_PEOPLE, (("count", 1),))
        and _PART_OF_PEOPLE.search(_names(c.indicator))
        and not _SEVERAL_EACH.search(_names(c.indicator))
    ]


def _names(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.name_zh} {indicator.name_en}"
