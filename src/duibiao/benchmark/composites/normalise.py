"""Normalise (n_): regions' figures of many units on one scale, more is better.

Each function takes float64 of shape (…, regions, indicators), already turned so that more is better, NaN
where there is no figure, and gives the same shape. Where a method is not defined for a column (a zero
range) the column is NaN; `undefined_columns` says which, before a result is made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from duibiao.records import BadSetting, Floats, UnknownName

Deviation = Literal["sample", "population"]
"""The divisor of a standard deviation: n - 1 (sample) or n (population)."""
Ties = Literal["min", "average", "max"]
"""Which rank equals share."""

_EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class Ends:
    """What a scale is fixed to besides the figures themselves, one number an indicator, turned as they are.

    `signs` are the directions (1 or -1). NaN where an indicator has no `target`, `worst` or `best`, or the
    reference region no figure.
    """

    signs: Floats
    targets: Floats
    worst: Floats
    best: Floats
    reference: Floats

    @staticmethod
    def none(count: int) -> Ends:
        """Return ends that fix nothing, for indicators that are all better when more."""
        open_end = np.full(count, np.nan)
        return Ends(np.ones(count), open_end, open_end, open_end, open_end)


@dataclass(frozen=True, slots=True)
class Normalise:
    """How indicators are brought to one scale.

    `method` is a key of `NORMALISATIONS`. `low` and `high` are the ends of minmax and goalposts (0 and 100
    unless said) and of centred goalposts (70 and 130); `mean` and `sd` those of z-scores, `deviation` its
    divisor. `ties` is the rank that equals share, `reference` the code of the region that is measured
    against. `capped` keeps scores within the ends (goalposts unless said otherwise).
    """

    method: str = "minmax"
    low: float | None = None
    high: float | None = None
    mean: float = 0.0
    sd: float = 1.0
    deviation: Deviation = "sample"
    ties: Ties = "min"
    reference: str = ""
    capped: bool | None = None

    def __post_init__(self) -> None:
        if self.method not in NORMALISATIONS:
            raise UnknownName("method", self.method, NORMALISATIONS)
        for name, value, allowed in (
            ("deviation", self.deviation, ("sample", "population")),
            ("ties", self.ties, ("min", "average", "max")),
        ):
            if value not in allowed:
                raise UnknownName("setting", f"{name}={value}", [f"{name}={a}" for a in allowed])
        if self.method == "distance_to_reference" and not self.reference:
            raise BadSetting(
                zh="distance_to_reference 要写明对标地区 reference（地区代码）。请补上。",
                en="distance_to_reference needs the reference region: the code of a region as `reference`. Name it.",
            )
        low, high = self.ends
        if not (low < high and self.sd > 0 and np.isfinite([low, high, self.mean, self.sd]).all()):
            raise BadSetting(
                zh=f"标准化的设置不合要求：low（{low:g}）须小于 high（{high:g}），sd（{self.sd:g}）须大于0。请改正。",
                en=f"The settings of the normalisation are out of range: low ({low:g}) must lie below high ({high:g}) and sd ({self.sd:g}) above 0. Mend them.",
            )

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest score of the scale."""
        usual = (70.0, 130.0) if self.method == "centred_goalposts" else (0.0, 100.0)
        low = usual[0] if self.low is None else self.low
        return low, usual[1] if self.high is None else self.high


def n_minmax(values: Floats, *, low: float = 0.0, high: float = 100.0) -> Floats:
    """Return columns from `low` (the worst region) to `high` (the best).

    >>> n_minmax(np.array([[1.0], [2.0], [5.0]])).ravel().tolist()
    [0.0, 25.0, 100.0]
    """
    least, most = _least(values), _most(values)
    return low + (high - low) * _ratio(values - least, most - least)


def n_zscore(
    values: Floats, *, mean: float = 0.0, sd: float = 1.0, deviation: Deviation = "sample"
) -> Floats:
    """Return columns with the mean and standard deviation asked for, over the regions that have a figure."""
    centred = values - np.nanmean(values, axis=-2, keepdims=True)
    spread = np.nanstd(values, axis=-2, ddof=1 if deviation == "sample" else 0, keepdims=True)
    return mean + sd * _ratio(centred, spread)


