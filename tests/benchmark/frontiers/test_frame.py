"""Scores against the frame are scores against all, whatever the units are like."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from duibiao.benchmark.frontiers import blocks, frame, kernel

Floats = NDArray[np.float64]
RETURNS = ("crs", "vrs", "irs", "drs")


@pytest.fixture(autouse=True, scope="module")
def _always_compiled_and_framed() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "FRAME_FROM", 1)
        patch.setattr(blocks, "PLAIN", 0)
        yield


def units(seed: int, n: int = 300) -> tuple[Floats, Floats]:
    """Units with duplicates, weakly efficient points, points on facets and ties."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(1, 10, (n, 2)), rng.uniform(1, 10, (n, 2))
    corners = x[:20].copy(), y[:20].copy()
    mixtures = rng.dirichlet(np.ones(20), 40)
    weak_x, weak_y = x[:40] + np.array([0, 3]), y[:40].copy()
    return (
        np.vstack([x, corners[0], mixtures @ corners[0], weak_x, np.ceil(x[:50])]),
        np.vstack([y, corners[1], mixtures @ corners[1], weak_y, np.floor(y[:50])]),
    )


def both(
    monkeypatch: pytest.MonkeyPatch, x: Floats, y: Floats, **asked: object
) -> tuple[kernel.Solved, kernel.Solved]:
    monkeypatch.setattr(frame, "FRAME_FROM", 10**9)
    whole = kernel.solve(x, y, x, y, **asked)  # type: ignore[arg-type]
    monkeypatch.setattr(frame, "FRAME_FROM", 1)
    return whole, kernel.solve(x, y, x, y, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("returns", RETURNS)
@pytest.mark.parametrize("orientation", ["input", "output"])
def test_scores_and_slacks_do_not_change(
    monkeypatch: pytest.MonkeyPatch, returns: str, orientation: str
) -> None:
    for seed in range(3):
        x, y = units(seed)
        whole, framed = both(monkeypatch, x, y, returns=returns, orientation=orientation)
        np.testing.assert_allclose(framed.scores, whole.scores, rtol=1e-10, atol=1e-11)
        sums = [
            (s.input_slacks / x.mean(axis=0)).sum(axis=1)
            + (s.output_slacks / y.mean(axis=0)).sum(axis=1)
            for s in (whole, framed)
        ]
        np.testing.assert_allclose(sums[0], sums[1], atol=1e-8)


@pytest.mark.parametrize("returns", RETURNS)
def test_super_efficiency_does_not_change(monkeypatch: pytest.MonkeyPatch, returns: str) -> None:
    x, y = units(4, 120)
    whole, framed = both(
        monkeypatch, x, y, returns=returns, orientation="output", exclude=np.arange(len(x))
    )
    np.testing.assert_array_equal(whole.status, framed.status)
    np.testing.assert_allclose(framed.scores, whole.scores, rtol=1e-9)


@pytest.mark.parametrize("returns", RETURNS)
def test_the_frame_is_made_of_efficient_units_and_is_small(returns: str) -> None:
    x, y = units(6)
    goods = np.hstack([x, y])
    rows = frame.frame_rows(goods / goods.mean(axis=0), 2, returns)
    scores = kernel.solve(x, y, x, y, returns=returns, orientation="input").scores
    assert (scores[rows] > 1 - 1e-9).all()
    assert len(np.unique(goods[rows], axis=0)) == len(rows) < len(x) / 3


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(RETURNS))
def test_the_order_of_units_does_not_matter(seed: int, returns: str) -> None:
    x, y = units(seed % 7)
    order = np.random.default_rng(seed).permutation(len(x))
    goods = np.hstack([x, y])
    a = goods[frame.frame_rows(goods, 2, returns)]
    b = goods[order][frame.frame_rows(goods[order], 2, returns)]
    scores = [
        kernel.solve(g[:, :2], g[:, 2:], x, y, returns=returns, orientation="output").scores
        for g in (a, b)
    ]
    np.testing.assert_allclose(scores[0], scores[1], rtol=1e-9)


def test_threads_do_not_change_an_answer() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.uniform(1, 10, (9000, 2)), rng.uniform(1, 10, (9000, 1))
    one, two = (
        kernel.solve(x, y, x, y, returns="vrs", orientation="input", threads=t) for t in (1, 2)
    )
    np.testing.assert_array_equal(one.scores, two.scores)
    np.testing.assert_array_equal(one.indices, two.indices)
    np.testing.assert_array_equal(one.weights, two.weights)


def test_all_units_alike() -> None:
    x, y = np.ones((500, 2)), np.ones((500, 1))
    got = kernel.solve(x, y, x, y, returns="vrs", orientation="input")
    np.testing.assert_allclose(got.scores, 1)
