"""Units: exact conversion, and refusal to mix what measures different things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.records import InputError, Unit, UnknownName, convert

MONEY = ["元", "千元", "万元", "百万元", "亿元"]
PEOPLE = ["人", "千人", "万人", "million people"]


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (14_584_400, "万元", "亿元", 1458.44),
        (1458.44, "亿元", "万元", 14_584_400),
        (3.5, "%", "‰", 35),
        (100, "亩", "公顷", 100 / 15),
        (58_059, "元/人", "万元/人", 5.8059),
        (12, "亿千瓦时", "万千瓦时", 120_000),
        (7.5, "million EUR", "EUR", 7_500_000),
        (2, "Millions of current dollars", "万美元", 200),
        (50, "个/百万人", "个/万人", 0.5),
    ],
)
def test_conversion(value: float, source: str, target: str, expected: float) -> None:
    assert convert(value, source, target) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("万美元", "万元"),
        ("%", "百分点"),
        ("人", "户"),
        ("元", "元/人"),
        ("人", "人次"),
        ("EUR", "元"),
    ],
)
def test_what_measures_different_things_is_not_converted(source: str, target: str) -> None:
    with pytest.raises(InputError):
        convert(1.0, source, target)


def test_two_currencies_ask_for_a_dated_rate() -> None:
    with pytest.raises(InputError) as refused:
        convert(1.0, "万美元", "万元")
    assert "汇率" in refused.value.text("zh")
    assert "rate" in refused.value.text("en")


@pytest.mark.parametrize("text", ["亿", "万万元", "foo", "元/foo", ""])
def test_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownName):
        Unit.parse(text)


@pytest.mark.parametrize(
    "text", ["（万元）", "单位：万元", "单位: 亿元", " 万 元 ".replace(" ", "")]
)
def test_units_as_headers_write_them(text: str) -> None:
    assert Unit.parse(text).currency == "CNY"


@given(st.floats(-1e12, 1e12), st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_there_and_back_is_the_same(value: float, source: str, target: str) -> None:
    assert convert(convert(value, source, target), target, source) == pytest.approx(
        value, rel=1e-14
    )


@given(st.sampled_from(MONEY), st.sampled_from(PEOPLE))
def test_dividing_units_divides_their_factors(money: str, people: str) -> None:
    ratio = Unit.parse(money) / Unit.parse(people)
    assert ratio.same_kind(Unit.parse("元/人"))
    assert ratio.factor == Unit.parse(money).factor / Unit.parse(people).factor
