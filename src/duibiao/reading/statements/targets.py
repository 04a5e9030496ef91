"""Targets of a commitment: its ends with how firm they are, by when they are due, and what they start from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from duibiao.records import Catalogue, Firmness, Target

from ..expressions.names import indicator_of
from ..rules import rules
from .deadlines import Deadlines
from .end import End
from .ends import ends_of
from .increases import Due, join_levels
from .kinds import Words, is_state_of_all, mark_length
from .natures import Nature, listed_nature, nature_of
from .phrases import clean_name, firmness_of
from .pieces import COUNTING, Piece
from .segments import Segment
from .survey import Survey, within
from .tables import sum_in


@dataclass
class Thread:
    """What a sentence hands on from one stretch to the next: indicator, firmness, deadlines, the thing meant."""

    sentence: int = -1
    line: int = -1
    name: str = ""
    level: str = ""
    firmness: Firmness = "stated"
    near: str = ""
    near_of_thing: bool = False
    far: str = ""
    lasting: str = ""
    open_end: bool = False
    nature: Nature = ""
    mark: str = "，"
    subjects: tuple[str, ...] = ()
    last: list[End] = field(default_factory=list)


class Targets:
    """Finds the targets of the pieces of a document, which must be asked for in order."""

    def __init__(self, survey: Survey, catalogue: Catalogue) -> None:
        self._survey = survey
        self._catalogue = catalogue
        self._deadlines = Deadlines(survey)
        self._plain = survey.passages.plain
        self._thread = Thread()
        self._standing = ""
        self._speech = bool(_table().speech.search(survey.passages.document.title))
        self._cells = survey.tables.under("due")
        self._named = survey.tables.under("name")

    def pass_by(self, piece: Piece) -> None:
        """Hear a piece that holds no commitment: the times it names may govern those that follow."""
        for segment in piece.segments:
            self._turn_to(segment)
            own = self._hear_times(segment, piece)
            if own and own == self._thread.far:
                # 力争3年内，…: how firm it is holds with its time.
                self._thread.firmness = firmness_of(segment.words) or self._thread.firmness
            if own and COUNTING in piece.rules:
                self._thread.far = self._thread.lasting = own
            topic = within(self._survey.names, segment.start, segment.end)
            if len(topic) == 1 and len(segment.words) <= topic[0].end - topic[0].start + _TOPIC:
                self._thread.name = topic[0].name  # 财政收入呢，…
            told = _table().told.match(segment.words)
            if told:
                self._thread.subjects = (told["name"],)

    def of(self, piece: Piece) -> tuple[tuple[Target, ...], str, Firmness]:
        """Return the targets of a piece, its own deadline and its firmness."""
        planned = self._planned_sum(piece)
        if planned:
            return planned, planned[0].deadline, "stated"
        ends: list[Due] = []
        firm: Firmness | None = None
        due = ""
        for segment in piece.segments:
            self._turn_to(segment)
            line = self._survey.passages.paragraphs[segment.line]
            self._thread.nature = listed_nature(self._plain[line.start : segment.end])
            self._thread.subjects = self._thread.subjects or self._headed_by(piece)
            own = self._hear_times(segment, piece)
            said = firmness_of(segment.words)
            for end in self._ends(segment, own, piece):
                due_by = self._due(end, own, segment, piece)
                ends.append((end, due_by, self._firm(end, segment), self._nature(segment)))
                self._thread.name = end.name or self._thread.name
            if own and is_state_of_all(segment.words):
                # 剩余的30户，6月底前全部脱贫: what becomes of all says by when for those counted.
                unsaid = ("", self._governing(piece))
                ends = [(e, own if d in unsaid else d, f, n) for e, d, f, n in ends]
            if said is not None and self._hands_on(segment, ends):
                self._thread.firmness = said
            firm = firm or said
            due = due or own
        aside = self._of_asides(piece)
        governing = aside or self._governing(piece)
        targets = tuple(
            self._finished(end, _said(when or governing), firm_of, nature)
            for end, when, firm_of, nature in join_levels(ends)
        )
        return targets, due or aside or self._thread.far or governing, firm or "stated"

    def _planned_sum(self, piece: Piece) -> tuple[Target, ...]:
        """Return what a cell says is to be spent on its row's project this year."""
        segment = piece.segments[0]
        cell = self._survey.tables.cell_at(segment.line, segment.start)
        found = sum_in(cell, self._plain) if cell and cell.role == "sum" else None
        if cell is None or found is None:
            return ()
        head = _HEAD_UNIT.sub("", _OF_YEAR.sub("", self._plain[slice(*cell.head)]))
        due = self._deadlines.own(*cell.head, piece.section) or self._governing(piece)
        published = self._survey.passages.document.published
        quote = self._survey.passages.document.quote(cell.start, cell.end)
        value, unit = found
        about = self._line_is_about(segment)
        due = due or (str(published.year) if published else "")
        code = indicator_of(head, self._catalogue)
        return (Target(quote, code, head, value=value, unit=unit, deadline=due, subjects=about),)

    def _turn_to(self, segment: Segment) -> None:
        """Forget what ends with a paragraph, a sentence, or a semicolon."""
        old, new = self._thread, Thread(segment.sentence, segment.line)
        if segment.line != old.line:
            new.subjects = self._line_is_about(segment)
            new.name = clean_name(self._named.get(segment.line, ""))
            self._thread = new
        elif segment.sentence != old.sentence:
            new.subjects, new.lasting, new.name = old.subjects, old.lasting, old.name
            new.far = old.lasting
            self._thread = new
        elif old.mark in "；。":
            old.near, old.firmness, old.open_end = "", "stated", False
        self._thread.mark = segment.mark

    def _line_is_about(self, segment: Segment) -> tuple[str, ...]:
        """Return the project that a line opens with (某项目：用地85亩)."""
        if segment.line in self._named:
            return (self._named[segment.line],)
        line = self._survey.passages.paragraphs[segment.line]
        words = self._plain[line.start : line.end]
        found = _table().about.match(words[mark_length(words) :])
        return (found["name"],) if found else ()

    def _headed_by(self, piece: Piece) -> tuple[str, ...]:
        """Return the project that the last heading names (（二）县城第二水厂)."""
        if not piece.section.headings:
            return ()
        start, end = piece.section.headings[-1]
        words = self._plain[start:end].rstrip("。：").split("：")[-1]
        name = words[mark_length(words) :].strip()
        return (name,) if _is_thing(name) and "，" not in name else ()

    def _hear_times(self, segment: Segment, piece: Piece) -> str:
        """Return the stretch's own deadline; a year at the head of a sentence governs what follows."""
        thread = self._thread
        own = self._deadlines.own(segment.start, segment.end, piece.section)
        head = _table().governing.match(segment.words)
        if own and head:
            skip = segment.start + head.end()
            thread.far = self._deadlines.own(segment.start, skip, piece.section) or thread.far
            if _table().lasting.search(head["year"] or ""):
                thread.lasting = thread.far
                if self._speech and piece.kind not in ("achievement", "lesson"):
                    self._standing = thread.far
        if own:
            thread.near = "" if head else own
            mark = mark_length(segment.words)
            said = _table().time.search(segment.words, mark)
            thread.near_of_thing = said is not None and said.start() - mark > _SHORTEST_NAME
            if _table().time.fullmatch(segment.words, mark_length(segment.words)):
                thread.far = own  # 明年上半年，…: a time alone governs what follows
        if _table().open_end.search(segment.words):
            thread.open_end = True
        return own

    def _ends(self, segment: Segment, own: str, piece: Piece) -> list[End]:
        found = self._by_years(segment) or ends_of(segment, self._survey, self._thread.name)
        found = found or self._state(segment, own, piece)
        thing = clean_name(Words.of(segment.words).thing)
        if not found and (_is_thing(thing) or thing.endswith(("》", "”"))):
            self._thread.subjects = (thing,)
        return found

    def _by_years(self, segment: Segment) -> list[End]:
        """Several things that end in two years: one target a year; which thing in which, only where it is said."""
        years = _table().years.search(segment.words)
        count = next(iter(within(self._survey.quantities, segment.start, segment.end)), None)
        if years is None or count is None or not _table().state.search(segment.words, years.end()):
            return []
        at = self._plain.find(years[0], segment.start)
        subjects = tuple(_split(self._plain[segment.start : count.start]))
        name = clean_name(self._plain[count.end : at])
        quote = self._survey.passages.document.quote(segment.start, segment.end)
        each = years["each"] and len(subjects) == 2
        ends = []
        for i, year in enumerate(("first", "second")):
            meant = (subjects[i],) if each else subjects
            due = at + years.start(year) - years.start()
            target = Target(quote, name, name, value=1.0, unit=count.unit, subjects=meant)
            place = (due, due + len(years[year]))
            ends.append(End(segment.start, segment.end, name, target, "years", dated=place))
        return ends

    def _state(self, segment: Segment, own: str, piece: Piece) -> list[End]:
        """Named states: finished at any governing date, begun or published by a date of its own."""
        thread = self._thread
        governed = own or self._of_asides(piece) or thread.near or thread.far
        governed = governed or self._governing(piece)
        if _table().not_state.search(segment.words) or not governed:
            return []
        found: list[End] = []
        for start, end in _dated_parts(self._plain, segment):
            dated = bool(self._deadlines.own(start, end, piece.section))
            made = self._one_state(start, end, dated=dated)
            if made is not None:
                found.append(made)
        return found

    def _one_state(self, start: int, end: int, *, dated: bool) -> End | None:
        start += mark_length(self._plain[start:end])
        words, table = self._plain[start:end], _table()
        words = table.quoted.sub(lambda m: _BLANK * len(m[0]), words)
        states = list(table.state.finditer(words)) or (dated and list(table.dated.finditer(words)))
        if not states:
            return None
        name = self._named_by(self._plain[start:end], states[-1])
        quote = self._survey.passages.document.quote(start, end)
        subjects = tuple(_split(name)) if _is_thing(name) else self._thread.subjects
        one = table.one_of.match(words)
        target = Target(
            quote,
            name or states[-1][0],
            name or states[-1][0],
            value=1.0 if one else None,
            unit=one["unit"] if one else "",
            subjects=subjects,
        )
        return End(start, end, name, target, "state")

    def _named_by(self, words: str, at: re.Match[str]) -> str:
        """Return what is finished: named before the state (园区建成), or after it (建成园区)."""
        before = clean_name(_table().time.sub("", words[: at.start()]))
        after = clean_name(words[at.end() :])
        if len(before) >= _SHORTEST_NAME and not _table().dated.fullmatch(before):
            return before
        meant = self._thread.subjects[0] if self._thread.subjects else self._thread.name
        return after if len(after) >= _SHORTEST_NAME else meant

    def _due(self, end: End, own: str, segment: Segment, piece: Piece) -> str:
        """Return by when an end is due: its own words, those before it, what governs the sentence."""
        if self._thread.open_end:
            return _OPEN
        if end.dated:
            return self._deadlines.own(*end.dated, piece.section)
        around = self._deadlines.own(end.start, end.end, piece.section)
        if around:
            return around
        before = self._deadlines.own(segment.start, end.start, piece.section) or own
        before = before or self._of_asides(piece)
        said = Words.of(segment.words)
        anew = said.verb not in _SAME_BREATH and not said.thing.startswith(_MEASURES)
        anew = anew or (end.named and end.target.measure == "growth" and "M" in self._thread.near)
        # 高中8月底前建成，新增托位600个: the month is of the school alone.
        other = end.named and not said.thing.startswith(_CAPACITIES)
        anew = anew or (other and self._thread.near_of_thing and "M" in self._thread.near)
        near, far = self._thread.near, self._thread.far or self._governing(piece)
        return before or (far or near if anew else near or far)

    def _governing(self, piece: Piece) -> str:
        """Return the period that headings or the title give, else the year that the text last took up (今年我们…)."""
        found = self._deadlines.governing(piece.section)
        self._standing = found[:4] or self._standing
        return found or self._standing

    def _of_asides(self, piece: Piece) -> str:
        """Return by when a bracket at the end of the item says that all of it is due (完成时限：12月底)."""
        line = self._survey.passages.paragraphs[piece.segments[-1].line]
        for aside in self._survey.segments.asides_of(piece.start, line.end):
            limit = _table().limit.search(aside.words)
            if limit:
                return self._deadlines.of_words(limit["by"] or limit["at"], piece.section)
        limit = _table().said_limit.search(self._plain, piece.end, line.end)
        if limit:
            return self._deadlines.of_words(limit["by"], piece.section)
        cell = self._cells.get(piece.segments[0].line)
        cell = cell or self._survey.closings.after(piece.start).due
        return self._deadlines.of_words(cell, piece.section) if cell else ""

    def _firm(self, end: End, segment: Segment) -> Firmness:
        if end.turn == "pair":
            return end.target.firmness
        own = firmness_of(self._plain[end.start : end.end])
        before = firmness_of(self._plain[segment.start : end.start])
        return own or before or self._thread.firmness

    def _hands_on(self, segment: Segment, ends: list[Due]) -> bool:
        """Whether firmness holds for what follows: not where it only varies what was said before (力争5个)."""
        here = [end for end, *_ in ends if end.start >= segment.start]
        return not here or here[0].named

    def _nature(self, segment: Segment) -> Nature:
        """Return what is said of the number, else what the sentence or its label said of the whole list."""
        close = self._plain[segment.start : segment.end + 24]
        mark = re.search(r"[；。\n]", close[len(segment.words) :])
        return nature_of(close[: len(segment.words) + mark.start()] if mark else close) or (
            self._thread.nature
        )

    def _finished(self, end: End, due: str, firmness: Firmness, nature: Any) -> Target:
        target = end.target
        name = end.name or target.name
        code = indicator_of(name, self._catalogue) if name else ""
        quote = self._survey.passages.document.quote(end.start, end.end)
        return replace(
            target,
            quote=quote,
            name=name,
            indicator=code,
            deadline=due,
            firmness=firmness,
            nature=nature,
        )


