"""Turning points: accelerations worked by hand, shifts of growth that were put in, breaks obeyed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.records import BadSetting, DataError, Floats, Indicator, UnknownName
from duibiao.sources import load_sample
from duibiao.targets import (
    AccelerationSettings,
    Histories,
    TrendSettings,
    accelerations,
    histories,
    take_off,
    trend_breaks,
)

GDP = Indicator("gdp_per_capita", "人均GDP", "GDP per head", "元")


def made(levels: Floats, start: int = 1950) -> Histories:
    values = np.atleast_2d(levels)
    return Histories(
        GDP,
        tuple(f"R{i}" for i in range(len(values))),
        tuple(range(start, start + values.shape[1])),
        values,
        np.zeros(values.shape, dtype=np.int64),
        "current",
    )


def grown(*rates: float) -> Floats:
    return np.asarray(1000 * np.exp(np.concatenate([[0.0], np.cumsum(rates)])))


def test_a_kink_is_found_in_its_year() -> None:
    """1 % a year until 1965, 6 % from then on: after - before is 5 points, and the fit is best in 1965."""
    found = accelerations(made(grown(*[0.01] * 15, *[0.06] * 15)))
    assert len(found) == 1
    episode = found[0]
    assert (episode.region, episode.year) == ("R0", 1965)
    assert (episode.before, episode.after) == pytest.approx((0.01, 0.06))
    assert episode.before_se == pytest.approx(0, abs=1e-12)
    assert episode.level == pytest.approx(1000 * np.exp(0.15))
    assert 1965 in episode.candidates and episode.candidates[0] < 1965 < episode.candidates[-1]


def test_candidates_by_hand() -> None:
    """n = 2, least squares over 3 points is (y2 - y0) / 2; the criteria are 5 % and 2 points more than before."""
    level = made(grown(0.0, 0.0, 0.04, 0.06, 0.06, 0.06))
    chosen = AccelerationSettings(horizon=2, growth=0.049, change=0.019)
    # From 1952: (.04 + .06) / 2 = .05 after 0; from 1953: .06 after .02; from 1954: .06 after .05.
    episode = accelerations(level, chosen)[0]
    assert episode.candidates == (1952, 1953)


def test_thresholds_and_the_earlier_peak() -> None:
    slow = made(grown(*[0.0] * 10, *[0.03] * 10))
    assert accelerations(slow) == ()
    assert accelerations(slow, AccelerationSettings(growth=0.025)) != ()
    crash = made(grown(*[0.0] * 5, *[-0.2] * 5, *[0.05] * 8))
    assert accelerations(crash) == ()
    again = accelerations(crash, AccelerationSettings(regain=False))
    assert [e.year for e in again] == [1960]


def test_a_window_with_a_break_or_a_gap_is_none() -> None:
    level = made(grown(*[0.01] * 15, *[0.06] * 15))
    base = level.base.copy()
    base[0, 15:] = 1
    assert accelerations(replace(level, base=base)) == ()
    assert trend_breaks(replace(level, base=base)).breaks == ()
    values = level.values.copy()
    values[0, 16] = np.nan
    assert accelerations(replace(level, values=values)) == ()


def test_episodes_stand_apart() -> None:
    level = made(grown(*[0.01] * 10, *[0.05] * 10, *[0.01] * 10, *[0.07] * 10))
    found = accelerations(level)
    assert [e.year for e in found] == [1960, 1980]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 1e5))
def test_units_do_not_matter_and_each_episode_meets_the_criteria(seed: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    level = made(np.stack([grown(*rng.normal(0.03, 0.03, 40)) for _ in range(4)]))
    found = accelerations(level)
    other = accelerations(replace(level, values=level.values * unit))
    assert [(e.region, e.year) for e in found] == [(e.region, e.year) for e in other]
    for e in found:
        assert e.after >= 0.035 and e.change >= 0.02
        t = e.year - 1950
        row = level.values[int(e.region[1:])]
        assert row[t + 7] >= row[: t + 1].max()


def test_shares_do_not_accelerate() -> None:
    share = Indicator("share", "占比", "Share", "%")
    with pytest.raises(DataError, match="trend_breaks"):
        accelerations(replace(made(grown(*[0.01] * 20)), indicator=share))
    with pytest.raises(BadSetting):
        AccelerationSettings(horizon=1)


@pytest.mark.parametrize("select", ["sup-f", "bic"])
def test_shifts_that_were_put_in_are_found(select: str) -> None:
    rng = np.random.default_rng(2)
    noise = rng.normal(scale=0.004, size=36)
    level = made(grown(*(np.repeat([0.02, 0.08, 0.03], 12) + noise)))
    found = trend_breaks(level, TrendSettings(select=select))  # type: ignore[arg-type]
    assert [b.year for b in found.breaks] == [1962, 1974]
    first = found.breaks[0]
    assert first.low <= 1962 <= first.high
    assert first.before == pytest.approx(0.02, abs=3 * first.before_se)
    assert (first.p is None) == (select == "bic")


def test_the_test_keeps_its_level() -> None:
    """Of 200 series without a break about 5 % show one."""
    rng = np.random.default_rng(3)
    level = made(np.stack([grown(*rng.normal(0.05, 0.02, 30)) for _ in range(200)]))
    found = trend_breaks(level)
    wrong = {b.region for b in found.breaks}
    assert 2 <= len(wrong) <= 20


def test_steady_growth_has_no_break() -> None:
    level = made(grown(*[0.05] * 30))
    for select in ("sup-f", "bic"):
        assert trend_breaks(level, TrendSettings(select=select)).breaks == ()  # type: ignore[arg-type]


def test_least_squares_is_over_all_partitions() -> None:
    from itertools import combinations

    from duibiao.targets.breaks_in_trend import _partitions

    growth = np.random.default_rng(7).normal(size=16)
    for m, (ssr, cuts) in enumerate(_partitions(growth, TrendSettings(shortest=3))):
        every = [
            c
            for c in combinations(range(1, 16), m)
            if all(b - a >= 3 for a, b in zip((0, *c), (*c, 16), strict=True))
        ]
        sums = [sum(part.var() * len(part) for part in np.split(growth, c)) for c in every]
        assert ssr == pytest.approx(min(sums))
        assert tuple(cuts) == every[int(np.argmin(sums))]


def test_short_histories_are_named() -> None:
    found = trend_breaks(made(grown(*[0.05] * 5)))
    assert found.skipped == ("R0",) and "R0" in found.notes[0].en
    with pytest.raises(UnknownName, match="bic"):
        TrendSettings(select="aic")  # type: ignore[arg-type]


def test_take_off_says_when_or_why_not() -> None:
    panel = load_sample()
    region = panel.regions.codes[0]
    none = take_off(panel, region, "gdp_per_capita", structure=["gdp_per_capita"])
    assert none.year is None and none.structure == {"gdp_per_capita": None}
    assert "on one base" in none.notes[-1].en
    low = AccelerationSettings(horizon=2, growth=-1, change=-1, regain=False)
    codes = panel.regions.codes
    found = next(
        f
        for f in (take_off(panel, r, "gdp", structure=["gdp"], settings=low) for r in codes)
        if f.year is not None
    )
    grid = panel.grid("gdp")
    at = grid.usable[panel.regions.position(found.region), grid.years.index(found.year or 0)]
    assert found.structure["gdp"] == pytest.approx(at)
    never = AccelerationSettings(horizon=2, growth=9)
    assert "meets the criteria" in take_off(panel, found.region, "gdp", settings=never).notes[-1].en
    with pytest.raises(UnknownName):
        take_off(panel, region, "no_such")
    assert histories(panel, "gdp").scale == "log"
