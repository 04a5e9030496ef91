"""Which region a document speaks for."""

import pytest

from duibiao.reading import read_document
from duibiao.reading.home import home_of
from duibiao.records import Document, Speaker


@pytest.mark.parametrize(
    ("document", "home"),
    [
        (Document("a", "", title="自贡市赴江苏学习考察团成员谈认识说举措"), "自贡市"),
        (Document("a", "", title="乐山市2020年国民经济和社会发展统计公报"), "乐山市"),
        (Document("a", "", title="赴苏州市学习考察的报告", publisher="荣县人民政府办公室"), "荣县"),
        (Document("a", "", title="对标昆山市找差距", publisher="滁州日报"), "滁州市"),
        (
            Document("a", "政府工作报告\n——2021年1月20日在舒城县第十七届人民代表大会第五次会议上"),
            "舒城县",
        ),
        (Document("a", "", title="走出去看“湾区速度”——吉安市党政代表团赴深圳侧记"), "吉安市"),
        (Document("a", "", title="上饶经济技术开发区2018年工作总结"), "上饶经济技术开发区"),
        (Document("a", "", publisher="四川日报"), ""),
        (Document("a", "", title="在全市工业大会上的讲话"), ""),
    ],
)
def test_home_is_what_the_document_says(document: Document, home: str) -> None:
    assert home_of(document)[0] == home


def test_home_of_an_only_speaker_with_the_party_left_out() -> None:
    one = Speaker("李明", "书记", "中共衡阳市委")
    other = Speaker("王芳", "县长", "衡南县人民政府")
    assert home_of(Document("a", ""), (one,))[0] == "衡阳市"
    assert home_of(Document("a", ""), (one, other))[0] == ""


def test_a_home_that_was_found_is_used_and_said() -> None:
    text = "乐山市2020年统计公报\n2020年，全市地区生产总值2003.43亿元。"
    reading = read_document(Document("a", text, title="乐山市2020年统计公报"))
    assert reading.region == "乐山市"
    assert {f.region for f in reading.figures} == {"乐山市"}
    assert "按标题当作乐山市" in reading.notes[0].zh


def test_a_home_that_was_given_is_not_remarked_upon() -> None:
    reading = read_document(Document("a", "全市", title="乐山市公报"), region="自贡市")
    assert (reading.region, reading.notes) == ("自贡市", ())


def test_a_city_that_nobody_names_is_left_open_and_said() -> None:
    (note,) = read_document(Document("a", "全市上下一心。")).notes
    assert "“全市”" in note.zh
    assert read_document(Document("a", "企业上下一心。")).notes == ()
