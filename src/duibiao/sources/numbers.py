"""Numbers as offices write them: thousands separators, full width, dashes for what is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from duibiao.records import Problem

if TYPE_CHECKING:
    from .tables import Sheet

MISSING = frozenset(
    [
        *(
            "",
            "-",
            "--",
            "—",
            "——",
            "–",
            "－",
            "…",
            "……",
            "...",
            "....",
            "..",
            ":",
            "/",
            "·",
            "#N/A",
        ),
        *("na", "n/a", "nan", "null", "none", "无", "缺", "暂无", "未公布"),
    ]
)
"""Texts that say a figure is missing; never zero."""

_LISTED = 20


def read_numbers(sheet: Sheet, i: int, percent: bool = False) -> tuple[pl.Series, list[Problem]]:
    """Return a column's numbers (null where a figure is missing) and the cells that hold no number.

    `percent` says that the header's unit is % or ‰, so that “6.5%” is 6.5.
    """
    series = sheet.columns[i]
    if series.dtype.is_numeric():
        values = series.cast(pl.Float64).fill_nan(None)
        if not values.is_infinite().any():
            return values, []
    texts = series.cast(pl.String)
    values = texts.cast(pl.Float64, strict=False).fill_nan(None)
    values = values.set(values.is_infinite(), None)
    rest = texts.filter(values.is_null() & texts.is_not_null()).unique(maintain_order=True)
    read = {text: number_in(text, percent) for text in rest if text.strip()}
    if not read:
        return values, []
    found = pl.DataFrame({"text": list(read), "number": list(read.values())}, strict=False)
    numbers = (
        pl.DataFrame({"text": texts, "value": values})
        .join(found, on="text", how="left", maintain_order="left")
        .select(pl.coalesce("value", pl.col("number").cast(pl.Float64)))
        .to_series()
    )
    bad = [text for text, value in read.items() if value is None and not is_missing(text)]
    return numbers, _unreadable(sheet, i, texts, bad, numbers.is_not_null().any())


def number_in(text: str, percent: bool = False) -> float | None:
    """Return the number that a text is, or None.

    >>> number_in(" 1，458.44 "), number_in("１２"), number_in("−3.5"), number_in("约12")
    (1458.44, 12.0, -3.5, None)
    """
    from .headers import tidy

    plain = tidy(text).replace(" ", "").replace("−", "-")
    if percent:
        plain = plain.rstrip("%‰")
    head, *groups = plain.split(".")[0].lstrip("-+").split(",")
    if groups and not (0 < len(head) <= 3 and all(len(g) == 3 for g in groups)):
        return None
    try:
        value = float(plain.replace(",", "")) if "_" not in plain else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < float("inf") else None


def is_missing(text: str) -> bool:
    """Say whether a text stands for a figure that is missing.

    >>> is_missing(" — "), is_missing("0")
    (True, False)
    """
    return text.strip().casefold().replace(" ", "") in MISSING


def _unreadable(
    sheet: Sheet, i: int, texts: pl.Series, bad: list[str], any_number: bool
) -> list[Problem]:
    header = " ".join(dict.fromkeys(sheet.headings[i])) or sheet.letters[i]
    at = partial(Problem, file=sheet.file, sheet=sheet.name, field=sheet.letters[i])
    if not bad:
        return []
    if not any_number:
        return [
            at(
                "text_column",
                "warning",
                f"列“{header}”不是数字，例如“{bad[0]}”，没有读入。",
                f"The column “{header}” holds no numbers, for example “{bad[0]}”; it was not read.",
            )
        ]
    places = (
        pl.DataFrame({"text": texts, "row": sheet.rows}).filter(pl.col("text").is_in(bad)).rows()
    )
    problems = [
        at(
            "unreadable_number",
            "error",
            f"“{header}”的“{text}”不是数字，按缺失处理。请改成数字，或用“—”表示缺失。",
            f"“{text}” under “{header}” is no number and counts as missing. Write a number, or “—” for a missing one.",
            row=row,
        )
        for text, row in places[:_LISTED]
    ]
    if len(places) > _LISTED:
        more = len(places) - _LISTED
        problems.append(
            at(
                "unreadable_number",
                "error",
                f"“{header}”另有{more}个单元格不是数字，均按缺失处理。",
                f"{more} more cells under “{header}” are no numbers; all count as missing.",
            )
        )
    return problems
