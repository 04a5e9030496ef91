"""Figures as people tell them: by a verb, by a topic, by a pronoun, behind a region in brackets."""

from __future__ import annotations

import datetime as dt

import pytest

from duibiao.reading.figures.carriers import carrier, part_of_phrase
from duibiao.reading.figures.find import find_figures
from duibiao.reading.passages import Passages
from duibiao.records import Catalogue, Document


def told(sentence: str) -> list[tuple[str, float, str, str]]:
    text = f"自贡市2023年上半年经济运行情况\n{sentence}"
    document = Document("a.txt", text, published=dt.date(2023, 8, 10))
    found = find_figures(Passages(document), region="自贡市", catalogue=Catalogue())
    return [(f.indicator, f.value, f.unit, f.measure) for f in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "上半年我们卖出了3.2万辆新能源车，比去年同期多卖了6000辆。",
            [("新能源车销量", 3.2, "万辆", "level"), ("新能源车销量", 6000, "辆", "change")],
        ),
        ("上半年种了820亩水稻，眼下收了六成多。", [("水稻种植面积", 820, "亩", "level"), ("水稻收获进度", 6, "成", "level")]),
        (
            "公司上半年净赚了2600万元，比去年同期少赚了300万元。",
            [("利润", 2600, "万元", "level"), ("利润", -300, "万元", "change")],
        ),
        (
            "绿源公司去年生产轮胎86万条，今年上半年已产了41万条。",
            [("轮胎产量", 86, "万条", "level"), ("轮胎产量", 41, "万条", "level")],
        ),
        (
            "建筑业仍在调整，增加值下降2.1%。",
            [("建筑业增加值", -2.1, "%", "growth")],
        ),
        (
            "民营企业是外贸的生力军，上半年进出口45.6亿元，占全市的68.2%，比重提高3.1个百分点。",
            [
                ("民营企业进出口", 45.6, "亿元", "level"),
                ("民营企业进出口占比", 68.2, "%", "share"),
                ("民营企业进出口占比", 3.1, "个百分点", "change"),
            ],
        ),
        (
            "完成投资超序时进度的有：富新产业园33.2亿元、城南工业区28.6亿元，分别完成年度任务的82.1%、75.3%。",
            [
                ("完成投资", 33.2, "亿元", "level"),
                ("完成投资", 28.6, "亿元", "level"),
                ("完成投资占比", 82.1, "%", "share"),
                ("完成投资占比", 75.3, "%", "share"),
            ],
        ),
        (
            "开工在建81个，竣工9个。生猪价格跌去两成多。",
            [
                ("开工在建", 81, "个", "level"),
                ("竣工项目", 9, "个", "level"),
                ("生猪价格", -2, "成", "growth"),
            ],
        ),
        (
            "6月当月新增投资超5亿元的只有荣县和富顺县，分别为6.7亿元、5.2亿元。",
            [("新增投资", 6.7, "亿元", "level"), ("新增投资", 5.2, "亿元", "level")],
        ),
        (
            "三、固定资产投资增速排名\n前三：荣县（11.3%）、富顺县（7.9%）。",
            [("固定资产投资", 11.3, "%", "growth"), ("固定资产投资", 7.9, "%", "growth")],
        ),
        (
            "固定资产投资怎么样？58.2亿元，下降6.3%。",
            [("固定资产投资", 58.2, "亿元", "level"), ("固定资产投资", -6.3, "%", "growth")],
        ),
        (
            "返乡青年占摊主的40%，去年这个比例还是25%。",
            [("返乡青年占比", 40, "%", "share"), ("返乡青年占比", 25, "%", "share")],
        ),
        (
            "粮食播种面积65万亩，其中水稻32万亩、玉米18万亩。",
            [
                ("粮食播种面积", 65, "万亩", "level"),
                ("水稻播种面积", 32, "万亩", "level"),
                ("玉米播种面积", 18, "万亩", "level"),
            ],
        ),
        (
            "全市126家规上企业中，停产的有8家，产值负增长的有31家，占24.6%。",
            [
                ("规模以上企业", 126, "家", "level"),
                ("停产规模以上企业", 8, "家", "level"),
                ("产值负增长企业", 31, "家", "level"),
                ("产值负增长企业占比", 24.6, "%", "share"),
            ],
        ),
        (
            "过夜游客不足两成，去年接待游客恢复到2019年的八成半。",
            [("过夜游客占比", 2, "成", "share"), ("旅游人次", 8.5, "成", "share")],
        ),
        (
            "海铁联运业务量首破百万标准箱，稳居全国第三。",
            [
                ("海铁联运业务量", 100, "万标准箱", "level"),
                ("海铁联运业务量", 3, "位", "rank"),
            ],
        ),
    ],
)  # fmt: skip
def test_what_people_tell_has_its_name(
    sentence: str, expected: list[tuple[str, float, str, str]]
) -> None:
    assert told(sentence) == expected


