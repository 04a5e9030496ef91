"""From inputs and outputs to the frontier: checks, the model asked for, one frozen record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .radial import m_directional, m_radial
from .records import Frontier, Measures, Progress
from .settings import FrontierSettings
from .slacks_based import m_additive, m_sbm
from .variables import Columns, Variables, read_variables

MEASURES: dict[str, Callable[[Variables, FrontierSettings, Progress], Measures]] = {
    "radial": m_radial,
    "directional": m_directional,
    "sbm": m_sbm,
    "additive": m_additive,
}
"""From checked data to scores, by the model's name."""


def find_frontier(
    inputs: Columns,
    outputs: Columns,
    *,
    ids: Sequence[str] = (),
    settings: FrontierSettings | None = None,
    period: str = "",
    progress: Progress | None = None,
) -> Frontier:
    """Return how far each unit is from the frontier that all of them form.

    `inputs` and `outputs` give each variable's values in the order of the units, in any unit of measure; the
    scores do not depend on it. `ids` names the units (default: their numbers from 1). Without inputs each
    unit has one of 1: the benefit of the doubt (Cherchye, L., Moesen, W., Rogge, N. and Van Puyenbroeck, T.
    2007, Social Indicators Research 82, 111-145). Slacks and targets are in the variables' own units; the
    second phase weighs slacks in means of their variable.

    Raises `DataError` for missing, negative or all-zero values that the model does not allow, naming unit
    and variable; `InputError` for names and lengths that do not fit.

    Examples
    --------
    >>> frontier = find_frontier(
    ...     {"staff": [2, 3, 3, 4]}, {"sales": [1, 3, 2, 3]}, ids=["A", "B", "C", "D"]
    ... )
    >>> [round(score, 3) for score in frontier.scores.tolist()]
    [0.5, 1.0, 0.667, 0.75]
    >>> unit = frontier.unit("C")
    >>> unit.status, {peer: round(weight, 3) for peer, weight in unit.peers.items()}
    ('inefficient', {'B': 0.667})
    >>> unit.targets
    {'staff': 2.0, 'sales': 2.0}
    """
    settings = settings or FrontierSettings()
    data = read_variables(inputs, outputs, ids, settings)
    measures = MEASURES[settings.model](data, settings, progress or _unheard)
    return Frontier(
        ids=data.ids,
        variables=data.names,
        inputs=data.inputs,
        outputs=data.outputs,
        settings=settings,
        measures=measures,
        dropped=data.dropped,
        notes=data.notes,
        period=period,
    )


def _unheard(step: str, done: int, of: int) -> None:
    """Progress that nobody asked for."""
