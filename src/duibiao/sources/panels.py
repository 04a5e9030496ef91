"""A panel from one's own files: read as written, then names, units and periods matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from duibiao.records import (
    COLUMNS,
    EVERY_REGION,
    Break,
    Catalogue,
    DataError,
    Framework,
    Note,
    Panel,
    Problem,
    Regions,
    observations_frame,
)

from .checks import check_observations, kind_title
from .columns import Known, columns_of
from .defaults import with_defaults
from .definitions import read_breaks, read_deflator, read_framework, read_indicators, read_regions
from .indicators import match_indicators
from .labels import with_headings, with_periods, with_vintages
from .mapping import DataMapping, read_mapping
from .rates import Rates, read_rates, with_one_currency
from .regions import KEYS as REGION_KEYS
from .regions import match_regions
from .sample import load_sample
from .sheets import read_sheets, with_title
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
    data: str | Path | Sequence[str | Path],
    *,
    regions: str | Path | None = None,
    indicators: str | Path | None = None,
    rates: str | Path | None = None,
    mapping: str | Path | None = None,
) -> Table:
    """Return what one file or several hold, with names matched, and every problem met while reading.

    `regions` and `indicators` are tables that names are matched to; without them the sample's are used,
    and what it does not know is made from the data. `rates` is a table of exchange rates, `mapping` a TOML
    file that says what columns hold.
    Raises `UnreadableFile` where a file cannot be read at all.
    """
    files = {"regions": regions, "indicators": indicators, "rates": rates, "mapping": mapping}
    return _table(_paths(data), load_sample(), **files)


def _table(
    paths: Sequence[Path],
    sample: Panel,
    *,
    regions: str | Path | None,
    indicators: str | Path | None,
    rates: str | Path | None,
    mapping: str | Path | None,
) -> Table:
    own = read_indicators(Path(indicators), known=sample.indicators) if indicators else None
    places = read_regions(Path(regions)) if regions else None
    said = read_mapping(Path(mapping)) if mapping else DataMapping()
    known = Known(places or sample.regions, own or sample.indicators, said)
    written, problems = _written(paths, known)
    table = _matched(written, places, own, sample, said)
    observations, unconverted = with_one_currency(
        table.observations, table.indicators, read_rates(Path(rates)) if rates else Rates()
    )
    problems = [*problems, *table.problems, *unconverted]
    return replace(table, observations=observations, problems=tuple(problems))


def load_panel(
    data: str | Path | Sequence[str | Path],
    *,
    regions: str | Path | None = None,
    indicators: str | Path | None = None,
    framework: str | Path | None = None,
    breaks: str | Path | None = None,
    deflator: str | Path | None = None,
    rates: str | Path | None = None,
    mapping: str | Path | None = None,
) -> Panel:
    """Return the panel of one's own figures: tidy or wide tables from CSV, Parquet or Excel.

    What was left out or read on an assumption stands in the panel's `notes`. Without a framework, breaks
    or a deflator of one's own, the sample's are used where they fit the data, and a note says so. `rates`
    is a table of exchange rates, without which no currency is converted. Raises `UnreadableFile`, and
    `DataError` where no observation could be read.
    """
    paths, sample = _paths(data), load_sample()
    files = {"regions": regions, "indicators": indicators, "rates": rates, "mapping": mapping}
    table = _table(paths, sample, **files)
    names = "、".join(p.name for p in paths)
    if table.observations.is_empty():
        raise _nothing_read(names, table.problems)
    cuts, unknown = _breaks(Path(breaks), table) if breaks else ((), [])
    panel = Panel(
        regions=table.regions,
        indicators=table.indicators,
        observations=table.observations,
        breaks=cuts,
        deflator=read_deflator(Path(deflator)) if deflator else None,
        framework=_framework(Path(framework), table.indicators) if framework else None,
        name_zh=f"{len(table.regions)}个地区（{names}）",
        name_en=f"the {len(table.regions)} regions of {', '.join(p.name for p in paths)}",
        notes=notes_of((*table.problems, *unknown)),
    )
    return _checked(with_defaults(panel, sample, own_breaks=breaks is not None))


def _checked(panel: Panel) -> Panel:
    """Return the panel with a note where its figures do not pass the check: they are used as they stand."""
    report = check_observations(panel.observations, panel.regions, panel.indicators, panel.breaks)
    errors = [c for c in report.counts if c.severity == "error"]
    if not errors:
        return panel
    zh = "、".join(f"{kind_title(c.kind, 'zh')}{c.number}处" for c in errors[:_NAMED])
    en = ", ".join(f"{kind_title(c.kind, 'en')} {c.number}" for c in errors[:_NAMED])
    total = report.number("error")
    note = Note(
        f"数据检查发现{total}处错误（{zh}{'等' if len(errors) > _NAMED else ''}），数字照原样使用；逐处见 duibiao data check，改正或标注后再用。",
        f"The data check finds {total} errors ({en}{' …' if len(errors) > _NAMED else ''}); the figures are used as they stand. duibiao data check lists each: mend or flag them first.",
    )
    return replace(panel, notes=(*panel.notes, note))


_NAMED = 4


def _paths(data: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(data)] if isinstance(data, str | Path) else [Path(d) for d in data]


def sample_with(
    *,
    indicators: Path | None = None,
    framework: Path | None = None,
    breaks: Path | None = None,
    deflator: Path | None = None,
) -> Panel:
    """Return the sample explained by tables of one's own; what is not given stays the sample's.

    `indicators` adds to the sample's or replaces those of the same code. Raises `UnreadableFile`, and
    `UnknownName` for an indicator of the framework that is nowhere.
    """
    sample = load_sample()
    own = read_indicators(indicators, known=sample.indicators) if indicators else ()
    panel = replace(sample, indicators=sample.indicators.merged(own))
    cuts, unknown = _breaks(breaks, panel) if breaks else (panel.breaks, [])
    panel = replace(
        panel,
        breaks=cuts,
        deflator=read_deflator(deflator) if deflator else panel.deflator,
        framework=_framework(framework, panel.indicators) if framework else panel.framework,
        notes=notes_of(unknown),
    )
    return with_defaults(panel, sample, own_breaks=True)


def _written(paths: Sequence[Path], known: Known) -> tuple[pl.DataFrame, list[Problem]]:
    frames, problems = [pl.DataFrame(schema=WRITTEN)], []
    for path in paths:
        for sheet in read_sheets(path, known.mapping):
            if isinstance(sheet, Problem):
                problems.append(sheet)
                continue
            sheet = with_title(sheet, known.regions, known.indicators)
            frame, found = written_observations(sheet, columns_of(sheet, known))
            frames.append(frame)
            problems += found
    return pl.concat(frames), problems


def _matched(
    written: pl.DataFrame,
    regions: Regions | None,
    own: Catalogue | None,
    sample: Panel,
    mapping: DataMapping,
) -> Table:
    written = with_headings(written, own or sample.indicators, mapping)
    indicators = match_indicators(written, own, sample.indicators)
    found = written.join(indicators.codes, on=["indicator", "unit"], how="inner").with_columns(
        pl.col("code").alias("indicator"), pl.col("read_unit").alias("unit")
    )
    found = found.drop("code", "read_unit")
    places = match_regions(found, regions, sample.regions, mapping)
    found = found.join(places.codes, on=list(REGION_KEYS), how="inner").with_columns(
        pl.col("code").alias("region")
    )
    found, unread = with_periods(found)
    found, unknown = with_vintages(found)
    problems = (*indicators.problems, *places.problems, *unread, *unknown)
    source = pl.when(pl.col("source") == "").then("file").otherwise("source").alias("source")
    found = found.with_columns(source).select([c for c in COLUMNS if c in found.columns])
    return Table(observations_frame(found), places.regions, indicators.indicators, problems)


def _breaks(path: Path, table: Table | Panel) -> tuple[tuple[Break, ...], list[Problem]]:
    """The breaks of a table, their names matched to the panel's codes; what does not match is listed."""
    found, problems = [], []
    for item in read_breaks(path):
        region = table.regions.find(item.region)
        indicator = table.indicators.find(item.indicator)
        if indicator is not None and (region is not None or item.region == EVERY_REGION):
            code = EVERY_REGION if region is None else region.code
            found.append(replace(item, region=code, indicator=indicator.code))
            continue
        label = item.indicator if indicator is None else item.region
        problems.append(
            Problem(
                "unknown_break",
                "warning",
                f"口径变化表中的“{label}”不在数据中，{item.year}年的这一条没有使用。",
                f"“{label}” in the table of breaks is not in the data; its line for {item.year} is not used.",
                file=path.name,
            )
        )
    return tuple(found), problems


def _framework(path: Path, indicators: Catalogue) -> Framework:
    """The framework of a table, its indicators by their codes; `UnknownName` for one that is nowhere."""
    framework = read_framework(path)
    elements = (
        replace(e, indicator=indicators.match(e.indicator).code) for e in framework.elements
    )
    return replace(framework, elements=tuple(elements))


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


def _nothing_read(names: str, problems: Sequence[Problem]) -> DataError:
    first = next((p for p in problems if p.severity == "error"), None)
    return DataError(
        zh=f"从{names}中没有读到任何数。{first.zh if first else '表里需要有地区、年份和指标（长表），或每列一个指标（宽表）。'}",
        en=f"No figure could be read from {names}. {first.en if first else 'A table needs regions, years and indicators (tidy), or a column an indicator (wide).'}",
    )
