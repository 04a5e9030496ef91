"""A file as sheets with one header each: CSV, Excel, Parquet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice
from pathlib import Path

import polars as pl

from duibiao.records import Catalogue, Problem, Regions, UnknownName, UnreadableFile

from .files import PARQUET, READABLE, TEXT, WORKBOOKS, existing, read_text
from .headers import read_heading
from .layout import Layout, Rows, cell_text, find_layout, sheet_from
from .mapping import DataMapping, Whole
from .tables import Sheet

_PEEK = 60
_PEOPLE = re.compile(
    r"^.*?(?:各市|各地区?|各区县|各县|分市|分地区|市州|市\(州\))(?:州|\(州\)|区|县)*"
)
_NUMBER = re.compile(r"^(?:附?表)?\s*\d+(?:[-—–.]\d+)*\s*|\(续(?:表)?\d*\)|续表\d*")
_YEARS = re.compile(r"\(?(?:19|20)\d{2}\s*年?\s*[-—–~至到]{1,2}\s*(?:19|20)\d{2}\s*年?\)?")


def read_sheets(path: Path, mapping: DataMapping | None = None) -> Iterator[Sheet | Problem]:
    """Yield the sheets of a file, and what kept one from being read; a CSV or Parquet file is one sheet.

    Raises `UnreadableFile` where the file cannot be read at all, and `UnknownName` for a sheet that the
    mapping names and the file lacks.
    """
    mapping = mapping or DataMapping()
    kind = path.suffix.lower()
    if kind in TEXT:
        yield _with_whole(_text_sheet(path, mapping.whole), mapping.whole)
    elif kind in PARQUET:
        frame = _parquet(path)
        sheet = _sheet_of(path.name, frame.columns, frame.get_columns())
        yield _with_whole(sheet, mapping.whole)
    elif kind in WORKBOOKS:
        yield from _workbook_sheets(path, mapping)
    else:
        existing(path)
        raise UnreadableFile(
            zh=f"不能识别{path.name}的格式。可用：{READABLE}。",
            en=f"The format of {path.name} is not known. Allowed: {READABLE}.",
        )


def read_rows(path: Path) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    """Return the header (the first row of several texts) and the numbered rows of a file, as texts."""
    kind = path.suffix.lower()
    if kind in PARQUET:
        frame = _parquet(path)
        rows: Rows = [frame.columns, *map(list, frame.rows())]
    elif kind in WORKBOOKS:
        rows = next((rows for _, rows, _ in _workbook(path) if rows), [])
    else:
        text = read_text(path)
        rows = _lines(path, text, _separator(path, text))
    header = next((i for i, row in enumerate(rows) if len({v for v in row if v != ""}) > 1), None)
    if header is None:
        raise _no_table(path.name)
    width = len(rows[header])
    texts = ([cell_text(v).strip() for v in row] for row in rows[header + 1 :])
    padded = (tuple([*row, *[""] * width][:width]) for row in texts)
    names = tuple(cell_text(v).strip() for v in rows[header])
    return names, list(enumerate(padded, start=header + 2))


def with_title(sheet: Sheet, regions: Regions, indicators: Catalogue) -> Sheet:
    """Return the sheet with what its title or name says of all its figures: the indicator, the region.

    The title names the indicator of a table of regions over years, the region of one of indicators over
    years.
    """
    names = [n for n in (sheet.name, sheet.title) if n]
    if not sheet.region:
        found = [r for r in regions if any(r.name_zh and r.name_zh in n for n in names)]
        if len(found) == 1:
            sheet = replace(sheet, region=found[0].name_zh)
    if not sheet.indicator:
        headings = [read_heading(_topic(n)) for n in names]
        topics = [h.indicator for h in reversed(headings) if h.indicator]
        topic = next((t for t in topics if indicators.find(t)), topics[0] if topics else "")
        unit = next((h.unit for h in headings if h.unit), "")
        sheet = replace(sheet, indicator=topic, unit=sheet.unit or unit)
    return sheet


def _topic(title: str) -> str:
    """What a title is about: without the table's number, the years, and whose figures they are."""
    for pattern in (_NUMBER, _YEARS, _PEOPLE):
        title = pattern.sub("", title)
    return "" if re.fullmatch(r"sheet\d*", title, re.IGNORECASE) else title


