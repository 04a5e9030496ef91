"""目标: what others did from here, how fast, and with what odds.

`histories` makes an indicator fit for growth: constant prices, breaks obeyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Forecast": "forecasts",
    "ForecastSettings": "forecasts",
    "Histories": "series",
    "Scale": "series",
    "forecast": "forecasts",
    "histories": "series",
}

if TYPE_CHECKING:
    from .forecasts import Forecast as Forecast
    from .forecasts import ForecastSettings as ForecastSettings
    from .forecasts import forecast as forecast
    from .series import Histories as Histories
    from .series import Scale as Scale
    from .series import histories as histories

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
