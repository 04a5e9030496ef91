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
