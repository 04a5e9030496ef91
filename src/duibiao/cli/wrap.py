"""Lines of a terminal: wide characters take two columns, and no line starts with a stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = 2
_LEAST = 16
_HEAD = 6
# What stays on one line: a short bracket (a unit), a wide character with its marks, a narrow word.
_PIECE = re.compile(
    r"(?:（[^（）]{1,8}）|[（“《]*(?:[\u2e80-\uffef]|-*[^ \u2e80-\uffef-]+-?|-+))[，。；：、）”！？》*]* *| +"
)


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal.

    >>> width("差距 gap")
    8
    """
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text in lines of at most `columns`; Chinese breaks anywhere but before its stops.

    >>> wrapped("差距，从大到小", 8)
    ['差距，从', '大到小']
    >>> wrapped("the largest first", 11)
    ['the largest', 'first']
    """
    lines = []
    for paragraph in text.splitlines():
        line = ""
        for piece in _PIECE.findall(paragraph):
            if line and width((line + piece).rstrip()) > columns:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def laid_out(rows: Sequence[Sequence[str]], right: Sequence[bool], columns: int) -> list[list[str]]:
    """Return each row of a table as its lines, at most `columns` wide; `right` marks columns of figures.

    Columns of words give way to columns of figures, the widest first; then headers wrap.

    >>> laid_out([("指标", "自贡"), ("人均地区生产总值", "5.8")], [False, True], 18)
    [['指标          自贡'], ['人均地区生产   5.8', '总值']]
    """
    widths = _widths_of(rows, right, columns)
    return [_lines(row, widths, right) for row in rows]


def _widths_of(rows: Sequence[Sequence[str]], right: Sequence[bool], columns: int) -> list[int]:
    """Widths that fit: first words wrap, then headers and figures that have spaces in them."""
    places = range(len(rows[0]))
    bodies = [max((width(row[i]) for row in rows[1:]), default=1) for i in places]
    widths = [max(width(rows[0][i]), bodies[i]) for i in places]
    whole = [
        max(width(p.rstrip()) for row in rows for p in _PIECE.findall(row[i]) or [" "])
        for i in places
    ]
    kept = [
        max(
            bodies[i] if right[i] else min(bodies[i], _LEAST),
            whole[i],
            min(width(rows[0][i]), _HEAD),
        )
        for i in places
    ]
    for least in (kept, whole):
        while sum(widths) > columns - _GAP * (len(widths) - 1):
            spare = [i for i in places if widths[i] > least[i]]
            if not spare:
                break
            widths[max(spare, key=lambda i: widths[i] - least[i])] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    cells = [wrapped(cell, w) or [""] for cell, w in zip(row, widths, strict=True)]
    lines = []
    for i in range(max(map(len, cells))):
        parts = []
        for cell, w, to_right in zip(cells, widths, right, strict=True):
            text = cell[i] if i < len(cell) else ""
            pad = " " * (w - width(text))
            parts.append(pad + text if to_right else text + pad)
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines
