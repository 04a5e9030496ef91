"""Synthetic control: the inner problem against its conditions, windows, checks, refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duibiao.records import BadSetting, DataError, Floats, InputError, Panel, UnknownName
from duibiao.targets import (
    SEARCHES,
    Predictor,
    SyntheticSettings,
    UnitYears,
    leave_one_out,
    placebo_in_time,
    placebos_in_space,
    synthetic_control,
    years_in,
)
from duibiao.targets.synthetic.matching import Matching, are_unique, nearest_in_hull

YEARS = tuple(range(2000, 2016))
START = 2010


def world(seed: int = 0, donors: int = 6, effect: float = 3.0) -> UnitYears:
    """Home is .6 of a and .4 of b, but for noise and an effect from 2010 on."""
    rng = np.random.default_rng(seed)
    slopes = rng.uniform(0.5, 2.0, donors)
    y = 10 + 5 * rng.random((donors, 1)) + slopes[:, None] * np.arange(len(YEARS))
    y += rng.normal(0, 0.3, y.shape)
    home = 0.6 * y[0] + 0.4 * y[1] + rng.normal(0, 0.1, len(YEARS))
    home[YEARS.index(START) :] += effect
    x = np.vstack([0.6 * slopes[0] + 0.4 * slopes[1], slopes[:, None]])
    units = ("home", *"abcdefgh"[:donors])
    return UnitYears(
        units, YEARS, {"y": np.vstack([home, y]), "x": np.repeat(x, len(YEARS), axis=1)}
    )


BOTH = SyntheticSettings(
    predictors=(
        Predictor(("x",)),
        Predictor(("y",)),
        Predictor(("y",), (2000,)),
        Predictor(("y",), (2009,)),
    )
)


def changed(figures: UnitYears, name: str, unit: str, year: int, value: float) -> UnitYears:
    values = {k: v.copy() for k, v in figures.values.items()}
    values[name][figures.row(unit), figures.years.index(year)] = value
    return replace(figures, values=values)


matrices = st.tuples(st.integers(1, 6), st.integers(2, 9), st.integers(0, 10**6))


@given(matrices)
def test_weights_meet_the_conditions_of_the_minimum(case: tuple[int, int, int]) -> None:
    rows, donors, seed = case
    a = np.random.default_rng(seed).normal(0.5, 1, (rows, donors))
    w = nearest_in_hull(a)
    point = a @ w
    assert w.min() >= 0 and w.sum() == pytest.approx(1)
    # The nearest point of a hull: no vertex lies nearer along it.
    assert (point @ a).min() >= point @ point - 1e-9


@given(matrices, st.floats(1e-6, 1e6))
def test_weights_do_not_depend_on_scale(case: tuple[int, int, int], scale: float) -> None:
    rows, donors, seed = case
    a = np.random.default_rng(seed).normal(0.5, 1, (rows, donors))
    np.testing.assert_allclose(a @ nearest_in_hull(a), a @ nearest_in_hull(a * scale), atol=1e-8)


def test_which_weights_are_unique() -> None:
    triangle = np.array([[-1.0, 2.0, 0.0], [-1.0, 0.0, 2.0]])
    assert are_unique(triangle, nearest_in_hull(triangle))
    inside = np.array([[-1.0, 2.0, 0.0, 3.0], [-1.0, 0.0, 2.0, 3.0]])
    assert not are_unique(inside, nearest_in_hull(inside))
    outside = inside + 10
    assert are_unique(outside, nearest_in_hull(outside))


@pytest.mark.parametrize("search", [*SEARCHES, "outcome-only"])
def test_what_was_built_in_is_found(search: str) -> None:
    found = synthetic_control(
        world(), "home", "y", START, settings=replace(BOTH, search=search, iterations=300)
    )
    assert next(iter(found.weights)) == "a" == max(found.weights, key=lambda n: found.weights[n])
    assert found.mean_gap == pytest.approx(3, abs=0.5)
    assert sum(found.weights.values()) == pytest.approx(1)
    assert found.mspe >= found.bound - 1e-12
    assert (found.balance[0].weight is None) == (search == "outcome-only")


def test_searches_only_get_better() -> None:
    mspe = {
        s: synthetic_control(
            world(3), "home", "y", START, settings=replace(BOTH, search=s, iterations=300)
        ).mspe
        for s in SEARCHES
    }
    assert mspe["thorough"] <= mspe["synth"] <= min(mspe["equal"], mspe["regression"]) + 1e-12


def test_the_seed_decides_the_thorough_search() -> None:
    asked = replace(BOTH, search="thorough", iterations=50, seed=4)
    made = [synthetic_control(world(5), "home", "y", START, settings=asked) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("factor", [1e-3, 1e4])
def test_units_of_measurement_do_not_matter(factor: float) -> None:
    figures = world(1)
    other = replace(figures, values={k: v * factor for k, v in figures.values.items()})
    one, two = (synthetic_control(f, "home", "y", START, settings=BOTH) for f in (figures, other))
    assert two.mean_gap == pytest.approx(one.mean_gap * factor, rel=1e-3)
    assert two.weights["a"] == pytest.approx(one.weights["a"], abs=1e-3)


def test_the_order_of_donors_does_not_matter() -> None:
    figures = world(2)
    order = [0, 4, 2, 6, 1, 3, 5]
    other = UnitYears(
        tuple(figures.units[i] for i in order),
        YEARS,
        {k: v[order] for k, v in figures.values.items()},
    )
    one, two = (synthetic_control(f, "home", "y", START, settings=BOTH) for f in (figures, other))
    assert two.mspe == pytest.approx(one.mspe, rel=1e-3)


def test_nothing_after_the_policy_is_used_for_the_weights() -> None:
    figures = world(1)
    later = {k: v.copy() for k, v in figures.values.items()}
    later["y"][:, YEARS.index(START) :] *= 7
    one, two = (
        synthetic_control(f, "home", "y", START, settings=BOTH)
        for f in (figures, replace(figures, values=later))
    )
    assert one.weights == two.weights


def test_windows_columns_shares_and_medians() -> None:
    rng = np.random.default_rng(0)
    figures = world()
    more = {c: rng.uniform(1, 9, (7, len(YEARS))) for c in "pqr"}
    figures = replace(figures, values={**figures.values, **more})
    asked = SyntheticSettings(
        predictors=(
            Predictor(("p",), (2001, 2003), share_of="s"),
            Predictor(("q", "r"), (2001, 2003), share_of="s"),
            Predictor(("p",), (2001, 2002, 2005), operator="median"),
        )
    )
    found = synthetic_control(figures, "home", "y", START, settings=asked)
    at = [1, 3]
    p, q, r = (more[c][0, at].mean() for c in "pqr")
    assert found.balance[0].home == pytest.approx(100 * p / (p + q + r))
    assert found.balance[0].home + found.balance[1].home == pytest.approx(100)
    assert found.balance[2].home == pytest.approx(np.median(more["p"][0, [1, 2, 5]]))
    assert [b.name for b in found.balance] == ["p(2001-2003)", "q + r", "p(2001-2005)"]


def test_v_is_learnt_on_the_training_window() -> None:
    asked = SyntheticSettings(
        predictors=(
            Predictor(("y",), years_in("2005-2009"), training_years=years_in("2000-2004")),
            Predictor(("x",)),
        ),
        validation=years_in("2005-2009"),
    )
    found = synthetic_control(world(2), "home", "y", START, settings=asked)
    plain = synthetic_control(world(2), "home", "y", START, settings=replace(asked, validation=()))
    assert found.validation_mspe is not None and plain.validation_mspe is None
    assert found.balance[0].weight != plain.balance[0].weight


def test_placebos_rank_an_effect_first() -> None:
    figures = world(0, donors=8, effect=8.0)
    found = synthetic_control(figures, "home", "y", START, settings=BOTH)
    heard: list[tuple[str, int, int]] = []
    placebos = placebos_in_space(figures, found, progress=lambda *a: heard.append(a))
    assert (placebos.rank, placebos.share) == (1, pytest.approx(1 / 9))
    assert len(placebos.units) == 8 == len(heard)
    assert placebos.home.mean_gap == pytest.approx(found.mean_gap)
    assert any("1/9" in n.en for n in placebos.notes)
    none = placebos_in_space(
        world(0, donors=8, effect=0.0),
        synthetic_control(world(0, donors=8, effect=0.0), "home", "y", START, settings=BOTH),
    )
    assert none.home.ratio < placebos.home.ratio


def test_home_is_a_donor_of_placebos_only_when_asked() -> None:
    figures = world(4)
    runs = [
        placebos_in_space(
            figures,
            synthetic_control(
                figures, "home", "y", START, settings=replace(BOTH, home_among_donors=among)
            ),
        )
        for among in (False, True)
    ]
    gaps = [[u.mspe for u in r.units] for r in runs]
    assert gaps[0] != gaps[1]
    assert all(
        b <= a + 1e-9 for a, b in zip(_only(figures, False), _only(figures, True), strict=True)
    )


def _only(figures: UnitYears, among: bool) -> list[float]:
    settings = SyntheticSettings(home_among_donors=among)
    found = synthetic_control(figures, "home", "y", START, settings=settings)
    return [u.mspe for u in placebos_in_space(figures, found).units]


def test_a_placebo_in_time_sees_nothing_later() -> None:
    figures = world(1)
    found = synthetic_control(figures, "home", "y", START, settings=BOTH)
    earlier = placebo_in_time(figures, found)
    assert earlier.start == 2005 and earlier.effect == tuple(range(2005, 2010))
    assert abs(earlier.mean_gap) < 1
    later = changed(figures, "y", "home", 2010, 1e4)
    again = synthetic_control(later, "home", "y", START, settings=BOTH)
    assert placebo_in_time(later, again).mean_gap == earlier.mean_gap
    # The window of 2009 lies after 2005, and moves back by as many years as the policy.
    assert earlier.settings.predictors[3].years == (2004,)
    with pytest.raises(InputError, match="2001"):
        placebo_in_time(figures, found, 2001)


def test_leave_one_out() -> None:
    figures = world(1)
    found = synthetic_control(figures, "home", "y", START, settings=BOTH)
    without = leave_one_out(figures, found)
    assert {r.donor for r in without.runs} == {n for n, w in found.weights.items() if w >= 1e-3}
    assert without.low <= min(r.mean_gap for r in without.runs)
    for run in without.runs:
        left = synthetic_control(
            figures, "home", "y", START, settings=replace(BOTH, exclude=(run.donor,))
        )
        assert left.mspe == pytest.approx(run.mspe)
    two = replace(BOTH, exclude=tuple("cdef"))
    with pytest.raises(DataError, match="two donors"):
        leave_one_out(figures, synthetic_control(figures, "home", "y", START, settings=two))


def test_what_must_be_said() -> None:
    def said(figures: UnitYears, settings: SyntheticSettings = BOTH) -> str:
        found = synthetic_control(figures, "home", "y", START, settings=settings)
        assert all(n.zh and n.en for n in found.notes)
        return " ".join(n.en for n in found.notes)

    figures = world(1)
    assert said(figures) == ""
    assert "without y in some of 2012: c" in said(changed(figures, "y", "c", 2012, np.nan))
    gone = replace(figures, values={**figures.values, "x": figures.values["x"].copy()})
    gone.values["x"][3] = np.nan
    assert "without a predictor: c (x)" in said(gone)
    assert "different years" in said(changed(figures, "x", "c", 2003, np.nan))
    level = {**figures.values, "k": np.ones((7, len(YEARS)))}
    asked = replace(BOTH, predictors=(*BOTH.predictors, Predictor(("k",))))
    assert "the same for all units: k" in said(replace(figures, values=level), asked)
    assert "policy themselves by 2015 and are no donors: d (2013)" in said(
        figures, replace(BOTH, treated={"d": 2013})
    )
    assert "policy themselves" not in said(figures, replace(BOTH, treated={"d": 2013}, until=2012))
    assert "No donors, as asked: e, f" in said(figures, replace(BOTH, exclude=("e", "f")))
    above = {**figures.values, "y": figures.values["y"].copy()}
    above["y"][0] += 40
    told = said(replace(figures, values=above))
    assert "above all donors" in told and "fit before the policy is poor" in told
    assert "2010, not before the policy" in said(figures, replace(BOTH, fit=years_in("2001-2010")))
    assert "2 years only" in said(figures, replace(BOTH, fit=(2008, 2009)))
    assert "has no y in 2013" in said(changed(figures, "y", "home", 2013, np.nan))
    assert "may be chance" in said(figures, SyntheticSettings(fit=years_in("2005-2009")))
    assert "not unique" in said(figures, SyntheticSettings(predictors=(Predictor(("x",)),)))


def _one_pre_year(figures: UnitYears) -> UnitYears:
    values = figures.values["y"].copy()
    values[:, :9] = np.nan
    return replace(figures, values={**figures.values, "y": values})


@pytest.mark.parametrize(
    ("change", "asked", "error", "words"),
    [
        (None, {"unit": "hom"}, UnknownName, "home"),
        (None, {"outcome": "yy"}, UnknownName, "column"),
        (None, {"start": 2000}, InputError, "from 2000 to 2015"),
        (None, {"start": 2016}, InputError, "from 2000 to 2015"),
        (lambda f: changed(f, "y", "home", 2004, np.nan), {}, DataError, "no y in 2004"),
        (_one_pre_year, {}, DataError, "1 year"),
        (None, {"exclude": tuple("abcde")}, DataError, "1 donor"),
        (None, {"exclude": ("home",)}, BadSetting, "home"),
        (None, {"exclude": ("z",)}, UnknownName, "z"),
        (None, {"treated": {"z": 2011}}, UnknownName, "z"),
        (None, {"fit": (1990, 2001)}, DataError, "1990"),
        (None, {"fit": (2011, 2012)}, BadSetting, "before 2010"),
        (None, {"effect": (2008, 2012)}, BadSetting, "at or after"),
        (None, {"predictors": (Predictor(("z",)),)}, UnknownName, "z"),
        (None, {"predictors": (Predictor(("x",), (1980,)),)}, InputError, "1980"),
        (None, {"predictors": (Predictor(("n",)),)}, DataError, "n"),
        (None, {"predictors": (Predictor(("k",)),)}, DataError, "same for all"),
    ],
)
def test_refusals(change: object, asked: dict[str, object], error: type, words: str) -> None:
    figures = change(world()) if callable(change) else world()
    values = {**figures.values, "k": np.ones((7, 16)), "n": np.full((7, 16), np.nan)}
    figures = replace(figures, values=values)
    unit, outcome = str(asked.pop("unit", "home")), str(asked.pop("outcome", "y"))
    start = asked.pop("start", START)
    assert isinstance(start, int)
    settings = replace(BOTH, **asked)  # type: ignore[arg-type]
    with pytest.raises(error, match=words) as raised:
        synthetic_control(figures, unit, outcome, start, settings=settings)
    assert raised.value.text("zh")  # type: ignore[attr-defined]


def test_settings_are_checked() -> None:
    with pytest.raises(UnknownName, match="nelder-mead"):
        SyntheticSettings(search="nelder")
    with pytest.raises(UnknownName, match="mean"):
        Predictor(("x",), operator="means")
    with pytest.raises(BadSetting, match="name"):
        SyntheticSettings(predictors=(Predictor(("x",)), Predictor(("x",))))
    with pytest.raises(BadSetting):
        SyntheticSettings(validation=(2001, 2002))
    for bad in ("1990-", "x", "1995-1990", True, 1.5, "1990-1999/0"):
        with pytest.raises(BadSetting):
            years_in(bad)


def test_breaks_of_a_panel_are_obeyed(sample: Panel) -> None:
    figures = UnitYears.of_panel(sample, ["gdp_per_capita"])
    assert figures.units == tuple(sample.regions.codes)
    base = figures.base["gdp_per_capita"]
    rows = [i for i in range(len(base)) if np.isfinite(figures.values["gdp_per_capita"][i]).all()]
    home, broken = rows[0], rows[1]
    whole = replace(figures, base={"gdp_per_capita": np.zeros_like(base)})
    split = np.zeros_like(base)
    years = figures.years
    split[broken, years.index(2015) :] = 1
    start = 2014
    asked = {"outcome": "gdp_per_capita", "start": start}
    one = synthetic_control(whole, figures.units[home], **asked)  # type: ignore[arg-type]
    two = synthetic_control(
        replace(figures, base={"gdp_per_capita": split}),
        figures.units[home],
        **asked,  # type: ignore[arg-type]
    )
    assert figures.units[broken] in one.weights and figures.units[broken] not in two.weights
    assert any(figures.units[broken] in n.en and "base" in n.en for n in two.notes)
    split = np.zeros_like(base)
    split[home, years.index(2015) :] = 1
    with pytest.raises(DataError, match="changes in 2015"):
        synthetic_control(
            replace(figures, base={"gdp_per_capita": split}),
            figures.units[home],
            **asked,  # type: ignore[arg-type]
        )


def test_two_rows_of_one_unit_and_year() -> None:
    with pytest.raises(DataError, match="two rows of A in 2000"):
        UnitYears.of_rows(["A", "A"], [2000, 2000], {"y": [1.0, 2.0]})


def test_a_constant_predictor_of_a_placebo_counts_nothing() -> None:
    x = np.array([[1.0, 0.0, 0.0], [1.0, 2.0, 4.0]])
    z: Floats = np.ones((2, 3))
    assert Matching.of(x, z, [1, 2]).predictors[0].tolist() == [0.0, 0.0]
