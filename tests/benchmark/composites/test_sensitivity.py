"""Sobol indices of a composite: what does nothing has none, what does all has all, invalid points are counted."""

from __future__ import annotations

import numpy as np
import pytest

from duibiao.benchmark import Aggregate, Choice, Impute, Normalise, Perturb, find_sensitivity
from duibiao.records import BadSetting, DataError, UnknownName

from .test_uncertainty import SOURCES, composite, deep_table


def test_a_source_that_changes_nothing_has_no_share() -> None:
    table = deep_table()
    twins = Choice("normalise", (Normalise(low=0), Normalise(low=1)))
    found = find_sensitivity(
        composite(table), table, (twins, Perturb(share=0.5)), base=300, seed=3, regions=("R2",)
    )
    idle, weights = found.shift.indices
    assert (idle.source, idle.first, idle.total) == ("normalise", 0.0, 0.0)
    assert weights.total == pytest.approx(1.0, abs=0.15)
    assert found.evaluations == 300 * 4 and found.used == 300 and not found.notes
    assert found.regions[0].output == "R2"


def test_all_sources_and_the_seed() -> None:
    table = deep_table()
    base = composite(table)
    one, again = (find_sensitivity(base, table, SOURCES, base=100, seed=1) for _ in range(2))
    assert one == again
    assert {i.source for i in one.shift.indices} == {
        "normalise", "aggregate", "weights", "impute", "treat", "leave_out", "weighting", "coverage"
    }  # fmt: skip
    record = one.as_record()
    assert record["output"] == "mean_absolute_rank_shift" and len(record["sources"]) == 8
    assert all(np.isfinite(v) for s in record["sources"] for k, v in s.items() if k != "source")


def test_nothing_moves() -> None:
    table = deep_table()
    found = find_sensitivity(
        composite(table), table, (Choice("impute", (Impute("mean"),)),), base=20, seed=0
    )
    assert found.shift.indices == () and found.shift.variance == 0.0


def test_invalid_points_are_left_out_and_said() -> None:
    table = deep_table()
    sources = (
        Choice("normalise", (Normalise("zscore"), Normalise(low=1)), (1, 9)),
        Choice("aggregate", (Aggregate(), Aggregate("geometric"))),
    )
    found = find_sensitivity(composite(table), table, sources, base=400, seed=2)
    assert (
        250 < found.used < 400 and found.invalid and f"{400 - found.used} meet" in found.notes[0].en
    )
    hopeless = (
        Choice("normalise", (Normalise("zscore"),)),
        Choice("aggregate", (Aggregate("geometric"), Aggregate())),
    )
    with pytest.raises(DataError, match="points of the sensitivity"):
        find_sensitivity(composite(table), table, hopeless, base=32, seed=2)


def test_wrong_settings() -> None:
    table = deep_table()
    with pytest.raises(BadSetting):
        find_sensitivity(composite(table), table, SOURCES, base=3, seed=0)
    with pytest.raises(UnknownName):
        find_sensitivity(composite(table), table, SOURCES, base=20, seed=0, regions=("Z",))
