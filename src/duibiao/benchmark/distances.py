"""Distances in structure: standardised Euclidean, shrunk Mahalanobis and Gower, split by variable.

Each function gives non-negative terms, one a region and variable, whose sum (or its root) is the
distance. So every distance says how much of it each variable makes, and can be weighted anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from duibiao.records import Floats

Metric = Literal["euclidean", "mahalanobis", "gower"]
"""The distances there are: standardised Euclidean, shrunk Mahalanobis, Gower."""


def standardised(values: Floats) -> Floats:
    """Return columns with mean 0 and standard deviation 1 (over all rows, divisor n); a constant column is 0."""
    spread = np.ptp(values, axis=0)
    deviation = np.where(spread > 0, values.std(axis=0), 1.0)
    return np.asarray((values - values.mean(axis=0)) / deviation)


def ledoit_wolf(values: Floats) -> tuple[Floats, float]:
    """Return a well-conditioned covariance matrix of columns, and how far it was shrunk (0 to 1).

    `values` has shape (observations, variables). The result is (1 - s) S + s m I, with S the sample
    covariance (divisor n), m its mean variance, and s the share that minimises the expected squared error.

    Notes
    -----
    Ledoit, O. and Wolf, M. (2004), A well-conditioned estimator for large-dimensional covariance
    matrices, Journal of Multivariate Analysis 88, 365-411.

    Examples
    --------
    >>> covariance, shrinkage = ledoit_wolf(np.array([[1.0, 2.0], [2.0, 1.0], [4.0, 5.0]]))
    >>> round(shrinkage, 4)
    0.4566
    """
    n, p = values.shape
    centred = values - values.mean(axis=0)
    sample = centred.T @ centred / n
    mean_variance = np.trace(sample) / p
    target = mean_variance * np.eye(p)
    away = np.sum((sample - target) ** 2)
    if away == 0:
        return sample, 0.0
    squares = np.sum(centred**2, axis=1)
    # The sum over observations of the squared norm of x x' - S, without building each x x'.
    noise = (np.sum(squares**2) / n - np.sum(sample**2)) / n
    shrinkage = float(min(max(noise, 0.0), away) / away)
    return (1 - shrinkage) * sample + shrinkage * target, shrinkage


def d_euclidean(values: Floats, home: int) -> Floats:
    """Return the squared standardised differences from home."""
    z = standardised(values)
    return np.asarray((z - z[home]) ** 2)


def d_mahalanobis(values: Floats, home: int) -> Floats:
    """Return the terms of the squared Mahalanobis distance from home under shrunk covariance.

    The distance is split among variables by the symmetric root of the inverse of the (shrunk)
    correlation matrix, which keeps each part as close as can be to its own variable and never negative:
    Garthwaite, P. H. and Koch, I. (2016), Evaluating the contributions of individual variables to a
    quadratic form, Australian & New Zealand Journal of Statistics 58, 99-119.
    """
    z = standardised(values)
    covariance, _ = ledoit_wolf(z)
    eigenvalues, vectors = np.linalg.eigh(covariance)
    # Twice the same variable in a small panel leaves a zero eigenvalue: that direction holds nothing.
    usable = eigenvalues > eigenvalues.max() * 1e-12
    inverse_root = (vectors[:, usable] / np.sqrt(eigenvalues[usable])) @ vectors[:, usable].T
    return np.asarray(((z - z[home]) @ inverse_root) ** 2)


def d_gower(values: Floats, home: int) -> Floats:
    """Return the differences from home as shares of each variable's range, over the number of variables.

    Gower, J. C. (1971), A general coefficient of similarity and some of its properties, Biometrics 27.
    """
    spread = np.ptp(values, axis=0)
    shares = np.abs(values - values[home]) / np.where(spread > 0, spread, 1.0)
    return np.asarray(shares / values.shape[1])


METRICS: dict[Metric, Callable[[Floats, int], Floats]] = {
    "euclidean": d_euclidean,
    "mahalanobis": d_mahalanobis,
    "gower": d_gower,
}
"""From values of shape (regions, variables) and home's row to the terms of each distance."""
ROOTED: frozenset[Metric] = frozenset({"euclidean", "mahalanobis"})
"""The metrics whose terms add up to the squared distance."""


def distances(terms: Floats, weights: Floats, metric: Metric) -> Floats:
    """Return distances from terms under weights of mean 1, shape (regions,)."""
    total = terms @ weights
    return np.sqrt(total) if metric in ROOTED else total


def principal_plane(z: Floats) -> tuple[Floats, Floats, tuple[float, float]]:
    """Return rows in the plane of the first two principal components, the loadings, the explained shares.

    `z` is standardised, shape (regions, variables); the plane has shape (regions, 2), the loadings
    (2, variables). The sign is fixed: each component's largest loading is positive. With a single
    variable the second component is zero.
    """
    left, singular, right = np.linalg.svd(z - z.mean(axis=0), full_matrices=False)
    count = min(2, len(singular))
    rows = np.arange(count)
    largest = np.argmax(np.round(np.abs(right[:count]), 9), axis=1)
    signs = np.where(right[rows, largest] < 0, -1.0, 1.0)
    plane, loadings = np.zeros((len(z), 2)), np.zeros((2, z.shape[1]))
    plane[:, :count] = left[:, :count] * singular[:count] * signs
    loadings[:count] = right[:count] * signs[:, None]
    total = float(np.sum(singular**2)) or 1.0
    shares = [float(s**2) / total for s in singular[:2]] + [0.0]
    return plane, loadings, (shares[0], shares[1])
