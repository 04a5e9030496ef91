"""Whether a stretch exhorts or promises, by the weights learnt from labelled documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.reading import read_document
from duibiao.reading.statements.rhetoric import (
    is_rhetoric,
    rhetoric_confidence,
    rhetoric_score,
    tokens_of,
)
from duibiao.records import Document


@pytest.mark.parametrize(
    "words",
    [
        "以时不我待的劲头推动各项工作再上新水平",
        "把责任扛在肩上，把工作抓在手上",
        "以更大的决心和更实的作风把蓝图变成现实",
    ],
)
def test_an_exhortation_is_rhetoric(words: str) -> None:
    assert is_rhetoric(words)


@pytest.mark.parametrize(
    "words", ["出台工业用地弹性出让办法", "在开发区设立企业服务专窗", "修订招商引资奖励细则"]
)
def test_a_deed_is_none(words: str) -> None:
    assert not is_rhetoric(words)


def test_a_number_speaks_for_a_deed_whatever_number() -> None:
    assert rhetoric_score("新建标准厂房20万平方米") == rhetoric_score("新建标准厂房3.5万平方米")
    assert rhetoric_score("新建标准厂房20万平方米") < rhetoric_score("新建标准厂房")


@given(st.text(max_size=40))
def test_spaces_and_narrow_marks_change_nothing(words: str) -> None:
    wide = words.replace(",", "，").replace(" ", "")
    assert tokens_of(words) == tokens_of(wide)
    assert 0.5 <= rhetoric_confidence(words) <= 0.99


def test_a_plan_that_only_exhorts_is_no_commitment_and_says_why() -> None:
    text = "一、下一步打算\n以时不我待的劲头推动各项工作再上新水平。出台工业用地弹性出让办法。"
    said = read_document(Document("a", text), region="甲县").statements
    assert [s.kind for s in said] == ["slogan", "action"]


def test_a_number_keeps_a_commitment() -> None:
    text = "一、下一步打算\n以时不我待的劲头推动新引进项目20个以上。"
    assert [s.kind for s in read_document(Document("a", text), region="甲县").statements] == [
        "target"
    ]