_OPEN = "-"
_BLANK = "\ufffc"
_SHORTEST_NAME = 3
_TOPIC = 2
# A stretch that opens with another verb is a deed of its own, which a month named before does not bind.
# 交付率, 出让量: a verb in the name of what is measured.
_MEASURES = ("率", "量", "额", "面积")
# … nor what the thing just told of brings: 初中9月投入使用，新增学位1800个.
_CAPACITIES = ("学位", "床位", "产能")
_SAME_BREATH = ("", "新增", "完成", "增加")


def _said(deadline: str) -> str:
    """Return a deadline, "" where it is known to be open."""
    return "" if deadline == _OPEN else deadline


def _dated_parts(plain: str, segment: Segment) -> list[tuple[int, int]]:
    """Cut a stretch where each part has a date and a state (三季度签约、年底前开工)."""
    words = plain[segment.start : segment.end]
    parts, start = [], 0
    for mark in re.finditer("、", words):
        part, rest = words[start : mark.start()], words[mark.end() :]
        if all(_ends_by_date(w) for w in (part, rest)):
            parts.append((segment.start + start, segment.start + mark.start()))
            start = mark.end()
    return [*parts, (segment.start + start, segment.end)]


def _ends_by_date(words: str) -> bool:
    table = _table()
    states = table.state.search(words) or table.dated.search(words)
    return bool(states and any(m[0] for m in table.time.finditer(words)))


