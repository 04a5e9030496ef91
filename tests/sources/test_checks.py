"""Each rule of the data check fires on the bad figure and is silent on the good panel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.records import Break, Catalogue, Formula, Indicator, Region, Regions, region_set
from duibiao.sources import CheckSettings, Report, check_observations

YEARS = tuple(range(2010, 2020))
REGIONS = region_set(
    Region(f"R{i:02d}", f"甲{i:02d}市", f"Town {i:02d}", "省", 104 + i / 10, 30.0)
    for i in range(12)
)
CATALOGUE = Catalogue(
    (
        Indicator("gdp", "地区生产总值", "GDP", "万元", "+", growth="gdp_growth"),
        Indicator("gdp_growth", "地区生产总值实际增速", "Real GDP growth", "%", kind="rate"),
        Indicator("gdp_per_capita", "人均地区生产总值", "GDP per head", "元/人"),
        Indicator("pop_hukou", "户籍人口", "Registered population", "万人", kind="stock"),
        Indicator("share", "第二产业占比", "Secondary share", "%", kind="rate"),
        Indicator("exports", "出口额", "Exports", "万元"),
        Indicator("profit", "工业利润", "Industrial profit", "万元"),
        Indicator("firms", "工业企业数", "Industrial firms", "个", kind="stock"),
        Indicator("users", "宽带用户数", "Broadband subscribers", "户", kind="stock"),
        Indicator(
            "residents", "常住人口", "Residents", "万人", formula=Formula("gdp / gdp_per_capita")
        ),
    )
)


def good_grids() -> dict[str, np.ndarray]:
    """Figures of twelve towns as a yearbook prints them, smooth and without coincidences."""
    rng = np.random.default_rng(20)
    shape = (len(REGIONS), len(YEARS))
    start = rng.uniform(2e6, 9e6, (shape[0], 1))
    real = rng.uniform(5, 9, shape)
    prices = 2 + rng.normal(0, 0.4, shape)
    gdp = start * np.cumprod((1 + real / 100) * (1 + prices / 100), axis=1)
    hukou = rng.uniform(250, 500, (shape[0], 1)) * np.cumprod(
        1 + rng.normal(0.004, 0.001, shape), axis=1
    )
    residents = hukou * rng.uniform(0.75, 0.9, (shape[0], 1))
    growing = np.cumprod(1 + rng.uniform(0.02, 0.2, (5, *shape)), axis=2)
    return {
        "gdp": gdp.round(),
        "gdp_growth": real.round(4),
        "gdp_per_capita": (gdp / residents).round(),
        "pop_hukou": hukou.round(5),
        "share": (45 + rng.normal(0, 1.5, shape)).round(4),
        "exports": (growing[0] * rng.uniform(1e5, 3e5, (shape[0], 1))).round(),
        "profit": (growing[1] * rng.uniform(1e5, 3e5, (shape[0], 1))).round(),
        "firms": (growing[2] * rng.uniform(4e3, 9e3, (shape[0], 1))).round(),
        "users": (growing[3] * rng.uniform(2e5, 3e5, (shape[0], 1))).round(),
    }


def frame(grids: dict[str, np.ndarray]) -> pl.DataFrame:
    rows = [
        {
            "region": region.code,
            "indicator": code,
            "period": str(year),
            "value": float(grid[i, j]),
            "unit": CATALOGUE[code].unit,
            "file": "book.xlsx",
            "sheet": "表1",
            "row": 3 + i * len(YEARS) + j,
            "column": code,
        }
        for code, grid in grids.items()
        for i, region in enumerate(REGIONS)
        for j, year in enumerate(YEARS)
        if np.isfinite(grid[i, j])
    ]
    return pl.DataFrame(rows)


def check(observations: pl.DataFrame, regions: Regions = REGIONS, **named: object) -> Report:
    return check_observations(observations, regions, CATALOGUE, **named)  # type: ignore[arg-type]


def found(report: Report) -> set[tuple[str, str, str, str]]:
    """The kind, region, indicator and period of each problem."""
    return {(p.kind, p.region, p.indicator, p.period) for p in report.problems}


def test_good_figures_give_no_problem() -> None:
    report = check(frame(good_grids()))
    assert [p.en for p in report.problems] == []
    assert report.sentence("en") == "1,080 figures were checked: no problem was found."


def spoiled(spoil: Callable[[dict[str, np.ndarray]], None]) -> Report:
    grids = good_grids()
    spoil(grids)
    return check(frame(grids))


def set_cell(code: str, i: int, j: int, value: Callable[[np.ndarray], float]) -> Callable:
    def spoil(grids: dict[str, np.ndarray]) -> None:
        grids[code][i, j] = value(grids[code][i])

    return spoil


CELL_RULES = {
    "share over 100": ("share", "error", set_cell("share", 2, 4, lambda v: 120.5)),
    "negative share": ("share", "error", set_cell("share", 2, 4, lambda v: -3.1)),
    "negative exports": ("negative", "error", set_cell("exports", 2, 4, lambda v: -v[4])),
    "nothing per head": ("zero_per_head", "error", set_cell("gdp_per_capita", 2, 4, lambda v: 0)),
    "negative per head": ("negative", "error", set_cell("gdp_per_capita", 2, 0, lambda v: -6000)),
    "ten times": ("spike", "error", set_cell("exports", 2, 4, lambda v: 10 * v[4])),
    "a tiny level": ("spike", "error", set_cell("exports", 2, 4, lambda v: 3)),
    "three and a half times": ("spike", "warning", set_cell("exports", 2, 4, lambda v: 3.6 * v[4])),
    "first year ten times": ("end_jump", "warning", set_cell("firms", 2, 0, lambda v: 10 * v[0])),
    "last year a tenth": ("end_jump", "warning", set_cell("users", 2, 9, lambda v: v[9] / 10)),
    "share as a fraction": ("spike", "error", set_cell("share", 2, 4, lambda v: v[4] / 100)),
    "zero for missing": ("zero", "warning", set_cell("exports", 2, 4, lambda v: 0)),
    "last year's figure": ("repeat", "warning", set_cell("exports", 2, 4, lambda v: v[3])),
    "mean": ("neighbour_mean", "warning", set_cell("exports", 2, 4, lambda v: (v[3] + v[5]) / 2)),
    "users": ("over_residents", "error", set_cell("users", 2, 4, lambda v: 9e6)),
    "growth": ("growth_misfit", "warning", set_cell("gdp_growth", 2, 4, lambda v: v[4] + 9)),
}


@pytest.mark.parametrize("case", CELL_RULES)
def test_one_bad_cell_is_found_where_it_stands(case: str) -> None:
    kind, severity, spoil = CELL_RULES[case]
    report = spoiled(spoil)
    problems = [p for p in report.problems if p.kind == kind]
    assert [p.severity for p in problems] == [severity]
    problem = problems[0]
    assert problem.region == "R02" and problem.field == problem.indicator
    assert (problem.file, problem.sheet) == ("book.xlsx", "表1")
    assert problem.row == 3 + 2 * len(YEARS) + YEARS.index(int(problem.period))
    assert "甲02市" in problem.zh and "Town 02" in problem.en
    assert "{" not in problem.zh + problem.en


def test_balances_may_be_negative_and_pass_near_zero() -> None:
    def loss(grids: dict[str, np.ndarray]) -> None:
        grids["profit"][2, 4] *= -1
        grids["profit"][3, 4] /= 1000

    kinds = {(p.kind, p.severity) for p in spoiled(loss).problems}
    assert kinds == {("spike", "warning")}


def test_a_short_table_shows_what_cannot_be_negative() -> None:
    table = pl.DataFrame(
        {
            "region": "R00",
            "indicator": ["gdp_per_capita", "gdp_per_capita", "pop_hukou", "firms", "profit"],
            "period": ["2018", "2019", "2019", "2019", "2019"],
            "value": [0.0, -6000.0, -3.0, -5.0, -9.0],
            "unit": ["元/人", "元", "万人", "个", "万元"],
        }
    )
    problems = check(table, region_set(REGIONS.items[:1])).problems
    assert {(p.kind, p.indicator) for p in problems if p.severity == "error"} == {
        ("zero_per_head", "gdp_per_capita"),
        ("negative", "gdp_per_capita"),
        ("negative", "pop_hukou"),
        ("negative", "firms"),
    }


def test_a_jump_of_the_level_is_found_unless_a_break_is_known() -> None:
    grids = good_grids()
    grids["exports"][2, 5:] *= 8
    jump = ("jump", "R02", "exports", "2015")
    assert found(check(frame(grids))) == {jump}
    known = (Break("R02", "exports", 2015, "definition"),)
    assert found(check(frame(grids), breaks=known)) == set()


def test_small_counts_may_jump() -> None:
    grids = good_grids()
    grids["firms"][2] = [2, 1, 1, 8, 2, 9, 1, 0, 3, 2]
    assert not {"spike", "jump", "zero"} & {p.kind for p in check(frame(grids)).problems}


def test_a_year_copied_in_several_columns_is_an_error() -> None:
    def copied(grids: dict[str, np.ndarray]) -> None:
        for code in ("exports", "profit", "firms"):
            grids[code][2, 9] = grids[code][2, 8]

    report = spoiled(copied)
    assert {p.kind for p in report.problems} == {"repeat_columns"}
    assert {p.indicator for p in report.problems} == {"exports", "profit", "firms"}
    assert all(p.severity == "error" for p in report.problems)


def test_a_column_copied_for_most_regions_is_an_error() -> None:
    def copied(grids: dict[str, np.ndarray]) -> None:
        grids["exports"][:8, 6] = grids["exports"][:8, 5]

    report = spoiled(copied)
    assert {(p.kind, p.severity, p.period) for p in report.problems} == {
        ("repeat_year", "error", "2016")
    }
    assert len(report.problems) == 8


def test_a_slow_column_is_said_once() -> None:
    def slow(grids: dict[str, np.ndarray]) -> None:
        grids["exports"][:] = 16_411.0 + np.arange(12)[:, None]

    report = spoiled(slow)
    assert {p.kind for p in report.problems} == {"many_repeats", "many_means"}
    assert len(report.problems) == 2


def test_a_constant_step_is_found_and_rounding_is_not() -> None:
    def filled(grids: dict[str, np.ndarray]) -> None:
        grids["firms"][2, 3:7] = grids["firms"][2, 3] + 137 * np.arange(4)
        grids["firms"][4, 3:7] = grids["firms"][4, 3] + 2 * np.arange(4)

    cells = {c for c in found(spoiled(filled)) if c[0] == "constant_step"}
    assert cells == {("constant_step", "R02", "firms", str(y)) for y in (2014, 2015, 2016)}


def test_an_interpolated_column_is_an_error_in_each_cell() -> None:
    def filled(grids: dict[str, np.ndarray]) -> None:
        grids["share"][:10, 6] = (grids["share"][:10, 5] + grids["share"][:10, 7]) / 2

    report = spoiled(filled)
    assert {(p.kind, p.severity, p.period) for p in report.problems} == {
        ("interpolated", "error", "2016")
    }
    assert len(report.problems) == 10 and "83 %" in report.problems[0].en


@pytest.mark.parametrize("axis", ["year", "region"])
def test_real_growth_that_is_nominal_is_an_error(axis: str) -> None:
    def nominal(grids: dict[str, np.ndarray]) -> None:
        growth = 100 * (grids["gdp"][:, 1:] / grids["gdp"][:, :-1] - 1)
        if axis == "year":
            grids["gdp_growth"][:, 5] = growth[:, 4].round(1)
        else:
            grids["gdp_growth"][2, 1:] = growth[2].round(2)

    problems = [p for p in spoiled(nominal).problems if p.severity == "error"]
    assert {p.kind for p in problems} == {"nominal_growth"}
    assert len(problems) == (12 if axis == "year" else 9)


def test_registered_denominators_of_a_year_and_of_one_region() -> None:
    def registered(grids: dict[str, np.ndarray]) -> None:
        per_head = (grids["gdp"] / grids["pop_hukou"]).round()
        grids["gdp_per_capita"][:9, 3] = per_head[:9, 3]
        grids["gdp_per_capita"][11, 8] = per_head[11, 8]

    report = spoiled(registered)
    expected = {(f"R{i:02d}", "2013") for i in range(9)} | {("R11", "2018")}
    assert {(p.region, p.period) for p in report.problems} == expected
    assert {(p.kind, p.severity) for p in report.problems} == {("registered_denominator", "error")}


def test_years_on_registered_population_are_said_once_a_year() -> None:
    def registered(grids: dict[str, np.ndarray]) -> None:
        grids["gdp_per_capita"][:] = (grids["gdp"] / grids["pop_hukou"]).round()

    report = spoiled(registered)
    assert {(p.kind, p.severity) for p in report.problems} == {("registered_year", "warning")}
    assert len(report.problems) == len(YEARS)


def test_a_transfer_of_territory_is_found_in_both_regions_unless_known() -> None:
    grids = good_grids()
    grids["pop_hukou"][2, 6:] -= 60
    grids["pop_hukou"][3, 6:] += 61
    pair = {("territory", r, "pop_hukou", "2016") for r in ("R02", "R03")}
    assert {c for c in found(check(frame(grids))) if c[0] == "territory"} == pair
    known = (Break("*", "pop_hukou", 2016, "territory"),)
    assert not [c for c in found(check(frame(grids), breaks=known)) if c[0] == "territory"]


def test_far_regions_do_not_exchange_territory() -> None:
    grids = good_grids()
    grids["pop_hukou"][2, 6:] -= 60
    grids["pop_hukou"][3, 6:] += 61
    near = CheckSettings(territory_km=5)
    assert "territory" not in {p.kind for p in check(frame(grids), settings=near).problems}


def test_missing_blocks_name_years_and_regions() -> None:
    grids = good_grids()
    grids["exports"][:, :2] = np.nan
    grids["firms"][[2, 5], 4:8] = np.nan
    grids["users"][2, 4:6] = np.nan
    report = check(frame(grids))
    assert found(report) == {
        ("missing_years", "", "exports", "2010–2011"),
        ("missing_block", "", "firms", "2014–2017"),
    }
    assert "甲02市、甲05市" in report.problems[-1].zh or "甲02市、甲05市" in report.problems[0].zh


def test_rows_that_cannot_be_read_are_listed_once_with_their_number() -> None:
    rows = frame(good_grids())
    odd = pl.col("indicator") == "firms"
    rows = rows.with_columns(
        unit=pl.when(odd).then(pl.lit("瓦")).otherwise("unit"),
        region=pl.when(pl.col("region") == "R11").then(pl.lit("R1l")).otherwise("region"),
    )
    euros = rows.filter(pl.col("indicator") == "exports", pl.col("region") == "R00").with_columns(
        unit=pl.lit("万美元"), vintage=pl.lit("flash")
    )
    strange = rows.head(1).with_columns(period=pl.lit("someday"))
    other = rows.head(2).with_columns(indicator=pl.lit("gdq"))
    report = check(pl.concat([rows, euros, strange, other], how="diagonal_relaxed"))
    texts = {p.kind: p.en for p in report.problems}
    assert "“瓦”" in texts["unknown_unit"] and "110 figures" in texts["unknown_unit"]
    assert "10 figures" in texts["unit_mismatch"] and "another currency" in texts["unit_mismatch"]
    assert "R11" in texts["unknown_region"]
    assert "gdp" in texts["unknown_indicator"]
    assert "someday" in texts["unknown_period"]


def test_duplicates_that_disagree_are_errors_and_vintages_are_not() -> None:
    rows = frame(good_grids())
    cell = rows.filter(pl.col("region") == "R02", pl.col("indicator") == "gdp").head(1)
    value = cell["value"][0]
    in_yi = cell.with_columns(
        value=pl.col("value") / 1e4, unit=pl.lit("亿元"), row=pl.lit(901, pl.Int64)
    )
    assert check(pl.concat([rows, in_yi])).problems == ()
    other = cell.with_columns(value=pl.lit(value + 1), row=pl.lit(902, pl.Int64))
    report = check(pl.concat([rows, other]))
    assert found(report) == {("duplicate", "R02", "gdp", "2010")}
    assert report.has_errors and "902" in report.problems[0].zh
    flash = other.with_columns(vintage=pl.lit("flash"))
    assert check(pl.concat([rows, flash], how="diagonal")).problems == ()


def test_flagged_cells_are_warnings_at_most() -> None:
    grids = good_grids()
    grids["share"][2, 4] = 120.5
    rows = frame(grids)
    bad = pl.col("value") == 120.5
    report = check(rows.with_columns(flag=pl.when(bad).then(pl.lit("fault")).otherwise(pl.lit(""))))
    assert {p.kind for p in report.problems} == {"share"} and not report.has_errors
    assert "Flagged in the data: faulty" in report.problems[0].en


def test_parts_of_a_year_are_left_to_the_row_rules_and_a_note_says_so() -> None:
    monthly = frame(good_grids()).with_columns(period=pl.col("period") + "M09")
    report = check(monthly)
    assert report.problems == () and "1,080" in report.notes[0].zh


@pytest.mark.parametrize("height", [0, 1])
def test_next_to_nothing_is_no_problem(height: int) -> None:
    report = check(frame(good_grids()).head(height))
    assert report.checked == height and not report.has_errors


def bad_rows() -> pl.DataFrame:
    grids = good_grids()
    grids["share"][:10, 6] = (grids["share"][:10, 5] + grids["share"][:10, 7]) / 2
    grids["gdp"][2, 4] *= 10
    grids["exports"][3, 9] = grids["exports"][3, 8]
    grids["pop_hukou"][4, 6:] -= 60
    grids["pop_hukou"][5, 6:] += 61
    grids["firms"][2, 3:7] = grids["firms"][2, 3] + 137 * np.arange(4)
    grids["users"][[2, 7], 4:8] = np.nan
    rows = frame(grids)
    twice = rows.filter(pl.col("indicator") == "gdp").head(3).with_columns(pl.col("value") + 7)
    strange = rows.head(2).with_columns(indicator=pl.lit("gdq"))
    return pl.concat([rows, twice, strange])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_and_regions_changes_nothing(seed: int) -> None:
    rows = bad_rows()
    order = np.random.default_rng(seed).permutation(len(REGIONS))
    regions = region_set(REGIONS.items[i] for i in order)
    shuffled = rows.sample(fraction=1, shuffle=True, seed=seed)
    assert check(shuffled, regions).problems == check(rows).problems


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(["元", "千元", "万元", "百万元", "亿元"]),
    st.sampled_from(["人", "万人", "百万人"]),
)
def test_the_unit_in_which_figures_are_written_changes_nothing(money: str, people: str) -> None:
    rows = bad_rows()
    worth = {"元": 4, "千元": 1, "万元": 0, "百万元": -2, "亿元": -4}[money]
    crowd = {"人": 4, "万人": 0, "百万人": -2}[people]
    power = pl.when(pl.col("unit") == "万元").then(worth).when(pl.col("unit") == "万人").then(crowd)
    rewritten = rows.with_columns(
        # Decimal text, as a file holds it: 1.1 * 1e4 is not 11000 in binary.
        value=pl.struct(pl.col("value"), power.otherwise(0).alias("power")).map_elements(
            lambda x: float(f"{x['value']!r}e{x['power']}"), return_dtype=pl.Float64
        ),
        unit=pl.col("unit").replace({"万元": money, "万人": people}),
    )
    assert found(check(rewritten)) == found(check(rows))
    severities = [(p.kind, p.severity) for p in check(rows).problems]
    assert [(p.kind, p.severity) for p in check(rewritten).problems] == severities


def test_figures_are_told_as_the_file_prints_them() -> None:
    grids = good_grids()
    rows = frame(grids)
    exports = (pl.col("indicator") == "exports") & (pl.col("region") == "R02")
    written = pl.when(pl.col("period") == "2014").then(16013.0).otherwise(148.54)
    rows = rows.with_columns(
        pl.when(exports).then(written).otherwise("value").alias("value"),
        pl.when(exports).then(pl.lit("亿元")).otherwise("unit").alias("unit"),
    )
    again = rows.filter(exports, pl.col("period") == "2011").with_columns(
        pl.lit(152.0).alias("value")
    )
    texts = {p.kind: (p.zh, p.en) for p in check(pl.concat([rows, again])).problems}
    zh, en = texts["spike"]
    assert "为16,013亿元" in zh and "（148.54亿元、148.54亿元）" in zh
    assert "16,013 亿元" in en and "(148.54 亿元, 148.54 亿元)" in en
    assert "148.54亿元、152亿元" in texts["duplicate"][0]


def test_nothing_is_counted_beside_a_block_of_errors() -> None:
    """All means of a smooth column are listed as a block: nothing is left to count."""
    grids = good_grids()
    grids["firms"] = np.round(4000 + 100.0 * np.arange(12)[:, None] + 20 * np.arange(10))
    kinds = {p.kind: p for p in check(frame(grids)).problems}
    assert "many_means" not in kinds
    assert "形似插补，请核对原刊" in kinds["interpolated"].zh
    assert kinds["interpolated"].severity == "error"
