"""Whose deed it is: home's, a higher body's, a reference region's; who is to act. The sentences are invented."""

from __future__ import annotations

import pytest

from said import kinds, plan, statements


def commitments(text: str, **told: object) -> list[str]:
    """The words of the commitments of a text."""
    return [s.quote.text for s in statements(text, **told) if s.is_commitment]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "省里要求2022年底前农村卫生厕所普及率达到90%以上",
        "到2025年全省要建成示范县20个",
        "省财政今年统筹安排奖补资金10亿元",
        "省下达我市全年任务为20个",
        "据说要推出重大项目127个",
        "国家提出到2025年建成示范城市30个",
    ],
)
def test_what_others_set_is_no_commitment(words: str) -> None:
    assert commitments(plan(f"{words}。")) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "省政府确定的10件民生实事8月底前全部落地见效",
            "省政府确定的10件民生实事8月底前全部落地见效",
        ),
        ("省里拿出资金50亿元；市上再办实事12件", "市上再办实事12件"),
        ("全面完成上级下达的减排任务20项", "全面完成上级下达的减排任务20项"),
    ],
)
def test_what_home_does_for_others_is_one(words: str, found: str) -> None:
    assert commitments(plan(f"{words}。"))[-1:] == [found]


def test_the_prefecture_above_a_county_is_not_home() -> None:
    text = plan("枣庄市将于7月开展中期评估。我市新增企业20家。")
    assert commitments(text, region="滕州市") == ["我市新增企业20家"]


def test_the_province_is_home_where_the_document_speaks_for_it() -> None:
    text = plan("到2023年，全省接待游客要突破1亿人次。省里将设立基金10亿元。")
    assert len(commitments(text, region="黑龙江省")) == 2
    assert commitments(text, region="乐山市") == []


@pytest.mark.parametrize(
    "words",
    [
        "此次苏州之行让我们深受触动",
        "通过5天3地的学习考察，大家开阔了眼界",
        "如何学习昆山精神，做强园区经济？",
        "怎样借鉴苏州经验，建好产业园区？",
        "荣县人在服务质量上的差距相当明显",
        "昆山的做法令人惊叹，事实证明，只有一流的环境，才能引来一流的企业",
        "自贡市赴苏州学习考察团成员如是说——",
    ],
)
def test_feelings_questions_and_maxims_teach_nothing_and_promise_nothing(words: str) -> None:
    found = statements(f"{words}。" if words[-1] not in "？—" else words)
    assert not [s for s in found if s.is_commitment]
    told = [s for s in found if s.kind == "lesson"]
    assert all("环境" not in s.quote.text and "差距" not in s.quote.text for s in told)
    assert not told or "昆山的做法" in words


def test_the_heading_names_whose_lesson_it_is() -> None:
    text = (
        "一、主要做法\n（一）昆山：以亩均论英雄。经验有三：一是建立企业画像，腾退低效用地2万亩；"
        "二是设立更新基金50亿元，由镇长每季度上台说清楚。\n二、下一步打算\n设立更新基金5亿元。"
    )
    found = statements(text)
    assert {s.learns_from for s in found if s.kind == "lesson"} == {"昆山"}
    assert [s.quote.text for s in found if s.is_commitment] == ["设立更新基金5亿元"]


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("新建水厂2座。（县水利局、县国投公司）", "县水利局、县国投公司"),
        ("处置低效用地600亩。（市工信局牵头，各县区政府配合）", "市工信局"),
        ("新建水厂2座。责任单位：县水利局、马集镇。", "县水利局、马集镇"),
        ("新建水厂2座。\n责任单位：区城管局（牵头）、旭日街道", "区城管局"),
        ("县行政审批局推行容缺受理制度。", "县行政审批局"),
        ("各镇街建立项目台账。", "各镇街"),
        ("新建水厂2座（不含城区）。", ""),
    ],
)
def test_owners_in_brackets_and_behind_the_deed(words: str, owner: str) -> None:
    assert statements(plan(words))[0].owner == owner


@pytest.mark.parametrize("mark", ["▲", "●", "■", "◆", "►", "①", "1）", "(1)", "a.", "✓"])
def test_list_marks(mark: str) -> None:
    text = plan(f"{mark}新建水厂2座。\n{mark}制定招商图谱。")
    assert kinds(text) == {"新建水厂2座": "target", "制定招商图谱": "action"}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("在全市一季度经济运行调度会上的讲话", "市发改委要建立堵点清单"),
        ("某市党政考察团赴湖州学习考察情况汇报", "市上要设立创业基金2亿元"),
    ],
)
def test_a_title_of_a_speech_or_a_trip_makes_no_past(title: str, words: str) -> None:
    assert commitments(f"{words}。", title=title) == [words]


def test_means_of_a_trip_join_the_deed_they_lead_to() -> None:
    text = "下一步我市将以此次学习考察为契机，结合规划编制等工作，做好文旅项目的系统性规划。"
    (found,) = commitments(text)
    assert found == text.rstrip("。")


def test_a_row_of_a_table_is_its_task_and_not_its_name_or_time() -> None:
    text = (
        "某市2021年为民办实事项目责任分解表\n序号\t项目\t建设内容及目标\t责任单位\t完成时限\n"
        "1\t老旧小区改造\t改造老旧小区35个\t市住建局、各镇街\t11月底前\n"
        "2\t医疗提升\t市医院东院区主体封顶\t市卫健局\t年底前"
    )
    found = statements(text)
    assert [s.quote.text for s in found if s.is_commitment] == [
        "改造老旧小区35个",
        "市医院东院区主体封顶",
    ]
    assert [s.owner for s in found if s.is_commitment] == ["市住建局、各镇街", "市卫健局"]


@pytest.mark.parametrize("opening", ["本报讯 1月13日，", "记者从市发改委获悉，", ""])
def test_the_opening_of_news_does_not_hide_what_it_reports(opening: str) -> None:
    assert commitments(f"{opening}我市将新建小学2所。") == ["我市将新建小学2所"]


@pytest.mark.parametrize(
    "line", ["本报记者 张三", "编辑：李四", "记者 张三 通讯员 李四", "来源：市发改委"]
)
def test_lines_of_editors_are_left_out(line: str) -> None:
    assert statements(line) == ()
