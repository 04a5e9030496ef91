"""Tables that define a panel: read from CSV and Excel, completed from the sample, errors with file and row."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from duibiao.records import Break, InputError, Panel, UnknownName
from duibiao.sources import load_panel
from duibiao.sources.definitions import (
    read_breaks,
    read_deflator,
    read_framework,
    read_indicators,
    read_regions,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text("地区,年份,GDP,人口\n自贡市,2019,10,2\n自贡市,2020,12,2\n南京市,2020,30,3\n")
    return path


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    (folder / name).write_text(text, encoding)
    return folder / name


def test_a_catalogue_of_ones_own(tmp_path: Path, data: Path) -> None:
    catalogue = write(
        tmp_path,
        "indicators.csv",
        "代码,名称,单位,方向,性质,公式\ngdp,GDP,亿元,,,\npeople,人口,万人,中性,存量,\n"
        "head,人均,元/人,正,,gdp / people\n",
        "gb18030",
    )
    panel = load_panel(data, indicators=catalogue)
    assert panel.cell("510300", "head", 2020).value == 60_000
    gdp = panel.indicators["gdp"]
    # Left empty: taken from the sample's indicator of that code.
    assert (gdp.direction, gdp.total, gdp.name_en) == ("+", True, "GDP")
    assert panel.indicators["people"].kind == "stock"


def test_the_same_table_from_excel(tmp_path: Path) -> None:
    text = (
        "code,name_zh,parent,longitude\n510300,自贡市,四川省,104.77689\n510400,攀枝花市,四川省,\n"
    )
    path = write(tmp_path, "regions.csv", text)
    pl.read_csv(path, infer_schema=False).write_excel(tmp_path / "regions.xlsx")
    assert read_regions(tmp_path / "regions.xlsx") == read_regions(path)
    assert read_regions(path)["510400"].longitude is None


def test_breaks_by_name_or_code(tmp_path: Path, data: Path) -> None:
    catalogue = write(tmp_path, "i.csv", "code,name_zh,unit\ngdp,GDP,亿元\npeople,人口,万人\n")
    breaks = write(
        tmp_path,
        "breaks.csv",
        "地区,指标,年份,原因\n自贡,GDP,2020,普查修订\n*,people,2020,denominator\n某市,GDP,2020,x\n",
    )
    panel = load_panel(data, indicators=catalogue, breaks=breaks)
    assert panel.breaks == (
        Break("510300", "gdp", 2020, "普查修订"),
        Break("*", "people", 2020, "denominator"),
    )
    assert any("某市" in note.zh for note in panel.notes)


def test_a_framework_of_ones_own(tmp_path: Path, data: Path) -> None:
    catalogue = write(tmp_path, "i.csv", "code,name_zh,unit\ngdp,GDP,亿元\npeople,人口,万人\n")
    text = "role,pillar,pillar_weight,indicator,weight\nscore,规模,3,GDP,2\nstructure,,,people,\n"
    panel = load_panel(data, indicators=catalogue, framework=write(tmp_path, "f.csv", text))
    assert panel.framework is not None
    assert panel.framework.weights() == {"gdp": 1.0}
    wrong = write(tmp_path, "wrong.csv", text.replace("people", "poeple"))
    with pytest.raises(UnknownName, match="people"):
        load_panel(data, indicators=catalogue, framework=wrong)


def test_a_deflator_of_ones_own(tmp_path: Path, data: Path, sample: Panel) -> None:
    catalogue = write(tmp_path, "i.csv", "code,name_zh,unit\ngdp,GDP,亿元\npeople,人口,万人\n")
    path = write(tmp_path, "prices.csv", "年份,指数,来源\n2019,1,省统计局\n2020,1.25,\n")
    deflator = read_deflator(path)
    assert (deflator.index, deflator.source, deflator.name_zh) == (
        {2019: 1.0, 2020: 1.25},
        "省统计局",
        "prices",
    )
    panel = load_panel(data, indicators=catalogue, deflator=path)
    assert panel.grid("gdp", prices="constant").values[1].tolist() == [12.5, 12.0]
    # Without one, the sample's stands for Chinese regions.
    assert load_panel(data, indicators=catalogue).deflator == sample.deflator


@pytest.mark.parametrize(
    ("reader", "text", "words"),
    [
        (read_regions, "名字,上级\n自贡,四川\n", ["code", "名字"]),
        (read_regions, "code,name_zh\n1,甲\n1,乙\n", ["twice"]),
        (read_regions, "code,name_zh,longitude\n1,甲,东经\n", ["Row 2 of table.csv"]),
        (read_indicators, "code,unit\ngdp,万元\nx,斗\n", ["Row 3 of table.csv", "斗"]),
        (read_indicators, "code,unit,direction\ngdp,万元,up\n", ["Row 2", "up"]),
        (read_indicators, "code,unit,kind\ngdp,万元,sum\n", ["Row 2", "sum"]),
        (read_indicators, "code,unit,formula\ngdp,万元,a +\n", ["Row 2", "a +"]),
        (read_framework, "role,indicator\nscores,gdp\n", ["Row 2", "scores"]),
        (read_breaks, "region,indicator,year\n*,gdp,\n", ["Row 2", "year"]),
        (read_breaks, "region,indicator,year\n*,gdp,soon\n", ["Row 2", "soon"]),
    ],
)
def test_errors_name_file_and_row(tmp_path, reader, text, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        reader(write(tmp_path, "table.csv", text))
    assert all(word in str(caught.value) for word in words)
