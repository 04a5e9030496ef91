"""Seconds of processor for convergence clubs and mobility; writes convergence.md beside this file.

    python benchmarks/convergence.py [--peers FOLDER] [--date DATE]

`--peers` names a folder into which giddy is installed (`pip install --target FOLDER giddy`); without it that
column is empty. The 152 countries and the US states lie beside the repository.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import os
import platform
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

# The libraries read the number of threads when they are imported.
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402

from duibiao.targets import (  # noqa: E402
    Balanced,
    ConvergenceSettings,
    MobilitySettings,
    balance,
    measure_convergence,
    measure_mobility,
)

HERE = Path(__file__).parent
CHECKS = HERE.parent.parent / "shared" / "checks"
R_CLUBS = "6.5 (ConvergenceClubs 2.2.5, as measured for the issue)"


def seconds(run: Callable[[], object], times: int = 5) -> float:
    """Return the median processor time of `run`, children included, after one run to warm up."""
    run()
    taken = []
    for _ in range(times):
        before = os.times()
        run()
        after = os.times()
        taken.append(sum(after[:4]) - sum(before[:4]))
    return float(np.median(taken))


def many(run: Callable[[], object]) -> float:
    """Return seconds of one of many runs, for what takes less than the clock's tick."""
    run()
    start, n = time.process_time(), 0
    while time.process_time() - start < 0.5:
        run()
        n += 1
    return (time.process_time() - start) / n


def countries() -> Balanced:
    table = pl.read_csv(CHECKS / "convergence" / "filteredGDP.csv")
    years = [int(c[1:]) for c in table.columns[1:]]
    return balance(table["Countries"].to_list(), years, table[:, 1:].to_numpy())


def states() -> Balanced:
    table = pl.read_csv(CHECKS / "mobility" / "usjoin.csv")
    years = [c for c in table.columns if c.isdigit()]
    return balance(table["Name"].to_list(), [int(y) for y in years], table[years].to_numpy())


def wandering(regions: int, years: int) -> Balanced:
    """Regions whose levels wander: many clubs, some divergent."""
    rng = np.random.default_rng(0)
    values = rng.uniform(9, 12, size=(regions, 1)) + np.cumsum(
        rng.normal(0.05, 0.05, size=(regions, years)), axis=1
    )
    return balance([str(i) for i in range(regions)], range(2000, 2000 + years), values)


def process(*arguments: object) -> float:
    command = [sys.executable, "-m", "duibiao", *map(str, arguments)]
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 3)


def clubs_rows() -> list[tuple[str, str, str, str]]:
    merged = ConvergenceSettings(merge="vlt", merge_divergent=True)
    table = countries()
    rows = [
        (
            "beta, sigma, log t, clubs: 152 countries x 34 years",
            f"{many(lambda: measure_convergence(table)):.3f}",
            R_CLUBS,
            "1",
        )
    ]
    file = CHECKS / "convergence" / "filteredGDP.csv"
    rows.append(
        (
            "the same by `duibiao convergence --json`",
            f"{process('convergence', file, '--json'):.2f}",
            "",
            "",
        )
    )
    for regions, years in ((339, 20), (2000, 30)):
        wander = wandering(regions, years)
        clubs = measure_convergence(wander, settings=merged)
        assert clubs.clubs is not None
        rows.append(
            (
                f"the same and merging: {regions} x {years}, wandering ({len(clubs.clubs.clubs)} clubs)",
                f"{seconds(lambda t=wander: measure_convergence(t, settings=merged), 3):.2f}",  # type: ignore[misc]
                "",
                "",
            )
        )
    return rows


def mobility_rows(peers: Path | None) -> list[tuple[str, str, str, str]]:
    table = states()
    plain = MobilitySettings(draws=0)
    theirs = giddy_seconds(table, peers) if peers else ""
    return [
        (
            "quintiles, chain, first passage, tau of 80 steps: 48 states x 81 years",
            f"{many(lambda: measure_mobility(table, settings=plain)):.3f}",
            theirs,
            "",
        ),
        ("the same with 500 draws", f"{many(lambda: measure_mobility(table)):.3f}", "", ""),
    ]


def giddy_seconds(table: Balanced, peers: Path) -> str:
    sys.path.append(str(peers))
    import mapclassify
    from giddy.ergodic import mfpt
    from giddy.markov import Markov
    from giddy.rank import Tau

    def run() -> None:
        q = np.array([mapclassify.Quantiles(y, k=5).yb for y in table.values.T]).T
        mfpt(Markov(q).p)
        for t in range(len(table.years) - 1):
            _ = Tau(table.values[:, t], table.values[:, t + 1]).tau

    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):
        taken = many(run)
    return f"{taken:.3f} (giddy)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    asked = parser.parse_args()
    rows = clubs_rows() + mobility_rows(asked.peers)
    packages = ", ".join(f"{p} {version(p)}" for p in ("numpy", "scipy"))
    text = "\n".join(
        [
            "# Convergence and mobility: seconds of processor",
            "",
            f"Made by `python benchmarks/convergence.py` on {asked.date}; Python {platform.python_version()}, {packages}; "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Linear algebra on one thread, warm; the command is a new process, the start of Python included.",
            "",
            "| what | ours, s | peer, s | limit, s |",
            "|---|--:|---|--:|",
            *("| " + " | ".join(row) + " |" for row in rows),
            "",
        ]
    )
    print(text)
    (HERE / "convergence.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
