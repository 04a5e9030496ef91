"""`forecast`: the distribution of an indicator in the years after an origin, from the years up to it."""

from __future__ import annotations

import numpy as np

from duibiao.records import BadSetting, DataError, Floats

from ..series import Histories
from .records import Forecast
from .settings import ForecastSettings

_LEVELS = (np.arange(99) + 0.5) / 99
_COMMON_LEVELS = (np.arange(21) + 0.5) / 21


def forecast(
    histories: Histories,
    origin: int,
    horizon: int,
    settings: ForecastSettings | None = None,
    seed: int = 0,
) -> Forecast:
    """Return where each region may stand in the `horizon` years after `origin`, as known in that year.

    Nothing later than the origin is looked at. Raises `DataError` where there is too little past growth.

    >>> from duibiao.sources import load_sample
    >>> from duibiao.targets import histories
    >>> made = forecast(histories(load_sample(), "fiscal_revenue"), 2020, 5)
    >>> made.years, made.paths.shape
    ((2021, 2022, 2023, 2024, 2025), (31, 1000, 5))
    """
    if not 1 <= horizon <= 50:
        raise BadSetting(
            zh=f"预测年数是{horizon}，须为1到50。",
            en=f"The horizon is {horizon} years. It must be 1 to 50.",
        )
    past = histories.until(origin)
    steps = past.steps
    if np.isfinite(steps).sum() < 2:
        raise DataError(
            zh=f"“{past.indicator.name_zh}”到{origin}年为止没有可用的增长。",
            en=f"“{past.indicator.name('en')}” has no growth to learn from up to {origin}.",
        )
    years = np.arange(1, horizon + 1)
    yearly = np.nanmedian(steps, axis=0)
    yearly = yearly[np.isfinite(yearly)]
    relative = (steps - np.nanmedian(steps, axis=0)).ravel()
    relative = relative[np.isfinite(relative)]
    start = past.scaled[:, -1]
    centre: Floats = np.where(np.isfinite(start)[:, None], 0.0, np.nan) * np.ones(horizon)
    spread: Floats = np.where(np.isfinite(centre), np.sqrt(years), np.nan)
    return Forecast(
        past,
        origin,
        centre,
        spread,
        np.tile(np.quantile(relative, _LEVELS), (horizon, 1)),
        yearly.mean() * years,
        np.sqrt(years)[:, None] * np.quantile(yearly - yearly.mean(), _COMMON_LEVELS),
        settings or ForecastSettings(),
        seed,
    )
