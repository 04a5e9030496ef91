"""Aggregations: draws at once, missing parts, what is not defined, Copeland's speed, benefit of the doubt."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from duibiao.benchmark.composites import (
    AGGREGATIONS,
    Aggregate,
    a_arithmetic,
    a_benefit_of_the_doubt,
    a_copeland,
    a_generalised_mean,
    a_geometric,
    a_mazziotta_pareto,
    a_mean_min,
    aggregated,
    doubt_weights,
)
from duibiao.records import BadSetting, UnknownName

METHODS = sorted(AGGREGATIONS)
POSITIVE = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 6), st.integers(1, 5)), elements=st.floats(0.1, 100)
)


@pytest.mark.parametrize("method", METHODS)
def test_draws_at_once_are_each_alone(method: str) -> None:
    rng = np.random.default_rng(3)
    values, weights = rng.uniform(1, 9, (6, 4)), rng.dirichlet(np.ones(4), 5)
    how = Aggregate(method, power=2)
    alone = np.array([aggregated(values, w, how) for w in weights])
    if method != "benefit_of_the_doubt":  # which takes no weights
        together = aggregated(values, weights, how)
        assert together.shape == (5, 6)
        np.testing.assert_allclose(together, alone, rtol=1e-10)
    many = np.repeat(values[None], 5, axis=0)
    np.testing.assert_allclose(aggregated(many, weights, how), alone, rtol=1e-10)


@pytest.mark.parametrize("method", [m for m in METHODS if m != "benefit_of_the_doubt"])
def test_a_missing_part_is_left_out(method: str) -> None:
    how = Aggregate(method, power=2)
    full = np.array([[4.0, 6.0], [5.0, 3.0], [2.0, 9.0]])
    lacking = np.column_stack([full, [np.nan] * 3])
    np.testing.assert_allclose(
        aggregated(lacking, np.array([1.0, 2.0, 5.0]), how),
        aggregated(full, np.array([1.0, 2.0]), how),
    )


@pytest.mark.parametrize("method", METHODS)
def test_no_part_no_score_and_no_warning(method: str) -> None:
    values = np.array([[np.nan, np.nan], [1.0, 2.0], [2.0, 1.0]])
    with np.errstate(all="raise"):
        found = aggregated(values, np.ones(2), Aggregate(method, power=2))
    assert np.isfinite(found[1:]).all()
    assert np.isnan(found[0]) or method == "copeland"


@given(POSITIVE, st.data())
@settings(max_examples=60, deadline=None)
def test_means_keep_their_order(values: np.ndarray, data: st.DataObject) -> None:
    weights = data.draw(hnp.arrays(np.float64, values.shape[1], elements=st.floats(0.1, 10)))
    powers = [-3.0, -1.0, 0.0, 0.5, 1.0, 2.0]
    means = [a_generalised_mean(values, weights, power=p) for p in powers]
    for lower, upper in pairwise(means):
        assert (lower <= upper * (1 + 1e-9)).all()
    assert (means[0] >= values.min(axis=1) * (1 - 1e-9)).all()
    np.testing.assert_allclose(
        means[1], aggregated(values, weights, Aggregate("harmonic")), rtol=1e-10
    )


@given(POSITIVE)
@settings(max_examples=40, deadline=None)
def test_balance_is_not_penalised_and_imbalance_is(values: np.ndarray) -> None:
    ones = np.ones(values.shape[1])
    mean = a_arithmetic(values, ones)
    for penalised in (a_mazziotta_pareto(values, ones), a_mean_min(values, ones)):
        assert (penalised <= mean * (1 + 1e-12)).all()
    level = np.repeat(values[:, :1], 3, axis=1)
    for method in ("mazziotta_pareto", "mean_min", "geometric", "harmonic"):
        found = aggregated(level, np.ones(3), Aggregate(method))
        np.testing.assert_allclose(found, values[:, 0], rtol=1e-9)
    raised = a_mazziotta_pareto(values, ones, penalty="+")
    np.testing.assert_allclose(raised + a_mazziotta_pareto(values, ones), 2 * mean, rtol=1e-9)


def test_what_is_not_defined_is_nan_for_that_region_only() -> None:
    values = np.array([[0.0, 4.0], [2.0, 8.0]])
    np.testing.assert_allclose(a_geometric(values, np.ones(2)), [np.nan, 4])
    assert np.isnan(a_generalised_mean(-values, np.ones(2), power=2)).all()
    assert np.isnan(a_mazziotta_pareto(values - 10, np.ones(2))).all()


def test_copeland_by_hand() -> None:
    # A beats B on two of three, B beats C, C beats A: a cycle, and D is beaten by all.
    values = np.array([[3.0, 1, 2], [2, 3, 1], [1, 2, 3], [0, 0, 0]])
    np.testing.assert_array_equal(a_copeland(values, np.ones(3)), [1, 1, 1, -3])
    np.testing.assert_array_equal(a_copeland(values[:2], np.array([1.0, 1, 2])), [1, -1])
    # A tie in weight is level, whatever the last bits of the weights.
    tied = a_copeland(np.array([[1.0, 0, 0], [0, 1, 1]]), np.array([0.3, 0.1, 0.2]))
    np.testing.assert_array_equal(tied, [0, 0])


def test_benefit_of_the_doubt_is_the_best_of_all_weights() -> None:
    rng = np.random.default_rng(5)
    values = rng.uniform(0, 10, (12, 3))
    scores, weights = doubt_weights(values)
    reach = values @ weights.T
    assert (reach <= 1 + 1e-9).all() and (weights >= 0).all()
    np.testing.assert_allclose(np.diag(reach), scores)
    # No weights do better: drawn ones, scaled until the best region has 1.
    for drawn in rng.dirichlet(np.ones(3), 500):
        plain = values @ drawn
        assert (plain / plain.max() <= scores + 1e-9).all()
    assert scores.max() == pytest.approx(1)


@given(
    hnp.arrays(
        np.float64,
        st.tuples(st.integers(1, 8), st.integers(1, 4)),
        elements=st.integers(0, 4).map(float),
    )
)
@settings(max_examples=40, deadline=None)
def test_benefit_of_the_doubt_is_the_programme_of_all_regions(values: np.ndarray) -> None:
    from scipy.optimize import linprog

    values = values + 0.25 * (values.max(axis=0) == 0)  # a column of zeros leaves weights unbounded
    for own, score in zip(values, a_benefit_of_the_doubt(values), strict=True):
        plain = linprog(-own, A_ub=values, b_ub=np.ones(len(values)), method="highs")
        assert score == pytest.approx(-plain.fun, abs=1e-9)


def test_benefit_of_the_doubt_does_not_depend_on_units() -> None:
    values = np.random.default_rng(6).uniform(0, 10, (15, 4))
    scaled = values * np.array([1e12, 1e-6, 1.0, 3.0])
    np.testing.assert_allclose(
        a_benefit_of_the_doubt(values), a_benefit_of_the_doubt(scaled), rtol=1e-8
    )
    np.testing.assert_array_equal(a_benefit_of_the_doubt(np.zeros((3, 2))), [0, 0, 0])


def test_settings_are_checked() -> None:
    with pytest.raises(UnknownName, match="geometric"):
        Aggregate("geometrical")
    with pytest.raises(BadSetting, match="needs a power"):
        Aggregate("generalised_mean")
    with pytest.raises(BadSetting, match="alpha"):
        Aggregate("mean_min", alpha=2)
    with pytest.raises(UnknownName, match="penalty=-"):
        Aggregate("mazziotta_pareto", penalty="POS")  # type: ignore[arg-type]
