"""A study from the command line: its choices, its panel, its progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duibiao.records import Lang, Note

from .files import Files
from .terminal import progress

if TYPE_CHECKING:
    from duibiao import Study, StudySettings
    from duibiao._study import Likeness
    from duibiao.records import Panel

Reasoned = tuple[tuple[str, str], ...]
"""Regions with the reason for each choice."""


def reasoned(written: Sequence[str]) -> Reasoned:
    """Return regions with their reasons from “REGION=REASON”.

    >>> reasoned(["宜宾市=同处川南", "乐山市"])
    (('宜宾市', '同处川南'), ('乐山市', ''))
    """
    parts = [w.replace("＝", "=").partition("=") for w in written]
    return tuple((region.strip(), reason.strip()) for region, _, reason in parts)


def left_out(panel: Panel, names: Sequence[str]) -> tuple[list[str], list[Note]]:
    """Return the codes of regions to leave out, and a note on each name that the data do not have anyway."""
    codes, notes = [], []
    for name in names:
        found = panel.regions.find(name)
        if found is not None:
            codes.append(found.code)
            continue
        notes.append(
            Note(
                f"数据的地区中没有“{name}”，不必排除。",
                f"“{name}” is not among the regions of the data; there is nothing to exclude.",
            )
        )
    return codes, notes


def settings_of(
    *,
    across_breaks: bool = False,
    pinned: Reasoned = (),
    excluded: Reasoned = (),
    metric: str = "euclidean",
) -> StudySettings:
    """Return the settings of a study with the choices that the command line has."""
    from duibiao import StudySettings
    from duibiao.benchmark import PeerSettings
    from duibiao.gaps import GapSettings

    return StudySettings(
        peers=PeerSettings(metric=metric, pinned=pinned, excluded=excluded),  # type: ignore[arg-type]
        gaps=GapSettings(across_breaks=across_breaks),
    )


def make_study(
    files: Files,
    home: str,
    against: Sequence[str],
    year: int | None,
    settings: StudySettings,
    lang: Lang,
) -> Study:
    """Return the study, with progress on a terminal while it is made."""
    import duibiao

    with progress(lang) as told:
        told("read", 0, 1)
        panel = files.panel()
        return duibiao.study(panel, home, against, year=year, settings=settings, progress=told)


def find_likeness(
    files: Files, home: str, year: int | None, settings: StudySettings, lang: Lang
) -> Likeness:
    """Return the comparables and role models of home, with progress on a terminal."""
    from duibiao._study import likeness

    with progress(lang) as told:
        told("read", 0, 2)
        panel = files.panel()
        told("peers", 1, 2)
        return likeness(panel, home, year=year, settings=settings)
