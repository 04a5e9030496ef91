"""Draws of a composite: each is the whole pipeline, counted where it fails, the same from the same seed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark import (
    Aggregate,
    Choice,
    Composite,
    CompositeSettings,
    Impute,
    Normalise,
    Perturb,
    Treat,
    Uncertainty,
    build_composite,
    one_left_out,
    usual_sources,
    vary,
)
from duibiao.benchmark.composites import runs
from duibiao.benchmark.composites.draws import drawn
from duibiao.benchmark.composites.kernels import ranked_draws
from duibiao.benchmark.composites.leave_out import reduced, without
from duibiao.records import BadSetting, DataError, IndicatorTable, Node, Structure, UnknownName

DEEP = Structure(
    (
        Node("a", "x", 2.0),
        Node("b", "x", 1.0, direction=-1),
        Node("c", "x", 1.0),
        Node("d", "y", 1.0),
        Node("e", "y", 3.0),
    ),
    (Node("x", "all", 2.0), Node("y", "all", 1.0), Node("all")),
)


def deep_table(rows: int = 14, *, seed: int = 3, times: tuple[str, ...] = ()) -> IndicatorTable:
    """Regions with two figures missing and one far out; at `times` in a panel."""
    random = np.random.default_rng(seed)
    count = rows * max(1, len(times))
    values = random.lognormal(1.0, 0.7, (count, 5)).round(3)
    values[1, 0], values[4, 3], values[2, 4] = np.nan, np.nan, 90.0
    regions = tuple(f"R{i}" for i in range(rows)) * max(1, len(times))
    return IndicatorTable(
        regions,
        ("a", "b", "c", "d", "e"),
        values,
        times=tuple(t for t in times for _ in range(rows)),
        groups={"side": tuple("ew"[i % 2] for i in range(count))},
    )


SOURCES = (
    Choice(
        "normalise", (Normalise(low=1), Normalise("rank"), Normalise("zscore", mean=100, sd=10))
    ),
    Choice("aggregate", (Aggregate(), Aggregate("geometric"), Aggregate("copeland"))),
    Perturb(share=0.4),
    Choice("impute", (Impute("mean"), Impute("group_median", "side"))),
    Choice("treat", (None, Treat())),
    Choice("leave_out", ((), ("c",), ("y",)), (2, 1, 1)),
    Choice("weights", ("given", "equal")),
    Choice("coverage", (0.0, 0.9)),
)


def composite(table: IndicatorTable, **chosen: object) -> Composite:
    made = CompositeSettings(impute=Impute("mean"), **chosen)  # type: ignore[arg-type]
    return build_composite(table, DEEP, made)


@pytest.mark.parametrize("distribution", ["uniform", "dirichlet"])
def test_each_draw_is_a_composite_of_its_own(distribution: str) -> None:
    table = deep_table()
    perturb = Perturb(distribution, share=0.4, concentration=30)  # type: ignore[arg-type]
    sources = tuple(perturb if isinstance(s, Perturb) else s for s in SOURCES)
    base = composite(table)
    design = drawn(sources, 60, len(DEEP.nodes), np.random.default_rng(5))
    found = runs.run(table, DEEP, base.settings, sources, design)
    choices = [s for s in sources if isinstance(s, Choice)]
    assert found.valid.all() and not found.invalid
    for i, taken in enumerate(design.choices):
        changes: dict[str, object] = {}
        for choice, index in zip(choices, taken, strict=True):
            changes |= choice.taken(int(index))
        structure = without(DEEP, out) if (out := changes.pop("leave_out")) else DEEP  # type: ignore[arg-type]
        chosen = reduced(dataclasses.replace(base.settings, **changes), structure)  # type: ignore[arg-type]
        shares = structure.shares()
        if chosen.weights == "equal":
            shares = structure.shares(np.ones(len(structure.nodes)))
        columns = [DEEP.positions[c] for c in structure.codes]
        for inside in structure.parts.values():
            own = design.uniforms[i : i + 1, columns][:, inside]
            shares[inside] = perturb.shares_of(shares[inside], structure.levels[inside], own)[0]
        nodes = [
            dataclasses.replace(n, weight=float(s))
            for n, s in zip(structure.nodes, shares, strict=True)
        ]
        count = len(structure.indicators)
        moved = Structure(tuple(nodes[:count]), tuple(nodes[count:]))
        made = build_composite(table, moved, dataclasses.replace(chosen, weights="given"))
        wanted = np.full(len(table.regions), np.nan)
        wanted[[table.regions.index(r) for r in made.regions]] = made.index
        np.testing.assert_allclose(found.scores[i], wanted, rtol=1e-10)


def test_data_driven_weights_are_found_in_every_draw() -> None:
    table = deep_table()
    base = composite(table)
    sources = (Perturb(share=0.3, levels=(1,)), Choice("weights", ("principal_components",)))
    design = drawn(sources, 5, len(DEEP.nodes), np.random.default_rng(0))
    found = runs.run(table, DEEP, base.settings, sources, design)
    plain = build_composite(
        table, DEEP, dataclasses.replace(base.settings, weights="principal_components")
    )
    still = (dataclasses.replace(sources[0], share=0.0), sources[1])
    alike = runs.run(table, DEEP, base.settings, still, design)
    np.testing.assert_allclose(alike.scores, np.tile(plain.index, (5, 1)), rtol=1e-10)
    assert np.ptp(found.scores, axis=0).min() > 0


def test_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    table = deep_table()
    base = composite(table)
    whole = vary(base, table, SOURCES, draws=300, seed=2)
    monkeypatch.setattr(runs, "_CELLS", 150)
    parts = vary(base, table, SOURCES, draws=300, seed=2)
    np.testing.assert_array_equal(whole.ranks, parts.ranks)
    np.testing.assert_allclose(whole.scores, parts.scores, rtol=1e-12)


def test_the_seed_makes_the_result_again() -> None:
    table = deep_table()
    base = composite(table)
    one, again, other = (vary(base, table, SOURCES, draws=200, seed=s) for s in (7, 7, 8))
    np.testing.assert_array_equal(one.scores, again.scores)
    assert one == again and not np.array_equal(one.scores, other.scores)


def test_intervals_are_percentiles_of_the_ranks() -> None:
    table = deep_table()
    found = vary(composite(table), table, SOURCES, draws=400, seed=1)
    for i in range(len(found.regions)):
        ranks = found.ranks[:, i][np.isfinite(found.ranks[:, i])]
        assert found.rank_low[i] == np.quantile(ranks, 0.05, method="inverted_cdf")
        assert found.rank_high[i] == np.quantile(ranks, 0.95, method="inverted_cdf")
        assert found.rank_mean[i] == pytest.approx(ranks.mean())
        assert found.present[i] == pytest.approx(len(ranks) / found.valid)
    assert found.present.min() < 1 == found.present.max()


def test_invalid_draws_are_counted_and_named() -> None:
    table = deep_table()
    sources = (
        Choice("normalise", (Normalise("zscore"), Normalise(low=1)), (1, 3)),
        Choice("aggregate", (Aggregate(), Aggregate("geometric"))),
        Choice("leave_out", ((), ("x", "y")), (9, 1)),
        Perturb(),
    )
    found = vary(composite(table), table, sources, draws=2000, seed=1)
    lost = {i.combination: i for i in found.invalid}
    assert sum(i.draws for i in found.invalid) == 2000 - found.valid
    bad = lost[("normalise", "zscore"), ("aggregate", "geometric"), ("leave_out", "none")]
    assert 0.07 < bad.draws / 2000 < 0.16 and bad.draws == bad.of
    assert "geometric" in bad.reason.en and "几何" not in found.doubt.en
    assert any(dict(c)["leave_out"] == "x, y" for c in lost)
    assert np.isnan(found.ranks).all(axis=1).sum() == 2000 - found.valid
    assert f"{2000 - found.valid} draws make no composite" in found.doubt.en


def test_nothing_valid_is_refused() -> None:
    table = deep_table()
    sources = (
        Choice("normalise", (Normalise("zscore"),)),
        Choice("aggregate", (Aggregate("harmonic"),)),
    )
    with pytest.raises(DataError, match="None of 50 draws"):
        vary(composite(table), table, sources, draws=50, seed=1)


def test_together_and_apart() -> None:
    """A named bundle sets several steps at once."""
    table = deep_table()
    bundle = Choice(
        "method",
        (
            {"aggregate": Aggregate("geometric"), "normalise": Normalise(low=1)},
            {"aggregate": Aggregate(), "normalise": Normalise("zscore")},
        ),
    )
    found = vary(composite(table), table, (bundle,), draws=40, seed=0)
    assert found.valid == 40 and bundle.label(1) == "arithmetic + zscore"


def test_panels_rank_within_a_time() -> None:
    table = deep_table(9, times=("2019", "2020", "2021"))
    for bounds in ("fixed", "yearly"):
        found = vary(composite(table, bounds=bounds), table, SOURCES[:4], draws=100, seed=4)
        ranks = found.ranks.reshape(100, 3, 9)
        assert (ranks.min(axis=2) == 1).all() and ranks.max() <= 9
        last = found.ahead()
        assert last.time == "2021" and last.ahead.shape == (9, 9)
        assert {r["time"] for r in found.as_records()} == {"2019", "2020", "2021"}
    with pytest.raises(UnknownName):
        found.ahead("1999")


def _shares_sum_to_one(found: Uncertainty) -> None:
    ahead = found.ahead()
    off = ~np.eye(len(ahead.regions), dtype=bool)
    whole = ahead.ahead + ahead.ahead.T + ahead.level
    np.testing.assert_allclose(whole[off & np.isfinite(whole)], 1.0, rtol=1e-12)
    np.testing.assert_allclose(np.diag(ahead.ahead), 0.0)
    np.testing.assert_allclose(np.diag(ahead.level), 1.0)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000))
def test_who_is_ahead_sums_to_one(seed: int) -> None:
    table = deep_table(7, seed=seed)
    _shares_sum_to_one(vary(composite(table), table, SOURCES, draws=60, seed=seed))


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 1000),
    scale=st.sampled_from([1e-6, 0.5, 7.0, 1e7]),
    column=st.integers(0, 4),
)
def test_units_and_order_do_not_matter(seed: int, scale: float, column: int) -> None:
    table = deep_table(8, seed=seed)
    random = np.random.default_rng(seed)
    order = random.permutation(8)
    values = table.values[order].copy()
    values[:, column] *= scale
    moved = dataclasses.replace(
        table,
        regions=tuple(table.regions[i] for i in order),
        values=values,
        groups={"side": tuple(table.groups["side"][i] for i in order)},
    )
    one = vary(composite(table), table, SOURCES, draws=50, seed=seed)
    other = vary(composite(moved), moved, SOURCES, draws=50, seed=seed)
    np.testing.assert_array_equal(one.ranks[:, order], other.ranks)
    np.testing.assert_array_equal(one.rank_low[order], other.rank_low)


def test_probability_ahead_is_counted() -> None:
    ranks = np.array([[1, 2, 3], [2, 1, 3], [1, 1, np.nan], [1, 2, 3]], dtype=float)
    from duibiao.benchmark.composites.kernels import pairs_ahead

    ahead, level = pairs_ahead(ranks)
    assert ahead[0, 1] == 0.5 and ahead[1, 0] == 0.25 and level[0, 1] == 0.25
    assert ahead[0, 2] == 1.0 and ahead[2, 0] == 0.0


def test_ranks_of_draws_share_places() -> None:
    scores = np.array([[3.0, 3.0 + 1e-13, 1.0, np.nan]])
    assert ranked_draws(scores, np.zeros(4, dtype=int)).tolist()[0][:3] == [1.0, 1.0, 3.0]


def test_usual_sources_vary_what_was_a_choice() -> None:
    table = deep_table()
    steps = [s.name for s in usual_sources(composite(table, treat=Treat()))]
    assert steps == ["weights", "aggregate", "normalise", "impute", "treat"]
    goal = Normalise("zscore", mean=100, sd=10, deviation="population")
    own = composite(table, normalise=goal, aggregate=Aggregate("mazziotta_pareto"))
    assert [s.name for s in usual_sources(own)] == ["weights", "impute"]
    assert vary(own, table, usual_sources(own), draws=20, seed=0).valid == 20


def test_wrong_sources_are_refused() -> None:
    table = deep_table()
    base = composite(table)
    with pytest.raises(BadSetting, match="given twice"):
        vary(base, table, (Perturb(), Perturb()), draws=5, seed=0)
    with pytest.raises(BadSetting):
        vary(base, table, (), draws=5, seed=0)
    with pytest.raises(BadSetting):
        Choice("impute", (Impute("mean"),), (1.0, 2.0))
    with pytest.raises(UnknownName, match="impute"):
        Choice("imput", (Impute("mean"),))
    with pytest.raises(BadSetting):
        Perturb(share=1.0)
    for choice in (
        Choice("leave_out", ((), ("z",))),
        Choice("impute", (Impute("group_mean", "zone"),)),
        Choice("normalise_each", ((("z", Normalise()),),)),
    ):
        with pytest.raises(UnknownName, match="z"):
            vary(base, table, (choice,), draws=9, seed=0)
    with pytest.raises(BadSetting, match="not the one"):
        vary(base, deep_table(seed=9), (Perturb(),), draws=5, seed=0)
    with pytest.raises(BadSetting):
        vary(base, table, (Perturb(),), draws=0, seed=0)


def test_drawn_weights_keep_their_law() -> None:
    shares = np.array([0.5, 0.3, 0.2, 0.0])
    uniforms = np.random.default_rng(0).random((40_000, 4))
    levels = np.ones(4, dtype=int)
    found = Perturb("dirichlet", concentration=50).shares_of(shares, levels, uniforms)
    np.testing.assert_allclose(found.mean(axis=0), shares, atol=2e-3)
    np.testing.assert_allclose(found.std(axis=0), np.sqrt(shares * (1 - shares) / 51), atol=2e-3)
    flat = Perturb(share=0.2).shares_of(shares, levels, uniforms)
    assert (flat[:, 3] == 0).all() and flat[:, 0].min() > 0.5 * 0.8 / 1.2
    kept = Perturb(levels=(2,)).shares_of(shares, levels, uniforms[:3])
    np.testing.assert_allclose(kept, np.tile(shares, (3, 1)))


def test_one_left_out_at_a_time() -> None:
    choice = one_left_out(DEEP, 0.4)
    assert len(choice.alternatives) == 6 and choice.shares[0] == pytest.approx(0.6)
