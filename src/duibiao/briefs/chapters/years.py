"""Chapter 落后几年: time distances and what closing the gaps takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from duibiao.benchmark import Pace
from duibiao.gaps import Gap
from duibiao.records import Mark, in_language

from .. import figures
from ..charts import LinePoint, TimeDot, lines, time_axis
from ..document import Block, Chapter, Column, Number, Paragraph, Picture, Table, Text
from ..writer import Writer
from .who import role_of

if TYPE_CHECKING:
    from duibiao._study import Study

_STEPS = 7
_FAR = 50
_SOME = 0.05
_LINES = 4


def years_chapter(study: Study, w: Writer) -> Chapter:
    """Return the chapter on how many years: the headline's distances, dots on a time axis, the table."""
    ranked = tuple(g for g in study.gaps if not g.total and g.status != "incomparable")
    blocks: list[Block] = []
    steps = steps_sentence(study, w)
    if steps:
        blocks.append(Paragraph(steps))
    picture = _axis(study, w, ranked)
    if picture:
        blocks.append(picture)
    beyond = _beyond_sentence(study, w, ranked)
    if beyond:
        blocks.append(Paragraph(beyond, "note"))
    blocks.append(_lines(study, w))
    blocks += [_distances_table(study, w), _closing_table(study, w)]
    return Chapter("years", w.word("time.title"), lead_sentence(study, w), tuple(blocks))


def lead_sentence(study: Study, w: Writer) -> Text:
    """Return the headline's time distance to each reference; one clause where all lie beyond the record."""
    gaps = _headline_gaps(study)
    bounds = {(g.time.at_least, g.time.first_year) for g in gaps}
    at_least, first = next(iter(bounds), (None, None))
    if len(gaps) > 1 and len(bounds) == 1 and at_least and at_least > 0:
        crossed = any(Mark.ACROSS_BREAK in g.time.marks for g in gaps)
        return w.say(
            "time.lead_all_beyond_marked" if crossed else "time.lead_all_beyond",
            home=w.region(study.home),
            year=str(gaps[0].year),
            indicator=w.indicator(study.headline),
            value=w.figure(gaps[0].home),
            references=w.regions(g.reference.region for g in gaps),
            first=str(first),
            n=Number(str(at_least), w.time_trace(gaps[0].time, gaps[0])),
        )
    unknown = [g for g in gaps if g.time.years is None]
    withheld = [g for g in unknown if g.time.crossings]
    short = [g for g in unknown if not g.time.crossings and not g.time.at_least]
    items = [_lead_item(study, w, g) for g in gaps if g not in withheld and g not in short]
    for key, group in (("time.lead_withheld", withheld), ("time.lead_short", short)):
        if group:
            items.append(w.say(key, references=w.regions(g.reference.region for g in group)))
    return w.say("time.lead", indicator=w.indicator(study.headline), items=w.clauses(items))


def _headline_gaps(study: Study) -> list[Gap]:
    found = {g.reference.region: g for g in study.gaps if g.indicator == study.headline}
    return [found[r] for r in study.reference_codes() if r in found]


def _lead_item(study: Study, w: Writer, gap: Gap) -> Text:
    time, home, reference = gap.time, w.region(study.home), w.region(gap.reference.region)
    trace = w.time_trace(time, gap)
    if time.years is not None:
        n = Number(f"{abs(time.years):.1f}", trace, time.marks)
        mark = w.word("time.across_mark") if Mark.ACROSS_BREAK in time.marks else ""
        if time.years == 0:
            return w.say("time.lead_item_level", home=home, reference=reference)
        if time.years < 0:
            return (*w.say("time.lead_item_ahead", home=home, reference=reference, n=n), mark)
        when = f"{time.year_reached:.1f}"
        return (
            *w.say("time.lead_item_years", home=home, reference=reference, n=n, when=when),
            mark,
        )
    if time.at_least is not None and time.at_least < 0:
        return w.say(
            "time.lead_item_ahead_beyond",
            home=home,
            reference=reference,
            n=Number(str(-time.at_least), trace),
        )
    assert time.first_year is not None
    first = w.panel.cell(gap.reference.region, gap.indicator, time.first_year)
    beyond = w.say(
        "time.lead_item_beyond",
        reference=reference,
        first=str(time.first_year),
        value=w.figure(first),
        n=Number(str(time.at_least), trace),
    )
    return (*beyond, w.word("time.across_mark")) if Mark.ACROSS_BREAK in time.marks else beyond


