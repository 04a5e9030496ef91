"""Carry out a design: the whole pipeline for every draw, its shared stages once for each combination."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from duibiao.records import (
    BadSetting,
    DataError,
    DuibiaoError,
    Floats,
    IndicatorTable,
    Ints,
    Note,
    Structure,
)

from .build import check_choices
from .draws import LEAVE_OUT, Choice, Design, Source, choices_of, perturbation_of
from .kernels import Scored, scored_draws
from .leave_out import Progress, reduced, without
from .prepare import Prepared, prepared
from .refusals import undefined_aggregate
from .score import scaled
from .settings import CompositeSettings

_CELLS = 4_000_000


@dataclass(frozen=True)
class InvalidDraws:
    """Draws of one combination that give no composite: what it was, how many, of how many, and why."""

    combination: tuple[tuple[str, str], ...]
    draws: int
    of: int
    reason: Note


@dataclass(frozen=True)
class World:
    """One combination of choices, carried out as far as no weight matters.

    `draws` are those that chose it. `values` are the normalised figures of `figures.rows`; `columns` are
    the positions of its nodes in the composite's structure.
    """

    combination: tuple[tuple[str, str], ...]
    draws: Ints
    structure: Structure
    settings: CompositeSettings
    figures: Prepared
    values: Floats
    columns: Ints


@dataclass(frozen=True)
class Runs:
    """The index in every draw, shape (draws, rows of the table), NaN where a region is left out.

    A row of `scores` that belongs to an invalid draw is NaN, and `valid` is False there.
    """

    scores: Floats
    valid: np.ndarray[Any, np.dtype[np.bool_]]
    invalid: tuple[InvalidDraws, ...]


@dataclass
class _Stages:
    """Stages that combinations share, computed when first asked for."""

    table: IndicatorTable
    structure: Structure
    structures: dict[Any, Structure] = field(default_factory=dict)
    figures: dict[Any, Prepared] = field(default_factory=dict)
    values: dict[Any, Floats] = field(default_factory=dict)

    def of(self, out: tuple[str, ...], settings: CompositeSettings) -> tuple[Any, ...]:
        if out not in self.structures:
            self.structures[out] = without(self.structure, out) if out else self.structure
        structure = self.structures[out]
        s = reduced(settings, structure) if out else settings
        before = (out, s.denominate, s.impute, s.coverage, s.treat, s.bounds)
        if before not in self.figures:
            self.figures[before] = prepared(self.table, structure, s)
        figures = self.figures[before]
        scales = (before, s.normalise, s.normalise_each)
        if scales not in self.values:
            self.values[scales] = scaled(self.table, structure, s, figures)
        return structure, s, figures, self.values[scales]


def worlds(
    table: IndicatorTable,
    structure: Structure,
    settings: CompositeSettings,
    sources: tuple[Source, ...],
    design: Design,
) -> Iterator[World | InvalidDraws]:
    """Yield each combination of choices that a design has, or why it makes no composite."""
    choices = choices_of(sources)
    stages = _Stages(table, structure)
    combinations, which = np.unique(design.choices, axis=0, return_inverse=True)
    groups = np.split(np.argsort(which, kind="stable"), np.cumsum(np.bincount(which))[:-1])
    for taken, draws in zip(combinations.tolist(), groups, strict=True):
        named = tuple((c.name, c.label(i)) for c, i in zip(choices, taken, strict=True))
        try:
            out, own = _chosen(settings, choices, taken)
            check_choices(structure, own)
            parts, own, figures, values = stages.of(out, own)
        except (BadSetting, DataError) as error:
            yield InvalidDraws(named, len(draws), len(draws), _note(error))
            continue
        columns = np.array([structure.positions[c] for c in parts.codes])
        yield World(named, draws, parts, own, figures, values, columns)


def run(
    table: IndicatorTable,
    structure: Structure,
    settings: CompositeSettings,
    sources: tuple[Source, ...],
    design: Design,
    progress: Progress | None = None,
) -> Runs:
    """Return the index of every row of the table in every draw of a design."""
    total = len(design.choices)
    scores = np.full((total, len(table.regions)), np.nan)
    valid, invalid, done = np.zeros(total, dtype=bool), list[InvalidDraws](), 0
    for world in worlds(table, structure, settings, sources, design):
        if isinstance(world, InvalidDraws):
            invalid.append(world)
            done += world.draws
            continue
        lost, reason = 0, None
        for draws in chunks_of(world):
            made, error = score_world(table, world, draws, sources, design)
            index = made.nodes[world.structure.positions[world.structure.top.code]]
            fine = draws[~made.bad]
            kept = index[~made.bad] if index.ndim == 2 else index
            scores[np.ix_(fine, world.figures.rows)] = kept
            valid[fine] = True
            lost, reason = lost + int(made.bad.sum()), reason or error
            done += len(draws)
            if progress is not None:
                progress("draws", done, total)
        if reason is not None:
            invalid.append(invalid_of(world, lost, reason))
    return Runs(scores, valid, tuple(invalid))


def score_world(
    table: IndicatorTable,
    world: World,
    draws: Ints,
    sources: tuple[Source, ...],
    design: Design,
) -> tuple[Scored, DuibiaoError | None]:
    """Return the nodes of a world in some of its draws, and the error of those that are undefined."""
    uniforms = design.uniforms[np.ix_(design.weights[draws], world.columns)]
    perturb = perturbation_of(sources)
    made = scored_draws(
        world.structure, world.settings, world.figures.blocks, world.values, perturb, uniforms
    )
    if made.undefined is None:
        return made, made.refusal
    where = made.undefined
    codes = tuple(world.structure.codes[i] for i in world.structure.parts[where.whole])
    region = table.row_name(int(world.figures.rows[where.row]))
    whole = world.structure.codes[where.whole]
    return made, undefined_aggregate(whole, where.how, region, codes, where.parts)


def invalid_of(world: World, lost: int, error: DuibiaoError) -> InvalidDraws:
    """Return the record of a world's draws that make no composite."""
    return InvalidDraws(world.combination, lost, len(world.draws), _note(error))


def _chosen(
    settings: CompositeSettings, choices: tuple[Choice, ...], taken: list[int]
) -> tuple[tuple[str, ...], CompositeSettings]:
    """What one combination leaves out, and its settings."""
    changes: dict[str, Any] = {}
    for choice, index in zip(choices, taken, strict=True):
        changes |= choice.taken(index)
    out = tuple(changes.pop(LEAVE_OUT, ()))
    return out, dataclasses.replace(settings, **changes)


def chunks_of(world: World) -> Iterator[Ints]:
    """A world's draws, as many at once as fit in memory."""
    widest = max(len(inside) for inside in world.structure.parts.values())
    step = max(1, _CELLS // (len(world.values) * widest))
    for start in range(0, len(world.draws), step):
        yield world.draws[start : start + step]


def _note(error: DuibiaoError) -> Note:
    return Note(error.text("zh"), error.text("en"))
