"""The whole: by hand, what is refused and how, what is logged, and what must not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark import (
    Aggregate,
    CompositeSettings,
    Impute,
    Normalise,
    Treat,
    build_composite,
    find_consistency,
    find_strengths,
)
from duibiao.records import BadSetting, DataError, IndicatorTable, Node, Structure, UnknownName

from .conftest import flat, table_of

NAN = float("nan")
DEEP = Structure(
    (Node("a", "p", 1), Node("b", "p", 3), Node("c", "top", 1, direction=-1)),
    (Node("p", "top", 3), Node("top")),
)
ROWS = [[0.0, 10.0, 5.0], [5.0, 0.0, 1.0], [10.0, 5.0, 3.0]]


def test_a_case_worked_by_hand() -> None:
    made = build_composite(table_of(ROWS), DEEP)
    # a: 0, 50, 100; b: 100, 0, 50; c (less is better): 0, 100, 50. p = (a + 3 b) / 4.
    np.testing.assert_allclose(made.score_of("p"), [75, 12.5, 62.5])
    np.testing.assert_allclose(made.index, [56.25, 34.375, 59.375])
    assert made.index_ranks.tolist() == [2, 3, 1]
    np.testing.assert_allclose(made.weights, [0.1875, 0.5625, 0.25, 0.75, 1])
    assert [c.indicator for c in made.changes if c.step == "direct"] == ["c"]
    assert [s.name for s in made.stages] == [
        "raw",
        "denominated",
        "imputed",
        "screened",
        "normalised",
    ]


def test_a_method_per_level_per_aggregate_and_per_indicator() -> None:
    chosen = CompositeSettings(
        normalise=Normalise(low=1),
        normalise_each=(("c", Normalise("goalposts", low=1)),),
        aggregate_at=((2, Aggregate("geometric")),),
        aggregate_each=(("top", Aggregate("harmonic")),),
    )
    c = Node("c", "top", 1, direction=-1, worst=7, best=0)
    structure = replace(DEEP, indicators=(*DEEP.indicators[:2], c))
    made = build_composite(table_of(ROWS), structure, chosen)
    a, b = np.array([1, 50.5, 100]), np.array([100, 1, 50.5])
    c_score = 1 + 99 * (7 - np.array([5.0, 1, 3])) / 7
    p = a**0.25 * b**0.75
    np.testing.assert_allclose(made.score_of("p"), p)
    np.testing.assert_allclose(made.index, 4 / (3 / p + 1 / c_score))


def test_denominators_divide_and_must_be_positive() -> None:
    structure = flat(1, a=Node("a", "index", denominator="b"))
    made = build_composite(table_of([[4.0, 2.0], [9.0, 3.0]]), structure)
    assert made.stage("denominated").values.ravel().tolist() == [2, 3]
    assert made.changes[0].how == "b"
    whole = build_composite(
        table_of([[4.0, 2.0], [9.0, 3.0]]), structure, CompositeSettings(denominate=False)
    )
    assert whole.stage("screened").values.ravel().tolist() == [4, 9]
    with pytest.raises(DataError, match="“b”, which “a” is divided by, is not above 0 in B"):
        build_composite(table_of([[4.0, 2.0], [9.0, 0.0]]), structure)
    with pytest.raises(UnknownName, match="column named “b”"):
        build_composite(table_of([[4.0], [9.0]]), structure)
    # A missing denominator leaves the figure missing, which then is refused or imputed.
    with pytest.raises(DataError, match=r"1 figure is missing .*: a / B"):
        build_composite(table_of([[4.0, 2.0], [9.0, NAN], [1.0, 1.0]]), structure)


def test_missing_figures_are_refused_imputed_or_left_out() -> None:
    table = table_of([[1.0, 8.0], [NAN, 2.0], [3.0, 4.0], [NAN, NAN]])
    with pytest.raises(DataError, match=r"3 figures are missing .*: a / B, a / D, b / D"):
        build_composite(table, flat(2))
    mean = build_composite(table, flat(2), CompositeSettings(impute=Impute("mean")))
    assert mean.stage("imputed").values[1, 0] == 2
    assert [(c.indicator, c.region) for c in mean.changes if c.step == "impute"] == [
        ("a", "B"),
        ("a", "D"),
        ("b", "D"),
    ]
    none = build_composite(table, flat(2), CompositeSettings(impute=Impute("none")))
    np.testing.assert_allclose(none.index, [50, 0, 200 / 3, NAN], atol=1e-12)
    assert "B" in none.notes[0].en and "D" in none.notes[1].en
    assert none.as_records()[-1] == {"id": "D", "score": None, "rank": None}
    screened = build_composite(
        table, flat(2), CompositeSettings(impute=Impute("mean"), coverage=0.5)
    )
    assert screened.regions == ("A", "B", "C")
    assert [(c.region, c.how) for c in screened.changes if c.step == "screen"] == [("D", "0.0000")]
    strict = build_composite(table, flat(2), CompositeSettings(coverage=1))
    assert strict.regions == ("A", "C")
    with pytest.raises(DataError, match="No region is left"):
        build_composite(table_of([[1.0, NAN]]), flat(2), CompositeSettings(coverage=1))
    empty = table_of([[1.0, NAN], [2.0, NAN]])
    with pytest.raises(DataError, match="“b” has no figure at all"):
        build_composite(empty, flat(2), CompositeSettings(impute=Impute("none")))
    with pytest.raises(DataError, match="b / A, b / B"):
        build_composite(empty, flat(2), CompositeSettings(impute=Impute("mean")))


def test_imputation_by_group() -> None:
    table = table_of([[1.0], [NAN], [9.0]], groups={"zone": ("east", "east", "west")})
    chosen = CompositeSettings(impute=Impute("group_mean", by="zone"))
    assert build_composite(table, flat(1), chosen).stage("imputed").values[1, 0] == 1
    with pytest.raises(UnknownName, match=r"“zones”.* zone"):
        build_composite(table, flat(1), CompositeSettings(impute=Impute("group_mean", by="zones")))


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (CompositeSettings(aggregate=Aggregate("geometric")), "“index” .*geometric.* A has a = 0"),
        (
            CompositeSettings(normalise=Normalise("zscore"), aggregate=Aggregate("geometric")),
            "Z-scores always have negatives",
        ),
        (
            CompositeSettings(normalise=Normalise("zscore"), aggregate=Aggregate("harmonic")),
            "all parts must be above 0",
        ),
        (
            CompositeSettings(
                normalise=Normalise("zscore"), aggregate=Aggregate("mazziotta_pareto")
            ),
            "the mean of the parts must be above 0",
        ),
        (
            CompositeSettings(
                normalise=Normalise("zscore"), aggregate=Aggregate("benefit_of_the_doubt")
            ),
            "no part may be negative",
        ),
        (CompositeSettings(normalise=Normalise("distance_to_targets")), "no target"),
        (CompositeSettings(normalise=Normalise("goalposts")), "goalposts .* are missing"),
        (
            CompositeSettings(normalise=Normalise("distance_to_reference", reference="A")),
            "itself the worst",
        ),
        (
            CompositeSettings(normalise=Normalise("distance_to_reference", reference="Z")),
            "no reference region “Z”",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_way_out(
    chosen: CompositeSettings, words: str
) -> None:
    with pytest.raises(DataError, match=words) as refused:
        build_composite(table_of([[1.0, 3.0], [2.0, 1.0], [4.0, 2.0]]), flat(2), chosen)
    assert "hoose another" in refused.value.text("en") or "Use the code" in refused.value.text("en")


def test_a_constant_indicator_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"b cannot be normalised by “minmax”.*the range is zero"):
        build_composite(table_of([[1.0, 7.0], [2.0, 7.0]]), flat(2))
    with pytest.raises(DataError, match="infinite: a / B"):
        build_composite(table_of([[1.0], [np.inf]]), flat(1))


def test_what_was_transformed_cannot_be_held_against_a_target() -> None:
    heavy = np.exp(np.random.default_rng(0).normal(0, 3, 300))[:, None]
    table = IndicatorTable(tuple(f"r{i}" for i in range(300)), ("a",), heavy)
    structure = flat(1, a=Node("a", "index", target=1e9))
    chosen = CompositeSettings(treat=Treat(), normalise=Normalise("distance_to_targets"))
    with pytest.raises(DataError, match="no longer be held against targets"):
        build_composite(table, structure, chosen)
    logged = build_composite(table, structure, CompositeSettings(treat=Treat()))
    (change,) = [c for c in logged.changes if c.step == "treat"]
    assert (change.indicator, change.region, change.how) == ("a", "", "log")


def test_what_is_still_beyond_the_limits_is_said() -> None:
    rare = table_of([[float(i), float(i == 11)] for i in range(12)])
    made = build_composite(rare, flat(2), CompositeSettings(treat=Treat()))
    assert made.index_ranks[11] == 1 and "in b. Indicators with two values" in made.notes[0].en


def test_choices_for_what_is_not_there_are_refused() -> None:
    table = table_of([[1.0], [2.0]])
    for chosen in (
        CompositeSettings(normalise_each=(("z", Normalise()),)),
        CompositeSettings(aggregate_each=(("z", Aggregate()),)),
        CompositeSettings(aggregate_at=((7, Aggregate()),)),
    ):
        with pytest.raises(UnknownName):
            build_composite(table, flat(1), chosen)
    with pytest.raises(UnknownName, match="principal_components"):
        CompositeSettings(weights="principal")
    with pytest.raises(BadSetting, match="coverage is 2"):
        CompositeSettings(coverage=2)
    with pytest.raises(BadSetting, match="aggregation of their own"):
        CompositeSettings(weights="benefit_of_the_doubt", aggregate=Aggregate("geometric"))


def test_benefit_of_the_doubt_as_weights_and_as_aggregation() -> None:
    table = table_of([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]])
    raw = Normalise("none")
    for chosen in (
        CompositeSettings(normalise=raw, weights="benefit_of_the_doubt"),
        CompositeSettings(normalise=raw, aggregate=Aggregate("benefit_of_the_doubt")),
    ):
        made = build_composite(table, flat(2), chosen)
        np.testing.assert_allclose(made.index, [1, 1, 0.8])
        assert "weights most kind" in made.notes[0].en


CELLS = st.lists(
    st.tuples(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99)),
    min_size=3,
    max_size=9,
    unique=True,
).filter(lambda rows: all(len({r[i] for r in rows}) > 1 for i in range(3)))
WAYS = st.sampled_from(
    [
        CompositeSettings(),
        CompositeSettings(treat=Treat(skewness=0.5, kurtosis=0.5)),
        CompositeSettings(normalise=Normalise(low=1), aggregate=Aggregate("geometric")),
        CompositeSettings(normalise=Normalise("zscore")),
        CompositeSettings(normalise=Normalise("rank"), aggregate=Aggregate("copeland")),
        CompositeSettings(
            normalise=Normalise("zscore", mean=100, sd=10), aggregate=Aggregate("mazziotta_pareto")
        ),
        CompositeSettings(
            normalise=Normalise("centred_goalposts"), aggregate=Aggregate("mean_min")
        ),
    ]
)


@given(CELLS, WAYS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_of_regions_and_units_do_not_matter(
    rows: list[tuple[int, int, int]], chosen: CompositeSettings, random: object
) -> None:
    table = table_of([list(map(float, r)) for r in rows])
    plain = build_composite(table, DEEP, chosen)
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = IndicatorTable(
        tuple(table.regions[i] for i in order), table.columns, table.values[order]
    )
    # A power of two, so that ties stay ties to the last bit.
    scaled = replace(table, values=table.values * [2.0**20, 2.0**-20, 1] + [0, 0, 1024])
    for other in (mixed, scaled):
        found = build_composite(other, DEEP, chosen)
        for region in plain.regions:
            mine, theirs = plain.row(region), found.row(region)
            assert found.index[theirs] == pytest.approx(plain.index[mine], rel=1e-7, abs=1e-7)
            assert found.index_ranks[theirs] == plain.index_ranks[mine]


@given(CELLS)
@settings(max_examples=30, deadline=None)
def test_a_region_twice_changes_no_score_between_ends(rows: list[tuple[int, int, int]]) -> None:
    table = table_of([list(map(float, r)) for r in rows])
    again = IndicatorTable(
        (*table.regions, "again"), table.columns, np.vstack([table.values, table.values[:1]])
    )
    for how in (
        Normalise(),
        Normalise("distance_to_maximum"),
        Normalise("centred_goalposts", reference="B"),
    ):
        chosen = CompositeSettings(normalise=how)
        plain, twice = (build_composite(t, DEEP, chosen) for t in (table, again))
        np.testing.assert_allclose(twice.index[:-1], plain.index)
        assert twice.index[-1] == twice.index[0] and twice.index_ranks[-1] == twice.index_ranks[0]


@given(CELLS)
@settings(max_examples=30, deadline=None)
def test_better_figures_never_lower_a_score(rows: list[tuple[int, int, int]]) -> None:
    table = table_of([list(map(float, r)) for r in rows])
    structure = flat(3, a=Node("a", "index", worst=0, best=200))
    structure = replace(
        structure,
        indicators=tuple(replace(n, worst=0.0, best=200.0) for n in structure.indicators),
    )
    more = table.values.copy()
    more[0] += 1
    for method in ("arithmetic", "geometric", "harmonic"):
        chosen = CompositeSettings(normalise=Normalise("goalposts"), aggregate=Aggregate(method))
        before = build_composite(table, structure, chosen)
        after = build_composite(replace(table, values=more), structure, chosen)
        assert after.index[0] > before.index[0]
        np.testing.assert_array_equal(after.index[1:], before.index[1:])


def test_strengths_and_weaknesses() -> None:
    rows = [[9.0, 1.0, 5.0], [5.0, 9.0, 5.0], [1.0, 5.0, 9.0], [4.0, 4.0, 1.0]]
    strong, weak = find_strengths(build_composite(table_of(rows), flat(3)), "A")
    assert [(s.indicator, s.rank, s.of) for s in strong] == [("a", 1, 4)]
    assert [(s.indicator, s.rank) for s in weak] == [("b", 4)]
    with pytest.raises(UnknownName):
        find_strengths(build_composite(table_of(rows), flat(3)), "Z")


def test_consistency_warns_in_plain_words() -> None:
    rng = np.random.default_rng(1)
    base = rng.normal(size=50)
    values = np.column_stack(
        [base, base + 0.01 * rng.normal(size=50), -base + 0.3 * rng.normal(size=50)]
    )
    table = IndicatorTable(tuple(f"r{i}" for i in range(50)), ("a", "b", "c"), values)
    made = build_composite(table, flat(3))
    found = find_consistency(made)
    (item,) = found.items
    np.testing.assert_allclose(
        item.correlations, np.corrcoef(made.scores[:, :3], rowvar=False), rtol=1e-12
    )
    said = " ".join(w.en for w in found.warnings)
    assert "“a” and “b” correlate at 1.00: they say nearly the same" in said
    assert (
        "cancel out" in said
        and "“c” correlates with “index” at -" in said
        and "the whole is low" in said
    )
    assert "alpha" in said
    variances = made.scores[:, :3].var(axis=0, ddof=1).sum()
    total = made.scores[:, :3].sum(axis=1).var(ddof=1)
    assert item.alpha == pytest.approx(3 / 2 * (1 - variances / total))
    from scipy.stats import spearmanr

    ranked = find_consistency(made, "spearman").items[0]
    np.testing.assert_allclose(ranked.correlations, spearmanr(made.scores[:, :3]).statistic)
    with pytest.raises(UnknownName):
        find_consistency(made, "kendall")
