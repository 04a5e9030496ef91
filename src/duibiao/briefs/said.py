"""What documents say, ready to print in a brief: quotes with their place, numbers with their trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duibiao.records import (
    Document,
    LedgerRow,
    Quote,
    Reading,
    Statement,
    Target,
    indicator_name,
    ledger_rows,
    place_of,
)

from .document import Number, Text
from .figures import DASH
from .reading_words import target_text
from .writer import Writer

SHORT = 36
"""From how many characters on a quote is cut outside the ledger."""


@dataclass(frozen=True)
class Said:
    """The documents of a brief and the rows of their ledger, numbered as `duibiao read` numbers them."""

    w: Writer
    readings: tuple[Reading, ...]
    rows: tuple[tuple[Reading, LedgerRow], ...]
    numbers: dict[tuple[Document, Quote], list[int]] = field(default_factory=dict)

    @staticmethod
    def of(w: Writer, readings: Sequence[Reading]) -> Said:
        """Return what several readings say; one that is given twice is told once."""
        said = tuple(dict.fromkeys(readings))
        rows: list[tuple[Reading, LedgerRow]] = []
        numbers: dict[tuple[Document, Quote], list[int]] = {}
        for reading in said:
            for row in ledger_rows(reading, w.lang, w.panel.indicators, len(rows) + 1):
                rows.append((reading, row))
                key = reading.document, row.statement.quote
                numbers.setdefault(key, []).append(len(rows))
        return Said(w, said, tuple(rows), numbers)

    def number(self, reading: Reading, statement: Statement) -> str:
        """Return a commitment's numbers in the ledger: 7, or 7—9 where it has several targets."""
        found = self.numbers[reading.document, statement.quote]
        return str(found[0]) if len(found) == 1 else f"{found[0]}—{found[-1]}"

    def place(self, reading: Reading, quote: Quote) -> str:
        """Return where a quote stands, with the number of its document where there are several."""
        place = place_of(reading, quote, self.w.lang)
        if len(self.readings) == 1:
            return place
        n = str(1 + self.readings.index(reading))
        return self.w.plain("measures.place_in", n=n, place=place)

    def documents(self) -> Text:
        """Return the sentence that lists the documents."""
        items = [
            self.w.plain(
                "measures.read_item", n=str(n), name=_name(r.document), date=self._date(r.document)
            )
            for n, r in enumerate(self.readings, start=1)
        ]
        listed = self.w.clauses(items)
        return self.w.say("measures.read", n=str(len(self.readings)), items=listed)

    def target(self, reading: Reading, target: Target) -> Text:
        """Return what a target asks, its number with a trace to its words; a standard or a state has no number."""
        text = target_text(target, self.w.lang)
        if target.value is None:
            return (text or DASH,)
        return (Number(text, self.trace(reading, target, text)),)

    def trace(self, reading: Reading, target: Target, text: str) -> str:
        """Keep the trace of a target's number and return its id."""
        name = indicator_name(target.indicator, target.name, self.w.panel.indicators, self.w.lang)
        n = self.readings.index(reading)
        quote = target.quote
        return self.w.read(
            f"said.{n}.{quote.start}-{quote.end}.{text}.{target.deadline}",
            self.w.plain("measures.trace_target", name=name),
            text,
            source=_name(reading.document) + self._date(reading.document),
            place=place_of(reading, quote, self.w.lang),
            given=quote.text,
        )

    def _date(self, document: Document) -> str:
        if document.published is None:
            return ""
        return self.w.plain("measures.read_date", date=str(document.published))


def _name(document: Document) -> str:
    return document.title or document.name


def shortened(quote: Quote) -> str:
    """Return the words of a quote, what is beyond `SHORT` characters cut and marked.

    >>> shortened(Quote("增长8%", 0, 4))
    '增长8%'
    """
    text = quote.text
    return text if len(text) <= SHORT else text[: SHORT - 2] + "……"
