"""Growth on each base where both exist; effects of a new denominator told from news."""

from __future__ import annotations

import polars as pl
import pytest

from duibiao.gaps import find_base_effects, growth_on_bases
from duibiao.records import Break, Catalogue, Formula, Indicator, Panel, Region, Regions

BREAK = Break("*", "gdp", 2019, "census revision")


def panel(rows: list[tuple[int, float, str]], breaks: tuple[Break, ...] = (BREAK,)) -> Panel:
    frame = pl.DataFrame(
        [
            {"region": "h", "indicator": "gdp", "period": str(y), "value": v, "vintage": vintage}
            for y, v, vintage in rows
        ]
    )
    indicators = Catalogue((Indicator("gdp", "地区生产总值", unit="万元", direction="+"),))
    return Panel(Regions((Region("h", "甲"),)), indicators, frame, breaks=breaks)


def test_growth_is_shown_on_both_bases_where_both_exist() -> None:
    made = panel(
        [
            (2017, 100, ""),
            (2018, 110, ""),
            (2017, 90, "revised"),
            (2018, 97.2, "revised"),
            (2019, 105, ""),
        ]
    )
    ((old, new),) = growth_on_bases(made, "h", ["gdp"], year=2019)
    assert (old.after.year, old.revised, new.revised) == (2018, False, True)
    assert old.growth == pytest.approx(10.0)
    assert new.growth == pytest.approx(8.0)


def test_one_base_alone_is_no_pair() -> None:
    assert growth_on_bases(panel([(2017, 100, ""), (2018, 110, "")]), "h", ["gdp"], year=2018) == ()
    only_one_year_revised = panel(
        [(2017, 100, ""), (2018, 110, ""), (2018, 97, "revised"), (2019, 99, "")]
    )
    assert growth_on_bases(only_one_year_revised, "h", ["gdp"], year=2019) == ()


def effect_panel(home_people: list[float], breaks: tuple[Break, ...]) -> Panel:
    """Home's GDP grows as the reference's; only the count of its people may change."""
    rows = []
    for region, people in (("h", home_people), ("r", [100.0] * 3)):
        for i, n in enumerate(people):
            for code, value in (
                ("gdp", 1000.0 + 10 * i - (5 * i if region == "h" else 0)),
                ("people", n),
            ):
                rows.append(
                    {"region": region, "indicator": code, "period": str(2018 + i), "value": value}
                )
    indicators = Catalogue(
        (
            Indicator("gdp", "总值", unit="万元", direction="+", total=True),
            Indicator("people", "人口", unit="万人", total=True),
            Indicator(
                "head",
                "人均",
                unit="元/人",
                direction="+",
                numerator="gdp",
                formula=Formula("gdp / people"),
            ),
        )
    )
    regions = Regions((Region("h", "甲"), Region("r", "乙")))
    return Panel(regions, indicators, pl.DataFrame(rows), breaks=breaks)


def test_a_recount_of_people_is_told_from_news() -> None:
    made = effect_panel([100.0, 100.0, 80.0], (Break("*", "people", 2020, "denominator"),))
    (effect,) = find_base_effects(made, "h", ["r"], year=2020, indicators=["head"])
    assert effect.after > effect.before and effect.total_after < effect.total_before
    assert effect.opposite and effect.breaks[0].reason == "denominator"


def test_without_a_break_there_is_no_effect() -> None:
    assert (
        find_base_effects(
            effect_panel([100.0, 100.0, 80.0], ()), "h", ["r"], year=2020, indicators=["head"]
        )
        == ()
    )


def test_a_break_of_the_total_itself_is_no_control() -> None:
    breaks = (Break("*", "people", 2020, "denominator"), Break("*", "gdp", 2020, "census revision"))
    assert (
        find_base_effects(
            effect_panel([100.0, 100.0, 80.0], breaks), "h", ["r"], year=2020, indicators=["head"]
        )
        == ()
    )


@pytest.mark.parametrize(("window", "count"), [(1, 1), (2, 1), (3, 1)])
def test_the_window_ends_with_the_year(window: int, count: int) -> None:
    made = effect_panel([100.0, 100.0, 80.0], (Break("*", "people", 2020, "denominator"),))
    assert (
        len(find_base_effects(made, "h", ["r"], year=2020, indicators=["head"], window=window))
        == count
    )


def test_a_break_before_the_window_is_old_news() -> None:
    made = effect_panel([100.0, 80.0, 80.0], (Break("*", "people", 2019, "denominator"),))
    assert len(find_base_effects(made, "h", ["r"], year=2020, indicators=["head"], window=2)) == 1
    assert find_base_effects(made, "h", ["r"], year=2020, indicators=["head"], window=1) == ()


def test_the_path_keeps_to_the_base_of_the_total() -> None:
    breaks = (Break("*", "people", 2020, "denominator"), Break("*", "gdp", 2019, "census revision"))
    made = effect_panel([100.0, 100.0, 80.0], breaks)
    (effect,) = find_base_effects(made, "h", ["r"], year=2020, indicators=["head"])
    assert [y for y, _ in effect.path] == [2019, 2020]


def test_a_change_that_the_totals_made_is_not_blamed_on_the_base() -> None:
    rows = []
    for region, gdp, people in (
        ("h", [100.0, 400.0], [10.0, 9.0]),
        ("r", [100.0, 100.0], [10.0, 10.0]),
    ):
        for i in range(2):
            for code, value in (("gdp", gdp[i]), ("people", people[i])):
                rows.append(
                    {"region": region, "indicator": code, "period": str(2019 + i), "value": value}
                )
    source = effect_panel([1.0] * 3, ())
    made = Panel(
        source.regions,
        source.indicators,
        pl.DataFrame(rows),
        breaks=(Break("*", "people", 2020, "denominator"),),
    )
    assert find_base_effects(made, "h", ["r"], year=2020, indicators=["head"]) == ()
