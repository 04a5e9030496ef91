"""Who is to act: the subject of a stretch, 由…牵头, a bracket or line of responsibility, a column of a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, fields
from functools import lru_cache

from ..rules import rules
from .closings import leading, responsible
from .kinds import Words, mark_length, opens_with_deed
from .pieces import Piece
from .segments import Segment
from .survey import Survey, within


class Owners:
    """Names the body that is to act for each piece of a document, asked for in order."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._plain = survey.passages.plain
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
        named = self._bracket(piece) or leading(self._columns.get(first.line, ""))
        named = named or self._survey.closings.after(piece.start).body
        if named:
            return self._survey.closings.lead_of(named), "owner.responsible"
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
            body = _acting(words)
            if body:
                return self._as_written(body, piece)
        before = [s for s in self._sentence(piece) if s.start < piece.start]
        joined = [s for i, s in enumerate(before) if all(b.mark != "；" for b in before[i:])]
        place = self._place_at(piece.start + mark_length(self._plain[piece.start : piece.end]))
        if place:
            return place
        for segment in reversed(joined):
            body = _acting(segment.words[mark_length(segment.words) :])
            if body:
                return self._as_written(body, piece)
        found = table.said.match("，".join(s.words for s in before))
        return _body(found) or self._of_paragraph(piece)

    def _as_written(self, body: str, piece: Piece) -> str:
        """Return the name of all bodies of a kind with the bracket in it (各县（市、区）)."""
        if not body.startswith("各"):
            return body
        line = self._survey.passages.paragraphs[piece.segments[0].line]
        asides = "".join(f"{re.escape(c)}(?:（[^）]{{1,8}}）)?" for c in body)
        found = re.search(asides, self._plain[line.start : line.end])
        return found[0] if found else body

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
            body = responsible(aside.words) or (
                _body(_table().bracket.fullmatch(aside.words)) if closing else ""
            )
            if body:
                return body
        return responsible(self._plain[piece.end : line.end])


def _acting(words: str) -> str:
    """Return the body that a stretch says is to act: before its verb, or behind 由."""
    table = _table()
    for found in (table.led.search(words), _before_verb(words), table.subject.match(words)):
        body = found if isinstance(found, str) else _body(found)
        body = _NEXT.sub("", body)
        if body and not (table.nobody.fullmatch(body) or _is_built(body, words)):
            return body
    return ""


def _before_verb(words: str) -> str:
    """Return a body that opens a stretch, with a time or nothing before its verb (州财政局抓紧拨付, 区供电公司6月底前完成)."""
    table = _table()
    told = table.told.match(words)
    start = told.end() if told else 0
    time = table.time.match(words, start)
    start = time.end() if time else start
    for end in table.ending.finditer(words, start + 1, start + _LONGEST_BODY):
        body, rest = words[start : end.end()], words[end.end() :]
        if not table.name.fullmatch(body) or Words.of(body).verb:
            return ""
        for pattern in (table.between, table.time, table.between):
            skip = pattern.match(rest)
            rest = rest[skip.end() :] if skip else rest
        if rest and (table.acts.match(rest) or opens_with_deed(rest)):
            return body
    return ""


def _is_built(body: str, words: str) -> bool:
    """Whether what is named is no body but a place whose own end follows (科创中心10月底前封顶)."""
    table = _table()
    after = words[words.index(body) + len(body) :] if body in words else ""
    return bool(table.built.search(body) and table.finished.fullmatch(after))


_NEXT = re.compile("^(?:下一?步|下一?阶段|接下来|今后|目前|同时)(?=..)")
_LONGEST_BODY = 22


def _body(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    named = found.groupdict()
    return named["body"] or named.get("strict") or named.get("every") or ""


@dataclass(frozen=True, slots=True)
class _Table:
    subject: re.Pattern[str]
    led: re.Pattern[str]
    nobody: re.Pattern[str]
    not_theirs: re.Pattern[str]
    bracket: re.Pattern[str]
    ending: re.Pattern[str]
    told: re.Pattern[str]
    between: re.Pattern[str]
    acts: re.Pattern[str]
    name: re.Pattern[str]
    time: re.Pattern[str]
    built: re.Pattern[str]
    finished: re.Pattern[str]
    said: re.Pattern[str]
    place_acts: re.Pattern[str]
    alone: re.Pattern[str]
    party: re.Pattern[str]
    after: re.Pattern[str]
    own: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    owners = rules("owners")
    time = rf"(?:{rules('targets')['times']['any']})+"
    state = rules("targets")["ends"]["state"]
    made = {
        "name": r"(?![与和同向经对把将以按为在从到赴使让每]|会同|联合)(?:(?!会同|要|将)[\u4e00-\u9fff、“”]){3,}",
        "time": time,
        "built": owners["built"] + "$",
        "finished": rf"(?:{time}|争取|力争|确保|必须|务必|要|将|主体|全面)*(?:{state})+",
    }
    names = [f.name for f in fields(_Table) if f.name not in made]
    return _Table(**{n: re.compile(p) for n, p in (made | {n: owners[n] for n in names}).items()})
