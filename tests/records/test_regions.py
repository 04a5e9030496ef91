"""Regions: every usual spelling of a name finds its code; what is ambiguous or unknown is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.records import InputError, Panel, Region, Regions, UnknownName, region_set


@pytest.mark.parametrize(
    "written",
    [
        "自贡",
        "自贡市",
        "自 贡 市",
        "Zigong",
        "ZIGONG",
        "510300",
        "四川省自贡市",
        "Zigong city",
        "自贡市 ",
    ],
)
def test_spellings_of_one_name(sample: Panel, written: str) -> None:
    assert sample.regions.match(written).code == "510300"


@pytest.mark.parametrize("written", ["Guang'an", "Guang’an", "广安市"])
def test_apostrophes_do_not_matter(sample: Panel, written: str) -> None:
    assert sample.regions.match(written).code == "511600"


def test_an_unknown_name_lists_the_nearest(sample: Panel) -> None:
    with pytest.raises(UnknownName) as refused:
        sample.regions.match("自宫市")
    assert "自贡市" in refused.value.text("zh")


def test_one_name_in_two_parents_asks_for_the_parent() -> None:
    regions = Regions(
        (
            Region("320100", "南京市", "Nanjing"),
            Region("320300", "徐州市", "Xuzhou"),
            Region("320106", "鼓楼区", parent="320100"),
            Region("320302", "鼓楼区", parent="320300"),
        )
    )
    with pytest.raises(InputError) as refused:
        regions.match("鼓楼区")
    assert "320106" in refused.value.text("zh") and "320302" in refused.value.text("zh")
    assert regions.match("南京市鼓楼区").code == "320106"
    assert regions.find("鼓楼区") is None


def test_a_short_name_never_hides_a_full_one() -> None:
    regions = Regions(
        (Region("1", "吉林省", "Jilin"), Region("2", "吉林市", "Jilin city", "吉林省"))
    )
    assert regions.match("吉林市").code == "2"
    assert regions.match("吉林省").code == "1"


def test_a_code_twice_is_refused() -> None:
    with pytest.raises(InputError, match="stands twice"):
        region_set([Region("1", "甲"), Region("1", "乙")])


def test_every_region_of_the_sample_is_found_by_all_its_names(sample: Panel) -> None:
    for region in sample.regions:
        for name in (region.code, region.name_zh, region.name_en, region.short("zh")):
            assert sample.regions.match(name) == region


@given(st.permutations(list("自贡市")), st.integers(0, 3))
def test_spaces_inside_a_chinese_name_do_not_matter(letters: list[str], spaces: int) -> None:
    name = "".join(letters)
    regions = Regions((Region("1", name),))
    assert regions.match((" " * spaces).join(letters)).code == "1"
