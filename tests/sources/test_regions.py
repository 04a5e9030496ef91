"""Written names of regions: matched, made from the data, left out; never dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from duibiao.sources import load_panel, read_table


def table(path: Path, *names: str, header: str = "地区") -> Path:
    lines = [f"{header},年份,gdp", *(f"{name},2020,{i + 1}" for i, name in enumerate(names))]
    path.write_text("\n".join(lines))
    return path


def test_aliases_of_the_sample(tmp_path: Path) -> None:
    read = read_table(table(tmp_path / "a.csv", "自 贡 市", "Nanjing", "320500", "江苏省常州市"))
    assert read.observations["region"].to_list() == ["510300", "320100", "320500", "320400"]
    assert read.problems == ()


def test_regions_made_from_the_data_keep_what_the_sample_knows(tmp_path: Path) -> None:
    read = read_table(table(tmp_path / "a.csv", "自贡市", "甘孜藏族自治州", "四川省", "全省平均"))
    assert read.regions.codes == ("510300", "甘孜藏族自治州")
    assert read.regions["510300"].name_en == "Zigong"
    assert [(p.kind, p.row) for p in read.problems if p.kind == "aggregate_row"] == [
        ("aggregate_row", 4),
        ("aggregate_row", 5),
    ]


def test_a_region_outside_the_sample_is_said_with_the_nearest(tmp_path: Path) -> None:
    read = read_table(table(tmp_path / "a.csv", "自贡市", "南京市", "自宫市"))
    (problem,) = read.problems
    assert (problem.kind, problem.severity, problem.row) == ("new_region", "warning", 4)
    assert "自贡市" in problem.zh


def test_many_unknown_regions_are_all_listed(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text("code,name_zh\nA,自贡市\n")
    data = table(tmp_path / "a.csv", "自贡市", *(f"第{i}县" for i in range(2_000)))
    read = read_table(data, regions=tmp_path / "regions.csv")
    assert len([p for p in read.problems if p.kind == "unknown_region"]) == 2_000


def test_counties_beside_their_cities(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "市州,区县,年份,gdp\n自贡市,大安区,2020,1\n自贡市,荣县,2020,2\n内江市,东兴区,2020,3\n"
    )
    read = read_table(tmp_path / "a.csv")
    assert [(r.name_zh, r.parent) for r in read.regions] == [
        ("大安区", "自贡市"),
        ("荣县", "自贡市"),
        ("东兴区", "内江市"),
    ]
    assert read.problems == ()


def test_provinces_alone_are_regions(tmp_path: Path) -> None:
    assert len(read_table(table(tmp_path / "a.csv", "四川省", "江苏省", "重庆市")).regions) == 3


def test_codes_with_their_parents_among_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "代码,地区,年份,gdp\n510000,四川省,2020,9\n510300,自贡市,2020,1\n330100,杭州市,2020,2\n"
    )
    read = read_table(path)
    assert read.regions.codes == ("510300", "330100")
    assert read.regions["330100"].parent == "浙江省 | Zhejiang"


def test_a_table_of_regions_lists_what_it_lacks_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text("code,name_zh,parent\nA,自贡市,S\nB,南京市,J\n")
    data = table(tmp_path / "a.csv", "自贡市", "自宫市", "合计")
    read = read_table(data, regions=tmp_path / "regions.csv")
    assert read.regions.codes == ("A",)
    unknown = next(p for p in read.problems if p.kind == "unknown_region")
    assert (unknown.severity, unknown.row, unknown.region) == ("error", 3, "自宫市")
    assert "自贡市" in unknown.zh and "1个数" in unknown.zh
    panel = load_panel(data, regions=tmp_path / "regions.csv")
    assert any("自宫市" in note.zh for note in panel.notes)


def test_parents_that_are_regions_themselves_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text(
        "code,name_zh,parent\nA,自贡市,\nA1,大安区,A\nA2,荣县,A\n"
    )
    data = table(tmp_path / "a.csv", "自贡市", "大安区", "荣县")
    read = read_table(data, regions=tmp_path / "regions.csv")
    assert read.regions.codes == ("A1", "A2")
    assert read.regions["A1"].parent == "自贡市"
    assert [p.kind for p in read.problems] == ["aggregate_row"]


def test_a_name_that_means_several_needs_its_parent(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text("code,name_zh,parent\n1,鼓楼区,南京市\n2,鼓楼区,徐州市\n")
    data = table(tmp_path / "a.csv", "鼓楼区", "南京市鼓楼区")
    read = read_table(data, regions=tmp_path / "regions.csv")
    assert read.observations["region"].to_list() == ["1"]
    assert [p.kind for p in read.problems] == ["ambiguous_region"]
    (tmp_path / "b.csv").write_text("地区,省份,年份,gdp\n鼓楼区,徐州市,2020,1\n")
    assert read_table(tmp_path / "b.csv", regions=tmp_path / "regions.csv").regions.codes == ("2",)


def test_a_code_and_a_name_that_differ_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "代码,地区,年份,gdp\n510300,南京市,2020,1\n320500,苏州市,2020,2\n"
    )
    read = read_table(tmp_path / "a.csv")
    assert [p.kind for p in read.problems] == ["code_and_name"]
    assert read.observations["region"].to_list() == ["510300", "320500"]


@pytest.mark.parametrize("name", ["地区", "城 市", "市州", "Region", "city"])
def test_headers_of_regions(tmp_path: Path, name: str) -> None:
    assert len(read_table(table(tmp_path / "a.csv", "自贡市", header=name)).regions) == 1


def test_a_column_of_regions_without_a_header(tmp_path: Path) -> None:
    assert read_table(table(tmp_path / "a.csv", "自贡市", header="")).regions.codes == ("510300",)


def test_a_province_is_whole_only_with_all_its_units(tmp_path: Path) -> None:
    names = "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁".split()
    assert read_table(table(tmp_path / "a.csv", *names)).regions.whole == {"江苏省 | Jiangsu"}
    assert read_table(table(tmp_path / "b.csv", *names[1:])).regions.whole == frozenset()
