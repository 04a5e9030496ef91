"""Commitments against gaps: which way each reaches, none is lost, order does not matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import duibiao
from duibiao.gaps import Measures, tie_measures
from duibiao.gaps.bearing import Bearing, made_of, way_to
from duibiao.records import Panel, Reading, Statement, Target
from readings import (
    ELSEWHERE,
    FIRMS,
    GROWTH,
    REVENUE,
    SCIENCE,
    SELF_SUFFICIENCY,
    SLOGAN,
    STATEMENTS,
    TOURISM,
    quote,
    reading,
)

STUDY = duibiao.study(duibiao.load_sample(), "自贡市", ["常州市", "苏州市"], year=2020)
"""Made once for the whole module: the properties need it before any fixture is there."""


def tied(*readings: Reading) -> Measures:
    return tie_measures(STUDY.panel, STUDY.gaps, readings)


def ways(measures: Measures, indicator: str) -> list[tuple[str, str]]:
    """How a gap is reached: the way and the first words of each measure, strongest first."""
    found = [g for g in measures.answered if g.indicator == indicator]
    return [(t.way, t.commitment.statement.quote.text) for g in found for t in g.ties]


def test_each_way_to_a_gap_strongest_first() -> None:
    found = tied(reading())
    assert ways(found, "self_sufficiency") == [
        ("own", SELF_SUFFICIENCY.quote.text),
        ("part", REVENUE.quote.text),
    ]
    assert ways(found, "revenue_per_head") == [
        ("part", REVENUE.quote.text),
        ("theme", SELF_SUFFICIENCY.quote.text),
    ]
    assert ways(found, "gdp_per_capita") == [("growth", GROWTH.quote.text)]
    assert ways(found, "firms_per_10k") == [("part", FIRMS.quote.text)]
    assert ways(found, "science_share") == [("theme", SCIENCE.quote.text)]


def test_a_theme_alone_is_told_apart_and_a_name_in_the_words_is_not_a_theme() -> None:
    [gap] = [g for g in tied(reading()).answered if g.indicator == "science_share"]
    assert gap.by_theme_only
    words = "财政自给率达到30%"
    named = replace(SCIENCE, quote=quote(words), indicators=("self_sufficiency",), rules=())
    assert ways(tied(reading([named])), "self_sufficiency") == [("own", words)]


def test_more_residents_close_no_gap_per_head() -> None:
    panel = STUDY.panel
    assert way_to(panel.indicators, "revenue_per_head", Bearing("residents")) is None
    assert way_to(panel.indicators, "self_sufficiency", Bearing("fiscal_exp")) is None
    assert made_of(panel.indicators, "profit_per_firm") == ("profit_per_firm", "industrial_profit")


def test_growth_by_its_own_name_is_growth_of_the_quantity() -> None:
    own_name = replace(GROWTH.targets[0], indicator="GDP增速", measure="level")
    found = tied(reading([replace(GROWTH, targets=(own_name,), indicators=())]))
    assert ways(found, "gdp_per_capita") == [("growth", GROWTH.quote.text)]
    [tie] = next(g for g in found.answered if g.indicator == "gdp_per_capita").ties
    assert (tie.through, tie.targets) == ("gdp_growth", (own_name,))


def test_gaps_nobody_took_up_and_measures_without_a_gap() -> None:
    found = tied(reading())
    assert "exports_to_gdp" in {g.indicator for g in found.untaken}
    assert not {g.indicator for g in found.untaken} & {g.indicator for g in found.answered}
    reasons = {u.commitment.statement.quote: u.reason for u in found.unattached}
    assert reasons == {TOURISM.quote: "unmeasured", ELSEWHERE.quote: "elsewhere"}


def test_why_a_measure_has_no_gap() -> None:
    growing = replace(GROWTH, targets=(), indicators=("growth_3y",))
    building = replace(GROWTH, targets=(), indicators=("fixed_asset_inv",))
    assert [u.reason for u in tied(reading([growing])).unattached] == ["not behind"]
    assert [u.reason for u in tied(reading([building])).unattached] == ["not compared"]


def test_totals_are_no_gaps() -> None:
    found = tied(reading())
    assert "gdp" not in {g.indicator for g in (*found.answered, *found.untaken)}


def test_slogans_are_no_commitments() -> None:
    assert SLOGAN not in [c.statement for c in tied(reading()).commitments]


def test_a_target_stands_beside_today_in_the_indicators_unit() -> None:
    today = {t.home.indicator: t for t in tied(reading()).today}
    assert today["fiscal_revenue"].value == 1_000_000  # 亿元 told in 万元
    assert today["self_sufficiency"].value == 30.0
    assert {c.region for c in today["fiscal_revenue"].references} == {"320400", "320500"}
    # A district's 500 firms do not stand beside the city's.
    assert set(today) == {"fiscal_revenue", "self_sufficiency"}


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": "倍", "value": 2.0},
        {"unit": "家", "value": 2.0},
        {"unit": "什么", "value": 2.0},
        {"value": None},
        {"measure": "rank", "value": 2.0},
    ],
)
def test_what_measures_another_thing_stands_beside_nothing(changed: dict[str, object]) -> None:
    aim = replace(SELF_SUFFICIENCY.targets[0], **changed)  # type: ignore[arg-type]
    assert not tied(reading([replace(SELF_SUFFICIENCY, targets=(aim,))])).today


def test_without_readings_or_gaps() -> None:
    nothing = tied()
    assert not nothing.answered and not nothing.commitments and nothing.untaken
    no_gaps = tie_measures(STUDY.panel, (), [reading()])
    assert len(no_gaps.unattached) == len(no_gaps.commitments) == 7


def test_a_study_carries_its_readings(sample: Panel) -> None:
    study = duibiao.study(sample, "自贡市", ["常州市"], year=2020, readings=[reading()])
    assert study.readings == (reading(),)
    assert study.measures.answered and len(study.judged) == 3
    plain = duibiao.study(sample, "自贡市", ["常州市"], year=2020)
    assert (plain.readings, plain.judged, plain.measures.answered) == ((), (), ())


CODES = sorted(i.code for i in STUDY.panel.indicators)
TARGETS = st.builds(
    Target,
    st.just(quote("财政自给率达到30%")),
    st.sampled_from([*CODES, "重大项目"]),
    st.just(""),
    measure=st.sampled_from(["level", "growth", "rank"]),
    value=st.none() | st.floats(-1e6, 1e6),
    unit=st.sampled_from(["%", "亿元", "个", ""]),
)
SAID = st.builds(
    Statement,
    st.sampled_from(["target", "action", "slogan", "lesson"]),
    st.sampled_from([s.quote for s in STATEMENTS]),
    region=st.sampled_from(["", "自贡市", "沿滩区", "乐山市"]),
    targets=st.lists(TARGETS, max_size=2).map(tuple),
    indicators=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
)
READINGS = st.lists(
    st.tuples(st.lists(SAID, max_size=3), st.sampled_from(["甲", "乙", "丙"])), max_size=3
).map(
    lambda made: [
        replace(r, document=replace(r.document, published=date(2020, 1, n + 1)))
        for n, (statements, name) in enumerate(made)
        for r in [reading(statements, name)]
    ]
)


@given(READINGS)
def test_no_commitment_is_lost(readings: Sequence[Reading]) -> None:
    found = tied(*readings)
    held = {id(t.commitment) for g in found.answered for t in g.ties}
    loose = [id(u.commitment) for u in found.unattached]
    assert held | set(loose) == {id(c) for c in found.commitments}
    assert not held & set(loose)
    assert len(found.commitments) == sum(len(r.commitments) for r in readings)
    behind = {g.indicator for g in STUDY.gaps if g.status == "behind" and not g.total}
    assert {g.indicator for g in (*found.answered, *found.untaken)} == behind


@given(READINGS, st.randoms(use_true_random=False))
def test_the_order_of_readings_does_not_matter(readings: list[Reading], random: object) -> None:
    shuffled = [*readings, *readings[:1]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tied(*shuffled) == tied(*readings)
