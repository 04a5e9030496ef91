"""Why one region is ahead of another, or of itself in another year: the gap split into indicators."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, IndicatorTable, Ints, Note, UnknownName

from .between import Between, SplitMethod
from .draws import Source, drawn
from .leave_out import Progress, check_table
from .result import Composite
from .runs import InvalidDraws, World, chunks_of, invalid_of, score_world, worlds
from .shapley import summed_to
from .uncertainty import doubt_of, no_valid_draw


@dataclass(frozen=True, slots=True)
class GapPart:
    """What an indicator adds to a gap, in points of the index, positive where the region leads by it.

    `score` and `reference_score` are the normalised figures of the two. `error` is the half-width of the
    95 % interval where the split was sampled, 0 where it is exact. `low` and `high` are the ends of the
    interval over draws, None without.
    """

    indicator: str
    contribution: float
    score: float
    reference_score: float
    error: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class GapSplit:
    """The gap of the index between a region and a reference, and the part of each indicator.

    The contributions sum to the gap to the last digit (`math.fsum`). `exact` is False where they were
    sampled. In a panel `time` and `reference_time` say when. With draws, `low` and `high` are the ends of the
    interval of the gap, `invalid` names combinations without a composite and `doubt` says what varied.
    """

    region: str
    reference: str
    time: str
    reference_time: str
    gap: float
    parts: tuple[GapPart, ...]
    method: str
    exact: bool
    permutations: int
    seed: int
    inputs_hash: str
    low: float | None = None
    high: float | None = None
    invalid: tuple[InvalidDraws, ...] = ()
    doubt: Note | None = None


def split_gap(
    composite: Composite,
    region: str,
    reference: str,
    *,
    time: str = "",
    reference_time: str = "",
    method: SplitMethod = "shapley",
    permutations: int = 2000,
    seed: int = 0,
) -> GapSplit:
    """Return the gap between two regions, or a region (`reference` itself) at two times, by indicator.

    `shapley` is the average over all orders in which the region's figures can take the place of the
    reference's: for an arithmetic mean the difference times the weight, for other methods exact up to 20
    indicators that differ and for trees of arithmetic and geometric means of any size; beyond, `permutations`
    random orders and an error bound. `log_mean` splits arithmetic and geometric means by logarithmic means,
    which adds up too but is no Shapley value. Relative methods (Copeland, benefit of the doubt) hold all
    other regions where they are. Raises `DataError` where a region has no score, or scores of two times
    do not compare.

    Notes
    -----
    Shapley (1953), Shorrocks (2013) as in `duibiao.benchmark.composites.shapley`; logarithmic means: Ang, B. W.
    (2005), The LMDI approach to decomposition analysis, Energy Policy 33, 867-871.

    Examples
    --------
    >>> from duibiao.records import Node, Structure
    >>> from .build import build_composite
    >>> table = IndicatorTable(("A", "B", "C"), ("x", "y"), np.array([[3.0, 1.0], [1.0, 3.0], [0.0, 0.0]]))
    >>> structure = Structure((Node("x", "all", 3.0), Node("y", "all")), (Node("all"),))
    >>> found = split_gap(build_composite(table, structure), "A", "B")
    >>> round(found.gap, 3), [round(p.contribution, 3) for p in found.parts]
    (33.333, [50.0, -16.667])
    """
    if method not in ("shapley", "log_mean"):
        raise UnknownName("method", method, ("shapley", "log_mean"))
    if permutations < 4 or seed < 0:
        raise BadSetting(
            zh=f"分解的设置不合要求：permutations（{permutations}）须不小于4，seed（{seed}）不小于0。请改正。",
            en=f"The settings of the split are out of range: permutations ({permutations}) is 4 or more, seed ({seed}) 0 or more. Mend them.",
        )
    own, other = composite.row(region, time), composite.row(reference, reference_time or time)
    _check_rows(composite, own, other)
    random = np.random.default_rng(seed)
    between = Between(
        composite.structure,
        composite.settings,
        composite.shares,
        composite.scores[_block(composite, own)],
        composite.scores[own],
        composite.scores[other],
    )
    values, errors = between.split(method, permutations, random)
    gap = float(composite.index[own] - composite.index[other])
    if not np.isfinite(values).all():
        raise _undefined(region, reference)
    values = summed_to(values, gap)
    codes = [n.code for n in composite.structure.indicators]
    parts = zip(codes, values, between.a, between.b, errors, strict=False)
    return GapSplit(
        region=region,
        reference=reference,
        time=composite.times[own] if composite.times else "",
        reference_time=composite.times[other] if composite.times else "",
        gap=gap,
        parts=tuple(GapPart(code, *map(float, found)) for code, *found in parts),
        method=method,
        exact=not errors.any(),
        permutations=permutations,
        seed=seed,
        inputs_hash=composite.inputs_hash,
    )


def vary_gap(
    split: GapSplit,
    composite: Composite,
    table: IndicatorTable,
    sources: tuple[Source, ...],
    *,
    draws: int = 500,
    seed: int,
    interval: float = 0.9,
    progress: Progress | None = None,
) -> GapSplit:
    """Return a split with intervals: the same gap split again in each draw of the sources of uncertainty.

    Draws differ in scale, so those of a draw are multiplied by the standard deviation of the composite's index
    over that of the draw's: all are points of the composite's own scale. An indicator left out in a draw adds 0
    there.
    """
    check_table(composite, table)
    design = drawn(sources, draws, len(composite.structure.nodes), np.random.default_rng(seed))
    found = np.full((draws, len(split.parts)), np.nan)
    invalid, done = list[InvalidDraws](), 0
    spread = float(np.nanstd(composite.index))
    rows = _table_rows(split, table)
    for world in worlds(table, composite.structure, composite.settings, sources, design):
        if isinstance(world, InvalidDraws):
            invalid.append(world)
            done += world.draws
            continue
        lost, reason = 0, None
        for some in chunks_of(world):
            made, error = score_world(table, world, some, sources, design)
            lost, reason = lost + int(made.bad.sum()), reason or error
            for i in np.flatnonzero(~made.bad):
                found[some[i]] = _one_draw(split, world, *made.draw(int(i)), rows, spread)
            done += len(some)
            if progress is not None:
                progress("draws", done, draws)
        if reason is not None:
            invalid.append(invalid_of(world, lost, reason))
    known = np.isfinite(found).all(axis=1)
    if not known.any():
        raise (
            no_valid_draw(tuple(invalid), draws)
            if invalid
            else _undefined(split.region, split.reference)
        )
    ends = [(1 - interval) / 2, (1 + interval) / 2]
    low, high = np.quantile(found[known], ends, axis=0)
    whole = np.quantile(found[known].sum(axis=1), ends)
    return dataclasses.replace(
        split,
        parts=tuple(
            dataclasses.replace(part, low=float(least), high=float(most))
            for part, least, most in zip(split.parts, low, high, strict=True)
        ),
        low=float(whole[0]),
        high=float(whole[1]),
        invalid=tuple(invalid),
        doubt=doubt_of(sources, draws, int(known.sum()), interval),
    )


def _one_draw(
    split: GapSplit,
    world: World,
    nodes: Floats,
    shares: Floats,
    rows: tuple[int, int],
    spread: float,
) -> Floats:
    """The contributions of one draw in points of the composite's scale; NaN where a region is left out."""
    made = np.full(len(split.parts), np.nan)
    at = [np.flatnonzero(world.figures.rows == row) for row in rows]
    if not (len(at[0]) and len(at[1])):
        return made
    own, other = int(at[0][0]), int(at[1][0])
    block = next(b for b in world.figures.blocks if own in b)
    top = world.structure.positions[world.structure.top.code]
    deviation = float(np.nanstd(nodes[:, top]))
    if not deviation > 0:
        return made
    between = Between(
        world.structure, world.settings, shares, nodes[block], nodes[own], nodes[other]
    )
    random = np.random.default_rng(split.seed)
    method: Any = split.method
    values = between.split(method, split.permutations, random)[0]
    made[:] = 0.0
    made[world.columns[: len(values)]] = values * spread / deviation
    return made


