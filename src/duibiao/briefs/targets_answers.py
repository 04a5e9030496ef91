"""What the terminal shows of targets and of precedents: the sentence that answers, tables, notes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duibiao.records import Lang, Panel
from duibiao.targets import Assessment, Joint, Precedents

from .document import Block, Chapter, Paragraph
from .targets_blocks import goal_notes, goal_tables, joint_blocks, shared_notes
from .targets_numbers import SeriesNumbers, TargetNumbers, fine_scale
from .targets_tables import overview_table, precedents_table
from .targets_words import goal_sentence, summary_sentence
from .writer import Writer


def targets_answer(
    panel: Panel, made: Sequence[Assessment], joint: Joint | None, lang: Lang
) -> Chapter:
    """Return what targets demand, who did it, and with what odds: sentences, tables and notes, no picture."""
    w = Writer(panel, lang)
    aimed = [a for a in made if a.target is not None]
    lead = summary_sentence(w, tuple(made))
    blocks: list[Block] = [overview_table(w, aimed)] if aimed else []
    if joint is not None:
        blocks += joint_blocks(w, joint)
    numbers = [TargetNumbers.of(w, a) for a in made]
    shared = shared_notes(numbers)
    for n in numbers:
        if len(made) > 1:
            blocks.append(Paragraph(goal_sentence(n)))
        blocks += goal_tables(n)
        blocks += [Paragraph(t, "note") for t in goal_notes(n) if t not in shared]
    blocks += [Paragraph(t, "note") for t in shared]
    return Chapter("targets", w.word("targets.title_short"), lead, tuple(blocks))


def precedents_answer(panel: Panel, found: Precedents, lang: Lang) -> Chapter:
    """Return who stood where home stands and where they were later: a sentence, a table, notes."""
    w = Writer(panel, lang)
    code = found.indicator
    values = [found.level, *(p.end for p in found.items)]
    scale = fine_scale(values, panel.indicators[code].unit, w)
    n = SeriesNumbers(w, found.home, code, found.year, None, scale, found.scale == "points")
    places = {**n.names, "year": str(found.year), "start": n.shown(found.level)}
    blocks: list[Block] = []
    if found.items:
        better = -1.0 if panel.indicators[code].direction == "-" else 1.0
        growths = better * np.array([p.growth for p in found.items])
        half, quarter, tenth = (better * float(q) for q in np.quantile(growths, [0.5, 0.75, 0.9]))
        places |= {
            "n": str(found.n),
            "years": str(found.years),
            "median": n.shown(n.after(found.level, half)),
            "growth": n.growth(found.yearly(half)),
            "quarter": n.shown(n.after(found.level, quarter)),
            "tenth": n.shown(n.after(found.level, tenth)),
        }
        any_level = found.width is None
        lead = (
            w.say("targets.answer_precedents_any", **places)
            if any_level
            else w.say("targets.answer_precedents", **places)
        )
        blocks.append(precedents_table(n, found))
    else:
        lead = w.say("targets.answer_precedents_none", **places)
    blocks += [Paragraph((t.text(lang),), "note") for t in dict.fromkeys(found.notes)]
    return Chapter("precedents", w.word("targets.title_precedents"), lead, tuple(blocks))
