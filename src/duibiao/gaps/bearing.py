"""What a commitment bears on, and by which way that reaches the indicator of a gap."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from duibiao.records import Catalogue, Formula, Statement, Target

Way = Literal["own", "part", "growth", "theme"]
"""How a commitment reaches a gap: it names the gap's own indicator; a quantity that the indicator is made
of; only the growth of one; or it shares no more than the theme. In this order, the strongest first."""

WAYS: tuple[Way, ...] = ("own", "part", "growth", "theme")
"""The ways, strongest first."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """An indicator of the catalogue that a commitment bears on.

    `grows` says that it is about the growth of `indicator`, which `growth` publishes where there is one.
    `target` is None for a whole statement; `by_theme` says that its words do not name the indicator.
    """

    indicator: str
    growth: str = ""
    grows: bool = False
    target: Target | None = None
    by_theme: bool = False

    @property
    def code(self) -> str:
        """The indicator in which what is promised can be seen, "" for a growth that none publishes."""
        return self.growth if self.grows else self.indicator


def bearings(catalogue: Catalogue, statement: Statement) -> tuple[Bearing, ...]:
    """Return what a statement bears on: first by its targets, then by its own indicators."""
    found = [_of_target(catalogue, t) for t in statement.targets]
    known = [b for b in found if b is not None]
    codes = {b.indicator for b in known}
    for written in statement.indicators:
        indicator = catalogue.find(written)
        if indicator is not None and indicator.code not in codes:
            themed = f"theme.{indicator.code}" in statement.rules
            known.append(_bearing(catalogue, indicator.code, by_theme=themed))
    return tuple(known)


def way_to(catalogue: Catalogue, gap: str, bearing: Bearing) -> Way | None:
    """Return the way by which a bearing reaches the indicator of a gap, or None where it does not.

    A ratio is reached by its numerator, not by its denominator: more residents close no gap per head.
    """
    made = made_of(catalogue, gap)
    if bearing.code in made:
        way: Way = "own" if bearing.code == gap else "part"
    elif bearing.indicator in made:
        way = "own" if bearing.indicator == gap else "growth"
    else:
        return None
    return "theme" if bearing.by_theme else way


def made_of(catalogue: Catalogue, code: str) -> tuple[str, ...]:
    """Return an indicator and all that it is made of above the stroke of its formula, itself first.

    >>> from duibiao.sources import load_sample
    >>> made_of(load_sample().indicators, "revenue_per_head")
    ('revenue_per_head', 'fiscal_revenue')
    """
    found = [code]
    for made in found:
        indicator = catalogue[made]
        parts = [indicator.numerator] if indicator.numerator else _above(indicator.formula)
        found += [p for p in parts if p in catalogue and p not in found]
    return tuple(found)


def _of_target(catalogue: Catalogue, target: Target) -> Bearing | None:
    indicator = catalogue.find(target.indicator) or catalogue.find(target.name)
    if indicator is None:
        return None
    return _bearing(catalogue, indicator.code, target, grows=target.measure == "growth")


def _bearing(
    catalogue: Catalogue,
    code: str,
    target: Target | None = None,
    *,
    grows: bool = False,
    by_theme: bool = False,
) -> Bearing:
    """A bearing told of a quantity: GDP growth by its own name is growth of GDP."""
    grown = next((i.code for i in catalogue if i.growth == code), "")
    if grown:
        return Bearing(grown, code, True, target, by_theme)
    return Bearing(code, catalogue[code].growth, grows, target, by_theme)


def _above(formula: Formula | None) -> list[str]:
    return list(dict.fromkeys(_names_above(formula.tree))) if formula else []


def _names_above(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.BinOp(left=left, op=ast.Div()):
            yield from _names_above(left)
        case ast.BinOp(left=left, right=right):
            yield from _names_above(left)
            yield from _names_above(right)
        case ast.UnaryOp(operand=operand):
            yield from _names_above(operand)
        case ast.Call(args=[averaged, *_]):
            yield from _names_above(averaged)
