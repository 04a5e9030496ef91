"""Frontiers against the peers that are installed: seconds of processor, and how far the scores agree.

    python benchmarks/frontiers.py [--date YYYY-MM-DD] [--out FILE] [--quick]

Prints a table and writes it to frontiers.md beside this file. dealib and Pyfrontier take part where they are
installed; scipy and HiGHS always do. All run in this process (what a peer starts is counted too), with
one thread to each linear algebra library, warm: each is called once before. A peer that takes long is
measured on every k-th unit against all units and multiplied; the table says so.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import importlib.util
import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

for pinned in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pinned] = "1"

import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from duibiao.benchmark import BootstrapSettings, bootstrap_scores  # noqa: E402
from duibiao.benchmark.frontiers import kernel  # noqa: E402

HERE = Path(__file__).parent
CHECKS = HERE.parent.parent / "shared" / "checks" / "frontier"
Floats = NDArray[np.float64]
Peer = Callable[[Floats, Floats, NDArray[np.int64]], Floats]

FIRST = (
    "import numpy as np; from duibiao.benchmark import *; rng = np.random.default_rng(1); "
    "x, y = rng.uniform(1, 9, (2, 31)), rng.uniform(1, 9, 31); "
    "data = {'a': x[0], 'b': x[1]}, {'y': y}; "
)
FRESH = {
    "frontier of 31 units": "find_frontier(*data, settings=FrontierSettings(returns='vrs'))",
    "frontier and bootstrap (2,000) of 31 units": (
        "find_frontier(*data, settings=FrontierSettings(returns='vrs')); bootstrap_scores(*data)"
    ),
}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    difference: float | None = None
    aim: str = ""

    def cells(self) -> tuple[str, ...]:
        ratio = f"{self.theirs / self.ours:,.0f}" if self.theirs else ""
        difference = "" if self.difference is None else f"{self.difference:.0e}"
        theirs = "" if self.theirs is None else f"{self.theirs:,.2f}"
        return (self.what, f"{self.ours:.3f}", self.peer, theirs, ratio, difference, self.aim)


def processor() -> float:
    """Seconds of processor of this process and of what it started and waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def seconds(work: Callable[[], object], runs: int = 1) -> float:
    """The median seconds of processor of some runs."""
    taken = []
    for _ in range(runs):
        start = processor()
        work()
        taken.append(processor() - start)
    return statistics.median(taken)


def read(name: str) -> tuple[Floats, Floats]:
    values = pl.read_csv(CHECKS / name).to_numpy()
    return np.ascontiguousarray(values[:, :3]), np.ascontiguousarray(values[:, 3:])


def generated(n: int) -> tuple[Floats, Floats]:
    """Three inputs, two outputs on a Cobb-Douglas frontier with half-normal inefficiency."""
    rng = np.random.default_rng(0)
    x = rng.uniform(10, 100, (n, 3))
    size = x.prod(axis=1) ** (0.8 / 3) * np.exp(-np.abs(rng.normal(0, 0.3, n)))
    share = rng.uniform(0.2, 0.8, n)
    return x, np.column_stack([size * np.sqrt(share), size * np.sqrt(1 - share)])


def scipy_loop(x: Floats, y: Floats, rows: NDArray[np.int64]) -> Floats:
    """Score, then most slack, by scipy.optimize.linprog, unit by unit."""
    from scipy.optimize import linprog

    n, goods = len(x), np.hstack([x, -y]).T
    ones = np.append(0.0, np.ones(n))[None]
    slack_cost = np.concatenate([np.zeros(n), -np.ones(len(goods))])
    with_slacks = np.hstack([goods, np.eye(len(goods))])
    sums = np.concatenate([np.ones(n), np.zeros(len(goods))])
    scores = []
    for i in rows:
        moved = np.append(-x[i], np.zeros(y.shape[1]))[:, None]
        right = np.append(np.zeros(x.shape[1]), -y[i])
        found = linprog(np.append(1.0, np.zeros(n)), np.hstack([moved, goods]), right, ones, [1.0])
        scores.append(found.x[0])
        target = np.append(found.x[0] * x[i], -y[i])
        linprog(slack_cost, A_eq=np.vstack([with_slacks, sums]), b_eq=np.append(target, 1.0))
    return np.array(scores)


