"""From a study to a brief: the chapters in order, the summary, the traces."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from duibiao.records import Lang

from .changes import Changes, changes_chapter
from .chapters.base import base_chapter, lead, told
from .chapters.efficiency import efficiency_chapter, efficiency_sentence
from .chapters.gaps import gaps_chapter, headline_sentence
from .chapters.measures import measures_chapter, measures_sentence
from .chapters.moves import move_sentence
from .chapters.notes import notes_chapter
from .chapters.standing import lead_sentence as standing_sentence
from .chapters.standing import sides_sentences, standing_chapter
from .chapters.targets import targets_chapter, targets_sentence
from .chapters.who import models_sentence, peers_sentence, who_chapter
from .chapters.why import sentence as why_sentence
from .chapters.why import why_chapter
from .chapters.years import lead_sentence as years_sentence
from .chapters.years import years_chapter
from .document import Brief, Chapter, Paragraph, Table, Text, plain
from .writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_METHODS = {
    **{m: f"metric.{m}" for m in ("euclidean", "mahalanobis", "gower")},
    **{m: f"method.{m}" for m in ("minmax", "zscore", "rank", "framework", "equal", "arithmetic")},
    **{m: f"method.{m}" for m in ("constant", "current")},
    **{m: f"method.{m}" for m in ("crs", "vrs", "irs", "drs", "input", "output")},
}
_INDICATORS, _REFERENCES, _SENTENCES = 5, 3, 6
"""How much stands on a one-page brief, besides the headline indicator."""


def compose(
    study: Study, lang: Lang, *, one_page: bool = False, changes: Changes | None = None
) -> Brief:
    """Return the brief of a study in one language, before it is given a format.

    `one_page` is the leader's sheet: the summary, the picture of the gaps and one table. `changes` is what
    differs from an earlier run and becomes a chapter of its own.
    """
    w = Writer(study.panel, lang)
    shown = _narrowed(study) if one_page else study
    summary = summary_sentences(shown, w, most=_SENTENCES if one_page else None)
    chapters = _one_page(shown, w) if one_page else _all(study, w, changes)
    home = w.region(study.home)
    title = w.plain("brief.one_page_title" if one_page else "brief.title", home=home)
    references = plain(w.regions(study.reference_codes()))
    name = study.panel.name_zh if lang == "zh" else study.panel.name_en
    return Brief(
        lang=lang,
        title=title,
        subtitle=w.plain("brief.subtitle", year=str(study.year), references=references),
        header=w.plain(
            "brief.header", data=name, snapshot=study.panel.snapshot, year=str(study.year)
        ),
        summary=tuple(summary),
        chapters=tuple(c for c in chapters if c is not None),
        traces=dict(w.traces),
        settings=settings_listed(study, w),
        one_page=one_page,
    )


def summary_sentences(study: Study, w: Writer, most: int | None = None) -> list[Text]:
    """Return the summary: what a mayor would read, one sentence a finding.

    Of more than `most` sentences those go first that say whom home is like, and the sides of its standing.
    """
    main = [headline_sentence(study, w), years_sentence(study, w), standing_sentence(study, w)]
    sides = [move_sentence(study, w), *sides_sentences(study, w)]
    products = [d for d in study.decompositions if d.indicator == "gdp"]
    why = [why_sentence(study, w, d) for d in products if d.reference == study.focus]
    effects = [lead(study, w, e) for e in told(study)[:1]]
    alike = [w.sentences(peers_sentence(study, w), models_sentence(study, w))]
    measures = [measures_sentence(study, w)]
    efficient = [efficiency_sentence(study, w)]
    aims = [targets_sentence(study, w)]
    aimed = any(a.target is not None for a in study.assessments)
    first, last = (aims, []) if aimed else ([], aims)
    by_weight = (*main, *first, *measures, *efficient, *why, *effects, *sides, *alike, *last)
    kept = [s for s in by_weight if s][:most]
    if most is not None and not aimed:
        kept = [s for s in kept if s not in aims]
    in_order = (*main, *sides, *why, *efficient, *aims, *effects, *alike, *measures)
    return [s for s in in_order if s in kept]


def _all(study: Study, w: Writer, changes: Changes | None) -> Sequence[Chapter | None]:
    body = [
        who_chapter(study, w),
        standing_chapter(study, w),
        gaps_chapter(study, w),
        years_chapter(study, w),
        why_chapter(study, w),
        efficiency_chapter(study, w),
        targets_chapter(study, w),
        base_chapter(study, w),
        measures_chapter(study, w),
    ]
    news = changes_chapter(study, w, changes) if changes else None
    return [news, *body, notes_chapter(study, w)]


def _narrowed(study: Study) -> Study:
    """The study with what fits on a page: the first references, the focus in any case, and the widest gaps."""
    first = [study.focus, *(r for r in study.reference_codes() if r != study.focus)][:_REFERENCES]
    gaps = [g for g in study.gaps if g.reference.region in first]
    widest = list(dict.fromkeys(g.indicator for g in gaps if not g.total))[:_INDICATORS]
    shown = {study.headline, *widest}
    return dataclasses.replace(
        study,
        references=tuple(r for r in study.references if r.region in first),
        gaps=tuple(g for g in gaps if g.indicator in shown),
    )


def _one_page(study: Study, w: Writer) -> Sequence[Chapter | None]:
    """The gaps without the sentence that opens the summary, and without notes."""
    gaps = gaps_chapter(study, w)
    blocks = tuple(
        dataclasses.replace(b, notes=()) if isinstance(b, Table) else b
        for b in gaps.blocks
        if not isinstance(b, Paragraph)
    )
    return [dataclasses.replace(gaps, lead=(), blocks=blocks)]


def settings_listed(study: Study, w: Writer) -> tuple[tuple[str, str], ...]:
    """Return every setting of a study by its name, with its value in words; those of what was not asked for are left out."""
    listed: list[tuple[str, str]] = []
    unasked = {"conditions"} if not study.readings else set()
    unasked |= {"efficiency"} if study.efficiency is None else set()
    rooms = [f for f in dataclasses.fields(study.settings) if f.name not in unasked]
    for room in rooms:
        listed += _room_listed(w, room.name, getattr(study.settings, room.name))
    return tuple(listed)


def _room_listed(w: Writer, room: str, chosen: Any) -> list[tuple[str, str]]:
    """The settings of a room; those of a part of it under the part's name."""
    listed: list[tuple[str, str]] = []
    for setting in dataclasses.fields(chosen):
        name, value = f"{room}_{setting.name}", getattr(chosen, setting.name)
        if (
            name == "targets_forecast"
        ):  # told on the page on odds, where they were chosen by back-tests
            continue
        if dataclasses.is_dataclass(value):
            listed += _room_listed(w, name, value)
        else:
            listed.append((w.word(f"setting.{name}"), _setting(w, value)))
    return listed


def _setting(w: Writer, value: object) -> str:
    match value:
        case None | ():
            return w.word("setting.automatic")
        case bool():
            return w.word("setting.yes" if value else "setting.no")
        case float():
            return f"{value:.4g}"
        case tuple():
            return plain(w.listed([" ".join(v) if isinstance(v, tuple) else str(v) for v in value]))
        case str() if value in w.panel.indicators:
            return w.indicator(value)
        case str() if value in _METHODS:
            return w.word(_METHODS[value])
    return str(value)
