"""The sheet of breaks in the series, what they made look like news, and the figures that carry a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from duibiao.gaps import BaseEffect
from duibiao.records import EVERY_REGION, Break, Cell, Mark, in_language

from .notes import printable
from .workbook_book import Book, plain_format
from .workbook_places import Places

if TYPE_CHECKING:
    from duibiao._study import Study

WIDTHS = (34, 18, 12, 18, 18, 18, 18, 60)
"""The widths of the columns, which three tables share."""
LAST = len(WIDTHS) - 1


def write_breaks(book: Book, study: Study, places: Places) -> None:
    """Write the three tables, one under the other."""
    sheet = book.sheet("breaks")
    row = book.opening(sheet, "breaks", [book.word("breaks_note")]) + 1
    for column, wide in enumerate(WIDTHS):
        sheet.set_column(column, column, wide, book.style())
    row = _breaks(book, sheet, study, places, row)
    if study.base_effects:
        row = _effects(book, sheet, study, places, row)
    _marks(book, sheet, study, places, row)


def _open(book: Book, sheet: Any, row: int, title: str, heads: Sequence[str]) -> int:
    book.text(sheet, row, 0, title, book.style("section"))
    for column, head in enumerate(heads[:-1]):
        book.text(sheet, row + 1, column, head, book.style("head"))
    _to_the_end(book, sheet, row + 1, len(heads) - 1, heads[-1], book.style("head"))
    sheet.set_row(row + 1, 32)
    return row + 2


def _to_the_end(book: Book, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text over the columns that a shorter table leaves free."""
    if column < LAST:
        sheet.merge_range(row, column, row, LAST, printable(text), style)
    else:
        book.text(sheet, row, column, text, style)


def _line(book: Book, sheet: Any, row: int, year: int, texts: Mapping[int, str]) -> None:
    """Write the words of a row; the last of them, a note, runs to the end."""
    *words, note = sorted(texts)
    for column in words:
        looks = ("line", "indent") if column > 2 else ("line",)
        book.text(sheet, row, column, texts[column], book.style(*looks))
    _to_the_end(book, sheet, row, note, texts[note], book.style("line", "indent"))
    book.value(sheet, row, 2, year, book.style("line", "centre"))


def _breaks(book: Book, sheet: Any, study: Study, places: Places, row: int) -> int:
    w, lang = book.w, book.brief.lang
    heads = [w.word("word.indicator"), w.word("notes.region"), book.word("break_year")]
    heads += [book.word("break_reason"), w.word("notes.note")]
    first = row = _open(book, sheet, row, book.word("break_list"), heads)
    for item in study.panel.breaks:
        everywhere = item.region == EVERY_REGION
        if item.indicator not in places.codes or not (everywhere or item.region in places.regions):
            continue
        region = book.word("every_region") if everywhere else w.region(item.region)
        texts = {0: w.indicator(item.indicator), 1: region}
        texts |= {3: item.reason_in(lang), 4: item.note_in(lang)}
        _line(book, sheet, row, item.year, texts)
        row += 1
    return _close(book, sheet, first, row)


def _close(book: Book, sheet: Any, first: int, row: int) -> int:
    """Say so where a table is empty; return where the next one starts."""
    if row == first:
        book.text(sheet, row, 0, book.word("none"), book.style("muted"))
        row += 1
    return row + 1


def _effects(book: Book, sheet: Any, study: Study, places: Places, row: int) -> int:
    """A ratio before and after a break beside that of the totals, all live from the data sheet."""
    w = book.w
    heads = [w.word("word.indicator"), book.word("gap_reference"), book.word("break_year")]
    heads += [w.word(f"base.{t}") for t in ("before", "after", "total_before", "total_after")]
    heads.append(book.word("break_reason"))
    row = _open(book, sheet, row, w.word("base.table"), heads)
    for effect in study.base_effects:
        texts = {0: w.indicator(effect.indicator), 1: w.region(effect.reference)}
        texts[LAST] = _reasons(book, effect.breaks)
        _line(book, sheet, row, effect.year, texts)
        for column, (code, year, value) in enumerate(_ratios(effect), start=3):
            home, other = (places.link(r, code, year) for r in (study.home, effect.reference))
            style = book.style("line", "number", num_format="0.0%")
            book.formula(sheet, row, column, f"{home}/{other}", value, style)
        row += 1
    book.text(sheet, row, 0, w.word("base.note"), book.style("muted"))
    return row + 2


def _ratios(effect: BaseEffect) -> tuple[tuple[str, int, float], ...]:
    return (
        (effect.indicator, effect.year - 1, effect.before),
        (effect.indicator, effect.year, effect.after),
        (effect.numerator, effect.year - 1, effect.total_before),
        (effect.numerator, effect.year, effect.total_after),
    )


def _reasons(book: Book, breaks: Sequence[Break]) -> str:
    lang = book.brief.lang
    return "; ".join(dict.fromkeys(b.note_in(lang) or b.reason_in(lang) for b in breaks))


def _marks(book: Book, sheet: Any, study: Study, places: Places, row: int) -> int:
    w = book.w
    heads = [w.word("word.indicator"), w.word("notes.region"), w.word("word.year_column")]
    heads += [book.word("value"), w.word("word.unit"), w.word("notes.mark"), w.word("notes.note")]
    first = row = _open(book, sheet, row, book.word("marks"), heads)
    for cell in _marked(study, places):
        texts = {0: w.indicator(cell.indicator), 1: w.region(cell.region), 4: w.unit(cell.unit)}
        texts[5] = cell.marks.words(book.brief.lang)
        texts[6] = in_language(cell.note, book.brief.lang)
        _line(book, sheet, row, cell.year, texts)
        fault = Mark.FAULT in cell.marks
        digits = 0 if float(cell.value or 0.0).is_integer() else 2
        style = book.style("line", "number", num_format=plain_format(digits), font_strikeout=fault)
        link = places.link(cell.region, cell.indicator, cell.year)
        book.formula(sheet, row, 3, link, cell.value, style)
        row += 1
    return _close(book, sheet, first, row)


def _marked(study: Study, places: Places) -> list[Cell]:
    """The figures of the data sheet that were read with a mark, derived ones left out."""
    panel = study.panel
    grids = [panel.grid(c) for c in places.codes if panel.indicators[c].formula is None]
    return [
        panel.cell(region, grid.indicator.code, year)
        for grid in grids
        for region in places.regions
        for j, year in enumerate(grid.years)
        if grid.marks[panel.regions.position(region), j]
    ]
