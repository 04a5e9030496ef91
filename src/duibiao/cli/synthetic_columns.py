"""Which columns of a table name the unit and the year, and its figures by unit and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duibiao.records import DataError, InputError

from .unit_columns import UnitTable

if TYPE_CHECKING:
    from duibiao.targets import UnitYears

_EARLIEST, _LATEST = 1500, 2500


def figures_of(
    table: UnitTable, columns: Sequence[str], unit: str = "", time: str = ""
) -> UnitYears:
    """Return columns by unit and year; `unit` and `time` name their columns, "" where they are to be found.

    They are found only where nothing else could be meant: one column whose cells are all years, one of texts
    that tells the rows of each year apart. Otherwise `InputError` lists what there is.
    """
    from duibiao.targets import UnitYears

    time = time or _only_years(table)
    years = _years(table, time)
    unit = unit or _only_names(table, years)
    names = UnitTable(table.file, table.header, table.rows, unit)
    return UnitYears.of_rows(names.names(unit), years, names.numbers(columns))


def _years(table: UnitTable, column: str) -> list[int]:
    years = []
    for (row, _), text in zip(table.rows, table.texts(column), strict=True):
        year = _year(text)
        if year is None:
            raise DataError(
                zh=f"{table.file}第{row}行的“{column}”是“{text}”，不是年份。请改正，或用 --time 另选年份列。",
                en=f"Row {row} of {table.file} has “{text}” under {column}, which is no year. Mend it, or choose the column of years by --time.",
            )
        years.append(year)
    return years


def _year(text: str) -> int | None:
    digits = text.strip().removesuffix("年").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if _EARLIEST <= int(digits) <= _LATEST else None


def _only_years(table: UnitTable) -> str:
    found = [h for h in _single(table) if all(_year(t) is not None for t in table.texts(h))]
    if len(found) == 1:
        return found[0]
    raise _unclear(table, "年份", "--time", "the year", found)


def _only_names(table: UnitTable, years: Sequence[int]) -> str:
    from duibiao.sources import is_missing, number_in

    worded = []
    for header in _single(table):
        texts = table.texts(header)
        if all(t and not is_missing(t) and number_in(t) is None for t in texts):
            worded.append(header)
    # Where texts name the unit, each stands once a year; a single column of texts is taken all the same,
    # so that a row given twice is called so.
    telling = [h for h in worded if len({*zip(table.texts(h), years, strict=True)}) == len(years)]
    found = worded if len(worded) == 1 else telling
    if len(found) == 1:
        return found[0]
    raise _unclear(table, "单元名称", "--id", "the unit", found)


def _single(table: UnitTable) -> list[str]:
    return [h for h in table.header if h and table.header.count(h) == 1]


def _unclear(table: UnitTable, zh: str, option: str, en: str, found: Sequence[str]) -> InputError:
    columns = [h for h in table.header if h]
    many_zh = f"可能是：{'、'.join(found)}。" if found else f"各列是：{'、'.join(columns)}。"
    many_en = f"It may be {', '.join(found)}." if found else f"Columns: {', '.join(columns)}."
    return InputError(
        zh=f"看不出{table.file}里哪一列是{zh}。{many_zh}请用 {option} 写明。",
        en=f"It is not clear which column of {table.file} names {en}. {many_en} Name it by {option}.",
    )
