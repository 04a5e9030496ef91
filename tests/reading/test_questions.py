"""Questions: what the text leaves open, and only that."""

from __future__ import annotations

from duibiao.reading.passages import Passages
from duibiao.reading.questions import find_questions
from duibiao.reading.statements.find import find_statements
from duibiao.reading.statements.survey import Survey
from duibiao.records import Document
from said import PUBLISHED, plan


def asked(words: str) -> list[str]:
    survey = Survey(Passages(Document("a.txt", plan(words), published=PUBLISHED)))
    return [q.words.zh for q in find_questions(survey, find_statements(survey))]


def test_which_of_two_in_which_year() -> None:
    found = asked("甲乐园、乙古镇两个文旅项目计划明年和后年建成开园。")
    assert found == ["甲乐园、乙古镇分别在哪一年完成？原文只说分别在2022、2023，没有说明先后。"]
    assert asked("甲乐园、乙古镇两个文旅项目计划明年和后年分别建成开园。") == []


def test_whether_an_investment_is_a_years_or_a_total() -> None:
    assert "指当年完成投资，还是项目总投资" in asked("实施项目20个、投资100亿元以上。")[0]
    assert asked("全年完成投资100亿元以上。") == []


def test_whether_counts_overlap() -> None:
    found = asked("市级重大项目达到55个，省级重大项目达到6个。")
    assert found == ["市级重大项目55个与省级重大项目6个是各自单列，还是前者包含后者？"]


def test_among_whom_is_ranked() -> None:
    assert asked("确保全年目标“保二争一”。")[0].startswith("“保二争一”在哪个范围内")
    assert asked("县域经济综合考评进入全省前十位。") == []


def test_what_a_moving_standard_will_be() -> None:
    assert asked("财政收入增速不低于全市平均水平。")[0].startswith("“全市平均水平”的数值")


def test_a_plain_target_leaves_nothing_open() -> None:
    assert asked("年内新建小学2所。制定招商图谱。") == []


def test_important_ones_first_and_few() -> None:
    many = "".join(f"民营经济增加值占比提高{n}个百分点。" for n in range(1, 20))
    found = asked(many + "甲乐园、乙古镇两个文旅项目计划明年和后年建成开园。")
    assert found[0].startswith("甲乐园、乙古镇")
    assert len(found) <= 5
