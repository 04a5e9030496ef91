"""Composite indicators: one file a step, method families by prefix (i_, t_, n_, w_, a_), each in a dict.

`build_composite` runs the steps in order on a table and a structure and keeps what each did; the
functions of the families are pure and work on float64 arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "AGGREGATIONS": "aggregate",
    "Aggregate": "aggregate",
    "Agreement": "consistency",
    "Ahead": "uncertainty",
    "Change": "result",
    "Choice": "draws",
    "Composite": "result",
    "CompositeSettings": "settings",
    "Consistency": "consistency",
    "Ends": "normalise",
    "GapPart": "gap_split",
    "GapSplit": "gap_split",
    "IMPUTATIONS": "impute",
    "Impute": "impute",
    "InvalidDraws": "runs",
    "Move": "climbing",
    "NORMALISATIONS": "normalise",
    "NextRank": "climbing",
    "Normalise": "normalise",
    "Parts": "weigh",
    "Perturb": "draws",
    "Prepared": "prepare",
    "Rows": "impute",
    "Sensitivity": "sensitivity",
    "SobolIndices": "sensitivity",
    "Source": "draws",
    "Stage": "result",
    "Step": "reaching",
    "Strength": "strengths",
    "TREATMENTS": "treat",
    "Treat": "treat",
    "Uncertainty": "uncertainty",
    "WEIGHTINGS": "weigh",
    "WhatIf": "reaching",
    "WithoutOne": "leave_out",
    "a_adjusted_mazziotta_pareto": "aggregate",
    "a_arithmetic": "aggregate",
    "a_benefit_of_the_doubt": "doubt",
    "a_copeland": "outranking",
    "a_generalised_mean": "aggregate",
    "a_geometric": "aggregate",
    "a_harmonic": "aggregate",
    "a_mazziotta_pareto": "aggregate",
    "a_mean_min": "aggregate",
    "aggregated": "aggregate",
    "build_composite": "build",
    "cronbach_alpha": "consistency",
    "denominated": "prepare",
    "doubt_weights": "doubt",
    "ends_of": "score",
    "exact_shapley": "shapley",
    "find_consistency": "consistency",
    "find_sensitivity": "sensitivity",
    "find_strengths": "strengths",
    "i_group_mean": "impute",
    "i_group_median": "impute",
    "i_last": "impute",
    "i_linear": "impute",
    "i_mean": "impute",
    "i_median": "impute",
    "imputed": "impute",
    "kurtosis": "treat",
    "leave_each_out": "leave_out",
    "log_mean": "between",
    "moves_up": "climbing",
    "n_borda": "normalise",
    "n_centred_goalposts": "normalise",
    "n_distance_to_maximum": "normalise",
    "n_distance_to_reference": "normalise",
    "n_distance_to_targets": "normalise",
    "n_fraction_of_maximum": "normalise",
    "n_goalposts": "normalise",
    "n_minmax": "normalise",
    "n_none": "normalise",
    "n_percentile_rank": "normalise",
    "n_rank": "normalise",
    "n_zscore": "normalise",
    "next_rank": "climbing",
    "normalised": "normalise",
    "one_left_out": "draws",
    "outlying": "treat",
    "own_scale": "settings",
    "prepared": "prepare",
    "put_together": "hypothetical",
    "ranked": "score",
    "rows_of": "prepare",
    "sampled_shapley": "shapley",
    "scaled": "score",
    "scored": "score",
    "settings_from": "settings",
    "shapley_of_product": "shapley",
    "skewness": "treat",
    "sobol_indices": "sensitivity",
    "split_gap": "gap_split",
    "steps_to": "reaching",
    "summed_to": "shapley",
    "t_boxcox": "treat",
    "t_log": "treat",
    "t_winsorise": "treat",
    "treated": "treat",
    "undefined_columns": "normalise",
    "usual_sources": "draws",
    "vary": "uncertainty",
    "vary_gap": "gap_split",
    "w_benefit_of_the_doubt": "weigh",
    "w_equal": "weigh",
    "w_given": "weigh",
    "w_optimised": "weigh",
    "w_principal_components": "weigh",
    "what_if": "reaching",
    "without": "leave_out",
}

if TYPE_CHECKING:
    from .aggregate import AGGREGATIONS as AGGREGATIONS
    from .aggregate import Aggregate as Aggregate
    from .aggregate import a_adjusted_mazziotta_pareto as a_adjusted_mazziotta_pareto
    from .aggregate import a_arithmetic as a_arithmetic
    from .aggregate import a_generalised_mean as a_generalised_mean
    from .aggregate import a_geometric as a_geometric
    from .aggregate import a_harmonic as a_harmonic
    from .aggregate import a_mazziotta_pareto as a_mazziotta_pareto
    from .aggregate import a_mean_min as a_mean_min
    from .aggregate import aggregated as aggregated
    from .between import log_mean as log_mean
    from .build import build_composite as build_composite
    from .climbing import Move as Move
    from .climbing import NextRank as NextRank
    from .climbing import moves_up as moves_up
    from .climbing import next_rank as next_rank
    from .consistency import Agreement as Agreement
    from .consistency import Consistency as Consistency
    from .consistency import cronbach_alpha as cronbach_alpha
    from .consistency import find_consistency as find_consistency
    from .doubt import a_benefit_of_the_doubt as a_benefit_of_the_doubt
    from .doubt import doubt_weights as doubt_weights
    from .draws import Choice as Choice
    from .draws import Perturb as Perturb
    from .draws import Source as Source
    from .draws import one_left_out as one_left_out
    from .draws import usual_sources as usual_sources
    from .gap_split import GapPart as GapPart
    from .gap_split import GapSplit as GapSplit
    from .gap_split import split_gap as split_gap
    from .gap_split import vary_gap as vary_gap
    from .hypothetical import put_together as put_together
    from .impute import IMPUTATIONS as IMPUTATIONS
    from .impute import Impute as Impute
    from .impute import Rows as Rows
    from .impute import i_group_mean as i_group_mean
    from .impute import i_group_median as i_group_median
    from .impute import i_last as i_last
    from .impute import i_linear as i_linear
    from .impute import i_mean as i_mean
    from .impute import i_median as i_median
    from .impute import imputed as imputed
    from .leave_out import WithoutOne as WithoutOne
    from .leave_out import leave_each_out as leave_each_out
    from .leave_out import without as without
    from .normalise import NORMALISATIONS as NORMALISATIONS
    from .normalise import Ends as Ends
    from .normalise import Normalise as Normalise
    from .normalise import n_borda as n_borda
    from .normalise import n_centred_goalposts as n_centred_goalposts
    from .normalise import n_distance_to_maximum as n_distance_to_maximum
    from .normalise import n_distance_to_reference as n_distance_to_reference
    from .normalise import n_distance_to_targets as n_distance_to_targets
    from .normalise import n_fraction_of_maximum as n_fraction_of_maximum
    from .normalise import n_goalposts as n_goalposts
    from .normalise import n_minmax as n_minmax
    from .normalise import n_none as n_none
    from .normalise import n_percentile_rank as n_percentile_rank
    from .normalise import n_rank as n_rank
    from .normalise import n_zscore as n_zscore
    from .normalise import normalised as normalised
    from .normalise import undefined_columns as undefined_columns
    from .outranking import a_copeland as a_copeland
    from .prepare import Prepared as Prepared
    from .prepare import denominated as denominated
    from .prepare import prepared as prepared
    from .prepare import rows_of as rows_of
    from .reaching import Step as Step
    from .reaching import WhatIf as WhatIf
    from .reaching import steps_to as steps_to
    from .reaching import what_if as what_if
    from .result import Change as Change
    from .result import Composite as Composite
    from .result import Stage as Stage
    from .runs import InvalidDraws as InvalidDraws
    from .score import ends_of as ends_of
    from .score import ranked as ranked
    from .score import scaled as scaled
    from .score import scored as scored
    from .sensitivity import Sensitivity as Sensitivity
    from .sensitivity import SobolIndices as SobolIndices
    from .sensitivity import find_sensitivity as find_sensitivity
    from .sensitivity import sobol_indices as sobol_indices
    from .settings import CompositeSettings as CompositeSettings
    from .settings import own_scale as own_scale
    from .settings import settings_from as settings_from
    from .shapley import exact_shapley as exact_shapley
    from .shapley import sampled_shapley as sampled_shapley
    from .shapley import shapley_of_product as shapley_of_product
    from .shapley import summed_to as summed_to
    from .strengths import Strength as Strength
    from .strengths import find_strengths as find_strengths
    from .treat import TREATMENTS as TREATMENTS
    from .treat import Treat as Treat
    from .treat import kurtosis as kurtosis
    from .treat import outlying as outlying
    from .treat import skewness as skewness
    from .treat import t_boxcox as t_boxcox
    from .treat import t_log as t_log
    from .treat import t_winsorise as t_winsorise
    from .treat import treated as treated
    from .uncertainty import Ahead as Ahead
    from .uncertainty import Uncertainty as Uncertainty
    from .uncertainty import vary as vary
    from .weigh import WEIGHTINGS as WEIGHTINGS
    from .weigh import Parts as Parts
    from .weigh import w_benefit_of_the_doubt as w_benefit_of_the_doubt
    from .weigh import w_equal as w_equal
    from .weigh import w_given as w_given
    from .weigh import w_optimised as w_optimised
    from .weigh import w_principal_components as w_principal_components

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
