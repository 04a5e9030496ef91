"""Figures as an office would print them."""

from __future__ import annotations

import pytest

from duibiao.briefs.figures import percent, scale_for, show, signed


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (14_580_000, "万元", "1,458.0亿元", "145.8 bn yuan"),
        (201_703_100, "万元", "20,170亿元", "2,017.0 bn yuan"),
        (58_059, "元/人", "5.8万元", "58,059 yuan"),
        (2869.3, "元/人", "2,869元", "2,869 yuan"),
        (251.12, "万人", "251.1万人", "2.51 million people"),
        (26.58, "%", "26.6%", "26.6%"),
        (-3.55, "百分点", "−3.5个百分点", "−3.5 percentage points"),
        (43, "微克/立方米", "43微克/立方米", "43 µg/m³"),
        (606, "个", "606个", "606"),
        (2.413, "个/万人", "2.4个", "2.4 per 10,000 residents"),
        (1189.04, "万元/个", "1,189万元", "11.9 million yuan"),
        (0.0, "%", "0.0%", "0.0%"),
        (None, "%", "—", "—"),
    ],
)
def test_one_figure(value: float | None, unit: str, zh: str, en: str) -> None:
    assert show(value, unit, "zh") == zh
    assert show(value, unit, "en") == en


def test_figures_of_one_row_share_a_unit() -> None:
    scale = scale_for([2526.8, 17_900], "元/人", "zh")
    assert (scale.number(2526.8), scale.number(17_900), scale.label) == ("2,527", "17,900", "元")


def test_minus_is_a_minus() -> None:
    assert signed(-0.44) == "−0.4"
    assert signed(-0.04) == "0.0"
    assert percent(-0.058, 1) == "−5.8%"
