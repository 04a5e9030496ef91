"""A document while its file is being read: its text grows line by line, and each place is noted."""

from __future__ import annotations

from datetime import date

from duibiao.records import Note, Place


class Draft:
    """The text so far, where each part of it stands in the file, and what the file says of itself.

    `title`, `publisher` and `published` come from the file's own fields; `aside` is text of the file
    that is no part of the document and may name its date and source. `notes` say what was left out.

    >>> draft = Draft()
    >>> draft.paragraph("今年目标"), draft.row(["指标", "目标"]), draft.row(["用电量", "增长8%"])
    (None, None, None)
    >>> draft.text, draft.places[2].words.zh
    ('今年目标\\n指标\\t目标\\n用电量\\t增长8%', '表1第2行')
    """

    def __init__(self) -> None:
        self.title = ""
        self.publisher = ""
        self.published: date | None = None
        self.aside = ""
        self.places: list[Place] = []
        self.notes: list[Note] = []
        self._parts: list[str] = []
        self._length = 0
        self._paragraphs = 0
        self._tables = 0
        self._rows = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def line(self, words: str) -> None:
        """Add a line."""
        if self._parts:
            self._write("\n")
        self._write(words)

    def paragraph(self, words: str) -> None:
        """Add a line that is a paragraph, and count it where it is not empty; a table ends before it."""
        self._rows = 0
        self.line("")
        if words.strip():
            self._paragraphs += 1
            n = self._paragraphs
            self.mark(Note(zh=f"第{n}段", en=f"paragraph {n}"))
        self._write(words)

    def row(self, cells: list[str]) -> None:
        """Add a line that is a row of a table, its cells kept apart by tabs."""
        self._tables += self._rows == 0
        self._rows += 1
        self.line("")
        t, r = self._tables, self._rows
        self.mark(Note(zh=f"表{t}第{r}行", en=f"table {t}, row {r}"))
        self._write("\t".join(" ".join(cell.split()) for cell in cells).rstrip())

    def end_table(self) -> None:
        """Let the next row start another table."""
        self._rows = 0

    def more(self, words: str) -> None:
        """Go on with the last line."""
        self._write(words)

    def mark(self, words: Note) -> None:
        """Note that what comes next stands at this place of the file."""
        self.places.append(Place(self._length, words))

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
