"""The further sheets of the ledger: figures, questions, contradictions, lessons, follow-ups, notes."""

from __future__ import annotations

from collections.abc import Sequence

from duibiao.records import (
    KIND_WORDS,
    MEASURE_WORDS,
    Lesson,
    Quote,
    Reading,
    Vintage,
    indicator_name,
    period_name,
    place_of,
    word_of,
)

from .ledger_book import LedgerBook
from .phrases import word
from .reading_words import contradiction_name, follow_up_name

_SPARE = 50


def _figures(book: LedgerBook, readings: Sequence[Reading]) -> None:
    lang = book.brief.lang
    rows = [
        (
            figure.region,
            indicator_name(figure.indicator, figure.name, book.catalogue, lang),
            period_name(figure.period, lang),
            figure.value,
            figure.unit,
            word_of(MEASURE_WORDS, figure.measure, lang),
            "" if figure.vintage is Vintage.UNSTATED else book.w.vintage(figure.vintage),
            figure.relative_to,
            figure.quote.text,
            place_of(reading, figure.quote, lang),
            figure.confidence,
            reading.document.name,
        )
        for reading in readings
        for figure in reading.figures
    ]
    columns = (
        *(("region", 12.0), ("indicator", 26.0), ("period", 16.0), ("value", 12.0), ("unit", 9.0)),
        *(("measure", 8.0), ("vintage", 10.0), ("relative_to", 14.0), ("quote", 34.0)),
        *(("place", 10.0), ("confidence", 8.0), ("document", 22.0)),
    )
    book.table("figures", columns, rows)


def _questions(book: LedgerBook, readings: Sequence[Reading]) -> None:
    rows = [
        (n, q.words.text(book.brief.lang), q.quote.text, _place(book, r, q.quote), "", _file(r))
        for n, (r, q) in enumerate(((r, q) for r in readings for q in r.questions), start=1)
    ]
    columns = (
        *(("number", 6.0), ("question", 44.0), ("quote", 44.0), ("place", 10.0)),
        *(("answer", 30.0), ("document", 22.0)),
    )
    book.table("questions", columns, rows)


def _contradictions(book: LedgerBook, readings: Sequence[Reading]) -> None:
    lang = book.brief.lang
    rows = [
        (
            number,
            contradiction_name(lang, found.kind),
            found.words.text(lang),
            "\n".join(q.text for q in found.quotes),
            "\n".join(dict.fromkeys(_place(book, reading, q) for q in found.quotes)),
            _file(reading),
        )
        for number, (reading, found) in enumerate(
            ((r, c) for r in readings for c in r.contradictions), start=1
        )
    ]
    columns = (
        *(("number", 6.0), ("check", 16.0), ("difference", 50.0), ("quote", 50.0)),
        *(("place", 12.0), ("document", 22.0)),
    )
    book.table("contradictions", columns, rows)


def _lessons(book: LedgerBook, readings: Sequence[Reading]) -> None:
    """A row a condition, with a list to say whether it exists here; a lesson without any has one row."""
    rows = [row for r in readings for lesson in r.lessons for row in _lesson_rows(book, r, lesson)]
    columns = (
        *(("learns_from", 12.0), ("lesson", 54.0), ("condition", 40.0), ("theme", 12.0)),
        *(("here", 12.0), ("speaker", 9.0), ("place", 10.0), ("document", 22.0)),
    )
    sheet, head = book.table("lessons", columns, rows)
    words = [word(book.brief.lang, f"reading.{h}") for h in ("present", "absent", "unknown")]
    place = [name for name, _ in columns].index("here")
    allowed = {"validate": "list", "source": words}
    sheet.data_validation(head + 1, place, head + len(rows) + _SPARE, place, allowed)


def _lesson_rows(
    book: LedgerBook, reading: Reading, lesson: Lesson
) -> list[tuple[str | float | None, ...]]:
    told = " ".join(s.quote.text for s in lesson.statements)
    first = lesson.statements[0]
    end = (first.speaker, _place(book, reading, first.quote), _file(reading))
    conditions: list[tuple[str, str, bool | None]] = [
        (c.quote.text, c.theme, c.here) for c in lesson.conditions
    ] or [("", first.theme, None)]
    return [
        (lesson.region, told, c, theme, _here(book, here), *end) for c, theme, here in conditions
    ]


def _here(book: LedgerBook, here: bool | None) -> str:
    key = "unknown" if here is None else "present" if here else "absent"
    return word(book.brief.lang, f"reading.{key}")


def _follow_ups(book: LedgerBook, readings: Sequence[Reading]) -> None:
    rows = [
        (
            n,
            follow_up_name(book.brief.lang, f.kind),
            f.name,
            f.quote.text,
            _place(book, r, f.quote),
            _file(r),
        )
        for n, (r, f) in enumerate(((r, f) for r in readings for f in r.follow_ups), start=1)
    ]
    columns = (
        *(("number", 6.0), ("kind", 12.0), ("name", 40.0), ("quote", 60.0)),
        *(("place", 10.0), ("document", 22.0)),
    )
    book.table("follow_ups", columns, rows)


def _notes(book: LedgerBook, readings: Sequence[Reading]) -> None:
    """How the ledger is used, what the kinds mean, which documents were read, who speaks, what is left open."""
    lang, sheet = book.brief.lang, book.sheet("notes")
    row = book.opening(sheet, "notes", []) + 1
    for column, wide in enumerate((26.0, 100.0)):
        sheet.set_column(column, column, wide, book.style())
    uses = [(str(n), book.word(f"use_{n}")) for n in range(1, 6)]
    kinds = [(word_of(KIND_WORDS, k, lang), book.word(f"kind_{k}")) for k in KIND_WORDS]
    files = [
        (_file(r), "；".join(t for t in (d.title, str(d.published or ""), d.publisher) if t))
        for r in readings
        for d in (r.document,)
    ]
    speakers = [(s.name, s.title or f"{s.unit}{s.post}") for r in readings for s in r.speakers]
    left = [(_file(r), note.text(lang)) for r in readings for note in (*r.document.notes, *r.notes)]
    sections = (
        *(("use", uses), ("kinds", kinds), ("documents", files)),
        *(("speakers", speakers), ("remarks", left)),
    )
    for key, pairs in sections:
        if not pairs:
            continue
        book.text(sheet, row, 0, book.word(key), book.style("section"))
        for name, text in pairs:
            row += 1
            book.text(sheet, row, 0, name, book.style("line", "wrap"))
            book.text(sheet, row, 1, text, book.style("line", "wrap"))
            book.fit_row(sheet, row, [(name, 26.0), (text, 100.0)])
        row += 2


def _place(book: LedgerBook, reading: Reading, quote: Quote) -> str:
    return place_of(reading, quote, book.brief.lang)


def _file(reading: Reading) -> str:
    return reading.document.name


SHEETS = (_figures, _questions, _contradictions, _lessons, _follow_ups, _notes)
"""What writes each further sheet, in order."""
