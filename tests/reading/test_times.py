"""Times resolved against the publication date."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import plain
from duibiao.reading.expressions.times import find_times

PUBLISHED = date(2020, 11, 2)


@pytest.mark.parametrize(
    ("text", "period", "by"),
    [
        ("今年", "2020", False),
        ("明年底", "2021", True),
        ("后年建成", "2022", False),
        ("到2025年", "2025", True),
        ("二〇二五年", "2025", False),
        ("2023年6月底前", "2023M06", True),
        ("3月底前", "2021M03", True),
        ("12月底前", "2020M12", True),
        ("1—9月", "2020M01-09", False),
        ("前三季度", "2020M01-09", False),
        ("1-12月", "2020", False),
        ("1—6月", "2020H1", False),
        ("上半年", "2020H1", False),
        ("一季度", "2020Q1", False),
        ("前10个月", "2020M01-10", False),
        ("9月末", "2020M09", False),
        ("2016—2020年", "2016-2020", False),
        ("“十四五”期间", "2021-2025", False),
        ("到“十四五”末", "2025", True),
        ("到‘十四五’末", "2025", True),
        ("用三年时间", "2023", True),
        ("三年内", "2023", True),
        ("今后五年", "2021-2025", False),
        ("三年攻坚行动", "", False),
        ("截至2020年底", "2020", False),
        ("去年底", "2019", False),
        ("上年末", "2019", False),
        ("明年年底前", "2021", True),
        ("2023年年底", "2023", True),
        ("下个月底前", "2020M12", True),
    ],
)
def test_a_time_has_its_period_and_says_whether_it_is_a_deadline(
    text: str, period: str, by: bool
) -> None:
    (time,) = find_times(plain(text), PUBLISHED)
    assert (time.period, time.by) == (period, by)


@pytest.mark.parametrize(
    "text",
    ["比上年增长4.1%", "较2015年提高", "为去年同期的82%", "编制“十四五”规划", "比1—10月提升"],
)
def test_what_a_change_is_from_and_names_of_plans_are_no_times(text: str) -> None:
    assert find_times(plain(text), PUBLISHED) == ()


def test_the_same_time_a_year_before_is_open_until_the_passage_says_of_what() -> None:
    (time,) = find_times("去年同期这一比例为78.5%", PUBLISHED)
    assert (time.end, time.period) == (4, "")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("国庆七天", "2020M10"),
        ("“十一”黄金周期间", "2020M10"),
        ("去年国庆假期", "2019M10"),
        ("今年春节8天假期", "2020M01"),
        ("2021年春节假期", "2021M02"),
        ("中秋、国庆假期", "2020M10"),
        ("五一小长假", "2020M05"),
    ],
)
def test_a_holiday_is_of_its_month(text: str, period: str) -> None:
    assert find_times(plain(text), PUBLISHED)[-1].period == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("前7月", "2020M01-07"),
        ("今年头七个月", "2020M01-07"),
        ("上个月", "2020M10"),
        ("2017年以来", "2017-2020"),
        ("从2017年试验到现在", "2017-2020"),
        ("自2017年投产至今", "2017-2020"),
        ("今年以来", "2020"),
    ],
)
def test_times_told_from_the_day_of_writing(text: str, period: str) -> None:
    assert [t.period for t in find_times(plain(text), PUBLISHED)] == [period]


def test_bare_months_belong_to_the_year_of_the_passage() -> None:
    periods = [t.period for t in find_times("9月末，全年，上年", PUBLISHED, year=2018)]
    assert periods == ["2018M09", "2018", "2017"]


def test_what_cannot_be_resolved_is_left_open() -> None:
    assert [t.period for t in find_times("今年，近三年，3—5月", None)] == ["", "", ""]
