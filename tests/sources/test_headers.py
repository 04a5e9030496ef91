"""What a header says: name, unit, period, vintage; and what it does not."""

from __future__ import annotations

import pytest

from duibiao.sources.headers import Heading, period_in, read_heading, role_of


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("地区生产总值（亿元）",), Heading("地区生产总值", "亿元")),
        (("地 区 生 产 总 值", "（万元）"), Heading("地区生产总值", "万元")),
        (("一般公共预算收入,亿元",), Heading("一般公共预算收入", "亿元")),
        (("常住人口 万人",), Heading("常住人口", "万人")),
        (
            ("2020年地区生产总值（初步核算数）",),
            Heading("地区生产总值", "", "2020年", "初步核算数"),
        ),
        (("地区生产总值", "2020年"), Heading("地区生产总值", "", "2020年")),
        (("2020年", "1-9月", "进出口总额(万美元)"), Heading("进出口总额", "万美元", "2020年1-9月")),
        (("地区生产总值", "比上年增长(%)"), Heading("地区生产总值比上年增长", "%")),
        (("地区生产总值", "第二产业"), Heading("地区生产总值·第二产业")),
        (("其中：第二产业增加值（亿元）",), Heading("第二产业增加值", "亿元")),
        (("人均地区生产总值(元,现价)",), Heading("人均地区生产总值", "元")),
        (("PM2.5年均浓度(微克/立方米)",), Heading("PM2.5年均浓度", "微克/立方米")),
        (("地区生产总值指数(上年=100)",), Heading("地区生产总值指数", "上年=100")),
        (("年末户籍人口\n(万人)", "Registered Population"), Heading("年末户籍人口", "万人")),
        (
            ("年末户籍人口 Registered Population (10000 persons)",),
            Heading("年末户籍人口", "10000 persons"),
        ),
        # Brackets and tails that are part of the name stay.
        (("城镇化率(普查)",), Heading("城镇化率(普查)")),
        (("secondary_share",), Heading("secondary_share")),
        (("households",), Heading("households")),
        (("GDP (million EUR)",), Heading("GDP", "million EUR")),
    ],
)
def test_a_heading_is_read(parts: tuple[str, ...], expected: Heading) -> None:
    assert read_heading(*parts) == expected


def test_a_role_is_known_by_its_names_in_both_languages() -> None:
    assert [role_of(t) for t in ("region_code", "地　区", "年份", "指标名称", "数值", "Unit")] == [
        "region_code",
        "region",
        "period",
        "indicator",
        "value",
        "unit",
    ]
    assert role_of("地区生产总值") == ""


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("3-5 各市主要经济指标（2020年）", "2020年"),
        ("2021年前三季度全省各市州GDP", "2021年前三季度"),
        ("2010—2020年各市人口", ""),
        ("各市2019年、2020年人口", ""),
        ("主要指标", ""),
    ],
)
def test_a_title_names_one_period_or_none(title: str, period: str) -> None:
    assert period_in(title) == period
