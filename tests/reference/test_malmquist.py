"""Malmquist of the 31 provinces (Wang and Lan 2011), against distance functions by scipy's linprog."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from duibiao.benchmark.frontiers.malmquist import MalmquistSettings, malmquist

YEARS = ("2005", "2006", "2007", "2008", "2009")
VARIABLES = ("Capital", "Labor", "GIOV")


def efficiency(reference: np.ndarray, point: np.ndarray, returns: str, orientation: str) -> float:
    """E of (capital, labour, output) against the rows of `reference`; NaN where it is infeasible."""
    scale = reference.mean(axis=0)
    units, at, n = reference / scale, point / scale, len(reference)
    if orientation == "input":
        rows = np.vstack(
            [np.append(-at[i], units[:, i]) for i in (0, 1)] + [np.append(0, -units[:, 2])]
        )
        right, cost = np.array([0, 0, -at[2]]), 1.0
    else:
        rows = np.vstack(
            [np.append(0, units[:, i]) for i in (0, 1)] + [np.append(at[2], -units[:, 2])]
        )
        right, cost = np.array([at[0], at[1], 0]), -1.0
    ones = np.append(0.0, np.ones(n))[None]
    sums = {"A_eq": ones, "b_eq": [1.0]} if returns == "vrs" else {}
    done = linprog(np.append(cost, np.zeros(n)), rows, right, **sums, method="highs")
    if done.status:
        return np.nan
    return float(done.x[0]) if orientation == "input" else 1 / float(done.x[0])


@pytest.mark.shared
@pytest.mark.parametrize("orientation", ["input", "output"])
@pytest.mark.parametrize("parts", ["fgnz", "ray-desli"])
def test_the_provinces(shared: Path, orientation: str, parts: str) -> None:
    path = shared / "checks" / "frontier" / "china_provinces_economy_2005_2009.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    panel = {
        year: np.array([[float(row[v + year]) for v in VARIABLES] for row in rows])
        for year in YEARS
    }
    long = np.vstack(list(panel.values()))
    found = malmquist(
        {"Capital": long[:, 0], "Labor": long[:, 1]},
        {"GIOV": long[:, 2]},
        [row["DMUs"] for row in rows] * len(YEARS),
        [year for year in YEARS for _ in rows],
        settings=MalmquistSettings(orientation=orientation, parts=parts),  # type: ignore[arg-type]
    )
    assert len(found.units) == 4 * len(rows) == 124
    results = iter(found.units)
    for start, end in pairwise(YEARS):
        for i in range(len(rows)):
            got = next(results)

            def e(returns: str, frontier: str, at: str, i: int = i) -> float:
                return efficiency(panel[frontier], panel[at][i], returns, orientation)

            c, v = (
                [e(r, f, a) for f in (start, end) for a in (start, end)] for r in ("crs", "vrs")
            )
            index = np.sqrt(c[1] / c[0] * c[3] / c[2])
            pure = v[3] / v[0]
            if parts == "fgnz":
                technical = np.sqrt(c[1] / c[3] * c[0] / c[2])
                scale = c[3] / c[0] / pure
            else:
                technical = np.sqrt(v[1] / v[3] * v[0] / v[2])
                scale = index / technical / pure
            want = (index, c[3] / c[0], pure, scale, technical)
            values = (got.index, got.efficiency, got.pure, got.scale, got.technical)
            assert (got.id, got.start, got.end) == (rows[i]["DMUs"], start, end)
            np.testing.assert_allclose(np.array(values, float), want, rtol=1e-8)
