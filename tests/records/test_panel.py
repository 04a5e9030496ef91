"""Panels: bases, vintages, flags, formulas with units, constant prices, traces."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.records import (
    Break,
    Catalogue,
    DataError,
    Formula,
    Indicator,
    InputError,
    Mark,
    Panel,
    Region,
    Regions,
    Vintage,
)

REGIONS = Regions((Region("1", "甲市"), Region("2", "乙市")))
CATALOGUE = Catalogue(
    (
        Indicator("gdp", "地区生产总值", unit="万元", direction="+", total=True),
        Indicator("per_head", "人均", unit="元/人", direction="+", numerator="gdp"),
        Indicator("residents", "常住人口", unit="万人", formula=Formula("gdp / per_head")),
        Indicator("growth", "增速", unit="%", direction="+", kind="growth"),
        Indicator("growth_3y", "三年平均", unit="%", formula=Formula("mean(growth, 3)")),
    )
)


def panel(rows: list[dict[str, object]], **more: object) -> Panel:
    return Panel(REGIONS, CATALOGUE, pl.DataFrame(rows), **more)  # type: ignore[arg-type]


def row(indicator: str, year: int, value: float, **more: object) -> dict[str, object]:
    return {"region": "1", "indicator": indicator, "period": str(year), "value": value, **more}


def test_a_missing_value_is_never_zero() -> None:
    made = panel(
        [row("gdp", 2020, 1.0), {**row("gdp", 2021, 1.0), "value": None}, row("gdp", 2022, 0.0)]
    )
    assert np.isnan(made.grid("gdp").values[0, 1])
    assert made.grid("gdp").values[0, 2] == 0.0
    assert made.cell("1", "gdp", 2021).value is None
    assert made.cell("2", "gdp", 2020).value is None


def test_units_are_converted_and_the_given_figure_is_kept() -> None:
    made = panel([row("gdp", 2020, 1458.44, unit="亿元")])
    cell = made.cell("1", "gdp", 2020)
    assert cell.value == 14_584_400
    assert cell.given == "1458.44 亿元"


def test_yuan_is_accepted_for_yuan_a_head() -> None:
    assert (
        panel([row("per_head", 2020, 58059, unit="元")]).cell("1", "per_head", 2020).value == 58059
    )


def test_a_foreign_currency_is_refused() -> None:
    with pytest.raises(InputError, match="exchange rate"):
        panel([row("gdp", 2020, 5, unit="万美元")]).grid("gdp")


def test_a_formula_carries_units_and_names_its_inputs() -> None:
    made = panel([row("gdp", 2020, 14_580_000), row("per_head", 2020, 58059)])
    cell = made.cell("1", "residents", 2020)
    assert cell.value == pytest.approx(14_580_000 / 58059)  # 万元 over 元/人 is 万人
    assert [c.indicator for c in cell.inputs] == ["gdp", "per_head"]


def test_a_formula_whose_units_do_not_fit_is_refused() -> None:
    odd = CATALOGUE.merged([Indicator("odd", "怪", unit="万元", formula=Formula("gdp + growth"))])
    made = Panel(REGIONS, odd, pl.DataFrame([row("gdp", 2020, 1.0), row("growth", 2020, 1.0)]))
    with pytest.raises(InputError, match="fit in units"):
        made.grid("odd")


@pytest.mark.parametrize(
    "text", ["gdp **2", "__import__('os')", "gdp if 1 else 2", "mean(gdp, x)", "gdp; gdp", "a.b"]
)
def test_a_formula_is_arithmetic_only(text: str) -> None:
    with pytest.raises(InputError):
        Formula(text)


def test_a_window_mean_reads_all_its_years_and_none_that_is_faulty() -> None:
    rows = [row("growth", y, float(v)) for y, v in ((2018, 8), (2019, 7), (2020, 3), (2021, 9))]
    made = panel(rows)
    assert made.cell("1", "growth_3y", 2020).value == pytest.approx(6.0)
    assert [c.year for c in made.cell("1", "growth_3y", 2020).inputs] == [2018, 2019, 2020]
    rows[1]["flag"] = "fault"
    assert panel(rows).cell("1", "growth_3y", 2020).value is None
    assert panel(rows).cell("1", "growth_3y", 2021).value is None


def test_a_fault_is_shown_and_not_used() -> None:
    made = panel([row("gdp", 2020, 3.0, flag="fault", note="数值为3")])
    assert made.cell("1", "gdp", 2020).value == 3.0
    assert Mark.FAULT in made.cell("1", "gdp", 2020).marks
    assert np.isnan(made.grid("gdp").usable[0, 0])


def test_an_unknown_flag_marks_as_doubtful() -> None:
    assert panel([row("gdp", 2020, 3.0, flag="待查")]).cell("1", "gdp", 2020).marks == Mark.DOUBTFUL


def test_years_across_a_break_are_not_comparable() -> None:
    rows = [row("gdp", y, 1.0) for y in range(2017, 2022)]
    made = panel(rows, breaks=(Break("1", "gdp", 2019, "census revision"),))
    grid = made.grid("gdp")
    assert grid.comparable(0, 2017, 2018) and grid.comparable(0, 2019, 2021)
    assert not grid.comparable(0, 2018, 2019)
    assert [b.year for b in made.breaks_between("1", "gdp", 2017, 2020)] == [2019]
    assert made.breaks_between("1", "gdp", 2019, 2021) == ()
    assert made.breaks_between("2", "gdp", 2017, 2020) == ()


def test_a_revised_figure_joins_the_new_base() -> None:
    rows = [
        row("gdp", 2018, 100.0),
        row("gdp", 2018, 90.0, vintage="revised"),
        row("gdp", 2019, 99.0),
    ]
    made = panel(rows, breaks=(Break("*", "gdp", 2019, "census revision"),))
    assert made.cell("1", "gdp", 2018).value == 90.0
    assert made.cell("1", "gdp", 2018).vintage is Vintage.REVISED
    assert made.grid("gdp").comparable(0, 2018, 2019)
    before = made.with_vintages_up_to(Vintage.FINAL)
    assert before.cell("1", "gdp", 2018).value == 100.0
    assert not before.grid("gdp").comparable(0, 2018, 2019)


def test_breaks_of_a_formula_are_those_of_its_inputs() -> None:
    rows = [row(c, y, 1.0) for c in ("gdp", "per_head") for y in range(2018, 2022)]
    breaks = (
        Break("*", "gdp", 2019, "census revision"),
        Break("*", "per_head", 2020, "denominator"),
    )
    made = panel(rows, breaks=breaks)
    assert [b.year for b in made.breaks_of("1", "residents")] == [2019, 2020]
    grid = made.grid("residents")
    assert not grid.comparable(0, 2018, 2019) and not grid.comparable(0, 2019, 2020)
    assert grid.comparable(0, 2020, 2021)


def test_figures_that_disagree_are_refused_with_the_cell() -> None:
    with pytest.raises(DataError, match="1 gdp 2020"):
        panel([row("gdp", 2020, 1.0), row("gdp", 2020, 2.0)])
    panel([row("gdp", 2020, 1.0), row("gdp", 2020, 1.0)])
    panel([row("gdp", 2020, 1.0), row("gdp", 2020, 2.0, vintage="preliminary")])


def test_constant_prices_divide_by_the_common_deflator(sample: Panel) -> None:
    grid = sample.grid("gdp", "constant", base_year=2020)
    current = sample.grid("gdp")
    j10, j20 = current.column(2010), current.column(2020)
    assert grid.values[:, j20] == pytest.approx(current.values[:, j20])
    assert grid.values[:, j10] == pytest.approx(current.values[:, j10] * 1.2721)
    with pytest.raises(DataError):
        sample.grid("pm25", "constant")
    with pytest.raises(DataError):
        sample.grid("fdi", "constant")  # US dollars are not deflated by China's prices


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(8)), st.sampled_from(["元", "万元", "亿元"]))
def test_row_order_and_units_change_nothing(order: list[int], unit: str) -> None:
    factor = {"元": 1e4, "万元": 1.0, "亿元": 1e-4}[unit]
    rows = [row("gdp", 2015 + i, 1000.0 * (i + 1)) for i in range(8)]
    other = [{**rows[i], "value": float(rows[i]["value"]) * factor, "unit": unit} for i in order]  # type: ignore[arg-type]
    assert panel(other).grid("gdp").values == pytest.approx(
        panel(rows).grid("gdp").values, nan_ok=True
    )


def test_the_snapshot_follows_the_figures_not_their_order() -> None:
    rows = [row("gdp", 2015 + i, float(i + 1)) for i in range(5)]
    assert panel(rows).snapshot == panel(rows[::-1]).snapshot
    rows[0]["value"] = 7.0
    assert (
        panel(rows).snapshot
        != panel([row("gdp", 2015 + i, float(i + 1)) for i in range(5)]).snapshot
    )


def test_a_window_mean_is_withheld_across_a_break() -> None:
    rows = [row("growth", y, 5.0) for y in range(2018, 2022)]
    made = panel(rows, breaks=(Break("*", "growth", 2020, "definition"),))
    assert made.cell("1", "growth_3y", 2021).value is None
    assert panel(rows).cell("1", "growth_3y", 2021).value == pytest.approx(5.0)


def test_sums_convert_units() -> None:
    both = CATALOGUE.merged(
        [
            Indicator("big", "大", unit="亿元"),
            Indicator("sum", "和", unit="万元", formula=Formula("gdp + big")),
            Indicator("rest", "差", unit="亿元", formula=Formula("big - gdp")),
        ]
    )
    made = Panel(REGIONS, both, pl.DataFrame([row("gdp", 2020, 500.0), row("big", 2020, 2.0)]))
    assert made.cell("1", "sum", 2020).value == pytest.approx(20_500)
    assert made.cell("1", "rest", 2020).value == pytest.approx(1.95)


def test_early_vintages_are_marked() -> None:
    assert (
        Mark.PRELIMINARY
        in panel([row("gdp", 2020, 1.0, vintage="preliminary")]).cell("1", "gdp", 2020).marks
    )
    assert not panel([row("gdp", 2020, 1.0, vintage="final")]).cell("1", "gdp", 2020).marks


def test_only_breaks_after_the_first_year_lie_between() -> None:
    breaks = (Break("*", "gdp", 2019, "census revision"), Break("*", "gdp", 2021, "definition"))
    made = panel([row("gdp", y, 1.0) for y in range(2018, 2023)], breaks=breaks)
    assert [b.year for b in made.breaks_between("1", "gdp", 2019, 2022)] == [2021]


def test_figures_in_different_units_that_disagree_are_refused() -> None:
    with pytest.raises(DataError, match="亿元"):
        panel([row("gdp", 2020, 1458.0, unit="亿元"), row("gdp", 2020, 999.0, unit="万元")])
    panel([row("gdp", 2020, 1458.0, unit="亿元"), row("gdp", 2020, 14_580_000.0, unit="万元")])
    panel([row("gdp", 2020, 1458.0, unit="亿元"), row("gdp", 2020, 14_580_000.0)])


def test_a_revision_of_the_numerator_reaches_the_ratio() -> None:
    rows = [row(c, y, 1.0) for c in ("gdp", "per_head") for y in range(2018, 2021)]
    made = panel(rows, breaks=(Break("*", "gdp", 2019, "census revision"),))
    assert not made.grid("per_head").comparable(0, 2018, 2019)


def test_own_breaks_of_a_derived_indicator_replace_those_of_its_inputs() -> None:
    rows = [row(c, y, 1.0) for c in ("gdp", "per_head") for y in range(2018, 2022)]
    breaks = (
        Break("*", "gdp", 2019, "census revision"),
        Break("*", "residents", 2020, "denominator"),
    )
    made = panel(rows, breaks=breaks)
    assert made.grid("residents").comparable(0, 2018, 2019)
    assert not made.grid("residents").comparable(0, 2019, 2020)


def test_a_revised_figure_does_not_jump_a_change_of_territory() -> None:
    breaks = (Break("*", "gdp", 2016, "territory"), Break("*", "gdp", 2019, "census revision"))
    rows = [
        row("gdp", 2015, 1.0, vintage="revised"),
        *(row("gdp", y, 1.0) for y in range(2016, 2021)),
    ]
    grid = panel(rows, breaks=breaks).grid("gdp")
    assert not grid.comparable(0, 2015, 2017) and not grid.comparable(0, 2015, 2020)


def test_a_revised_figure_without_a_declared_revision_stands_alone() -> None:
    grid = panel([row("gdp", 2017, 1.0, vintage="revised"), row("gdp", 2020, 1.0)]).grid("gdp")
    assert not grid.comparable(0, 2017, 2020)


def test_formulas_in_a_circle_are_refused() -> None:
    circle = Catalogue(
        (Indicator("a", "甲", formula=Formula("b")), Indicator("b", "乙", formula=Formula("a")))
    )
    with pytest.raises(InputError, match="circle"):
        Panel(REGIONS, circle, pl.DataFrame([row("gdp", 2020, 1.0)]))
