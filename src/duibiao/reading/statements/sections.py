"""What the section says of the stretches in it: past or plan, tasks, gaps, lessons; and its own time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..expressions.patterns import any_of
from ..passages import Passages
from ..rules import rules
from .tables import Cell

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十\d]+[章部篇]"),
    re.compile(r"[一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十]+节"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]+[，、]"),
    re.compile(r"（\d{1,2}）|[①-⑳]"),
)
UNNUMBERED = 9
"""The level of a heading without a number."""
_LONGEST_LABEL = 14
_HEAD_LINES = 6
_LONGEST_TITLE = 60
_FIRST_HALF = 6


@dataclass(frozen=True, slots=True)
class Section:
    """The mood of a stretch of text and the rule that found it; `heading` is where its time may stand.

    `mood` is "plan", "past", "tasks", "gap", "lesson", "bulletin" or "".
    """

    mood: str = ""
    rule: str = ""
    level: int = 0
    headings: tuple[tuple[int, int], ...] = ()


class Sections:
    """Follow the headings and openings of a document from its start to its end."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._published = passages.document.published
        first = passages.plain.lstrip().split("\n", 1)[0]
        self._title = passages.document.title or (first if len(first) <= _LONGEST_TITLE else "")
        self._base = self._of_title()
        self._open: list[Section] = []
        self._line = Section()
        self._inline: tuple[tuple[int, int], ...] = ()
        self._begun = False

    @property
    def now(self) -> Section:
        """The section that the next stretch stands in."""
        above = (h for s in self._open for h in s.headings)
        headings = (*above, *self._inline, *self._line.headings)
        for section in (self._line, *reversed(self._open), self._base):
            if section.mood and not self._is_foreign(section):
                return Section(section.mood, section.rule, section.level, headings)
        return Section(headings=headings)

    def _is_foreign(self, section: Section) -> bool:
        """Whether a heading of a bulletin seems to promise or to ask: it tells of what was, as all of it does."""
        return self._base.mood == "bulletin" and section.mood in (
            "plan",
            "tasks",
            "creed",
            "lesson",
        )

    def enter_heading(self, start: int, end: int) -> None:
        """Begin the section that a heading opens, a line or the first sentence of one."""
        words = self._passages.plain[start:end]
        level = heading_level(words)
        if level == UNNUMBERED and not self._begun:
            return
        if (
            level == UNNUMBERED
            and not words.endswith("：")
            and self._open
            and not self._mood_of(words)[0]
        ):
            self._open = [s for s in self._open if s.level < level]
            self._open.append(Section("", "", level, ((start, end),)))
            return
        if level == UNNUMBERED:
            # A heading without a number that says its own mood stands above those that say nothing.
            level = min((s.level for s in self._open if s.level > 2), default=2)
        self._open = [s for s in self._open if s.level < level]
        mood, rule = self._mood_of(words)
        if not mood and words.endswith("："):
            mood, rule = next(((m, r) for m, r, p in _table().openings if p.match(words)), ("", ""))
        self._open.append(Section(mood, rule, level, ((start, end),)))

    def enter_line(self, words: str) -> None:
        """Begin a paragraph: what held for the last one only is over, but for the points of a list (——)."""
        self._begun = True
        if not words.startswith("——"):
            self._line = Section()
        self._inline = ()

    def enter_inline(self, start: int, end: int, *, urging: bool) -> None:
        """Begin what a heading at the head of a paragraph says of it; one that urges makes a plan of what tells no time."""
        self._inline = ((start, end),)
        if urging and not self.now.mood:
            self._line = Section("urging", "section.urging", 0)

    def enter_label(self, words: str, start: int) -> bool:
        """Begin what a label before a colon says of its paragraph (存在问题：); whether it is one."""
        mood, rule = self._mood_of(words)
        dated = bool(_table().dated.search(words))
        if (mood or dated) and len(words) <= _LONGEST_LABEL:
            self._line = Section(mood, rule, 0, ((start, start + len(words)),))
        return bool(mood)

    def enter_cell(self, cell: Cell) -> None:
        """Begin what the head of a column says of a cell: its mood and its time."""
        self._line = Section(cell.role, f"section.{cell.role}", 0, (cell.head,))

    def enter_opening(self, sentence: str, start: int, *, last: bool) -> None:
        """Begin what words at the opening of a sentence say of its paragraph.

        Where the sentence introduces a list, it holds until the next heading.
        """
        for mood, rule, pattern in _table().openings:
            found = pattern.match(sentence)
            if not found:
                continue
            place = (start, start + found.end())
            if sentence.endswith("：") or (last and _introduces(sentence[found.end() :])):
                level = max((s.level for s in self._open), default=0)
                self._open = [s for s in self._open if not s.rule.startswith("opening.")]
                self._open.append(Section(mood, rule, max(level, 1), (place,)))
            else:
                self._line = Section(mood, rule, 0, (place,))
            return
        year = _YEAR_FIRST.match(sentence)
        if year and self._published and int(year[1]) < self._published.year and not self.now.mood:
            self._line = Section("past", "section.year-past", 0, ((start, start + year.end()),))

    def _mood_of(self, words: str) -> tuple[str, str]:
        year = re.search(r"20\d\d", words)
        moods = [
            (mood, rule) for mood, rule, words_of in _table().headings if words_of.search(words)
        ]
        kinds = {mood for mood, _ in moods}
        if self._published and year and "plan" not in kinds and int(year[0]) < self._published.year:
            return "past", "section.year-past"
        if {"past", "plan"} <= kinds or not moods:
            if self._published and year and self._is_ahead(int(year[0])):
                return "plan", "section.year-ahead"
            return "", ""
        return moods[0]

    def _is_ahead(self, year: int) -> bool:
        """Whether a year named in a heading is still to be worked on: a coming one, or this one's first half."""
        if self._published is None or year != self._published.year:
            return self._published is not None and year > self._published.year
        return self._published.month <= _FIRST_HALF

    def _under_title(self) -> list[str]:
        """Return the dashed lines of the head that carry a title on: ——2020年一季度全县经济运行简析."""
        head = map(self._passages.words, self._passages.paragraphs[:_HEAD_LINES])
        return [
            w for w in head if w.startswith("——") and len(w) <= _LONGEST_TITLE and "。" not in w
        ]

    def _of_title(self) -> Section:
        table = _table()
        if table.spoken.search(self._title):
            # A speech or a trip's report tells of both: its headings say which.
            return Section()
        if any(map(table.bulletin.search, (self._title, *self._under_title()))):
            return Section("bulletin", "section.bulletin")
        for mood, rule, words in table.headings:
            if mood == "tasks" and words.search(self._title):
                return Section(mood, rule)
        past, plan = table.past.search(self._title), table.plan.search(self._title)
        if bool(past) != bool(plan):
            mood = "past" if past else "plan"
            return Section(mood, f"section.{mood}")
        year = re.search(r"20\d\d(?=年)", self._title)
        if year and self._is_ahead(int(year[0])) and not table.mixed.search(self._title):
            return Section("plan", "section.year-ahead")
        return Section()


