"""Treat (t_): outliers, in the columns whose skewness and kurtosis ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duibiao.records import BadSetting, Floats, UnknownName

_FEWEST = 4
_OFFSET = 0.01


@dataclass(frozen=True, slots=True)
class Treat:
    """How outliers are treated.

    A column is treated where `|skewness|` > `skewness` and excess kurtosis > `kurtosis` (bias-corrected G1
    and G2). `method` comes first: `winsorise` moves one more extreme point at a time on the skewed side, up
    to `most`; where that is not enough, `then` (`log`, `boxcox` or "") is applied to the figures as they
    were. `method` may also be `log` or `boxcox` at once.
    """

    method: str = "winsorise"
    then: str = "log"
    skewness: float = 2.0
    kurtosis: float = 3.5
    most: int = 5

    def __post_init__(self) -> None:
        if self.method not in TREATMENTS:
            raise UnknownName("method", self.method, TREATMENTS)
        if self.then not in ("", "log", "boxcox"):
            raise UnknownName("method", self.then, ("log", "boxcox"))
        if not (self.skewness >= 0 and self.most >= 1):
            raise BadSetting(
                zh=f"处理离群值的设置不合要求：skewness（{self.skewness:g}）须不小于0，most（{self.most}）须不小于1。请改正。",
                en=f"The settings for outliers are out of range: skewness ({self.skewness:g}) is 0 or more and most ({self.most}) 1 or more. Mend them.",
            )


def skewness(values: Floats) -> Floats:
    """Return the bias-corrected skewness G1 of columns, over the figures there are; NaN where level.

    Joanes, D. N. and Gill, C. A. (1998), Comparing measures of sample skewness and kurtosis, The
    Statistician 47, 183-189.

    >>> skewness(np.array([1.0, 2.0, 3.0, 10.0])).round(4).item()
    1.7636
    """
    n, second, third, _ = _moments(values)
    return np.asarray(third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Floats) -> Floats:
    """Return the bias-corrected excess kurtosis G2 of columns (Joanes and Gill 1998); NaN where level."""
    n, second, _, fourth = _moments(values)
    excess = fourth / second**2 - 3
    return np.asarray((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6))


def outlying(values: Floats, how: Treat) -> NDArray[np.bool_]:
    """Return which columns ask for treatment; never one with fewer than four figures."""
    enough = (~np.isnan(values)).sum(axis=0) >= _FEWEST
    skewed = np.abs(skewness(values)) > how.skewness
    return np.asarray(enough & skewed & (kurtosis(values) > how.kurtosis))


def t_winsorise(column: Floats, how: Treat) -> Floats:
    """Return a column whose extreme points were given the value of the next, until the gate is passed.

    Each step moves the highest points (skewness positive) or the lowest to the next value inwards; points
    that are level move together. It ends once `most` points were moved.
    """
    made, moved = column.copy(), np.zeros(column.shape, dtype=bool)
    while moved.sum() < how.most and outlying(made[:, None], how)[0]:
        high = skewness(made) >= 0
        end = np.nanmax(made) if high else np.nanmin(made)
        at_end = made == end
        rest = made[~at_end]
        if np.nanmin(rest) == np.nanmax(rest):
            break  # one more step would make all regions level
        made[at_end] = np.nanmax(rest) if high else np.nanmin(rest)
        moved |= at_end
    return made


def t_log(column: Floats) -> Floats:
    """Return the logarithm of the distance from the column's end, a hundredth of the range added.

    log(x - min + 0.01 (max - min)) where the skewness is positive; -log(max - x + 0.01 (max - min)) where it
    is negative, so that order is kept. The form of the COIN Tool (JRC).
    """
    least, most = np.nanmin(column), np.nanmax(column)
    offset = _OFFSET * (most - least)
    if skewness(column) < 0:
        return -np.log(most - column + offset)
    return np.log(column - least + offset)


def t_boxcox(column: Floats) -> Floats:
    """Return the Box-Cox transform with the power of greatest likelihood, order kept.

    Figures that are not all positive are first measured from their minimum, a hundredth of the range added.
    Box, G. E. P. and Cox, D. R. (1964), An analysis of transformations, J. R. Stat. Soc. B 26, 211-252.
    """
    from scipy.stats import boxcox, boxcox_normmax

    least, most = np.nanmin(column), np.nanmax(column)
    positive = column if least > 0 else column - least + _OFFSET * (most - least)
    known = ~np.isnan(column)
    # Around 1, so that the search does not depend on the unit.
    figures = positive[known] / np.exp(np.log(positive[known]).mean())
    made = column.copy()
    made[known] = boxcox(figures, lmbda=boxcox_normmax(figures, method="mle"))
    return made


TREATMENTS: dict[str, Callable[..., Floats]] = {
    "winsorise": t_winsorise,
    "log": t_log,
    "boxcox": t_boxcox,
}
"""The treatments by name."""


def treated(values: Floats, how: Treat) -> tuple[Floats, tuple[str, ...]]:
    """Return figures of shape (rows, indicators) with outliers treated, and what was done to each column.

    That is "" or a key of `TREATMENTS`. A column of two values, a yes or no, has no outliers and is left.
    """
    made, done = values.copy(), [""] * values.shape[1]
    for i in np.flatnonzero(outlying(values, how)):
        if len(np.unique(values[~np.isnan(values[:, i]), i])) == 2:
            continue
        made[:, i], done[i] = _one(values[:, i], how)
    return made, tuple(done)


def _one(column: Floats, how: Treat) -> tuple[Floats, str]:
    if how.method != "winsorise":
        return TREATMENTS[how.method](column), how.method
    made = t_winsorise(column, how)
    if how.then and outlying(made[:, None], how)[0]:
        return TREATMENTS[how.then](column), how.then
    return made, "winsorise"


def _moments(values: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The number of figures and the central moments of columns; NaN where a column is level."""
    known = ~np.isnan(values)
    n = known.sum(axis=0).astype(np.float64)
    few = n < _FEWEST - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = np.where(known, values - np.nansum(values, axis=0) / n, 0.0)
        squares = centred * centred
        second, third, fourth = (
            x.sum(axis=0) / n for x in (squares, squares * centred, squares * squares)
        )
    scale = np.abs(np.where(known, values, 0.0)).max(axis=0)
    level = few | (np.sqrt(second) <= 1e-12 * scale)
    return np.where(n > 3, n, np.nan), np.where(level, np.nan, second), third, fourth
