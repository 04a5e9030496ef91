"""The tables of a target: precedents by name, milestones, what the median and the best of precedents reached."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duibiao.targets import Assessment, Joint, Precedent, Precedents

from . import figures
from .document import Column, Number, Table, Text
from .targets_numbers import SeriesNumbers, TargetNumbers
from .writer import Writer

NEAREST = 10
"""How many precedents stand by name."""
_QUARTERS = {
    "cumulative": ("targets.to_q1", "targets.to_q2", "targets.to_q3"),
    "level": ("targets.end_q1", "targets.end_q2", "targets.end_q3"),
}
"""The heads of a year's quarters: cumulative since January, or at the quarter's end."""
_PROPOSED = (("half", 0.5), ("quarter", 0.75), ("tenth", 0.9))
_WAYS = {
    "half": "targets.proposals_half",
    "quarter": "targets.proposals_quarter",
    "tenth": "targets.proposals_tenth",
}
REACH = {
    "met": ("targets.reach_met", "targets.reach_short_met"),
    "low-hanging": ("targets.reach_low-hanging", "targets.reach_short_low-hanging"),
    "within reach": ("targets.reach_within_reach", "targets.reach_short_within_reach"),
    "ambitious": ("targets.reach_ambitious", "targets.reach_short_ambitious"),
    "long shot": ("targets.reach_long_shot", "targets.reach_short_long_shot"),
    "unprecedented": ("targets.reach_unprecedented", "targets.reach_short_unprecedented"),
    "unknown": ("targets.reach_unknown", "targets.reach_short_unknown"),
}
"""How far a target reaches: in a sentence, and in a table."""


def overview_table(w: Writer, made: Sequence[Assessment]) -> Table:
    """Return the targets side by side: what each demands, what precedents and odds say, and the word for it."""
    numbers = [TargetNumbers.of(w, a) for a in made]
    columns = (
        Column(w.word("targets.overview_goal")),
        Column(w.word("targets.overview_start"), align="right"),
        Column(w.word("targets.overview_needed"), align="right"),
        Column(w.word("targets.overview_usual"), align="right"),
        Column(w.word("targets.overview_beyond"), align="right"),
        Column(w.word("targets.overview_share"), align="right"),
        Column(w.word("targets.overview_odds"), align="right"),
        Column(w.word("targets.overview_reach")),
    )
    rows = tuple(_overview_row(w, n) for n in numbers)
    return Table(w.word("targets.overview"), columns, rows, ((w.word("targets.overview_note"),),))


def _overview_row(w: Writer, n: TargetNumbers) -> tuple[Text, ...]:
    share = n.share()
    goal = (f"{w.indicator(n.code)} ", *w.say(
        "targets.by_value", value=n.target(), year=str(n.made.goal.by)
    ))  # fmt: skip
    return (
        goal,
        w.say("targets.by_value", value=n.start(), year=str(n.year)),
        (figures.DASH if n.made.reach == "met" else n.needed(),),
        (n.usual_growth(),),
        (n.beyond(),),
        (share[0] if share else figures.DASH,),
        (n.odds(),),
        (w.word(REACH[n.made.reach][1]),),
    )


def precedents_table(n: SeriesNumbers, found: Precedents) -> Table:
    """Return the precedents nearest home's level by name, with what became of them and whether they made it."""
    w = n.w
    shown = found.items[:NEAREST]
    asked = found.needed is not None
    label = n.scale.label or w.unit(w.panel.indicators[n.code].unit)
    columns = [
        Column(w.word("notes.region")),
        Column(w.word("targets.precedents_from")),
        Column(w.bracketed(w.word("targets.precedents_start"), label), align="right"),
        Column(w.bracketed(w.word("targets.precedents_end"), label), align="right"),
        Column(w.word("targets.precedents_growth"), align="right"),
        Column(w.word("targets.precedents_beyond"), align="right"),
    ]
    if asked:
        columns.append(Column(w.word("targets.precedents_reached")))
    rows = tuple(_precedent_row(n, found, p) for p in shown)
    more = found.n - len(shown)
    title = w.plain(
        "targets.precedents",
        indicator=w.indicator(n.code),
        n=str(len(shown)),
        more=w.plain("targets.precedents_more", n=str(more)) if more else "",
    )
    notes = ((w.word("targets.precedents_kept"),),) if asked else ()
    return Table(title, tuple(columns), rows, notes)


