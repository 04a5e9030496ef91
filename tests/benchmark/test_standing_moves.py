"""Home at a reference's level: worked again by hand for Zigong 2020, and what must hold for any figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark import (
    Standing,
    StandingSettings,
    standing,
    standing_next_rank,
    standing_what_if,
)
from duibiao.records import DataError, Panel, UnknownName

ZIGONG, CHANGZHOU, SUINING = "510300", "320400", "510900"


@pytest.fixture(scope="module")
def result(sample: Panel) -> Standing:
    return standing(sample, year=2020)


def worked(panel: Panel, result: Standing) -> np.ndarray:
    """Scores from 0 to 100 for each indicator, straight from the panel's figures."""
    columns = []
    for e in result.elements:
        x = panel.grid(e.indicator).at(e.year).astype(float)
        x = np.log(x) if e.transform == "log" else x
        low, high = np.nanmin(x), np.nanmax(x)
        down = panel.indicators[e.indicator].direction == "-"
        columns.append(100 * ((high - x) if down else (x - low)) / (high - low))
    return np.stack(columns, axis=1)


def test_zigong_at_changzhous_level_by_hand(sample: Panel, result: Standing) -> None:
    scores = worked(sample, result)
    weights = np.array([e.weight for e in result.elements])
    codes = list(sample.regions.codes)
    home, there = codes.index(ZIGONG), codes.index(CHANGZHOU)
    totals = np.array(
        [np.nansum(weights * row) / weights[np.isfinite(row)].sum() for row in scores]
    )
    totals[~np.isfinite(result.scores)] = -np.inf
    found = standing_what_if(sample, result, ZIGONG, [CHANGZHOU])[0]
    assert found.rank == 22 and found.score == pytest.approx(totals[home], abs=1e-9)
    gains = weights * (scores[there] - scores[home])
    ahead = {e.indicator: g for e, g in zip(result.elements, gains, strict=True) if g > 0}
    assert [r.indicator for r in found.alone] == sorted(ahead, key=lambda c: -ahead[c])
    for r in found.alone:
        assert r.gain == pytest.approx(ahead[r.indicator], abs=1e-9)
        better = np.delete(totals, home) > totals[home] + ahead[r.indicator] + 1e-9
        assert r.rank == 1 + better.sum()
    # Printed figures: what the office can check in the yearbook.
    first = found.alone[0]
    assert (first.indicator, round(first.value, 2), round(first.reached, 2)) == (
        "firms_per_10k",
        2.41,
        9.60,
    )
    assert (round(first.gain, 2), first.rank) == (6.31, 17)
    assert found.together[-1].score == pytest.approx(totals[home] + sum(ahead.values()), abs=1e-9)
    assert (found.enough, found.one_up) == (9, 1)
    assert found.together[8].rank == 4 == int(result.ranks[there])
    assert found.not_behind == ("growth_3y",)


def test_the_interval_is_from_the_standings_own_draws(sample: Panel, result: Standing) -> None:
    weights = np.array([e.weight for e in result.elements])
    rng = np.random.default_rng(result.settings.seed)
    drawn = rng.dirichlet(result.settings.concentration * weights, size=result.settings.draws)
    method = rng.integers(3, size=result.settings.draws)
    x = np.stack([sample.grid(e.indicator).at(e.year) for e in result.elements], axis=1)
    for i, e in enumerate(result.elements):
        x[:, i] = np.log(x[:, i]) if e.transform == "log" else x[:, i]
        x[:, i] *= -1 if sample.indicators[e.indicator].direction == "-" else 1
    spread = np.ptp(x, axis=0)
    above = (x[:, None] > x[None]).sum(axis=1) + ((x[:, None] == x[None]).sum(axis=1) - 1) / 2
    scales = (100 * (x - x.min(axis=0)) / spread, (x - x.mean(axis=0)) / x.std(axis=0))
    scales = (*scales, 100 * above / (len(x) - 1))
    codes = list(sample.regions.codes)
    home, there = codes.index(ZIGONG), codes.index(CHANGZHOU)
    column = [e.indicator for e in result.elements].index("firms_per_10k")
    ranks = []
    for w, m in zip(drawn, method, strict=True):
        rows = scales[m].copy()
        rows[home, column] = rows[there, column]
        total = np.round(rows @ w, 9)
        ranks.append(1 + int((total > total[home]).sum()))
    low, high = np.quantile(ranks, [0.05, 0.95], method="inverted_cdf")
    first = standing_what_if(sample, result, ZIGONG, [CHANGZHOU])[0].alone[0]
    assert (first.low, first.high) == (int(low), int(high)) == (15, 22)


