"""The simplex agrees with an outside solver, and says so where there is no answer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from duibiao.benchmark.frontiers import blocks, kernel
from duibiao.records import UnknownName

Floats = NDArray[np.float64]


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "PLAIN", 0)
        yield


RETURNS = ("crs", "vrs", "irs", "drs")


def highs(
    x: Floats, y: Floats, at: Floats, way: Floats, returns: str, skip: int = -1
) -> tuple[int, float]:
    """β of one unit by HiGHS, in the unit's own scale: status of scipy (0 optimal, 2 infeasible), β."""
    m = x.shape[1]
    keep = np.arange(len(x)) != skip
    near = 1 / np.where(np.abs(at) > 0, np.abs(at), 1.0)
    goods = np.hstack([x[keep], -y[keep]]) * near
    left = np.column_stack([way * near, goods.T])
    right = np.concatenate([at[:m], -at[m:]]) * near
    ones = np.concatenate([[0.0], np.ones(int(keep.sum()))])[None]
    upper, limits, equal, value = [left], [right], None, None
    if returns == "vrs":
        equal, value = ones, np.ones(1)
    elif returns != "crs":
        sign = 1.0 if returns == "drs" else -1.0
        upper.append(sign * ones)
        limits.append(np.array([sign]))
    cost = np.zeros(left.shape[1])
    cost[0] = -1.0
    bounds = [(None, None)] + [(0, None)] * int(keep.sum())
    tight = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    done = linprog(
        cost,
        np.vstack(upper),
        np.concatenate(limits),
        equal,
        value,
        bounds=bounds,
        method="highs",
        options=tight,
    )
    return done.status, float(-done.fun) if done.status == 0 else np.nan


def ways(x: Floats, y: Floats, orientation: str) -> Floats:
    return np.hstack([x * (orientation == "input"), y * (orientation == "output")])


def beta(scores: Floats, orientation: str) -> Floats:
    return 1 - scores if orientation == "input" else scores - 1


