"""What two documents say differently: in one unit, within rounding, never within one document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duibiao.gaps import find_disagreements
from duibiao.records import Document, Figure, Quote, Reading, Statement, Target, Vintage

GDP = Figure(
    Quote("地区生产总值1458.4亿元", 0, 12),
    "自贡市",
    "gdp",
    "地区生产总值",
    "2020",
    1458.4,
    "亿元",
    "level",
)
AIM = Target(
    Quote("增长8%", 0, 4), "gdp", "地区生产总值", "growth", value=8.0, unit="%", deadline="2021"
)


def read(name: str, *found: Figure | Target) -> Reading:
    figures = tuple(f for f in found if isinstance(f, Figure))
    targets = tuple(t for t in found if isinstance(t, Target))
    said = (Statement("target", Quote("增长8%", 0, 4), targets=targets),) if targets else ()
    return Reading(Document(name, "增长8%"), "自贡市", figures=figures, statements=said)


def test_two_documents_with_two_values() -> None:
    first, second = read("甲", GDP), read("乙", replace(GDP, value=1460.0))
    [found] = find_disagreements([first, second])
    assert (found.kind, found.name, found.region, found.period) == (
        "figure",
        "gdp",
        "自贡市",
        "2020",
    )
    assert found.readings == (first, second)
    assert found.quotes == (GDP.quote, GDP.quote)


@pytest.mark.parametrize(
    "other",
    [
        {"value": 1458.4},
        {"value": 1458.0},  # rounded
        {"value": 1458.44},
        {"value": 14_584_400.0, "unit": "万元"},
        {"value": 1500.0, "period": "2019"},
        {"value": 1500.0, "region": "常州市"},
        {"value": 1500.0, "vintage": Vintage.FLASH},
        {"value": 1400.0, "comparator": ">"},
        {"value": 3.9, "unit": "%", "measure": "growth"},
        {"value": 3.9, "unit": "什么"},
    ],
)
def test_what_is_no_disagreement(other: dict[str, Any]) -> None:
    assert not find_disagreements([read("甲", GDP), read("乙", replace(GDP, **other))])


def test_units_do_not_hide_it() -> None:
    other = replace(GDP, value=14_600_000.0, unit="万元")
    assert len(find_disagreements([read("甲", GDP), read("乙", other)])) == 1


def test_targets_are_held_against_each_other() -> None:
    found = find_disagreements([read("甲", AIM), read("乙", replace(AIM, value=8.5))])
    assert [(d.kind, d.period) for d in found] == [("target", "2021")]
    later = replace(AIM, value=8.5, deadline="2022")
    assured = replace(AIM, value=7.0, firmness="assured")
    assert not find_disagreements([read("甲", AIM), read("乙", later), read("丙", assured)])


def test_one_document_does_not_disagree_with_itself() -> None:
    assert not find_disagreements([read("甲", GDP, replace(GDP, value=1500.0))])
    assert not find_disagreements([read("甲", GDP), read("甲", GDP)])
