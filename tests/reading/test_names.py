"""Indicators and regions named in a text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from duibiao.reading.expressions.names import find_names, indicator_of, usual_name
from duibiao.reading.expressions.places import find_regions, own_name
from duibiao.reading.rules import rules
from duibiao.records import Catalogue, Panel


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("社零总额", "社会消费品零售总额"),
        ("GDP", "地区生产总值"),
        ("地区生产总值（GDP）", "地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("规上化工业增加值", "规模以上化工业增加值"),
        ("执业（助理）医师", "执业（助理）医师"),
        ("占总人口比重（常住人口城镇化率）", "常住人口城镇化率"),
        ("第一产业投资", "第一产业投资"),
        ("一产投资", "第一产业投资"),
        ("城乡收入比", "城乡居民收入比"),
    ],
)
def test_the_usual_name(written: str, usual: str) -> None:
    assert usual_name(written) == usual


def test_the_longest_name_wins() -> None:
    assert [n.name for n in find_names("农村居民人均可支配收入，进出口总额，出口")] == [
        "农村居民人均可支配收入",
        "进出口总额",
        "出口总额",
    ]


def test_no_alias_means_two_indicators() -> None:
    seen: dict[str, str] = {}
    for key, group in rules("indicators").items():
        for name, aliases in group.items() if key != "spelling" else ():
            for alias in (name, *aliases):
                assert seen.setdefault(alias, name) == name


def test_a_name_has_the_code_of_the_catalogue_or_its_usual_form(sample: Panel) -> None:
    assert indicator_of("GDP", sample.indicators) == "gdp"
    assert indicator_of("常住人口", Catalogue()) == "常住人口"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("对接苏州、昆山，赴安吉学习", ["苏州市", "昆山市", "安吉县"]),
        ("四川省乐山市井研县", ["井研县"]),
        ("我市与全省", ["我市", "全省"]),
        ("经开区、示范区、各县区、四县（市）", []),
        ("真金白银", []),
        ("赴苏州市学习，赴荣县调研", ["苏州市", "荣县"]),
        ("中共衡阳市委", ["衡阳市"]),
        ("锡林郭勒盟，凉山州", ["锡林郭勒盟", "凉山彝族自治州"]),
    ],
)
def test_regions(text: str, names: list[str]) -> None:
    assert [r.name for r in find_regions(text)] == names


def test_a_home_goes_by_its_own_name() -> None:
    assert [own_name(n) for n in ("佛山市南海区", "四川省乐山市", "荣县", "")] == [
        "南海区",
        "乐山市",
        "荣县",
        "",
    ]


def test_the_prefectures_are_those_of_the_shared_table(shared: Path) -> None:
    with (shared / "data" / "china-cities" / "regions.csv").open(encoding="utf-8") as file:
        named = {row["region_name"] for row in csv.DictReader(file)}
    table = rules("places")["provinces"]
    ours = {name for names in table.values() for name in names} | set(table)
    assert named <= ours
    assert {n for names in table.values() for n in names} <= named
