"""Distances, shrinkage and components against scikit-learn 1.9.1 and SciPy's distances.

The figures of scikit-learn were printed by ledoit_wolf_scikit_learn.py beside this file.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from duibiao.benchmark.distances import (
    METRICS,
    d_gower,
    distances,
    ledoit_wolf,
    principal_plane,
    standardised,
)

VALUES = np.array(
    [
        [2.1, 30.5, 0.9, 12.0],
        [3.4, 28.1, 1.4, 9.5],
        [1.8, 33.0, 0.7, 14.2],
        [4.0, 25.9, 1.1, 8.8],
        [2.9, 29.7, 1.9, 11.1],
        [3.1, 31.2, 1.3, 10.4],
        [5.2, 22.4, 2.2, 7.3],
        [2.5, 27.8, 0.8, 13.0],
    ]
)
ONES = np.ones(4)


def test_ledoit_wolf_of_raw_values() -> None:
    covariance, shrinkage = ledoit_wolf(VALUES)
    assert shrinkage == pytest.approx(0.31860216941164843, rel=1e-12)
    np.testing.assert_allclose(
        covariance,
        [
            [1.949301674615, -1.955185900144, 0.264254596175, -1.408577077919],
            [-1.955185900144, 7.839985920052, -0.633061171981, 3.621416532755],
            [0.264254596175, -0.633061171981, 1.40365106809, -0.538410754576],
            [-1.408577077919, 3.621416532755, -0.538410754576, 4.302998837243],
        ],
        rtol=1e-10,
    )


def test_ledoit_wolf_of_standardised_values_and_of_fewer_rows_than_columns() -> None:
    assert ledoit_wolf(standardised(VALUES))[1] == pytest.approx(0.3750852478523291, rel=1e-12)
    assert ledoit_wolf(VALUES[:3])[1] == pytest.approx(0.2264061093560059, rel=1e-12)


def test_euclidean_is_scipys_standardised_euclidean() -> None:
    got = distances(METRICS["euclidean"](VALUES, 0), ONES, "euclidean")
    wanted = cdist(VALUES[:1], VALUES, "seuclidean", V=VALUES.var(axis=0))[0]
    np.testing.assert_allclose(got, wanted, rtol=1e-12)


def test_mahalanobis_parts_add_up_to_the_distance_of_scikit_learns_covariance() -> None:
    got = distances(METRICS["mahalanobis"](VALUES, 0), ONES, "mahalanobis")
    wanted = [
        0.0,
        1.41621623,
        1.2263721,
        2.09977488,
        2.12471807,
        1.49448425,
        3.42691559,
        1.44614693,
    ]
    np.testing.assert_allclose(got, wanted, atol=1e-8)


def test_gower_of_a_case_worked_by_hand() -> None:
    # Ranges 4 and 10: (1/4 + 5/10)/2 = 0.375 and (4/4 + 10/10)/2 = 1.
    terms = d_gower(np.array([[0.0, 0.0], [1.0, 5.0], [4.0, 10.0]]), 0)
    np.testing.assert_allclose(distances(terms, np.ones(2), "gower"), [0.0, 0.375, 1.0])


def test_plane_is_the_first_two_principal_components() -> None:
    plane, loadings, explained = principal_plane(standardised(VALUES))
    assert explained == pytest.approx((0.84789249, 0.10476375), abs=1e-8)
    np.testing.assert_allclose(
        loadings,
        [
            [0.53437987, -0.4890929, 0.45402634, -0.51873536],
            [-0.15436697, 0.54956808, 0.82006054, 0.04057682],
        ],
        atol=1e-8,
    )
    np.testing.assert_allclose(plane[0], [-1.48632803, -0.11992381], atol=1e-8)
    np.testing.assert_allclose(plane[6], [3.73584114, 0.03153999], atol=1e-8)