def steps_sentence(study: Study, w: Writer) -> Text:
    """Return who stood at home's level most recently, or why that is withheld."""
    told = [(r, t) for r, t in study.next_above if (t.years or 0) >= _SOME]
    if told:
        items = [
            w.say(
                "time.step_item",
                region=w.region(r),
                n=Number(f"{t.years:.1f}", marks=t.marks),
            )
            for r, t in told[:_STEPS]
        ]
        marked = any(Mark.ACROSS_BREAK in t.marks for _, t in told[:_STEPS])
        note = (w.word("time.steps_marked"),) if marked else ()
        home = w.region(study.home)
        return w.say("time.steps", home=home, items=w.enumerated(items), note=note)
    withheld = [(r, t) for r, t in study.next_above if t.crossings]
    if not withheld:
        return ()
    region, time = withheld[0]
    since = int(time.first_year or study.year)
    breaks = w.panel.breaks_between(region, study.headline, since, study.year)
    reason = "、" if w.lang == "zh" else ", "
    told_breaks = reason.join(
        dict.fromkeys(f"{w.year(b.year)} {b.reason_in(w.lang)}" for b in breaks[-1:])
    )
    return w.say(
        "time.steps_withheld",
        home=w.region(study.home),
        n=str(len(study.next_above)),
        m=str(len(withheld)),
        reason=told_breaks,
    )


def _axis(study: Study, w: Writer, gaps: Sequence[Gap]) -> Picture | None:
    rows = [_dot(study, w, g) for g in gaps if (g.time.years or 0) > 0]
    if not rows:
        return None
    title = w.plain("time.picture", home=w.region(study.home))
    alt = w.plain("time.picture_alt", home=w.region(study.home), year=str(study.year))
    spec = time_axis(rows, home=w.region(study.home), home_year=study.year)
    return Picture("years", title, spec, alt)


def _dot(study: Study, w: Writer, gap: Gap) -> TimeDot:
    time, name = gap.time, w.region(gap.reference.region)
    assert time.years is not None and time.year_reached is not None
    told = figures.years(time.years, w.lang)
    return TimeDot(
        indicator=w.indicator(gap.indicator),
        region=name,
        role=role_of(study, gap.reference.region),
        year=time.year_reached,
        text=f"{name} {told}",
        marked=Mark.ACROSS_BREAK in time.marks,
        tip=f"{w.indicator(gap.indicator)} · {name}: {time.year_reached:.1f} ({told})",
    )


def _beyond_sentence(study: Study, w: Writer, gaps: Sequence[Gap]) -> Text:
    """The distances beyond the record, those with the same references and bound told together."""
    by_indicator: dict[tuple[str, int], list[str]] = {}
    for gap in gaps:
        if gap.time.at_least is not None and gap.time.at_least > 0 and not gap.time.crossings:
            by_indicator.setdefault((gap.indicator, gap.time.at_least), []).append(
                gap.reference.region
            )
    grouped: dict[tuple[frozenset[str], int], list[str]] = {}
    for (code, years), regions in by_indicator.items():
        grouped.setdefault((frozenset(regions), years), []).append(w.indicator(code))
    items = [
        w.say(
            "time.beyond_item",
            indicators=w.listed(names),
            references=w.regions(r for r in study.reference_codes() if r in regions),
            n=w.plain("years.beyond_record", n=str(years)),
        )
        for (regions, years), names in grouped.items()
    ]
    return w.say("time.beyond_sentence", items=w.clauses(items)) if items else ()


def _lines(study: Study, w: Writer) -> Picture:
    """Lines over years of the widest gaps' indicators, the headline first; each base is its own line."""
    ranked = [g.indicator for g in study.gaps if not g.total and g.size is not None]
    codes = list(dict.fromkeys([study.headline, *ranked]))[:_LINES]
    rows = [point for code in codes for point in _points(study, w, code)]
    spec = lines(rows)
    alt = w.plain(
        "time.lines_alt",
        indicator=w.indicator(study.headline),
        first=str(w.panel.years[0]),
        last=str(study.year),
    )
    span = {"first": str(w.panel.years[0]), "last": str(study.year)}
    return Picture("lines", w.plain("time.lines", home=w.region(study.home), **span), spec, alt)


def _points(study: Study, w: Writer, code: str) -> list[LinePoint]:
    grid = w.panel.grid(code)
    regions = (study.home, *study.reference_codes())
    values = grid.usable[[w.panel.regions.position(r) for r in regions]]
    scale = figures.scale_for(values[np.isfinite(values)].tolist(), grid.indicator.unit, w.lang)
    return [
        LinePoint(
            panel=w.with_unit(code, scale),
            region=w.region(region),
            role=role_of(study, region),
            year=year,
            value=float(values[i, j]) * scale.factor,
            segment=int(grid.base[w.panel.regions.position(region), j]),
            text=scale.text(float(values[i, j])),
            tip=f"{w.region(region)} {year}: {scale.text(float(values[i, j]))}",
        )
        for i, region in enumerate(regions)
        for j, year in enumerate(grid.years)
        if np.isfinite(values[i, j]) and year <= study.year
    ]


