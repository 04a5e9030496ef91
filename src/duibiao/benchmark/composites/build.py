"""Build a composite: denominate, impute, screen, treat, turn, normalise, weigh, aggregate, rank."""

from __future__ import annotations

import hashlib

import numpy as np

from duibiao.records import IndicatorTable, Structure

from .log import columns_changed
from .prepare import prepared
from .result import Composite, Stage
from .score import ranked, scaled, scored
from .settings import CompositeSettings


def build_composite(
    table: IndicatorTable, structure: Structure, settings: CompositeSettings | None = None
) -> Composite:
    """Return the composite of a table's regions under a structure, each step as `settings` choose it.

    Raises `UnknownName` for a column that the table lacks, and `DataError` where figures are missing
    and no imputation is chosen, a denominator is not positive, all regions are level in an indicator, or
    an aggregation is not defined for the scores it gets; always naming indicator and region.

    Notes
    -----
    The steps and their order are those of the OECD and JRC (2008), Handbook on Constructing Composite
    Indicators, as the R package COINr carries them out.

    Examples
    --------
    >>> from duibiao.records import Node
    >>> structure = Structure((Node("income", "all"), Node("dust", "all", direction=-1)), (Node("all"),))
    >>> figures = np.array([[50.0, 30.0], [100.0, 60.0], [75.0, 15.0]])
    >>> table = IndicatorTable(("A", "B", "C"), ("income", "dust"), figures)
    >>> made = build_composite(table, structure)
    >>> made.index.round(2).tolist(), made.index_ranks.tolist()
    ([33.33, 50.0, 75.0], [3.0, 2.0, 1.0])
    """
    settings = settings or CompositeSettings()
    figures = prepared(table, structure, settings)
    values = scaled(table, structure, settings, figures)
    scores, shares, weighed = scored(table, structure, settings, figures, values)
    turned = [(n.code, "-1") for n in structure.indicators if n.direction < 0]
    kept = figures.stages[-1]
    return Composite(
        structure=structure,
        settings=settings,
        regions=kept.regions,
        names=tuple(table.names[i] for i in figures.rows) if table.names else (),
        times=kept.times,
        scores=scores,
        ranks=ranked(scores, figures.periods),
        shares=shares,
        weights=structure.effective_weights(shares),
        stages=(*figures.stages, Stage("normalised", kept.regions, kept.times, values)),
        changes=(*figures.changes, *columns_changed("direct", turned)),
        notes=(*figures.notes, *weighed),
        inputs_hash=_hash(table, structure),
    )


def _hash(table: IndicatorTable, structure: Structure) -> str:
    made = hashlib.sha256(np.ascontiguousarray(table.values).tobytes())
    labels = (table.regions, table.columns, table.times, sorted(table.groups.items()), structure)
    made.update(repr(labels).encode())
    return made.hexdigest()