def _split(name: str) -> list[str]:
    return [part for part in re.split(r"、|和|及", name) if part]


def _is_thing(name: str) -> bool:
    return bool(
        re.search(
            r"(?:项目|工程|园|中心|基地|期|路|桥|线|站|厂|院|校|馆|港|库|区|段|平台|系统|街|镇|公司|企业|房|小区|孵化器|办法|方案|规划|图谱)(?:建设|改造)?$",
            name,
        )
    )


_OF_YEAR = re.compile("^(?:20\\d\\d年|今年|本年度?|当年)(?:度)?")
_HEAD_UNIT = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class _Table:
    state: re.Pattern[str]
    dated: re.Pattern[str]
    not_state: re.Pattern[str]
    governing: re.Pattern[str]
    limit: re.Pattern[str]
    said_limit: re.Pattern[str]
    time: re.Pattern[str]
    about: re.Pattern[str]
    years: re.Pattern[str]
    one_of: re.Pattern[str]
    told: re.Pattern[str]
    lasting: re.Pattern[str]
    speech: re.Pattern[str]
    quoted: re.Pattern[str]
    open_end: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    targets: dict[str, Any] = rules("targets")
    ends, times = targets["ends"], targets["times"]
    return _Table(
        state=re.compile(ends["state"]),
        dated=re.compile(ends["dated"]),
        not_state=re.compile(ends["not_state"]),
        governing=re.compile(times["governing"]),
        limit=re.compile(times["limit"]),
        said_limit=re.compile(times["said_limit"]),
        time=re.compile(times["any"]),
        told=re.compile(ends["told"]),
        years=re.compile(ends["years"]),
        one_of=re.compile(ends["one_of"]),
        about=re.compile(ends["about"]),
        lasting=re.compile(times["lasting"]),
        speech=re.compile(rules("frames")["titles"]["speech"]),
        quoted=re.compile(ends["quoted"]),
        open_end=re.compile(times["open_end"]),
    )
