"""Forecasts: only the past is known, quantiles and paths agree, all regions share one common shock."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao.records import BadSetting, DataError, InputError
from duibiao.sources import load_sample
from duibiao.targets import RIVALS, ForecastSettings, Histories, forecast, histories
from duibiao.targets.forecasts import Growth

SAMPLE = load_sample()


@pytest.fixture(scope="module")
def revenue() -> Histories:
    return histories(SAMPLE, "fiscal_revenue")


PARTS = ("centre", "spread", "errors", "common_centre", "common_errors")


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), origin=st.integers(2013, 2020), cut=st.booleans())
def test_no_forecast_knows_the_future(seed: int, origin: int, cut: bool) -> None:
    whole = histories(SAMPLE, "fiscal_revenue")
    later = np.array(whole.years) > origin
    random = np.random.default_rng(seed)
    values, base = whole.values.copy(), whole.base.copy()
    values[:, later] = np.nan if cut else random.lognormal(9, 3, (len(values), int(later.sum())))
    base[:, later] = random.integers(0, 3, (len(values), int(later.sum())))
    changed = replace(whole, values=values, base=base)
    one, other = forecast(whole, origin, 5), forecast(changed, origin, 5)
    for name in PARTS:
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    home = whole.regions[:3]
    assert one.paths_of(home).tobytes() == other.paths_of(home).tobytes()
    column = whole.years.index(origin)
    for rival in RIVALS.values():
        first = rival(Growth.of(whole).until(column), (1, 3))
        assert first.tobytes() == rival(Growth.of(changed).until(column), (1, 3)).tobytes()


def test_quantiles_are_those_of_the_paths(revenue: Histories) -> None:
    made = forecast(revenue, 2019, 4, ForecastSettings(draws=20_000))
    home = ["510300", "320100"]
    levels = [0.1, 0.25, 0.5, 0.75, 0.9]
    drawn = np.quantile(made.paths_of(home), levels, axis=1).transpose(1, 2, 0)
    given_ = made.quantiles(levels, home)
    width = (given_[..., -1] - given_[..., 0])[..., None]
    np.testing.assert_allclose((drawn - given_) / width, 0, atol=0.03)
    # For all regions at once quantiles are interpolated between spreads; for few they are exact.
    rows = [revenue.row(r) for r in home]
    many = made.quantiles(levels)[rows]
    np.testing.assert_allclose((many - given_) / width, 0, atol=0.01)


def test_quantiles_rise_and_paths_are_the_same_whoever_is_asked_for(revenue: Histories) -> None:
    made = forecast(revenue, 2019, 5, seed=3)
    assert (np.diff(made.quantiles([0.05, 0.5, 0.95]), axis=2) > 0).all()
    alone = made.paths_of(["510300"])[0]
    np.testing.assert_array_equal(alone, made.paths[revenue.row("510300")])
    assert made.paths.shape == (31, 1000, 5)
    assert not np.array_equal(alone, forecast(revenue, 2019, 5, seed=4).paths_of(["510300"])[0])


def test_regions_share_the_common_shock(revenue: Histories) -> None:
    made = forecast(revenue, 2019, 3)
    growth = np.log(made.paths[:, :, -1])
    together = np.corrcoef(growth)[np.triu_indices(31, 1)].mean()
    apart = replace(made, common_errors=made.common_errors * 0)
    alone = np.corrcoef(np.log(apart.paths[:, :, -1]))[np.triu_indices(31, 1)].mean()
    assert together > 0.15 and abs(alone) < 0.05


@settings(max_examples=10, deadline=None)
@given(factor=st.floats(1e-3, 1e6), seed=st.integers(0, 99))
def test_units_and_order_do_not_matter(factor: float, seed: int) -> None:
    whole = histories(SAMPLE, "bank_loans")
    made = forecast(whole, 2019, 3)
    scaled = forecast(replace(whole, values=whole.values * factor), 2019, 3)
    np.testing.assert_allclose(scaled.centre, made.centre, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(scaled.quantiles([0.1, 0.9]), made.quantiles([0.1, 0.9]) * factor)
    order = np.random.default_rng(seed).permutation(len(whole.regions))
    mixed = forecast(
        replace(
            whole,
            values=whole.values[order],
            base=whole.base[order],
            regions=tuple(whole.regions[i] for i in order),
            parents=tuple(whole.parents[i] for i in order),
            interpolated=None if whole.interpolated is None else whole.interpolated[order],
        ),
        2019,
        3,
    )
    np.testing.assert_allclose(mixed.centre, made.centre[order], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(mixed.paths_of(["510300"]), made.paths_of(["510300"]), rtol=1e-6)


def made_panel(common: np.ndarray, own: np.ndarray) -> Histories:
    """Histories whose yearly growth is a common one plus each region's own (regions, years)."""
    one = histories(SAMPLE, "bank_loans")
    growth = np.concatenate([np.zeros((len(own), 1)), common + own], axis=1)
    years = tuple(range(2000, 2001 + len(common)))
    return replace(
        one,
        regions=tuple(str(i) for i in range(len(own))),
        years=years,
        values=np.exp(5 + growth.cumsum(axis=1)),
        base=np.zeros(growth.shape, dtype=np.int64),
        interpolated=None,
        parents=(),
    )