def highs_loop(x: Floats, y: Floats, rows: NDArray[np.int64]) -> Floats:
    """Score, then most slack, by one HiGHS model whose column and bounds are changed for each unit."""
    import highspy

    n, m, s = len(x), x.shape[1], y.shape[1]
    matrix = np.zeros((m + s + 1, 1 + n + m + s))
    matrix[:m, 1 : n + 1], matrix[m:-1, 1 : n + 1], matrix[-1, 1 : n + 1] = x.T, -y.T, 1
    matrix[: m + s, n + 1 :] = np.eye(m + s)
    matrix[:m, 0] = 1.0  # a place for the unit's own inputs
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    infinity = solver.getInfinity()
    columns = np.arange(1 + n + m + s, dtype=np.int32)
    entries = [np.flatnonzero(c) for c in matrix.T]
    starts = np.concatenate([[0], np.cumsum([len(e) for e in entries])[:-1]]).astype(np.int32)
    index = np.concatenate(entries).astype(np.int32)
    values = np.concatenate([c[e] for c, e in zip(matrix.T, entries, strict=True)])
    zeros, most = np.zeros(len(columns)), np.full(len(columns), infinity)
    for r in range(m + s + 1):
        solver.addRow(float(r == m + s), float(r == m + s), 0, np.empty(0, np.int32), np.empty(0))
    solver.addCols(len(columns), zeros, zeros, most, len(index), starts, index, values)
    score_cost = np.append(1.0, np.zeros(n + m + s))
    slack_cost = np.concatenate([np.zeros(1 + n), -np.ones(m + s)])
    scores = []
    for i in rows:
        for r in range(m):
            solver.changeCoeff(r, 0, -x[i, r])
        for r in range(s):
            solver.changeRowBounds(m + r, -y[i, r], -y[i, r])
        solver.changeColBounds(0, -infinity, infinity)
        solver.changeColsCost(len(columns), columns, score_cost)
        solver.run()
        score = solver.getSolution().col_value[0]
        scores.append(score)
        solver.changeColBounds(0, score, score)
        solver.changeColsCost(len(columns), columns, slack_cost)
        solver.run()
    return np.array(scores)


def dealib_run(x: Floats, y: Floats, rows: NDArray[np.int64]) -> Floats:
    """dealib with its second phase, of all units: that phase breaks off for a part of them."""
    from dealib.dea import RTS, Orientation, dea

    found = dea(x, y, rts=RTS.vrs, orientation=Orientation.input, two_phase=True)
    return np.asarray(found.eff, dtype=np.float64)[rows]


def pyfrontier_run(x: Floats, y: Floats, rows: NDArray[np.int64]) -> Floats:
    """Pyfrontier's envelopment model, of all units: it scores no part of them."""
    from Pyfrontier.frontier_model import EnvelopDEA

    model = EnvelopDEA("VRS", "in")
    with contextlib.redirect_stdout(io.StringIO()):
        model.fit(x, y)
    return np.array([r.score for r in model.result])[rows]


PEERS: dict[str, tuple[str, Peer]] = {
    "dealib": ("dealib", dealib_run),
    "scipy linprog": ("scipy", scipy_loop),
    "HiGHS, one model": ("highspy", highs_loop),
    "Pyfrontier": ("Pyfrontier", pyfrontier_run),
}


def beside_peers(name: str, every: dict[str, int], aims: dict[str, str]) -> list[Row]:
    """Variable returns with scores, peers and slacks, beside each peer on every k-th unit."""
    x, y = read(name)

    def ours() -> kernel.Solved:
        return kernel.solve(x, y, x, y, returns="vrs", orientation="input")

    scores = ours().scores
    own = seconds(ours, 7)
    rows = [Row(f"{name}, vrs, scores, peers, slacks", own)]
    for label, step in every.items():
        package, peer = PEERS[label]
        if importlib.util.find_spec(package) is None:
            print(f"{label} is not installed and left out", file=sys.stderr)
            continue
        sample = np.arange(0, len(x), step)
        peer(x[:20], y[:20], np.arange(2))
        got = np.empty(0)

        def theirs(peer: Peer = peer, sample: NDArray[np.int64] = sample) -> None:
            nonlocal got
            got = peer(x, y, sample)

        taken = seconds(theirs) * len(x) / len(sample)
        note = f"{label} {version(package)}" + (f", 1 unit in {step}" if step > 1 else "")
        difference = float(np.abs(got - scores[sample]).max())
        rows.append(Row(f"{name}, vrs", own, note, taken, difference, aims.get(label, "")))
    return rows


