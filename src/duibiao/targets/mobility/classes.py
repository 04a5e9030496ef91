"""Which class each region is in, in each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Ints, Note, UnknownName

from ..convergence import Balanced

By = Literal["year", "pooled"]
"""Bounds of the classes: quantiles of each year, or of all years together."""
Relative = Literal["mean", "none"]
"""Pooled values are relative to the mean of their year, or as they are."""


@dataclass(frozen=True, slots=True)
class MobilitySettings:
    """How mobility is measured.

    `classes` quantile classes, `by` year or pooled; pooled values are taken `relative` to the mean of their year (by
    year it makes no difference). `split`: years at which the transitions are cut into sub-periods for the test of
    homogeneity; a transition belongs to the sub-period in which it ends, each beginning after its year.
    `draws` of whole regions give intervals of 95 % (0: none); `permutations` of group membership give Theta's p;
    both by `seed`.
    """

    classes: int = 5
    by: By = "year"
    relative: Relative = "mean"
    split: tuple[int, ...] = ()
    draws: int = 500
    permutations: int = 999
    seed: int = 0

    def __post_init__(self) -> None:
        if self.by not in ("year", "pooled"):
            raise UnknownName("method", self.by, ("year", "pooled"))
        if self.relative not in ("mean", "none"):
            raise UnknownName("method", self.relative, ("mean", "none"))
        if not 2 <= self.classes <= 20:
            raise BadSetting(
                zh=f"类别数是{self.classes}，须在2到20之间；常用5（五分位）。",
                en=f"There are {self.classes} classes; from 2 to 20 are allowed, and 5 (quintiles) are usual.",
            )
        if self.draws < 0 or self.permutations < 0 or self.seed < 0:
            raise BadSetting(
                zh="抽样次数、置换次数和种子都不能小于0。",
                en="Draws, permutations and seed must be 0 or more.",
            )


@dataclass(frozen=True)
class Classes:
    """The class of each region (rows) in each year (columns), 0 the lowest, with the bounds they come from.

    `bounds` has a row of upper bounds (the last one the maximum) for each year, or one row for all where pooled.
    """

    of: Ints
    bounds: Floats
    notes: tuple[Note, ...] = ()


def classify(balanced: Balanced, settings: MobilitySettings) -> Classes:
    """Return quantile classes: a value is in the first class whose upper bound it does not exceed.

    Bounds are quantiles at 1/k, 2/k, … by linear interpolation (type 7 of Hyndman and Fan 1996), as mapclassify's.
    Raises `DataError` where regions are fewer than classes, or a mean to divide by is not positive.

    >>> table = np.array([[1.0, 4.0], [2.0, 3.0], [3.0, 2.0], [4.0, 1.0]])
    >>> classify(Balanced(tuple("ABCD"), (1, 2), table), MobilitySettings(classes=2)).of.tolist()
    [[0, 1], [0, 1], [1, 0], [1, 0]]
    """
    k, values = settings.classes, balanced.values
    if len(balanced.ids) < k:
        raise DataError(
            zh=f"{len(balanced.ids)}个地区分不成{k}类。请减少 --classes，或补上地区。",
            en=f"{len(balanced.ids)} regions cannot form {k} classes. Lower --classes, or add regions.",
        )
    shares = np.arange(1, k + 1) / k
    if settings.by == "year":
        bounds = np.quantile(values, shares, axis=0).T
    else:
        values = _relative(balanced) if settings.relative == "mean" else values
        bounds = np.quantile(values, shares)[None]
    # The maximum may differ from itself by a rounding of the interpolation.
    inner = bounds[:, :-1]
    of = (values[:, :, None] > inner[None]).sum(axis=2)
    empty = np.setdiff1d(np.arange(k), of)
    if len(np.unique(of)) < 2:
        raise DataError(
            zh="各地区的值几乎全同，分不出两类。请检查是否选错了列。",
            en="Values are nearly all the same and do not make two classes. Check the columns that were chosen.",
        )
    return Classes(of, bounds, (_empty(empty),) if len(empty) else ())


def _relative(balanced: Balanced) -> Floats:
    means = balanced.values.mean(axis=0)
    if (means <= 0).any():
        year = balanced.years[int(np.nonzero(means <= 0)[0][0])]
        raise DataError(
            zh=f"{year}年各地区的平均值不是正数，不能以它为基准。请用 --relative none，或 --by year。",
            en=f"The mean of {year} is not positive, so nothing can be relative to it. Use --relative none, or --by year.",
        )
    return np.asarray(balanced.values / means)


def _empty(which: Ints) -> Note:
    named = [str(int(i) + 1) for i in which]
    return Note(
        f"相同的值太多，第{'、'.join(named)}类始终没有地区。",
        f"Too many values are equal: no region is ever in class {', '.join(named)}.",
    )
