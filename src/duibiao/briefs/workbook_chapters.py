"""Sheets that hold the tables of one chapter of the brief, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .chapters.efficiency import efficiency_chapter, scores_table
from .chapters.measures import measures_chapter
from .document import Chapter, Paragraph, Table, plain
from .notes import table_note
from .workbook_book import Book, width

if TYPE_CHECKING:
    from duibiao._study import Study

_MOST = 30.0
"""The widest column, in characters; what is longer is broken into lines."""


def write_measures(book: Book, study: Study) -> None:
    """Write what the documents of a study say of its gaps, where any was read."""
    chapter = measures_chapter(study, book.w)
    if chapter is not None:
        _write_chapter(book, chapter)


def write_efficiency(book: Book, study: Study) -> None:
    """Write what a study says of efficiency, with the scores of all regions, where it was asked for."""
    chapter = efficiency_chapter(study, book.w)
    if chapter is not None and study.efficiency is not None:
        _write_chapter(book, chapter, scores_table(book.w, study.efficiency))


def _write_chapter(book: Book, chapter: Chapter, *more: Table) -> None:
    sheet = book.sheet(chapter.id)
    row = book.opening(sheet, chapter.id, [])
    tables = [*(b for b in chapter.blocks if isinstance(b, Table)), *more]
    widths = _widths(tables)
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide, book.style())
    notes = [plain(b.text) for b in chapter.blocks if isinstance(b, Paragraph)]
    for text in (plain(chapter.lead), *notes):
        _write_across(book, sheet, row, text, widths)
        row += 1
    row += 1
    for table in tables:
        row = _write_table(book, sheet, row, table, widths) + 2


def _widths(tables: list[Table]) -> list[float]:
    """The width of each column of the sheet: what the widest of its tables needs there."""
    columns = max((len(t.columns) for t in tables), default=0)
    return [
        max(
            width([t.columns[n].title, *(plain(r[n]) for r in t.rows)], most=_MOST)
            for t in tables
            if n < len(t.columns)
        )
        for n in range(columns)
    ]


def _write_table(book: Book, sheet: Any, row: int, table: Table, widths: list[float]) -> int:
    """Write a table from a row on, its note under it; return the row after it."""
    book.text(sheet, row, 0, table.title, book.style("section"))
    row += 1
    for column, head in enumerate(table.columns):
        book.text(sheet, row, column, head.title, book.style("head"))
    for cells in table.rows:
        row += 1
        texts = [plain(cell) for cell in cells]
        for column, text in enumerate(texts):
            right = table.columns[column].align == "right"
            style = book.style("line", "number") if right else book.style("line", "wrap", indent=1)
            book.text(sheet, row, column, text, style)
        book.fit_row(sheet, row, list(zip(texts, widths, strict=False)))
    if note := plain(table_note(table, book.brief.traces, book.brief.lang)):
        row += 1
        _write_across(book, sheet, row, note, widths)
    return row + 1


def _write_across(book: Book, sheet: Any, row: int, text: str, widths: list[float]) -> None:
    """Write a text over all columns, broken into lines."""
    style = book.style("muted", "wrap")
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
    book.text(sheet, row, 0, text, style)
    book.fit_row(sheet, row, [(text, sum(widths))])
