"""In chapter 举措对照: the ledger of commitments, targets beside today, measures without a gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duibiao.gaps import Today, Unattached
from duibiao.records import LedgerRow, Reading, Statement, period_name

from .. import figures
from ..document import Column, Number, Table, Text, plain
from ..said import Said, shortened
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_TARGETS, _ACTIONS, _TODAY, _NUMBERS = 24, 16, 12, 8
"""How many rows of each kind a brief has room for, and how many numbers a list of them."""

_LedgerRows = Sequence[tuple[Reading, LedgerRow]]


def ledger_tables(study: Study, w: Writer, said: Said) -> tuple[Table, Table]:
    """Return the ledger: the targets, then the actions, each as far as there is room."""
    gaps = _gaps_of(study, w, said)
    targets = [r for r in said.rows if r[1].target is not None]
    actions = [r for r in said.rows if r[1].target is None]
    return _targets_table(w, said, targets, gaps), _actions_table(w, said, actions, gaps)


def _gaps_of(study: Study, w: Writer, said: Said) -> dict[str, Text]:
    """The gaps that each commitment bears on, by its number in the ledger; those by theme alone told apart."""
    named: dict[str, list[str]] = {}
    themed: dict[str, list[str]] = {}
    for gap in study.measures.answered:
        for tie in gap.ties:
            number = said.number(tie.commitment.reading, tie.commitment.statement)
            found = themed if tie.way == "theme" else named
            found.setdefault(number, []).append(w.indicator(gap.indicator))
    texts = {number: [w.enumerated(names)] for number, names in named.items()}
    for number, names in themed.items():
        through = plain(w.enumerated(names))
        texts.setdefault(number, []).append(w.say("measures.way_theme", through=through))
    return {number: w.clauses(parts) for number, parts in texts.items()}


def _targets_table(w: Writer, said: Said, rows: _LedgerRows, gaps: dict[str, Text]) -> Table:
    columns = (
        Column(w.word("measures.matter")),
        Column(w.word("measures.target_value")),
        Column(w.word("measures.deadline")),
        Column(w.word("measures.who")),
        Column(w.word("measures.answers")),
        Column(w.word("measures.place")),
    )
    made: list[tuple[Text, ...]] = []
    for reading, row in rows[:_TARGETS]:
        target, statement = row.target, row.statement
        assert target is not None
        made.append(
            (
                _numbered(w, row, target.quote.text),
                said.target(reading, target),
                (period_name(target.deadline, w.lang) if target.deadline else figures.DASH,),
                (_who(w, reading, statement),),
                gaps.get(said.number(reading, statement), (w.word("measures.answers_none"),)),
                (said.place(reading, target.quote),),
            )
        )
    return Table(w.word("measures.targets"), columns, tuple(made), _notes(w, len(rows) - len(made)))


def _numbered(w: Writer, row: LedgerRow, words: str) -> Text:
    return w.say("measures.numbered", n=str(row.cells["number"]), quote=words)


def _actions_table(w: Writer, said: Said, rows: _LedgerRows, gaps: dict[str, Text]) -> Table:
    columns = (
        Column(w.word("measures.matter")),
        Column(w.word("measures.who")),
        Column(w.word("measures.answers")),
        Column(w.word("measures.place")),
    )
    made: list[tuple[Text, ...]] = [
        (
            _numbered(w, row, row.statement.quote.text),
            (_who(w, reading, row.statement),),
            gaps.get(said.number(reading, row.statement), (w.word("measures.answers_none"),)),
            (said.place(reading, row.statement.quote),),
        )
        for reading, row in rows[:_ACTIONS]
    ]
    return Table(w.word("measures.actions"), columns, tuple(made), _notes(w, len(rows) - len(made)))


def _notes(w: Writer, left: int) -> tuple[Text, ...]:
    note: Text = (w.word("measures.ledger_note"),)
    return (note, w.say("measures.ledger_left", n=str(left))) if left > 0 else (note,)


def _who(w: Writer, reading: Reading, statement: Statement) -> str:
    """The body and the person; the speaker's body where the text names no other."""
    speaker = next((s for s in reading.speakers if s.name == statement.speaker), None)
    unit = statement.owner or (speaker.unit if speaker else "")
    return (
        w.word("word.enumeration").join(p for p in (unit, statement.speaker) if p) or figures.DASH
    )


