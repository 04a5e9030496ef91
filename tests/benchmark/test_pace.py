"""The recent pace: which change is taken, and when it is withheld."""

from __future__ import annotations

import math

import polars as pl
import pytest

from duibiao.benchmark import PaceSettings, recent_pace
from duibiao.records import (
    BadSetting,
    Break,
    Catalogue,
    DataError,
    Deflator,
    Indicator,
    Mark,
    Panel,
    Region,
    UnknownName,
    region_set,
)

YEARS = (2017, 2018, 2019, 2020)


def small(
    values: tuple[float | None, ...],
    *,
    unit: str = "万元",
    breaks: tuple[Break, ...] = (),
    deflator: Deflator | None = None,
    flags: tuple[str, ...] = ("", "", "", ""),
) -> Panel:
    rows = [
        {"region": "1", "indicator": "x", "period": str(y), "value": v, "flag": f}
        for y, v, f in zip(YEARS, values, flags, strict=True)
    ]
    return Panel(
        regions=region_set([Region("1", "甲市", "A")]),
        indicators=Catalogue((Indicator("x", "指标", "X", unit, "+"),)),
        observations=pl.DataFrame(rows, schema_overrides={"value": pl.Float64}),
        breaks=breaks,
        deflator=deflator,
    )


def test_published_real_growth_is_averaged(sample: Panel) -> None:
    pace = recent_pace(sample, "510300", "gdp", 2020)
    rates = [sample.cell("510300", "gdp_growth", y).value for y in (2018, 2019, 2020)]
    assert pace.value == pytest.approx(sum(rates) / 3)
    assert (pace.basis, pace.unit, pace.first_year) == ("published real", "percent a year", 2018)
    assert [c.year for c in pace.inputs] == [2018, 2019, 2020]


def test_published_growth_is_not_replaced_by_nominal_where_a_year_is_faulty(sample: Panel) -> None:
    pace = recent_pace(sample, "510300", "gdp", 2014)
    assert pace.value is None
    assert "2013" in pace.reason.zh and "2013" in pace.reason.en


def test_money_grows_by_compound_rate_at_current_prices() -> None:
    pace = recent_pace(small((100, 1, 1, 133.1)), "1", "x", 2020)
    assert pace.value == pytest.approx(10.0)
    assert (pace.basis, pace.first_year, pace.last_year) == ("current prices", 2017, 2020)


def test_constant_prices_take_the_deflator_out() -> None:
    deflator = Deflator("指数", "index", {2017: 1.0, 2020: 1.331})
    panel = small((100, 1, 1, 133.1), deflator=deflator)
    pace = recent_pace(panel, "1", "x", 2020, PaceSettings(prices="constant"))
    assert pace.value == pytest.approx(0.0, abs=1e-9)
    assert pace.basis == "constant prices"


def test_constant_prices_without_a_deflator_are_withheld() -> None:
    for deflator in (None, Deflator("指数", "index", {2020: 1.0})):
        panel = small((100, 1, 1, 120), deflator=deflator)
        pace = recent_pace(panel, "1", "x", 2020, PaceSettings(prices="constant"))
        assert pace.value is None
        assert "deflator" in pace.reason.en


@pytest.mark.parametrize(("unit", "scale"), [("%", 1.0), ("‰", 0.1), ("百分点", 1.0)])
def test_rates_change_in_points(unit: str, scale: float) -> None:
    pace = recent_pace(small((40.0, None, None, 34.0), unit=unit), "1", "x", 2020)
    assert pace.value == pytest.approx(-2.0 * scale)
    assert (pace.unit, pace.basis) == ("points a year", "points")


def test_a_break_withholds_the_pace_or_marks_it() -> None:
    panel = small((100, 1, 1, 133.1), breaks=(Break("*", "x", 2019, "census revision"),))
    pace = recent_pace(panel, "1", "x", 2020)
    assert pace.value is None
    assert "2019年起：普查修订" in pace.reason.zh
    assert "from 2019 on: census revision" in pace.reason.en
    shown = recent_pace(panel, "1", "x", 2020, PaceSettings(across_breaks=True))
    assert shown.value == pytest.approx(10.0)
    assert Mark.ACROSS_BREAK in shown.marks
    assert "2019" not in str(recent_pace(panel, "1", "x", 2020, PaceSettings(years=2)).value)


def test_a_break_in_the_first_year_of_the_window_is_outside_it() -> None:
    panel = small((100, 1, 1, 133.1), breaks=(Break("*", "x", 2017, "definition"),))
    assert recent_pace(panel, "1", "x", 2020).value == pytest.approx(10.0)


def test_missing_and_faulty_years_withhold_and_estimates_mark() -> None:
    assert "2017" in recent_pace(small((None, 1, 1, 2)), "1", "x", 2020).reason.zh
    faulty = small((1, 1, 1, 2), flags=("fault", "", "", ""))
    assert recent_pace(faulty, "1", "x", 2020).value is None
    estimated = small((1, 1, 1, 2), flags=("estimated", "", "", ""))
    assert Mark.ESTIMATED in recent_pace(estimated, "1", "x", 2020).marks
    assert recent_pace(small((1, 1, 1, 2)), "1", "x", 2019).value is None


@pytest.mark.parametrize("first", [0.0, -5.0])
def test_levels_that_are_not_positive_have_no_growth_rate(first: float) -> None:
    pace = recent_pace(small((first, 1, 1, 2)), "1", "x", 2020)
    assert pace.value is None
    assert "not positive in 2017" in pace.reason.en


def test_one_year_is_no_trend_and_unknown_names_are_errors(sample: Panel) -> None:
    with pytest.raises(BadSetting, match="2 or more"):
        PaceSettings(years=1)
    with pytest.raises(UnknownName):
        recent_pace(sample, "999999", "gdp", 2020)
    with pytest.raises(UnknownName):
        recent_pace(sample, "510300", "gpd", 2020)


def test_every_pace_of_the_sample_is_a_number_or_has_a_reason(sample: Panel) -> None:
    for indicator in sample.indicators:
        for year in (2010, 2014, 2020, 2022):
            try:
                pace = recent_pace(sample, "512000", indicator.code, year)
            except DataError:
                pytest.fail(indicator.code)
            assert (pace.value is None) == (pace.reason is not None)
            assert pace.value is None or math.isfinite(pace.value)
