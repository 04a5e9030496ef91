"""The composite: what it adds up to, what is refused, and how firm the ranks are."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.benchmark import (
    STANDING_NORMALISATIONS,
    StandingSettings,
    default_framework,
    standing,
)
from duibiao.benchmark.composites import a_arithmetic
from duibiao.benchmark.ranks import descending_ranks
from duibiao.records import (
    BadSetting,
    Catalogue,
    DataError,
    Element,
    Framework,
    Indicator,
    InputError,
    Panel,
    Pillar,
    Region,
    UnknownName,
    region_set,
)


def toy(
    rows: list[tuple[float | None, float | None, float | None]],
    *,
    transform: str = "level",
    units: tuple[str, str, str] = ("元/人", "%", "个"),
) -> Panel:
    """Three scored indicators, the third of them better when less; weights 1/2, 1/4, 1/4."""
    codes = ("a", "b", "c")
    return Panel(
        regions=region_set(Region(f"r{i}", f"城{i}", f"City {i}") for i in range(len(rows))),
        indicators=Catalogue(
            (
                Indicator("a", "甲", "A", "元/人", "+"),
                Indicator("b", "乙", "B", "%", "+", "rate"),
                Indicator("c", "丙", "C", "个", "-"),
                Indicator("t", "总量", "T", "个", "+", total=True),
                Indicator("n", "无向", "N", "个"),
            )
        ),
        observations=pl.DataFrame(
            [
                {"region": f"r{i}", "indicator": code, "period": "2020", "value": v, "unit": unit}
                for i, row in enumerate(rows)
                for code, v, unit in zip(codes, row, units, strict=True)
            ],
            schema_overrides={"value": pl.Float64},
        ),
        framework=Framework(
            (
                Element("a", "score", "p", transform),  # type: ignore[arg-type]
                Element("b", "score", "q"),
                Element("c", "score", "q"),
            ),
            (Pillar("p", "支柱一", "One", 3), Pillar("q", "支柱二", "Two", 3)),
        ),
    )


CASE = [(10.0, 50.0, 1.0), (20.0, 40.0, 2.0), (30.0, 20.0, 5.0), (40.0, 10.0, 3.0)]
FEW = StandingSettings(draws=50)


def test_a_case_worked_by_hand() -> None:
    result = standing(toy(CASE), year=2020)
    # a: 0, 33.3, 66.7, 100; b: 100, 75, 25, 0; c (less is better): 100, 75, 0, 50.
    np.testing.assert_allclose(result.scores, [50, 54.1667, 39.5833, 62.5], rtol=1e-5)
    np.testing.assert_array_equal(result.ranks, [3, 2, 4, 1])
    np.testing.assert_allclose(result.percentiles, [100 / 3, 200 / 3, 0, 100])
    assert result.of("r0").pillars == (("p", 0.0), ("q", 100.0))


def test_contributions_add_up_to_the_score(sample: Panel) -> None:
    result = standing(sample, year=2022)
    for region in result.regions:
        parts = result.contributions_of(region)
        assert sum(parts.values()) == pytest.approx(result.of(region).score, rel=1e-12)
    assert sum(e.weight for e in result.elements) == pytest.approx(1)


def test_zigong_of_2020(sample: Panel) -> None:
    result = standing(sample, year=2020)
    zigong = result.of("510300")
    assert (zigong.rank, zigong.of) == (22, 31)
    assert zigong.low <= zigong.rank <= zigong.high and zigong.high - zigong.low < 8
    assert result.among.name_zh == "样本31市"
    assert result.of("320500").rank == 1
    assert "不含数据本身的误差" in result.doubt.zh and "not errors in the data" in result.doubt.en


def test_elements_stand_in_their_latest_covered_year(sample: Panel) -> None:
    early = standing(sample, year=2016)
    assert "exports_to_gdp" not in {e.indicator for e in early.elements}
    assert any("出口占地区生产总值比重" in n.zh and "未使用" in n.zh for n in early.notes)
    assert sum(e.weight for e in early.elements) == pytest.approx(1)
    # PM2.5 of 2017 stands for 17 of 31 cities only: more than half, but far from its best year.
    assert "pm25" not in {e.indicator for e in standing(sample, year=2017).elements}
    late = standing(sample, year=2013)
    assert {e.year for e in late.elements if e.indicator == "gdp_per_capita"} == {2012}
    assert any("2012年" in n.zh for n in late.notes)


def test_a_logarithm_is_refused_for_all(sample: Panel) -> None:
    result = standing(sample, year=2016)
    used = {e.indicator: e.transform for e in result.elements}
    assert used["profit_per_head"] == "level" and used["gdp_per_capita"] == "log"
    assert any("攀枝花市" in n.zh and "不能取对数" in n.zh for n in result.notes)


def test_missing_cells_are_named_and_scored_over_what_remains() -> None:
    panel = toy([*CASE, (25.0, 30.0, None), (None, 45.0, 4.0)])
    result = standing(panel, year=2020, settings=FEW)
    assert result.of("r4").coverage == pytest.approx(0.75)
    parts = result.contributions_of("r4")
    assert set(parts) == {"a", "b"}
    assert parts["a"] == pytest.approx(2 / 3 * 50) and parts["b"] == pytest.approx(1 / 3 * 50)
    assert any("城4缺“丙”" in n.zh for n in result.notes)
    assert result.of("r5") is None
    assert any("城5" in n.zh and "未排位次" in n.zh for n in result.notes)
    with pytest.raises(DataError, match="lacks too many"):
        result.contributions_of("r5")


def test_what_cannot_be_scored_is_refused() -> None:
    panel = toy(CASE)
    for code, words in (("t", "Totals are scale"), ("n", "no direction")):
        framework = Framework((Element(code, "score", "p"),), (Pillar("p", "一", "One", 1),))
        with pytest.raises(BadSetting, match=words):
            standing(replace(panel, framework=framework), year=2020)
    with pytest.raises(DataError, match="no scored indicators"):
        standing(replace(panel, framework=Framework(())), year=2020)
    with pytest.raises(DataError, match="no scored indicator can be used"):
        standing(toy([(1.0, 1.0, 1.0), (1.0, 1.0, 1.0)]), year=2020)
    with pytest.raises(InputError):
        standing(panel, year=2021)
    with pytest.raises(UnknownName, match="minmax"):
        StandingSettings(normalisation="minmaxx")
    with pytest.raises(BadSetting):
        StandingSettings(coverage=0.0)


def test_an_element_in_which_all_are_equal_is_left_out() -> None:
    result = standing(toy([(a, b, 7.0) for a, b, _ in CASE]), year=2020)
    assert [e.indicator for e in result.elements] == ["a", "b"]
    assert [e.weight for e in result.elements] == pytest.approx([0.5, 0.5])
    assert any("都相同" in n.zh for n in result.notes)


def test_default_framework_scores_what_has_a_direction_and_is_no_total(sample: Panel) -> None:
    framework, note = default_framework(replace(sample, framework=None))
    codes = {e.indicator for e in framework.of("score")}
    assert "gdp" not in codes and "secondary_share" not in codes and "gdp_per_capita" in codes
    assert len(set(framework.weights().values())) == 1
    assert "等权" in note.zh
    assert note in standing(replace(sample, framework=None), year=2020).notes
    totals = Catalogue((Indicator("gdp", "总量", total=True, direction="+"),))
    plain, _ = default_framework(replace(sample, indicators=totals, framework=None))
    assert not plain.of("score") and plain.of("context")[0].indicator == "gdp"
    with pytest.raises(DataError, match="which way is better"):
        default_framework(replace(sample, indicators=Catalogue(()), framework=None))


def test_the_interval_widens_with_doubt_and_the_seed_repeats_it(sample: Panel) -> None:
    sure = standing(sample, year=2020, settings=StandingSettings(concentration=1e6))
    loose = standing(sample, year=2020, settings=StandingSettings(concentration=5))
    assert np.ptp(loose.intervals, axis=1).sum() > np.ptp(sure.intervals, axis=1).sum()
    again = standing(sample, year=2020, settings=StandingSettings(concentration=5))
    np.testing.assert_array_equal(loose.intervals, again.intervals)
    for result in (sure, loose):
        assert (result.intervals[:, 0] <= result.intervals[:, 1]).all()


def test_weights_spread_as_the_setting_says() -> None:
    drawn = np.random.default_rng(0).dirichlet(100 * np.array([0.1, 0.4, 0.5]), size=20000)
    assert drawn[:, 0].std() == pytest.approx(np.sqrt(0.1 * 0.9 / 101), rel=0.05)


@pytest.mark.parametrize("normalisation", ["minmax", "zscore", "rank"])
def test_alternatives_agree_about_the_extremes(sample: Panel, normalisation: str) -> None:
    result = standing(sample, year=2020, settings=StandingSettings(normalisation=normalisation))
    assert result.of("320500").rank <= 2 and result.of("511900").rank == 31


def test_normalisations() -> None:
    values = np.array([[1.0], [3.0], [3.0], [np.nan], [5.0]])
    np.testing.assert_allclose(
        STANDING_NORMALISATIONS["minmax"](values).ravel(), [0, 50, 50, np.nan, 100]
    )
    np.testing.assert_allclose(
        STANDING_NORMALISATIONS["rank"](values).ravel(), [0, 50, 50, np.nan, 100]
    )
    z = STANDING_NORMALISATIONS["zscore"](values).ravel()
    assert np.nanmean(z) == pytest.approx(0) and np.nanstd(z) == pytest.approx(1)
    mean = a_arithmetic(np.array([[1.0, np.nan], [np.nan, np.nan]]), np.array([[0.5, 0.5]]))
    np.testing.assert_allclose(mean, [[1.0, np.nan]])


@given(st.lists(st.sampled_from([1.0, 2.0, 3.0, np.nan]), min_size=1, max_size=12))
@settings(deadline=None)
def test_ranks_are_those_of_scipy(values: list[float]) -> None:
    from scipy.stats import rankdata

    scores = np.array(values)
    wanted = rankdata(-scores, method="min", nan_policy="omit")
    np.testing.assert_array_equal(descending_ranks(scores), wanted)


@given(
    st.lists(
        st.tuples(st.integers(1, 9999), st.integers(0, 100), st.integers(0, 50)),
        min_size=3,
        max_size=12,
        unique=True,
    ).filter(lambda rows: all(len({r[i] for r in rows}) > 1 for i in range(3))),
    st.sampled_from(["level", "log"]),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None)
def test_order_units_and_agreeing_duplicates_do_not_matter(
    rows: list[tuple[int, int, int]], transform: str, random: object
) -> None:
    panel = toy([tuple(map(float, r)) for r in rows], transform=transform)
    plain = standing(panel, year=2020, settings=FEW)
    scaled = toy(
        [(a / 1e4, float(b), float(c)) for a, b, c in rows],
        transform=transform,
        units=("万元/人", "%", "个"),
    )
    order = list(panel.regions)
    random.shuffle(order)  # type: ignore[attr-defined]
    twice = pl.concat([panel.observations, panel.observations])
    for same in (
        scaled,
        replace(panel, regions=region_set(order)),
        replace(panel, observations=twice),
    ):
        found = standing(same, year=2020, settings=FEW)
        for region in plain.regions:
            mine, theirs = plain.of(region), found.of(region)
            assert theirs.score == pytest.approx(mine.score, abs=1e-6)
            assert theirs.rank == mine.rank
            assert abs(theirs.low - mine.low) <= 1 and abs(theirs.high - mine.high) <= 1


def test_339_cities(china_cities: Panel) -> None:
    result = standing(china_cities, year=2020)
    assert result.of("510300").of > 250
    assert any("未排位次" in n.zh for n in result.notes)


def test_other_countries(eu_nuts2: Panel, us_states: Panel) -> None:
    assert standing(eu_nuts2, year=2018).of("DE24")
    states = standing(us_states, year=2023)
    assert [e.indicator for e in states.elements] == ["real_gdp_per_head"]


def test_the_room_needs_no_scipy() -> None:
    code = (
        "import sys, duibiao.benchmark as b; [getattr(b, n) for n in b.__all__];"
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
