"""Synthetic control beside pysyncon: seconds of processor, and what each finds.

    python benchmarks/synthetic.py [--date YYYY-MM-DD] [--peer PYTHON] [--out FILE]

Prints a table and writes it to synthetic.md beside this file. pysyncon takes part where `--peer` names a Python in
which it is installed; it runs in a process of its own, timed inside it, after one fit that is not counted. Ours runs
in this process, warm, and the command in processes of its own. Linear algebra has one thread each.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

for pinned in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[pinned] = "1"

from duibiao.cli.synthetic_columns import figures_of  # noqa: E402
from duibiao.cli.synthetic_spec import read_spec  # noqa: E402
from duibiao.cli.unit_columns import UnitTable  # noqa: E402
from duibiao.targets import (  # noqa: E402
    SyntheticSettings,
    UnitYears,
    placebos_in_space,
    synthetic_control,
)

HERE = Path(__file__).parent
CHECKS = HERE.parent.parent / "shared" / "checks" / "synthetic-control"
PAGE = HERE.parent / "docs" / "synthetic.md"
SEARCHES = ("nelder-mead", "synth", "thorough", "outcome-only")

PEER = """
import json, sys, time
import pandas as pd
from pysyncon import Dataprep, Synth
d = pd.read_csv(sys.argv[1])
names = [n for n in d.regionname.unique() if not n.startswith(("Spain", "Basque"))]
school = ["school.illit", "school.prim", "school.med", "school.high"]
sectors = ["agriculture", "energy", "industry", "construction", "services.venta", "services.nonventa"]
special = [("gdpcap", range(1960, 1970), "mean")]
special += [("sec." + s, range(1961, 1971, 2), "mean") for s in sectors] + [("popdens", [1969], "mean")]
d["school.high"] += d["school.post.high"]
home = "Basque Country (Pais Vasco)"

def fitted(unit, others):
    prep = Dataprep(foo=d, predictors=[*school, "invest"], predictors_op="mean",
        time_predictors_prior=range(1964, 1970), special_predictors=special, dependent="gdpcap",
        unit_variable="regionname", time_variable="year", treatment_identifier=unit,
        controls_identifier=others, time_optimize_ssr=range(1960, 1970))
    X0, X1 = prep.make_covariate_mats()
    Z0, Z1 = prep.make_outcome_mats()
    X0.loc[school] = 100 * X0.loc[school] / X0.loc[school].sum()
    X1.loc[school] = 100 * X1.loc[school] / X1.loc[school].sum()
    made = Synth()
    made.fit(X0=X0, X1=X1, Z0=Z0, Z1=Z1, optim_method="Nelder-Mead", optim_initial="equal")
    return made

start = time.process_time()
first = fitted(home, names)
one = time.process_time() - start
weights = {n: round(float(w), 4) for n, w in zip(names, first.W) if w > 5e-4}
start = time.process_time()
for name in names[: int(sys.argv[2])]:
    fitted(name, [n for n in names if n != name])