def test_the_next_rank_by_hand(sample: Panel, result: Standing) -> None:
    up = standing_next_rank(sample, result, ZIGONG)
    codes = list(sample.regions.codes)
    home, above = codes.index(ZIGONG), codes.index(SUINING)
    assert up.above == (SUINING,)
    assert up.needed == pytest.approx(result.scores[above] - result.scores[home], abs=1e-12)
    for move, year in zip(up.moves, up.years, strict=True):
        i = [e.indicator for e in result.elements].index(move.indicator)
        assert year == result.elements[i].year
        assert move.points == pytest.approx(up.needed / result.elements[i].weight, abs=1e-6)
        column = sample.grid(move.indicator).at(year)
        # The figure needed, put back among the others, makes up exactly the points.
        x = np.append(column, move.value)
        x = np.log(x) if result.elements[i].transform == "log" else x
        points = 100 * abs(x[-1] - x[home]) / (x[:-1].max() - x[:-1].min())
        assert points == pytest.approx(move.points, abs=1e-6)


def test_a_value_that_only_draws_level_shares_the_rank(sample: Panel, result: Standing) -> None:
    up = standing_next_rank(sample, result, ZIGONG)
    assert up.rank == 22
    assert int(result.ranks[list(sample.regions.codes).index(SUINING)]) == 21


def test_at_the_top_nothing_is_needed(sample: Panel, result: Standing) -> None:
    first = result.regions[int(np.nanargmin(result.ranks))]
    up = standing_next_rank(sample, result, first)
    assert up.above == () and up.moves == ()


def test_ones_own_level_changes_nothing(sample: Panel, result: Standing) -> None:
    found = standing_what_if(sample, result, ZIGONG, [ZIGONG])[0]
    assert found.alone == found.together == ()
    assert (found.enough, found.one_up) == (0, None)
    assert len(found.not_behind) == len(result.elements)


def test_no_reference_no_answer(sample: Panel, result: Standing) -> None:
    assert standing_what_if(sample, result, ZIGONG, []) == ()
    with pytest.raises(UnknownName):
        standing_what_if(sample, result, ZIGONG, ["999999"])
    with pytest.raises(UnknownName):
        standing_next_rank(sample, result, "999999")


def test_ranks_give_no_value_back(sample: Panel) -> None:
    ranked = standing(sample, year=2020, settings=StandingSettings(normalisation="rank", draws=50))
    assert all(m.value is None for m in standing_next_rank(sample, ranked, ZIGONG).moves)


def test_a_region_without_a_score_is_refused(sample: Panel, result: Standing) -> None:
    scores = result.scores.copy()
    scores[list(result.regions).index(ZIGONG)] = np.nan
    unscored = replace(result, scores=scores)
    with pytest.raises(DataError):
        standing_what_if(sample, unscored, ZIGONG, [CHANGZHOU])


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_holds_for_any_pair(sample: Panel, result: Standing, data: st.DataObject) -> None:
    method = data.draw(st.sampled_from(["minmax", "zscore", "rank"]))
    made = standing(
        sample,
        year=data.draw(st.sampled_from([2014, 2019, 2022])),
        settings=StandingSettings(normalisation=method, draws=60),
    )
    home, reference = data.draw(
        st.lists(st.sampled_from(sample.regions.codes), min_size=2, max_size=2, unique=True)
    )
    own, other = made.of(home), made.of(reference)
    assert own is not None and other is not None
    found = standing_what_if(sample, made, home, [reference])[0]
    for r in (*found.alone, *found.together):
        # A better figure never lowers the score nor worsens rank or interval.
        assert r.gain > 0 and r.rank <= own.rank and r.low <= own.low and r.high <= own.high
        assert r.low <= r.high
    running = own.score
    for r in found.together:
        running += r.gain
        assert r.score == pytest.approx(running, abs=1e-9)
    if found.alone:
        assert found.together[0].score >= max(r.score for r in found.alone) - 1e-9
    if found.alone and not found.unknown:
        # Level or ahead in everything, home cannot score below the reference.
        assert found.together[-1].score >= other.score - 1e-9
        assert found.enough is not None
    for earlier, later in zip(found.together, found.together[1:], strict=False):
        assert later.rank <= earlier.rank
    for move in standing_next_rank(sample, made, home).moves:
        assert move.points is None or move.points > 0


def test_missing_figures_and_unscored_references(sample: Panel, result: Standing) -> None:
    there = list(result.regions).index(CHANGZHOU)
    column = [e.indicator for e in result.elements].index("firms_per_10k")
    values, scores, ranks = result.values.copy(), result.scores.copy(), result.ranks.copy()
    values[there, column] = np.nan
    scores[there] = ranks[there] = np.nan
    found = standing_what_if(
        sample, replace(result, values=values, scores=scores, ranks=ranks), ZIGONG, [CHANGZHOU]
    )[0]
    assert found.unknown == ("firms_per_10k",)
    assert "firms_per_10k" not in [r.indicator for r in found.alone]
    # Without a rank of its own there is none to be reached, and it is no rival of home.
    assert found.enough is None
    assert (found.alone[0].indicator, found.alone[0].rank) == ("gdp_per_capita", 17)
