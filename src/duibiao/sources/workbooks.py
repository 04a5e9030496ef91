"""Excel workbooks: their sheets as rows, and what only a look into the XML tells of their cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from duibiao.records import Problem, UnreadableFile

from .files import checked_workbook, locked

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_LISTED = 50


def read_workbook(path: Path) -> Iterator[tuple[str, list[list[Any]], list[Problem]]]:
    """Yield each visible sheet's name, its rows with merged cells filled, and what is wrong with its cells.

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
            problems = _inside(path, meta.name, rows) if kind == "xlsx" else []
            _fill(rows, merged)
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


def _inside(path: Path, sheet: str, rows: list[list[Any]]) -> list[Problem]:
    """Look into a sheet's XML for what reading its values does not tell.

    A formula without a cached value and an error value read as empty: each is a problem. A cell in a
    percentage format holds 0.065 and shows 6.5%: it is read as it shows, in place, and a problem says so.
    """
    with zipfile.ZipFile(path) as archive:
        xml = _sheet_xml(archive, sheet)
        styles = _percent_styles(archive)
    percent = any(b' s="%d"' % i in xml for i in styles)
    if not (percent or _FORMULA.search(xml) or b't="e"' in xml):
        return []
    formulas, errors, shown = [], [], 0
    for attributes, inside in _CELL.findall(xml):
        place = _PLACE.search(attributes)
        if place is None:
            continue
        column, row = place[1].decode(), int(place[2])
        value = _VALUE.search(inside)
        style = _STYLE.search(attributes)
        if b't="e"' in attributes:
            errors.append((column, row, value[1].decode() if value else "#"))
        elif value is None and b't="str"' not in attributes and _FORMULA.search(inside):
            formulas.append((column, row, ""))
        elif percent and style and int(style[1]) in styles:
            shown += _show_percent(rows[row - 1], _place_of(column))
    problems = [
        *_problems(path.name, sheet, "formula_without_value", formulas),
        *_problems(path.name, sheet, "error_value", errors),
    ]
    if shown:
        zh = f"工作表“{sheet}”有{shown}个百分比格式的单元格，按显示的百分数读入（显示6.5%，读作6.5）。"
        en = f"The sheet “{sheet}” has {shown} cells in a percentage format; they were read as shown (6.5 for 6.5%)."
        problems.append(Problem("percent_format", "warning", zh, en, file=path.name, sheet=sheet))
    return problems


def _show_percent(row: list[Any], i: int) -> int:
    if i < len(row) and isinstance(row[i], float):
        row[i] = float(f"{row[i] * 100:.12g}")
        return 1
    return 0


def _place_of(column: str) -> int:
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    xml = archive.read("xl/styles.xml").decode()
    formats = {
        _attribute(tag, "numFmtId")
        for tag in re.findall(r"<(?:\w+:)?numFmt\b[^>]*>", xml)
        if "%" in _attribute(tag, "formatCode")
    } | {"9", "10"}  # the two that are built in
    cells = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", xml, re.DOTALL)
    tags = re.findall(r"<(?:\w+:)?xf\b[^>]*>", cells[0]) if cells else []
    return frozenset(i for i, tag in enumerate(tags) if _attribute(tag, "numFmtId") in formats)


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
        zh, en = (f"{sheet}另有{more}个这样的单元格。", f"{sheet} has {more} more such cells.")
        yield Problem(kind, "error", zh, en, file=file, sheet=sheet)


def _sheet_xml(archive: zipfile.ZipFile, sheet: str) -> bytes:
    """The XML of a sheet, found by its name through the workbook's relations."""
    book = archive.read("xl/workbook.xml").decode()
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    tags = re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations)
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in tags}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        if _attribute(tag, "name") == sheet:
            target = targets[_attribute(tag, r"\w+:id")]
            return archive.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
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
