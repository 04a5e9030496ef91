"""A file as sheets: CSV, Parquet, Excel."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from duibiao.records import UnreadableFile

from .files import READABLE, TEXT, WORKBOOKS, existing, read_text
from .tables import Sheet, text_of


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file; a CSV or Parquet file is one."""
    kind = path.suffix.lower()
    if kind in TEXT:
        return [_text_sheet(path)]
    if kind == ".parquet":
        return [_parquet_sheet(path)]
    if kind in WORKBOOKS:
        raise NotImplementedError
    existing(path)
    raise UnreadableFile(
        zh=f"不能识别{path.name}的格式。可用：{READABLE}。",
        en=f"The format of {path.name} is not known. Allowed: {READABLE}.",
    )


def _text_sheet(path: Path) -> Sheet:
    text = read_text(path)
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    frame = pl.read_csv(
        io.BytesIO(text.encode()), infer_schema=False, separator=separator, has_header=False
    )
    header = [v or "" for v in frame.row(0)]
    return sheet_of(path.name, header, frame.slice(1).get_columns())


def _parquet_sheet(path: Path) -> Sheet:
    try:
        frame = pl.read_parquet(existing(path))
    except (pl.exceptions.ComputeError, OSError):
        raise UnreadableFile(
            zh=f"{path.name}不是Parquet文件，或已损坏。",
            en=f"{path.name} is no Parquet file, or it is damaged.",
        ) from None
    return sheet_of(path.name, frame.columns, frame.get_columns())


def sheet_of(file: str, header: Sequence[str], columns: Sequence[pl.Series]) -> Sheet:
    """Return the sheet of a table whose header is its first row."""
    return Sheet(
        file,
        "",
        tuple((name.strip(),) for name in header),
        tuple(columns),
        pl.int_range(2, (len(columns[0]) if columns else 0) + 2, eager=True),
        tuple(header),
    )


def read_rows(path: Path) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    """Return the header and the numbered rows of a file's first sheet, as texts."""
    sheet = read_sheets(path)[0]
    header = tuple(" ".join(dict.fromkeys(h)) for h in sheet.headings)
    columns = [text_of(c).to_list() for c in sheet.columns]
    return header, list(zip(sheet.rows.to_list(), zip(*columns, strict=True), strict=True))
