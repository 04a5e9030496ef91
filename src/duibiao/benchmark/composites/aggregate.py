"""Aggregate (a_): what parts are worth together, region by region.

Each function takes float64 values of shape (…, regions, parts) and weights of shape (…, parts) on any
scale, and gives (…, regions); so one set of values and many draws of weights make one call. A part that
is missing (NaN) is left out and the others' weights count. Where a method is not defined for a region (a
geometric mean of zero) its score is NaN, which `build_composite` refuses by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from duibiao.records import BadSetting, Floats, UnknownName

from .doubt import a_benefit_of_the_doubt
from .normalise import Deviation
from .outranking import a_copeland

Penalty = Literal["-", "+"]
"""Whether imbalance lowers a score (more is better, the usual case) or raises it (less is better)."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """How parts are put together.

    `method` is a key of `AGGREGATIONS`. `power` is that of the generalised mean (0 the geometric). `penalty`
    and `deviation` belong to the Mazziotta-Pareto indices: the sign of the penalty and the divisor of the
    variance among a region's parts. `alpha` (0 to 1) and `beta` (0 or more) belong to the mean-min function:
    how strongly imbalance is penalised, and how far parts make up for each other.
    """

    method: str = "arithmetic"
    power: float | None = None
    penalty: Penalty = "-"
    deviation: Deviation = "population"
    alpha: float = 0.5
    beta: float = 1.0

    def __post_init__(self) -> None:
        if self.method not in AGGREGATIONS:
            raise UnknownName("method", self.method, AGGREGATIONS)
        for name, value, allowed in (
            ("penalty", self.penalty, ("-", "+")),
            ("deviation", self.deviation, ("population", "sample")),
        ):
            if value not in allowed:
                raise UnknownName("setting", f"{name}={value}", [f"{name}={a}" for a in allowed])
        if self.method == "generalised_mean" and not np.isfinite(
            np.nan if self.power is None else self.power
        ):
            raise BadSetting(
                zh="广义平均要有幂次 power：1是算术平均，0是几何平均，-1是调和平均。请给出一个数。",
                en="The generalised mean needs a power: 1 is the arithmetic mean, 0 the geometric, -1 the harmonic. Give a number.",
            )
        if not (0 <= self.alpha <= 1 and self.beta >= 0):
            raise BadSetting(
                zh=f"均值—最小值函数的 alpha（{self.alpha:g}）须在0与1之间，beta（{self.beta:g}）须不小于0。请改正。",
                en=f"In the mean-min function alpha ({self.alpha:g}) lies between 0 and 1 and beta ({self.beta:g}) is 0 or more. Mend them.",
            )


def a_arithmetic(values: Floats, weights: Floats) -> Floats:
    """Return weighted arithmetic means.

    >>> a_arithmetic(np.array([[1.0, 3.0], [np.nan, 2.0]]), np.array([1.0, 1.0])).tolist()
    [2.0, 2.0]
    """
    present = ~np.isnan(values)
    if present.all():
        return np.asarray(_weighted(values, weights) / weights.sum(axis=-1)[..., None])
    total = _weighted(np.where(present, values, 0.0), weights)
    weight = _weighted(present.astype(np.float64), weights)
    return np.asarray(np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0))


def a_geometric(values: Floats, weights: Floats) -> Floats:
    """Return weighted geometric means; NaN where a part is zero or negative.

    >>> a_geometric(np.array([[1.0, 4.0], [0.0, 4.0]]), np.array([1.0, 1.0])).tolist()
    [2.0, nan]
    """
    undefined = values <= 0
    logs = np.log(np.where(undefined, 1.0, values))
    return _without(np.exp(a_arithmetic(logs, weights)), undefined)


def a_harmonic(values: Floats, weights: Floats) -> Floats:
    """Return weighted harmonic means; NaN where a part is zero or negative."""
    undefined = values <= 0
    return _without(1 / a_arithmetic(1 / np.where(undefined, 1.0, values), weights), undefined)


def a_generalised_mean(values: Floats, weights: Floats, *, power: float) -> Floats:
    """Return weighted power means: (Σ w x^p / Σ w)^(1/p), the geometric mean at p = 0.

    NaN where a part is negative, and for p of 0 or less where one is zero.

    >>> a_generalised_mean(np.array([[3.0, 4.0]]), np.array([1.0, 1.0]), power=2).round(6).tolist()
    [3.535534]
    """
    if power == 1:
        return a_arithmetic(values, weights)
    if power == 0:
        return a_geometric(values, weights)
    undefined = values < 0 if power > 0 else values <= 0
    raised = np.where(undefined, 1.0, values) ** power
    return _without(a_arithmetic(raised, weights) ** (1 / power), undefined)


def a_mazziotta_pareto(
    values: Floats,
    weights: Floats,
    *,
    penalty: Penalty = "-",
    deviation: Deviation = "population",
) -> Floats:
    """Return means less (or plus) the variance among a region's parts over the mean: M - S² / M.

    Meant for z-scores of mean 100 and standard deviation 10, parts of equal weight; weights other than
    equal weigh mean and variance alike. `deviation` sample takes the variance's divisor as parts - 1,
    as the R package Compind does. NaN where the mean is not positive.

    Notes
    -----
    Mazziotta, M. and Pareto, A. (2016), On a generalized non-compensatory composite index for measuring
    socio-economic phenomena, Social Indicators Research 127, 983-1003.

    Examples
    --------
    >>> a_mazziotta_pareto(np.array([[90.0, 110.0]]), np.array([1.0, 1.0])).tolist()
    [99.0]
    """
    parts = (~np.isnan(values)).sum(axis=-1)
    middle = np.nansum(values, axis=-1, keepdims=True) / np.maximum(parts, 1)[..., None]
    # Around the row's own middle, so that squares of large numbers are not subtracted.
    away = values - middle
    shift = a_arithmetic(away, weights)
    variance = np.maximum(a_arithmetic(away**2, weights) - shift**2, 0.0)
    if deviation == "sample":
        variance = variance * np.where(parts > 1, parts / np.maximum(parts - 1, 1), np.nan)
    mean = middle[..., 0] + shift
    fall = np.divide(variance, mean, out=np.full(mean.shape, np.nan), where=mean > 0)
    return np.asarray(mean - fall if penalty == "-" else mean + fall)


def a_adjusted_mazziotta_pareto(
    values: Floats,
    weights: Floats,
    *,
    penalty: Penalty = "-",
    deviation: Deviation = "population",
) -> Floats:
    """Return the adjusted index: the same mean and penalty, of scores between centred goalposts (70 to 130).

    On fixed bounds it can be compared over time, which z-scores of each year cannot.

    Notes
    -----
    Mazziotta and Pareto (2016), as `a_mazziotta_pareto`.
    """
    return a_mazziotta_pareto(values, weights, penalty=penalty, deviation=deviation)


def a_mean_min(values: Floats, weights: Floats, *, alpha: float = 0.5, beta: float = 1.0) -> Floats:
    """Return the mean-min function: M - alpha (sqrt((M - min)² + beta²) - beta).

    `alpha` 0 is the mean; `alpha` 1 with `beta` 0 is the worst part.

    Notes
    -----
    Casadio Tarabusi, E. and Guarini, G. (2013), An unbalance adjustment method for development
    indicators, Social Indicators Research 112, 19-45.

    Examples
    --------
    >>> a_mean_min(np.array([[2.0, 4.0]]), np.array([1.0, 1.0]), alpha=1.0, beta=0.0).tolist()
    [2.0]
    """
    mean = a_arithmetic(values, weights)
    fall = mean - np.fmin.reduce(values, axis=-1)
    return np.asarray(mean - alpha * (np.sqrt(fall**2 + beta**2) - beta))


AGGREGATIONS: dict[str, Callable[..., Floats]] = {
    "arithmetic": a_arithmetic,
    "geometric": a_geometric,
    "harmonic": a_harmonic,
    "generalised_mean": a_generalised_mean,
    "copeland": a_copeland,
    "mazziotta_pareto": a_mazziotta_pareto,
    "adjusted_mazziotta_pareto": a_adjusted_mazziotta_pareto,
    "benefit_of_the_doubt": a_benefit_of_the_doubt,
    "mean_min": a_mean_min,
}
"""The aggregations by name; `aggregated` gives each what it needs."""


def aggregated(values: Floats, weights: Floats, how: Aggregate) -> Floats:
    """Return the scores of parts put together as `how` asks for."""
    function = AGGREGATIONS[how.method]
    match how.method:
        case "generalised_mean":
            return function(values, weights, power=how.power)
        case "mazziotta_pareto" | "adjusted_mazziotta_pareto":
            return function(values, weights, penalty=how.penalty, deviation=how.deviation)
        case "mean_min":
            return function(values, weights, alpha=how.alpha, beta=how.beta)
    return function(values, weights)


def _weighted(values: Floats, weights: Floats) -> Floats:
    """Sums of values times weights: one matrix product where the values are shared by all draws."""
    if values.ndim == 2:
        return np.asarray(weights @ values.T)
    return np.asarray((values @ weights[..., None])[..., 0])


def _without(scores: Floats, undefined: NDArray[np.bool_]) -> Floats:
    return np.where(undefined.any(axis=-1), np.nan, scores)
