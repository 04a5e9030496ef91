"""Targets: value, unit, comparator, measure, baseline, standard, firmness, deadline. Invented sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.reading.statements.phrases import clean_name, firmness_of
from said import plan, statements, targets


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("新引进项目20个以上", {"value": 20, "unit": "个", "comparator": ">="}),
        ("办结时限不超过3个工作日", {"value": 3, "unit": "个工作日", "comparator": "<="}),
        (
            "地区生产总值突破500亿元",
            {"value": 500, "unit": "亿元", "comparator": ">", "name": "地区生产总值"},
        ),
        ("城镇化率提高到52%左右", {"value": 52, "comparator": "~", "measure": "level"}),
        ("规上工业增加值增长8%", {"value": 8, "measure": "growth", "name": "规模以上工业增加值"}),
        ("单位地区生产总值能耗下降3%以上", {"value": -3, "comparator": "<=", "measure": "growth"}),
        ("民营经济增加值占比提高2个百分点", {"value": 2, "unit": "个百分点", "measure": "change"}),
        (
            "工业投资占固定资产投资比重达到40%",
            {"value": 40, "measure": "share", "name": "工业投资占比"},
        ),
        ("森林覆盖率稳定在45%以上", {"value": 45, "comparator": ">=", "measure": "level"}),
        ("高新技术企业翻一番", {"value": 2, "unit": "倍"}),
        ("选派100名科技特派员", {"value": 100, "unit": "名", "name": "科技特派员"}),
        ("设立5亿元产业基金", {"value": 5, "unit": "亿元", "name": "产业基金"}),
        ("进入全省前十位", {"value": 10, "unit": "位", "comparator": "<=", "measure": "rank"}),
        ("县域经济进入全国百强", {"value": 100, "comparator": "<=", "measure": "rank"}),
        (
            "固定资产投资增速高于全省平均2个百分点",
            {"value": 2, "measure": "difference", "relative_to": "全省平均"},
        ),
        (
            "财政收入增速不低于全市平均水平",
            {"value": None, "comparator": ">=", "measure": "growth", "relative_to": "全市平均水平"},
        ),
        (
            "居民收入增长与经济增长基本同步",
            {"value": None, "comparator": "=", "measure": "growth", "relative_to": "经济增长"},
        ),
        ("技改投资增幅快于全省平均水平", {"comparator": ">", "relative_to": "全省平均水平"}),
        (
            "全年接待游客保持两位数增长",
            {"value": 10, "unit": "%", "comparator": ">=", "measure": "growth"},
        ),
        ("力争上半年工业增加值增速转正", {"value": 0, "comparator": ">", "measure": "growth"}),
        ("旅客吞吐量恢复到疫情前水平", {"value": None, "relative_to": "疫情前水平"}),
        ("民营经济增加值占比突破60%", {"measure": "share", "name": "民营经济增加值占比"}),
        ("技改投资增长 8% 以上", {"value": 8, "comparator": ">=", "measure": "growth"}),
        ("把环评时间由30天压减到15天", {"value": 15, "unit": "天", "baseline": 30}),
        ("制造业投资：320亿元左右", {"value": 320, "comparator": "~", "name": "制造业投资"}),
    ],
)
def test_one_target(words: str, fields: dict[str, Any]) -> None:
    (found,) = targets(f"{words}。")
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("words", "value", "increase", "baseline"),
    [
        ("市级重大项目同比增加13个，达到55个", 55, 13, 42),
        ("高新技术企业净增68家、达到680家", 680, 68, 612),
        ("设施蔬菜面积达到22万亩，同比增加1.5万亩", 22, 1.5, 20.5),
        ("研发投入强度提高0.1个百分点，达到2.5%", 2.5, 0.1, 2.4),
        ("深加工率由38%提高到45%", 45, 7, 38),
        ("从6.8亿元增加到15亿元", 15, 8.2, 6.8),
    ],
)
def test_what_a_level_starts_from(
    words: str, value: float, increase: float, baseline: float
) -> None:
    (found,) = targets(f"{words}。")
    assert (found.value, found.increase, found.baseline) == (value, increase, baseline)


def test_new_ones_have_no_baseline() -> None:
    (found,) = targets("新增规上企业20家。")
    assert (found.value, found.increase, found.baseline) == (20, None, None)


def test_numbers_that_describe_are_no_ends() -> None:
    (found,) = targets("全年引进投资过10亿元的产业项目不少于20个。")
    assert (found.value, found.unit) == (20, "个")
    assert targets("对投资20亿元以上的项目优先安排用地。") == []
    assert targets("推进“一区五园”建设，落实“十四五”规划。") == []


def test_two_ranks_at_once() -> None:
    first, second = targets("确保全年目标“保二争一”。")
    assert (first.value, first.firmness, first.measure) == (2, "assured", "rank")
    assert (second.value, second.firmness, second.name) == (1, "aspired", "全年目标")


def test_several_targets_in_one_breath() -> None:
    found = targets("全年新签约项目100个，新开工70个，其中10亿元以上项目力争8个。")
    assert [(t.value, t.firmness) for t in found] == [
        (100, "stated"),
        (70, "stated"),
        (8, "aspired"),
    ]


def test_firmness_is_handed_on_but_not_by_a_variant() -> None:
    found = targets("力争高新技术企业达到700家，研发投入强度达到3%。")
    assert [t.firmness for t in found] == ["aspired", "aspired"]
    found = targets("实际利用外资不低于4500万美元，争取5000万美元，外贸出口增长5%。")
    assert [t.firmness for t in found] == ["stated", "aspired", "stated"]


@pytest.mark.parametrize(
    ("words", "firmness"),
    [("确保完成", "assured"), ("力争突破", "aspired"), ("争取资金", None), ("达到", None)],
)
def test_words_of_firmness(words: str, firmness: str | None) -> None:
    assert firmness_of(words) == firmness


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("新建小学2所", "2021"),
        ("6月底前建成标准厂房2万平方米", "2021M06"),
        ("年底前建成标准厂房2万平方米", "2021"),
        ("12月底前建成标准厂房2万平方米", "2021M12"),
        ("上半年新开工项目20个", "2021H1"),
        ("到2025年，规上企业达到300家", "2025"),
        ("“十四五”期间新建公路500公里", "2025"),
        ("用三年时间，规上企业达到300家", "2024"),
        ("国庆节前建成公园2个", "2021M09"),
        ("明年建成公园2个", "2022"),
        ("项目达产后年产值5亿元", ""),
    ],
)
def test_deadlines(words: str, deadline: str) -> None:
    assert targets(f"{words}。")[-1].deadline == deadline


def test_a_year_at_the_head_governs_what_follows() -> None:
    text = "我们明年工作早谋划，明年财政收入增长5%。计划实施重大项目20个。"
    found = [t for s in statements(text, published=date(2020, 11, 2)) for t in s.targets]
    assert [t.deadline for t in found] == ["2021", "2021"]


def test_a_month_governs_its_own_clause_only() -> None:
    text = "某局工作打算\n10月底前拆除生产线9条；压减产能不少于600万吨。"
    found = [t for s in statements(text) for t in s.targets]
    assert [t.deadline for t in found] == ["2021M10", ""]


def test_the_year_of_the_title_governs_a_list() -> None:
    text = "某市2022年重点任务清单\n一、重点任务\n1.新增规上企业50家。"
    ((found,),) = [s.targets for s in statements(text)]
    assert found.deadline == "2022"


def test_without_a_year_a_deadline_stays_open() -> None:
    (found,) = [t for s in statements("我们将新建小学2所。") for t in s.targets]
    assert found.deadline == ""


@pytest.mark.parametrize(
    ("words", "subjects", "deadline"),
    [
        ("东部新城快速路年内建成通车", ("东部新城快速路",), "2021"),
        ("6月底前完成城关三小主体工程", ("城关三小主体工程",), "2021M06"),
        ("甲产业园、乙污水处理厂9月底前竣工投产", ("甲产业园", "乙污水处理厂"), "2021M09"),
    ],
)
def test_named_states(words: str, subjects: tuple[str, ...], deadline: str) -> None:
    (found,) = targets(f"{words}。")
    assert (found.subjects, found.deadline, found.value) == (subjects, deadline, None)


def test_a_start_without_a_date_is_an_action() -> None:
    (found,) = statements(plan("开工建设东部新城快速路。"))
    assert (found.kind, found.targets) == ("action", ())


def test_two_things_in_two_years() -> None:
    found = targets("甲乐园、乙古镇两个文旅项目计划明年和后年建成开园。")
    assert [(t.value, t.deadline) for t in found] == [(1, "2022"), (1, "2023")]
    assert {t.subjects for t in found} == {("甲乐园", "乙古镇")}


def test_two_things_in_two_years_said_one_by_one() -> None:
    found = targets("甲乐园、乙古镇两个文旅项目计划明年和后年分别建成开园。")
    assert [(t.subjects, t.deadline) for t in found] == [
        (("甲乐园",), "2022"),
        (("乙古镇",), "2023"),
    ]


def test_binding_and_expected() -> None:
    found = targets("森林覆盖率达到54%（约束性）；地区生产总值增长8%（预期性）；财政收入增长5%。")
    assert [t.nature for t in found] == ["binding", "expected", ""]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("力争全市规上工业企业", "规模以上工业企业"),
        ("其中新增市级重大项目", "新增市级重大项目"),
        ("到2025年，森林覆盖率", "森林覆盖率"),
        ("市商务局要编制", "编制"),
    ],
)
def test_names(words: str, name: str) -> None:
    assert clean_name(words) == name


@given(
    st.integers(1, 10_000), st.integers(1, 10_000), st.sampled_from(["个", "家", "亿元", "公里"])
)
def test_baseline_and_increase_add_up(level: int, increase: int, unit: str) -> None:
    (found,) = targets(f"重大项目增加{increase}{unit}，达到{level}{unit}。")
    assert found.baseline is not None and found.increase is not None
    assert found.baseline + found.increase == found.value == level


def test_what_is_counted_before_its_time_is_the_target() -> None:
    found = targets("那17个没动工的项目，8月底前全部开工。")
    assert [(t.value, t.unit, t.deadline) for t in found] == [(17, "个", "2021M08")]
