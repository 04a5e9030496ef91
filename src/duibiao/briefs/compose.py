"""From a study to a brief: the chapters in order, the summary, the traces."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from duibiao.records import Lang

from .changes import Changes, changes_chapter
from .chapters.base import base_chapter, lead, told
from .chapters.gaps import gaps_chapter, headline_sentence
from .chapters.notes import notes_chapter
from .chapters.standing import lead_sentence as standing_sentence
from .chapters.standing import sides_sentences, standing_chapter
from .chapters.who import models_sentence, peers_sentence, who_chapter
from .chapters.why import sentence as why_sentence
from .chapters.why import why_chapter
from .chapters.years import lead_sentence as years_sentence
from .chapters.years import years_chapter
from .document import Brief, Chapter, Paragraph, Table, Text, plain
from .writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_ON_ONE_PAGE = 5


def compose(
    study: Study, lang: Lang, *, one_page: bool = False, changes: Changes | None = None
) -> Brief:
    """Return the brief of a study in one language, before it is given a format.

    `one_page` is the leader's sheet: the summary, the picture of the gaps and one table. `changes` is what
    differs from an earlier run and becomes a chapter of its own.
    """
    w = Writer(study.panel, lang)
    summary = summary_sentences(study, w)
    chapters = _one_page(study, w) if one_page else _all(study, w, changes)
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


def summary_sentences(study: Study, w: Writer) -> list[Text]:
    """Return the summary: what a mayor would read, one sentence a finding."""
    sentences: list[Text] = [headline_sentence(study, w), years_sentence(study, w)]
    sentences += standing_sentence(study, w), *sides_sentences(study, w)
    products = [d for d in study.decompositions if d.indicator == "gdp"]
    for split in products:
        if split.reference == study.focus:
            sentences.append(why_sentence(study, w, split))
    effects = told(study)
    if effects:
        sentences.append(lead(study, w, effects[0]))
    sentences.append(w.sentences(peers_sentence(study, w), models_sentence(study, w)))
    return [s for s in sentences if s]


def _all(study: Study, w: Writer, changes: Changes | None) -> Sequence[Chapter | None]:
    body = [
        who_chapter(study, w),
        standing_chapter(study, w),
        gaps_chapter(study, w),
        years_chapter(study, w),
        why_chapter(study, w),
        base_chapter(study, w),
    ]
    news = changes_chapter(study, w, changes) if changes else None
    return [news, *body, notes_chapter(study, w)]


def _one_page(study: Study, w: Writer) -> Sequence[Chapter | None]:
    """The widest gaps alone: what fits on a page beside the summary."""
    widest = list(dict.fromkeys(g.indicator for g in study.gaps if not g.total))[:_ON_ONE_PAGE]
    kept = tuple(g for g in study.gaps if g.indicator in {study.headline, *widest})
    gaps = gaps_chapter(dataclasses.replace(study, gaps=kept), w)
    blocks = tuple(
        dataclasses.replace(b, notes=()) if isinstance(b, Table) else b
        for b in gaps.blocks
        if not isinstance(b, Paragraph)
    )
    return [dataclasses.replace(gaps, blocks=blocks)]


def settings_listed(study: Study, w: Writer) -> tuple[tuple[str, str], ...]:
    """Return every setting of a study by its name, with its value in words."""
    listed: list[tuple[str, str]] = []
    for room in dataclasses.fields(study.settings):
        chosen = getattr(study.settings, room.name)
        for setting in dataclasses.fields(chosen):
            name = w.word(f"setting.{room.name}_{setting.name}")
            listed.append((name, _setting(w, getattr(chosen, setting.name))))
    return tuple(listed)


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
        case "framework":
            return w.word("setting.framework")
    return str(value)
