"""`duibiao synthetic`: the record the issue asks for, the specification, columns found or asked for, refusals."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from duibiao.cli.synthetic_chart import chart
from duibiao.cli.wrap import width
from duibiao.targets import YearGap

from .conftest import Result

ASKED = ("--unit", "North", "--from", "2010", "--outcome", "income")


@pytest.fixture
def regions(tmp_path: Path) -> Path:
    """Six regions over 16 years; North gains 3 from 2010 on."""
    rng = np.random.default_rng(0)
    lines = ["region,year,income,invest,land"]
    slopes = dict(zip("ABCDE", rng.uniform(0.5, 2, 5), strict=True))
    slopes["North"] = 0.5 * slopes["A"] + 0.5 * slopes["B"]
    for name, slope in slopes.items():
        for t in range(16):
            y = 10 + slope * t + rng.normal(0, 0.2) + (3 if name == "North" and t >= 10 else 0)
            lines.append(f"{name},{2000 + t},{y:.4f},{20 * slope + rng.normal():.4f},1")
    path = tmp_path / "regions.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_record(run: Callable[..., Result], regions: Path) -> None:
    said = run("synthetic", regions, *ASKED, "--predictors", "invest,income", "--json", lang="en")
    found = json.loads(said.out)
    assert (said.status, said.err) == (0, "")
    assert {"weights", "mean_gap", "mspe", "placebo_share", "path"} <= set(found)
    assert set(found["weights"]) == set("ABCDE")
    assert found["mean_gap"] == pytest.approx(3, abs=0.6)
    assert found["placebo_share"] == pytest.approx(found["placebo_rank"] / 6)
    assert len(found["placebos"]) == 5 and len(found["path"]) == 16
    gaps = [p["gap"] for p in found["path"] if p["year"] >= 2010]
    assert np.mean(gaps) == pytest.approx(found["mean_gap"])
    assert found["placebo_in_time"]["from"] == 2005
    assert found["leave_one_out"]["low"] <= found["leave_one_out"]["high"]
    assert any("not the probability" in n for n in found["notes"])
    without = json.loads(run("synthetic", regions, *ASKED, "--no-placebos", "--json").out)
    assert without["placebo_share"] is None and without["search"] == "outcome-only"
    assert not any("安慰剂" in n for n in without["notes"])


def test_csv(run: Callable[..., Result], regions: Path) -> None:
    said = run("synthetic", regions, *ASKED, "--csv", lang="en")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert len(rows) == 16 and {"year", "actual", "synthetic", "gap", "gap_A"} <= set(rows[0])
    assert "1/6" in said.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_comes_first(run: Callable[..., Result], regions: Path, lang: str) -> None:
    asked = (*ASKED, "--predictors", "invest,income,land")
    said = run("synthetic", regions, *asked, lang=lang).out
    first = said.splitlines()[0]
    assert (
        ("平均比合成的North高" in first) if lang == "zh" else ("above that of its synth" in first)
    )
    tables = said.split("\n\n")[1:-1]
    assert max(width(line) for table in tables for line in table.splitlines()) <= 80
    words = (
        ("不是政策有效的概率", "都相同")
        if lang == "zh"
        else ("not the probability", "the same for all")
    )
    assert all(word in said for word in words)


def test_a_specification(run: Callable[..., Result], regions: Path, tmp_path: Path) -> None:
    spec = tmp_path / "policy.toml"
    spec.write_text(
        """
