"""What the terminal shows of a study: the sentence that answers, then tables that fit 80 columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from duibiao.benchmark import ComparedIndicator, Pace, Peers, RegionFigure, RoleModels, rank_words
from duibiao.gaps import Gap
from duibiao.records import Cell, Lang

from . import figures
from .changes import Changes, Pair, changes_chapter
from .chapters.gaps import headline_sentence
from .chapters.who import models_sentence
from .chapters.years import closing
from .document import Block, Chapter, Column, Number, Paragraph, Table, Text, plain
from .writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Likeness, Study

_SHARES = 2
_CHANGED = 8


def headline(study: Study, lang: Lang) -> str:
    """Return the sentence that a brief's summary opens with."""
    return plain(headline_sentence(study, Writer(study.panel, lang)))


def comparison_answer(study: Study, lang: Lang) -> Chapter:
    """Return home beside its references: headline and rank in a sentence, then a table a reference."""
    w = Writer(study.panel, lang)
    row = study.comparison.row(study.headline)
    items: list[Text] = [] if row is None else [_headline_item(w, row)]
    lead = w.say(
        "command.compare",
        year=str(study.year if row is None else row.year),
        home=w.region(study.home),
        items=w.listed(items) or w.word("word.no_figure"),
    )
    tables = [_beside(study, w, i) for i in range(len(study.comparison.references))]
    return Chapter("compare", w.word("cli.compare"), lead, tuple(tables))


def gaps_answer(study: Study, lang: Lang) -> Chapter:
    """Return the gaps: how many behind, level and ahead in a sentence, then a table a reference."""
    w = Writer(study.panel, lang)
    ranked = [g for g in study.gaps if not g.total]
    counts = {
        status: str(sum(g.status == status for g in ranked))
        for status in ("behind", "level", "ahead")
    }
    lead = w.say(
        "command.gaps",
        year=str(study.year),
        home=w.region(study.home),
        references=w.regions(study.reference_codes()),
        **counts,
    )
    lead = (*headline_sentence(study, w), w.word("cli.space"), *lead)
    tables = [_gap_table(study, w, r) for r in study.reference_codes()]
    return Chapter("gaps", w.word("gaps.title"), lead, tuple(tables))


def peers_answer(study: Likeness, lang: Lang) -> Chapter:
    """Return who is like home and who was and is ahead now, in sentences and a table each, or why none."""
    w = Writer(study.panel, lang)
    lead: Text = (w.word("who.no_peers"),)
    blocks: list[Block] = []
    if study.peers is not None:
        peers = study.peers
        lead = w.say(
            "command.peers",
            home=w.region(study.home),
            peers=w.regions(p.region for p in peers.peers),
            metric=w.word(f"metric.{peers.settings.metric}"),
            n=str(len(peers.by(peers.settings.metric).ranked)),
        )
        blocks.append(_peer_table(w, peers))
    models = models_sentence(study, w)
    lead = w.sentences(lead, models) if models else lead
    if study.role_models is not None and study.role_models.items:
        blocks.append(_model_table(w, study.role_models))
    elif study.role_models is not None and study.role_models.none is not None:
        blocks.append(Paragraph((study.role_models.none.text(lang),)))
    blocks += [Paragraph((note.text(lang),)) for note in study.notes]
    return Chapter("peers", w.word("who.title"), lead, tuple(blocks))


def changes_answer(study: Study, changes: Changes, lang: Lang) -> Chapter:
    """Return what changed since the last run: a sentence, and the ratios that changed most."""
    w = Writer(study.panel, lang)
    before = {(p.indicator, p.reference): p for p in changes.before.pairs}
    moved = [p for p in changes.after.pairs if before.get((p.indicator, p.reference), p) != p]
    moved.sort(
        key=lambda p: (p.indicator != study.headline, -_change(before[p.indicator, p.reference], p))
    )
    after = replace(changes.after, pairs=tuple(moved[:_CHANGED]))
    return changes_chapter(study, w, Changes(changes.before, after))


def _change(before: Pair, after: Pair) -> float:
    """How far a ratio moved; 0 where there is none."""
    if not before.other or not after.other:
        return 0.0
    return abs(after.home / after.other - before.home / before.other)


def _headline_item(w: Writer, row: ComparedIndicator) -> Text:
    ratios = [
        w.say(
            "gaps.ratio_item",
            reference=w.region(other.cell.region),
            value=w.figure(other.cell),
            ratio=w.ratio(row.home.cell, other.cell),
        )
        for other in row.references
        if other.ratio is not None
    ]
    return w.say(
        "cli.compare_item" if ratios else "cli.compare_alone",
        indicator=w.indicator(row.indicator),
        value=w.figure(row.home.cell),
        rank=w.word("word.enumeration").join(rank_words(r).text(w.lang) for r in row.home.ranks),
        ratios=w.listed(ratios),
    )


def _beside(study: Study, w: Writer, place: int) -> Table:
    """Home beside one reference: level, ratio, recent pace of both, and home's rank."""
    comparison = study.comparison
    name = w.region(comparison.references[place])
    home = w.region(study.home)
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column")),
        Column(home, align="right"),
        Column(name, align="right"),
        Column(w.word("cli.ratio"), align="right"),
        Column(w.plain("cli.pace_of", region=home), align="right"),
        Column(w.plain("cli.pace_of", region=name), align="right"),
        Column(w.word("cli.rank"), align="right"),
    )
    rows = [_beside_row(w, row, row.references[place]) for row in comparison.rows]
    among = comparison.sets[0]
    notes: list[Text] = [
        w.say("cli.rank_note", set=among.name_zh if w.lang == "zh" else among.name_en),
        w.say("cli.pace_note", n=str(comparison.settings.pace_years)),
    ]
    notes.append((w.word("cli.dash"),))
    title = w.plain("cli.compare_table", home=home, reference=name)
    return Table(title, columns, tuple(rows), tuple(notes))


