"""目标: what others did from here, how fast, and with what odds.

`histories` makes an indicator fit for growth: constant prices, breaks obeyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Estimate": "backtests",
    "BacktestCell": "backtests",
    "RIVALS": "forecasts",
    "backtest": "backtests",
    "Backtest": "backtests",
    "BacktestSettings": "backtests",
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
    "Balanced": "convergence",
    "Beta": "convergence",
    "Club": "convergence",
    "Clubs": "convergence",
    "Coefficient": "convergence",
    "Convergence": "convergence",
    "ConvergenceSettings": "convergence",
    "Dispersion": "convergence",
    "HACS": "convergence",
    "LogT": "convergence",
    "balance": "convergence",
    "balanced_histories": "convergence",
    "beta_convergence": "convergence",
    "hodrick_prescott": "convergence",
    "measure_convergence": "convergence",
    "sigma_convergence": "convergence",
    "Chain": "mobility",
    "Classes": "mobility",
    "Homogeneity": "mobility",
    "Indices": "mobility",
    "Mobility": "mobility",
    "MobilityDoubt": "mobility",
    "MobilitySettings": "mobility",
    "RankStep": "mobility",
    "ThetaStep": "mobility",
    "classify": "mobility",
    "estimate_chain": "mobility",
    "homogeneity_test": "mobility",
    "measure_mobility": "mobility",
    "rank_steps": "mobility",
    "theta_steps": "mobility",
    "transitions": "mobility",
    "Stated": "stated",
    "stated_goals": "stated",
    "judge_goals": "judging",
    "judge_together": "judging",
    "Histories": "series",
    "Scale": "series",
    "histories": "series",
    "LeaveOneOut": "synthetic",
    "PlaceboRun": "synthetic",
    "Placebos": "synthetic",
    "Predictor": "synthetic",
    "SEARCHES": "synthetic",
    "Synthetic": "synthetic",
    "SyntheticSettings": "synthetic",
    "UnitYears": "synthetic",
    "YearGap": "synthetic",
    "leave_one_out": "synthetic",
    "placebo_in_time": "synthetic",
    "placebos_in_space": "synthetic",
    "synthetic_control": "synthetic",
    "years_in": "synthetic",
    "Acceleration": "turning_points",
    "AccelerationSettings": "turning_points",
    "TakeOff": "turning_points",
    "accelerations": "turning_points",
    "take_off": "turning_points",
    "TrendBreak": "breaks_in_trend",
    "TrendSettings": "breaks_in_trend",
    "Trends": "breaks_in_trend",
    "trend_breaks": "breaks_in_trend",
}

if TYPE_CHECKING:
    from .backtests import Backtest as Backtest
    from .backtests import BacktestCell as BacktestCell
    from .backtests import BacktestSettings as BacktestSettings
    from .backtests import Estimate as Estimate
    from .backtests import backtest as backtest
    from .breaks_in_trend import TrendBreak as TrendBreak
    from .breaks_in_trend import Trends as Trends
    from .breaks_in_trend import TrendSettings as TrendSettings
    from .breaks_in_trend import trend_breaks as trend_breaks
    from .catching_up import CatchUp as CatchUp
    from .catching_up import catch_up as catch_up
    from .convergence import HACS as HACS
    from .convergence import Balanced as Balanced
    from .convergence import Beta as Beta
    from .convergence import Club as Club
    from .convergence import Clubs as Clubs
    from .convergence import Coefficient as Coefficient
    from .convergence import Convergence as Convergence
    from .convergence import ConvergenceSettings as ConvergenceSettings
    from .convergence import Dispersion as Dispersion
    from .convergence import LogT as LogT
    from .convergence import balance as balance
    from .convergence import balanced_histories as balanced_histories
    from .convergence import beta_convergence as beta_convergence
    from .convergence import hodrick_prescott as hodrick_prescott
    from .convergence import measure_convergence as measure_convergence
    from .convergence import sigma_convergence as sigma_convergence
    from .feasibility import Feasibility as Feasibility
    from .feasibility import Reach as Reach
    from .feasibility import ReachSettings as ReachSettings
    from .forecasts import RIVALS as RIVALS
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
    from .judging import judge_goals as judge_goals
    from .judging import judge_together as judge_together
    from .mobility import Chain as Chain
    from .mobility import Classes as Classes
    from .mobility import Homogeneity as Homogeneity
    from .mobility import Indices as Indices
    from .mobility import Mobility as Mobility
    from .mobility import MobilityDoubt as MobilityDoubt
    from .mobility import MobilitySettings as MobilitySettings
    from .mobility import RankStep as RankStep
    from .mobility import ThetaStep as ThetaStep
    from .mobility import classify as classify
    from .mobility import estimate_chain as estimate_chain
    from .mobility import homogeneity_test as homogeneity_test
    from .mobility import measure_mobility as measure_mobility
    from .mobility import rank_steps as rank_steps
    from .mobility import theta_steps as theta_steps
    from .mobility import transitions as transitions
    from .paths import Milestone as Milestone
    from .precedents import Precedent as Precedent
    from .precedents import Precedents as Precedents
    from .precedents import PrecedentSettings as PrecedentSettings
    from .precedents import find_precedents as find_precedents
    from .series import Histories as Histories
    from .series import Scale as Scale
    from .series import histories as histories
    from .stated import Stated as Stated
    from .stated import stated_goals as stated_goals
    from .synthetic import SEARCHES as SEARCHES
    from .synthetic import LeaveOneOut as LeaveOneOut
    from .synthetic import PlaceboRun as PlaceboRun
    from .synthetic import Placebos as Placebos
    from .synthetic import Predictor as Predictor
    from .synthetic import Synthetic as Synthetic
    from .synthetic import SyntheticSettings as SyntheticSettings
    from .synthetic import UnitYears as UnitYears
    from .synthetic import YearGap as YearGap
    from .synthetic import leave_one_out as leave_one_out
    from .synthetic import placebo_in_time as placebo_in_time
    from .synthetic import placebos_in_space as placebos_in_space
    from .synthetic import synthetic_control as synthetic_control
    from .synthetic import years_in as years_in
    from .turning_points import Acceleration as Acceleration
    from .turning_points import AccelerationSettings as AccelerationSettings
    from .turning_points import TakeOff as TakeOff
    from .turning_points import accelerations as accelerations
    from .turning_points import take_off as take_off

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
