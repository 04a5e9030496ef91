"""The data check against lists of faults kept by those who collected the figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from duibiao.records import Panel
from duibiao.sources import Report, check_observations, load_panel

pytestmark = pytest.mark.shared

Cells = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def raw(shared: Path, sample: Panel) -> Report:
    """The check of the sample's figures as collected: no flags, no breaks."""
    wide = pl.read_csv(shared / "data/embedded/cities-2010-2022.csv", infer_schema_length=None)
    wide = wide.with_row_index("row", offset=2)
    codes = [c for c in wide.columns if c not in ("city_code", "city", "year", "row")]
    units = {i.code: i.unit for i in sample.indicators}
    tidy = wide.unpivot(codes, index=["city_code", "year", "row"], variable_name="column").select(
        pl.col("city_code").cast(pl.String).alias("region"),
        pl.col("column").alias("indicator"),
        pl.col("year").cast(pl.String).alias("period"),
        "value",
        pl.col("column").replace_strict(units).alias("unit"),
        pl.lit("cities-2010-2022.csv").alias("file"),
        "row",
        "column",
    )
    return check_observations(tidy, sample.regions, sample.indicators)


def listed(path: Path, code: str = "column") -> Cells:
    rows = pl.read_csv(path, infer_schema_length=None).select("region_code", code, "year")
    return {(str(region), column, str(year)) for region, column, year in rows.iter_rows()}


def reported(report: Report, severity: str = "") -> Cells:
    return {
        (p.region, p.indicator, p.period)
        for p in report.problems
        if p.severity == severity or not severity
    }


def test_every_known_fault_is_found(shared: Path, raw: Report) -> None:
    faults = listed(shared / "data/embedded/faults.csv")
    assert len(faults) == 75
    assert faults - reported(raw) == set()
    assert len(faults & reported(raw, "error")) == 64


def test_every_interpolated_cell_is_an_error(shared: Path, raw: Report) -> None:
    cells = listed(shared / "data/embedded/interpolated-cells.csv")
    blocks = {(p.region, p.indicator, p.period) for p in raw.problems if p.kind == "interpolated"}
    assert len(cells) == 146 and blocks == cells


def test_nothing_else_is_an_error_and_the_warnings_can_be_read(shared: Path, raw: Report) -> None:
    folder = shared / "data/embedded"
    known = listed(folder / "faults.csv") | listed(folder / "interpolated-cells.csv")
    assert reported(raw, "error") - known == set()
    further = [p for p in raw.problems if (p.region, p.indicator, p.period) not in known]
    assert len(further) < 100 and {p.severity for p in further} == {"warning"}
    # The README of the figures counts 61 cells that equal the mean of their neighbours singly.
    assert Counter(p.kind for p in raw.problems)["neighbour_mean"] == 61


def test_known_breaks_hide_no_fault(shared: Path, sample: Panel) -> None:
    panel = load_panel(shared / "data/embedded/cities-2010-2022.csv")
    report = check_observations(panel.observations, panel.regions, panel.indicators, sample.breaks)
    folder = shared / "data/embedded"
    known = listed(folder / "faults.csv") | listed(folder / "interpolated-cells.csv")
    assert known - reported(report) == set()
    assert "territory" not in {p.kind for p in report.problems}


def test_the_sample_as_carried_has_each_error_flagged(sample: Panel) -> None:
    report = check_observations(
        sample.observations, sample.regions, sample.indicators, sample.breaks
    )
    assert not report.has_errors


def test_339_cities(shared: Path) -> None:
    folder = shared / "data/china-cities"
    panel = load_panel(
        folder / "observations.csv",
        regions=folder / "regions.csv",
        indicators=folder / "indicators.csv",
    )
    report = check_observations(panel.observations, panel.regions, panel.indicators)
    suspicious = pl.read_csv(folder / "suspicious.csv", infer_schema_length=None)
    spikes = suspicious.filter(pl.col("reason").str.contains("isolated spike"))
    cells = {
        (str(r), c, str(y)) for r, c, y in spikes.select("region_code", "indicator", "year").rows()
    }
    # The others change sign, which has no factor.
    assert len(cells & reported(report)) / len(cells) > 0.8
    outside = suspicious.filter(pl.col("reason").str.contains("outside 0-100"))
    cells = {
        (str(r), c, str(y)) for r, c, y in outside.select("region_code", "indicator", "year").rows()
    }
    assert cells - reported(report) == set()


def test_figures_of_statistical_offices_give_no_error(shared: Path) -> None:
    europe, states = shared / "data/eu-nuts2", shared / "data/us-states"
    panels = (
        load_panel(
            europe / "eu_nuts2_observations.csv",
            regions=europe / "eu_nuts2_regions.csv",
            indicators=europe / "eu_nuts2_indicators.csv",
        ),
        load_panel(
            states / "us_states_observations.csv", indicators=states / "us_states_indicators.csv"
        ),
    )
    for panel in panels:
        report = check_observations(panel.observations, panel.regions, panel.indicators)
        assert not report.has_errors and len(report.problems) < 100
