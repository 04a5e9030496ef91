"""Partial frontiers: exact against enumeration and drawing, and between the mean and the hull."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from duibiao.benchmark.frontiers import FrontierSettings, find_frontier
from duibiao.benchmark.frontiers.partial import Partial, PartialSettings, compared, partial_frontier
from duibiao.records import BadSetting, UnknownName


def data(seed: int, n: int = 30) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(1, 9, (2, n)), rng.integers(1, 6, (2, n)).astype(float)
    return {"a": x[0], "b": x[1]}, {"c": y[0], "d": y[1]}


def scores(found: Partial) -> list[float | None]:
    return [u.score for u in found.units]


@pytest.mark.parametrize("orientation", ["input", "output"])
def test_order_m_is_the_mean_over_all_draws(orientation: str) -> None:
    inputs, outputs = data(1, 12)
    values = np.column_stack([*inputs.values(), *outputs.values()])
    best = min if orientation == "input" else max
    for m in (1, 2, 3):
        found = partial_frontier(
            inputs, outputs, settings=PartialSettings(m=m, orientation=orientation)
        )
        for i, unit in enumerate(found.units):
            factors = compared(values, 2, i, orientation)
            assert unit.among == len(factors)
            drawn = [best(d) for d in product(factors, repeat=m)]
            assert unit.score == pytest.approx(np.mean(drawn))


def test_order_m_is_what_monte_carlo_comes_to() -> None:
    inputs, outputs = data(2, 60)
    found = partial_frontier(inputs, outputs, settings=PartialSettings(m=10))
    x, y = np.column_stack([*inputs.values()]), np.column_stack([*outputs.values()])
    rng = np.random.default_rng(0)
    for i in range(5):
        like = x[(y >= y[i]).all(axis=1)]
        drawn = like[rng.integers(0, len(like), (20_000, 10))]
        thetas = (drawn / x[i]).max(axis=2).min(axis=1)
        error = 5 * thetas.std() / np.sqrt(len(thetas)) + 1e-12
        assert found.units[i].score == pytest.approx(thetas.mean(), abs=error)


@pytest.mark.parametrize("orientation", ["input", "output"])
def test_both_end_in_the_free_disposal_hull(orientation: str) -> None:
    inputs, outputs = data(3)
    hull = find_frontier(
        inputs, outputs, settings=FrontierSettings(returns="fdh", orientation=orientation)
    ).scores
    for asked in ({"m": 10**6}, {"method": "order-alpha", "alpha": 1.0}):
        found = partial_frontier(
            inputs, outputs, settings=PartialSettings(orientation=orientation, **asked)
        )
        np.testing.assert_allclose(np.array(scores(found), float), hull, rtol=1e-6)


def test_order_alpha_leaves_out_the_best_share() -> None:
    """Inputs 1 to 10 for one output: with alpha 0.8 two of ten may be better."""
    x = np.arange(1.0, 11)
    found = partial_frontier(
        {"x": x}, {"y": np.ones(10)}, settings=PartialSettings("order-alpha", alpha=0.8)
    )
    np.testing.assert_allclose(np.array(scores(found), float), 3 / x)
    output = partial_frontier(
        {"x": np.ones(10)},
        {"y": x},
        settings=PartialSettings("order-alpha", alpha=0.8, orientation="output"),
    )
    np.testing.assert_allclose(np.array(scores(output), float), 8 / x)


def test_an_outlier_moves_the_partial_frontier_less() -> None:
    inputs, outputs = data(4)
    plain = partial_frontier(inputs, outputs)
    inputs["a"][0] = inputs["b"][0] = 0.01
    outputs["c"][0] = outputs["d"][0] = 5
    hull = find_frontier(inputs, outputs, settings=FrontierSettings(returns="fdh")).scores
    moved = partial_frontier(inputs, outputs, settings=PartialSettings("order-alpha", alpha=0.8))
    assert np.median(hull[1:]) < 0.02
    assert np.median(np.array(scores(moved)[1:], float)) > 0.3
    assert plain.units[0].score is not None


def test_no_expectation_is_no_number() -> None:
    found = partial_frontier({"x": [1, 1], "z": [0, 1]}, {"y": [1, 1]})
    assert found.units[0].score is None and found.units[1].score is not None


def test_settings_out_of_range_are_refused() -> None:
    for asked in ({"m": 0}, {"alpha": 0.0}, {"alpha": 1.5}):
        with pytest.raises(BadSetting):
            PartialSettings(**asked)
    with pytest.raises(UnknownName, match="order-m"):
        PartialSettings(method="order-n")  # type: ignore[arg-type]
