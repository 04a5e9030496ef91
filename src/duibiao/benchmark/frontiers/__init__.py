"""Frontiers (data envelopment analysis): who does most with least, and what the others could reach.

`find_frontier` checks the data, measures each unit by the model asked for, and returns one record.
"""

from __future__ import annotations

from .bootstrap import Bootstrap, BootstrapSettings, BootstrapUnit, bootstrap_scores
from .cross import CrossEfficiency, cross_efficiency
from .find import MEASURES, find_frontier
from .malmquist import Malmquist, MalmquistSettings, MalmquistUnit, malmquist
from .partial import Partial, PartialSettings, PartialUnit, partial_frontier
from .records import Frontier, FrontierUnit
from .scale import Scale, ScaleUnit, find_scale
from .settings import FrontierSettings, WeightRatio

__all__ = [
    "MEASURES",
    "Bootstrap",
    "BootstrapSettings",
    "BootstrapUnit",
    "CrossEfficiency",
    "Frontier",
    "FrontierSettings",
    "FrontierUnit",
    "Malmquist",
    "MalmquistSettings",
    "MalmquistUnit",
    "Partial",
    "PartialSettings",
    "PartialUnit",
    "Scale",
    "ScaleUnit",
    "WeightRatio",
    "bootstrap_scores",
    "cross_efficiency",
    "find_frontier",
    "find_scale",
    "malmquist",
    "partial_frontier",
]
