"""Impute (i_): figures for what is missing, by a rule that is said; nothing is imputed unless asked.

Functions take float64 of shape (rows, indicators), NaN where a figure is missing, and leave what they
cannot find missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from duibiao.records import BadSetting, Floats, Ints, UnknownName


@dataclass(frozen=True, slots=True)
class Impute:
    """What is done where a figure is missing.

    `method` is `refuse` (the default: nothing is scored until figures are complete), `none` (a mean is
    over what a region has) or a key of `IMPUTATIONS`; `by` is the column of labels that the group
    methods go by. In a panel mean, median and groups are those of the same time.
    """

    method: str = "refuse"
    by: str = ""

    def __post_init__(self) -> None:
        if self.method not in ("refuse", "none", *IMPUTATIONS):
            raise UnknownName("method", self.method, ("refuse", "none", *IMPUTATIONS))
        if self.method.startswith("group_") != bool(self.by):
            raise BadSetting(
                zh=f"插补方法“{self.method}”与分组列“{self.by}”不配套：group_mean、group_median 要有分组列，其他方法不用。请加上或去掉分组列。",
                en=f"The imputation “{self.method}” does not go with the group column “{self.by}”: group_mean and group_median need one, the others take none. Add it, or leave it out.",
            )


@dataclass(frozen=True)
class Rows:
    """What rows are, as whole numbers from 0: their time, their region, their label in the group column."""

    periods: Ints
    series: Ints
    times: Floats
    groups: Ints


def i_mean(values: Floats) -> Floats:
    """Return the figures with each column's mean where one is missing."""
    return _filled(values, np.nanmean)


def i_median(values: Floats) -> Floats:
    """Return the figures with each column's median where one is missing."""
    return _filled(values, np.nanmedian)


def i_group_mean(values: Floats, groups: Ints) -> Floats:
    """Return the figures with the mean of the region's own group where one is missing.

    >>> i_group_mean(np.array([[1.0], [3.0], [np.nan], [9.0]]), np.array([0, 0, 0, 1])).ravel().tolist()
    [1.0, 3.0, 2.0, 9.0]
    """
    return _within(values, groups, i_mean)


def i_group_median(values: Floats, groups: Ints) -> Floats:
    """Return the figures with the median of the region's own group where one is missing."""
    return _within(values, groups, i_median)


def i_linear(values: Floats, series: Ints, times: Floats) -> Floats:
    """Return the figures with a straight line over time between a region's figures; none beyond its ends.

    >>> i_linear(np.array([[1.0], [np.nan], [5.0]]), np.zeros(3, int), np.array([2018, 2019, 2022])).ravel().tolist()
    [1.0, 2.0, 5.0]
    """
    return _along(values, series, times, _interpolated)


def i_last(values: Floats, series: Ints, times: Floats) -> Floats:
    """Return the figures with a region's last known figure carried forward; none before its first."""
    return _along(values, series, times, _carried)


IMPUTATIONS: dict[str, Callable[..., Floats]] = {
    "mean": i_mean,
    "median": i_median,
    "group_mean": i_group_mean,
    "group_median": i_group_median,
    "linear": i_linear,
    "last": i_last,
}
"""The imputations by name; `imputed` gives each what it needs."""


def imputed(values: Floats, how: Impute, rows: Rows) -> Floats:
    """Return the figures with those filled in that `how` can find; a copy."""
    if how.method not in IMPUTATIONS:
        return values.copy()
    function = IMPUTATIONS[how.method]
    if how.method in ("linear", "last"):
        return function(values, rows.series, rows.times)
    if how.by:
        # A group of one time: labels are told apart by both.
        return function(values, rows.periods * (rows.groups.max() + 1) + rows.groups)
    return _within(values, rows.periods, function)


def _filled(values: Floats, middle: Callable[..., Floats]) -> Floats:
    known = ~np.isnan(values).all(axis=0)
    fill = np.full(values.shape[1], np.nan)
    fill[known] = middle(values[:, known], axis=0)
    return np.where(np.isnan(values), fill, values)


def _within(values: Floats, keys: Ints, function: Callable[[Floats], Floats]) -> Floats:
    made = values.copy()
    for key in np.unique(keys):
        made[keys == key] = function(values[keys == key])
    return made


def _along(
    values: Floats, series: Ints, times: Floats, function: Callable[[Floats, Floats], Floats]
) -> Floats:
    made = values.copy()
    for key in np.unique(series):
        rows = np.flatnonzero(series == key)
        rows = rows[np.argsort(times[rows])]
        for column in np.flatnonzero(np.isnan(values[rows]).any(axis=0)):
            made[rows, column] = function(values[rows, column], times[rows])
    return made


def _interpolated(figures: Floats, times: Floats) -> Floats:
    known = ~np.isnan(figures)
    if not known.any():
        return figures
    line = np.interp(times, times[known], figures[known], left=np.nan, right=np.nan)
    return np.where(known, figures, line)


def _carried(figures: Floats, times: Floats) -> Floats:
    last = np.maximum.accumulate(np.where(np.isnan(figures), -1, np.arange(len(figures))))
    return np.where(last >= 0, figures[last], np.nan)
