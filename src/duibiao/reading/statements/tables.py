"""Tables in a text, their cells kept apart by tabs: what stands in a row under a column's name."""

from __future__ import annotations

import re
from functools import lru_cache

from ..passages import Passages
from ..rules import rules

_BARS = re.compile(r"[|｜]")


def is_head(row: str) -> bool:
    """Whether a row only names the columns of a table (序号, 任务, 责任单位, 完成时限).

    >>> is_head("序号\\t任务\\t责任单位"), is_head("1\\t新建小学2所\\t市教育局")
    (True, False)
    """
    cells = _cells(row)
    return len(cells) > 1 and any(_heads().fullmatch(cell) for cell in cells)


def _cells(row: str) -> list[str]:
    """Return the cells of a row, parted by tabs or, at least twice, by bars (1｜新建小学2所｜市教育局)."""
    if len(_BARS.findall(row)) > 1:
        return [cell.strip() for cell in _BARS.split(row.strip(" |｜"))]
    return [cell.strip() for cell in row.split("\t")]


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    return re.compile("|".join((rules("owners")["column"], rules("targets")["times"]["column"])))


def cells_under(passages: Passages, column: re.Pattern[str]) -> dict[int, str]:
    """Return by number of line the cell under the column whose head matches; rows without it are left out.

    >>> from duibiao.records import Document
    >>> text = "任务\\t责任单位\\n招商\\t市商务局"
    >>> cells_under(Passages(Document("a", text)), re.compile("责任单位"))
    {1: '市商务局'}
    """
    found, at = {}, -1
    text = passages.document.text
    for line, paragraph in enumerate(passages.paragraphs):
        row = _cells(text[paragraph.start : paragraph.end])
        if len(row) < 2:
            at = -1
            continue
        heads = [i for i, cell in enumerate(row) if column.fullmatch(cell)]
        if heads:
            at = heads[0]
        elif 0 <= at < len(row) and row[at]:
            found[line] = row[at]
    return found
