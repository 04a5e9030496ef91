"""The common shock: how much the panel as a whole will grow, and how little is known of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from duibiao.records import Floats

from .growth import Growth, middle
from .settings import ForecastSettings

_SPEEDS = (0.0, 0.5, 1.0)
"""What is left, each year, of the distance between recent and long-run growth: nothing, half, all."""
_LEVELS = (np.arange(25) + 0.5) / 25


@dataclass(frozen=True)
class Common:
    """Growth that all regions share, by horizon: `centre` and equally likely `errors`, in rising order."""

    centre: Floats
    errors: Floats


def common_shock(
    growth: Growth, own_variance: Floats, horizon: int, settings: ForecastSettings
) -> Common:
    """Return the common growth over 1 to `horizon` years after the last year of `growth`.

    Three views of the yearly growth, each with and without its own past bias, are averaged with weights
    from their past errors; what is itself a growth stays where it is. The variance is that of past errors of the average, drawn to what one year's
    errors and the regions' own variance (one a horizon) let expect, since there are few years.
    """
    mean, recent = _paces(growth.common, settings.recency)
    if not growth.drifts:
        mean, recent = np.where(np.isfinite([mean, recent]), 0.0, np.nan)
    years = np.isfinite(growth.common).sum()
    centre = np.empty(horizon)
    errors = np.empty((horizon, len(_LEVELS)))
    yearly = np.empty(0)
    weights = np.full(2 * len(_SPEEDS), 0.5 / len(_SPEEDS))
    judged = True
    for h in range(1, horizon + 1):
        combined, misses, of_views = _combined(growth, mean, recent, h)
        yearly = misses if h == 1 else yearly
        judged = judged and (h == 1 or len(misses) >= h)
        if judged:
            centre[h - 1], weights = combined, of_views
        else:
            # Too few windows to judge the views at this horizon: they go on by a year as last weighted.
            next_year = [mean[-1] + speed**h * (recent[-1] - mean[-1]) for speed in _SPEEDS]
            centre[h - 1] = centre[h - 2] + weights @ np.tile(next_year, 2)
        errors[h - 1] = _errors(misses, yearly, own_variance[h - 1], h, int(years), settings)
    return Common(centre, errors)


def _paces(common: Floats, recency: float) -> tuple[Floats, Floats]:
    """The mean and the recent pace (discounted mean) of common growth up to each year."""
    mean, recent = np.full((2, len(common)), np.nan)
    total = count = pace = weight = 0.0
    for s, value in enumerate(common):
        pace, weight = pace * recency, weight * recency
        if np.isfinite(value):
            total, count, pace, weight = total + value, count + 1, pace + value, weight + 1
        if count:
            mean[s], recent[s] = total / count, pace / weight
    return mean, recent


def _combined(growth: Growth, mean: Floats, recent: Floats, h: int) -> tuple[float, Floats, Floats]:
    """The combined view of the last year, the known errors of those of earlier years, and the views' weights."""
    kept = [sum(speed**k for k in range(1, h + 1)) for speed in _SPEEDS]
    views = np.stack([h * mean + k * (recent - mean) for k in kept])
    actual = middle(growth.after(h))
    bias = _bias(actual - views, h) if growth.drifts else 0.0
    views = np.concatenate([views, views + bias])
    weights = _weights(actual - views, h)
    combined = (weights * views).sum(axis=0)
    missed = (actual - combined)[: max(len(actual) - h, 0)]
    return float(combined[-1]), missed[np.isfinite(missed)], weights[:, -1]


def _known(errors: Floats, h: int) -> tuple[Floats, Floats]:
    """Errors by the year in which they become known, zero where there are none; and how many are known by then."""
    shifted = np.zeros_like(errors)
    shifted[:, h:] = errors[:, :-h] if h < errors.shape[1] else 0
    finite = np.isfinite(shifted).all(axis=0)
    began = np.arange(errors.shape[1]) >= h
    return np.where(finite, shifted, 0.0), (finite & began).cumsum().astype(float)


def _bias(errors: Floats, h: int) -> Floats:
    """The mean past error of each view, drawn to zero as by one more window without error."""
    known, count = _known(errors, h)
    return np.asarray(known.cumsum(axis=1) / (count + 1))


def _weights(errors: Floats, h: int) -> Floats:
    """Weights of views from their mean squared errors; the power allows for windows that overlap."""
    known, count = _known(errors, h)
    squares = (known**2).cumsum(axis=1) / np.maximum(count, 1)
    squares = squares + 0.1 * squares.mean(axis=0) + np.finfo(float).tiny
    power = count / np.sqrt(2 * h)
    logs = -power * np.log(squares)
    weights = np.exp(logs - logs.max(axis=0))
    return np.asarray(weights / weights.sum(axis=0))


def _errors(
    missed: Floats,
    yearly: Floats,
    own_variance: float,
    h: int,
    years: int,
    settings: ForecastSettings,
) -> Floats:
    """Equally likely errors: Student's t with the variance of past errors, drawn to what is to be expected."""
    windows = 2 * len(missed) / max(2, h)
    weights = np.array([windows, settings.share_years, 4 * len(yearly) / (len(yearly) + 2)])
    expected = [
        np.square(missed).mean() if len(missed) else 0.0,
        settings.common_share / (1 - settings.common_share) * own_variance,
        np.square(yearly).mean() * h**2 if len(yearly) else 0.0,
    ]
    # What is not known of the mean of so few years comes on top, and adds up over the horizon.
    variance = weights @ expected / weights.sum() * (1 + h / max(years, 1))
    degrees = settings.share_years + windows + 1
    return np.asarray(stdtrit(degrees, _LEVELS) * np.sqrt(variance * (degrees - 2) / degrees))
