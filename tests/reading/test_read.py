"""A document read from end to end, and how long it takes."""

from __future__ import annotations

from datetime import date

from duibiao.reading.read import ReadSettings, read_document
from duibiao.records import Catalogue, Document, Indicator, Panel

TEXT = """某市2021年政府工作报告
一、2020年工作回顾
2020年，全市地区生产总值318.6亿元，增长4.1%。新增规上企业20家。
二、2021年工作安排
地区生产总值增长8%左右，新引进项目20个以上。制定招商图谱。坚持稳中求进工作总基调。
"""


def test_numbers_of_commitments_are_no_figures() -> None:
    reading = read_document(Document("a.txt", TEXT, published=date(2021, 1, 20)), region="自贡市")
    planned = [t.value for s in reading.commitments for t in s.targets]
    assert planned == [8.0, 20.0]
    assert {f.value for f in reading.figures} == {318.6, 4.1, 20.0}
    assert [s.kind for s in reading.commitments] == ["target", "target", "action"]


def test_indicators_are_codes_of_the_catalogue() -> None:
    catalogue = Catalogue((Indicator("gdp", "地区生产总值", "GDP", "亿元", "+"),))
    reading = read_document(Document("a.txt", TEXT), region="自贡市", catalogue=catalogue)
    first = reading.commitments[0]
    assert (first.targets[0].indicator, first.indicators) == ("gdp", ("gdp",))


def test_what_is_less_sure_can_be_left_out() -> None:
    document = Document("a.txt", TEXT)
    every = read_document(document).statements
    sure = read_document(document, settings=ReadSettings(confidence=0.8)).statements
    assert 0 < len(sure) < len(every)
    assert all(s.confidence >= 0.8 for s in sure)


def test_an_empty_document_says_nothing() -> None:
    reading = read_document(Document("a.txt", ""))
    assert not (reading.statements or reading.figures or reading.questions or reading.speakers)


def test_with_the_sample_panel(sample: Panel) -> None:
    reading = read_document(
        Document("a.txt", TEXT), region="自贡市", catalogue=sample.indicators, panel=sample
    )
    assert all(i in sample.indicators for s in reading.statements for i in s.indicators)


def test_traditional_script_reads_the_same() -> None:
    text = "二、下一步打算\n制定招商引資行動計劃，新引進項目20個以上。"
    reading = read_document(Document("a.txt", text), region="自貢市")
    assert [s.kind for s in reading.statements] == ["action", "target"]
    assert reading.statements[1].quote.text == "新引進項目20個以上"
