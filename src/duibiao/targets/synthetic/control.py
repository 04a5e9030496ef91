"""One synthetic control, from figures to record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

from . import remarks
from .frame import Frame, make_frame
from .matching import Matching, are_unique
from .records import Balance, Synthetic, YearGap
from .searches import SEARCHES, Search
from .settings import SyntheticSettings
from .unit_years import UnitYears

_NONE = SyntheticSettings()


@dataclass(frozen=True)
class Solution:
    """Weights of a unit's donors, V (None where weights fit the outcome alone) and the errors.

    `learnt` is the error by which V was chosen, where that is another than `mspe`.
    """

    weights: Floats
    v: Floats | None
    gaps: Floats
    mspe: float
    effect_mspe: float
    mean_gap: float
    learnt: float | None = None


def synthetic_control(
    figures: UnitYears,
    unit: str,
    outcome: str,
    start: int,
    *,
    settings: SyntheticSettings = _NONE,
) -> Synthetic:
    """Return home's synthetic control: the weighted mean of donors that met it best before year `start`.

    Raises `UnknownName` for a unit or column that is not there, `InputError` for a year out of range,
    `BadSetting` for windows that exclude each other, `DataError` where figures are lacking: years of home's
    outcome, all but one donor, or a break of home's base inside the years used.

    Notes
    -----
    W minimises (x1 - X0 W)' V (x1 - X0 W) over weights that are not negative and sum to 1, X divided by its
    standard deviation over home and donors; V is chosen so that the outcome's mean squared error is small
    over the fit, or, learnt from training windows, over the validation years. Abadie and Gardeazabal 2003
    (American Economic Review 93(1)), Abadie, Diamond and Hainmueller 2010 (JASA 105) and 2015 (AJPS 59(2)).

    >>> rows = [(u, y) for u in "hab" for y in range(2000, 2006)]
    >>> level = {"h": 3.0, "a": 1.0, "b": 5.0}
    >>> y = [level[u] + year - 2000 + (2 if u == "h" and year > 2003 else 0) for u, year in rows]
    >>> figures = UnitYears.of_rows([u for u, _ in rows], [t for _, t in rows], {"y": y})
    >>> found = synthetic_control(figures, "h", "y", 2004)
    >>> round(found.weights["a"], 6), round(found.weights["b"], 6), round(found.mean_gap, 6)
    (0.5, 0.5, 2.0)
    """
    frame = make_frame(figures, unit, outcome, start, settings)
    return control_of(frame, outcome, start, settings)


def control_of(frame: Frame, outcome: str, start: int, settings: SyntheticSettings) -> Synthetic:
    """Return the record of a frame's synthetic control."""
    units = list(range(len(frame.units)))
    found = solve(frame, units, settings)
    fitted = frame.over(frame.fit)
    own = Matching.of(frame.predictors, fitted, units)
    order = np.argsort(-found.weights, kind="stable")
    notes = (
        *frame.notes,
        *remarks.outside(frame.units[0], frame.fit, fitted, frame.labels, frame.predictors),
        *remarks.about_fit(found.mspe, fitted, settings),
    )
    if not are_unique(own.apart(found.v), found.weights):
        notes += (remarks.SEVERAL,)
    if found.v is None:
        notes += remarks.interpolates(len(units) - 1, len(frame.fit))
    return Synthetic(
        unit=frame.units[0],
        outcome=outcome,
        start=start,
        weights={frame.units[i + 1]: float(found.weights[i]) for i in order},
        mspe=found.mspe,
        bound=own.error(own.closest()),
        validation_mspe=found.learnt,
        mean_gap=found.mean_gap,
        effect_mspe=found.effect_mspe,
        path=_path(frame, found.weights),
        balance=_balance(frame, found),
        fit=frame.fit,
        effect=frame.effect,
        settings=settings,
        notes=notes,
    )


def solve(frame: Frame, units: list[int], settings: SyntheticSettings) -> Solution:
    """Match the first of some units of the frame to the others: choose V, then W, and take the errors."""
    fitted = frame.over(frame.fit)
    v, learnt = None, None
    if settings.outcome_only:
        weights = Matching(frame.predictors[:, units], fitted[:, units]).closest()
    else:
        learning = Matching.of(frame.training, frame.over(frame.validation), units)
        search = Search(settings.iterations, settings.seed)
        v = SEARCHES[settings.search](learning, search)
        weights = Matching.of(frame.predictors, fitted, units).weights(v)
        learnt = learning.loss(v) if settings.validation else None
    gaps = frame.outcome[:, units[0]] - _mixed(frame.outcome[:, units[1:]], weights)
    before, after = (
        gaps[[frame.years.index(y) for y in years]] for years in (frame.fit, frame.effect)
    )
    return Solution(
        weights=weights,
        v=v,
        gaps=gaps,
        mspe=float(np.mean(before**2)),
        effect_mspe=float(np.mean(after**2)),
        mean_gap=float(after.mean()),
        learnt=learnt,
    )


def _mixed(outcome: Floats, weights: Floats) -> Floats:
    """The weighted mean of donors, NaN only in years in which one that has a weight lacks its figure."""
    used = weights > 0
    return np.asarray(outcome[:, used] @ weights[used])


def _path(frame: Frame, weights: Floats) -> tuple[YearGap, ...]:
    synthetic = _mixed(frame.outcome[:, 1:], weights)
    rows = zip(frame.years, frame.outcome[:, 0], synthetic, strict=True)
    return tuple(YearGap(y, _known(a), _known(s), _known(a - s)) for y, a, s in rows)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _balance(frame: Frame, found: Solution) -> tuple[Balance, ...]:
    rows = zip(frame.labels, frame.predictors, strict=True)
    return tuple(
        Balance(
            label,
            float(row[0]),
            float(row[1:] @ found.weights),
            float(row[1:].mean()),
            None if found.v is None else float(found.v[i]),
        )
        for i, (label, row) in enumerate(rows)
    )
