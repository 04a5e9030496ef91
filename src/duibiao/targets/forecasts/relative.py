"""Growth of each region beyond the common growth: what level and momentum say of it, and how far it strays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats

from .growth import Growth, middle
from .settings import ForecastSettings
from .volatility import Volatility, volatility

_LEVELS = (np.arange(100) + 0.5) / 100
_CLIP = 3.0
_WINSOR = 4.0
_OF_THE_SCALE = 1.4826
"""Makes the median absolute value of a normal variable its standard deviation."""
_FEWEST_ERRORS = 20
_FEWEST_REGIONS = 5
_LEARNED = 3


@dataclass(frozen=True)
class Relative:
    """Relative growth by horizon: `centre` and `spread` of each region, and errors in units of the spread."""

    centre: Floats
    spread: Floats
    errors: Floats

    @property
    def variance(self) -> Floats:
        """The variance of a typical region by horizon, without the wildest 4 %."""
        cut = [np.clip(e, *np.quantile(e, [0.02, 0.98])).var() for e in self.errors]
        return np.asarray(cut * np.median(self.spread, axis=0) ** 2)


def relative_growth(growth: Growth, horizon: int, settings: ForecastSettings) -> Relative:
    """Return the relative growth over 1 to `horizon` years after the last year of `growth`.

    One ridge regression a horizon, pooled over regions and all windows that are over. Where those of a horizon of h
    years began in fewer than 2 h years, relative growth stays what it is at the longest that has enough, and errors
    grow with the root of time.
    """
    unit = _unit(growth)
    features = _features(growth, unit)
    wild = volatility(growth, settings)
    regions = len(growth.scaled)
    centre, spread = np.zeros((2, regions, horizon))
    errors = np.empty((horizon, len(_LEVELS)))
    judged = True
    for h in range(1, horizon + 1):
        judged = judged and (h == 1 or _beginnings(growth, h) >= 2 * h)
        found = _fitted(growth, features, unit, wild, h, settings) if judged else None
        if found is not None:
            centre[:, h - 1], spread[:, h - 1], errors[h - 1] = found
        elif h > 1:
            centre[:, h - 1], spread[:, h - 1] = centre[:, h - 2], spread[:, h - 2]
            errors[h - 1] = errors[h - 2] * np.sqrt(h / (h - 1))
        else:
            spread[:, 0] = wild.spread(wild.usual)[:, -1]
            own = growth.relative / spread[:, :1]
            errors[0] = np.quantile(own[np.isfinite(own)], _LEVELS)
    return Relative(centre, spread, errors)


def _beginnings(growth: Growth, h: int) -> int:
    """In how many years windows of h years began, those with enough regions."""
    known = np.isfinite(growth.after(h)).sum(axis=0)
    return int((known >= _FEWEST_REGIONS).sum())


def _unit(growth: Growth) -> Floats:
    """The usual size of a year's relative growth, from all years up to each; NaN before there is any."""
    unit = np.full(growth.scaled.shape[1], np.nan)
    for s in range(1, len(unit)):
        sizes = np.abs(growth.relative[:, : s + 1])
        sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
        if len(sizes):
            unit[s] = _OF_THE_SCALE * np.median(sizes)
    return unit


def _features(growth: Growth, unit: Floats) -> Floats:
    """What may tell of relative growth, each in its usual size, shape (regions, years, features); 0 where unknown.

    Level relative to the panel; relative growth of the last year, of the last three, of all years (drawn
    to zero as by three more years without any); that of the region's group in the last year.
    """
    known = np.isfinite(growth.relative)
    with np.errstate(invalid="ignore"):
        last = np.clip(growth.relative, -_CLIP * unit, _CLIP * unit)
        wide = np.clip(growth.relative, -2 * _CLIP * unit, 2 * _CLIP * unit)
    last, wide = np.nan_to_num(last), np.nan_to_num(wide)
    level = growth.scaled - middle(growth.scaled)
    found = np.stack(
        [
            level * (unit / _deviation(level)),
            last,
            _over_last(wide, 3) / np.maximum(_over_last(known.astype(float), 3), 1),
            wide.cumsum(axis=1) / (known.cumsum(axis=1) + 3),
            _of_groups(growth, wide, known),
        ],
        axis=2,
    )
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.clip(found / unit[None, :, None], -_CLIP, _CLIP))


