"""Dense grids of one indicator over regions and years, and the evaluation of formulas on them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import InputError
from .indicators import Indicator
from .observations import Mark
from .units import Unit

Floats = NDArray[np.float64]
"""An array of float64."""
Ints = NDArray[np.int64]
"""An array of int64."""


@dataclass(frozen=True)
class Grid:
    """One indicator over regions (rows) and years (columns).

    `values` is float64 of shape (regions, years), NaN where there is none, in the indicator's unit, with
    faulty cells still in place; `marks` holds `Mark` bits of the same shape. `base` numbers the bases of
    each row: two years of one region are comparable exactly where their base is the same.
    """

    indicator: Indicator
    years: tuple[int, ...]
    values: Floats
    marks: Ints
    base: Ints

    @property
    def usable(self) -> Floats:
        """The values with NaN where a cell is known to be faulty."""
        return np.where(self.marks & Mark.FAULT, np.nan, self.values)

    def column(self, year: int) -> int:
        """Return the column of a year, or raise `InputError` with the years there are."""
        if year not in self.years:
            raise InputError(
                zh=f"数据中没有{year}年。可用年份：{self.years[0]}—{self.years[-1]}。",
                en=f"The data have no year {year}. Years available: {self.years[0]} to {self.years[-1]}.",
            )
        return self.years.index(year)

    def at(self, year: int) -> Floats:
        """Return the usable values of one year, one a region."""
        return self.usable[:, self.column(year)]

    def comparable(self, row: int, year: int, other: int) -> bool:
        """Say whether two years of one region stand on the same base."""
        return bool(self.base[row, self.column(year)] == self.base[row, self.column(other)])

    def latest_year(self, row: int, until: int) -> int | None:
        """Return the last year up to `until` with a usable value in a row, or None."""
        usable = self.usable[row]
        years = [y for i, y in enumerate(self.years) if y <= until and np.isfinite(usable[i])]
        return years[-1] if years else None


@dataclass(frozen=True)
class _Part:
    """A grid under evaluation: values with their unit (None for a plain number)."""

    values: Floats
    marks: Ints
    base: Ints
    unit: Unit | None


def evaluate(
    indicator: Indicator,
    years: tuple[int, ...],
    shape: tuple[int, int],
    read: Callable[[str], Grid],
    km_to_core: Callable[[], Floats],
) -> Grid:
    """Return the grid of a derived indicator from the grids of its inputs.

    Marks of the inputs carry over; a base changes where any input's does. Units are carried through and
    converted to the indicator's own; a formula whose units do not fit raises `InputError`.
    """
    assert indicator.formula is not None
    part = _evaluate(indicator.formula.tree, indicator, shape, read, km_to_core)
    values = part.values
    target = Unit.parse(indicator.unit)
    if part.unit is not None:
        if not part.unit.same_kind(target):
            raise _unit_misfit(indicator, part.unit, target)
        ratio = part.unit.factor / target.factor
        values = values * ratio.numerator / ratio.denominator
    values = np.where(np.isfinite(values), values, np.nan)
    return Grid(indicator, years, values, part.marks, part.base)


def _evaluate(
    node: ast.expr,
    indicator: Indicator,
    shape: tuple[int, int],
    read: Callable[[str], Grid],
    km_to_core: Callable[[], Floats],
) -> _Part:
    zeros = np.zeros(shape, dtype=np.int64)
    match node:
        case ast.Constant(value=value):
            return _Part(np.full(shape, float(value)), zeros, zeros, None)  # type: ignore[arg-type]
        case ast.Name(id=code):
            grid = read(code)
            return _Part(grid.values, grid.marks, grid.base, Unit.parse(grid.indicator.unit))
        case ast.UnaryOp(operand=operand):
            part = _evaluate(operand, indicator, shape, read, km_to_core)
            return _Part(-part.values, part.marks, part.base, part.unit)
        case ast.Call(
            func=ast.Name(id="mean"), args=[ast.Name(id=code), ast.Constant(value=int(n))]
        ):
            return _window_mean(read(code), n)
        case ast.Call():
            values = np.broadcast_to(km_to_core()[:, None], shape).copy()
            return _Part(values, zeros, zeros, Unit.parse("km"))
        case ast.BinOp(left, op, right):
            a = _evaluate(left, indicator, shape, read, km_to_core)
            b = _evaluate(right, indicator, shape, read, km_to_core)
            return _operate(a, op, b, indicator)
    raise AssertionError(f"a checked formula holds no {node!r}")


def _operate(a: _Part, op: ast.operator, b: _Part, indicator: Indicator) -> _Part:
    marks = a.marks | b.marks
    base = _both_bases(a.base, b.base)
    if isinstance(op, ast.Mult | ast.Div):
        times = isinstance(op, ast.Mult)
        with np.errstate(divide="ignore", invalid="ignore"):
            values = a.values * b.values if times else a.values / b.values
        if b.unit is None:
            unit = a.unit
        elif a.unit is None:
            one = Unit.parse("1")
            unit = b.unit if times else one / b.unit
        else:
            unit = a.unit * b.unit if times else a.unit / b.unit
        return _Part(values, marks, base, unit)
    right = b.values
    if a.unit is not None and b.unit is not None:
        if not a.unit.same_kind(b.unit):
            raise _unit_misfit(indicator, b.unit, a.unit)
        right = b.values * float(b.unit.factor / a.unit.factor)
    values = a.values + right if isinstance(op, ast.Add) else a.values - right
    return _Part(values, marks, base, a.unit or b.unit)


def _both_bases(a: Ints, b: Ints) -> Ints:
    """Number pairs of bases anew, so that two years are comparable exactly where both inputs are."""
    if not b.any():
        return a
    if not a.any():
        return b
    pairs = a * (int(b.max()) + 1) + b
    numbers: Ints = np.unique(pairs, return_inverse=True)[1].reshape(a.shape)
    return numbers


def _window_mean(grid: Grid, n: int) -> _Part:
    """The mean of a year and the n - 1 before it: withheld where one is missing, faulty or on another base."""
    usable = grid.usable
    values = np.full_like(usable, np.nan)
    marks = np.zeros_like(grid.marks)
    for j in range(n - 1, usable.shape[1]):
        window = slice(j - n + 1, j + 1)
        consecutive = grid.years[j] - grid.years[j - n + 1] == n - 1
        if consecutive:
            same = grid.base[:, j - n + 1] == grid.base[:, j]
            values[:, j] = np.where(same, usable[:, window].mean(axis=1), np.nan)
        marks[:, j] = np.bitwise_or.reduce(grid.marks[:, window] & ~Mark.FAULT, axis=1)
    return _Part(values, marks, grid.base, Unit.parse(grid.indicator.unit))


def _unit_misfit(indicator: Indicator, got: Unit, wanted: Unit) -> InputError:
    formula = indicator.formula.text if indicator.formula else ""
    return InputError(
        zh=f"指标“{indicator.name_zh}”的公式“{formula}”单位不合：得到“{got.text}”，需要“{wanted.text}”。请检查公式中各指标的单位。",
        en=f"The formula “{formula}” of “{indicator.name('en')}” does not fit in units: it gives “{got.text}” where “{wanted.text}” is needed. Check the units of its indicators.",
    )