def _beside_row(w: Writer, row: ComparedIndicator, other: RegionFigure) -> tuple[Text, ...]:
    cells = row.home.cell, other.cell
    scale = figures.scale_for([c.value for c in cells], cells[0].unit, w.lang)
    rank = row.home.ranks[0] if row.home.ranks else None
    return (
        (w.with_unit(row.indicator, scale),),
        (str(row.year),),
        *((w.figure(c, scale, unit=False),) for c in cells),
        (_between(w, *cells),),
        *((_pace(w, f.pace),) for f in (row.home, other)),
        (f"{rank.rank}/{rank.of}" if rank else figures.DASH,),
    )


def _gap_table(study: Study, w: Writer, reference: str) -> Table:
    """The gaps to one reference, the largest first, totals last."""
    home, name = w.region(study.home), w.region(reference)
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column")),
        Column(home, align="right"),
        Column(name, align="right"),
        Column(w.word("cli.ratio"), align="right"),
        Column(w.word("time.distance"), align="right"),
        Column(w.word("cli.close"), align="right"),
        Column(w.word("cli.status")),
    )
    gaps = [g for g in study.gaps if g.reference.region == reference]
    notes: list[Text] = [w.say("cli.gaps_note", home=home), (w.word("cli.totals_note"),)]
    notes += [(w.word("cli.dash"),), (w.word("cli.closing_note"),)]
    notes += [(g.reason.text(w.lang),) for g in gaps if g.reason is not None]
    title = w.plain("cli.gaps_table", home=home, reference=name)
    return Table(title, columns, tuple(_gap_row(w, g) for g in gaps), tuple(dict.fromkeys(notes)))


def _gap_row(w: Writer, gap: Gap) -> tuple[Text, ...]:
    scale = figures.scale_for([gap.home.value, gap.reference.value], gap.unit, w.lang)
    return (
        (w.with_unit(gap.indicator, scale),),
        (str(gap.year),),
        (w.figure(gap.home, scale, unit=False),),
        (w.figure(gap.reference, scale, unit=False),),
        (_between(w, gap.home, gap.reference),),
        (w.years_behind(gap.time, gap),),
        (closing(w, gap) if gap.status == "behind" else "",),
        (w.word(f"status.{gap.status}"),),
    )


def _peer_table(w: Writer, peers: Peers) -> Table:
    others = [x for x in peers.lists if x.metric != peers.settings.metric]
    columns = (
        Column(w.word("who.peer")),
        Column(w.word("who.distance"), align="right"),
        *(Column(w.word(f"cli.rank_{x.metric}"), align="right") for x in others),
        Column(w.word("who.because")),
        Column(w.word("who.stability"), align="right"),
    )
    rows: list[tuple[Text, ...]] = []
    for peer in peers.peers:
        order = sorted(range(len(peer.shares)), key=lambda i: -peer.shares[i])[:_SHARES]
        because = [
            f"{w.indicator(peers.variables[i].indicator)} {figures.percent(peer.shares[i])}"
            for i in order
        ]
        ranks = [next(p.rank for p in x.ranked if p.region == peer.region) for x in others]
        rows.append(
            (
                (w.region(peer.region),),
                (f"{peer.distance:.2f}",),
                *((str(r),) for r in ranks),
                w.listed(because),
                (figures.percent(peer.stability),),
            )
        )
    variables = w.listed(
        [
            w.say("cli.in_year", what=w.indicator(v.indicator), year=str(v.year))
            for v in peers.variables
        ]
    )
    note = w.say(
        "who.stability_note",
        draws=str(peers.settings.draws),
        k=str(peers.settings.k),
        metric=w.word(f"metric.{peers.settings.metric}"),
        variables=variables,
    )
    notes = (note, *((n.text(w.lang),) for n in peers.notes))
    return Table(w.word("who.peers_table"), columns, tuple(rows), notes)


def _model_table(w: Writer, models: RoleModels) -> Table:
    columns = (
        Column(w.word("who.model")),
        Column(w.word("who.distance"), align="right"),
        Column(w.plain("cli.times_home", year=str(models.start_year)), align="right"),
        Column(w.plain("cli.times_home", year=str(models.year)), align="right"),
        Column(w.word("who.total_ratio"), align="right"),
    )
    rows: list[tuple[Text, ...]] = [
        (
            (w.region(m.region),),
            (f"{m.distance:.2f}",),
            (Number(figures.times(m.start_ratio, w.lang), marks=m.start.marks),),
            (Number(figures.times(m.end_ratio, w.lang), marks=m.end.marks),),
            (f"{m.totals.start:.2f} → {m.totals.end:.2f}" if m.totals else figures.DASH,),
        )
        for m in models.items
    ]
    notes = tuple((n.text(w.lang),) for n in models.notes)
    return Table(w.word("who.models_table"), columns, tuple(rows), notes)


def _between(w: Writer, home: Cell, other: Cell) -> str | Number:
    """Home over the other; for what is in percent itself, the difference in points."""
    if home.value is None or other.value is None:
        return figures.DASH
    indicator = w.panel.indicators[home.indicator]
    if indicator.is_percent:
        points = indicator.in_points(home.value - other.value)
        return figures.signed(points) + w.word("gaps.points_short")
    return w.ratio(home, other) if home.value >= 0 and other.value > 0 else figures.DASH


def _pace(w: Writer, pace: Pace) -> str:
    if pace.value is None:
        return figures.DASH
    return figures.signed(pace.value) + (
        "%" if pace.unit.startswith("percent") else w.word("gaps.points_short")
    )
