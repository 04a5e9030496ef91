"""Histories: constant prices, scales, and growth that stops at a break."""

import numpy as np
import pytest

from duibiao.records import Deflator
from duibiao.sources import load_sample
from duibiao.targets import histories


@pytest.fixture(scope="module")
def sample():
    return load_sample()


def test_money_is_at_constant_prices_and_says_so(sample):
    found = histories(sample, "gdp_per_capita", base_year=2020)
    raw = histories(sample, "gdp_per_capita", prices="current")
    assert found.prices == "constant" and "2020" in found.notes[0].zh
    deflator = sample.deflator
    assert isinstance(deflator, Deflator)
    column = found.years.index(2015)
    expected = raw.values[:, column] * deflator.to_prices_of(2020, 2015)
    np.testing.assert_allclose(found.values[:, column], expected)


def test_growth_is_not_reckoned_across_a_break(sample):
    found = histories(sample, "gdp")
    crossing = found.base[:, 1:] != found.base[:, :-1]
    assert crossing.any()
    assert np.isnan(found.steps[crossing]).all()
    inside = ~crossing & np.isfinite(found.scaled[:, 1:]) & np.isfinite(found.scaled[:, :-1])
    assert np.isfinite(found.steps[inside]).all()


def test_shares_grow_by_points_and_the_scale_is_what_the_years_kept_show(sample):
    share = next(i.code for i in sample.indicators if i.is_percent and sample.has(i.code))
    assert histories(sample, share).scale == "points"
    found = histories(sample, "gdp")
    assert found.scale == "log"
    bent = found.values.copy()
    bent[0, -1] = -1.0
    later = type(found)(found.indicator, found.regions, found.years, bent, found.base, found.prices)
    assert later.scale == "points"
    assert later.until(found.years[-2]).scale == "log"


def test_unscaled_undoes_the_scale(sample):
    found = histories(sample, "gdp")
    np.testing.assert_allclose(found.unscaled(found.scaled), found.values)
