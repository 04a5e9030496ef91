"""How far to trust a synthetic control: placebos in space and in time, donors left out one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from duibiao.records import DataError, InputError, Note

from . import remarks
from .control import Solution, solve, synthetic_control
from .frame import Frame, make_frame
from .records import LeaveOneOut, PlaceboRun, Placebos, Synthetic, WithoutDonor
from .settings import Predictor
from .unit_years import UnitYears

Progress = Callable[[str, int, int], None]

_SMALL = 1e-3
_ROUNDING = 1e-12
_FEWEST_YEARS = 2


def placebos_in_space(
    figures: UnitYears, found: Synthetic, *, progress: Progress | None = None
) -> Placebos:
    """Return what the same method finds in each donor, which did not have the policy, and home's rank among them.

    `progress` hears ("placebos", done, of).

    Notes
    -----
    Ratio: mean squared gap over the effect's years by that over the fit's. Share: rank of home's ratio over
    the number of units, home included (Abadie, Diamond and Hainmueller 2010; 2015).
    """
    frame = make_frame(figures, found.unit, found.outcome, found.start, found.settings)
    every = range(1, len(frame.units))
    runs: list[PlaceboRun] = []
    for unit in every:
        others = [i for i in every if i != unit]
        if found.settings.home_among_donors:
            others.insert(0, 0)
        if progress:
            progress("placebos", len(runs), len(every))
        runs.append(_run(frame, unit, solve(frame, [unit, *others], found.settings)))
    home = _run(frame, 0, solve(frame, list(range(len(frame.units))), found.settings))
    rank = 1 + sum(run.ratio >= home.ratio for run in runs)
    count = len(runs) + 1
    notes = (remarks.SHARE_MEANS, remarks.least_share(count))
    return Placebos(home, tuple(runs), rank, rank / count, notes)


def _run(frame: Frame, unit: int, found: Solution) -> PlaceboRun:
    scale = float(np.mean(frame.over(frame.fit)[:, unit] ** 2))
    perfect = found.mspe <= _ROUNDING * scale
    return PlaceboRun(
        frame.units[unit],
        found.mspe,
        found.effect_mspe,
        np.inf if perfect else found.effect_mspe / found.mspe,
        found.mean_gap,
        {y: float(g) for y, g in zip(frame.years, found.gaps, strict=True) if np.isfinite(g)},
    )


def placebo_in_time(figures: UnitYears, found: Synthetic, year: int | None = None) -> Synthetic:
    """Return home's synthetic control for an earlier year in which nothing happened; its gap should be small.

    `year` is by default the middle of the fit. No figure from the policy year on is used. Windows keep
    their years before `year`; a window that has none is moved back by as many years as the policy is;
    predictors without figures there are dropped and named, and V is not cross-validated. Raises
    `InputError` for a year that leaves fewer than two years to fit, or none before the policy.

    Notes
    -----
    Abadie, Diamond and Hainmueller 2015, who move German reunification from 1990 to 1975.
    """
    before = [y for y in found.fit if y < found.start]
    middle = before[len(before) // 2]
    year = middle if year is None else year
    fit = tuple(y for y in before if y < year)
    has = [p.year for p in found.path if p.actual is not None and p.year < found.start]
    effect = tuple(y for y in has if y >= year)
    if len(fit) < _FEWEST_YEARS or not effect:
        raise InputError(
            zh=f"假设的政策年份{year}不合适：它之前要有至少两年可拟合，并早于真实的{found.start}年。拟合年份为{before[0]}—{before[-1]}，请在其中选。",
            en=f"The placebo year {year} does not serve: it needs two years of the fit before it and must lie before the true {found.start}. The fit runs from {before[0]} to {before[-1]}; choose inside it.",
        )
    names = {found.unit, *found.weights}
    labels = found.settings.labels
    named = [
        replace(p, name=label) for p, label in zip(found.settings.predictors, labels, strict=True)
    ]
    moved = [_moved(p, year, found.start) for p in named]
    kept = tuple(p for p in moved if _has(figures, p, fit, names))
    settings = replace(
        found.settings,
        predictors=kept,
        fit=fit,
        effect=effect,
        until=found.start - 1,
        validation=(),
        exclude=tuple(u for u in figures.units if u not in names),
        treated={},
    )
    again = synthetic_control(figures, found.unit, found.outcome, year, settings=settings)
    asked = {n.zh for n in remarks.about_donors(settings, {}, year)}
    notes = tuple(n for n in again.notes if n.zh not in asked)
    dropped = [label for label in labels if label not in {p.name for p in kept}]
    return replace(again, notes=notes + _dropped(dropped, year))


def _moved(predictor: Predictor, year: int, start: int) -> Predictor:
    """A predictor as it would have been chosen for an earlier policy."""
    if not predictor.years:
        return predictor
    early = tuple(y for y in predictor.years if y < year)
    moved = early or tuple(y - (start - year) for y in predictor.years if y < start)
    return replace(predictor, years=moved or (year - 1,))


def _has(figures: UnitYears, predictor: Predictor, fit: tuple[int, ...], names: set[str]) -> bool:
    rows = [figures.units.index(n) for n in names]
    years = [y for y in predictor.years or fit if y in figures.years]
    at = [figures.years.index(y) for y in years]
    if not at:
        return False
    total = sum(figures.column(c)[np.ix_(rows, at)] for c in predictor.columns)
    return bool(np.isfinite(total).any(axis=1).all())


def _dropped(labels: list[str], year: int) -> tuple[Note, ...]:
    if not labels:
        return ()
    zh, en = remarks.both(labels)
    return (
        Note(
            f"{year}年之前没有数，时间安慰剂未用这些预测变量：{zh}。",
            f"Without figures before {year}, not used in the placebo in time: {en}.",
        ),
    )


def leave_one_out(
    figures: UnitYears, found: Synthetic, *, progress: Progress | None = None
) -> LeaveOneOut:
    """Return the mean gap without each donor that has a weight of 0.001 or more, and their range.

    `progress` hears ("leave one out", done, of). Raises `DataError` where there are two donors only.
    """
    frame = make_frame(figures, found.unit, found.outcome, found.start, found.settings)
    if len(frame.units) <= 3:
        raise DataError(
            zh="只有两个对照单元，去掉一个就无法合成。请增加对照单元。",
            en="There are two donors only, and one of them makes no synthetic control. Add donors.",
        )
    runs: list[WithoutDonor] = []
    heavy = [name for name, weight in found.weights.items() if weight >= _SMALL]
    for name in heavy:
        if progress:
            progress("leave one out", len(runs), len(heavy))
        part = frame.without(frame.units.index(name))
        again = solve(part, list(range(len(part.units))), found.settings)
        runs.append(WithoutDonor(name, again.mean_gap, again.mspe))
    gaps = [run.mean_gap for run in runs]
    return LeaveOneOut(tuple(runs), min(gaps), max(gaps))
