"""The year of catching up as a distribution, with “not within” as an answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.targets import catch_up


def test_percentiles_count_those_that_never_get_there() -> None:
    home = np.array([[1.0, 9, 9, 9]] * 2 + [[1, 1, 9, 9]] * 3 + [[1, 1, 1, 1]] * 5)
    found = catch_up(home, np.array(5.0), (2021, 2022, 2023, 2024))
    assert (found.p10, found.p50, found.p90) == (2022, 2023, None)
    assert found.share == pytest.approx(0.5)
    assert found.within == 4
    assert found.year(0.1) == 2022


def test_the_first_year_counts_even_if_home_falls_back() -> None:
    found = catch_up(np.array([[1.0, 6, 1]]), np.array(5.0), (2021, 2022, 2023))
    assert found.p50 == 2022


def test_downward_is_reached_from_above() -> None:
    found = catch_up(np.array([[9.0, 6, 4]]), np.array(5.0), (2021, 2022, 2023), upward=False)
    assert found.p50 == 2023


@given(st.integers(0, 1000), st.integers(2, 12))
def test_a_lower_goal_is_reached_no_later(seed: int, years: int) -> None:
    paths = np.random.default_rng(seed).normal(0.1, 0.3, (200, years)).cumsum(axis=1)
    named = tuple(range(2021, 2021 + years))
    high, low = (catch_up(paths, np.array(goal), named) for goal in (0.8, 0.4))
    assert low.share >= high.share
    assert (low.p50 or 9999) <= (high.p50 or 9999)
