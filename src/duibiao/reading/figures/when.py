"""Of which period a number is: by its clause, its sentence, what it goes on from, or its passage."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ..expressions.patterns import any_of
from ..expressions.times import Time
from ..rules import rules
from .context import Now, Spot, clause_start
from .measures import Predicate
from .periods import Span, in_stock, is_range, last_month, last_years
from .phrases import Phrase

_OPENING = 8
_AT_ONCE = 1
_FIRST_HALF = 6


def period_of(
    plain: str,
    spot: Spot,
    said: Predicate,
    phrase: Phrase,
    now: Now,
    published: date | None,
    *,
    elsewhere: bool,
) -> tuple[str, str]:
    """Return the period of a number, and how it is known: clause, years, from, carried, static, passage …"""
    if now.before_elsewhere not in ("", now.elsewhere):
        now.before = ""  # 2020年长沙县……。我区煤炭产业占71.3%
    floor = clause_start(plain, spot.at, spot.q.start)
    ago = _AGO.search(plain, floor, spot.q.start)
    if ago and published:
        return str(
            published.year - 1 - "一二三四五六七八九十".find(ago[1].replace("两", "二"))
        ), "clause"
    here = _here(plain, spot, said, phrase, now, floor)
    years = _YEARS.search(plain, floor, spot.q.start)
    present = not here and _present().search(plain, floor, spot.q.start)
    if present and now.span.range and published and int(now.span.range[5:]) < published.year:
        # 全市现有, after what “十三五” brought: as it stands now, at no period of the passage.
        now.span, now.before, now.sentence_period = Span(), "", ""
        return "", "static"
    under_way = len(now.span.period) > 4 and now.span.period[:4] == str(published)[:4]
    present = None if now.span.period and not under_way else present
    if present and published is not None:
        here = now.sentence_period = str(published.year)
    if years and not here:
        count = "一二三四五六七八九十".find(years[1].replace("两", "二")) + 1
        now.sentence_period = last_years(count, now.span)
        return now.sentence_period, "years"
    flows = not now.of_project and _is_flow(plain, spot, phrase, floor)
    flows = flows and not _MONTH.search(plain, now.start, floor)  # 9月当月，新区完成投资51.3亿元
    if here:
        return _up_to(here, now) if flows and here == now.as_of else here, "clause"
    period = now.sentence_period or _of_passage(now)
    period = _up_to(period, now) if flows else period
    if period and _SAME_TIME.search(plain, max(floor - 1, 0), spot.q.start):
        return _year_before(period), "year before"
    if period and _MONTH.search(plain, floor, spot.q.start):
        return in_stock(period), "month"
    first = spot.q.start if spot.first < 0 else spot.first
    if plain[:first].rstrip(" ")[-1:] in ("由", "从"):
        if now.span.range:
            return str(int(now.span.range[:4]) - 1), "from"
        counted = len(period) == 4 and not elsewhere and spot.unit not in _OF_ANY_TIME
        return (_year_before(period) if counted else ""), "from"
    if said.basis == "annual average" and (rise := _RISE.search(plain, now.start, spot.q.start)):
        return f"{int(rise[1]) + 1}-{rise[2]}", "range"
    if said.basis == "annual average" and now.span.range:
        return now.span.range, "range"
    told_anew = any(spot.at <= t.start < floor and t.period == period for t in now.times)
    if not phrase and now.subject.period and not now.subject.was and not told_anew:
        carried = now.subject.period
        total = said.measure == "rank" or _TOTAL.search(plain, floor, spot.q.start)
        if is_range(carried) and total:
            carried = carried[5:]  # 五年新增市场主体52万户，总量突破100万户
        return carried, "carried"
    if now.progress and _tells_progress(plain, spot, phrase, now):
        now.sentence_period = now.progress
        return _up_to(now.progress, now) if flows else now.progress, "progress"
    if (now.describes or elsewhere) and not now.sentence_period:
        return "", "static" if now.describes else "elsewhere"
    static = phrase.full in rules("figures")["static"]["names"] and not now.counted
    if static and not _OF_SEVERAL.match(plain, spot.q.end):
        return "", "static"
    if said.cumulative and now.span.range:
        return now.span.range, "range"
    if is_range(period):
        season = int(period[5:]) - int(period[:4]) == 1
        kept = season or phrase.deed or said.cumulative or said.basis == "annual average"
        kept = kept or phrase.start >= spot.q.start
        return (period, "range") if kept else (period[5:], "end of range")
    return period, "sentence" if now.sentence_period else "passage"


def _of_passage(now: Now) -> str:
    """Return the period that the passage is about, or what an earlier sentence names."""
    return now.as_of or now.span.period or now.before or now.day


def names_this_year(now: Now, published: date | None) -> bool:
    """Whether a sentence opens with the year of publication: 今年我们的路子是……"""
    if published is None:
        return False
    opening = (t for t in now.times if t.start - now.start < _OPENING)
    return any(t.period == str(published.year) for t in opening)


def under_way(plain: str, now: Now, end: int, published: date | None) -> bool:
    """Whether a sentence speaks of a whole year that has just begun: 今年，全县农林牧渔业总产值增长4.5%."""
    begun = published is not None and published.month <= _FIRST_HALF
    return begun and names_this_year(now, published) and not is_done(plain[now.start : end])


def is_done(words: str) -> bool:
    """Whether words say that something has been reached already: 已, 累计, 以来."""
    return any(w in words for w in rules("figures")["done"]["words"])


def _here(plain: str, spot: Spot, said: Predicate, phrase: Phrase, now: Now, floor: int) -> str:
    """Return the period that the number's own clause names; let one that opens a clause hold on."""
    here = ""
    for t in now.times:
        if not (spot.at <= t.start < spot.q.start and t.period) or _is_until(plain, t):
            continue
        if plain.startswith("起", t.end):
            continue
        against = plain[t.start : t.end].removeprefix("到") in said.against
        if t.start >= spot.said_at and (said.measure == "difference" or against):
            continue  # 比全年目标低, 完成全年计划的45%
        before = plain[max(0, t.start - 2) : t.start]
        if before == "截至":
            now.as_of = t.period
        from_or_to = before[-1:] in tuple("由从到为至") and before != "截至"
        if t.start < floor:
            now.sentence_period = _of_time(plain, t, now)
            continue
        here = _of_time(plain, t, now)
        behind = phrase.start < floor and t.start <= floor + _AT_ONCE
        leads = behind or (t.start <= phrase.start if phrase else t.start <= floor)
        expected = leads and before in _EXPECTED
        now.expected |= expected and not now.sentence_period
        opens = leads and not from_or_to and not (expected and now.sentence_period)
        opens = opens and not _is_aside(plain, t, phrase, now)
        if (opens or (said.reached and now.subject.was)) and not is_range(t.period):
            now.sentence_period = here
            now.as_of = now.as_of if now.as_of == t.period else ""
    if plain.startswith("（", spot.q.end):
        close = plain.find("）", spot.q.end)
        for t in now.times:
            if spot.q.end < t.start < close and t.period:
                here = now.sentence_period = t.period
    return here


