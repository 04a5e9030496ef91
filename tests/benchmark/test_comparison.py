"""The comparison: the year used, ratios, ranks with their set named, and what is refused or said."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark import (
    Comparison,
    ComparisonSettings,
    Rank,
    RankSet,
    compare,
    rank_in,
    rank_sets,
    rank_words,
)
from duibiao.records import (
    BadSetting,
    Catalogue,
    Indicator,
    InputError,
    Mark,
    Panel,
    Region,
    Regions,
    UnknownName,
    region_set,
)

JIANGSU = ["南京市", "苏州市", "常州市"]


@pytest.fixture(scope="module")
def zigong(sample: Panel) -> Comparison:
    return compare(sample, "自贡市", JIANGSU, year=2020)


def two_indicators(rows: dict[str, dict[int, float]], direction: str = "+") -> Panel:
    """A panel of one indicator x: the value of each region by year."""
    return Panel(
        regions=region_set(Region(c, f"{c}市", c.upper(), "甲省") for c in rows),
        indicators=Catalogue(
            (
                Indicator("x", "指标", "X", "个", direction),  # type: ignore[arg-type]
                Indicator("y", "空指标", "Y", "个", "+"),
            )
        ),
        observations=pl.DataFrame(
            [
                {"region": c, "indicator": "x", "period": str(y), "value": float(v)}
                for c, values in rows.items()
                for y, v in values.items()
            ]
        ),
    )


@pytest.mark.parametrize(
    ("indicator", "ratios"),
    [("gdp_per_capita", (0.36, 0.37, 0.39)), ("gdp", (0.098, 0.072, 0.187))],
)
def test_ratios_of_2020(zigong: Comparison, indicator: str, ratios: tuple[float, ...]) -> None:
    found = [r.ratio for r in zigong.row(indicator).references]
    assert found == pytest.approx(ratios, abs=0.005)


@pytest.mark.parametrize(
    ("indicator", "value", "rank", "of", "within_province"),
    [
        ("profit_per_head", 2869.3, 26, 31, 14),
        ("revenue_to_gdp", 4.352, 31, 31, 18),
        ("self_sufficiency", 26.58, 25, 31, 12),
        ("exports_to_gdp", 1.599, 20, 31, 7),
        ("pm25", 43.0, 29, 31, 18),
        ("gdp", 14_580_000.0, 23, 31, 10),
    ],
)
def test_where_zigong_stands_in_2020(
    zigong: Comparison, indicator: str, value: float, rank: int, of: int, within_province: int
) -> None:
    row = zigong.row(indicator)
    assert row.year == 2020
    assert row.home.cell.value == pytest.approx(value, rel=1e-3)
    everyone, province = row.home.ranks
    assert (everyone.rank, everyone.of) == (rank, of)
    assert (province.rank, province.of) == (within_province, 18)


def test_firms_per_head_are_above_leshans_and_neijiangs(sample: Panel) -> None:
    row = compare(sample, "自贡市", ["乐山市", "内江市"], year=2020).row("firms_per_10k")
    assert all(r.ratio > 1 for r in row.references)


def test_ranks_name_their_set_and_claim_no_more(zigong: Comparison, sample: Panel) -> None:
    gdp = zigong.row("gdp")
    assert [rank_words(r).zh for r in gdp.home.ranks] == [
        "样本31市第23位",
        "样本中的四川18市第10位",
    ]
    assert "全省" not in "".join(s.name_zh for s in zigong.sets)
    nanjing = gdp.references[0]
    assert [r.among.name_zh for r in nanjing.ranks] == ["样本31市"]

    whole = Regions(sample.regions.items, frozenset({"四川省"}))
    complete = rank_sets(replace(sample, regions=whole), "510300")[1]
    assert complete.name_zh == "全省18市" and complete.whole
    assert complete.name_en.startswith("all 18 units")


def test_english_ordinals() -> None:
    cities = RankSet("样本", "31 sample cities", ("1",) * 31)
    said = [rank_words(Rank(n, 31, cities)).en.split()[0] for n in (1, 2, 3, 11, 12, 13, 21, 22)]
    assert said == ["1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "22nd"]
    assert (
        rank_words(Rank(2, 30, cities)).en == "2nd of 30 among the 31 sample cities with a figure"
    )


def test_growth_uses_published_real_growth_and_withholds_across_the_new_base(
    zigong: Comparison, sample: Panel
) -> None:
    assert zigong.row("gdp").home.pace.value == pytest.approx(6.8)
    per_head = zigong.row("gdp_per_capita").home
    assert per_head.pace.value is None and "2020年起：分母口径" in per_head.pace.reason.zh
    assert per_head.constant_pace.value is None
    shown = compare(
        sample, "自贡市", ["常州市"], year=2020, settings=ComparisonSettings(across_breaks=True)
    ).row("gdp_per_capita")
    assert Mark.ACROSS_BREAK in shown.home.pace.marks
    assert shown.home.constant_pace.value < shown.home.pace.value


def test_year_is_the_latest_that_all_have_else_homes() -> None:
    rows = {"a": {2018: 1, 2019: 2, 2020: 4}, "b": {2018: 1, 2019: 4}, "c": {2018: 3}}
    panel = two_indicators(rows)
    assert compare(panel, "a", ["b"], year=2020, indicators=["x"]).rows[0].year == 2019
    found = compare(panel, "a", ["b", "c"], year=2020, indicators=["x"])
    assert found.rows[0].year == 2018
    assert any("2018年：“指标”" in n.zh for n in found.notes)
    other = two_indicators({**rows, "c": {2017: 3}})
    alone = compare(other, "a", ["c"], year=2020, indicators=["x", "y"])
    assert alone.rows[0].year == 2020
    assert alone.rows[0].references[0].cell.value is None
    assert alone.rows[0].references[0].ratio is None
    assert any("“空指标”" in n.zh for n in alone.notes)


def test_less_is_better_and_equals_share_the_better_rank() -> None:
    panel = two_indicators({"a": {2020: 5}, "b": {2020: 2}, "c": {2020: 2}, "d": {2020: 9}}, "-")
    everyone = rank_sets(panel, "a")[0]
    ranks = {c: rank_in(panel, panel.grid("x"), c, 2020, everyone) for c in "abcd"}
    assert {c: r.rank for c, r in ranks.items()} == {"a": 3, "b": 1, "c": 1, "d": 4}
    assert ranks["b"].tied == 1 and ranks["a"].tied == 0


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_no_ratio_to_what_is_not_positive(value: float) -> None:
    panel = two_indicators({"a": {2020: 5}, "b": {2020: value}})
    assert compare(panel, "a", ["b"], year=2020).rows[0].references[0].ratio is None


def test_bad_input(sample: Panel) -> None:
    with pytest.raises(BadSetting, match="own references"):
        compare(sample, "自贡市", ["自贡"], year=2020)
    with pytest.raises(BadSetting, match="at least one"):
        compare(sample, "自贡市", [], year=2020)
    with pytest.raises(UnknownName):
        compare(sample, "自贡市", ["南景市"], year=2020)
    with pytest.raises(UnknownName):
        compare(sample, "自贡市", ["南京市"], year=2020, indicators=["gpd"])
    with pytest.raises(InputError, match="no year 1999"):
        compare(sample, "自贡市", ["南京市"], year=1999)


@given(
    st.lists(st.integers(1, 50), min_size=2, max_size=9),
    st.sampled_from(["+", "-", ""]),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_order_units_and_agreeing_duplicates_do_not_matter(
    values: list[int], direction: str, random: object
) -> None:
    panel = two_indicators({chr(97 + i): {2020: v} for i, v in enumerate(values)}, direction)
    plain = compare(panel, "a", ["b"], year=2020).rows[0]
    order = list(panel.regions)
    random.shuffle(order)  # type: ignore[attr-defined]
    twice = pl.concat([panel.observations, panel.observations])
    thousands = panel.observations.with_columns(pl.col("value") / 10_000, unit=pl.lit("万个"))
    for same in (
        replace(panel, regions=region_set(order)),
        replace(panel, observations=twice),
        replace(panel, observations=thousands),
    ):
        found = compare(same, "a", ["b"], year=2020).rows[0]
        assert found.references[0].ratio == pytest.approx(plain.references[0].ratio)
        assert [(r.rank, r.of) for r in found.home.ranks] == [
            (r.rank, r.of) for r in plain.home.ranks
        ]


def test_339_cities_and_other_countries(
    china_cities: Panel, eu_nuts2: Panel, us_states: Panel
) -> None:
    found = compare(china_cities, "自贡市", JIANGSU, year=2020)
    assert found.sets[1].name_zh == "样本中的四川21个地区"
    gdp = compare(china_cities, "自贡市", JIANGSU, year=2020, indicators=["gdp"]).rows[0]
    # The yearbook has 18 of the 21: no rank in the province is claimed.
    assert rank_words(gdp.home.ranks[1]).zh == "样本中的四川21个地区中有数的18个第10位"
    germany = compare(eu_nuts2, "DE24", ["DE21"], year=2018)
    assert 0 < germany.row("gdp_per_capita").references[0].ratio < 1
    assert germany.sets[1].name_en.startswith("the 3")
    states = compare(us_states, "Ohio", ["California"], year=2023)
    assert [s.name_en for s in states.sets] == [f"the {len(us_states.regions)} regions of the data"]
