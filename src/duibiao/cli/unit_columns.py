"""A table of units: the columns that a command names, read from a file as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duibiao.records import DataError, InputError, UnknownName


def named(text: str) -> tuple[str, ...]:
    """Return the names in “x1,x2”; Chinese commas separate too.

    >>> named("资本，劳动, 土地")
    ('资本', '劳动', '土地')
    """
    for other in "，、;；":
        text = text.replace(other, ",")
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


_SUFFIX = re.compile(r"[ _.\-]?(?P<period>\d.*)|[ _.\-](?P<named>.*\d.*)")
"""A period after a name: begins with a digit, or holds one after a separator: 2005, _2005, .t1, -2005Q3."""


def period_in(column: str, name: str) -> str:
    """Return the period with which a column's name goes on after a variable's, "" where it does not.

    A name that ends in a digit itself needs a separator, so that x1 takes x1_2005 and not x12005.

    >>> period_in("资本2005年", "资本"), period_in("x1_t2", "x1"), period_in("x12", "x1")
    ('2005年', 't2', '')
    """
    rest = column.removeprefix(name)
    if rest == column or (name[-1:].isdigit() and rest[:1].isdigit()):
        return ""
    found = _SUFFIX.fullmatch(rest)
    return (found["period"] or found["named"]) if found else ""


@dataclass(frozen=True)
class UnitTable:
    """The rows of a file under their header, as texts with their numbers in the file."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    unit: str = ""
    """The column that names the units; "" where none does."""

    @staticmethod
    def read(path: Path, unit: str = "") -> UnitTable:
        """Return the table of a CSV, Excel or Parquet file; rows that are blank throughout are none."""
        from duibiao.sources import read_rows

        header, rows = read_rows(path)
        filled = tuple((n, row) for n, row in rows if any(cell.strip() for cell in row))
        if not filled:
            raise DataError(
                zh=f"{path.name}的表头下面没有数据。",
                en=f"There are no rows under the header of {path.name}.",
            )
        return UnitTable(path.name, header, filled, unit)

    def texts(self, name: str) -> list[str]:
        """Return a column as it stands, or raise `UnknownName`."""
        if name not in self.header:
            raise UnknownName("column", name, [h for h in self.header if h])
        if self.header.count(name) > 1:
            raise DataError(
                zh=f"{self.file}里有{self.header.count(name)}列都叫“{name}”。请给各列不同的名称。",
                en=f"{self.file} has {self.header.count(name)} columns named {name}. Give each a name of its own.",
            )
        at = self.header.index(name)
        return [row[at].strip() for _, row in self.rows]

    def names(self, name: str) -> list[str]:
        """Return the column that names the units, or raise `DataError` where a row has no name."""
        texts = self.texts(name)
        nameless = [number for (number, _), text in zip(self.rows, texts, strict=True) if not text]
        if nameless:
            raise DataError(
                zh=f"{self.file}第{nameless[0]}行的“{name}”是空的，单元没有名称。请补上，或删去这一行。",
                en=f"Row {nameless[0]} of {self.file} has nothing under {name}, so its unit has no name. Name it, or delete the row.",
            )
        return texts

    def numbers(self, names: Sequence[str]) -> dict[str, list[float]]:
        """Return columns as numbers, NaN where a cell says that the figure is missing."""
        return {name: self._numbers(name) for name in names}

    def periods(self, names: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return by period, in the order of the file, the column of each variable.

        Raises `InputError` for a variable without such columns, `DataError` where two lack each other's.
        """
        columns = {name: self._columns_by_period(name) for name in names}
        _refuse_uneven(self.file, columns)
        periods = next(iter(columns.values()), {})
        return {p: {name: columns[name][p] for name in names} for p in periods}

    def _columns_by_period(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for column in self.header:
            period = period_in(column, name)
            if period in found:
                raise DataError(
                    zh=f"{self.file}里“{found[period]}”和“{column}”都是“{name}”{period}的列。请只留一列。",
                    en=f"In {self.file} both {found[period]} and {column} are {name} of {period}. Keep one of them.",
                )
            if period:
                found[period] = column
        if not found:
            if name in self.header:
                raise InputError(
                    zh=f"{self.file}里“{name}”只有一列，列名里没有时期。每期一列时，列名应为变量名加时期，如 {name}_2005；每期一行时，请用 --period。",
                    en=f"{self.file} has one column {name}, without a period. With a column a period each is named after variable and period, as {name}_2005; with a row a period use --period.",
                )
            way = (
                "各年的列应为变量名加时期，如 x1_2005。",
                "A column a period is named after the variable and the period, as x1_2005.",
            )
            raise UnknownName("column", name, [h for h in self.header if h], how=way)
        return found

    def _numbers(self, name: str) -> list[float]:
        units = self.texts(self.unit) if self.unit else [""] * len(self.rows)
        return [
            self._number(name, number, text, unit)
            for (number, _), text, unit in zip(self.rows, self.texts(name), units, strict=True)
        ]

    def _number(self, name: str, row: int, text: str, unit: str) -> float:
        from duibiao.sources import is_missing, number_in

        value = number_in(text)
        if value is not None:
            return value
        if is_missing(text):
            return float("nan")
        zh, en = (f"（{unit}）", f" ({unit})") if unit else ("", "")
        raise DataError(
            zh=f"{self.file}第{row}行{zh}的“{name}”是“{text}”，不是数字。请改成数字，缺失的留空。",
            en=f"Row {row}{en} of {self.file} has “{text}” under {name}, which is no number. Write a number, or leave a missing one empty.",
        )


def _refuse_uneven(file: str, columns: Mapping[str, Mapping[str, str]]) -> None:
    every = dict.fromkeys(p for found in columns.values() for p in found)
    for name, found in columns.items():
        lacking = [p for p in every if p not in found]
        if lacking:
            raise DataError(
                zh=f"{file}里“{name}”没有{'、'.join(lacking)}的列，而别的变量有。请补上，或去掉其他变量的这些列。",
                en=f"{file} has no column of {name} for {', '.join(lacking)}, which other variables have. Add it, or take those columns away.",
            )
