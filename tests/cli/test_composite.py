"""duibiao composite: the published index, records, tables that fit, and wrong usage."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli.wrap import width

from .conftest import Result

META = """code,name,parent,direction,weight
income,人均收入,all,+,2
schools,,all,+,1
dust,,all,-,1
all,宜居,,,
"""
DATA = """code,name,zone,income,schools,dust
A,甲市,east,50,3,30
B,乙市,east,100,1,60
C,丙市,west,75,2,
D,丁市,west,60,,15
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, str, Path]:
    meta, data = tmp_path / "meta.csv", tmp_path / "data.csv"
    meta.write_text(META, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    return data, "--framework", meta


Run = Callable[..., Result]


def test_the_published_index(run: Run, shared: Path) -> None:
    folder = shared / "checks" / "composite-asem"
    asem = ("composite", folder / "asem_iData.csv", "--framework", folder / "asem_iMeta.csv")
    said = run(*asem, "--impute", "mean", "--impute-by", "EurAsia_group", "--treat", "--json")
    assert (said.status, said.err) == (0, "")
    made = json.loads(said.out)
    first = made["regions"][0]
    assert list(first) == ["id", "score", "rank", "rank_low", "rank_high"]
    assert (first["id"], round(first["score"], 2), first["rank"]) == ("CHE", 68.38, 1)
    assert len(made["regions"]) == 51 and sum(made["weights"].values()) == pytest.approx(1)
    assert made["settings"]["impute"] == {"method": "group_mean", "by": "EurAsia_group"}
    assert {c["indicator"] for c in made["changes"] if c["step"] == "denominate"} >= {"Flights"}
    refused = run(*asem, lang="en")
    assert refused.status == 4 and "65 figures are missing" in refused.err and not refused.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_answer_first_then_a_table_that_fits(
    run: Run, files: tuple[Path, str, Path], lang: str
) -> None:
    said = run("composite", *files, "--impute", "none", "--consistency", lang=lang)
    assert (said.status, said.err) == (0, "")
    sentence, blank, *rest = said.out.splitlines()
    assert "丁市" in sentence and sentence.endswith("。" if lang == "zh" else ".") and not blank
    table = rest[: rest.index("")]
    assert max(map(width, table)) <= 80 and len(table) == 5
    assert "α" in said.out
    assert ("按已有指标" if lang == "zh" else "over the weights") in said.out


def test_csv_has_every_level(run: Run, files: tuple[Path, str, Path]) -> None:
    said = run("composite", *files, "--impute", "median", "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [r["rank"] for r in rows] == ["1", "2", "3", "4"]
    assert list(rows[0]) == ["id", "score", "rank", "all"]


def test_choices_are_written_as_they_are_read(run: Run, files: tuple[Path, str, Path]) -> None:
    said = run(
        *("composite", *files, "--impute", "mean", "--impute-by", "zone", "--treat"),
        *("--set", "low=1", "--set", "power=0.5", "--set", "most=3", "--normalise", "minmax"),
        *(
            "--normalise",
            "dust:rank",
            "--aggregate",
            "2:geometric",
            "--aggregate",
            "all:generalised_mean",
        ),
        *("--weights", "equal", "--bounds", "yearly", "--no-denominate", "--json"),
    )
    made = json.loads(said.out)["settings"]
    assert made["denominate"] is False and made["bounds"] == "yearly"
    assert made["normalise"]["low"] == 1 and made["normalise_each"][0][0] == "dust"
    assert made["treat"]["most"] == 3 and made["weights"] == "equal"
    assert made["aggregate_at"][0][0] == 2 and made["aggregate_each"][0][0] == "all"
    assert made["aggregate_each"][0][1]["power"] == 0.5


def test_mazziotta_pareto_brings_its_own_scale(run: Run, files: tuple[Path, str, Path]) -> None:
    said = run("composite", *files, "--impute", "mean", "--aggregate", "mazziotta_pareto", "--json")
    scale = json.loads(said.out)["settings"]["normalise"]
    assert (scale["method"], scale["mean"], scale["sd"]) == ("zscore", 100, 10)
    other = run(
        *("composite", *files, "--impute", "mean", "--aggregate", "mazziotta_pareto"),
        *("--normalise", "minmax", "--json"),
    )
    assert json.loads(other.out)["settings"]["normalise"]["method"] == "minmax"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((), 4, "schools / D"),
        (("--impute", "average"), 3, "no method named “average”"),
        (("--impute", "mean", "--impute-by", "zones"), 3, "“zones”"),
        (("--impute", "mean", "--normalise", "minmaxx"), 3, "minmax"),
        (("--impute", "mean", "--aggregate", "geometric"), 4, "Choose another normalisation"),
        (("--impute", "mean", "--aggregate", "generalised_mean"), 3, "needs a power"),
        (("--impute", "mean", "--aggregate", "9:geometric"), 3, "level 9"),
        (("--set", "low"), 3, "NAME=VALUE"),
        (("--set", "low=one"), 3, "takes a number"),
        (("--set", "capped=perhaps"), 3, "true or false"),
        (("--set", "lowest=1"), 3, "low"),
        (("--set", "most=3"), 3, "--treat"),
        (("--coverage", "80"), 3, "between 0 and 1"),
        (("--bounds", "monthly"), 2, "fixed, yearly"),
        (("--json", "--csv"), 3, "exclude each other"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_paragraph(
    run: Run, files: tuple[Path, str, Path], arguments: tuple[str, ...], status: int, words: str
) -> None:
    said = run("composite", *files, *arguments, lang="en")
    assert said.status == status and words in said.err and not said.out
    assert len(said.err.strip().splitlines()) == 1


def test_the_column_of_regions_can_be_named(run: Run, tmp_path: Path) -> None:
    data, meta = tmp_path / "t.csv", tmp_path / "m.csv"
    data.write_text("NUTS1,roads,trains\nA,1,2\nB,2,5\nC,4,3\n", encoding="utf-8")
    meta.write_text("code,direction,weight\nroads,+,1\ntrains,+,1\n", encoding="utf-8")
    asked = ("composite", data, "--framework", meta)
    found = json.loads(run(*asked, "--id", "NUTS1", "--json").out)
    assert sorted(r["id"] for r in found["regions"]) == ["A", "B", "C"]
    wrong = run(*asked, "--id", "NUTS")
    assert wrong.status == 3
    assert "NUTS1" in wrong.err
