"""Tables in any form give the same panel: what must not matter does not."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duibiao.records import DataError, Panel
from duibiao.sources import load_panel, read_breaks, read_table

CITIES = ("自贡市", "内江市", "南京市", "苏州市")
YEARS = (2018, 2019, 2020)


def figures() -> pl.DataFrame:
    rng = random.Random(7)
    rows = [
        (c, y, round(rng.uniform(1e3, 2e4), 2), rng.randint(200, 900))
        for c in CITIES
        for y in YEARS
    ]
    return pl.DataFrame(rows, schema=["地区", "年份", "地区生产总值", "户籍人口"], orient="row")


def wide(frame: pl.DataFrame, path: Path, money: str = "亿元", people: str = "万人") -> Path:
    named = frame.rename(
        {"地区生产总值": f"地区生产总值（{money}）", "户籍人口": f"户籍人口（{people}）"}
    )
    named.write_csv(path)
    return path


def same(a: Panel, b: Panel) -> None:
    for code in ("gdp", "pop_hukou"):
        for city in CITIES:
            rows = [p.regions.position(p.regions.match(city).code) for p in (a, b)]
            np.testing.assert_allclose(
                a.grid(code).values[rows[0]], b.grid(code).values[rows[1]], rtol=1e-12
            )


@pytest.fixture
def panel(tmp_path: Path) -> Panel:
    return load_panel(wide(figures(), tmp_path / "wide.csv"))


def test_tidy_wide_and_years_across_agree(tmp_path: Path, panel: Panel) -> None:
    long = figures().unpivot(index=["地区", "年份"], variable_name="指标", value_name="数值")
    units = (
        pl.col("指标").replace_strict({"地区生产总值": "亿元", "户籍人口": "万人"}).alias("单位")
    )
    long.with_columns(units).write_csv(tmp_path / "tidy.csv")
    same(panel, load_panel(tmp_path / "tidy.csv"))
    across = long.with_columns(units).pivot("年份", index=["地区", "指标", "单位"], values="数值")
    across.write_csv(tmp_path / "across.csv")
    same(panel, load_panel(tmp_path / "across.csv"))
    down = long.with_columns(units).pivot("地区", index=["年份", "指标", "单位"], values="数值")
    down.write_csv(tmp_path / "down.csv")
    same(panel, load_panel(tmp_path / "down.csv"))


def test_csv_excel_and_parquet_agree(tmp_path: Path, panel: Panel) -> None:
    frame = pl.read_csv(tmp_path / "wide.csv")
    frame.write_parquet(tmp_path / "wide.parquet")
    frame.write_excel(tmp_path / "wide.xlsx")
    for name in ("wide.parquet", "wide.xlsx"):
        other = load_panel(tmp_path / name)
        same(panel, other)
        assert other.snapshot == panel.snapshot
    frame.write_csv(tmp_path / "wide.tsv", separator="\t")
    assert load_panel(tmp_path / "wide.tsv").snapshot == panel.snapshot


def test_several_files_are_one_panel(tmp_path: Path, panel: Panel) -> None:
    parts = [wide(figures().filter(年份=y), tmp_path / f"{y}.csv") for y in YEARS]
    same(panel, load_panel(parts))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 10**6),
    money=st.sampled_from(["元", "万元", "亿元"]),
    people=st.sampled_from(["人", "万人"]),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
)
def test_order_units_and_encoding_do_not_matter(
    tmp_path: Path, panel: Panel, seed: int, money: str, people: str, encoding: str
) -> None:
    frame = figures().sample(fraction=1, shuffle=True, seed=seed)
    columns = list(frame.columns)
    random.Random(seed).shuffle(columns)
    scale = {"元": 10**8, "万元": 10**4, "亿元": 1, "人": 10**4, "万人": 1}
    frame = frame.select(columns).with_columns(
        (pl.col("地区生产总值") * scale[money]).round(2), pl.col("户籍人口") * scale[people]
    )
    path = wide(frame, tmp_path / "shuffled.csv", money, people)
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    same(panel, load_panel(path))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    missing=st.sets(st.integers(0, len(CITIES) * len(YEARS) - 1), min_size=1, max_size=11),
    mark=st.sampled_from(["", "-", "—", "...", "…", "……", " ", "..", "NA"]),
)
def test_a_missing_value_is_never_zero(
    tmp_path: Path, panel: Panel, missing: set[int], mark: str
) -> None:
    frame = figures().with_columns(pl.col("地区生产总值").cast(pl.String))
    values = [mark if i in missing else v for i, v in enumerate(frame["地区生产总值"])]
    path = wide(frame.with_columns(pl.Series("地区生产总值", values)), tmp_path / "gaps.csv")
    read = load_panel(path)
    for i in range(len(CITIES) * len(YEARS)):
        city = panel.regions.match(CITIES[i // len(YEARS)]).code
        value = read.cell(city, "gdp", YEARS[i % len(YEARS)]).value
        expected = None if i in missing else panel.cell(city, "gdp", YEARS[i % len(YEARS)]).value
        assert value == expected


def test_rows_count_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = '地区,年份,gdp,备注\n自贡市,2019,1,"两行\n备注"\n\n自贡市,2020,2,\n'
    (tmp_path / "rows.csv").write_text(text)
    table = read_table(tmp_path / "rows.csv")
    assert table.observations["row"].to_list() == [2, 4]
    assert table.observations["note"].to_list() == ["两行\n备注", ""]
    assert table.observations["column"].to_list() == ["gdp", "gdp"]


def test_numbers_as_offices_write_them(tmp_path: Path) -> None:
    cells = {"1,458.44": 1458.44, "１２３": 123.0, "−3.5": -3.5, " 7 ": 7.0, "1.2e3": 1200.0}
    lines = [f'{2000 + i},自贡市,"{text}"' for i, text in enumerate(cells)]
    (tmp_path / "numbers.csv").write_text("\n".join(["年份,地区,gdp", *lines]))
    table = read_table(tmp_path / "numbers.csv")
    assert table.observations["value"].to_list() == list(cells.values())


@pytest.mark.parametrize("text", ["约12", "12,34", "1458.44亿", "12*", "1_000", "inf", "#REF!"])
def test_what_is_no_number_is_listed(tmp_path: Path, text: str) -> None:
    (tmp_path / "text.csv").write_text(f'地区,年份,gdp\n自贡市,2020,"{text}"\n南京市,2020,1\n')
    table = read_table(tmp_path / "text.csv")
    (problem,) = table.problems
    assert (problem.kind, problem.severity, problem.row) == ("unreadable_number", "error", 2)
    assert text in problem.zh and problem.field == "gdp"
    assert len(table.observations) == 1


def test_a_column_of_text_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "text.csv").write_text(
        "地区,年份,gdp,主要产业\n自贡市,2020,1,彩灯\n南京市,2020,2,软件\n"
    )
    table = read_table(tmp_path / "text.csv")
    assert [p.kind for p in table.problems] == ["text_column"]


def test_a_name_without_a_unit_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("地区,年份,地区生产总值,GDP增速\n自贡市,2020,1458.44,3.9\n")
    table = read_table(tmp_path / "bare.csv")
    assert table.observations["indicator"].to_list() == ["gdp_growth"]
    missing = [(p.severity, p.indicator) for p in table.problems if p.kind == "missing_unit"]
    assert missing == [("error", "地区生产总值"), ("warning", "GDP增速")]


def test_a_unit_of_another_kind_is_listed(tmp_path: Path) -> None:
    (tmp_path / "kind.csv").write_text("地区,年份,户籍人口（%）,gdp\n自贡市,2020,3,1\n")
    table = read_table(tmp_path / "kind.csv")
    assert [p.kind for p in table.problems] == ["unit_mismatch"]


def test_the_unit_of_a_table_is_not_that_of_its_growth(tmp_path: Path) -> None:
    (tmp_path / "unit.csv").write_text(
        "单位：万元,,\n地区,地区生产总值,\n,2020年,比上年增长\n自贡市,14584400,3.9\n内江市,14658800,3.9\n"
    )
    table = read_table(tmp_path / "unit.csv", mapping=None)
    assert set(table.observations.select("indicator", "unit").rows()) == {("gdp", "万元")}
    assert {p.kind for p in table.problems} == {"missing_unit", "unknown_period"}


def test_money_per_head_is_accepted_in_yuan(tmp_path: Path) -> None:
    (tmp_path / "head.csv").write_text("地区,年份,人均GDP（元）\n自贡市,2020,58571\n")
    assert load_panel(tmp_path / "head.csv").cell("510300", "gdp_per_capita", 2020).value == 58571


def test_a_period_that_is_none_is_listed(tmp_path: Path) -> None:
    (tmp_path / "period.csv").write_text("地区,年份,gdp\n自贡市,2020,1\n自贡市,去年,2\n")
    table = read_table(tmp_path / "period.csv")
    assert [(p.kind, p.row) for p in table.problems] == [("unknown_period", 3)]
    (tmp_path / "none.csv").write_text("地区,gdp\n自贡市,1\n")
    with pytest.raises(DataError, match="without a period"):
        load_panel(tmp_path / "none.csv")


def test_year_and_month_columns_are_one_period(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("地区,年份,月份,gdp\n自贡市,2020,3,1\n自贡市,2020,1-9月,5\n")
    assert read_table(tmp_path / "m.csv").observations["period"].to_list() == [
        "2020M03",
        "2020M01-09",
    ]


def test_vintages_are_kept_and_an_unknown_one_is_listed(tmp_path: Path) -> None:
    text = "地区,年份,gdp,数据版本\n自贡市,2020,1,初步核算\n自贡市,2020,2,最终核实\n自贡市,2021,3,内部\n"
    (tmp_path / "v.csv").write_text(text)
    table = read_table(tmp_path / "v.csv")
    assert table.observations["vintage"].to_list() == ["preliminary", "final", ""]
    assert [p.kind for p in table.problems] == ["unknown_vintage"]
    assert load_panel(tmp_path / "v.csv").cell("510300", "gdp", 2020).value == 2


def test_two_figures_for_one_cell_that_disagree_are_refused(tmp_path: Path) -> None:
    (tmp_path / "twice.csv").write_text("地区,年份,gdp\n自贡市,2020,1\n自贡市,2020,2\n")
    with pytest.raises(DataError, match="data check"):
        load_panel(tmp_path / "twice.csv")


def test_columns_beside_a_column_of_values_are_listed(tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("地区,年份,指标,数值,增速\n自贡市,2020,gdp,1,3.9\n")
    table = read_table(tmp_path / "more.csv")
    assert [(p.kind, p.field) for p in table.problems] == [("unread_column", "增速")]


def test_a_name_with_a_unit_here_and_none_there_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("地区,年份,旅游收入（亿元）\n自贡市,2019,5\n")
    (tmp_path / "b.csv").write_text("地区,年份,旅游收入\n自贡市,2020,60000\n")
    table = read_table([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert table.observations["period"].to_list() == ["2019"]
    assert [(p.kind, p.file) for p in table.problems] == [
        ("new_indicator", "a.csv"),
        ("missing_unit", "b.csv"),
    ]


def test_a_yearbook_table_saved_as_text(tmp_path: Path) -> None:
    """Merged cells are gone in CSV: a spanning header is followed by blanks."""
    (tmp_path / "yearbook.csv").write_bytes(
        """表2-1 各市主要指标（2020年）,,,,,
