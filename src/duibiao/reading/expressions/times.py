"""Times that a text names, resolved against its date of publication and the year that a passage is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ..rules import rules
from .patterns import any_of
from .spacing import Closed


@dataclass(frozen=True, slots=True)
class Time:
    """A time as words in the text: its period ("2020", "2020M01-09", "2016-2020", or "" where open).

    `by` says that it is a deadline: 到2025年, 年底前, 6月底前.
    """

    start: int
    end: int
    period: str
    by: bool


def find_times(
    plain: str,
    published: date | None,
    start: int = 0,
    end: int | None = None,
    *,
    year: int | None = None,
) -> tuple[Time, ...]:
    """Return the times named between `start` and `end`, in order.

    今年 and 明年 count from `published`; bare months, 全年, 上年 and 年末 from `year`, the year that the
    passage is about, where it is given. What a change is measured from (比上年, 较2015年) is no time here.

    >>> [(t.period, t.by) for t in find_times("到2025年，明年6月底前，前三季度", date(2020, 11, 2))]
    [('2025', True), ('2021M06', True), ('2020M01-09', False)]
    """
    if not _MAY_BE.search(plain, start, len(plain) if end is None else end):
        return ()
    closed = Closed(plain, start, end)
    plain, found = closed.text, list[Time]()
    for m in _pattern().finditer(plain, closed.start, closed.end):
        planned = m["rel"] == "年初" and plain.startswith(_PLANNED, m.end())
        same_time = plain.startswith("同期", m.end())
        against = plain.startswith("的", m.end() + len("同期"))
        if same_time and m["rel"] and not m["against"] and not against:
            found.append(Time(m.start(), m.end() + len("同期"), "", by=False))
        if m["against"] or planned or same_time:
            continue
        known = _Known(published, year)
        words = (m.start("time"), m.end())
        lead = m["lead"] or ""
        by = bool(m["before"]) or (
            (lead in ("到", "至") and not (found and found[-1].end == m.start("lead")))
            or (m["tail"] == "底" and lead not in ("截至", "截止") and not _past(m))
        )
        if m["span"]:
            period, due = _span(m, known)
            by = by or due
        elif m["plan"]:
            period = _plan(m)
            by = by or m["plan_part"] in ("末", "末期")
        else:
            period = _period(m, known, by)
            by = by or (m["rel"] or "") in rules("times")["deadlines"]["words"]
            words = (m.start("lead") if lead in ("到", "至") and by else words[0], words[1])
        found.append(Time(*words, period, by))
    return tuple(
        replace(t, start=a, end=b) for t in found for a, b in [closed.place(t.start, t.end)]
    )


# A character that every time holds, or a year without its 年 (2016-2020): most stretches have none.
_MAY_BE = re.compile(r"[年月季旦节清午秋庆五十]|\d{4}")
_PLANNED = ("计划", "预算", "目标", "任务")


def _past(m: re.Match[str]) -> bool:
    return rules("times")["years"].get(m["rel"], 0) < 0 or m["rel"] in ("上年", "上年度")


@dataclass(frozen=True, slots=True)
class _Known:
    published: date | None
    year: int | None

    @property
    def now(self) -> int | None:
        return self.published.year if self.published else None

    @property
    def passage(self) -> int | None:
        return self.year or self.now


_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "〇": 0,
    "十一": 11,
    "十二": 12,
}


_SINCE = re.compile("以来|至今|(?P<begun>[^，；。\\d]{0,5}(?:到现在|到目前|至今|到如今))")
_DAYS_OFF = r"(?:(?:小|超)?长?假期?|黄金周|期间|(?<=天))+"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    table = rules("times")
    relative = any_of([*table["years"], *table["passage_years"]])
    plans = any_of(table["plans"])
    n = r"(?:[一二两三四五六七八九十]|\d{1,2})"
    spans = "|".join(
        f"(?P<span{i}>{any_of(s['words']).replace('N', n)})" for i, s in enumerate(table["spans"])
    )
    year = rf"(?:(?P<year>(?:19|20)\d\d)年度?|(?P<cyear>[一二][〇零九][〇零一二三四五六七八九]{{2}})年|(?P<rel>{relative}))(?:全年)?"
    part = (
        r"(?P<half>[上下]半年)|[前头](?P<quarters>[一二三])个?季度|第?(?P<quarter>[一二三四1-4])季度|(?<![提目此日以])[前头](?P<months>十[一二]?|[一二两三四五六七八九]|1?\d)个?月"
        r"|(?:0?1|[一元])月?[-至到](?P<to>1[0-2]|0?[1-9]|十[一二]?|[二三四五六七八九])月(?:份)?|(?P<from>1[0-2]|0?[1-9])月?[-至到](?P<from_to>1[0-2]|0?[1-9])月(?:份)?"
        r"|(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<day>[0-3]?\d)日)?"
    )
    feasts = any_of(table["holidays"])
    part += rf"|“?(?P<holiday>{feasts})”?节?(?:[二三五六七八\d]天)?{_DAYS_OFF}"
    return re.compile(
        r"(?P<against>(?:比|较|与|同)(?=(?:20|19)\d\d年|上年|上个?月|去年|前年|年初|今年|上半年|前.季度|.季度|\d{1,2}[-月至]|[“]?十[二三四五]五))?"
        r"(?P<lead>截至|截止|到|至)?(?P<time>"
        rf"(?P<y1>(?:19|20)\d\d)年?[-至到](?P<y2>(?:19|20)\d\d)年?|(?P<two>今明两年)"
        rf"|(?P<plan>[“‘「『\"]?(?P<plan_name>{plans})[”’」』\"]?)(?!(?:发展)?规划|纲要|良好|各专项|工业|开好局)(?:(?P<plan_part>期间|时期|末期?|以来|开局之年|收官之年|初期|中期)|(?=[，；。、]|要|全|将|的|第|我|发展|工作|主要|经济|回))"
        rf"|(?P<span>{spans})|(?P<action>{n}年(?:攻坚|行动计划))"
        rf"|(?P<moon>{any_of(table['months'])})(?:[0-3]?\d日|[上中下]旬)?|{year}(?:{part})?|(?:(?<![\d.])|(?<=\.)(?=[上下第前]|[一二三四]季))(?:{part.replace('P<', 'P<b_')})"
        r")(?:年(?=[末底]))?(?P<tail>[末底初])?(?P<before>之前|以前|前(?![一二三四\d]))?"
    )


def _period(m: re.Match[str], known: _Known, by: bool) -> str:
    if m["y1"]:
        return f"{m['y1']}-{m['y2']}"
    if m["action"]:
        return ""
    if m["moon"]:
        return _month_on(known.published, rules("times")["months"][m["moon"]])
    if m["two"]:
        return f"{known.now}-{known.now + 1}" if known.now else ""
    bare = not (m["year"] or m["cyear"] or m["rel"])
    part = _part(m, "b_" if bare else "")
    year = _bare_year(part, known, by) if bare else _named_year(m, known)
    if year is None or part is None:
        return ""
    if since := _SINCE.match(m.string, m.end()) if m["year"] and not part[0] else None:
        begun = since["begun"] is None or m.string[m.start() - 1 : m.start()] in ("从", "自")
        if begun and known.now is not None and year < known.now:
            return f"{year}-{known.now}"
    holiday = m["b_holiday" if bare else "holiday"]
    moved = rules("times")["holidays_moved"].get(holiday, {}) if holiday else {}
    return f"{year}M{moved[str(year)]:02d}" if str(year) in moved else f"{year}{part[0]}"


def _month_on(published: date | None, months: int) -> str:
    if published is None:
        return ""
    later = published.year * 12 + published.month - 1 + months
    return f"{later // 12}M{later % 12 + 1:02d}"


def _part(m: re.Match[str], prefix: str) -> tuple[str, int] | None:
    """Return how a part of a year is written and its last month; None where records know no such period."""
    group = m.groupdict()
    if half := group[f"{prefix}half"]:
        return ("H1", 6) if half[0] == "上" else ("H2", 12)
    if quarters := group[f"{prefix}quarters"]:
        last = 3 * _CHINESE[quarters]
        return f"M01-{last:02d}", last
    if quarter := group[f"{prefix}quarter"]:
        number = _number(quarter)
        return f"Q{number}", 3 * number
    if months := group[f"{prefix}months"] or group[f"{prefix}to"]:
        last = _number(months)
        return {3: "Q1", 6: "H1", 12: ""}.get(last, f"M01-{last:02d}"), last
    if group[f"{prefix}from"]:
        return None
    if holiday := group[f"{prefix}holiday"]:
        month = rules("times")["holidays"][holiday]
        return f"M{month:02d}", month
    if month := group[f"{prefix}month"]:
        return f"M{_number(month):02d}", _number(month)
    return "", 12


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _CHINESE[text]


def _named_year(m: re.Match[str], known: _Known) -> int | None:
    if m["year"]:
        return int(m["year"])
    if m["cyear"]:
        return int("".join(str(_CHINESE[c]) for c in m["cyear"]))
    table = rules("times")
    if m["rel"] in table["years"]:
        base, step = known.now, table["years"][m["rel"]]
    else:
        base, step = known.passage, table["passage_years"][m["rel"]]
    return None if base is None else int(base) + int(step)


def _bare_year(part: tuple[str, int] | None, known: _Known, by: bool) -> int | None:
    """Take the year of the passage; else the nearest one that lies before publication, or after it for a deadline."""
    if known.year is not None or known.published is None or part is None:
        return known.year
    written, last = part
    month = known.published.month
    if by:
        return known.published.year + (last < month)
    if written[:1] == "M":
        return known.published.year - (last > month)
    return known.published.year


def _span(m: re.Match[str], known: _Known) -> tuple[str, bool]:
    table = rules("times")["spans"]
    rule = next(s for i, s in enumerate(table) if m[f"span{i}"])
    digits = re.search(r"[一二两三四五六七八九十]|\d{1,2}", m["span"])
    if known.published is None or digits is None:
        return "", rule["by"]
    count, year, month = _number(digits[0]), known.published.year, known.published.month
    if rule["last"] == "year + n":
        return str(year + count), True
    if rule["last"] == "year + n - 1":
        first = year + (month > 9)
        return f"{first}-{first + count - 1}", rule["by"]
    if known.year is not None and known.year <= year:
        return _years(known.year - count + 1, known.year), rule["by"]
    return (_years(year - count, year - 1) if month <= 6 else ""), rule["by"]


def _years(first: int, last: int) -> str:
    return f"{first}-{last}" if first < last else str(last)


def _plan(m: re.Match[str]) -> str:
    first = int(rules("times")["plans"][m["plan_name"]])
    if m["plan_part"] in ("末", "末期", "收官之年") or m["tail"] in ("末", "底"):
        return str(first + 4)
    if m["plan_part"] == "开局之年":
        return str(first)
    return f"{first}-{first + 4}"