def _text_sheet(path: Path, whole: Whole) -> Sheet:
    text = read_text(path)
    separator = _separator(path, text)
    peek = _lines(path, text, separator, _PEEK)
    layout = _given(whole) or find_layout(peek)
    if layout is None:
        raise _no_table(path.name)
    if layout.plain:
        try:
            frame = pl.read_csv(
                io.BytesIO(text.encode()),
                infer_schema=False,
                separator=separator,
                has_header=False,
                skip_rows=1,
            )
        except pl.exceptions.PolarsError:
            pass  # rows of unequal length; read them one by one
        else:
            header = [*peek[0], *[""] * (frame.width - len(peek[0]))][: frame.width]
            return _sheet_of(path.name, header, frame.get_columns())
    rows = _lines(path, text, separator)
    return sheet_from(path.name, "", rows, layout)


def _lines(path: Path, text: str, separator: str, first: int | None = None) -> Rows:
    """The rows of a text, all or the first of them."""
    try:
        return list(islice(csv.reader(io.StringIO(text), delimiter=separator), first))
    except csv.Error as error:
        raise UnreadableFile(
            zh=f"{path.name}不是可读的表格文本（{error}）。请在Excel或WPS中另存为“CSV UTF-8”。",
            en=f"{path.name} is no table in text that can be read ({error}). Save it again as “CSV UTF-8”.",
        ) from None


def _separator(path: Path, text: str) -> str:
    head = text[:4096]
    if path.suffix.lower() == ".tsv" or head.count("\t") > head.count(","):
        return "\t"
    return ";" if head.count(";") > 2 * head.count(",") else ","


def _given(whole: Whole) -> Layout | None:
    if not whole.header:
        return None
    header = tuple(n - 1 for n in whole.header)
    return Layout(header, header[-1] + 1, ())


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(existing(path))
    except (pl.exceptions.PolarsError, OSError):
        raise UnreadableFile(
            zh=f"{path.name}不是Parquet文件，或已损坏。",
            en=f"{path.name} is no Parquet file, or it is damaged.",
        ) from None


def _sheet_of(file: str, header: Sequence[str], columns: Sequence[pl.Series]) -> Sheet:
    return Sheet(
        file,
        "",
        tuple((name.strip(),) if name.strip() else () for name in header),
        tuple(columns),
        pl.int_range(2, (len(columns[0]) if columns else 0) + 2, eager=True),
        tuple(header),
        title=re.sub(r"\.\w+$", "", file),
    )


def _workbook_sheets(path: Path, mapping: DataMapping) -> Iterator[Sheet | Problem]:
    names = []
    for name, rows, problems in _workbook(path):
        names.append(name)
        if not mapping.reads(name):
            continue
        yield from problems
        whole = mapping.of_sheet(name)
        layout = _given(whole) or find_layout(rows)
        if layout is not None:
            yield _with_whole(sheet_from(path.name, name, rows, layout), whole)
        elif any(value != "" for row in rows for value in row):
            yield Problem(
                "no_table",
                "warning",
                f"工作表“{name}”里没有找到表格，没有读入。需要时请在映射文件里写明表头所在的行。",
                f"No table was found on the sheet “{name}”; it was not read. Name its header rows in the mapping if it is needed.",
                file=path.name,
                sheet=name,
            )
    lacking = [s for s in mapping.sheets if s not in {n.casefold() for n in names}]
    if lacking:
        raise UnknownName("sheet", lacking[0], names)


def _workbook(path: Path) -> Iterator[tuple[str, Rows, list[Problem]]]:
    from .workbooks import read_workbook  # loads the reader of Excel only for Excel

    return read_workbook(path)


def _with_whole(sheet: Sheet, whole: Whole) -> Sheet:
    said = {
        f.name: getattr(whole, f.name)
        for f in fields(Whole)
        if f.name != "header" and getattr(whole, f.name)
    }
    return replace(sheet, **said)


def _no_table(name: str) -> UnreadableFile:
    return UnreadableFile(
        zh=f"{name}里没有找到表格：需要一行表头（地区、年份、指标名）和其下的数。可在映射文件里用 header 写明表头所在的行。",
        en=f"No table was found in {name}: it needs a header row (region, year, indicators) and figures under it. `header` in a mapping names the header rows.",
    )
