"""Imputation, treatment and weights: by hand, by search, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from duibiao.benchmark.composites import (
    WEIGHTINGS,
    Aggregate,
    Impute,
    Parts,
    Rows,
    Treat,
    a_arithmetic,
    i_group_median,
    i_last,
    i_linear,
    i_mean,
    i_median,
    imputed,
    outlying,
    t_boxcox,
    t_log,
    t_winsorise,
    treated,
    w_equal,
    w_optimised,
    w_principal_components,
)
from duibiao.records import BadSetting, DataError, UnknownName

NAN = np.nan


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)[:, None]


def test_imputations_by_hand() -> None:
    values = column(1, NAN, 2, 9)
    assert i_mean(values)[1, 0] == 4 and i_median(values)[1, 0] == 2
    groups = np.array([0, 1, 1, 1])
    assert i_group_median(values, groups)[1, 0] == 5.5
    # A group without a figure stays without one.
    assert np.isnan(i_group_median(values, np.array([0, 1, 2, 3]))[1, 0])
    series, times = np.zeros(4, dtype=np.int64), np.array([2018.0, 2021, 2019, 2020])
    np.testing.assert_allclose(
        i_linear(column(1, NAN, NAN, 5), series, times).ravel(), [1, NAN, 3, 5]
    )
    np.testing.assert_allclose(i_last(column(1, NAN, NAN, 5), series, times).ravel(), [1, 5, 1, 5])


def test_in_a_panel_the_mean_is_that_of_the_same_time() -> None:
    rows = Rows(
        np.array([0, 0, 0, 1, 1, 1]),
        np.array([0, 1, 2, 0, 1, 2]),
        np.array([1.0, 1, 1, 2, 2, 2]),
        np.array([0, 0, 1, 0, 0, 1]),
    )
    values = column(1, NAN, 5, 10, NAN, 50)
    np.testing.assert_allclose(imputed(values, Impute("mean"), rows).ravel()[[1, 4]], [3, 30])
    grouped = imputed(values, Impute("group_mean", by="g"), rows).ravel()
    np.testing.assert_allclose(grouped[[1, 4]], [1, 10])
    np.testing.assert_array_equal(imputed(values, Impute("none"), rows), values)


def test_imputation_settings_are_checked() -> None:
    with pytest.raises(UnknownName, match="group_mean"):
        Impute("groupmean")
    with pytest.raises(BadSetting, match="group column"):
        Impute("group_mean")
    with pytest.raises(BadSetting, match="group column"):
        Impute("linear", by="g")


SKEWED = np.array([*np.linspace(1, 10, 20), 200.0, 90.0])


def test_winsorising_moves_one_more_point_until_the_gate_is_passed() -> None:
    how = Treat()
    made = t_winsorise(SKEWED, how)
    assert outlying(SKEWED[:, None], how)[0] and not outlying(made[:, None], how)[0]
    np.testing.assert_array_equal(made, [*np.linspace(1, 10, 21 - 1), 10.0, 10.0])
    # By steps: 200 becomes 90, and as that is not enough both become 10.
    once = np.where(SKEWED == 200, 90, SKEWED)
    skew, kurt = stats.skew(once, bias=False), stats.kurtosis(once, bias=False)
    assert abs(skew) > 2 and kurt > 3.5
    np.testing.assert_array_equal(t_winsorise(-SKEWED, how), -made)


def test_what_winsorising_cannot_mend_is_transformed_as_it_was() -> None:
    heavy = np.exp(np.random.default_rng(0).normal(0, 3, 300))
    moved = t_winsorise(heavy, Treat())
    assert (moved != heavy).sum() == 5 and outlying(moved[:, None], Treat())[0]
    made, done = treated(heavy[:, None], Treat())
    assert done == ("log",)
    offset = 0.01 * np.ptp(heavy)
    np.testing.assert_allclose(made[:, 0], np.log(heavy - heavy.min() + offset))
    made, done = treated(heavy[:, None], Treat(then=""))
    assert done == ("winsorise",)
    made, done = treated(heavy[:, None], Treat(method="boxcox"))
    assert done == ("boxcox",) and abs(stats.skew(made[:, 0])) < 0.5


@given(st.lists(st.floats(-100, 100), min_size=5, max_size=30, unique=True))
@settings(max_examples=50, deadline=None)
def test_transforms_keep_the_order(values: list[float]) -> None:
    figures = np.round(np.array(values), 3)
    if np.ptp(figures) < 1:
        return
    order = np.argsort(figures, kind="stable")
    for transform in (t_log, t_boxcox):
        assert (np.diff(transform(figures)[order]) >= -1e-12).all()


def test_few_or_level_figures_are_never_treated() -> None:
    values = np.column_stack([[1.0, 1, 1, 1, 1], [0.0, NAN, NAN, 1, 100]])
    made, done = treated(values, Treat(skewness=0.0, kurtosis=-9))
    np.testing.assert_array_equal(made, values)
    assert done == ("", "")


def test_treatment_never_makes_all_regions_level() -> None:
    yes_or_no = np.array([0.0] * 11 + [1])
    rare = np.array([0.0] * 10 + [1, 9])
    assert outlying(np.column_stack([yes_or_no, rare]), Treat()).all()
    made, done = treated(np.column_stack([yes_or_no, rare]), Treat(then=""))
    np.testing.assert_array_equal(made[:, 0], yes_or_no)
    np.testing.assert_array_equal(made[:, 1], [*[0.0] * 10, 1, 1])
    assert done == ("", "winsorise")


def parts_of(values: np.ndarray, how: str = "arithmetic") -> Parts:
    count = values.shape[1]
    codes = tuple(chr(97 + i) for i in range(count))
    return Parts("index", codes, values, np.full(count, 1 / count), Aggregate(how))


def drawn(count: int = 3, regions: int = 40, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.uniform(1, 2, (regions, 1)) + rng.uniform(0, 1, (regions, count))


def correlations(values: np.ndarray, shares: np.ndarray) -> np.ndarray:
    score = values @ shares
    return np.array([np.corrcoef(c, score)[0, 1] for c in values.T])


@pytest.mark.parametrize("name", sorted(WEIGHTINGS))
def test_shares_sum_to_one_and_are_never_negative(name: str) -> None:
    shares, _ = WEIGHTINGS[name](parts_of(drawn()))
    assert shares.sum() == pytest.approx(1) and (shares >= 0).all()
    one, _ = WEIGHTINGS[name](parts_of(drawn(1)))
    np.testing.assert_allclose(one, [1])


def test_principal_components_are_those_of_the_correlations() -> None:
    values = drawn()
    shares, notes = w_principal_components(parts_of(values))
    _, singular, right = np.linalg.svd(stats.zscore(values), full_matrices=False)
    np.testing.assert_allclose(shares, right[0] ** 2)
    assert f"{singular[0] ** 2 / (singular**2).sum():.0%}" in notes[0].en
    turned = values * [1, 1, -1]
    same, notes = w_principal_components(parts_of(turned))
    np.testing.assert_allclose(same, shares)
    assert "c loads negatively" in notes[1].en


def test_optimised_weights_make_all_parts_equally_important() -> None:
    values = drawn() * [1, 5, 100]
    shares, _ = w_optimised(parts_of(values))
    reached = correlations(values, shares)
    assert np.ptp(reached) < 1e-10 and (shares > 0).all()
    assert np.ptp(correlations(values, np.full(3, 1 / 3))) > 0.1
    geometric, _ = w_optimised(parts_of(values, "geometric"))
    score = np.exp(np.log(values) @ geometric)
    assert np.ptp([np.corrcoef(c, score)[0, 1] for c in values.T]) < 1e-3


def test_where_equality_asks_for_a_negative_weight_the_nearest_without_is_found() -> None:
    rng = np.random.default_rng(4)
    base = rng.normal(size=60)
    values = np.column_stack(
        [base + 0.1 * rng.normal(size=60), base + 0.6 * rng.normal(size=60), base - 0.2]
    )
    values = np.column_stack([values, rng.normal(size=60)])
    values[:, 2] += 0.01 * rng.normal(size=60)
    shares, notes = w_optimised(parts_of(values))
    best = np.var(correlations(values, shares))
    tries = [np.var(correlations(values, w)) for w in rng.dirichlet(np.full(4, 0.5), 3000)]
    assert best <= min(tries) + 1e-9
    assert "correlate" in notes[0].en


def test_weights_from_figures_need_figures() -> None:
    for name in ("principal_components", "optimised"):
        with pytest.raises(DataError, match="Only 2 regions"):
            WEIGHTINGS[name](parts_of(drawn(3, 2)))
        level = drawn()
        level[:, 1] = 7
        with pytest.raises(DataError, match="“b” is the same"):
            WEIGHTINGS[name](parts_of(level))


def test_equal_weights_are_a_plain_mean() -> None:
    values = drawn()
    shares, _ = w_equal(parts_of(values))
    np.testing.assert_allclose(a_arithmetic(values, shares), values.mean(axis=1))
