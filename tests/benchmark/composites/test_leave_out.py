"""Leaving out: the same as a composite of the smaller structure; what cannot be left out is said."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from duibiao.benchmark import Aggregate, Normalise, build_composite, leave_each_out
from duibiao.benchmark.composites import without
from duibiao.records import BadSetting, IndicatorTable, Node, Structure, UnknownName

from .test_uncertainty import DEEP, composite, deep_table


def test_each_is_the_composite_without_it() -> None:
    table = deep_table()
    base = composite(
        table,
        normalise_each=(("a", Normalise("rank")),),
        aggregate_each=(("x", Aggregate("mean_min")),),
    )
    found = {w.code: w for w in leave_each_out(base, table)}
    assert list(found) == ["a", "b", "c", "d", "e", "x", "y"]
    assert [w.pillar for w in found.values()] == [False] * 5 + [True] * 2
    small = Structure(
        (Node("d", "y", 1.0), Node("e", "y", 3.0)), (Node("y", "all", 1.0), Node("all"))
    )
    plain = dataclasses.replace(base.settings, normalise_each=(), aggregate_each=())
    made = build_composite(table, small, plain)
    np.testing.assert_allclose(found["x"].scores, made.index)
    np.testing.assert_array_equal(found["x"].shifts, made.index_ranks - base.index_ranks)
    moved = np.abs(found["x"].shifts)
    assert (found["x"].mean_shift, found["x"].largest_shift) == (moved.mean(), moved.max())


def test_what_cannot_be_left_out_is_refused_by_name() -> None:
    structure = Structure((Node("a", "x"),), (Node("x", "all"), Node("all")))
    table = IndicatorTable(("A", "B"), ("a",), np.array([[1.0], [2.0]]))
    for found in leave_each_out(build_composite(table, structure), table):
        assert found.refused is not None and "no indicator" in found.refused.en
        assert np.isnan(found.mean_shift) and np.isnan(found.shifts).all()


def test_a_pillar_goes_with_its_parts_and_empty_ones_go() -> None:
    assert without(DEEP, ("x",)).codes == ("d", "e", "y", "all")
    assert without(DEEP, ("d", "e")).codes == ("a", "b", "c", "x", "all")
    with pytest.raises(UnknownName):
        without(DEEP, ("z",))
    with pytest.raises(BadSetting):
        without(DEEP, ("all",))


def test_progress_is_told() -> None:
    table, told = deep_table(), list[tuple[str, int, int]]()
    leave_each_out(composite(table), table, lambda *step: told.append(step))
    assert told[0] == ("leave_out", 0, 7) and len(told) == 7
