"""Gaps: signs, status, order, closing, and what does not change with units or order."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.gaps import Gap, GapSettings, find_gaps
from duibiao.records import BadSetting, Break, Catalogue, Element, Indicator, Panel, Region, Regions

CODES = ("h", "r", "s")


def make(
    values: dict[str, list[float | None]],
    *,
    unit: str = "元/人",
    direction: str = "+",
    total: bool = False,
    factor: float = 1.0,
) -> Panel:
    rows = [
        {
            "region": r,
            "indicator": "x",
            "period": str(2017 + i),
            "value": None if v is None else v * factor,
            "unit": unit,
        }
        for r, series in values.items()
        for i, v in enumerate(series)
    ]
    indicator = Indicator("x", "指标", unit=unit, direction=direction, total=total)  # type: ignore[arg-type]
    return Panel(
        Regions(tuple(Region(c, c) for c in values)), Catalogue((indicator,)), pl.DataFrame(rows)
    )


def one(panel: Panel, reference: str = "r", **more: float) -> Gap:
    return find_gaps(
        panel,
        "h",
        [reference],
        year=2020,
        elements=[Element("x", "score", "p")],
        settings=GapSettings(**more),  # type: ignore[arg-type]
    )[0]


def test_behind_in_what_should_be_more() -> None:
    gap = one(make({"h": [1, 2, 3, 4], "r": [5, 6, 7, 8], "s": [1, 1, 1, 2]}))
    assert (gap.difference, gap.ratio, gap.status, gap.year) == (-4, 0.5, "behind", 2020)
    assert gap.size == pytest.approx((8 - 4) / (8 - 2) * 100)


def test_behind_in_what_should_be_less() -> None:
    gap = one(make({"h": [43] * 4, "r": [39] * 4}, unit="微克/立方米", direction="-"))
    assert (gap.difference, gap.status) == (4, "behind")


def test_percent_differs_in_points() -> None:
    gap = one(make({"h": [20.0] * 4, "r": [30.0] * 4}, unit="%"))
    assert (gap.difference, gap.difference_unit) == (-10, "百分点")


def test_level_within_the_band() -> None:
    panel = make({"h": [99.8] * 4, "r": [100.0] * 4})
    assert one(panel).status == "level"
    assert one(panel, level_band=0.001).status == "behind"


def test_the_latest_year_with_both_is_taken() -> None:
    assert one(make({"h": [1, 2, 3, None], "r": [5, None, 7, 8]})).year == 2019


def test_no_year_in_common_is_said() -> None:
    gap = one(make({"h": [1, None, 3, None], "r": [None, 6, None, 8]}))
    assert gap.status == "incomparable" and gap.reason is not None and gap.difference is None


def test_negative_and_zero_have_no_ratio() -> None:
    gap = one(make({"h": [1.0, 1, 1, -5], "r": [4.0, 4, 4, 10]}))
    assert gap.ratio is None and gap.difference == -15 and gap.status == "behind"
    assert one(make({"h": [1.0] * 4, "r": [0.0] * 4})).ratio is None


def test_totals_have_no_size_and_come_last() -> None:
    gap = one(make({"h": [1] * 4, "r": [2] * 4}, total=True))
    assert gap.size is None and gap.total


def test_home_among_the_references_is_refused() -> None:
    with pytest.raises(BadSetting):
        one(make({"h": [1] * 4, "r": [1] * 4}), reference="h")


def test_years_to_close_at_recent_paces() -> None:
    """Home grows 10 % a year, the reference 5 %: 100 against 200 closes in ln 2 / (ln 1.1 - ln 1.05) years."""
    home = [100 / 1.1**i for i in (3, 2, 1, 0)]
    reference = [200 / 1.05**i for i in (3, 2, 1, 0)]
    gap = one(make({"h": home, "r": reference}))
    assert gap.closing.years == pytest.approx(math.log(2) / math.log(1.1 / 1.05))
    assert gap.closing.pace_difference == pytest.approx(5)
    assert gap.closing.needed_pace == pytest.approx((1.05 * 2**0.1 - 1) * 100)
    assert gap.closing.increment_share == pytest.approx(
        (100 - home[0]) / (100 - home[0] + 200 - reference[0])
    )


def test_a_slower_home_never_closes() -> None:
    gap = one(make({"h": [100, 101, 102, 103], "r": [200, 220, 240, 260]}))
    assert gap.closing.years is None and gap.closing.reason is not None


def test_what_should_be_less_closes_by_falling_faster() -> None:
    home = [80 * 0.9**i for i in range(4)]
    gap = one(make({"h": home, "r": [40.0] * 4}, unit="微克/立方米", direction="-"))
    assert gap.closing.years == pytest.approx(math.log(40 / home[-1]) / math.log(0.9))


def test_points_close_by_subtraction() -> None:
    gap = one(make({"h": [20.0, 21, 22, 23], "r": [30.0, 30, 30, 30]}, unit="%"))
    assert gap.closing.years == pytest.approx(7)
    assert gap.closing.needed_pace == pytest.approx(0.7)


values = st.lists(st.floats(1, 1e6), min_size=4, max_size=4)


@settings(max_examples=40, deadline=None)
@given(values, values, values, st.sampled_from([1e-4, 1.0, 1e4]))
def test_units_change_no_ratio_status_size_or_years(
    h: list[float], r: list[float], s: list[float], factor: float
) -> None:
    series: dict[str, list[float | None]] = {"h": [*h], "r": [*r], "s": [*s]}
    a, b = one(make(series)), one(make(series, factor=factor))
    assert a.status == b.status
    for x, y in (
        (a.ratio, b.ratio),
        (a.size, b.size),
        (a.time.years, b.time.years),
        (a.closing.years, b.closing.years),
    ):
        assert (x is None) == (y is None)
        assert x is None or x == pytest.approx(y, rel=1e-6, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(values, values, values, st.permutations(CODES))
def test_the_order_of_regions_changes_nothing(
    h: list[float], r: list[float], s: list[float], order: list[str]
) -> None:
    series: dict[str, list[float | None]] = {"h": [*h], "r": [*r], "s": [*s]}
    assert one(make(series)).as_record() == one(make({k: series[k] for k in order})).as_record()


def test_a_record_has_what_the_command_promises() -> None:
    record = one(make({"h": [1, 2, 3, 4], "r": [5, 6, 7, 8]})).as_record()
    promised = "indicator unit home reference reference_region year difference ratio time_distance_years time_distance_at_least time_distance_reason status"
    assert set(promised.split()) <= record.keys()


def test_increments_are_not_shared_across_a_break_nor_where_one_fell() -> None:
    panel = make({"h": [1, 2, 3, 4], "r": [5, 6, 7, 9]})
    assert one(panel).closing.increment_share == pytest.approx(3 / 7)
    broken = Panel(
        panel.regions,
        panel.indicators,
        panel.observations,
        breaks=(Break("r", "x", 2019, "territory"),),
    )
    assert one(broken).closing.increment_share is None
    assert one(make({"h": [1, 2, 3, 4], "r": [9, 8, 7, 6]})).closing.increment_share is None


def test_the_size_follows_the_transform() -> None:
    panel = make({"h": [2.0] * 4, "r": [8.0] * 4, "s": [1.0] * 4})
    level = one(panel).size
    log = find_gaps(panel, "h", ["r"], year=2020, elements=[Element("x", "score", "p", "log")])[
        0
    ].size
    assert level == pytest.approx(6 / 7 * 100)
    assert log == pytest.approx(math.log(4) / math.log(8) * 100)


def test_points_within_a_tenth_are_level() -> None:
    panel = make({"h": [7.85] * 4, "r": [7.90] * 4}, unit="%")
    assert one(panel).status == "level"
    assert one(panel, level_points=0.01, level_band=0.0).status == "behind"


def test_per_mille_differs_in_points() -> None:
    gap = one(make({"h": [2.0, 2, 2, 2], "r": [7.0, 7, 7, 7]}, unit="‰"))
    assert gap.difference == pytest.approx(-0.5)
    assert gap.closing.needed_pace == pytest.approx(0.05)


def test_several_references_share_a_year_where_there_is_one() -> None:
    panel = make({"h": [1, 2, 3, 4], "r": [5, 6, 7, 8], "s": [5, 6, 7, None]})
    gaps = find_gaps(panel, "h", ["r", "s"], year=2020, elements=[Element("x", "score", "p")])
    assert {g.year for g in gaps} == {2019}


def test_the_size_is_positive_where_home_is_behind_also_where_less_is_better() -> None:
    worse = make(
        {"h": [43.0] * 4, "r": [39.0] * 4, "s": [23.0] * 4}, unit="微克/立方米", direction="-"
    )
    assert one(worse).size == pytest.approx(20)
    better = make(
        {"h": [39.0] * 4, "r": [43.0] * 4, "s": [23.0] * 4}, unit="微克/立方米", direction="-"
    )
    assert one(better).size == pytest.approx(-20)
