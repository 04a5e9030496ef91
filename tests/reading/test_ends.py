"""Ends of commitments: bounds, numbers that only describe, what falls, and named states. The sentences are invented."""

from __future__ import annotations

import pytest

from said import plan, statements, targets


@pytest.mark.parametrize(
    ("words", "value", "comparator", "unit"),
    [
        ("外贸降幅收窄到10%以内", -10, ">=", "%"),
        ("把亏损压到500万元以内", -500, ">=", "万元"),
        ("每季度至少组织2次项目观摩", 2, ">=", "次"),
        ("会议比去年再压减30%以上", -30, "<=", "%"),
        ("每年推出精品线路不少于10条", 10, ">=", "条"),
    ],
)
def test_bounds(words: str, value: float, comparator: str, unit: str) -> None:
    (found,) = targets(f"{words}。")
    assert (found.value, found.comparator, found.unit) == (value, comparator, unit)


def test_a_bound_after_the_last_of_several_holds_for_all() -> None:
    found = targets("城镇居民、农村居民人均可支配收入分别增长7.5%、9%左右。")
    assert [(t.value, t.comparator) for t in found] == [(7.5, "~"), (9, "~")]


@pytest.mark.parametrize(
    "words",
    [
        "围绕再生铜、陶瓷两条产业链绘制招商路线图",
        "对连续两次排名后三名的镇街进行约谈",
        "建立“签约—落地—开工”全周期项目库",
        "启动110千伏变电站扩容前期工作",
    ],
)
def test_numbers_that_only_describe_make_no_target(words: str) -> None:
    (found,) = statements(plan(f"{words}。"))
    assert (found.kind, found.targets) == ("action", ())


@pytest.mark.parametrize(
    "words",
    [
        "10吉瓦电池项目一季度开工建设",
        "2万平方米综合楼年底前封顶",
        "南湖片区雨污分流改造国庆节前全面收尾",
        "政务事项年底前全部网上可办",
        "新增工业用地全部按“标准地”供应",
        "滞后项目11月10日前赶上序时进度",
        "12月中旬前设备调试完毕",
    ],
)
def test_states_reached_by_a_date_have_no_number(words: str) -> None:
    (found,) = targets(f"{words}。")
    assert found.value is None and found.deadline[:4] == "2021"


def test_what_becomes_of_all_says_by_when_for_those_counted() -> None:
    (found,) = targets("剩余的300户贫困户，6月底前必须全部达到脱贫标准。")
    assert (found.value, found.deadline) == (300, "2021M06")


@pytest.mark.parametrize(
    "words", ["未按时完成的予以通报", "把返乡创业园办起来", "把闲置地块全部过一遍筛子"]
)
def test_deeds_without_an_end(words: str) -> None:
    (found,) = statements(plan(f"{words}。"))
    assert (found.kind, found.targets) == ("action", ())


@pytest.mark.parametrize(
    "words", ["现在是32家", "床位只有2.1万张", "还有12处没完工", "高铁要到2025年才能通车"]
)
def test_how_things_stand_is_no_target(words: str) -> None:
    assert not [s for s in statements(plan(f"{words}。")) if s.is_commitment]


@pytest.mark.parametrize(
    ("words", "value", "unit", "comparator"),
    [
        ("长三角、珠三角各设一个驻点招商组", 1, "个", "="),
        ("每人至少引进一个亿元以上项目", 1, "个", ">="),
        ("人居环境考评务必进前五", 5, "位", "<="),
        ("年底前淘汰4.3米焦炉2座", 2, "座", "="),
        ("兑现资金不能少于8000万元", 8000, "万元", ">="),
    ],
)
def test_ones_ranks_and_sizes_that_are_words(
    words: str, value: float, unit: str, comparator: str
) -> None:
    (found,) = targets(f"{words}。")
    assert (found.value, found.unit, found.comparator) == (value, unit, comparator)


@pytest.mark.parametrize(
    "words", ["3月底前报送实施方案", "6月底前出台奖补办法", "10月底前与投资方签订协议"]
)
def test_papers_by_a_date_are_actions(words: str) -> None:
    (found,) = statements(plan(f"{words}。"))
    assert (found.kind, found.targets) == ("action", ())
