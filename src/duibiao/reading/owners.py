"""Who is to act: the subject of a stretch, 由…牵头, a bracket or line of responsibility, a column of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from .pieces import Piece
from .rules import rules
from .sections import heading_level
from .survey import Survey


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of responsibility, or a heading that ends the block before it (`body` is then "")."""

    start: int
    body: str


class Owners:
    """Names the body that is to act for each piece of a document, asked for in order."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._plain = survey.passages.plain
        self._lines = tuple(self._responsible_lines())
        self._columns = dict(self._table_cells())
        self._said = ""
        self._place = (-1, -1)

    def of(self, piece: Piece) -> tuple[str, str]:
        """Return the owner of a piece and the rule that found it; both "" where the text names none."""
        first = piece.segments[0]
        if first.line != self._place[0]:
            self._said = ""
        elif first.sentence != self._place[1] and re.match(_table().not_theirs, first.words):
            self._said = ""
        self._place = (first.line, first.sentence)
        for segment in piece.segments:
            found = _table().led.search(segment.words) or _table().subject.match(segment.words)
            if found and not _table().nobody.fullmatch(found["body"]):
                self._said = found["body"]
                return self._said, "owner.subject"
        named = self._bracket(piece) or self._columns.get(first.line, "") or self._line(piece)
        if named:
            return named, "owner.responsible"
        return (self._said, "owner.sentence") if self._said else ("", "")

    def _bracket(self, piece: Piece) -> str:
        line = self._survey.passages.paragraphs[piece.segments[-1].line]
        for aside in self._survey.segments.asides_of(piece.start, line.end):
            body = _responsible(aside.words)
            if body:
                return body
        return ""

    def _line(self, piece: Piece) -> str:
        at = bisect_right([x.start for x in self._lines], piece.start)
        return self._lines[at].body if at < len(self._lines) else ""

    def _responsible_lines(self) -> list[_Line]:
        lines = []
        for paragraph in self._survey.passages.paragraphs:
            words = self._survey.passages.words(paragraph)
            body = _responsible(words) if _table().line.match(words) else ""
            numbered = paragraph.is_heading and heading_level(words) < 9
            if body or numbered or _table().block.match(words):
                lines.append(_Line(paragraph.start, body))
        return lines

    def _table_cells(self) -> list[tuple[int, str]]:
        """Return for each row of a table the cell under 责任单位."""
        cells, column = [], -1
        text = self._survey.passages.document.text
        for i, paragraph in enumerate(self._survey.passages.paragraphs):
            row = text[paragraph.start : paragraph.end].split("\t")
            if len(row) < 2:
                column = -1
                continue
            heads = [j for j, cell in enumerate(row) if _table().column.fullmatch(cell.strip())]
            if heads:
                column = heads[0]
            elif 0 <= column < len(row):
                cells.append((i, row[column].strip()))
        return cells


def _responsible(words: str) -> str:
    """Return the lead where one is marked, else all that are responsible, as written."""
    found = _table().lead.search(words) or _table().responsible.search(words)
    return found["body"].strip(" 　，；。") if found else ""


@dataclass(frozen=True, slots=True)
class _Table:
    subject: re.Pattern[str]
    led: re.Pattern[str]
    nobody: re.Pattern[str]
    not_theirs: re.Pattern[str]
    lead: re.Pattern[str]
    responsible: re.Pattern[str]
    line: re.Pattern[str]
    block: re.Pattern[str]
    column: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table(**{name: re.compile(pattern) for name, pattern in rules("owners").items()})
