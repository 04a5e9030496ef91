"""Processor seconds of composites and their draws, against the figures to reach.

    python benchmarks/composites.py [--date YYYY-MM-DD] [--out FILE]

Prints a table and writes it to composites.md beside this file. BLAS runs on one thread; each case runs once
before it is measured, and the median and worst of five runs are given. The tables lie beside the repository
(`../shared/checks`); without them their cases are left out. No Python package makes composites as COINr does in
R; where pymcdm, scikit-criteria or SALib are installed, the steps that they share are measured beside ours, with
how far the results agree.
"""

# ruff: noqa: E402 - BLAS reads its threads when numpy is imported.
from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import dataclasses
import datetime
import importlib.util
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np

from duibiao.benchmark import (
    Aggregate,
    Choice,
    CompositeSettings,
    Impute,
    Normalise,
    Perturb,
    Treat,
    build_composite,
    find_sensitivity,
    leave_each_out,
    next_rank,
    split_gap,
    usual_sources,
    vary,
    what_if,
)
from duibiao.benchmark.composites import a_arithmetic, a_copeland, exact_shapley, n_minmax
from duibiao.benchmark.composites.sensitivity import sobol_indices
from duibiao.records import IndicatorTable, Node, Structure
from duibiao.sources import read_indicator_table, read_structure

HERE = Path(__file__).parent
ASEM = HERE.parent.parent / "shared" / "checks" / "composite-asem"
RUNS = 5
GROUPS = Impute("group_mean", by="EurAsia_group")
# What the figure to reach names: normalisation, weights, aggregation and imputation.
FOUR = (
    Perturb(share=0.25),
    Choice(
        "normalise", (Normalise(low=1), Normalise("zscore", mean=100, sd=10), Normalise("rank"))
    ),
    Choice("aggregate", (Aggregate(), Aggregate("geometric"))),
    Choice("impute", (GROUPS, Impute("group_median", by="EurAsia_group"), Impute("mean"))),
)
FRESH = """
import numpy as np
from duibiao.benchmark import CompositeSettings, Impute, build_composite, usual_sources, vary
from duibiao.records import IndicatorTable, Node, Structure
codes = tuple(f"i{k}" for k in range(20))
nodes = tuple(Node(c, f"p{k % 4}") for k, c in enumerate(codes))
structure = Structure(nodes, (*(Node(f"p{k}", "all") for k in range(4)), Node("all")))
values = np.random.default_rng(1).lognormal(size=(31, 20))
values[3, 4] = np.nan
table = IndicatorTable(tuple(f"r{i}" for i in range(31)), codes, values)
made = build_composite(table, structure, CompositeSettings(impute=Impute("mean")))
found = vary(made, table, usual_sources(made), draws=10_000, seed=1)
found.ahead()
"""


@dataclasses.dataclass(frozen=True)
class Measured:
    """One line of the table: seconds of processor, and the most it may take (None: for information)."""

    name: str
    median: float
    worst: float
    limit: float | None


def measured(name: str, limit: float | None, once: Callable[[], object]) -> Measured:
    """Time a case after one run that warms it."""
    once()
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        once()
        seconds.append(time.process_time() - start)
    return Measured(name, statistics.median(seconds), max(seconds), limit)


