"""Random small problems with ties, duplicates, zeros and ill-scaled columns, against a plain HiGHS model."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

from duibiao.benchmark import FrontierSettings, find_frontier
from plain_frontier import Floats, best_slacks, farrell_highs, tone

radial = importlib.import_module("duibiao.benchmark.frontiers.radial")
RETURNS = ("crs", "vrs", "irs", "drs")
FEW, MANY = 120, 1250
"""Data sets of eight units on average: a quick look, and 10,000 programmes."""


def made(seed: int) -> tuple[Floats, Floats]:
    """A small data set; the seed decides what is awkward about it."""
    rng = np.random.default_rng(seed)
    n, m, s = int(rng.integers(3, 14)), int(rng.integers(1, 4)), int(rng.integers(1, 4))
    if seed % 3 == 0:
        values = rng.integers(1, 6, (n, m + s)).astype(float)  # ties
    else:
        values = rng.lognormal(0, 1 + seed % 4 / 2, (n, m + s))
    if seed % 4 == 0:
        values[n // 2] = values[0]  # duplicates
    if seed % 5 == 0:
        zeros = rng.random(values.shape) < 0.2
        zeros[:, 0] = zeros[:, m] = False  # no unit is without inputs or outputs
        values[zeros] = 0.0
    return values[:, :m], values[:, m:]


def ill_scaled(values: Floats, seed: int) -> Floats:
    """The same in other units, some of 1e12 and some of 1e-6; powers of two, so that nothing is rounded."""
    powers = np.random.default_rng(seed).choice([-20, 0, 40], values.shape[1])
    return np.asarray(values * 2.0**powers)


def compare(seed: int) -> int:
    """Compare one data set; return how many programmes that was."""
    x, y = made(seed)
    returns, by_input, others_only = RETURNS[seed % 4], seed // 4 % 2 == 0, seed // 8 % 3 == 0
    orientation = "input" if by_input else "output"
    expected = farrell_highs(x, y, returns, orientation, others_only)
    found = find_frontier(
        dict(enumerate_columns("x", ill_scaled(x, seed))),
        dict(enumerate_columns("y", ill_scaled(y, seed + 1))),
        settings=FrontierSettings(
            returns=returns,  # type: ignore[arg-type]
            orientation=orientation,  # type: ignore[arg-type]
            super_efficiency=others_only,
        ),
    )
    for unit, score in zip(found.units, expected, strict=True):
        if score is None:
            assert (unit.score, unit.status) == (None, "infeasible"), (seed, unit)
        else:
            assert unit.score == pytest.approx(score, rel=1e-8, abs=1e-8), (seed, unit)
    return len(expected)


def enumerate_columns(name: str, values: Floats) -> list[tuple[str, Floats]]:
    return [(f"{name}{k}", column) for k, column in enumerate(values.T)]


def test_random_problems() -> None:
    assert sum(compare(seed) for seed in range(FEW)) > 800


@pytest.mark.slow
def test_ten_thousand_random_problems() -> None:
    assert sum(compare(seed) for seed in range(MANY)) > 9_500


def test_random_problems_by_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radial, "KERNEL_FROM", 1)
    assert sum(compare(seed) for seed in range(FEW)) > 800


@pytest.mark.parametrize("variable", [False, True], ids=["crs", "vrs"])
def test_slacks_based_measure_as_tone_wrote_it(variable: bool) -> None:
    for seed in range(1, 60, 2):
        x, y = made(seed)
        if (x == 0).any() or (y == 0).any():
            continue
        settings = FrontierSettings(model="sbm", returns="vrs" if variable else "crs")
        found = find_frontier(
            dict(enumerate_columns("x", ill_scaled(x, seed))),
            dict(enumerate_columns("y", ill_scaled(y, seed))),
            settings=settings,
        )
        for i, score in enumerate(found.scores):
            assert score == pytest.approx(tone(x, y, i, variable), rel=1e-7), (seed, i)


@pytest.mark.parametrize("kernel_from", [1, 10**9], ids=["kernel", "plain"])
@pytest.mark.parametrize("returns", ["crs", "vrs"])
def test_the_second_phase_finds_the_most_slack(
    monkeypatch: pytest.MonkeyPatch, returns: str, kernel_from: int
) -> None:
    monkeypatch.setattr(radial, "KERNEL_FROM", kernel_from)
    settings = FrontierSettings(returns=returns)  # type: ignore[arg-type]
    for seed in range(0, 90, 3):  # integers: ties, so slack is common
        x, y = made(seed)
        if not (x.any(axis=0).all() and y.any(axis=0).all()):
            continue
        found = find_frontier(
            dict(enumerate_columns("x", x)), dict(enumerate_columns("y", y)), settings=settings
        )
        mean = np.hstack([x, y]).mean(axis=0)
        for i, unit in enumerate(found.units):
            assert unit.score is not None
            total = (np.array(list(unit.slacks.values())) / mean).sum()
            most = best_slacks(x, y, i, returns, unit.score + 1e-12)
            assert total == pytest.approx(most, abs=1e-6), (seed, unit)
