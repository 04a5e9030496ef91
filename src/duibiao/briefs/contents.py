"""What is in a panel: all of it, a region's figures, an indicator's, or one series, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from duibiao.records import EVERY_REGION, Break, Cell, Indicator, Lang, Mark, Panel, in_language

from . import figures
from .document import Chapter, Column, Table, Text, plain
from .parts import PartFigure, held_indicators, latest_parts, parts_of, parts_table, years_held
from .writer import Writer


def panel_contents(panel: Panel, lang: Lang) -> Chapter:
    """Return what a panel holds: its indicators with their years, its breaks, its marks and notes."""
    w = Writer(panel, lang)
    held = held_indicators(panel)
    years = years_held(panel)
    lead = w.say(
        "cli.holds",
        data=panel.name_zh if lang == "zh" else panel.name_en,
        indicators=f"{len(held):,}",
        first=str(years[0]),
        last=str(years[-1]),
        n=f"{panel.observations.height:,}",
    )
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("cli.code")),
        Column(w.word("word.unit")),
        Column(w.word("cli.years")),
        Column(w.word("cli.figures"), align="right"),
    )
    rows = tuple(_held(w, i) for i in held)
    notes: list[Text] = [(w.word("cli.derived"),)]
    notes += [(line,) for line in _marks(w)]
    notes += [(n.text(lang),) for n in panel.notes]
    table = Table(w.word("cli.indicators"), columns, rows, tuple(notes))
    blocks = (table, _breaks(w)) if panel.breaks else (table,)
    return Chapter("contents", w.word("cli.data"), lead, blocks)


def region_contents(panel: Panel, region: str, until: int, lang: Lang) -> Chapter:
    """Return a region's latest figures up to a year, each with its year, unit, mark and source."""
    w = Writer(panel, lang)
    row = panel.regions.position(region)
    held = [i for i in panel.indicators if panel.has(i.code)]
    years = {i.code: panel.grid(i.code).latest_year(row, until) for i in held}
    cells = [panel.cell(region, code, year) for code, year in years.items() if year is not None]
    parts = latest_parts(parts_of(panel, region, until=until))
    lead = w.say("cli.region_holds", region=w.region(region), n=str(len(cells)), year=str(until))
    lead = _with_parts(w, w.region(region), lead if cells else (), parts)
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column")),
        Column(w.word("standing.value"), align="right"),
        Column(w.word("notes.mark")),
        Column(w.word("cli.source")),
    )
    sources = list(dict.fromkeys(_published(w, c) for c in cells))
    rows = [
        (
            (w.indicator(c.indicator),),
            (str(c.year),),
            (figures.show(c.value, c.unit, lang),),
            (c.marks.words(lang),),
            (str(1 + sources.index(_published(w, c))),),
        )
        for c in cells
    ]
    notes = tuple((f"{i}  {s}",) for i, s in enumerate(sources, start=1))
    tables = [Table("", columns, tuple(rows), notes)] if cells else []
    if parts:
        tables.append(parts_table(w, parts, named="word.indicator"))
    return Chapter("region", w.region(region), lead, tuple(tables))


