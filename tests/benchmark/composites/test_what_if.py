"""What if: as the composite would be with other figures, where its scale stays; the way to the next rank."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from duibiao.benchmark import (
    Aggregate,
    Composite,
    Normalise,
    Treat,
    build_composite,
    next_rank,
    what_if,
)
from duibiao.records import BadSetting, IndicatorTable, Node, Structure, UnknownName

CODES = ("a", "b", "c", "d")
STRUCTURE = Structure(
    (
        Node("a", "x", worst=0.0, best=120.0),
        Node("b", "x", direction=-1, worst=120.0, best=0.0),
        Node("c", "y", 2.0, worst=0.0, best=120.0),
        Node("d", "y", worst=0.0, best=120.0),
    ),
    (Node("x", "all", 2.0), Node("y", "all"), Node("all")),
)
HOWS = ("arithmetic", "geometric", "harmonic", "copeland", "mean_min", "mazziotta_pareto")


def table(seed: int = 5) -> IndicatorTable:
    values = np.random.default_rng(seed).uniform(10, 110, (12, 4))
    return IndicatorTable(tuple(f"R{i}" for i in range(12)), CODES, values)


def made(how: str = "arithmetic", **more: object) -> Composite:
    from duibiao.benchmark import CompositeSettings

    scale = more.pop("normalise", Normalise("goalposts", low=1))
    chosen = CompositeSettings(normalise=scale, aggregate_at=((2, Aggregate(how)),), **more)  # type: ignore[arg-type]
    return build_composite(table(), STRUCTURE, chosen)


def changed(composite: Composite, row: int, cells: dict[str, float]) -> Composite:
    """The composite made again with other figures of one region."""
    values = table().values.copy()
    for code, figure in cells.items():
        values[row, CODES.index(code)] = figure
    again = dataclasses.replace(table(), values=values)
    return build_composite(again, STRUCTURE, composite.settings)


@pytest.mark.parametrize("how", HOWS)
def test_it_is_the_composite_with_those_figures(how: str) -> None:
    composite = made(how)
    found = what_if(composite, "R2", "R8")
    assert found.alone and (found.score, found.rank) == (
        composite.index[2],
        composite.index_ranks[2],
    )
    for step in found.alone:
        again = changed(composite, 2, {step.indicator: step.reached})
        assert step.reached == table().values[8, CODES.index(step.indicator)]
        assert (step.score, step.rank) == (pytest.approx(again.index[2]), again.index_ranks[2])
        assert step.gain == pytest.approx(again.index[2] - composite.index[2])
    cells: dict[str, float] = {}
    before = found.score
    for step in found.together:
        cells[step.indicator] = step.reached
        again = changed(composite, 2, cells)
        assert (step.score, step.rank) == (pytest.approx(again.index[2]), again.index_ranks[2])
        assert step.gain == pytest.approx(step.score - before)
        before = step.score
    assert {s.indicator for s in found.alone} | set(found.not_behind) == set(CODES)
    gains = [s.gain for s in found.alone]
    assert gains == sorted(gains, reverse=True)


@pytest.mark.parametrize("scale", ["goalposts", "minmax", "zscore", "rank", "percentile_rank"])
def test_targets_are_put_on_the_scale(scale: str) -> None:
    composite = made(normalise=Normalise(scale))
    ordered = np.sort(table().values[:, 0])
    figure = (ordered[8] + ordered[9]) / 2 if scale != "zscore" else float(ordered[9])
    step = what_if(composite, "R3", targets={"a": figure}).alone[0]
    if scale == "zscore":
        other = int(np.argmax(table().values[:, 0] == figure))
        wanted = composite.scores[3, :4].copy()
        wanted[0] = composite.scores[other, 0]
        assert step.gain == pytest.approx(
            (wanted[0] - composite.scores[3, 0]) * composite.weights[0]
        )
    else:
        assert step.score == pytest.approx(changed(composite, 3, {"a": figure}).index[3])
    assert step.reached == figure and step.value == table().values[3, 0]


def test_targets_beyond_the_best_are_said_and_caps_hold() -> None:
    free = what_if(made(normalise=Normalise("minmax")), "R3", targets={"a": 500.0})
    assert "beyond today's best" in free.notes[0].en
    capped = what_if(made(), "R3", targets={"a": 500.0}).alone[0]
    assert capped.score == pytest.approx(what_if(made(), "R3", targets={"a": 120.0}).alone[0].score)


@pytest.mark.parametrize("how", HOWS)
def test_the_way_to_the_next_rank(how: str) -> None:
    composite = made(how)
    row = int(np.argmax(composite.index_ranks == np.sort(composite.index_ranks)[6]))
    region = composite.regions[row]
    found = next_rank(composite, region)
    assert found.above and found.needed > 0
    reachable = [m for m in found.moves if m.reachable]
    assert reachable
    for move in reachable:
        assert move.value is not None
        own = table().values[row, CODES.index(move.indicator)]
        step = 1e-6 * np.sign(move.value - own)
        there = changed(composite, row, {move.indicator: move.value + step})
        short = changed(composite, row, {move.indicator: move.value - step})
        assert there.index_ranks[row] < composite.index_ranks[row] == short.index_ranks[row]
    shares = [m.share_of_range for m in reachable]
    assert shares == sorted(shares)


def test_at_the_top_there_is_nowhere_to_go() -> None:
    composite = made()
    first = composite.regions[int(np.argmax(composite.index))]
    found = next_rank(composite, first)
    assert (found.above, found.moves, found.rank) == ((), (), 1)
    assert what_if(composite, first, first).alone == ()


def test_a_panel_is_ranked_within_its_time() -> None:
    from duibiao.benchmark import CompositeSettings

    values = np.random.default_rng(2).uniform(10, 110, (12, 4))
    panel = IndicatorTable(
        tuple(f"R{i}" for i in range(6)) * 2, CODES, values, times=("2019",) * 6 + ("2020",) * 6
    )
    composite = build_composite(panel, STRUCTURE, CompositeSettings(bounds="yearly"))
    found = what_if(composite, "R1", "R4")
    assert (found.time, found.of) == ("2020", 6)
    assert all(1 <= s.rank <= 6 for s in found.alone)
    assert next_rank(composite, "R1", time="2019").time == "2019"


def test_wrong_questions() -> None:
    composite = made(treat=Treat(method="log", skewness=0, kurtosis=0), normalise=Normalise())
    with pytest.raises(BadSetting):
        what_if(composite, "R1")
    with pytest.raises(BadSetting):
        what_if(composite, "R1", "R2", targets={"a": 1.0})
    with pytest.raises(UnknownName):
        what_if(composite, "R1", targets={"z": 1.0})
    with pytest.raises(UnknownName):
        next_rank(composite, "Z")
