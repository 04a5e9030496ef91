"""Scales: by hand, with missing figures, and what each is not defined for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from duibiao.benchmark.composites import (
    NORMALISATIONS,
    Ends,
    Normalise,
    n_goalposts,
    n_minmax,
    n_percentile_rank,
    n_rank,
    n_zscore,
    normalised,
    undefined_columns,
)
from duibiao.records import BadSetting, UnknownName

NAN = np.nan


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)[:, None]


def test_missing_figures_stay_missing_and_count_for_nothing() -> None:
    values = column(1, 3, 3, NAN, 5)
    np.testing.assert_allclose(n_minmax(values, low=1, high=5).ravel(), [1, 3, 3, NAN, 5])
    np.testing.assert_allclose(n_rank(values).ravel(), [1, 2, 2, NAN, 4])
    np.testing.assert_allclose(n_rank(values, ties="average").ravel(), [1, 2.5, 2.5, NAN, 4])
    np.testing.assert_allclose(n_rank(values, ties="max").ravel(), [1, 3, 3, NAN, 4])
    np.testing.assert_allclose(n_percentile_rank(values).ravel(), [0, 1 / 3, 1 / 3, NAN, 1])
    z = n_zscore(values, mean=100, sd=10)
    assert np.nanmean(z) == pytest.approx(100) and np.nanstd(z, ddof=1) == pytest.approx(10)


def test_goalposts_hold_unless_told_otherwise() -> None:
    values, ends = column(-1, 5, 12), (np.array([0.0]), np.array([10.0]))
    np.testing.assert_allclose(n_goalposts(values, *ends).ravel(), [0, 50, 100])
    np.testing.assert_allclose(n_goalposts(values, *ends, capped=False).ravel(), [-10, 50, 120])


@pytest.mark.parametrize("method", [m for m in NORMALISATIONS if m != "none"])
def test_many_tables_at_once_are_each_alone(method: str) -> None:
    rng = np.random.default_rng(7)
    values = rng.uniform(1, 2, (4, 9, 3))
    how = Normalise(method, reference="A" if method == "distance_to_reference" else "")
    one = np.ones(3)
    ends = Ends(one, 3 * one, 0 * one, 4 * one, 1.999 * one)
    together = normalised(values, how, ends)
    for alone, table in zip(together, values, strict=True):
        np.testing.assert_allclose(alone, normalised(table, how, ends), rtol=1e-12)


def test_ranks_are_scipys() -> None:
    values = np.random.default_rng(1).integers(0, 5, (40, 6)).astype(float)
    for ties in ("min", "average", "max"):
        wanted = stats.rankdata(values, method=ties, axis=0)
        np.testing.assert_array_equal(n_rank(values, ties=ties), wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "ends", "values"),
    [
        (Normalise(), {}, column(2, 2, NAN)),
        (Normalise("zscore"), {}, column(0.1 + 0.2, 0.3, 0.3)),
        (Normalise("rank"), {}, column(2, 2)),
        (Normalise("distance_to_targets"), {}, column(1, 2)),
        (Normalise("distance_to_targets"), {"targets": 1.0}, column(1, 2)),
        (Normalise("goalposts"), {"worst": 0.0}, column(1, 2)),
        (Normalise("goalposts"), {"worst": 3.0, "best": 3.0}, column(1, 2)),
        (Normalise("distance_to_reference", reference="A"), {"reference": 1.0}, column(1, 2)),
        (Normalise("distance_to_reference", reference="A"), {}, column(1, 2)),
        (Normalise("fraction_of_maximum"), {}, column(-1, 0)),
        (Normalise("fraction_of_maximum"), {"signs": -1.0}, column(0, -2)),
    ],
)
def test_what_a_scale_is_not_defined_for(
    how: Normalise, ends: dict[str, float], values: np.ndarray
) -> None:
    given = {f: np.array([ends.get(f, NAN)]) for f in ("targets", "worst", "best", "reference")}
    fixed = Ends(signs=np.array([ends.get("signs", 1.0)]), **given)
    assert undefined_columns(values, how, fixed).tolist() == [True]


def test_settings_are_checked() -> None:
    with pytest.raises(UnknownName, match="minmax"):
        Normalise("minmaxx")
    with pytest.raises(BadSetting, match="out of range"):
        Normalise(low=100, high=1)
    with pytest.raises(BadSetting, match="out of range"):
        Normalise("zscore", sd=0)
    with pytest.raises(BadSetting, match="reference region"):
        Normalise("distance_to_reference")
    with pytest.raises(UnknownName, match="deviation=sample"):
        Normalise("zscore", deviation="samples")  # type: ignore[arg-type]
