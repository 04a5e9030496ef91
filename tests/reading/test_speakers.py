"""Who speaks: the forms in which offices and newspapers name a speaker."""

from __future__ import annotations

import pytest

from duibiao.reading import Passages
from duibiao.reading.speakers import find_speakers
from duibiao.reading.titles import parse_title
from duibiao.records import Document, Speaker


def speakers(text: str) -> list[Speaker]:
    return list(find_speakers(Passages(Document("a.txt", text))))


def named(text: str) -> list[tuple[str, str, str]]:
    return [(s.name, s.post, s.unit) for s in speakers(text)]


@pytest.mark.parametrize(
    ("title", "unit", "post"),
    [
        ("市经信局局长", "市经信局", "局长"),
        ("荣县县委书记", "荣县县委", "县委书记"),
        ("沿滩区委书记", "沿滩区委", "区委书记"),
        ("中共衡阳市委书记", "中共衡阳市委", "市委书记"),
        ("市委书记", "市委", "市委书记"),
        ("市委副书记、市长", "市委", "市委副书记、市长"),
        ("副市长", "", "副市长"),
        ("市商务局党组书记、局长", "市商务局", "党组书记、局长"),
        ("高新区党工委书记、管委会主任", "高新区党工委", "党工委书记、管委会主任"),
        ("舒城县人民政府县长", "舒城县人民政府", "县长"),
        ("高新区管委会主任", "高新区管委会", "主任"),
        ("舒城县县长", "舒城县", "县长"),
        ("市发改委副主任", "市发改委", "副主任"),
        ("县文化广电和旅游局党组书记", "县文化广电和旅游局", "党组书记"),
        ("某某科技有限公司董事长兼总经理", "某某科技有限公司", "董事长兼总经理"),
        ("市统计局新闻发言人", "市统计局", "新闻发言人"),
        ("市行政审批局一级调研员", "市行政审批局", "一级调研员"),
    ],
)
def test_a_title_is_parted(title: str, unit: str, post: str) -> None:
    parted = parse_title(title)
    assert (parted.unit, parted.post) == (unit, post)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“要办成事。”市发改委主任李建国说，我们将推进项目。", [("李建国", "主任", "市发改委")]),
        ("市商务局党组书记、局长王芳表示，将新引进企业10家。", [("王芳", "党组书记、局长", "市商务局")]),
        ("赵磊（某县县长）：今年要开工项目20个。", [("赵磊", "县长", "某县")]),
        ("副市长陈志强主持会议并讲话。会议要求加快进度。", []),
        ("副市长陈志强主持会议。他强调，要加快进度。", [("陈志强", "副市长", "")]),
        ("市交通局局长欧阳华在会上汇报，今年完成投资30亿元。", [("欧阳华", "局长", "市交通局")]),
        (
            "记者：今年有何打算？\n市教育局局长钱敏：我们将新建学校5所。\n记者：还有呢？\n钱敏：改造10所。",
            [("钱敏", "局长", "市教育局")],
        ),
        ("2021年政府工作报告\n——2021年1月20日在某市第七届人民代表大会第五次会议上\n市长 孙 伟\n各位代表：今年增长7%。", [("孙伟", "市长", "某市")]),
        ("改革怎么改？审批局局长孙海峰给了三个词。孙海峰说，要减材料。", [("孙海峰", "局长", "审批局")]),
        ("高新区党工委书记何敬之的话很短：“回去就干。”", [("何敬之", "党工委书记", "高新区党工委")]),
        ("1月4日，在某市第五届人民代表大会第三次会议上，市长佟建民代表市人民政府向大会作工作报告。报告摘要如下：\n今年增长6%。", [("佟建民", "市长", "某市")]),
        ("政府工作报告\n——2017年1月10日在京山县第八届人民代表大会第一次会议上\n县长 魏泽川\n今年增长8%。", [("魏泽川", "县长", "京山县")]),
        ("龙文区区长蔡晓梅会后告诉记者，已梳理项目15个。", [("蔡晓梅", "区长", "龙文区")]),
        ("市委书记郑国樑主持会议。郑国樑在讲话中说，要抓项目。", [("郑国樑", "市委书记", "市委")]),
        ("市委书记周平、市长吴刚出席活动。", []),
        ("伊力哈木·买买提（县农业农村局局长）：\n我们将种好地。", [("伊力哈木·买买提", "局长", "县农业农村局")]),
        ("“公司明年产值将翻番。”蓝天新材料公司总经理何勇告诉记者。", [("何勇", "总经理", "蓝天新材料公司")]),
        ("乐山市2020年国民经济和社会发展统计公报\n地区生产总值2003.43亿元。", []),
    ],
)  # fmt: skip
def test_the_forms_of_naming(text: str, found: list[tuple[str, str, str]]) -> None:
    assert named(text) == found


def test_a_block_runs_to_the_next_and_not_into_the_page_furniture() -> None:
    text = (
        "甲市谈打算\n李明（市经信局局长）：\n办好园区\n我们将办好园区。李明表示，还要服务企业。\n"
        "王红（市文旅局局长）：\n我们将办节。\n编辑：张三\n随机阅读"
    )
    first, second = speakers(text)
    assert [t.text for t in first.turns] == ["办好园区\n我们将办好园区。李明表示，还要服务企业。"]
    assert [t.text for t in second.turns] == ["我们将办节。"]


def test_turns_stand_verbatim_in_the_text() -> None:
    text = "会议召开。\n市经信局局长李明表示,我们将办好园区。\n他说,还要服务企业。\n会议强调,要抓落实。"
    (speaker,) = speakers(text)
    assert [text[t.start : t.end] for t in speaker.turns] == [t.text for t in speaker.turns]
    assert speaker.turns[-1].text.endswith("还要服务企业。")
