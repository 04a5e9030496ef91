"""`duibiao convergence` and `duibiao mobility`: tables wide and long, records, refusals."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from duibiao.cli.wrap import width

from .conftest import Result

YEARS = range(2000, 2025)


def levels() -> dict[str, list[float]]:
    """Ten cities, five towards 20,000 and five towards 5,000 yuan."""
    rng = np.random.default_rng(0)
    made = {}
    for i in range(10):
        goal = 20_000 if i < 5 else 5_000
        away = rng.uniform(0.1, 0.5) * rng.choice([-1, 1])
        path = goal * np.exp(away * np.exp(-0.15 * np.arange(len(YEARS))))
        made[f"市{i}"] = [float(v) for v in path * np.exp(rng.normal(scale=0.002, size=len(YEARS)))]
    return made


def write(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    header = ["城市", "省", "开放度", *(f"gdp{y}" for y in YEARS)]
    rows = [
        [name, "甲" if i % 2 else "乙", i % 3, *values]
        for i, (name, values) in enumerate(levels().items())
    ]
    return write(tmp_path / "宽.csv", [header, *rows])


@pytest.fixture
def long(tmp_path: Path) -> Path:
    rows = [
        [name, f"{y}年", v]
        for name, values in levels().items()
        for y, v in zip(YEARS, values, strict=True)
    ]
    return write(tmp_path / "长.csv", [["城市", "年份", "人均GDP"], *reversed(rows)])


def test_convergence_records(run: Callable[..., Result], wide: Path) -> None:
    said = run("convergence", wide, "--log", "--home", "市7", "--merge", "vlt", "--json", lang="en")
    assert (said.status, said.err) == (0, "")
    found = json.loads(said.out)
    assert found["global"]["reading"] == "none" and found["global"]["t"] < -1.65
    assert [set(c["members"]) for c in found["clubs"]] == [
        {f"市{i}" for i in range(5)},
        {f"市{i}" for i in range(5, 10)},
    ]
    assert {"beta", "t", "size", "path"} <= set(found["clubs"][0])
    assert found["divergent"] == [] and len(found["merged"]["clubs"]) == 2
    assert found["home"]["club"] == 2 and found["home"]["path"][-1] < 1
    assert found["beta_convergence"]["first_year"] == 2000
    assert set(found["sigma_convergence"]) == {"sd", "iqr", "range", "cv", "gini", "theil"}
    assert "not used: 省, 开放度" in found["notes"][0]


def test_a_long_table_says_the_same(run: Callable[..., Result], wide: Path, long: Path) -> None:
    columns = ("--time", "年份", "--value", "人均GDP")
    one = json.loads(run("convergence", wide, "--log", "--json").out)
    other = json.loads(run("convergence", long, *columns, "--log", "--json").out)
    assert one["global"] == pytest.approx(other["global"])
    assert [sorted(c["members"]) for c in one["clubs"]] == [
        sorted(c["members"]) for c in other["clubs"]
    ]
    chain, again = (
        json.loads(run("mobility", *args, "--classes", "2", "--json").out)["counts"]
        for args in ((wide,), (long, *columns))
    )
    assert chain == again


def test_options_reach_the_regressions(run: Callable[..., Result], wide: Path) -> None:
    def record(*more: str) -> dict:  # type: ignore[type-arg]
        return json.loads(run("convergence", wide, "--log", *more, "--json").out)  # type: ignore[no-any-return]

    plain = record()
    assert record("--hac", "newey-west")["global"]["t"] != plain["global"]["t"]
    assert record("--trim", "0.2")["global"]["periods"] == 20
    assert record("--trim", "by-length")["global"]["first_year"] == 2008
    assert record("--filter", "hp")["global"]["beta"] != plain["global"]["beta"]
    assert record("--from", "2005")["years"] == [2005, 2024]
    assert list(record("--controls", "开放度")["beta_convergence"]["controls"]) == ["开放度"]
    assert record("--covariance", "hc3")["beta_convergence"]["covariance"] == "hc3"


def test_csv_has_a_row_a_region(run: Callable[..., Result], wide: Path) -> None:
    said = run("convergence", wide, "--log", "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [r["id"] for r in rows] == [f"市{i}" for i in range(10)]
    assert {r["club"] for r in rows} == {"1", "2"} and "省" in said.err
    rows = list(csv.DictReader(io.StringIO(run("mobility", wide, "--csv").out)))
    assert {rows[0][str(y)] for y in YEARS} <= {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["convergence", "mobility"])
def test_the_answer_comes_first_and_fits(
    run: Callable[..., Result], wide: Path, command: str, lang: str
) -> None:
    more = ("--log",) if command == "convergence" else ("--groups", "省", "--split", "2010")
    said = run(command, wide, *more, "--home", "市7", lang=lang)
    assert (said.status, said.err) == (0, "")
    sentence = said.out.split("\n")[0]
    assert sentence.startswith("10个地区" if lang == "zh" else "10 regions")
    assert "市7" in said.out and not re.search(r"\bnan\b", said.out)
    tables = [b for b in said.out.split("\n\n")[1:-1] if "\n" in b]
    assert max(width(line) for table in tables for line in table.splitlines()) <= 80


def test_mobility_records(run: Callable[..., Result], wide: Path) -> None:
    options = ("--classes", "2", "--home", "市7", "--groups", "省", "--split", "2010", "--json")
    said = run("mobility", wide, *options)
    found = json.loads(said.out)
    assert said.status == 0
    assert sum(map(sum, found["counts"])) == 10 * 24
    assert found["home"]["class"] == 1 and found["home"]["classes"]["2024"] == 1
    assert found["ranks"][-1]["start"] == 2000 and len(found["ranks"]) == 25
    assert set(found["theta"]) == {"省"} and len(found["theta"]["省"]) == 24
    assert found["homogeneity"]["periods"] == [[2000, 2010], [2010, 2024]]
    # Clubs do not cross: each class is never left, and there is no one steady state.
    assert found["steady_state"] is None and found["notes"]


def test_two_families_of_years_need_a_choice(run: Callable[..., Result], tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "a2001", "a2002", "b2001", "b2002"]]
    rows += [[name, i, i + 1, 2 * i, 2 * i + 3] for i, name in enumerate("ABCDEF")]
    path = write(tmp_path / "two.csv", rows)
    said = run("mobility", path, "--classes", "2", lang="en")
    assert said.status == 3 and "--prefix" in said.err and "“b”" in said.err
    for choice in (("--prefix", "b"), ("--columns", "b2001,b2002")):
        found = json.loads(run("mobility", path, "--classes", "2", *choice, "--json").out)
        assert found["bounds"]["2002"][-1] == 13


@pytest.mark.parametrize(
    ("rows", "options", "status", "words"),
    [
        ("id,2001\nA,1\nB,2\nC,3\n", (), 4, "cross-section"),
        ("id,2001,2002\nA,1,1\nB,1,1\nC,1,1\n", (), 4, "nothing to compare"),
        ("id,2001,2002\nA,1,1\nB,-1,1\nC,1,2\n", ("--log",), 4, "B has -1 in 2001"),
        ("id,2001,2002\nA,1,1\nB,,1\nC,1,2\n", (), 4, "--drop-missing"),
        ("id,2001,2002\nA,1,1\nB,,1\nC,1,2\n", ("--drop-missing",), 4, "at least 3"),
        ("id,2001,2002\nA,1,1\nB,x,1\nC,1,2\n", (), 4, "no number"),
        ("id,2001,2002\nA,1,1\nB,2,1\nA,1,2\n", (), 4, "more than once"),
        ("id,one,two\nA,1,1\nB,2,1\nC,1,2\n", (), 3, "--time"),
        ("id,2001,2002\nA,1,1\nB,2,1\nC,1,2\n", ("--home", "D"), 3, "no region named"),
        ("id,2001,2002\nA,1,1\nB,2,1\nC,1,2\n", ("--time", "id"), 3, "--value"),
        ("id,2001,2002\nA,1,1\nB,2,1\nC,1,2\n", ("--from", "2003", "--to", "2002"), 3, "after"),
        ("2001,2002\n1,1\n2,1\n1,2\n", (), 3, "--id"),
        ("id,2001,2002\nA,1,1\nB,2,1\nC,1,2\n", ("--trim", "third"), 3, "by-length"),
        ("id,y,v\nA,2001,1\nA,2001,2\n", ("--time", "y", "--value", "v"), 4, "more than one row"),
        ("id,y,v\nA,early,1\n", ("--time", "y", "--value", "v"), 4, "no year"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_paragraph(
    run: Callable[..., Result],
    tmp_path: Path,
    rows: str,
    options: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(rows, encoding="utf-8")
    said = run("convergence", path, *options, lang="en")
    assert (said.status, said.out) == (status, "")
    assert words in said.err and said.err.count("\n") == 1 and "!" not in said.err
