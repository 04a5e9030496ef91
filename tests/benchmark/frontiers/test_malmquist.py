"""Malmquist: its parts multiply to the index, and what has no answer has none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark.frontiers.malmquist import Malmquist, MalmquistSettings, malmquist
from duibiao.records import DataError, InputError, UnknownName

TWO = ["2019"] * 6 + ["2020"] * 6
IDS = list("ABCDEF") * 2


def made(seed: int, **asked: str) -> Malmquist:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(1, 9, (2, 12)), rng.uniform(1, 9, (2, 12))
    return malmquist(
        {"a": x[0], "b": x[1]},
        {"c": y[0], "d": y[1]},
        IDS,
        TWO,
        settings=MalmquistSettings(**asked),  # type: ignore[arg-type]
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999), st.sampled_from(["input", "output"]))
def test_the_parts_multiply_to_the_index(seed: int, orientation: str) -> None:
    for unit in made(seed, orientation=orientation).units:
        assert unit.status == "known"
        assert unit.efficiency * unit.technical == pytest.approx(unit.index)  # type: ignore[operator]
        assert unit.pure * unit.scale == pytest.approx(unit.efficiency)  # type: ignore[operator]
    for unit in made(seed, orientation=orientation, parts="ray-desli").units:
        if unit.status == "known":
            product = unit.pure * unit.scale * unit.technical  # type: ignore[operator]
            assert product == pytest.approx(unit.index)


def test_both_orientations_give_one_index() -> None:
    a, b = made(3, orientation="input"), made(3, orientation="output")
    for one, other in zip(a.units, b.units, strict=True):
        assert one.index == pytest.approx(other.index)


def test_nothing_changed_means_one() -> None:
    found = malmquist(
        {"x": [1, 2, 5, 1, 2, 5]},
        {"y": [1, 3, 4, 1, 3, 4]},
        ["A", "B", "C"] * 2,
        [1, 1, 1, 2, 2, 2],
    )
    for unit in found.units:
        assert (unit.index, unit.pure, unit.scale) == pytest.approx((1, 1, 1))


def test_all_twice_as_productive_is_technical_change() -> None:
    found = malmquist(
        {"x": [1, 2, 5, 1, 2, 5]},
        {"y": [1, 3, 4, 2, 6, 8]},
        ["A", "B", "C"] * 2,
        ["2019"] * 3 + ["2020"] * 3,
    )
    for unit in found.units:
        assert (unit.index, unit.technical) == pytest.approx((2, 2))


def test_what_one_year_cannot_reach_is_infeasible_and_no_number() -> None:
    found = malmquist(
        {"x": [1, 2, 1, 2]},
        {"y": [1, 2, 5, 9]},
        ["A", "B"] * 2,
        ["2019"] * 2 + ["2020"] * 2,
        settings=MalmquistSettings(parts="ray-desli"),
    )
    for unit in found.units:
        assert unit.status == "infeasible" and unit.technical is None and unit.scale is None
        assert unit.index is not None and unit.pure is not None


def test_periods_in_the_order_of_numbers_and_units_that_come_and_go() -> None:
    found = malmquist(
        {"x": [1, 2, 3, 1, 2, 3, 1]},
        {"y": [1, 2, 2, 2, 3, 3, 3]},
        ["A", "B", "C", "A", "B", "C", "A"],
        ["9", "9", "9", "10", "10", "11", "11"],
    )
    assert found.periods == ("9", "10", "11")
    assert [(u.id, u.start, u.end) for u in found.units] == [
        ("A", "9", "10"),
        ("B", "9", "10"),
        ("A", "10", "11"),
    ]
    assert "B, C" in found.notes[-1].en


@pytest.mark.parametrize("names", [("t2", "t10"), ("9", "10"), ("2009年", "2010年")])
def test_periods_follow_their_numbers(names: tuple[str, str]) -> None:
    found = malmquist({"x": [1, 2]}, {"y": [2, 2]}, ["A", "A"], names[::-1])
    assert found.periods == names


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(DataError, match="two periods"):
        malmquist({"x": [1, 2]}, {"y": [1, 2]}, ["A", "B"], ["1", "1"])
    with pytest.raises(InputError, match="differ in length"):
        malmquist({"x": [1, 2]}, {"y": [1, 2]}, ["A", "B"], ["1"])
    with pytest.raises(UnknownName, match="ray-desli"):
        MalmquistSettings(parts="ray")  # type: ignore[arg-type]
