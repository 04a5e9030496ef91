"""A ledger of commitments as an office gave it back: its rows by column, whatever was moved or renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from duibiao.records import LEDGER_COLUMNS, LedgerCell, UnreadableFile, system_reason

from .answers import Answer, answers_in

_NEEDED = ("quote", "kind")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A row of a ledger: its number in the sheet, and what stands in each column that is there."""

    row: int
    cells: Mapping[str, LedgerCell]

    def text(self, key: str) -> str:
        """Return a cell as text; "" where it is empty or its column is not there."""
        cell = self.cells.get(key)
        if isinstance(cell, float):
            return f"{cell:.15g}"
        return (cell or "").strip() if isinstance(cell, str) else ""


@dataclass(frozen=True)
class Ledger:
    """The rows of a ledger. `titles` are its columns by key; `named` are texts of its other sheets, documents among them.

    `answers` are what the sheet of lessons says of home.
    """

    name: str
    sheet: str
    titles: Mapping[str, str]
    entries: tuple[LedgerEntry, ...]
    named: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()


def read_ledger(path: Path | str) -> Ledger:
    """Return the ledger in an Excel workbook, in Chinese or English, its columns in any order.

    The sheet is the first one with the columns 来源原文 and 类型 (Source text, Kind). Raises
    `UnreadableFile` where the file is missing, locked or no workbook, or no sheet has them.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    path = Path(path)
    try:
        with path.open("rb"):
            pass
        book = CalamineWorkbook.from_path(str(path))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except PasswordError:
        raise UnreadableFile(
            zh=f"台账{path.name}有打开密码，不能读取。请去掉密码后另存。",
            en=f"The ledger {path.name} is protected by a password. Remove it and save the file again.",
        ) from None
    except CalamineError:
        raise UnreadableFile(
            zh=f"{path.name}不是可以读取的Excel工作簿。请给出由 --xlsx 写出、改过的台账（.xlsx）。",
            en=f"{path.name} is no Excel workbook that can be read. Give the ledger that --xlsx wrote (.xlsx), with its changes.",
        ) from None
    except OSError as error:
        raise UnreadableFile(
            zh=f"不能打开台账{path}：{system_reason(error, 'zh')}。请检查路径。",
            en=f"The ledger {path} cannot be opened: {system_reason(error, 'en')}. Check the path.",
        ) from None
    return _ledger(path.name, sheets)


def _ledger(name: str, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Ledger:
    for sheet, rows in sheets.items():
        for number, row in enumerate(rows, start=1):
            places = _places(row)
            if all(key in places for key in _NEEDED):
                entries = tuple(_entries(rows[number:], number + 1, places))
                titles = {key: str(row[place]).strip() for key, place in places.items()}
                others = (r for other, rows in sheets.items() if other != sheet for r in rows)
                named = frozenset(c.strip() for r in others for c in r if isinstance(c, str))
                return Ledger(name, sheet, titles, entries, named, answers_in(name, sheets))
    raise UnreadableFile(
        zh=f"{name}里没有承诺台账：没有一张表有“来源原文”和“类型”两列。请给出由 --xlsx 写出的台账，保留这两列的列名。",
        en=f"There is no ledger of commitments in {name}: no sheet has the columns “Source text” and “Kind”. Give the ledger that --xlsx wrote, with these titles kept.",
    )


def _places(row: Sequence[Any]) -> dict[str, int]:
    keys = {_plain(title): c.key for c in LEDGER_COLUMNS for title in (c.zh, c.en)}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        key = keys.get(_plain(cell)) if isinstance(cell, str) else None
        if key:
            found.setdefault(key, place)
    return found


def _plain(title: str) -> str:
    return "".join(title.split()).lower()


def _entries(
    rows: Sequence[Sequence[Any]], first: int, places: Mapping[str, int]
) -> Iterator[LedgerEntry]:
    for number, row in enumerate(rows, start=first):
        cells = {key: _cell(row[place]) for key, place in places.items()}
        if any(c not in (None, "") for key, c in cells.items() if key != "number"):
            yield LedgerEntry(number, cells)


def _cell(cell: Any) -> LedgerCell:
    """A cell as text or number; a spreadsheet makes a date of 2021年6月, which is that month again here."""
    if isinstance(cell, date):
        return f"{cell.year}M{cell.month:02d}"
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return float(cell)
    return cell if isinstance(cell, str) else str(cell or "")
