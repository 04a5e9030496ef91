"""Panels too small for the method: a rough forecast that says so, or a reason why there is none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from duibiao.records import DataError
from duibiao.targets import Goal, assess, forecast, histories
from target_panels import made


def wavy(region: int, year: int) -> float:
    """About 5 % a year, and 2 points more or less by turns."""
    return 100 * (1 + region) * 1.05 ** (year - 2000) * (1.02 if (year + region) % 2 else 1.0)


def test_three_regions_get_the_mean_of_their_growth_and_a_note() -> None:
    panel = made({"a": wavy}, regions=3)
    found = forecast(histories(panel, "a"), 2020, 5)
    assert any("回测" in n.zh for n in found.notes)
    grown = np.diff(np.log([wavy(0, y) for y in range(2000, 2021)])).mean()
    median = found.quantiles([0.5], ["R0"])[0, :, 0]
    expected = wavy(0, 2020) * np.exp(grown * np.arange(1, 6))
    np.testing.assert_allclose(median, expected, rtol=0.01)


def test_intervals_widen_with_the_years_and_hold_the_course() -> None:
    found = forecast(histories(made({"a": wavy}, regions=2), "a"), 2020, 10)
    low, high = np.moveaxis(found.quantiles([0.1, 0.9], ["R1"])[0], -1, 0)
    assert (np.diff(np.log(high / low)) > 0).all()
    assert low[-1] < wavy(1, 2020) * 1.05**10 < high[-1]


def test_a_target_can_be_assessed_in_a_panel_of_three() -> None:
    found = assess(made({"a": wavy}, regions=3), "R0", Goal("a", 2025, value=400.0))
    assert found.required_growth is not None and found.odds is not None
    assert math.isclose(found.milestones[-1].value, 400.0)


@pytest.mark.parametrize(
    ("value", "years", "words"),
    [
        (wavy, (2020,), "2020 alone"),
        (lambda region, year: 5.0, range(2000, 2021), "never changed"),
        (wavy, (2018, 2020), "fewer than 4"),
    ],
)
def test_what_nothing_can_be_learnt_from_says_why(value, years, words) -> None:
    panel = made({"a": value}, regions=3, years=years)
    with pytest.raises(DataError, match=words):
        forecast(histories(panel, "a"), 2020, 3)
