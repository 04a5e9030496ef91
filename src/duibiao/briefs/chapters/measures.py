"""Chapter 举措对照: who takes up the gaps, what the documents promise, and what is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.gaps import MeasuredGap, Tie

from .. import figures
from ..charts import MeasureBar, measure_bars
from ..document import Block, Chapter, Column, Paragraph, Picture, Table, Text, plain
from ..said import SHORT, Said, shortened
from ..writer import Writer
from .commitments import ledger_tables, loose_table, today_table
from .lessons import (
    bare_lessons_table,
    contradictions_table,
    follow_ups_table,
    lessons_table,
    questions_table,
)

if TYPE_CHECKING:
    from duibiao._study import Study

_TIES = 3
"""How many of the commitments that bear on a gap are told, the strongest; by theme only where there are no others."""


def measures_chapter(study: Study, w: Writer) -> Chapter | None:
    """Return the chapter on measures and gaps, None where no document was read."""
    if not study.readings:
        return None
    said = Said.of(w, study.readings)
    measures = study.measures
    blocks: list[Block] = [Paragraph(said.documents(), "note")]
    if measures.answered or measures.untaken:
        blocks.append(_picture(study, w))
    tables = [
        _answered_table(w, said, measures.answered),
        _untaken_table(study, w),
        today_table(study, w, said),
        loose_table(study, w, said),
        *ledger_tables(study, w, said),
        lessons_table(study, w, said),
        bare_lessons_table(w, said),
        follow_ups_table(w, said),
        questions_table(w, said),
        contradictions_table(study, w, said),
    ]
    blocks += [t for t in tables if t.rows]
    title = w.word("measures.title")
    return Chapter("measures", title, measures_sentence(study, w), tuple(blocks))


def measures_sentence(study: Study, w: Writer) -> Text:
    """Return the sentence on commitments and gaps, empty where no document was read."""
    if not study.readings:
        return ()
    m = study.measures
    behind = len(m.answered) + len(m.untaken)
    if not m.commitments:
        return w.say("measures.lead_none", behind=str(behind))
    n = str(len(m.commitments))
    targets = str(sum(c.statement.kind == "target" for c in m.commitments))
    if not behind:
        return w.say("measures.lead_level", n=n, targets=targets)
    by_theme = sum(g.by_theme_only for g in m.answered)
    return w.say(
        "measures.lead",
        n=n,
        targets=targets,
        behind=str(behind),
        answered=str(len(m.answered)),
        theme=w.plain("measures.lead_theme", n=str(by_theme)) if by_theme else "",
        untaken=str(len(m.untaken)),
        loose=str(len(m.unattached)),
    )


def _picture(study: Study, w: Writer) -> Picture:
    """A bar for each indicator behind, as long as its widest gap."""
    found = [*study.measures.answered, *study.measures.untaken]
    widest = sorted(found, key=lambda g: -(g.gaps[0].size or 0.0))
    rows = [
        MeasureBar(
            w.indicator(g.indicator),
            g.gaps[0].size or 0.0,
            _count(w, g),
            "nobody" if not g.ties else "theme" if g.by_theme_only else "named",
        )
        for g in widest
    ]
    items = [
        w.plain("measures.picture_item", indicator=r.indicator, count=w.bracketed("", r.text))
        for r in rows
    ]
    picture_alt = w.plain("measures.picture_alt", items=plain(w.enumerated(items)))
    spec = measure_bars(rows, axis=w.word("measures.axis"))
    return Picture("measures", w.word("measures.picture"), spec, picture_alt)


def _count(w: Writer, gap: MeasuredGap) -> str:
    if not gap.ties:
        return w.word("measures.count_none")
    key = "measures.count_theme" if gap.by_theme_only else "measures.count"
    return w.plain(key, n=str(len(gap.named or gap.ties)))


def _answered_table(w: Writer, said: Said, answered: tuple[MeasuredGap, ...]) -> Table:
    """A row a tie; the gap's own figures stand in the first of its rows."""
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("measures.home"), align="right"),
        Column(w.word("measures.widest"), align="right"),
        Column(w.word("measures.measure")),
        Column(w.word("measures.by_way")),
    )
    rows: list[tuple[Text, ...]] = []
    left: list[Text] = []
    for gap in answered:
        shown = (gap.named or gap.ties)[:_TIES]
        for n, tie in enumerate(shown):
            opening: tuple[Text, ...] = _gap_cells(w, gap) if n == 0 else ((), (), ())
            rows.append((*opening, _quoted(w, said, tie), (_way(w, tie),)))
        if more := len(gap.ties) - len(shown):
            name = w.indicator(gap.indicator)
            left.append(w.say("measures.left_item", indicator=name, n=str(more)))
    notes: list[Text] = [w.say("measures.answered_note", most=str(_TIES))]
    if left:
        notes.append(w.say("measures.answered_left", items=w.enumerated(left)))
    return Table(w.word("measures.answered"), columns, tuple(rows), tuple(notes))


def _gap_cells(w: Writer, gap: MeasuredGap) -> tuple[Text, Text, Text]:
    """The indicator, home's figure, and the figure of the reference furthest ahead with its name."""
    widest = gap.gaps[0]
    scale = figures.scale_for([widest.home.value, widest.reference.value], widest.unit, w.lang)
    there = w.figure(widest.reference, scale)
    return (
        (f"{w.indicator(gap.indicator)} {widest.year}",),
        (w.figure(widest.home, scale),),
        (f"{w.region(widest.reference.region)} ", there),
    )


def _quoted(w: Writer, said: Said, tie: Tie) -> Text:
    """A measure by its number and words; of long ones the target's own, where a target makes the tie."""
    reading, statement = tie.commitment.reading, tie.commitment.statement
    whole = len(statement.quote.text) <= SHORT or not tie.targets
    quote = statement.quote if whole else tie.targets[0].quote
    number = said.number(reading, statement)
    return w.say("measures.numbered", n=number, quote=shortened(quote))


def _way(w: Writer, tie: Tie) -> str:
    through = w.indicator(tie.through)
    match tie.way:
        case "own":
            return w.word("measures.way_own")
        case "part":
            return w.plain("measures.way_part", through=through)
        case "growth":
            return w.plain("measures.way_growth", through=through)
        case "theme":
            return w.plain("measures.way_theme", through=through)


def _untaken_table(study: Study, w: Writer) -> Table:
    """A row a gap: home's figure and those of all references."""
    references = study.reference_codes()
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column"), align="right"),
        Column(w.region(study.home), align="right"),
        *(Column(w.region(r), align="right") for r in references),
    )
    rows: list[tuple[Text, ...]] = []
    by_pair = {(g.indicator, g.reference.region): g for g in study.gaps}
    for gap in study.measures.untaken:
        found = [by_pair.get((gap.indicator, r)) for r in references]
        values = [gap.gaps[0].home.value, *(g.reference.value for g in found if g)]
        scale = figures.scale_for(values, gap.gaps[0].unit, w.lang)
        rows.append(
            (
                (w.with_unit(gap.indicator, scale),),
                (str(gap.gaps[0].year),),
                (w.figure(gap.gaps[0].home, scale, unit=False),),
                *(
                    (w.figure(g.reference, scale, unit=False) if g else figures.DASH,)
                    for g in found
                ),
            )
        )
    note: Text = (w.word("measures.untaken_note"),)
    return Table(w.word("measures.untaken"), columns, tuple(rows), (note,))
