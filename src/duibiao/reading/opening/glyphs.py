"""The characters of a PDF page with their places, as lines and as the cells of ruled tables."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Any

_LATIN = re.compile(r"[A-Za-z0-9.,%]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CELL_GAP, _BLANK_GAP, _WORD_GAP = 1.6, 0.7, 0.14  # in heights of a character
_LEVEL, _TWICE = 0.3, 0.15
_UPRIGHT = 0.05  # radians; what is turned further is a watermark
_FIRST_CHINESE = "\u2fff"
_NO_CHARACTERS = frozenset({0xA0, 0x3000, 0xFFFE, 0xFFFF})
_THIN, _NEAR = 3.0, 3.0  # in points: a ruling is no thicker; ends that meet are no further apart


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, in points from the lower left corner of the page: its sides and the line it stands on.

    `size` is the height of its font.
    """

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass
class Line:
    """Characters on one height, left to right; `rows` are set where a ruled table stands in its place."""

    glyphs: list[Glyph] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].right

    @property
    def base(self) -> float:
        """The height at which it stands."""
        return self.glyphs[0].base

    @cached_property
    def size(self) -> float:
        """The height of its Chinese characters, of all where there is none: other fonts are set otherwise."""
        sizes = sorted(g.size for g in self.glyphs if g.char > _FIRST_CHINESE)
        sizes = sizes or sorted(g.size for g in self.glyphs)
        return sizes[len(sizes) // 2]

    @cached_property
    def text(self) -> str:
        """Its words; a tab where a gap keeps cells apart; the rows of a ruled table."""
        if self.rows:
            return "\n".join("\t".join(row).rstrip() for row in self.rows)
        gaps = [
            (glyph.left - before.right) / max(before.size, 1.0)
            for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False)
        ]
        usual = max(median(gaps), 0.0) if gaps else 0.0
        words = self.glyphs[0].char
        for gap, glyph in zip(gaps, self.glyphs[1:], strict=True):
            words += _between(words[-1], glyph.char, gap, usual) + glyph.char
        return words

    def sort(self) -> None:
        """Put the characters in order; what is printed twice, to look bold, is kept once."""
        self.glyphs.sort(key=lambda g: g.left)
        self.glyphs = [
            glyph
            for at, glyph in enumerate(self.glyphs)
            if at == 0
            or glyph.char != self.glyphs[at - 1].char
            or glyph.left - self.glyphs[at - 1].left > _TWICE * glyph.size
        ]


def _between(left: str, right: str, gap: float, usual: float) -> str:
    """What a gap stands for: a tab, a blank or nothing. Chinese beside digits is often set a little apart."""
    if gap > _CELL_GAP:
        return "\t"
    alike = (_LATIN.match(left) and _LATIN.match(right)) or (_HAN.match(left) and _HAN.match(right))
    return " " if gap > _BLANK_GAP or (alike and gap - usual > _WORD_GAP) else ""


@dataclass(frozen=True)
class _Grid:
    """The rulings of a table, as the edges of its rows (from the top) and columns."""

    xs: list[float]
    ys: list[float]
    down: list[tuple[float, float, float]]  # vertical rulings: x, lower end, upper end
    across: list[tuple[float, float, float]]  # horizontal rulings: y, left end, right end

    def cell(self, glyph: Glyph) -> tuple[int, int] | None:
        """The row and column of a character: those of the upper left part of a merged cell."""
        x, y = (glyph.left + glyph.right) / 2, glyph.base + 0.3 * glyph.size
        if not (self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]):
            return None
        column = sum(edge <= x for edge in self.xs) - 1
        row = sum(edge >= y for edge in self.ys) - 1
        while column > 0 and not _crossed(self.down, self.xs[column], y):
            column -= 1
        x = (self.xs[column] + self.xs[column + 1]) / 2
        while row > 0 and not _crossed(self.across, self.ys[row], x):
            row -= 1
        return row, column


def _crossed(rulings: list[tuple[float, float, float]], at: float, along: float) -> bool:
    return any(
        abs(r - at) <= _NEAR and low - _NEAR <= along <= high + _NEAR for r, low, high in rulings
    )


