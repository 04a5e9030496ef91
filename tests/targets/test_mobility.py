"""Mobility: worked by hand, invariants, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.records import BadSetting, DataError, UnknownName
from duibiao.targets import (
    Balanced,
    MobilitySettings,
    balance,
    classify,
    estimate_chain,
    homogeneity_test,
    measure_mobility,
    rank_steps,
    theta_steps,
)


def panel(seed: int = 0, regions: int = 20, years: int = 12) -> Balanced:
    rng = np.random.default_rng(seed)
    values = np.exp(np.cumsum(rng.normal(0.05, 0.2, size=(regions, years)), axis=1))
    return balance([f"R{i}" for i in range(regions)], range(2000, 2000 + years), values)


def test_a_chain_by_hand() -> None:
    """Two classes, 0.75 to stay below and 0.5 to stay above."""
    chain = estimate_chain(np.array([[3, 1], [2, 2]]))
    assert chain.steady_state == pytest.approx((2 / 3, 1 / 3))
    assert chain.first_passage == (pytest.approx((1.5, 4.0)), pytest.approx((2.0, 3.0)))
    assert chain.sojourn == (4.0, 2.0)
    assert chain.se[0][0] == pytest.approx(np.sqrt(0.75 * 0.25 / 4))
    assert chain.half_life == pytest.approx(np.log(2) / np.log(4))
    indices = chain.indices
    assert indices is not None
    assert (indices.prais, indices.determinant, indices.eigenvalue) == pytest.approx((0.75,) * 3)
    assert indices.bartholomew_leaving == pytest.approx(2 - 2 * (0.5 + 1 / 6))
    assert indices.bartholomew_distance == pytest.approx(1 / 3)


def test_nobody_moves_and_there_is_no_one_steady_state() -> None:
    chain = estimate_chain(np.diag([5, 5]))
    assert chain.steady_state is None and "{1}, {2}" in chain.notes[0].en
    assert chain.sojourn == (None, None)
    assert chain.first_passage == ((1.0, None), (None, 1.0))
    assert chain.indices is not None and chain.indices.prais == 0
    assert chain.indices.bartholomew_leaving is None


def test_a_class_that_is_never_left_is_reached_and_not_left() -> None:
    chain = estimate_chain(np.array([[1, 1], [0, 3]]))
    assert chain.steady_state == pytest.approx((0, 1), abs=1e-12)
    assert chain.first_passage == ((None, 2.0), (None, 1.0))
    assert chain.sojourn == (2.0, None)


def test_a_class_that_nobody_leaves_from_is_open() -> None:
    chain = estimate_chain(np.array([[3, 1, 0], [1, 3, 0], [0, 0, 0]]))
    assert chain.probabilities[2] == (None, None, None)
    assert chain.steady_state is None and chain.indices is None
    assert "class 3" in chain.notes[0].en


def test_classes_by_hand() -> None:
    table = Balanced(
        tuple("ABCDE"), (1, 2), np.array([[1, 10], [2, 20], [3, 30], [4, 40], [5, 50.0]])
    )
    by_year = classify(table, MobilitySettings(classes=5))
    assert by_year.of[:, 0].tolist() == by_year.of[:, 1].tolist() == [0, 1, 2, 3, 4]
    pooled = classify(table, MobilitySettings(classes=2, by="pooled", relative="none"))
    # The median of all ten is 7.5.
    assert pooled.of.tolist() == [[0, 1]] * 5
    relative = classify(table, MobilitySettings(classes=2, by="pooled"))
    assert relative.of[:, 0].tolist() == [0, 0, 0, 1, 1]


def test_ranks_by_hand() -> None:
    table = Balanced(tuple("ABC"), (1, 2, 3), np.array([[1, 1, 3], [2, 3, 2], [3, 2, 1.0]]))
    first, _, whole = rank_steps(table)
    assert (first.concordant, first.discordant, first.tau) == (2, 1, pytest.approx(1 / 3))
    assert (whole.start, whole.end, whole.tau, whole.moved) == (1, 3, pytest.approx(-1), 4 / 3)


def test_theta_is_nothing_where_moves_within_groups_cancel() -> None:
    table = Balanced(tuple("ABCD"), (1, 2), np.array([[1, 2], [2, 1], [3, 4], [4, 3.0]]))
    step = theta_steps(table, ["u", "u", "v", "v"], permutations=99)[0]
    assert step.theta == 0 and step.p_above == 1.0
    still = Balanced(tuple("ABCD"), (1, 2), np.array([[1, 2], [2, 3], [3, 4], [4, 5.0]]))
    assert theta_steps(still, ["u", "u", "v", "v"], permutations=9)[0].theta is None


def test_homogeneity_by_hand() -> None:
    """Pooled rows are even, so Q = sum of n (p - 1/2)² / (1/2)."""
    found = homogeneity_test([np.array([[8, 2], [5, 5]]), np.array([[2, 8], [5, 5]])])
    assert found.q == pytest.approx(2 * 10 * 2 * 0.3**2 / 0.5)
    assert found.lr == pytest.approx(4 * (8 * np.log(1.6) + 2 * np.log(0.4)))
    assert found.freedom == 2


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 6), st.permutations(range(20)), st.floats(0.01, 1e4))
def test_neither_the_order_of_the_file_nor_the_unit_matters(
    seed: int, k: int, order: list[int], unit: float
) -> None:
    one = panel(seed)
    other = balance([one.ids[i] for i in order], one.years, unit * one.values[order])
    chosen = MobilitySettings(classes=k, draws=0)
    first = measure_mobility(one, settings=chosen)
    second = measure_mobility(other, settings=chosen)
    assert first.chain.counts == second.chain.counts
    assert dict(first.classes) == dict(second.classes)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_a_chain_holds_together(seed: int, k: int) -> None:
    found = measure_mobility(panel(seed), settings=MobilitySettings(classes=k, draws=0))
    chain = found.chain
    p = np.array(chain.probabilities, dtype=float)
    assert sum(map(sum, chain.counts)) == 20 * 11
    np.testing.assert_allclose(p.sum(axis=1), 1)
    if chain.steady_state is None:
        return
    steady = np.array(chain.steady_state)
    np.testing.assert_allclose(steady @ p, steady, atol=1e-12)
    m = np.array(chain.first_passage, dtype=float)
    if np.isfinite(m).all():
        np.testing.assert_allclose(np.diagonal(m), 1 / steady)
        np.testing.assert_allclose(m, 1 + p @ (m - np.diag(np.diagonal(m))))


def test_doubt_surrounds_and_is_the_same_with_one_seed() -> None:
    chosen = MobilitySettings(classes=3, draws=300, seed=4)
    found, again = (measure_mobility(panel(3, 40, 20), settings=chosen) for _ in range(2))
    assert found.doubt == again.doubt and found.doubt is not None
    interval = found.doubt.indices["prais"]
    assert interval is not None and found.chain.indices is not None
    assert interval[0] < found.chain.indices.prais < interval[1]


def test_sub_periods_share_the_transitions() -> None:
    found = measure_mobility(panel(), settings=MobilitySettings(classes=3, split=(2004,), draws=0))
    test = found.homogeneity
    assert test is not None and test.periods == ((2000, 2004), (2004, 2011))
    assert (np.sum(test.counts, axis=0) == np.array(found.chain.counts)).all()
    assert np.sum(test.counts[0]) == 20 * 4


def test_uneven_years_are_said() -> None:
    table = Balanced(
        tuple("ABCD"), (1990, 2000, 2005), np.array([[1, 2, 3], [2, 1, 4], [3, 4, 1], [4, 3, 2.0]])
    )
    found = measure_mobility(table, settings=MobilitySettings(classes=2, draws=0))
    assert "not evenly spaced" in found.notes[-1].en


def test_refusals() -> None:
    table = panel(regions=4)
    with pytest.raises(DataError, match="4 regions cannot form 5 classes"):
        measure_mobility(table)
    with pytest.raises(BadSetting, match="from 2 to 20"):
        MobilitySettings(classes=1)
    with pytest.raises(UnknownName, match="pooled"):
        MobilitySettings(by="pool")  # type: ignore[arg-type]
    with pytest.raises(BadSetting, match="must lie between"):
        measure_mobility(table, settings=MobilitySettings(classes=2, split=(1990,)))
    with pytest.raises(DataError, match="one group only"):
        measure_mobility(table, settings=MobilitySettings(classes=2), groups={"g": ["u"] * 4})
    with pytest.raises(DataError, match="R1 has no group"):
        measure_mobility(
            table, settings=MobilitySettings(classes=2), groups={"g": ["u", "", "v", "v"]}
        )
    below = Balanced(tuple("ABC"), (1, 2), np.array([[-1, -2], [-3, 1], [1, 0.0]]))
    with pytest.raises(DataError, match="not positive"):
        measure_mobility(below, settings=MobilitySettings(classes=2, by="pooled"))


def test_ties_leave_classes_empty_and_say_so() -> None:
    table = Balanced(
        tuple("ABCDEF"), (1, 2), np.array([[0, 0], [0, 0], [0, 0], [0, 1], [1, 2], [2, 0.0]])
    )
    found = measure_mobility(table, settings=MobilitySettings(classes=4, draws=0))
    assert "no region is ever in class 2" in found.notes[0].en
    assert found.chain.steady_state is None
