"""One table, tidy or wide, as written observations: what stands in the cells, before names are matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from duibiao.records import Problem

from .headers import Heading, read_heading, role_of
from .numbers import read_numbers

WRITTEN: dict[str, pl.DataType] = {
    **{name: pl.String() for name in ("region_code", "region", "parent", "name_en", "indicator")},
    **{
        name: pl.String()
        for name in ("period", "part", "unit", "vintage", "source", "flag", "note")
    },
    "value": pl.Float64(),
    **{name: pl.String() for name in ("file", "sheet", "column")},
    "row": pl.Int64(),
}
"""The columns of written observations: texts as the source has them ("" where it says nothing)."""

_TEXTS = tuple(n for n, t in WRITTEN.items() if isinstance(t, pl.String))
_ROW_ROLES = ("region_code", "region", "parent", "name_en", "indicator", "period", "part", "unit")
_ABOUT = ("vintage", "source", "flag", "note")


@dataclass(frozen=True)
class Sheet:
    """A table with one header: a column a series, as strings or numbers, and what stands around it.

    `headings` holds each column's header texts from the topmost down; `rows` each row's number in the
    file, `letters` the columns' names there. `period`, `unit`, `vintage`, `source` hold for the whole.
    """

    file: str
    name: str
    headings: tuple[tuple[str, ...], ...]
    columns: tuple[pl.Series, ...]
    rows: pl.Series
    letters: tuple[str, ...]
    indicator: str = ""
    period: str = ""
    unit: str = ""
    vintage: str = ""
    source: str = ""
    roles: dict[int, str] = field(default_factory=dict)
    """The role of columns by place, "" for one that is left out; the others speak for themselves."""
    named: dict[int, Heading] = field(default_factory=dict)
    """What a mapping says that columns hold, instead of their headers."""


def written_observations(
    sheet: Sheet, is_region: Sequence[bool] = ()
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the observations that a sheet holds, as written (columns of `WRITTEN`), and what cannot be read.

    A column of values gives one observation a row; what its header says (indicator, unit, period, vintage)
    goes before what the row says, and that before what the sheet says. `is_region` marks columns whose
    header is a region's name.
    """
    roles = _roles(sheet)
    row_texts = {role: text_of(sheet.columns[i]) for i, role in roles.items() if role != "value"}
    values = [i for i, role in roles.items() if role == "value"] or [
        i for i in range(len(sheet.columns)) if i not in roles
    ]
    frames, problems = [], []
    for i in values:
        region = i < len(is_region) and is_region[i]
        heading = _heading(sheet, i, roles, region)
        numbers, found = read_numbers(sheet, i, percent=heading.unit in ("%", "‰"))
        problems += found
        frame = pl.DataFrame({"value": numbers, "row": sheet.rows}).with_columns(
            [series.alias(role) for role, series in row_texts.items()]
        )
        frame = frame.filter(pl.col("value").is_not_null())
        if not frame.is_empty():
            where = " ".join(sheet.headings[i]) if region else ""
            frames.append(_with_heading(frame, sheet, heading, where, sheet.letters[i]))
    if not frames:
        return pl.DataFrame(schema=WRITTEN), problems
    return pl.concat(frames), problems


def _roles(sheet: Sheet) -> dict[int, str]:
    """The role of each column that describes observations; of two for one role the first is taken."""
    roles = {i: role for i, role in sheet.roles.items() if i < len(sheet.columns)}
    for i, heading in enumerate(sheet.headings):
        role = role_of("".join(dict.fromkeys(heading)))
        if i not in roles and role and role not in roles.values():
            roles[i] = role
    return roles


def _heading(sheet: Sheet, i: int, roles: dict[int, str], region: bool) -> Heading:
    if i in sheet.named:
        return sheet.named[i]
    if roles.get(i) == "value" or region:
        return Heading()
    return read_heading(*sheet.headings[i])


def _with_heading(
    frame: pl.DataFrame, sheet: Sheet, heading: Heading, region: str, letter: str
) -> pl.DataFrame:
    said = {
        "region": region,
        "indicator": heading.indicator,
        "unit": heading.unit,
        "vintage": heading.vintage,
        # A year in the row completes “1-9月” in the header; see `panels`.
        "part" if "period" in frame.columns else "period": heading.period,
    }
    around = {
        "indicator": sheet.indicator,
        "period": sheet.period,
        "unit": sheet.unit,
        "vintage": sheet.vintage,
        "source": sheet.source,
    }
    made = []
    for name in _TEXTS:
        if name in ("file", "sheet", "column"):
            made.append(
                pl.lit({"file": sheet.file, "sheet": sheet.name, "column": letter}[name]).alias(
                    name
                )
            )
        elif said.get(name):
            made.append(pl.lit(said[name]).alias(name))
        elif name in frame.columns:
            blank = pl.col(name) == ""
            made.append(
                pl.when(blank).then(pl.lit(around.get(name, ""))).otherwise(name).alias(name)
            )
        else:
            made.append(pl.lit(around.get(name, "")).alias(name))
    return frame.with_columns(made).select(list(WRITTEN))


def text_of(series: pl.Series) -> pl.Series:
    """A column as texts without spaces around them; whole numbers without a decimal point."""
    if series.dtype == pl.Float64:
        whole = series.is_null() | (series == series.round())
        if whole.all():
            series = series.cast(pl.Int64)
    return series.cast(pl.String).fill_null("").str.strip_chars(" \t\n\r\u3000\u00a0")
