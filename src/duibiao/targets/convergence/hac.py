"""Standard errors of a trend under heteroskedasticity and autocorrelation, for many regressions at once.

Each method takes the regressors (years x 2, the constant first) and the residuals (regressions x years), and returns
the variance of the slope, one for each regression.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from duibiao.records import Floats

_QUADRATIC_SPECTRAL = 1.3221
"""The constant of Andrews' optimal bandwidth for the quadratic spectral kernel (1991, equation 5.3)."""


def hac_fqsb(regressors: Floats, residuals: Floats) -> Floats:
    """Long-run variance of the residuals, quadratic spectral, as in Phillips and Sul's own program.

    Its autocovariances leave out the last residual and divide by n - 1. R ConvergenceClubs calls this option FQSB
    ("fixed"), though the bandwidth is the plug-in one.
    """
    n = residuals.shape[1]
    weights = _quadratic_spectral(n, _bandwidth(_slope_through_zero(residuals), n))
    within = residuals[:, :-1]
    total = (residuals**2).sum(axis=1)
    for lag in range(1, n - 1):
        total += 2 * weights[:, lag] * (within[:, lag:] * within[:, :-lag]).sum(axis=1)
    return np.asarray(total / (n - 1) * _bread(regressors)[1, 1])


def hac_andrews(regressors: Floats, residuals: Floats) -> Floats:
    """Long-run variance of the residuals, quadratic spectral with Andrews' automatic bandwidth, all lags, over n."""
    n = residuals.shape[1]
    weights = _quadratic_spectral(n, _bandwidth(_slope_through_zero(residuals), n))
    total = (residuals**2).sum(axis=1)
    for lag in range(1, n):
        total += 2 * weights[:, lag] * (residuals[:, lag:] * residuals[:, :-lag]).sum(axis=1)
    return np.asarray(total / n * _bread(regressors)[1, 1])


def hac_aqsb(regressors: Floats, residuals: Floats) -> Floats:
    """Sandwich of the scores, quadratic spectral, Andrews' bandwidth by the slope's score, times n / (n - 2).

    As in R sandwich's vcovHAC, which R ConvergenceClubs calls AQSB ("adaptive").
    """
    n = residuals.shape[1]
    scores = residuals * regressors[:, 1]
    weights = _quadratic_spectral(n, _bandwidth(_slope_with_constant(scores), n))
    return _sandwich(regressors, residuals, weights)


def hac_newey_west(regressors: Floats, residuals: Floats) -> Floats:
    """Sandwich of the scores with Bartlett weights up to lag 4 (n / 100)^(2/9) (Newey and West 1987), times n / (n - 2)."""
    n = residuals.shape[1]
    last = int(4 * (n / 100) ** (2 / 9))
    weights = np.maximum(0, 1 - np.arange(n) / (last + 1))
    return _sandwich(regressors, residuals, np.broadcast_to(weights, residuals.shape))


HACS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "fqsb": hac_fqsb,
    "aqsb": hac_aqsb,
    "andrews": hac_andrews,
    "newey-west": hac_newey_west,
}
"""Standard errors by name."""


def _sandwich(regressors: Floats, residuals: Floats, weights: Floats) -> Floats:
    # The slope is a weighted sum of the residuals, so its variance needs the scores only along those weights.
    n = residuals.shape[1]
    influence = residuals * (regressors @ _bread(regressors)[1])
    total = (influence**2).sum(axis=1)
    for lag in range(1, n):
        total += 2 * weights[:, lag] * (influence[:, lag:] * influence[:, :-lag]).sum(axis=1)
    return np.asarray(total * n / (n - 2))


def _bread(regressors: Floats) -> Floats:
    return np.asarray(np.linalg.inv(regressors.T @ regressors))


def _slope_through_zero(series: Floats) -> Floats:
    before, after = series[:, :-1], series[:, 1:]
    return np.asarray((before * after).sum(axis=1) / (before**2).sum(axis=1))


def _slope_with_constant(series: Floats) -> Floats:
    before = series[:, :-1] - series[:, :-1].mean(axis=1, keepdims=True)
    return np.asarray((before * series[:, 1:]).sum(axis=1) / (before**2).sum(axis=1))


def _bandwidth(autoregression: Floats, n: int) -> Floats:
    alpha = 4 * autoregression**2 / (1 - autoregression) ** 4
    return np.asarray(_QUADRATIC_SPECTRAL * (alpha * n) ** 0.2)


def _quadratic_spectral(n: int, bandwidth: Floats) -> Floats:
    """Weights by lag, shape (regressions, n)."""
    z = 1.2 * np.pi * np.arange(1, n) / bandwidth[:, None]
    weights = np.ones((len(bandwidth), n))
    weights[:, 1:] = 3 / z**2 * (np.sin(z) / z - np.cos(z))
    # Nothing is left of the difference in doubles where z is tiny; the kernel is 1 - z²/10 there.
    weights[:, 1:] = np.where(z < 1e-3, 1 - z**2 / 10, weights[:, 1:])
    return weights
