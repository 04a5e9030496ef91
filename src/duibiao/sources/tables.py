"""One table, tidy or wide, as written observations: what stands in the cells, before names are matched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import polars as pl

from duibiao.records import Problem

from .headers import Heading, is_growth
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


@dataclass(frozen=True)
class Sheet:
    """A table with one header: a column a series, as strings or numbers, and what stands around it.

    `headings` holds each column's header texts from the topmost down; `rows` each row's number in the
    file, `letters` the columns' names there. What follows holds for the whole: "" where nothing is said.
    """

    file: str
    name: str
    headings: tuple[tuple[str, ...], ...]
    columns: tuple[pl.Series, ...]
    rows: pl.Series
    letters: tuple[str, ...]
    title: str = ""
    region: str = ""
    indicator: str = ""
    period: str = ""
    unit: str = ""
    vintage: str = ""
    source: str = ""


@dataclass(frozen=True)
class Columns:
    """Which columns say what an observation is of (place to role), which hold figures, and of which these are.

    `values` gives each column of figures with what its header says; `regions` are those of them that are
    headed by a region's name, `unread` the columns that are neither.
    """

    roles: dict[int, str]
    values: dict[int, Heading]
    regions: frozenset[int] = frozenset()
    unread: tuple[int, ...] = ()


def written_observations(sheet: Sheet, columns: Columns) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the observations that a sheet holds, as written (columns of `WRITTEN`), and what cannot be read.

    A column of values gives one observation a row; what its header says (indicator, unit, period, vintage)
    goes before what the row says, and that before what the sheet says.
    """
    texts = {role: text_of(sheet.columns[i]) for i, role in columns.roles.items()}
    texts, problems = _filled_down(sheet, texts)
    problems += [
        _unread(sheet, i) for i in columns.unread if (text_of(sheet.columns[i]) != "").any()
    ]
    sheet = _speaking_for_all(sheet, columns)
    frames = []
    for i, heading in columns.values.items():
        numbers, found = read_numbers(sheet, i, percent=heading.unit in ("%", "‰"))
        problems += found
        frame = pl.DataFrame({"value": numbers, "row": sheet.rows}).with_columns(
            [series.alias(role) for role, series in texts.items()]
        )
        frame = frame.filter(pl.col("value").is_not_null())
        if not frame.is_empty():
            region = "".join(dict.fromkeys(sheet.headings[i])) if i in columns.regions else ""
            frames.append(_with_heading(frame, sheet, heading, region, sheet.letters[i]))
    if not frames:
        return pl.DataFrame(schema=WRITTEN), problems
    return pl.concat(frames), problems


def _unread(sheet: Sheet, i: int) -> Problem:
    name = "".join(dict.fromkeys(sheet.headings[i])) or sheet.letters[i]
    return Problem(
        "unread_column",
        "warning",
        f"列“{name}”没有读入：表中已有一列数值。若它也是数，请另成一行，或用宽表。",
        f"The column “{name}” was not read: the table has a column of values already. If it holds figures too, give them rows of their own, or use a wide table.",
        file=sheet.file,
        sheet=sheet.name,
        field=sheet.letters[i],
    )


def _speaking_for_all(sheet: Sheet, columns: Columns) -> Sheet:
    """The sheet without what its title names, region or indicator, where rows or headers name it."""
    roles = columns.roles.values()
    named = "indicator" in roles or any(h.indicator for h in columns.values.values())
    placed = columns.regions or {"region", "region_code"} & set(roles)
    return replace(
        sheet,
        indicator="" if named else sheet.indicator,
        region="" if placed else sheet.region,
    )


def _filled_down(
    sheet: Sheet, texts: dict[str, pl.Series]
) -> tuple[dict[str, pl.Series], list[Problem]]:
    """Fill a region's name down to the rows of its other years or indicators, where only the first has it."""
    names: list[str] = [n for n in ("region", "region_code") if n in texts]
    if not names or not {"period", "indicator"} & set(texts):
        return texts, []
    blank = pl.select(pl.all_horizontal([texts[n] == "" for n in names])).to_series()
    if not blank.any() or blank.all() or blank[0]:
        return texts, []
    filled: dict[str, pl.Series] = {
        n: texts[n].set(blank, None).fill_null(strategy="forward").fill_null("") for n in names
    }
    first = int(sheet.rows.filter(blank)[0])
    problem = Problem(
        "filled_down",
        "warning",
        f"有{blank.sum()}行没有地区名，按上一行的地区读入（首行为第{first}行）。",
        f"{blank.sum()} rows name no region; they were read as of the region above (first row {first}).",
        file=sheet.file,
        sheet=sheet.name,
        row=first,
    )
    return texts | filled, [problem]


def _with_heading(
    frame: pl.DataFrame, sheet: Sheet, heading: Heading, region: str, letter: str
) -> pl.DataFrame:
    whole_period = "period" not in frame.columns and re.match(r"\d{4}", heading.period)
    said = {
        "region": region,
        "indicator": heading.indicator,
        "unit": heading.unit,
        "vintage": heading.vintage,
        # The row's or the sheet's year completes “1-9月” in a header.
        "period" if whole_period else "part": heading.period,
    }
    around = {
        "region": sheet.region,
        "indicator": sheet.indicator,
        "period": sheet.period,
        # “单位：万元” above a table is not meant for its rates of growth.
        "unit": "" if is_growth(heading.indicator) else sheet.unit,
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
