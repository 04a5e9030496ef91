"""Whatever a file holds, reading it ends in a table or in an error that the house explains."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duibiao.records import DuibiaoError
from duibiao.sources import load_panel, read_table

WORDS = """地区 年份 指标 数值 单位 月份 地区生产总值（万元） GDP增速(%) 比上年增长(%) 自贡市 南 京 市 全省 合计 四川省
 2019 2020年 1-9月 2020 gdp pop_hukou 亿元 万人 （万元） 单位：万元 注：无 — … -1 0 3.5 1,234 x 甲 1 2 #REF! code 510300
 初步核算 100% inf 1e400 人均GDP（元） 出口额（万美元） [] {} ()) ""'""".split()
CELL = st.one_of(
    st.sampled_from(WORDS), st.just(""), st.text(max_size=4), st.integers(-9, 3000).map(str)
)
GRID = st.lists(st.lists(CELL, max_size=6), min_size=1, max_size=8)
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(path: Path) -> None:
    try:
        table = read_table(path)
    except DuibiaoError as error:
        assert error.text("zh") and error.text("en")
        return
    assert table.observations["region"].is_in(table.regions.codes).all()
    assert all(code in table.indicators for code in table.observations["indicator"])
    assert table.observations["value"].is_finite().all()
    try:
        panel = load_panel(path)
        for code in (i.code for i in panel.indicators if panel.years):
            panel.grid(code)
    except DuibiaoError as error:
        assert error.text("zh") and error.text("en")


@SETTINGS
@given(grid=GRID)
def test_any_text(tmp_path: Path, grid: list[list[str]]) -> None:
    with (tmp_path / "any.csv").open("w", encoding="utf-8", errors="ignore", newline="") as file:
        csv.writer(file).writerows(grid)
    read(tmp_path / "any.csv")


@SETTINGS
@given(data=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    for name in ("any.csv", "any.xlsx", "any.parquet"):
        (tmp_path / name).write_bytes(data)
        read(tmp_path / name)


@SETTINGS
@given(
    grid=GRID,
    merged=st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 5), st.integers(0, 2), st.integers(0, 2)),
        max_size=2,
    ),
)
def test_any_sheet(
    tmp_path: Path, grid: list[list[str]], merged: list[tuple[int, int, int, int]]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, cells in enumerate(grid, start=1):
        for column, text in enumerate(cells, start=1):
            plain = "".join(c for c in text if c.isprintable())
            number = plain.lstrip("-").isascii() and plain.lstrip("-").isdigit()
            sheet.cell(row, column).value = float(plain) if number else plain or None
    for top, left, down, right in merged:
        sheet.merge_cells(
            start_row=top, start_column=left, end_row=top + down, end_column=left + right
        )
    book.save(tmp_path / "any.xlsx")
    read(tmp_path / "any.xlsx")
