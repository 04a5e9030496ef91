"""Yearbook workbooks as offices have them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from duibiao import sources
from duibiao.sources import Table, kind_title, load_panel, read_table

Fill = Callable[[Worksheet], None]


def book(path: Path, **sheets: Fill) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, fill in sheets.items():
        fill(workbook.create_sheet(name))
    workbook.save(path)
    return path


def figure(table: Table, region: str, indicator: str, period: str = "2020") -> tuple[float, str]:
    rows = table.observations.filter(region=region, indicator=indicator, period=period)
    assert len(rows) == 1, rows
    return rows["value"][0], rows["unit"][0]


def kinds(table: Table) -> set[str]:
    found = {p.kind for p in table.problems}
    assert all(kind_title(kind, lang) for kind in found for lang in ("zh", "en"))
    return found


def yearbook(sheet: Worksheet) -> None:
    """A title, a unit line, two merged rows of header, a subtotal, spread names, notes."""
    rows = [
        ["3-5  各市（州）主要经济指标（2020年）"],
        [None, None, None, None, None, "单位：万元"],
        [
            "地  区",
            "地区生产总值（初步核算数）",
            None,
            "人均地区生产总值(元)",
            "年末户籍人口\n（万人）",
            "规上工业增加值增速（%）",
        ],
        [None, "绝对数", "比上年增长(%)"],
        ["甲", 1, 2, 3, 4, 5],
        ["全  省", 485987600, 3.8, 58126, 9081, 4.5],
        ["成 都 市", 177166700, 4.0, 85679, 1519.7, 5.0],
        ["自 贡 市", "14,584,400 ", 3.9, "58 571", 316.5, "—"],
        ["内 江 市", 14658800, 3.9, 46657, "…", "4.1"],
        ["注：本表按当年价格计算。"],
        ["资料来源：四川省统计局。"],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:F1", "A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4", "A10:F10"):
        sheet.merge_cells(area)


def test_a_yearbook_table(tmp_path: Path) -> None:
    table = read_table(book(tmp_path / "yearbook.xlsx", 综合=yearbook))
    assert table.regions.codes == ("510100", "510300", "511000")
    assert figure(table, "510300", "gdp") == (14_584_400, "万元")
    assert figure(table, "510300", "gdp_growth") == (3.9, "%")
    assert figure(table, "510300", "gdp_per_capita") == (58_571, "元")
    assert figure(table, "510300", "pop_hukou") == (316.5, "万人")
    assert figure(table, "511000", "规上工业增加值增速") == (4.1, "%")
    missing = table.observations.filter(region="511000", indicator="pop_hukou")
    assert missing.is_empty()
    gdp = table.observations.filter(region="510300", indicator="gdp").row(0, named=True)
    assert (gdp["sheet"], gdp["row"], gdp["column"]) == ("综合", 8, "B")
    assert gdp["vintage"] == "preliminary"
    assert gdp["source"] == "四川省统计局。"
    assert kinds(table) == {"aggregate_row", "new_indicator"}


def test_growth_without_levels_stays_growth(tmp_path: Path) -> None:
    panel = load_panel(book(tmp_path / "yearbook.xlsx", 综合=yearbook))
    growth = panel.indicators["规上工业增加值增速"]
    assert (growth.kind, growth.unit, growth.total) == ("growth", "%", False)
    assert "规上工业增加值" not in panel.indicators


def test_one_sheet_a_topic_with_years_across(tmp_path: Path) -> None:
    def revenue(sheet: Worksheet) -> None:
        for row in (
            ["表3-7 各市州一般公共预算收入（2019-2021年）（亿元）"],
            ["市州", 2019, 2020, 2021],
            ["自贡市", 60.1, 62.3, 65.0],
            ["宜宾市", 180, 200, 220],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:D1")

    def deposits(sheet: Worksheet) -> None:
        for row in (
            ["指标（亿元）", None, None, None],
            ["地区", "2019年", "2020年", "2021年"],
            ["自贡市", 1800, 2000, 2200],
            ["宜宾市", 2800, 3000, 3300],
        ):
            sheet.append(row)

    table = read_table(book(tmp_path / "topics.xlsx", 财政=revenue, 存款余额=deposits))
    assert figure(table, "510300", "fiscal_revenue", "2021") == (65.0, "亿元")
    assert figure(table, "511500", "bank_deposits", "2019") == (2800, "亿元")


def test_indicators_down_and_years_across_for_one_city(tmp_path: Path) -> None:
    def city(sheet: Worksheet) -> None:
        for row in (
            ["自贡市主要经济指标"],
            ["指  标", "计量单位", "2019年", "2020年", "2020年1—9月"],
            ["一、综合", None, None, None, None],
            ["地区生产总值", "亿元", 1428.49, 1458.44, 1000.5],
            ["  其中：第一产业增加值", "亿元", 200, 230, 100],
            ["户籍人口", "万人", 318, 316, None],
        ):
            sheet.append(row)

    table = read_table(book(tmp_path / "city.xlsx", Sheet1=city))
    assert table.regions.codes == ("510300",)
    assert figure(table, "510300", "gdp", "2020M01-09") == (1000.5, "亿元")
    assert figure(table, "510300", "第一产业增加值", "2019") == (200, "亿元")
    assert figure(table, "510300", "pop_hukou") == (316, "万人")


def test_indicators_down_and_regions_across(tmp_path: Path) -> None:
    def across(sheet: Worksheet) -> None:
        for row in (
            ["2020年主要指标对比"],
            ["指标名称", "单位", "自贡市", "内江市", "全省"],
            ["实际使用外资", "万美元", 12, 13, 99],
            ["PM2.5年均浓度", "微克/立方米", 43, 35, 31],
        ):
            sheet.append(row)

    table = read_table(book(tmp_path / "across.xlsx", 对比=across))
    assert figure(table, "510300", "pm25") == (43, "微克/立方米")
    assert figure(table, "511000", "fdi") == (13, "万美元")
    assert table.observations.filter(region="510300", indicator="pm25")["column"][0] == "C"
    assert kinds(table) == {"aggregate_row"}


def test_names_merged_down_the_years_and_indicators_over_years(tmp_path: Path) -> None:
    def merged(sheet: Worksheet) -> None:
        for row in (
            ["地区", "年份", "地区生产总值（亿元）"],
            ["自贡市", 2019, 1428],
            [None, 2020, 1458],
            ["内江市", 2019, 1433],
            [None, 2020, 1466],
        ):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    def spans(sheet: Worksheet) -> None:
        for row in (
            ["地区", "户籍人口（万人）", None, "财政收入（亿元）", None],
            [None, 2019, 2020, 2019, 2020],
            ["自贡市", 318, 316, 60, 62],
            ["内江市", 400, 399, 61, 63],
        ):
            sheet.append(row)
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(area)

    table = read_table(book(tmp_path / "merged.xlsx", 长=merged, 宽=spans))
    assert figure(table, "510300", "gdp", "2020") == (1458, "亿元")
    assert figure(table, "511000", "gdp", "2020") == (1466, "亿元")
    assert figure(table, "511000", "pop_hukou", "2019") == (400, "万人")
    assert figure(table, "510300", "fiscal_revenue", "2020") == (62, "亿元")
    filled = [p for p in table.problems if p.kind == "filled_down"]
    assert [(p.sheet, p.row) for p in filled] == [("长", 5)]


def test_cumulative_months_with_the_year_in_the_title(tmp_path: Path) -> None:
    def months(sheet: Worksheet) -> None:
        for row in (
            ["2021年各市进出口情况"],
            ["地区", "货物出口额（万元）", None],
            [None, "1-2月", "1-9月累计"],
            ["自贡市", 10, 90],
            ["内江市", 20, 99],
        ):
            sheet.append(row)
        sheet.merge_cells("B2:C2")

    table = read_table(book(tmp_path / "months.xlsx", 外贸=months))
    assert figure(table, "510300", "exports", "2021M01-02") == (10, "万元")
    assert figure(table, "511000", "exports", "2021M01-09") == (99, "万元")
    assert load_panel(tmp_path / "months.xlsx").years == ()


def test_formulas_without_values_and_errors_are_found_in_the_xml(tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("数据 & <表>")
    sheet.write_row(0, 0, ["地区", "年份", "gdp", "pop_hukou"])
    sheet.write_row(1, 0, ["自贡市", 2020, 14_580_000])
    sheet.write_formula("D2", "=300+16.5", None, 316.5)
    sheet.write_row(2, 0, ["内江市", 2020])
    sheet.write_formula("C3", "=C2+1", None, "")
    sheet.write_formula("D3", "=1/0", None, "#DIV/0!")
    sheet.write_row(3, 0, ["南京市", 2020, 148_180_000])
    sheet.write_formula("D4", "=X!A1", None, "#REF!")
    workbook.close()
    table = read_table(path)
    assert figure(table, "510300", "pop_hukou")[0] == 316.5
    found = [(p.kind, p.severity, p.sheet, p.row, p.field) for p in table.problems]
    assert found == [
        ("formula_without_value", "error", "数据 & <表>", 3, "C"),
        ("error_value", "error", "数据 & <表>", 3, "D"),
        ("error_value", "error", "数据 & <表>", 4, "D"),
    ]
    assert "#REF!" in table.problems[2].zh
    assert "数据 & <表>!C3" in load_panel(path).notes[0].zh


def test_a_percentage_format_is_read_as_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "percent.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["地区", "年份", "GDP增速（%）", "第二产业占比（%）"])
    for row, style in ((1, "0.0%"), (2, '0.00"%"')):
        percent = workbook.add_format({"num_format": style})
        sheet.write_row(row, 0, [["自贡市", "内江市"][row - 1], 2020])
        sheet.write_number(row, 2, 0.039 if row == 1 else 3.9, percent)
        sheet.write_number(row, 3, 39.1)
    workbook.close()
    table = read_table(path)
    assert figure(table, "510300", "gdp_growth") == (3.9, "%")
    assert figure(table, "510300", "secondary_share") == (39.1, "%")
    assert [p.kind for p in table.problems] == ["percent_format"]


def test_hidden_and_empty_sheets_are_listed(tmp_path: Path) -> None:
    def hidden(sheet: Worksheet) -> None:
        yearbook(sheet)
        sheet.sheet_state = "hidden"

    def remarks(sheet: Worksheet) -> None:
        sheet.append(["编制说明"])
        sheet.append(["一、本资料由统计局提供。"])

    path = book(tmp_path / "book.xlsx", 说明=remarks, 综合=yearbook, 旧表=hidden)
    table = read_table(path)
    assert {p.sheet: p.kind for p in table.problems if p.kind in ("hidden_sheet", "no_table")} == {
        "说明": "no_table",
        "旧表": "hidden_sheet",
    }
    assert set(table.observations["sheet"]) == {"综合"}


def test_a_header_that_repeats_over_pages(tmp_path: Path) -> None:
    def pages(sheet: Worksheet) -> None:
        for row in (
            ["地区", "年份", "户籍人口（万人）"],
            ["自贡市", 2020, 316],
            ["续表1", None, None],
            ["地区", "年份", "户籍人口（万人）"],
            ["内江市", 2020, 399],
        ):
            sheet.append(row)

    table = read_table(book(tmp_path / "pages.xlsx", 人口=pages))
    assert len(table.observations) == 2 and table.problems == ()


@pytest.mark.parametrize("unit", ["亿吨公里", "标准箱"])
def test_an_unknown_unit_is_listed_and_not_guessed(tmp_path: Path, unit: str) -> None:
    def freight(sheet: Worksheet) -> None:
        sheet.append(["地区", "年份", "指标", "数值", "单位"])
        sheet.append(["自贡市", 2020, "货运周转量", 5, unit])
        sheet.append(["自贡市", 2020, "户籍人口", 316, "万人"])

    table = read_table(book(tmp_path / "unit.xlsx", 货运=freight))
    assert set(table.observations["indicator"]) == {"pop_hukou"}
    (problem,) = table.problems
    assert (problem.kind, problem.row, problem.field) == ("unknown_unit", 2, "D")
    assert unit in problem.zh


def test_a_large_sheet_has_every_row(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["地区", "年份", "指标甲（万元）", "指标乙（人）"])
    for i in range(3_000):
        sheet.write_row(i + 1, 0, [f"第{i // 10}县", 2010 + i % 10, i + 0.5, i])
    workbook.close()
    table = read_table(path)
    assert len(table.observations) == 6_000 and len(table.regions) == 300
    last = table.observations.filter(pl.col("row") == 3_001)
    assert last["value"].to_list() == [2_999.5, 2_999.0]


def test_every_kind_of_problem_has_a_title() -> None:
    """The kinds stand in the code as the first argument of a problem; none may lack its title."""
    folder = Path(inspect.getfile(sources)).parent
    code = "\n".join(p.read_text("utf-8") for p in folder.glob("*.py"))
    made = set(re.findall(r'\b(?:Problem|_problem|at)\(\s*(?:w,\s*)?"([a-z_]+)"', code))
    assert {"unknown_period", "hidden_sheet", "missing_unit", "unreadable_number"} <= made
    for kind in made:
        assert kind_title(kind, "zh") and kind_title(kind, "en")
