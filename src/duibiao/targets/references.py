"""A reference that moves: the level to reach when it is a share of somebody else's."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Note, Panel, UnknownName

from .forecasts import Forecast
from .series import Scale


@dataclass(frozen=True)
class Moving:
    """The level to reach, year by year: a number that stays, or a share of a reference.

    `value` is the median of the goal's year, `first` what it would be today. `draws` has shape (draws, years),
    or (1, years) for a number. `medians` has one a year. `falls` says that the reference is as likely as not to
    end below where it stands.
    """

    value: float
    first: float
    draws: Floats
    medians: Floats
    low: float | None = None
    high: float | None = None
    falls: bool = False
    notes: tuple[Note, ...] = field(default=())

    def path(self, start: float, years: int, scale: Scale) -> Floats:
        """Return the values of each year on which the distance to the reference shrinks evenly to nothing."""
        left = 1 - np.arange(1, years + 1) / years
        medians = self.medians[:years]
        if scale == "points":
            return medians + (start - self.first) * left
        return np.asarray(medians * (start / self.first) ** left)

    def band(self, path: Floats, years: int, scale: Scale) -> tuple[Floats, Floats]:
        """Return that path where the reference goes along its 10th and its 90th percentile."""
        low, high = np.quantile(self.draws[:, :years], [0.1, 0.9], axis=0)
        medians = self.medians[:years]
        if scale == "points":
            return path + low - medians, path + high - medians
        return path * low / medians, path * high / medians


def moving_reference(panel: Panel, of: str, ratio: float, usual: Forecast, years: int) -> Moving:
    """Return a share of the level of a region, or of the mean of a parent's regions, in each year to come.

    Its futures are those of the same panel: what strikes all regions strikes both. Raises
    `UnknownName` for neither, and `DataError` where the reference has no value in the year of origin.
    """
    codes, note = _regions_of(panel, of, usual)
    rows = [usual.regions.index(c) for c in codes]
    today = usual.past.values[rows, -1]
    known = [c for c, v in zip(codes, today, strict=True) if np.isfinite(v)]
    if not known:
        raise _no_value(panel, of, usual)
    draws = ratio * usual.paths_of(known).mean(axis=0)
    first = ratio * float(today[np.isfinite(today)].mean())
    end = draws[:, years - 1]
    low, value, high = (float(x) for x in np.quantile(end, [0.1, 0.5, 0.9]))
    falls = bool(value < first)
    notes = (note,) if note else ()
    return Moving(value, first, draws, np.median(draws, axis=0), low, high, falls, notes)


def _regions_of(panel: Panel, of: str, usual: Forecast) -> tuple[list[str], Note | None]:
    found = panel.regions.find(of)
    if found is not None and found.code in usual.regions:
        return [found.code], None
    if found is not None:
        raise BadSetting(
            zh=f"对标地区“{of}”在 --exclude 中被排除了。请换一个对标地区，或不要排除它。",
            en=f"The reference {of} is among those left out by --exclude. Name another, or do not leave it out.",
        )
    wanted = of.strip()
    children = [
        r
        for r in panel.regions
        if r.code in usual.regions
        and wanted in (r.parent, *(part.strip() for part in r.parent.split("|")))
    ]
    if not children:
        names = [r.name_zh for r in panel.regions] + [r.parent for r in panel.regions if r.parent]
        raise UnknownName("region", of, names)
    n = len(children)
    note = Note(
        f"“{wanted}”取数据中其{n}个地区的简单平均。",
        f"{wanted} stands for the plain mean of its {n} regions in the data.",
    )
    return [r.code for r in children], note


def _no_value(panel: Panel, of: str, usual: Forecast) -> DataError:
    indicator = usual.past.indicator
    return DataError(
        zh=f"对标地区“{of}”{usual.origin}年没有可用的“{indicator.name_zh}”，无从推算它的路径。请换一个年份（--year）或对标地区。",
        en=f"The reference {of} has no usable figure of “{indicator.name('en')}” in {usual.origin}, so its path cannot be told. Choose another year (--year) or reference.",
    )
