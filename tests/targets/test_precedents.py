"""Precedents: who counts, that windows neither overlap nor cross a break, and every fallback said."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.records import EVERY_REGION, BadSetting, Break
from duibiao.targets import Precedents, PrecedentSettings, find_precedents, histories
from target_panels import made

SLOW, FAST = 0.04, 0.08


def level(i: int, y: int) -> float:
    """Region i starts at 100 + 10 i and grows by 4 %, the odd ones by 8 %."""
    return float((100 + 10 * i) * math.exp((FAST if i % 2 else SLOW) * (y - 2000)))


def found(years: int = 5, needed: float | None = None, **more: object) -> Precedents:
    series = histories(made({"x": level}), "x")
    return find_precedents(series, "R0", years, needed=needed, **more)  # type: ignore[arg-type]


def test_they_stood_where_home_stands_and_home_is_not_among_them() -> None:
    got = found()
    here = level(0, 2020)
    assert got.n >= got.settings.fewest
    assert got.width == 0.10
    for p in got.items:
        assert p.region != "R0"
        assert abs(math.log(p.start / here)) <= math.log(1.1)
        assert p.end_year == p.year + 5 <= 2020
        assert p.growth == pytest.approx(5 * (FAST if int(p.region[1:]) % 2 else SLOW))


def test_who_reached_is_who_grew_as_much_and_when() -> None:
    got = found(needed=5 * 0.06)
    for p in got.items:
        fast = int(p.region[1:]) % 2 == 1
        assert p.reached == fast
        # 30 % in logarithms at 8 % a year is passed in the fourth year.
        assert p.reached_in == (4 if fast else None)
    assert got.reached == sum(p.reached for p in got.items) > 0


def test_beyond_takes_out_what_all_regions_grew() -> None:
    got = found()
    typical = 5 * (FAST + SLOW) / 2
    for p in got.items:
        assert p.beyond == pytest.approx(p.growth - typical, abs=1e-9)


@given(st.integers(1, 8), st.sampled_from([0.1, 0.3, 0.6]))
def test_windows_of_one_region_do_not_overlap(years: int, width: float) -> None:
    got = found(years, settings=PrecedentSettings(width=width, wider=()))
    of: dict[str, list[int]] = defaultdict(list)
    for p in got.items:
        of[p.region].append(p.year)
    for starts in of.values():
        starts.sort()
        assert all(b - a >= got.years for a, b in pairwise(starts))


def test_no_window_crosses_a_break() -> None:
    panel = made({"x": level}, breaks=(Break(EVERY_REGION, "x", 2010, "definition"),))
    got = find_precedents(histories(panel, "x"), "R0", 5)
    assert got.items
    assert not [p for p in got.items if p.year < 2010 <= p.end_year]


def test_a_missing_year_inside_is_left_out_of_the_path() -> None:
    panel = made({"x": lambda i, y: None if y == 2012 else level(i, y)})
    got = find_precedents(histories(panel, "x"), "R0", 5)
    holed = [p for p in got.items if p.year < 2012 < p.end_year]
    assert holed
    assert all(p.path[2012 - p.year - 1] is None for p in holed)


def test_nothing_after_the_year_of_the_start_is_looked_at() -> None:
    bent = made({"x": lambda i, y: level(i, y) * (5 if y > 2015 and i else 1)})
    plain = find_precedents(histories(made({"x": level}), "x"), "R0", 4, year=2015)
    assert find_precedents(histories(bent, "x"), "R0", 4, year=2015).items == plain.items


def test_a_wider_band_is_said() -> None:
    got = found(settings=PrecedentSettings(width=0.01, wider=(0.2,)))
    assert got.width == 0.2
    assert [n for n in got.notes if "放宽到20%" in n.zh and "widened to 20%" in n.en]


def test_structure_is_dropped_aloud_where_nobody_fits() -> None:
    panel = made(
        {"x": level, "s": lambda i, y: 90.0 if i == 0 else 10.0 + i},
        s={"unit": "%", "kind": "rate"},
    )
    series, structure = histories(panel, "x"), [histories(panel, "s")]
    got = find_precedents(series, "R0", 5, structure=structure)
    assert got.structure == ()
    assert [n for n in got.notes if "结构" in n.zh]


def test_structure_chooses_where_it_can() -> None:
    panel = made(
        {"x": level, "s": lambda i, y: 50.0 if i % 2 == 0 else 10.0},
        s={"unit": "%", "kind": "rate"},
    )
    series, structure = histories(panel, "x"), [histories(panel, "s")]
    settings = PrecedentSettings(fewest=2)
    got = find_precedents(series, "R0", 5, structure=structure, settings=settings)
    assert got.structure == ("s",)
    assert {int(p.region[1:]) % 2 for p in got.items} == {0}


def test_shorter_windows_keep_the_yearly_pace() -> None:
    short = made({"x": level}, years=range(2014, 2021))
    got = find_precedents(histories(short, "x"), "R0", 10, needed=10 * 0.06)
    assert (got.asked_years, got.years) == (10, 5)
    assert got.needed == pytest.approx(got.years * 0.06)
    assert [n for n in got.notes if "10年的记录不够" in n.zh]


def test_too_few_is_an_answer() -> None:
    lonely = made({"x": level}, regions=2, years=range(2016, 2021))
    got = find_precedents(histories(lonely, "x"), "R0", 3)
    assert (got.n, got.reached) == (0, 0)
    assert "先例不足" in got.notes[-1].zh


def test_settings_and_years_are_checked() -> None:
    with pytest.raises(BadSetting, match="1 or more"):
        found(0)
    with pytest.raises(BadSetting):
        PrecedentSettings(width=0.5, wider=(0.2,))
    with pytest.raises(BadSetting):
        PrecedentSettings(fewest=1)
