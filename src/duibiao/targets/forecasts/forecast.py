"""`forecast`: the distribution of an indicator in the years after an origin, from the years up to it."""

from __future__ import annotations

import numpy as np

from duibiao.records import BadSetting, DataError, InputError, Note

from ..series import Histories
from .common import common_shock
from .few import FEW_REGIONS, FEWEST_STEPS, plain_growth
from .growth import Growth
from .records import Forecast
from .relative import relative_growth
from .settings import ForecastSettings


def forecast(
    histories: Histories,
    origin: int,
    horizon: int,
    settings: ForecastSettings | None = None,
    seed: int = 0,
) -> Forecast:
    """Return where each region may stand in the `horizon` years after `origin`, as known in that year.

    Growth is split into a common part and each region's own. The common part is an average of views of the
    panel's yearly median growth, the own part a ridge regression on level and momentum pooled over regions and past
    windows; both carry errors of past forecasts (docs/odds.md has the formulas). Nothing later than the origin is
    looked at. Raises `BadSetting` for a horizon not between 1 and 50, `InputError` for a year that is not
    there, `DataError` where there is too little past growth. A panel too small for the method (fewer than five
    regions, as a rule) gets a rough one, with a note.

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
    if origin not in histories.years:
        raise InputError(
            zh=f"数据中没有{origin}年。可用年份：{histories.years[0]}—{histories.years[-1]}。",
            en=f"The data have no year {origin}. Years available: {histories.years[0]} to {histories.years[-1]}.",
        )
    settings = settings or ForecastSettings()
    past = histories.until(origin)
    growth = Growth.of(past)
    if (
        np.count_nonzero(np.nan_to_num(growth.relative)) < _FEWEST_STEPS
        or not np.isfinite(growth.common).any()
    ):
        return _of_few(past, growth, origin, horizon, settings, seed)
    own = relative_growth(growth, horizon, settings)
    common = common_shock(growth, own.variance, horizon, settings)
    return Forecast(
        past=past,
        origin=origin,
        centre=own.centre,
        spread=own.spread,
        errors=own.errors,
        common_centre=common.centre,
        common_errors=common.errors,
        settings=settings,
        seed=seed,
        notes=(*past.notes, *_notes(past, growth, horizon)),
    )


_FEWEST_STEPS = 10


def _of_few(
    past: Histories,
    growth: Growth,
    origin: int,
    horizon: int,
    settings: ForecastSettings,
    seed: int,
) -> Forecast:
    """The forecast where the panel is too small for the method, or `DataError` where nothing can be learnt."""
    own = plain_growth(growth, horizon)
    if own is None:
        raise _too_little(past, origin)
    nothing = np.zeros(horizon)
    return Forecast(
        past=past,
        origin=origin,
        centre=own.centre,
        spread=own.spread,
        errors=own.errors,
        common_centre=nothing,
        common_errors=nothing[:, None],
        settings=settings,
        seed=seed,
        notes=(*past.notes, FEW_REGIONS),
    )


def _too_little(past: Histories, origin: int) -> DataError:
    known = np.isfinite(past.scaled).any(axis=0)
    if known.sum() == 1:
        year = past.years[int(np.flatnonzero(known)[0])]
        return DataError(
            zh=f"“{past.indicator.name_zh}”只有{year}年一年的数，看不出增长快慢。请用 --data 补上以前的年份。",
            en=f"“{past.indicator.name('en')}” is known for {year} alone, which shows no growth. Add earlier years with --data.",
        )
    changes = past.steps[np.isfinite(past.steps)]
    if changes.size >= FEWEST_STEPS and not changes.any():
        return DataError(
            zh=f"“{past.indicator.name_zh}”到{origin}年为止从未变过，说不出以后会怎样。请换一个会变化的指标。",
            en=f"“{past.indicator.name('en')}” has never changed up to {origin}, so nothing can be told of what follows. Choose an indicator that moves.",
        )
    return DataError(
        zh=f"“{past.indicator.name_zh}”到{origin}年为止可用的年度增长不足{FEWEST_STEPS}个（跨口径的、看来是插补的不算），学不出以后会怎样。请换更晚的起点年、补上地区或年份，或换一个指标。",
        en=f"“{past.indicator.name('en')}” has fewer than {FEWEST_STEPS} usable yearly growths up to {origin} (not counting those across a break or seemingly interpolated), too few to learn from. Choose a later start, add regions or years, or take another indicator.",
    )


def _notes(past: Histories, growth: Growth, horizon: int) -> list[Note]:
    absent = int(np.isnan(past.scaled[:, -1]).sum())
    longest = max(
        (h for h in range(1, horizon + 1) if np.isfinite(growth.after(h)).any()), default=0
    )
    found = []
    if absent:
        found.append(
            Note(
                f"{absent}个地区在起点年没有数，不作预测。",
                f"{absent} regions have no figure in the origin year and are not forecast.",
            )
        )
    if longest < horizon:
        found.append(
            Note(
                f"数据里最长只有{longest}年的完整窗口；更远的年份是外推的：相对全体的差距不再变，误差按时间的平方根放大。",
                f"The longest windows in the data span {longest} years; what lies further is extrapolated: growth relative to the panel stays, errors grow with the root of time.",
            )
        )
    return found
