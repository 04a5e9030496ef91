"""Chapter 数据说明: flags, breaks, missing figures, vintages, and what the data cannot say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from duibiao.records import EVERY_REGION, Mark, Note, Vintage, in_language

from ..document import Block, Chapter, Column, Paragraph, Table, Text
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study


def notes_chapter(study: Study, w: Writer) -> Chapter:
    """Return the chapter on the data; written last, since it tells of the figures that the others used."""
    marked = [c for c in w.cells.values() if c.marks and not c.formula]
    flags = study.panel.observations["flag"].to_list()
    count = sum(Mark.parse(f) == Mark.FAULT for f in flags if f)
    used = w.say("notes.marked", n=str(len(marked))) if marked else (w.word("notes.unmarked"),)
    held = w.say("notes.faults", n=str(count)) if count else ()
    lead = w.sentences(used, held)
    blocks: list[Block] = []
    if marked:
        blocks.append(_marks_table(w))
    blocks += [Paragraph(t, "item") for t in _sentences(study, w)]
    return Chapter("notes", w.word("notes.title"), lead, tuple(blocks))


def _marks_table(w: Writer) -> Table:
    columns = (
        Column(w.word("notes.region")),
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column"), align="right"),
        Column(w.word("notes.mark")),
        Column(w.word("notes.note")),
    )
    rows = [
        (
            (w.region(c.region),),
            (w.indicator(c.indicator),),
            (str(c.year),),
            (c.marks.words(w.lang),),
            (in_language(c.note, w.lang),),
        )
        for c in w.cells.values()
        if c.marks and not c.formula
    ]
    return Table(w.word("notes.marks"), columns, tuple(rows))


def _sentences(study: Study, w: Writer) -> list[Text]:
    texts: list[Text] = [*_breaks(study, w)]
    missing = _missing(study, w)
    if missing:
        texts.append(missing)
    texts.append(_vintages(study, w))
    texts.append((w.word("notes.real"),))
    deflator = study.panel.deflator
    if deflator:
        name = deflator.name_zh if w.lang == "zh" else deflator.name_en
        source = in_language(deflator.source, w.lang)
        texts.append(w.say("notes.deflator", deflator=name, source=source))
    if not _says_tourism(study):
        texts.append((w.word("notes.cannot"),))
    texts += [(reason,) for reason in _withheld(study, w)]
    texts += [(n.text(w.lang),) for n in _all_notes(study)]
    return texts


_QUOTED = re.compile(r"^(.*?)(“.+?”)(.*)$")


def _withheld(study: Study, w: Writer) -> list[str]:
    """Why paces of home are withheld: one sentence for all indicators with the same reason."""
    reasons = [g.pace_home.reason for g in study.gaps if g.reference.region == study.focus]
    grouped: dict[tuple[str, str], list[str]] = {}
    for reason in dict.fromkeys(r.text(w.lang) for r in reasons if r is not None):
        found = _QUOTED.match(reason)
        before, name, after = found.groups() if found else (reason, "", "")
        grouped.setdefault((before, after), []).append(name)
    comma = w.word("word.enumeration")
    return [f"{before}{comma.join(names)}{after}" for (before, after), names in grouped.items()]


def _breaks(study: Study, w: Writer) -> list[Text]:
    """The breaks up to the study's year that touch home or a reference, those of one cause together."""
    used = {c.indicator for c in w.cells.values()}
    shown = {study.home, *study.reference_codes(), EVERY_REGION}
    grouped: dict[tuple[int, str, str], list[str]] = {}
    for b in study.panel.breaks:
        if b.indicator in used and b.region in shown and b.year <= study.year:
            cause = (b.year, b.reason_in(w.lang), b.note_in(w.lang))
            names = grouped.setdefault(cause, [])
            if w.indicator(b.indicator) not in names:
                names.append(w.indicator(b.indicator))
    return [
        w.say(
            "notes.breaks_item", indicators=w.listed(names), year=str(y), reason=reason, note=note
        )
        for (y, reason, note), names in sorted(grouped.items())
    ]


def _missing(study: Study, w: Writer) -> Text:
    """Which indicators lack figures for home, and in which years."""
    row = study.panel.regions.position(study.home)
    items = []
    for code in dict.fromkeys(c.indicator for c in w.cells.values() if not c.formula):
        grid = study.panel.grid(code)
        figures = zip(grid.years, grid.values[row], strict=True)
        empty = [y for y, v in figures if y <= study.year and not np.isfinite(v)]
        if empty:
            items.append(
                w.say("notes.missing_item", indicator=w.indicator(code), years=_spans(empty))
            )
    return w.say("notes.missing", items=w.listed(items)) if items else ()


def _spans(years: list[int]) -> str:
    """Years as spans: 2010–2016, 2022."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return ", ".join("–".join(str(y) for y in span) for span in spans)


def _vintages(study: Study, w: Writer) -> Text:
    found = [Vintage(v) for v in study.panel.observations["vintage"].unique().sort().to_list()]
    if found == [Vintage.UNSTATED] or not found:
        return (w.word("notes.vintage"),)
    return w.say("notes.vintages", items=w.listed([w.vintage(v) for v in found]))


def _says_tourism(study: Study) -> bool:
    words = ("旅游", "招商", "touris", "investment promotion")
    names = [f"{i.name_zh} {i.name_en}".lower() for i in study.panel.indicators]
    return any(word in name for word in words for name in names)


def _all_notes(study: Study) -> list[Note]:
    parts = [study.comparison, study.peers, study.role_models, study.standing]
    notes = [*study.notes, *(n for p in parts if p is not None for n in p.notes)]
    return list(dict.fromkeys(notes))
