"""Title, date and publisher where the text says them, and nothing where it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.reading.opening.draft import Draft
from duibiao.reading.opening.front_matter import date_in, front_matter

SENTENCE = "2020年，全市地区生产总值2003.43亿元，比上年增长4.1%。"


@pytest.mark.parametrize(
    ("head", "title", "published", "publisher"),
    [
        (
            "乐山市2020年国民经济和社会发展统计公报[1]\n\n乐山市统计局　国家统计局乐山调查队\n2021年3月25日",
            "乐山市2020年国民经济和社会发展统计公报",
            date(2021, 3, 25),
            "乐山市统计局 国家统计局乐山调查队",
        ),
        (
            "关于印发荣县2021年\n重点工作任务分解方案的通知\n（二〇二一年一月二十日）",
            "关于印发荣县2021年重点工作任务分解方案的通知",
            date(2021, 1, 20),
            "",
        ),
        (
            "政府工作报告\n——2021年1月20日在荣县第十八届人民代表大会上\n荣县人民政府县长 王小明",
            "政府工作报告",
            date(2021, 1, 20),
            "",
        ),
        (
            "发展改革简报\n第12期（总第208期）\n自贡市发展和改革委员会　　2021年4月2日\n\n一季度重大项目开门红",
            "一季度重大项目开门红",
            date(2021, 4, 2),
            "自贡市发展和改革委员会",
        ),
        (
            "一季度经济“开门红”\n来源：盐都日报  发布时间：2021-04-23 08:15  字号：大 中 小",
            "一季度经济“开门红”",
            date(2021, 4, 23),
            "盐都日报",
        ),
        (
            "走出去看差距\n——赴江苏学习考察侧记\n盐都日报 2020/11/02 第03版 本报记者 王小明",
            "走出去看差距",
            date(2020, 11, 2),
            "盐都日报",
        ),
        (
            "統計公報解讀\n發佈時間：2021年3月25日\n來源：樂山市統計局",
            "統計公報解讀",
            date(2021, 3, 25),
            "樂山市統計局",
        ),
    ],
)
def test_heads_of_documents(head: str, title: str, published: date | None, publisher: str) -> None:
    found = front_matter(f"{head}\n\n各位代表：\n{SENTENCE}\n")
    assert (found.title, found.published, found.publisher) == (title, published, publisher)


def test_a_signature_under_the_text() -> None:
    found = front_matter(
        f"关于赴江苏学习考察的报告\n\n市委、市政府：\n{SENTENCE}\n\n自贡市投资促进局\n2020年11月9日\n"
    )
    assert found.title == "关于赴江苏学习考察的报告"
    assert (found.published, found.publisher) == (date(2020, 11, 9), "自贡市投资促进局")


def test_nothing_is_guessed() -> None:
    found = front_matter(
        f"{SENTENCE}\n2021年1月20日，市长王小明到统计局调研。\n责任单位：市发改委\n{SENTENCE}"
    )
    assert (found.title, found.published, found.publisher) == ("", None, "")
    assert front_matter("甲方：荣县人民政府\n2020年，任务完成。").publisher == ""


def test_a_month_is_no_day_and_it_is_said() -> None:
    draft = Draft()
    assert (
        front_matter(f"统计公报解读\n荣县统计局（二〇一六年四月）\n\n{SENTENCE}", draft).published
        is None
    )
    assert "月" in draft.notes[0].zh and draft.notes[0].en


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020-11-02新闻6", date(2020, 11, 2)),
        ("2020.1.2", date(2020, 1, 2)),
        ("二○二一年十二月三十一日", date(2021, 12, 31)),
        ("2021年13月1日", None),
        ("2021年2月30日", None),
        ("14.5:41.1:44.4", None),
    ],
)
def test_dates(words: str, day: date | None) -> None:
    assert date_in(words) == day


@given(
    st.dates(date(1990, 1, 1), date(2039, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"]),
)
def test_every_date_is_found_as_it_was_written(day: date, form: str) -> None:
    assert date_in(f"发布时间：{day.strftime(form)} 10:00") == day
    words = f"{day.year}年{day.month}月{day.day}日"
    numerals = "〇一二三四五六七八九"
    year = "".join(numerals[int(d)] for d in str(day.year))
    tens = ["", "十", "二十", "三十"]
    month, number = (
        tens[n // 10] + (numerals[n % 10] if n % 10 else "") for n in (day.month, day.day)
    )
    assert date_in(words) == day == date_in(f"{year}年{month}月{number}日")


@given(st.text(alphabet="统计局报告2021年3月日：来源—（）。，\n 　A[1]〔〕", max_size=80))
def test_any_text_is_answered(text: str) -> None:
    found = front_matter(text)
    for name in found.publisher.split():
        assert name in text


def test_a_newsletter_goes_by_its_name_and_its_list_of_contents_is_no_title() -> None:
    text = "重点项目建设简报\n2025年第7期（总第43期）\n某区指挥部办公室　　2025年7月11日\n本期要目\n●上半年重点项目推进情况\n●项目一线\n上半年，全区完成投资41.8亿元。"
    found = front_matter(text)
    assert (found.title, str(found.published)) == ("重点项目建设简报", "2025-07-11")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("丰收\n水稻收了。\n（来源：岳阳日报2024年7月26日　责任编辑：刘倩）", "2024-07-26"),
        ("丰收\n水稻收了。\n（原载《太行日报》2023年5月19日）", "2023-05-19"),
        (
            "第8期（总第44期）　　2022年9月5日\n2022年1—8月全区重点项目进展情况\n进展顺利。",
            "2022-09-05",
        ),
        (
            "某市关于印发任务分解的通知\n各县：\n现印发给你们。\n某市人民政府\n2024年2月26日\n\n任务分解\n一、招商。",
            "2024-02-26",
        ),
    ],
)
def test_where_a_date_stands(text: str, day: str) -> None:
    assert str(front_matter(text).published) == day
