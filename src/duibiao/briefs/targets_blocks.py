"""What a brief and the terminal both show of targets: the tables of one, all of several, and the notes."""

from __future__ import annotations

from collections.abc import Sequence

from duibiao.targets import Joint

from .document import Block, Paragraph, Table, Text
from .targets_numbers import TargetNumbers
from .targets_tables import (
    milestones_table,
    pairs_table,
    precedents_table,
    proposals_table,
    usual_table,
)
from .targets_words import joint_sentence
from .writer import Writer


def goal_tables(n: TargetNumbers) -> list[Block]:
    """Return milestones and precedents of a target; without one, business as usual and what precedents propose."""
    made = n.made
    tables: list[Table | None] = [milestones_table(n)] if made.milestones else [usual_table(n)]
    if made.target is None:
        tables.append(proposals_table(n))
    if made.precedents.items:
        tables.append(precedents_table(n, made.precedents))
    return [t for t in tables if t is not None]


def goal_notes(n: TargetNumbers) -> list[Text]:
    """Return what must be known of a target: its notes, and what share and odds rest on."""
    w, made = n.w, n.made
    seed = str(made.settings.seed)
    notes: list[Text] = [(note.text(w.lang),) for note in (*made.notes, *made.precedents.notes)]
    if made.feasibility is not None and made.feasibility.share is not None:
        count = str(made.feasibility.n)
        notes.append(w.say("targets.share_note", n=count, level=n.level))
    notes.append(w.say("targets.odds_note", draws=n.draws, seed=seed))
    return notes


def shared_notes(numbers: Sequence[TargetNumbers]) -> list[Text]:
    """Return the notes that hold of every target, each once."""
    every = [goal_notes(n) for n in numbers]
    return [t for t in dict.fromkeys(every[0]) if all(t in notes for notes in every)]


def joint_blocks(w: Writer, joint: Joint) -> list[Block]:
    """Return who managed all targets at once, and which pull apart."""
    blocks: list[Block] = [Paragraph(joint_sentence(w, joint))]
    table = pairs_table(w, joint)
    if table is not None:
        blocks.append(table)
    return [*blocks, *(Paragraph((note.text(w.lang),), "note") for note in joint.notes)]
