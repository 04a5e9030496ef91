"""Sobol indices against functions whose indices are known in closed form.

Ishigami, T. and Homma, T. (1990), An importance quantification technique in uncertainty analysis for computer
models, ISUMA '90; its variances as in Saltelli, A. et al. (2008), Global Sensitivity Analysis: The Primer, Wiley,
and Sobol', I. M. and Levitan, Y. L. (1999), Computer Physics Communications 117, 52-61 (a = 7, b = 0.1).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from duibiao.benchmark.composites import SobolIndices, sobol_indices

BASE = 20_000
Function = Callable[[np.ndarray], np.ndarray]


def indices_of(function: Function, inputs: int, *, base: int = BASE, seed: int = 1) -> SobolIndices:
    random = np.random.default_rng(seed)
    a, b = random.random((base, inputs)), random.random((base, inputs))
    mixed = []
    for i in range(inputs):
        crossed = a.copy()
        crossed[:, i] = b[:, i]
        mixed.append(function(crossed))
    counts = random.multinomial(base, np.full(base, 1 / base), size=200).astype(float)
    names = tuple(f"x{i + 1}" for i in range(inputs))
    return sobol_indices("y", names, function(a), function(b), np.array(mixed), counts)


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_ishigami() -> None:
    a, b = 7.0, 0.1
    one = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    two = a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = one + two + both
    assert [one / variance, two / variance] == pytest.approx([0.3139, 0.4424], abs=5e-5)
    found = indices_of(ishigami, 3)
    assert found.variance == pytest.approx(variance, rel=0.02) and found.mean == pytest.approx(
        3.5, abs=0.05
    )
    first = [one / variance, two / variance, 0.0]
    total = [(one + both) / variance, two / variance, both / variance]
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=5e-5)
    assert [i.first for i in found.indices] == pytest.approx(first, abs=0.025)
    assert [i.total for i in found.indices] == pytest.approx(total, abs=0.02)
    for i, s, t in zip(found.indices, first, total, strict=True):
        assert i.first_low - 0.01 <= s <= i.first_high + 0.01
        assert i.total_low - 0.01 <= t <= i.total_high + 0.01
        assert i.first_low < i.first < i.first_high and i.total_low < i.total < i.total_high


def test_a_sum_of_independent_terms() -> None:
    """y = Σ c x: the index of each is c² / Σ c², and first order and total are the same."""
    slopes = np.array([3.0, 2.0, 1.0, 0.0])
    found = indices_of(lambda u: u @ slopes, 4)
    wanted = slopes**2 / (slopes**2).sum()
    assert [i.first for i in found.indices] == pytest.approx(wanted, abs=0.02)
    assert [i.total for i in found.indices] == pytest.approx(wanted, abs=0.02)
    assert found.indices[3].first == found.indices[3].total == 0.0


def test_discrete_inputs_that_only_matter_together() -> None:
    """y = 1 where exactly one of two fair coins shows heads: no effect alone, all of it together."""
    found = indices_of(lambda u: ((u[:, 0] < 0.5) ^ (u[:, 1] < 0.5)).astype(float), 2)
    assert [i.first for i in found.indices] == pytest.approx([0.0, 0.0], abs=0.03)
    assert [i.total for i in found.indices] == pytest.approx([1.0, 1.0], abs=0.03)


def test_bootstrap_intervals_cover() -> None:
    """Over 60 repetitions the 90 % interval holds the true index about nine times in ten."""
    slopes = np.array([2.0, 1.0])
    held = [
        i.first_low <= 0.8 <= i.first_high
        for seed in range(60)
        for i in indices_of(lambda u: u @ slopes, 2, base=400, seed=seed).indices[:1]
    ]
    assert 0.78 <= np.mean(held) <= 0.99
