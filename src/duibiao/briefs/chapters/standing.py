"""Chapter 站在哪里: the composite score with its interval, and the rank in each indicator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from duibiao.benchmark import ComparedIndicator, Rank, Standing

from .. import figures
from ..charts import RankDot, rank_intervals
from ..document import Block, Chapter, Column, Number, Paragraph, Picture, Table, Text
from ..writer import Writer
from .moves import move_blocks
from .scores import pillar_number, score_number
from .who import role_of
from .years import paced

if TYPE_CHECKING:
    from duibiao._study import Study

_SIDE = 4
_WEAK = 0.7
_STRONG = 0.4
_NEAREST = 3
_DOTS = 40
_FEWEST = 5


def standing_chapter(study: Study, w: Writer) -> Chapter:
    """Return the chapter on where home stands."""
    blocks: list[Block] = [Paragraph(t) for t in sides_sentences(study, w)]
    against = peers_sides_sentence(study, w)
    if against:
        blocks.append(Paragraph(against))
    if study.standing is not None and study.standing.of(study.home) is not None:
        blocks.append(_picture(study, w, study.standing))
        blocks.append(
            Paragraph(w.say("standing.doubt", doubt=study.standing.doubt.text(w.lang)), "note")
        )
        blocks.append(_pillars(study, w, study.standing))
        blocks += move_blocks(study, w)
    blocks.append(_table(study, w))
    return Chapter("standing", w.word("standing.title"), lead_sentence(study, w), tuple(blocks))


def lead_sentence(study: Study, w: Writer) -> Text:
    """Return home's composite score and rank, with the interval of the rank."""
    own = study.standing.of(study.home) if study.standing is not None else None
    if study.standing is None or own is None:
        return (w.word("standing.no_score"),)
    years = sorted({e.year for e in study.standing.elements})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}—{years[-1]}"
    among = study.standing.among
    name = among.name_zh if w.lang == "zh" else among.name_en
    if own.of < len(among.regions):
        name = w.plain("standing.scored", set=name, n=str(own.of))
    share = figures.percent(own.percentile / 100)
    above = w.say("standing.above", percentile=share) if own.rank > 1 else ()
    return w.say(
        "standing.lead" if own.low < own.high else "standing.lead_sure",
        year=w.year_span(span),
        home=w.region(study.home),
        score=score_number(study, w, own.region),
        set=name,
        rank=str(own.rank),
        above=above,
        low=str(own.low),
        high=str(own.high),
    )


def sides_sentences(study: Study, w: Writer) -> list[Text]:
    """Return the weak side, the strong side, and where home is first or last in its parent's set."""
    rows = _ranked_rows(study)
    weak = [r for r in reversed(rows) if _place(r) >= _WEAK][:_SIDE]
    strong = [r for r in rows if _place(r) <= _STRONG][:_SIDE]
    sentences = []
    if weak:
        sentences.append(w.say("standing.weak", items=w.enumerated(_items(study, w, weak))))
    if strong:
        sentences.append(w.say("standing.strong", items=w.enumerated(_items(study, w, strong))))
    extremes = _parent_extremes(study, w, rows)
    if extremes:
        sentences.append(extremes)
    return sentences


def peers_sides_sentence(study: Study, w: Writer) -> Text:
    """Return the indicators in which home is ahead of its nearest comparables, by name."""
    if study.peers is None:
        return ()
    nearest = [p.region for p in study.peers.peers[:_NEAREST]]
    items = []
    for row in _ranked_rows(study):
        indicator = study.panel.indicators[row.indicator]
        sign = -1.0 if indicator.direction == "-" else 1.0
        own = row.home.cell.value
        cells = [study.panel.cell(r, row.indicator, row.year) for r in nearest]
        band = study.settings.gaps.level_band
        beaten = [
            c.region
            for c in cells
            if c.usable
            and c.value is not None
            and own is not None
            and sign * (own - c.value) > band * abs(c.value)
        ]
        if beaten:
            name, value = w.indicator(row.indicator), _value(study, w, row)
            peers = w.regions(beaten)
            items.append(w.say("standing.above_item", indicator=name, value=value, peers=peers))
    names = w.regions(nearest)
    if not items:
        return w.say("standing.above_none", peers=names)
    return w.say("standing.above_peers", peers=names, items=w.clauses(items[:_SIDE]))


def _ranked_rows(study: Study) -> list[ComparedIndicator]:
    """The indicators that rank regions by performance, home's best place first."""
    rows = [
        r
        for r in study.comparison.rows
        if study.panel.indicators[r.indicator].direction
        and not study.panel.indicators[r.indicator].total
        and r.home.ranks
        and r.home.ranks[0].of >= _FEWEST
    ]
    return sorted(rows, key=_place)


def _place(row: ComparedIndicator) -> float:
    rank = row.home.ranks[0]
    return rank.rank / rank.of


def _items(study: Study, w: Writer, rows: Iterable[ComparedIndicator]) -> list[Text]:
    return [_rank_item(study, w, r, r.home.ranks[0]) for r in rows]


def _value(study: Study, w: Writer, row: ComparedIndicator) -> Text:
    """Home's figure, with its year where that is not the study's."""
    year = () if row.year == study.year else w.say("standing.in_year", year=str(row.year))
    return (w.figure(row.home.cell), *year)


def _rank_item(study: Study, w: Writer, row: ComparedIndicator, rank: Rank) -> Text:
    last = rank.rank == rank.of
    key = (
        "standing.rank_first"
        if rank.rank == 1
        else "standing.rank_last"
        if last
        else "standing.rank_item"
    )
    return w.say(
        key,
        indicator=w.indicator(row.indicator),
        value=_value(study, w, row),
        rank=_place_of(w, row, rank, str(rank.rank)),
        n=str(rank.of),
    )