def asem() -> Iterator[Measured]:
    """The cases on 51 countries x 49 indicators."""
    structure = read_structure(ASEM / "asem_iMeta.csv")
    table = read_indicator_table(ASEM / "asem_iData.csv", structure)
    settings = CompositeSettings(impute=GROUPS, treat=Treat())
    made = build_composite(table, structure, settings)
    yield measured(
        "ASEM, the composite once", None, lambda: build_composite(table, structure, settings)
    )
    yield measured(
        "ASEM, 10,000 draws: normalisation, weights, aggregation, imputation",
        3.0,
        lambda: vary(made, table, FOUR, draws=10_000, seed=1),
    )
    usual = usual_sources(made)
    yield measured(
        "the same with treatment of outliers, and who is ahead of whom",
        None,
        lambda: vary(made, table, usual, draws=10_000, seed=1).ahead(),
    )
    yield measured(
        "100 draws of the four one by one by `build_composite`",
        None,
        lambda: plain(table, structure),
    )
    yield measured(
        "ASEM, Sobol indices of five sources, 7,000 composites, 1,000 bootstraps",
        None,
        lambda: find_sensitivity(made, table, usual, base=1000, seed=1),
    )
    yield measured(
        "ASEM, each of 49 indicators and 10 aggregates left out",
        None,
        lambda: leave_each_out(made, table),
    )
    yield measured(
        "ASEM, one gap split into 49 indicators", None, lambda: split_gap(made, "CHN", "DEU")
    )
    yield measured(
        "ASEM, what if (49 indicators alone and together) and the next rank",
        None,
        lambda: (what_if(made, "CHN", "DEU"), next_rank(made, "CHN")),
    )


def plain(table: IndicatorTable, structure: Structure) -> None:
    """100 draws of the four sources with nothing shared between them."""
    random = np.random.default_rng(1)
    choices = [s for s in FOUR if isinstance(s, Choice)]
    for _ in range(100):
        taken = {c.step: c.alternatives[random.choice(len(c.shares), p=c.shares)] for c in choices}
        moved = [
            dataclasses.replace(n, weight=n.weight * random.uniform(0.75, 1.25))
            for n in structure.nodes
        ]
        count = len(structure.indicators)
        drawn = Structure(tuple(moved[:count]), tuple(moved[count:]))
        build_composite(table, drawn, CompositeSettings(treat=Treat(), **taken))


def large() -> Iterator[Measured]:
    """3,000 regions x 60 indicators with 2 % missing, 300 regions for Copeland, 20 players."""
    random = np.random.default_rng(0)
    values = random.lognormal(0, 1, (3000, 60))
    values[random.random(values.shape) < 0.02] = np.nan
    codes = tuple(f"i{k}" for k in range(60))
    table = IndicatorTable(
        tuple(f"r{i}" for i in range(3000)),
        codes,
        values,
        groups={"EurAsia_group": tuple("abcde"[i % 5] for i in range(3000))},
    )
    nodes = tuple(Node(c, f"p{k % 8}") for k, c in enumerate(codes))
    structure = Structure(nodes, (*(Node(f"p{k}", "all") for k in range(8)), Node("all")))
    made = build_composite(table, structure, CompositeSettings(impute=GROUPS, treat=Treat()))
    yield measured(
        "3,000 regions x 60 indicators, 1,000 draws of the four",
        30.0,
        lambda: vary(made, table, FOUR, draws=1000, seed=1),
    )
    yield measured(
        "the same, and who is ahead of whom (9 million pairs)",
        None,
        lambda: vary(made, table, FOUR, draws=1000, seed=1).ahead(),
    )
    few, weights = random.random((300, 60)), random.random(60)
    yield measured("Copeland, 300 regions x 60 indicators", 0.1, lambda: a_copeland(few, weights))
    game = random.random(1 << 20)
    yield measured(
        "Shapley values of 20 players from 2^20 values", None, lambda: exact_shapley(game)
    )


def peers() -> Iterator[Measured]:
    """The steps that a Python package has too, ours first; "off by" is the largest difference of a result."""
    yield from weighted_sums()
    if importlib.util.find_spec("SALib"):
        yield from sobol()


