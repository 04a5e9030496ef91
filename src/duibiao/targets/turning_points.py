"""Turning points: when growth accelerated, and what a region was like when it took off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from duibiao.records import BadSetting, DataError, Floats, Ints, Note, Panel, Prices

from .series import Histories, histories


@dataclass(frozen=True, slots=True)
class AccelerationSettings:
    """What counts as a growth acceleration; the defaults are those of Hausmann, Pritchett and Rodrik (2005).

    `horizon` years on each side of the start; `growth` a year at least afterwards, `change` at least against before
    (both as logarithms: 0.035 is about 3.6 %); `regain`: the level at the end must not lie below any earlier one;
    `apart`: episodes of a region start at least so many years from each other, the better fitted one kept.
    """

    horizon: int = 7
    growth: float = 0.035
    change: float = 0.02
    regain: bool = True
    apart: int = 5

    def __post_init__(self) -> None:
        if self.horizon < 2 or self.apart < 1:
            raise BadSetting(
                zh=f"时段长{self.horizon}年、间隔{self.apart}年：时段至少2年，间隔至少1年。",
                en=f"The horizon is {self.horizon} years and episodes are {self.apart} apart. The horizon must be 2 or more, the distance 1 or more.",
            )


@dataclass(frozen=True)
class Acceleration:
    """A growth acceleration: from `year` on, `after` a year for the horizon, against `before` in the years before.

    Growth by least squares as logarithms, with standard errors (of independent deviations). `f` is the F statistic of a kink
    at `year`, by which it was chosen among `candidates`, the neighbouring years that meet the criteria too: the
    start is known no more closely than these. `level` is the indicator in that year.
    """

    region: str
    year: int
    before: float
    after: float
    before_se: float
    after_se: float
    f: float
    candidates: tuple[int, ...]
    level: float

    @property
    def change(self) -> float:
        """By how much yearly growth rose."""
        return self.after - self.before


def accelerations(
    found: Histories, settings: AccelerationSettings | None = None
) -> tuple[Acceleration, ...]:
    """Return the growth accelerations of all regions, by region and year.

    A window with a gap or a break of the base in it is none. Raises `DataError` for an indicator that grows by points.

    Notes
    -----
    A year t qualifies where growth g(t, t + n), by least squares of ln y on time, is at least `growth`; exceeds
    g(t - n, t) by at least `change`; and y(t + n) is at least the largest y up to t. Of neighbouring years that
    qualify the start is where a line with a kink fits their common years best. Hausmann, R., Pritchett, L. and
    Rodrik, D. (2005), Growth accelerations, Journal of Economic Growth 10, 303-329.
    """
    chosen = settings or AccelerationSettings()
    if found.scale != "log":
        raise DataError(
            zh=f"“{found.indicator.code}”按百分点变化（比重、增速或有负值），没有“增速加快”可言。请选水平值指标，或用 trend_breaks 看趋势转折。",
            en=f"{found.indicator.code} changes by points (a share, a growth rate, or negative somewhere), so growth cannot accelerate. Choose an indicator of levels, or look at trend_breaks.",
        )
    if len(found.years) < 2 * chosen.horizon + 1:
        return ()
    qualifies = _qualifying(found, chosen)
    episodes = []
    for row, region in enumerate(found.regions):
        runs = _runs([int(t) for t in np.nonzero(qualifies[row])[0]])
        best = [_episode(found, row, region, run, chosen.horizon) for run in runs]
        episodes.extend(_apart(best, chosen.apart))
    return tuple(episodes)


def _qualifying(found: Histories, s: AccelerationSettings) -> NDArray[np.bool_]:
    """Whether each year of each region meets the criteria, shape of the values."""
    n, y, years = s.horizon, found.scaled, len(found.years)
    meets = np.zeros(y.shape, dtype=bool)
    growth = _slopes(y, found.base, n)
    earlier = np.where(np.isfinite(y), y, -np.inf)
    for t in range(n, years - n):
        # The peak is that of the same base: an earlier one cannot be compared.
        same = found.base[:, : t + 1] == found.base[:, t : t + 1]
        peak = np.where(same, earlier[:, : t + 1], -np.inf).max(axis=1)
        with np.errstate(invalid="ignore"):
            one_base = found.base[:, t - n] == found.base[:, t + n]
            fast = growth[:, t] >= s.growth
            faster = growth[:, t] - growth[:, t - n] >= s.change
            back = y[:, t + n] >= peak if s.regain else np.ones(len(y), dtype=bool)
        meets[:, t] = one_base & fast & faster & back
    return meets


def _slopes(y: Floats, base: Ints, n: int) -> Floats:
    """Least-squares growth over n years from each year on; NaN with a gap or a break inside."""
    offsets = np.arange(n + 1) - n / 2
    slopes = sliding_window_view(y, n + 1, axis=1) @ (offsets / (offsets**2).sum())
    one = np.ptp(sliding_window_view(base, n + 1, axis=1), axis=2) == 0
    return np.where(one, slopes, np.nan)


def _runs(columns: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for t in columns:
        if runs and t == runs[-1][-1] + 1:
            runs[-1].append(t)
        else:
            runs.append([t])
    return runs


def _episode(found: Histories, row: int, region: str, run: list[int], n: int) -> Acceleration:
    span = np.arange(run[0] - n, run[-1] + n + 1)
    y = found.scaled[row, span]
    f = [_kink(span, y, t) for t in run]
    t = run[int(np.argmax(f))]
    before, before_se = _line(found.scaled[row, t - n : t + 1])
    after, after_se = _line(found.scaled[row, t : t + n + 1])
    return Acceleration(
        region,
        found.years[t],
        before,
        after,
        before_se,
        after_se,
        max(f),
        tuple(found.years[c] for c in run),
        float(found.values[row, t]),
    )


def _kink(span: Ints, y: Floats, t: int) -> float:
    """F of a line with a kink at t against one without."""
    time = span - t
    straight = np.column_stack([np.ones(len(y)), time])
    bent = np.column_stack([straight, np.maximum(time, 0)])
    plain, kinked = _ssr(straight, y), _ssr(bent, y)
    if kinked <= 1e-20:
        return float("inf")
    return (plain - kinked) / (kinked / (len(y) - 3))


def _line(y: Floats) -> tuple[float, float]:
    x = np.column_stack([np.ones(len(y)), np.arange(len(y))])
    inverse = np.linalg.inv(x.T @ x)
    coefficients = inverse @ x.T @ y
    residuals = y - x @ coefficients
    return float(coefficients[1]), float(
        np.sqrt(inverse[1, 1] * (residuals @ residuals) / max(len(y) - 2, 1))
    )


def _ssr(x: Floats, y: Floats) -> float:
    residuals = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    return float(residuals @ residuals)


def _apart(episodes: list[Acceleration], years: int) -> list[Acceleration]:
    kept: list[Acceleration] = []
    for episode in sorted(episodes, key=lambda e: -e.f):
        if all(abs(episode.year - other.year) >= years for other in kept):
            kept.append(episode)
    return sorted(kept, key=lambda e: e.year)


@dataclass(frozen=True)
class TakeOff:
    """When a region took off, and what it was like then.

    `acceleration` is its first; None where it has none, with a note on why. `later` are further ones. `structure` has
    the value of each indicator asked for in that year, None with a note where there is none.
    """

    region: str
    acceleration: Acceleration | None
    later: tuple[Acceleration, ...]
    structure: Mapping[str, float | None]
    notes: tuple[Note, ...] = ()

    @property
    def year(self) -> int | None:
        """The year from which growth was faster."""
        return None if self.acceleration is None else self.acceleration.year


def take_off(
    panel: Panel,
    region: str,
    code: str,
    *,
    structure: Sequence[str] = (),
    settings: AccelerationSettings | None = None,
    prices: Prices = "constant",
) -> TakeOff:
    """Return when a region's growth in an indicator first accelerated, and its structure in that year.

    `region` is a code of the panel, `structure` codes of indicators. Money is at constant prices where the panel has
    a deflator. Raises `UnknownName` for a region or an indicator that is not there, `DataError` for an indicator that
    grows by points.

    >>> from duibiao.sources import load_sample
    >>> found = take_off(load_sample(), "320100", "gdp_per_capita", settings=AccelerationSettings(horizon=4))
    >>> found.region, len(found.notes) > 0
    ('320100', True)
    """
    chosen = settings or AccelerationSettings()
    row = panel.regions.position(region)
    found = histories(panel, code, prices=prices)
    own = [a for a in accelerations(found, chosen) if a.region == region]
    notes = list(found.notes)
    if not own:
        notes.append(_no_take_off(found, region, chosen))
        return TakeOff(region, None, (), dict.fromkeys(structure), tuple(notes))
    year = own[0].year
    values: dict[str, float | None] = {}
    for name in structure:
        grid = panel.grid(panel.indicators[name].code)
        value = float(grid.usable[row, grid.years.index(year)])
        values[name] = value if np.isfinite(value) else None
        if values[name] is None:
            notes.append(
                Note(
                    f"起飞年{year}没有“{panel.indicators[name].code}”的数。",
                    f"There is no {panel.indicators[name].code} in {year}, the year of take-off.",
                )
            )
    return TakeOff(region, own[0], tuple(own[1:]), values, tuple(notes))


def _no_take_off(found: Histories, region: str, s: AccelerationSettings) -> Note:
    n, row = s.horizon, found.row(region)
    least = 2 * n + 1
    whole = [
        t
        for t in range(n, len(found.years) - n)
        if np.isfinite(found.scaled[row, t - n : t + n + 1]).all()
        and np.ptp(found.base[row, t - n : t + n + 1]) == 0
    ]
    if not whole:
        return Note(
            f"没有连续{least}年口径一致的数，看不出是否起飞。可用较短的时段（horizon）。",
            f"There are no {least} years in a row on one base, so a take-off cannot be seen. A shorter horizon may do.",
        )
    return Note(
        f"{found.years[whole[0]]}—{found.years[whole[-1]]}年间没有一年符合起飞的条件（其后{n}年年均增长至少{s.growth:.1%}，且快{s.change:.1%}以上）。",
        f"No year from {found.years[whole[0]]} to {found.years[whole[-1]]} meets the criteria (growth of at least {s.growth:.1%} a year in the {n} years after, faster by at least {s.change:.1%}).",
    )