def _distances_table(study: Study, w: Writer) -> Table:
    """Time distances by indicator and reference, at current and at constant prices."""
    references = study.reference_codes()
    constant = w.plain("time.constant", year=str(study.year))
    columns = [Column(w.word("word.indicator"))]
    for r in references:
        columns.append(Column(w.region(r), w.word("time.current"), "right"))
        columns.append(Column(w.region(r), constant, "right"))
    shown = [g for g in study.gaps if g.status != "incomparable"]
    by_pair = {(g.indicator, g.reference.region): g for g in shown}
    rows = []
    for code in dict.fromkeys(g.indicator for g in shown):
        row: list[Text] = [(w.indicator(code),)]
        for r in references:
            gap = by_pair.get((code, r))
            for time in (gap.time, gap.time_constant) if gap else (None, None):
                row.append((w.years_behind(time, gap) if gap else figures.DASH,))
        rows.append(tuple(row))
    notes: list[Text] = [w.say("time.distances_note", home=w.region(study.home))]
    deflator = w.panel.deflator
    if deflator and any(g.time_constant for g in shown):
        name = deflator.name_zh if w.lang == "zh" else deflator.name_en
        notes.append(
            w.say("time.deflator_note", deflator=name, source=in_language(deflator.source, w.lang))
        )
    notes += [
        w.say(
            "time.crossings",
            indicator=w.indicator(g.indicator),
            reference=w.region(g.reference.region),
            n=str(g.time.crossings),
        )
        for g in shown
        if g.time.crossings > 1 and g.time.years is not None
    ]
    return Table(w.word("time.distances"), tuple(columns), tuple(rows), tuple(notes))


def _closing_table(study: Study, w: Writer) -> Table:
    """What closing the gap to the focus takes, by indicator."""
    close_in = study.settings.gaps.close_in
    focus = w.region(study.focus)
    columns = (
        Column(w.word("word.indicator")),
        Column(w.plain("time.pace_of", region=w.region(study.home)), align="right"),
        Column(w.plain("time.pace_of", region=focus), align="right"),
        Column(w.word("time.pace_difference"), align="right"),
        Column(w.word("time.close"), align="right"),
        Column(w.plain("time.needed", n=str(close_in)), align="right"),
        Column(w.plain("time.increment", home=w.region(study.home)), align="right"),
    )
    shown = [
        g for g in study.gaps if g.status != "incomparable" and g.reference.region == study.focus
    ]
    rows = tuple(_closing_row(w, g) for g in shown)
    years = str(study.settings.gaps.pace_years)
    notes = (w.say("time.closing_note", n=years), *_withheld(w, shown))
    return Table(w.plain("time.table", reference=focus), columns, rows, notes)


def _withheld(w: Writer, gaps: Sequence[Gap]) -> tuple[Text, ...]:
    """Which paces are withheld; the reasons stand in the data notes."""
    names = [w.indicator(g.indicator) for g in gaps if g.pace_home.value is None]
    return (w.say("time.withheld_note", items=w.listed(names)),) if names else ()


def _closing_row(w: Writer, gap: Gap) -> tuple[Text, ...]:
    share = gap.closing.increment_share
    return (
        (w.indicator(gap.indicator),),
        (paced(w, gap.pace_home),),
        (paced(w, gap.pace_reference),),
        (pace(w, gap.closing.pace_difference, "points"),),
        (closing(w, gap),),
        (pace(w, gap.closing.needed_pace, gap.pace_reference.unit),),
        (figures.DASH if share is None else figures.percent(share),),
    )


def pace(w: Writer, value: float | None, unit: str) -> str:
    """Return a pace: +6.8%, or +0.9 points for what is in percent itself."""
    if value is None:
        return figures.DASH
    return figures.signed(value) + (w.word("gaps.points") if unit.startswith("point") else "%")


def paced(w: Writer, found: Pace) -> Number:
    """Return a recent pace as a number that leads to the figures it was made from."""
    inputs = tuple(w.trace(c) for c in found.inputs)
    label = f"{w.region(found.region)} {w.indicator(found.indicator)} {found.first_year}—{found.last_year}"
    value = found.reason.text(w.lang) if found.reason else f"{pace(w, found.value, found.unit)}"
    basis = w.word(f"pace.{found.basis.replace(' ', '_')}")
    id = f"pace.{found.basis.replace(' ', '-')}.{found.region}.{found.indicator}.{found.first_year}.{found.last_year}"
    return Number(
        pace(w, found.value, found.unit), w.made(id, label, value, basis, inputs), found.marks
    )


def closing(w: Writer, gap: Gap) -> str:
    """Return the years to close a gap, or what stands in their place."""
    if gap.status != "behind":
        return w.word(f"status.{gap.status}")
    if gap.closing.years is None:
        unclear = gap.pace_home.value is None or gap.pace_reference.value is None
        return figures.DASH if unclear else w.word("time.closing_never")
    if gap.closing.years > _FAR:
        return w.plain("time.closing_far", n=str(_FAR))
    return figures.years(gap.closing.years, w.lang)
