"""Numbers with units, comparators, ranks and ratios."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.reading import plain
from duibiao.reading.expressions.quantities import find_quantities, find_ranks, find_ratios


def read(text: str) -> list[tuple[float, str, str]]:
    return [(q.value, q.unit, q.comparator) for q in find_quantities(plain(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重大项目100个以上", [(100, "个", ">=")]),
        ("不低于2,003.43亿元", [(2003.43, "亿元", ">=")]),
        ("突破了1.2万亿元", [(1.2, "万亿元", ">")]),
        ("产值突破千亿", [(1000, "亿", ">")]),
        ("税收过亿元的企业不足10家", [(1, "亿元", ">"), (10, "家", "<")]),
        ("控制在4%以内", [(4, "%", "<=")]),
        ("增长8％左右", [(8, "%", "~")]),
        ("近200家，20余家，30多万人", [(200, "家", "~"), (20, "家", ">"), (30, "万人", ">")]),
        ("新增三家，两千三百户", [(3, "家", "="), (2300, "户", "=")]),
        ("翻一番、翻两番", [(2, "倍", "="), (4, "倍", "=")]),
        ("百分之三十以上", [(30, "%", ">=")]),
        ("增长5%—8%", [(5, "%", ">="), (8, "%", "<=")]),
        ("3至5家", [(3, "家", ">=")]),
        ("引进1—2个", [(1, "个", ">=")]),
        ("完成投资 214.6 亿元", [(214.6, "亿元", "=")]),
        ("服务企业320家次", [(320, "家次", "=")]),
        ("拉动0.7、1.9和1.5个百分点", [(0.7, "个百分点", "="), (1.9, "个百分点", "="), (1.5, "个百分点", "=")]),
        ("分别提高0.5个和2.4个百分点", [(0.5, "个百分点", "="), (2.4, "个百分点", "=")]),
        ("自然增长率为-2.97‰", [(-2.97, "‰", "=")]),
        ("能耗0.58吨标准煤/万元", [(0.58, "吨标准煤/万元", "=")]),
        ("PM2.5浓度38.2微克/立方米", [(38.2, "微克/立方米", "=")]),
        ("收入比由上年的2.16缩小为2.14。", [(2.16, "", "="), (2.14, "", "=")]),
        ("節約用水５萬噸", [(5, "万吨", "=")]),
    ],
)  # fmt: skip
def test_a_quantity_has_value_unit_and_comparator_as_printed(
    text: str, expected: list[tuple[float, str, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2020年12月31日",
        "“四个不摘”，三次产业，一户一策",
        "百亿级产业，千亿俱乐部",
        "S317改建，4A级，5G网络，PM2.5",
        "第三个五年，第5位",
        "四五个窗口",
        "汽车零部件",
        "14.5：41.1：44.4",
        "一个中心，开展一次调度",
        "七台河、三门峡、五家渠",
    ],
)
def test_dates_names_ordinals_and_sayings_are_no_quantities(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["一" * 3000 + "个", "百分之" + "三" * 400, "1" * 400 + "个"])
def test_numerals_without_end_are_none(text: str) -> None:
    assert find_quantities(plain(text)) == ()
    assert find_ranks(f"第{'一' * 3000}位") == ()


def test_the_place_holds_the_comparator_and_the_number_alone_does_not() -> None:
    (q,) = find_quantities("新增企业不少于20家。")
    text = "新增企业不少于20家。"
    assert (text[q.start : q.end], text[slice(*q.number)]) == ("不少于20家", "20家")


def test_a_word_of_its_own_is_no_comparator() -> None:
    assert read("最近5家，节约5吨，通过3项") == [(5, "家", "="), (5, "吨", "="), (3, "项", "=")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("居全省第5位", [(5, "=")]),
        ("稳居全省第二，增速位居前三", [(2, "="), (3, "<=")]),
        ("进入全省县域经济二十强", [(20, "<=")]),
        ("连续三年居全市首位。", [(1, "=")]),
        ("首位产业集群度38%", []),
        ("500强企业9家", []),
    ],
)
def test_ranks(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(r.value, r.comparator) for r in find_ranks(plain(text))] == expected


def test_a_ratio_keeps_the_place_of_each_number() -> None:
    text = plain("结构为14.2∶49.5∶36.3，收入比2.44：1")
    three, two = find_ratios(text)
    assert (three.values, two.values) == ((14.2, 49.5, 36.3), (2.44, 1.0))
    assert [text[a:b] for a, b in three.places] == ["14.2", "49.5", "36.3"]


@given(
    st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False),
    st.sampled_from(["亿元", "%", "万人", "个百分点", "家"]),
)
def test_any_printed_number_is_read_as_it_stands(number: object, unit: str) -> None:
    assert read(f"指标达到{number}{unit}。") == [(float(str(number)), unit, "=")]


@given(st.text(alphabet="0123456789.,%年月至-亿万元个十百三近过约（）：:", max_size=40))
def test_any_text_is_read_without_error_and_places_lie_in_it(text: str) -> None:
    for q in find_quantities(plain(text)):
        assert 0 <= q.start <= q.number[0] < q.number[1] <= q.end <= len(text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一亩地能打一千一百斤", 1100, "斤"),
        ("一间房能卖三百多块", 300, "块"),
        ("还有二十几个进度滞后", 20, "个"),
        ("贫困户占了一成", 1, "成"),
        ("生产吉他260万把", 260, "万把"),
    ],
)
def test_numbers_in_characters_as_people_say_them(text: str, value: float, unit: str) -> None:
    found = find_quantities(text)[-1]
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "text", ["一成不变的做法", "打好三张牌", "一把手工程", "几十家企业", "数十家企业"]
)
def test_words_with_numerals_that_count_nothing(text: str) -> None:
    assert find_quantities(text) == ()
