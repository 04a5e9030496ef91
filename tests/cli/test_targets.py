"""`duibiao targets` and `duibiao precedents`: records, answers that fit a terminal, files, and bad input."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Result

Run = Callable[..., Result]
TARGETS = ("targets", "自贡市", "--indicator", "fiscal_revenue", "--year", "2020", "--by", "2025")
BRIEF = ("brief", "自贡市", "--against", "常州市", "--year", "2020")


def wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_json_has_what_was_asked_for(run: Run) -> None:
    made = run(*TARGETS, "--target", "100亿元", "--json")
    assert made.status == 0, made.err
    record = json.loads(made.out)
    assert record["target"] == 1_000_000.0
    assert set(record) >= {
        "start", "precedents", "feasibility", "ambition", "required_growth", "milestones",
        "business_as_usual", "catch_up_year", "odds", "reach",
    }  # fmt: skip
    assert record["precedents"]["n"] == len(record["precedents"]["regions"])
    assert record["feasibility"]["share"] == pytest.approx(
        record["precedents"]["reached"] / record["precedents"]["n"]
    )
    assert [m["year"] for m in record["milestones"]] == [2021, 2022, 2023, 2024, 2025]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "more", [(), ("--target", "100亿元"), ("--ratio", "0.2", "--of", "常州市")]
)
def test_the_answer_fits_a_terminal(run: Run, lang: str, more: tuple[str, ...]) -> None:
    made = run(*TARGETS, *more, lang=lang)
    assert made.status == 0, made.err
    tables = [line for line in made.out.splitlines() if "  " in line]
    assert tables
    assert max(map(wide, tables)) <= 80


def test_several_targets_and_what_pulls_apart(run: Run) -> None:
    made = run(
        "targets", "自贡市", "--year", "2020", "--by", "2025",
        "--indicator", "gdp", "--target", "gdp=2000亿元",
        "--indicator", "fiscal_revenue", "--target", "fiscal_revenue=80亿元", "--json",
    )  # fmt: skip
    record = json.loads(made.out)
    assert [t["indicator"] for t in record["targets"]] == ["gdp", "fiscal_revenue"]
    assert record["joint"]["pairs"][0]["indicators"] == ["gdp", "fiscal_revenue"]


def test_the_file_of_targets_can_be_followed(run: Run, tmp_path: Path) -> None:
    made = run(*TARGETS, "--target", "100亿元", "--save", tmp_path / "targets.toml")
    assert made.status == 0, made.err
    table = tomllib.loads((tmp_path / "targets.toml").read_text(encoding="utf-8"))
    (target,) = table["target"]
    assert (target["indicator"], target["value"], target["by"]) == ("fiscal_revenue", 1e6, 2025)
    assert target["milestones"][-1]["value"] == pytest.approx(1e6)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--target", "100人"), "单位"),
        (("--target", "很多"), "不是数"),
        (("--target", "1", "--ratio", "0.5", "--of", "常州市"), "用不上"),
        (("--ratio", "0.5"), "一起给"),
        (("--exclude", "自贡市"), "本地"),
    ],
)
def test_bad_input_is_one_paragraph(run: Run, arguments: tuple[str, ...], said: str) -> None:
    made = run(*TARGETS, *arguments)
    assert made.status == 3
    assert said in made.err
    assert len(made.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "value"), [("1.5亿", 15000.0), ("100亿元", 1e6), ("200,000", 2e5), ("20万", 2e5)]
)
def test_a_value_may_be_written_as_people_do(run: Run, written: str, value: float) -> None:
    """Budget revenue is kept in 万元: 1.5亿 is 15,000 of them, and a bare 万 multiplies the yuan."""
    made = run(*TARGETS, "--target", written, "--json")
    assert made.status == 0, made.err
    wanted = 20.0 if written == "20万" else value
    assert json.loads(made.out)["target"] == pytest.approx(wanted)


def test_a_ratio_may_be_in_percent(run: Run) -> None:
    one, other = (
        json.loads(run(*TARGETS, "--ratio", ratio, "--of", "常州市", "--json").out)
        for ratio in ("0.2", "20%")
    )
    assert one["target"] == other["target"] and other["ratio"] == pytest.approx(0.2)


def test_a_target_in_the_past_says_what_to_choose(run: Run) -> None:
    made = run(
        "targets", "自贡市", "--indicator", "gdp", "--target", "1", "--year", "2020", "--by", "2019"
    )
    assert made.status == 3
    assert "2021年及以后" in made.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_precedents_by_name(run: Run, lang: str) -> None:
    asked = (
        "precedents",
        "自贡市",
        "--indicator",
        "fiscal_revenue",
        "--year",
        "2018",
        "--years",
        "4",
    )
    made = run(*asked, lang=lang)
    assert made.status == 0, made.err
    record = json.loads(run(*asked, "--json", lang=lang).out)
    assert record["regions"][0]["name"].removesuffix("市") in made.out
    csv = run(*asked, "--csv", lang=lang).out.splitlines()
    assert len(csv) == 1 + record["n"]


def test_goals_of_a_brief_are_kept_and_written(run: Run, tmp_path: Path) -> None:
    made = run(
        *BRIEF, "--out", tmp_path, "--goal", "fiscal_revenue=100亿元@2025",
        "--goal", "人均地区生产总值=60%常州市@2030",
    )  # fmt: skip
    assert made.status == 0, made.err
    table = tomllib.loads((tmp_path / "targets.toml").read_text(encoding="utf-8"))
    assert [(t["indicator"], t["by"]) for t in table["target"]] == [
        ("fiscal_revenue", 2025), ("gdp_per_capita", 2030),
    ]  # fmt: skip
    assert (table["target"][1]["ratio"], table["target"][1]["of"]) == (0.6, "常州市")
    before = (tmp_path / "targets.toml").read_bytes()
    again = run("run", tmp_path / "study.toml")
    assert again.status == 0, again.err
    assert (tmp_path / "targets.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("goal", "said"),
    [("fiscal_revenue", "看不懂"), ("没有=1@2030", "没有"), ("gdp=5@明年", "看不懂")],
)
def test_a_goal_that_cannot_be_read(run: Run, tmp_path: Path, goal: str, said: str) -> None:
    made = run(*BRIEF, "--out", tmp_path, "--goal", goal)
    assert made.status == 3
    assert said in made.err


def test_without_a_goal_there_is_no_file_of_targets(run: Run, tmp_path: Path) -> None:
    assert run(*BRIEF, "--out", tmp_path).status == 0
    assert not (tmp_path / "targets.toml").exists()
