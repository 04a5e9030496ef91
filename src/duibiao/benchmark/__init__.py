"""对标: who to learn from and where a region stands: comparison, peers, role models, standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "AGGREGATIONS": "composites",
    "Aggregate": "composites",
    "Change": "composites",
    "Composite": "composites",
    "CompositeSettings": "composites",
    "Consistency": "composites",
    "IMPUTATIONS": "composites",
    "Impute": "composites",
    "Normalise": "composites",
    "TREATMENTS": "composites",
    "Treat": "composites",
    "build_composite": "composites",
    "find_consistency": "composites",
    "find_strengths": "composites",
    "own_scale": "composites",
    "settings_from": "composites",
    "ComparedIndicator": "comparison",
    "Comparison": "comparison",
    "ComparisonSettings": "comparison",
    "CrossEfficiency": "frontiers",
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
    "Standing": "standings",
    "StandingSettings": "standings",
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
    from .composites import Change as Change
    from .composites import Composite as Composite
    from .composites import CompositeSettings as CompositeSettings
    from .composites import Consistency as Consistency
    from .composites import Impute as Impute
    from .composites import Normalise as Normalise
    from .composites import Treat as Treat
    from .composites import build_composite as build_composite
    from .composites import find_consistency as find_consistency
    from .composites import find_strengths as find_strengths
    from .composites import own_scale as own_scale
    from .composites import settings_from as settings_from
    from .distances import METRICS as METRICS
    from .distances import Metric as Metric
    from .frameworks import default_framework as default_framework
    from .frontiers import CrossEfficiency as CrossEfficiency
    from .frontiers import Frontier as Frontier
    from .frontiers import FrontierSettings as FrontierSettings
    from .frontiers import FrontierUnit as FrontierUnit
    from .frontiers import Scale as Scale
    from .frontiers import ScaleUnit as ScaleUnit
    from .frontiers import WeightRatio as WeightRatio
    from .frontiers import cross_efficiency as cross_efficiency
    from .frontiers import find_frontier as find_frontier
    from .frontiers import find_scale as find_scale
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
    from .standings import RegionStanding as RegionStanding
    from .standings import ScoredElement as ScoredElement
    from .standings import Standing as Standing
    from .standings import StandingSettings as StandingSettings
    from .standings import standing as standing

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
