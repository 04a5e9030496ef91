"""Convergence: do regions draw together (beta, sigma, log t), and which clubs do they form.

`measure_convergence` measures all of it on regions by years; `balance` and `balanced_histories` make those.
"""

from __future__ import annotations

from .balanced import Balanced, balance, balanced_histories
from .beta import COVARIANCES, Beta, Coefficient, beta_convergence
from .filters import hodrick_prescott
from .find import Club, Clubs, Convergence, measure_convergence
from .hac import HACS
from .log_t import LogT
from .settings import ConvergenceSettings
from .sigma import Dispersion, sigma_convergence

__all__ = [
    "COVARIANCES",
    "HACS",
    "Balanced",
    "Beta",
    "Club",
    "Clubs",
    "Coefficient",
    "Convergence",
    "ConvergenceSettings",
    "Dispersion",
    "LogT",
    "balance",
    "balanced_histories",
    "beta_convergence",
    "hodrick_prescott",
    "measure_convergence",
    "sigma_convergence",
]
