"""Back-tests: scores are exact, origins honest, and what is known to be calibrated is found to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from duibiao.records import BadSetting, DataError
from duibiao.sources import load_sample
from duibiao.targets import RIVALS, BacktestSettings, Histories, backtest, histories
from duibiao.targets.backtests import CHOSEN, OWN, crps, interval_score

SAMPLE = load_sample()


@pytest.fixture(scope="module")
def loans() -> Histories:
    return histories(SAMPLE, "bank_loans")


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.floats(-100, 100))
def test_crps_is_that_of_the_points(points: list[float], came: float) -> None:
    x = np.sort(np.array(points))
    direct = np.abs(x - came).mean() - np.abs(x[:, None] - x).mean() / 2
    assert crps(x, np.array(came)) == pytest.approx(direct, abs=1e-9)


def test_crps_of_a_normal_is_the_closed_form() -> None:
    levels = (np.arange(4000) + 0.5) / 4000
    for came in (-2.0, 0.0, 0.7):
        closed = came * (2 * norm.cdf(came) - 1) + 2 * norm.pdf(came) - 1 / np.sqrt(np.pi)
        assert crps(norm.ppf(levels), np.array(came)) == pytest.approx(closed, abs=1e-3)


def test_interval_score_charges_width_and_misses() -> None:
    score = interval_score(np.zeros(3), np.ones(3), np.array([0.5, -0.1, 1.2]), 0.8)
    np.testing.assert_allclose(score, [1.0, 2.0, 3.0])


def test_the_sample_beats_its_rivals_and_says_what_is_too_short() -> None:
    codes = ("fiscal_exp", "bank_deposits", "bank_loans", "uni_students", "exports")
    told: list[tuple[str, int, int]] = []
    found = backtest([histories(SAMPLE, c) for c in codes], progress=lambda *a: told.append(a))
    assert found.ratio("chosen").value < 0.95 and found.ratio("best").value < 1
    assert 0.7 <= found.coverage(80).value <= 0.9
    assert {(c.indicator.code, c.horizon) for c in found.short} >= {
        ("exports", 1),
        ("bank_loans", 5),
    }
    assert all(len(c.origins) < 5 for c in found.short)
    assert told[-1] == ("backtest", 5, 5)


def test_origins_have_a_finished_window_before_them_and_an_outcome(loans: Histories) -> None:
    found = backtest([loans], BacktestSettings(horizons=(3,)))
    (cell,) = found.cells
    assert cell.origins == tuple(range(2013, 2020))
    assert set(cell.crps) == {OWN, CHOSEN, *RIVALS}
    for rival in RIVALS:
        assert cell.crps[cell.best_rival].mean() <= cell.crps[rival].mean()
    by_origin = np.array([cell.crps[r] for r in RIVALS])
    assert (by_origin.min(axis=0) <= cell.crps[CHOSEN]).all()


def test_scores_of_an_origin_stay_when_later_years_are_deleted(loans: Histories) -> None:
    settings = BacktestSettings(horizons=(1, 2))
    whole = {c.horizon: c for c in backtest([loans], settings).cells}
    cut = {c.horizon: c for c in backtest([loans.until(2020)], settings).cells}
    for h, cell in cut.items():
        n = len(cell.origins)
        assert cell.origins == whole[h].origins[:n] and n < len(whole[h].origins)
        for method, scores in cell.crps.items():
            np.testing.assert_array_equal(scores, whole[h].crps[method][:n])
        np.testing.assert_array_equal(cell.inside80, whole[h].inside80[:n])


def made_panel(loans: Histories, common: float, seed: int) -> Histories:
    """Sixty regions over 25 years: independent growth of each, and a common shock every year."""
    random = np.random.default_rng(seed)
    growth = random.normal(0.04, 0.03, (60, 25)) + random.normal(0, common, 25)
    return replace(
        loans,
        regions=tuple(map(str, range(60))),
        years=tuple(range(1990, 2015)),
        values=np.exp(3 + growth.cumsum(axis=1)),
        base=np.zeros((60, 25), dtype=np.int64),
        interpolated=None,
        parents=(),
    )


def test_coverage_and_the_common_share_are_right_where_they_are_known(loans: Histories) -> None:
    panels = [made_panel(loans, 0.03, seed) for seed in range(12)]
    found = backtest(panels, BacktestSettings(horizons=(1, 3)))
    assert 0.74 <= found.coverage(80).value <= 0.86
    assert 0.43 <= found.coverage(50).value <= 0.6
    assert 0.35 <= found.common_share <= 0.65
    calm = backtest([made_panel(loans, 0.0, 1)], BacktestSettings(horizons=(1,)))
    assert calm.common_share < 0.05


def test_a_balance_that_turns_negative_is_still_scored() -> None:
    profit = histories(SAMPLE, "industrial_profit")
    assert profit.scale == "points" and profit.until(2015).scale == "log"
    (cell,) = backtest([profit], BacktestSettings(horizons=(1,))).cells
    assert 0.7 <= cell.coverage(80).value <= 0.9
    assert np.isfinite(cell.crps[OWN]).all()


def test_intervals_come_from_resampled_origins(loans: Histories) -> None:
    found = backtest([loans], BacktestSettings(horizons=(1,)))
    ratio = found.cells[0].ratio("best")
    assert ratio.low <= ratio.value <= ratio.high and ratio.low < ratio.high
    again = backtest([loans], BacktestSettings(horizons=(1,)))
    assert again.ratio("chosen") == found.ratio("chosen")
    pooled = found.at(1).coverage(80)
    assert pooled.value == pytest.approx(found.cells[0].coverage(80).value)


def test_what_cannot_be_tried_says_why(loans: Histories) -> None:
    with pytest.raises(DataError, match="too few years"):
        backtest([loans.until(2013)])
    for wrong in ((), (3, 1), (0,), (1, 1)):
        with pytest.raises(BadSetting, match="horizons"):
            BacktestSettings(horizons=wrong)
    with pytest.raises(BadSetting, match="confidence"):
        BacktestSettings(confidence=1)
