"""Tables of a Word brief: rules, widths and marks, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from duibiao.records import Lang, Mark

from .document import Table, Text, plain
from .notes import printable, signs
from .table_fit import UNIT_SIZE, display_width, fit_columns, in_brackets

# The first size at which the table fits is taken: 五号, 小五; English is a step smaller.
_SIZES = {"zh": (10.5, 9.0), "en": (10.0, 9.0, 8.5)}
_PADDING_PT = 4


def table_xml(table: Table, lang: Lang, width: float, style: str) -> str:
    """Return a table as a `w:tbl` element, `width` points wide, its cells in a paragraph style.

    The header repeats on each page, numbers stand right, strong rows are bold, rows do not break.
    """
    size, widths = fit_columns(table, lang, width, _SIZES[lang], _PADDING_PT)
    twips = [round(w * 20) for w in widths]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in twips)
    rows = "".join(_rows(table, lang, size, twips, style))
    return (
        f"<w:tbl {nsdecls('w')}>{_properties(sum(twips), table.title)}"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def table_height(table: Table, lang: Lang, width: float) -> float:
    """Return about how high a table stands, in points."""
    size, widths = fit_columns(table, lang, width, _SIZES[lang], _PADDING_PT)

    def lines(texts: list[str]) -> int:
        fits = ((w - 2 * _PADDING_PT) / size for w in widths)
        return max(ceil(display_width(t) / ems) for t, ems in zip(texts, fits, strict=True))

    rows = [lines([plain(cell) for cell in row]) for row in table.rows]
    heads = lines([c.title for c in table.columns]) + any(c.unit for c in table.columns)
    return sum(1.35 * size * n + 2.5 for n in (heads, *rows))


def _properties(width: int, title: str) -> str:
    thick = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
    thin = 'w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"'
    side = f'w:w="{_PADDING_PT * 20}" w:type="dxa"'
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>'
        f"<w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar>'
        f"<w:tblCaption w:val={quoteattr(printable(title))}/></w:tblPr>"
    )


def _rows(table: Table, lang: Lang, size: float, widths: list[int], style: str) -> Iterator[str]:
    aligns = [column.align for column in table.columns]

    def row(cells: list[str], keep: bool, rule: str = "") -> Iterator[str]:
        for width, align, runs in zip(widths, aligns, cells, strict=True):
            stay = "<w:keepNext/>" if keep else ""
            yield (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="center"/>'
                f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{stay}<w:jc w:val="{align}"/></w:pPr>'
                f"{runs}</w:p></w:tc>"
            )

    under = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
    titles = [_title(c.title, in_brackets(c.unit, lang), size) for c in table.columns]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(row(titles, True, under))}</w:tr>"
    for n, texts in enumerate(table.rows):
        cells = ["".join(_runs(text, size, n in table.strong)) for text in texts]
        # The last row goes along with the note under the table.
        keep = n == len(table.rows) - 1
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(row(cells, keep))}</w:tr>"


def _title(title: str, unit: str, size: float) -> str:
    below = (
        f"<w:r>{_look(size * UNIT_SIZE)}<w:br/><w:t>{escape(printable(unit))}</w:t></w:r>"
        if unit
        else ""
    )
    return _run(title, _look(size, bold=True)) + below


def _runs(text: Text, size: float, strong: bool) -> Iterator[str]:
    for part in text:
        if isinstance(part, str):
            yield _run(part, _look(size, bold=strong))
            continue
        italic = Mark.PRELIMINARY in part.marks
        yield _run(part.text, _look(size, bold=strong, italic=italic))
        if sign := signs(part.marks):
            yield _run(sign, _look(size, raised=True))


def _run(text: str, look: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _look(size: float, *, bold: bool = False, italic: bool = False, raised: bool = False) -> str:
    half = f"{size * 2:.0f}"
    up = '<w:vertAlign w:val="superscript"/>' if raised else ""
    return (
        f"<w:rPr>{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{up}</w:rPr>'
    )
