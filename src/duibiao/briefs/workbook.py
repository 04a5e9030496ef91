"""The brief as an Excel workbook that an office keeps: summary, gaps, data, standing, why, sources."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .document import Brief, plain
from .workbook_book import Book
from .workbook_breaks import write_breaks
from .workbook_chapters import write_efficiency, write_measures
from .workbook_data import write_data
from .workbook_gaps import write_gaps
from .workbook_lists import write_settings, write_sources
from .workbook_moves import has_moves, write_moves
from .workbook_places import plan_data
from .workbook_standing import Scores, write_standing
from .workbook_targets import write_targets
from .workbook_why import write_why
from .writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

# A date of making would make two renderings of one brief differ.
_MADE = datetime(2000, 1, 1)
_TEXT_WIDTH = 120.0


def render_workbook(brief: Brief, study: Study) -> bytes:
    """Return the brief of a study as an Excel workbook (.xlsx).

    The sheets are summary, gaps, data, standing, what if, decomposition, breaks and marks, efficiency where inputs
    and outputs were named, targets, measures where documents were read, sources and settings, named in the brief's language. Figures stand once, on the data sheet, in the indicator's unit; gaps,
    paces, scores, ranks and decompositions are formulas over them, each with its present value kept
    beside it. The same brief gives the same bytes.

    >>> import duibiao
    >>> from duibiao.briefs import compose
    >>> result = duibiao.study(duibiao.load_sample(), "自贡市", ["常州市"], year=2020)
    >>> render_workbook(compose(result, "zh"), result)[:2]
    b'PK'
    """
    made = BytesIO()
    w = Writer(study.panel, brief.lang)
    book = Book.new(made, brief, w)
    book.file.set_properties(
        {"title": brief.title, "subject": brief.subtitle, "author": "duibiao", "created": _MADE}
    )
    places = plan_data(study, book.word("data"))
    scores = Scores(book.word("standing"), study.standing) if study.standing else None
    absent = {"standing"} if scores is None else set[str]()
    absent |= set() if has_moves(study) else {"moves"}
    absent |= set() if study.readings else {"measures"}
    absent |= set() if study.assessments else {"targets"}
    absent |= {"efficiency"} if study.efficiency is None else set()
    _write_summary(book, absent)
    write_gaps(book, study, places)
    write_data(book, places)
    if scores is not None:
        write_standing(book, study, places, scores)
        write_moves(book, study, places, scores)
    write_why(book, study, places, scores)
    write_breaks(book, study, places)
    write_efficiency(book, study)
    write_targets(book, study, places)
    write_measures(book, study)
    write_sources(book, places)
    write_settings(book, study)
    book.file.close()
    return made.getvalue()


def _write_summary(book: Book, absent: set[str]) -> None:
    """The answers first, as sentences; then what the other sheets hold."""
    brief, sheet = book.brief, book.sheet("summary")
    sheet.set_column(0, 0, 22, book.style())
    sheet.set_column(1, 1, _TEXT_WIDTH, book.style())
    sheet.set_row(0, 30)
    sheet.fit_to_pages(1, 1)
    for row, (text, look) in enumerate(
        ((brief.title, "title"), (brief.subtitle, "subtitle"), (brief.header, "muted"))
    ):
        book.text(sheet, row, 0, text, book.style(look))
    row = 4
    book.text(sheet, row, 0, book.w.word("brief.summary"), book.style("section"))
    for number, sentence in enumerate(brief.summary, start=1):
        row += 1
        book.value(sheet, row, 0, number, book.style("muted", align="right", indent=1))
        _told(book, sheet, row, plain(sentence))
    row += 2
    for chapter in brief.chapters:
        book.text(sheet, row, 0, chapter.title, book.style("section", "wrap"))
        _told(book, sheet, row, plain(chapter.lead))
        row += 1
    row += 1
    book.text(sheet, row, 0, book.word("contents"), book.style("section"))
    for key in (
        "gaps",
        "data",
        "standing",
        "moves",
        "why",
        "breaks",
        "efficiency",
        "targets",
        "measures",
        "sources",
        "settings",
    ):
        if key in absent:
            continue
        row += 1
        name = book.word(key)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", book.style("link"), name)
        _told(book, sheet, row, book.word(f"{key}_holds"))
    sheet.activate()


def _told(book: Book, sheet: Any, row: int, text: str) -> None:
    book.text(sheet, row, 1, text, book.style("wrap"))
    book.fit_row(sheet, row, [(text, _TEXT_WIDTH)])