rest = time.process_time() - start
print(json.dumps({"one": one, "placebos": rest, "weights": weights, "mspe": first.loss_V}))
"""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    seconds: float
    mspe: float | None = None
    weights: str = ""
    aim: str = ""

    def cells(self) -> tuple[str, ...]:
        mspe = "" if self.mspe is None else f"{self.mspe:.6g}"
        return (self.what, f"{self.seconds:.3f}", mspe, self.weights, self.aim)


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median seconds of processor of some runs."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def asked_of(name: str) -> tuple[UnitYears, dict[str, Any], dict[str, Any], str]:
    """Figures, command and settings of an example of docs/synthetic.md, and its specification."""
    specs = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    text = {"basque": specs[0], "germany": specs[1], "texas": specs[2]}[name]
    path = HERE / ".spec.toml"
    path.write_text(text, encoding="utf-8")
    try:
        spec = read_spec(path)
    finally:
        path.unlink()
    columns = [spec.asked["outcome"]]
    for p in spec.settings["predictors"]:
        columns += [*p.columns, *p.training_columns]
    table = UnitTable.read(CHECKS / f"{name}.csv")
    return (
        figures_of(table, list(dict.fromkeys(columns))),
        dict(spec.asked),
        dict(spec.settings),
        text,
    )


def ours(name: str) -> list[Row]:
    figures, asked, settings, _ = asked_of(name)
    rows = []
    for search in SEARCHES:
        chosen = dict(settings, search=search)
        if search == "outcome-only":
            chosen.pop("validation", None)
        made = SyntheticSettings(**chosen)

        def fit(made: SyntheticSettings = made) -> Any:
            return synthetic_control(
                figures, asked["unit"], asked["outcome"], asked["from"], settings=made
            )

        found = fit()
        heavy = ", ".join(f"{n} {w:.4f}" for n, w in found.weights.items() if w >= 5e-4)
        aim = "1 s" if (name, search) == ("basque", "nelder-mead") else ""
        rows.append(Row(f"{name}, {search}", seconds(fit), found.mspe, heavy, aim))
        if search == "nelder-mead":
            taken = seconds(lambda found=found: placebos_in_space(figures, found), 1)
            aim = "10 s" if name == "basque" else ""
            label = f"{name}, {search}, all {len(found.weights)} placebos"
            rows.append(Row(label, taken, aim=aim))
    return rows


def command() -> Row:
    """The command with everything, in a new process."""
    path = HERE / ".spec.toml"
    path.write_text(asked_of("basque")[3], encoding="utf-8")
    call = [sys.executable, "-m", "duibiao", "synthetic", CHECKS / "basque.csv", "--spec", path]
    try:
        before = os.times()
        subprocess.run([*call, "--json"], check=True, capture_output=True)
        after = os.times()
    finally:
        path.unlink()
    taken = after.children_user + after.children_system
    taken -= before.children_user + before.children_system
    return Row("basque, the command with all checks, a new process", taken)


def peer(python: str, placebos: int) -> list[Row]:
    told = subprocess.run(
        [python, "-c", PEER, CHECKS / "basque.csv", str(placebos)],
        check=True,
        capture_output=True,
        text=True,
    )
    made = json.loads(told.stdout)
    heavy = ", ".join(f"{n} {w:.4f}" for n, w in made["weights"].items())
    asked = [python, "-c", "import importlib.metadata as m; print(m.version('pysyncon'))"]
    name = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    return [
        Row(f"basque, pysyncon {name}, Nelder-Mead, equal start", made["one"], made["mspe"], heavy),
        Row(f"basque, pysyncon {name}, {placebos} placebos", made["placebos"]),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--peer", default="", help="a Python that has pysyncon")
    parser.add_argument("--peer-placebos", type=int, default=16)
    parser.add_argument("--out", type=Path, default=HERE / "synthetic.md")
    asked = parser.parse_args()
    rows = ours("basque")
    rows += peer(asked.peer, asked.peer_placebos) if asked.peer else []
    rows += [command(), *ours("germany"), *ours("texas")]
    used = ", ".join(f"{p} {version(p)}" for p in ("numpy", "scipy"))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    head = ("what", "seconds", "MSPE", "weights", "aim")
    lines = [
        "# Synthetic control: seconds of processor beside pysyncon",
        "",
        f"Made by `python benchmarks/synthetic.py` on {asked.date}; Python {platform.python_version()}, {used}; "
        f"{os.cpu_count()} cores, load of the last minutes {load}. Seconds of processor, linear algebra on one thread, "
        "warm but for the command. Specifications are those of docs/synthetic.md. Nothing is compiled on first use.",
        "",
        "| " + " | ".join(head) + " |",
        "|---|--:|--:|---|--:|",
        *("| " + " | ".join(row.cells()) + " |" for row in rows),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
