"""Printed digits of the textbooks, and real data against scipy (inputs: shared/checks/frontier)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from duibiao.benchmark import FrontierSettings, find_frontier
from plain_frontier import Floats, farrell

Data = dict[str, list[float]]

# Cooper, Seiford and Tone; Tone (2001); Fare, Lovell and Scott: input-oriented, constant returns.
PRINTED = {
    "cst_1in1out": "0.5 1 .667 .75 .8 .4 .5 .625",
    "cst_ex2_2": ".8571 .6316 1 1 1 1",
    "cst_hospitals": "1 1 .883 1 .763 .835 .902 .796 .960 .871 .955 .958",
    "tone2001": ".9 .833 1 1 1",
    "fls11": "1 .6222896791 .8198562444 1 .3103709311 .5555555556 1 .7576690896 .8201058201 .4905660377 1",
}
REAL = ("golany_roll1989", "hotels_wu2011", "electric_plants", "power_plants", "charnes1981")


def read(shared: Path, name: str, year: str = "") -> tuple[Data, Data]:
    """Inputs and outputs of one example."""
    with (shared / "checks" / "frontier" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if year:
        inputs, outputs = [f"Capital{year}", f"Labor{year}"], [f"GIOV{year}"]
    else:
        inputs = [c for c in rows[0] if c[0] == "x" and c[1:].isdigit()]
        outputs = [c for c in rows[0] if c[0] == "y" and c[1:].isdigit()]
    return (
        {c: [float(row[c]) for row in rows] for c in inputs},
        {c: [float(row[c]) for row in rows] for c in outputs},
    )


@pytest.mark.parametrize("name", PRINTED)
def test_printed_scores(shared: Path, name: str) -> None:
    scores = find_frontier(*read(shared, name)).scores
    for score, printed in zip(scores, PRINTED[name].split(), strict=True):
        digits = len(printed.partition(".")[2])
        # Half a unit of the last digit; .7635 stands as .763 in the book.
        assert score == pytest.approx(float(printed), abs=0.51 * 10**-digits), (name, printed)


def test_tone_2001(shared: Path) -> None:
    data = read(shared, "tone2001")
    scores = find_frontier(*data, settings=FrontierSettings(model="sbm")).scores
    assert scores.round(3).tolist() == [0.798, 0.568, 1, 0.667, 1]
    # A slack is left where the radial score is 1 already.
    assert find_frontier(*data).status[3] == "weakly efficient"


def scaled(columns: Data) -> Floats:
    values = np.column_stack(list(columns.values()))
    return np.asarray(values / values.max(axis=0))


@pytest.mark.parametrize("others_only", [False, True], ids=["", "super"])
@pytest.mark.parametrize("orientation", ["input", "output"])
@pytest.mark.parametrize("returns", ["crs", "vrs", "irs", "drs"])
@pytest.mark.parametrize("name", [*REAL, "china_provinces_economy_2005_2009"])
def test_real_data_against_scipy(
    shared: Path, name: str, returns: str, orientation: str, others_only: bool
) -> None:
    inputs, outputs = read(shared, name, "2005" if name.startswith("china") else "")
    settings = FrontierSettings(
        returns=returns,  # type: ignore[arg-type]
        orientation=orientation,  # type: ignore[arg-type]
        super_efficiency=others_only,
    )
    found = find_frontier(inputs, outputs, settings=settings)
    x, y = scaled(inputs), scaled(outputs)
    for i, unit in enumerate(found.units):
        expected = farrell(x, y, i, returns, orientation, others_only)
        if expected is None:
            assert (unit.score, unit.status) == (None, "infeasible")
        else:
            assert unit.score == pytest.approx(expected, rel=1e-8)
