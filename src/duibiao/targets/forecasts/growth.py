"""Growth up to a year, split into what the panel shares and what is each region's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from duibiao.records import Floats, Ints

from ..series import Histories

_FEWEST = 5
_LEAST_SHARE = 0.25


@dataclass(frozen=True)
class Growth:
    """Growth on the scale of histories, shape (regions, years): column s rests on years up to s alone.

    `scaled` and `base` are those of the histories without interpolated figures, `groups` numbers each
    region's parent (-1 where it has none). `drifts` is False of what is itself a growth: no rate of growth rises
    or falls for ever.
    """

    scaled: Floats
    base: Ints
    groups: Ints
    drifts: bool = True

    @staticmethod
    def of(past: Histories) -> Growth:
        """Return the growth that histories hold."""
        names = past.parents or ("",) * len(past.regions)
        known = sorted(set(names) - {""})
        groups = np.array([known.index(n) if n else -1 for n in names], dtype=np.int64)
        drifts = past.indicator.kind != "growth"
        return Growth(past.observed().scaled, past.base, groups, drifts)

    def until(self, column: int) -> Growth:
        """Return the growth as it was known in the year of a column."""
        kept = slice(column + 1)
        return Growth(self.scaled[:, kept], self.base[:, kept], self.groups, self.drifts)

    @cached_property
    def steps(self) -> Floats:
        """Growth of the year, from the year before; NaN across a break or a gap."""
        steps = np.full(self.scaled.shape, np.nan)
        same = self.base[:, 1:] == self.base[:, :-1]
        steps[:, 1:] = np.where(same, np.diff(self.scaled, axis=1), np.nan)
        return steps

    @cached_property
    def common(self) -> Floats:
        """The common growth of each year: the median over regions, NaN where too few are known."""
        return middle(self.steps)

    @cached_property
    def relative(self) -> Floats:
        """Growth of the year beyond the common growth."""
        return self.steps - self.common

    def after(self, horizon: int) -> Floats:
        """Growth over the years that follow each year; NaN where they are not over, or a break lies between."""
        after = np.full(self.scaled.shape, np.nan)
        if horizon < self.scaled.shape[1]:
            same = self.base[:, horizon:] == self.base[:, :-horizon]
            grown = self.scaled[:, horizon:] - self.scaled[:, :-horizon]
            after[:, :-horizon] = np.where(same, grown, np.nan)
        return after


def middle(values: Floats) -> Floats:
    """Return the median of each column; NaN where fewer than five regions or a quarter of those with any value."""
    known = np.isfinite(values)
    enough = max(_FEWEST, _LEAST_SHARE * known.any(axis=1).sum())
    found = np.full(values.shape[1], np.nan)
    for column in np.flatnonzero(known.sum(axis=0) >= enough):
        found[column] = np.median(values[known[:, column], column])
    return found
