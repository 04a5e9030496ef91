"""Written indicator names and units matched to a catalogue, or made into new indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import polars as pl

from duibiao.records import Catalogue, Indicator, Problem, Unit, nearest_names, normal_name

from .definitions import is_total
from .derived import fits, published_residents, with_derived
from .groups import under_groups, without_topics
from .headers import growth_base, is_growth
from .reading import figures, were

KEYS = ("indicator", "unit")
_STOCK = re.compile(
    r"人口|余额|企业数|单位数|里程|面积|在校|床位|用户|保有量|population|balance|area|stock", re.I
)


@dataclass(frozen=True)
class MatchedIndicators:
    """Indicators with observations, the code and unit of each written pair, and what did not match.

    `codes` has the columns of `KEYS`, `code` and `read_unit`; what is left out is not in it.
    """

    indicators: Catalogue
    codes: pl.DataFrame
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Written:
    name: str
    unit: str
    file: str
    sheet: str
    row: int
    column: str
    count: int


def match_indicators(
    written: pl.DataFrame, own: Catalogue | None, sample: Catalogue
) -> MatchedIndicators:
    """Return the indicators that written observations are of.

    With a catalogue of one's `own`, a name without a unit is in the catalogue's unit, and what does not
    match is listed. Without one, names are matched to the sample's; what does not match becomes a new
    indicator, and a name, unlike a code, needs a unit where several are usual.
    """
    given, known = own is not None, own or sample
    found = [
        _Written(*row)
        for row in written.group_by(KEYS, maintain_order=True)
        .agg(pl.col("file", "sheet", "row", "column").first(), pl.len().alias("n"))
        .rows()
    ]
    made: dict[str, Indicator] = {}
    codes: list[tuple[str, str, str, str]] = []
    grouped = under_groups(known, ((w.name, w.unit) for w in found))
    problems = [_grouped(w, grouped[w.name]) for w in found if w.name in grouped]
    residents: dict[str, Indicator] = {}
    for w in found:
        indicator = grouped.get(w.name) or _find(known, w) or residents.get(w.name)
        if indicator is None and not given and "residents" not in made:
            indicator = published_residents(without_topics(w.name), w.unit, sample)
            if indicator is not None:
                residents[w.name] = indicator
                problems.append(_published(w))
        unit: str | None
        problem: Problem | None
        if not w.name:
            unit, problem = None, _nameless(w)
        elif indicator is None and not given:
            indicator, unit, problem = _new(w, made)
        elif indicator is None:
            unit, problem = None, _unmatched(known, w)
        else:
            unit, problem = _unit_of(w, indicator, given)
        if problem:
            problems.append(problem)
        if indicator is not None and unit is not None:
            made.setdefault(indicator.code, indicator)
            codes.append((w.name, w.unit, indicator.code, unit))
    frame = pl.DataFrame(
        codes, schema=dict.fromkeys((*KEYS, "code", "read_unit"), pl.String), orient="row"
    )
    return MatchedIndicators(with_derived(known, sample, made), frame, tuple(problems))


def _find(known: Catalogue, w: _Written) -> Indicator | None:
    indicator = known.find(w.name)
    if indicator is None and (base := known.find(growth_base(w.name) or w.name)):
        indicator = known.find(base.growth) if base.growth else None
    return indicator


def _grouped(w: _Written, indicator: Indicator) -> Problem:
    return _problem(
        w,
        "group_header",
        "warning",
        f"“{w.name}”按目录中的“{indicator.name('zh')}”读入：前面是分组的表头。如另有所指，请在映射文件里写明。",
        f"“{w.name}” was read as “{indicator.name('en')}” of the catalogue: what stands before it is the header of a group. If something else is meant, say so in the mapping.",
    )


def _published(w: _Written) -> Problem:
    return _problem(
        w,
        "published_residents",
        "warning",
        f"“{w.name}”取自所给数据：人均数以它计算，不用由地区生产总值与人均值推算的人口。",
        f"“{w.name}” is taken as published: figures per head are by it, not by the population that GDP and GDP per head imply.",
    )


def _unit_of(w: _Written, indicator: Indicator, given: bool) -> tuple[str | None, Problem | None]:
    """The unit in which figures stand ("" for the indicator's own), or None where they cannot be used."""
    own = Unit.parse(indicator.unit)
    if not w.unit:
        if given or normal_name(w.name) == normal_name(indicator.code):
            return "", None
        if own.dimensions == () or own.dimensions == (("count", 1),):
            return "", _problem(
                w,
                "missing_unit",
                "warning",
                f"“{w.name}”没有单位，按“{indicator.unit}”读入。",
                f"“{w.name}” has no unit; it was read in “{indicator.unit}”.",
            )
        return None, _no_unit(w, indicator)
    units = [u for u in [w.unit, *re.split(r"[、,，;；和]", w.unit)] if Unit.known(u)]
    if not units:
        return None, _unknown_unit(w)
    fitting = [u for u in dict.fromkeys(units) if fits(Unit.parse(u), own)]
    if len(fitting) == 1:
        return fitting[0].strip(), None
    return None, _problem(
        w,
        "unit_mismatch",
        "error",
        f"“{w.name}”的单位“{w.unit}”与该指标的单位“{indicator.unit}”不是同一种量，{w.count}个数没有读入。请核对表头的单位。",
        f"The unit “{w.unit}” of “{w.name}” does not measure the same thing as the indicator's “{indicator.unit}”; {figures(w.count)} {were(w.count)} not read. Check the header's unit.",
    )


def _no_unit(w: _Written, indicator: Indicator) -> Problem:
    return _problem(
        w,
        "missing_unit",
        "error",
        f"“{w.name}”没有单位，{w.count}个数没有读入。请在表头写明，例如“{w.name}（{indicator.unit}）”，或在映射文件里给出单位。",
        f"“{w.name}” has no unit; {figures(w.count)} {were(w.count)} not read. Write it in the header, for example “{w.name} ({indicator.unit})”, or give it in the mapping.",
    )


def _new(
    w: _Written, made: dict[str, Indicator]
) -> tuple[Indicator | None, str | None, Problem | None]:
    if w.unit and not Unit.known(w.unit):
        return None, None, _unknown_unit(w)
    unit = w.unit or ("%" if is_growth(w.name) else "1")
    code = w.name
    if not w.unit and code in made and made[code].unit != unit:
        # Another sheet gives the unit and this one does not: it may be another here.
        return None, None, _no_unit(w, made[code])
    if code in made and not Unit.parse(made[code].unit).same_kind(Unit.parse(unit)):
        code = f"{w.name}({unit})"
    if code in made:
        return made[code], w.unit, None
    chinese = re.search(r"[一-鿿]", w.name) is not None
    growth = is_growth(w.name) and Unit.parse(unit).is_percent
    indicator = Indicator(
        code,
        name_zh=w.name if chinese else "",
        name_en="" if chinese else w.name,
        unit=unit,
        direction="+" if growth else "",
        kind="growth" if growth else _kind(w.name, unit),
        total=not growth and is_total(unit, w.name),
    )
    return indicator, w.unit, _said_of_new(w, growth)


def _said_of_new(w: _Written, growth: bool) -> Problem:
    if growth:
        zh, en = (
            f"只公布增速，单位“{w.unit or '%'}”",
            f"published only as growth, in “{w.unit or '%'}”",
        )
    elif w.unit:
        zh, en = f"单位“{w.unit}”，不评价优劣", f"in “{w.unit}”, neither more nor less is better"
    else:
        zh, en = "没有单位，不评价优劣", "without a unit, neither more nor less is better"
    return _problem(
        w,
        "new_indicator",
        "warning",
        f"“{w.name}”不在指标目录中，作为新指标读入（{zh}）。",
        f"“{w.name}” is not in the catalogue; it was read as a new indicator ({en}).",
    )


def _kind(name: str, unit: str) -> Literal["stock", "flow", "rate", "index"]:
    parsed = Unit.parse(unit)
    if any(d.startswith("index") for d, _ in parsed.dimensions):
        return "index"
    if parsed.is_percent or "/" in unit or not parsed.dimensions:
        return "rate"
    return "stock" if _STOCK.search(name) else "flow"


def _unmatched(known: Catalogue, w: _Written) -> Problem:
    near = nearest_names(w.name, [n for i in known for n in (i.code, i.name_zh, i.name_en) if n])
    return _problem(
        w,
        "unknown_indicator",
        "error",
        f"指标表里没有“{w.name}”，{w.count}个数没有读入。"
        + (f"最接近的是：{'、'.join(near)}。" if near else "请在指标表里补上它。"),
        f"The table of indicators has no “{w.name}”; {figures(w.count)} {were(w.count)} not read."
        + (f" The nearest are: {', '.join(near)}." if near else " Add it there."),
    )


def _nameless(w: _Written) -> Problem:
    return _problem(
        w,
        "unknown_indicator",
        "error",
        f"有{w.count}个数没有写明指标，没有读入。请补上表头，或在映射文件里写明。",
        f"{figures(w.count)} without an indicator {were(w.count)} not read. Write a header, or name it in the mapping.",
    )


def _unknown_unit(w: _Written) -> Problem:
    return _problem(
        w,
        "unknown_unit",
        "error",
        f"“{w.name}”的单位“{w.unit}”不能识别，{w.count}个数没有读入。请改用已知单位，或在映射文件里注明。",
        f"The unit “{w.unit}” of “{w.name}” is not known; {figures(w.count)} {were(w.count)} not read. Use a known unit, or name one in the mapping.",
    )


def _problem(w: _Written, kind: str, severity: str, zh: str, en: str) -> Problem:
    return Problem(
        kind,
        severity,  # type: ignore[arg-type]
        zh,
        en,
        file=w.file,
        sheet=w.sheet,
        row=w.row,
        field=w.column,
        indicator=w.name,
    )
