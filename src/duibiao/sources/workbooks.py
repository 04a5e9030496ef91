"""Excel workbooks: their sheets as rows, and the cells that hold a formula without a value or an error."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from duibiao.records import Problem, UnreadableFile

from .files import checked_workbook, locked

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_LISTED = 50


def read_workbook(path: Path) -> Iterator[tuple[str, list[list[Any]], list[Problem]]]:
    """Yield each visible sheet's name, its rows with merged cells filled, and its cells without a value.

    A hidden sheet is not read, and a problem under its name says so. Raises `UnreadableFile`.
    """
    kind = checked_workbook(path)
    try:
        # By content, not by name: sites export .xlsx as .xls.
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for meta in workbook.sheets_metadata:
            if meta.visible != SheetVisibleEnum.Visible:
                yield meta.name, [], [_hidden(path.name, meta.name)]
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
            _fill(rows, merged)
            problems = _empty_cells(path, meta.name) if kind == "xlsx" else []
            yield meta.name, rows, problems
    except PasswordError:
        raise locked(path) from None
    except CalamineError as error:
        raise UnreadableFile(
            zh=f"{path.name}不是可读的Excel工作簿，或已损坏（{error}）。请用Excel或WPS打开后另存为.xlsx。",
            en=f"{path.name} is no workbook that can be read, or it is damaged ({error}). Open it in Excel or WPS and save it again as .xlsx.",
        ) from None


def _fill(rows: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Put a merged cell's text, or year, into all the cells that it covers; a figure stays where it is."""
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if isinstance(value, str) or (isinstance(value, float) and 1900 <= value <= 2100):
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [value] * len(row[left : right + 1])


def _empty_cells(path: Path, sheet: str) -> list[Problem]:
    """Find formulas without a cached value and error values, which read as empty, in the sheet's XML."""
    xml = _sheet_xml(path, sheet)
    if not (_FORMULA.search(xml) or b't="e"' in xml):
        return []
    formulas, errors = [], []
    for attributes, inside in _CELL.findall(xml):
        place = re.search(rb'\br="([A-Z]+)(\d+)"', attributes)
        if place is None:
            continue
        column, row = place[1].decode(), int(place[2])
        value = _VALUE.search(inside)
        if b't="e"' in attributes:
            errors.append((column, row, value[1].decode() if value else "#"))
        elif _FORMULA.search(inside) and value is None and b't="str"' not in attributes:
            formulas.append((column, row, ""))
    return [
        *_problems(path.name, sheet, "formula_without_value", formulas),
        *_problems(path.name, sheet, "error_value", errors),
    ]


def _problems(
    file: str, sheet: str, kind: str, cells: list[tuple[str, int, str]]
) -> Iterator[Problem]:
    for column, row, error in cells[:_LISTED]:
        where = f"{sheet}!{column}{row}"
        if kind == "formula_without_value":
            zh = f"{where}是没有结果的公式，按缺失处理。请用Excel或WPS打开文件、重新计算并保存。"
            en = f"{where} is a formula without a value and counts as missing. Open the file in Excel or WPS, let it calculate, and save it."
        else:
            zh = f"{where}是错误值{error}，按缺失处理。请改正公式或填入数字。"
            en = f"{where} is the error {error} and counts as missing. Mend the formula or write the number."
        yield Problem(kind, "error", zh, en, file=file, sheet=sheet, row=row, field=column)
    if len(cells) > _LISTED:
        more = len(cells) - _LISTED
        zh, en = (
            f"{sheet}另有{more}个这样的单元格。",
            f"{sheet} has {more} more such cells.",
        )
        yield Problem(kind, "error", zh, en, file=file, sheet=sheet)


def _sheet_xml(path: Path, sheet: str) -> bytes:
    """The XML of a sheet, found by its name through the workbook's relations."""
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        targets = {}
        for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
            targets[_attribute(tag, "Id")] = _attribute(tag, "Target")
        for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
            if _attribute(tag, "name") == sheet:
                target = targets[_attribute(tag, r"\w+:id")]
                name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                return archive.read(name)
    return b""


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def _hidden(file: str, sheet: str) -> Problem:
    return Problem(
        "hidden_sheet",
        "warning",
        f"工作表“{sheet}”是隐藏的，没有读入。需要时请取消隐藏。",
        f"The sheet “{sheet}” is hidden and was not read. Unhide it if it is needed.",
        file=file,
        sheet=sheet,
    )