def test_numbers_in_brackets_are_of_the_regions_before_them() -> None:
    text = "投资增速较快的是荣县（15.2%）、富顺县（12.4%），大安区仅为2.1%。"
    passages = Passages(Document("a.txt", text))
    found = find_figures(passages, region="自贡市", catalogue=Catalogue())
    assert [(f.region, f.value, f.measure) for f in found] == [
        ("荣县", 15.2, "growth"),
        ("富顺县", 12.4, "growth"),
        ("大安区", 2.1, "growth"),
    ]


def test_a_kind_of_firm_is_no_carrier() -> None:
    assert carrier("位于杏坛的绿循环公司") == "绿循环公司"
    assert carrier("园内龙头企业岭海沉香") == "岭海沉香"
    assert carrier("规上工业企业") == ""
    assert part_of_phrase("上市公司营业收入") == ("", "上市公司营业收入")
    assert part_of_phrase("义乌国际商贸城成交额") == ("义乌国际商贸城", "成交额")


def test_a_row_of_towns_before_the_numbers_and_named_short_after() -> None:
    text = "2023年1—6月通报\n桥头街道、杨和镇、明城镇分别完成投资41.2亿元、30.5亿元和7.7亿元，桥头、明城分别快于序时进度8.1个、6.3个百分点。"
    found = find_figures(Passages(Document("a.txt", text)), region="自贡市", catalogue=Catalogue())
    assert [(f.region, f.indicator, f.value) for f in found] == [
        ("桥头街道", "完成投资", 41.2),
        ("杨和镇", "完成投资", 30.5),
        ("明城镇", "完成投资", 7.7),
        ("桥头街道", "完成投资", 8.1),
        ("明城镇", "完成投资", 6.3),
    ]


def test_a_manner_of_speaking_is_no_figure() -> None:
    assert told("全市有盐、龙、灯3张名片，要打好2张王牌。") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "限额以上零售额由去年同期的增长6.1%转为下降8.8%。",
            [("限额以上零售额", 6.1, "%", "growth"), ("限额以上零售额", -8.8, "%", "growth")],
        ),
        (
            "全市引进的23个亿元以上项目，已开工19个。",
            [("亿元以上项目", 23, "个", "level"), ("开工亿元以上项目", 19, "个", "level")],
        ),
        (
            "棉花种植面积320万亩，总产量41.9万吨。",
            [("棉花种植面积", 320, "万亩", "level"), ("棉花总产量", 41.9, "万吨", "level")],
        ),
        ("全年新建、改建农村公路316公里。", [("新建、改建农村公路", 316, "公里", "level")]),
        (
            "猪、牛出栏分别增长2.2%、25%。",
            [("生猪出栏", 2.2, "%", "growth"), ("肉牛出栏", 25, "%", "growth")],
        ),
        (
            "地区生产总值440.26亿元，增长8.4%，比全省(7.7%)和全国平均水平(7.0%)分别高0.7 、1.4个百分点。",
            [
                ("地区生产总值", 440.26, "亿元", "level"),
                ("地区生产总值", 8.4, "%", "growth"),
                ("地区生产总值", 0.7, "个百分点", "difference"),
                ("地区生产总值", 1.4, "个百分点", "difference"),
            ],
        ),
        (
            "采矿业增加值增长14.5%，电力、热力、燃气及水生产和供应业增长17.1%，增长、增长面84.2%。",
            [
                ("采矿业增加值", 14.5, "%", "growth"),
                ("电力、热力、燃气及水生产和供应业增加值", 17.1, "%", "growth"),
                ("增长面", 84.2, "%", "level"),
            ],
        ),
        (
            "第一产业占地区生产总值的比重上升3.82个百分点，第二、第三产业占地区生产总值的比重分别回落2.16和1.66个百分点。",
            [
                ("第一产业占比", 3.82, "个百分点", "change"),
                ("第二产业占比", -2.16, "个百分点", "change"),
                ("第三产业占比", -1.66, "个百分点", "change"),
            ],
        ),
    ],
)
def test_sentences_of_real_reports(
    sentence: str, expected: list[tuple[str, float, str, str]]
) -> None:
    assert told(sentence) == expected
