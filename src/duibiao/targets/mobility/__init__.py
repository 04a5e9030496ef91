"""Mobility: do regions change class and rank, where does that lead, how long does it take.

`measure_mobility` measures all of it on regions by years (see `duibiao.targets.balance`).
"""

from __future__ import annotations

from .chains import Chain, Indices, estimate_chain, transitions
from .classes import Classes, MobilitySettings, classify
from .homogeneity import Homogeneity, homogeneity_test
from .measure import Mobility, MobilityDoubt, measure_mobility
from .ranks import RankStep, ThetaStep, rank_steps, theta_steps

__all__ = [
    "Chain",
    "Classes",
    "Homogeneity",
    "Indices",
    "Mobility",
    "MobilityDoubt",
    "MobilitySettings",
    "RankStep",
    "ThetaStep",
    "classify",
    "estimate_chain",
    "measure_mobility",
    "rank_steps",
    "homogeneity_test",
    "theta_steps",
    "transitions",
]
