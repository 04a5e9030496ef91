"""Chapter 目标: what targets demand from here, who did it, with what odds, and what to reach by when."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from duibiao.targets import Assessment, Expected

from ..charts import FanLabel, FanPoint, FanYear, fan
from ..document import Block, Chapter, Paragraph, Picture, Text, plain
from ..targets_blocks import goal_notes, goal_tables, joint_blocks, shared_notes
from ..targets_numbers import TargetNumbers
from ..targets_tables import NEAREST, overview_table
from ..targets_words import goal_sentence, summary_sentence
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study

_RECORD = 15
"""How many years of the record stand before the fan."""


def targets_chapter(study: Study, w: Writer) -> Chapter | None:
    """Return the chapter on targets, None where no indicator could be carried forward."""
    made = study.assessments
    if not made:
        return None
    aimed = [a for a in made if a.target is not None]
    numbers = [TargetNumbers.of(w, a) for a in made]
    lead = summary_sentence(w, made)
    blocks: list[Block] = [overview_table(w, aimed)] if len(aimed) > 1 else []
    if study.joint is not None:
        blocks += joint_blocks(w, study.joint)
    shared = shared_notes(numbers)
    for i, n in enumerate(numbers):
        if len(numbers) > 1:
            blocks.append(Paragraph(goal_sentence(n)))
        blocks.append(fan_picture(n, f"targets-{i}"))
        if len(aimed) == 1:
            blocks.append(overview_table(w, aimed))
        blocks += goal_tables(n)
        blocks += [Paragraph(t, "note") for t in goal_notes(n) if t not in shared]
    blocks += [Paragraph(t, "note") for t in (*shared, w.say("targets.picture_note"))]
    return Chapter("targets", w.word("targets.title"), lead, tuple(blocks))


def targets_sentence(study: Study, w: Writer) -> Text:
    """Return the sentence of the summary: the targets, or where home's usual course leads."""
    return summary_sentence(w, study.assessments)


def fan_picture(n: TargetNumbers, id: str) -> Picture:
    """Return home's record, the fan of business as usual, the target with its milestones, and precedents."""
    w, made = n.w, n.made
    usual = [_year(n, e, _usual_tip(n, e)) for e in (_today(made), *made.expected)]
    reference = [_year(n, e, _reference_tip(n, e)) for e in made.reference]
    record = _record(n)
    last = made.expected[-1]
    p50 = n.expected(last, "p50").text
    labels = [
        FanLabel("usual", n.scale.factor * last.p50, _two(w.plain("targets.mark_usual", value=p50)))
    ]
    target = None
    milestones: list[FanPoint] = []
    if made.target is not None:
        labels.append(_aim_label(n, made.target))
        tip = w.plain("targets.mark_target", value=n.target().text)
        target = FanPoint(made.goal.by, n.scale.factor * made.target, tip=tip)
        milestones = [FanPoint(made.year, n.scale.factor * made.start, tip=record[-1].tip)] + [
            FanPoint(m.year, n.scale.factor * m.value, tip=_milestone_tip(n, m.year, m.value))
            for m in made.milestones
        ]
    spec = fan(
        record,
        usual,
        home=w.region(made.home),
        labels=labels,
        target=target,
        milestones=milestones,
        reference=reference,
        precedents=_precedents(n),
    )
    return Picture(id, _title(n), spec, _alt(n, record[0].year))


def _title(n: TargetNumbers) -> str:
    w, goal = n.w, n.made.goal
    places = {
        "indicator": w.with_unit(n.code, n.scale),
        "home": w.region(n.home),
        "prices": n.prices,
    }
    if goal.ratio is not None:
        return w.plain("targets.picture_of", **places, of=n.of_name, ratio=n.ratio)
    if goal.value is not None:
        return w.plain("targets.picture", **places)
    return w.plain("targets.picture_usual", **places)


def _alt(n: TargetNumbers, first: int) -> str:
    w, made, last = n.w, n.made, n.made.expected[-1]
    target: Text = ()
    if made.target is not None:
        target = w.say("targets.picture_alt_target", target=n.target())
    return plain(
        w.say(
            "targets.picture_alt",
            **n.names,
            first=str(first),
            year=str(made.year),
            by=str(made.goal.by),
            p10=n.expected(last, "p10"),
            p50=n.expected(last, "p50"),
            p90=n.expected(last, "p90"),
            target=target,
        )
    )


def _aim_label(n: TargetNumbers, target: float) -> FanLabel:
    w, value = n.w, n.target().text
    if n.made.goal.ratio is None:
        text = w.plain("targets.mark_target", value=value)
        return FanLabel("target", n.scale.factor * target, _two(text))
    name = w.plain("targets.mark_reference", of=n.of_name, ratio=n.ratio)
    return FanLabel("reference", n.scale.factor * target, f"{name}\n{value}")


def _two(text: str) -> str:
    """A label in two lines: the word, and the figure."""
    return text.replace(" ", "\n", 1)


def _record(n: TargetNumbers) -> list[FanPoint]:
    """Home's record at the prices of the target; a gap or a change of base begins another line."""
    made = n.made
    assert made.forecast is not None
    past = made.forecast.past
    row = past.row(made.home)
    known = [int(j) for j in np.flatnonzero(np.isfinite(past.values[row]))][-_RECORD:]
    lines = [0]
    for before, after in pairwise(known):
        apart = after != before + 1 or past.base[row, after] != past.base[row, before]
        lines.append(lines[-1] + apart)
    points = []
    for line, column in zip(lines, known, strict=False):
        year, value = past.years[column], float(past.values[row, column])
        places = {"home": n.w.region(made.home), "year": str(year), "value": n.shown(value)}
        tip = n.w.plain("targets.tip_record", **places)
        points.append(FanPoint(year, n.scale.factor * value, str(line), tip))
    return points


def _precedents(n: TargetNumbers) -> list[FanPoint]:
    """The nearest precedents as they would go from home's start: the same growth, year by year."""
    made = n.made
    points = []
    for p in made.precedents.items[:NEAREST]:
        name = n.w.region(p.region)
        for k, value in enumerate((p.start, *p.path, p.end)):
            if value is None or made.year + k > made.goal.by:
                continue
            moved = (
                made.start + value - p.start
                if made.scale == "points"
                else made.start * value / p.start
            )
            tip = f"{name} {p.year + k}: {n.shown(value)}"
            line = f"{p.region} {p.year}"
            points.append(FanPoint(made.year + k, n.scale.factor * moved, line, tip))
    return points


def _today(made: Assessment) -> Expected:
    return Expected(made.year, *[made.start] * 5)


def _year(n: TargetNumbers, e: Expected, tip: str) -> FanYear:
    f = n.scale.factor
    return FanYear(e.year, f * e.p10, f * e.p25, f * e.p50, f * e.p75, f * e.p90, tip)


def _shown(n: TargetNumbers, e: Expected) -> dict[str, str]:
    names = ("p10", "p25", "p50", "p75", "p90")
    return {"year": str(e.year), **{name: n.shown(getattr(e, name)) for name in names}}


def _usual_tip(n: TargetNumbers, e: Expected) -> str:
    return n.w.plain("targets.tip_usual", **_shown(n, e))


def _reference_tip(n: TargetNumbers, e: Expected) -> str:
    places = {k: v for k, v in _shown(n, e).items() if k not in ("p25", "p75")}
    return n.w.plain("targets.tip_reference", **places, of=n.of_name, ratio=n.ratio)


def _milestone_tip(n: TargetNumbers, year: int, value: float) -> str:
    return n.w.plain("targets.tip_milestone", year=str(year), value=n.shown(value))
