"""The annual figures of a file as dense grids, each cell with its place and its printed digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from duibiao.records import EVERY_REGION, Break, Catalogue, Floats, Indicator, Regions, Unit

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Array = TypeVar("Array", Floats, Bools)


@dataclass(frozen=True)
class Column:
    """One indicator over regions (rows) and years (columns).

    `values` is in the indicator's unit, NaN where there is no figure; `digits` counts significant digits
    as printed; `last_digit` is the worth of the last printed digit, in the indicator's unit; `rows` points
    into the observations (-1: none); `broken` says where a known break begins.
    """

    indicator: Indicator
    values: Floats
    digits: Ints
    last_digit: Floats
    rows: Ints
    broken: Bools

    @property
    def unit(self) -> Unit:
        """The unit of the values."""
        return Unit.parse(self.indicator.unit)

    @property
    def base(self) -> Floats:
        """The values in the base unit of their kind (yuan, persons)."""
        factor = self.unit.factor
        return self.values * factor.numerator / factor.denominator

    @property
    def before(self) -> Floats:
        """The values of the year before."""
        return shifted(self.values, 1)

    @property
    def after(self) -> Floats:
        """The values of the year after."""
        return shifted(self.values, -1)


@dataclass(frozen=True)
class Figures:
    """The observed columns of a file over the same regions and years.

    `observations` are the rows that could be read (known names, convertible units) with their places in
    the file (`at`), later vintages after earlier ones; `columns` holds the last of each cell, by indicator.
    """

    regions: Regions
    catalogue: Catalogue
    years: tuple[int, ...]
    observations: pl.DataFrame
    breaks: tuple[Break, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by indicator code, in the order of the catalogue."""
        parts = self.observations.filter(pl.col("year").is_not_null()).partition_by(
            "indicator", as_dict=True
        )
        by_code = {str(key[0]): part for key, part in parts.items()}
        return {
            i.code: self._column(i, by_code[i.code]) for i in self.catalogue if i.code in by_code
        }

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns.values())

    def _column(self, indicator: Indicator, part: pl.DataFrame) -> Column:
        shape = (len(self.regions), len(self.years))
        values, last_digit = np.full(shape, np.nan), np.full(shape, np.nan)
        digits: Ints = np.zeros(shape, dtype=np.int64)
        rows: Ints = np.full(shape, -1, dtype=np.int64)
        place = {code: i for i, code in enumerate(self.regions.codes)}
        i = part["region"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
        j = part["year"].to_numpy() - self.years[0]
        # Of several rows of a cell the last is kept: assignment goes in order.
        values[i, j] = part["number"].to_numpy()
        digits[i, j] = part["digits"].to_numpy()
        last_digit[i, j] = part["last_digit"].to_numpy()
        rows[i, j] = part["at"].to_numpy()
        return Column(indicator, values, digits, last_digit, rows, self._broken(indicator.code))

    def _broken(self, code: str) -> Bools:
        broken: Bools = np.zeros((len(self.regions), len(self.years)), dtype=np.bool_)
        for item in self.breaks:
            if item.indicator != code or item.year not in self.years:
                continue
            j = item.year - self.years[0]
            if item.region == EVERY_REGION:
                broken[:, j] = True
            elif item.region in self.regions:
                broken[self.regions.position(item.region), j] = True
        return broken


def shifted(values: Floats, years: int) -> Floats:
    """Return `values` moved to the right by `years` columns (to the left if negative), NaN moving in."""
    return _moved(values, np.full_like(values, np.nan), years)


def moved(mask: Bools, years: int) -> Bools:
    """Return `mask` moved to the right by `years` columns (to the left if negative), False moving in."""
    return _moved(mask, np.zeros_like(mask), years)


def _moved(array: Array, into: Array, years: int) -> Array:
    if years > 0:
        into[:, years:] = array[:, :-years]
    elif years < 0:
        into[:, :years] = array[:, -years:]
    else:
        into[:] = array
    return into


def cells(mask: Bools) -> Iterator[tuple[int, int]]:
    """Iterate over the row and column of each true cell."""
    return ((int(i), int(j)) for i, j in zip(*np.nonzero(mask), strict=True))


def shares_by_year(pattern: Bools, valid: Bools) -> tuple[Floats, Ints]:
    """Return, a year, the share of valid cells where the pattern stands (0 where none), and their number."""
    count: Ints = valid.sum(axis=0)
    return (pattern & valid).sum(axis=0) / np.maximum(count, 1), count
