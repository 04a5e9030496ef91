"""A target held against precedents and business as usual: what it demands, its reach, and the refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from duibiao.records import BadSetting, DataError, Panel, UnknownName
from duibiao.targets import Assessment, Goal, assess, judge_goals, precedents_from
from duibiao.targets.goals import GoalSettings
from target_panels import made


def grown(
    seed: int = 3, years: int = 30, falling: int | None = None
) -> dict[tuple[int, int], float]:
    rng = np.random.default_rng(seed)
    steps = 0.05 + rng.normal(0, 0.02, (14, years))
    if falling is not None:
        steps[falling] = -0.08 + rng.normal(0, 0.01, years)
    values = (100 + 10 * np.arange(14))[:, None] * np.exp(steps.cumsum(axis=1))
    return {(i, 2000 + k): float(values[i, k]) for i in range(14) for k in range(years)}


def panel_of(falling: int | None = None, direction: str = "+", scale: float = 1.0) -> Panel:
    table = grown(falling=falling)
    return made(
        {"x": lambda i, y: scale * table[i, y]},
        regions=14,
        x={"direction": direction, "unit": "吨"},
    )


@pytest.fixture(scope="module")
def panel() -> Panel:
    return panel_of()


def start_of(panel: Panel) -> float:
    return float(panel.cell("R0", "x", 2020).value or 0)


def judged(panel: Panel, **goal: object) -> Assessment:
    return assess(panel, "甲0市", Goal("x", 2025, **goal))  # type: ignore[arg-type]


def test_demand_milestones_and_usual_course_hang_together(panel: Panel) -> None:
    start = start_of(panel)
    found = judged(panel, value=1.4 * start)
    assert (found.year, found.start) == (2020, pytest.approx(start))
    assert found.required_growth == pytest.approx(100 * (1.4**0.2 - 1))
    assert [m.year for m in found.milestones] == list(range(2021, 2026))
    assert found.milestones[-1].value == pytest.approx(1.4 * start)
    assert [e.year for e in found.expected] == list(range(2021, 2026))
    for e in found.expected:
        assert e.p10 <= e.p25 <= e.p50 <= e.p75 <= e.p90
    median = found.expected[-1].p50
    assert found.ambition == pytest.approx(1.4 * start / median - 1)
    assert found.precedents.needed == pytest.approx(math.log(1.4))


def test_a_higher_target_is_never_likelier(panel: Panel) -> None:
    start = start_of(panel)
    rising = [judged(panel, value=k * start) for k in (1.05, 1.2, 1.35, 1.6, 3.0)]
    odds = [a.odds or 0.0 for a in rising]
    shares = [a.feasibility.share for a in rising if a.feasibility]
    assert odds == sorted(odds, reverse=True)
    assert shares == sorted(shares, reverse=True)  # type: ignore[type-var]
    assert rising[0].reach == "low-hanging"
    assert rising[-1].reach == "unprecedented"


def test_odds_are_the_share_of_paths(panel: Panel) -> None:
    found = judged(panel, value=1.3 * start_of(panel))
    assert found.forecast is not None
    ends = found.forecast.paths_of(["R0"])[0][:, 4]
    assert found.odds == pytest.approx(float((ends >= 1.3 * start_of(panel)).mean()))


def test_units_do_not_matter(panel: Panel) -> None:
    tenfold = panel_of(scale=10.0)
    a = judged(panel, value=1.3 * start_of(panel))
    b = judged(tenfold, value=1.3 * start_of(tenfold))
    assert (a.odds, a.reach) == (pytest.approx(b.odds), b.reach)
    assert a.feasibility is not None and b.feasibility is not None
    assert a.feasibility.share == b.feasibility.share
    assert b.expected[-1].p90 == pytest.approx(10 * a.expected[-1].p90)


def test_a_reference_moves_and_has_a_band(panel: Panel) -> None:
    found = judged(panel, ratio=0.9, of="甲5市")
    assert found.target_low is not None and found.target_high is not None
    assert found.target_low < (found.target or 0) < found.target_high
    assert found.milestones[-1].value == pytest.approx(found.target)
    assert found.milestones[-1].low == pytest.approx(found.target_low)
    today = panel.cell("R5", "x", 2020).value or 0
    assert found.reference[0].p50 == pytest.approx(0.9 * today)
    assert found.reference[-1].p50 == pytest.approx(found.target)


def test_a_parent_stands_for_the_mean_of_its_regions(panel: Panel) -> None:
    found = judged(panel, ratio=1.0, of="乙省")
    mean = np.mean([panel.cell(f"R{i}", "x", 2020).value for i in range(14)])
    assert found.reference[0].p50 == pytest.approx(mean)
    assert [n for n in found.notes if "14个地区的简单平均" in n.zh]


def test_a_target_that_is_met_asks_nothing(panel: Panel) -> None:
    found = judged(panel, value=0.8 * start_of(panel))
    assert found.reach == "met"
    assert (found.feasibility, found.catch_up, found.milestones) == (None, None, ())
    assert found.precedents.needed is None
    assert (found.odds or 0) > 0.9
    assert [n for n in found.notes if "已经达到" in n.zh]


def test_a_reference_that_falls_back_is_said() -> None:
    found = judged(panel_of(falling=5), ratio=2.0, of="甲5市")
    assert [n for n in found.notes if "回落" in n.zh and "fall" in n.en]


def test_less_is_better_where_the_direction_says_so() -> None:
    panel = panel_of(direction="-")
    start = start_of(panel)
    assert judged(panel, value=1.5 * start).reach == "met"
    found = judged(panel, value=0.7 * start)
    assert (found.required_growth or 0) < 0
    assert (found.ambition or 0) > 0
    assert found.reach == "unprecedented"


def test_the_same_twice_and_another_seed_differs(panel: Panel) -> None:
    goal = Goal("x", 2025, 1.3 * start_of(panel))
    a, b = (assess(panel, "R0", goal) for _ in range(2))
    c = assess(panel, "R0", goal, settings=GoalSettings(seed=1))
    assert (a.odds, a.expected) == (b.odds, b.expected)
    assert c.odds != a.odds


@pytest.mark.parametrize(
    ("goal", "error", "said"),
    [
        (Goal("x", 2020, 200.0), BadSetting, "not after the start"),
        (Goal("x", 2025, -1.0), BadSetting, "not above zero"),
        (Goal("x", 2025, ratio=0.5, of="丙市"), UnknownName, "丙市"),
    ],
)
def test_refusals(panel: Panel, goal: Goal, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        assess(panel, "R0", goal)


def test_a_goal_is_a_value_or_a_ratio() -> None:
    with pytest.raises(BadSetting, match="both a value and a ratio"):
        Goal("x", 2025, 1.0, 0.5, "甲1市")
    with pytest.raises(BadSetting, match="go together"):
        Goal("x", 2025, ratio=0.5)
    with pytest.raises(BadSetting, match="above 0"):
        Goal("x", 2025, ratio=0.0, of="甲1市")


def test_one_year_and_constant_series_are_refused() -> None:
    for panel in (
        made({"x": lambda i, y: 100.0 + i}, years=[2020]),
        made({"x": lambda i, y: 100.0}),
    ):
        with pytest.raises(DataError):
            assess(panel, "R0", Goal("x", 2025, 200.0))


def test_a_start_below_zero_is_reckoned_by_change() -> None:
    table = grown()
    panel = made({"x": lambda i, y: -5.0 if (i, y) == (0, 2020) else table[i, y]})
    found = assess(panel, "R0", Goal("x", 2025, 50.0))
    assert found.scale == "points"
    assert found.required_growth == pytest.approx(11.0)
    assert [n for n in found.notes if "增减额" in n.zh]


def test_an_older_start_is_said() -> None:
    table = grown()
    panel = made({"x": lambda i, y: None if (i, y) == (0, 2020) else table[i, y]}, regions=14)
    found = assess(panel, "R0", Goal("x", 2025, 500.0))
    assert found.year == 2019
    assert [n for n in found.notes if "起点为2019年" in n.zh]


def test_precedents_alone_ask_nothing(panel: Panel) -> None:
    found = precedents_from(panel, "甲0市", "x", 4)
    assert found.needed is None
    assert not any(p.reached for p in found.items)


def test_without_goals_the_headline_is_carried_on(panel: Panel) -> None:
    made_, notes = judge_goals(panel, "R0", 2020, (), (), "x", GoalSettings())
    assert [(a.goal.by, a.target) for a in made_] == [(2025, None)]
    short = made({"x": lambda i, y: 100.0 + i}, years=[2020])
    made_, notes = judge_goals(short, "R0", 2020, (), (), "x", GoalSettings())
    assert made_ == ()
    assert "没有判断" in notes[0].zh
