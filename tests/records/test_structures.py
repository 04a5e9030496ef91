"""Frameworks of any depth: what they are made of, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from duibiao.records import BadSetting, DataError, IndicatorTable, Node, Structure, UnknownName


def test_levels_parts_and_effective_weights() -> None:
    structure = Structure(
        (Node("a", "p", 1), Node("b", "p", 3), Node("c", "top", 2)),
        (Node("top"), Node("p", "top", 6)),
    )
    assert structure.codes == ("a", "b", "c", "top", "p")
    assert structure.levels.tolist() == [1, 1, 1, 3, 2]
    # Parts come before wholes, whatever the order of the table.
    assert [structure.codes[i] for i in structure.parts] == ["p", "top"]
    np.testing.assert_allclose(structure.shares(), [0.25, 0.75, 0.25, 1, 0.75])
    np.testing.assert_allclose(structure.effective_weights(), [0.1875, 0.5625, 0.25, 1, 0.75])


def test_many_draws_of_weights_at_once() -> None:
    structure = Structure((Node("a", "x"), Node("b", "x")), (Node("x"),))
    drawn = np.array([[1.0, 1.0, 1.0], [1.0, 3.0, 1.0]])
    np.testing.assert_allclose(
        structure.effective_weights(structure.shares(drawn)), [[0.5, 0.5, 1], [0.25, 0.75, 1]]
    )


TOP = (Node("x"),)


@pytest.mark.parametrize(
    ("indicators", "aggregates", "words"),
    [
        ([Node("a", "x")], [Node("x", "y"), Node("y", "x")], "cycle: x → y → x"),
        ([Node("a", "x")], [Node("x", "x")], "cycle: x → x"),
        ([Node("a", "z")], TOP, "“a” of the framework belongs to “z”"),
        ([Node("a", "x"), Node("b")], TOP, "no parent: b, x"),
        ([Node("a", "x"), Node("a", "x")], TOP, "twice .*: a"),
        ([Node("x", "x")], TOP, "twice .*: x"),
        ([Node("", "x")], TOP, "empty"),
        ([Node("a", "x")], (), "“a” of the framework belongs to “x”"),
        ((), (), "no indicator, or nothing"),
        ((), TOP, "no indicator, or nothing"),
        ([Node("a", "b"), Node("b", "x")], TOP, "no aggregate"),
        ([Node("a", "x")], [Node("x"), Node("y", "x")], "Nothing makes up the aggregate “y”"),
        ([Node("a", "x", -1), Node("b", "x")], TOP, "“a” .* weight -1\\."),
        ([Node("a", "x", float("nan"))], TOP, "“a” .* weight nan"),
        ([Node("a", "x", 0), Node("b", "x", 0)], TOP, "make[s]? up “x” .* sum to zero"),
        ([Node("a", "x", direction=0)], TOP, "“a” has direction 0"),
        ([Node("a", "x", level=2)], [Node("x", level=2)], "“a” .* at level 2"),
    ],
)
def test_what_is_no_framework_is_refused_by_name(
    indicators: list[Node], aggregates: list[Node], words: str
) -> None:
    with pytest.raises(BadSetting, match=words) as refused:
        Structure(tuple(indicators), tuple(aggregates))
    assert refused.value.text("zh") != refused.value.text("en")


def test_a_region_stands_once_in_a_table() -> None:
    two = np.zeros((2, 1))
    with pytest.raises(DataError, match="“A” has more than one row"):
        IndicatorTable(("A", "A"), ("x",), two)
    with pytest.raises(DataError, match=r"“A” \(2020\)"):
        IndicatorTable(("A", "A"), ("x",), two, times=("2020", "2020"))
    table = IndicatorTable(("A", "A"), ("x",), two, times=("2019", "2020"))
    assert table.row_name(1) == "A 2020"
    with pytest.raises(UnknownName, match="column named “y”"):
        table.column("y")
    with pytest.raises(UnknownName, match="column named “g”"):
        table.group("g")
