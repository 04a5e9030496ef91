"""Lists of tasks: who acts, by when, on whose model, in tables, below items and in the sentence itself."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import Passages
from duibiao.reading.statements.find import find_statements
from duibiao.reading.statements.survey import Survey
from duibiao.records import Document, Statement


def commitments(text: str, region: str = "某市") -> list[Statement]:
    document = Document("a", text, published=date(2024, 3, 20))
    found = find_statements(Survey(Passages(document)), region=region)
    return [s for s in found if s.kind in ("action", "target")]


@pytest.mark.parametrize("bar", ["｜", "|", "\t"])
def test_a_table_says_who_acts_and_by_when_past_headings_between_its_rows(bar: str) -> None:
    rows = (
        "序号,任务内容,牵头处室,配合单位,完成时限",
        "一、外贸",
        "1,组织出海团组20个,合作处,省贸促会,11月底",
    )
    found = commitments("\n".join(rows).replace(",", bar))
    assert [(s.owner, s.targets[0].value, s.targets[0].deadline) for s in found] == [
        ("合作处", 20, "2024M11")
    ]


def test_columns_of_progress_tell_of_the_past_and_those_of_next_steps_promise() -> None:
    rows = (
        "序号｜项目｜总投资（亿元）｜形象进度｜下步节点",
        "1｜聚烯烃中试｜3.8｜设备进场七成｜10月底前出料",
    )
    (found,) = commitments("\n".join(rows))
    assert (found.targets[0].subjects, found.targets[0].deadline) == (("聚烯烃中试",), "2024M10")


def test_lines_below_an_item_say_who_acts_and_by_when() -> None:
    text = "1.办好服装周3场，新建展厅2处。\n【市商务局、市财政局】（时限：9月底）\n2.新建小学2所。\n　　责任单位：市教育局　配合单位：市住建局　完成时限：8月底"
    found = commitments(f"一、重点任务\n{text}")
    assert [(s.owner, s.targets[0].deadline) for s in found] == [
        ("市商务局、市财政局", "2024M09"),
        ("市商务局、市财政局", "2024M09"),
        ("市教育局", "2024M08"),
    ]
    noted = commitments(f"说明：排在第一位的为牵头单位。\n一、重点任务\n{text}")
    assert noted[0].owner == "市商务局"


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("州财政局抓紧拨付前期经费400万元", "州财政局"),
        ("某区供电公司11月15日前完成线路迁改", "某区供电公司"),
        ("由市农投公司组建林业碳汇收储平台", "市农投公司"),
        ("请人社局今年办12期订单式培训", "人社局"),
        ("市重点办将会同市自然资源局开展百日攻坚", "市重点办"),
        ("市国土局、市规划局要开辟绿色通道", "市国土局、市规划局"),
        ("市政府金融办要搭建银企对接平台", "市政府金融办"),
        ("各县（市、区）要逐村建立台账", "各县（市、区）"),
        ("推动市供销社建设冷库2座", ""),
        ("国实科创中心10月底前主体封顶", ""),
    ],
)
def test_who_acts_by_the_sentence(words: str, owner: str) -> None:
    found = commitments(f"一、下一步打算\n{words}。")
    assert found[0].owner == owner


@pytest.mark.parametrize(
    ("words", "model"),
    [
        ("对标山东邹平，制定铝精深加工行动方案", "邹平"),
        ("学习绍兴柯桥“时尚+会展”经验，办好服装周", "绍兴柯桥"),
        ("照浏阳的样子，绘制两条链的全景图", "浏阳"),
        ("以义乌为师，选派60名青年跟班学习", "义乌"),
        ("学习黄杜村，建设茶园步道", "黄杜村"),
        ("乌兰察布建有种薯平台。我们就照这个路子走，建设种薯追溯平台", "乌兰察布"),
        ("学习先进典型，完善考核办法", ""),
    ],
)
def test_on_whose_model(words: str, model: str) -> None:
    found = commitments(f"一、下一步打算\n{words}。", region="绥化市")
    assert found[-1].learns_from == model


def test_a_heading_names_the_model_of_what_stands_below_it() -> None:
    text = "一、下一步打算\n（一）学安吉，做活林地。组建收储平台，引导林农入社。\n（二）补短板。完善考核办法。"
    assert [s.learns_from for s in commitments(text, "弥勒市")] == ["安吉", "安吉", ""]


def test_an_opening_says_the_nature_of_the_whole_list() -> None:
    text = "今年的主要预期目标是：地区生产总值增长7%，固定资产投资增长8%。\n约束性指标：单位能耗下降2.5%，优良天数不少于320天。"
    natures = [t.nature for s in commitments(text) for t in s.targets]
    assert natures == ["expected", "expected", "binding", "binding"]


def test_owners_behind_leaders_and_with_brackets_inside() -> None:
    told = commitments(
        "2024年主要目标任务分解方案\n1．地区生产总值增长7%左右。\n责任领导：马军　责任单位：县发改委\n"
        "2．各县（市、区）政府要新建学校6所。"
    )
    assert [s.owner for s in told if s.kind == "target"] == ["县发改委", "各县（市、区）政府"]


def test_the_first_of_several_leads_only_where_its_own_bracket_says_so() -> None:
    told = commitments(
        "2024年重点任务分工\n1.新建学校6所。（责任单位：县教育局、县住建局）\n"
        "2.新修道路4公里。（责任单位：县交通局、县住建局，排在首位的为牵头单位）"
    )
    assert [s.owner for s in told if s.kind == "target"] == ["县教育局、县住建局", "县交通局"]


def test_what_is_to_be_spent_this_year_is_a_target_of_each_project() -> None:
    rows = (
        "项目名称｜总投资｜今年计划投资｜上半年完成｜形象进度",
        "东站配套工程｜6.2亿元｜2.4亿元｜0.9亿元｜基础施工",
        "生态补水工程｜2.8亿元｜2.8亿元｜1.7亿元｜完成铺管",
    )
    text = "重点项目进展\n" + "\n".join(rows)
    found = [t for s in commitments(text) for t in s.targets]
    said = [(t.name, t.value, t.unit, t.deadline, t.subjects) for t in found]
    assert said == [
        ("计划投资", 2.4, "亿元", "2024", ("东站配套工程",)),
        ("计划投资", 2.8, "亿元", "2024", ("生态补水工程",)),
    ]
