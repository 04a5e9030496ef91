"""Convergence: worked by hand, invariants, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as student

from duibiao.records import BadSetting, DataError, UnknownName
from duibiao.sources import load_sample
from duibiao.targets import (
    HACS,
    Balanced,
    ConvergenceSettings,
    balance,
    balanced_histories,
    beta_convergence,
    histories,
    hodrick_prescott,
    measure_convergence,
    sigma_convergence,
)
from duibiao.targets.convergence.clubs import SIEVES, find_clubs
from duibiao.targets.convergence.log_t import LogTFrame
from duibiao.targets.convergence.tails import normal_below, student_beyond, student_reach

YEARS = tuple(range(1990, 2020))


def two_clubs(seed: int = 0, n: int = 8) -> Balanced:
    """Half of the regions go to 12, half to 8, their distances closing fast; a little noise."""
    rng = np.random.default_rng(seed)
    t = np.arange(len(YEARS))
    start = rng.uniform(0.5, 1.5, size=(2 * n, 1)) * rng.choice([-1, 1], size=(2 * n, 1))
    goal = np.repeat([12.0, 8.0], n)[:, None]
    values = goal + start * np.exp(-0.12 * t) + rng.normal(scale=1e-3, size=(2 * n, len(YEARS)))
    return balance([f"R{i}" for i in range(2 * n)], YEARS, values)


def test_two_clubs_are_found() -> None:
    found = measure_convergence(two_clubs())
    assert found.whole is not None and found.whole.reading == "none"
    assert found.clubs is not None
    first, second = found.clubs.clubs
    assert set(first.members) == {f"R{i}" for i in range(8)}
    assert set(second.members) == {f"R{i}" for i in range(8, 16)}
    assert found.clubs.of("R9") is second
    assert first.path[-1] == pytest.approx(1.2, abs=0.01)


def test_one_t_is_another_way_to_the_same() -> None:
    """Growing and joining sets give the t that each set has by itself."""
    frame = LogTFrame(two_clubs().values, ConvergenceSettings())
    rows = [3, 1, 12, 7, 5]
    growing = frame.growing(rows)
    alone = [frame.test(rows[: k + 1]).t for k in range(1, len(rows))]
    np.testing.assert_allclose(growing, alone, rtol=1e-9)
    joining = frame.joining(rows[:3], [0, 9, 15])
    np.testing.assert_allclose(
        joining, [frame.test([*rows[:3], r]).t for r in (0, 9, 15)], rtol=1e-9
    )


def test_regions_that_are_the_same_are_in_one_club() -> None:
    one = two_clubs()
    twins = balance([*one.ids, "twin"], YEARS, np.vstack([one.values, one.values[2]]))
    found = measure_convergence(twins)
    assert found.clubs is not None and found.clubs.of("twin") is found.clubs.of("R2") is not None
    only = balance("ABCD", YEARS, np.vstack([one.values[[0, 0]], one.values[[9, 9]]]))
    alone = measure_convergence(only)
    assert alone.clubs is not None
    assert [c.members for c in alone.clubs.clubs] == [("A", "B"), ("C", "D")]
    assert alone.clubs.clubs[0].log_t.reading == "unknown"


def test_log_t_by_least_squares() -> None:
    """The slope is that of ln(H1/Ht) - 2 ln ln t on ln t from the first year kept."""
    values = two_clubs().values
    frame = LogTFrame(values, ConvergenceSettings(trim=0.2))
    h = ((values / values.mean(axis=0) - 1) ** 2).mean(axis=0)
    t = np.arange(1, 31)[6:]
    slope, _ = np.polyfit(np.log(t), np.log(h[0] / h[6:]) - 2 * np.log(np.log(t)), 1)
    assert frame.test(list(range(16))).beta == pytest.approx(slope)


@pytest.mark.parametrize("hac", HACS)
def test_standard_errors_of_independent_residuals_are_near_the_textbook(hac: str) -> None:
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(400), np.linspace(0, 1, 400)])
    e = rng.normal(size=(20, 400))
    e -= (e @ np.linalg.pinv(x).T) @ x.T
    plain = (e**2).sum(axis=1) / 398 * np.linalg.inv(x.T @ x)[1, 1]
    assert np.median(HACS[hac](x, e) / plain) == pytest.approx(1, abs=0.15)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.permutations(range(16)))
def test_clubs_do_not_depend_on_the_order_of_the_file_nor_on_scale(
    seed: int, order: list[int]
) -> None:
    one = two_clubs(seed)
    other = balance([one.ids[i] for i in order], YEARS, 1000 * one.values[order])
    first, second = measure_convergence(one), measure_convergence(other)
    assert first.clubs is not None and second.clubs is not None
    assert [c.members for c in first.clubs.clubs] == [c.members for c in second.clubs.clubs]
    assert first.clubs.divergent == second.clubs.divergent


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from(sorted(SIEVES)),
    st.sampled_from(["max", "all"]),
    st.sampled_from(["none", "ps", "vlt"]),
    st.booleans(),
)
def test_every_region_is_in_one_club_or_divergent(
    seed: int, sieve: str, core: str, merge: str, divergent: bool
) -> None:
    rng = np.random.default_rng(seed)
    values = 10 + np.cumsum(rng.normal(scale=0.1, size=(12, 25)), axis=1)
    table = balance([str(i) for i in range(12)], range(25), values)
    chosen = ConvergenceSettings(sieve=sieve, core=core, merge=merge, merge_divergent=divergent)  # type: ignore[arg-type]
    found = measure_convergence(table, settings=chosen)
    for clubs in filter(None, (found.clubs, found.merged)):
        members = [m for c in clubs.clubs for m in c.members] + list(clubs.divergent)
        assert sorted(members) == sorted(table.ids)
        assert all(len(c.members) > 1 for c in clubs.clubs)
    if found.merged and found.clubs:
        numbers = [n for c in found.merged.clubs for n in c.merged_from]
        assert numbers == [c.number for c in found.clubs.clubs]
        assert set(found.merged.divergent) <= set(found.clubs.divergent)


def test_a_raised_criterion_gives_clubs_that_pass_as_wholes() -> None:
    rng = np.random.default_rng(5)
    values = 10 + np.cumsum(rng.normal(scale=0.1, size=(30, 25)), axis=1)
    frame = LogTFrame(values, ConvergenceSettings(sieve="incremental"))
    clubs, _ = find_clubs(frame)
    assert all((frame.test(c).t or 0) > -1.65 for c in clubs)


def test_the_trend_of_a_line_is_the_line_and_noise_is_smoothed() -> None:
    t = np.arange(20.0)
    noise = np.random.default_rng(0).normal(size=20)
    line, rough = hodrick_prescott(np.stack([3 + 2 * t, 3 + 2 * t + noise]), 400.0)
    np.testing.assert_allclose(line, 3 + 2 * t, atol=1e-8)
    assert np.abs(np.diff(rough, 2)).max() < 0.1 * np.abs(np.diff(noise, 2)).max()
    # First-order conditions: (I + s D'D) trend = values.
    second = np.diff(np.eye(20), n=2, axis=0)
    np.testing.assert_allclose((np.eye(20) + 400 * second.T @ second) @ rough, 3 + 2 * t + noise)


def test_speed_undoes_the_way_the_data_were_made() -> None:
    """y goes to 5 at 3 % a year, so the slope is -(1 - exp(-.03 T)) / T and half is closed in 23.1 years."""
    t = np.arange(31)
    values = 5 + np.array([[-2.0], [-1.0], [0.5], [1.5], [3.0]]) * np.exp(-0.03 * t)
    values[0, -1] += 1e-6
    beta = beta_convergence(balance("ABCDE", range(1990, 2021), values))
    assert beta.speed == pytest.approx(0.03, abs=1e-5)
    assert beta.half_life == pytest.approx(np.log(2) / 0.03, abs=0.01)
    low, high = beta.speed_interval
    assert low is not None and high is not None and low < 0.03 < high


def test_controls_make_it_conditional() -> None:
    """Each region goes to its own level: without the control it hides, with it the speed is found."""
    goal = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    away = np.array([0.5, -0.2, 0.3, -0.4, 0.1, -0.3])
    values = goal[:, None] + away[:, None] * np.exp(-0.05 * np.arange(21))
    values[2, -1] += 1e-7
    table = balance("ABCDEF", range(21), values)
    plain = beta_convergence(table)
    assert plain.speed is not None and plain.speed < 0.01
    conditional = beta_convergence(table, controls={"goal": goal})
    assert conditional.speed == pytest.approx(0.05, abs=1e-5)
    assert set(conditional.controls) == {"goal"}


def test_robust_errors_by_hand() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0])
    growth = np.array([0.30, 0.18, 0.13, 0.02])
    beta = beta_convergence(Balanced(tuple("ABCD"), (0, 1), np.column_stack([x, x + growth])))
    d = x - x.mean()
    slope = (d @ growth) / (d @ d)
    e = growth - growth.mean() - slope * d
    assert beta.slope.value == pytest.approx(slope)
    assert beta.slope.se == pytest.approx(np.sqrt((d**2 @ e**2) / (d @ d) ** 2 * 4 / 2))


def test_changed_places_have_no_speed() -> None:
    table = Balanced(tuple("ABCD"), (0, 1), np.array([[1, 4.1], [2, 3], [3, 2], [4, 1.0]]))
    beta = beta_convergence(table)
    assert beta.speed is None and beta.half_life is None and beta.notes


def test_sigma_by_hand() -> None:
    table = Balanced(("A", "B"), (1, 2), np.array([[1.0, 2.0], [3.0, 2.5]]))
    found = {d.measure: d.values for d in sigma_convergence(table, table)}
    assert found["sd"] == pytest.approx((np.sqrt(2), 0.5 / np.sqrt(2)))
    assert found["cv"][0] == pytest.approx(np.sqrt(2) / 2)
    assert found["gini"][0] == pytest.approx(0.25)
    theil = (0.5 * np.log(0.5) + 1.5 * np.log(1.5)) / 2
    assert found["theil"][0] == pytest.approx(theil)


def test_a_falling_dispersion_has_its_yearly_rate() -> None:
    t = np.arange(20)
    wobble = np.exp(0.02 * np.sin(t))
    values = np.array([[-1.0], [0.0], [1.0]]) * np.exp(-0.04 * t) * wobble + 10
    table = Balanced(tuple("ABC"), tuple(range(20)), values)
    sd = sigma_convergence(table, table)[0]
    assert sd.trend == pytest.approx(-0.04, abs=0.003)
    assert sd.p is not None and sd.p < 0.001


def test_negative_values_have_no_relative_measures() -> None:
    table = Balanced(tuple("AB"), (1, 2), np.array([[-1.0, 2.0], [3.0, 2.5]]))
    assert [d.measure for d in sigma_convergence(table, table)] == ["sd", "iqr", "range"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"years": [2020], "values": [[1], [2], [3]]}, "cross-section"),
        ({"values": [[5, 5], [5, 5], [5, 5]]}, "nothing to compare"),
        ({"values": [[1, 2], [3, None], [5, 6]]}, "B lacks 2020"),
        ({"ids": ["A", "A", "C"]}, "more than once"),
        ({"years": [2020, 2019]}, "increase"),
        ({"ids": ["A", "B"]}, "a row for each"),
    ],
)
def test_what_cannot_be_used_is_said(change: dict[str, object], words: str) -> None:
    given_: dict[str, object] = {
        "ids": ["A", "B", "C"],
        "years": [2019, 2020],
        "values": [[1, 2], [3, 4], [5, 6]],
    }
    with pytest.raises(DataError, match=words):
        balance(**(given_ | change))  # type: ignore[arg-type]


def test_bounds_in_the_wrong_order_and_regions_left_out() -> None:
    table = {"ids": list("ABCD"), "years": [1, 2], "values": [[1, 2], [3, 4], [5, None], [2, 2]]}
    with pytest.raises(BadSetting, match="after the last"):
        balance(**table, start=2, end=1)  # type: ignore[arg-type]
    made = balance(**table, missing="drop")  # type: ignore[arg-type]
    assert made.ids == ("A", "B", "D") and "C" in made.notes[0].zh
    with pytest.raises(DataError, match="at least 5"):
        balance(**table, missing="drop", fewest_regions=5)  # type: ignore[arg-type]


def test_logarithms_of_what_has_none() -> None:
    table = balance("ABC", [1, 2], [[1, 2], [3, -4], [5, 6]])
    with pytest.raises(DataError, match=r"B has -4 in 2"):
        measure_convergence(table, settings=ConvergenceSettings(log=True))


def test_too_few_years_for_log_t_leave_the_rest() -> None:
    one = two_clubs()
    short = balance(one.ids, YEARS[:9], one.values[:, :9])
    found = measure_convergence(short)
    assert found.clubs is None and found.whole is None
    assert found.sigma[0].trend is not None
    assert "needs 8" in found.notes[-1].en


def test_an_index_on_its_first_year_is_refused() -> None:
    one = two_clubs()
    flat = one.values.copy()
    flat[:, 0] = 100.0
    with pytest.raises(DataError, match="the same everywhere"):
        measure_convergence(balance(one.ids, YEARS, flat))


@given(st.integers(1, 400), st.floats(0, 40))
def test_tails_are_those_of_scipy(freedom: int, t: float) -> None:
    assert student_beyond(t, freedom) == pytest.approx(2 * student.sf(t, freedom), abs=1e-12)
    assert student_reach(freedom) == pytest.approx(student.ppf(0.975, freedom), rel=1e-9)
    assert normal_below(-t) == pytest.approx(norm.cdf(-t), rel=1e-9)


def test_settings_name_what_is_allowed() -> None:
    with pytest.raises(UnknownName, match="fqsb"):
        ConvergenceSettings(hac="white")
    with pytest.raises(BadSetting):
        ConvergenceSettings(trim=0)
    with pytest.raises(UnknownName, match="hc1"):
        beta_convergence(two_clubs(), covariance="white")
    with pytest.raises(DataError, match="combination"):
        beta_convergence(two_clubs(), controls={"one": [1.0] * 16})


def test_histories_become_a_table_and_breaks_leave_out() -> None:
    found = histories(load_sample(), "gdp_per_capita")
    with pytest.raises(DataError, match="have a break"):
        balanced_histories(found)
    start = found.years[-2]
    same = found.base[:, -1] == found.base[:, -2]
    full = same & np.isfinite(found.values[:, -2:]).all(axis=1)
    if full.sum() >= 3:
        made = balanced_histories(found, start=start)
        assert len(made.ids) == int(full.sum())
        np.testing.assert_array_equal(made.values, found.values[full, -2:])
