"""Stretches of a document that say one thing, each of one kind, and why it is taken for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from duibiao.records import StatementKind

from ..expressions.times import Time
from ..passages import Paragraph
from . import kinds
from .kinds import Votes, Words
from .references import References
from .sections import UNNUMBERED, Section, Sections, heading_level
from .segments import Segment
from .survey import Survey, within

_RHETORIC = ("what.slogan.words", "what.slogan.at-the-core", "what.slogan.spirit")
_CELL_ENDS = ("", "|", "\t")
_SHORT, _RATHER_SHORT = 5, 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind; `segments` are what it was joined from. `means` and `result` say that it
    belongs to what follows or to what stands before."""

    kind: StatementKind
    segments: tuple[Segment, ...]
    start: int
    section: Section
    confidence: float
    rules: tuple[str, ...]
    learns_from: str = ""
    means: bool = False
    result: bool = False

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.segments[-1].end


def find_pieces(survey: Survey, references: References) -> tuple[Piece, ...]:
    """Return the pieces of a document in order, with means and results joined to their deeds."""
    judged = _Judge(survey, references).pieces()
    joined: list[Piece] = []
    for _, pieces in groupby(judged, key=lambda p: p.segments[0].sentence):
        joined += _join(list(pieces))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _Carry:
    """What a stretch passes on: its votes for plan over done, and for others."""

    plan: float = 0
    other: float = 0
    region: str = ""
    slogan: bool = False
    state: bool = False
    past: bool = False

    def fading(self, share: float) -> _Carry:
        return _Carry(self.plan * share, self.other, self.region)


