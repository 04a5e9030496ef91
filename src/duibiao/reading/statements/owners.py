"""Who is to act: the subject of a stretch, 由…牵头, a bracket or line of responsibility, a column of a table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..rules import rules
from .kinds import mark_length
from .pieces import Piece
from .sections import heading_level
from .segments import Segment
from .survey import Survey, within


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
        self._columns = survey.tables.under("owner")
        self._parties = frozenset(m["party"] for m in _table().party.finditer(self._plain))
        self._said = ""
        self._place = (-1, -1)

    def of(self, piece: Piece) -> tuple[str, str]:
        """Return the owner of a piece and the rule that found it; both "" where the text names none."""
        first = piece.segments[0]
        if first.line != self._place[0] or (
            first.sentence != self._place[1] and re.match(_table().not_theirs, first.words)
        ):
            self._said = ""
        self._place = (first.line, first.sentence)
        subject = self._subject(piece)
        if subject:
            self._said = subject
            return subject, "owner.subject"
        named = self._bracket(piece) or self._columns.get(first.line, "") or self._line(piece)
        if named:
            return named, "owner.responsible"
        after = _table().after.match(self._plain, piece.end)
        if after:
            return after["body"], "owner.after"
        if not self._said:
            self._said = self._party_of_section(piece)
        return (self._said, "owner.sentence") if self._said else ("", "")

    def _subject(self, piece: Piece) -> str:
        """Return the subject of a piece, or of who is said to have said it in its sentence."""
        table = _table()
        for segment in piece.segments:
            words = segment.words[mark_length(segment.words) :]
            found = table.led.search(words) or table.subject.match(words)
            body = _body(found)
            if body and not table.nobody.fullmatch(body):
                return body
        before = [s for s in self._sentence(piece) if s.start < piece.start]
        place = self._place_at(piece.start + mark_length(self._plain[piece.start : piece.end]))
        if place:
            return place
        for segment in reversed(before):
            body = _body(table.subject.match(segment.words[mark_length(segment.words) :]))
            if body and not table.nobody.fullmatch(body):
                return body
        found = table.said.match("，".join(s.words for s in before))
        return _body(found) or self._of_paragraph(piece)

    def _of_paragraph(self, piece: Piece) -> str:
        """Return the body that an earlier sentence of the paragraph says is to act (县里年内要办好四件事)."""
        first, items = piece.segments[0], self._survey.segments.items
        at = bisect_left(items, first.start, key=lambda s: s.start)
        while at and items[at - 1].line == first.line:
            at -= 1
            words = items[at].words
            if not re.match(_table().not_theirs, words):
                body = _body(_table().own.search(words))
                body = body or self._place_at(items[at].start + mark_length(words))
                if body:
                    return body
        return ""

    def _place_at(self, start: int) -> str:
        """Return the county or town that opens a deed as its subject (华州要保住300亿元), or ""."""
        for region in within(self._survey.regions, start, start + 1):
            if not region.own and _table().place_acts.match(self._plain, region.end):
                return self._plain[region.start : region.end]
        return ""

    def _sentence(self, piece: Piece) -> list[Segment]:
        items, first = self._survey.segments.items, piece.segments[0]
        at = bisect_left(items, first.start, key=lambda s: s.start)
        while at and items[at - 1].sentence == first.sentence:
            at -= 1
        return list(items[at : at + 40])

    def _party_of_section(self, piece: Piece) -> str:
        headings = (self._plain[start:end] for start, end in piece.section.headings)
        return next((p for words in headings for p in self._parties if p in words), "")

    def _bracket(self, piece: Piece) -> str:
        line = self._survey.passages.paragraphs[piece.segments[-1].line]
        last = re.split(r"[，；]", self._plain[line.start : line.end])[-1]
        alone = _table().alone.fullmatch(last)
        if alone and line.end > piece.end:
            return str(alone["body"])
        for aside in self._survey.segments.asides_of(piece.start, line.end):
            closing = self._plain[aside.end : aside.end + 1] in ("", "\n", "。")
            body = _responsible(aside.words) or (
                _body(_table().bracket.fullmatch(aside.words)) if closing else ""
            )
            if body:
                return body
        return _responsible(self._plain[piece.end : line.end])

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


def _body(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    named = found.groupdict()
    return named["body"] or named.get("strict") or named.get("every") or ""


def _responsible(words: str) -> str:
    """Return the lead where one is marked, else all that are responsible, as written."""
    table = _table()
    found = table.lead.search(words) or table.responsible.search(words)
    found = (found and table.marked.search(found["body"])) or found
    return table.shared.sub("", found["body"].strip(" 　，；。")) if found else ""


@dataclass(frozen=True, slots=True)
class _Table:
    subject: re.Pattern[str]
    led: re.Pattern[str]
    nobody: re.Pattern[str]
    not_theirs: re.Pattern[str]
    marked: re.Pattern[str]
    bracket: re.Pattern[str]
    lead: re.Pattern[str]
    responsible: re.Pattern[str]
    said: re.Pattern[str]
    place_acts: re.Pattern[str]
    alone: re.Pattern[str]
    party: re.Pattern[str]
    after: re.Pattern[str]
    line: re.Pattern[str]
    shared: re.Pattern[str]
    own: re.Pattern[str]
    block: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table(**{name: re.compile(pattern) for name, pattern in rules("owners").items()})