def indicator_contents(panel: Panel, code: str, until: int, lang: Lang) -> Chapter:
    """Return an indicator over all regions in its latest year up to a year, the best first."""
    w = Writer(panel, lang)
    grid = panel.grid(code)
    usable = np.isfinite(grid.usable)
    years = [y for j, y in enumerate(grid.years) if usable[:, j].any() and y <= until]
    parts = latest_parts(parts_of(panel, code=code, until=until))
    beside = (parts_table(w, parts, named="notes.region"),) if parts else ()
    if not years:
        lead = w.say("cli.indicator_empty", indicator=w.indicator(code), year=str(until))
        if parts:
            lead = _with_parts(w, w.indicator(code), (), parts)
        return Chapter("indicator", w.indicator(code), lead, beside)
    cells = [panel.cell(r, code, years[-1]) for r in panel.regions.codes]
    sign = 1 if grid.indicator.direction == "-" else -1
    told = sorted((c for c in cells if c.value is not None), key=lambda c: sign * (c.value or 0.0))
    scale = figures.scale_for([c.value for c in told], grid.indicator.unit, lang)
    lead = w.say(
        "cli.indicator_holds",
        indicator=w.indicator(code),
        year=str(years[-1]),
        n=str(len(told)),
        first=w.region(told[0].region),
        first_value=scale.text(told[0].value or 0.0),
        last=w.region(told[-1].region),
        last_value=scale.text(told[-1].value or 0.0),
    )
    unit = scale.label or w.unit(grid.indicator.unit)
    columns = (
        Column(w.word("notes.region")),
        Column(f"{w.word('standing.value')} {unit}".strip(), align="right"),
        Column(w.word("notes.mark")),
    )
    rows = [
        ((w.region(c.region),), (scale.number(c.value or 0.0),), (c.marks.words(lang),))
        for c in told
    ]
    notes = _about(w, grid.indicator, told, panel.breaks_of(EVERY_REGION, code))
    lead = _with_parts(w, w.indicator(code), lead, parts)
    table = Table("", columns, tuple(rows), notes)
    return Chapter("indicator", w.indicator(code), lead, (table, *beside))


def series_contents(panel: Panel, region: str, code: str, lang: Lang) -> Chapter:
    """Return one series: each year's figure with mark and vintage, and where its base changes."""
    w = Writer(panel, lang)
    cells = [panel.cell(region, code, y) for y in panel.years]
    told = [c for c in cells if c.value is not None]
    parts = parts_of(panel, region, code)
    beside = (parts_table(w, parts, named=""),) if parts else ()
    if not told:
        lead = w.say("cli.series_empty", region=w.region(region), indicator=w.indicator(code))
        if parts:
            what = w.region(region) + w.word("cli.space") + w.indicator(code)
            lead = _with_parts(w, what, (), parts)
        return Chapter("series", w.indicator(code), lead, beside)
    lead = w.say(
        "command.show",
        region=w.region(region),
        indicator=w.indicator(code),
        first=str(told[0].year),
        last=str(told[-1].year),
        n=str(len(told)),
    )
    breaks = panel.breaks_of(region, code)
    scale = figures.scale_for([c.value for c in told], told[0].unit, lang)
    columns = (
        Column(w.word("word.year_column")),
        Column(f"{w.word('standing.value')} {scale.label}".strip(), align="right"),
        Column(w.word("cli.given")),
        Column(w.word("cli.vintage")),
        Column(w.word("notes.mark")),
        Column(w.word("cli.break")),
        Column(w.word("cli.source")),
        Column(w.word("cli.place")),
    )
    # The file stands below once; where in it, beside each figure.
    places = {c.year: w.place(_file_and_place(c.place)[1]) for c in told}
    sources = _sources(w, told)
    rows = [
        (
            (str(c.year),),
            (scale.number(c.value or 0.0),),
            (
                c.given
                if lang == "zh" or not c.given
                else f"{c.given.split()[0]} {w.unit(c.given.split()[-1])}",
            ),
            (w.vintage(c.vintage) if c.vintage else "",),
            (c.marks.words(lang),),
            (
                w.word("word.enumeration").join(
                    b.reason_in(lang) for b in breaks if b.year == c.year
                ),
            ),
            (str(1 + sources.index(_published_in(w, c))) if len(sources) > 1 else "",),
            (places[c.year],),
        )
        for c in told
    ]
    lead = _with_parts(w, "", lead, parts)
    notes = _about(w, panel.indicators[code], told, breaks)
    table = _without_empty(Table("", columns, tuple(rows), notes))
    return Chapter("series", w.indicator(code), lead, (table, *beside))


def _with_parts(w: Writer, what: str, lead: Text, parts: Sequence[PartFigure]) -> Text:
    """What is said of annual figures, then how many there are of parts of a year."""
    if not parts:
        return lead
    n = f"{len(parts):,}"
    if not lead:
        return w.say("cli.parts_only", what=what, n=n)
    return w.sentences(lead, w.say("cli.parts_too", n=n))


def _without_empty(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    kept = [i for i in range(len(table.columns)) if any(plain(row[i]) for row in table.rows)]
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[i] for i in kept), rows=rows)


