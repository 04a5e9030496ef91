"""What must hold between models, and under changes that ought to change nothing."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from duibiao.benchmark import (
    Frontier,
    FrontierSettings,
    WeightRatio,
    cross_efficiency,
    find_frontier,
    find_scale,
)

radial = importlib.import_module("duibiao.benchmark.frontiers.radial")
NEAR = {"rel": 1e-7, "abs": 1e-7}


def frontier(values: Any, inputs: int = 2, ids: Any = (), **asked: Any) -> Frontier:
    """The frontier of rows of inputs, then outputs."""
    table = np.asarray(values, dtype=float)
    columns = {f"v{k}": column for k, column in enumerate(table.T)}
    names = list(columns)
    return find_frontier(
        {n: columns[n] for n in names[:inputs]},
        {n: columns[n] for n in names[inputs:]},
        ids=ids,
        settings=FrontierSettings(**asked),
    )


@st.composite
def tables(draw: st.DrawFn) -> Any:
    """Two inputs and two outputs of a few units; whole numbers, so that there are ties and duplicates."""
    rows = draw(st.integers(3, 8))
    cell = st.integers(1, 12)
    return np.array(
        draw(st.lists(st.lists(cell, min_size=4, max_size=4), min_size=rows, max_size=rows)), float
    )


EVERY = [
    {"model": "radial", "orientation": "input"},
    {"model": "radial", "orientation": "output", "super_efficiency": True},
    {"model": "directional"},
    {"model": "directional", "direction": "range"},
    {"model": "sbm"},
    {"model": "sbm", "orientation": "input"},
    {"model": "sbm", "super_efficiency": True},
    {"model": "additive"},
]
RETURNS = ("crs", "vrs", "irs", "drs", "fdh")


def every() -> st.SearchStrategy[dict[str, Any]]:
    allowed = [
        {**model, "returns": returns}
        for model in EVERY
        for returns in RETURNS
        if not (model["model"] == "sbm" and "super_efficiency" in model and returns == "fdh")
    ]
    return st.sampled_from(allowed)


@settings(max_examples=40, deadline=None)
@given(
    tables(),
    every(),
    st.lists(st.sampled_from([1e-6, 0.37, 1.0, 1e4, 1e12]), min_size=4, max_size=4),
)
def test_units_of_measure_do_not_matter(values: Any, asked: Any, units: list[float]) -> None:
    here, there = frontier(values, **asked), frontier(values * units, **asked)
    assert there.status == here.status
    assert there.scores == pytest.approx(here.scores, nan_ok=True, **NEAR)


@settings(max_examples=40, deadline=None)
@given(tables(), every(), st.randoms(use_true_random=False))
def test_order_does_not_matter(values: Any, asked: Any, random: Any) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    here, there = frontier(values, **asked), frontier(values[order], **asked)
    assert there.status == tuple(here.status[i] for i in order)
    assert there.scores == pytest.approx(here.scores[order], nan_ok=True, **NEAR)


@settings(max_examples=40, deadline=None)
@given(tables(), every())
def test_a_duplicate_changes_no_score(values: Any, asked: Any) -> None:
    if asked.get("super_efficiency"):
        return  # there, a twin is another unit
    here, there = frontier(values, **asked), frontier(np.vstack([values, values[:1]]), **asked)
    assert there.scores[:-1] == pytest.approx(here.scores, **NEAR)
    assert there.scores[-1] == pytest.approx(here.scores[0], **NEAR)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_scores_stand_in_order(values: Any) -> None:
    by = {r: frontier(values, returns=r).scores for r in RETURNS}
    tiny = 1e-8
    assert (by["crs"] <= by["drs"] + tiny).all() and (by["crs"] <= by["irs"] + tiny).all()
    assert (by["drs"] <= by["vrs"] + tiny).all() and (by["irs"] <= by["vrs"] + tiny).all()
    assert (by["vrs"] <= by["fdh"] + tiny).all()
    output = frontier(values, orientation="output").scores
    assert output == pytest.approx(1 / by["crs"], rel=1e-8)
    sbm = frontier(values, model="sbm")
    assert (sbm.scores <= by["crs"] + tiny).all()
    # Tone's third proposition, and both call the same units efficient.
    radial = frontier(values)
    assert [s == "efficient" for s in sbm.status] == [s == "efficient" for s in radial.status]
    one_sided = frontier(values, model="sbm", orientation="input").scores
    assert (sbm.scores <= one_sided + tiny).all() and (one_sided <= by["crs"] + tiny).all()
    directional = frontier(values, model="directional", orientation="input").scores
    assert 1 - directional == pytest.approx(by["crs"], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(tables(), every())
def test_targets_are_what_the_peers_make(values: Any, asked: Any) -> None:
    if asked.get("super_efficiency"):
        return
    found = frontier(values, **asked)
    sense = np.array([1, 1, -1, -1])
    for i, unit in enumerate(found.units):
        target = np.array(list(unit.targets.values()))
        made = sum(weight * values[int(peer) - 1] for peer, weight in unit.peers.items())
        assert made == pytest.approx(target, rel=1e-7)
        assert ((values[i] - target) * sense >= -1e-7).all()
        assert min(unit.slacks.values()) >= 0


@settings(max_examples=30, deadline=None)
@given(tables())
def test_super_efficiency_only_moves_the_efficient(values: Any) -> None:
    plain, others = (
        frontier(values, returns="vrs"),
        frontier(values, returns="vrs", super_efficiency=True),
    )
    for a, b in zip(plain.units, others.units, strict=True):
        if b.score is None:
            assert (a.status, b.status, dict(b.targets)) == ("efficient", "infeasible", {})
        elif a.score is not None and a.score < 1:
            assert b.score == pytest.approx(a.score, **NEAR)
        else:
            assert b.score >= 1 - 1e-8


@settings(max_examples=30, deadline=None)
@given(tables(), st.lists(st.integers(-40, 40), min_size=4, max_size=4))
def test_constants_may_be_added_where_the_model_allows_it(values: Any, shift: list[int]) -> None:
    for asked in ({"model": "additive"}, {"model": "directional", "direction": "range"}):
        for returns in ("vrs", "fdh"):
            here = frontier(values, returns=returns, **asked)
            there = frontier(values + shift, returns=returns, **asked)
            assert there.scores == pytest.approx(here.scores, **NEAR)
    outputs = np.array([0, 0, *shift[2:]])
    here, there = frontier(values, returns="vrs"), frontier(values + outputs, returns="vrs")
    assert there.scores == pytest.approx(here.scores, **NEAR)


def test_weak_efficiency_is_told_apart() -> None:
    found = frontier([[1, 2, 1], [1, 3, 1], [2, 2, 1]], ids="ABC")
    assert found.status == ("efficient", "weakly efficient", "weakly efficient")
    assert found.unit("B").slacks == {"v0": 0.0, "v1": 1.0, "v2": 0.0}
    assert found.unit("B").targets["v1"] == 2.0 and found.unit("B").peers == {"A": 1.0}


def test_the_hull_mixes_nobody() -> None:
    found = frontier([[2, 4, 2], [4, 2, 2], [4, 4, 2], [3, 3, 1]], returns="fdh")
    assert found.scores.tolist() == [1, 1, 1, 1]
    # The middle of the first two would do, but nobody is there.
    assert frontier([[2, 4, 2], [4, 2, 2], [4, 4, 2]], returns="vrs").scores[2] == pytest.approx(
        0.75
    )
    assert found.status[2] == "weakly efficient"
    assert set(found.units[2].peers) <= {"1", "2"}


def test_what_is_fixed_stays() -> None:
    values = [[2, 5, 4], [4, 5, 4], [4, 9, 4]]
    found = frontier(values, returns="vrs", fixed=("v1",))
    assert found.scores.tolist() == pytest.approx([1, 0.5, 0.5])
    assert found.status[0] == "efficient"
    assert found.units[2].targets == pytest.approx({"v0": 2, "v1": 9, "v2": 4})
    # Little of the fixed input excuses: nobody makes as much with so little of it.
    assert frontier([[2, 5, 4], [4, 3, 4]], returns="vrs", fixed=("v1",)).scores[1] == 1


def test_weight_ratios_agree_with_the_multiplier_form() -> None:
    rng = np.random.default_rng(4)
    values = rng.uniform(1, 9, (12, 4))
    ratio = WeightRatio("v0", "v1", low=0.5, high=2.0)
    found = frontier(values * [1e6, 1e6, 1, 1], weight_ratios=(ratio,))
    for i, score in enumerate(found.scores):
        x, y = values[:, :2], values[:, 2:]
        rows = np.vstack([np.hstack([-x, y]), [[1, -2, 0, 0], [-1, 0.5, 0, 0]]])
        best = linprog(
            np.append([0, 0], -y[i]),
            A_ub=rows,
            b_ub=np.zeros(len(rows)),
            A_eq=[np.append(x[i], [0, 0])],
            b_eq=[1],
        )
        assert score == pytest.approx(-best.fun, rel=1e-8)
    assert (found.scores <= frontier(values).scores + 1e-9).all()


@pytest.mark.parametrize("returns", ["crs", "vrs"])
def test_weak_disposability_as_kuosmanen_wrote_it(returns: str) -> None:
    rng = np.random.default_rng(8)
    values = rng.uniform(1, 9, (10, 3))  # input, good, bad
    found = frontier(
        values, 1, model="directional", undesirable=("v2",), undesirable_as="weak", returns=returns
    )
    x, y, b = values.T
    for i, score in enumerate(found.scores):
        best = linprog(
            np.append(-1.0, np.zeros(20)),
            A_ub=[[x[i], *x, *x], [y[i], *-y, *np.zeros(10)]],
            b_ub=[x[i], -y[i]],
            A_eq=[[b[i], *b, *np.zeros(10)], *([[0, *np.ones(20)]] if returns == "vrs" else [])],
            b_eq=[b[i], *([1] if returns == "vrs" else [])],
            bounds=[(None, None)] + [(0, None)] * 20,
        )
        assert score == pytest.approx(-best.fun, abs=1e-8)
    assert found.variables == ("v0", "v1", "v2") and max(u.slacks["v2"] for u in found.units) == 0


@pytest.mark.parametrize("kernel_from", [1, 10**9], ids=["kernel", "plain"])
def test_undesirable_outputs_as_inputs(monkeypatch: pytest.MonkeyPatch, kernel_from: int) -> None:
    monkeypatch.setattr(radial, "KERNEL_FROM", kernel_from)
    values = np.random.default_rng(2).uniform(1, 9, (9, 4))
    asked = frontier(values, undesirable=("v3",))
    moved = frontier(values[:, [0, 1, 3, 2]], 3)
    assert asked.scores == pytest.approx(moved.scores, rel=1e-9)
    for a, m in zip(asked.units, moved.units, strict=True):
        assert a.slacks["v3"] == pytest.approx(m.slacks["v2"], abs=1e-9)
    assert (asked.inputs, asked.outputs) == (("v0", "v1", "v3"), ("v2",))


def test_super_slacks_of_tone_2002() -> None:
    # One input, one output: the best may use a third more, or make a quarter less, to be level.
    found = frontier([[3, 3], [4, 3], [8, 3]], 1, model="sbm", super_efficiency=True)
    assert found.scores[0] == pytest.approx(4 / 3)
    assert found.scores[1:] == pytest.approx([0.75, 0.375])


def test_additive_by_hand() -> None:
    values = [[2, 2], [4, 4], [6, 3]]
    raw = frontier(values, 1, model="additive", returns="vrs", slack_weights="raw")
    assert raw.scores.tolist() == pytest.approx([0, 0, 3])
    ranged = frontier(values, 1, model="additive", returns="vrs")
    # Two less of a range of 4 and one more of a range of 2; or three less: 3/4 of a range.
    assert ranged.scores[2] == pytest.approx(1 - (2 / 4 + 1 / 2) / 2)


def test_benefit_of_the_doubt() -> None:
    found = find_frontier({}, {"a": [3, 1, 2], "b": [1, 3, 1]}, ids=["P", "Q", "R"])
    # R does best with the weights 1/4 and 1/4, by which P and Q are at 1.
    assert found.scores.tolist() == pytest.approx([1, 1, 0.75])
    assert any("Cherchye" in note.en for note in found.notes)


def test_cross_efficiency_choices() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(1, 9, (9, 2)), rng.uniform(1, 9, (9, 2))
    columns = ({"a": x[:, 0], "b": x[:, 1]}, {"c": y[:, 0], "d": y[:, 1]})
    own = find_frontier(*columns).scores
    kind, harsh, any_ = (
        cross_efficiency(*columns, choice=choice)  # type: ignore[arg-type]
        for choice in ("benevolent", "aggressive", "arbitrary")
    )
    for found in (kind, harsh, any_):
        assert found.own == pytest.approx(own, rel=1e-8)
        assert (found.matrix <= 1 + 1e-8).all()
    # As Doyle and Green have it: of all the others, the sum of outputs over the sum of inputs.
    assert kind.scores.mean() > harsh.scores.mean()
    units = ({"a": x[:, 0] * 1e6, "b": x[:, 1]}, {"c": y[:, 0] / 1e6, "d": y[:, 1]})
    assert cross_efficiency(*units).scores == pytest.approx(kind.scores, rel=1e-7)
    without = cross_efficiency(*columns, own_counts=False).scores
    assert without == pytest.approx((kind.scores * 9 - own) / 8, rel=1e-9)


def test_scale() -> None:
    found = find_scale({"x": [2, 3, 6, 8]}, {"y": [1, 3, 5, 5]})
    assert [u.returns for u in found.units] == [
        "increasing",
        "constant",
        "decreasing",
        "decreasing",
    ]
    assert [u.efficiency for u in found.units] == pytest.approx([0.5, 1, 5 / 6, 5 / 6])
    assert [u.vrs for u in found.units] == pytest.approx([1, 1, 1, 0.75])
    by_output = find_scale(
        {"x": [2, 3, 6, 8]}, {"y": [1, 3, 5, 5]}, settings=FrontierSettings(orientation="output")
    )
    assert [u.efficiency for u in by_output.units] == pytest.approx([0.5, 1, 5 / 6, 5 / 8])


def test_one_unit() -> None:
    alone = frontier([[1, 2, 3]])
    assert (alone.scores.tolist(), alone.status) == ([1.0], ("efficient",))
    assert alone.notes
    assert frontier([[1, 2, 3]], super_efficiency=True).status == ("infeasible",)


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    find_frontier({"x": [1, 2]}, {"y": [1, 1]}, progress=lambda *step: told.append(step))
    assert told == [("frontier", 0, 2), ("frontier", 1, 2)]


@pytest.mark.parametrize("super_efficiency", [False, True])
def test_what_the_kernel_cannot_prove_is_solved_plainly(
    monkeypatch: pytest.MonkeyPatch, super_efficiency: bool
) -> None:
    kernel = importlib.import_module("duibiao.benchmark.frontiers.kernel")
    values = np.random.default_rng(6).uniform(1, 9, (12, 4))
    asked = {"returns": "vrs", "super_efficiency": super_efficiency}
    plain, true = frontier(values, **asked), kernel.solve

    def doubtful(*given: Any, **more: Any) -> Any:
        solved = true(*given, **more)
        status, scores = solved.status.copy(), solved.scores.copy()
        status[[1, 5, 6]], scores[[1, 5, 6]] = kernel.FAILED, np.nan
        return replace(solved, status=status, scores=scores)

    monkeypatch.setattr(radial, "KERNEL_FROM", 1)
    monkeypatch.setattr(kernel, "solve", doubtful)
    mended = frontier(values, **asked)
    assert mended.status == plain.status
    assert mended.scores == pytest.approx(plain.scores, nan_ok=True, rel=1e-9)
    for a, b in zip(mended.units, plain.units, strict=True):
        assert a.peers == pytest.approx(b.peers, rel=1e-7)
        assert a.targets == pytest.approx(b.targets, rel=1e-7)
