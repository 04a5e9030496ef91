"""Problems that a check of data finds: typed, with the place and a text in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .errors import Lang

Severity = Literal["error", "warning"]
"""How grave a problem is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what kind, how grave, where it stands and what to do.

    `row` counts from 1 as a spreadsheet does; `field` is the column's name. `region`, `indicator` and
    `period` name the cell where there is one.
    """

    kind: str
    severity: Severity
    zh: str
    en: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    field: str = ""
    region: str = ""
    indicator: str = ""
    period: str = ""

    def text(self, lang: Lang) -> str:
        """Return what is wrong and how to mend it."""
        return self.zh if lang == "zh" else self.en
