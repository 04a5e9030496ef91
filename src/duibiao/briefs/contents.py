"""What is in a panel: all of it, a region's figures, an indicator's, or one series, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from duibiao.records import EVERY_REGION, Break, Cell, Indicator, Lang, Mark, Panel, in_language

from . import figures
from .document import Chapter, Column, Table, Text
from .writer import Writer


def panel_contents(panel: Panel, lang: Lang) -> Chapter:
    """Return what a panel holds: its indicators with their years, its breaks, its marks and notes."""
    w = Writer(panel, lang)
    held = [i for i in panel.indicators if panel.has(i.code)]
    lead = w.say(
        "cli.holds",
        data=panel.name_zh if lang == "zh" else panel.name_en,
        indicators=f"{len(held):,}",
        first=str(panel.years[0]),
        last=str(panel.years[-1]),
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
    lead = w.say("cli.region_holds", region=w.region(region), n=str(len(cells)), year=str(until))
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
    return Chapter("region", w.region(region), lead, (Table("", columns, tuple(rows), notes),))


def indicator_contents(panel: Panel, code: str, until: int, lang: Lang) -> Chapter:
    """Return an indicator over all regions in its latest year up to a year, the best first."""
    w = Writer(panel, lang)
    grid = panel.grid(code)
    usable = np.isfinite(grid.usable)
    years = [y for j, y in enumerate(grid.years) if usable[:, j].any() and y <= until]
    if not years:
        lead = w.say("cli.indicator_empty", indicator=w.indicator(code), year=str(until))
        return Chapter("indicator", w.indicator(code), lead)
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
    notes = _about(w, grid.indicator, told[0], panel.breaks_of(EVERY_REGION, code))
    return Chapter("indicator", w.indicator(code), lead, (Table("", columns, tuple(rows), notes),))


def series_contents(panel: Panel, region: str, code: str, lang: Lang) -> Chapter:
    """Return one series: each year's figure with mark and vintage, and where its base changes."""
    w = Writer(panel, lang)
    cells = [panel.cell(region, code, y) for y in panel.years]
    told = [c for c in cells if c.value is not None]
    if not told:
        lead = w.say("cli.series_empty", region=w.region(region), indicator=w.indicator(code))
        return Chapter("series", w.indicator(code), lead)
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
    )
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
        )
        for c in told
    ]
    notes = _about(w, panel.indicators[code], told[-1], breaks)
    return Chapter("series", w.indicator(code), lead, (Table("", columns, tuple(rows), notes),))


def _held(w: Writer, indicator: Indicator) -> tuple[Text, ...]:
    grid = w.panel.grid(indicator.code)
    known = np.isfinite(grid.values)
    years = [y for j, y in enumerate(grid.years) if known[:, j].any()]
    return (
        (w.indicator(indicator.code) + ("*" if indicator.formula else ""),),
        (indicator.code,),
        (w.unit(indicator.unit) if indicator.unit != "1" else "",),
        (f"{years[0]}—{years[-1]}" if years else figures.DASH,),
        (f"{int(known.sum()):,}",),
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
    w: Writer, indicator: Indicator, cell: Cell, breaks: tuple[Break, ...]
) -> tuple[Text, ...]:
    """How an indicator is made, where it was published, and what its breaks were."""
    notes: list[Text] = []
    if indicator.formula is not None:
        formula = w.formula(indicator.formula.text)
        notes.append(
            w.say("cli.formula_is", indicator=w.indicator(indicator.code), formula=formula)
        )
    notes.append(w.say("cli.source_is", source=_published(w, cell)))
    if indicator.note:
        notes.append((in_language(indicator.note, w.lang),))
    notes += [(f"{b.year}  {b.reason_in(w.lang)}  {b.note_in(w.lang)}".rstrip(),) for b in breaks]
    return tuple(dict.fromkeys(notes))


def _published(w: Writer, cell: Cell) -> str:
    """Where a figure was published, or that it was calculated."""
    if cell.formula:
        return w.word("cli.calculated")
    return in_language(cell.source, w.lang) or w.word("cli.no_source")
