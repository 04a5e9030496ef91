"""What if: the score and rank of a region that reached another's level, or a target, indicator by indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duibiao.records import BadSetting, Floats, Ints, Note, UnknownName

from .home import Alterable, Home, home_in
from .result import Composite


@dataclass(frozen=True, slots=True)
class Step:
    """Home with one more indicator at the level of the reference or target.

    `value` is home's figure and `reached` the one it takes, in the indicator's unit as it was scored; `score` and
    `rank` are those of the index then, `gain` the points it adds to the score before.
    """

    indicator: str
    value: float
    reached: float
    gain: float
    score: float
    rank: int


@dataclass(frozen=True)
class WhatIf:
    """What home would score and rank if it reached a level, each indicator alone and one after another.

    `alone` has the indicators in which that level is higher than home's, the greatest gain first; `together` adds
    them up, at each step the one that then gains most. `not_behind` are those in which home is level or
    ahead already, `unknown` those without a figure on either side. All else stays: others' figures, scales, weights.
    """

    region: str
    reference: str
    time: str
    score: float
    rank: int
    of: int
    alone: tuple[Step, ...]
    together: tuple[Step, ...]
    not_behind: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[Note, ...]
    inputs_hash: str


def what_if(
    composite: Composite,
    region: str,
    reference: str = "",
    *,
    targets: Mapping[str, float] | None = None,
    time: str = "",
) -> WhatIf:
    """Return what a region would score and rank at a reference region's level, or at targets.

    `targets` are figures by indicator, in the unit in which it is scored (after it was divided by its
    denominator); give them or `reference`. Scales, treatment and weights stay as they are, so a target beyond
    today's best scores beyond the scale unless that is capped. Raises `UnknownName` for regions and
    indicators that are not there, `DataError` where home has no score.

    Examples
    --------
    >>> from duibiao.records import IndicatorTable, Node, Structure
    >>> from .build import build_composite
    >>> table = IndicatorTable(("A", "B", "C"), ("x", "y"), np.array([[3.0, 1.0], [1.0, 3.0], [0.0, 0.0]]))
    >>> structure = Structure((Node("x", "all", 3.0), Node("y", "all")), (Node("all"),))
    >>> step = what_if(build_composite(table, structure), "B", "A").alone[0]
    >>> step.indicator, step.score, step.rank
    ('x', 100.0, 1)
    """
    home = home_in(composite, region, time)
    wanted, reached = _levels(home, reference, targets)
    codes = np.array(home.codes)
    asked = np.isin(codes, list(targets)) if targets is not None else np.ones(len(codes), bool)
    known = np.isfinite(home.own) & np.isfinite(wanted)
    alone, together = steps_to(home, wanted, reached)
    return WhatIf(
        region=region,
        reference=reference,
        time=home.time,
        score=home.score,
        rank=home.rank,
        of=home.of,
        alone=alone,
        together=together,
        not_behind=tuple(codes[known & (wanted <= home.own)].tolist()),
        unknown=tuple(codes[~known & asked].tolist()),
        notes=_notes(home, wanted, codes),
        inputs_hash=composite.inputs_hash,
    )


def steps_to(
    home: Alterable, wanted: Floats, reached: Floats
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return what home gains at a level: each indicator alone, and one after another.

    `wanted` are the normalised figures of that level and `reached` the same in the indicators' units, NaN where
    there is none; those in which home is level or ahead are left as they are.
    """
    own, score = home.own, home.score
    behind = np.flatnonzero(np.isfinite(own) & np.isfinite(wanted) & (wanted > own))
    rows = np.tile(own, (len(behind), 1))
    rows[np.arange(len(behind)), behind] = wanted[behind]
    scores, ranks = home.scored(rows)

    def step(i: int, before: float, after: float, at: float) -> Step:
        figure, level = float(home.figures[i]), float(reached[i])
        return Step(home.codes[i], figure, level, after - before, after, int(at))

    order = np.argsort(score - scores, kind="stable")
    alone = tuple(step(behind[k], score, float(scores[k]), ranks[k]) for k in order)
    return alone, tuple(_cumulated(home, wanted, behind, step))


def _levels(
    home: Home, reference: str, targets: Mapping[str, float] | None
) -> tuple[Floats, Floats]:
    """The normalised figures that home takes, and the same in the indicators' own units."""
    composite, count = home.composite, len(home.own)
    if (targets is None) != bool(reference):
        raise BadSetting(
            zh="“如果达到”要么给一个对标地区，要么给目标值，二者选一。",
            en="“What if” takes either a reference region or targets. Give one of them.",
        )
    if targets is None:
        row = composite.row(reference, home.time)
        return composite.scores[row, :count], composite.stage("screened").values[row]
    wanted, reached = np.full(count, np.nan), np.full(count, np.nan)
    codes = [n.code for n in composite.structure.indicators]
    for code, target in targets.items():
        if code not in codes:
            raise UnknownName("indicator", code, codes)
        i = codes.index(code)
        wanted[i], reached[i] = home.on_scale(i, target), target
    return wanted, reached


def _cumulated(
    home: Alterable,
    wanted: Floats,
    behind: Ints,
    step: Callable[[int, float, float, float], Step],
) -> list[Step]:
    """One indicator after another, at each step the one that gains most."""
    now, before, left, found = home.own.copy(), home.score, behind.tolist(), list[Step]()
    while left:
        rows = np.tile(now, (len(left), 1))
        rows[np.arange(len(left)), left] = wanted[left]
        scores, ranks = home.scored(rows)
        best = int(np.argmax(scores))
        found.append(step(left[best], before, float(scores[best]), ranks[best]))
        now, before = rows[best], float(scores[best])
        left.pop(best)
    return found


def _notes(home: Home, wanted: Floats, codes: NDArray[np.str_]) -> tuple[Note, ...]:
    notes = [*home.notes]
    best = np.fmax.reduce(home.everyone[:, : len(home.own)], axis=0)
    beyond = codes[np.nan_to_num(wanted, nan=-np.inf) > best].tolist()
    if beyond:
        notes.append(
            Note(
                f"目标超过目前最好的地区：{'、'.join(beyond)}。得分沿原来的尺度外推。",
                f"Targets beyond today's best region: {', '.join(beyond)}. Their scores go on along the same scale.",
            )
        )
    return tuple(notes)