def today_table(study: Study, w: Writer, said: Said) -> Table:
    """Return the targets of home beside today's figures of home and the references."""
    references = study.reference_codes()
    columns = (
        Column(w.word("measures.target")),
        Column(w.word("measures.deadline")),
        Column(w.word("word.indicator")),
        Column(w.word("measures.target_value"), align="right"),
        Column(w.word("word.year_column"), align="right"),
        Column(w.region(study.home), align="right"),
        *(Column(w.region(r), align="right") for r in references),
    )
    shown = study.measures.today[:_TODAY]
    rows = tuple(_today_row(w, said, t, references) for t in shown)
    notes: list[Text] = [w.say("measures.today_note", home=w.region(study.home))]
    if left := len(study.measures.today) - len(shown):
        notes.append(w.say("measures.more", n=str(left)))
    return Table(w.word("measures.today"), columns, rows, tuple(notes))


def _today_row(w: Writer, said: Said, today: Today, references: Sequence[str]) -> tuple[Text, ...]:
    target, reading = today.target, today.commitment.reading
    by_region = {c.region: c for c in today.references}
    cells = (today.home, *(by_region[r] for r in references))
    values = [today.value, *(c.value for c in cells)]
    scale = figures.scale_for(values, today.home.unit, w.lang)
    trace = said.trace(reading, target, scale.text(today.value))
    return (
        (target.quote.text,),
        (period_name(target.deadline, w.lang) if target.deadline else figures.DASH,),
        (w.with_unit(today.home.indicator, scale),),
        (Number(scale.number(today.value), trace),),
        (str(today.home.year),),
        *((w.figure(c, scale, unit=False),) for c in cells),
    )


def loose_table(study: Study, w: Writer, said: Said) -> Table:
    """Return the commitments that answer no measured gap, counted by theme and reason."""
    grouped: dict[tuple[str, str], list[Unattached]] = {}
    for item in study.measures.unattached:
        key = item.commitment.statement.theme, _why(w, item)
        grouped.setdefault(key, []).append(item)
    columns = (
        Column(w.word("measures.loose_theme")),
        Column(w.word("measures.loose_count"), align="right"),
        Column(w.word("measures.loose_why")),
        Column(w.word("measures.measure")),
    )
    rows = tuple(
        (
            (theme or w.word("measures.loose_none"),),
            (str(len(items)),),
            (why,),
            _examples(w, said, items),
        )
        for (theme, why), items in sorted(grouped.items(), key=lambda g: (-len(g[1]), g[0]))
    )
    note: Text = (w.word("measures.loose_note"),)
    return Table(w.word("measures.loose"), columns, rows, (note,))


def _examples(w: Writer, said: Said, items: Sequence[Unattached]) -> Text:
    """The first of a group in words, and the numbers of the others."""
    first, *others = (i.commitment for i in items)
    number = said.number(first.reading, first.statement)
    text = w.say("measures.numbered", n=number, quote=shortened(first.statement.quote))
    numbers = [said.number(c.reading, c.statement) for c in others]
    if not numbers:
        return text
    listed = w.word("word.enumeration").join(numbers[:_NUMBERS])
    more = "……" if len(numbers) > _NUMBERS else ""
    return (*text, w.word("word.semicolon"), listed + more)


def _why(w: Writer, item: Unattached) -> str:
    what = plain(w.enumerated([w.indicator(c) for c in item.indicators]))
    match item.reason:
        case "elsewhere":
            return w.word("measures.loose_elsewhere")
        case "not behind":
            return w.plain("measures.loose_not_behind", what=what)
        case "not compared":
            return w.plain("measures.loose_not_compared", what=what)
        case "unmeasured":
            return w.word("measures.loose_unmeasured")
