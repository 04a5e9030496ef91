"""The rules of rules/kinds.toml at work: which fire on a stretch of text, and what their votes add up to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from duibiao.records import StatementKind

from ..expressions.patterns import any_of
from ..rules import rules

AXES: Mapping[StatementKind, tuple[str, ...]] = {
    "target": ("deed", "plan"),
    "action": ("deed", "plan"),
    "achievement": ("done", "deed"),
    "background": ("state", "done", "other"),
    "lesson": ("other",),
    "slogan": ("slogan",),
}
"""The votes that speak for each kind."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text taken apart: `rest` is without who is to do it, `core` without words of manner;
    `verb` is the verb that opens the core, if one does, and `thing` what follows it."""

    whole: str
    rest: str
    core: str
    verb: str
    thing: str

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, words: str) -> Words:
        """Take a stretch apart."""
        table = _table()
        whole = words[_end(table.mark.match(words)) :]
        rest = whole[_end(table.actor.match(whole)) :]
        core = rest[_end(table.manner.match(rest)) :]
        for candidate in (core, rest, rest[_end(table.dated.match(rest)) :]):
            found = table.verb.match(candidate)
            if found and len(candidate) > found.end():
                return cls(whole, rest, candidate, found[0], candidate[found.end() :])
        return cls(whole, rest, core, "", core)


@dataclass(slots=True)
class Votes:
    """Votes for plan, done, other, deed, slogan and state, and the rules that gave them."""

    sums: Counter[str] = field(default_factory=Counter)
    fired: list[tuple[str, Mapping[str, float]]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, rule: str, votes: Mapping[str, float] | None = None) -> None:
        """Add the votes of a rule; those of a signal stand in the table."""
        given = _table().signals[rule] if votes is None else votes
        self.fired.append((rule, given))
        self.names.add(rule)
        for axis, weight in given.items():
            self.sums[axis] += weight  # type: ignore[assignment]

    def margin(self, axis: str, against: str) -> float:
        """Return how many more votes one side has than the other."""
        return self.sums[axis] - self.sums[against]

    def has(self, rule: str) -> bool:
        """Whether a rule fired."""
        return rule in self.names

    def rules_for(self, *axes: str) -> tuple[str, ...]:
        """Return the rules that fired, those first that gave most to these axes."""
        weight = {rule: max([votes.get(a, 0) for a in axes]) for rule, votes in self.fired}
        return tuple(sorted(weight, key=weight.__getitem__, reverse=True))


def vote(words: Words) -> Votes:
    """Return the votes that a stretch earns by its own words."""
    table, votes = _table(), Votes()
    whole, core = words.whole, words.core
    for rule in table.rules:
        if rule.test(core if rule.on_core else whole) and not (
            rule.name == "what.deed.thing-inside" and votes.has("what.deed.thing")
        ):
            votes.add(rule.name, rule.votes)
    if words.verb and words.verb not in table.urging_only and words.thing:
        votes.add("what.deed.verb-object")
    elif table.deed.search(words.whole):
        votes.add("what.deed.verb-inside")
    if table.ended.search(words.whole):
        votes.add("what.deed.ended")
    return votes


def kind_of(votes: Votes) -> StatementKind:
    """Return the kind that the votes add up to; whether an action has an end (a target) is seen later."""
    sums, when = votes.sums, votes.margin("plan", "done")
    theirs = any(votes.has(f"whose.{w}") for w in ("higher", "above", "reference", "heading"))
    asked = when >= 3 and votes.has("when.modal") and not theirs
    if sums["other"] >= decide("other") and not asked:
        return "background"
    if sums["slogan"] >= decide("slogan") and sums["slogan"] > sums["deed"]:
        return "slogan"
    counted = votes.has("what.deed.quantity")
    if sums["state"] >= 2 and sums["state"] > sums["deed"] and (when < 3 or not counted):
        return "background"
    opened = votes.has("what.deed.verb-object") or votes.has("what.deed.colloquial")
    if when >= decide("plan") and sums["deed"] > 0:
        return "action"
    if when >= decide("bare_plan") and opened and sums["deed"] >= 3:
        return "action"
    if when <= -2 and sums["deed"] > 0:
        return "achievement"
    return "background"


def confidence(votes: Votes, kind: StatementKind) -> float:
    """Return how sure the kind is, 0.5 to 0.99: by how far the votes for it outweigh those against."""
    own = sum(max(votes.sums[axis], 0) for axis in AXES[kind])
    others = {"plan", "done", "other", "deed", "slogan", "state"} - set(AXES[kind])
    against = sum(max(votes.sums[axis], 0) for axis in others)
    return round(0.5 + 0.49 * own / (own + against + 2), 2)


def is_means(words: Words) -> bool:
    """Whether a stretch only says by what means, in what spirit or on whose model: it joins what follows."""
    return bool(_table().means.match(words.rest))


def is_whole_deed(words: Words) -> bool:
    """Whether a stretch that opens with means goes on to a deed of its own (围绕两条产业链绘制图谱)."""
    table = _table()
    found = table.means.match(words.rest)
    if found is None or table.model.match(words.rest) or table.only_means.search(words.rest):
        return False
    verbs = list(table.deed.finditer(words.whole, 4))
    return bool(verbs and table.thing.search(words.whole) and words.whole[verbs[-1].end() :])


def is_plain_deed(sentence: str) -> bool:
    """Whether a short sentence is a deed with its thing, and no heading (制定招商图谱。)."""
    words = Words.of(sentence.rstrip("。"))
    deed = words.verb and words.verb not in _table().urging_only
    return bool(deed and _table().thing.search(words.thing))


def is_item(line: str) -> bool:
    """Whether a numbered line closes with a bracket behind its sentence, as an item does and no heading."""
    return bool(_table().item.search(line))


def is_point(line: str) -> bool:
    """Whether a line is one sentence that opens a point of a speech: 第二，明年的目标跳起来才能够得着。"""
    return bool(_table().point.fullmatch(line))


def is_title(line: str) -> bool:
    """Whether a line is one short stretch without a mark inside."""
    return bool(_table().title.fullmatch(line))


def is_result(words: Words) -> bool:
    """Whether a stretch only says what a deed is good for: it joins the deed before it."""
    return bool(_table().result.match(words.core) and _table().result_tail.search(words.whole))


def is_level(words: str) -> bool:
    """Whether a stretch only gives the level that an increase leads to, or the increase (达到55个)."""
    return bool(_table().level.fullmatch(words))


def is_state_of_all(words: str) -> bool:
    """Whether a stretch gives the state that all things counted before it reach (12月20日前全部免费开放)."""
    return bool(_table().unnamed.match(words.replace(" ", "")))


def is_relative_target(words: str) -> bool:
    """Whether a stretch sets a standard that moves as its end: 不低于全市平均水平, 与经济增长同步."""
    return bool(_table().relative.search(words))


def has_deed(words: str) -> bool:
    """Whether a verb of deed stands in the words."""
    return bool(_table().deed.search(words))


def is_led(words: str) -> bool:
    """Whether words only go on to say who is responsible for what stands before."""
    return bool(_table().led.search(words))


def opens_with_deed(words: str) -> bool:
    """Whether a verb of deed opens the words, behind words of manner at most."""
    table = _table()
    return bool(table.verb.match(words, _end(table.manner.match(words))))


def is_told(sentence: str) -> bool:
    """Whether a sentence as a whole tells what has come about, whatever urges in it."""
    return bool(_table().told.match(sentence))


def is_part(words: str) -> bool:
    """Whether a stretch only tells a part of what stands before it (其中制造业8个, 占比57%)."""
    return bool(_table().part.match(words))


def is_rank_target(words: str) -> bool:
    """Whether a stretch sets a rank as its end: 保二争一, 进入前三, 位次前移."""
    return bool(_table().rank.search(words))


def is_intro(words: str) -> bool:
    """Whether a stretch only says who is speaking."""
    return bool(_table().intro.fullmatch(words))


def is_apart(line: str) -> bool:
    """Whether a line is no part of the text: a caption, an editor's line, a salutation."""
    return bool(_table().apart.match(line))


