"""Rolling origins: forecasts as they would have been made in the past, and how they came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from duibiao.records import DataError, Floats, Note

from ..forecasts import RIVALS, Forecast, Growth, forecast
from ..series import Histories
from .records import CHOSEN, OWN, Backtest, BacktestCell
from .scores import crps, interval_score
from .settings import BacktestSettings

Progress = Callable[[str, int, int], None]

_LEVELS = (np.arange(100) + 0.5) / 100
_FEWEST_ERRORS = 20
_FEWEST_STEPS = 10


def backtest(
    histories: Sequence[Histories],
    settings: BacktestSettings | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Return how forecasts from every past origin came out, beside the rivals declared beforehand.

    At each origin only the years up to it are known, to the method and to the rivals. `progress` is told after
    each indicator. Raises `DataError` where no cell has enough origins.

    >>> from duibiao.sources import load_sample
    >>> from duibiao.targets import histories
    >>> found = backtest([histories(load_sample(), "bank_loans")], BacktestSettings(horizons=(1,)))
    >>> found.cells[0].origins[0], found.ratio("chosen").value < 1
    (2011, True)
    """
    settings = settings or BacktestSettings()
    cells: list[BacktestCell] = []
    untried: list[Note] = []
    for done, one in enumerate(histories):
        found = _cells(one, settings)
        cells += found
        if not found:
            untried.append(_untried(one))
        if progress is not None:
            progress("backtest", done + 1, len(histories))
    enough = tuple(c for c in cells if c.long_enough)
    if not enough:
        raise DataError(
            zh=f"没有一个指标有{settings.fewest_origins}个可检验的起点：数据的年份太少。请换年份更长的数据，或更短的预测年数（--horizons 1）。",
            en=f"No indicator has {settings.fewest_origins} origins to test: the data span too few years. Use longer data, or a shorter horizon (--horizons 1).",
        )
    short = tuple(c for c in cells if not c.long_enough)
    return Backtest(enough, short, tuple(untried), settings)


def _untried(one: Histories) -> Note:
    return Note(
        f"“{one.indicator.name_zh}”没有一个起点可以检验。",
        f"“{one.indicator.name('en')}” has no origin to test.",
    )


def _cells(histories: Histories, settings: BacktestSettings) -> list[BacktestCell]:
    """The cells of one indicator, one a horizon that has any origin."""
    observed = histories.observed()
    growth = Growth.of(observed)
    points = _rival_points(growth, settings.horizons)
    forecasts: dict[int, Forecast] = {}
    cells = []
    for n, h in enumerate(settings.horizons):
        rivals = {
            name: _rival_quantiles(growth, p, n, settings.horizons) for name, p in points.items()
        }
        origins = _origins(growth, h, settings)
        for t in origins:
            if t not in forecasts:
                made = _forecast(observed, t, settings)
                if made is not None:
                    forecasts[t] = made
        origins = [t for t in origins if t in forecasts]
        cell = _cell(observed, growth, h, origins, forecasts, rivals, settings)
        if cell.origins:
            cells.append(cell)
    return cells


def _forecast(observed: Histories, column: int, settings: BacktestSettings) -> Forecast | None:
    """The forecast of an origin; None where there is too little growth to learn from."""
    year = observed.years[column]
    longest = min(settings.horizons[-1], len(observed.years) - 1 - column)
    try:
        return forecast(observed, year, longest, settings.forecast)
    except DataError:
        return None


def _origins(growth: Growth, h: int, settings: BacktestSettings) -> list[int]:
    """The columns from which outcomes are known and before which a window of that length is over."""
    known = np.isfinite(growth.after(h)).sum(axis=0) >= settings.fewest_regions
    steps = np.isfinite(growth.steps).sum(axis=0).cumsum()
    return [
        t
        for t in range(1, len(known))
        if known[t] and known[: max(t - h + 1, 0)].any() and steps[t] > _FEWEST_STEPS
    ]


def _rival_points(growth: Growth, horizons: Sequence[int]) -> dict[str, Floats]:
    """Each rival's points at every origin, shape (years, regions, horizons), from what was known then."""
    regions, years = growth.scaled.shape
    made = {name: np.full((years, regions, len(horizons)), np.nan) for name in RIVALS}
    for t in range(1, years):
        known = growth.until(t)
        if np.isfinite(known.steps).any():
            for name, rival in RIVALS.items():
                made[name][t] = rival(known, horizons)
    return made


def _rival_quantiles(
    growth: Growth, points: Floats, n: int, horizons: Sequence[int]
) -> Callable[[int], Floats]:
    """How a rival's distribution is made at an origin: its point and its past errors, shape (regions, levels)."""

    def made(t: int) -> Floats:
        point = points[t, :, n, None]
        if np.isnan(point).all():
            return np.repeat(point, len(_LEVELS), axis=1)
        return np.asarray(
            point + np.quantile(_past_errors(growth, points, n, horizons, t), _LEVELS)
        )

    return made


