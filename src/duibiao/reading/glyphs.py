"""The characters of a PDF page with their places, as lines and as the cells of ruled tables."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_LATIN = re.compile(r"[A-Za-z0-9.,%]")
_CELL_GAP, _BLANK_GAP, _WORD_GAP = 1.6, 0.7, 0.12  # in heights of a character
_THIN, _NEAR = 3.0, 3.0  # in points: a ruling is no thicker; ends that meet are no further apart


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box, in points from the lower left corner of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The height of its line."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


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

    @cached_property
    def size(self) -> float:
        """The height of most of its characters."""
        sizes = sorted(g.size for g in self.glyphs)
        return sizes[len(sizes) // 2]

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return self.glyphs[0].middle

    @cached_property
    def text(self) -> str:
        """Its words; a tab where a gap keeps cells apart; the rows of a ruled table."""
        if self.rows:
            return "\n".join("\t".join(row).rstrip() for row in self.rows)
        words = self.glyphs[0].char
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            gap = (glyph.left - before.right) / max(before.size, 1.0)
            latin = _LATIN.match(before.char) and _LATIN.match(glyph.char)
            if gap > _CELL_GAP:
                words += "\t"
            elif gap > _BLANK_GAP or (latin and gap > _WORD_GAP):
                words += " "
            words += glyph.char
        return words


@dataclass(frozen=True)
class _Grid:
    """The rulings of a table, as the edges of its rows (from the top) and columns."""

    xs: list[float]
    ys: list[float]
    down: list[tuple[float, float, float]]  # vertical rulings: x, lower end, upper end
    across: list[tuple[float, float, float]]  # horizontal rulings: y, left end, right end

    def cell(self, glyph: Glyph) -> tuple[int, int] | None:
        """The row and column of a character: those of the upper left part of a merged cell."""
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
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
    last: Glyph | None = None
    for glyph in _glyphs(page):
        inside = next(((i, c) for i, grid in enumerate(grids) if (c := grid.cell(glyph))), None)
        if inside:
            if not cells[inside[0]]:
                lines.append(tables[inside[0]])
            cells[inside[0]].setdefault(inside[1], []).append(glyph)
            last = None
        elif last is not None and _goes_on(last, glyph):
            lines[-1].glyphs.append(glyph)
            last = glyph
        else:
            lines.append(Line([glyph]))
            last = glyph
    for grid, table, found in zip(grids, tables, cells, strict=True):
        table.rows = _rows(grid, found)
        table.glyphs = [g for cell in found.values() for g in cell]
    return lines


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
    return overlap > 0.4 * min(last.size, glyph.size) and glyph.left > last.left - 0.5 * last.size


def _rows(grid: _Grid, cells: dict[tuple[int, int], list[Glyph]]) -> list[list[str]]:
    rows = []
    for row in range(len(grid.ys) - 1):
        words = [_cell_text(cells.get((row, column), [])) for column in range(len(grid.xs) - 1)]
        if any(words):
            rows.append(words)
    return rows


def _cell_text(glyphs: list[Glyph]) -> str:
    lines: list[Line] = []
    for glyph in glyphs:
        if lines and _goes_on(lines[-1].glyphs[-1], glyph):
            lines[-1].glyphs.append(glyph)
        else:
            lines.append(Line([glyph]))
    return "".join(line.text.replace("\t", " ") for line in lines)


def _glyphs(page: Any) -> Iterator[Glyph]:
    """Yield the upright characters of a page; blanks that only fill a gap are told by the gap."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        if pdfium.FPDFText_GetCharAngle(text, i) > 0.05 or not pdfium.FPDFText_GetLooseCharBox(
            text, i, ctypes.byref(box)
        ):
            continue
        if box.top > box.bottom:
            yield Glyph(chr(code), box.left, box.bottom, box.right, box.top)


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
