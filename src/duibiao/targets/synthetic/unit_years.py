"""Figures of many units over years: what a synthetic control is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from duibiao.records import DataError, Floats, Ints, Panel, Prices, UnknownName


@dataclass(frozen=True)
class UnitYears:
    """Columns of figures over units (rows) and years (columns), NaN where there is none.

    `base` numbers the bases of a column in each row, where they are known: two years of one unit are
    comparable exactly where their base is the same.
    """

    units: tuple[str, ...]
    years: tuple[int, ...]
    values: Mapping[str, Floats]
    base: Mapping[str, Ints] = field(default_factory=dict)

    def column(self, name: str) -> Floats:
        """Return one column over units and years, or raise `UnknownName`."""
        if name not in self.values:
            raise UnknownName("column", name, self.values)
        return self.values[name]

    def row(self, unit: str) -> int:
        """Return the row of a unit, or raise `UnknownName` with the nearest names."""
        if unit not in self.units:
            raise UnknownName("region", unit, self.units)
        return self.units.index(unit)

    @staticmethod
    def of_rows(
        units: Sequence[str], years: Sequence[int], columns: Mapping[str, Sequence[float]]
    ) -> UnitYears:
        """Return figures given as a row a unit and year; raises `DataError` where two rows are of one.

        >>> made = UnitYears.of_rows(["A", "A", "B"], [2001, 2000, 2001], {"y": [2.0, 1.0, 3.0]})
        >>> made.units, made.years, made.values["y"].tolist()
        (('A', 'B'), (2000, 2001), [[1.0, 2.0], [nan, 3.0]])
        """
        names, span = tuple(dict.fromkeys(units)), tuple(sorted(set(years)))
        at = {name: i for i, name in enumerate(names)}, {year: i for i, year in enumerate(span)}
        seen: set[tuple[str, int]] = set()
        for key in zip(units, years, strict=True):
            if key in seen:
                raise DataError(
                    zh=f"“{key[0]}”{key[1]}年有两行。每个单元每年只能有一行，请删去多余的，或检查单元列和年份列选得对不对。",
                    en=f"There are two rows of {key[0]} in {key[1]}. A unit has one row a year: delete what is too many, or check which columns name unit and year.",
                )
            seen.add(key)
        rows, places = [at[0][u] for u in units], [at[1][y] for y in years]
        values = {}
        for name, column in columns.items():
            grid = np.full((len(names), len(span)), np.nan)
            grid[rows, places] = column
            values[name] = grid
        return UnitYears(names, span, values)

    @staticmethod
    def of_panel(
        panel: Panel,
        codes: Sequence[str],
        *,
        prices: Prices = "constant",
        base_year: int | None = None,
    ) -> UnitYears:
        """Return indicators of a panel, with their breaks; money at constant prices where a deflator serves it.

        Units are the codes of regions. `base_year` names the year of the prices (default: the last that the
        deflator covers). Raises `UnknownName` for an indicator that the panel lacks.
        """
        values, base = {}, {}
        for code in codes:
            if prices == "constant" and panel.has_constant_prices(code):
                assert panel.deflator is not None
                known = [y for y in panel.deflator.index if y <= panel.years[-1]]
                grid = panel.grid(code, "constant", base_year or max(known))
            else:
                grid = panel.grid(code)
            values[code], base[code] = grid.usable, grid.base
        return UnitYears(tuple(panel.regions.codes), panel.years, values, base)
