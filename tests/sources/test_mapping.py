"""A mapping says what headers do not, and is refused where it cannot be meant."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from duibiao.records import BadSetting, UnknownName, UnreadableFile
from duibiao.sources import load_panel, read_table
from duibiao.sources.mapping import read_mapping

MAPPING = """
[columns]
region = "填报单位"
period = "统计期"
skip = ["排名"]

[indicators]
"财政总收入" = { code = "fiscal_revenue", unit = "亿元" }
"本地GDP" = "gdp"

[whole]
unit = "万元"
vintage = "快报数"
source = "自贡市统计局"

[regions]
exclude = ["高新区"]
names = { "市本级" = "自贡市" }
"""


def mapping(folder: Path, text: str) -> Path:
    (folder / "mapping.toml").write_text(text)
    return folder / "mapping.toml"


def test_a_mapping_names_columns_indicators_units_and_regions(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(
        "填报单位,统计期,排名,财政总收入,本地GDP\n市本级,2020,3,62.3,14580000\n高新区,2020,1,5,6\n"
    )
    table = read_table(tmp_path / "data.csv", mapping=mapping(tmp_path, MAPPING))
    rows = table.observations.select("region", "indicator", "value", "unit", "vintage", "source")
    assert rows.rows() == [
        ("510300", "fiscal_revenue", 62.3, "亿元", "flash", "自贡市统计局"),
        ("510300", "gdp", 14580000, "万元", "flash", "自贡市统计局"),
    ]
    assert [p.kind for p in table.problems] == ["excluded_region"]


def test_sheets_and_header_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("一", "二"):
        sheet = book.create_sheet(name)
        for row in (["内部资料", "注意保管"], ["城市", "数"], ["自贡市", 1], ["内江市", 2]):
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    text = '[whole]\nperiod = "2020"\nindicator = "gdp"\nunit = "亿元"\n[sheets."一"]\nheader = 2\n'
    text += '[columns]\nvalue = "数"\n'
    panel = load_panel(tmp_path / "book.xlsx", mapping=mapping(tmp_path, text))
    assert panel.cell("511000", "gdp", 2020).value == 20_000
    assert set(panel.observations["sheet"]) == {"一"}
    with pytest.raises(UnknownName, match="三"):
        read_table(tmp_path / "book.xlsx", mapping=mapping(tmp_path, '[sheets."三"]\nheader = 2'))


@pytest.mark.parametrize(
    ("text", "error", "word"),
    [
        ("[columns", UnreadableFile, "TOML"),
        ('[colums]\nregion = "x"', UnknownName, "columns"),
        ('[columns]\nplace = "x"', UnknownName, "place"),
        ("[indicators]\nGDP = 3", BadSetting, "GDP"),
        ('[sheets."1"]\nheader = [4, 3]', BadSetting, "header"),
        ('[whole]\nyear = "2020"', UnknownName, "year"),
    ],
)
def test_what_a_mapping_cannot_say(
    tmp_path: Path, text: str, error: type[Exception], word: str
) -> None:
    with pytest.raises(error, match=word):
        read_mapping(mapping(tmp_path, text))
