"""What one's own data take from the sample, and what they keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from duibiao.records import Panel
from duibiao.sources import load_panel

DATA = """地区,年份,gdp,gdp_per_capita,fiscal_revenue,fiscal_exp,beds,air,doctors,moods
自贡市,2020,14580000,58000,600000,2000000,70.5,40,9000,3
内江市,2020,14650000,46000,610000,2100000,65.1,45,8000,4
"""
CATALOGUE = """code,name_zh,unit,direction,total
gdp,地区生产总值,万元,,
gdp_per_capita,人均地区生产总值,元/人,,
fiscal_revenue,一般公共预算收入,万元,,
fiscal_exp,一般公共预算支出,万元,,
beds,每万人床位数,张/万人,+,
air,PM2.5年均浓度,微克/立方米,-,
doctors,医生数,人,+,yes
moods,心情指数,1,,
"""


@pytest.fixture
def panel(tmp_path: Path) -> Panel:
    (tmp_path / "data.csv").write_text(DATA)
    (tmp_path / "indicators.csv").write_text(CATALOGUE)
    return load_panel(tmp_path / "data.csv", indicators=tmp_path / "indicators.csv")


def test_ones_own_with_a_direction_are_context_and_a_note_says_so(panel: Panel) -> None:
    assert panel.framework is not None
    assert "beds" in {e.indicator for e in panel.framework.of("context")}
    assert "beds" not in panel.framework.weights()
    (note,) = [n for n in panel.notes if "每万人床位数" in n.zh]
    assert "不计分" in note.zh and "not scored" in note.en


def test_totals_and_what_has_no_direction_or_stands_there_already_are_not_added(
    panel: Panel,
) -> None:
    assert panel.framework is not None
    named = {e.indicator for e in panel.framework.elements}
    assert not named & {"doctors", "moods", "air"}
    assert panel.indicators["pm25"].formula is not None and "pm25" in named  # air by another code


def test_notes_name_indicators_and_show_no_codes(panel: Panel) -> None:
    codes = {i.code for i in panel.indicators if "_" in i.code}
    for note in panel.notes:
        assert not [c for c in codes if c in note.zh + note.en], note
