"""Markov chains and ranks against giddy 2.3.8, run on usjoin and mexico; the first figures are its documentation's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from duibiao.targets import Balanced, Mobility, MobilitySettings, balance, measure_mobility


@pytest.fixture(scope="module")
def states(shared: Path) -> Balanced:
    table = pl.read_csv(shared / "checks" / "mobility" / "usjoin.csv")
    years = [c for c in table.columns if c.isdigit()]
    return balance(table["Name"].to_list(), [int(y) for y in years], table[years].to_numpy())


@pytest.fixture(scope="module")
def chain_of_states(states: Balanced) -> Mobility:
    return measure_mobility(states, settings=MobilitySettings(split=(1950, 1970), draws=0))


def test_quintiles_of_us_states(chain_of_states: Mobility) -> None:
    chain = chain_of_states.chain
    assert np.allclose(chain.probabilities[0], [0.91011, 0.08864, 0.00125, 0, 0], atol=5e-6)
    expected = [0.20775, 0.18726, 0.20741, 0.18822, 0.20937]
    assert np.allclose(chain.steady_state, expected, atol=5e-6)


def test_first_passage_and_sojourn(chain_of_states: Mobility) -> None:
    chain = chain_of_states.chain
    assert np.allclose(chain.first_passage[0], [4.814, 11.503, 29.609, 53.386, 103.598], atol=5e-4)
    assert np.allclose(chain.sojourn, [11.125, 4.658065, 4.733728, 4.951724, 13.775862], atol=5e-7)


def test_indices(chain_of_states: Mobility) -> None:
    """giddy.mobility.markov_mobility with P, D, L2, B1, B2, the last two from the steady state."""
    indices = chain_of_states.chain.indices
    assert indices is not None
    expected = [0.197589920010, 0.606848546236, 0.039782002308, 0.194872596621, 0.039625624432]
    assert np.allclose(list(vars(indices).values()), expected, atol=1e-11)


def test_homogeneity_of_sub_periods(chain_of_states: Mobility) -> None:
    found = chain_of_states.homogeneity
    assert found is not None
    assert (found.q, found.lr) == pytest.approx((39.62237186, 39.94761287), abs=1e-8)
    assert found.freedom == 26
    assert (found.q_p, found.lr_p) == pytest.approx((0.0424681368, 0.0394760843), abs=1e-9)


def test_tau_of_us_states(chain_of_states: Mobility) -> None:
    last = chain_of_states.ranks[-1]
    assert (last.start, last.end) == (1929, 2009)
    assert (last.concordant, last.discordant) == (856, 271)
    assert last.tau == pytest.approx(0.5188470576690462)
    assert last.p_normal == pytest.approx(1.97357e-07, rel=1e-4)


def test_theta_of_mexican_states(shared: Path) -> None:
    table = pl.read_csv(shared / "checks" / "mobility" / "mexico.csv")
    years = [c for c in table.columns if c.startswith("pcgdp")]
    states = balance(table["State"].to_list(), [int(y[5:]) for y in years], table[years].to_numpy())
    groups = [str(g) for g in table["hanson98"].to_list()]
    found = measure_mobility(states, groups={"hanson98": groups})
    expected = [0.23076923, 0.28070175, 0.34090909, 0.71111111, 0.15555556, 0.41666667]
    steps = found.theta["hanson98"]
    assert [s.theta for s in steps] == pytest.approx(expected, abs=1e-8)
    # Shuffles differ; giddy's 999 gave .080 for the fourth step.
    assert steps[3].p_above == pytest.approx(0.08, abs=0.03)
