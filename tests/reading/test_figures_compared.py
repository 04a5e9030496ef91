"""Figures set against another place, told in a state, or in a list that only illustrates. Invented sentences."""

from __future__ import annotations

import datetime as dt

import pytest

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
        ("人均GDP不到全省平均的一半。", [("人均地区生产总值", 50, "%", "share")]),
        ("亩均税收只相当于全国的四成多。", [("亩均税收", 4, "成", "share")]),
        ("园区亩均产值仅为昆山的五分之一。", [("亩均产值", 20, "%", "share")]),
        (
            "煤化工产业占工业营收的比重还在35%以上。",
            [("煤化工产业占比", 35, "%", "share")],
        ),
        (
            "研发费用占比只有1.8%，差了1.1个百分点。",
            [("研发费用占比", 1.8, "%", "share"), ("研发费用占比", -1.1, "个百分点", "difference")],
        ),
        (
            "工业增加值增长5.3%，工业投资增长7.5%，分别高于全省平均0.2个、1.1个百分点。",
            [
                ("工业增加值", 5.3, "%", "growth"),
                ("工业投资", 7.5, "%", "growth"),
                ("工业增加值", 0.2, "个百分点", "difference"),
                ("工业投资", 1.1, "个百分点", "difference"),
            ],
        ),
        (
            "接待过夜游客586.3万人次，为上年的61.4%。",
            [("过夜游客", 586.3, "万人次", "level"), ("过夜游客", 61.4, "%", "share")],
        ),
        ("窑炉改造后，用工少了一半。", [("用工", -50, "%", "growth")]),
        (
            "民宿均价468元，比去年便宜了30多元。",
            [("民宿均价", 468, "元", "level"), ("民宿均价", -30, "元", "change")],
        ),
    ],
)
def test_set_against_another(sentence: str, expected: list[tuple[str, float, str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("72个项目中工业项目43个。", [("工业项目", 43, "个", "level")]),
        (
            "7个项目基本持平，23个项目缺林地指标。",
            [("基本持平项目", 7, "个", "level"), ("缺林地指标项目", 23, "个", "level")],
        ),
        (
            "本地药企87家，规上的只有19家。",
            [("本地药企", 87, "家", "level"), ("规模以上本地药企", 19, "家", "level")],
        ),
        (
            "7.3万贫困人口中有2.4万人脱贫。",
            [("贫困人口", 7.3, "万人", "level"), ("脱贫", 2.4, "万人", "level")],
        ),
        (
            "累计协调解决征迁、用电、手续等问题113个。",
            [("问题", 113, "个", "level")],
        ),
        (
            "为26家企业落实贷款7.2亿元。",
            [("企业", 26, "家", "level"), ("落实贷款", 7.2, "亿元", "level")],
        ),
        (
            "参加城乡居民基本养老保险33.9万人。",
            [("城乡居民基本养老保险参保人数", 33.9, "万人", "level")],
        ),
        ("贸易额则要亮眼得多，达到1860亿元。", [("贸易额", 1860, "亿元", "level")]),
        (
            "城乡常住居民人均可支配收入分别达到30450元、18620元，增长6.1%和9.8%。",
            [
                ("城镇居民人均可支配收入", 30450, "元", "level"),
                ("农村居民人均可支配收入", 18620, "元", "level"),
                ("城镇居民人均可支配收入", 6.1, "%", "growth"),
                ("农村居民人均可支配收入", 9.8, "%", "growth"),
            ],
        ),
        (
            "改造老旧小区14个、惠及居民5200户，目前9个已完工。",
            [
                ("改造老旧小区", 14, "个", "level"),
                ("惠及居民", 5200, "户", "level"),
                ("完工老旧小区", 9, "个", "level"),
            ],
        ),
        (
            "从内容看，用工、融资、用地三类问题最集中，分别有162件、118件和74件。",
            [
                ("用工", 162, "件", "level"),
                ("融资", 118, "件", "level"),
                ("用地", 74, "件", "level"),
            ],
        ),
        (
            "齿轮、铝材两大传统产业企稳回升，产值分别完成96亿元、182亿元。",
            [("齿轮产值", 96, "亿元", "level"), ("铝材产值", 182, "亿元", "level")],
        ),
        ("热线一共接到企业来电1874个。", [("企业来电", 1874, "个", "level")]),
        ("粮食总产量五十三亿斤出头。", [("粮食产量", 53, "亿斤", "level")]),
        ("累计培养技能人才1.2万名。", [("培养技能人才", 1.2, "万名", "level")]),
    ],
)
def test_named_by_what_is_said_around_it(
    sentence: str, expected: list[tuple[str, float, str, str]]
) -> None:
    assert told(sentence) == expected


def test_years_ago() -> None:
    text = "某县见闻\n农家乐由三年前的27家发展到61家。"
    document = Document("a.txt", text, published=dt.date(2023, 8, 10))
    first = find_figures(Passages(document), region="某县", catalogue=Catalogue())[0]
    assert (first.value, first.period) == (27, "2020")
