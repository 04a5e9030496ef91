"""Decompositions sum exactly, whatever the numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.gaps import (
    decompose_gdp,
    decompose_gdp_per_head,
    decompose_score,
    round_to_total,
    split_product,
)
from duibiao.records import DataError, Panel

positive = st.floats(1e-3, 1e9)


def test_a_worked_example() -> None:
    """Ang 2005's formula by hand: 2*3 against 4*6, L = 18 / ln 4."""
    total, parts = split_product([4, 6], [2, 3])
    weight = 18 / math.log(4)
    assert total == 18
    assert parts == pytest.approx((weight * math.log(2), weight * math.log(2)))


@given(st.lists(st.tuples(positive, positive), min_size=1, max_size=4))
def test_the_parts_of_a_product_sum_to_the_difference(pairs: list[tuple[float, float]]) -> None:
    home, reference = zip(*pairs, strict=True)
    total, parts = split_product(home, reference)
    assert math.fsum(parts) == pytest.approx(
        total, rel=1e-9, abs=1e-9 * max(math.prod(home), math.prod(reference))
    )


@given(positive, positive, st.floats(1e-4, 1e4), st.floats(1e-4, 1e4))
def test_shares_do_not_change_with_units(a: float, b: float, u: float, v: float) -> None:
    total, parts = split_product([a, 2.0], [b, 5.0])
    scaled_total, scaled = split_product([a * u, 2.0 * v], [b * u, 5.0 * v])
    assert scaled_total == pytest.approx(total * u * v, rel=1e-9)
    assert scaled == pytest.approx([p * u * v for p in parts], rel=1e-6, abs=1e-9)


def test_zero_and_negative_are_refused() -> None:
    with pytest.raises(DataError, match="two positive numbers"):
        split_product([1, 0], [1, 2])
    with pytest.raises(DataError):
        split_product([1, -3], [1, 2])


@pytest.mark.parametrize("reference", ["320100", "320500", "320400", "511100"])
def test_on_the_sample_all_parts_sum(sample: Panel, reference: str) -> None:
    for split in (decompose_gdp, decompose_gdp_per_head):
        found = split(sample, "510300", reference, 2020)
        assert math.fsum(p.amount for p in found.parts) == pytest.approx(found.total, rel=1e-12)
        assert math.fsum(p.share for p in found.parts) == pytest.approx(1, rel=1e-12)


def test_missing_figures_are_named(sample: Panel) -> None:
    with pytest.raises(DataError, match="2013"):
        decompose_gdp(
            sample, "510300", "320400", 2013
        )  # per head on registered population: a fault


def test_scores_of_different_make_are_refused() -> None:
    with pytest.raises(DataError, match="b"):
        decompose_score("h", "r", 2020, {"a": 1.0, "b": 2.0}, {"a": 3.0})


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12), st.integers(0, 2))
def test_printed_parts_sum_to_the_printed_total(amounts: list[float], digits: int) -> None:
    rounded = round_to_total(amounts, digits)
    assert math.fsum(rounded) == pytest.approx(
        round(sum(amounts) * 10**digits) / 10**digits, abs=1e-6
    )
    assert all(abs(r - a) <= 1.0 / 10**digits + 1e-9 for r, a in zip(rounded, amounts, strict=True))
