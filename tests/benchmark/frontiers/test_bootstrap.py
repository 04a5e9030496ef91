"""The bootstrap: what is seeded comes again, and its intervals hold a known frontier."""

from __future__ import annotations

import numpy as np
import pytest

from duibiao.benchmark.frontiers import FrontierSettings, find_frontier
from duibiao.benchmark.frontiers.bootstrap import (
    BootstrapSettings,
    bandwidth,
    bootstrap_scores,
    draws,
)
from duibiao.records import BadSetting, DataError


def data(seed: int, n: int = 30) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]:
    """Two inputs, one output on a Cobb-Douglas frontier, and the true input scores."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(1, 9, (2, n))
    truth = np.exp(-np.abs(rng.normal(0, 0.3, n)))
    return {"a": x[0] / truth, "b": x[1] / truth}, {"y": np.sqrt(x[0] * x[1])}, truth


@pytest.mark.parametrize("returns", ["crs", "vrs", "irs", "drs"])
@pytest.mark.parametrize("orientation", ["input", "output"])
def test_scores_are_those_of_the_frontier_and_lie_above_their_intervals(
    returns: str, orientation: str
) -> None:
    inputs, outputs, _ = data(1)
    found = bootstrap_scores(
        inputs,
        outputs,
        settings=BootstrapSettings(returns=returns, orientation=orientation, replications=200),
    )
    plain = find_frontier(
        inputs, outputs, settings=FrontierSettings(returns=returns, orientation=orientation)
    )
    np.testing.assert_allclose([u.score for u in found.units], plain.scores, rtol=1e-9)
    for u in found.units:
        assert u.low < u.corrected < u.high
        assert u.bias == pytest.approx(u.score - u.corrected) and u.deviation > 0
        assert u.corrected < u.score if orientation == "input" else u.corrected > u.score


def test_a_seed_gives_the_same_again() -> None:
    inputs, outputs, _ = data(2)
    one, again, other = (
        bootstrap_scores(inputs, outputs, settings=BootstrapSettings(replications=100, seed=s))
        for s in (1, 1, 2)
    )
    assert one == again
    assert one.units != other.units


def test_units_of_measurement_do_not_matter() -> None:
    inputs, outputs, _ = data(3)
    settings = BootstrapSettings(replications=100)
    one = bootstrap_scores(inputs, outputs, settings=settings)
    other = bootstrap_scores(
        {k: 1e9 * v for k, v in inputs.items()}, {"y": 1e-6 * outputs["y"]}, settings=settings
    )
    for a, b in zip(one.units, other.units, strict=True):
        assert (a.corrected, a.low, a.high) == pytest.approx((b.corrected, b.low, b.high))


def test_what_is_drawn_keeps_mean_and_variance_and_stays_above_one() -> None:
    rng = np.random.default_rng(0)
    distances = 1 + rng.exponential(0.3, 200)
    drawn = draws(distances, 0.1, BootstrapSettings(replications=2000))
    assert drawn.min() >= 1
    assert drawn.mean() == pytest.approx(distances.mean(), rel=0.02)
    assert drawn.var() == pytest.approx(distances.var(), rel=0.05)


def test_the_bandwidth_is_that_of_the_rule() -> None:
    """0.9 s N^(-1/5), adjusted; worked out by hand for four distances of which one is 1."""
    distances = np.array([1.0, 1.1, 1.2, 1.4])
    mirrored = np.array([1.1, 1.2, 1.4, 0.9, 0.8, 0.6])
    spread = mirrored.std(ddof=1)
    iqr = (np.percentile(mirrored, 75) - np.percentile(mirrored, 25)) / 1.349
    want = 0.9 * min(spread, iqr) * 6**-0.2 * (6 / 4) ** 0.2 * distances.std(ddof=1) / spread
    assert bandwidth(distances) == pytest.approx(want)


def test_nothing_to_smooth_and_settings_out_of_range_are_refused() -> None:
    with pytest.raises(DataError, match="on the frontier"):
        bootstrap_scores({"x": [1, 2]}, {"y": [1, 2]}, settings=BootstrapSettings(returns="crs"))
    for asked in ({"replications": 10}, {"level": 1.0}, {"seed": -1}, {"bandwidth": 0.0}):
        with pytest.raises(BadSetting):
            BootstrapSettings(**asked)  # type: ignore[arg-type]


@pytest.mark.slow
def test_intervals_hold_the_truth_and_the_correction_comes_nearer() -> None:
    """40 samples of 60 units under constant returns, intervals of 95 %: 84 % hold, short as known; little bias left."""
    held, plain, corrected = [], [], []
    for seed in range(40):
        inputs, outputs, truth = data(100 + seed, 60)
        found = bootstrap_scores(
            inputs, outputs, settings=BootstrapSettings(returns="crs", replications=400, seed=seed)
        )
        for u, true in zip(found.units, truth, strict=True):
            held.append(u.low <= true <= u.high)
            plain.append(u.score - true)
            corrected.append(u.corrected - true)
    assert 0.8 < np.mean(held) < 0.99
    assert abs(np.mean(corrected)) < 0.5 * abs(np.mean(plain))
