"""Chapter 差多远: the gaps, largest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.gaps import Gap
from duibiao.records import Mark

from .. import figures
from ..charts import GapBar, gap_bars
from ..document import Block, Chapter, Column, Number, Paragraph, Picture, Table, Text, plain
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_WIDEST = 3
_BEST = 4
_DRAWN = 9


def gaps_chapter(study: Study, w: Writer) -> Chapter:
    """Return the chapter on how far: a sentence on the headline, bars, the table of all gaps."""
    ranked = tuple(g for g in study.gaps if not g.total and g.size is not None)
    blocks: list[Block] = [
        Paragraph(w.sentences(widest_sentence(study, w, r), ahead_sentence(study, w, r)))
        for r in study.reference_codes()
    ]
    if ranked:
        blocks.append(_picture(study, w, ranked))
    blocks.append(_table(study, w))
    totals = [g for g in study.gaps if g.total and g.ratio is not None]
    if totals:
        blocks.append(Paragraph(_totals_sentence(study, w, totals)))
    return Chapter("gaps", w.word("gaps.title"), headline_sentence(study, w), tuple(blocks))


def headline_sentence(study: Study, w: Writer) -> Text:
    """Return home's headline figure with its ratio to each reference."""
    gaps = [g for g in study.gaps if g.indicator == study.headline and g.home.value is not None]
    if not gaps:
        return (w.word("word.no_figure"),)
    by_reference = {g.reference.region: g for g in gaps}
    ordered = [by_reference[r] for r in study.reference_codes() if r in by_reference]
    items = [
        w.say(
            "gaps.ratio_item",
            reference=w.region(g.reference.region),
            value=w.figure(g.reference),
            ratio=w.ratio(g.home, g.reference),
        )
        for g in ordered
        if g.ratio is not None
    ]
    return w.say(
        "gaps.lead" if items else "gaps.lead_alone",
        year=str(ordered[0].year),
        home=w.region(study.home),
        indicator=w.indicator(study.headline),
        value=w.figure(ordered[0].home),
        ratios=w.enumerated(items),
    )


def widest_sentence(study: Study, w: Writer, reference: str) -> Text:
    """Return the sentence on the widest gaps to one reference."""
    name = w.region(reference)
    behind = [g for g in _ranked_to(study, reference) if g.status == "behind"]
    if not behind:
        return w.say("gaps.none_behind", reference=name)
    return w.say("gaps.widest", reference=name, items=_side_by_side(w, behind[:_WIDEST]))


def ahead_sentence(study: Study, w: Writer, reference: str) -> Text:
    """Return the sentence on where home is ahead of one reference, the furthest ahead first."""
    name = w.region(reference)
    ahead = [g for g in reversed(_ranked_to(study, reference)) if g.status == "ahead"]
    if not ahead:
        return w.say("gaps.ahead_none", reference=name)
    return w.say("gaps.ahead_items", reference=name, items=_side_by_side(w, ahead[:_BEST]))


def _ranked_to(study: Study, reference: str) -> list[Gap]:
    return [g for g in study.gaps if g.reference.region == reference and not g.total]


def _side_by_side(w: Writer, gaps: list[Gap]) -> Text:
    """The indicators with both figures: 财政自给率（26.6%对84.9%）."""
    items = [
        w.say(
            "gaps.widest_item",
            indicator=w.indicator(g.indicator),
            home=w.figure(g.home),
            value=w.figure(g.reference),
        )
        for g in gaps
    ]
    return w.enumerated(items)


def _totals_sentence(study: Study, w: Writer, totals: list[Gap]) -> Text:
    items = []
    for code in dict.fromkeys(g.indicator for g in totals):
        gaps = [g for g in totals if g.indicator == code]
        ratios = [
            w.say(
                "gaps.ratio_item",
                reference=w.region(g.reference.region),
                value=w.figure(g.reference),
                ratio=w.ratio(g.home, g.reference, 1),
            )
            for g in sorted(gaps, key=lambda g: study.reference_codes().index(g.reference.region))
        ]
        items.append(
            w.say(
                "gaps.scale_item",
                indicator=w.indicator(code),
                home=w.figure(gaps[0].home),
                ratios=w.enumerated(ratios),
            )
        )
    return (w.word("gaps.scale"), *w.clauses(items), w.word("word.stop"))


