"""PDF with text in it: lines joined into paragraphs, tables as rows, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from duibiao.records import Note

from .draft import Draft
from .glyphs import Line, page_lines
from .refusals import damaged, locked, no_text, too_many_pages
from .rules import rules
from .texts import CLOSED, STARTS_ANEW, seam

_PAGE_NUMBER = re.compile(
    r"[\s—–\-·•.~]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s—–\-·•.~]*"
)
_EDGE = 0.12  # of the height of a page: where running heads and feet stand
_MANY = 0.4  # of the pages: heads of left and right pages may differ
_FULL = 0.6  # of the width of a page


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
    height = line.middle / page.height
    return not line.rows and not _EDGE < height < 1 - _EDGE


def _is_full(line: Line, page: _Page) -> bool:
    """Whether a line runs from edge to edge, as those of paragraphs do."""
    return "\t" not in line.text and line.right - line.left > _FULL * page.width


def _signature(line: Line) -> tuple[str, int]:
    return re.sub(r"[\d\s一二三四五六七八九十]+", "", line.text), round(line.middle / 4)


def _write(pages: list[_Page], draft: Draft) -> None:
    shape = _Shape(pages)
    before: Line | None = None
    for page in pages:
        for at, line in enumerate(page.lines):
            words = line.text
            if before is not None and shape.goes_on(before, line, words, page, same_page=at > 0):
                draft.more(seam(before.text, words))
            else:
                draft.line("")
            if at == 0:
                draft.mark(Note(zh=f"第{page.number}页", en=f"page {page.number}"))
            draft.more(words)
            before = None if line.rows else line


class _Shape:
    """How the text of a file is set: its size, its edges and the distance between lines."""

    def __init__(self, pages: list[_Page]) -> None:
        lines = [line for page in pages for line in page.lines if not line.rows]
        self.size = (
            median([size for line in lines for size in [line.size] * len(line.glyphs)])
            if lines
            else 1.0
        )
        self.rights: dict[int, float] = {}
        for page in pages:
            for line in page.lines:
                if not line.rows:
                    key = round(page.width)
                    self.rights[key] = max(self.rights.get(key, 0.0), line.right)
        steps = [
            above.middle - below.middle
            for page in pages
            for above, below in zip(page.lines, page.lines[1:], strict=False)
            if above.middle > below.middle and not above.rows and not below.rows
        ]
        self.step = median(steps) if steps else 0.0

    def goes_on(
        self, before: Line, line: Line, words: str, page: _Page, *, same_page: bool
    ) -> bool:
        """Whether a line goes on with the paragraph of the line before it."""
        if (
            line.rows
            or "\t" in words
            or "\t" in before.text
            or abs(before.size - line.size) > 0.15 * before.size
        ):
            return False
        if same_page and before.middle - line.middle > 1.45 * max(self.step, before.size):
            return False
        closed = CLOSED.search(before.text) is not None
        if before.size > 1.2 * self.size:  # a title over two lines
            return same_page and not closed
        if STARTS_ANEW.match(words) and (closed or line.left > before.left + 0.5 * line.size):
            return False
        unbroken = re.match(r"[\x21-\x7e]*", words)
        room = (len(unbroken[0]) * 0.6 if unbroken else 0.0) + 2.2
        full = before.right >= self.rights[round(page.width)] - room * line.size
        indented = line.left > before.left + 0.8 * line.size
        return full and not indented
