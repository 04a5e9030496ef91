"""The stretches of a text between marks, with what stands in brackets set aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ..passages import Paragraph, Passages

_ASIDE = re.compile(r"（(?![一二三四五六七八九十\d]{1,3}）)(?:[^（）\n]|（[^（）\n]*）)*）")
# A colon before a number names what the number is of (2022年计划投资：4亿元) and parts nothing.
_MARK = re.compile(r"(?:[，；。！？…|\t]|：(?!\d[\d.,]*(?:[^\d.,月日年底]|$)))+[”’」』]*")
_WORD = re.compile(r"[^\W_]")
_BLANK = "\ufffc"
_BLANKS = " \u3000" + _BLANK
_OPENING, _CLOSING = "“‘「『", "”’」』"
_EDGES = _BLANKS + _CLOSING
_STOPS = frozenset("。！？…|\t")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two marks, of one paragraph (`line`) and sentence (both numbered).

    `words` are its words without what stands in brackets; `opens` says that it opens its sentence.
    """

    start: int
    end: int
    words: str
    mark: str
    line: int
    sentence: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """Words in brackets, and their place with the brackets."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Segments:
    """The segments of a document in order, and its asides."""

    items: tuple[Segment, ...]
    asides: tuple[Aside, ...]

    def asides_of(self, start: int, end: int) -> list[Aside]:
        """Return the asides that begin between two places."""
        first = bisect_left(self.asides, start, key=lambda a: a.start)
        last = bisect_left(self.asides, end, key=lambda a: a.start)
        return list(self.asides[first:last])


def cut(passages: Passages) -> Segments:
    """Return the segments of the paragraphs, headings included."""
    text = passages.plain
    asides = [Aside(m.start(), m.end(), m[0][1:-1]) for m in _ASIDE.finditer(text)]
    masked = _ASIDE.sub(lambda m: _BLANK * len(m[0]), text)
    tabs = passages.document.text
    if "\t" in tabs:
        masked = "".join("\t" if raw == "\t" else c for raw, c in zip(tabs, masked, strict=True))
    items: list[Segment] = []
    sentence = 0
    for line, paragraph in enumerate(passages.paragraphs):
        opens = True
        for start, end, mark in _stretches(masked, paragraph):
            words = masked[start:end].replace(_BLANK, "")
            if words:
                items.append(Segment(start, end, words, mark[:1], line, sentence, opens))
                opens = False
            if mark[:1] in _STOPS:
                opens, sentence = True, sentence + 1
        sentence += 1
    return Segments(tuple(items), tuple(asides))


def _stretches(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    at = paragraph.start
    while at < paragraph.end:
        close = _MARK.search(text, at, paragraph.end)
        stop = close.start() if close else paragraph.end
        start, end = _trim(text, at, stop)
        if _WORD.search(text, start, end):
            yield start, end, close[0] if close else ""
        at = max(close.end() if close else paragraph.end, at + 1)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks, brackets at the end, and quotation marks whose partner stands elsewhere."""
    while start < end:
        first, last = text[start], text[end - 1]
        if first in _EDGES or (first in _OPENING and _partner(first) not in text[start:end]):
            start += 1
        elif last in _BLANKS or (last in _CLOSING and _partner(last) not in text[start:end]):
            end -= 1
        else:
            break
    return start, end


def _partner(mark: str) -> str:
    return (_CLOSING + _OPENING)[(_OPENING + _CLOSING).index(mark)]