def n_rank(values: Floats, *, ties: Ties = "min") -> Floats:
    """Return ranks from 1 (the worst) up, so that more is better.

    >>> n_rank(np.array([[3.0], [1.0], [3.0]])).ravel().tolist()
    [2.0, 1.0, 2.0]
    """
    flat = np.moveaxis(values, -2, -1).reshape(-1, values.shape[-2])
    ranks = np.empty(flat.shape)
    for row, ranked in zip(flat, ranks, strict=True):
        ordered = np.sort(row)
        below, upto = np.searchsorted(ordered, row, "left"), np.searchsorted(ordered, row, "right")
        ranked[:] = {"min": below + 1, "average": (below + upto + 1) / 2, "max": upto}[ties]
    shape = (*values.shape[:-2], values.shape[-1], values.shape[-2])
    return np.where(np.isnan(values), np.nan, np.moveaxis(ranks.reshape(shape), -1, -2))


def n_borda(values: Floats, *, ties: Ties = "min") -> Floats:
    """Return Borda scores: the rank less 1, which without ties is how many others a region beats."""
    return n_rank(values, ties=ties) - 1


def n_percentile_rank(values: Floats, *, ties: Ties = "min") -> Floats:
    """Return percentile ranks from 0 (the worst) to 1 (the best): (rank - 1) / (regions - 1)."""
    others = np.isfinite(values).sum(axis=-2, keepdims=True) - 1.0
    return _ratio(n_rank(values, ties=ties) - 1, others)


def n_distance_to_maximum(values: Floats) -> Floats:
    """Return 1 less the distance to the best region as a share of the range: 1 - (max - x) / (max - min)."""
    most = _most(values)
    return 1 - _ratio(most - values, most - _least(values))


def n_distance_to_reference(values: Floats, reference: Floats, *, capped: bool = False) -> Floats:
    """Return 1 - (r - x) / (r - min), with r the figure of the reference region: above 1 where ahead of it."""
    return _capped(1 - _ratio(reference - values, reference - _least(values)), capped)


def n_distance_to_targets(values: Floats, targets: Floats, *, capped: bool = False) -> Floats:
    """Return 1 - (t - x) / (t - min), with t the target: 1 where it is met."""
    return _capped(1 - _ratio(targets - values, targets - _least(values)), capped)


def n_goalposts(
    values: Floats,
    worst: Floats,
    best: Floats,
    *,
    low: float = 0.0,
    high: float = 100.0,
    capped: bool = True,
) -> Floats:
    """Return the way from the worst goalpost (`low`) to the best (`high`), whatever the regions have.

    With 0 and 100 this is the distance to the frontier of Doing Business (World Bank, 2018).

    >>> n_goalposts(np.array([[-7.5]]), np.array([-100.0]), np.array([-0.5])).round(4).tolist()
    [[92.9648]]
    """
    share = _ratio(values - worst, best - worst + 0 * values)
    return low + (high - low) * (np.clip(share, 0, 1) if capped else share)


def n_centred_goalposts(
    values: Floats, centre: Floats, *, low: float = 70.0, high: float = 130.0
) -> Floats:
    """Return scores with `centre` at the middle and the range of the figures as long as `high` less `low`.

    The scale of the adjusted Mazziotta-Pareto index: Mazziotta, M. and Pareto, A. (2016), On a generalized
    non-compensatory composite index for measuring socio-economic phenomena, Social Indicators Research 127.
    """
    spread = _most(values) - _least(values)
    return (low + high) / 2 + (high - low) * _ratio(values - centre, spread)


def n_fraction_of_maximum(values: Floats, signs: Floats) -> Floats:
    """Return x / max where more is better, and min / x (of the figure as it was) where less is.

    Defined where the maximum is positive, and for less is better where all figures are.
    """
    most = _most(values)
    more = np.where(most > 0, _ratio(values, most), np.nan)
    less = np.where(most < 0, _ratio(most + 0 * values, values), np.nan)
    return np.where(signs > 0, more, less)