def _precedent_row(n: SeriesNumbers, found: Precedents, p: Precedent) -> tuple[Text, ...]:
    w = n.w
    start = n.figure(p.region, p.year, p.start, unit=False)
    end = n.figure(p.region, p.end_year, p.end, unit=False)
    growth, typical = found.yearly(p.growth), found.yearly(p.growth - p.beyond)
    label = w.plain(
        "targets.label_growth",
        region=w.region(p.region),
        indicator=w.indicator(n.code),
        **{"from": str(p.year), "to": str(p.end_year)},
    )
    points = "targets.formula_growth_points" if n.points else "targets.formula_growth"
    key = f"{p.region}.{p.year}-{p.end_year}.{n.base_year or ''}"
    grown = n.made_of(
        f"growth.{key}", label, f"{growth:.6g}", w.word(points), (start.trace, end.trace),
        n.growth(growth),
    )  # fmt: skip
    beyond = n.made_of(
        f"beyond_median.{key}", label, f"{growth - typical:.6g}",
        w.word("targets.formula_beyond_median"), (grown.trace,), n.gap(growth - typical),
    )  # fmt: skip
    cells: tuple[Text, ...] = (
        (w.region(p.region),),
        (f"{p.year}→{p.end_year}",),
        (start,),
        (end,),
        (grown,),
        (beyond,),
    )
    if found.needed is None:
        return cells
    if p.reached_in is None:
        return (*cells, (w.word("targets.precedents_not"),))
    return (*cells, w.say("targets.precedents_in", n=str(p.reached_in)))


def milestones_table(n: TargetNumbers) -> Table:
    """Return where home should stand by the end of each year and quarter, beside the median of business as usual."""
    w, made = n.w, n.made
    indicator = w.panel.indicators[n.code]
    flow = indicator.kind == "flow" and not indicator.is_percent
    label = n.scale.label or w.unit(indicator.unit)
    moves = made.milestones[0].low is not None
    kind = "cumulative" if flow else "level"
    head = w.word("targets.milestones_flow" if flow else "targets.milestones_value")
    columns = [
        Column(w.word("targets.milestones_year")),
        *(Column(w.word(key), align="right") for key in _QUARTERS[kind]),
        Column(w.bracketed(head, label), align="right"),
    ]
    if moves:
        columns.append(Column(w.word("targets.milestones_band"), align="right"))
    columns.append(Column(w.word("targets.milestones_usual"), align="right"))
    rows: list[tuple[Text, ...]] = []
    for m, usual in zip(made.milestones, made.expected, strict=False):
        value, quarters = n.milestone(m)
        band: list[Text] = []
        if m.low is not None and m.high is not None:
            places = {"low": n.shown(m.low, unit=False), "high": n.shown(m.high, unit=False)}
            band = [w.say("targets.interval", **places)]
        cells: list[Text] = [(str(m.year),), *((q,) for q in quarters[:3]), (value,), *band]
        rows.append((*cells, (n.expected(usual, "p50", unit=False),)))
    told = "growth" if indicator.kind == "growth" else "flow" if flow else "level"
    notes: list[Text] = [(w.word(_MILESTONE_NOTES[told]),)]
    if moves:
        notes.append(w.say("targets.milestones_band_note", of=n.of_name))
    title = w.plain("targets.milestones", indicator=w.indicator(n.code))
    return Table(title, tuple(columns), tuple(rows), tuple(notes), (len(rows) - 1,))


