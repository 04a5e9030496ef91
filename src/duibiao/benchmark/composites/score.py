"""From figures to scores: turn, normalise, weigh and aggregate level by level, rank."""

from __future__ import annotations

import numpy as np

from duibiao.records import DataError, Floats, IndicatorTable, Ints, Note, Structure

from ..ranks import descending_ranks
from .aggregate import aggregated
from .normalise import Ends, normalised, undefined_columns
from .prepare import Prepared
from .refusals import refuse_undefined_scale, undefined_aggregate
from .settings import CompositeSettings
from .weigh import WEIGHTINGS, Parts

_DIGITS = 9
_IN_UNITS = ("distance_to_targets", "goalposts")


def scaled(
    table: IndicatorTable, structure: Structure, settings: CompositeSettings, figures: Prepared
) -> Floats:
    """Return the figures turned so that more is better and normalised, shape (rows, indicators).

    Raises `DataError` where a normalisation is not defined for an indicator.
    """
    codes = structure.codes
    transformed = {c.indicator for c in figures.changes if c.step == "treat" and not c.region}
    scales = [settings.scale_of(n.code) for n in structure.indicators]
    made = np.empty(figures.values.shape)
    for block in figures.blocks:
        turned = figures.values[block] * structure.signs
        for how in dict.fromkeys(scales):
            columns = np.array([i for i, own in enumerate(scales) if own == how])
            ends = ends_of(
                table, structure, figures.values[block], figures.rows[block], how.reference
            )
            ends = Ends(*(getattr(ends, f)[columns] for f in Ends.__dataclass_fields__))
            in_units = [codes[i] for i in columns if codes[i] in transformed]
            if how.method in _IN_UNITS and in_units:
                raise refuse_undefined_scale(in_units, how, transformed=True)
            bad = columns[undefined_columns(turned[:, columns], how, ends)]
            if len(bad):
                raise refuse_undefined_scale([codes[i] for i in bad], how)
            made[np.ix_(block, columns)] = normalised(turned[:, columns], how, ends)
    return made


def scored(
    table: IndicatorTable,
    structure: Structure,
    settings: CompositeSettings,
    figures: Prepared,
    values: Floats,
) -> tuple[Floats, Floats, tuple[Note, ...]]:
    """Return the scores of all nodes (rows, nodes), shares within parents, and notes on the weights.

    `values` are the normalised figures. Raises `DataError` where an aggregation is not defined for a region.
    """
    scores = np.full((len(values), len(structure.nodes)), np.nan)
    scores[:, : values.shape[1]] = values
    shares, notes = structure.shares(), list[Note]()
    for whole, inside in structure.parts.items():
        node, level = structure.nodes[whole], int(structure.levels[whole])
        how = settings.method_of(node.code, level)
        codes = tuple(structure.codes[i] for i in inside)
        parts = Parts(node.code, codes, scores[:, inside], shares[inside], how)
        doubt = how.method == "benefit_of_the_doubt"
        weigh = WEIGHTINGS[how.method if doubt else settings.weights]
        shares[inside], said = weigh(parts)
        notes += said
        for block in figures.blocks:
            within = scores[np.ix_(block, inside)]
            found = aggregated(within, shares[inside], how)
            lost = np.flatnonzero(np.isnan(found) & np.isfinite(within).any(axis=1))
            if len(lost):
                region = table.row_name(int(figures.rows[block[lost[0]]]))
                raise undefined_aggregate(node.code, how, region, codes, within[lost[0]])
            scores[block, whole] = found
    return scores, shares, tuple(notes)


def ranked(scores: Floats, periods: Ints) -> Floats:
    """Return ranks among the rows of the same time, 1 the best, equals sharing it; NaN stays NaN."""
    ranks = np.empty(scores.shape)
    for period in np.unique(periods):
        rows = periods == period
        # Rounded, so that the last bits of a sum never tell equals apart.
        ranks[rows] = descending_ranks(np.round(scores[rows], _DIGITS).T).T
    return ranks


def ends_of(
    table: IndicatorTable, structure: Structure, values: Floats, rows: Ints, reference: str
) -> Ends:
    """Return targets, goalposts and the reference region's figures, turned so that more is better.

    `values` are the treated figures of the table's `rows`; in a panel the reference region's are its last.
    """
    signs = structure.signs

    def turned(name: str) -> Floats:
        given = [getattr(n, name) for n in structure.indicators]
        return np.array([np.nan if g is None else g for g in given], dtype=np.float64) * signs

    own = np.full(len(signs), np.nan)
    if reference:
        at = [i for i, row in enumerate(rows) if table.regions[row] == reference]
        if not at:
            raise DataError(
                zh=f"没有对标地区“{reference}”，或它因缺数被筛去了。请用表中地区的代码。",
                en=f"There is no reference region “{reference}”, or it was screened out. Use the code of a region of the table.",
            )
        own = values[max(at, key=lambda i: table.times[rows[i]] if table.times else "")] * signs
    return Ends(signs, turned("target"), turned("worst"), turned("best"), own)
