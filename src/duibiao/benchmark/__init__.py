"""对标: who to learn from and where a region stands: comparison, peers, role models, standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "AGGREGATIONS": "composites",
    "Aggregate": "composites",
    "Bootstrap": "frontiers",
    "BootstrapSettings": "frontiers",
    "BootstrapUnit": "frontiers",
    "Change": "composites",
    "Composite": "composites",
    "CompositeSettings": "composites",
    "Consistency": "composites",
    "IMPUTATIONS": "composites",
    "Impute": "composites",
    "Malmquist": "frontiers",
    "MalmquistSettings": "frontiers",
    "MalmquistUnit": "frontiers",
    "Normalise": "composites",
    "Partial": "frontiers",
    "PartialSettings": "frontiers",
    "PartialUnit": "frontiers",
    "TREATMENTS": "composites",
    "Treat": "composites",
    "bootstrap_scores": "frontiers",
    "build_composite": "composites",
    "find_consistency": "composites",
    "find_strengths": "composites",
    "malmquist": "frontiers",
    "own_scale": "composites",
    "partial_frontier": "frontiers",
    "settings_from": "composites",
    "ComparedIndicator": "comparison",
    "Comparison": "comparison",
    "ComparisonSettings": "comparison",
    "CrossEfficiency": "frontiers",
    "Efficiency": "efficiency",
    "EfficiencySettings": "efficiency",
    "find_efficiency": "efficiency",
    "Frontier": "frontiers",
    "FrontierSettings": "frontiers",
    "FrontierUnit": "frontiers",
    "Scale": "frontiers",
    "ScaleUnit": "frontiers",
    "WeightRatio": "frontiers",
    "cross_efficiency": "frontiers",
    "find_frontier": "frontiers",
    "find_scale": "frontiers",
    "METRICS": "distances",
    "Metric": "distances",
    "NORMALISATIONS": "composites",
    "Pace": "pace",
    "PaceSettings": "pace",
    "Peer": "peers",
    "PeerList": "peers",
    "PeerSettings": "peers",
    "Peers": "peers",
    "Rank": "ranks",
    "RankSet": "ranks",
    "RegionFigure": "comparison",
    "RegionStanding": "standings",
    "RoleModel": "role_models",
    "RoleModelSettings": "likeness",
    "TotalRatios": "likeness",
    "RoleModels": "role_models",
    "ScoredElement": "standings",
    "STANDING_AGGREGATIONS": "standing_methods",
    "STANDING_NORMALISATIONS": "standing_methods",
    "STANDING_WEIGHTINGS": "standing_methods",
    "Reached": "standing_moves",
    "Standing": "standings",
    "StandingNextRank": "standing_moves",
    "StandingSettings": "standings",
    "StandingWhatIf": "standing_moves",
    "StructureVariable": "peers",
    "WEIGHTINGS": "composites",
    "compare": "comparison",
    "default_framework": "frameworks",
    "find_peers": "peers",
    "find_role_models": "role_models",
    "rank_in": "ranks",
    "rank_sets": "ranks",
    "rank_words": "ranks",
    "recent_pace": "pace",
    "standing": "standings",
    "standing_next_rank": "standing_moves",
    "standing_what_if": "standing_moves",
    "Ahead": "composites",
    "Choice": "composites",
    "InvalidDraws": "composites",
    "Perturb": "composites",
    "Sensitivity": "composites",
    "SobolIndices": "composites",
    "Uncertainty": "composites",
    "WithoutOne": "composites",
    "find_sensitivity": "composites",
    "leave_each_out": "composites",
    "one_left_out": "composites",
    "usual_sources": "composites",
    "vary": "composites",
    "GapPart": "composites",
    "GapSplit": "composites",
    "Move": "composites",
    "NextRank": "composites",
    "WhatIf": "composites",
    "next_rank": "composites",
    "split_gap": "composites",
    "vary_gap": "composites",
    "what_if": "composites",
}

if TYPE_CHECKING:
    from .comparison import ComparedIndicator as ComparedIndicator
    from .comparison import Comparison as Comparison
    from .comparison import ComparisonSettings as ComparisonSettings
    from .comparison import RegionFigure as RegionFigure
    from .comparison import compare as compare
    from .composites import AGGREGATIONS as AGGREGATIONS
    from .composites import IMPUTATIONS as IMPUTATIONS
    from .composites import NORMALISATIONS as NORMALISATIONS
    from .composites import TREATMENTS as TREATMENTS
    from .composites import WEIGHTINGS as WEIGHTINGS
    from .composites import Aggregate as Aggregate
    from .composites import Ahead as Ahead
    from .composites import Change as Change
    from .composites import Choice as Choice
    from .composites import Composite as Composite
    from .composites import CompositeSettings as CompositeSettings
    from .composites import Consistency as Consistency
    from .composites import GapPart as GapPart
    from .composites import GapSplit as GapSplit
    from .composites import Impute as Impute
    from .composites import InvalidDraws as InvalidDraws
    from .composites import Move as Move
    from .composites import NextRank as NextRank
    from .composites import Normalise as Normalise
    from .composites import Perturb as Perturb
    from .composites import Sensitivity as Sensitivity
    from .composites import SobolIndices as SobolIndices
    from .composites import Treat as Treat
    from .composites import Uncertainty as Uncertainty
    from .composites import WhatIf as WhatIf
    from .composites import WithoutOne as WithoutOne
    from .composites import build_composite as build_composite
    from .composites import find_consistency as find_consistency
    from .composites import find_sensitivity as find_sensitivity
    from .composites import find_strengths as find_strengths
    from .composites import leave_each_out as leave_each_out
    from .composites import next_rank as next_rank
    from .composites import one_left_out as one_left_out
    from .composites import own_scale as own_scale
    from .composites import settings_from as settings_from
    from .composites import split_gap as split_gap
    from .composites import usual_sources as usual_sources
    from .composites import vary as vary
    from .composites import vary_gap as vary_gap
    from .composites import what_if as what_if
    from .distances import METRICS as METRICS
    from .distances import Metric as Metric
    from .efficiency import Efficiency as Efficiency
    from .efficiency import EfficiencySettings as EfficiencySettings
    from .efficiency import find_efficiency as find_efficiency
    from .frameworks import default_framework as default_framework
    from .frontiers import Bootstrap as Bootstrap
    from .frontiers import BootstrapSettings as BootstrapSettings
    from .frontiers import BootstrapUnit as BootstrapUnit
    from .frontiers import CrossEfficiency as CrossEfficiency
    from .frontiers import Frontier as Frontier
    from .frontiers import FrontierSettings as FrontierSettings
    from .frontiers import FrontierUnit as FrontierUnit
    from .frontiers import Malmquist as Malmquist
    from .frontiers import MalmquistSettings as MalmquistSettings
    from .frontiers import MalmquistUnit as MalmquistUnit
    from .frontiers import Partial as Partial
    from .frontiers import PartialSettings as PartialSettings
    from .frontiers import PartialUnit as PartialUnit
    from .frontiers import Scale as Scale
    from .frontiers import ScaleUnit as ScaleUnit
    from .frontiers import WeightRatio as WeightRatio
    from .frontiers import bootstrap_scores as bootstrap_scores
    from .frontiers import cross_efficiency as cross_efficiency
    from .frontiers import find_frontier as find_frontier
    from .frontiers import find_scale as find_scale
    from .frontiers import malmquist as malmquist
    from .frontiers import partial_frontier as partial_frontier
    from .likeness import RoleModelSettings as RoleModelSettings
    from .likeness import TotalRatios as TotalRatios
    from .pace import Pace as Pace
    from .pace import PaceSettings as PaceSettings
    from .pace import recent_pace as recent_pace
    from .peers import Peer as Peer
    from .peers import PeerList as PeerList
    from .peers import Peers as Peers
    from .peers import PeerSettings as PeerSettings
    from .peers import StructureVariable as StructureVariable
    from .peers import find_peers as find_peers
    from .ranks import Rank as Rank
    from .ranks import RankSet as RankSet
    from .ranks import rank_in as rank_in
    from .ranks import rank_sets as rank_sets
    from .ranks import rank_words as rank_words
    from .role_models import RoleModel as RoleModel
    from .role_models import RoleModels as RoleModels
    from .role_models import find_role_models as find_role_models
    from .standing_methods import STANDING_AGGREGATIONS as STANDING_AGGREGATIONS
    from .standing_methods import STANDING_NORMALISATIONS as STANDING_NORMALISATIONS
    from .standing_methods import STANDING_WEIGHTINGS as STANDING_WEIGHTINGS
    from .standing_moves import Reached as Reached
    from .standing_moves import StandingNextRank as StandingNextRank
    from .standing_moves import StandingWhatIf as StandingWhatIf
    from .standing_moves import standing_next_rank as standing_next_rank
    from .standing_moves import standing_what_if as standing_what_if
    from .standings import RegionStanding as RegionStanding
    from .standings import ScoredElement as ScoredElement
    from .standings import Standing as Standing
    from .standings import StandingSettings as StandingSettings
    from .standings import standing as standing

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
