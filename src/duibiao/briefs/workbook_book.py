"""The paper of the workbook: sheets set up for print, styles, tables, and number formats of an office."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from . import figures
from .document import Brief
from .notes import printable
from .table_fit import display_width
from .theme import LIGHT
from .writer import Writer

FONTS = {"zh": "微软雅黑", "en": "Arial"}
TYPE = 10.5
"""Type size in points: 14 px, the smallest of any page."""
PAGE_WIDTH = 100
"""How many characters wide an A4 page on its side is at full size."""
ROW_HEIGHT = 17
LINE_HEIGHT = 14.5
"""The height of a row of one line, and of each line of a text that is broken, in points."""
MOST_TEXT = 32_000
"""A cell holds 32,767 characters at most."""
TINT = {
    "head": "#e7ecf2",
    "band": "#d5dfea",
    "home": "#eef4fb",
    "behind": "#fbe9dc",
    "ahead": "#dfeaf8",
    "input": "#fff7d6",
}
"""Fills behind text; every one also has a word or a line that says the same in grey."""

LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": LIGHT["home"]},
    "subtitle": {"font_size": 12, "font_color": LIGHT["muted"]},
    "section": {"bold": True, "font_size": 12, "font_color": LIGHT["home"]},
    "muted": {"font_color": LIGHT["muted"]},
    "wrap": {"text_wrap": True},
    "head": {
        "bold": True,
        "bg_color": TINT["head"],
        "bottom": 1,
        "bottom_color": LIGHT["muted"],
        "text_wrap": True,
        "align": "center",
    },
    "band": {"bold": True, "bg_color": TINT["band"], "align": "center"},
    "line": {"bottom": 4, "bottom_color": LIGHT["rule"]},
    "home": {"bold": True, "font_color": LIGHT["home"]},
    "link": {"font_color": LIGHT["home"], "underline": 1},
    "input": {"bg_color": TINT["input"], "font_color": LIGHT["home"], "border": 1},
    "total": {"bold": True, "top": 1, "bottom": 1},
    "number": {"align": "right"},
    "centre": {"align": "center"},
    "indent": {"align": "left", "indent": 1},
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its title, its width in characters, the band that it stands under, where a page begins."""

    title: str
    width: float
    band: str = ""
    new_page: bool = False


@dataclass
class Book:
    """A workbook under way, in the language of its brief."""

    file: Any
    brief: Brief
    w: Writer
    _styles: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @staticmethod
    def new(into: Any, brief: Brief, w: Writer) -> Book:
        """Return an empty workbook that will be written into a binary stream."""
        file = xlsxwriter.Workbook(into, {"in_memory": True})
        return Book(file, brief, w)

    def word(self, key: str, /, **places: str) -> str:
        """Return a fixed text of the workbook."""
        return self.w.plain(f"workbook.{key}", **places)

    def style(self, *looks: str, **more: Any) -> Any:
        """Return the cell format that these looks make together, the later over the earlier."""
        key = (*looks, *sorted(more.items()))
        if key not in self._styles:
            wanted: dict[str, Any] = {
                "font_name": FONTS[self.brief.lang],
                "font_size": TYPE,
                "font_color": LIGHT["ink"],
                "valign": "vcenter",
            }
            for look in looks:
                wanted |= LOOKS[look]
            self._styles[key] = self.file.add_format(wanted | more)
        return self._styles[key]

    def sheet(self, key: str) -> Any:
        """Return a new sheet, set up for A4 landscape, one page wide."""
        name = self.word(key)
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        sheet.hide_gridlines(2)
        sheet.set_default_row(ROW_HEIGHT)
        # Formulas of one column differ where the study withholds a figure: no error, as Excel would mark it.
        sheet.ignore_errors(dict.fromkeys(("formula_differs", "formula_range"), "A1:XFD1048576"))
        title = self.brief.title.replace("&", "&&")
        header = self.brief.header.replace("&", "&&")
        sheet.set_header(f"&L&9{title}&R&9{name}", {"margin": 0.4})
        sheet.set_footer(f"&L&9{header}&R&9{self.word('page')}", {"margin": 0.3})
        return sheet

    def opening(self, sheet: Any, key: str, notes: Sequence[str]) -> int:
        """Write a sheet's title and the lines that say how to read it; return the next row."""
        sheet.set_row(0, 26)
        self.text(sheet, 0, 0, self.word(f"{key}_title"), self.style("title"))
        for row, note in enumerate(notes, start=1):
            self.text(sheet, row, 0, note, self.style("muted"))
        return len(notes) + 1

    def heads(self, sheet: Any, row: int, heads: Sequence[Head], *, height: float = 33) -> None:
        """Write the heads of a table, with a row of bands above where they have any, and set the widths."""
        for column, head in enumerate(heads):
            sheet.set_column(column, column, head.width, self.style())
            self.text(sheet, row, column, head.title, self.style("head"))
        sheet.set_row(row, height)
        bands = [h.band for h in heads]
        first = 0
        for column in range(1, len(bands) + 1):
            if column < len(bands) and bands[column] == bands[first]:
                continue
            self._band(sheet, row - 1, first, column - 1, bands[first])
            first = column

    def _band(self, sheet: Any, row: int, first: int, last: int, title: str) -> None:
        if not title:
            return
        if first == last:
            self.text(sheet, row, first, title, self.style("band"))
        else:
            sheet.merge_range(row, first, row, last, printable(title), self.style("band"))

    def frame(
        self, sheet: Any, row: int, heads: Sequence[Head], last_row: int, *, frozen: int
    ) -> None:
        """Freeze the heads in `row` and the first columns, let the table be filtered, and lay out its print.

        On paper every page repeats heads and frozen columns, and a new one begins where a head says so.
        """
        sheet.freeze_panes(row + 1, frozen)
        sheet.repeat_rows(row - 1 if any(h.band for h in heads) else row, row)
        if last_row > row:
            sheet.autofilter(row, 0, last_row, len(heads) - 1)
        starts = [n for n, h in enumerate(heads) if h.new_page]
        ends = [*starts, len(heads)]
        kept = sum(h.width for h in heads[:frozen])
        pages = [
            sum(h.width for h in heads[a:b]) + (kept if a else 0)
            for a, b in zip([0, *starts], ends, strict=True)
        ]
        sheet.set_print_scale(max(10, min(100, int(100 * PAGE_WIDTH / max(pages)))))
        sheet.set_v_pagebreaks(starts)
        sheet.repeat_columns(0, frozen - 1)

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        """Write a text as a text, never as a formula or a link; an empty one as an empty cell."""
        style = style or self.style()
        if text:
            sheet.write_string(row, column, printable(text)[:MOST_TEXT], style)
        else:
            sheet.write_blank(row, column, None, style)

    def fit_row(self, sheet: Any, row: int, texts: Sequence[tuple[str, float]]) -> None:
        """Make a row as high as its broken texts need, each given with the width of its column."""
        lines = max((math.ceil(2 * display_width(t) / (w - 1)) for t, w in texts), default=1)
        if lines > 1:
            sheet.set_row(row, LINE_HEIGHT * lines + 4)

    def value(self, sheet: Any, row: int, column: int, value: float | None, style: Any) -> None:
        """Write a number, or an empty cell where there is none."""
        if value is None or not math.isfinite(value):
            sheet.write_blank(row, column, None, style)
        else:
            sheet.write_number(row, column, value, style)

    def formula(
        self, sheet: Any, row: int, column: int, formula: str, value: float | str | None, style: Any
    ) -> None:
        """Write a formula with the value it has now, so that a viewer that does not calculate shows it."""
        sheet.write_formula(row, column, f"={formula}", style, "" if value is None else value)


