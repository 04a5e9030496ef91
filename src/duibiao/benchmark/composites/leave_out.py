"""What hangs on single indicators and pillars: the ranks without each of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from duibiao.records import (
    BadSetting,
    DuibiaoError,
    Floats,
    IndicatorTable,
    Node,
    Note,
    Structure,
    UnknownName,
)

from .build import build_composite, inputs_hash
from .result import Composite
from .settings import CompositeSettings

Progress = Callable[[str, int, int], None]
"""Takes the step at hand, how much of it is done, and of how much."""


@dataclass(frozen=True)
class WithoutOne:
    """The composite without one indicator or aggregate `code` (`pillar` says which it is).

    `scores` and `ranks` of the index have shape (rows,), the rows of the composite (NaN where one is not
    ranked without it), `shifts` is the rank without it less the rank with it: positive has fallen. `mean_shift` and
    `largest_shift` are of absolute shifts. Where it cannot be left out, `refused` says why and the rest is NaN.
    """

    code: str
    pillar: bool
    scores: Floats = field(repr=False, compare=False)
    ranks: Floats = field(repr=False, compare=False)
    shifts: Floats = field(repr=False, compare=False)
    mean_shift: float
    largest_shift: float
    refused: Note | None = None


def leave_each_out(
    composite: Composite, table: IndicatorTable, progress: Progress | None = None
) -> tuple[WithoutOne, ...]:
    """Return the composite without each indicator and each aggregate below the index, all else the same.

    The others of the same parent take its share in proportion. `table` is the one the composite was made
    from. Raises `BadSetting` where it is not.
    """
    check_table(composite, table)
    structure = composite.structure
    top = structure.top.code
    nodes = [n for n in structure.nodes if n.code != top]
    found = []
    for i, node in enumerate(nodes):
        if progress is not None:
            progress("leave_out", i, len(nodes))
        found.append(_without_one(composite, table, node.code, i >= len(structure.indicators)))
    return tuple(found)


def without(structure: Structure, codes: tuple[str, ...]) -> Structure:
    """Return a structure without these nodes, what is below them, and aggregates left without parts.

    Raises `UnknownName` for a code that it lacks, and `BadSetting` where nothing would be left.

    >>> s = Structure((Node("a", "x"), Node("b", "y")), (Node("x", "all"), Node("y", "all"), Node("all")))
    >>> without(s, ("a",)).codes
    ('b', 'y', 'all')
    """
    for code in codes:
        if code not in structure.positions:
            raise UnknownName("indicator", code, structure.codes)
    gone = set(codes)
    for node in reversed(structure.nodes):
        if _above(structure, node) & gone:
            gone.add(node.code)
    indicators = tuple(n for n in structure.indicators if n.code not in gone)
    held = {code for n in indicators for code in _above(structure, n)}
    aggregates = tuple(n for n in structure.aggregates if n.code in held and n.code not in gone)
    if not indicators or structure.top.code in gone:
        raise BadSetting(
            zh=f"去掉{'、'.join(codes)}之后框架里不剩指标。请少去掉一些。",
            en=f"Without {', '.join(codes)} no indicator of the framework is left. Leave out less.",
        )
    return Structure(indicators, aggregates, structure.denominators, structure.groups)


def reduced(settings: CompositeSettings, structure: Structure) -> CompositeSettings:
    """Return the settings without the choices meant for nodes and levels that a structure lacks."""
    levels = {int(structure.levels[i]) for i in structure.parts}
    known = structure.positions
    return dataclasses.replace(
        settings,
        normalise_each=tuple(e for e in settings.normalise_each if e[0] in known),
        aggregate_each=tuple(e for e in settings.aggregate_each if e[0] in known),
        aggregate_at=tuple(e for e in settings.aggregate_at if e[0] in levels),
    )


def check_table(composite: Composite, table: IndicatorTable) -> None:
    """Raise `BadSetting` where a table is not the one that a composite was made from."""
    if inputs_hash(table, composite.structure) != composite.inputs_hash:
        raise BadSetting(
            zh="给的表不是算这个综合指数的那张表（inputs_hash 不同）。请用同一张表，或用这张表重新计算综合指数。",
            en="The table is not the one that this composite was made from (another inputs_hash). Give that table, or build the composite from this one.",
        )


def rows_in(composite: Composite, regions: tuple[str, ...], times: tuple[str, ...]) -> list[int]:
    """Return the rows of other regions and times in a composite, -1 for those that it lacks."""
    own = {key: i for i, key in enumerate(_keys(composite.regions, composite.times))}
    return [own.get(key, -1) for key in _keys(regions, times)]


def _without_one(
    composite: Composite, table: IndicatorTable, code: str, pillar: bool
) -> WithoutOne:
    nowhere = np.full(len(composite.regions), np.nan)
    try:
        structure = without(composite.structure, (code,))
        made = build_composite(table, structure, reduced(composite.settings, structure))
    except DuibiaoError as error:
        why = Note(error.text("zh"), error.text("en"))
        return WithoutOne(code, pillar, nowhere, nowhere, nowhere, np.nan, np.nan, why)
    rows = np.array(rows_in(made, composite.regions, composite.times))
    scores, ranks = (
        np.where(rows >= 0, v[np.maximum(rows, 0)], np.nan) for v in (made.index, made.index_ranks)
    )
    shifts = ranks - composite.index_ranks
    moved = np.abs(shifts[np.isfinite(shifts)])
    mean, largest = (moved.mean(), moved.max()) if len(moved) else (np.nan, np.nan)
    return WithoutOne(code, pillar, scores, ranks, shifts, float(mean), float(largest))


def _keys(regions: tuple[str, ...], times: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(regions, times or ("",) * len(regions), strict=True))


def _above(structure: Structure, node: Node) -> set[str]:
    """The codes of all aggregates that a node belongs to."""
    found, parent = set[str](), node.parent
    while parent:
        found.add(parent)
        parent = structure.nodes[structure.positions[parent]].parent
    return found
