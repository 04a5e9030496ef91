"""What `duibiao read` gives out: observations, records, ledger and pages, or the answer in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from duibiao.records import BadSetting, DuibiaoError

from .terminal import print_each_json, print_json, say, show
from .words import tell

if TYPE_CHECKING:
    from duibiao.reading import Observations
    from duibiao.records import Catalogue, Figure, Lang, Reading, Statement


@dataclass(frozen=True)
class Done:
    """What was read, in the order of the files, and the errors of those that could not be."""

    readings: tuple[Reading, ...]
    errors: tuple[DuibiaoError, ...]
    catalogue: Catalogue


@dataclass(frozen=True)
class Outputs:
    """The files that were asked for: a ledger, a page or a folder of pages, and a table of observations."""

    xlsx: Path | None = None
    html: Path | None = None
    csv: Path | None = None

    def check(self, documents: Sequence[Path]) -> None:
        """Raise `BadSetting` where a name does not fit what would be in the file, or is that of a document."""
        for option, path, suffix in (("--xlsx", self.xlsx, ".xlsx"), ("--csv", self.csv, ".csv")):
            if path is not None and path.suffix.lower() != suffix:
                raise BadSetting(
                    zh=f"{option} 写出的是{suffix}文件，而给的名字是“{path.name}”。请以{suffix}结尾。",
                    en=f"{option} writes a {suffix} file, and the name given is “{path.name}”. End it in {suffix}.",
                )
        if self.html is not None and self._one_page and len(documents) > 1:
            folder = self.html.with_suffix("")
            raise BadSetting(
                zh=f"有{len(documents)}个文件，网页要写进一个文件夹，而 --html 给的是一个网页“{self.html.name}”。请给文件夹的名字，如 {folder}。",
                en=f"There are {len(documents)} documents, whose pages go to a folder, and --html names one page, “{self.html.name}”. Name a folder, such as {folder}.",
            )
        given = {path.resolve() for path in documents}
        for path in (self.xlsx, self.html, self.csv):
            if path is not None and path.resolve() in given:
                raise BadSetting(
                    zh=f"“{path}”就是要读的文件，写入会盖掉它。请换一个名字。",
                    en=f"“{path}” is a document to be read; writing would replace it. Choose another name.",
                )

    @property
    def _one_page(self) -> bool:
        return self.html is not None and self.html.suffix.lower() in (".html", ".htm")

    def made(self, done: Done, found: Observations | None, lang: Lang) -> dict[Path, bytes]:
        """Return the contents of the files by their paths, in the order of the options."""
        from duibiao.briefs import render_ledger, render_reading_page

        made: dict[Path, bytes] = {}
        if self.xlsx is not None:
            made[self.xlsx] = render_ledger(done.readings, lang, done.catalogue)
        if self.html is not None:
            names = _page_names(done.readings)
            for name, reading in zip(names, done.readings, strict=True):
                path = self.html if self._one_page else self.html / name
                made[path] = render_reading_page(reading, lang, done.catalogue)
        if self.csv is not None and found is not None:
            # With a mark of its encoding, so that a spreadsheet shows the Chinese of it.
            made[self.csv] = _as_csv(found).encode("utf-8-sig")
        return made


def observations(done: Done) -> Observations:
    """Return the figures of all documents as observations."""
    from duibiao.reading import as_observations

    return as_observations(done.readings, done.catalogue)


def show_figures(found: Observations, done: Done, path: Path | None, lang: Lang) -> None:
    """Print the observations, or where they were written; say what is no observation and whose figures they are."""
    if path is None:
        print(_as_csv(found), end="")
    else:
        written = tell(lang, "写入{n}个观测值：{path} | Observations written to {path}: {n}")
        say(written.format(n=len(found.rows), path=path))
    about = done.readings[0].notes if len(done.readings) == 1 else ()
    for note in (*about, *found.notes):
        say(note.text(lang), error=True)


def _as_csv(found: Observations) -> str:
    import csv
    import io
    from dataclasses import astuple

    from duibiao.reading import OBSERVATION_COLUMNS

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OBSERVATION_COLUMNS)
    writer.writerows(astuple(row) for row in found.rows)
    return text.getvalue()


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