def _deviation(level: Floats) -> Floats:
    known = np.isfinite(level)
    count = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, level, 0.0)
    mean = filled.sum(axis=0) / count
    squares = np.where(known, (level - mean) ** 2, 0.0).sum(axis=0) / count
    return np.where(squares > 0, np.sqrt(squares), 1.0)


def _over_last(values: Floats, years: int) -> Floats:
    """Sums over each year and the ones before it."""
    total = values.cumsum(axis=1)
    before = np.zeros_like(total)
    before[:, years:] = total[:, :-years]
    return np.asarray(total - before)


def _of_groups(growth: Growth, relative: Floats, known: np.ndarray) -> Floats:
    """Mean relative growth of each region's group, drawn to zero as by two more regions without any."""
    groups = growth.groups
    found = np.zeros_like(relative)
    for group in range(groups.max() + 1):
        of = groups == group
        found[of] = relative[of].sum(axis=0) / (known[of].sum(axis=0) + 2)
    return found


def _fitted(
    growth: Growth,
    features: Floats,
    unit: Floats,
    wild: Volatility,
    h: int,
    settings: ForecastSettings,
) -> tuple[Floats, Floats, Floats] | None:
    """Centre, spread and standardised errors over h years, or None where too few windows are over."""
    after = growth.after(h)
    relative = after - middle(after)
    slopes = _slopes(relative, features, unit, wild, h, settings)
    # The windows that end by now; the rest of the columns is NaN.
    then = max(features.shape[1] - h, 0)
    centres = np.einsum("rsf,sf->rs", features, slopes) * unit
    learned = (np.isfinite(relative).sum(axis=0) >= _FEWEST_REGIONS).cumsum()
    early = np.concatenate([np.zeros(min(h, len(learned)), dtype=np.int64), learned])[
        : len(learned)
    ]
    refitted = np.einsum("rsf,f->rs", features, slopes[-1]) * unit
    # A forecast from hardly any window says little of today's: its error is replaced by today's fit's.
    missed = relative - np.where(early < _LEARNED, refitted, centres)
    power = wild.power((relative - centres)[:, :then], then, unit)
    spread = wild.spread(power)
    standardised = missed[:, :then] / spread[:, :then]
    standardised = standardised[np.isfinite(standardised)]
    if len(standardised) < _FEWEST_ERRORS:
        return None
    return centres[:, -1], spread[:, -1], np.quantile(standardised, _LEVELS)


def _slopes(
    relative: Floats,
    features: Floats,
    unit: Floats,
    wild: Volatility,
    h: int,
    settings: ForecastSettings,
) -> Floats:
    """Ridge slopes as of each year, shape (years, features), from the windows that are over by then."""
    years, count = features.shape[1], features.shape[2]
    products, moments = np.zeros((years, count, count)), np.zeros((years, count))
    for s in range(1, years - h):
        used = np.isfinite(relative[:, s]) & np.isfinite(wild.own[:, s])
        if used.sum() < _FEWEST_REGIONS:
            continue
        own = wild.own[used, s]
        sized = relative[used, s] / own
        most = _WINSOR * np.median(np.abs(sized))
        outcome = np.clip(sized, -most, most) * own / unit[s]
        x = features[used, s]
        products[s + h], moments[s + h] = x.T @ x, x.T @ outcome
    penalty = settings.ridge * len(relative) / 30 * np.eye(count)
    solved = np.linalg.solve(products.cumsum(axis=0) + penalty, moments.cumsum(axis=0)[..., None])
    return np.asarray(solved[..., 0])
