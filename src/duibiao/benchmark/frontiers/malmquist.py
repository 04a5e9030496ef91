"""Malmquist: how productivity changed between two years, and how much of it was catching up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from duibiao.records import DataError, Floats, InputError, Note, UnknownName

from .._words import listed
from .directional import farthest
from .kernel import FAILED, OPTIMAL, solve
from .records import Indices, Progress
from .settings import FrontierSettings
from .variables import Columns, Variables, read_variables

Parts = Literal["fgnz", "ray-desli"]
PARTS: tuple[Parts, ...] = ("fgnz", "ray-desli")
"""How the index is split; see `MalmquistSettings`."""
Known = Literal["known", "infeasible", "failed"]


@dataclass(frozen=True, slots=True)
class MalmquistSettings:
    """How two years are compared.

    `orientation` only matters for the parts: under constant returns both give one index. `parts`: "fgnz"
    (Färe, Grosskopf, Norris and Zhang 1994: the frontier's shift under constant returns, scale efficiency in
    each year on its own frontier) or "ray-desli" (Ray and Desli 1997: the shift under variable returns, the
    rest is scale). `missing`: "refuse" units with a missing value, or "drop" them from that year with a note.
    """

    orientation: Literal["input", "output"] = "input"
    parts: Parts = "fgnz"
    missing: Literal["refuse", "drop"] = "refuse"

    def __post_init__(self) -> None:
        for name, allowed in ((self.orientation, ("input", "output")), (self.parts, PARTS)):
            if name not in allowed:
                raise UnknownName("method", name, allowed)

    def frontier(self) -> FrontierSettings:
        """Return the settings under which the data are checked."""
        return FrontierSettings(orientation=self.orientation, missing=self.missing)


@dataclass(frozen=True, slots=True)
class MalmquistUnit:
    """A unit between two periods; every number above 1 is a gain, and `index` is the product of the parts.

    `index` = `efficiency` x `technical` under "fgnz", with `efficiency` = `pure` x `scale`; under "ray-desli"
    `index` = `pure` x `technical` x `scale`. A part that cannot be known is None, and `status` says why:
    "infeasible" where one year's frontier has nothing to compare the other year with (variable returns).
    """

    id: str
    start: str
    end: str
    index: float | None
    efficiency: float | None
    pure: float | None
    scale: float | None
    technical: float | None
    status: Known = "known"


@dataclass(frozen=True)
class Malmquist:
    """The changes of all units between neighbouring periods, by period, then in the order of the first."""

    units: tuple[MalmquistUnit, ...]
    periods: tuple[str, ...]
    settings: MalmquistSettings
    notes: tuple[Note, ...] = ()


def malmquist(
    inputs: Columns,
    outputs: Columns,
    ids: Sequence[str],
    periods: Sequence[str],
    *,
    settings: MalmquistSettings | None = None,
    progress: Progress | None = None,
) -> Malmquist:
    """Return how the productivity of each unit changed between neighbouring periods.

    The columns are long: one value a unit and period, named by `ids` and `periods` (sorted as text, or as
    numbers where all are; t2 comes before t10). All units of a period make up its frontier; a unit is compared where it is in both.

    Raises `DataError` and `InputError` as `find_frontier` does, and `DataError` with fewer than two periods.

    Notes
    -----
    With E^t(s) the efficiency (Farrell's input score, or one over his output score) of the unit in year s
    against the frontier of year t, both of constant returns:

        index = √( E^t(s)/E^t(t) · E^s(s)/E^s(t) ),  efficiency = E^s(s)/E^t(t),
        technical = √( E^t(s)/E^s(s) · E^t(t)/E^s(t) ).

    Färe, R., Grosskopf, S., Norris, M. and Zhang, Z. (1994), Productivity growth, technical progress, and
    efficiency change in industrialized countries, American Economic Review 84, 66-83; Ray, S. C. and Desli,
    E. (1997), the same journal 87, 1033-1039.

    Examples
    --------
    >>> found = malmquist(
    ...     {"x": [2, 4, 2, 4]}, {"y": [2, 2, 3, 4]}, ["A", "B", "A", "B"], ["2019", "2019", "2020", "2020"]
    ... )
    >>> [(u.id, round(u.index, 3), round(u.efficiency, 3), round(u.technical, 3)) for u in found.units]
    [('A', 1.5, 1.0, 1.5), ('B', 2.0, 1.333, 1.5)]
    """
    settings = settings or MalmquistSettings()
    years = by_period(inputs, outputs, ids, periods, settings)
    names = in_order(years)
    units: list[MalmquistUnit] = []
    for done, (start, end) in enumerate(pairwise(names)):
        if progress:
            progress("malmquist", done, len(names) - 1)
        units += between(years[start], years[end], start, end, settings)
    return Malmquist(tuple(units), names, settings, (*notes_of(years), *partly_there(years)))


def by_period(
    inputs: Columns,
    outputs: Columns,
    ids: Sequence[str],
    periods: Sequence[str],
    settings: MalmquistSettings,
) -> dict[str, Variables]:
    """Return the checked data of each period."""
    when = np.array([str(p) for p in periods], dtype=object)
    names = np.array([str(i) for i in ids], dtype=object)
    columns = {name: np.asarray(c).reshape(-1) for name, c in {**inputs, **outputs}.items()}
    lengths = {len(c) for c in columns.values()} | {len(when), len(names)}
    if len(lengths) > 1:
        raise InputError(
            zh="变量、名称和时期的个数不同。请给每个单元的每个时期各写一个名称、一个时期和每个变量的一个值。",
            en="Variables, names and periods differ in length. Give each unit and period one name, one period and one value of each variable.",
        )
    if len(set(when)) < 2:
        raise DataError(
            zh="Malmquist 指数至少要两个时期。请核对时期一列。",
            en="A Malmquist index needs at least two periods. Check the column of periods.",
        )
    return {
        period: of_period(
            period,
            {name: columns[name][when == period] for name in inputs},
            {name: columns[name][when == period] for name in outputs},
            names[when == period].tolist(),
            settings,
        )
        for period in dict.fromkeys(when.tolist())
    }


def of_period(
    period: str, inputs: Columns, outputs: Columns, ids: list[str], settings: MalmquistSettings
) -> Variables:
    """Return the checked data of one period; what is at fault is named with it."""
    try:
        return read_variables(inputs, outputs, ids, settings.frontier())
    except (DataError, InputError) as error:
        kind = DataError if isinstance(error, DataError) else InputError
        told = {"zh": f"{period}：{error.text('zh')}", "en": f"{period}: {error.text('en')}"}
        raise kind(**told) from None


def notes_of(years: dict[str, Variables]) -> tuple[Note, ...]:
    """Return what is to be known of the data: once what holds for all periods, else with the period."""
    found = [(name, note) for name, data in years.items() for note in data.notes]
    every = [note for _, note in found]
    return tuple(
        dict.fromkeys(
            note
            if every.count(note) == len(years)
            else Note(f"{name}：{note.zh}", f"{name}: {note.en}")
            for name, note in found
        )
    )


def in_order(years: dict[str, Variables]) -> tuple[str, ...]:
    """Return the periods in time: as numbers where all are, else as text in which t2 comes before t10."""
    if all(name.lstrip("-").isdecimal() for name in years):
        return tuple(sorted(years, key=int))
    return tuple(sorted(years, key=_by_number))


def _by_number(name: str) -> list[str | int]:
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def partly_there(years: dict[str, Variables]) -> tuple[Note, ...]:
    """Return a note of the units that are not in every period."""
    sets = [set(data.ids) for data in years.values()]
    some = sorted({name for here in sets for name in here if not all(name in s for s in sets)})
    if not some:
        return ()
    return (
        Note(
            f"{listed(some, 'zh')}不是每个时期都有数据，只在相邻两期都有时比较。",
            f"{listed(some, 'en')} are not there in every period and are compared where both periods have them.",
        ),
    )


def between(
    first: Variables, last: Variables, start: str, end: str, settings: MalmquistSettings
) -> list[MalmquistUnit]:
    """Return the changes of the units that both periods have."""
    places = {name: i for i, name in enumerate(last.ids)}
    both = [(i, places[name]) for i, name in enumerate(first.ids) if name in places]
    if not both:
        return []
    rows = np.array(both)
    old, new = first.values[rows[:, 0]], last.values[rows[:, 1]]
    scores: dict[str, Floats] = {}
    ends: dict[str, Indices] = {}
    # Named by returns, frontier, unit: "c01" is the unit in the second period against the first frontier.
    for name, (reference, points) in {
        "00": (first, old), "01": (first, new), "10": (last, old), "11": (last, new)
    }.items():  # fmt: skip
        for returns in ("crs", "vrs"):
            if returns == "vrs" and name in ("01", "10") and settings.parts == "fgnz":
                continue
            key = returns[0] + name
            scores[key], ends[key] = efficiencies(reference, points, returns, settings.orientation)
    worst = np.maximum.reduce(list(ends.values()))
    parts = split(scores, settings.parts)
    return [
        MalmquistUnit(
            id=first.ids[i],
            start=start,
            end=end,
            status="known"
            if worst[k] == OPTIMAL
            else "failed"
            if worst[k] == FAILED
            else "infeasible",
            **{part: float(v[k]) if np.isfinite(v[k]) else None for part, v in parts.items()},
        )
        for k, (i, _) in enumerate(both)
    ]


def split(scores: dict[str, Floats], parts: Parts) -> dict[str, Floats]:
    """Return the index and its parts from the efficiencies; NaN where one of them has no score."""
    c00, c01, c10, c11 = (scores["c" + name] for name in ("00", "01", "10", "11"))
    index = np.sqrt(c01 / c00 * c11 / c10)
    efficiency = c11 / c00
    pure = scores["v11"] / scores["v00"]
    if parts == "fgnz":
        technical = np.sqrt(c01 / c11 * c00 / c10)
        scale = efficiency / pure
    else:
        technical = np.sqrt(scores["v01"] / scores["v11"] * scores["v00"] / scores["v10"])
        scale = index / (pure * technical)
    return {
        "index": index,
        "efficiency": efficiency,
        "pure": pure,
        "scale": scale,
        "technical": technical,
    }


def efficiencies(
    reference: Variables, points: Floats, returns: str, orientation: str
) -> tuple[Floats, Indices]:
    """Return E of points against a reference set, at most 1 inside it, and the kernel's status of each.

    What the kernel could not prove is tried as a plain programme.
    """
    used = reference.sense > 0
    solved = solve(
        reference.values[:, used],
        reference.values[:, ~used],
        points[:, used],
        points[:, ~used],
        returns=returns,
        orientation=orientation,
        slacks=False,
    )
    scores, status = solved.scores.copy(), solved.status.copy()
    for i in np.flatnonzero(status == FAILED):
        technology = reference.technology(
            FrontierSettings(returns="crs" if returns == "crs" else "vrs")
        )
        way = np.where(used == (orientation == "input"), points[i], 0.0)
        move = farthest(technology, points[i], way, np.zeros(len(used)))
        if move.outcome == "optimal":
            status[i] = OPTIMAL
            scores[i] = 1 - move.distance if orientation == "input" else 1 + move.distance
    return (scores if orientation == "input" else 1 / scores), status