,,,,,单位：万元
地区,地区生产总值,,,存款余额,
,全市,市辖区,比上年增长(%),全市,市辖区
自 贡 市,14580000,6000000,3.9,20000000,9000000
内 江 市,14650000,7000000,3.9,21000000,8000000
注：市辖区不含县。,,,,,
""".encode("gb18030")
    )
    table = read_table(tmp_path / "yearbook.csv")
    zigong = table.observations.filter(region="510300")
    assert zigong.select("indicator", "value", "unit").rows() == [
        ("gdp", 14_580_000, "万元"),
        ("地区生产总值·市辖区", 6_000_000, "万元"),
        ("gdp_growth", 3.9, "%"),
        ("bank_deposits", 20_000_000, "万元"),
        ("存款余额·市辖区", 9_000_000, "万元"),
    ]
    assert {p.kind for p in table.problems} == {"new_indicator"}
    assert zigong["row"].unique().to_list() == [5]


def test_residents_that_are_published_serve_where_none_are_implied(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "地区,年份,地区生产总值（亿元）,常住人口（万人）,社零总额（亿元）\n自贡市,2020,1458.44,249,500\n"
    )
    panel = load_panel(tmp_path / "r.csv")
    per_head = panel.cell("510300", "gdp_per_capita", 2020)
    assert per_head.value == pytest.approx(1458.44e8 / 249e4)
    assert per_head.formula == "gdp / residents"
    assert panel.cell("510300", "retail_per_head", 2020).value == pytest.approx(500e8 / 249e4)


def test_paths_may_be_texts(tmp_path: Path, panel: Panel) -> None:
    path = wide(figures(), tmp_path / "wide.csv")
    same(panel, load_panel(str(path)))
    assert load_panel([str(path)]).observations.equals(load_panel([path]).observations)
    assert read_table(str(path)).observations.equals(read_table(path).observations)
    (tmp_path / "breaks.csv").write_text("地区,指标,年份,原因\n*,地区生产总值,2019,普查修订\n")
    cut = load_panel(str(path), breaks=str(tmp_path / "breaks.csv")).breaks
    assert [b.year for b in cut] == [2019]
    assert read_breaks(str(tmp_path / "breaks.csv"))[0].year == 2019


@pytest.mark.parametrize("header", ["常住人口（万人）", "年末常住人口（万人）"])
def test_published_residents_are_one_indicator_and_replace_the_implied(
    tmp_path: Path, header: str
) -> None:
    text = f"地区,年份,地区生产总值（亿元）,人均GDP（元）,{header},社零总额（亿元）\n"
    path = tmp_path / "people.csv"
    path.write_text(text + "自贡市,2020,1458.44,58000,249,500\n内江市,2020,1465,46000,314,450\n")
    panel = load_panel(path)
    assert [i.code for i in panel.indicators if "常住人口" in i.name_zh] == ["residents"]
    assert panel.cell("510300", "residents", 2020).value == 249
    assert panel.cell("510300", "gdp_per_capita", 2020).value == 58000
    assert panel.cell("510300", "retail_per_head", 2020).value == pytest.approx(5e10 / 2.49e6)
    (note,) = [n for n in panel.notes if "常住人口" in n.zh and "框架" not in n.zh]
    assert "公布" in note.zh or "取自所给数据" in note.zh
    assert "new_indicator" not in {p.kind for p in read_table(path).problems}


def test_a_column_of_parents_is_known_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "counties.csv"
    path.write_text("上级,区县,年份,GDP（亿元）\n甲市,东县,2020,10\n甲市,西县,2020,20\n")
    table = read_table(path)
    assert {r.parent for r in table.regions} == {"甲市"}
    assert "text_column" not in {p.kind for p in table.problems}