def page_lines(page: Any) -> list[Line]:
    """Return the lines of a pdfium page in the order in which the file gives them, ruled tables as one."""
    grids = _grids(page)
    cells: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in grids]
    tables: list[Line] = [Line() for _ in grids]
    lines: list[Line] = []
    line: Line | None = None
    for glyph in _glyphs(page):
        inside = next(((i, c) for i, grid in enumerate(grids) if (c := grid.cell(glyph))), None)
        if inside:
            if not cells[inside[0]]:
                lines.append(tables[inside[0]])
            cells[inside[0]].setdefault(inside[1], []).append(glyph)
        else:
            line = _line_of(glyph, line, lines)
    for line in lines:
        line.sort()
    for grid, table, found in zip(grids, tables, cells, strict=True):
        table.rows = _rows(grid, found)
        table.glyphs = [g for cell in found.values() for g in cell]
    return lines


def _line_of(glyph: Glyph, last: Line | None, lines: list[Line]) -> Line:
    """Add a character to the line it stands in: the last, one that it fills or follows closely, or a new one.

    Some programs write a line font by font, so that its quotation marks and digits come after the rest.
    """
    if last is not None and _level(last.glyphs[-1], glyph) and glyph.left > last.glyphs[-1].left:
        last.glyphs.append(glyph)
        return last
    for line in reversed(lines):
        if line.glyphs and _level(line.glyphs[0], glyph):
            left = min(g.left for g in line.glyphs) - glyph.size
            right = max(g.right for g in line.glyphs) + glyph.size
            if left < glyph.left < right:
                line.glyphs.append(glyph)
                return line
    lines.append(Line([glyph]))
    return lines[-1]


def _level(one: Glyph, other: Glyph) -> bool:
    return abs(one.base - other.base) < _LEVEL * max(one.size, other.size)


def _rows(grid: _Grid, cells: dict[tuple[int, int], list[Glyph]]) -> list[list[str]]:
    rows = []
    for row in range(len(grid.ys) - 1):
        words = [_cell_text(cells.get((row, column), [])) for column in range(len(grid.xs) - 1)]
        if any(words):
            rows.append(words)
    return rows


def _cell_text(glyphs: list[Glyph]) -> str:
    lines: list[Line] = []
    line: Line | None = None
    for glyph in glyphs:
        line = _line_of(glyph, line, lines)
    for line in lines:
        line.sort()
    return "".join(line.text.replace("\t", " ") for line in lines)


def _glyphs(page: Any) -> Iterator[Glyph]:
    """Yield the upright characters of a page that are no blanks."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code <= 32 or code in _NO_CHARACTERS or 0xD800 <= code < 0xE000:
            continue
        upright = pdfium.FPDFText_GetCharAngle(text, i) < _UPRIGHT
        placed = pdfium.FPDFText_GetLooseCharBox(text, i, box)
        if upright and placed and box.top > box.bottom:
            pdfium.FPDFText_GetCharOrigin(text, i, x, y)
            yield Glyph(chr(code), box.left, box.right, y.value, box.top - box.bottom)


def _grids(page: Any) -> list[_Grid]:
    """Find the ruled tables of a page: rulings that meet, at least two each way."""
    across, down = _rulings(page)
    groups: list[tuple[list[Any], list[Any]]] = []
    for y, left, right in across:
        met = [
            v
            for v in down
            if left - _NEAR <= v[0] <= right + _NEAR and v[1] - _NEAR <= y <= v[2] + _NEAR
        ]
        joined = [g for g in groups if any(v in g[1] for v in met)]
        group: tuple[list[Any], list[Any]] = ([(y, left, right)], met)
        for other in joined:
            groups.remove(other)
            group = (other[0] + group[0], other[1] + [v for v in group[1] if v not in other[1]])
        groups.append(group)
    grids = [
        _Grid(_edges(x for x, *_ in vs), _edges(y for y, *_ in hs)[::-1], vs, hs)
        for hs, vs in groups
    ]
    return [g for g in grids if len(g.xs) > 2 and len(g.ys) > 1]


def _edges(values: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _rulings(
    page: Any,
) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    import pypdfium2.raw as pdfium

    across, down = set(), set()
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (round(v, 1) for v in thing.get_bounds())
        if right - left > _THIN and top - bottom > _THIN:
            across |= {(bottom, left, right), (top, left, right)}
            down |= {(left, bottom, top), (right, bottom, top)}
        elif right - left > _THIN:
            across.add(((bottom + top) / 2, left, right))
        elif top - bottom > _THIN:
            down.add(((left + right) / 2, bottom, top))
    return sorted(across), sorted(down)
