"""The derived indicators that data allow: those of the catalogue, the sample's, and per head on residents."""

from __future__ import annotations

import re
from dataclasses import replace

from duibiao.records import Catalogue, Formula, Indicator, Unit

_RESIDENTS = re.compile(r"(?:年末|年平均)?常住(?:总)?人口(?:数)?|[Rr]esident population")
_PERSON = Unit.parse("人")


def with_derived(known: Catalogue, sample: Catalogue, made: dict[str, Indicator]) -> Catalogue:
    """Return the indicators of the data, in the catalogue's order, and the derived ones that they allow.

    A figure that was published goes before the formula that would give it. The sample's derived indicators
    are added, and what the user's catalogue calls by another code stands under the sample's code too.
    """
    there = {code: replace(i, formula=None) for code, i in made.items()}
    names = Catalogue(tuple(there.values()))
    for like in sample:
        if like.code in there or like.code in known:
            continue
        same = next((i for n in _names(like) if (i := names.find(n))), None)
        if (
            same is not None
            and same.code.isidentifier()
            and fits(Unit.parse(same.unit), Unit.parse(like.unit))
        ):
            there[like.code] = replace(like, formula=Formula(same.code), growth="")
    _add_residents(there, sample)
    formulas = [(i, i.formula) for i in (*known, *sample) if i.formula]
    while found := [
        i
        for i, formula in formulas
        if i.code not in there and all(c in there for c in formula.inputs)
    ]:
        # Of two of one code the first, which is the user's own.
        there |= {i.code: i for i in reversed(found)}
    order = {i.code: n for n, i in enumerate((*known, *(i for i in sample if i.code not in known)))}
    items = sorted(there.values(), key=lambda i: order.get(i.code, len(order)))
    return Catalogue(tuple(replace(i, growth=i.growth if i.growth in there else "") for i in items))


def published_residents(name: str, unit: str, sample: Catalogue) -> Indicator | None:
    """Return residents as published, where a name and a unit are of them: they replace the implied ones.

    >>> from duibiao.sources import load_sample
    >>> published_residents("年末常住人口", "万人", load_sample().indicators).code
    'residents'
    """
    if not _RESIDENTS.fullmatch(name) or not Unit.known(unit):
        return None
    if not Unit.parse(unit).same_kind(_PERSON):
        return None
    return replace(
        sample["residents"],
        name_zh="常住人口",
        name_en="Residents",
        formula=None,
        note="取自所给数据 | as published",
    )


def _add_residents(there: dict[str, Indicator], sample: Catalogue) -> None:
    """Use a published resident population, and give GDP per head by it where none was published."""
    found = next((i for i in there.values() if _RESIDENTS.fullmatch(i.name("zh"))), None)
    residents = found and published_residents(found.name("zh"), found.unit, sample)
    if found is None or residents is None or not found.code.isidentifier():
        return
    if found.code != "residents":
        if "residents" in there or "gdp_per_capita" in there:
            return
        there["residents"] = replace(
            residents,
            name_zh="常住人口（人均数的分母）",
            name_en="Residents (for figures per head)",
            formula=Formula(found.code),
        )
    if "gdp" in there and "gdp_per_capita" not in there:
        per_head = sample["gdp_per_capita"]
        there["gdp_per_capita"] = replace(
            per_head,
            formula=Formula("gdp / residents"),
            note="由地区生产总值与常住人口相除 | GDP over resident population",
        )


def _names(indicator: Indicator) -> tuple[str, ...]:
    return tuple(n for n in (indicator.name_zh, indicator.name_en, *indicator.aliases) if n)


def fits(unit: Unit, own: Unit) -> bool:
    """Say whether figures can be converted: directly, as money written for money per head, or by a rate."""
    for made in (unit, unit / _PERSON):
        if made.same_kind(own):
            return True
        money = made.currency and own.currency and made.currency != own.currency
        if money and _without(made) == _without(own):
            return True
    return False


def _without(unit: Unit) -> tuple[tuple[str, int], ...]:
    return tuple(d for d in unit.dimensions if d[0] != unit.currency)