def _is_aside(plain: str, t: Time, phrase: Phrase, now: Now) -> bool:
    """Whether a time holds for its number alone: 7月当月, or 一季度还下降2.6% among figures of the half year."""
    if _MONTH.match(plain, t.end):
        return True
    told = now.sentence_period or now.span.period
    if phrase or not told or told == t.period or is_range(told) or is_range(t.period):
        return False
    return told[:4] == t.period[:4] and last_month(t.period) < last_month(told)


def _tells_progress(plain: str, spot: Spot, phrase: Phrase, now: Now) -> bool:
    """Whether a number of no named time says how far a project is: 形象进度：路基完成82%."""
    told = now.sentence_period or now.span.period
    stands = told[4:5] == "Q" or _STANDS.search(plain, spot.at, max(spot.q.end, phrase.end) + 4)
    of_part = stands and not now.of_project and in_stock(told) == now.progress
    if (told not in ("", now.progress, now.progress[:4]) and not of_part) or phrase.full in rules(
        "figures"
    )["static"]["names"]:
        return False
    line = plain.rfind("\n", 0, spot.q.start) + 1
    words = plain[now.start : max(spot.q.end, phrase.end)]
    return bool(_PROGRESS_LINE.match(plain, line) or _PROGRESS.search(words))


def _is_flow(plain: str, spot: Spot, phrase: Phrase, floor: int) -> bool:
    """Whether a number is of what was done from the year's begin on: 完成投资421亿元, 投资完成率62%."""
    said = plain[min(phrase.start, floor) if phrase else floor : spot.q.start]
    summed = spot.unit.endswith("元") or spot.unit in ("%", "个百分点")
    return summed and bool(_FLOW.search(said)) and not _MONTH.search(said)