unit = "North"
outcome = "income"
from = 2010
exclude = ["E"]
fit = "2002-2009"
effect = [2011, "2013-2015"]
until = 2015
predictor_years = "2004-2009"
cross_validation = { training = "2000-2004", validation = "2005-2009" }
search = "equal"
predictors = [
  "invest",
  { columns = ["invest", "land"], name = "both", operator = "median", years = "2001-2009/2" },
  { column = "income", years = 2009, training_years = 2004 },
]
[treated]
D = 2012
""",
        encoding="utf-8",
    )
    said = run("synthetic", regions, "--spec", spec, "--json", lang="en")
    found = json.loads(said.out)
    assert set(found["weights"]) == {"A", "B", "C"}
    assert (found["fit"][0], found["effect"]) == (2002, [2011, 2013, 2014, 2015])
    assert [p["name"] for p in found["predictors"]] == ["invest", "both", "income(2009)"]
    assert found["validation_mspe"] is not None and found["search"] == "equal"
    # What the command line says goes first.
    more = (
        "--from",
        "2011",
        "--fit",
        "2003-2010",
        "--effect",
        "2012",
        "--exclude",
        "C",
        "--search",
        "synth",
    )
    found = json.loads(run("synthetic", regions, "--spec", spec, *more, "--json").out)
    assert set(found["weights"]) == {"A", "B"}
    assert (found["from"], found["effect"], found["search"]) == (2011, [2012], "synth")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unti = 2015", ["unti", "until"]),
        ('from = "x"', ["from", "a whole number"]),
        ("predictors = [1]", ["predictors"]),
        ("predictors = [{ year = 2000 }]", ["year"]),
        ("predictors = [{ years = 2000 }]", ["column"]),
        ("predictors = [{ column = 3 }]", ["column"]),
        ('fit = "some"', ["some", "1961-1969"]),
        ('cross_validation = { training = "2000-2004" }', ["validation"]),
        ("treated = { D = true }", ["treated.D"]),
        ('search = "best"', ["best", "nelder-mead"]),
        ("fit = [", ["TOML"]),
    ],
)
def test_a_bad_specification(
    run: Callable[..., Result], regions: Path, tmp_path: Path, text: str, words: list[str]
) -> None:
    spec = tmp_path / "policy.toml"
    spec.write_text(text, encoding="utf-8")
    said = run(
        "synthetic", regions, *(() if text.startswith("from") else ASKED), "--spec", spec, lang="en"
    )
    assert (said.status, said.out) == (3, "")
    assert all(word in said.err for word in words)


def test_columns_are_not_guessed(run: Callable[..., Result], regions: Path) -> None:
    lines = regions.read_text(encoding="utf-8").splitlines()
    name = {"North": "N"}
    two = [lines[0] + ",short,census"] + [
        f"{line},{name.get(line.split(',')[0], line.split(',')[0].lower())},2000"
        for line in lines[1:]
    ]
    regions.write_text("\n".join(two) + "\n", encoding="utf-8")
    said = run("synthetic", regions, *ASKED, lang="en")
    assert said.status == 3 and "year, census" in said.err and "--time" in said.err
    said = run("synthetic", regions, *ASKED, "--time", "year", lang="en")
    assert said.status == 3 and "region, short" in said.err and "--id" in said.err
    assert run("synthetic", regions, *ASKED, "--time", "year", "--id", "region").status == 0


@pytest.mark.parametrize(
    ("old", "new", "asked", "status", "words"),
    [
        ("", "", ("--unit", "Nort"), 3, ["Nort", "North"]),
        ("", "", ("--from", "1990"), 3, ["1990", "2000 to 2015"]),
        ("", "", ("--outcome", "incom"), 3, ["income"]),
        ("", "", ("--predictors", "inv"), 3, ["invest"]),
        ("", "", ("--predictors", "region"), 4, ["region", "no number"]),
        ("", "", ("--exclude", "Z"), 3, ["Z"]),
        ("", "", ("--exclude", "A,B,C,D"), 4, ["1 donor"]),
        ("", "", ("--search", "all"), 3, ["nelder-mead"]),
        ("", "", ("--from", "2001"), 4, ["1 year (2000)"]),
        ("", "", ("--placebo-year", "2012"), 3, ["2012", "2010"]),
        ("", "", ("--csv", "--json"), 3, ["--csv"]),
        ("", "", ("--time", "income"), 4, ["income", "no year"]),
        ("North,2004", "North,2003", (), 4, ["two rows of North in 2003"]),
        ("", "", ("--spec", "none.toml"), 3, ["none.toml", "--spec"]),
    ],
)
def test_refusals(
    run: Callable[..., Result],
    regions: Path,
    old: str,
    new: str,
    asked: tuple[str, ...],
    status: int,
    words: list[str],
) -> None:
    text = regions.read_text(encoding="utf-8")
    regions.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    named = () if old else ("--id", "region")
    said = run("synthetic", regions, *ASKED, *named, *asked, lang="en")
    assert (said.status, said.out) == (status, "")
    for word in words:
        assert word in said.err


def test_what_is_asked_must_be_said(run: Callable[..., Result], regions: Path) -> None:
    said = run("synthetic", regions, "--unit", "North", lang="en")
    assert said.status == 3 and "--from, --outcome" in said.err


def test_a_short_fit_has_no_placebo_in_time(run: Callable[..., Result], regions: Path) -> None:
    said = run("synthetic", regions, *ASKED, "--fit", "2008-2009", "--json", lang="en")
    found = json.loads(said.out)
    assert found["placebo_in_time"] is None
    assert any("No placebo in time" in n for n in found["notes"])


def test_chart() -> None:
    path = [YearGap(2000 + i, float(i), i + (1.0 if i > 4 else 0.0), 0.0) for i in range(10)]
    lines = chart(path, 2005)
    assert all("@" in line or "*" in line or "o" in line or ":" in line for line in lines[:-2])
    assert lines[-1].split() == ["2000", "2005", "2009"]
    assert "o" in lines[0] and "@" in lines[-3]
    level = chart([YearGap(2000, 1.0, 1.0, 0.0), YearGap(2001, 1.0, None, None)], 2001)
    assert sum("@" in line for line in level) == 1
