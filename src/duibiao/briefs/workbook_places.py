"""Where every figure of the data sheet stands, and a derived figure as an Excel formula over it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from duibiao.records import Indicator, Panel, Unit

from .workbook_book import address

if TYPE_CHECKING:
    from duibiao._study import Study

FIRST_ROW = 8
"""The row of the first figure, counted from 0."""
FIRST_YEAR = 4
"""The column of the first year."""


@dataclass(frozen=True)
class Places:
    """Where each figure stands on the data sheet; `roles` says what each region shown is to the study."""

    sheet: str
    panel: Panel
    roles: Mapping[str, str]
    codes: tuple[str, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions shown: home, references, role models, comparables."""
        return tuple(self.roles)

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        pairs = ((r, c) for c in self.codes for r in self.regions)
        return {pair: FIRST_ROW + i for i, pair in enumerate(pairs)}

    def holds(self, region: str, code: str, year: int) -> bool:
        """Whether the sheet has a cell for this figure."""
        return (region, code) in self._rows and year in self.panel.years

    def row(self, region: str, code: str) -> int:
        """Return the row of a series, counted from 0."""
        return self._rows[region, code]

    def column(self, year: int) -> int:
        """Return the column of a year, counted from 0."""
        return FIRST_YEAR + self.panel.years.index(year)

    def beside(self, region: str, code: str, year: int) -> str:
        """Return a figure's address for a formula on the data sheet itself, to be filled right or down."""
        return address(self.row(region, code), self.column(year), fix_row=False, fix_column=False)

    def link(self, region: str, code: str, year: int) -> str:
        """Return a figure's address for a formula on another sheet."""
        return address(self.row(region, code), self.column(year), self.sheet)


def plan_data(study: Study, sheet: str) -> Places:
    """Return what the data sheet holds: every indicator the study used with its inputs, and all regions shown."""
    panel = study.panel
    peers = [p.region for p in study.peers.peers] if study.peers else []
    models = [m.region for m in study.role_models.items] if study.role_models else []
    roles = {study.home: "home"} | {r.region: r.kind.replace(" ", "_") for r in study.references}
    for role, codes in (("role_model", models), ("comparable", peers)):
        roles |= {code: role for code in codes if code not in roles}
    used = [g.indicator for g in study.gaps]
    used += [e.indicator for e in panel.framework.elements] if panel.framework else []
    used += [c.indicator for d in study.decompositions for c in d.inputs]
    used += [code for e in study.base_effects for code in (e.indicator, e.numerator)]
    used += [a.goal.indicator for a in study.assessments]
    wanted = _with_inputs(panel, used)
    observed = [i.code for i in panel.indicators if i.code in wanted and i.formula is None]
    derived = [i.code for i in panel.indicators if i.code in wanted and i.formula is not None]
    return Places(sheet, panel, roles, (*observed, *derived))


def _with_inputs(panel: Panel, codes: Iterable[str]) -> set[str]:
    """The codes that the panel has, with the inputs of formulas and the published growth they lean on."""
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code in found or not panel.has(code):
            continue
        found.add(code)
        indicator = panel.indicators[code]
        waiting += indicator.formula.inputs if indicator.formula else ()
        waiting += [indicator.growth] if indicator.growth else []
    return found


def excel_formula(
    places: Places, indicator: Indicator, region: str, year: int, value: float
) -> str:
    """Return a derived figure as an Excel formula over the data sheet, "" where it stands as a value.

    A missing input gives an empty text, never a zero. A figure that the study withholds though its inputs
    are there (a mean across a break) has no formula; nor has a distance, which is no arithmetic.
    """
    if indicator.formula is None:
        return ""
    tree = indicator.formula.tree
    if any(isinstance(n, ast.Name) and n.id == "km_to_core" for n in ast.walk(tree)):
        return ""
    windows = _windows(tree, year)
    if any(y not in places.panel.years for _, years in windows for y in years):
        return ""
    here = places.panel.regions.position(region)
    grids = [(places.panel.grid(code), years) for code, years in windows]
    present = all(np.isfinite(g.values[here, g.column(y)]) for g, years in grids for y in years)
    if present and not np.isfinite(value):
        return ""
    cells = [_range(places, region, code, years) for code, years in windows]
    count = sum(len(years) for _, years in windows)
    text, unit = _expression(
        tree, places.panel, lambda c, n: _range(places, region, c, _back(year, n))
    )
    factor = 1 if unit is None else unit.factor / Unit.parse(indicator.unit).factor
    if factor != 1:
        text = f"({text})*{factor.numerator}"
        text += f"/{factor.denominator}" if factor.denominator != 1 else ""
    return f'IF(COUNT({",".join(cells)})={count},IFERROR({text},""),"")'


def _back(year: int, n: int) -> tuple[int, ...]:
    return tuple(range(year - n + 1, year + 1))


def _windows(tree: ast.expr, year: int) -> list[tuple[str, tuple[int, ...]]]:
    """The indicators that a formula reads, each with the years it reads of it."""
    found: dict[tuple[str, tuple[int, ...]], None] = {}
    inside: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                ast.Name() as name, [ast.Name(id=code) as series, ast.Constant(value=int(n))]
            ):
                inside |= {id(name), id(series)}
                found[code, _back(year, n)] = None
            case ast.Name(id=code) if id(node) not in inside:
                found[code, (year,)] = None
    return list(found)


def _range(places: Places, region: str, code: str, years: tuple[int, ...]) -> str:
    first, last = (places.beside(region, code, y) for y in (years[0], years[-1]))
    return first if first == last else f"{first}:{last}"


def _expression(
    node: ast.expr, panel: Panel, cell: Callable[[str, int], str]
) -> tuple[str, Unit | None]:
    """A formula's tree as Excel writes it, with its unit; the rules of units are those of `Panel.grid`."""
    match node:
        case ast.Constant(value=value):
            return repr(value), None
        case ast.Name(id=code):
            return cell(code, 1), Unit.parse(panel.indicators[code].unit)
        case ast.UnaryOp(operand=operand):
            text, unit = _expression(operand, panel, cell)
            return f"-({text})", unit
        case ast.Call(args=[ast.Name(id=code), ast.Constant(value=int(n))]):
            return f"AVERAGE({cell(code, n)})", Unit.parse(panel.indicators[code].unit)
        case ast.BinOp(left, op, right):
            return _operation(_expression(left, panel, cell), op, _expression(right, panel, cell))
    raise AssertionError(f"a checked formula holds no {node!r}")


def _operation(
    a: tuple[str, Unit | None], op: ast.operator, b: tuple[str, Unit | None]
) -> tuple[str, Unit | None]:
    left, right = (t if t.replace("$", "").isalnum() else f"({t})" for t in (a[0], b[0]))
    one = Unit.parse("1")
    match op:
        case ast.Mult():
            both = a[1] * b[1] if a[1] and b[1] else a[1] or b[1]
            return f"{left}*{right}", both
        case ast.Div():
            over = a[1] if b[1] is None else (a[1] or one) / b[1]
            return f"{left}/{right}", over
    if a[1] and b[1] and a[1].factor != b[1].factor:
        factor = b[1].factor / a[1].factor
        right = f"({right}*{factor.numerator}/{factor.denominator})"
    sign = "+" if isinstance(op, ast.Add) else "-"
    return f"{left}{sign}{right}", a[1] or b[1]
