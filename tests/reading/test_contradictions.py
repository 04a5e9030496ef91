"""Figures that cannot all be right."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import Passages
from duibiao.reading.contradictions import ContradictionSettings, find_contradictions
from duibiao.reading.figures.find import find_figures
from duibiao.records import Catalogue, Contradiction, Document, Panel, Quote, Statement, Target

BULLETIN = "乐山市2020年统计公报\n"


def check(text: str, **more: object) -> tuple[Contradiction, ...]:
    passages = Passages(Document("a", BULLETIN + text, published=date(2021, 3, 25)))
    found = find_figures(passages, region="乐山市", catalogue=Catalogue())
    return find_contradictions(found, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("三次产业结构为14.8:41.1:44.4。", "shares"),
        ("地区生产总值2003.43亿元，第一产业增加值296.38亿元，第二产业增加值822.77亿元，第三产业增加值894.28亿元。", "parts"),
        ("社会消费品零售总额709.7亿元，下降2.8%。2019年社会消费品零售总额720亿元。", "growth"),
        ("地区生产总值2003.43亿元，增长4.1%。2019年地区生产总值1500.2亿元。", "growth"),
        ("常住人口316万人。年末常住人口318万人。", "twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_said_with_both_figures(text: str, kind: str) -> None:
    (found,) = check(text)
    assert found.kind == kind
    assert len(found.quotes) >= 2
    assert found.words.zh and found.words.en


@pytest.mark.parametrize(
    "text",
    [
        # Rounding of the printed digits.
        "三次产业结构为14.8:41.1:44.2。",
        "地区生产总值2003.43亿元，第一产业增加值296.38亿元，第二产业增加值822.77亿元，第三产业增加值884.28亿元。",
        "进出口总额86.1亿元，出口45.3亿元，进口40.9亿元。",
        "地区生产总值2003.43亿元。全市GDP达到2003亿元。",
        # Another base, said so; prices within the band.
        "一般公共预算收入123.8亿元，同口径增长6.4%。2019年一般公共预算收入120.4亿元。",
        "地区生产总值2003.43亿元，增长4.1%。2019年地区生产总值1863.3亿元。",
        # Other periods, other things.
        "出口45.3亿元，增长10.7%。1—11月，出口40.1亿元，增长9.8%。",
        "沾益工程。总投资86亿元。罗平工程。总投资93亿元。",
    ],
)  # fmt: skip
def test_what_rounding_prices_or_another_base_explain_is_not_reported(text: str) -> None:
    assert check(text) == ()


def test_the_band_of_prices_is_a_setting() -> None:
    text = "地区生产总值2003.43亿元，增长4.1%。2019年地区生产总值1863.3亿元。"
    strict = ContradictionSettings(price_low=0.0, price_high=1.0)
    assert [c.kind for c in check(text, settings=strict)] == ["growth"]


def test_an_increase_that_does_not_fit() -> None:
    quote = Quote("由40个增加13个，达到55个", 0, 13)
    target = Target(quote, "项目", "项目", value=55, unit="个", baseline=40, increase=13)
    (found,) = find_contradictions((), [Statement("target", quote, targets=(target,))])
    assert found.kind == "increase"
    right = Target(quote, "项目", "项目", value=55, unit="个", baseline=42, increase=13)
    assert find_contradictions((), [Statement("target", quote, targets=(right,))]) == ()


def test_figures_are_held_against_the_panel_in_its_unit(sample: Panel) -> None:
    region = sample.regions.find("自贡市")
    assert region is not None
    gdp = sample.cell(region.code, "gdp", 2020).value
    assert gdp is not None

    def read(value: float) -> tuple[Contradiction, ...]:
        text = f"自贡市2020年统计公报\n地区生产总值{value:.1f}亿元。"
        passages = Passages(Document("a", text, published=date(2021, 3, 1)))
        found = find_figures(passages, region="自贡市", catalogue=sample.indicators)
        return find_contradictions(found, panel=sample)

    assert read(gdp / 10_000) == ()
    (found,) = read(gdp / 10_000 + 50)
    assert found.kind == "panel"
    assert "自贡市" in found.words.zh
