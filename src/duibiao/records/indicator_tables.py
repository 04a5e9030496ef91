"""A table of indicators: a row a region (and time), a column an indicator, missing cells left missing."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .errors import DataError, UnknownName
from .grids import Floats


@dataclass(frozen=True)
class IndicatorTable:
    """Figures of regions as one array, ready for a composite or a frontier.

    `values` is float64 of shape (rows, columns), NaN where there is no figure. `regions` and, in a panel,
    `times` name the rows; `names` are what readers know the regions by. `groups` gives, for each column
    of labels, the label of each row. Raises `DataError` where a region stands twice at one time.
    """

    regions: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats = field(repr=False, compare=False)
    names: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.regions), len(self.columns)):
            raise ValueError("values must have the shape (rows, columns)")
        keys = list(zip(self.regions, self.times or self.regions, strict=True))
        twice = [k for i, k in enumerate(keys) if k in set(keys[:i])] if _repeated(keys) else []
        if twice:
            region, time = twice[0]
            when = f"（{time}）" if self.times else ""
            raise DataError(
                zh=f"地区“{region}”{when}在表中有不止一行。每个地区每个时期只能有一行。请合并或删去重复的行。",
                en=f"The region “{region}”{f' ({time})' if self.times else ''} has more than one row. A region has one row at each time. Merge the rows, or take one out.",
            )

    def column(self, code: str) -> Floats:
        """Return one column, shape (rows,); raise `UnknownName` where there is none of that code."""
        if code not in self.columns:
            raise UnknownName("column", code, self.columns)
        return self.values[:, self.columns.index(code)]

    def matrix(self, codes: tuple[str, ...]) -> Floats:
        """Return a copy of some columns, shape (rows, len(codes))."""
        return np.stack([self.column(c) for c in codes], axis=1)

    def group(self, name: str) -> tuple[str, ...]:
        """Return the labels of the rows in a column of labels; raise `UnknownName` where there is none."""
        if name not in self.groups:
            raise UnknownName("column", name, self.groups)
        return self.groups[name]

    def row_name(self, row: int) -> str:
        """Return what a row is called in a sentence: the region, and the time in a panel."""
        return f"{self.regions[row]} {self.times[row]}" if self.times else self.regions[row]


def _repeated(keys: list[tuple[str, str]]) -> bool:
    return len(set(keys)) < len(keys)