def large(n: int) -> list[Row]:
    x, y = generated(n)
    rows = []
    for returns, aim in (("crs", "10 s"), ("vrs", "30 s")):
        solved = kernel.Solved

        def ours(returns: str = returns) -> None:
            nonlocal solved
            solved = kernel.solve(x, y, x, y, returns=returns, orientation="input")  # type: ignore[assignment]

        taken = seconds(ours)
        some = np.arange(0, n, n // 20)
        check = checked(x, y, returns, some)
        difference = float(np.abs(solved.scores[some] - check).max())
        what = f"{n:,} units, {returns}, scores, peers, slacks"
        rows.append(Row(what, taken, "scipy linprog, 20 units checked", None, difference, aim))
    return rows


def checked(x: Floats, y: Floats, returns: str, rows: NDArray[np.int64]) -> Floats:
    """Input scores of some units against all, by scipy.optimize.linprog."""
    from scipy.optimize import linprog

    ones = np.append(0.0, np.ones(len(x)))[None]
    sums = {"A_eq": ones, "b_eq": [1.0]} if returns == "vrs" else {}
    goods, cost = np.hstack([x, -y]).T, np.append(1.0, np.zeros(len(x)))
    tight = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    return np.array(
        [
            linprog(
                cost,
                np.hstack([np.append(-x[i], 0 * y[i])[:, None], goods]),
                np.append(0 * x[i], -y[i]),
                **sums,
                options=tight,
            ).x[0]
            for i in rows
        ]
    )


def sampling() -> Row:
    x, y = generated(100)
    columns = {str(k): c for k, c in enumerate(x.T)}, {f"y{k}": c for k, c in enumerate(y.T)}
    bootstrap_scores(*columns, settings=BootstrapSettings(replications=100))
    taken = seconds(lambda: bootstrap_scores(*columns), 3)
    return Row("bootstrap, 100 units, 2,000 replications, vrs", taken, aim="2 s")


def fresh() -> list[Row]:
    """New processes, the start of Python and all imports included: an empty compiler cache, then a full one.

    Packages have their bytecode, as pip installs them: a process with caches of its own runs before.
    """
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

        def process(code: str, cache: str) -> None:
            own = {
                "NUMBA_CACHE_DIR": f"{folder}/{cache}",
                "PYTHONPYCACHEPREFIX": f"{folder}/bytecode",
            }
            subprocess.run([sys.executable, "-c", FIRST + code], env=kept | own, check=True)

        for place, (what, code) in enumerate(FRESH.items()):
            process(code, "before")
            for turn, aim in (("first", "8 s"), ("second", "2 s")):
                taken = seconds(lambda c=code, p=str(place): process(c, p))  # type: ignore[misc]
                rows.append(Row(f"{what}, {turn} process", taken, aim=aim))
    return rows


def written(rows: list[Row], date: str) -> str:
    heads = ("what", "ours, s", "peer", "peer, s", "ratio", "largest difference", "aim")
    lines = ["| " + " | ".join(heads) + " |", "|---|--:|---|--:|--:|--:|---|"]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows]
    packages = ", ".join(f"{p} {version(p)}" for p in ("numpy", "numba", "scipy", "highspy"))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return "\n".join(
        [
            "# Frontiers: seconds of processor beside the peers",
            "",
            f"Made by `python benchmarks/frontiers.py` on {date}; Python {platform.python_version()}, {packages}; "
            f"{os.cpu_count()} cores, load of the last minutes {load}. Seconds of processor (threads and children "
            "added up), linear algebra on one thread, warm, except for the new processes. Where it says “1 unit in "
            "k”, the peer was measured on that many units against all, and multiplied. “Difference” is the "
            "largest between scores (dealib calls units 166 and 591 of gen2000 efficient, counted from 0; scipy and "
            "HiGHS agree with ours on .9447 and .999998); an aim such as x150 is a ratio to reach. Generated units: three inputs, "
            "two outputs, Cobb-Douglas, half-normal inefficiency.",
            "",
            *lines,
            "",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--out", type=Path, default=HERE / "frontiers.md")
    parser.add_argument("--quick", action="store_true", help="without the 100,000 units")
    asked = parser.parse_args()
    aims = {"dealib": "x150", "scipy linprog": "x150", "Pyfrontier": "x1,000"}
    several = {"dealib": 1, "scipy linprog": 5, "HiGHS, one model": 1, "Pyfrontier": 1}
    many = {"dealib": 1, "scipy linprog": 20, "HiGHS, one model": 10}
    rows = beside_peers("gen500.csv", several, {"Pyfrontier": "x1,000"})
    rows += beside_peers("gen2000.csv", many, aims)
    if not asked.quick:
        rows += large(100_000)
    rows += [sampling(), *fresh()]
    text = written(rows, asked.date)
    print(text)
    asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
