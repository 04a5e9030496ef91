"""The shared sets load as they are: cities, counties, European regions, American states."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from duibiao.records import Panel
from duibiao.sources import load_panel

pytestmark = pytest.mark.shared


def test_the_wide_table_of_cities_gives_the_sample(shared: Path, sample: Panel) -> None:
    panel = load_panel(shared / "data/embedded/cities-2010-2022.csv")
    assert panel.regions.codes == sample.regions.codes
    for indicator in (i for i in sample.indicators if i.formula is None):
        grid, expected = panel.grid(indicator.code), sample.grid(indicator.code)
        np.testing.assert_allclose(grid.values, expected.values, rtol=1e-12)
    assert panel.cell("510300", "gdp", 2020).value == 14_580_000


def test_339_cities(shared: Path) -> None:
    folder = shared / "data/china-cities"
    panel = load_panel(
        folder / "observations.csv",
        regions=folder / "regions.csv",
        indicators=folder / "indicators.csv",
    )
    assert len(panel.regions) == 339
    assert len(panel.observations) == 284_803
    zigong = panel.regions.match("自贡")
    assert zigong.parent == "四川省 | Sichuan"
    assert {"四川省 | Sichuan", "江苏省 | Jiangsu"} <= panel.regions.whole
    # 平方米 and 元 of this catalogue are per head; implied residents come out in 万人.
    residents = panel.cell(zigong.code, "residents", 2020).value
    assert residents == pytest.approx(251, abs=4)
    assert panel.cell(zigong.code, "secondary_share", 2020).formula == "share_secondary"


def test_counties_stand_under_their_parents(shared: Path) -> None:
    folder = shared / "data/china-counties"
    panel = load_panel(folder / "census-2020.csv", regions=folder / "regions.csv")
    assert len(panel.regions) == 2943
    assert panel.regions.match("南京市鼓楼区").code == "320106"
    assert panel.regions.match("自流井区").parent == "自贡市"
    assert panel.regions["110101"].parent == "北京市 | Beijing"


def test_european_regions(shared: Path) -> None:
    folder = shared / "data/eu-nuts2"
    panel = load_panel(
        folder / "eu_nuts2_observations.csv",
        regions=folder / "eu_nuts2_regions.csv",
        indicators=folder / "eu_nuts2_indicators.csv",
    )
    assert len(panel.regions) == 332
    assert panel.regions.match("Oberfranken").parent == "DE"
    assert panel.indicators["gdp"].name("en") == "GDP"
    assert panel.deflator is None and panel.breaks == ()
    assert panel.framework is not None and panel.framework.cores == ()
    # GDP over GDP per head in euros gives residents in 万人, near the population that is there too.
    row = panel.regions.position("DE24")
    implied = panel.grid("residents").at(2015)[row] * 10_000
    assert implied == pytest.approx(panel.grid("population").at(2015)[row], rel=0.02)


def test_american_states_without_aggregates(shared: Path) -> None:
    folder = shared / "data/us-states"
    panel = load_panel(
        folder / "us_states_observations.csv", indicators=folder / "us_states_indicators.csv"
    )
    assert len(panel.regions) == 52
    assert "00000" not in panel.regions and "91000" not in panel.regions
    assert any("United States" in note.en for note in panel.notes)
