"""Lines that stand as a table: a header that names unit, period and growth; rows of a name and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from duibiao.records import Measure

from ..expressions.places import find_regions
from ..expressions.quantities import find_quantities
from ..expressions.times import find_times
from ..passages import Paragraph, Passages


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table: its place, its name, and what its column says of it.

    The name is its row's, or its column's where the row is of a region or a project: `of` is the place of
    that. One in words (2号库基础完成40%) has no unit and no name: it is to be read as a sentence is.
    """

    start: int
    end: int
    name: tuple[int, int]
    value: float
    unit: str
    measure: Measure
    period: str
    of: tuple[int, int] | None = None
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    name: tuple[int, int] = (0, 0)
    unit: str = ""
    is_growth: bool = False
    is_unit: bool = False
    period: str = ""
    tells: bool = False


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of a table; `first` is that of the names, `of_things`: the rows are of projects or firms."""

    columns: tuple[_Column, ...] = ()
    first: int = 0
    of_things: bool = False


_CELL = re.compile(r"[^\t|｜\s](?:(?!\t|\||｜|[ \u3000]{2})[^\n])*")
_BARRED = re.compile(r"(?:(?<=[\t|｜\n])|\A)[^\t|｜\n]*")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_GROWTH = re.compile(r"增长|增速|同比|增幅|±|比上年|环比|增减")
_IN_BRACKETS = re.compile(r"（([^（）]+)）")
_COUNT = re.compile("序号|编号|序|No")
_THINGS = re.compile("项目名称|工程名称|(?:企业|公司|园区|单位)名称|项目|工程|乡镇|镇街|园区|企业")
_OF_PROJECTS = re.compile("投资|进度|计划")
_SUM = re.compile("合计|总计|小计|累计|全[市县区]合计")
_RATE = re.compile("[率%]|占比|比重")
_OF_YEAR = re.compile("年度|全年|今年|本年")
_DONE = re.compile("完成|进度|累计|到位")
_TELLS = re.compile("进度|进展|内容|规模|概况|情况|问题")
_UNIT_ABOVE = re.compile(r"单位：([百千万亿]*(?:元|亩|吨|公里|平方米|人|户|个|家|台|千瓦))")


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
    head, unit = _Head(), ""
    for paragraph in passages.paragraphs:
        cells = _cells(passages.document.text, paragraph)
        above = _UNIT_ABOVE.search(plain, paragraph.start, paragraph.end)
        if above and not _COUNT.match(plain, paragraph.start):
            unit = above[1]
        if len(cells) < 2 or "。" in plain[paragraph.start : paragraph.end]:
            head = _Head()
        elif any(_is_number(plain[a:b]) for a, b in cells[1:]):
            if head.columns:
                rows[paragraph.start] = tuple(_row(plain, cells, head))
        elif not (head.first and plain[slice(*cells[0])].isdigit()):
            head = _head(plain, [_column(plain, a, b, published, year, unit) for a, b in cells])
    return rows


def _head(plain: str, columns: list[_Column]) -> _Head:
    names = [plain[slice(*c.name)] for c in columns]
    first = int(bool(_COUNT.match(names[0])))
    thing = _THINGS.match(names[first])
    of_things = thing is not None and (
        len(names[first]) > 2 or any(_OF_PROJECTS.search(n) for n in names[first + 1 :])
    )
    months = next((c.period for c in columns if "M" in c.period), "")
    return _Head(
        tuple(
            replace(c, period=months) if of_things and not c.period and _DONE.search(n) else c
            for c, n in zip(columns, names, strict=True)
        ),
        first,
        of_things,
    )


def _cells(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return the cells of a line, by the text as read: in one spelling a tab is a blank like others.

    Where tabs or bars part them an empty one is a cell too.
    """
    line = text[paragraph.start : paragraph.end]
    if not re.search(r"\t|\||｜|[ \u3000]{2}", line):
        return []
    found = [m.span() for m in _CELL.finditer(text, paragraph.start, paragraph.end)]
    if re.search(r"\t|\||｜", line):
        start = text.rfind("\n", 0, paragraph.start) + 1
        stop = text.find("\n", paragraph.end)
        barred = [m.span() for m in _BARRED.finditer(text, start, len(text) if stop < 0 else stop)]
        if line[0] in "|｜":
            barred = barred[1:]
        if line[-1] in "|｜":
            barred = barred[:-1]
        found = [(b - len(text[a:b].lstrip()), b) for a, b in barred]
    return [(a, a + len(text[a:b].rstrip())) for a, b in found]


def _is_number(text: str) -> bool:
    """Whether a cell is a number, alone or with its unit; 2号库主体封顶 and 9月投产 are none."""
    text = text.strip()
    number = re.match(r"[-+]?\d[\d,]*(?:\.\d+)?(?P<unit>[%‰]|[一-鿿/]{0,6})?$", text)
    if number is None or not number["unit"]:
        return number is not None
    written = find_quantities(text)
    return (
        written[0].number == (0, len(text))
        if written
        else not re.search("[年月日号]|...", number["unit"])
    )


def _column(
    plain: str, start: int, end: int, published: date | None, year: int | None, above: str
) -> _Column:
    text = plain[start:end]
    unit = _IN_BRACKETS.search(text)
    times = [t.period for t in find_times(plain, published, start, end, year=year) if t.period]
    growth = bool(_GROWTH.search(text))
    named = unit[1] if unit and not _GROWTH.search(unit[1]) else ""
    named = named.removeprefix("±").strip() or ("%" if growth or _RATE.search(text) else above)
    period = times[-1] if times else str(year) if year and _OF_YEAR.search(text) else ""
    name = (start, start + unit.start() if unit else end)
    is_unit = text.strip() in ("单位", "计量单位")
    return _Column(name, named, growth, is_unit, period, bool(_TELLS.search(text)))


def _row(plain: str, cells: list[tuple[int, int]], head: _Head) -> Iterator[Cell]:
    # A row may lack its first cells (merged), never its last: columns are counted from the right,
    # but where its empty cells are seen.
    full = any(a == b for a, b in cells)
    columns, shift = head.columns, 0 if full else len(head.columns) - len(cells)
    said = ""
    at = max(0, head.first - shift)
    name = cells[at] if at < len(cells) and cells[at][0] < cells[at][1] else cells[0]
    words = plain[slice(*name)]
    bracket = _IN_BRACKETS.search(plain, *name)
    regions = find_regions(plain, *name)
    of_region = bool(regions) and (regions[0].start, regions[0].end) == name
    whole = bool(_SUM.fullmatch(words)) and (head.of_things or head.first > 0)
    of = name if of_region or (head.of_things and not whole) else None
    for i, (start, end) in enumerate(cells[at + 1 :], at + 1):
        column = columns[i + shift] if 0 <= i + shift < len(columns) else _Column()
        if (of or whole) and not (of_region and column.is_growth):
            name = column.name
        text = plain[start:end]
        if column.is_unit:
            said = text
            continue
        number = _NUMBER.match(text)
        if number is None or not _is_number(text):
            if of and column.tells:
                yield Cell(start, end, name, 0.0, "", "level", column.period, of, in_words=True)
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
