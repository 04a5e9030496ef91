"""Where the table stands on a sheet: title, unit line, rows of header, body, notes under it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from .headers import period_in, role_of, tidy, vintage_in
from .numbers import is_missing, number_in
from .tables import Sheet

Rows = list[list[Any]]

_LOOK_AT = 60  # a header is found among the first rows, or there is none
_UNIT_LINE = re.compile(r"^\(?(?:计量|金额)?单位\s*[::]\s*(.+?)\)?$")
_NOTE = re.compile(
    r"^(?:[\d*※①-⑨]*\s*[(\[【]?(?:附?注|说明|备注|资料来源|数据来源|来源|注释)\s*\d*\s*[::.、)\]】]|(?:notes?|sources?)\s*:|\*|※)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:资料来源|数据来源|来源|source)\s*[::]\s*(.+)$", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:附?表\s*\d|\d+\s*[-—–]\s*\d+\s*\D)|统计|情况|一览|主要.*指标|各市|各地|分市|制表|填报"
)
_COLUMN_NUMBERS = frozenset("甲 乙 丙 丁 a b c A B C".split())


@dataclass(frozen=True)
class Layout:
    """The places of a table's parts on its sheet (rows counted from 0), and what stands above it."""

    header: tuple[int, ...]
    body: int
    above: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether the table is a header in the first row and a body under it."""
        return self.header == (0,) and self.body == 1


def find_layout(rows: Sequence[Sequence[Any]]) -> Layout | None:
    """Return where the table stands, or None where there is none.

    >>> find_layout([["各市人口"], ["单位：万人"], ["地区", 2019, 2020], ["自贡市", 292.3, 248.9]])
    Layout(header=(2,), body=3, above=('各市人口', '单位:万人'))
    """
    texts = [[tidy(cell_text(v)) for v in row] for row in rows[:_LOOK_AT]]
    body = next((i for i, row in enumerate(texts) if _is_data(row)), None)
    if not body:
        return None
    header = [i for i in range(body) if not _stands_alone(texts[i])]
    header = [i for i in header if not _is_column_numbers(texts[i])]
    while len(header) > 1 and _is_title(texts[header[0]], texts[header[1]]):
        header = header[1:]
    if not header:
        return None
    # A row without figures under a header is no header where it names a region under “地区”.
    body = next((i for i in header[1:] if _is_labelled(texts[header[0]], texts[i])), body)
    header = [i for i in header if i < body]
    above = (t for row in texts[: header[0]] for t in row if t)
    beside = (t for i in header for t in texts[i] if _UNIT_LINE.match(t))
    return Layout(tuple(header), body, tuple(dict.fromkeys((*above, *beside))))


def sheet_from(
    file: str, name: str, rows: Rows, layout: Layout, letters: Sequence[str] = ()
) -> Sheet:
    """Return the sheet of a table whose place is known; rows that only hold text end it or part it."""
    width = max(len(row) for row in rows[: layout.body + 1])
    above = layout.above
    kept, apart = [], []
    heads = [rows[i] for i in layout.header]
    for number, row in enumerate(rows[layout.body :], start=layout.body + 1):
        if _is_apart(row):
            apart.append(row)
        elif row not in heads:  # a table that goes on over pages repeats its header
            kept.append((number, row))
    header = _header_rows(rows, layout, width)
    columns = [[row[i] if i < len(row) else "" for _, row in kept] for i in range(width)]
    title = " ".join(t for t in above if not _UNIT_LINE.match(t))
    notes = [tidy(value) for row in apart for value in row[:1] if isinstance(value, str)]
    return Sheet(
        file,
        name,
        tuple(tuple(t for t in parts if t) for parts in zip(*header, strict=True)),
        tuple(map(column_of, columns)),
        pl.Series([n for n, _ in kept], dtype=pl.Int64),
        tuple(letters) or tuple(map(letter, range(width))),
        title=title,
        period=period_in(title) or period_in(name),
        unit=next((m[1] for t in above if (m := _UNIT_LINE.match(t))), ""),
        vintage=vintage_in(title) or vintage_in(name),
        source=next((m[1] for t in (*notes, *above) if (m := _SOURCE.search(t))), ""),
    )


def cell_text(value: Any) -> str:
    """Return a cell's value as text: whole numbers without a point, dates as year and month."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return f"{value.year}-{value.month:02d}"
    return str(value)


