"""Deadlines: what governs a commitment's time where its own words give none. The sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from said import statements


def due(text: str, **told: object) -> list[str]:
    """The deadline of each target of a text."""
    return [t.deadline for s in statements(text, **told) for t in s.targets]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("二、行动目标\n——2021年：新建水厂2座。\n——2022年：新建水厂3座。", ["2021", "2022"]),
        ("三、节点安排\n四季度目标：铺设管网14公里，消除积水点9处。", ["2021Q4", "2021Q4"]),
        ("今年全区招商工作的目标是：新引进项目25个，到位资金80亿元。", ["2021", "2021"]),
        ("二、目标\n明年上半年，培训中心投入使用，新增学位600个。", ["2022H1", "2022H1"]),
        ("二、目标\n到明年底发展林下经济5万亩，带动农户3000户。", ["2022", "2022"]),
        ("二、措施\n从明年起连续三年每年安排专项资金2亿元。", ["2024"]),
        ("二、措施\n5月前完成厂房招标6万平方米。", ["2021M04"]),
        ("二、清单\n1.新建公路30公里。牵头单位：市交通局；完成时限：11月底。", ["2021M11"]),
        ("二、措施\n年底前储备2022年亿元以上项目60个。", ["2021"]),
        ("二、措施\n力争2022年元旦前投产企业3家。", ["2021M12"]),
        ("二、工作措施\n五一期间接待游客200万人次。", ["2021M05"]),
        (
            "二、2021年工作\n第三高级中学8月底前建成，新增托位600个。",
            ["2021M08", "2021"],
        ),
        (
            "二、2021年工作\n第三高级中学8月底前建成，新增学位600个。",
            ["2021M08", "2021M08"],
        ),
        ("二、目标\n建公益球场50块，10月20日前全部免费开放。", ["2021M10"]),
    ],
)
def test_labels_openings_and_dates_govern(text: str, deadlines: list[str]) -> None:
    assert due(text) == deadlines


def test_the_year_of_an_event_in_the_title_governs_nothing() -> None:
    text = "某县举行2021年重大项目集中签约仪式\n县长表示，要新引进项目20个。"
    assert due(text, title="某县举行2021年重大项目集中签约仪式") == [""]


def test_how_many_things_are_to_be_done_by_when_is_no_target_but_governs() -> None:
    text = "二、措施\n县里年内要办好两件事。一要新建水厂2座；二要改造管网30公里。"
    assert due(text) == ["2021", "2021"]


@pytest.mark.parametrize(
    ("words", "due_by"),
    [
        ("月底前上线小程序", "2021M03"),
        ("下个月成立招商联络处", "2021M04"),
        ("一周内形成专题报告", "2021M03"),
    ],
)
def test_times_reckoned_from_the_day_of_publication(words: str, due_by: str) -> None:
    assert due(f"二、措施\n{words}。", published=date(2021, 3, 10)) == [due_by]


def test_the_years_below_a_title_govern_a_plan_and_its_spans() -> None:
    text = (
        "某县水务提升三年行动方案\n（2021—2023年）\n一、目标\n三年累计投入资金6亿元。\n"
        "二、任务\n新建水厂5座。三年内改造管网300公里。"
    )
    assert due(text) == ["2023", "2023", "2023"]


def test_a_bracket_at_the_end_governs_the_whole_item() -> None:
    text = (
        "某市2021年任务清单\n1.营收突破500亿元。2020年全市营收420亿元。净增企业20家。"
        "（责任单位：市工信局、各县（市、区）人民政府；完成时限：11月底）"
    )
    assert [d for d in due(text) if d] == ["2021M11", "2021M11"]


def test_the_year_of_a_speech_holds_until_another_is_named() -> None:
    text = (
        "同志们：\n今年我们要新开工项目80个。\n项目上再提速。组建招商小分队5个，每组不少于4人。\n"
        "明年要建成园区2个。"
    )
    assert due(text, title="在全市项目建设推进会上的讲话") == ["2021", "2021", "2021", "2022"]
    assert due(text, title="某地见闻") == ["2021", "", "", "2022"]


def test_what_a_speech_says_it_arranges() -> None:
    text = "主要任务是总结2020年工作，部署2021年任务。\n二、抓好落实\n要新建学校3所。"
    assert due(text, title="在教育工作会议上的讲话") == ["2021"]


@pytest.mark.parametrize(
    ("words", "published", "kind"),
    [
        ("上半年完成投资30亿元", date(2021, 8, 3), "achievement"),
        ("一季度完成投资30亿元", date(2021, 4, 20), "achievement"),
        ("二季度复工率提高到80%", date(2021, 4, 20), "target"),
        ("四季度投资增速不低于前三季度", date(2021, 9, 28), "target"),
    ],
)
def test_a_part_of_the_year_is_over_or_ahead(words: str, published: date, kind: str) -> None:
    (found,) = statements(f"{words}。", published=published)
    assert found.kind == kind


def test_a_notice_carries_the_year_of_its_plan() -> None:
    text = "分解方案》的通知\n《2024年全州林草产业重点任务\n各县：\n二、重点任务\n1.新建标准厂房12万平方米。"
    assert due(text, title="分解方案》的通知") == ["2024"]


def test_each_part_of_a_list_has_its_own_year() -> None:
    text = "某市工程建设计划\n东延线今年通车、西延线明年通车、南延线2026年通车。"
    assert due(text)[-1:] == ["2026"]