def _held(w: Writer, indicator: Indicator) -> tuple[Text, ...]:
    parts = parts_of(w.panel, code=indicator.code)
    years: Sequence[int] = sorted({p.period.year for p in parts})
    number = len(parts)
    if w.panel.has(indicator.code):
        grid = w.panel.grid(indicator.code)
        known = np.isfinite(grid.values)
        number += int(known.sum())
        years = [y for j, y in enumerate(grid.years) if known[:, j].any()] or years
    return (
        (w.indicator(indicator.code) + ("*" if indicator.formula else ""),),
        (indicator.code,),
        (w.unit(indicator.unit) if indicator.unit != "1" else "",),
        (f"{years[0]}—{years[-1]}" if years else figures.DASH,),
        (f"{number:,}",),
    )


def _marks(w: Writer) -> Iterable[str]:
    counts = Counter(Mark.parse(flag) for flag in w.panel.observations["flag"] if flag)
    for mark, n in counts.most_common():
        yield w.plain("cli.marked", mark=mark.words(w.lang), n=f"{n:,}")


def _breaks(w: Writer) -> Table:
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("cli.since")),
        Column(w.word("cli.regions")),
        Column(w.word("cli.reason")),
    )
    together: dict[tuple[str, int, str], list[str]] = {}
    for b in w.panel.breaks:
        if b.indicator in w.panel.indicators:
            together.setdefault((b.indicator, b.year, b.reason_in(w.lang)), []).append(b.region)
    rows = tuple(
        ((w.indicator(code),), (str(year),), (_where(w, regions),), (reason,))
        for (code, year, reason), regions in together.items()
    )
    return Table(w.word("cli.breaks"), columns, rows)


def _where(w: Writer, regions: list[str]) -> str:
    if EVERY_REGION in regions:
        return w.word("cli.all_regions")
    if len(regions) > 3:
        return w.plain("cli.so_many_regions", n=str(len(regions)))
    return w.word("word.enumeration").join(w.region(r) for r in regions)


def _about(
    w: Writer, indicator: Indicator, cells: Sequence[Cell], breaks: tuple[Break, ...]
) -> tuple[Text, ...]:
    """How an indicator is made, where it was published, and what its breaks were."""
    notes: list[Text] = []
    if indicator.formula is not None:
        formula = w.formula(indicator.formula.text)
        notes.append(
            w.say("cli.formula_is", indicator=w.indicator(indicator.code), formula=formula)
        )
    sources = _sources(w, cells)
    if len(sources) > 1:
        sources = [f"{i} {s}" for i, s in enumerate(sources, start=1)]
    notes.append(w.say("cli.source_is", source=w.word("word.semicolon").join(sources)))
    if indicator.note:
        notes.append((in_language(indicator.note, w.lang),))
    notes += [(f"{b.year}  {b.reason_in(w.lang)}  {b.note_in(w.lang)}".rstrip(),) for b in breaks]
    return tuple(dict.fromkeys(notes))


def _sources(w: Writer, cells: Sequence[Cell]) -> list[str]:
    return list(dict.fromkeys(_published_in(w, c) for c in cells))


def _file_and_place(place: str) -> tuple[str, str]:
    """The file and sheet of a place, and the row and column in them."""
    pieces = place.split(" · ")
    rows = [i for i, piece in enumerate(pieces) if piece.startswith("row ")]
    cut = rows[0] if rows else len(pieces)
    return " · ".join(pieces[:cut]), " · ".join(pieces[cut:])


def _published_in(w: Writer, cell: Cell) -> str:
    """Where a figure was published, and the file it was read from."""
    source, file = _published(w, cell), _file_and_place(cell.place)[0]
    if not file or file == source:
        return source
    return f"{source}（{file}）" if w.lang == "zh" else f"{source} ({file})"


def _published(w: Writer, cell: Cell) -> str:
    """Where a figure was published, or that it was calculated."""
    if cell.formula:
        return w.word("cli.calculated")
    return in_language(cell.source, w.lang) or w.word("cli.no_source")
