"""Statements: cutting, kinds, whose words, who is to act. The sentences are invented."""

from __future__ import annotations

import datetime as dt
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.reading import read_document
from duibiao.reading.statements.find import theme_of
from duibiao.records import Document
from said import kinds, plan, statements


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("制定招商引资三年行动计划", "action"),
        ("落实重点企业联系制度", "action"),
        ("支持龙头企业建链补链强链", "action"),
        ("新建改扩建学校6所", "target"),
        ("解放思想、奋勇争先", "slogan"),
        ("奋力谱写高质量发展新篇章", "slogan"),
        ("坚持稳中求进工作总基调", "slogan"),
        ("树牢以人民为中心的发展思想", "slogan"),
        ("撸起袖子加油干", "slogan"),
        ("在优化服务上下功夫", "slogan"),
        ("以改革的新成效迎接挑战", "slogan"),
        ("在学习先进中找差距", "slogan"),
        ("把招商引资作为头等大事", "slogan"),
        ("推动开放型经济高质量发展", "slogan"),
        ("把外地经验转化为发展动力", "slogan"),
    ],
)
def test_the_same_heading_holds_deeds_and_slogans(words: str, kind: str) -> None:
    assert kinds(plan(f"{words}。")) == {words: kind}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、2020年工作回顾", "achievement"),
        ("二、2021年工作安排", "target"),
        ("三、下一步打算", "target"),
    ],
)
def test_the_section_says_whether_it_is_done(heading: str, kind: str) -> None:
    found = kinds(f"{heading}\n引进亿元以上项目12个。新建小学2所。")
    assert set(found.values()) == {kind}


def test_a_bulletin_has_no_commitments() -> None:
    text = "某市2020年国民经济和社会发展统计公报\n全年地区生产总值300亿元，增长4%。新增规上企业20家，引进项目30个。"
    assert not {"target", "action"} & set(kinds(text).values())


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("去年，全市新增规上企业20家", "achievement"),
        ("今年，全市计划新增规上企业20家", "target"),
        ("截至目前，已引进项目30个", "achievement"),
        ("年内将引进项目30个", "target"),
        ("2020年，地区生产总值预计增长5.2%", "achievement"),
    ],
)
def test_words_of_time_decide_without_a_heading(sentence: str, kind: str) -> None:
    assert kind in kinds(f"{sentence}。").values()


def test_what_a_reference_region_did_is_a_lesson() -> None:
    text = "昆山市率先推行一次办结改革，设立产业基金100亿元。他们的服务理念值得学习。\n我市将设立产业基金10亿元。"
    found = statements(text)
    assert [s.kind for s in found if "100亿元" in s.quote.text] == ["lesson"]
    assert {s.learns_from for s in found if s.kind == "lesson"} == {"昆山市"}
    assert [s.kind for s in found if "10亿元" in s.quote.text][-1] == "target"


def test_a_model_makes_no_lesson_of_a_deed() -> None:
    (found,) = statements(plan("借鉴苏州经验，设立企业服务专窗。"))
    assert (found.kind, found.learns_from) == ("action", "苏州")
    assert found.quote.text == "借鉴苏州经验，设立企业服务专窗"


def test_a_model_that_no_table_knows() -> None:
    (found,) = statements(plan("学习鲁家村模式，开展家庭农场试点。"))
    assert found.learns_from == "鲁家村"


def test_what_the_province_plans_is_not_ours() -> None:
    text = "省政府印发方案，提出到2025年全省高速公路里程突破1.2万公里。"
    assert not {"target", "action"} & set(kinds(text).values())


def test_futurity_is_handed_on_and_slogans_between_stay_slogans() -> None:
    text = (
        "全市商务系统将坚定不移解放思想，制定招商图谱；践行初心使命，建立项目台账；完善考核办法。"
    )
    found = kinds(text)
    assert [w for w, k in found.items() if k == "action"] == [
        "制定招商图谱",
        "建立项目台账",
        "完善考核办法",
    ]


def test_means_and_results_join_their_deed() -> None:
    (found,) = statements(plan("围绕主导产业，绘制产业链招商图谱，提高招商工作效率。"))
    assert found.quote.text == "围绕主导产业，绘制产业链招商图谱，提高招商工作效率"


def test_list_marks_and_headings_are_left_out() -> None:
    text = plan("（一）抓好招商。一是制定招商图谱；二是新引进项目20个以上。")
    assert list(kinds(text)) == ["制定招商图谱", "新引进项目20个以上"]


