"""差距: how far home is behind each reference, how many years, and why.

`find_gaps` gives a `Gap` per indicator and reference; `time_distance` the years; the `decompose_*`
functions split a gap exactly; `find_base_effects` tells a change of base from news. `tie_measures` says
which commitments of documents bear on which gaps, `judge_conditions` whether home has what made a lesson work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "BaseGrowth": "bases",
    "growth_on_bases": "bases",
    "BaseEffect": "base_effects",
    "find_base_effects": "base_effects",
    "Closing": "closing",
    "Decomposition": "decomposition",
    "Part": "decomposition",
    "decompose_gdp": "decomposition",
    "decompose_gdp_per_head": "decomposition",
    "decompose_score": "decomposition",
    "round_to_total": "decomposition",
    "split_product": "decomposition",
    "Gap": "distance",
    "GapSettings": "distance",
    "find_gaps": "distance",
    "Disagreement": "disagreements",
    "find_disagreements": "disagreements",
    "Commitment": "measures",
    "MeasuredGap": "measures",
    "Measures": "measures",
    "Tie": "measures",
    "Today": "measures",
    "Unattached": "measures",
    "tie_measures": "measures",
    "ConditionSettings": "transferable",
    "Judged": "transferable",
    "judge_conditions": "transferable",
    "TimeDistance": "years_behind",
    "time_distance": "years_behind",
}

if TYPE_CHECKING:
    from .base_effects import BaseEffect as BaseEffect
    from .base_effects import find_base_effects as find_base_effects
    from .bases import BaseGrowth as BaseGrowth
    from .bases import growth_on_bases as growth_on_bases
    from .closing import Closing as Closing
    from .decomposition import Decomposition as Decomposition
    from .decomposition import Part as Part
    from .decomposition import decompose_gdp as decompose_gdp
    from .decomposition import decompose_gdp_per_head as decompose_gdp_per_head
    from .decomposition import decompose_score as decompose_score
    from .decomposition import round_to_total as round_to_total
    from .decomposition import split_product as split_product
    from .disagreements import Disagreement as Disagreement
    from .disagreements import find_disagreements as find_disagreements
    from .distance import Gap as Gap
    from .distance import GapSettings as GapSettings
    from .distance import find_gaps as find_gaps
    from .measures import Commitment as Commitment
    from .measures import MeasuredGap as MeasuredGap
    from .measures import Measures as Measures
    from .measures import Tie as Tie
    from .measures import Today as Today
    from .measures import Unattached as Unattached
    from .measures import tie_measures as tie_measures
    from .transferable import ConditionSettings as ConditionSettings
    from .transferable import Judged as Judged
    from .transferable import judge_conditions as judge_conditions
    from .years_behind import TimeDistance as TimeDistance
    from .years_behind import time_distance as time_distance

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