_MILESTONE_NOTES = {
    "growth": "targets.milestones_growth_note",
    "flow": "targets.milestones_flow_note",
    "level": "targets.milestones_level_note",
}


def usual_table(n: TargetNumbers) -> Table:
    """Return the percentiles of business as usual, year by year."""
    w = n.w
    heads = {
        "p10": w.word("targets.usual_p10"),
        "p25": w.word("targets.usual_p25"),
        "p50": w.word("targets.usual_p50"),
        "p75": w.word("targets.usual_p75"),
        "p90": w.word("targets.usual_p90"),
    }
    columns = (
        Column(w.word("targets.milestones_year")),
        *(Column(head, align="right") for head in heads.values()),
    )
    rows: tuple[tuple[Text, ...], ...] = tuple(
        ((str(e.year),), *((n.expected(e, which, unit=False),) for which in heads))
        for e in n.made.expected
    )
    label = n.scale.label or w.unit(n.made.unit)
    return Table(w.bracketed(w.word("targets.usual"), label), columns, rows)


def proposed(n: TargetNumbers) -> dict[str, Number]:
    """Return where the median, the best quarter and the best tenth of precedents would lead from home's start.

    Empty where there are no precedents, or the indicator says not which way is better.
    """
    found = n.made.precedents
    direction = n.w.panel.indicators[n.code].direction
    if not found.items or not direction:
        return {}
    sign = -1.0 if direction == "-" else 1.0
    growths = sign * found.growths() * int(n.span) / found.years
    return {
        name: n.proposal(name, sign * float(np.quantile(growths, level)))
        for name, level in _PROPOSED
    }


def proposals_table(n: TargetNumbers) -> Table | None:
    """Return the proposals that precedents make, None where they make none."""
    w, made = n.w, n.made
    found = proposed(n)
    if not found:
        return None
    columns = (
        Column(w.word("targets.proposals_way")),
        Column(w.plain("targets.proposals_value", by=str(made.goal.by)), align="right"),
    )
    rows = tuple(((w.word(_WAYS[name]),), (value,)) for name, value in found.items())
    return Table(w.word("targets.proposals"), columns, rows, ((w.word("targets.proposals_note"),),))


def pairs_table(w: Writer, joint: Joint) -> Table | None:
    """Return each two targets: who made both, against what chance would give; None for none."""
    if not joint.pairs:
        return None
    columns = (
        Column(w.word("targets.pairs_two")),
        Column(w.word("targets.pairs_both"), align="right"),
        Column(w.word("targets.pairs_lift"), align="right"),
        Column(w.word("targets.pairs_verdict")),
    )
    rows: list[tuple[Text, ...]] = []
    for p in joint.pairs:
        a, b = (w.indicator(c) for c in p.indicators)
        key = "conflict" if p.conflict else "support" if p.support else "open"
        formula = w.word("targets.formula_lift")
        label = w.plain("targets.label_lift", a=a, b=b)
        id = f"target_lift.{'.'.join(p.indicators)}"
        lift: Text = (figures.DASH,)
        if p.lift is not None and p.low is not None and p.high is not None:
            number = Number(f"{p.lift:.1f}", w.made(id, label, f"{p.lift:.4g}", formula, ()))
            lift = w.say("targets.lift", n=number, low=f"{p.low:.1f}", high=f"{p.high:.1f}")
        both = w.made(f"{id}.both", label, f"{p.both:.4g}", formula, ())
        rows.append((
            w.say("targets.pair_names", a=a, b=b),
            (Number(figures.percent(p.both), both),),
            lift,
            (w.word(_PAIRS[key]),),
        ))  # fmt: skip
    return Table(w.word("targets.pairs"), columns, tuple(rows), ((w.word("targets.pairs_note"),),))


_PAIRS = {
    "conflict": "targets.pairs_conflict",
    "support": "targets.pairs_support",
    "open": "targets.pairs_open",
}
