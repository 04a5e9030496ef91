"""The ledger of commitments as an Excel workbook that an office fills in, circulates and gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from duibiao.records import (
    COMPARATOR_SIGNS,
    LEDGER_COLUMNS,
    Catalogue,
    Lang,
    LedgerCell,
    LedgerRow,
    Reading,
    ledger_rows,
)

from .ledger_book import LedgerBook
from .ledger_sheets import SHEETS
from .workbook_book import Head

_WIDTHS = {
    **{"number": 6, "matter": 27, "kind": 9, "value": 10, "unit": 8, "deadline": 12, "owner": 17},
    **{"speaker": 9, "quote": 42, "place": 11, "confidence": 9, "indicator": 20, "measure": 8},
    **{
        "comparator": 9,
        "baseline": 9,
        "increase": 9,
        "relative_to": 16,
        "firmness": 8,
        "nature": 9,
    },
    **{"theme": 12, "learns_from": 10, "subjects": 18, "target_quote": 30, "document": 22},
}
_BROKEN = ("matter", "quote", "owner", "indicator", "relative_to", "subjects", "target_quote")
_CENTRED = ("number", "kind", "unit", "speaker", "measure", "comparator", "firmness", "nature")
_FROZEN = 2
_SPARE = 200
"""How many empty rows under the table have the drop-down lists too, for what is added by hand."""


def render_ledger(
    readings: Sequence[Reading], lang: Lang = "zh", catalogue: Catalogue | None = None
) -> bytes:
    """Return the ledger of what was read in one or several documents as an Excel workbook (.xlsx).

    The first sheet has a row for each target and each action, in the columns of `LEDGER_COLUMNS`; others
    hold figures, questions, contradictions, lessons, what to follow up, and how the ledger is used. What
    an office changes on the first sheet is read back by `apply_corrections`. The same readings give the
    same bytes. `catalogue` gives the names of indicators.

    >>> from duibiao.records import Document
    >>> render_ledger([Reading(Document("a.txt", "今年目标。"))])[:2]
    b'PK'
    """
    made = BytesIO()
    book = LedgerBook.of(made, readings, lang, catalogue or Catalogue())
    _write_commitments(book, readings)
    for sheet in SHEETS:
        sheet(book, readings)
    book.file.close()
    return made.getvalue()


def _write_commitments(book: LedgerBook, readings: Sequence[Reading]) -> None:
    lang, catalogue = book.brief.lang, book.catalogue
    rows: list[LedgerRow] = []
    for reading in readings:
        rows += ledger_rows(reading, lang, catalogue, start=len(rows) + 1)
    sheet = book.sheet("commitments")
    notes = [book.word("commitments_note"), book.word("commitments_more")]
    head = book.opening(sheet, "commitments", notes) + 1
    heads = [
        Head(c.title(lang), _WIDTHS[c.key], new_page=c.key in ("indicator", "theme"))
        for c in LEDGER_COLUMNS
    ]
    book.heads(sheet, head, heads)
    for number, row in enumerate(rows, start=head + 1):
        _write_row(book, sheet, number, row)
    last = head + len(rows)
    _lists(book, sheet, head + 1, last + _SPARE)
    book.frame(sheet, head, heads, last, frozen=_FROZEN)
    sheet.activate()


def _write_row(book: LedgerBook, sheet: Any, number: int, row: LedgerRow) -> None:
    for column, key in enumerate(c.key for c in LEDGER_COLUMNS):
        cell = row.cells.get(key)
        style = _style(book, key, row, cell)
        if isinstance(cell, int | float):
            book.value(sheet, number, column, cell, style)
        else:
            book.text(sheet, number, column, cell or "", style)
    texts = [(str(row.cells.get(k) or ""), float(_WIDTHS[k])) for k in _BROKEN]
    book.fit_row(sheet, number, texts)


def _style(book: LedgerBook, key: str, row: LedgerRow, cell: LedgerCell) -> Any:
    """A number shows its comparator as a sign and stays a number; a deadline stays a text when edited."""
    if key == "value" and isinstance(cell, float) and row.target:
        sign = COMPARATOR_SIGNS[row.target.comparator]
        return book.style("line", "number", num_format=f'"{sign}"General' if sign else "General")
    if key == "confidence":
        return book.style("line", "centre", num_format="0.00")
    if key == "deadline":
        return book.style("line", "centre", num_format="@")
    if key in _CENTRED:
        return book.style("line", "centre")
    return book.style("line", "number" if key in ("baseline", "increase", "value") else "wrap")


def _lists(book: LedgerBook, sheet: Any, first: int, last: int) -> None:
    """Drop-down lists for the columns that take one of a few words, and how to write a value."""
    lang = book.brief.lang
    for column, c in enumerate(LEDGER_COLUMNS):
        if c.words:
            words = [names[0 if lang == "zh" else 1] for names in c.words.values()]
            allowed = {"validate": "list", "source": [w for w in words if w], "ignore_blank": True}
            wrong = {"error_title": c.title(lang), "error_message": book.word("choose_one")}
            sheet.data_validation(first, column, last, column, allowed | wrong)
        elif c.key in ("value", "deadline"):
            told: Mapping[str, str] = {
                "validate": "any",
                "input_title": c.title(lang),
                "input_message": book.word(f"how_{c.key}"),
            }
            sheet.data_validation(first, column, last, column, told)