def _up_to(period: str, now: Now) -> str:
    """Return the period of the report for the month that it ends with: 截至8月底完成投资 in a report of 1—8月."""
    told = now.span.period
    return told if told != period == in_stock(told) else period


def _year_before(period: str) -> str:
    """Return the same part of the year before: 2022M01-09 for 2023M01-09."""
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) - 1), period)


def _of_time(plain: str, t: Time, now: Now) -> str:
    """Return the period of a time; 12月底 is the year's end, 三季度末 that of September, 全年 of the year last named."""
    words = plain[t.start : t.end]
    if words == "全年" and now.sentence_period and not is_range(now.sentence_period):
        return now.sentence_period[:4]
    if _TO_NOW.match(plain, t.end) and not is_range(t.period):
        return t.period[:4]
    if words[-1] not in "末底":
        return t.period
    return t.period[:4] if t.period.endswith("M12") else in_stock(t.period)


def _is_until(plain: str, t: Time) -> bool:
    """Whether a time is one to come by its words alone: 用三年时间, 三年内."""
    return t.by and bool(_UNTIL.search(plain, t.start, t.end))


_EXPECTED = ("预计", "有望")  # 预计全年 says nothing of the sentences after it
_STANDS = re.compile("已(?!完成投资)|未|开[复]?工率")
_FLOW = re.compile("完成|支出|到位")
_OF_SEVERAL = re.compile(r"的[^，。；]{2,20}等\d+个")  # 总投资52亿元的智能工厂等17个项目竣工
_TOTAL = re.compile("总[量数]|达到?|突破")
_OF_ANY_TIME = (
    "个工作日",
    "工作日",
    "天",
    "小时",
    "分钟",
    "元",
)  # 由5个工作日压缩到2个: since when is not said
_PROGRESS_LINE = re.compile(
    "(?:目前|工程|项目|形象|建设)?(?:进展|进度)(?:情况)?：|(?:存在)?(?:问题|困难)："
)
_PROGRESS = re.compile("已|累计|完成|封顶|主体|未|开工率|尚有")
_AGO = re.compile("[由从]([一二两三四五六七八九十])年(?:以)?前的?\\Z")  # 由三年前的27家
_MONTH = re.compile("当月|单月")
_SAME_TIME = re.compile("(?:(?:^|[，；。：])(?:而|但)?|[由从])(?:去年|上年)同期(?!相?比)")
_TO_NOW = re.compile("[^，。；]{0,6}到(?:现在|目前|如今)")  # 9月开秤到现在
# 由2015年的7684元增加到2020年的11926元，年均增长9.2%
_RISE = re.compile(
    r"[由从](20\d\d)年[^，。；]{0,16}[到至](20\d\d)年[^，。；]{0,16}，[^，。；\d]{0,12}\Z"
)
_UNTIL = re.compile("年(?:左右)?的?时间|年之?以?内|年努力")
_YEARS = re.compile(
    r"(?<!连续)(?<!近)([二三四五六七八九十两])年(?:来)?间?，?(?:累计|净|年均|共|来|新|建成|引进|完成|减|投入|实施|带动)"
)


@lru_cache(maxsize=1)
def _present() -> re.Pattern[str]:
    return re.compile(any_of(rules("figures")["present"]["words"]))