class _Judge:
    """Goes through a document from its start to its end and gives each segment its kind."""

    def __init__(self, survey: Survey, references: References) -> None:
        self._survey = survey
        self._references = references
        self._sections = Sections(survey.passages)
        published = survey.passages.document.published
        self._year = published.year if published else None

    def pieces(self) -> Iterator[Piece]:
        paragraphs = self._survey.passages.paragraphs
        for line, group in groupby(self._survey.segments.items, key=lambda s: s.line):
            segments = list(group)
            following = paragraphs[line + 1] if line + 1 < len(paragraphs) else None
            if self._is_heading(paragraphs[line], following, segments):
                self._sections.enter_heading(paragraphs[line])
                continue
            if not kinds.is_apart(self._survey.passages.words(paragraphs[line])):
                yield from self._paragraph(segments)

    def _is_heading(
        self, paragraph: Paragraph, following: Paragraph | None, segments: list[Segment]
    ) -> bool:
        words = self._survey.passages.words(paragraph)
        if kinds.is_numbered_heading(words):
            return True
        level = heading_level(words)
        if not paragraph.is_heading or (level == UNNUMBERED and "：" in words[:-1]):
            return False
        if level < 2 or self._sections.now.mood not in ("plan", "tasks", "past"):
            return True
        # A numbered line without a text under it is an item of a list.
        alone = following is None or (
            following.is_heading and heading_level(self._survey.passages.words(following)) <= level
        )
        full = any(within(self._survey.quantities, s.start, s.end) for s in segments)
        return not (full or (alone and level < UNNUMBERED))

    def _paragraph(self, segments: list[Segment]) -> Iterator[Piece]:
        carry = _Carry()
        self._sections.enter_line()
        for _, group in groupby(segments, key=lambda s: s.sentence):
            sentence = list(group)
            words = self._words_of(sentence)
            if self._is_inline_heading(sentence, segments) or kinds.is_preamble(words):
                continue
            self._sections.enter_opening(
                words, sentence[0].start, last=sentence[-1] is segments[-1]
            )
            carry = carry.fading(kinds.decide("inherit_line"))
            labelled = False
            for segment in sentence:
                if kinds.is_responsibility(segment.words):
                    labelled = segment.mark == "："
                    continue
                alone = segment.mark in _CELL_ENDS and kinds.is_body(segment.words)
                if labelled or alone:
                    continue
                if segment.mark == "：" and self._sections.enter_label(
                    segment.words[kinds.mark_length(segment.words) :], segment.start
                ):
                    carry = _Carry()
                    continue
                if "：" in segment.words:
                    self._sections.enter_label(segment.words.split("：")[0], segment.start)
                piece, carry = self._judge(segment, carry)
                if piece is not None:
                    yield piece

    def _words_of(self, sentence: list[Segment]) -> str:
        return self._survey.passages.plain[sentence[0].start : sentence[-1].end + 1]

    def _is_inline_heading(self, sentence: list[Segment], paragraph: list[Segment]) -> bool:
        if sentence[0] is not paragraph[0] or sentence[-1] is paragraph[-1]:
            return False
        words = self._words_of(sentence)
        marked = kinds.mark_length(words)
        short = len(words) - marked <= kinds.decide("longest_inline_heading") * (2 if marked else 1)
        plain = sentence[-1].mark == "。" and len(sentence) <= 1 + bool(marked)
        if heading_level(words) not in (0, 1, 2) and kinds.is_plain_deed(words):
            return False
        return bool(
            short
            and plain
            and not within(self._survey.quantities, sentence[0].start, sentence[-1].end)
        )

    def _judge(self, segment: Segment, carry: _Carry) -> tuple[Piece | None, _Carry]:
        skip = kinds.frame_length(segment.words)
        words = Words.of(segment.words[skip:])
        votes = kinds.vote(words)
        self._vote_time(segment, votes)
        if votes.has("when.this-year"):
            # 去年…，今年…: the year at its head ends what was handed on.
            carry = replace(carry, plan=max(carry.plan, 0.0), past=False)
        if carry.past and not (votes.has("when.year-ahead") or votes.has("when.modal")):
            votes.add("when.year-past-governs")
        share = kinds.decide("inherit")
        own = votes.margin("plan", "done")
        region = self._references.subject(segment)
        self._vote_whose(region, segment, votes, carry)
        if carry.slogan:
            votes.add("what.slogan.told-on")
        if carry.state and not votes.has("when.modal"):
            votes.add("what.state.told-on")
        handed = _Carry(
            max(-3.0, min(5.0, own)) if abs(own) >= 2 else carry.plan * share + max(own, 0),
            votes.sums["other"],
            region or carry.region,
            votes.has("what.slogan.who") or carry.slogan,
            votes.has("what.state.this") or carry.state,
            carry.past or (segment.opens and votes.has("when.year-past")),
        )
        if kinds.is_intro(segment.words) or kinds.is_count(words.whole) or not words.whole:
            return None, carry
        if segment.mark == "：" and not within(self._survey.quantities, segment.start, segment.end):
            return None, handed
        if abs(own) < 2 and carry.plan:
            votes.add("when.inherited", {"plan": carry.plan * share})
        section = self._sections.now
        if section.mood:
            votes.add(f"section.{section.mood}")
        elif section.headings and segment.opens and words.verb:
            votes.add("when.open-head")
        self._vote_substance(segment, words, votes)
        kind = kinds.kind_of(votes)
        lesson = self._references.learns_from(segment)
        means = (
            kinds.is_means(words) and segment.mark == "，" and not votes.has("what.deed.quantity")
        )
        start = segment.start + self._offset(segment, skip)
        piece = Piece(
            "lesson"
            if kind == "background" and votes.sums["other"] >= 3 and handed.region
            else kind,
            (segment,),
            start,
            section,
            kinds.confidence(votes, kind),
            votes.rules_for(*kinds.AXES[kind]),
            lesson or (handed.region if votes.sums["other"] >= 3 else ""),
            means and not kinds.is_whole_deed(words),
            (kinds.is_result(words) and not votes.has("what.deed.quantity"))
            or kinds.is_level(words.whole),
        )
        return piece, handed

    def _offset(self, segment: Segment, skip: int) -> int:
        """Return how far into the segment its own words begin: list marks and introductions left out."""
        words = segment.words
        return skip + kinds.mark_length(words[skip:])

    def _vote_time(self, segment: Segment, votes: Votes) -> None:
        """Vote by the years named; the present year speaks for neither side."""
        if self._year is None:
            return
        for time in within(self._survey.times, segment.start, segment.end):
            if not self._tells_year(time):
                continue
            last = time.period[-4:] if "-20" in time.period else time.period[:4]
            if not last.isdigit():
                continue
            if int(last) < self._year and not time.by:
                votes.add("when.year-past")
                break
            if int(last) > self._year or (time.by and int(last) == self._year):
                votes.add("when.year-ahead")
                break

    def _tells_year(self, time: Time) -> bool:
        """Whether a time is when something happens and not what a change is measured from."""
        plain = self._survey.passages.plain
        words = plain[time.start : time.end]
        if plain.startswith(("基础", "的基础"), time.end) or plain[time.start - 1] in "较比是":
            return False
        return time.by or "年" in words or "十" in words or "季" in words

    def _vote_whose(self, region: str, segment: Segment, votes: Votes, carry: _Carry) -> None:
        if region:
            votes.add("whose.reference")
        elif self._references.learns_from(segment):
            votes.add("whose.model")
        elif self._references.is_home(segment):
            votes.add("whose.home")
        elif carry.other >= 2 and not (
            votes.has("when.modal") or (segment.opens and votes.margin("plan", "done") >= 3)
        ):
            votes.add("whose.reference-told-on")

    def _vote_substance(self, segment: Segment, words: Words, votes: Votes) -> None:
        quantities = within(self._survey.quantities, segment.start, segment.end)
        if quantities:
            votes.add("what.deed.quantity")
        elif len(words.core) <= (
            _SHORT if votes.has("what.deed.thing") else _RATHER_SHORT
        ) and not (votes.has("what.deed.ended") or votes.has("when.ahead")):
            short = (
                "what.short.verb-object"
                if words.verb and len(words.core) > _SHORT
                else "what.short"
            )
            votes.add(short if votes.has("what.deed.verb-object") else "what.short")
        if kinds.is_relative_target(words.whole):
            votes.add("what.target.relative")
        if kinds.is_rank_target(words.whole):
            votes.add("what.target.rank")


def _join(pieces: list[Piece]) -> list[Piece]:
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


def _follows(last: Piece, piece: Piece) -> bool:
    return last.segments[-1].mark in "，、" and piece.kind in ("action", "slogan", "background")