def _in_set(w: Writer, row: ComparedIndicator, rank: Rank | None) -> Number | str:
    if rank is None:
        return figures.DASH
    return _place_of(w, row, rank, f"{rank.rank}/{rank.of}")


def _place_of(w: Writer, row: ComparedIndicator, rank: Rank, text: str) -> Number:
    """A rank as a number that leads to its figure and to the set it is among."""
    cell = row.home.cell
    among = rank.among.name_zh if w.lang == "zh" else rank.among.name_en
    label = f"{w.region(cell.region)} {w.indicator(cell.indicator)} {cell.year} · {w.word('standing.rank')}"
    id = f"rank.{cell.id}.{rank.of}.{len(rank.among.regions)}"
    formula = w.plain("standing.rank_formula", set=among, n=str(rank.of))
    return Number(text, w.made(id, label, f"{rank.rank}/{rank.of}", formula, (w.trace(cell),)))


def _parent_extremes(study: Study, w: Writer, rows: Iterable[ComparedIndicator]) -> Text:
    """In what home is last or first among its parent's units without being so in the whole panel."""
    worst, best = [], []
    name = ""
    for row in rows:
        if len(row.home.ranks) < 2:
            continue
        whole, parent = row.home.ranks[0], row.home.ranks[1]
        name = parent.among.name_zh if w.lang == "zh" else parent.among.name_en
        item = w.say(
            "standing.value_item", indicator=w.indicator(row.indicator), value=_value(study, w, row)
        )
        if parent.rank == parent.of and whole.rank < whole.of:
            worst.append(item)
        elif parent.rank == 1 and whole.rank > 1:
            best.append(item)
    told = (("standing.parent_best", best), ("standing.parent_worst", worst))
    items = [w.say(key, items=w.enumerated(group)) for key, group in told if group]
    return w.say("standing.parent_line", set=name, items=w.clauses(items)) if items else ()


def _picture(study: Study, w: Writer, result: Standing) -> Picture:
    standings = [s for r in result.regions if (s := result.of(r)) is not None]
    ordered = sorted(standings, key=lambda s: s.rank)
    if len(ordered) > _DOTS:
        kept = {study.home, *study.reference_codes()}
        kept |= {p.region for p in study.peers.peers} if study.peers else set()
        step = -(-len(ordered) // _DOTS)
        ordered = [s for i, s in enumerate(ordered) if s.region in kept or i % step == 0]
    rows = [
        RankDot(
            region=w.region(s.region),
            role=role_of(study, s.region),
            rank=float(s.rank),
            low=float(s.low),
            high=float(s.high),
            text=f"{s.score:.1f}",
            tip=w.plain(
                "standing.dot_tip",
                region=w.region(s.region),
                score=f"{s.score:.1f}",
                rank=str(s.rank),
                low=str(s.low),
                high=str(s.high),
            ),
        )
        for s in ordered
    ]
    own = result.of(study.home)
    alt = ""
    if own is not None:
        places = {"rank": str(own.rank), "low": str(own.low), "high": str(own.high)}
        alt = w.plain("standing.picture_alt", home=w.region(study.home), **places)
    spec = rank_intervals(rows, axis=w.word("standing.rank"), last=standings[0].of)
    return Picture("standing", w.word("standing.picture"), spec, alt)


def _pillars(study: Study, w: Writer, result: Standing) -> Table:
    """The pillars' scores of home and of each reference."""
    regions = (study.home, *study.reference_codes())
    standings = [result.of(r) for r in regions]
    columns = [Column(w.word("standing.pillar")), Column(w.word("standing.weight"), align="right")]
    columns += [Column(w.region(r), align="right") for r in regions]
    total = sum(p.weight for p in result.framework.pillars)
    rows: list[tuple[Text, ...]] = []
    for i, pillar in enumerate(result.framework.pillars):
        texts: list[Text] = [(pillar_number(study, w, r, i),) for r in regions]
        rows.append(((pillar.name(w.lang),), (figures.percent(pillar.weight / total),), *texts))
    totals: list[Text] = [
        (figures.DASH if s is None else score_number(study, w, s.region),) for s in standings
    ]
    rows.append(((w.word("standing.composite"),), ("100%",), *totals))
    return Table(w.word("standing.pillars"), tuple(columns), tuple(rows), strong=(len(rows) - 1,))


def _table(study: Study, w: Writer) -> Table:
    sets = study.comparison.sets
    columns = [
        Column(w.word("word.indicator")),
        Column(w.word("word.year_column"), align="right"),
        Column(w.word("standing.value"), align="right"),
        *(Column(s.name_zh if w.lang == "zh" else s.name_en, align="right") for s in sets),
        Column(w.word("standing.pace"), align="right"),
        Column(w.word("standing.pace_constant"), align="right"),
    ]
    rows: list[tuple[Text, ...]] = []
    for row in study.comparison.rows:
        ranks = {r.among.name_zh: r for r in row.home.ranks}
        texts: list[Text] = [(_in_set(w, row, ranks.get(s.name_zh)),) for s in sets]
        rows.append(
            (
                (w.indicator(row.indicator),),
                (str(row.year),),
                (w.figure(row.home.cell),),
                *texts,
                (paced(w, row.home.pace),),
                (paced(w, row.home.constant_pace) if row.home.constant_pace else figures.DASH,),
            )
        )
    notes = (w.word("standing.table_note"),)
    return Table(w.word("standing.table"), tuple(columns), tuple(rows), (notes,))
