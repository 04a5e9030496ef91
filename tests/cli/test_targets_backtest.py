"""`duibiao targets backtest` prints the honest table, in two languages, and as records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from .conftest import Result

ASKED = ("targets", "backtest", "--indicator")


def test_the_answer_opens_with_coverage_and_rivals(run: Callable[..., Result]) -> None:
    said = run(*ASKED, "bank_loans", "--exclude", "99999", "--lang", "zh")
    assert said.status == 0
    assert said.out.startswith("2格") and "80%区间" in said.out and "共同冲击" in said.out
    assert "起点太少" in said.out
    assert "99999" in said.err and "不必排除" in said.err
    assert "cells" in run(*ASKED, "bank_loans", lang="en").out


def test_records_hold_every_cell(run: Callable[..., Result]) -> None:
    told = json.loads(run(*ASKED, "bank_loans", "--horizons", "1,5", "--json").out)
    assert [c["horizon"] for c in told["cells"]] == [1]
    assert told["too_short"] == [{"indicator": "bank_loans", "horizon": 5, "origins": 3}]
    cell = told["cells"][0]
    assert cell["crps_own"] < cell["crps_ar1_drift"]
    assert cell["coverage_80_low"] <= cell["coverage_80"] <= cell["coverage_80_high"]
    assert told["pooled"]["crps_ratio"]["chosen"]["value"] < 1
    rows = list(csv.DictReader(io.StringIO(run(*ASKED, "bank_loans", "--csv").out)))
    assert [r["enough"] for r in rows] == ["True", "True", "False"]


def test_wrong_input_is_explained(run: Callable[..., Result]) -> None:
    said = run(*ASKED, "bank_loans", "--horizons", "three", lang="en")
    assert said.status == 3 and "separated by commas" in said.err
    assert run("targets", "backtest", "--indicator", "no such").status == 3
    assert run(*ASKED, "exports", lang="en").status == 4