def address(
    row: int, column: int, sheet: str = "", *, fix_row: bool = True, fix_column: bool = True
) -> str:
    """Return a cell's address; with a sheet's name, as it is written on another sheet.

    >>> address(11, 5), address(11, 5, "数据"), address(11, 5, fix_row=False)
    ('$F$12', "'数据'!$F$12", '$F12')
    """
    cell: str = xl_rowcol_to_cell(row, column, row_abs=fix_row, col_abs=fix_column)
    if not sheet:
        return cell
    name: str = quote_sheetname(sheet)
    return f"{name}!{cell}" if name.startswith("'") else f"'{name}'!{cell}"


def office_format(scale: figures.Scale, *, signed: bool = False, unit: bool = True) -> str:
    """Return the number format that shows a figure in an office's unit while the cell keeps the figure itself.

    A format can divide by thousands with commas; the other powers of ten set a point between the digits.
    Without `unit` it names one only where a reader needs it: for percent, and where it is not the cell's own.

    >>> office_format(figures.scale_for([14_580_000], "万元", "zh"))
    '0\\\\.0,"亿元"'
    """
    power = round(-math.log10(scale.factor))
    if not math.isclose(scale.factor, 10.0**-power) or power < 0:
        return plain_format(scale.digits, signed=signed)
    commas, shift = divmod(power, 3)
    gap = "" if scale.lang == "zh" or scale.label == "%" else " "
    label = scale.label.replace('"', "")
    named = label and (unit or power or label == "%")
    suffix = f'"{gap}{label}"' if named else ""
    digits = "." + "0" * scale.digits if scale.digits else ""
    body = ("0\\." + "0" * shift if shift else "#,##0" + digits) + "," * commas + suffix
    return f"+{body};-{body};{body}" if signed else body


def plain_format(digits: int, *, signed: bool = False) -> str:
    """Return the format of a number with so many digits, thousands separated."""
    body = "#,##0" + ("." + "0" * digits if digits else "")
    return f"+{body};-{body};{body}" if signed else body


def width(texts: Sequence[str], least: float = 6, most: float = 40) -> float:
    """Return the width of a column, in characters, that these texts need; Chinese ones count double."""
    return min(max([least, *map(_needed, texts)]), most)


def _needed(text: str) -> float:
    # A little more than the count, since bold and capitals are wider.
    return 2 * display_width(text) * 1.08 + 2
