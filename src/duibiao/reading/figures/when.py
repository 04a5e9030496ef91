"""Of which period a number is: by its clause, its sentence, what it goes on from, or its passage."""

from __future__ import annotations

import re

from ..expressions.times import Time
from ..rules import rules
from .context import Now, Spot, clause_start
from .measures import Predicate
from .periods import is_range, last_years
from .phrases import Phrase


def period_of(
    plain: str, spot: Spot, said: Predicate, phrase: Phrase, now: Now, *, elsewhere: bool
) -> tuple[str, str]:
    """Return the period of a number, and how it is known: clause, years, from, carried, static, passage …"""
    floor = clause_start(plain, spot.at, spot.q.start)
    here = _here(plain, spot, said, phrase, now, floor)
    years = _YEARS.search(plain, floor, spot.q.start)
    if years and not here:
        count = "一二三四五六七八九十".find(years[1].replace("两", "二")) + 1
        return last_years(count, now.span), "years"
    if here:
        return here, "clause"
    if plain[spot.q.start - 1 : spot.q.start] in ("由", "从"):
        return (str(int(now.span.range[:4]) - 1) if now.span.range else ""), "from"
    if said.basis == "annual average" and now.span.range:
        return now.span.range, "range"
    if not phrase and now.subject.period and not now.subject.was:
        return now.subject.period, "carried"
    single = now.describes or (
        phrase.full in rules("figures")["static"]["names"] and not now.counted
    )
    if (single or elsewhere) and not now.sentence_period:
        return "", "static" if single else "elsewhere"
    if phrase.full in rules("figures")["static"]["names"] and not now.counted:
        return "", "static"
    period = now.sentence_period or now.span.period or now.day
    if said.cumulative and now.span.range:
        return now.span.range, "range"
    if is_range(period):
        kept = phrase.deed or said.basis == "annual average" or phrase.start >= spot.q.start
        return (period, "range") if kept else (period[5:], "end of range")
    return period, "sentence" if now.sentence_period else "passage"


def _here(plain: str, spot: Spot, said: Predicate, phrase: Phrase, now: Now, floor: int) -> str:
    """Return the period that the number's own clause names; let one that opens a clause hold on."""
    here = ""
    for t in now.times:
        if not (spot.at <= t.start < spot.q.start and t.period) or _is_until(plain, t):
            continue
        if plain.startswith("起", t.end):
            continue
        if said.measure == "difference" and t.start >= spot.said_at:
            continue  # 比全年目标低
        from_or_to = plain[max(0, t.start - 1) : t.start] in ("由", "从", "到", "为", "至")
        if t.start < floor:
            now.sentence_period = t.period
            continue
        here = t.period
        opens = bool(phrase) and t.start <= phrase.start and not from_or_to
        if (opens or (said.reached and now.subject.was)) and not is_range(t.period):
            now.sentence_period = t.period
    if plain.startswith("（", spot.q.end):
        close = plain.find("）", spot.q.end)
        for t in now.times:
            if spot.q.end < t.start < close and t.period:
                here = now.sentence_period = t.period
    return here


def _is_until(plain: str, t: Time) -> bool:
    """Whether a time is one to come by its words alone: 用三年时间, 三年内."""
    return t.by and bool(_UNTIL.search(plain, t.start, t.end))


_UNTIL = re.compile("年(?:左右)?的?时间|年之?以?内|年努力")
_YEARS = re.compile(r"([二三四五六七八九十两])年(?:来)?间?(?:累计|净|年均|共|来)")
