"""What cannot be measured is refused, with the unit, the variable and the way out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from duibiao.benchmark import (
    FrontierSettings,
    WeightRatio,
    cross_efficiency,
    find_frontier,
    find_scale,
)
from duibiao.records import BadSetting, DataError, DuibiaoError, InputError, UnknownName

X, Y = {"staff": [2.0, 3.0, 4.0]}, {"made": [1.0, 3.0, 2.0], "waste": [1.0, 1.0, 2.0]}
IDS = ("Anhui", "Hebei", "Hunan")


def changed(columns: dict[str, list[float]], name: str, row: int, value: Any) -> dict[str, Any]:
    """The columns with one cell changed."""
    column = [value if i == row else v for i, v in enumerate(columns[name])]
    return {**columns, name: column}


@pytest.mark.parametrize(
    ("inputs", "outputs", "asked", "error", "words"),
    [
        (changed(X, "staff", 1, np.nan), Y, {}, DataError, ["Hebei staff", "drop"]),
        (
            X,
            changed(Y, "made", 2, -1),
            {},
            DataError,
            ["Hunan made = -1", "vrs", "additive", "range"],
        ),
        (
            changed(X, "staff", 0, -2),
            Y,
            {"returns": "vrs"},
            DataError,
            ["Anhui staff = -2", "range"],
        ),
        (
            X,
            changed(Y, "made", 2, -1),
            {"model": "sbm", "returns": "vrs"},
            DataError,
            ["Hunan made"],
        ),
        (changed(X, "staff", 1, 0), Y, {}, DataError, ["inputs (staff) of Hebei are 0"]),
        (
            X,
            changed(changed(Y, "made", 1, 0), "waste", 1, 0),
            {"returns": "drs"},
            DataError,
            ["outputs (made, waste) of Hebei are 0"],
        ),
        (changed(X, "staff", 1, "many"), Y, {}, InputError, ["staff", "no number"]),
        ({"staff": [1, 2]}, Y, {}, InputError, ["staff 2", "made 3"]),
        (X, {}, {}, InputError, ["outputs"]),
        (X, {**Y, "staff": [1, 2, 3]}, {}, InputError, ["staff"]),
        (X, Y, {"fixed": ("stuff",)}, UnknownName, ["stuff", "staff"]),
        (X, Y, {"undesirable": ("staff",)}, UnknownName, ["staff"]),
        (X, Y, {"undesirable": ("made", "waste")}, InputError, ["undesirable"]),
        (
            X,
            Y,
            {"weight_ratios": (WeightRatio("staff", "made", 1, 2),)},
            InputError,
            ["staff/made"],
        ),
        (
            X,
            Y,
            {"model": "directional", "direction": (("made", -1.0),)},
            InputError,
            ["made", "-1"],
        ),
        (X, Y, {"model": "directional", "direction": (("made", 0.0),)}, InputError, ["0"]),
    ],
)
def test_refused(
    inputs: Any, outputs: Any, asked: Any, error: type[DuibiaoError], words: list[str]
) -> None:
    with pytest.raises(error) as caught:
        find_frontier(inputs, outputs, ids=IDS, settings=FrontierSettings(**asked))
    for word in words:
        assert word in caught.value.text("en")
    assert "!" not in caught.value.text("en") and "！" not in caught.value.text("zh")


@pytest.mark.parametrize(
    "asked",
    [
        {"returns": "both"},
        {"model": "dea"},
        {"orientation": "sideways"},
        {"orientation": "none"},
        {"tolerance": 0.0},
        {"model": "additive", "super_efficiency": True},
        {"model": "additive", "orientation": "input"},
        {"model": "sbm", "super_efficiency": True, "returns": "fdh"},
        {"undesirable": ("waste",), "undesirable_as": "weak"},
        {"direction": "range"},
        {"model": "sbm", "weight_ratios": (WeightRatio("made", "waste", 1, 2),)},
    ],
)
def test_settings_that_contradict_each_other(asked: dict[str, Any]) -> None:
    with pytest.raises((BadSetting, UnknownName)):
        FrontierSettings(**asked)


@pytest.mark.parametrize("bounds", [(2, 1), (-1, 1), (0, 0)])
def test_weight_ratios_out_of_order(bounds: tuple[float, float]) -> None:
    with pytest.raises(BadSetting, match="staff/land"):
        WeightRatio("staff", "land", *bounds)


def test_names() -> None:
    with pytest.raises(InputError, match="Anhui"):
        find_frontier(X, Y, ids=("Anhui", "Anhui", "Hunan"))
    with pytest.raises(InputError, match="2 names for 3"):
        find_frontier(X, Y, ids=("Anhui", "Hebei"))
    with pytest.raises(UnknownName):
        find_frontier(X, Y, ids=IDS).unit("Hainan")


def test_missing_may_be_dropped() -> None:
    settings = FrontierSettings(missing="drop")
    found = find_frontier(changed(X, "staff", 1, np.nan), Y, ids=IDS, settings=settings)
    assert (found.ids, found.dropped) == (("Anhui", "Hunan"), ("Hebei",))
    assert any("Hebei staff" in note.en for note in found.notes)
    with pytest.raises(DataError):
        find_frontier({"staff": [np.nan] * 3}, Y, ids=IDS, settings=settings)


def test_zeros_that_are_allowed() -> None:
    found = find_frontier(changed(X, "staff", 0, 2), changed(Y, "made", 0, 0))
    assert found.scores[0] == 1  # by its waste, the most for its staff
    assert find_frontier(X, Y | {"none": [0, 0, 0]}).scores == pytest.approx(
        find_frontier(X, Y).scores
    )
    assert any("none" in n.en for n in find_frontier(X, Y | {"none": [0, 0, 0]}).notes)
    # Hunan makes nothing of the one; the other alone counts, of which Anhui makes as much per head.
    sbm = find_frontier(X, changed(Y, "made", 2, 0), settings=FrontierSettings(model="sbm"))
    assert (sbm.scores[2], sbm.status[2]) == (1, "weakly efficient")


def test_negatives_that_are_allowed() -> None:
    loss = changed(Y, "made", 2, -5)
    assert np.isfinite(
        find_frontier(X, loss, settings=FrontierSettings(returns="vrs")).scores
    ).all()
    for asked in ({"model": "additive"}, {"model": "directional", "direction": "range"}):
        settings = FrontierSettings(returns="vrs", **asked)  # type: ignore[arg-type]
        assert np.isfinite(find_frontier(X, loss, settings=settings).scores).all()


def test_one_unit_is_its_own_frontier() -> None:
    frontier = find_frontier({"staff": [2]}, {"made": [3]}, ids=["Hebei"])
    assert frontier.unit("Hebei").peers == {"Hebei": 1.0}
    assert ["Hebei is the only unit" in note.en for note in frontier.notes] == [True]


def test_few_units_are_said_aloud() -> None:
    assert any("fewer than 9" in note.en for note in find_frontier(X, Y).notes)
    many = {name: column * 4 for name, column in (X | Y).items()}
    found = find_frontier({"staff": many["staff"]}, {"made": many["made"], "waste": many["waste"]})
    assert found.notes == ()


def test_other_entrances() -> None:
    with pytest.raises(UnknownName):
        cross_efficiency(X, Y, choice="friendly")  # type: ignore[arg-type]
    with pytest.raises(DataError):
        cross_efficiency({"x": [1]}, {"y": [1]})
    with pytest.raises(BadSetting):
        find_scale(X, Y, settings=FrontierSettings(model="sbm"))
