"""The sample that the product carries: 31 cities of Sichuan and Jiangsu, 2010 to 2022."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import polars as pl

from duibiao.records import COLUMNS, Panel

from .definitions import read_breaks, read_deflator, read_framework, read_indicators, read_regions
from .divisions import whole_provinces

_FOLDER = Path(str(files("duibiao.sources") / "sample"))
_SOURCE = (
    "《中国城市统计年鉴》2011—2023年版 | China City Statistical Yearbook, editions 2011 to 2023"
)
_NATIONAL = "国家统计局：国内生产总值现价总量与实际增速 | National Bureau of Statistics: GDP at current prices and real growth"


def load_sample() -> Panel:
    """Return the sample panel: 31 cities, 21 observed and 17 derived indicators, 2010 to 2022.

    Figures stand as printed in the yearbooks; faulty, doubtful and interpolated cells are flagged.

    >>> panel = load_sample()
    >>> len(panel.regions), panel.years[0], panel.years[-1]
    (31, 2010, 2022)
    >>> panel.cell("510300", "gdp", 2020).value
    14580000.0
    """
    observations = pl.read_csv(
        _FOLDER / "observations.csv",
        schema_overrides={
            k: v
            for k, v in COLUMNS.items()
            if k in ("region", "indicator", "period", "value", "flag", "note")
        },
    )
    observations = observations.with_columns(
        pl.lit("sample/observations.csv").alias("file"),
        pl.int_range(2, pl.len() + 2).alias("row"),
        pl.lit(_SOURCE).alias("source"),
    )
    regions = read_regions(_FOLDER / "regions.csv")
    return Panel(
        regions=replace(regions, whole=whole_provinces(regions)),
        indicators=read_indicators(_FOLDER / "indicators.csv"),
        observations=observations,
        breaks=read_breaks(_FOLDER / "breaks.csv"),
        deflator=read_deflator(
            _FOLDER / "deflator.csv", "全国GDP平减指数", "China's GDP deflator", _NATIONAL
        ),
        framework=read_framework(_FOLDER / "framework.csv"),
        name_zh="样本31市（四川18市、江苏13市）",
        name_en="31 sample cities (18 of Sichuan, 13 of Jiangsu)",
    )