def test_preambles_are_left_out() -> None:
    text = "某市2021年重点任务分工方案\n为贯彻落实市委全会精神，制定本方案。\n一、重点任务\n1.建立项目库。（责任单位：市发改委）"
    assert list(kinds(text)) == ["建立项目库"]


def test_numbered_lines_of_a_task_list_are_commitments() -> None:
    text = (
        "某市2021年重点任务清单\n1.新增规上企业50家\n2.制定人才引进办法\n3.建成标准厂房20万平方米"
    )
    assert [s.kind for s in statements(text)] == ["target", "action", "target"]


def test_a_gap_that_is_owned_up_to_is_no_commitment() -> None:
    text = "二、存在问题\n龙头企业偏少，要素保障不足，融资渠道不畅。"
    assert not {"target", "action"} & set(kinds(text).values())


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("市商务局要编制招商图谱。", "市商务局"),
        ("由市经信局牵头，建立企业培育库。", "市经信局"),
        ("编制招商图谱。（牵头单位：市商务局；责任单位：各县区）", "市商务局"),
        ("编制招商图谱。\n责任单位：市商务局、市财政局", "市商务局、市财政局"),
        ("各产业园区要建立项目台账。", "各产业园区"),
        ("编制详细规划。由市自然资源局牵头，市住建局配合。", "市自然资源局"),
        ("编制招商图谱。", ""),
    ],
)
def test_owners(words: str, owner: str) -> None:
    assert statements(plan(words))[0].owner == owner


def test_owner_and_deadline_from_a_table() -> None:
    text = "重点任务清单\n任务\t责任单位\t完成时限\n新建小学2所\t市教育局\t6月底"
    (found,) = [s for s in statements(text) if s.is_commitment]
    assert (found.owner, found.targets[0].deadline) == ("市教育局", "2021M06")


def test_the_speaker_and_the_speakers_body() -> None:
    text = "李明(市经信局局长):\n我们将建立企业培育库。\n王强(荣县县委书记):\n我们将新建园区2个。"
    assert [(s.speaker, s.owner) for s in statements(text)] == [
        ("李明", "市经信局"),
        ("王强", "荣县县委"),
    ]


def test_every_statement_says_why() -> None:
    for found in statements(plan("制定招商图谱。坚持稳中求进。新引进项目20个。")):
        assert found.rules and 0.5 <= found.confidence < 1


@pytest.mark.parametrize(
    ("words", "theme"),
    [
        ("设立企业服务专窗，推行一网通办", "营商环境"),
        ("接待游客突破1000万人次", "文旅"),
        ("奋勇争先", ""),
    ],
)
def test_themes(words: str, theme: str) -> None:
    assert theme_of(words) == theme


@given(
    st.lists(
        st.sampled_from(
            [
                "制定招商图谱",
                "解放思想",
                "新引进项目20个",
                "，",
                "。",
                "；",
                "\n",
                "（",
                "）",
                "“",
                "一、",
                "：",
            ]
        )
    )
)
def test_quotes_stand_verbatim_in_order_whatever_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    found = statements(text)
    for statement in found:
        quote = statement.quote
        assert quote.text and text[quote.start : quote.end] == quote.text
        for target in statement.targets:
            assert text[target.quote.start : target.quote.end] == target.quote.text
    starts = [s.quote.start for s in found]
    assert starts == sorted(starts)
    assert all(a.quote.end <= b.quote.start for a, b in pairwise(found))


def test_what_a_bulletin_or_a_list_of_last_year_tells_is_done() -> None:
    bulletin = "荣县2022年国民经济和社会发展统计公报\n2023年3月20日\n\n年内改造棚户区2614套。到3月15日152家规上企业全部复工。第四季度由降转升，同比增长7.3%。12月份接待游客8万人次。"
    report = (
        "政府工作报告\n2023年1月16日\n\n2022年，我们负重前行。\n\n——民生改善。改造老旧小区31个。"
    )
    for text in (bulletin, report):
        title = text.partition("\n")[0]
        document = Document("a.txt", text, title=title, published=dt.date(2023, 3, 20))
        assert read_document(document, region="荣县").commitments == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "市政府秘书长何邦军一同调研。",
        "园区是产业集聚的载体，也是招商引资的主战场。",
        "我区现有低效工业用地7400余亩，仅为顺德平均水平的45%。",
        "现将分工表印发给你们，请结合实际抓好落实。",
        "实现五个新突破。",
        "以实干实绩交出群众满意的答卷。",
    ],
)
def test_what_an_event_a_size_or_fine_numbers_say_is_no_commitment(sentence: str) -> None:
    assert not {"target", "action"} & set(kinds(plan(sentence)).values())


