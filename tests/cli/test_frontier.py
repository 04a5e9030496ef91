"""`duibiao frontier`: records of the form the issue asks for, tables, refusals."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli.wrap import width

from .conftest import Result

HOSPITALS = """ward,staff,beds,seen,kept
A,20,151,100,90
B,19,131,150,50
C,25,160,160,55
D,27,168,180,72
E,22,158,94,66
F,55,255,230,90
"""
ASKED = ("--id", "ward", "--inputs", "staff,beds", "--outputs", "seen,kept")


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    path = tmp_path / "wards.csv"
    path.write_text(HOSPITALS, encoding="utf-8")
    return path


def test_records(run: Callable[..., Result], wards: Path) -> None:
    said = run("frontier", wards, *ASKED, "--json")
    records = json.loads(said.out)
    assert said.status == 0
    assert [r["id"] for r in records] == list("ABCDEF")
    assert list(records[0]) == ["id", "score", "status", "peers", "targets", "slacks"]
    third = records[2]
    assert third["score"] == pytest.approx(0.8827, abs=5e-5)
    assert third["status"] == "inefficient"
    assert set(third["peers"]) == {"B", "D"}
    assert third["targets"]["staff"] == pytest.approx(
        25 * third["score"] - third["slacks"]["staff"]
    )
    assert records[0]["peers"] == {"A": 1.0}
    # What must be known of the data is not mixed with the records.
    assert "12" in said.err


def test_options_reach_the_model(run: Callable[..., Result], wards: Path) -> None:
    def scores(*more: str) -> list[float | None]:
        said = run("frontier", wards, *ASKED, *more, "--json")
        return [r["score"] for r in json.loads(said.out)]

    crs, out = scores(), scores("--orientation", "output")
    assert [a * b for a, b in zip(crs, out, strict=True)] == pytest.approx([1] * 6)  # type: ignore[operator]
    assert all(v >= c - 1e-9 for v, c in zip(scores("--returns", "vrs"), crs, strict=True))  # type: ignore[operator]
    assert max(s for s in scores("--super") if s is not None) > 1
    assert None in scores("--super", "--returns", "vrs")
    assert scores("--model", "sbm")[2] < crs[2]  # type: ignore[operator]
    assert scores("--model", "directional")[0] == 0
    assert scores("--model", "additive", "--returns", "vrs")[0] == 1
    assert scores("--undesirable", "kept") != crs
    assert scores("--fixed", "beds") != crs
    assert scores("--model", "directional", "--direction", "range", "--returns", "vrs")[0] == 0


def test_csv(run: Callable[..., Result], wards: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("frontier", wards, *ASKED, "--csv").out)))
    assert float(rows[2]["score"]) == pytest.approx(0.8827, abs=5e-5)
    assert rows[0]["peers"] == "A=1.0"
    assert float(rows[2]["target_beds"]) < 160


def test_rows_are_numbered_without_names(run: Callable[..., Result], wards: Path) -> None:
    said = run("frontier", wards, "--inputs", "staff", "--outputs", "seen", "--json")
    assert [r["id"] for r in json.loads(said.out)] == ["1", "2", "3", "4", "5", "6"]


def test_benefit_of_the_doubt(run: Callable[..., Result], wards: Path) -> None:
    said = run("frontier", wards, "--id", "ward", "--outputs", "seen,kept", "--json", lang="en")
    records = json.loads(said.out)
    assert max(r["score"] for r in records) == 1
    assert "benefit of the doubt" in said.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("more", [(), ("--model", "sbm", "--super"), ("--model", "additive")])
def test_the_answer_comes_first(
    run: Callable[..., Result], wards: Path, lang: str, more: tuple[str, ...]
) -> None:
    said = run("frontier", wards, *ASKED, *more, lang=lang)
    first, _, rest = said.out.partition("\n")
    assert ("个单元中有" in first) if lang == "zh" else (" units are efficient" in first)
    table = rest.split("\n\n")[0]
    assert max(width(line) for line in table.splitlines()) <= 80
    assert ("未达前沿" if lang == "zh" else "inefficient") in table


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_unit_beyond_reach_is_explained(
    run: Callable[..., Result], wards: Path, lang: str
) -> None:
    said = run("frontier", wards, *ASKED, "--super", "--returns", "vrs", lang=lang).out
    assert ("比这更好的部分" if lang == "zh" else "the lead over the others") in said
    assert ("都达不到它，没有得分" if lang == "zh" else "it has no score") in said
    plain = run("frontier", wards, *ASKED, "--returns", "vrs", lang=lang).out
    assert "没有得分" not in plain and "no score" not in plain


def test_excel_and_parquet(run: Callable[..., Result], wards: Path, tmp_path: Path) -> None:
    import polars as pl

    frame = pl.read_csv(wards)
    frame.write_excel(tmp_path / "wards.xlsx")
    frame.write_parquet(tmp_path / "wards.parquet")
    plain = run("frontier", wards, *ASKED, "--json").out
    for name in ("wards.xlsx", "wards.parquet"):
        assert run("frontier", tmp_path / name, *ASKED, "--json").out == plain


@pytest.mark.parametrize(
    ("old", "new", "asked", "status", "words"),
    [
        ("25,160,160,55", ",160,160,55", (), 4, ["C staff", "--drop-missing"]),
        ("25,160,160,55", "-25,160,160,55", (), 4, ["C staff = -25", "range"]),
        ("25,160,160,55", "25,160,0,0", (), 4, ["seen", "kept", "C"]),
        ("25,160,160,55", "25,about 160,160,55", (), 4, ["Row 4 (C)", "about 160", "beds"]),
        ("C,25", "B,25", (), 3, ["B"]),
        ("C,25", ",25", (), 4, ["Row 4", "ward"]),
        ("seen,kept", "seen,seen", (), 4, ["2 columns", "seen"]),
        ("", "", ("--inputs", "stuff"), 3, ["stuff", "staff"]),
        ("", "", ("--inputs", "ward"), 4, ["ward", "A"]),
        ("", "", ("--outputs", ""), 3, ["outputs"]),
        ("", "", ("--outputs", "staff"), 3, ["as input and as output: staff"]),
        ("", "", ("--csv", "--json"), 3, ["--csv"]),
        ("", "", ("--returns", "all"), 2, ["--returns", "crs"]),
    ],
)
def test_refusals(
    run: Callable[..., Result],
    wards: Path,
    old: str,
    new: str,
    asked: tuple[str, ...],
    status: int,
    words: list[str],
) -> None:
    wards.write_text(HOSPITALS.replace(old, new) if old else HOSPITALS, encoding="utf-8")
    said = run("frontier", wards, *ASKED, *asked, lang="en")
    assert (said.status, said.out) == (status, "")
    for word in words:
        assert word in said.err


def test_bootstrap(run: Callable[..., Result], wards: Path) -> None:
    asked = (*ASKED, "--bootstrap", "200", "--orientation", "output")
    said = run("frontier", wards, *asked, "--seed", "1", "--json")
    records = json.loads(said.out)
    for r in records:
        assert 1 <= r["score"] < r["low"] < r["corrected"] < r["high"]
        assert r["bias"] == pytest.approx(r["score"] - r["corrected"])
    assert run("frontier", wards, *asked, "--seed", "1", "--json").out == said.out
    assert run("frontier", wards, *asked, "--seed", "2", "--json").out != said.out
    row = next(csv.DictReader(io.StringIO(run("frontier", wards, *asked, "--csv").out)))
    assert float(row["low"]) < float(row["corrected"]) < float(row["high"])
    for lang, words in (("zh", ("偏差修正后", "种子1")), ("en", ("corrected for bias", "seed 1"))):
        shown = run("frontier", wards, *asked, "--seed", "1", lang=lang).out
        assert all(word in shown for word in words)


LONG = """firm,year,x,y
A,2019,2,2
B,2019,4,2
A,2020,2,3
B,2020,4,4
"""
WIDE = """firm,x_2019,y_2019,x_2020,y_2020,x_note
A,2,2,2,3,kept
B,4,2,4,4,
"""
OVER_TIME = ("--inputs", "x", "--outputs", "y", "--id", "firm")


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.csv"
    path.write_text(LONG, encoding="utf-8")
    return path


def test_malmquist_records(run: Callable[..., Result], firms: Path) -> None:
    said = run("frontier", firms, *OVER_TIME, "--period", "year", "--json")
    first, second = json.loads(said.out)
    assert (first["id"], first["from"], first["to"]) == ("A", "2019", "2020")
    assert first["malmquist"] == pytest.approx(1.5)
    assert second["malmquist"] == pytest.approx(2)
    for r in (first, second):
        assert r["efficiency_change"] * r["technical_change"] == pytest.approx(r["malmquist"])
        parts = r["pure_efficiency_change"] * r["scale_change"]
        assert parts == pytest.approx(r["efficiency_change"])
        assert r["status"] == "known"
    row = next(
        csv.DictReader(
            io.StringIO(run("frontier", firms, *OVER_TIME, "--period", "year", "--csv").out)
        )
    )
    assert row["from"] == "2019" and float(row["malmquist"]) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("between", "periods"), [("_", ("2019", "2020")), ("", ("2019", "2020")), (".", ("t1", "t2"))]
)
def test_a_column_a_period_says_the_same(
    run: Callable[..., Result], firms: Path, between: str, periods: tuple[str, str]
) -> None:
    plain = json.loads(run("frontier", firms, *OVER_TIME, "--period", "year", "--json").out)
    wide = WIDE.replace("_2019", between + periods[0]).replace("_2020", between + periods[1])
    firms.write_text(wide, encoding="utf-8")
    found = json.loads(run("frontier", firms, *OVER_TIME, "--period-suffix", "--json").out)
    assert [r["malmquist"] for r in found] == [r["malmquist"] for r in plain]
    assert (found[0]["from"], found[0]["to"]) == periods


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_malmquist_tables(run: Callable[..., Result], firms: Path, lang: str) -> None:
    said = run("frontier", firms, *OVER_TIME, "--period", "year", lang=lang)
    first, _, rest = said.out.partition("\n")
    assert "1.7321" in first  # the root of 1.5 x 2
    assert max(width(line) for line in rest.split("\n\n")[0].splitlines()) <= 80
    assert "2019—2020" in rest


def test_malmquist_that_one_year_cannot_reach_is_open(
    run: Callable[..., Result], firms: Path
) -> None:
    firms.write_text(
        "firm,year,x,y\nA,2019,1,1\nB,2019,2,2\nA,2020,1,5\nB,2020,2,9\n", encoding="utf-8"
    )
    asked = (*OVER_TIME, "--period", "year", "--parts", "ray-desli")
    records = json.loads(run("frontier", firms, *asked, "--json").out)
    assert {r["status"] for r in records} == {"infeasible"}
    assert records[0]["technical_change"] is None and records[0]["malmquist"] > 1
    assert "infeasible" in run("frontier", firms, *asked, lang="en").out


@pytest.mark.parametrize(
    ("text", "asked", "status", "words"),
    [
        (LONG, ("--period", "year", "--period-suffix"), 3, ["--period-suffix"]),
        (LONG, ("--period", "when"), 3, ["when", "firm"]),
        (LONG, ("--period", "year", "--super"), 3, ["Malmquist"]),
        (LONG, ("--period", "year", "--returns", "drs"), 3, ["constant returns"]),
        (LONG, ("--period", "year", "--bootstrap", "200"), 3, ["one period"]),
        (LONG, ("--period", "year", "--bootstrap", "200", "--seed", "one"), 2, ["--seed", "whole number"]),
        (LONG, ("--bootstrap", "200", "--model", "sbm"), 3, ["radial model"]),
        (LONG, ("--bootstrap", "200", "--returns", "fdh"), 3, ["radial model"]),
        (LONG, ("--bootstrap", "200", "--undesirable", "y"), 3, ["--inputs"]),
        (LONG, ("--bootstrap", "200", "--seed", "-1", "--id", ""), 3, ["seed -1"]),
        (LONG, ("--bootstrap", "20"), 3, ["replications 20", "100"]),
        (LONG, ("--period-suffix",), 3, ["one column x", "x_2005", "--period"]),
        (LONG.replace("2020", "2019"), ("--period", "year"), 4, ["two periods"]),
        (LONG.replace("B,2020,4", "B,2020,-4"), ("--period", "year"), 4, ["2020", "B x = -4"]),
        (LONG.replace("B,2020", "A,2020"), ("--period", "year"), 3, ["2020", "A"]),
        (LONG, ("--period", "year", "--id", ""), 3, ["--id"]),
        (WIDE.replace("y_2020", "z_2020"), ("--period-suffix",), 4, ["y", "2020"]),
        (WIDE.replace("y_2020", "x2020"), ("--period-suffix",), 4, ["x_2020", "x2020"]),
    ],
)  # fmt: skip
def test_refusals_over_time(
    run: Callable[..., Result],
    firms: Path,
    text: str,
    asked: tuple[str, ...],
    status: int,
    words: list[str],
) -> None:
    firms.write_text(text, encoding="utf-8")
    said = run("frontier", firms, *OVER_TIME, *asked, lang="en")
    assert (said.status, said.out) == (status, "")
    for word in words:
        assert word in said.err


def test_what_is_known_of_one_period_names_it(run: Callable[..., Result], firms: Path) -> None:
    firms.write_text(LONG.replace("B,2020,4", "B,2020,—"), encoding="utf-8")
    said = run(
        "frontier", firms, *OVER_TIME, "--period", "year", "--drop-missing", "--json", lang="en"
    )
    assert [r["id"] for r in json.loads(said.out)] == ["A"]
    assert "2020: Left out for missing values" in said.err


def test_missing_values_may_be_left_out(run: Callable[..., Result], wards: Path) -> None:
    wards.write_text(HOSPITALS.replace("C,25", "C,—"), encoding="utf-8")
    said = run("frontier", wards, *ASKED, "--drop-missing", "--json", lang="en")
    assert [r["id"] for r in json.loads(said.out)] == list("ABDEF")
    assert "C staff" in said.err


def test_nothing_but_records_in_a_pipe(spawn: Callable[..., Result], wards: Path) -> None:
    said = spawn("frontier", wards, *ASKED, "--json")
    assert said.status == 0
    assert len(json.loads(said.out)) == 6
