"""The sheets of sources and of settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .document import Trace
from .workbook_book import Book, Head, address
from .workbook_places import Places

if TYPE_CHECKING:
    from duibiao._study import Study

TRACE_COLUMNS = {
    **{"id": 42.0, "label": 42.0, "value": 24.0, "formula": 48.0, "inputs": 54.0, "source": 62.0},
    **{"place": 54.0, "given": 22.0, "vintage": 11.0, "marks": 18.0, "note": 60.0},
}
"""What is told of a number, with the width of its column; vintages only where there are any."""


def write_sources(book: Book, places: Places) -> None:
    """Write the trace of every number of the brief: where it was read, or how it was made from which others.

    The identifier of a figure leads to its cell on the data sheet.
    """
    sheet, traces = book.sheet("sources"), tuple(book.brief.traces.values())
    row = book.opening(sheet, "sources", [book.word("sources_note")]) + 1
    shown = [c for c in TRACE_COLUMNS if c != "vintage" or any(t.vintage for t in traces)]
    heads = [
        Head(book.word(f"trace_{c}"), TRACE_COLUMNS[c], new_page=c in ("inputs", "place"))
        for c in shown
    ]
    book.heads(sheet, row, heads, height=22)
    for number, trace in enumerate(traces, start=row + 1):
        texts = [", ".join(trace.inputs) if c == "inputs" else getattr(trace, c) for c in shown]
        for column, text in enumerate(texts):
            book.text(sheet, number, column, text, book.style("line", "wrap"))
        place = _place(places, trace)
        if place:
            style = book.style("line", "wrap", "link")
            sheet.write_url(number, 0, f"internal:{place}", style, trace.id)
        widths = [TRACE_COLUMNS[c] for c in shown]
        book.fit_row(sheet, number, list(zip(texts, widths, strict=True)))
    book.frame(sheet, row, heads, row + len(traces), frozen=2)


def _place(places: Places, trace: Trace) -> str:
    """The cell of the data sheet that holds a trace's figure, "" where none does."""
    match trace.id.split("."):
        case [region, code, year] if year.isdigit() and places.holds(region, code, int(year)):
            return places.link(region, code, int(year))
    return ""


def write_settings(book: Book, study: Study) -> None:
    """Write the settings: first those that formulas read, then every choice of the study, then the data."""
    sheet = book.sheet("settings")
    row = book.opening(sheet, "settings", [book.word("settings_note")]) + 1
    for column, wide in enumerate((36, 44, 60)):
        sheet.set_column(column, column, wide, book.style())
    row = _live(book, sheet, study, row)
    row = _pairs(book, sheet, row, "settings_all", book.brief.settings)
    panel, lang = study.panel, book.brief.lang
    facts = {
        "data_name": panel.name_zh if lang == "zh" else panel.name_en,
        "snapshot": panel.snapshot,
        "span": f"{panel.years[0]}–{panel.years[-1]}",
        "until": str(study.year),
    }
    named = [(book.word(f"setting_{key}"), text) for key, text in facts.items()]
    _pairs(book, sheet, row, "settings_data", named)


def _live(book: Book, sheet: Any, study: Study, row: int) -> int:
    """The settings that formulas read, each under its name in the workbook."""
    gaps, standing = study.settings.gaps, study.settings.standing
    live = (
        ("level_band", gaps.level_band, "0.0%"),
        ("level_points", gaps.level_points, "0.00"),
        ("close_in", gaps.close_in, "0"),
        ("score_coverage", standing.coverage, "0%"),
    )
    book.text(sheet, row, 0, book.word("settings_live"), book.style("section"))
    for key, value, look in live:
        row += 1
        book.text(sheet, row, 0, book.word(f"setting_{key}"), book.style("line"))
        book.value(sheet, row, 1, float(value), book.style("input", num_format=look, align="left"))
        note = book.word(f"setting_{key}_note")
        book.text(sheet, row, 2, note, book.style("muted", "indent"))
        book.file.define_name(key, f"={address(row, 1, book.word('settings'))}")
    return row + 2


def _pairs(book: Book, sheet: Any, row: int, title: str, pairs: Sequence[tuple[str, str]]) -> int:
    book.text(sheet, row, 0, book.word(title), book.style("section"))
    for name, text in pairs:
        row += 1
        book.text(sheet, row, 0, name, book.style("line", "muted"))
        book.text(sheet, row, 1, text, book.style("line", "wrap"))
        book.fit_row(sheet, row, [(text, 44)])
    return row + 2
