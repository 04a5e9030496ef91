"""The documents of a brief: reports and speeches of home, read with the panel that they are held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from duibiao.records import BadSetting

if TYPE_CHECKING:
    from duibiao.records import Note, Panel, Reading


@dataclass(frozen=True)
class Documents:
    """The files to read, the date by which all of them reckon “next year”, and a ledger that corrects them."""

    files: tuple[Path, ...] = ()
    published: date | None = None
    corrections: Path | None = None

    def __post_init__(self) -> None:
        """Refuse what says something of documents where there are none."""
        if not self.files and (self.published or self.corrections):
            raise BadSetting(
                zh="--published 和 --corrections 是说文件的，而没有给出 --documents。请用 --documents 写上文件，或去掉这些选项。",
                en="--published and --corrections are about documents, and there is no --documents. Name the documents with --documents, or leave these out.",
            )

    def moved(self, place: Callable[[Path], Path]) -> Documents:
        """Return the same documents with each path put through `place`."""
        corrections = place(self.corrections) if self.corrections else None
        return Documents(tuple(place(p) for p in self.files), self.published, corrections)

    def read(
        self, panel: Panel, home: str, told: Callable[[str, int, int], None]
    ) -> tuple[tuple[Reading, ...], tuple[Note, ...]]:
        """Return what the documents say, and what is to be said of the corrections.

        A file that cannot be opened raises its error: a brief is not made from half of what was named.
        """
        if not self.files:
            return (), ()
        from duibiao.reading import apply_corrections, open_document, read_document, read_ledger

        region = panel.regions.match(home).name("zh")
        readings = []
        for number, path in enumerate(self.files):
            told("documents", number, len(self.files))
            document = open_document(path, published=self.published)
            readings.append(
                read_document(
                    document,
                    region=region,
                    catalogue=panel.indicators,
                    regions=panel.regions,
                    panel=panel,
                )
            )
        if self.corrections is None:
            return tuple(readings), ()
        corrected = apply_corrections(readings, read_ledger(self.corrections), panel.indicators)
        return corrected.readings, corrected.notes
