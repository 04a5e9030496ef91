"""The course of a forecast over its years: no jumps, no drift of growth rates, shares within their whole."""

from __future__ import annotations

import numpy as np
import pytest

from duibiao.records import BadSetting
from duibiao.sources import load_sample
from duibiao.targets import Goal, assess, forecast, histories, joint_feasibility
from target_panels import made

SAMPLE = load_sample()


def steps_of(code: str, year: int = 2020, horizon: int = 10) -> np.ndarray:
    """Yearly steps of Zigong's median, on the scale of growth."""
    series = histories(SAMPLE, code)
    path = forecast(series, year, horizon).quantiles([0.5], ["510300"])[0, :, 0]
    return np.diff(np.log(path) if series.scale == "log" else path)


@pytest.mark.parametrize("code", ["gdp_per_capita", "fiscal_revenue", "gdp"])
def test_the_common_growth_has_no_jumps_where_windows_run_out(code: str) -> None:
    common = forecast(histories(SAMPLE, code), 2020, 15).common_centre
    steps = np.diff(common)
    assert np.abs(np.diff(steps)).max() < 0.03


def test_a_regions_own_course_does_not_bend_on_few_windows() -> None:
    made_ = forecast(histories(SAMPLE, "tertiary_share"), 2020, 10)
    own = made_.centre[made_.regions.index("510300")]
    assert np.abs(np.diff(own)).max() < 1.5


def test_a_growth_rate_does_not_drift() -> None:
    common = forecast(histories(SAMPLE, "gdp_growth"), 2020, 10).common_centre
    np.testing.assert_allclose(common, 0.0, atol=1e-12)


def test_a_share_stays_within_its_whole() -> None:
    panel = made(
        {"a": lambda region, year: 60.0 + 1.9 * (year - 2000) + (year * (region + 3)) % 5 * 0.3},
        years=range(2000, 2021),
        a={"unit": "%", "kind": "rate"},
    )
    series = histories(panel, "a")
    assert series.most == 100.0
    found = forecast(series, 2020, 20)
    assert found.quantiles([0.9], ["R1"]).max() == 100.0
    assert found.paths_of(["R1"]).max() == 100.0
    said = assess(panel, "R1", Goal("a", 2030, value=120.0))
    assert said.odds == 0 and any("100%" in note.zh for note in said.notes)


def test_what_can_pass_its_whole_is_not_cut() -> None:
    panel = made(
        {"a": lambda region, year: 90.0 + year - 2000 + region % 3},
        years=range(2000, 2021),
        a={"unit": "%", "kind": "rate"},
    )
    assert histories(panel, "a").most is None


def test_home_is_no_reference_of_its_own() -> None:
    with pytest.raises(BadSetting, match="home itself"):
        assess(SAMPLE, "自贡市", Goal("gdp", 2025, ratio=1.2, of="自贡市"), year=2020)


def test_a_target_that_no_growth_reaches_is_refused() -> None:
    with pytest.raises(BadSetting, match="not above zero"):
        assess(SAMPLE, "自贡市", Goal("gdp", 2025, value=-1.0), year=2020)


def test_pairs_that_go_together_are_not_called_causes() -> None:
    panel = made(
        {
            code: lambda region, year: (
                100
                * (1.02 + 0.006 * region) ** (year - 2000)
                * (1.03 if (year + region) % 3 else 1.0)
            )
            for code in ("a", "b")
        },
        regions=24,
    )
    goals = [assess(panel, "R4", Goal(code, 2025, value=400.0)) for code in ("a", "b")]
    found = joint_feasibility(goals)
    assert found.pairs[0].support
    assert any("因果" in note.zh for note in found.notes)
