"""Lines that stand as a table: a header that names unit, period and growth; rows of a name and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from duibiao.records import Measure

from ..expressions.places import find_regions
from ..expressions.quantities import find_quantities
from ..expressions.times import find_times
from ..passages import Paragraph, Passages


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table: its place, its name, and what its column says of it.

    The name is its row's, or its column's where the row is of a region: `of` is the place of that.
    """

    start: int
    end: int
    name: tuple[int, int]
    value: float
    unit: str
    measure: Measure
    period: str
    of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Column:
    name: tuple[int, int] = (0, 0)
    unit: str = ""
    is_growth: bool = False
    is_unit: bool = False
    period: str = ""


_CELL = re.compile(r"[^\t|｜\s](?:(?!\t|\||｜|[ \u3000]{2})[^\n])*")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_GROWTH = re.compile(r"增长|增速|同比|增幅|±|比上年|环比|增减")
_IN_BRACKETS = re.compile(r"（([^（）]+)）")


def find_tables(passages: Passages, year: int | None = None) -> dict[int, tuple[Cell, ...]]:
    """Return the cells of each table row by the place where its line starts; `year` completes bare months.

    >>> from duibiao.records import Document
    >>> text = "指标\\t绝对量（亿元）\\t增长（%）\\n地区生产总值\\t2003.4\\t4.1\\n工业\\t600\\t-1.2"
    >>> rows = find_tables(Passages(Document("a.txt", text)))
    >>> [(c.value, c.unit, c.measure) for row in rows.values() for c in row][:2]
    [(2003.4, '亿元', 'level'), (4.1, '%', 'growth')]
    """
    plain, published = passages.plain, passages.document.published
    rows: dict[int, tuple[Cell, ...]] = {}
    columns: tuple[_Column, ...] = ()
    for paragraph in passages.paragraphs:
        cells = _cells(passages.document.text, paragraph)
        if len(cells) < 2 or "。" in plain[paragraph.start : paragraph.end]:
            columns = ()
        elif any(_is_number(plain[a:b]) for a, b in cells[1:]):
            if columns:
                rows[paragraph.start] = tuple(_row(plain, cells, columns))
        else:
            columns = tuple(_column(plain, a, b, published, year) for a, b in cells)
    return rows


def _cells(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return the cells of a line, by the text as read: in one spelling a tab is a blank like others."""
    line = text[paragraph.start : paragraph.end]
    if not re.search(r"\t|\||｜|[ \u3000]{2}", line):
        return []
    found = [(m.start(), m.end()) for m in _CELL.finditer(text, paragraph.start, paragraph.end)]
    return [(a, a + len(text[a:b].rstrip())) for a, b in found]


def _is_number(text: str) -> bool:
    return bool(re.match(r"[-+]?\d[\d,]*(?:\.\d+)?(?:[%‰]|[一-鿿/]{0,6})?$", text.strip()))


def _column(plain: str, start: int, end: int, published: date | None, year: int | None) -> _Column:
    text = plain[start:end]
    unit = _IN_BRACKETS.search(text)
    times = [t.period for t in find_times(plain, published, start, end, year=year) if t.period]
    growth = bool(_GROWTH.search(text))
    named = unit[1] if unit and not _GROWTH.search(unit[1]) else ""
    named = named.removeprefix("±").strip() or ("%" if growth else "")
    name = (start, start + unit.start() if unit else end)
    return _Column(
        name, named, growth, text.strip() in ("单位", "计量单位"), times[-1] if times else ""
    )


def _row(plain: str, cells: list[tuple[int, int]], columns: tuple[_Column, ...]) -> Iterator[Cell]:
    # A row may lack its first cells (merged), never its last: columns are counted from the right.
    shift = len(columns) - len(cells)
    said = ""
    name = cells[0]
    bracket = _IN_BRACKETS.search(plain, *name)
    regions = find_regions(plain, *name)
    of = name if regions and (regions[0].start, regions[0].end) == name else None
    for i, (start, end) in enumerate(cells[1:], 1):
        column = columns[i + shift] if 0 <= i + shift < len(columns) else _Column()
        if of and not column.is_growth:
            name = column.name
        text = plain[start:end]
        if column.is_unit:
            said = text
            continue
        number = _NUMBER.match(text)
        if number is None or not _is_number(text):
            continue
        own = next((q.unit for q in find_quantities(plain, start, end)), "")
        unit = own or (column.unit if column.is_growth else said or column.unit)
        unit = unit or (bracket[1] if bracket and not column.is_growth else "")
        yield Cell(
            start,
            end,
            (name[0], bracket.start() if bracket and bracket[1] == unit else name[1]),
            float(number[0].replace(",", "")),
            unit,
            "growth"
            if column.is_growth and unit in ("%", "‰")
            else "change"
            if column.is_growth
            else "level",
            column.period,
            of,
        )
