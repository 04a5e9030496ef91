"""Back-tests: forecasts from past origins, what came, and how rivals declared beforehand did."""

from __future__ import annotations

from .backtest import backtest
from .records import CHOSEN, OWN, Backtest, BacktestCell, Estimate
from .scores import crps, interval_score
from .settings import BacktestSettings

__all__ = [
    "CHOSEN",
    "OWN",
    "Backtest",
    "BacktestSettings",
    "BacktestCell",
    "Estimate",
    "backtest",
    "crps",
    "interval_score",
]
