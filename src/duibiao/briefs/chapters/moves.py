"""假设达标, in the chapter on standing: what would move home most, and what the next rank takes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from duibiao.benchmark import Reached, StandingWhatIf
from duibiao.records import Cell

from .. import figures
from ..charts.gains import GainBar, gain_bars
from ..document import Block, Column, Number, Paragraph, Picture, Table, Text, plain
from ..writer import Writer
from .scores import score_number

if TYPE_CHECKING:
    from duibiao._study import Study

_NEXT = 2
_WAYS = 3
_DRAWN = 6
_MOST_DIGITS = 4


def move_blocks(study: Study, w: Writer) -> list[Block]:
    """Return what would move home most: sentences, the points as bars, and the table; nothing at the top."""
    found = _to_focus(study)
    if found is None:
        return []
    opening = w.sentences(best_sentence(study, w, found), _runners_up(study, w, found))
    blocks: list[Block] = [Paragraph(opening)]
    blocks += [Paragraph(t) for t in (_path(study, w, found), _up(study, w, found)) if t]
    others = [
        x for x in study.what_ifs if x is not found and x.reference in study.reference_codes()
    ]
    blocks += [Paragraph(best_sentence(study, w, x)) for x in others]
    if found.alone:
        blocks += [_picture(study, w, found), _table(study, w, found)]
    return blocks


def move_sentence(study: Study, w: Writer) -> Text:
    """Return the summary's sentence on what would move home most; nothing where no single indicator does."""
    found = _to_focus(study)
    if found is None or not found.alone or found.alone[0].rank == found.rank:
        return ()
    return best_sentence(study, w, found)


def best_sentence(study: Study, w: Writer, found: StandingWhatIf) -> Text:
    """Return the indicator in which a reference's level would add most, with the rank then."""
    reference = w.region(found.reference)
    if not found.alone:
        return w.say("moves.none", reference=reference)
    best = found.alone[0]
    trace = _step_trace(study, w, found, best)
    key = "moves.best" if best.rank < found.rank else "moves.best_same"
    here, there, scale = _pair(study, w, found, best.indicator, best.year)
    return w.say(
        key,
        indicator=w.indicator(best.indicator),
        home=w.region(study.home),
        reference=reference,
        here=_beside(w, here, scale),
        there=w.figure(there, scale),
        gain=Number(f"{best.gain:.1f}", trace),
        rank=str(found.rank),
        new=Number(str(best.rank), trace),
        interval=_interval(w, best),
    )


def _to_focus(study: Study) -> StandingWhatIf | None:
    """What home would be at the level of the reference that examples are told against; None at the top."""
    if study.standing is None:
        return None
    found = next((x for x in study.what_ifs if x.reference == study.focus), None)
    return found if found is not None and found.rank > 1 else None


def _interval(w: Writer, step: Reached, key: str = "moves.interval") -> str:
    span = w.plain("moves.span", low=str(step.low), high=str(step.high))
    return w.plain(key, span=span if step.low < step.high else str(step.low))


def _beside(w: Writer, cell: Cell, scale: figures.Scale) -> Number:
    """A figure beside another of its kind: a unit of several words is not said twice."""
    return w.figure(cell, scale, unit=w.lang == "zh" or scale.label == "%")


def _runners_up(study: Study, w: Writer, found: StandingWhatIf) -> Text:
    items = []
    for step in found.alone[1 : 1 + _NEXT]:
        trace = _step_trace(study, w, found, step)
        gain, rank = Number(f"{step.gain:.1f}", trace), Number(str(step.rank), trace)
        name = w.indicator(step.indicator)
        items.append(w.say("moves.next_item", indicator=name, gain=gain, rank=rank))
    return w.say("moves.next", items=w.enumerated(items)) if items else ()


def _path(study: Study, w: Writer, found: StandingWhatIf) -> Text:
    """How few indicators together bring home to the reference's rank; nothing where none or one does."""
    steps = len(found.together)
    if not steps or found.enough in (0, 1) or found.together[-1].rank == found.rank:
        return ()
    goal = study.standing.of(found.reference) if study.standing is not None else None
    count = steps if found.enough is None else found.enough
    last = found.together[count - 1]
    key = "moves.path_all" if found.enough is None or goal is None else "moves.path"
    text = w.say(
        key,
        n=str(count),
        of=str(steps),
        reference=w.region(found.reference),
        rank=Number(str(last.rank), _together_trace(study, w, found, count)),
        interval=_interval(w, last),
        goal=str(goal.rank) if goal is not None else "",
    )
    if found.one_up is None or found.one_up < 2:
        return text
    first = found.together[found.one_up - 1]
    rank = Number(str(first.rank), _together_trace(study, w, found, found.one_up))
    return w.sentences(w.say("moves.path_up", n=str(found.one_up), rank=rank), text)


