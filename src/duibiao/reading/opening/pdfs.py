"""PDF with text in it: lines joined into paragraphs, tables as rows, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from duibiao.records import Note

from ..rules import rules
from .draft import Draft
from .glyphs import Line, page_lines
from .refusals import damaged, locked, no_text, too_many_pages
from .texts import CLOSED, STARTS_ANEW, seam

_PAGE_NUMBER = re.compile(
    r"[\s—–\-·•.~]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s—–\-·•.~]*"
)
# What does not end a line, and so goes to the next one whole: a number or word, marks behind a character.
_KEPT_TOGETHER = re.compile(r"([\x21-\x7e]*)(.?[，。；：、！？”’）》」』%‰]*)")
_EDGE = 0.12  # of the height of a page: where running heads and feet stand
_MANY = 0.4  # of the pages: heads of left and right pages may differ
_FULL = 0.6  # of the width of a page
_COLUMNS = 0.3  # of the lines on either side: the page has two columns
_SAME_SIZE, _LARGE, _APART = 0.15, 1.2, 1.45  # of the height of a line, of the text, of a step


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    height: float
    lines: list[Line]


def read_pdf(path: Path) -> Draft:
    """Return the text of a PDF; running heads, feet and page numbers are left out, and noted.

    Raises `UnreadableFile` for what is locked, damaged, too long, or has no text (a scan).
    """
    draft = Draft()
    pages = _pages(path)
    _drop_running(pages, draft)
    glyphs = [glyph for page in pages for line in page.lines for glyph in line.glyphs]
    odd = sum("\ue000" <= g.char < "\uf900" or g.char == "\ufffd" for g in glyphs)
    if len(glyphs) < 5 or odd > len(glyphs) / 10:
        raise no_text(path.name)
    empty = [str(page.number) for page in pages if not page.lines]
    if empty:
        draft.notes.append(
            Note(
                zh=f"第{'、'.join(empty)}页没有文字（可能是图片），没有读取。",
                en=f"No text on page {', '.join(empty)} (perhaps a picture): nothing was read there.",
            )
        )
    _write(pages, draft)
    return draft


def _pages(path: Path) -> list[_Page]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise locked(path.name) from None
        raise damaged(path.name) from None
    try:
        limit = rules("files")["limits"]["pages"]
        if len(document) > limit:
            raise too_many_pages(path.name, len(document), limit)
        return [_page(document, i) for i in range(len(document))]
    except pypdfium2.PdfiumError:
        raise damaged(path.name) from None
    finally:
        document.close()


def _page(document: Any, at: int) -> _Page:
    page = document[at]
    return _Page(at + 1, page.get_width(), page.get_height(), page_lines(page))


def _drop_running(pages: list[_Page], draft: Draft) -> None:
    """Take out page numbers, and lines at one height of the edge that stand on many pages."""
    edges = [(line, page) for page in pages for line in page.lines if _at_edge(line, page)]
    often = Counter(_signature(line) for line, _ in edges)
    least = max(2, len(pages) * _MANY)
    running = {
        id(line)
        for line, page in edges
        if _PAGE_NUMBER.fullmatch(line.text)
        or (often[_signature(line)] >= least and not _is_full(line, page))
    }
    for page in pages:
        page.lines[:] = [line for line in page.lines if id(line) not in running]
    if running:
        draft.notes.append(
            Note(
                zh=f"页眉、页脚和页码共{len(running)}行没有读取。",
                en=f"{len(running)} lines of running heads, feet and page numbers were left out.",
            )
        )


def _at_edge(line: Line, page: _Page) -> bool:
    height = line.base / page.height
    return not line.rows and not _EDGE < height < 1 - _EDGE


def _is_full(line: Line, page: _Page) -> bool:
    """Whether a line runs from edge to edge, as those of paragraphs do."""
    return "\t" not in line.text and line.right - line.left > _FULL * page.width


def _signature(line: Line) -> tuple[str, int]:
    return re.sub(r"[\d\s一二三四五六七八九十]+", "", line.text), round(line.base / 4)


def _write(pages: list[_Page], draft: Draft) -> None:
    shape = _Shape(pages)
    before: tuple[Line, _Page] | None = None
    for page in pages:
        for at, line in enumerate(page.lines):
            words = line.text
            if before is not None and shape.goes_on(before, (line, page)):
                draft.more(seam(before[0].text, words))
            else:
                draft.line("")
            if at == 0:
                draft.mark(Note(zh=f"第{page.number}页", en=f"page {page.number}"))
            draft.more(words)
            before = None if line.rows else (line, page)


class _Shape:
    """How the text of a file is set: its size, the edges of its columns and the distance between lines."""

    def __init__(self, pages: list[_Page]) -> None:
        placed = [(line, page) for page in pages for line in page.lines if not line.rows]
        sizes = [size for line, _ in placed for size in [line.size] * len(line.glyphs)]
        self.size = median(sizes) if sizes else 1.0
        sides = Counter(_side(line, page) for line, page in placed)
        self.columns = min(sides["left"], sides["right"]) >= _COLUMNS * len(placed)
        columns: dict[tuple[int, str], list[Line]] = {}
        for line, page in placed:
            columns.setdefault(self.column(line, page), []).append(line)
        self.edges = {key: _edges(lines) for key, lines in columns.items()}
        steps = [
            above.base - below.base
            for page in pages
            for above, below in zip(page.lines, page.lines[1:], strict=False)
            if above.base > below.base and not above.rows and not below.rows
        ]
        self.step = median(steps) if steps else 0.0

    def column(self, line: Line, page: _Page) -> tuple[int, str]:
        """The kind of column that a line stands in."""
        return round(page.width), _side(line, page) if self.columns else ""

    def goes_on(self, before: tuple[Line, _Page], here: tuple[Line, _Page]) -> bool:
        """Whether a line goes on with the paragraph of the line before it."""
        (above, page), (line, _) = before, here
        words = line.text
        if line.rows or "\t" in words or "\t" in above.text:
            return False
        if abs(above.size - line.size) > _SAME_SIZE * above.size:
            return False
        same_page = page is here[1]
        if same_page and above.base - line.base > _APART * max(self.step, above.size):
            return False
        closed = CLOSED.search(above.text) is not None
        if above.size > _LARGE * self.size:  # a title over two lines
            return same_page and not closed
        left, right = self.edges[self.column(*before)]
        indent = line.left - self.edges[self.column(*here)][0]
        deeper = indent - (above.left - left)
        if STARTS_ANEW.match(words) and (closed or deeper > 0.5 * line.size):
            return False
        kept = _KEPT_TOGETHER.match(words)
        room = len(kept[1]) * 0.6 + len(kept[2]) + 1.2 if kept else 1.2
        return above.right >= right - room * line.size and deeper <= 0.8 * line.size


def _side(line: Line, page: _Page) -> str:
    if line.right < 0.52 * page.width:
        return "left"
    return "right" if line.left > 0.48 * page.width else "whole"


def _edges(lines: list[Line]) -> tuple[float, float]:
    """Where full lines begin and end; single marks may hang over it."""
    longest = max(line.right for line in lines)
    return min(line.left for line in lines), median(
        line.right for line in lines if line.right > 0.85 * longest
    )
