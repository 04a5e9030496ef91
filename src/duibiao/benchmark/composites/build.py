"""Build a composite: denominate, impute, screen, treat, turn, normalise, weigh, aggregate, rank."""

from __future__ import annotations

import hashlib

import numpy as np

from duibiao.records import Floats, IndicatorTable, Note, Structure, UnknownName

from .log import columns_changed
from .prepare import Prepared, prepared
from .refusals import listed
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
    check_choices(structure, settings)
    figures = prepared(table, structure, settings)
    values = scaled(table, structure, settings, figures)
    scores, shares, weighed = scored(table, structure, settings, figures, values)
    turned = [(n.code, "-1") for n in structure.indicators if n.direction < 0]
    kept, top = figures.stages[-1], structure.positions[structure.top.code]
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
        notes=(*figures.notes, *weighed, *_unfilled(table, figures, values, scores[:, top])),
        inputs_hash=inputs_hash(table, structure),
    )


def check_choices(structure: Structure, settings: CompositeSettings) -> None:
    """Raise `UnknownName` for a choice that is meant for what the structure does not have."""
    indicators = structure.codes[: len(structure.indicators)]
    aggregates = structure.codes[len(structure.indicators) :]
    for code, _ in settings.normalise_each:
        if code not in indicators:
            raise UnknownName("indicator", code, indicators)
    for code, _ in settings.aggregate_each:
        if code not in aggregates:
            raise UnknownName("indicator", code, aggregates)
    levels = {int(structure.levels[i]) for i in structure.parts}
    for level, _ in settings.aggregate_at:
        if level not in levels:
            raise UnknownName("setting", f"level {level}", [f"level {n}" for n in sorted(levels)])


def _unfilled(
    table: IndicatorTable, figures: Prepared, values: Floats, index: Floats
) -> tuple[Note, ...]:
    """Say which regions were scored over fewer indicators, and which not at all."""
    lacking = np.isnan(values).any(axis=1) & ~np.isnan(index)
    notes = []
    if lacking.any():
        zh, en = listed([table.row_name(int(i)) for i in figures.rows[lacking]])
        notes.append(
            Note(
                f"缺数没有插补，{int(lacking.sum())}个地区按已有指标的权重计分：{zh}。",
                f"Missing figures were not imputed; {int(lacking.sum())} regions are scored over the weights of what they have: {en}.",
            )
        )
    if np.isnan(index).any():
        zh, en = listed([table.row_name(int(i)) for i in figures.rows[np.isnan(index)]])
        notes.append(
            Note(
                f"一个指标也没有、因此没有得分的地区：{zh}。",
                f"Regions without any indicator, and so without a score: {en}.",
            )
        )
    return tuple(notes)


def inputs_hash(table: IndicatorTable, structure: Structure) -> str:
    """Return the hash of a table and a structure, by which a composite knows what it was made from."""
    made = hashlib.sha256(np.ascontiguousarray(table.values).tobytes())
    labels = (table.regions, table.columns, table.times, sorted(table.groups.items()), structure)
    made.update(repr(labels).encode())
    return made.hexdigest()
