"""Business as usual: the predictive distribution of an indicator for every region of a panel."""

from __future__ import annotations

from .forecast import forecast
from .records import Forecast
from .settings import ForecastSettings

__all__ = ["Forecast", "ForecastSettings", "forecast"]
