"""The data sheet: a row a region and indicator, a column a year, derived figures as live formulas."""

from __future__ import annotations

from typing import Any

import numpy as np

from duibiao.records import Grid, Indicator, Mark, in_language

from .theme import LIGHT
from .workbook_book import Book, Head, plain_format, width
from .workbook_places import FIRST_ROW, FIRST_YEAR, Places, excel_formula

TEXT_WIDTHS = (54.0, 48.0, 110.0)
"""The widths of formula, source and remarks."""


def write_data(book: Book, places: Places) -> None:
    """Write the data sheet."""
    sheet, w = book.sheet("data"), book.w
    notes = [
        book.word("data_note"),
        book.word("data_live"),
        book.word("data_base"),
    ]
    row = book.opening(sheet, "data", notes)
    _legend(book, sheet, row)
    names = [w.indicator(c) for c in places.codes]
    heads = [
        Head(w.word("word.indicator"), width(names, most=34)),
        Head(w.word("notes.region"), width([w.region(r) for r in places.regions], 8)),
        Head(book.word("role"), width([book.word(f"role_{r}") for r in places.roles.values()], 8)),
        Head(w.word("word.unit"), width([w.unit(panel_unit(places, c)) for c in places.codes], 8)),
        *(Head(str(y), 12.5) for y in places.panel.years),
        Head(book.word("formula"), TEXT_WIDTHS[0], new_page=True),
        Head(book.word("source"), TEXT_WIDTHS[1]),
        Head(book.word("remarks"), TEXT_WIDTHS[2]),
    ]
    book.heads(sheet, FIRST_ROW - 1, heads, height=22)
    for code in places.codes:
        grid = places.panel.grid(code)
        look = plain_format(_digits(grid, places))
        for region in places.regions:
            _series(book, sheet, places, grid, region, look)
    last = FIRST_ROW + len(places.codes) * len(places.regions) - 1
    _deflator(book, sheet, places, last + 2)
    book.frame(sheet, FIRST_ROW - 1, heads, last, frozen=FIRST_YEAR)


def panel_unit(places: Places, code: str) -> str:
    """Return the unit in which the data sheet holds an indicator."""
    return places.panel.indicators[code].unit


def _legend(book: Book, sheet: Any, row: int) -> None:
    entries: tuple[tuple[str, dict[str, Any]], ...] = (
        ("legend_fault", {"font_strikeout": True, "font_color": LIGHT["muted"]}),
        ("legend_marked", {"italic": True, "font_color": LIGHT["named-ink"]}),
        ("legend_break", {"left": 5, "left_color": LIGHT["named-1"]}),
        ("legend_derived", {"font_color": LIGHT["muted"]}),
    )
    for column, (key, look) in enumerate(entries):
        style = book.style(**look)
        book.text(sheet, row, (0, 2, 5, 8)[column], book.word(key), style)


def _series(book: Book, sheet: Any, places: Places, grid: Grid, region: str, look: str) -> None:
    w, indicator = book.w, grid.indicator
    row, position = places.row(region, indicator.code), places.panel.regions.position(region)
    role = places.roles[region]
    name = ("home",) if role == "home" else ()
    top: dict[str, Any] = (
        {"top": 1, "top_color": LIGHT["rule"]} if region == places.regions[0] else {}
    )
    texts = (
        w.indicator(indicator.code),
        w.region(region),
        book.word(f"role_{role}"),
        w.unit(indicator.unit),
    )
    for column, text in enumerate(texts):
        book.text(sheet, row, column, text, book.style(*name, **top))
    for j, year in enumerate(grid.years):
        value, mark = float(grid.values[position, j]), Mark(int(grid.marks[position, j]))
        broken = j > 0 and grid.base[position, j] != grid.base[position, j - 1]
        style = book.style("number", *name, num_format=look, **_mark_look(mark, broken), **top)
        formula = excel_formula(places, indicator, region, year, value)
        if formula:
            shown = value if np.isfinite(value) else None
            book.formula(sheet, row, FIRST_YEAR + j, formula, shown, style)
        else:
            book.value(sheet, row, FIRST_YEAR + j, value, style)
    made = w.formula(indicator.formula.text) if indicator.formula else ""
    source = "" if indicator.formula else _source(places, region, indicator, book)
    told = (made, source, _remarks(book, places, grid, region))
    for offset, text in enumerate(told):
        column = FIRST_YEAR + len(grid.years) + offset
        book.text(sheet, row, column, text, book.style("muted", "wrap", **top))
    book.fit_row(sheet, row, list(zip(told, TEXT_WIDTHS, strict=True)))


def _deflator(book: Book, sheet: Any, places: Places, row: int) -> None:
    """The price index behind constant prices, one for all regions, under the table."""
    deflator, lang = places.panel.deflator, book.brief.lang
    if deflator is None:
        return
    name = deflator.name_zh if lang == "zh" else deflator.name_en
    texts = {0: name, 1: book.word("every_region")}
    texts[FIRST_YEAR + len(places.panel.years) + 1] = in_language(deflator.source, lang)
    for column, text in texts.items():
        book.text(sheet, row, column, text, book.style("muted"))
    style = book.style("number", "muted", num_format="0.0000")
    for year in places.panel.years:
        book.value(sheet, row, places.column(year), deflator.index.get(year), style)


def _mark_look(mark: Mark, broken: bool) -> dict[str, Any]:
    look: dict[str, Any] = {}
    if Mark.FAULT in mark:
        look |= {"font_strikeout": True, "font_color": LIGHT["muted"], "bold": False}
    elif mark:
        look |= {"italic": True, "font_color": LIGHT["named-ink"]}
    if broken:
        look |= {"left": 5, "left_color": LIGHT["named-1"]}
    return look


def _source(places: Places, region: str, indicator: Indicator, book: Book) -> str:
    cells = (places.panel.cell(region, indicator.code, y) for y in places.panel.years)
    found = dict.fromkeys(in_language(c.source, book.brief.lang) for c in cells if c.source)
    return "；".join(found)


def _remarks(book: Book, places: Places, grid: Grid, region: str) -> str:
    """What must be known of a series: its marked years with their notes, and the years of its breaks."""
    lang, panel = book.brief.lang, places.panel
    position = panel.regions.position(region)
    by_words: dict[str, list[str]] = {}
    for j, year in enumerate(grid.years):
        mark = Mark(int(grid.marks[position, j]))
        if not mark:
            continue
        note = "" if grid.indicator.formula else panel.cell(region, grid.indicator.code, year).note
        own = in_language(note, lang)
        words = mark.words(lang)
        told = f"{words}（{own}）" if own and lang == "zh" else f"{words} ({own})" if own else words
        by_words.setdefault(told, []).append(str(year))
    parts = [f"{', '.join(years)}: {words}" for words, years in by_words.items()]
    breaks = panel.breaks_of(region, grid.indicator.code)
    parts += dict.fromkeys(
        book.word("break_from", year=str(b.year), reason=b.reason_in(lang)) for b in breaks
    )
    return "; ".join(parts)


def _digits(grid: Grid, places: Places) -> int:
    """The digits that show a series as it was read, or a derived one as far as it is known."""
    rows = [places.panel.regions.position(r) for r in places.regions]
    known = grid.values[rows][np.isfinite(grid.values[rows])]
    if not len(known):
        return 0
    size = float(np.abs(known).max())
    most = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
    if grid.indicator.formula is not None:
        return most
    return next((d for d in range(most) if np.allclose(known, np.round(known, d), atol=1e-9)), most)
