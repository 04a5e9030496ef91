"""The paper of the ledger: a workbook with the ledger's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from duibiao.records import Catalogue, Lang, Panel, Reading, Regions

from .document import Brief
from .reading_tables import shortened
from .workbook_book import Book, Head
from .writer import Writer

# A date of making would make two ledgers of one reading differ.
_MADE = datetime(2000, 1, 1)
_NAMED, _NAME = 3, 40
"""How many documents a title names, and with how many characters each: a page's head holds 255."""
_WRAPPED = 20


@dataclass
class LedgerBook(Book):
    """A ledger under way."""

    def word(self, key: str, /, **places: str) -> str:
        """Return a fixed text of the ledger."""
        return self.w.plain(f"ledger.{key}", **places)

    @property
    def catalogue(self) -> Catalogue:
        """The indicators whose names the ledger uses."""
        return self.w.panel.indicators

    @staticmethod
    def of(into: Any, readings: Sequence[Reading], lang: Lang, catalogue: Catalogue) -> LedgerBook:
        """Return an empty ledger of these readings that will be written into a binary stream."""
        import polars as pl
        import xlsxwriter

        # The writer takes its names from a panel: one of the catalogue, without figures.
        w = Writer(Panel(Regions(()), catalogue, pl.DataFrame({"value": []})), lang)
        names = [shortened(r.document.title or r.document.name, _NAME) for r in readings[:_NAMED]]
        more = " …" if len(readings) > _NAMED else ""
        title = w.plain("ledger.title", what=w.word("word.enumeration").join(names) + more)
        days = sorted(r.document.published for r in readings if r.document.published)
        dates = "—".join(dict.fromkeys(str(d) for d in (days[:1] + days[-1:])))
        published = w.plain("ledger.published", dates=dates) if dates else ""
        brief = Brief(lang, title, "", published, (), ())
        book = LedgerBook(xlsxwriter.Workbook(into, {"constant_memory": True}), brief, w)
        book.file.set_properties({"title": title, "author": "duibiao", "created": _MADE})
        return book

    def table(
        self,
        key: str,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str | float | None]],
    ) -> tuple[Any, int]:
        """Write a sheet that is one table; return it with the row of its heads.

        Each column is the key of its title and its width; a wide one is broken into lines.
        """
        sheet = self.sheet(key)
        head = self.opening(sheet, key, [self.word(f"{key}_note" if rows else "none")]) + 1
        heads = [Head(self.word(f"column_{name}"), wide) for name, wide in columns]
        self.heads(sheet, head, heads, height=22)
        for number, row in enumerate(rows, start=head + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float):
                    look = "number" if columns[column][0] == "value" else "centre"
                    self.value(sheet, number, column, cell, self.style("line", look))
                else:
                    self.text(sheet, number, column, cell or "", self.style("line", "wrap"))
            wide = [(str(c or ""), w) for c, (_, w) in zip(row, columns, strict=True)]
            self.fit_row(sheet, number, [(t, w) for t, w in wide if w >= _WRAPPED])
        self.frame(sheet, head, heads, head + len(rows), frozen=1)
        return sheet, head
