"""Efficiency of a region: the year, who is left out, what is refused, and that units change nothing."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from duibiao.benchmark import EfficiencySettings, find_efficiency
from duibiao.records import BadSetting, Catalogue, DataError, Indicator, Panel, UnknownName

HOME = "510300"
FEW = EfficiencySettings(replications=100)
SPENT, LENT, MADE = "fiscal_exp", "bank_loans", "gdp"


def changed(panel: Panel, region: str, code: str, value: float | None) -> Panel:
    """The panel with one region's figures of an indicator replaced in 2020, or taken away."""
    here = (
        (pl.col("region") == region) & (pl.col("indicator") == code) & (pl.col("period") == "2020")
    )
    frame = panel.observations
    frame = (
        frame.filter(~here)
        if value is None
        else frame.with_columns(pl.when(here).then(value).otherwise(pl.col("value")).alias("value"))
    )
    return replace(panel, observations=frame)


def test_targets_are_the_peers_figures_by_weight(sample: Panel) -> None:
    found = find_efficiency(sample, HOME, ["一般公共预算支出", LENT], [MADE], year=2020)
    own = found.own
    assert (found.year, found.inputs, found.outputs) == (2020, (SPENT, LENT), (MADE,))
    assert own.score == pytest.approx(1.2202, abs=5e-5)
    made = sum(w * (sample.cell(r, MADE, 2020).value or 0) for r, w in own.peers.items())
    assert own.targets[MADE] == pytest.approx(made)
    assert made == pytest.approx((own.score or 0) * (sample.cell(HOME, MADE, 2020).value or 0))
    drawn = found.doubt_of(HOME)
    assert drawn is not None and (own.score or 0) < drawn.low < drawn.corrected < drawn.high
    assert find_efficiency(sample, HOME, [SPENT, LENT], [MADE], year=2020) == found


def test_the_latest_year_that_home_and_most_regions_have(sample: Panel) -> None:
    found = find_efficiency(
        sample, HOME, ["fixed_asset_inv"], [MADE], year=2022, settings=FEW
    )  # fmt: skip
    assert found.year == 2016, "no investment is printed after 2016"
    without = changed(sample, HOME, LENT, None)
    assert find_efficiency(without, HOME, [LENT], [MADE], year=2020, settings=FEW).year == 2019


def test_who_lacks_a_figure_is_left_out_by_name(sample: Panel) -> None:
    without = changed(sample, "320100", LENT, None)
    found = find_efficiency(without, HOME, [LENT, SPENT], [MADE], year=2020, settings=FEW)
    assert found.missing == (("320100", (LENT,)),)
    assert "320100" not in found.frontier.ids and len(found.frontier.ids) == 30
    whole = replace(FEW, coverage=1.0)
    assert find_efficiency(without, HOME, [LENT], [MADE], year=2020, settings=whole).year == 2019


def test_of_which_less_is_better_is_an_input(sample: Panel) -> None:
    found = find_efficiency(sample, HOME, [SPENT], [MADE, "pm25"], year=2020, settings=FEW)
    assert (found.inputs, found.outputs) == ((SPENT, "pm25"), (MADE,))
    assert any("PM2.5" in n.zh and "按投入处理" in n.zh for n in found.notes)


def test_ratios_come_with_a_remark(sample: Panel) -> None:
    found = find_efficiency(sample, HOME, [SPENT], ["gdp_per_capita"], year=2020, settings=FEW)
    assert any("Ratios" in n.en for n in found.notes)
    totals = find_efficiency(sample, HOME, [SPENT], [MADE], year=2020, settings=FEW)
    assert totals.notes == ()


def test_where_all_are_efficient_there_is_no_interval(sample: Panel) -> None:
    few = (*sample.regions.codes[:3], HOME)
    kept = sample.observations.filter(
        pl.col("region").is_in(few) & pl.col("indicator").is_in([SPENT, LENT, MADE, "residents"])
    )
    regions = replace(sample.regions, items=tuple(r for r in sample.regions if r.code in few))
    small = replace(sample, regions=regions, observations=kept)
    found = find_efficiency(small, HOME, [SPENT, LENT], [MADE], year=2020)
    assert found.bootstrap is None and found.doubt_of(HOME) is None
    assert any("No intervals" in n.en for n in found.notes)
    assert any("fewer than" in n.en for n in found.notes)


@pytest.mark.parametrize(
    ("inputs", "outputs", "error", "words"),
    [
        ([SPENT], [], BadSetting, ["both sides"]),
        ([], [MADE], BadSetting, ["--inputs"]),
        ([SPENT], [SPENT, MADE], BadSetting, ["Budget expenditure"]),
        (["spending"], [MADE], UnknownName, ["spending"]),
        ([SPENT], ["pm25"], BadSetting, ["less is better"]),
    ],
)
def test_refusals(
    sample: Panel, inputs: list[str], outputs: list[str], error: type[Exception], words: list[str]
) -> None:
    with pytest.raises(error) as raised:
        find_efficiency(sample, HOME, inputs, outputs, year=2020, settings=FEW)
    for word in words:
        assert word in str(raised.value)


def test_no_year_that_can_be_used_is_told_with_the_years_there_are(sample: Panel) -> None:
    whole = replace(FEW, coverage=1.0)
    with pytest.raises(DataError, match=r"100% of the regions .* Resident population .* 2010"):
        find_efficiency(sample, HOME, ["residents"], [MADE], year=2010, settings=whole)


@pytest.mark.parametrize(
    ("value", "words"), [(-1.0, ["Nanjing", "GDP", "negative"]), (0.0, ["Nanjing", "outputs", "0"])]
)
def test_figures_without_proportion(sample: Panel, value: float, words: list[str]) -> None:
    with pytest.raises(DataError) as raised:
        find_efficiency(changed(sample, "320100", MADE, value), HOME, [SPENT], [MADE], year=2020)
    for word in words:
        assert word in str(raised.value)


def test_an_indicator_without_figures_is_named(sample: Panel) -> None:
    more = sample.indicators.merged([Indicator("robots", "机器人", "Robots", "个")])
    assert isinstance(more, Catalogue)
    with pytest.raises(DataError, match="Robots"):
        find_efficiency(replace(sample, indicators=more), HOME, ["robots"], [MADE], year=2020)


@pytest.mark.parametrize("wrong", [{"coverage": 0.0}, {"level": 1.0}, {"replications": 5}])
def test_settings_out_of_range(wrong: dict[str, float]) -> None:
    with pytest.raises(BadSetting):
        EfficiencySettings(**wrong)  # type: ignore[arg-type]