def actor_length(words: str) -> int:
    """Return the length of who is to do it at the start of a stretch (市科技局将)."""
    return _end(_table().actor.match(words))


def is_numbered_heading(words: str) -> bool:
    """Whether a line with a colon inside is a heading all the same (任务一：…)."""
    return bool(_table().numbered.match(words))


def is_preamble(sentence: str) -> bool:
    """Whether a sentence only introduces a document or a list."""
    return bool(_table().preamble.search(sentence))


def is_rally(sentence: str) -> bool:
    """Whether a sentence rallies those who hear it (让我们只争朝夕、埋头苦干，…)."""
    return bool(_table().rally.match(sentence))


def is_list_drawn_up(words: str) -> bool:
    """Whether a stretch tells how many projects a list holds that has been drawn up (今年安排重点项目150个)."""
    return bool(_table().list.search(words))


def is_question(sentence: str) -> bool:
    """Whether a sentence only asks (如何借他山之石？): it tells and promises nothing."""
    return bool(_table().question.search(sentence))


def is_turn(words: str) -> bool:
    """Whether a stretch only turns to another time (再说今年): that time holds on."""
    return bool(_table().turn.fullmatch(words))


def is_demand(words: str) -> bool:
    """Whether who-says-it demands what follows (他要求, 会议部署)."""
    return bool(_table().demand.search(words))


def is_count(words: str) -> bool:
    """Whether a stretch only says how many things follow."""
    return bool(_table().counting.fullmatch(words))


def is_responsibility(words: str) -> bool:
    """Whether a stretch says who is responsible, or by when, for what stands before it."""
    return bool(_table().responsible.match(words))


def is_body(words: str) -> bool:
    """Whether a stretch is nothing but a body, as in a cell of a table."""
    return bool(_table().body.fullmatch(words))


def frame_length(words: str) -> int:
    """Return the length of who-says-it at the start of a stretch, where its own words follow."""
    found = _table().said.match(words)
    return found.end() if found and found.end() < len(words) else 0


