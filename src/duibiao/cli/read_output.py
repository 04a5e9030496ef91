"""What `duibiao read` gives out: observations, records, ledger and pages, or the answer in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from duibiao.records import DuibiaoError

from .terminal import print_each_json, print_json, say, show
from .words import tell

if TYPE_CHECKING:
    from duibiao.records import Catalogue, Figure, Lang, Reading, Statement


@dataclass(frozen=True)
class Done:
    """What was read, in the order of the files, and the errors of those that could not be."""

    readings: tuple[Reading, ...]
    errors: tuple[DuibiaoError, ...]
    catalogue: Catalogue


def write_figures(done: Done, path: Path | None, lang: Lang) -> None:
    """Print the observations, or write them to a file; say what is no observation."""
    import csv
    import io
    from dataclasses import astuple

    from duibiao.briefs import write_files
    from duibiao.reading import OBSERVATION_COLUMNS, as_observations

    found = as_observations(done.readings, done.catalogue)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OBSERVATION_COLUMNS)
    writer.writerows(astuple(row) for row in found.rows)
    if path is None:
        print(text.getvalue(), end="")
    else:
        # With a mark of its encoding, so that a spreadsheet shows the Chinese of it.
        write_files(path.parent, {path.name: text.getvalue().encode("utf-8-sig")})
        written = tell(lang, "写入{n}个观测值：{path} | {n} observations written to {path}")
        say(written.format(n=len(found.rows), path=path))
    for note in found.notes:
        say(note.text(lang), error=True)


def write_files(done: Done, xlsx: Path | None, html: Path | None, lang: Lang) -> list[Path]:
    """Write the ledger and the pages that were asked for, and return their paths."""
    from duibiao.briefs import render_ledger, render_reading_page, write_files

    written: list[Path] = []
    if xlsx is not None:
        made = render_ledger(done.readings, lang, done.catalogue)
        written += write_files(xlsx.parent, {xlsx.name: made})
    if html is not None:
        pages = [render_reading_page(r, lang, done.catalogue) for r in done.readings]
        if len(pages) == 1 and not html.is_dir():
            written += write_files(html.parent, {html.name: pages[0]})
        else:
            names = _page_names(done.readings)
            written += write_files(html, dict(zip(names, pages, strict=True)))
    return written


def _page_names(readings: Sequence[Reading]) -> list[str]:
    """A name for each page, that of its document; a second document of that name gets a number."""
    names: list[str] = []
    for reading in readings:
        stem = Path(reading.document.name).stem
        name, number = f"{stem}.html", 2
        while name in names:
            name, number = f"{stem}-{number}.html", number + 1
        names.append(name)
    return names


def print_records(done: Done, given: int, lang: Lang) -> None:
    """Print the readings as JSON: one object for one file, else a list."""
    from .read_records import record

    if given == 1:
        print_json(record(done.readings[0], lang))
    else:
        print_each_json(record(r, lang) for r in done.readings)


def answer(done: Done, written: Sequence[Path], explain: bool, lang: Lang) -> None:
    """Print the answer in a sentence; then where it was written, or else the tables of each document."""
    from duibiao.briefs import plain, reading_answer, reading_contents

    several = len(done.readings) > 1
    if several or written:
        say(plain(reading_answer(done.readings, lang)))
    if written:
        print()
        for path in written:
            print(path)
    for reading in done.readings:
        if written and not explain:
            break
        if several or written:
            print()
        if several:
            _head(reading)
        if not written:
            show(reading_contents(reading, lang, done.catalogue), lang)
        if explain:
            print()
            _explain(reading, lang)


def _head(reading: Reading) -> None:
    document = reading.document
    day = str(document.published) if document.published else ""
    say(" · ".join(t for t in (document.name, document.title, day, document.publisher) if t))


def _explain(reading: Reading, lang: Lang) -> None:
    """Which rules fired, for each statement and figure in the order of the text."""
    from duibiao.reading import explain_rule
    from duibiao.records import KIND_WORDS, place_of, word_of

    figure = tell(lang, "数字 | figure")
    found: list[tuple[str, Statement | Figure]] = [
        *((word_of(KIND_WORDS, s.kind, lang), s) for s in reading.statements),
        *((figure, f) for f in reading.figures),
    ]
    for kind, one in sorted(found, key=lambda f: f[1].quote.start):
        place = place_of(reading, one.quote, lang)
        words = "".join(one.quote.text.split("\n"))
        say(f"{place} · {kind} · {one.confidence:.2f} · {words}")
        for rule in one.rules:
            note = explain_rule(rule)
            say(f"  {rule}" + (f"  {note.text(lang)}" if note else ""))
