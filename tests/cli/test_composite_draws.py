"""duibiao composite --draws: rank intervals in every format, the same from the same seed, what cannot vary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli.wrap import width

from .conftest import Result
from .test_composite import DATA, META

Run = Callable[..., Result]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, str, Path]:
    meta, data = tmp_path / "meta.csv", tmp_path / "data.csv"
    meta.write_text(META, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    return data, "--framework", meta


def test_the_index_with_its_intervals(run: Run, shared: Path) -> None:
    folder = shared / "checks" / "composite-asem"
    asem = ("composite", folder / "asem_iData.csv", "--framework", folder / "asem_iMeta.csv")
    how = ("--impute", "mean", "--impute-by", "EurAsia_group", "--treat", "--json")
    said = run(*asem, *how, "--draws", "1000", "--seed", "1")
    assert (said.status, said.err) == (0, "")
    made = json.loads(said.out)
    first = made["regions"][0]
    assert list(first) == ["id", "score", "rank", "rank_low", "rank_high"]
    assert (first["id"], round(first["score"], 2), first["rank"]) == ("CHE", 68.38, 1)
    for region in made["regions"]:
        assert 1 <= region["rank_low"] <= region["rank_high"] <= 51
    sources = ["weights", "aggregate", "normalise", "impute", "treat"]
    assert [s["source"] for s in made["sensitivity"]["sources"]] == sources
    assert [s["source"] for s in made["uncertainty"]["sources"]] == sources
    assert made["uncertainty"]["valid"] == 1000 and made["uncertainty"]["seed"] == 1
    assert json.loads(run(*asem, *how, "--draws", "1000", "--seed", "1").out) == made
    other = json.loads(run(*asem, *how, "--draws", "1000", "--seed", "2").out)
    assert other["sensitivity"] != made["sensitivity"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_have_a_column_and_say_what_varied(
    run: Run, files: tuple[Path, str, Path], lang: str
) -> None:
    said = run("composite", *files, "--impute", "mean", "--draws", "300", lang=lang)
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    table = lines[2 : lines.index("", 2)]
    assert ("90%区间" if lang == "zh" else "90% interval") in table[0] and "–" in table[1]
    assert max(map(width, table)) <= 80
    assert ("300次" if lang == "zh" else "300 draws") in said.out and "Sobol" in said.out


def test_csv_has_the_ends_after_the_rank(run: Run, files: tuple[Path, str, Path]) -> None:
    said = run("composite", *files, "--impute", "median", "--draws", "200", "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert list(rows[0]) == ["id", "score", "rank", "rank_low", "rank_high", "all"]


def test_what_cannot_vary_is_refused(run: Run, files: tuple[Path, str, Path]) -> None:
    fixed = ("--impute", "none", "--normalise", "none", "--weights", "benefit_of_the_doubt")
    whole = Path(files[0])
    whole.write_text(
        "code,name,zone,income,schools,dust\nA,甲,e,1,2,-3\nB,乙,w,2,1,-1\n", encoding="utf-8"
    )
    said = run("composite", *files, *fixed, "--draws", "10", lang="en")
    assert said.status == 3 and "Nothing in the methods chosen varies" in said.err and not said.out
    wrong = run("composite", *files, "--draws", "many", lang="en")
    assert wrong.status == 2 and not wrong.out
    wrong = run("composite", *files, "--draws", "10", "--seed", "one", lang="en")
    assert wrong.status == 2 and "--seed must be a whole number." in wrong.err
    wrong = run("composite", *files, "--draws", "0", lang="en")
    assert wrong.status == 2 and "--draws must be a whole number of 1 or more." in wrong.err
