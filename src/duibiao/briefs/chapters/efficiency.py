"""Chapter 效率: whether the same inputs could make more, whom to learn it from, and what could be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.benchmark import Efficiency

from .. import figures
from ..charts import ScoreDot, score_intervals
from ..document import Block, Chapter, Column, Paragraph, Picture, Table, Text, plain
from ..efficiency_numbers import EfficiencyNumbers
from ..writer import Writer
from .who import role_of

if TYPE_CHECKING:
    from duibiao._study import Study

_KEYS = {
    "title": {"output": "efficiency.title_output", "input": "efficiency.title_input"},
    "lead": {"output": "efficiency.lead_output", "input": "efficiency.lead_input"},
    "best": {"output": "efficiency.best_output", "input": "efficiency.best_input"},
    "doubt": {"output": "efficiency.doubt", "input": "efficiency.doubt"},
    "doubt_best": {
        "output": "efficiency.doubt_best_output",
        "input": "efficiency.doubt_best_input",
    },
    "picture": {"output": "efficiency.picture_output", "input": "efficiency.picture_input"},
    "axis": {"output": "efficiency.axis_output", "input": "efficiency.axis_input"},
}
"""What is said in each orientation."""
_SIDES = {"input": "efficiency.input", "output": "efficiency.output"}
_DOTS = 40
_NAMED = 0.05
"""From which weight on a peer is named in the sentence."""


def efficiency_chapter(study: Study, w: Writer) -> Chapter | None:
    """Return the chapter on efficiency, None where no inputs and outputs were named."""
    found = study.efficiency
    if found is None:
        return None
    numbers = EfficiencyNumbers(w, found)
    blocks: list[Block] = [_targets(w, found, numbers), _peers(w, found, numbers)]
    if found.own.status == "efficient":
        blocks = [Paragraph(_referred(w, found))]
    blocks.append(_picture(study, w, found))
    blocks += [Paragraph(t, "note") for t in _notes(w, found)]
    title = w.word(_KEYS["title"][found.settings.orientation])
    return Chapter("efficiency", title, efficiency_sentence(study, w), tuple(blocks))


def efficiency_sentence(study: Study, w: Writer) -> Text:
    """Return what home could make of its inputs, empty where no inputs and outputs were named."""
    found = study.efficiency
    if found is None:
        return ()
    numbers, own = EfficiencyNumbers(w, found), found.own
    best = own.status != "inefficient"
    key = _KEYS["best" if best else "lead"][found.settings.orientation]
    heaviest = sorted(own.peers.items(), key=lambda p: -p[1])
    sentence = w.say(
        key,
        n=str(len(found.frontier.ids)),
        home=w.region(found.home),
        year=str(found.year),
        inputs=w.enumerated([w.indicator(c) for c in found.inputs]),
        outputs=w.enumerated([w.indicator(c) for c in found.outputs]),
        score=numbers.score(found.home),
        doubt=_doubt(w, found, numbers, best=best),
        peers=w.enumerated([w.region(r) for r, weight in heaviest if weight >= _NAMED]),
    )
    if own.status == "weakly efficient":
        return w.sentences(sentence, (w.word("efficiency.weak"),))
    return sentence


def _doubt(w: Writer, found: Efficiency, numbers: EfficiencyNumbers, *, best: bool) -> Text:
    drawn = numbers.drawn(found.home)
    if drawn is None:
        return ()
    key = _KEYS["doubt_best" if best else "doubt"][found.settings.orientation]
    corrected, low, high = drawn
    return w.say(key, corrected=corrected, level=numbers.level, low=low, high=high)


def _referred(w: Writer, found: Efficiency) -> Text:
    """Who has home among its peers; where nobody has, home may only be unlike the others."""
    others = [u.id for u in found.frontier.units if u.id != found.home and found.home in u.peers]
    if not others:
        return w.say("efficiency.reference_of_none", home=w.region(found.home))
    return w.say("efficiency.reference_of", home=w.region(found.home), regions=w.regions(others))


def _picture(study: Study, w: Writer, found: Efficiency) -> Picture:
    """A row a region, the best first; of many, home and its peers and every so manieth of the others."""
    orientation = found.settings.orientation
    sign = 1.0 if orientation == "output" else -1.0
    units = [u for u in found.frontier.units if u.score is not None]
    ordered = sorted(units, key=lambda u: sign * (u.score or 0.0))
    if len(ordered) > _DOTS:
        kept = {study.home, *study.reference_codes(), *found.own.peers}
        step = -(-len(ordered) // _DOTS)
        ordered = [u for i, u in enumerate(ordered) if u.id in kept or i % step == 0]
    numbers = EfficiencyNumbers(w, found)
    rows = []
    for unit in ordered:
        seen, drawn = unit.score or 0.0, found.doubt_of(unit.id)
        at, low, high = (drawn.corrected, drawn.low, drawn.high) if drawn else (seen, seen, seen)
        places = {"region": w.region(unit.id), "score": numbers.shown(seen)}
        tip = w.plain("efficiency.tip_plain", **places)
        if drawn:
            shown = {"corrected": numbers.shown(at), "low": numbers.bare(low)}
            tip = w.plain("efficiency.tip", **places, **shown, high=numbers.shown(high))
        role = role_of(study, unit.id)
        rows.append(ScoreDot(w.region(unit.id), role, at, low, high, seen, numbers.shown(at), tip))
    own = next(r for r, u in zip(rows, ordered, strict=True) if u.id == study.home)
    alt = w.plain(
        "efficiency.picture_alt",
        home=own.region,
        score=numbers.shown(own.seen),
        low=numbers.bare(own.low),
        high=numbers.shown(own.high),
        n=str(len(units)),
    )
    title = w.word("efficiency.picture_plain")
    if found.bootstrap:
        title = w.plain(_KEYS["picture"][orientation], level=numbers.level)
    spec = score_intervals(rows, axis=w.word(_KEYS["axis"][orientation]))
    return Picture("efficiency", title, spec, alt)


def _targets(w: Writer, found: Efficiency, numbers: EfficiencyNumbers) -> Table:
    """Home's present figures beside its targets, in the units of an office."""
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("efficiency.side")),
        Column(w.word("efficiency.now"), align="right"),
        Column(w.word("efficiency.target"), align="right"),
        Column(w.word("efficiency.change"), align="right"),
    )
    rows: list[tuple[Text, ...]] = []
    for code in (*found.inputs, *found.outputs):
        cell = w.panel.cell(found.home, code, found.year)
        scale = figures.scale_for([cell.value, found.own.targets[code]], cell.unit, w.lang)
        side = "input" if code in found.inputs else "output"
        rows.append(
            (
                (w.with_unit(code, scale),),
                (w.word(_SIDES[side]),),
                (w.figure(cell, scale, unit=False),),
                (numbers.target(code, scale),),
                (numbers.change(code),),
            )
        )
    title = w.plain("efficiency.targets", home=w.region(found.home), year=str(found.year))
    return Table(title, columns, tuple(rows), ((w.word("efficiency.targets_note"),),))


