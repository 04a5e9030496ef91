"""A document gone through from its start to its end, each stretch given its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ..passages import Paragraph
from . import kinds
from .kinds import Votes, Words
from .pieces import COUNTING, Piece, join
from .references import References
from .sections import UNNUMBERED, Section, Sections, heading_level
from .segments import Segment
from .survey import Survey, within
from .tables import sum_in
from .years import Years

_CELL_ENDS = ("", "|", "\t")
_SHORT, _RATHER_SHORT = 5, 7
_LABEL = re.compile("【([^】]{2,12})】")
_ASKED = 0.9
# What makes a deed of a few words: a state reached, a time by which (11月复工).
_SHORT_DEEDS = (
    "what.deed.routine",
    "what.deed.ended",
    "what.deed.due",
    "when.ahead",
    "when.part-ahead",
)
_TOPIC_FIRST = 10
# What speaks of a time to come even where the section tells of the past.
_AHEAD = ("modal", "planned-for-the-year", "year-ahead", "part-ahead", "hoped")
_AHEAD_BEFORE = {"past": 5, "bulletin": 3}
# What a lesson calls its own place: 由市里牵头成立标准中心.
_THERE = re.compile("由?[市县区州镇](?:里|上|委|政府)")
_SIDE_CELL = 8
_MODEL_ONLY = 12
# 1.培育龙头企业。引进…: a numbered sentence heads the item, but not where only its owner follows.
_LISTED = 3
# The deepest level whose numbered sentence is a heading where numbered lines follow: （一）.
_SECTION = 2


def find_pieces(survey: Survey, references: References) -> tuple[Piece, ...]:
    """Return the pieces of a document in order, with means and results joined to their deeds."""
    judged = _Judge(survey, references).pieces()
    joined: list[Piece] = []
    for _, pieces in groupby(judged, key=lambda p: p.segments[0].sentence):
        joined += join(list(pieces))
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
    mark: str = "，"
    told: bool = False

    def fading(self) -> _Carry:
        """Return what is left for the next sentence."""
        share = kinds.decide("inherit_line" if self.plan > 0 else "inherit_past")
        return _Carry(self.plan * share, self.other, self.region, mark="。")


class _Judge:
    """Goes through a document from its start to its end and gives each segment its kind."""

    def __init__(self, survey: Survey, references: References) -> None:
        self._survey = survey
        self._references = references
        self._sections = Sections(survey.passages)
        self._years = Years(survey)
        self._told = self._rallies = False

    def pieces(self) -> Iterator[Piece]:
        paragraphs = self._survey.passages.paragraphs
        for line, group in groupby(self._survey.segments.items, key=lambda s: s.line):
            segments = list(group)
            following = paragraphs[line + 1] if line + 1 < len(paragraphs) else None
            if self._is_heading(paragraphs[line], following, segments):
                self._sections.enter_heading(paragraphs[line].start, paragraphs[line].end)
                continue
            apart = self._is_title(paragraphs[line]) or kinds.is_apart(
                self._survey.passages.words(paragraphs[line])
            )
            if not (apart or line in self._survey.tables.heads):
                yield from self._paragraph(segments)

    def _is_title(self, paragraph: Paragraph) -> bool:
        """Whether a line is the document's title: what it promises stands below."""
        document = self._survey.passages.document
        words = document.text[paragraph.start : paragraph.end]
        return bool(document.title) and "".join(words.split()) == "".join(document.title.split())

    def _is_heading(
        self, paragraph: Paragraph, following: Paragraph | None, segments: list[Segment]
    ) -> bool:
        words = self._survey.passages.words(paragraph)
        line = segments[0].line
        if line in self._survey.tables.heads or self._survey.tables.is_row(line):
            return False
        if "\t" in self._survey.passages.document.text[paragraph.start : paragraph.end]:
            return False
        if kinds.is_numbered_heading(words) or kinds.is_point(words):
            return True
        level = heading_level(words)
        if level < UNNUMBERED and kinds.is_item(words):
            return False
        below = following and heading_level(self._survey.passages.words(following))
        if level <= _SECTION and below and level < below < UNNUMBERED and kinds.is_title(words):
            return True
        if not paragraph.is_heading or (level == UNNUMBERED and "：" in words[:-1]):
            return False
        full = any(within(self._survey.quantities, s.start, s.end) for s in segments)
        if level == UNNUMBERED and full and len(segments) > 1 and kinds.has_deed(words):
            return False
        if level < 2 or self._sections.now.mood not in ("plan", "tasks", "past"):
            return True
        # A numbered line without a text under it is an item of a list.
        alone = following is None or (
            following.is_heading and heading_level(self._survey.passages.words(following)) <= level
        )
        return not (full or (alone and level < UNNUMBERED))

    def _paragraph(self, segments: list[Segment]) -> Iterator[Piece]:
        carry = _Carry()
        self._sections.enter_line(self._words_of(segments))
        label = _LABEL.match(self._survey.passages.plain, segments[0].start)
        if label:
            self._sections.enter_label(label[1], label.start(1))
        for _, group in groupby(segments, key=lambda s: s.sentence):
            sentence = list(group)
            words = self._words_of(sentence)
            if kinds.is_preamble(words):
                continue
            if kinds.is_question(words):
                # 怎么看今年？ 明年怎么干？: what is asked says what the answer tells of.
                self._sections.enter_opening(words, sentence[0].start, last=False)
                yield self._asked(sentence)
                for segment in sentence:
                    carry = self._judge(segment, carry)[1]
                continue
            if self._is_inline_heading(sentence, segments):
                votes = kinds.vote(Words.of(words.rstrip("。")))
                urging = votes.margin("plan", "done") > votes.has("when.this-year")
                self._sections.enter_inline(sentence[0].start, sentence[-1].end, urging=urging)
                continue
            self._sections.enter_opening(
                words, sentence[0].start, last=sentence[-1] is segments[-1]
            )
            carry = carry.fading()
            self._told, self._rallies = kinds.is_told(words), kinds.is_rally(words)
            labelled = False
            for segment in sentence:
                if kinds.is_responsibility(segment.words):
                    labelled = segment.mark == "："
                    continue
                alone = segment.mark in _CELL_ENDS and kinds.is_body(segment.words)
                if labelled or alone or self._is_side_cell(segment, segments):
                    continue
                cell = self._survey.tables.cell_at(segment.line, segment.start)
                if cell and cell.role == "sum":
                    if sum_in(cell, self._survey.passages.plain):
                        yield self._planned(segment)
                    continue
                if cell and cell.role:
                    self._sections.enter_cell(cell)
                marked = kinds.mark_length(segment.words)
                if segment.mark == "：" and self._sections.enter_label(
                    segment.words[marked:], segment.start + marked
                ):
                    carry = _Carry()
                    continue
                if "：" in segment.words:
                    self._sections.enter_label(segment.words.split("：")[0], segment.start)
                piece, carry = self._judge(segment, carry)
                if piece is not None:
                    yield piece

    def _is_side_cell(self, segment: Segment, row: list[Segment]) -> bool:
        """Whether a stretch is a short cell beside the one that says what is to be done: its name, its time."""
        cell = self._survey.tables.cell_at(segment.line, segment.start)
        if cell and cell.role:
            return cell.role not in ("plan", "past", "sum")
        line = self._survey.passages.paragraphs[segment.line]
        if "\t" not in self._survey.passages.document.text[line.start : line.end]:
            return False
        if not segment.opens or segment.mark not in _CELL_ENDS:
            return False
        counted = within(self._survey.quantities, segment.start, segment.end)
        longest = max(len(s.words) for s in row)
        return not counted and len(segment.words) <= _SIDE_CELL < longest

    def _asked(self, sentence: list[Segment]) -> Piece:
        """A question: no statement of its own, but the time that it names may govern what answers it."""
        rules = ("what.state.asked",)
        now, start = self._sections.now, sentence[0].start
        return Piece("background", tuple(sentence), start, now, _ASKED, rules)

    def _counting(self, segment: Segment) -> Piece:
        """Words that only say how many things follow, and perhaps by when."""
        now = self._sections.now
        return Piece("background", (segment,), segment.start, now, _ASKED, (COUNTING,))

    def _planned(self, segment: Segment) -> Piece:
        """A cell that says what is to be spent on a project this year."""
        now = self._sections.now
        return Piece("action", (segment,), segment.start, now, _ASKED, ("when.planned-sum",))

    def _words_of(self, sentence: list[Segment]) -> str:
        return self._survey.passages.plain[sentence[0].start : sentence[-1].end + 1]

    def _is_inline_heading(self, sentence: list[Segment], paragraph: list[Segment]) -> bool:
        if kinds.is_turn(sentence[0].words):
            return False
        if sentence[0] is not paragraph[0] or sentence[-1] is paragraph[-1]:
            return False
        words = self._words_of(sentence)
        marked = kinds.mark_length(words)
        short = len(words) - marked <= kinds.decide("longest_inline_heading") * (2 if marked else 1)
        plain = sentence[-1].mark == "。" and len(sentence) <= 1 + bool(marked)
        led = kinds.is_led(self._words_of(paragraph))
        if heading_level(words) > _LISTED - led and kinds.is_plain_deed(words):
            return False
        parts = [Words.of(segment.words) for segment in sentence]
        if kinds.is_means(parts[0]) and parts[0].whole and kinds.is_plain_deed(sentence[-1].words):
            return False  # （三）以香料为突破口，申报试点。
        return bool(
            short
            and plain
            and not within(self._survey.quantities, sentence[0].start, sentence[-1].end)
        )

    def _judge(self, segment: Segment, carry: _Carry) -> tuple[Piece | None, _Carry]:
        skip = kinds.frame_length(segment.words)
        if skip or kinds.is_intro(segment.words):
            asked = kinds.decide("plan") if kinds.is_demand(segment.words) else 0.0
            carry = _Carry(max(carry.plan, asked), carry.other, carry.region)
        if carry.other and not carry.region and carry.mark in "；。":
            carry = replace(carry, other=0.0)
        words = Words.of(segment.words[skip:])
        votes = kinds.vote(words)
        self._years.vote(segment, votes, self._sections.now.mood)
        if votes.has("when.this-year"):
            # 去年…，今年…: the year at its head ends what was handed on.
            carry = replace(carry, plan=max(carry.plan, 0.0), past=False)
        if carry.past and not (votes.has("when.year-ahead") or votes.has("when.modal")):
            votes.add("when.year-past-governs")
        if self._told:
            votes.add("when.sentence-told")
        if self._rallies:
            votes.add("what.slogan.rally")
        share = kinds.decide("inherit")
        own = votes.margin("plan", "done")
        if votes.has("when.planned-sum"):
            own = 0.0  # 年度计划投资6亿元: what a project is to cost this year says nothing of what follows.
        region = "" if votes.has("what.state.felt") else self._references.subject(segment)
        self._vote_whose(region, segment, votes, carry)
        section = self._sections.now
        heading = self._heading_region(section) if section.mood == "lesson" else ""
        if heading and not (region or votes.sums["other"]):
            votes.add("whose.heading")
        if carry.told and kinds.is_part(words.whole):
            votes.add("what.part.told-on")
        if carry.slogan:
            votes.add("what.slogan.told-on")
        if carry.state and not votes.has("when.modal"):
            votes.add("what.state.told-on")
        handed = _Carry(
            max(-3.0, min(5.0, own)) if abs(own) >= 2 else carry.plan * share + max(own, 0),
            votes.sums["other"],
            region or carry.region or (heading if votes.has("whose.heading") else ""),
            votes.has("what.slogan.who") or carry.slogan,
            votes.has("what.state.this") or carry.state,
            carry.past
            or (segment.opens and (votes.has("when.year-past") or votes.has("when.over"))),
            segment.mark,
        )
        if kinds.is_intro(segment.words) or not words.whole:
            return None, carry
        if kinds.is_count(words.whole):
            told = self._counting(segment)
            return told, replace(carry, plan=max(carry.plan, handed.plan))
        if segment.mark == "：" and not within(self._survey.quantities, segment.start, segment.end):
            return None, handed
        if abs(own) < 2 and carry.plan:
            votes.add("when.inherited", {"plan": carry.plan * share})
        counted = within(self._survey.quantities, segment.start, segment.end)
        if section.mood and not self._is_turned(section, votes, carry, counted=bool(counted)):
            votes.add(f"section.{section.mood}")
        elif section.headings and segment.opens and words.verb:
            votes.add("when.open-head")
        if section.mood != "tasks" and kinds.is_list_drawn_up(words.whole):
            votes.add("what.state.list-drawn-up")
        self._vote_substance(segment, words, votes)
        kind = kinds.kind_of(votes)
        handed = replace(handed, told=kind in ("achievement", "background") and bool(counted))
        lesson = self._references.learns_from(segment)
        only = bool(lesson) and len(words.whole) <= _MODEL_ONLY
        means = (
            (kinds.is_means(words) or only)
            and segment.mark == "，"
            and not votes.has("what.deed.quantity")
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
            lesson
            or self._model(section, kind)
            or (handed.region if votes.sums["other"] >= 3 else ""),
            means and not kinds.is_whole_deed(words),
            (kinds.is_result(words) and not votes.has("what.deed.quantity"))
            or kinds.is_level(words.whole)
            or (segment.mark != "：" and kinds.is_state_of_all(words.whole)),
            topic=kind == "background"
            and bool(counted)
            and segment.mark == "，"
            and votes.sums["plan"] > 0
            and not (votes.sums["done"] or votes.sums["state"] or votes.sums["other"] > 0),
        )
        return piece, handed

    def _offset(self, segment: Segment, skip: int) -> int:
        """Return how far into the segment its own words begin: list marks and introductions left out."""
        words = segment.words
        return skip + kinds.mark_length(words[skip:])

    def _is_turned(self, section: Section, votes: Votes, carry: _Carry, *, counted: bool) -> bool:
        """Whether a stretch turns from what its section says: it names a time ahead in a past, a number in a creed."""
        if section.mood == "creed":
            return counted and not votes.has("when.mark-of-the-past")
        if section.mood not in _AHEAD_BEFORE:
            return False
        ahead = any(votes.has(f"when.{w}") for w in _AHEAD)
        ahead = ahead or carry.plan >= _AHEAD_BEFORE[section.mood]
        return ahead and votes.margin("plan", "done") >= 0

    def _heading_region(self, section: Section) -> str:
        """Return the reference region that the headings of a section name last, or ""."""
        names = (self._references.named_in(*place) for place in reversed(section.headings))
        return next(filter(None, names), "")

    def _model(self, section: Section, kind: str) -> str:
        """Return the model that the heading right above a commitment takes (（一）学安吉，做活林地), or ""."""
        if kind != "action" or not section.headings:
            return ""
        return self._references.model_in(*section.headings[-1])

    def _vote_whose(self, region: str, segment: Segment, votes: Votes, carry: _Carry) -> None:
        if region:
            votes.add("whose.reference")
        elif self._references.is_above(segment):
            votes.add("whose.above")
        elif self._references.learns_from(segment):
            votes.add("whose.model")
        elif self._references.is_home(segment, higher=votes.has("whose.higher")):
            theirs = self._sections.now.mood == "lesson" and _THERE.match(segment.words)
            votes.add("whose.heading" if theirs else "whose.home")
        elif carry.other >= 2 and not (
            votes.has("when.modal") or (segment.opens and votes.margin("plan", "done") >= 3)
        ):
            votes.add("whose.reference-told-on")

    def _vote_substance(self, segment: Segment, words: Words, votes: Votes) -> None:
        quantities = within(self._survey.quantities, segment.start, segment.end)
        if quantities:
            votes.add("what.deed.quantity")
        elif votes.has("when.modal") and len(words.whole) >= _TOPIC_FIRST:
            pass  # 新增入库单位要抓紧申报: the thing stands before the modal
        elif len(words.core) <= (
            _SHORT if votes.has("what.deed.thing") else _RATHER_SHORT
        ) and not any(votes.has(rule) for rule in _SHORT_DEEDS):
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