def _table_rows(split: GapSplit, table: IndicatorTable) -> tuple[int, int]:
    def row(region: str, time: str) -> int:
        return next(
            i
            for i, code in enumerate(table.regions)
            if code == region and (not table.times or table.times[i] == time)
        )

    return row(split.region, split.time), row(split.reference, split.reference_time)


def _block(composite: Composite, row: int) -> Ints:
    """The rows that share a scale with one."""
    if composite.times and composite.settings.bounds == "yearly":
        return np.flatnonzero(np.array(composite.times) == composite.times[row])
    return np.arange(len(composite.regions))


def _check_rows(composite: Composite, own: int, other: int) -> None:
    for row in (own, other):
        if not np.isfinite(composite.index[row]):
            name = composite.regions[row]
            raise DataError(
                zh=f"地区“{name}”没有得分，差距无从分解。请补数。",
                en=f"The region “{name}” has no score, so there is no gap to split. Complete its figures.",
            )
    yearly = composite.settings.bounds == "yearly" and bool(composite.times)
    if yearly and composite.times[own] != composite.times[other]:
        raise DataError(
            zh=f"{composite.times[own]}与{composite.times[other]}各用当年的界限，得分不能跨年相比。请用 bounds=fixed 重新计算。",
            en=f"{composite.times[own]} and {composite.times[other]} are each on their own year's bounds, so scores do not compare over time. Build the composite with fixed bounds.",
        )


def _undefined(region: str, reference: str) -> DataError:
    return DataError(
        zh=f"“{region}”与“{reference}”没有共同的指标可比，差距不能分到各指标。请补数，或选一种插补方法。",
        en=f"“{region}” and “{reference}” have too few indicators in common, so their gap cannot be split. Complete the figures, or choose an imputation.",
    )