def _peers(w: Writer, found: Efficiency, numbers: EfficiencyNumbers) -> Table:
    """The peers with their weights and figures, home's below for comparison."""
    codes = (*found.inputs, *found.outputs)
    heaviest = sorted(found.own.peers, key=lambda r: -found.own.peers[r])
    regions = [*heaviest, found.home]
    cells = {c: [w.panel.cell(r, c, found.year) for r in regions] for c in codes}
    scales = {
        c: figures.scale_for([x.value for x in row], row[0].unit, w.lang)
        for c, row in cells.items()
    }
    columns = (
        Column(w.word("notes.region")),
        Column(w.word("efficiency.weight"), align="right"),
        *(Column(w.with_unit(c, scales[c]), align="right") for c in codes),
    )
    rows: list[tuple[Text, ...]] = []
    for i, region in enumerate(regions):
        weight: Text = () if region == found.home else (numbers.weight(region),)
        values = [(w.figure(cells[c][i], scales[c], unit=False),) for c in codes]
        rows.append(((w.region(region),), weight, *values))
    title = w.plain("efficiency.peers", year=str(found.year))
    notes = ((w.word("efficiency.peers_note"),),)
    return Table(title, columns, tuple(rows), notes, strong=(len(rows) - 1,))


def scores_table(w: Writer, found: Efficiency) -> Table:
    """Return the scores of all regions with their intervals and peers, the best first."""
    numbers = EfficiencyNumbers(w, found)
    sign = 1.0 if found.settings.orientation == "output" else -1.0
    columns = (
        Column(w.word("notes.region")),
        Column(w.word("efficiency.score"), align="right"),
        Column(w.word("efficiency.corrected"), align="right"),
        Column(w.word("efficiency.interval"), align="right"),
        Column(w.word("efficiency.peers_of")),
    )
    rows: list[tuple[Text, ...]] = []
    for unit in sorted(found.frontier.units, key=lambda u: sign * (u.score or 0.0)):
        drawn = found.doubt_of(unit.id)
        peers = {w.region(r): x for r, x in unit.peers.items() if r != unit.id}
        rows.append(
            (
                (w.region(unit.id),),
                (figures.DASH if unit.score is None else numbers.shown(unit.score),),
                (numbers.shown(drawn.corrected) if drawn else figures.DASH,),
                (f"{numbers.bare(drawn.low)}—{numbers.shown(drawn.high)}" if drawn else figures.DASH,),
                w.enumerated([f"{name} {x:.2f}" for name, x in peers.items()]),
            )
        )  # fmt: skip
    return Table(w.plain("efficiency.scores", year=str(found.year)), columns, tuple(rows))


def _notes(w: Writer, found: Efficiency) -> list[Text]:
    """How it was reckoned, who was left out, what the interval covers, and what the figures are."""
    s, numbers = found.settings, EfficiencyNumbers(w, found)
    notes = [
        w.say(
            "efficiency.method",
            returns=w.word(f"method.{s.returns}"),
            orientation=w.word(f"method.{s.orientation}"),
            year=str(found.year),
            home=w.region(found.home),
            coverage=figures.percent(s.coverage),
        ),
        _left_out(w, found),
    ]
    if found.bootstrap:
        places = {"level": numbers.level, "draws": str(s.replications), "seed": str(s.seed)}
        notes.append(w.say("efficiency.interval_note", **places))
    return [*notes, *((note.text(w.lang),) for note in found.notes)]


def _left_out(w: Writer, found: Efficiency) -> Text:
    if not found.missing:
        return w.say("efficiency.left_out_none", n=str(len(found.frontier.ids)))
    items = [
        w.bracketed(w.region(r), plain(w.enumerated([w.indicator(c) for c in lacking])))
        for r, lacking in found.missing
    ]
    return w.say("efficiency.left_out", n=str(len(items)), items=w.enumerated(items))