def _picture(study: Study, w: Writer, ranked: tuple[Gap, ...]) -> Picture:
    """Bars by indicator, the widest gap first, and within one in the order of the references.

    The widest and the one most ahead are drawn; the table below has them all.
    """
    codes = list(dict.fromkeys(g.indicator for g in ranked))
    if len(codes) > _DRAWN:
        codes = [*codes[: _DRAWN - 1], codes[-1]]
        ranked = tuple(g for g in ranked if g.indicator in codes)
    order = study.reference_codes()
    ordered = sorted(
        ranked, key=lambda g: (codes.index(g.indicator), order.index(g.reference.region))
    )
    rows = [
        GapBar(
            indicator=w.indicator(g.indicator),
            reference=w.region(g.reference.region),
            size=g.size or 0.0,
            text=_ratio(w, g).text,
            tip=_tip(w, g),
        )
        for g in ordered
    ]
    spec = gap_bars(
        rows,
        home=w.region(study.home),
        behind=w.word("gaps.behind_end"),
        ahead=w.word("gaps.ahead_end"),
        references=[w.region(r) for r in order],
        axis=w.word("gaps.axis"),
    )
    named = [
        f"{w.region(g.reference.region)} {w.indicator(g.indicator)} {_ratio(w, g).text}"
        for g in ranked[:6]
    ]
    alt = w.plain("gaps.picture_alt", items=plain(w.listed(named)))
    return Picture("gaps", w.word("gaps.picture"), spec, alt)


def _tip(w: Writer, gap: Gap) -> str:
    pair = [f"{w.region(c.region)} {w.figure(c).text}" for c in (gap.home, gap.reference)]
    return f"{w.indicator(gap.indicator)} {gap.year}: {' / '.join(pair)}"


def _table(study: Study, w: Writer) -> Table:
    """One row an indicator: home's figure, then each reference's figure with the ratio to it."""
    references = study.reference_codes()
    codes = list(dict.fromkeys(g.indicator for g in study.gaps))
    by_pair = {(g.indicator, g.reference.region): g for g in study.gaps}
    columns = [
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column"), align="right"),
        Column(w.region(study.home), align="right"),
    ]
    for reference in references:
        columns.append(Column(w.region(reference), align="right"))
        columns.append(
            Column(w.plain("gaps.ratio_to", reference=w.region(reference)), align="right")
        )
    rows = [_row(w, code, references, by_pair) for code in codes]
    notes: list[Text] = [w.say("gaps.table_note", home=w.region(study.home))]
    odd = [g for g in study.gaps if g.reason is not None]
    if odd:
        items = [f"{w.indicator(g.indicator)}/{w.region(g.reference.region)}" for g in odd]
        notes.append(w.say("gaps.incomparable", items=w.listed(items)))
    return Table(w.word("gaps.table"), tuple(columns), tuple(rows), tuple(notes))


def _row(
    w: Writer, code: str, references: tuple[str, ...], by_pair: dict[tuple[str, str], Gap]
) -> tuple[Text, ...]:
    gaps = [by_pair[code, r] for r in references if (code, r) in by_pair]
    home = gaps[0].home
    values = [home.value, *(g.reference.value for g in gaps)]
    scale = figures.scale_for(values, gaps[0].unit, w.lang)
    years = {g.year for g in gaps}
    row: list[Text] = [
        (w.with_unit(code, scale),),
        ("/".join(str(y) for y in sorted(years)),),
        (w.figure(home, scale, unit=False),),
    ]
    for gap in gaps:
        row.append((w.figure(gap.reference, scale, unit=False),))
        row.append((_ratio(w, gap),))
    return tuple(row)


def _ratio(w: Writer, gap: Gap) -> Number:
    """The ratio in percent, or the difference in points for what is in percent already."""
    if gap.difference is None:
        return Number(figures.DASH)
    trace = w.ratio_trace(gap.home, gap.reference)
    if gap.difference_unit == "百分点":
        points = figures.signed(gap.difference) + w.word("gaps.points_short")
        return Number(points, trace, gap.marks & ~Mark.FAULT)
    if gap.ratio is None:
        scale = figures.scale_for([gap.difference], gap.unit, w.lang)
        return Number(scale.text(gap.difference), trace, gap.marks)
    return w.ratio(gap.home, gap.reference)
