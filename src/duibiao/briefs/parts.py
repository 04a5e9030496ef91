"""Figures of quarters, months and cumulative months: no study uses them, and they can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from duibiao.records import Indicator, Mark, Panel, Period, Vintage, in_language

from . import figures
from .document import Column, Table, Text
from .writer import Writer


@dataclass(frozen=True, slots=True)
class PartFigure:
    """A figure of a part of a year, in the unit that its source gives."""

    region: str
    indicator: str
    period: Period
    value: float
    unit: str
    marks: Mark
    vintage: Vintage
    source: str
    note: str
    place: str


def held_indicators(panel: Panel) -> tuple[Indicator, ...]:
    """Return the indicators with a figure, of a year or of a part of one."""
    observed = set(panel.observations["indicator"].unique())
    return tuple(i for i in panel.indicators if panel.has(i.code) or i.code in observed)


def years_held(panel: Panel) -> tuple[int, ...]:
    """Return all years from the first to the last with a figure of any period."""
    years = [Period.parse(p).year for p in panel.observations["period"].unique()]
    return tuple(range(min(years), max(years) + 1)) if years else ()


def parts_of(
    panel: Panel, region: str = "", code: str = "", until: int | None = None
) -> tuple[PartFigure, ...]:
    """Return the figures of parts of a year up to `until`, of one region or indicator where they are named.

    They stand by region, indicator and period; a period with several vintages has a figure for each.
    """
    frame = panel.observations
    parts = [p for p in frame["period"].unique() if _is_part(Period.parse(p), until)]
    chosen = pl.col("period").is_in(parts)
    if region:
        chosen &= pl.col("region") == region
    if code:
        chosen &= pl.col("indicator") == code
    found = [_figure(panel, row) for row in frame.filter(chosen).iter_rows(named=True)]
    return tuple(sorted(found, key=lambda f: (f.region, f.indicator, f.period)))


def latest_parts(parts: Sequence[PartFigure]) -> tuple[PartFigure, ...]:
    """Return of each region and indicator only the figures of its latest period."""
    ends = {(p.region, p.indicator): p.period for p in sorted(parts, key=_end)}
    return tuple(p for p in parts if ends[p.region, p.indicator] == p.period)


def period_words(w: Writer, period: Period) -> str:
    """Return a period as the language writes it: 2024年1—9月累计, 2024 Q1."""
    half = f"_{period.number}" if period.span == "half" else ""
    return w.plain(f"cli.period_{period.span}{half}", year=str(period.year), n=str(period.number))


def parts_table(w: Writer, parts: Sequence[PartFigure], *, named: str) -> Table:
    """Return the figures with period, unit, vintage, mark, source and place; `named` heads what differs."""
    sources = list(dict.fromkeys(_published(w, p) for p in parts))
    columns = (
        *([Column(w.word(named))] if named else []),
        Column(w.word("cli.period")),
        Column(w.word("standing.value"), align="right"),
        Column(w.word("cli.vintage")),
        Column(w.word("notes.mark")),
        Column(w.word("cli.source")),
        Column(w.word("cli.place")),
    )
    rows: list[tuple[Text, ...]] = []
    for part in parts:
        first = w.region(part.region) if named == "notes.region" else w.indicator(part.indicator)
        rows.append(
            (
                *([(first,)] if named else []),
                (period_words(w, part.period),),
                (figures.show(part.value, part.unit, w.lang),),
                (w.vintage(part.vintage) if part.vintage else "",),
                (part.marks.words(w.lang),),
                (str(1 + sources.index(_published(w, part))),),
                (w.place(part.place),),
            )
        )
    notes: list[Text] = [(f"{i}  {s}",) for i, s in enumerate(sources, start=1)]
    notes.append((w.word("cli.parts_unused"),))
    return Table(w.word("cli.parts"), columns, tuple(rows), tuple(notes))


def _is_part(period: Period, until: int | None) -> bool:
    return not period.is_year and (until is None or period.year <= until)


def _end(part: PartFigure) -> tuple[int, int]:
    """The year and month in which a period ends."""
    months = {"half": 6, "quarter": 3}.get(part.period.span, 1)
    return part.period.year, part.period.number * months


def _published(w: Writer, part: PartFigure) -> str:
    return in_language(part.source, w.lang) or w.word("cli.no_source")


def _figure(panel: Panel, row: dict[str, object]) -> PartFigure:
    cell = (row["file"], row["sheet"], f"row {row['row']}" if row["row"] else "", row["column"])
    indicator = panel.indicators[str(row["indicator"])]
    return PartFigure(
        region=str(row["region"]),
        indicator=indicator.code,
        period=Period.parse(row["period"]),
        value=float(row["value"]),  # type: ignore[arg-type]
        unit=str(row["unit"] or indicator.unit),
        marks=Mark.parse(str(row["flag"])),
        vintage=Vintage(str(row["vintage"])),
        source=str(row["source"] or indicator.source),
        note=str(row["note"]),
        place=" · ".join(str(x) for x in cell if x),
    )
