"""Required growth and milestones: exact arithmetic, quarters by kind, seasons from the record."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.records import BadSetting, Indicator
from duibiao.targets.paths import milestones, required_growth, seasons_of, straight_path
from target_panels import made

AMOUNT = st.floats(1, 1e6)


@given(AMOUNT, AMOUNT, st.integers(1, 30))
def test_required_growth_leads_to_the_target(start: float, target: float, years: int) -> None:
    growth = required_growth(start, target, years, "log")
    assert start * (1 + growth / 100) ** years == pytest.approx(target, rel=1e-9)
    step = required_growth(start, target, years, "points")
    assert start + years * step == pytest.approx(target, rel=1e-9)


@given(AMOUNT, AMOUNT, st.integers(1, 30), st.sampled_from(["log", "points"]))
def test_the_path_ends_at_the_target_in_even_steps(
    start: float, target: float, years: int, scale: str
) -> None:
    path = straight_path(start, target, years, scale)  # type: ignore[arg-type]
    assert path[-1] == pytest.approx(target)
    first = path[0] - start if scale == "points" else path[0] / start
    last = path[-1] - ([start, *path][-2]) if scale == "points" else path[-1] / [start, *path][-2]
    assert last == pytest.approx(first, rel=1e-6, abs=1e-6)


def test_doubling_in_five_years_takes_14_87_percent() -> None:
    assert required_growth(100, 200, 5, "log") == pytest.approx(14.8698, abs=1e-4)


def test_a_target_without_years_is_refused() -> None:
    with pytest.raises(BadSetting, match="must come after the start"):
        required_growth(100, 200, 0, "log")


@pytest.mark.parametrize(
    ("kind", "unit", "quarters"),
    [
        ("flow", "亿元", (30.25, 60.5, 90.75, 121.0)),
        ("growth", "%", (121.0,) * 4),
        ("stock", "人", tuple(110 * 1.1 ** (q / 4) for q in (1, 2, 3, 4))),
    ],
)
def test_quarters_by_kind(kind: str, unit: str, quarters: tuple[float, ...]) -> None:
    indicator = Indicator("x", "x", unit=unit, kind=kind)  # type: ignore[arg-type]
    last = milestones(indicator, 100, [110, 121], 2021, "log")[-1]
    assert last.year == 2022
    assert last.quarters == pytest.approx(quarters)


def test_seasons_are_the_mean_of_past_years() -> None:
    panel = made({"x": lambda i, y: 100.0 if i == 0 else None}, regions=1, years=(2018, 2019))
    parts = [
        ("2018M01-03", 10.0), ("2018M01-06", 30.0), ("2018M01-09", 60.0),
        ("2019Q1", 20.0), ("2019Q2", 20.0), ("2019Q3", 20.0),
    ]  # fmt: skip
    rows = pl.DataFrame([
        {"region": "R0", "indicator": "x", "period": p, "value": v, "unit": ""} for p, v in parts
    ])  # fmt: skip
    frame = pl.concat([panel.observations, rows], how="diagonal")
    panel = type(panel)(panel.regions, panel.indicators, frame)
    found = seasons_of(panel, "R0", "x", 2020)
    assert found is not None
    assert found[0] == pytest.approx((0.15, 0.35, 0.60, 1.0))
    assert "2018" in found[1].zh
    assert "2019" in found[1].en
    assert seasons_of(panel, "R0", "x", 2017) is None
