"""An answer is believed only where its residuals and its gap are small."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from duibiao.benchmark.frontiers import programmes
from duibiao.benchmark.frontiers.programmes import RESIDUAL, Programme, residual, solve

INF = np.inf


def programme(costs: list[float], rows: list[list[float]], limits: list[float]) -> Programme:
    """Minimise under rows that come to at most the limits."""
    width = len(costs)
    return Programme(
        np.array(costs),
        np.array(rows),
        np.full(len(rows), -INF),
        np.array(limits),
        np.zeros(width),
        np.full(width, INF),
    )


GOOD = programme([-1, -1], [[1, 2], [3, 1]], [4, 6])


def test_an_optimum() -> None:
    found = solve(GOOD)
    assert found.outcome == "optimal"
    assert found.values == pytest.approx([1.6, 1.2])
    assert found.objective == pytest.approx(-2.8)


def test_no_optimum() -> None:
    assert solve(programme([-1, -1], [[1, 2], [3, 1]], [4, -6])).outcome == "infeasible"
    assert solve(programme([-1, -1], [[-1, -2]], [4])).outcome == "unbounded"


@pytest.mark.parametrize(
    ("values", "duals"),
    [
        ([1.6, 1.2001], [-0.4, -0.2]),  # beyond a limit
        ([1.6, 1.1], [-0.4, -0.2]),  # within, and not the best: a gap
        ([1.6, 1.2], [-0.4, -0.3]),  # prices that do not prove it
        ([1.6, 1.2], [0.4, 0.2]),  # prices that pull at limits that are not there
        ([1.6, -1e-6], [-0.4, -0.2]),  # below a bound
    ],
)
def test_what_is_off_is_seen(values: list[float], duals: list[float]) -> None:
    assert residual(GOOD, np.array([1.6, 1.2]), np.array([-0.4, -0.2])) < 1e-15
    assert residual(GOOD, np.array(values), np.array(duals)) > 100 * RESIDUAL


def test_an_answer_that_fails_the_check_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    true = programmes._run

    def careless(*given: object) -> object:
        outcome, values, duals, basis = true(*given)  # type: ignore[arg-type]
        return outcome, values * (1 + 1e-6), duals, basis

    monkeypatch.setattr(programmes, "_run", careless)
    assert solve(GOOD).outcome == "failed"


def test_others_may_have_used_the_solver_before() -> None:
    code = """if True:
        import highspy
        for threads in (0, 2):
            model = highspy.Highs()
            model.setOptionValue("threads", threads)
            model.addVar(0.0, 1.0)
            model.run()
        from duibiao.benchmark import find_frontier
        assert find_frontier({"x": [1, 2]}, {"y": [1, 1]}).scores.tolist() == [1, 0.5]
    """
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def test_the_solver_is_silent_and_comes_when_called() -> None:
    code = """if True:
        import sys
        from duibiao.benchmark import find_frontier
        assert not {"highspy", "numba"} & set(sys.modules)
        find_frontier({"x": [1, 2]}, {"y": [1, 1]})
        assert "highspy" in sys.modules and "numba" not in sys.modules
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
