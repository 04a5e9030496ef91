"""A document cut into paragraphs, sentences and clauses, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from duibiao.records import Document

from .script import plain

_SENTENCE_END = re.compile(r"[。！？…]+[”’」』）]*|$")
_CLAUSE_END = re.compile(r"[，；：]+")
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]+[章节部分篇、.．]|（[一二三四五六七八九十\d]+）)"
)
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks; `mark` is the one that closes it (，；：。 or "" at a line's end)."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place and its clauses."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text. A heading is short and closes without a mark, or is numbered and short."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    is_heading: bool


@dataclass(frozen=True)
class Passages:
    """A document's text in one spelling (`plain`, of the same length) and its parts in order.

    >>> passages = Passages(Document("a.txt", "一、目标\\n增长8%,达到5亿元。开工。"))
    >>> [passages.words(c) for c in passages.clauses()]
    ['一、目标', '增长8%', '达到5亿元', '开工']
    >>> passages.paragraphs[0].is_heading
    True
    """

    document: Document

    @cached_property
    def plain(self) -> str:
        """The text in one spelling; the same length as the document's."""
        return plain(self.document.text)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The lines that are not empty."""
        return tuple(_paragraph(self.plain, m.start(), m.end()) for m in _lines(self.plain))

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences in order."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses in order."""
        for sentence in self.sentences():
            yield from sentence.clauses

    def words(self, part: Clause | Sentence | Paragraph) -> str:
        """Return the words of a part, in one spelling."""
        return self.plain[part.start : part.end]


def _lines(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^\s\n](?:[^\n]*[^\s\n])?", text)


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    sentences, at = [], start
    while at < end:
        close = _SENTENCE_END.search(text, at, end)
        stop, mark = (close.start(), close[0]) if close else (end, "")
        after = close.end() if close else end
        if text[at:stop].strip():
            sentences.append(Sentence(at, stop, tuple(_clauses(text, at, stop, mark[:1]))))
        at = max(after, at + 1)
    words = text[start:end]
    short = len(words) <= _LONGEST_HEADING
    closed = words[-1] in "。！？；，…"
    heading = short and not closed and (len(sentences) == 1 or bool(_HEADING.match(words)))
    return Paragraph(start, end, tuple(sentences), heading)


def _clauses(text: str, start: int, end: int, mark: str) -> Iterator[Clause]:
    at = start
    for m in (*_CLAUSE_END.finditer(text, start, end), None):
        stop = m.start() if m else end
        left = at + len(text[at:stop]) - len(text[at:stop].lstrip())
        right = left + len(text[left:stop].rstrip())
        if right > left:
            yield Clause(left, right, m[0][:1] if m else mark)
        at = m.end() if m else end
