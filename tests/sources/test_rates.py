"""Money changes currency only by a dated rate with its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from duibiao.records import DataError, InputError
from duibiao.sources import load_panel

HEADER = "currency_from,currency_to,year,kind,rate,source\n"
# China Foreign Exchange Trade System: yuan a dollar, mean of 2020 and at its end.
RATES = HEADER + "USD,CNY,2020,average,6.8976,CFETS\nUSD,CNY,2020,year_end,6.5249,CFETS\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text(
        "地区,年份,出口额（万美元）,存款余额（亿美元）,实际使用外资（万元）,gdp\n"
        "自贡市,2020,1000,2,689.76,14580000\n自贡市,2019,900,,,14280000\n"
    )
    return path


def rates(folder: Path, text: str) -> Path:
    (folder / "rates.csv").write_text(text)
    return folder / "rates.csv"


def test_without_a_rate_nothing_is_converted(data: Path) -> None:
    panel = load_panel(data)
    assert set(panel.observations["indicator"]) == {"gdp"}
    assert any("汇率" in note.zh and "货物出口额" in note.zh for note in panel.notes)


def test_flows_take_the_mean_of_the_year_and_stocks_its_end(tmp_path: Path, data: Path) -> None:
    panel = load_panel(data, rates=rates(tmp_path, RATES))
    exports = panel.cell("510300", "exports", 2020)
    assert exports.value == pytest.approx(1000 * 6.8976)
    assert "6.8976" in exports.note and "CFETS" in exports.note and "1000" in exports.note
    assert panel.cell("510300", "bank_deposits", 2020).value == pytest.approx(20_000 * 6.5249)
    # The rate serves both ways: 万元 to the indicator's 万美元.
    assert panel.cell("510300", "fdi", 2020).value == pytest.approx(100)
    # 2019 has no rate: left out, and said.
    assert panel.cell("510300", "exports", 2019).value is None
    assert any("2019" in note.zh and "汇率" in note.zh for note in panel.notes)


def test_only_foreign_money_is_a_data_error_that_names_the_rate(tmp_path: Path) -> None:
    (tmp_path / "usd.csv").write_text("地区,年份,出口额（万美元）\n自贡市,2020,1000\n")
    with pytest.raises(DataError, match="rate"):
        load_panel(tmp_path / "usd.csv")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("USD,CNY,2020,average,6.9,", "source"),
        ("USD,CNY,2020,median,6.9,x", "median"),
        ("USD,CNY,2020,average,0,x", "above 0"),
        ("USD,万人,2020,average,6.9,x", "currency"),
        ("USD,CNY,二〇二〇,average,6.9,x", "Row 2 of rates.csv"),
    ],
)
def test_a_rate_that_cannot_be_used(tmp_path: Path, data: Path, line: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        load_panel(data, rates=rates(tmp_path, HEADER + line))
