"""Business as usual: the predictive distribution of an indicator for every region of a panel."""

from __future__ import annotations

from .forecast import forecast
from .growth import Growth
from .records import Forecast
from .rivals import RIVALS
from .settings import ForecastSettings

__all__ = ["RIVALS", "Forecast", "ForecastSettings", "Growth", "forecast"]
