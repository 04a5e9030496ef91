"""Targets that documents state, as goals: a number for home as a whole, with a year by which it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duibiao.gaps import Today
from duibiao.records import InputError, Note, Period

from .goals import Goal

MOST = 6
"""How many goals are taken from documents."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A goal that a document states, with the note that gives its words."""

    goal: Goal
    note: Note


def stated_goals(today: Sequence[Today]) -> tuple[Stated, ...]:
    """Return the goals among what documents aim at and home's figures can be held against, in their order.

    `today` are the targets for home as a whole, in an indicator of the panel and its unit (`Measures.today`).
    Levels that are due by the end of a year after home's figure become goals; of several for one
    indicator the last due, and at most `MOST` in all.
    """
    found: dict[str, Stated] = {}
    for said in today:
        by = _year(said.target.deadline)
        if said.target.measure != "level" or by is None or by <= said.home.year:
            continue
        code = said.home.indicator
        if code in found and found[code].goal.by >= by:
            continue
        found[code] = Stated(Goal(code, by, said.value), _note(said))
    return tuple(found.values())[:MOST]


def _year(deadline: str) -> int | None:
    """The year of a deadline at its end; a target for half a year is not one for the year."""
    try:
        period = Period.parse(deadline)
    except InputError:
        return None
    return period.year if period.is_year else None


def _note(said: Today) -> Note:
    document, words = said.commitment.reading.document, said.target.quote.text
    name = document.title or document.name
    return Note(
        f"这个目标读自《{name}》：“{words}”。",
        f"This target was read in “{name}”: “{words}”.",
    )