def weighted_sums() -> Iterator[Measured]:
    """Min-max and the weighted sum of 3,000 regions x 60 indicators."""
    random = np.random.default_rng(1)
    values, weights = random.lognormal(0, 1, (3000, 60)), random.dirichlet(np.ones(60))
    name = "min-max and weighted sum, 3,000 x 60"

    def duibiao() -> np.ndarray:
        return a_arithmetic(n_minmax(values, high=1.0), weights)

    ours = duibiao()
    yield measured(f"{name}: duibiao", None, duibiao)

    def scikit_criteria() -> np.ndarray:
        from skcriteria import mkdm
        from skcriteria.agg.simple import WeightedSumModel
        from skcriteria.preprocessing.scalers import MinMaxScaler

        matrix = mkdm(values, [max] * 60, weights=weights)
        result = WeightedSumModel().evaluate(MinMaxScaler("matrix").transform(matrix))
        return np.asarray(result.e_.score)

    def pymcdm() -> np.ndarray:
        from pymcdm.methods import WSM
        from pymcdm.normalizations import minmax_normalization

        return np.asarray(WSM(minmax_normalization)(values, weights, np.ones(60)))

    for module, package, once in (
        ("skcriteria", "scikit-criteria", scikit_criteria),
        ("pymcdm", "pymcdm", pymcdm),
    ):
        if importlib.util.find_spec(module):
            off = np.abs(once() - ours).max()
            yield measured(f"{name}: {package} {version(package)}, off by {off:.0e}", None, once)


def sobol() -> Iterator[Measured]:
    """First-order and total indices with 1,000 bootstraps, of one function's values at 4,096 base points."""
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sample

    inputs = {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[-np.pi, np.pi]] * 3}
    x, y, z = sample.sample(inputs, 4096, calc_second_order=False, seed=1).T
    values = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)  # Ishigami's function
    a, *mixed, b = values.reshape(4096, 5).T

    def ours() -> np.ndarray:
        random = np.random.default_rng(1)
        counts = random.multinomial(4096, np.full(4096, 1 / 4096), size=1000).astype(np.float64)
        found = sobol_indices("f", ("x", "y", "z"), a, b, np.array(mixed), counts)
        return np.array([[i.first, i.total] for i in found.indices])

    def salib() -> np.ndarray:
        found = analysis.analyze(
            inputs, values, calc_second_order=False, num_resamples=1000, seed=1
        )
        return np.array([found["S1"], found["ST"]]).T

    name = "Sobol indices of 3 inputs, 4,096 points, 1,000 bootstraps"
    yield measured(f"{name}: duibiao", None, ours)
    off = np.abs(salib() - ours()).max()
    yield measured(f"{name}: SALib {version('SALib')}, off by {off:.0e}", None, salib)


def fresh() -> Iterator[Measured]:
    """31 regions in a process of its own: Python, imports and 10,000 draws; first with nothing compiled."""
    with tempfile.TemporaryDirectory() as cache:
        surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        first = child(surroundings)
        again = [child(surroundings) for _ in range(RUNS)]
    yield Measured("31 regions, 10,000 draws, fresh process, nothing compiled", first, first, 8.0)
    yield Measured("the same, second process", statistics.median(again), max(again), 2.0)


def child(surroundings: dict[str, str]) -> float:
    """Seconds of processor of one process."""
    before = os.times()
    subprocess.run([sys.executable, "-c", FRESH], env=surroundings, check=True)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def table_of(lines: list[Measured], date: str) -> str:
    """The results as a page."""
    head = [
        "# Composites: processor seconds",
        "",
        f"{date}; {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"numpy {version('numpy')}, one BLAS thread; median and worst of {RUNS} warm runs. "
        "`python benchmarks/composites.py` makes this page.",
        "",
        "| what | median | worst | limit |",
        "|---|---:|---:|---:|",
    ]
    rows = [
        f"| {m.name} | {m.median:.4f} | {m.worst:.4f} | {'' if m.limit is None else f'{m.limit:g}'} |"
        for m in lines
    ]
    return "\n".join([*head, *rows, ""])


def main() -> None:
    """Measure, print and write."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--date", default=datetime.date.today().isoformat())
    reader.add_argument("--out", type=Path, default=HERE / "composites.md")
    asked = reader.parse_args()
    lines = [*(asem() if ASEM.exists() else ()), *large(), *peers(), *fresh()]
    page = table_of(lines, asked.date)
    asked.out.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
