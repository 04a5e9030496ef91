"""Tables in a text, their cells kept apart by tabs or bars: what stands in a row under a column's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..passages import Passages
from ..rules import rules

_PARTED = re.compile(r"[|｜\t]")
_BARS = re.compile(r"[|｜]")
_NOTHING = re.compile(r"[—\-－/／、\s]*")
_LONGEST_HEAD = 14
_SUM = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]*元)?")
_IN_BRACKETS = re.compile("（([万亿]*元)）")

Role = Literal["owner", "due", "sum", "plan", "past", "name", "side", ""]
"""What a column gives: who acts, by when, what is to be spent this year, what is to be done, what was, of what it is
told, or nothing of these."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row below a head: its place and words, its column's role, and the place of its head."""

    start: int
    end: int
    words: str
    role: Role
    head: tuple[int, int]


def sum_in(cell: Cell, plain: str) -> tuple[float, str] | None:
    """Return the number of a cell with its own unit or that of its head (年度计划投资（亿元）), None where it holds none."""
    found = _SUM.fullmatch(cell.words)
    if found is None:
        return None
    unit = found["unit"] or next(iter(_IN_BRACKETS.findall(plain[slice(*cell.head)])), "")
    return float(found["number"].replace(",", "")), unit


class Tables:
    """The tables of a text by number of line.

    >>> from duibiao.records import Document
    >>> text = "任务｜责任单位｜时限\\n招商｜市商务局｜——"
    >>> Tables(Passages(Document("a", text))).under("owner")
    {1: '市商务局'}
    """

    def __init__(self, passages: Passages) -> None:
        self.heads: set[int] = set()
        self._rows: dict[int, tuple[Cell, ...]] = {}
        text = passages.document.text
        if not _PARTED.search(text):
            return
        head: list[tuple[int, int]] = []
        roles: list[Role] = []
        apart = False
        for line, paragraph in enumerate(passages.paragraphs):
            cells = _cells(text, paragraph.start, paragraph.end)
            words = [text[a:b] for a, b in cells]
            if len(cells) < 2:
                apart = True
            elif _is_head(words):
                self.heads.add(line)
                head, roles, apart = cells, [_role(w) for w in words], False
            elif apart and len(cells) != len(head):
                head = []  # a line between, then rows of another shape: another table
            elif head:
                self._rows[line] = tuple(
                    Cell(a, b, w, role, place)
                    for (a, b), w, role, place in zip(cells, words, roles, head, strict=False)
                )

    def under(self, role: Role) -> dict[int, str]:
        """Return by number of line the first cell in a column of a role; rows without it are left out."""
        return {
            line: cell.words
            for line, row in self._rows.items()
            for cell in reversed(row)
            if cell.role == role and not _NOTHING.fullmatch(cell.words)
        }

    def is_row(self, line: int) -> bool:
        """Whether a line is a row below a head."""
        return line in self._rows

    def cell_at(self, line: int, place: int) -> Cell | None:
        """Return the cell of a row that a place lies in, or None where there is no head above."""
        return next((c for c in self._rows.get(line, ()) if c.start <= place < c.end), None)


def _is_head(words: list[str]) -> bool:
    """Whether a row only names the columns of a table (序号, 任务, 责任单位, 完成时限)."""
    if any(len(w) > _LONGEST_HEAD or "。" in w for w in words):
        return False
    roles = [_role(w) for w in words]
    return "owner" in roles or "due" in roles or sum(map(bool, roles)) > 1


def _role(head: str) -> Role:
    head = re.sub(r"[（(][^（）()]*[)）]|\s", "", head)
    return next((role for role, names in _columns() if names.fullmatch(head)), "")


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the cells of a row, parted by tabs or, at least twice, by bars (1｜新建小学2所｜市教育局)."""
    bars = len(_BARS.findall(text, start, end)) > 1
    mark = _BARS if bars else re.compile("\t")
    start, end = _trim(text, start, end)
    if bars:
        start += bool(_BARS.match(text, start))
        end -= bool(_BARS.match(text, end - 1))
    ends = [*(m.start() for m in mark.finditer(text, start, end)), end]
    starts = [start, *(e + 1 for e in ends[:-1])]
    return [_trim(text, a, b) for a, b in zip(starts, ends, strict=True)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=1)
def _columns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(names)) for role, names in rules("frames")["columns"].items())
