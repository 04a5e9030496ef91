"""Role models: who was like home and is ahead now, and an honest none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from duibiao.benchmark import RoleModelSettings, find_role_models
from duibiao.records import (
    BadSetting,
    Break,
    Catalogue,
    DataError,
    Element,
    Framework,
    Indicator,
    Panel,
    Region,
    region_set,
)

# People, share, then GDP per head and GDP in 2010 and 2020.
ROWS = {
    "home": (100, 40, 10, 1000, 20, 2000),
    "model": (105, 41, 11, 1155, 40, 4200),
    "shrunk": (102, 39, 10, 1020, 30, 1500),
    "unlike": (9000, 5, 10, 90000, 40, 360000),
    "rich": (101, 40, 30, 3030, 60, 6060),
    "behind": (104, 42, 10, 1040, 15, 1560),
    "far": (6000, 80, 12, 72000, 20, 120000),
}


def toy(breaks: tuple[Break, ...] = ()) -> Panel:
    rows = []
    for region, (people, share, head0, gdp0, head1, gdp1) in ROWS.items():
        for year, head, gdp in ((2010, head0, gdp0), (2020, head1, gdp1)):
            for code, value in (("people", people), ("share", share), ("head", head), ("gdp", gdp)):
                rows.append(
                    {
                        "region": region,
                        "indicator": code,
                        "period": str(year),
                        "value": float(value),
                    }
                )
        middle = {"region": region, "indicator": "gdp", "period": "2015"}
        rows.append({**middle, "value": gdp0 * (2.0 if region == "model" else 1.0)})
    return Panel(
        regions=region_set(Region(c, c) for c in ROWS),
        indicators=Catalogue(
            (
                Indicator("people", unit="人", name_zh="人口", total=True),
                Indicator("share", unit="%", name_zh="占比"),
                Indicator("head", "人均", unit="元/人", direction="+", numerator="gdp"),
                Indicator("gdp", "总量", unit="元", direction="+", total=True),
            )
        ),
        observations=pl.DataFrame(rows),
        breaks=breaks,
        framework=Framework(
            (Element("people", "structure", transform="log"), Element("share", "structure"))
        ),
    )


SETTINGS = RoleModelSettings(outcome="head")


def test_zigong(sample: Panel) -> None:
    found = find_role_models(sample, "自贡市", year=2022)
    assert found.start_year == 2010 and found.year == 2022
    names = [sample.regions[m.region].name_zh for m in found.items]
    assert names == ["淮安市", "宿迁市", "连云港市"]
    for m in found.items:
        assert m.distance <= found.distance_limit
        assert 3 / 4 <= m.start_ratio <= 4 / 3 and m.end_ratio >= 1.2
        assert m.end_relative > found.home_relative[1]
        assert m.across_break and m.totals.within > 1
        assert m.start.value / m.end.value == pytest.approx(
            m.start.value / sample.cell(m.region, "gdp_per_capita", 2022).value
        )
    assert found.none is None
    said = "".join(n.zh for n in found.notes)
    assert "跨口径" in said and "均值" in said and "成都市" in said


def test_gains_are_against_a_mean_of_the_same_regions(sample: Panel) -> None:
    found = find_role_models(sample, "自贡市", year=2020)
    grid = sample.grid("gdp_per_capita")
    first, last = grid.at(2010), grid.at(2020)
    both = np.isfinite(first) & np.isfinite(last)
    row = sample.regions.position(found.items[0].region)
    gain = last[row] / last[both].mean() - first[row] / first[both].mean()
    assert found.items[0].gain == pytest.approx(gain)


def test_each_condition_can_fail() -> None:
    found = find_role_models(toy(), "home", year=2020, settings=SETTINGS)
    # Without a break in the way, the total is no condition.
    assert [m.region for m in found.items] == ["model", "shrunk"]
    unmet = {m.region: m.unmet for m in found.near}
    assert unmet["unlike"] == ("structure",)
    # Those that fail two or more are no near misses.
    assert "rich" not in unmet and "behind" not in unmet and "far" not in unmet


def test_across_a_break_the_total_must_have_gained_too() -> None:
    panel = toy(breaks=(Break("*", "head", 2020, "denominator"),))
    found = find_role_models(panel, "home", year=2020, settings=SETTINGS)
    assert [m.region for m in found.items] == ["model"]
    assert {m.region: m.unmet for m in found.near}["shrunk"] == ("control",)
    assert any("2020年分母口径" in n.zh and "总量" in n.zh for n in found.notes)


def test_the_control_leaves_out_the_jump_at_a_break_of_the_total() -> None:
    breaks = (Break("*", "head", 2020, "denominator"), Break("*", "gdp", 2020, "census revision"))
    found = find_role_models(toy(breaks), "home", year=2020, settings=SETTINGS)
    totals = found.items[0].totals
    # 2010 to 2015 is on one base: the model doubled against home; 2020 stands alone on the next.
    assert totals.within == pytest.approx(2.0) and totals.years == 5
    assert totals.start == pytest.approx(1.155) and totals.end == pytest.approx(2.1)


def test_none_is_said_with_the_reason(sample: Panel) -> None:
    found = find_role_models(sample, "攀枝花市", year=2020)
    assert found.items == ()
    assert "结构相近的0个" in found.none.zh and "Loosen the settings" in found.none.en
    assert find_role_models(sample, "巴中市", year=2020).none is not None


def test_looser_settings_let_more_in(sample: Panel) -> None:
    strict = find_role_models(sample, "自贡市", year=2020)
    loose = find_role_models(
        sample, "自贡市", year=2020, settings=RoleModelSettings(lead=1.1, gain=1.0)
    )
    assert {m.region for m in strict.items} < {m.region for m in loose.items}


def test_settings_and_data_that_do_not_do(sample: Panel) -> None:
    for bad in ({"lead": 0.9}, {"structure_quantile": 0.0}, {"min_years": 0}, {"coverage": 2.0}):
        with pytest.raises(BadSetting):
            RoleModelSettings(**bad)
    with pytest.raises(BadSetting, match="cannot be the outcome"):
        find_role_models(sample, "自贡市", year=2020, settings=RoleModelSettings(outcome="gdp"))
    with pytest.raises(DataError, match="lack the outcome"):
        find_role_models(sample, "自贡市", year=2020, settings=RoleModelSettings(outcome="wage"))
    with pytest.raises(DataError, match="No year at least 5 before 2012"):
        find_role_models(sample, "自贡市", year=2012)
    with pytest.raises(DataError, match="structure variables"):
        find_role_models(replace(sample, framework=None), "自贡市", year=2020)


def test_regions_order_and_agreeing_duplicates_do_not_matter() -> None:
    panel = toy()
    plain = find_role_models(panel, "home", year=2020, settings=SETTINGS)
    twice = pl.concat([panel.observations, panel.observations])
    backwards = region_set(reversed(panel.regions.items))
    for same in (replace(panel, observations=twice), replace(panel, regions=backwards)):
        found = find_role_models(same, "home", year=2020, settings=SETTINGS)
        assert [m.region for m in found.items] == [m.region for m in plain.items]
        assert found.items[0].distance == pytest.approx(plain.items[0].distance)


def test_339_cities(china_cities: Panel) -> None:
    found = find_role_models(china_cities, "自贡市", year=2020)
    assert found.items or found.none
    assert all(m.unmet == () for m in found.items)


def test_a_panel_without_core_cities_says_so(eu_nuts2: Panel) -> None:
    chosen = RoleModelSettings(variables=("population", "life_expectancy"))
    found = find_role_models(eu_nuts2, "DE24", year=2018, settings=chosen)
    assert any("core cities are not known" in n.en for n in found.notes)
