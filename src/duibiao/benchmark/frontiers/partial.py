"""Partial frontiers: against the best of m others, or all but the best few, so that one outlier decides little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, Floats, Note, UnknownName

from .records import Indices, Progress
from .settings import FrontierSettings
from .variables import Columns, read_variables


@dataclass(frozen=True, slots=True)
class PartialSettings:
    """Which partial frontier: `method` "order-m" with `m` others, or "order-alpha" with the share `alpha`.

    The larger m, and the nearer alpha to 1, the nearer to the free disposal hull, which alpha = 1 is.
    """

    method: Literal["order-m", "order-alpha"] = "order-m"
    m: int = 25
    alpha: float = 0.95
    orientation: Literal["input", "output"] = "input"
    missing: Literal["refuse", "drop"] = "refuse"

    def __post_init__(self) -> None:
        FrontierSettings(orientation=self.orientation, missing=self.missing)
        if self.method not in PARTIALS:
            raise UnknownName("method", self.method, PARTIALS)
        if not (self.m >= 1 and 0 < self.alpha <= 1):
            raise BadSetting(
                zh="部分前沿的设置不合要求：m 须不小于1，alpha 须大于0、不超过1。",
                en="The settings of the partial frontier are out of range: m must be 1 or more, alpha above 0 and at most 1.",
            )


@dataclass(frozen=True, slots=True)
class PartialUnit:
    """A unit against the partial frontier: it may lie beyond it (input score above 1, output score below 1).

    `among` counts the units that it is compared with: those that make at least as much (input), or use at
    most as much (output), itself included. `score` is None where m of those may all lack an input of which
    the unit has none, so that no expectation exists.
    """

    id: str
    score: float | None
    among: int


@dataclass(frozen=True)
class Partial:
    """The scores of all units against a partial frontier. They are exact; nothing is drawn."""

    units: tuple[PartialUnit, ...]
    settings: PartialSettings
    dropped: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def partial_frontier(
    inputs: Columns,
    outputs: Columns,
    *,
    ids: Sequence[str] = (),
    settings: PartialSettings | None = None,
    progress: Progress | None = None,
) -> Partial:
    """Return how each unit does against the best of m units like it, or against all but the best few.

    Raises as `find_frontier` does.

    Notes
    -----
    A unit is compared with those that make at least as much of everything (input orientation), each by the
    factor that its inputs would have to shrink by to be covered: the largest ratio of inputs. Likewise the
    smallest ratio of outputs among those that use no more. See `order_m` and `order_alpha`.

    Examples
    --------
    >>> found = partial_frontier({"x": [2, 4, 8]}, {"y": [1, 1, 1]}, settings=PartialSettings(m=2))
    >>> [round(u.score, 3) for u in found.units]
    [1.667, 0.833, 0.417]
    """
    settings = settings or PartialSettings()
    checked = FrontierSettings(
        returns="fdh", orientation=settings.orientation, missing=settings.missing
    )
    data = read_variables(inputs, outputs, ids, checked)
    m = len(data.inputs)
    units = []
    for i, name in enumerate(data.ids):
        if progress:
            progress("partial", i, len(data.ids))
        factors = compared(data.values, m, i, settings.orientation)
        score = PARTIALS[settings.method](factors, settings)
        known = bool(np.isfinite(score))
        units.append(PartialUnit(name, float(score) if known else None, len(factors)))
    return Partial(tuple(units), settings, data.dropped, data.notes)


def compared(values: Floats, m: int, unit: int, orientation: str) -> Floats:
    """Return the factors by which the units like this one would let it shrink or grow, the best first."""
    own = values[unit]
    if orientation == "input":
        like = values[(values[:, m:] >= own[m:]).all(axis=1), :m]
        positive = own[:m] > 0
        ratios: Floats = (like[:, positive] / own[:m][positive]).max(axis=1)
        ratios[(like[:, ~positive] > 0).any(axis=1)] = np.inf
        return np.sort(ratios)
    like = values[(values[:, :m] <= own[:m]).all(axis=1), m:]
    positive = own[m:] > 0
    return np.asarray(-np.sort(-(like[:, positive] / own[m:][positive]).min(axis=1)))


def order_m(factors: Floats, settings: PartialSettings) -> float:
    """Return the expected best factor among m units drawn, with replacement, from those compared with.

    Notes
    -----
    Cazals, C., Florens, J.-P. and Simar, L. (2002), Nonparametric frontier estimation: a robust approach,
    Journal of Econometrics 106, 1-25; with several inputs or outputs Daraio, C. and Simar, L. (2005),
    Introducing environmental variables in nonparametric frontier models, Journal of Productivity Analysis
    24, 93-121. They draw by Monte Carlo; the expectation of the best of m from a finite list is a sum: the
    k-th best of N is the best drawn with probability ((N−k+1)/N)^m − ((N−k)/N)^m.
    """
    left: Indices = np.arange(len(factors), -1, -1)
    tails = (left / len(factors)) ** settings.m
    chances = tails[:-1] - tails[1:]
    return float(np.sum(factors[chances > 0] * chances[chances > 0]))


def order_alpha(factors: Floats, settings: PartialSettings) -> float:
    """Return the factor at which more than a share 1 − alpha of those compared with are at least as good.

    Notes
    -----
    Aragon, Y., Daouia, A. and Thomas-Agnan, C. (2005), Nonparametric frontier estimation: a conditional
    quantile-based approach, Econometric Theory 21, 358-389; several inputs and outputs: Daouia, A. and
    Simar, L. (2007), Journal of Econometrics 140, 375-400. Input: the least θ with F(θx | y) > 1 − α; output:
    the largest λ with S(λy | x) > 1 − α, S counting units at λy too.
    """
    beaten = (1 - settings.alpha) * len(factors)
    return float(factors[min(int(np.floor(beaten + 1e-9)), len(factors) - 1)])


PARTIALS: dict[str, Callable[[Floats, PartialSettings], float]] = {
    "order-m": order_m,
    "order-alpha": order_alpha,
}
"""From the factors of the units compared with, best first, to the score."""