def _up(study: Study, w: Writer, found: StandingWhatIf) -> Text:
    """What the next rank takes: in the indicators where the reference shows most that it can be done."""
    up = study.next_rank
    assert up is not None and study.standing is not None
    order = {s.indicator: n for n, s in enumerate(found.alone)}
    ways = [m for m in up.moves if m.value is not None]
    ways.sort(key=lambda m: order.get(m.indicator, len(order)))
    items = []
    for move in ways[:_WAYS]:
        here, value = _needed(study, w, move.indicator)
        less = w.panel.indicators[move.indicator].direction == "-"
        key = "moves.up_less" if less else "moves.up_item"
        items.append(w.say(key, indicator=w.indicator(move.indicator), here=here, value=value))
    reachable = any(m.reachable for m in up.moves)
    end = (
        w.say("moves.up_ways", items=w.enumerated(items))
        if items
        else ()
        if reachable
        else w.say("moves.up_far")
    )
    above = study.standing.of(up.above[0])
    assert above is not None
    needed = Number(_points(up.needed), score_number(study, w, up.above[0]).trace)
    return w.say(
        "moves.up", above=w.regions(up.above), rank=str(above.rank), needed=needed, ways=end
    )


def _points(value: float) -> str:
    """Points of score with as many digits as it takes not to print nothing."""
    digits = next((d for d in range(1, _MOST_DIGITS) if round(value, d) > 0), _MOST_DIGITS)
    return f"{value:.{digits}f}"


def _pair(
    study: Study, w: Writer, found: StandingWhatIf, code: str, year: int
) -> tuple[Cell, Cell, figures.Scale]:
    """Home's figure and the reference's, and the unit to show both in."""
    here, there = (study.panel.cell(r, code, year) for r in (found.home, found.reference))
    return here, there, figures.scale_for([here.value, there.value], here.unit, w.lang)


def _needed(study: Study, w: Writer, code: str) -> tuple[Number | str, Number | str]:
    """Home's figure in an indicator and the one that alone brings the next rank, told apart by their digits."""
    up, result = study.next_rank, study.standing
    assert up is not None and result is not None
    place = next((n for n, m in enumerate(up.moves) if m.indicator == code), None)
    if place is None or up.moves[place].value is None:
        return figures.DASH, figures.DASH
    move, year = up.moves[place], up.years[place]
    assert move.value is not None and move.points is not None
    here = study.panel.cell(up.home, code, year)
    scale = figures.scale_for([here.value, move.value], here.unit, w.lang)
    while here.value is not None and scale.digits < _MOST_DIGITS:
        if scale.number(here.value) != scale.number(move.value):
            break
        scale = dataclasses.replace(scale, digits=scale.digits + 1)
    shares = result.shares[result.regions.index(up.home)]
    weight = shares[[e.indicator for e in result.elements].index(code)]
    formula = w.plain(
        "moves.needed_formula",
        needed=f"{up.needed:.2f}",
        weight=f"{weight:.1%}",
        points=f"{move.points:.2f}",
    )
    scores = (score_number(study, w, r).trace for r in (up.home, up.above[0]))
    trace = w.made(
        f"needed.{here.id}",
        w.plain("moves.needed_label", what=f"{w.region(up.home)} {w.indicator(code)} {year}"),
        figures.full(move.value, w.unit(here.unit), exact=False),
        formula,
        (*scores, w.trace(here)),
    )
    return _beside(w, here, scale), Number(scale.text(move.value), trace)


def _step_trace(study: Study, w: Writer, found: StandingWhatIf, step: Reached) -> str:
    """Keep the trace of home's score and rank with one indicator at the reference's level."""
    result = study.standing
    assert result is not None
    row = result.regions.index(found.home)
    i = [e.indicator for e in result.elements].index(step.indicator)
    own, share = result.normalised[row, i], result.shares[row, i]
    formula = f"{found.score:.2f} + {share:.1%} × ({own + step.gain / share:.1f} − {own:.1f})"
    here, there, _ = _pair(study, w, found, step.indicator, step.year)
    inputs = (score_number(study, w, found.home).trace, w.trace(here), w.trace(there))
    what = w.plain(
        "moves.label",
        home=w.region(found.home),
        indicator=w.indicator(step.indicator),
        reference=w.region(found.reference),
    )
    id = f"moves.{here.id}.{found.reference}"
    return w.made(id, f"{what} {study.year}", _score_and_rank(found, step), formula, inputs)


