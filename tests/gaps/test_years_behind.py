"""Time distance: crossings, bounds, breaks, direction."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.gaps import TimeDistance, time_distance
from duibiao.records import Break, Catalogue, Indicator, Mark, Panel, Region, Regions


def measure(
    home: list[float | None],
    reference: list[float | None],
    *,
    direction: str = "+",
    breaks: tuple[Break, ...] = (),
    **more: bool,
) -> TimeDistance:
    """The time distance of two series that start in 2010 and end in the same year."""
    rows = [
        {"region": r, "indicator": "x", "period": str(2010 + i), "value": v}
        for r, series in (("h", home), ("r", reference))
        for i, v in enumerate(series)
    ]
    indicators = Catalogue((Indicator("x", "指标", unit="元/人", direction=direction),))  # type: ignore[arg-type]
    panel = Panel(
        Regions((Region("h", "甲"), Region("r", "乙"))),
        indicators,
        pl.DataFrame(rows),
        breaks=breaks,
    )
    return time_distance(panel, "x", "h", "r", 2010 + len(home) - 1, **more)


def test_interpolated_between_years() -> None:
    found = measure([1, 1, 1, 15], [10, 20, 30, 40])
    assert (found.years, found.year_reached, found.crossings) == (2.5, 2010.5, 1)


def test_ahead_is_negative() -> None:
    assert measure([10, 20, 30, 40], [1, 1, 1, 25]).years == -1.5


def test_level_is_zero() -> None:
    assert measure([1, 5], [2, 5]).years == 0


def test_the_last_of_several_crossings_is_taken_and_told() -> None:
    found = measure([0, 0, 0, 0, 15], [10, 20, 10, 20, 40])
    assert (found.years, found.crossings) == (1.5, 2)


def test_beyond_the_record_is_a_bound_from_the_first_usable_year() -> None:
    found = measure([1, 1, 1, 5], [None, 10, 20, 30])
    assert (found.years, found.at_least, found.first_year) == (None, 2, 2011)
    assert measure([10, 20, 30, 40], [1, 1, 1, 5]).at_least == -3


def test_a_year_exactly_at_the_level_is_a_crossing() -> None:
    assert measure([1, 1, 20], [10, 20, 30]).years == 1.0


def test_a_bound_across_a_break_is_marked() -> None:
    series = ([1.0, 1.0, 5.0], [10.0, 20.0, 30.0])
    assert not measure(*series).marks
    marked = measure(*series, breaks=(Break("*", "x", 2012, "denominator"),))
    assert marked.at_least == 2 and Mark.ACROSS_BREAK in marked.marks


def test_one_usable_year_tells_nothing() -> None:
    found = measure([None, 5], [None, 10])
    assert (found.years, found.at_least) == (None, None)
    assert found.reason is not None and "2011" in found.reason.zh


def test_less_is_better_turns_the_series() -> None:
    found = measure([50, 50, 50, 35], [40, 30, 20, 10], direction="-")
    assert found.years == 2.5


def test_a_crossing_on_an_earlier_base_is_withheld_or_marked() -> None:
    breaks = (Break("*", "x", 2012, "denominator"),)
    series = ([1.0, 1.0, 1.0, 15.0], [10.0, 20.0, 30.0, 40.0])
    found = measure(*series, breaks=breaks)
    assert found.years is None and found.reason is not None
    assert "2012" in found.reason.zh and "分母" in found.reason.zh
    assert (
        found.at_least == 1
    )  # on the present base, the reference was past the level from its first year on
    marked = measure(*series, breaks=breaks, across_breaks=True)
    assert marked.years == 2.5 and Mark.ACROSS_BREAK in marked.marks


def test_a_crossing_on_the_present_base_stands() -> None:
    found = measure([1, 1, 1, 35], [10, 20, 30, 40], breaks=(Break("*", "x", 2012, "denominator"),))
    assert found.years == 0.5 and not found.marks


def test_a_missing_figure_is_no_distance() -> None:
    assert measure([1, None], [1, 2]).reason is not None


@settings(max_examples=60, deadline=None)
@given(st.floats(0.5, 9.5), st.floats(0.1, 50), st.floats(0.1, 1000))
def test_a_shifted_line_is_as_far_as_it_was_shifted(
    years: float, slope: float, scale: float
) -> None:
    """Two lines of one slope, one shifted by `years`: the distance is the shift, in any unit."""
    reference = [scale * (1000 + slope * t) for t in range(11)]
    home = [v - scale * slope * years for v in reference]
    assert measure(home, reference).years == pytest.approx(years, abs=1e-6)