def mark_length(words: str) -> int:
    """Return the length of the list mark at the start of a stretch (一是, 第一，, 1.)."""
    return _end(_table().mark.match(words))


def decide(name: str) -> float:
    """Return a threshold of rules/kinds.toml."""
    return float(rules("kinds")["decide"][name])


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule; `test` is its pattern's way to match, on the core of a stretch or on all of it."""

    name: str
    pattern: re.Pattern[str]
    on_core: bool
    test: Callable[[str], re.Match[str] | None]
    votes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Table:
    rules: tuple[_Rule, ...]
    signals: Mapping[str, Mapping[str, float]]
    verb: re.Pattern[str]
    deed: re.Pattern[str]
    ended: re.Pattern[str]
    manner: re.Pattern[str]
    dated: re.Pattern[str]
    actor: re.Pattern[str]
    mark: re.Pattern[str]
    intro: re.Pattern[str]
    means: re.Pattern[str]
    only_means: re.Pattern[str]
    result: re.Pattern[str]
    result_tail: re.Pattern[str]
    model: re.Pattern[str]
    thing: re.Pattern[str]
    relative: re.Pattern[str]
    rank: re.Pattern[str]
    apart: re.Pattern[str]
    part: re.Pattern[str]
    told: re.Pattern[str]
    led: re.Pattern[str]
    item: re.Pattern[str]
    title: re.Pattern[str]
    point: re.Pattern[str]
    said: re.Pattern[str]
    list: re.Pattern[str]
    rally: re.Pattern[str]
    preamble: re.Pattern[str]
    question: re.Pattern[str]
    demand: re.Pattern[str]
    turn: re.Pattern[str]
    counting: re.Pattern[str]
    body: re.Pattern[str]
    level: re.Pattern[str]
    unnamed: re.Pattern[str]
    numbered: re.Pattern[str]
    responsible: re.Pattern[str]
    urging_only: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    kinds, around = rules("kinds"), rules("frames")
    verbs = {k: v.split() for k, v in rules("verbs").items()}
    frames = around["frames"]
    deed, urging = set(verbs["deed"]), set(verbs["urging"])
    made = tuple(_rules(kinds["rule"], verbs))
    return _Table(
        rules=made,
        signals=kinds["signals"],
        verb=re.compile(any_of(deed | urging)),
        deed=re.compile(any_of(v for v in deed if len(v) > 1)),
        ended=re.compile(any_of(verbs["ended"])),
        manner=re.compile(f"(?:{any_of(verbs['manner'])})*"),
        dated=re.compile(frames["dated"]),
        actor=re.compile(frames["actor"]),
        mark=re.compile(frames["mark"]),
        intro=re.compile(frames["intro"]),
        means=re.compile(frames["means"]),
        only_means=re.compile(frames["only_means"]),
        result=re.compile(any_of(verbs["raising"])),
        result_tail=re.compile(rf"(?:{any_of(frames['result_tails'])})[”’]?$"),
        model=re.compile(around["references"]["model"]),
        thing=next(r.pattern for r in made if r.name == "what.deed.thing"),
        relative=re.compile(around["ends"]["relative"]),
        rank=re.compile(around["ends"]["rank"]),
        apart=re.compile(frames["apart"]),
        part=re.compile(frames["part"]),
        told=re.compile(frames["told"]),
        led=re.compile(frames["led"]),
        item=re.compile(frames["item"]),
        title=re.compile(frames["title"]),
        point=re.compile(frames["point"]),
        list=re.compile(frames["list"]),
        rally=re.compile(frames["rally"]),
        preamble=re.compile(frames["preamble"]),
        question=re.compile(frames["question"]),
        demand=re.compile(frames["demand"]),
        turn=re.compile(frames["turn"]),
        numbered=re.compile(frames["numbered"]),
        level=re.compile(frames["level"]),
        unnamed=re.compile(rules("targets")["ends"]["unnamed"]),
        body=re.compile(frames["body"]),
        counting=re.compile(frames["counting"]),
        responsible=re.compile(frames["responsible"]),
        said=re.compile(frames["said"]),
        urging_only=frozenset(urging - deed),
    )


def _rules(
    entries: Iterable[Mapping[str, object]], verbs: Mapping[str, Iterable[str]]
) -> Iterator[_Rule]:
    for entry in entries:
        where = str(entry.get("where", "words"))
        if "pattern" in entry:
            pattern = str(entry["pattern"])
        else:
            words = entry["words"]
            pattern = any_of(verbs[words] if isinstance(words, str) else words)  # type: ignore[arg-type]
        if where == "tail":
            pattern = rf"(?:{pattern})[等的”’》]?$"
        made = re.compile(pattern)
        test = {"start": made.match, "head": made.match, "whole": made.fullmatch}.get(where)
        votes: Mapping[str, float] = entry["votes"]  # type: ignore[assignment]
        yield _Rule(str(entry["id"]), made, where == "head", test or made.search, votes)


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