def column_of(values: Sequence[Any]) -> pl.Series:
    """Return a column as numbers where all its cells are, else as texts."""
    if all(type(v) is float or v == "" for v in values):
        return pl.Series([v if v != "" else None for v in values], dtype=pl.Float64)
    return pl.Series([cell_text(v) for v in values], dtype=pl.String)


def letter(i: int) -> str:
    """Return a column's letters on a spreadsheet, from its place counted from 0.

    >>> letter(0), letter(25), letter(26), letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        name = chr(65 + rest) + name
    return name


def _header_rows(rows: Rows, layout: Layout, width: int) -> list[list[str]]:
    """The header's rows as texts; a cell left blank beside a spanning one is filled from its left."""
    header = [
        [tidy(cell_text(row[i])) if i < len(row) else "" for i in range(width)]
        for row in (rows[n] for n in layout.header)
    ]
    for upper, lower in pairwise(header):
        for i in range(1, width):
            if not upper[i] and lower[i] and upper[i - 1] and lower[i - 1]:
                upper[i] = upper[i - 1]
    return [[("" if _UNIT_LINE.match(t) else t) for t in row] for row in header]


def _is_data(texts: Sequence[str]) -> bool:
    """Whether a row holds figures: numbers that are not the years or column numbers of a header."""
    filled = [t for t in texts if t]
    if len(filled) < 2 or _is_column_numbers(filled):
        return False
    numbers = [n for t in filled if (n := number_in(t)) is not None]
    if not numbers:
        marks = [t for t in filled if is_missing(t)]
        return len(marks) >= 1 and len(marks) >= len(filled) - 3 and not _names_roles(filled)
    years = [n for n in numbers if n.is_integer() and 1900 <= n <= 2100]
    if len(numbers) > len(years):
        return True
    steps = {b - a for a, b in pairwise(years)}
    header = len(steps) <= 2 and all(abs(s) <= 10 for s in steps) and len(years) > 1
    return not (_names_roles(filled) or header)


def _is_labelled(header: Sequence[str], row: Sequence[str]) -> bool:
    return any(
        role_of(head) in ("region", "region_code", "indicator")
        and cell not in ("", head)
        and not role_of(cell)
        for head, cell in zip(header, row, strict=False)
    )


def _names_roles(filled: Sequence[str]) -> bool:
    return any(role_of(t) for t in filled)


def _is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row counts the columns, as statistical forms do: 甲 1 2 3."""
    filled = [t for t in texts if t]
    counted = [t for t in filled if t not in _COLUMN_NUMBERS]
    return len(counted) > 1 and counted == [str(i) for i in range(1, len(counted) + 1)]


def _stands_alone(texts: Sequence[str]) -> bool:
    """Whether a row above the body is empty, or a title, a unit line or a heading of its own."""
    distinct = {t for t in texts if t and not _UNIT_LINE.match(t)}
    return len(distinct) < 2


def _is_title(row: Sequence[str], following: Sequence[str]) -> bool:
    distinct = list(dict.fromkeys(t for t in row if t))
    return (
        _TITLE.search(distinct[0]) is not None
        and len(distinct) <= 3
        and len({t for t in following if t}) >= 3
        and not any(role_of(t) for t in distinct)
    )


def _is_apart(row: Sequence[Any]) -> bool:
    """Whether a row under the header is a note, a section's name or empty, and no row of figures."""
    texts = [value for value in row if value != "" and value is not None]
    if not all(isinstance(value, str) for value in texts):
        return False
    return len(set(texts)) < 2 or _NOTE.match(tidy(texts[0])) is not None