def _past_errors(growth: Growth, points: Floats, n: int, horizons: Sequence[int], t: int) -> Floats:
    """The errors of windows over by then; where they are too few, of a shorter horizon, with the root of time."""
    for shorter in range(n, -1, -1):
        h = horizons[shorter]
        missed = (growth.after(h) - points[:, :, shorter].T)[:, : max(t - h + 1, 0)]
        missed = missed[np.isfinite(missed)]
        if len(missed) >= _FEWEST_ERRORS:
            return np.asarray(missed * np.sqrt(horizons[n] / h))
    steps = growth.steps[:, : t + 1]
    steps = steps[np.isfinite(steps)]
    return np.asarray((steps - steps.mean()) * np.sqrt(horizons[n]))


def _cell(
    observed: Histories,
    growth: Growth,
    h: int,
    origins: list[int],
    forecasts: dict[int, Forecast],
    rivals: dict[str, Callable[[int], Floats]],
    settings: BacktestSettings,
) -> BacktestCell:
    outcomes = growth.after(h)
    scores = {name: _scored(outcomes, made) for name, made in rivals.items()}
    rows = range(len(observed.regions))

    def own(t: int) -> Floats:
        grown = forecasts[t].growth_quantiles(h, _LEVELS, rows)
        return _on_scale_of(observed, forecasts[t], grown)

    scores[OWN] = _scored(outcomes, own, only=origins)
    origins = [t for t in origins if t in scores[OWN]]
    chosen = [_best_before(scores, t, h) for t in origins]
    by_origin = {m: [scores[m][t] for t in origins] for m in scores}
    by_origin[CHOSEN] = [scores[m][t] for m, t in zip(chosen, origins, strict=True)]
    parts = np.reshape(
        [_parts(observed, outcomes[:, t], forecasts[t], h) for t in origins], (-1, 2)
    )
    return BacktestCell(
        indicator=observed.indicator,
        horizon=h,
        origins=tuple(observed.years[t] for t in origins),
        crps={m: np.array([s[0] for s in found]) for m, found in by_origin.items()},
        interval_score={m: np.array([s[1] for s in found]) for m, found in by_origin.items()},
        inside50=np.array([s[2] for s in by_origin[OWN]]),
        inside80=np.array([s[3] for s in by_origin[OWN]]),
        common_error=parts[:, 0],
        own_error=parts[:, 1],
        settings=settings,
    )


Scores = dict[int, tuple[float, float, float, float]]
"""By origin: mean CRPS, mean interval score of 80 %, and the shares inside the intervals of 50 and 80 %."""


def _scored(
    outcomes: Floats, made: Callable[[int], Floats], only: Sequence[int] | None = None
) -> Scores:
    found: Scores = {}
    for t in only if only is not None else range(1, outcomes.shape[1]):
        all_points = made(t)
        known = np.isfinite(outcomes[:, t]) & np.isfinite(all_points).all(axis=1)
        if not known.any():
            continue
        points, came = all_points[known], outcomes[known, t]
        low80, low50, high50, high80 = (
            (points[:, k - 1] + points[:, k]) / 2 for k in (10, 25, 75, 90)
        )
        found[t] = (
            float(crps(points, came).mean()),
            float(interval_score(low80, high80, came, 0.8).mean()),
            float(((low50 <= came) & (came <= high50)).mean()),
            float(((low80 <= came) & (came <= high80)).mean()),
        )
    return found


def _best_before(scores: dict[str, Scores], t: int, h: int) -> str:
    """The rival with the least mean CRPS at the origins whose outcomes are known by then; the first without any."""
    past = {m: [s[0] for u, s in scores[m].items() if u + h <= t] for m in RIVALS}
    return min(RIVALS, key=lambda m: float(np.mean(past[m])) if past[m] else 0.0)


def _on_scale_of(observed: Histories, made: Forecast, grown: Floats) -> Floats:
    """Quantiles of growth on the scale of all years; that of the origin differs where no value was negative yet."""
    if made.past.scale == observed.scale:
        return grown
    values = made.past.unscaled(made.start[:, None] + grown)
    return observed.rescaled(values) - observed.rescaled(made.past.values[:, -1:])


def _parts(observed: Histories, outcome: Floats, made: Forecast, h: int) -> tuple[float, float]:
    """The squared error of the common growth, and the mean squared error of growth relative to it.

    On the scale of the forecast, without outcomes that it does not know.
    """
    if made.past.scale != observed.scale:
        values = observed.unscaled(observed.rescaled(made.past.values[:, -1]) + outcome)
        outcome = made.past.rescaled(values) - made.start
    known = np.isfinite(outcome)
    middle = float(np.median(outcome[known]))
    common = middle - made.common_centre[h - 1]
    own = outcome[known] - middle - made.centre[known, h - 1]
    return float(common**2), float(np.mean(own**2))
