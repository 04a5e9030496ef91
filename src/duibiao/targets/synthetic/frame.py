"""From figures to the matrices of a synthetic control: the years, the donors that have them, the predictors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, InputError, Note, UnknownName

from . import remarks
from .settings import OPERATORS, Predictor, SyntheticSettings
from .unit_years import UnitYears

_FEWEST_YEARS = 2
_FEWEST_DONORS = 2


@dataclass(frozen=True)
class Frame:
    """Home (unit 0) and its donors with all that matching needs.

    `outcome` is (year, unit); `predictors` and `training` are (predictor, unit) in their own units, without
    rows where there are no predictors; `training` is that of the window in which V is learnt.
    """

    units: tuple[str, ...]
    years: tuple[int, ...]
    outcome: Floats
    predictors: Floats
    training: Floats
    labels: tuple[str, ...]
    fit: tuple[int, ...]
    validation: tuple[int, ...]
    effect: tuple[int, ...]
    notes: tuple[Note, ...]

    def over(self, years: tuple[int, ...]) -> Floats:
        """Return the outcome in some years, (year, unit)."""
        return self.outcome[[self.years.index(y) for y in years]]

    def without(self, unit: int) -> Frame:
        """Return the frame without one donor."""
        kept = [i for i in range(len(self.units)) if i != unit]
        return Frame(
            tuple(self.units[i] for i in kept),
            self.years,
            self.outcome[:, kept],
            self.predictors[:, kept],
            self.training[:, kept],
            self.labels,
            self.fit,
            self.validation,
            self.effect,
            self.notes,
        )


def make_frame(
    figures: UnitYears, unit: str, outcome: str, start: int, settings: SyntheticSettings
) -> Frame:
    """Return the frame of one unit and year; who lacks figures is left out and named."""
    home = figures.row(unit)
    values = figures.column(outcome)
    _refuse_bad_window(settings.predictors, figures)
    fit, effect, notes = _windows(figures, home, outcome, start, settings)
    needed = tuple(sorted({*fit, *settings.validation, *effect}))
    broken = remarks.home_break(figures, home, outcome, needed)
    if broken:
        raise broken
    rows, more = _donors(figures, home, needed[-1], settings)
    notes += more
    lacking, more = _without_outcome(figures, rows, outcome, needed)
    rows, notes = [r for r in rows if r not in lacking], notes + more
    main, training = (_predictor_values(figures, fit, settings, part) for part in (False, True))
    rows, more = _with_predictors(figures, home, rows, settings, main, training)
    notes += more
    if len(rows) < _FEWEST_DONORS:
        raise _too_few(unit, rows, figures, notes)
    units = [home, *rows]
    labels, keep, more = _varying(settings.labels, main[:, units])
    notes += more
    if settings.predictors and not keep:
        raise remarks.no_predictor_left()
    last = settings.until or figures.years[-1]
    years = tuple(y for y in figures.years if y <= last)
    return Frame(
        tuple(figures.units[i] for i in units),
        years,
        values[units][:, : len(years)].T,
        main[np.ix_(keep, units)],
        training[np.ix_(keep, units)],
        labels,
        fit,
        settings.validation or fit,
        effect,
        notes + remarks.uneven_windows(figures, units, settings.predictors, fit),
    )


def _windows(
    figures: UnitYears, home: int, outcome: str, start: int, settings: SyntheticSettings
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Note, ...]]:
    """The years of the fit and of the effect, all of which home has."""
    unit = figures.units[home]
    row = figures.column(outcome)[home]
    last = settings.until or figures.years[-1]
    has = [y for y, v in zip(figures.years, row, strict=True) if np.isfinite(v) and y <= last]
    if len(has) < _FEWEST_YEARS or not has[0] < start <= has[-1]:
        raise _year_outside(unit, outcome, start, has)
    fit = settings.fit or tuple(range(has[0], start))
    effect = settings.effect or tuple(y for y in has if y >= start)
    for name, years in (("fit", fit), ("validation", settings.validation), ("effect", effect)):
        gaps = [y for y in years if y not in has]
        if gaps:
            raise remarks.outcome_gap(unit, outcome, name, gaps, has)
    if len(fit) < _FEWEST_YEARS:
        raise remarks.one_year(unit, start, fit)
    if fit[0] >= start or effect[0] < start:
        raise BadSetting(
            zh=f"拟合年份须始于{start}年之前，效果年份须在{start}年及以后；现在是{fit[0]}—{fit[-1]}和{effect[0]}—{effect[-1]}。请改 fit 或 effect。",
            en=f"The years of the fit must begin before {start} and those of the effect at or after it; they are {fit[0]} to {fit[-1]} and {effect[0]} to {effect[-1]}. Change `fit` or `effect`.",
        )
    return fit, effect, remarks.about_windows(figures, home, outcome, start, last, fit, settings)


def _donors(
    figures: UnitYears, home: int, last: int, settings: SyntheticSettings
) -> tuple[list[int], tuple[Note, ...]]:
    for name in (*settings.exclude, *settings.treated):
        if name not in figures.units:
            raise UnknownName("region", name, figures.units)
    if figures.units[home] in settings.exclude:
        name = figures.units[home]
        raise BadSetting(
            zh=f"“{name}”是本地，不能同时排除。请从排除名单中去掉它。",
            en=f"{name} is home and cannot be excluded too. Take it off the list.",
        )
    treated = {n: y for n, y in settings.treated.items() if y <= last and n != figures.units[home]}
    out = {*settings.exclude, *treated}
    rows = [i for i, name in enumerate(figures.units) if i != home and name not in out]
    return rows, remarks.about_donors(settings, treated, last)


def _without_outcome(
    figures: UnitYears, rows: list[int], outcome: str, needed: tuple[int, ...]
) -> tuple[set[int], tuple[Note, ...]]:
    """Donors that lack the outcome in a needed year, or whose base changes between them."""
    at = [figures.years.index(y) for y in needed]
    values = figures.column(outcome)
    missing = [r for r in rows if not np.isfinite(values[r, at]).all()]
    broken: list[int] = []
    if outcome in figures.base:
        base = figures.base[outcome]
        broken = [r for r in rows if r not in missing and len(set(base[r, at].tolist())) > 1]
    years = [
        y for y, j in zip(needed, at, strict=True) if not np.isfinite(values[missing, j]).all()
    ]
    notes = remarks.left_out(figures, missing, broken, outcome, years)
    return {*missing, *broken}, notes


def _predictor_values(
    figures: UnitYears, fit: tuple[int, ...], settings: SyntheticSettings, training: bool
) -> Floats:
    """Each predictor of each unit, (predictor, unit): summed, averaged over its window, then as a share."""
    made = np.full((len(settings.predictors), len(figures.units)), np.nan)
    for row, predictor in zip(made, settings.predictors, strict=True):
        columns, years = window_of(predictor, fit, training and bool(settings.validation))
        at = [figures.years.index(y) for y in years if y in figures.years]
        total = sum((figures.column(c)[:, at] for c in columns), np.zeros((len(row), len(at))))
        row[:] = OPERATORS[predictor.operator](total)
    wholes = {p.share_of for p in settings.predictors if p.share_of}
    for whole in wholes:
        group = [i for i, p in enumerate(settings.predictors) if p.share_of == whole]
        sums = made[group].sum(axis=0)
        made[group] = 100 * made[group] / np.where(sums == 0, np.nan, sums)
    return made


def window_of(
    predictor: Predictor, fit: tuple[int, ...], training: bool
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the columns and the years of a predictor."""
    years = predictor.years or fit
    if not training:
        return predictor.columns, years
    return predictor.training_columns or predictor.columns, predictor.training_years or years


