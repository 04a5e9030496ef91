"""A document as it was read, and quotes from it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from .observations import Note


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document with their place: `text` stands at `start` to `end`, in code points."""

    text: str
    start: int
    end: int

    def overlaps(self, other: Quote) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Quote) -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where the stretch of text from `start` on stands in the file: a page, a paragraph, a row of a table."""

    start: int
    words: Note


@dataclass(frozen=True)
class Document:
    """A document in one piece of text, as it was read, with what it says of itself.

    `text` is never changed after reading: every quote's place counts its code points. `notes` say what
    the reader of the file left out or could not know.

    >>> report = Document("a.txt", "今年目标\\n增长8%。")
    >>> report.quote(5, 9)
    Quote(text='增长8%', start=5, end=9)
    """

    name: str
    text: str
    title: str = ""
    published: date | None = None
    publisher: str = ""
    places: tuple[Place, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    def quote(self, start: int, end: int) -> Quote:
        """Return the words from `start` to `end`."""
        return Quote(self.text[start:end], start, end)

    def place(self, start: int) -> Note:
        """Return where a character stands in the file, in words."""
        found = bisect_right([p.start for p in self.places], start)
        return self.places[found - 1].words if found else Note("", "")