_YEAR_FIRST = re.compile(r"(20\d\d)年，")


def _introduces(rest: str) -> bool:
    """Whether what follows an opening in its sentence promises nothing yet: the list below does."""
    return "，" not in rest.strip("，。") and "；" not in rest


def _heading_words(mood: dict[str, Any]) -> re.Pattern[str]:
    """Return the words of a mood's headings, unless words stand there that turn them round (补齐短板)."""
    words = any_of(mood["heading"])
    unless = mood.get("unless")
    return re.compile(f"^(?!.*(?:{any_of(unless)})).*(?:{words})" if unless else words)


def heading_level(words: str) -> int:
    """Return how deep a heading stands: 0 for chapters, 9 where it has no number."""
    return next((i for i, p in enumerate(_LEVELS) if p.match(words)), UNNUMBERED)


@dataclass(frozen=True, slots=True)
class _Table:
    headings: tuple[tuple[str, str, re.Pattern[str]], ...]
    openings: tuple[tuple[str, str, re.Pattern[str]], ...]
    bulletin: re.Pattern[str]
    plan: re.Pattern[str]
    past: re.Pattern[str]
    mixed: re.Pattern[str]
    spoken: re.Pattern[str]
    dated: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    moods: list[dict[str, Any]] = rules("frames")["mood"]
    return _Table(
        tuple((m["mood"], m["id"], _heading_words(m)) for m in moods if "heading" in m),
        tuple((m["mood"], m["id"], re.compile(m["opening"])) for m in moods if "opening" in m),
        re.compile(rules("frames")["titles"]["bulletin"]),
        re.compile(rules("frames")["titles"]["plan"]),
        re.compile(rules("frames")["titles"]["past"]),
        re.compile(rules("frames")["titles"]["mixed"]),
        re.compile(rules("frames")["titles"]["spoken"]),
        re.compile(rules("frames")["titles"]["dated"]),
    )
