"""Panels of other countries and sizes, built from the shared tables with a few lines."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from duibiao.records import (
    Catalogue,
    Element,
    Formula,
    Framework,
    Indicator,
    Panel,
    Pillar,
    Region,
    region_set,
)

CITY_INDICATORS = (
    Indicator("gdp", "地区生产总值", "GDP", "亿元", "+", total=True, growth="gdp_growth"),
    Indicator("gdp_per_capita", "人均GDP", "GDP per head", "元/人", "+", numerator="gdp"),
    Indicator("gdp_growth", "实际增速", "Real growth", "%", "+", "rate"),
    Indicator("share_secondary", "二产占比", "Secondary share", "%", "", "rate"),
    Indicator("share_tertiary", "三产占比", "Tertiary share", "%", "", "rate"),
    Indicator("uni_students", "在校生", "Students", "人", "+", "stock", total=True),
    Indicator("pop_hukou", "户籍人口", "Registered population", "万人", "", "stock", total=True),
    Indicator("fiscal_revenue", "预算收入", "Revenue", "亿元", "+", total=True),
    Indicator("fiscal_exp", "预算支出", "Expenditure", "亿元", "", total=True),
    Indicator("industrial_profit", "工业利润", "Profit", "亿元", "+", total=True),
    Indicator(
        "self_sufficiency",
        "财政自给率",
        "Self-sufficiency",
        "%",
        "+",
        "rate",
        formula=Formula("fiscal_revenue / fiscal_exp"),
    ),
    Indicator(
        "profit_per_head",
        "人均利润",
        "Profit per head",
        "元/人",
        "+",
        formula=Formula("industrial_profit / pop_hukou"),
    ),
    Indicator(
        "students_per_10k",
        "每万人在校生",
        "Students per 10,000",
        "人/万人",
        "",
        formula=Formula("uni_students / pop_hukou"),
    ),
    Indicator(
        "km_to_core", "距离", "Distance", "公里", "", "rate", formula=Formula("km_to_core()")
    ),
)
CITY_FRAMEWORK = Framework(
    elements=(
        Element("gdp_per_capita", "score", "level", "log"),
        Element("gdp_growth", "score", "level"),
        Element("self_sufficiency", "score", "finance"),
        Element("profit_per_head", "score", "finance", "log"),
        Element("pop_hukou", "structure", transform="log"),
        Element("share_secondary", "structure"),
        Element("share_tertiary", "structure"),
        Element("students_per_10k", "structure", transform="log"),
        Element("km_to_core", "structure", transform="log"),
    ),
    pillars=(Pillar("level", "水平", "Level", 2), Pillar("finance", "财政", "Finance", 1)),
    cores=(
        ("北京市", 116.39723, 39.9075),
        ("上海市", 121.45806, 31.22222),
        ("成都市", 104.06667, 30.66667),
        ("南京市", 118.77778, 32.06167),
    ),
)


@pytest.fixture(scope="session")
def china_cities(shared: Path) -> Panel:
    """Prefecture-level units of China with a small framework of their own."""
    folder = shared / "data" / "china-cities"
    regions = pl.read_csv(folder / "regions.csv", schema_overrides={"region_code": pl.String})
    wanted = [i.code for i in CITY_INDICATORS if i.formula is None]
    observed = (
        pl.read_csv(
            folder / "observations.csv",
            schema_overrides={"region_code": pl.String, "value": pl.Float64},
        )
        .filter(pl.col("indicator").is_in(wanted))
        .select(
            region="region_code",
            indicator="indicator",
            period=pl.col("year").cast(pl.String),
            value="value",
            unit="unit",
            flag="flag",
        )
    )
    return Panel(
        regions=region_set(
            Region(
                r["region_code"],
                r["region_name"],
                r["name_en"] or "",
                r["province"],
                r["lon_seat"] or r["lon_centroid"],
                r["lat_seat"] or r["lat_centroid"],
            )
            for r in regions.iter_rows(named=True)
        ),
        indicators=Catalogue(CITY_INDICATORS),
        observations=observed,
        framework=CITY_FRAMEWORK,
        name_zh="全国地级市",
        name_en="cities of China",
    )


def plain_panel(frame: pl.DataFrame, indicators: tuple[Indicator, ...], parent: str = "") -> Panel:
    """A panel of a tidy table with region_code, region_name, year, indicator, value and unit."""
    names = frame.unique("region_code", maintain_order=True)
    known = [i.code for i in indicators]
    return Panel(
        regions=region_set(
            Region(r["region_code"], "", r["region_name"], r.get(parent, "") or "")
            for r in names.iter_rows(named=True)
        ),
        indicators=Catalogue(indicators),
        observations=frame.filter(pl.col("indicator").is_in(known)).select(
            region="region_code",
            indicator="indicator",
            period=pl.col("year").cast(pl.String),
            value=pl.col("value").cast(pl.Float64),
            unit=pl.lit(""),
        ),
    )


@pytest.fixture(scope="session")
def eu_nuts2(shared: Path) -> Panel:
    """NUTS 2 regions, without a framework."""
    folder = shared / "data" / "eu-nuts2"
    frame = pl.read_csv(folder / "eu_nuts2_observations.csv", infer_schema_length=None)
    countries = pl.read_csv(folder / "eu_nuts2_regions.csv").select("region_code", "country")
    return plain_panel(
        frame.join(countries, on="region_code", how="left"),
        (
            Indicator("gdp", "", "GDP", "million EUR", "+", total=True),
            Indicator("population", "", "Population", "persons", "", "stock", total=True),
            Indicator("gdp_per_capita", "", "GDP per head", "EUR", "+", numerator="gdp"),
            Indicator("unemployment_rate", "", "Unemployment rate", "%", "-", "rate"),
            Indicator("life_expectancy", "", "Life expectancy", "years", "+", "rate"),
            Indicator("broadband_households", "", "Broadband", "%", "+", "rate"),
        ),
        parent="country",
    )


@pytest.fixture(scope="session")
def us_states(shared: Path) -> Panel:
    """The states of the United States, without the nation and without a framework."""
    folder = shared / "data" / "us-states"
    frame = pl.read_csv(
        folder / "us_states_observations.csv", schema_overrides={"region_code": pl.String}
    ).filter(
        (pl.col("region_code") > "00000") & (pl.col("region_code") < "90")
    )  # 00: the nation; 91 to 98: groups of states
    return plain_panel(
        frame,
        (
            Indicator(
                "bea_sagdp1_1", "", "Real GDP", "million chained 2017 dollars", "+", total=True
            ),
            Indicator("population", "", "Population", "persons", "", "stock", total=True),
            Indicator(
                "real_gdp_per_head",
                "",
                "Real GDP per head",
                "chained 2017 dollars/person",
                "+",
                formula=Formula("bea_sagdp1_1 / population"),
                numerator="bea_sagdp1_1",
            ),
        ),
    )
