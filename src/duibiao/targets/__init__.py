"""目标: what others did from here, how fast, and with what odds.

`histories` makes an indicator fit for growth: constant prices, breaks obeyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "CatchUp": "catching_up",
    "catch_up": "catching_up",
    "Feasibility": "feasibility",
    "Reach": "feasibility",
    "ReachSettings": "feasibility",
    "Forecast": "forecasts",
    "ForecastSettings": "forecasts",
    "forecast": "forecasts",
    "Assessment": "goals",
    "Expected": "goals",
    "Goal": "goals",
    "GoalSettings": "goals",
    "assess": "goals",
    "precedents_from": "goals",
    "Joint": "joint",
    "Pair": "joint",
    "joint_feasibility": "joint",
    "Milestone": "paths",
    "Precedent": "precedents",
    "PrecedentSettings": "precedents",
    "Precedents": "precedents",
    "find_precedents": "precedents",
    "Histories": "series",
    "Scale": "series",
    "histories": "series",
}

if TYPE_CHECKING:
    from .catching_up import CatchUp as CatchUp
    from .catching_up import catch_up as catch_up
    from .feasibility import Feasibility as Feasibility
    from .feasibility import Reach as Reach
    from .feasibility import ReachSettings as ReachSettings
    from .forecasts import Forecast as Forecast
    from .forecasts import ForecastSettings as ForecastSettings
    from .forecasts import forecast as forecast
    from .goals import Assessment as Assessment
    from .goals import Expected as Expected
    from .goals import Goal as Goal
    from .goals import GoalSettings as GoalSettings
    from .goals import assess as assess
    from .goals import precedents_from as precedents_from
    from .joint import Joint as Joint
    from .joint import Pair as Pair
    from .joint import joint_feasibility as joint_feasibility
    from .paths import Milestone as Milestone
    from .precedents import Precedent as Precedent
    from .precedents import Precedents as Precedents
    from .precedents import PrecedentSettings as PrecedentSettings
    from .precedents import find_precedents as find_precedents
    from .series import Histories as Histories
    from .series import Scale as Scale
    from .series import histories as histories

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