@pytest.mark.parametrize(
    "words", ["每半月通报一次", "按季度通报任务进展", "每周到现场调度一次", "各街道要落实楼长制度"]
)
def test_a_routine_is_an_action_however_short(words: str) -> None:
    assert "action" in kinds(plan(f"{words}。")).values()


def test_the_first_estimate_of_the_year_promises_nothing() -> None:
    told = statements(
        "在市委经济工作会议上的讲话\n（2022年12月29日）\n一、今年的账要算清楚\n"
        "今年很不容易。初步预计，全市地区生产总值3080亿元左右，增长4.2%。\n"
        "但是，有几笔账大家心里要有数。外贸出口全年预计下降4.5%。"
    )
    assert not [s.quote.text for s in told if s.kind in ("target", "action")]


def test_a_report_on_a_quarter_is_no_plan_of_the_year_in_its_title() -> None:
    told = statements(
        "2021年一季度重点项目进展\n2021年安排全市重点建设项目710项，年度计划投资1015亿元。"
        "1-3月累计完成投资313.64亿元，同比增长95.66%。"
    )
    ours = [s.quote.text for s in told if s.kind in ("target", "action")]
    assert ours == ["年度计划投资1015亿元"]


def test_the_title_is_no_statement() -> None:
    told = statements("关于印发《2025年重点任务分工表》的通知\n各镇：\n一、工作目标\n新建学校6所。")
    assert [s.quote.text for s in told] == ["新建学校6所"]


@pytest.mark.parametrize(
    "sentence",
    [
        "各责任单位要高度重视，切实加强领导，压实责任。",
        "从2023年第一季度开始，我讲三个方面的问题。",
    ],
)
def test_what_every_order_says_first_is_no_commitment(sentence: str) -> None:
    assert not {"target", "action"} & set(kinds(plan(sentence)).values())


def test_a_sentence_that_tells_what_came_about_urges_nothing() -> None:
    told = statements(
        "土地托管壮大集体经济\n赵杨李新村积极发展紫小麦等特色农产品，流转土地从最初的500亩发展到现在的3500多亩，增加集体收入8万元。"
    )
    assert not [s for s in told if s.kind in ("target", "action")]


def test_an_owner_on_the_line_below() -> None:
    told = statements(
        "2023年主要目标任务责任分解方案\n一、主要预期目标\n（一）地区生产总值增长7%以上\n责任单位：区发展和改革局"
    )
    assert [(s.quote.text, s.owner) for s in told if s.kind == "target"] == [
        ("地区生产总值增长7%以上", "区发展和改革局")
    ]


def test_no_heading_of_a_bulletin_promises() -> None:
    told = statements(
        "某县2020年国民经济和社会发展统计公报\n一、综合\n地区生产总值100亿元。\n"
        "八、居民收入和社会保障\n全体居民人均可支配收入29874元，比上年增长6.0%。\n九、安全生产与要求\n年末参保38.9万人。",
        published=date(2021, 3, 25),
    )
    assert not [s.quote.text for s in told if s.kind in ("target", "action")]


@pytest.mark.parametrize(
    "opening", ["市委定的盘子是：", "市委全会已经明确，", "明年的主要目标，县委全会已经定了："]
)
def test_what_the_committee_has_set_is_a_target(opening: str) -> None:
    told = statements(
        f"在经济工作会议上的讲话\n第二，明年的目标跳起来才能够得着。\n{opening}地区生产总值增长6%以上，固定资产投资增长15%。",
        published=date(2021, 12, 28),
    )
    assert [(s.quote.text, s.targets[0].deadline) for s in told if s.kind == "target"] == [
        ("地区生产总值增长6%以上", "2022"),
        ("固定资产投资增长15%", "2022"),
    ]


@pytest.mark.parametrize(
    "sentence", ["大家要认真学习、抓好落实。", "下面，我就做好明年的经济工作讲三点意见。"]
)
def test_words_to_take_to_heart_and_announcements_promise_nothing(sentence: str) -> None:
    assert not {"target", "action"} & set(kinds(plan(sentence)).values())
