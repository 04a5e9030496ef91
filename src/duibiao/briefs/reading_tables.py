"""What the terminal shows of a reading: the sentence that answers, then tables that fit 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from duibiao.records import (
    Catalogue,
    Lang,
    Reading,
    indicator_name,
    period_name,
)

from .document import Block, Chapter, Column, Paragraph, Table, Text
from .phrases import say, word
from .reading_words import (
    commitment_text,
    contradiction_name,
    deadline_text,
    figure_text,
    follow_up_name,
)

_QUOTED = 34
_FIGURES = 30


def reading_answer(readings: Sequence[Reading], lang: Lang) -> Text:
    """Return in one sentence how much was read in these documents; who speaks in several counts once."""
    commitments = [s for r in readings for s in r.commitments]
    return say(
        lang,
        "reading.answer",
        speakers=str(len({(s.name, s.unit) for r in readings for s in r.speakers})),
        commitments=str(len(commitments)),
        targets=str(sum(s.kind == "target" for s in commitments)),
        figures=str(sum(len(r.figures) for r in readings)),
        questions=str(sum(len(r.questions) for r in readings)),
        contradictions=str(sum(len(r.contradictions) for r in readings)),
    )


def reading_contents(reading: Reading, lang: Lang, catalogue: Catalogue | None = None) -> Chapter:
    """Return what was read in a document: a sentence, then speakers, commitments, figures, what to ask, what differs.

    Quotes are shortened and only the first figures are listed; a note under the table says how many more there are.
    """
    known = catalogue or Catalogue()
    tables = (
        _speakers(reading, lang),
        *_commitments(reading, lang, known),
        _figures(reading, lang, known),
        _lessons(reading, lang),
        _follow_ups(reading, lang),
        _questions(reading, lang),
        _contradictions(reading, lang),
    )
    blocks: list[Block] = [t for t in tables if t.rows]
    blocks += [Paragraph((n.text(lang),)) for n in (*reading.document.notes, *reading.notes)]
    return Chapter(
        "read", word(lang, "reading.title"), reading_answer([reading], lang), tuple(blocks)
    )


def shortened(text: str, most: int = _QUOTED) -> str:
    """Return a quote in one line, cut where it is long.

    >>> shortened("计划实施\\n重大项目100个以上", 8)
    '计划实施重大项…'
    """
    line = "".join(text.split("\n"))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _table(lang: Lang, title: str, heads: str, rows: Sequence[Sequence[str]]) -> Table:
    """A table without the columns that nothing stands in."""
    filled = [i for i in range(len(heads.split())) if any(row[i] for row in rows)]
    names = [heads.split()[i] for i in filled]
    columns = tuple(
        Column(word(lang, f"reading.{name}"), align="right" if name == "value" else "left")
        for name in names
    )
    texts = tuple(tuple((row[i],) for i in filled) for row in rows)
    return Table(word(lang, f"reading.{title}"), columns, texts)


def _speakers(reading: Reading, lang: Lang) -> Table:
    rows = [(s.name, s.post, s.unit) for s in reading.speakers]
    return _table(lang, "speakers", "name post unit", rows)


def _commitments(reading: Reading, lang: Lang, known: Catalogue) -> tuple[Table, Table]:
    """Targets, which can be checked, before the longer list of actions, which mostly have a body and no date."""
    targets, actions = [], []
    for statement in reading.commitments:
        words, deadline = shortened(statement.quote.text), deadline_text(statement, lang)
        owner = statement.owner or statement.speaker
        if statement.kind == "target":
            targets.append((words, commitment_text(statement, lang, known), deadline, owner))
        else:
            actions.append((words, deadline, owner))
    return (
        _table(lang, "targets", "quote target deadline who", targets),
        _table(lang, "actions", "quote deadline who", actions),
    )


def _figures(reading: Reading, lang: Lang, known: Catalogue) -> Table:
    rows = [
        (
            f.region,
            indicator_name(f.indicator, f.name, known, lang),
            period_name(f.period, lang),
            figure_text(f, lang),
        )
        for f in reading.figures[:_FIGURES]
    ]
    table = _table(lang, "figures", "region indicator period value", rows)
    left = len(reading.figures) - len(rows)
    if left <= 0:
        return table
    more = say(lang, "reading.more_figures", n=str(left))
    return Table(table.title, table.columns, table.rows, (more,))


def _lessons(reading: Reading, lang: Lang) -> Table:
    rows = [
        (
            lesson.region,
            shortened("；".join(s.quote.text for s in lesson.statements), 2 * _QUOTED),
            "、".join(dict.fromkeys(c.theme for c in lesson.conditions)),
        )
        for lesson in reading.lessons
    ]
    return _table(lang, "lessons", "learns_from lesson condition", rows)


def _follow_ups(reading: Reading, lang: Lang) -> Table:
    rows = [
        (follow_up_name(lang, f.kind), f.name, shortened(f.quote.text)) for f in reading.follow_ups
    ]
    return _table(lang, "follow_ups", "kind what quote", rows)


def _questions(reading: Reading, lang: Lang) -> Table:
    rows = [(q.words.text(lang), shortened(q.quote.text)) for q in reading.questions]
    return _table(lang, "questions", "question quote", rows)


def _contradictions(reading: Reading, lang: Lang) -> Table:
    rows = [(contradiction_name(lang, c.kind), c.words.text(lang)) for c in reading.contradictions]
    return _table(lang, "contradictions", "kind difference", rows)
