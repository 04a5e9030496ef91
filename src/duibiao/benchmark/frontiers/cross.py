"""Cross-efficiency: each unit judged by the weights that every other unit would choose for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from duibiao.records import DataError, Floats, Note, UnknownName

from .find import find_frontier
from .programmes import Programme, solve
from .settings import FrontierSettings
from .variables import Columns, Variables, read_variables

Choice = Literal["aggressive", "benevolent", "arbitrary"]
"""How a unit chooses among weights that serve it equally well."""
_NO_INPUT = 1e-12


@dataclass(frozen=True)
class CrossEfficiency:
    """What the units think of each other.

    `matrix[k, j]` is unit j's efficiency by unit k's weights, NaN where these give j's inputs no weight or
    where k's weights could not be found. `scores` are the means over k, `own` the diagonal.
    """

    ids: tuple[str, ...]
    choice: Choice
    own_counts: bool
    scores: Floats = field(repr=False, compare=False)
    matrix: Floats = field(repr=False, compare=False)
    notes: tuple[Note, ...] = ()

    @property
    def own(self) -> Floats:
        """Each unit's efficiency by its own weights."""
        return np.diag(self.matrix)


def cross_efficiency(
    inputs: Columns,
    outputs: Columns,
    *,
    ids: Sequence[str] = (),
    choice: Choice = "benevolent",
    own_counts: bool = True,
) -> CrossEfficiency:
    """Return the mean efficiency of each unit by the weights of all, under constant returns.

    Among weights that give it its best score a benevolent unit takes those that make the others, taken
    together, look best; an aggressive one those that make them look worst; "arbitrary" is what the solver
    meets first, and may differ from program to program. `own_counts` says whether a unit's view of itself
    enters its mean.

    Raises as `find_frontier`, and `DataError` for fewer than two units.

    Notes
    -----
    Doyle, J. and Green, R. (1994), Efficiency and cross-efficiency in DEA: derivations, meanings and uses,
    Journal of the Operational Research Society 45, 567-578: the others as one unit whose inputs and outputs
    are their sums.

    Examples
    --------
    >>> found = cross_efficiency({"x": [2, 3, 4]}, {"y": [1, 3, 2], "z": [2, 1, 2]})
    >>> found.scores.round(3).tolist()
    [1.0, 1.0, 0.7]
    """
    if choice not in get_args(Choice):
        raise UnknownName("method", choice, get_args(Choice))
    settings = FrontierSettings()
    data = read_variables(inputs, outputs, ids, settings)
    if len(data.ids) < 2:
        raise DataError(
            zh="交叉效率至少要有两个单元。",
            en="Cross-efficiency needs two units or more.",
        )
    scores = find_frontier(inputs, outputs, ids=ids, settings=settings).scores
    rows = [_judged(data, k, float(scores[k]), choice) for k in range(len(data.ids))]
    matrix = np.array(rows)
    counted = matrix.copy()
    if not own_counts:
        np.fill_diagonal(counted, np.nan)
    known = np.isfinite(counted).sum(axis=0)
    means = np.divide(
        np.nansum(counted, axis=0), known, out=np.full(len(rows), np.nan), where=known > 0
    )
    notes = (*data.notes, *_notes(choice, int(np.isnan(matrix).sum())))
    return CrossEfficiency(data.ids, choice, own_counts, means, matrix, notes)


def _judged(data: Variables, k: int, score: float, choice: Choice) -> Floats:
    """The efficiency of every unit by the weights of unit k."""
    solution = solve(_programme(data, k, score, choice))
    if solution.outcome != "optimal":
        return np.full(len(data.values), np.nan)
    relative = data.values / _sizes(data)
    used, made = data.sense > 0, data.sense < 0
    spent = relative[:, used] @ solution.values[used]
    gained = relative[:, made] @ solution.values[made]
    seen = spent > _NO_INPUT * relative[:, used].sum(axis=1)
    unknown = np.full(len(spent), np.nan)
    return np.asarray(np.divide(gained, spent, out=unknown, where=seen))


def _programme(data: Variables, k: int, score: float, choice: Choice) -> Programme:
    """Columns: a weight for each variable. Rows: no unit above 1, the sum held, unit k at its own score."""
    relative = data.values / _sizes(data)
    made = data.sense < 0
    differences = np.where(made, relative, -relative)
    differences /= np.abs(differences).max(axis=1, keepdims=True)
    own = np.where(made, relative[k], -score * relative[k])
    others = relative.sum(axis=0) - relative[k]
    whom = relative[k] if choice == "arbitrary" else others / others.max()
    best = -1.0 if choice != "aggressive" else 1.0
    count = len(relative)
    return Programme(
        costs=np.where(made, best * whom, 0.0),
        matrix=np.vstack([differences, np.where(made, 0.0, whom), own / np.abs(own).max()]),
        row_low=np.concatenate([np.full(count, -np.inf), [1.0, 0.0]]),
        row_high=np.concatenate([np.zeros(count), [1.0, 0.0]]),
        low=np.zeros(len(made)),
        high=np.full(len(made), np.inf),
    )


def _sizes(data: Variables) -> Floats:
    mean = data.values.mean(axis=0)
    return np.where(mean > 0, mean, 1.0)


def _notes(choice: Choice, unknown: int) -> tuple[Note, ...]:
    notes = []
    if choice == "arbitrary":
        notes.append(
            Note(
                "权重并不唯一时取求解所得的第一组，换一个程序可能不同；请优先用 benevolent 或 aggressive。",
                "Where weights are not unique the first found was taken; another program may take others. Prefer benevolent or aggressive.",
            )
        )
    if unknown:
        notes.append(
            Note(
                f"有{unknown}个互评没有数值（所用权重没有落在该单元的投入上），未计入平均。",
                f"{unknown} mutual judgements have no value (the weights fall on no input of the unit judged) and are left out of the means.",
            )
        )
    return tuple(notes)
