"""In chapter 举措对照: lessons with their conditions, what a trip arranged, what to ask, what cannot be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duibiao.gaps import Disagreement, Judged
from duibiao.records import Lesson, Reading, in_language, indicator_name, period_name

from .. import figures
from ..document import Column, Table, Text
from ..reading_words import contradiction_name, follow_up_name
from ..said import Said, shortened
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_ROWS = 14
"""How many rows each of these tables has room for."""


def lessons_table(study: Study, w: Writer, said: Said) -> Table:
    """Return the lessons that name conditions, a row a condition: whether home has it, and why."""
    columns = (
        Column(w.word("measures.from")),
        Column(w.word("measures.lesson")),
        Column(w.word("measures.condition")),
        Column(w.word("measures.here")),
        Column(w.word("measures.why")),
        Column(w.word("measures.place")),
    )
    judged: dict[Lesson, list[Judged]] = {}
    for one in study.judged:
        judged.setdefault(one.lesson, []).append(one)
    rows = [
        row
        for reading, lesson in _told(said)
        if lesson in judged
        for row in _lesson_rows(w, said, reading, lesson, judged[lesson])
    ]
    settings = study.settings.conditions
    note = w.say(
        "measures.lessons_note",
        share=figures.percent(settings.share),
        farther=f"{settings.farther:g}",
    )
    return _table(w, "measures.lessons", columns, rows, (note,))


def bare_lessons_table(w: Writer, said: Said) -> Table:
    """Return the lessons for which the text names no condition, in words and place alone."""
    columns = (
        Column(w.word("measures.from")),
        Column(w.word("measures.lesson")),
        Column(w.word("measures.place")),
    )
    rows: list[tuple[Text, ...]] = []
    for reading, lesson in _told(said):
        if not lesson.conditions:
            first = lesson.statements[0].quote
            place: Text = (said.place(reading, first),)
            rows.append(((lesson.region or figures.DASH,), (shortened(first),), place))
    return _table(w, "measures.lessons_bare", columns, rows)


def _told(said: Said) -> list[tuple[Reading, Lesson]]:
    return [(r, x) for r in said.readings for x in r.lessons if x.statements]


def _lesson_rows(
    w: Writer, said: Said, reading: Reading, lesson: Lesson, judged: Sequence[Judged]
) -> list[tuple[Text, ...]]:
    first = lesson.statements[0].quote
    opening: tuple[Text, Text] = ((lesson.region or figures.DASH,), (shortened(first),))
    place: Text = (said.place(reading, first),)
    rows: list[tuple[Text, ...]] = []
    for n, one in enumerate(dict.fromkeys(judged)):
        theme = in_language(one.condition.theme, w.lang)
        condition = w.say("measures.themed", quote=one.condition.quote.text, theme=theme)
        told = opening if n == 0 else ((), ())
        here: Text = (_here(w, one),)
        rows.append((*told, condition, here, _grounds(w, one), place if n == 0 else ()))
    return rows


def _here(w: Writer, judged: Judged) -> str:
    if judged.here is None:
        return w.word("measures.here_unknown")
    return w.word("measures.here_yes" if judged.here else "measures.here_no")


def _grounds(w: Writer, judged: Judged) -> Text:
    """Both figures of each indicator, then what follows from them."""
    told: list[Text] = []
    for home, reference in judged.figures:
        scale = figures.scale_for([home.value, reference.value], home.unit, w.lang)
        told.append(
            w.say(
                "measures.figures",
                indicator=w.indicator(home.indicator),
                home=w.figure(home, scale),
                reference=w.region(reference.region),
                value=w.figure(reference, scale),
            )
        )
    reason = judged.reason.text(w.lang)
    if not told:
        return (reason,)
    return w.say("measures.figures_reason", figures=w.sentences(*told), reason=reason)


def follow_ups_table(w: Writer, said: Said) -> Table:
    """Return what the trip arranged."""
    columns = (
        Column(w.word("measures.kind")),
        Column(w.word("measures.name")),
        Column(w.word("measures.place")),
    )
    rows: list[tuple[Text, ...]] = [
        ((follow_up_name(w.lang, f.kind),), (f.name,), (said.place(reading, f.quote),))
        for reading in said.readings
        for f in reading.follow_ups
    ]
    return _table(w, "measures.follow_ups", columns, rows)


def questions_table(w: Writer, said: Said) -> Table:
    """Return what the texts leave open, to be asked before a commitment is entered."""
    columns = (
        Column(w.word("measures.question")),
        Column(w.word("measures.quote")),
        Column(w.word("measures.place")),
    )
    rows: list[tuple[Text, ...]] = [
        ((q.words.text(w.lang),), (q.quote.text,), (said.place(reading, q.quote),))
        for reading in said.readings
        for q in reading.questions
    ]
    return _table(w, "measures.questions", columns, rows)


def contradictions_table(study: Study, w: Writer, said: Said) -> Table:
    """Return figures that cannot all be right: between documents, within one, and against the data."""
    columns = (
        Column(w.word("measures.kind")),
        Column(w.word("measures.difference")),
        Column(w.word("measures.quote")),
        Column(w.word("measures.place")),
    )
    rows = [_disagreement_row(w, said, d) for d in study.disagreements]
    rows += [
        (
            (contradiction_name(w.lang, c.kind),),
            (c.words.text(w.lang),),
            w.clauses([q.text for q in c.quotes]),
            w.clauses(dict.fromkeys(said.place(reading, q) for q in c.quotes)),
        )
        for reading in said.readings
        for c in reading.contradictions
    ]
    return _table(w, "measures.contradictions", columns, rows)


def _disagreement_row(w: Writer, said: Said, found: Disagreement) -> tuple[Text, ...]:
    name = indicator_name(found.name, found.name, w.panel.indicators, w.lang)
    period = period_name(found.period, w.lang)
    both = list(zip(found.readings, found.quotes, strict=True))
    kind = "measures.between_targets" if found.kind == "target" else "measures.between_figures"
    return (
        (w.word(kind),),
        w.say("measures.between", name=name, region=found.region, period=period),
        w.clauses([quote.text for _, quote in both]),
        w.clauses([said.place(reading, quote) for reading, quote in both]),
    )


def _table(
    w: Writer,
    key: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Text, ...]],
    notes: tuple[Text, ...] = (),
) -> Table:
    left = len(rows) - _ROWS
    if left > 0:
        notes = (*notes, w.say("measures.more", n=str(left)))
    return Table(w.word(key), columns, tuple(rows[:_ROWS]), notes)