def _together_trace(study: Study, w: Writer, found: StandingWhatIf, count: int) -> str:
    """Keep the trace of home's score and rank with the first indicators at the reference's level."""
    steps = found.together[:count]
    names = plain(w.listed([w.indicator(s.indicator) for s in steps]))
    what = w.plain(
        "moves.label",
        home=w.region(found.home),
        indicator=names,
        reference=w.region(found.reference),
    )
    formula = " + ".join([f"{found.score:.2f}", *(f"{s.gain:.2f}" for s in steps)])
    alone = {s.indicator: s for s in found.alone}
    inputs = tuple(_step_trace(study, w, found, alone[s.indicator]) for s in steps)
    id = f"moves.{found.home}.{found.reference}.{study.year}.{count}"
    value = _score_and_rank(found, steps[-1])
    return w.made(id, f"{what} {study.year}", value, formula, inputs)


def _score_and_rank(found: StandingWhatIf, step: Reached) -> str:
    return f"{step.score:.2f} · {step.rank}/{found.of} ({step.low}–{step.high})"


def _picture(study: Study, w: Writer, found: StandingWhatIf) -> Picture:
    names = {"home": w.region(found.home), "reference": w.region(found.reference)}
    rows = []
    for step in found.alone[:_DRAWN]:
        places = {"gain": f"{step.gain:.1f}", "rank": str(found.rank), "new": str(step.rank)}
        key = "moves.bar" if step.rank < found.rank else "moves.bar_same"
        name = w.indicator(step.indicator)
        tip = w.plain("moves.tip", indicator=name, interval=_interval(w, step), **places, **names)
        rows.append(GainBar(name, step.gain, w.plain(key, **places), tip))
    alt = plain(best_sentence(study, w, found))
    spec = gain_bars(rows, axis=w.plain("moves.axis", rank=str(found.rank), n=str(len(rows))))
    return Picture("moves", w.plain("moves.picture", **names), spec, alt)


def _table(study: Study, w: Writer, found: StandingWhatIf) -> Table:
    """Each scored indicator: home, the reference, the points, the rank alone and added up, the next rank."""
    columns = (
        Column(w.word("word.indicator")),
        Column(w.region(found.home), align="right"),
        Column(w.region(found.reference), align="right"),
        Column(w.word("moves.gain"), align="right"),
        Column(w.word("moves.rank_then"), align="right"),
        Column(w.word("moves.rank_together"), align="right"),
        Column(w.word("moves.needed"), align="right"),
    )
    together = {s.indicator: n for n, s in enumerate(found.together, start=1)}
    rows: list[tuple[Text, ...]] = []
    for step in found.alone:
        trace = _step_trace(study, w, found, step)
        count = together[step.indicator]
        added = found.together[count - 1]
        rank = (Number(str(step.rank), trace), _interval(w, step, "moves.range"))
        path = Number(str(added.rank), _together_trace(study, w, found, count))
        rows.append(
            (
                *_figures(study, w, found, step.indicator, step.year),
                (Number(figures.signed(step.gain), trace),),
                rank,
                (path, _interval(w, added, "moves.range")),
                _way(study, w, step.indicator),
            )
        )
    years = {e.indicator: e.year for e in study.standing.elements} if study.standing else {}
    dash: Text = (figures.DASH,)
    for code in found.not_behind:
        cells = _figures(study, w, found, code, years[code])
        rows.append((*cells, dash, dash, dash, _way(study, w, code)))
    share = figures.percent(study.settings.standing.interval)
    notes: list[Text] = [w.say("moves.table_note", share=share), (w.word("moves.caution"),)]
    if found.unknown:
        notes.append(w.say("moves.unknown", items=w.listed(map(w.indicator, found.unknown))))
    title = w.plain("moves.table", home=w.region(found.home), reference=w.region(found.reference))
    return Table(title, columns, tuple(rows), tuple(notes))


def _figures(
    study: Study, w: Writer, found: StandingWhatIf, code: str, year: int
) -> tuple[Text, Text, Text]:
    here, there, scale = _pair(study, w, found, code, year)
    name = w.with_unit(code, scale)
    return (name,), (w.figure(here, scale, unit=False),), (w.figure(there, scale, unit=False),)


def _way(study: Study, w: Writer, code: str) -> Text:
    """The figure that alone brings the next rank, with its unit: it may be another than the row's."""
    return (_needed(study, w, code)[1],)
