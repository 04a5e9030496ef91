"""The trend of a series."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats


def hodrick_prescott(values: Floats, smoothing: float) -> Floats:
    """Return the trend of each row: least squares plus `smoothing` times the squared second differences.

    Raises ValueError below three columns.

    Notes
    -----
    (I + smoothing D'D) trend = values, D the second differences. Hodrick, R. J. and
    Prescott, E. C. (1997), Postwar U.S. business cycles, Journal of Money, Credit and Banking 29, 1-16.

    >>> hodrick_prescott(np.array([[1.0, 2.0, 3.0, 4.0]]), 400.0).round(6)
    array([[1., 2., 3., 4.]])
    """
    n = values.shape[1]
    if n < 3:
        raise ValueError("a trend needs three years")
    second = np.diff(np.eye(n), n=2, axis=0)
    return np.asarray(np.linalg.solve(np.eye(n) + smoothing * second.T @ second, values.T).T)
