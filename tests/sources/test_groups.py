"""Headers of groups above indicators."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from duibiao.sources import load_panel, read_table


def sheet(path: Path, heads: list[tuple[str, str]]) -> Path:
    """A yearbook sheet of 2022 whose groups are merged over their columns."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["2-1  各市主要经济指标（2022年）"])
    page.append(["地  区", *(g for g, _ in heads)])
    page.append([None, *(name for _, name in heads)])
    page.append(["自 贡 市", *(1000.5 + 7 * i for i in range(len(heads)))])
    page.append(["泸 州 市", *(2000.5 + 9 * i for i in range(len(heads)))])
    page.merge_cells("A2:A3")
    book.save(path)
    return path


def test_the_last_part_of_a_header_is_matched_and_a_total_is_its_group(tmp_path: Path) -> None:
    heads = [
        ("地区生产总值", "合计（万元）"),
        ("地区生产总值", "第二产业（万元）"),
        ("财政", "一般公共预算收入（万元）"),
        ("规模以上工业企业", "利润总额（万元）"),
        ("财政", "一般公共预算支出（万元）"),
    ]
    panel = load_panel(sheet(tmp_path / "yearbook.xlsx", heads))
    found = {
        code: panel.cell("510300", code, 2022).value
        for code in ("gdp", "地区生产总值·第二产业", "fiscal_revenue", "industrial_profit")
    }
    assert list(found.values()) == [1000.5, 1007.5, 1014.5, 1021.5]
    assert panel.framework is not None  # 财政自给率 is scored
    assert any("“财政·一般公共预算收入”按目录中的" in n.zh for n in panel.notes)


@pytest.mark.parametrize("group", ["市辖区", "农村", "成都市", "制造业", "比上年增长"])
def test_a_group_that_narrows_makes_another_indicator(tmp_path: Path, group: str) -> None:
    heads = [(group, "固定资产投资（万元）"), ("人口", "户籍人口（万人）")]
    table = read_table(sheet(tmp_path / "yearbook.xlsx", heads))
    assert set(table.observations["indicator"]) == {f"{group}·固定资产投资", "pop_hukou"}


def test_two_columns_never_become_one_indicator(tmp_path: Path) -> None:
    heads = [
        ("甲组", "教育支出（万元）"),
        ("乙组", "教育支出（万元）"),
        ("财政", "科技支出（万元）"),
    ]
    table = read_table(sheet(tmp_path / "yearbook.xlsx", heads))
    assert set(table.observations["indicator"]) == {"甲组·教育支出", "乙组·教育支出", "sci_exp"}
    other = [("甲组", "教育支出（%）")]
    table = read_table(sheet(tmp_path / "other.xlsx", [*other, ("财政", "科技支出（万元）")]))
    assert set(table.observations["indicator"]) == {"甲组·教育支出", "sci_exp"}


def test_residents_under_a_group_are_residents(tmp_path: Path) -> None:
    heads = [("人口", "常住人口（万人）"), ("市辖区", "常住人口（万人）")]
    table = read_table(sheet(tmp_path / "people.xlsx", heads))
    assert set(table.observations["indicator"]) == {"residents", "市辖区·常住人口"}