def n_none(values: Floats) -> Floats:
    """Return the figures as they are, for indicators that are on one scale already."""
    return values.copy()


NORMALISATIONS: dict[str, Callable[..., Floats]] = {
    "minmax": n_minmax,
    "zscore": n_zscore,
    "rank": n_rank,
    "percentile_rank": n_percentile_rank,
    "borda": n_borda,
    "distance_to_maximum": n_distance_to_maximum,
    "distance_to_reference": n_distance_to_reference,
    "distance_to_targets": n_distance_to_targets,
    "goalposts": n_goalposts,
    "centred_goalposts": n_centred_goalposts,
    "fraction_of_maximum": n_fraction_of_maximum,
    "none": n_none,
}
"""The normalisations by name; `normalised` gives each what it needs."""


def normalised(values: Floats, how: Normalise, ends: Ends) -> Floats:
    """Return turned figures on the scale that `how` asks for."""
    function, (low, high) = NORMALISATIONS[how.method], how.ends
    match how.method:
        case "minmax":
            return function(values, low=low, high=high)
        case "zscore":
            return function(values, mean=how.mean, sd=how.sd, deviation=how.deviation)
        case "rank" | "percentile_rank" | "borda":
            return function(values, ties=how.ties)
        case "distance_to_reference":
            return function(values, ends.reference, capped=bool(how.capped))
        case "distance_to_targets":
            return function(values, ends.targets, capped=bool(how.capped))
        case "goalposts":
            capped = how.capped is not False
            return function(values, ends.worst, ends.best, low=low, high=high, capped=capped)
        case "centred_goalposts":
            return function(values, _centre(values, how, ends), low=low, high=high)
        case "fraction_of_maximum":
            return function(values, ends.signs)
    return function(values)


def undefined_columns(values: Floats, how: Normalise, ends: Ends) -> NDArray[np.bool_]:
    """Return which columns a normalisation is not defined for, shape (indicators,).

    All regions level, a target or goalpost that is missing or leaves no range, a reference region that is
    itself the worst, a fraction of what is not positive, no figure at all. `values` is (regions, indicators).
    """
    least, most = _least(values)[0], _most(values)[0]
    match how.method:
        case "distance_to_reference":
            return _same(least, ends.reference)
        case "distance_to_targets":
            return _same(least, ends.targets)
        case "goalposts":
            return np.asarray(_same(ends.worst, ends.best) | np.isnan(most))
        case "centred_goalposts":
            return _same(least, most) | np.isnan(_centre(values, how, ends).ravel())
        case "fraction_of_maximum":
            return np.asarray(~np.where(ends.signs > 0, most > 0, most < 0))
        case "none":
            return np.asarray(np.isnan(most))
    return _same(least, most)


def _centre(values: Floats, how: Normalise, ends: Ends) -> Floats:
    return ends.reference if how.reference else np.nanmean(values, axis=-2, keepdims=True)


def _same(a: Floats, b: Floats) -> NDArray[np.bool_]:
    """Where two ends coincide to within rounding, or one is missing."""
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.asarray(~(np.abs(a - b) > _EQUAL * scale))


def _capped(scores: Floats, capped: bool) -> Floats:
    return np.minimum(scores, 1.0) if capped else scores


def _least(values: Floats) -> Floats:
    return np.asarray(np.fmin.reduce(values, axis=-2, keepdims=True))


def _most(values: Floats) -> Floats:
    return np.asarray(np.fmax.reduce(values, axis=-2, keepdims=True))


def _ratio(above: Floats, below: Floats) -> Floats:
    """A quotient that is NaN, without a warning, where the divisor is 0."""
    shape = np.broadcast_shapes(above.shape, below.shape)
    return np.asarray(np.divide(above, below, out=np.full(shape, np.nan), where=below != 0))
