"""How wide the columns of a printed table are: the same for Word and PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from duibiao.records import Lang

from .document import Number, Table, Text, plain
from .notes import signs

# A column of words is broken into lines from this width on, in ems.
_WORDY = 12.0
UNIT_SIZE = 0.9
"""The size of a unit under a title, by the size of the title."""


def fit_columns(
    table: Table, lang: Lang, width: float, sizes: Sequence[float], padding: float
) -> tuple[float, list[float]]:
    """Return the type size and the width of each column, in points, that fill `width`.

    The first of the `sizes` is taken at which the table fits with the titles of numbers on two lines; `padding` is the
    room left and right of each cell. Words are broken into lines, numbers are not.
    """

    def points(ems: float, size: float) -> float:
        return ems * size + 2 * padding

    columns = range(len(table.columns))
    words = [n for n in columns if table.columns[n].align == "left"]
    need = [_needed(table, n, lang, 1 if n in words else 2) for n in columns]
    least = [min(need[n], _WORDY) if n in words else need[n] for n in columns]
    size = next((s for s in sizes if sum(points(ems, s) for ems in least) <= width), sizes[-1])
    widths = [points(ems, size) for ems in need]
    # Words give way to numbers, long ones to short ones.
    room = width - sum(widths[n] for n in columns if n not in words)
    for done, n in enumerate(sorted(words, key=lambda n: widths[n])):
        widths[n] = min(widths[n], max(room / (len(words) - done), points(3, size)))
        room -= widths[n]
    # What is left goes to the titles that it puts on one line, and then to all.
    lacks = {n: points(_needed(table, n, lang, 1), size) - widths[n] for n in columns}
    for n in sorted(lacks, key=lambda n: lacks[n]):
        if lacks[n] <= width - sum(widths):
            widths[n] += lacks[n]
    scale = width / sum(widths)
    return size, [w * scale for w in widths]


def _needed(table: Table, n: int, lang: Lang, lines: int) -> float:
    """The width in ems at which a column's cells stay on one line and its title on so many."""
    column = table.columns[n]
    cells = [display_width(plain(row[n])) + _signs_width(row[n]) for row in table.rows]
    unit = display_width(in_brackets(column.unit, lang)) * UNIT_SIZE
    titles = [display_width(column.title) / lines, unit]
    parts = [display_width(word) for word in column.title.split()] if lang == "en" else []
    return max([2.0, *titles, *parts, *cells]) + 0.5


def _signs_width(text: Text) -> float:
    return sum(0.35 * len(signs(p.marks)) for p in text if isinstance(p, Number))


def display_width(text: str) -> float:
    """Return the width of a text in ems: one for a Chinese character, a little over half for a Latin one.

    >>> display_width("人均GDP")
    3.65
    """
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text)


def in_brackets(unit: str, lang: Lang) -> str:
    """Return a unit as it stands under a column's title, empty where there is none."""
    if not unit:
        return ""
    return f"（{unit}）" if lang == "zh" else f"({unit})"
