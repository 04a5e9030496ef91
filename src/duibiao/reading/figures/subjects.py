"""The phrase that names what a number is of: before it, after it, or in a clause before its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ..expressions.names import find_names, is_known, usual_name
from ..expressions.patterns import any_of
from ..expressions.places import RegionName, find_regions
from ..rules import rules
from .carriers import part_of_phrase, project_of
from .context import Now, Spot, clause_start
from .filters import GIVING, is_countable
from .measures import Predicate
from .phrases import (
    Phrase,
    deed_after,
    phrase_after,
    phrase_before,
)
from .states import enter_those, in_state, is_state, shared_out
from .told import told, topic


def subject_of(plain: str, spot: Spot, end: int, said: Predicate, now: Now) -> tuple[Phrase, bool]:
    """Return the phrase that names a number, and whether it stands after it."""
    contest = _CONTEST.search(plain, spot.at, spot.q.start) if said.measure == "rank" else None
    if contest:
        of = contest["of"]
        return Phrase(contest.start("of"), contest.end("of"), of, of), False
    enter_those(plain, spot, now)
    if said.measure == "level" and not said.reached:
        state = in_state(plain, spot, end, now) or shared_out(plain, spot, end, now)
        if state:
            return state, True
    verb = told(plain, spot, end, now) if said.measure == "level" else None
    if verb:
        return verb, plain[spot.q.end : verb.end].strip() != ""
    before = phrase_before(plain, spot.at, spot.said_at, now.times, now.regions)
    counts = said.measure == "level" and is_countable(spot.q)
    if before.name in rules("figures")["phrase"]["sizes"] and plain.startswith("的", spot.q.end):
        after = phrase_after(plain, spot.q.end, end)
        if after:
            return after, True
    if before.full in ("一期", "二期", "三期", "首期") and spot.unit.endswith(
        ("平方米", "亩", "千瓦")
    ):
        after = phrase_after(plain, spot.q.end, end)  # 一期12万平方米厂房
        if after:
            full = f"{before.full}{after.name}"
            return replace(after, full=full, name=full, region=before.region), True
    last = plain[max(0, spot.q.start - 2) : spot.q.start].rstrip()[-1:]
    from_level = bool(before) and last in ("由", "从")  # 企业由212家整合为107家
    if counts and not from_level and not said.reached and not is_known(usual_name(before.name)):
        adjoining = ADJOINING.match(plain, spot.q.end)
        after = phrase_after(plain, adjoining.end() if adjoining else spot.q.end, end)
        named = before and not _AMONG.search(plain, spot.at, spot.q.start)
        after = after or (Phrase(0, 0, "", "") if named else deed_after(plain, spot.q.end, end))
        if after:
            done = before.full == before.deed != "" and after.full == after.name
            if done and len(before.full) == 2 and before.region is None:  # 改造28个小区
                full = f"{before.full}{after.name}"
                after = replace(after, full=full)
            stated = is_state(before.full) and plain.startswith("的", before.end)
            if stated and before.region is None:  # 未开工的44个项目
                full = f"{before.full}{after.name}"
                after = replace(after, full=full, name=full, deed=before.full)
            return after, True
    if spot.unit == "%" and plain.startswith("的", spot.q.end) and said.measure != "growth":
        after = phrase_after(plain, spot.q.end, end, counted=False)
        if after:
            by = GIVING.search(plain, now.start, spot.q.start)
            full = f"{by['who'] if by else ''}{after.name}占比"
            return replace(after, full=full, name=full), True
    of_project = project_of(before.full)
    if of_project and before.region is None:
        rest = before.full[len(of_project) :]
        where = RegionName(before.start, before.start + len(of_project), of_project)
        now.region, now.describes = of_project, True
        return replace(before, full=rest, name=rest, deed="", region=where), False
    part, rest = part_of_phrase(before.full)
    if part:
        where = RegionName(before.start, before.start + len(part), part)
        before = replace(before, full=rest, region=where)
    bare = not re.search("[占比率]", plain[before.end : spot.q.start])
    goes_on = spot.unit == "%" or spot.unit.endswith(now.subject.unit[-1:])
    place = _place(before.full) if goes_on and bare and now.subject.name else ""
    if place:
        where = RegionName(before.start, before.end, place)
        return Phrase(before.end, before.end, "", "", region=where), False
    of_part = topic(plain, spot, before, now)
    if of_part:
        return of_part, False
    if before and before.full != before.deed:
        return before, False
    earlier = _earlier(plain, spot, counts, before, now)
    if earlier is None and not before and said.measure == "level" and spot.unit.endswith("亩"):
        after = phrase_after(plain, spot.q.end, end)
        if after:
            return after, True  # 我家12亩酥梨, 228万亩农作物
    return earlier or before, False


def _earlier(plain: str, spot: Spot, counts: bool, before: Phrase, now: Now) -> Phrase | None:
    """Return the phrase of a clause without a number before this one: 投资总额由降转升，增长1.7%."""
    stop = clause_start(plain, spot.at, spot.said_at) - 1
    if stop <= spot.at or plain[stop] != "，":
        return None
    begins = plain[spot.at] in "，；、 " or spot.at == now.start
    if counts and begins and (before.region or spot.at < before.start):
        earlier = phrase_before(plain, spot.at, stop, now.times, now.regions)
        if earlier and len(earlier.full) <= 14:
            return earlier
    trend = list(_trend().finditer(plain, spot.at, stop))
    if trend and trend[-1].end() == stop:
        return phrase_before(plain, spot.at, trend[-1].start(), now.times, now.regions)
    for name in reversed(find_names(plain, spot.at, stop)):
        earlier = phrase_before(plain, spot.at, name.end, now.times, now.regions)
        if earlier:
            return earlier
    opened = (
        None if counts else _opens_with().match(plain, clause_start(plain, spot.at, stop), stop)
    )
    if opened and not re.search(r"\d", opened.string[opened.start() : stop]):
        return phrase_before(plain, spot.at, opened.end("of"), now.times, now.regions)
    return None


def _place(words: str) -> str:
    """Return the place that words only name: 同期开原市 is 开原市; "" where they name more than one."""
    words = _BESIDE.sub("", words)
    if _PLACE.fullmatch(words):
        return words
    named = find_regions(words)
    whole = named and (named[0].start, named[0].end) == (0, len(words)) and not named[0].own
    return named[0].name if whole else ""


# 在全省营商环境评价中排第5位: the rank is of what is judged.
_CONTEST = re.compile(
    "在(?:[^，；。]{0,4}?(?:[省市县区州]|全国)的?)?(?P<of>[一-鿿]{2,14}?(?:评价|考核|考评|测评|评比|评估))中"
)
_BESIDE = re.compile("^(?:同期|隔壁的?|邻近的?|周边的?|相邻的?)")
_AMONG = re.compile("[中里](?:已?有|已)?\\Z")
_PLACE = re.compile(
    "[一-鿿]{2,10}(?:园区|产业园|工业园|工业区|集聚区|开发区|经开区|高新区|新区|新城|片区|组团|街道|[镇乡村])"
)
ADJOINING = re.compile(r"\d[\d.]*[万亿]?(?:亩|平方米|公里|公顷|人|户)")  # 9宗437亩工业用地


@lru_cache(maxsize=1)
def _opens_with() -> re.Pattern[str]:
    """Return the pattern of an amount that a clause opens with: 贸易额则要亮眼得多，达到1860亿元."""
    measures = any_of(rules("figures")["carriers"]["measures"])
    return re.compile(
        rf"[，；。、\s]?(?![按以扣剔受因据])(?P<of>[一-鿿]{{0,10}}?(?:{measures}))(?=[一-鿿])(?!的)"
    )


@lru_cache(maxsize=1)
def _trend() -> re.Pattern[str]:
    return re.compile(any_of(rules("figures")["trend"]["words"]))
