"""Things counted or shared out by what is said behind them: 22个项目尚未开工, 七成以上来自蔬菜产业."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import Passages
from duibiao.reading.figures.find import find_figures
from duibiao.records import Catalogue, Document


def names(sentence: str) -> list[tuple[str, float, str]]:
    """Return name, value and unit of the figures of a sentence."""
    document = Document("a.txt", f"海林市情况通报\n{sentence}", published=date(2024, 8, 8))
    found = find_figures(Passages(document), region="海林市", catalogue=Catalogue())
    return [(f.name, f.value, f.unit) for f in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "仍有22个项目尚未开工，其中9个受用地手续制约，6项卡在环评。",
            [("未开工项目", 22, "个"), ("受用地手续制约项目", 9, "个"), ("卡在环评项目", 6, "项")],
        ),
        ("11个项目用地手续不全。", [("用地手续不全项目", 11, "个")]),
        ("9个项目投资完成率低于50%，主要在两镇。", [("投资完成率低于50%项目", 9, "个")]),
        ("在建项目中，投资进度低于30%的有13个。", [("投资进度低于30%项目", 13, "个")]),
        (
            "235家规上工业企业中还有37家亏损。",
            [("规模以上工业企业", 235, "家"), ("亏损企业", 37, "家")],
        ),
        ("安排项目60个，4个资金没有落实。", [("安排项目", 60, "个"), ("资金没有落实项目", 4, "个")]),
        (
            "改造老旧小区14个，9个已完工，其余5个正在进行外墙施工。",
            [("老旧小区", 14, "个"), ("完工老旧小区", 9, "个"), ("外墙施工老旧小区", 5, "个")],
        ),
        (
            "农牧民合作社33家，还有6家挂着牌子不干活。",
            [("农牧民合作社", 33, "家"), ("挂着牌子不干活合作社", 6, "家")],
        ),
        ("签约的项目中，10亿元以上的只有7个。", [("10亿元以上项目", 7, "个")]),
        (
            "共安排重点项目186个，完工率低于序时的有8个。",
            [("重点项目", 186, "个"), ("完工率低于序时项目", 8, "个")],
        ),
    ],
)  # fmt: skip
def test_things_are_counted_by_their_state(
    sentence: str, expected: list[tuple[str, float, str]]
) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("七成以上来自蔬菜产业。", "蔬菜产业占比"),
        ("五成农民收入来自茶产业。", "茶产业收入占比"),
        ("全县四成人口从事茶产业。", "茶产业人口占比"),
        ("近两成规上工业企业产值同比下降。", "产值下降规模以上工业企业占比"),
        ("企业用工九成以上是本地群众。", "本地群众占比"),
        ("市场占有率近七成。", "市场占有率"),
    ],
)
def test_shares_are_told_by_a_verb(sentence: str, name: str) -> None:
    assert [n for n, _, _ in names(sentence)] == [name]


def test_what_is_like_a_state_is_none() -> None:
    assert [n for n, _, _ in names("拥有企业技术中心12家，设立了5个项目服务专班。")] == [
        "企业技术中心",
        "项目服务专班",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("民营经济贡献了全市60%以上的税收、80%以上的城镇就业。", ["民营经济税收占比", "民营经济城镇就业占比"]),
        ("灯饰年产值1000亿元，占国内市场份额近七成。", ["灯饰年产值", "国内市场份额"]),
        ("未开工的44个项目要加快，12个在建项目进展顺利。", ["未开工项目", "在建项目"]),
        ("5000万元以上产业项目共开工23个。", ["5000万元以上产业项目"]),
        ("首批120台单晶炉进场安装。", ["单晶炉"]),
        ("种了820亩水稻，收了1.2万吨水稻。", ["水稻种植面积", "水稻收购量"]),
        ("我家12亩酥梨。", ["酥梨"]),
        ("一斤茶青卖到38元，一亩地能打1100斤。", ["茶青价格", "亩产"]),
        ("设立3000万元种业发展专项资金。", ["种业发展专项资金"]),
        ("新增规上工业企业9家，比孝南少了7家。", ["规模以上工业企业", "规模以上工业企业"]),
        ("用电量同比仍低2.4%。", ["用电量"]),
        ("储备项目87个，真正开工的不到四成。", ["储备项目", "开工占比"]),
        ("合作社由2018年的31家变成68家。", ["合作社", "合作社"]),
        ("经营性收入全部达到20万元以上。", ["经营性收入"]),
        ("具有资质的建筑业企业完成总产值58.7亿元。", ["建筑业企业总产值"]),
    ],
)  # fmt: skip
def test_names_are_of_the_thing_and_not_of_what_is_done(sentence: str, expected: list[str]) -> None:
    assert [n for n, _, _ in names(sentence)] == expected
