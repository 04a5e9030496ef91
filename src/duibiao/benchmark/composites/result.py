"""What a composite is once it is made: scores and ranks at every level, and how each came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from duibiao.records import Floats, Note, Structure, UnknownName

from .settings import CompositeSettings


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did to a cell, or to a whole column (`region` "") or row (`indicator` "").

    `how` says it in the step's own word: the denominator, the imputation, the treatment, -1 for a turned
    direction, the coverage of a region that was left out. `before` and `after` are None for whole columns and
    rows, and where there was no figure.
    """

    step: str
    indicator: str
    region: str
    time: str
    how: str
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True)
class Stage:
    """The figures after a step: `values` of shape (rows, indicators), rows as `regions` and `times` name them."""

    name: str
    regions: tuple[str, ...]
    times: tuple[str, ...]
    values: Floats = field(repr=False, compare=False)


@dataclass(frozen=True)
class Composite:
    """A composite indicator of regions, with all that it was made from.

    `regions` and, in a panel, `times` name the rows. `scores` and `ranks` have shape (rows, nodes), nodes
    as `structure.codes`; rank 1 is the best at its time, equals share it, and NaN says that a region has
    no part of it (imputation `none`). `weights` are each node's effective weight, its share of the index;
    `shares` those within its parent. `stages` hold the figures after each step, `changes` what each did to
    which cell. `inputs_hash` is of table and structure: with `settings` it makes the result again.
    """

    structure: Structure
    settings: CompositeSettings
    regions: tuple[str, ...]
    names: tuple[str, ...]
    times: tuple[str, ...]
    scores: Floats = field(repr=False, compare=False)
    ranks: Floats = field(repr=False, compare=False)
    shares: Floats = field(repr=False, compare=False)
    weights: Floats = field(repr=False, compare=False)
    stages: tuple[Stage, ...] = field(repr=False, compare=False)
    changes: tuple[Change, ...] = field(repr=False)
    notes: tuple[Note, ...]
    inputs_hash: str

    @property
    def index(self) -> Floats:
        """The scores of the index, shape (rows,)."""
        return self.score_of(self.structure.top.code)

    @property
    def index_ranks(self) -> Floats:
        """The ranks by the index, shape (rows,)."""
        return self.ranks[:, self._position(self.structure.top.code)]

    def score_of(self, code: str) -> Floats:
        """Return the scores of an indicator (normalised) or aggregate, shape (rows,)."""
        return self.scores[:, self._position(code)]

    def stage(self, name: str) -> Stage:
        """Return the figures after a step; raise `UnknownName` where it was not taken."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise UnknownName("setting", name, [s.name for s in self.stages])

    def row(self, region: str, time: str = "") -> int:
        """Return a region's row, in a panel that at a time (the last where none is named)."""
        rows = [i for i, code in enumerate(self.regions) if code == region]
        if not rows:
            raise UnknownName("region", region, self.regions)
        if not self.times:
            return rows[0]
        at = {self.times[i]: i for i in rows}
        if time and time not in at:
            raise UnknownName("period", time, at)
        return at[time] if time else at[max(at)]

    def as_records(self) -> list[dict[str, Any]]:
        """Return one record a row, best first within each time: id, score, rank, the score of each aggregate.

        None stands where a region has no score.
        """
        return list(self._records())

    def _records(self) -> Iterator[dict[str, Any]]:
        ranks = np.where(np.isnan(self.index_ranks), np.inf, self.index_ranks)
        times = self.times or ("",) * len(self.regions)
        order = sorted(range(len(ranks)), key=lambda i: (times[i], ranks[i], self.regions[i]))
        for i in order:
            record: dict[str, Any] = {"id": self.regions[i]}
            if self.times:
                record["time"] = times[i]
            score, rank = self.index[i], self.index_ranks[i]
            record["score"] = float(score) if np.isfinite(score) else None
            record["rank"] = int(rank) if np.isfinite(rank) else None
            yield record

    def _position(self, code: str) -> int:
        if code not in self.structure.positions:
            raise UnknownName("indicator", code, self.structure.codes)
        return self.structure.positions[code]
