"""The cells of a ledger as fields of statements and targets, and whether two cells say the same."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from duibiao.records import (
    LEDGER_COLUMNS,
    BadSetting,
    Catalogue,
    Period,
    UnknownName,
    code_of,
)

from .files import Ledger, LedgerEntry
from .spelling import squeezed

Fields = dict[str, Any]
"""Fields of a statement or a target by name."""

_COLUMNS = {c.key: c for c in LEDGER_COLUMNS}
_NUMBERS = ("value", "baseline", "increase")
_BETWEEN = re.compile(r"[、，,;；\n]+")
_DUE = re.compile(r"(?:年?底|末|以?前|之前|以?内)$")
_SPAN = re.compile(r"(\d{4})\s*[-—–至]\s*(\d{4})年?")
# What an empty cell means; a kind may not be empty.
_EMPTY = {"comparator": "=", "measure": "level", "firmness": "stated"}


def same(one: object, other: object) -> bool:
    """Whether two cells say the same: numbers to 12 digits, texts without regard to white space."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return squeezed(_text(one)) == squeezed(_text(other))


def _text(cell: object) -> str:
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell)


@dataclass(frozen=True)
class CellReader:
    """Reads changed cells of a ledger as fields; what cannot be read is refused with its place."""

    ledger: Ledger
    catalogue: Catalogue

    def fields(self, entry: LedgerEntry, keys: Sequence[str]) -> Fields:
        """Return the fields that these cells of a row say. Raises `BadSetting`."""
        fields: Fields = {}
        for key in keys:
            fields |= self._field(entry, key, entry.text(key))
        return fields

    def _field(self, entry: LedgerEntry, key: str, text: str) -> Fields:
        words = _COLUMNS[key].words
        if words:
            code = code_of(words, text) if text or key == "nature" else _EMPTY.get(key)
            if code is None:
                raise self._refused(
                    entry, key, text, "、".join(zh for zh, _ in words.values() if zh), ""
                )
            return {key: code}
        if key in _NUMBERS:
            return {key: self._number(entry, key, text)}
        if key == "deadline":
            return {key: self._deadline(entry, text)}
        if key == "subjects":
            return {key: tuple(part for part in _BETWEEN.split(text) if part)}
        if key == "indicator":
            found = self.catalogue.find(text)
            return {key: found.code if found else text, "name": text}
        return {key: text}

    def _number(self, entry: LedgerEntry, key: str, text: str) -> float | None:
        if not text:
            return None
        try:
            number = float(text.replace(",", "").replace("，", ""))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise self._refused(
                entry,
                key,
                text,
                "一个数，不带单位和比较词，如100；没有数就空着，标准写在“相对标准”列",
                "a number without unit or comparison, such as 100; empty where there is none, a standard in the column Relative to",
            )
        return number

    def _deadline(self, entry: LedgerEntry, text: str) -> str:
        span = _SPAN.fullmatch(text)
        if span or not text:
            return f"{span[1]}-{span[2]}" if span else ""
        try:
            return str(Period.parse(_DUE.sub("", text)))
        except UnknownName:
            raise self._refused(
                entry,
                "deadline",
                text,
                "2021年、2021年上半年、2021年一季度、2021年6月，没有时限就空着",
                "2021, 2021H1, 2021Q1, 2021M06, empty where there is none",
            ) from None

    def _refused(
        self, entry: LedgerEntry, key: str, text: str, allowed_zh: str, allowed_en: str
    ) -> BadSetting:
        words = _COLUMNS[key].words or {}
        allowed_en = allowed_en or ", ".join(en for _, en in words.values() if en)
        sheet, title = self.ledger.sheet, self.ledger.titles[key]
        said_zh = f"“{text}”不能识别" if text else "是空的"
        said_en = f"“{text}” cannot be read" if text else "is empty"
        return BadSetting(
            zh=f"台账{self.ledger.name}的“{sheet}”表第{entry.row}行“{title}”列{said_zh}。可以写：{allowed_zh}。请改好后再读；没有作任何更正。",
            en=f"{self.ledger.name}, sheet “{sheet}”, row {entry.row}, column “{title}”: {said_en}. Allowed: {allowed_en}. Mend it and read again; nothing was corrected.",
        )
