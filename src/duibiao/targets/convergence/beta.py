"""Beta convergence: did those that stood lower grow faster, how fast, and how sure is it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from duibiao.records import DataError, Floats, Note

from .balanced import Balanced
from .settings import known
from .tails import student_beyond, student_reach


@dataclass(frozen=True)
class Coefficient:
    """A coefficient with its robust standard error, t, two-sided p (Student) and interval of 95 %."""

    value: float
    se: float
    t: float
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Beta:
    """The regression of yearly growth on the first level: (y_T - y_0) / T = a + b y_0 + controls.

    `slope` is b; below zero is convergence. `speed` is the yearly part of the distance to the steady state that is
    closed, -ln(1 + b T) / T, with its standard error by the delta method and interval from that of b; `half_life` in
    years is ln 2 / speed. None, with a note, where b has no such speed, or a bound of the interval has none.
    """

    start: int
    end: int
    regions: int
    slope: Coefficient
    constant: Coefficient
    controls: Mapping[str, Coefficient]
    covariance: str
    r_squared: float
    speed: float | None
    speed_se: float | None
    speed_interval: tuple[float | None, float | None]
    half_life: float | None
    notes: tuple[Note, ...] = ()


def covariance_hc1(x: Floats, e: Floats, bread: Floats) -> Floats:
    """White's sandwich times n / (n - k) (MacKinnon and White 1985)."""
    n, k = x.shape
    return np.asarray(bread @ (x.T * e**2) @ x @ bread * n / (n - k))


def covariance_hc3(x: Floats, e: Floats, bread: Floats) -> Floats:
    """Sandwich of residuals over one minus their leverage: for few regions (MacKinnon and White 1985)."""
    leverage = np.einsum("ij,jk,ik->i", x, bread, x)
    return np.asarray(bread @ (x.T * (e / (1 - leverage)) ** 2) @ x @ bread)


def covariance_ols(x: Floats, e: Floats, bread: Floats) -> Floats:
    """The textbook's, for errors of one variance."""
    n, k = x.shape
    return np.asarray(bread * (e @ e) / (n - k))


COVARIANCES: Mapping[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "hc1": covariance_hc1,
    "hc3": covariance_hc3,
    "ols": covariance_ols,
}
"""Standard errors of beta by name."""


def beta_convergence(
    balanced: Balanced,
    *,
    controls: Mapping[str, ArrayLike] | None = None,
    covariance: str = "hc1",
) -> Beta:
    """Return the regression of growth between the first and the last year on the level of the first.

    `balanced` holds logarithms (or points, where growth is a difference). `controls` by name, a value a region in the
    order of `balanced.ids`, make it conditional. Raises `DataError` where there are too few regions, a control lacks
    values, or regressors say the same; `UnknownName` for another covariance.

    Notes
    -----
    Barro, R. J. and Sala-i-Martin, X. (1992), Convergence, Journal of Political Economy 100, 223-251. A negative
    slope alone does not mean that regions draw together, and noise in the first year bends it downwards (Quah 1993,
    Galton's fallacy): sigma stands beside it.

    >>> made = beta_convergence(Balanced(("A", "B", "C", "D"), (0, 10), np.array([[1, 2.0], [2, 2.6], [3, 3.1], [4, 3.7]])))
    >>> round(made.slope.value, 4), round(made.speed, 4), round(made.half_life, 1)
    (-0.044, 0.058, 12.0)
    """
    known(covariance, COVARIANCES)
    start, end = balanced.years[0], balanced.years[-1]
    span = end - start
    first = balanced.values[:, 0]
    growth = (balanced.values[:, -1] - first) / span
    names = list(controls or {})
    columns = [np.asarray((controls or {})[name], dtype=float) for name in names]
    x = np.column_stack([np.ones(len(first)), first, *columns])
    _refuse_regressors(x, names, balanced)
    bread = np.asarray(np.linalg.inv(x.T @ x))
    coefficients = bread @ x.T @ growth
    residuals = growth - x @ coefficients
    variance = COVARIANCES[covariance](x, residuals, bread)
    made = _coefficients(coefficients, variance, len(first) - x.shape[1])
    about = growth - growth.mean()
    speed, se, low, high, notes = _speed(made[1], span)
    return Beta(
        start,
        end,
        len(first),
        made[1],
        made[0],
        dict(zip(names, made[2:], strict=True)),
        covariance,
        float(1 - residuals @ residuals / (about @ about)) if about @ about > 0 else 0.0,
        speed,
        se,
        (low, high),
        float(np.log(2) / speed) if speed is not None and speed > 0 else None,
        notes,
    )


def _coefficients(values: Floats, variance: Floats, freedom: int) -> list[Coefficient]:
    reach = student_reach(freedom)
    made = []
    for value, se in zip(values.tolist(), np.sqrt(np.diagonal(variance)).tolist(), strict=True):
        t = value / se if se > 0 else float(np.copysign(np.inf, value))
        p = student_beyond(t, freedom)
        made.append(Coefficient(value, se, t, p, value - reach * se, value + reach * se))
    return made


def _speed(
    slope: Coefficient, span: int
) -> tuple[float | None, float | None, float | None, float | None, tuple[Note, ...]]:
    def speed(b: float) -> float | None:
        return -float(np.log1p(b * span)) / span if b * span > -1 else None

    found = speed(slope.value)
    if found is None:
        return None, None, None, None, (_OVERSHOT,)
    notes = () if found > 0 else (_NO_HALF_LIFE,)
    return found, slope.se / (1 + slope.value * span), speed(slope.high), speed(slope.low), notes


_OVERSHOT = Note(
    "斜率低到不超过-1/T：期末位次与期初相反，速度和半程时间没有定义。",
    "The slope is at or below -1/T: regions have changed places, and speed and half-life are not defined.",
)
_NO_HALF_LIFE = Note(
    "斜率不小于0：没有β收敛，也就没有半程时间。",
    "The slope is not below zero: there is no beta convergence and so no half-life.",
)


def _refuse_regressors(x: Floats, names: list[str], balanced: Balanced) -> None:
    for column, name in zip(x.T[2:], names, strict=True):
        if not np.isfinite(column).all():
            which = balanced.ids[int(np.nonzero(~np.isfinite(column))[0][0])]
            raise DataError(
                zh=f"控制变量“{name}”缺{which}的值。请补上，或去掉这个地区或变量。",
                en=f"The control {name} has no value for {which}. Add it, or leave out that region or the control.",
            )
    n, k = x.shape
    if n < k + 2:
        raise DataError(
            zh=f"{n}个地区不够估计{k}个系数的β收敛，至少要{k + 2}个。请补上地区，或减少控制变量。",
            en=f"{n} regions are too few for the {k} coefficients of beta convergence; at least {k + 2} are needed. Add regions, or use fewer controls.",
        )
    scaled = x / np.maximum(np.abs(x).max(axis=0), np.finfo(float).tiny)
    if np.linalg.matrix_rank(scaled) < k:
        named = "、".join(names)
        raise DataError(
            zh=f"各地区{balanced.years[0]}年的值都相同（也许是以该年为100的指数），或与控制变量（{named or '无'}）完全共线，估不出β。请换起始年，用水平值代替指数，或去掉多余的控制变量。",
            en=f"The values of {balanced.years[0]} are the same everywhere (an index on that year, perhaps) or a combination of the controls ({', '.join(names) or 'none'}), so beta cannot be estimated. Choose another first year, levels in place of an index, or leave out a control.",
        )
