"""All targets of a study, judged: those given, those that documents state, or where the usual course leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duibiao.records import DataError, Note, Panel

from .goals import Assessment, Goal, GoalSettings, assess
from .joint import Joint, joint_feasibility
from .stated import Stated

HORIZON = 5
"""Years ahead that are looked at where no target is given."""


def judge_goals(
    panel: Panel,
    home: str,
    year: int,
    goals: Sequence[Goal],
    stated: Sequence[Stated],
    headline: str,
    settings: GoalSettings,
) -> tuple[tuple[Assessment, ...], tuple[Note, ...]]:
    """Return each goal held against precedents and business as usual, and what could not be.

    A goal that was given raises its error; one from a document, in an indicator with none given, becomes a note
    where it cannot be judged. Without any, `headline` is carried on for five years without a target.
    """
    given = [replace(g, indicator=panel.indicators.match(g.indicator).code) for g in goals]
    made = [assess(panel, home, g, year=year, settings=settings) for g in given]
    notes: list[Note] = []
    codes = {g.indicator for g in given}
    for said in (s for s in stated if s.goal.indicator not in codes):
        found = _or_note(panel, home, said.goal, year, settings, notes)
        if found is not None:
            made.append(replace(found, notes=(said.note, *found.notes)))
    if not made:
        found = _or_note(panel, home, Goal(headline, year + HORIZON), year, settings, notes)
        made = [] if found is None else [found]
    return tuple(made), tuple(notes)


def judge_together(made: Sequence[Assessment]) -> Joint | None:
    """Return who managed all targets in one window, one for each indicator; None for fewer than two."""
    aimed = {a.goal.indicator: a for a in reversed(made) if a.target is not None}
    return joint_feasibility([*reversed(aimed.values())]) if len(aimed) > 1 else None


def _or_note(
    panel: Panel, home: str, goal: Goal, year: int, settings: GoalSettings, notes: list[Note]
) -> Assessment | None:
    try:
        return assess(panel, home, goal, year=year, settings=settings)
    except DataError as error:
        name = panel.indicators[goal.indicator]
        zh, en = error.text("zh"), error.text("en")
        notes.append(
            Note(
                f"“{name.name_zh}”的目标没有判断：{zh}",
                f"The target of {name.name('en')} is not judged: {en}",
            )
        )
        return None