def sets(seed: int, kind: str) -> tuple[Floats, Floats]:
    """Random inputs and outputs with the trouble that `kind` names."""
    rng = np.random.default_rng(seed)
    n, m, s = int(rng.integers(2, 40)), int(rng.integers(1, 5)), int(rng.integers(1, 4))
    x, y = rng.uniform(1, 10, (n, m)), rng.uniform(1, 10, (n, s))
    if kind == "ties":
        x, y = np.ceil(x / 3), np.ceil(y / 3)
    elif kind == "duplicates":
        x, y = np.vstack([x, x[: n // 2]]), np.vstack([y, y[: n // 2]])
    elif kind == "zeros":
        x, y = x * (rng.random(x.shape) > 0.2), y * (rng.random(y.shape) > 0.3)
        x[:, 0] += 1
        y[:, 0] += 1
    elif kind == "scales":
        x, y = x * 10.0 ** rng.integers(-7, 13, m), y * 10.0 ** rng.integers(-7, 13, s)
        size = 10.0 ** rng.uniform(-2, 2, (n, 1))
        x, y = x * size, y * size
    return x, y


@pytest.mark.parametrize("kind", ["random", "ties", "duplicates", "zeros", "scales"])
@pytest.mark.parametrize("seed", range(4))
def test_scores_are_those_of_highs(kind: str, seed: int) -> None:
    x, y = sets(seed, kind)
    for returns in RETURNS:
        for orientation in ("input", "output"):
            got = kernel.solve(x, y, x, y, returns=returns, orientation=orientation)
            assert set(got.status) == {kernel.OPTIMAL}
            way = ways(x, y, orientation)
            want = [
                highs(x, y, at, g, returns)[1] for at, g in zip(np.hstack([x, y]), way, strict=True)
            ]
            np.testing.assert_allclose(
                beta(got.scores, orientation), want, rtol=1e-9, atol=1e-9, err_msg=returns
            )


@pytest.mark.parametrize("kind", ["random", "ties", "duplicates", "zeros", "scales"])
def test_super_efficiency_is_that_of_highs_or_infeasible(kind: str) -> None:
    x, y = sets(11, kind)
    alone = np.arange(len(x))
    for returns in RETURNS:
        for orientation in ("input", "output"):
            got = kernel.solve(x, y, x, y, returns=returns, orientation=orientation, exclude=alone)
            way = ways(x, y, orientation)
            for i, at in enumerate(np.hstack([x, y])):
                status, want = highs(x, y, at, way[i], returns, skip=i)
                if status == 2:
                    assert got.status[i] == kernel.INFEASIBLE and np.isnan(got.scores[i])
                elif status == 0:
                    assert got.status[i] == kernel.OPTIMAL, (returns, orientation, i)
                    assert beta(got.scores[i], orientation) == pytest.approx(
                        want, rel=1e-9, abs=1e-9
                    )


def test_points_and_directions_of_their_own() -> None:
    rng = np.random.default_rng(5)
    x, y = rng.uniform(1, 10, (30, 2)), rng.uniform(1, 10, (30, 2))
    at_x, at_y = rng.uniform(1, 15, (20, 2)), rng.uniform(1, 15, (20, 2))
    way = rng.uniform(0, 4, (20, 4)) * (rng.random((20, 4)) > 0.3)
    way[0] = 0
    for returns in RETURNS:
        got = kernel.solve(
            x, y, at_x, at_y, returns=returns, orientation="directional", direction=way
        )
        assert got.status[0] == kernel.UNBOUNDED
        for i in range(1, 20):
            status, want = highs(x, y, np.hstack([at_x[i], at_y[i]]), way[i], returns)
            assert got.status[i] == {0: kernel.OPTIMAL, 2: kernel.INFEASIBLE}[status]
            if status == 0:
                assert got.scores[i] == pytest.approx(want, rel=1e-9, abs=1e-9)


def test_peers_and_slacks_make_the_target() -> None:
    x, y = sets(3, "ties")
    got = kernel.solve(x, y, x, y, returns="vrs", orientation="input")
    for i in range(len(x)):
        part = slice(got.indptr[i], got.indptr[i + 1])
        peers, weights = got.indices[part], got.weights[part]
        assert weights.sum() == pytest.approx(1)
        np.testing.assert_allclose(
            got.scores[i] * x[i] - got.input_slacks[i], weights @ x[peers], atol=1e-9
        )
        np.testing.assert_allclose(y[i] + got.output_slacks[i], weights @ y[peers], atol=1e-9)


@pytest.mark.parametrize("returns", ["crs", "vrs"])
@pytest.mark.parametrize("kind", ["random", "ties", "zeros", "scales"])
def test_the_second_phase_finds_the_most_slack(kind: str, returns: str) -> None:
    x, y = sets(21, kind)
    goods, m, n = np.hstack([x, -y]), x.shape[1], len(x)
    means = np.abs(goods).mean(axis=0)
    got = kernel.solve(x, y, x, y, returns=returns, orientation="input")
    for i in range(n):
        right = np.hstack([got.scores[i] * x[i], -y[i]]) / means
        left = np.hstack([(goods / means).T, np.eye(len(means))])
        cost = np.concatenate([np.zeros(n), -np.ones(len(means))])
        if returns == "vrs":
            left = np.vstack([left, np.concatenate([np.ones(n), np.zeros(len(means))])])
            right = np.append(right, 1.0)
        done = linprog(cost, A_eq=left, b_eq=right, method="highs")
        total = np.sum(np.hstack([got.input_slacks[i], got.output_slacks[i]]) / means)
        assert total == pytest.approx(-done.fun, abs=2e-6), m


@pytest.mark.parametrize("order", [[0, 1, 2], [1, 0, 2]])
@pytest.mark.parametrize("returns", ["crs", "vrs"])
def test_the_second_phase_changes_peers_where_others_leave_more_slack(
    order: list[int], returns: str
) -> None:
    # The first two make as much of the first output; only the second has more of the other.
    x, y = np.array([[1.0], [1.0], [2.0]])[order], np.array([[2, 1], [2, 3], [2, 0.5]])[order]
    got = kernel.solve(x, y, x, y, returns=returns, orientation="input")
    assert got.scores[2] == pytest.approx(0.5)
    assert got.indices[got.indptr[2] :].tolist() == [order.index(1)]
    np.testing.assert_allclose(got.output_slacks[2], [0, 2.5])


def test_weak_efficiency_has_score_one_and_slack() -> None:
    x, y = np.array([[1.0, 1.0], [1.0, 3.0]]), np.ones((2, 1))
    got = kernel.solve(x, y, x, y, returns="crs", orientation="input")
    np.testing.assert_allclose(got.scores, [1, 1])
    np.testing.assert_allclose(got.input_slacks, [[0, 0], [0, 2]])


@pytest.mark.parametrize("returns", RETURNS)
def test_units_of_measurement_do_not_matter(returns: str) -> None:
    x, y = sets(7, "random")
    a = kernel.solve(x, y, x, y, returns=returns, orientation="output")
    b = kernel.solve(1e12 * x, 1e-6 * y, 1e12 * x, 1e-6 * y, returns=returns, orientation="output")
    np.testing.assert_allclose(a.scores, b.scores, rtol=1e-11)
    np.testing.assert_allclose(a.input_slacks * 1e12, b.input_slacks, rtol=1e-7, atol=1e2)


@pytest.mark.parametrize("kind", ["random", "ties", "zeros"])
def test_compiled_and_plain_give_the_same(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    x, y = sets(8, kind)
    found = []
    for limit in (0, 10**9):
        monkeypatch.setattr(blocks, "PLAIN", limit)
        found.append(kernel.solve(x, y, x, y, returns="vrs", orientation="input"))
    for name in ("scores", "status", "indices", "weights", "input_slacks", "output_slacks"):
        np.testing.assert_array_equal(getattr(found[0], name), getattr(found[1], name))


def test_a_unit_alone_and_twins() -> None:
    one = np.ones((1, 1))
    assert kernel.solve(one, one, one, one, returns="vrs", orientation="input").scores == [1.0]
    gone = np.zeros(1, np.int64)
    got = kernel.solve(one, one, one, one, returns="crs", orientation="input", exclude=gone)
    assert got.status[0] == kernel.INFEASIBLE
    two = np.ones((2, 1))
    twin = kernel.solve(
        two, two, two, two, returns="vrs", orientation="input", exclude=np.arange(2)
    )
    np.testing.assert_allclose(twin.scores, [1, 1])


@pytest.mark.parametrize("beyond", [2e-11, 5e-11, 9e-11])
def test_what_lacks_no_more_than_rounding_is_not_infeasible(beyond: float) -> None:
    # The second makes hardly more than the first: a unit is always within reach of itself.
    x, y = np.array([[3.0], [6.0], [2.0]]), np.array([[9.0], [9.0 * (1 + beyond)], [1.0]])
    for returns in ("vrs", "drs"):
        assert (
            kernel.INFEASIBLE
            not in kernel.solve(x, y, x, y, returns=returns, orientation="input").status
        )


def test_unknown_returns_are_named() -> None:
    one = np.ones((1, 1))
    with pytest.raises(UnknownName, match="vrs"):
        kernel.solve(one, one, one, one, returns="vsr", orientation="input")