def _with_predictors(
    figures: UnitYears,
    home: int,
    rows: list[int],
    settings: SyntheticSettings,
    main: Floats,
    training: Floats,
) -> tuple[list[int], tuple[Note, ...]]:
    known = np.isfinite(main) & np.isfinite(training)
    for label, has in zip(settings.labels, known, strict=True):
        if not has[home]:
            raise remarks.home_without_predictor(figures.units[home], label)
    kept = [r for r in rows if known[:, r].all()]
    labels = settings.labels
    lacking = {
        figures.units[r]: [x for x, has in zip(labels, known[:, r], strict=True) if not has]
        for r in rows
        if r not in kept
    }
    return kept, remarks.without_predictors(lacking)


def _varying(
    labels: list[str], values: Floats
) -> tuple[tuple[str, ...], list[int], tuple[Note, ...]]:
    spread = np.ptp(values, axis=1) if len(labels) else np.zeros(0)
    keep = [i for i in range(len(labels)) if spread[i] > 1e-12 * np.abs(values[i]).max()]
    level = [x for i, x in enumerate(labels) if i not in keep]
    return tuple(labels[i] for i in keep), keep, remarks.constant(level)


def _refuse_bad_window(predictors: tuple[Predictor, ...], figures: UnitYears) -> None:
    for predictor in predictors:
        for years in (predictor.years, predictor.training_years):
            if years and not set(years) & set(figures.years):
                raise InputError(
                    zh=f"预测变量“{predictor.label}”的年份（{years[0]}—{years[-1]}）都不在数据中，数据有{figures.years[0]}—{figures.years[-1]}年。请改它的 years。",
                    en=f"None of the years of the predictor {predictor.label} ({years[0]} to {years[-1]}) is in the data, which run from {figures.years[0]} to {figures.years[-1]}. Change its `years`.",
                )


def _year_outside(unit: str, outcome: str, start: int, has: list[int]) -> Exception:
    if len(has) < _FEWEST_YEARS:
        return DataError(
            zh=f"“{unit}”的“{outcome}”只有{len(has)}年有数，合成控制至少要政策前两年、政策后一年。请补数，或换一个结果变量。",
            en=f"{unit} has {outcome} in {len(has)} year(s) only; a synthetic control needs two years before the policy and one after at least. Add figures or choose another outcome.",
        )
    return InputError(
        zh=f"政策年份{start}不在范围内：“{unit}”的“{outcome}”有{has[0]}—{has[-1]}年，政策年份须晚于{has[0]}年、不晚于{has[-1]}年。请改 --from。",
        en=f"The policy year {start} is out of range: {unit} has {outcome} from {has[0]} to {has[-1]}, so the year must lie after {has[0]} and not after {has[-1]}. Change --from.",
    )


def _too_few(unit: str, rows: list[int], figures: UnitYears, notes: tuple[Note, ...]) -> DataError:
    names = [figures.units[r] for r in rows]
    return DataError(
        zh=f"“{unit}”只剩{len(rows)}个可用的对照单元{'：' + '、'.join(names) if names else ''}，至少要两个。{''.join(n.zh for n in notes)}请缩短年份，减少预测变量，或增加单元。",
        en=f"{len(rows)} donor(s) are left for {unit}{': ' + ', '.join(names) if names else ''}; two are needed at least. {' '.join(n.en for n in notes)} Shorten the windows, take fewer predictors, or add units.",
    )
