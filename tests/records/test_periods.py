"""Periods as offices write them."""

from __future__ import annotations

import pytest

from duibiao.records import Period, UnknownName


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", "2020"),
        ("2020年", "2020"),
        ("2020年度", "2020"),
        ("2020.0", "2020"),
        ("2020Q3", "2020Q3"),
        ("2020年三季度", "2020Q3"),
        ("2020年第3季度", "2020Q3"),
        ("2020年前三季度", "2020M01-09"),
        ("2020年1—9月累计", "2020M01-09"),
        ("2020年1-2月", "2020M01-02"),
        ("2020M01-09", "2020M01-09"),
        ("2020年前11个月", "2020M01-11"),
        ("2020年1-12月", "2020"),
        ("2020年上半年", "2020H1"),
        ("2020-09", "2020M09"),
        ("2020年9月", "2020M09"),
        ("202009", "2020M09"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert str(Period.parse(text)) == expected
    assert Period.parse(expected) == Period.parse(text)


def test_a_year_from_elsewhere_completes_a_text() -> None:
    assert str(Period.parse("1-9月", year=2021)) == "2021M01-09"
    assert str(Period.parse("三季度", year=2021)) == "2021Q3"


@pytest.mark.parametrize("text", ["", "甲", "1-9月", "2020年13月", "99", "20205"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(UnknownName):
        Period.parse(text)
