"""Shapley values against all orders, one by one; their axioms; gaps that sum to the last digit."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from duibiao.benchmark import (
    Aggregate,
    Choice,
    Composite,
    CompositeSettings,
    Impute,
    Normalise,
    Perturb,
    build_composite,
    split_gap,
    vary_gap,
)
from duibiao.benchmark.composites import (
    AGGREGATIONS,
    exact_shapley,
    put_together,
    sampled_shapley,
    shapley_of_product,
    summed_to,
)
from duibiao.benchmark.composites.hypothetical import scored_alone
from duibiao.records import DataError, IndicatorTable, Node, Structure, UnknownName

from .test_uncertainty import DEEP, composite, deep_table

GAMES = st.integers(1, 5).flatmap(
    lambda n: hnp.arrays(np.float64, 2**n, elements=st.floats(-100, 100))
)


def by_all_orders(table: np.ndarray) -> np.ndarray:
    players = len(table).bit_length() - 1
    found = np.zeros(players)
    for order in itertools.permutations(range(players)):
        mask = 0
        for player in order:
            found[player] += table[mask | 1 << player] - table[mask]
            mask |= 1 << player
    return found / math.factorial(players)


@settings(max_examples=60, deadline=None)
@given(GAMES)
def test_it_is_the_mean_over_all_orders(table: np.ndarray) -> None:
    found = exact_shapley(table)
    np.testing.assert_allclose(found, by_all_orders(table), atol=1e-10)
    assert found.sum() == pytest.approx(table[-1] - table[0], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(GAMES)
def test_null_and_like_players(table: np.ndarray) -> None:
    """A player that adds nothing gets nothing, and two that play the same part get the same."""
    with_null = np.concatenate([table, table])
    assert exact_shapley(with_null)[-1] == 0.0
    sizes = np.bitwise_count(np.arange(len(table)))
    alike = exact_shapley(table[(1 << sizes.astype(int)) - 1])
    np.testing.assert_allclose(alike, alike[0], atol=1e-10)


@settings(max_examples=40, deadline=None)
@given(GAMES, GAMES, GAMES)
def test_a_product_is_the_game_of_all_its_players(
    one: np.ndarray, two: np.ndarray, three: np.ndarray
) -> None:
    tables = [t / 100 for t in (one, two, three)]
    whole = np.multiply.outer(np.multiply.outer(tables[2], tables[1]), tables[0]).ravel()
    np.testing.assert_allclose(
        np.concatenate(shapley_of_product(tables)), exact_shapley(whole), atol=1e-11
    )


def test_a_product_of_sixty_players_needs_no_rounding_mended() -> None:
    random = np.random.default_rng(0)
    a, b, weights = (
        random.uniform(1, 100, 60),
        random.uniform(1, 100, 60),
        random.dirichlet(np.ones(60)),
    )
    found = shapley_of_product(
        [np.array(pair) ** w for *pair, w in zip(b, a, weights, strict=True)]
    )
    gap = np.exp(weights @ np.log(a)) - np.exp(weights @ np.log(b))
    assert np.concatenate(found).sum() == pytest.approx(gap, rel=1e-12)


def test_twenty_players_are_exact() -> None:
    """The airport game of Littlechild and Owen (1973): v(S) is the highest cost in S; the value is in closed form."""
    costs = np.arange(1.0, 21.0)
    table = np.zeros(1)
    for cost in costs:
        table = np.concatenate([table, np.maximum(table, cost)])
    steps = np.diff(np.concatenate([[0.0], costs])) / np.arange(20, 0, -1)
    np.testing.assert_allclose(exact_shapley(table), np.cumsum(steps), rtol=1e-11)


def test_samples_come_with_a_bound_that_holds() -> None:
    random = np.random.default_rng(4)
    table = random.random(64)
    wanted = exact_shapley(table)
    powers = 1 << np.arange(6)
    held = []
    for _ in range(40):
        found, error = sampled_shapley(lambda m: table[m @ powers], 6, 200, random)
        assert found.sum() == pytest.approx(table[-1] - table[0])
        held.append(np.abs(found - wanted) <= error)
    assert 0.9 <= np.mean(held) <= 0.99


@settings(max_examples=200)
@given(
    hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e4, 1e4)),
    st.floats(-1e-9, 1e-9),
)
def test_rounding_is_put_where_it_is_least(parts: np.ndarray, off: float) -> None:
    made = summed_to(parts, math.fsum(parts))
    np.testing.assert_array_equal(made, parts)
    np.testing.assert_allclose(summed_to(parts, math.fsum(parts) + off), parts, atol=1e-8)


HOWS = [Aggregate(m, power=-0.7, penalty="+") for m in AGGREGATIONS if m != "mazziotta_pareto"] + [
    Aggregate("mazziotta_pareto")
]


def nested(how: Aggregate, **more: object) -> Composite:
    """The method at the lowest level, over it an arithmetic mean (of a share, a geometric one)."""
    chosen = {"normalise": Normalise(low=20, high=90), "aggregate_at": ((2, how),), **more}
    return composite(deep_table(), **chosen)


def by_orders(made: Composite, own: int, other: int) -> np.ndarray:
    """The split by going through all orders of the indicators."""
    count = len(made.structure.indicators)
    a, b = made.scores[own, :count], made.scores[other, :count]
    rows = [[a[i] if m >> i & 1 else b[i] for i in range(count)] for m in range(2**count)]
    return by_all_orders(
        scored_alone(made.structure, made.settings, made.shares, np.array(rows), made.scores)
    )


@pytest.mark.parametrize(
    ("how", "top"),
    [
        (how, top)
        for how in HOWS
        for top in ("arithmetic", "geometric", "harmonic")
        # Copeland scores are negative for half of the regions.
        if how.method != "copeland" or top == "arithmetic"
    ],
    ids=lambda v: getattr(v, "method", v),
)
def test_gaps_are_split_exactly_whatever_the_aggregation(how: Aggregate, top: str) -> None:
    made = nested(how, aggregate=Aggregate(top))
    found = split_gap(made, "R3", "R7")
    values = [p.contribution for p in found.parts]
    np.testing.assert_allclose(values, by_orders(made, 3, 7), atol=1e-9)
    assert math.fsum(values) == found.gap == made.index[3] - made.index[7]
    assert found.exact and not any(p.error for p in found.parts)


def test_a_geometric_mean_of_geometric_means_is_a_product() -> None:
    made = nested(Aggregate("geometric"), aggregate=Aggregate("geometric"))
    found = [p.contribution for p in split_gap(made, "R3", "R7").parts]
    np.testing.assert_allclose(found, by_orders(made, 3, 7), atol=1e-10)


@pytest.mark.parametrize("how", HOWS, ids=lambda h: h.method)
def test_a_region_of_the_same_parts_has_the_same_score(how: Aggregate) -> None:
    random = np.random.default_rng(1)
    parts, weights = random.uniform(50, 90, (8, 3)), np.array([1.0, 2.0, 1.0])
    from duibiao.benchmark.composites import aggregated

    np.testing.assert_allclose(
        put_together(parts, weights, how, parts), aggregated(parts, weights, how), atol=1e-9
    )


def test_arithmetic_means_are_difference_times_weight() -> None:
    made = composite(deep_table())
    found = split_gap(made, "R0", "R5")
    difference = made.scores[0, :5] - made.scores[5, :5]
    np.testing.assert_allclose(
        [p.contribution for p in found.parts], difference * made.weights[:5], atol=1e-12
    )


def test_log_means_add_up_too() -> None:
    made = nested(Aggregate("geometric"))
    found = split_gap(made, "R3", "R7", method="log_mean")
    assert math.fsum(p.contribution for p in found.parts) == found.gap
    shapley = split_gap(made, "R3", "R7")
    for one, other in zip(found.parts, shapley.parts, strict=True):
        assert one.contribution == pytest.approx(other.contribution, abs=0.2 * abs(found.gap))
    with pytest.raises(DataError, match="logarithmic means"):
        split_gap(nested(Aggregate("harmonic")), "R3", "R7", method="log_mean")
    with pytest.raises(UnknownName):
        split_gap(made, "R3", "R7", method="shap")  # type: ignore[arg-type]


def test_many_parts_are_sampled_with_a_bound() -> None:
    random = np.random.default_rng(0)
    codes = tuple(f"i{k}" for k in range(24))
    table = IndicatorTable(("A", "B", "C"), codes, random.uniform(1, 9, (3, 24)))
    structure = Structure(tuple(Node(c, "all") for c in codes), (Node("all"),))
    made = build_composite(
        table,
        structure,
        CompositeSettings(normalise=Normalise("none"), aggregate=Aggregate("harmonic")),
    )
    found = split_gap(made, "A", "B", permutations=400)
    assert not found.exact and found == split_gap(made, "A", "B", permutations=400)
    assert math.fsum(p.contribution for p in found.parts) == found.gap
    better = split_gap(made, "A", "B", permutations=8000, seed=9)
    for one, other in zip(found.parts, better.parts, strict=True):
        assert 0 < other.error < one.error
        assert abs(one.contribution - other.contribution) < 2.5 * (one.error + other.error)


def test_a_region_between_two_years() -> None:
    table = deep_table(9, times=("2019", "2021"))
    found = split_gap(composite(table), "R3", "R3", time="2021", reference_time="2019")
    assert (found.time, found.reference_time) == ("2021", "2019")
    assert math.fsum(p.contribution for p in found.parts) == found.gap
    with pytest.raises(DataError, match="fixed bounds"):
        split_gap(composite(table, bounds="yearly"), "R3", "R3", time="2021", reference_time="2019")


def test_missing_parts_keep_the_sum() -> None:
    table = deep_table()
    settings_ = CompositeSettings(impute=Impute("none"))
    made = build_composite(table, DEEP, settings_)
    for other in ("R4", "R6"):
        found = split_gap(made, "R1", other)
        assert math.fsum(p.contribution for p in found.parts) == found.gap


def test_intervals_over_draws() -> None:
    table = deep_table()
    made = composite(table)
    sources = (
        Perturb(share=0.3),
        Choice("normalise", (Normalise(low=1), Normalise("zscore", mean=100, sd=10))),
        Choice("aggregate", (Aggregate(), Aggregate("geometric"))),
    )
    split = split_gap(made, "R3", "R7")
    found = vary_gap(split, made, table, sources, draws=80, seed=2)
    assert found == vary_gap(split, made, table, sources, draws=80, seed=2)
    assert found.doubt is not None and found.low is not None and found.high is not None
    assert found.low < found.high and found.gap == split.gap
    for part in found.parts:
        assert part.low is not None and part.high is not None and part.low <= part.high
    still = vary_gap(
        split, made, table, (Choice("normalise", (made.settings.normalise,)),), draws=5, seed=0
    )
    for part in still.parts:
        assert part.low == pytest.approx(part.contribution, abs=1e-9) == part.high
