"""Figures of a document become observations that `--data` takes; what is no series is counted and left out."""

from __future__ import annotations

import csv
import dataclasses
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import duibiao
from duibiao.reading import OBSERVATION_COLUMNS, as_observations
from duibiao.records import Figure, Panel, Reading, Vintage
from made_reading import DOCUMENT, FIGURES, READING, quote


def reading(*figures: Figure) -> Reading:
    return Reading(DOCUMENT, figures=figures)


def written(folder: Path, found: Any) -> Path:
    path = folder / "观测.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(OBSERVATION_COLUMNS)
        rows.writerows(dataclasses.astuple(row) for row in found.rows)
    return path


def test_the_file_gives_the_same_cells(tmp_path: Path, sample: Panel) -> None:
    found = as_observations([READING], sample.indicators)
    panel = duibiao.load_panel(written(tmp_path, found))
    region = panel.regions.match("荣县").code
    cells = {c: panel.cell(region, c, 2020) for c in ("gdp", "gdp_growth", "secondary_share")}
    assert cells["gdp"].value == pytest.approx(2_523_000)
    assert cells["gdp"].given == "252.3 亿元"
    assert cells["gdp"].vintage is Vintage.PRELIMINARY
    assert "原文“地区生产总值（初步核算）252.3亿元”，第5段" in cells["gdp"].note
    assert "《荣县赴江苏学习考察报告》" in cells["gdp"].source
    assert cells["gdp_growth"].value == 4.1
    assert cells["secondary_share"].value == 38.4


def test_growth_and_shares_go_to_their_own_series(sample: Panel) -> None:
    base = FIGURES[1]
    named = [
        base,
        replace(base, indicator="规模以上工业增加值"),
        replace(base, indicator="retail_sales"),
        replace(base, indicator="民营经济增加值占比", measure="share"),
        replace(base, indicator="residents", name="常住人口", measure="level", unit="万人"),
    ]
    rows = as_observations([reading(*named)], sample.indicators).rows
    assert [r.indicator for r in rows] == [
        "地区生产总值实际增速",
        "规模以上工业增加值增速",
        "社会消费品零售总额增速",
        "民营经济增加值占比",
        "常住人口",
    ]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"measure": "change"}, "增减1个"),
        ({"measure": "difference"}, "与别处的差1个"),
        ({"measure": "rank"}, "位次1个"),
        ({"measure": "contribution"}, "贡献1个"),
        ({"measure": "growth", "basis": "two-year average"}, "不以上年为基数的增速1个"),
        ({"region": ""}, "没有写明地区的数1个"),
        ({"period": ""}, "没有写明期间或跨几年的数1个"),
        ({"period": "2016-2020"}, "没有写明期间或跨几年的数1个"),
        ({"comparator": ">"}, "超过、以上一类的数1个"),
    ],
)
def test_what_is_no_observation_is_counted(change: dict[str, Any], word: str) -> None:
    found = as_observations([reading(replace(FIGURES[0], **change))])
    assert found.rows == ()
    assert word in found.notes[0].zh


@pytest.mark.parametrize("period", ["2020", "2020Q1", "2020H1", "2020M09", "2020M01-09"])
def test_parts_of_a_year_are_read_back(tmp_path: Path, period: str) -> None:
    found = as_observations([reading(replace(FIGURES[0], indicator="地区生产总值", period=period))])
    panel = duibiao.load_panel(written(tmp_path, found))
    assert panel.observations["period"].to_list() == [period]


def test_one_figure_in_two_roundings_is_one_observation() -> None:
    fine, coarse = FIGURES[0], replace(FIGURES[0], value=0.03, unit="万亿元")
    assert [r.value for r in as_observations([reading(coarse, fine)]).rows] == [252.3]
    other = replace(fine, value=253.2, quote=quote("地区生产总值为253.2亿元"))
    found = as_observations([reading(fine, other)])
    assert found.rows == ()
    assert "前后不一致的数2个" in found.notes[0].zh


def test_about_is_said() -> None:
    (row,) = as_observations([reading(replace(FIGURES[0], comparator="~"))]).rows
    assert row.note.startswith("约数；原文")


def test_a_unit_that_is_not_known_is_left_out_and_counted(sample: Panel) -> None:
    money = replace(FIGURES[0], unit="亿元人民币")
    head = replace(FIGURES[0], indicator="生猪出栏", name="生猪出栏", unit="万头")
    found = as_observations([reading(money, head)], sample.indicators)
    assert [r.unit for r in found.rows] == ["亿元"]
    assert "单位不认识的数1个" in found.notes[0].zh
