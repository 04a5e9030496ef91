"""compare, peers, gaps and data show: a computed sentence, tables that fit, records that parse."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import duibiao
from duibiao._study import likeness
from duibiao.briefs import comparison_answer, gaps_answer, headline, peers_answer, plain
from duibiao.cli.wrap import width
from duibiao.records import Panel

from .conftest import Result

GAPS = ("gaps", "自贡市", "--against", "苏州市", "--year", "2020")
ANSWERS = [
    GAPS,
    ("gaps", "自贡市", "--against", "苏州市", "--year", "2020", "--across-breaks"),
    ("compare", "自贡市", "--against", "常州市", "--against", "宿迁市", "--year", "2020"),
    ("compare", "自贡市", "--against", "乐山市"),
    ("peers", "自贡市", "--year", "2020"),
    ("peers", "自贡市", "--distance", "gower", "--pin", "成都市=省会", "--exclude", "乐山市"),
    ("data", "show"),
    ("data", "show", "自贡"),
    ("data", "show", "人均地区生产总值"),
    ("data", "show", "自贡", "gdp_per_capita"),
]
FIELDS = {
    "indicator",
    "unit",
    "home",
    "reference",
    "reference_region",
    "year",
    "difference",
    "ratio",
    "time_distance_years",
    "time_distance_reason",
    "time_distance_at_least",
    "status",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_answer_first_then_tables_that_fit(
    run: Callable[..., Result], arguments: tuple[str, ...], lang: str
) -> None:
    said = run(*arguments, lang=lang)
    assert (said.status, said.err) == (0, "")
    sentence, blank, *rest = said.out.splitlines()
    assert blank == ""
    assert sentence.endswith("。" if lang == "zh" else ".")
    assert max(map(width, rest)) <= 80
    assert not [line for line in rest if "…" in line or line != line.rstrip()]


def test_the_sentences_say_what_the_numbers_are(sample: Panel) -> None:
    study = duibiao.study(sample, "自贡市", ["南京市", "苏州市", "常州市"], year=2020)
    assert headline(study, "zh") == (
        "2020年自贡人均地区生产总值5.8万元，为南京（15.9万元）的36%、苏州（15.8万元）的37%和常州（14.8万元）的39%。"
    ).replace("%和常州", "%、常州")
    told = plain(gaps_answer(study, "zh").lead)
    ranked = [g for g in study.gaps if not g.total]
    behind = sum(g.status == "behind" for g in ranked)
    assert f"{behind}项落后" in told
    compared = plain(comparison_answer(study, "en").lead)
    assert "58,059 yuan" in compared
    assert "20th of the 31 sample cities" in compared
    like = likeness(sample, "自贡市", year=2020)
    assert plain(peers_answer(like, "zh").lead).startswith("结构上最像自贡的是乐山、眉山")


def test_gaps_as_json(run: Callable[..., Result], sample: Panel) -> None:
    records = json.loads(run(*GAPS, "--json").out)
    assert isinstance(records, list)
    assert all(record.keys() >= FIELDS for record in records)
    head = next(r for r in records if r["indicator"] == "gdp_per_capita")
    suzhou = sample.regions.match("苏州").code
    assert (head["home"], head["reference"], head["year"]) == (58059, 158466, 2020)
    assert head["reference_region"] == suzhou
    assert head["unit"] == "元/人"
    assert head["difference"] == 58059 - 158466
    assert head["ratio"] == pytest.approx(58059 / 158466)
    assert head["status"] == "behind"
    assert (head["time_distance_years"], head["time_distance_at_least"]) == (None, 10)
    assert "2010" in head["time_distance_reason"]
    assert {r["status"] for r in records} <= {"ahead", "level", "behind", "incomparable"}


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_json_and_csv_hold_the_same_records(
    run: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    records = json.loads(run(*arguments, "--json").out)
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").out)))
    assert len(rows) == len(records) > 0
    for record, row in zip(records, rows, strict=True):
        for name, value in record.items():
            assert row[name] == ("" if value is None else str(value))


CODES = {"indicator", "region", "status", "basis", "pace_basis", "pace_unit", "vintage", "formula"}
RECORDS = [a for a in ANSWERS if a[:2] != ("data", "show")] + [("data", "show", "自贡", "gdp")]


@pytest.mark.parametrize("arguments", RECORDS, ids=" ".join)
def test_records_speak_one_language(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    zh, en = (json.loads(run(*arguments, "--json", lang=x).out) for x in ("zh", "en"))
    chosen = {"省会", ""}
    for ours, theirs in zip(zh, en, strict=True):
        assert ours.keys() == theirs.keys()
        for name, value in theirs.items():
            if name in CODES or not isinstance(value, str):
                assert ours[name] == value, name
            elif name != "given" and value not in chosen:
                assert not re.search("[一-鿿]", value), (name, value)


def test_units_and_reasons_are_in_the_language_asked_for(run: Callable[..., Result]) -> None:
    zh, en = (json.loads(run(*GAPS, "--json", lang=x).out) for x in ("zh", "en"))
    ours, theirs = (next(r for r in x if r["indicator"] == "gdp_per_capita") for x in (zh, en))
    assert (ours["unit"], theirs["unit"]) == ("元/人", "yuan per person")
    assert "超出数据年限" in ours["time_distance_reason"]
    assert "beyond" in theirs["time_distance_reason"]
    shares = [r for r in zh if r["unit"] == "%"]
    assert {r["difference_unit"] for r in shares} == {"百分点"}
    compared = json.loads(run("compare", "自贡市", "--against", "常州市", "--json").out)
    assert compared[0]["rank_1_among"] == "样本31市"
    assert compared[0]["name"] == "自贡市"


def test_a_pinned_region_stands_with_its_reason(run: Callable[..., Result]) -> None:
    said = run("peers", "自贡市", "--pin", "成都市=省会", "--exclude", "乐山市=同城竞争").out
    assert "成都市指定保留" in said
    assert "理由：省会。" in said
    assert "理由：同城竞争。" in said
    records = json.loads(run("peers", "自贡市", "--pin", "成都市=省会", "--json").out)
    pinned = next(r for r in records if r["region"] == "510100")
    assert pinned["reason"] == "省会"
    shares = [v for k, v in pinned.items() if k.startswith("share_")]
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("lang", "says"), [("zh", "结构变量都不可用"), ("en", "No structure variable can be used")]
)
def test_without_comparables_the_reason_is_said(
    run: Callable[..., Result], tmp_path: Path, lang: str, says: str
) -> None:
    path = tmp_path / "一市.csv"
    path.write_text("地区,年份,人均GDP（元）\n自贡市,2020,58059\n", encoding="utf-8")
    said = run("peers", "自贡", "--data", path, lang=lang)
    assert (said.status, said.err) == (0, "")
    assert says in said.out
    assert "--against" not in said.out
    assert run("peers", "自贡", "--data", path, "--json", lang=lang).out == "[]\n"


def test_a_series_shows_marks_breaks_and_its_source(run: Callable[..., Result]) -> None:
    lines = run("data", "show", "自贡", "gdp_per_capita").out.splitlines()
    assert lines[0] == "自贡人均地区生产总值：2010—2022年，共13个数。"
    faulty = next(line for line in lines if line.startswith("2013"))
    assert "有误，不参与计算" in faulty
    assert any(line.startswith("2020") and "分母口径" in line for line in lines)
    assert any("中国城市统计年鉴" in line for line in lines)


def test_ones_own_data(run: Callable[..., Result], two_cities: Path) -> None:
    said = run("gaps", "自贡", "--against", "常州", "--data", two_cities, "--json")
    records = json.loads(said.out)
    assert [(r["indicator"], r["home"]) for r in records] == [("gdp_per_capita", 58059)]
    assert "两市.csv" in run("data", "show", "--data", two_cities).out


PARTS = """地区,时期,指标,单位,数值,数据版本,来源
自贡市,2023年1—9月累计,地区生产总值,亿元,1200,快报数,局里
自贡市,2024年1—9月累计,地区生产总值,亿元,1300,快报数,局里
常州市,2024年第一季度,地区生产总值,亿元,2300,,局里
"""
YEARS = """自贡市,2022年,地区生产总值,亿元,1600,,年鉴
自贡市,2023年,地区生产总值,亿元,1700,初步核算,公报
"""


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """A tidy table of cumulative months and a quarter alone."""
    path = tmp_path / "累计.csv"
    path.write_text(PARTS, encoding="utf-8")
    return path


@pytest.mark.parametrize("names", [(), ("自贡市",), ("gdp",), ("自贡市", "gdp")])
@pytest.mark.parametrize("more", [(), ("--json",), ("--csv",)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_data_without_a_year_can_be_looked_at(
    run: Callable[..., Result],
    parts: Path,
    names: tuple[str, ...],
    more: tuple[str, ...],
    lang: str,
) -> None:
    said = run("data", "show", *names, "--data", parts, *more, lang=lang)
    assert (said.status, said.err) == (0, "")
    if "gdp" in names and not more and lang == "zh":
        row = next(x for x in said.out.splitlines() if "2024年1—9月累计" in x)
        assert "1,300.0亿元" in row
        assert "快报数" in row
        assert "累计.csv · 第3行" in row
        assert "1  局里" in said.out


def test_years_and_parts_of_years_stand_together(run: Callable[..., Result], parts: Path) -> None:
    parts.write_text(PARTS + YEARS, encoding="utf-8")
    said = run("data", "show", "自贡", "gdp", "--data", parts).out
    assert said.startswith("自贡地区生产总值：2022—2023年，共2个数。另有2个季度、月度或累计数。")
    assert "来源：1 年鉴（累计.csv）；2 公报（累计.csv）。" in said
    records = json.loads(run("data", "show", "自贡", "gdp", "--data", parts, "--json").out)
    assert [(r["period"], r["unit"]) for r in records] == [
        ("2022", "万元"),
        ("2023", "万元"),
        ("2023M01-09", "亿元"),
        ("2024M01-09", "亿元"),
    ]
    until = json.loads(run("data", "show", "自贡", "--data", parts, "--year", "2023", "--json").out)
    assert {r["year"] for r in until} == {2022, 2023}


def test_a_study_without_a_year_says_why(run: Callable[..., Result], parts: Path) -> None:
    said = run("gaps", "自贡", "--against", "常州", "--data", parts)
    assert said.status == 4
    assert "没有年度数" in said.err
