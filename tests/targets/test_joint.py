"""Several targets at once: who managed all, and which history says pull apart."""

from __future__ import annotations

import numpy as np
import pytest

from duibiao.records import BadSetting, Panel
from duibiao.targets import Assessment, Goal, assess, joint_feasibility
from target_panels import made

REGIONS, YEARS = 40, 21


def together(sign: float, seed: int = 5) -> Panel:
    """Two indicators whose growth shares a region's own rate: the second with the same or the opposite sign."""
    rng = np.random.default_rng(seed)
    own = rng.normal(0, 0.03, REGIONS)
    a, b = (
        100
        * np.exp((0.04 + s * own[:, None] + rng.normal(0, 0.01, (REGIONS, YEARS))).cumsum(axis=1))
        for s in (1.0, sign)
    )
    return made(
        {"a": lambda i, y: float(a[i, y - 2000]), "b": lambda i, y: float(b[i, y - 2000])},
        regions=REGIONS,
    )


def judged(panel: Panel, factor: float = 1.25) -> list[Assessment]:
    found = []
    for code in ("a", "b"):
        start = panel.cell("R0", code, 2020).value or 0.0
        found.append(assess(panel, "R0", Goal(code, 2025, factor * start)))
    return found


def test_all_are_fewer_than_any() -> None:
    found = joint_feasibility(judged(together(1.0)))
    assert found.feasibility.share is not None
    assert found.feasibility.share <= min(found.singles)
    assert len(found.managed) == found.feasibility.reached > 0
    assert "R0" not in {r for r, _ in found.managed}


def test_what_goes_together_and_what_pulls_apart() -> None:
    same, opposed = (joint_feasibility(judged(together(s))).pairs[0] for s in (1.0, -1.0))
    assert same.support and not same.conflict
    assert opposed.conflict and not opposed.support
    assert (same.lift or 0) > 1 > (opposed.lift or 0)


def test_the_managed_windows_managed_it() -> None:
    panel = together(1.0)
    found = joint_feasibility(judged(panel))
    needed = np.log(1.25) * found.years / 5
    for region, year in found.managed:
        for code in ("a", "b"):
            start, end = (panel.cell(region, code, y).value for y in (year, year + found.years))
            assert np.log((end or 0) / (start or 1)) >= needed - 1e-9


def test_one_target_is_not_several() -> None:
    with pytest.raises(BadSetting):
        joint_feasibility(judged(together(1.0))[:1])


def test_no_common_windows_is_an_answer() -> None:
    rng = np.random.default_rng(1)
    value = 100 * np.exp((0.04 + rng.normal(0, 0.02, (REGIONS, YEARS))).cumsum(axis=1))

    def of(odd: int, i: int, y: int) -> float | None:
        return float(value[i, y - 2000]) if i == 0 or i % 2 == odd else None

    panel = made({"a": lambda i, y: of(0, i, y), "b": lambda i, y: of(1, i, y)}, regions=REGIONS)
    found = joint_feasibility(judged(panel))
    assert found.feasibility.share is None
    assert "太少" in found.notes[0].zh


def test_the_same_seed_gives_the_same() -> None:
    goals = judged(together(1.0))
    assert joint_feasibility(goals, seed=3) == joint_feasibility(goals, seed=3)
