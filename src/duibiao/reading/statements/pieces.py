"""Stretches of a document that say one thing, each of one kind, and why it is taken for that."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from duibiao.records import StatementKind

from .sections import Section
from .segments import Segment

COUNTING = "what.state.counting"
"""The rule of a stretch that only says how many things follow (年内要办好四件事)."""
_RHETORIC = (
    "what.slogan.unnamed",
    "what.slogan.words",
    "what.slogan.at-the-core",
    "what.slogan.spirit",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind; `segments` are what it was joined from. `means` and `result` say that it
    belongs to what follows or to what stands before, `topic` that it only counts what the next tells of."""

    kind: StatementKind
    segments: tuple[Segment, ...]
    start: int
    section: Section
    confidence: float
    rules: tuple[str, ...]
    learns_from: str = ""
    means: bool = False
    result: bool = False
    topic: bool = False

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.segments[-1].end


def join(pieces: list[Piece]) -> list[Piece]:
    """Join the pieces of a sentence: means to what follows, results to what stands before."""
    done: list[Piece] = []
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.means and not _is_rhetoric(piece) and piece is not pieces[-1]:
            waiting.append(piece)
            continue
        if waiting and piece.segments[0].words and waiting[-1].end < piece.start:
            models = [p.learns_from for p in (*waiting, piece) if p.learns_from]
            piece = replace(
                piece,
                segments=tuple(s for p in (*waiting, piece) for s in p.segments),
                start=waiting[0].start,
                learns_from=models[0] if models else "",
                rules=(*piece.rules, "join.means"),
            )
            waiting = []
        last = done[-1] if done else None
        topic = last is not None and (last.topic or _is_named_thing(last))
        if last and topic and piece.kind == "action" and _is_end(piece):
            segments = (*last.segments, *piece.segments)
            done[-1] = replace(piece, segments=segments, start=last.start)
            continue
        if last and piece.result and last.kind in ("action", "target") and _follows(last, piece):
            done[-1] = replace(
                last,
                segments=(*last.segments, *piece.segments),
                rules=(*last.rules, "join.result"),
            )
            continue
        done.append(piece)
    return done + waiting


def _is_rhetoric(piece: Piece) -> bool:
    """Whether words of rhetoric stand in it, so that it says nothing of how the next deed is done."""
    return piece.kind == "slogan" and any(r.startswith(_RHETORIC) for r in piece.rules)


_DUE = "what.deed.due"
_LONGEST_END = 14
# 新材料项目，务必在9月底前投产: the thing, then by when.
_THING = re.compile(
    "(?!.*(?:了|已|正在))[一-鿿A-Za-z“”（）、\\d]{3,26}(?:项目|工程|园区?|厂|中心|基地|线|路|桥|站|库|院|校|馆|房|渠|沟|泵站|机场|平台|系统)"
)


def _is_named_thing(piece: Piece) -> bool:
    """Whether a stretch only names a thing that the next says something of."""
    words = piece.segments[-1].words
    alone = len(piece.segments) == 1 and piece.kind == "background"
    return alone and piece.segments[0].mark == "，" and _THING.fullmatch(words) is not None


def _is_end(piece: Piece) -> bool:
    """Whether a stretch only says by when something is done: 8月底前全部开工."""
    return _DUE in piece.rules and len(piece.segments[-1].words) <= _LONGEST_END


def _follows(last: Piece, piece: Piece) -> bool:
    return last.segments[-1].mark in "，、" and piece.kind in ("action", "slogan", "background")
