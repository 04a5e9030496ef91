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
        ("25,160,160,55", ",160,160,55", (), 4, ["C staff"]),
        ("25,160,160,55", "-25,160,160,55", (), 4, ["C staff = -25", "range"]),
        ("25,160,160,55", "25,160,0,0", (), 4, ["seen", "kept", "C"]),
        ("25,160,160,55", "25,about 160,160,55", (), 4, ["Row 4", "about 160", "beds"]),
        ("C,25", "B,25", (), 3, ["B"]),
        ("C,25", ",25", (), 4, ["Row 4", "ward"]),
        ("seen,kept", "seen,seen", (), 4, ["2 columns", "seen"]),
        ("", "", ("--inputs", "stuff"), 3, ["stuff", "staff"]),
        ("", "", ("--inputs", "ward"), 4, ["ward", "A"]),
        ("", "", ("--outputs", ""), 3, ["outputs"]),
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


def test_missing_values_may_be_left_out(run: Callable[..., Result], wards: Path) -> None:
    wards.write_text(HOSPITALS.replace("C,25", "C,—"), encoding="utf-8")
    said = run("frontier", wards, *ASKED, "--drop-missing", "--json", lang="en")
    assert [r["id"] for r in json.loads(said.out)] == list("ABDEF")
    assert "C staff" in said.err


def test_nothing_but_records_in_a_pipe(spawn: Callable[..., Result], wards: Path) -> None:
    said = spawn("frontier", wards, *ASKED, "--json")
    assert said.status == 0
    assert len(json.loads(said.out)) == 6
