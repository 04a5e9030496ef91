"""A panel from one's own files: read as written, then names, units and periods matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from duibiao.records import (
    COLUMNS,
    Catalogue,
    DataError,
    InputError,
    Note,
    Panel,
    Period,
    Problem,
    Regions,
    UnknownName,
    Vintage,
    observations_frame,
)

from .defaults import with_defaults
from .definitions import read_breaks, read_deflator, read_framework, read_indicators, read_regions
from .indicators import match_indicators
from .regions import KEYS as REGION_KEYS
from .regions import match_regions
from .sample import load_sample
from .sheets import read_sheets
from .tables import WRITTEN, written_observations


@dataclass(frozen=True)
class Table:
    """What files hold: observations (columns of `COLUMNS`), their regions and indicators, and the problems.

    Each observation names file, sheet, row and column of its cell. `problems` lists all that was not read
    or was read on an assumption.
    """

    observations: pl.DataFrame
    regions: Regions
    indicators: Catalogue
    problems: tuple[Problem, ...] = ()


def read_table(
    data: Path | Sequence[Path],
    *,
    regions: Path | None = None,
    indicators: Path | None = None,
    mapping: Path | None = None,
) -> Table:
    """Return what one file or several hold, with names matched, and every problem met while reading.

    `regions` and `indicators` are tables that names are matched to; without them the sample's are used,
    and what it does not know is made from the data. `mapping` is a TOML file that says what columns hold.
    Raises `UnreadableFile` where a file cannot be read at all.
    """
    paths = [data] if isinstance(data, Path) else list(data)
    frames, problems = [], []
    for path in paths:
        for sheet in read_sheets(path):
            frame, found = written_observations(sheet)
            frames.append(frame)
            problems += found
    written = pl.concat(frames) if frames else pl.DataFrame(schema=WRITTEN)
    sample = load_sample()
    own = read_indicators(indicators, known=sample.indicators) if indicators else None
    table = _matched(written, read_regions(regions) if regions else None, own, sample)
    return replace(table, problems=(*problems, *table.problems))


def load_panel(
    data: Path | Sequence[Path],
    *,
    regions: Path | None = None,
    indicators: Path | None = None,
    framework: Path | None = None,
    breaks: Path | None = None,
    deflator: Path | None = None,
    rates: Path | None = None,
    mapping: Path | None = None,
) -> Panel:
    """Return the panel of one's own figures: tidy or wide tables from CSV, Parquet or Excel.

    What was left out or read on an assumption stands in the panel's `notes`. Without a framework, breaks
    or a deflator of one's own, the sample's are used where they fit the data, and a note says so. `rates`
    is a table of exchange rates, without which no currency is converted. Raises `UnreadableFile`, and
    `DataError` where no observation could be read.
    """
    table = read_table(data, regions=regions, indicators=indicators, mapping=mapping)
    paths = [data] if isinstance(data, Path) else list(data)
    names = "、".join(p.name for p in paths)
    if table.observations.is_empty():
        raise _nothing_read(names, table.problems)
    panel = Panel(
        regions=table.regions,
        indicators=table.indicators,
        observations=table.observations,
        breaks=read_breaks(breaks) if breaks else (),
        deflator=read_deflator(deflator) if deflator else None,
        framework=read_framework(framework) if framework else None,
        name_zh=f"{names}：{len(table.regions)}个地区",
        name_en=f"{len(table.regions)} regions of {', '.join(p.name for p in paths)}",
        notes=notes_of(table.problems),
    )
    return with_defaults(panel, load_sample(), own_breaks=breaks is not None)


def _matched(
    written: pl.DataFrame, regions: Regions | None, own: Catalogue | None, sample: Panel
) -> Table:
    indicators = match_indicators(written, own, sample.indicators)
    found = written.join(indicators.codes, on=["indicator", "unit"], how="inner").with_columns(
        pl.col("code").alias("indicator"), pl.col("read_unit").alias("unit")
    )
    found = found.drop("code", "read_unit")
    places = match_regions(written, regions, sample.regions)
    found = found.join(places.codes, on=list(REGION_KEYS), how="inner").with_columns(
        pl.col("code").alias("region")
    )
    found, unread = _with_periods(found)
    found, unknown = _with_vintages(found)
    problems = (*indicators.problems, *places.problems, *unread, *unknown)
    observations = observations_frame(found.select([c for c in COLUMNS if c in found.columns]))
    return Table(observations, places.regions, indicators.indicators, problems)


def _with_periods(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
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
                    "unreadable_period",
                    "error",
                    f"时期“{label}”不能识别，{n}个数没有读入。可写作：2020、2020年、2020Q3、2020年9月、2020年1-9月。"
                    if label
                    else f"{n}个数没有时期，没有读入。请加一列“年份”，或在表题、表头、映射文件里写明年份。",
                    f"The period “{label}” cannot be read; {n} figures were not read. Write 2020, 2020Q3, 2020M09 or 2020M01-09."
                    if label
                    else f"{n} figures have no period and were not read. Add a column “year”, or name the year in the title, the header or the mapping.",
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


def _with_vintages(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
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


def notes_of(problems: Iterable[Problem]) -> tuple[Note, ...]:
    """Return what a reader must know of the problems: each kind in a sentence or a few."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.kind, []).append(problem)
    notes = []
    for found in kinds.values():
        zh, en = "".join(p.zh for p in found[:3]), " ".join(p.en for p in found[:3])
        if len(found) > 3:
            zh += f"同类问题共{len(found)}处，运行 duibiao data check 可列出全部。"
            en += f" There are {len(found)} of this kind; duibiao data check lists them all."
        notes.append(Note(zh, en))
    return tuple(notes)


def _nothing_read(names: str, problems: Sequence[Problem]) -> DataError | InputError:
    first = next((p for p in problems if p.severity == "error"), None)
    return DataError(
        zh=f"从{names}中没有读到任何数。{first.zh if first else '表里需要有地区、年份和指标（长表），或每列一个指标（宽表）。'}",
        en=f"No figure could be read from {names}. {first.en if first else 'A table needs regions, years and indicators (tidy), or a column an indicator (wide).'}",
    )
