"""What the texts beside a figure say: an indicator's heading, a period, a vintage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from duibiao.records import Catalogue, Period, Problem, UnknownName, Vintage

from .headers import Heading, read_heading
from .mapping import DataMapping
from .reading import figures, were

_SAID = ("unit", "part", "vintage")


def with_headings(frame: pl.DataFrame, known: Catalogue, mapping: DataMapping) -> pl.DataFrame:
    """Return the observations with their indicators' names read: 地区生产总值（亿元） gives name and unit.

    A name that the mapping or the catalogue has is taken as it is.
    """
    names = frame["indicator"].unique(maintain_order=True).to_list()
    read = {name: read_name([name], known, mapping) for name in names}
    said = pl.DataFrame(
        [(n, h.indicator, h.unit, h.period, h.vintage) for n, h in read.items()],
        schema=dict.fromkeys(("indicator", "name", *(f"said_{c}" for c in _SAID)), pl.String),
        orient="row",
    )
    joined = frame.join(said, on="indicator", how="left", maintain_order="left")
    filled = [
        pl.when(pl.col(f"said_{c}") != "").then(f"said_{c}").otherwise(c).alias(c) for c in _SAID
    ]
    return joined.with_columns(pl.col("name").alias("indicator"), *filled).select(frame.columns)


def read_name(parts: Sequence[str], known: Catalogue, mapping: DataMapping) -> Heading:
    """Return what a header, or an indicator's name in a row, says, with what the mapping says of it."""
    whole = "".join(dict.fromkeys(parts))
    heading = Heading(whole) if known.find(whole) else read_heading(*parts)
    meaning = mapping.meaning(whole) or mapping.meaning(heading.indicator)
    if meaning is None:
        return heading
    code, unit = meaning.code or heading.indicator, meaning.unit or heading.unit
    return replace(heading, indicator=code, unit=unit)


def with_periods(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Read `period` and `part` (“2020” and “1-9月”) as one period; rows without one are left out."""
    pairs = frame.group_by("period", "part", maintain_order=True).agg(
        pl.col("file", "sheet", "row").first(), pl.len().alias("n")
    )
    read, problems = [], []
    for period, part, file, sheet, row, n in pairs.rows():
        parsed = _period(period, part)
        read.append(None if parsed is None else str(parsed))
        if parsed is None:
            label = f"{period} {part}".strip()
            problems.append(
                Problem(
                    "unknown_period",
                    "error",
                    f"时期“{label}”不能识别，{n}个数没有读入。可写作：2020、2020年、2020Q3、2020年9月、2020年1-9月。"
                    if label
                    else f"{n}个数没有时期，没有读入。请加一列“年份”，或在表题、表头、映射文件里写明年份。",
                    f"The period “{label}” cannot be read; {figures(n)} {were(n)} not read. Write 2020, 2020Q3, 2020M09 or 2020M01-09."
                    if label
                    else f"{figures(n)} without a period {were(n)} not read. Add a column “year”, or name the year in the title, the header or the mapping.",
                    file=file,
                    sheet=sheet,
                    row=row,
                    period=label,
                )
            )
    key = pairs.select("period", "part").with_columns(pl.Series("read", read, dtype=pl.String))
    joined = frame.join(key.drop_nulls("read"), on=["period", "part"], how="inner")
    return joined.with_columns(pl.col("read").alias("period")).drop("read"), problems


def _period(period: str, part: str) -> Period | None:
    """The period that a year and a part name together; a part with its own year stands alone."""
    year = None
    try:
        if not part:
            return Period.parse(period)
        year = Period.parse(period).year if period else None
        number = f"{part}月" if part.isdecimal() and 1 <= int(part) <= 12 else part
        return Period.parse(number, year=year)
    except UnknownName:
        return None


def with_vintages(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    read, problems = {}, []
    for word in frame["vintage"].unique(maintain_order=True):
        try:
            read[word] = Vintage.parse(word).value
        except UnknownName as error:
            read[word] = ""
            problems.append(
                Problem("unknown_vintage", "warning", error.text("zh"), error.text("en"))
            )
    if not read:
        return frame, problems
    return frame.with_columns(pl.col("vintage").replace_strict(read)), problems
