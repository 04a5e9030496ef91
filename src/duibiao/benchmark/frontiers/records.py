"""What a frontier says: of each unit a score with its status, peers, targets and slacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from duibiao.records import Floats, Note, UnknownName

from .settings import FrontierSettings

Status = Literal[
    "efficient", "weakly efficient", "inefficient", "infeasible", "unbounded", "failed"
]
"""What is known of a unit; the last three have no score."""
Bools = NDArray[np.bool_]
Indices = NDArray[np.int64]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Peers:
    """The peers of all units: unit i's are `indices[indptr[i]:indptr[i + 1]]`, with `weights` beside them."""

    indptr: Indices
    indices: Indices
    weights: Floats

    @staticmethod
    def of(weights: Sequence[Floats]) -> Peers:
        """Return the peers from each unit's weights of all units; an empty row has none."""
        places = [np.flatnonzero(row) for row in weights]
        return Peers(
            np.cumsum([0, *map(len, places)]).astype(np.int64),
            np.concatenate(places).astype(np.int64),
            np.concatenate([row[at] for row, at in zip(weights, places, strict=True)]),
        )

    def row(self, i: int) -> tuple[Indices, Floats]:
        """Return the places of unit i's peers and their weights."""
        here = slice(int(self.indptr[i]), int(self.indptr[i + 1]))
        return self.indices[here], self.weights[here]

    def replaced(self, units: Indices, peers: Peers) -> Peers:
        """Return the peers with those of some units replaced, in the order of `units`."""
        rows = np.repeat(np.arange(len(self.indptr) - 1), np.diff(self.indptr))
        kept = ~np.isin(rows, units)
        at = np.concatenate([rows[kept], np.repeat(units, np.diff(peers.indptr))])
        order = np.argsort(at, kind="stable")
        counts = np.bincount(at, minlength=len(self.indptr) - 1)
        return Peers(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.concatenate([self.indices[kept], peers.indices])[order],
            np.concatenate([self.weights[kept], peers.weights])[order],
        )


@dataclass(frozen=True)
class Measures:
    """What a model found for every unit, in the order of the units.

    `scores` is NaN where the status has none. `slacks` and `targets` have shape (units, variables), in the
    data's own units; NaN where there is no score.
    """

    scores: Floats
    status: tuple[Status, ...]
    peers: Peers
    slacks: Floats
    targets: Floats


@dataclass(frozen=True, slots=True)
class FrontierUnit:
    """A unit against its frontier.

    `score` is None where `status` is infeasible, unbounded or failed. `peers` gives the weight of each unit
    that makes up the reference point; `targets` that point, in the unit's own units; `slacks` what remains
    to be improved beyond the score, likewise. A negative slack (super-sbm) is what the unit could give up.
    """

    id: str
    score: float | None
    status: Status
    peers: Mapping[str, float]
    targets: Mapping[str, float]
    slacks: Mapping[str, float]


@dataclass(frozen=True)
class Frontier:
    """The scores of all units, with the settings they were made with.

    `variables` names the columns of slacks and targets: inputs, outputs, weakly disposable outputs.
    `dropped` names units left out for missing values. `period` is the caller's name of the time, "" for none.
    """

    ids: tuple[str, ...]
    variables: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    settings: FrontierSettings
    measures: Measures = field(repr=False, compare=False)
    dropped: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    period: str = ""

    @property
    def scores(self) -> Floats:
        """The scores of all units; NaN where there is none."""
        return self.measures.scores

    @property
    def status(self) -> tuple[Status, ...]:
        """The status of all units."""
        return self.measures.status

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.ids)}

    def unit(self, name: str) -> FrontierUnit:
        """Return one unit, or raise `UnknownName`."""
        if name not in self._places:
            raise UnknownName("unit", name, self.ids)
        return self._unit(self._places[name])

    @cached_property
    def units(self) -> tuple[FrontierUnit, ...]:
        """All units, in the order given."""
        return tuple(self._unit(i) for i in range(len(self.ids)))

    def _unit(self, i: int) -> FrontierUnit:
        m = self.measures
        score = float(m.scores[i])
        known = score == score
        places, weights = m.peers.row(i)
        return FrontierUnit(
            id=self.ids[i],
            score=score if known else None,
            status=m.status[i],
            peers={self.ids[p]: w for p, w in zip(places.tolist(), weights.tolist(), strict=True)},
            targets=dict(zip(self.variables, m.targets[i].tolist(), strict=True)) if known else {},
            slacks=dict(zip(self.variables, m.slacks[i].tolist(), strict=True)) if known else {},
        )
