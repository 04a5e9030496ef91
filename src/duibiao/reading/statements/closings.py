"""Lines behind the items of a list that say who is responsible, and perhaps by when: 责任单位：市商务局　完成时限：6月底."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..passages import Passages
from ..rules import rules
from .sections import heading_level

_UNNUMBERED = 9


@dataclass(frozen=True, slots=True)
class Closing:
    """A line that closes the items before it, or a heading that ends the block before it (both words are then "")."""

    start: int
    body: str = ""
    due: str = ""


class Closings:
    """The closing lines of a document in order."""

    def __init__(self, passages: Passages) -> None:
        self._lines = tuple(_closings(passages))
        self._starts = [line.start for line in self._lines]
        self._first_leads = _says_first_leads(passages.plain)

    def after(self, place: int) -> Closing:
        """Return the line that closes the item at a place; one without words where none does."""
        at = bisect_right(self._starts, place)
        return self._lines[at] if at < len(self._lines) else Closing(place)

    def lead_of(self, body: str) -> str:
        """Return the first of several bodies where the document says that the first one leads."""
        return re.split("[、，]", body)[0] if self._first_leads else body


def _closings(passages: Passages) -> list[Closing]:
    table, found = _table(), []
    for paragraph in passages.paragraphs:
        words = passages.words(paragraph)
        bracket = table["bracketed"].fullmatch(words)
        body = bracket["body"] if bracket else ""
        if bracket and not responsible(body):
            body = body if table["bracket"].fullmatch(re.sub("（[^）]*）", "", body)) else ""
        elif bracket or table["line"].match(words):
            body = responsible(words)
        if body:
            due = table["due"].search(words)
            found.append(Closing(paragraph.start, body, due["by"] if due else ""))
        elif table["block"].match(words) or (
            paragraph.is_heading and heading_level(words) < _UNNUMBERED
        ):
            found.append(Closing(paragraph.start))
    return found


def _says_first_leads(text: str) -> bool:
    """Whether a document says for all its items that the first body leads, and not behind the bodies of one."""
    table = _table()
    found = table["first_leads"].search(text)
    if found is None:
        return False
    opened = max(text.rfind(mark, 0, found.start()) for mark in "（。\n")
    return not table["responsible"].search(text[opened + 1 : found.start()])


def responsible(words: str) -> str:
    """Return the lead where one is marked, else all that are responsible, as written; "" where none is named.

    >>> responsible("责任单位：市商务局、市财政局；完成时限：6月底")
    '市商务局、市财政局'
    """
    table = _table()
    found = table["lead"].search(words) or table["responsible"].search(words)
    bodies = leading(found["body"]) if found else ""
    return re.split("[、，]", bodies)[0] if table["first_leads"].search(words) else bodies


def leading(bodies: str) -> str:
    """Return the body marked as the lead, else all as they stand.

    >>> leading("区林业局（牵头）、观珠镇政府"), leading("市商务局、市财政局")
    ('区林业局', '市商务局、市财政局')
    """
    marked = _table()["marked"].search(bodies)
    words = marked["body"] if marked else bodies
    return _table()["shared"].sub("", words.strip(" 　，；。"))


_NAMES = ("bracketed", "bracket", "line", "due", "block", "lead", "responsible", "marked", "shared")


@lru_cache(maxsize=1)
def _table() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rules("owners")[name]) for name in (*_NAMES, "first_leads")}