def test_lasting_differences_in_growth_are_learned() -> None:
    random = np.random.default_rng(0)
    lasting = random.normal(0, 0.03, (60, 1))
    own = lasting + random.normal(0, 0.005, (60, 15))
    made = forecast(made_panel(np.full(15, 0.05), own), 2015, 5)
    assert np.corrcoef(made.centre[:, 4], lasting[:, 0])[0, 1] > 0.95
    assert np.polyfit(lasting[:, 0], made.centre[:, 4], 1)[0] > 3  # of 5 years


def test_the_wild_have_wider_intervals_and_noise_is_not_taken_for_momentum() -> None:
    random = np.random.default_rng(1)
    wild = np.where(np.arange(80) < 40, 0.01, 0.06)[:, None]
    made = forecast(
        made_panel(random.normal(0.05, 0.01, 18), wild * random.normal(size=(80, 18))), 2018, 1
    )
    assert made.spread[40:, 0].mean() > 2.5 * made.spread[:40, 0].mean()
    assert np.abs(made.centre[:, 0]).mean() < 0.01


def test_figures_that_mostly_stand_still_can_be_forecast() -> None:
    random = np.random.default_rng(2)
    own = np.where(random.random((40, 12)) < 0.2, random.normal(0, 0.05, (40, 12)), 0.0)
    made = forecast(made_panel(np.zeros(12), own), 2012, 3)
    assert np.isfinite(made.quantiles([0.1, 0.5, 0.9])).all()
    np.testing.assert_allclose(np.median(made.centre), 0, atol=0.01)


def test_nothing_is_forecast_from_where_there_is_no_figure(revenue: Histories) -> None:
    values = revenue.values.copy()
    values[0, revenue.years.index(2019)] = np.nan
    made = forecast(replace(revenue, values=values), 2019, 2)
    assert np.isnan(made.paths[0]).all() and np.isfinite(made.paths[1:]).all()
    assert np.isnan(made.quantiles([0.5])[0]).all()
    assert any("1个地区" in note.zh for note in made.notes)


def test_beyond_the_record_the_forecast_says_that_it_extrapolates(revenue: Histories) -> None:
    made = forecast(revenue, 2016, 30)
    assert any("外推" in note.zh for note in made.notes)
    width = np.diff(made.quantiles([0.1, 0.9], ["510300"])[0], axis=1)[:, 0]
    assert np.isfinite(width).all() and width[29] > width[9]


def test_what_cannot_be_forecast_says_why(revenue: Histories) -> None:
    with pytest.raises(BadSetting, match="1 to 50"):
        forecast(revenue, 2019, 0)
    with pytest.raises(InputError, match="2010 to 2022"):
        forecast(revenue, 2030, 1)
    with pytest.raises(DataError, match="2010 alone"):
        forecast(revenue, 2010, 1)
    constant = replace(revenue, values=np.ones_like(revenue.values))
    with pytest.raises(DataError, match="never changed"):
        forecast(constant, 2019, 1)
    with pytest.raises(BadSetting, match="draws"):
        ForecastSettings(draws=1)


def test_interpolated_figures_are_no_evidence() -> None:
    population = histories(SAMPLE, "pop_hukou")
    column = population.years.index(2020)
    assert population.interpolated is not None and population.interpolated[:, column].all()
    assert np.isnan(population.observed().values[:, column]).all()
    assert any("2020" in note.zh for note in population.notes)
    bent = population.values.copy()
    bent[:, column] *= 1.5
    one = forecast(population, 2021, 2)
    other = forecast(replace(population, values=bent), 2021, 2)
    np.testing.assert_array_equal(one.centre, other.centre)
