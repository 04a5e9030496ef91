"""The share of precedents, its interval, and the word for how far a target reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.records import BadSetting
from duibiao.targets import Feasibility, ReachSettings
from duibiao.targets.feasibility import reach_of, wilson


@pytest.mark.parametrize(
    ("made", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I: the score method without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(made: int, n: int, low: float, high: float) -> None:
    assert wilson(made, n, 0.95) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 300), st.data(), st.floats(0.5, 0.99))
def test_the_interval_holds_the_share_and_mirrors(
    n: int, data: st.DataObject, level: float
) -> None:
    made = data.draw(st.integers(0, n))
    low, high = wilson(made, n, level)
    assert 0 <= low <= made / n + 1e-12
    assert made / n - 1e-12 <= high <= 1
    assert wilson(n - made, n, level) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def share(reached: int, n: int) -> Feasibility:
    if not n:
        return Feasibility(None, None, None, 0, 0, 0.9)
    return Feasibility(reached / n, *wilson(reached, n, 0.9), n, reached, 0.9)


@pytest.mark.parametrize(
    ("odds", "reached", "n", "word"),
    [
        (0.9, 0, 20, "low-hanging"),
        (0.5, 0, 20, "within reach"),
        (0.2, 10, 20, "ambitious"),
        (0.2, 1, 20, "long shot"),
        (0.0, 0, 20, "unprecedented"),
        (0.2, 0, 0, "unknown"),
        (None, 10, 20, "ambitious"),
    ],
)
def test_the_word_follows_odds_then_precedents(
    odds: float | None, reached: int, n: int, word: str
) -> None:
    assert reach_of(odds, share(reached, n)) == word


def test_thresholds_are_settings_and_checked() -> None:
    assert reach_of(0.5, share(0, 9), ReachSettings(low_hanging=0.45)) == "low-hanging"
    with pytest.raises(BadSetting):
        ReachSettings(low_hanging=0.3, within_reach=0.4)
