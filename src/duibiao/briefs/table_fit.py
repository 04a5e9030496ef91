"""How wide the columns of a printed table are: the same for Word and PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from duibiao.records import Lang

from .document import Number, Table, Text, plain
from .notes import signs

# In ems: a column of words may be broken into lines from the first width on, and not below the second.
_WORDY, _SHORT = 12.0, 6.0
_BOLD = 1.08
"""How much wider bold letters are."""
UNIT_SIZE = 0.9
"""The size of a unit under a title, by the size of the title."""


def fit_columns(
    table: Table, lang: Lang, width: float, sizes: Sequence[float], padding: float
) -> tuple[float, list[float]]:
    """Return the type size and the width of each column, in points, that fill `width`.

    The first of the `sizes` is taken at which the table fits with its numbers on one line and their titles
    on two; `padding` is the room left and right of each cell. Where even the last is too large, numbers are
    broken between words too.
    """

    def points(ems: float, size: float) -> float:
        return ems * size + 2 * padding

    columns = range(len(table.columns))
    words = [n for n in columns if table.columns[n].align == "left"]
    need = [_needed(table, n, lang, 1 if n in words else 2) for n in columns]
    good = [min(need[n], _WORDY) if n in words else need[n] for n in columns]
    size = next((s for s in sizes if sum(points(ems, s) for ems in good) <= width), sizes[-1])
    least = [
        points(min(need[n], _SHORT) if n in words else _piece(table, n, lang), size)
        for n in columns
    ]
    good = [points(ems, size) for ems in good]
    widths = _between(_capped(least, width), good, width)
    widths = _between(widths, [points(ems, size) for ems in need], width)
    # What is left goes to the titles that it puts on one line, and then to all.
    lacks = {n: points(_needed(table, n, lang, 1), size) - widths[n] for n in columns}
    for n in sorted(lacks, key=lambda n: lacks[n]):
        if 0 < lacks[n] <= width - sum(widths):
            widths[n] += lacks[n]
    scale = width / sum(widths)
    return size, [w * scale for w in widths]


def _capped(widths: list[float], width: float) -> list[float]:
    """The widths with the widest cut to one width, so that all fit: a year or a rank stays whole."""
    cap = max(widths)
    while sum(min(w, cap) for w in widths) > width:
        cap -= 1
    return [min(w, cap) for w in widths]


def _between(least: list[float], most: list[float], width: float) -> list[float]:
    """Widths from `least` to `most` that share out as much of `width` as there is."""
    room, wish = width - sum(least), sum(most) - sum(least)
    share = min(1.0, max(0.0, room / wish)) if wish > 0 else 0.0
    return [low + share * (high - low) for low, high in zip(least, most, strict=True)]


def _needed(table: Table, n: int, lang: Lang, lines: int) -> float:
    """The width in ems at which a column's cells stay on one line and its title on so many."""
    column = table.columns[n]
    cells = [display_width(plain(row[n])) + _signs_width(row[n]) for row in table.rows]
    unit = display_width(in_brackets(column.unit, lang)) * UNIT_SIZE
    titles = [display_width(column.title) / lines, unit]
    parts = [_BOLD * display_width(w) for w in column.title.split()] if lang == "en" else []
    return max([2.0, *titles, *parts, *cells]) + 0.3


def _piece(table: Table, n: int, lang: Lang) -> float:
    """The width in ems of the longest piece of a column that has no space in it."""
    texts = [plain(row[n]) for row in table.rows]
    # Chinese titles break anywhere, English ones between words; they stand in bold.
    words = (
        [] if lang == "zh" else [_BOLD * display_width(w) for w in table.columns[n].title.split()]
    )
    words += [display_width(word) for text in texts for word in text.split()]
    return max(words, default=2.0) + 0.3


def _signs_width(text: Text) -> float:
    return sum(0.35 * len(signs(p.marks)) for p in text if isinstance(p, Number))


def display_width(text: str) -> float:
    """Return the width of a text in ems: one for a Chinese character, a little over half for a Latin one.

    >>> display_width("PM市")
    2.1
    """
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text)


def in_brackets(unit: str, lang: Lang) -> str:
    """Return a unit as it stands under a column's title, empty where there is none."""
    if not unit:
        return ""
    return f"（{unit}）" if lang == "zh" else f"({unit})"
