"""Which period a passage is about: by its title, its headings, its paragraphs and its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ..expressions.quantities import find_quantities
from ..expressions.times import find_times
from ..passages import Paragraph, Passages
from ..script import plain

_LEVELS = (
    re.compile(
        r"第[一二三四五六七八九十\d]+(?:[章篇部]|个?(?:意思|问题|方面|层意思))|[一二三四五六七八九十]+[、.．]"
    ),
    re.compile(r"（[一二三四五六七八九十]+）|【|[■◆●▲★]|任务[一二三四五六七八九十]+"),
    re.compile(r"\d{1,2}[、.．]|（\d{1,2}）"),
)
_PLAN = re.compile(r"方案|计划|要点|安排|任务|目标|清单|责任书|规划|行动|打算|纲要|部署")
_REPORT = re.compile(
    r"公报|经济|指标|数据|外贸|财政|工业|消费|收入|增长|同比|运行|总结|述职|回顾|执行情况|完成情况|简况|分析|形势|快报|月报|季报"
    r"|(?:推进|进展|建设|实施)情况"
)
# 现将1—7月全市重点项目推进情况通报如下
_TOLD_BELOW = re.compile(r"现[将就](?P<of>[^，；。]{2,40}情况)[^，；。]{0,20}如下")
# A paragraph with one of these openings speaks of the same time as the one before.
_GOES_ON = re.compile(
    "——|同时|与此同时|在?肯定成绩|在?看到?成绩|成绩[^，。；]{0,8}[，的]|但是?，|但是?也?要|不过，|也要[讲说]"
    "|[喜忧好难]的?在(?:哪里|哪儿|哪|何处)|[喜忧]的是|不?好的(?:方面|一面)|(?:问题|短板|不足|差距)[也还同]|再看(?:短板|问题|不足)|说[完了过]成绩"
    "|我们也|当然|也要看到|从外部看|(?:必须|我们|也)?[要也]?清醒"
)
# What is wrong is told as it stands now, at no period of the report.
_PROBLEMS = re.compile(r"(?:问题|不足|困难|短板|差距)(?:和[一-鿿]{2,6})?[：。]?$")
# Who wrote it and when: no heading of what follows.
_BYLINE = re.compile(r"（[^（）]*\d{4}年\d{1,2}月[^（）]*）")
# A list of projects says how far they are on one day: 进展情况表（截至9月30日）.
_UP_TO = re.compile(r"截[至止](?=[^，。；）]{0,5}\d{1,2}月)")
_PROJECTS = re.compile("项目|工程")
_QUARTER = re.compile("Q[23]")  # how far they are by its end
_HEAD, _TITLE, _HEAD_LINES = 400, 60, 8
_SENTENCE = re.compile("[。；！？]")
FIRMS = ("公司", "集团", "合作社")  # its time is not that of the county's figures behind it
_EVENT = re.compile(r"活动|仪式|会议|举行|召开|开工|签约|考察|讲话|座谈")


@dataclass(frozen=True, slots=True)
class Span:
    """A period and the range of years that it may also be about (“十三五”)."""

    period: str = ""
    range: str = ""

    @property
    def year(self) -> int | None:
        """The year that a passage's bare months and 上年 count from."""
        return (
            int(
                self.period[-4:]
                if "-" in self.period and "M" not in self.period
                else self.period[:4]
            )
            if self.period
            else None
        )


class Spans:
    """Follow the title and headings; give each paragraph the period it starts from."""

    def __init__(self, passages: Passages) -> None:
        self._plain = passages.plain
        self._published: date | None = passages.document.published
        self.base = self._of_title(passages)
        self.as_of = self._of_list(passages)
        self._open: dict[int, Span] = {}
        self._last = Span()

    def enter(self, paragraph: Paragraph) -> Span:
        """Return the period of a paragraph; a heading sets it for what follows."""
        words = self._plain[paragraph.start : paragraph.end]
        level = next((i for i, p in enumerate(_LEVELS) if p.match(words)), None)
        if level is not None:
            self._open = {k: v for k, v in self._open.items() if k < level}
        head = paragraph.end if paragraph.is_heading else self._heading_end(paragraph)
        titled = (level is not None or paragraph.is_heading) and not _BYLINE.fullmatch(words)
        if titled and not find_quantities(self._plain, paragraph.start, head):
            found = self._named(paragraph.start, head)
            if found is None and head - paragraph.start <= 30 and _PROBLEMS.search(words):
                found = Span()
            if found is not None:
                self._open[level if level is not None else 3] = found
        now = self.base
        for key in sorted(self._open):
            now = self._open[key]
        if not now.period and _GOES_ON.match(words):
            now = self._last
        self._last = self._of_opening(paragraph, now)
        return self._last

    def _heading_end(self, paragraph: Paragraph) -> int:
        return paragraph.sentences[0].end if paragraph.sentences else paragraph.end

    def _named(self, start: int, end: int) -> Span | None:
        if end - start > 40:
            return None
        span: Span | None = None
        for t in find_times(self._plain, self._published, start, end, year=self.base.year):
            if t.period and not t.by and "日" not in self._plain[t.start : t.end]:
                if self._is_within_base(t.period):
                    continue
                is_range = "-" in t.period and "M" not in t.period
                span = Span(t.period, t.period if is_range else "")
        return span

    def _is_within_base(self, period: str) -> bool:
        """Whether a period is a month of the part of a year that the title names: 工业：3月止跌, in 一季度."""
        base = self.base.period
        month = re.fullmatch(r"\d{4}M\d\d", period)
        within = month and len(base) > 4 and not is_range(base) and base[:4] == period[:4]
        return bool(within) and last_month(period) <= last_month(base)

    def _of_opening(self, paragraph: Paragraph, now: Span) -> Span:
        """A year at the opening of a paragraph holds for all of it; a part of one only where nothing else is known."""
        if not paragraph.sentences:
            return now
        first = paragraph.sentences[0]
        stop = first.clauses[0].end if first.clauses else first.end
        for t in find_times(self._plain, self._published, first.start, stop, year=now.year):
            lead = self._plain[first.start : t.start]
            dated = "日" in self._plain[t.start : t.end]
            if not t.period or t.by or dated or len(lead) > 12 or lead.endswith(FIRMS):
                continue
            if self._plain.startswith(("的", "是", "起"), t.end):
                continue
            if "-" in t.period and "M" not in t.period:
                return Span(now.period if now.period and not now.range else t.period, t.period)
            if not now.period or now.range or (len(t.period) == 4 and len(now.period) == 4):
                return replace(now, period=t.period)
        return now

    def _of_list(self, passages: Passages) -> str:
        """Return the month up to which a list of projects tells how far they are (截至9月底), "" elsewhere."""
        head = self._plain[:_HEAD]
        told = _UP_TO.search(head)
        if not _PROJECTS.search(passages.document.title or head[:_TITLE]):
            return ""
        if told is None:
            return in_stock(self.base.period) if _QUARTER.search(self.base.period) else ""
        times = find_times(self._plain, self._published, told.start(), _HEAD, year=self.base.year)
        month = next((t.period for t in times if t.start <= told.end()), "")
        return "" if month.endswith("M12") else month

    def _of_title(self, passages: Passages) -> Span:
        title = passages.document.title
        head = [passages.words(p) for p in passages.paragraphs[:_HEAD_LINES]]
        first = head[0][:_TITLE] if head else ""
        found = self._of_words(plain(title).replace("\n", "") if title else first)
        if found is None:
            # ——2020年一季度全县经济运行简析, under a title of no time
            under = (
                w
                for w in head
                if len(w) <= _TITLE and not _SENTENCE.search(w) and _REPORT.search(w)
            )
            told = (m["of"] for w in head if (m := _TOLD_BELOW.search(w)))
            found = next((f for f in map(self._of_words, (*under, *told)) if f is not None), None)
        return found or Span()

    def _of_words(self, text: str) -> Span | None:
        """Return the period that a title tells of, None where it names no time."""
        named = re.search(r"(?:19|20)\d\d(?=年)", text)
        year = int(named[0]) if named else None
        periods = [
            t.period
            for t in find_times(text, self._published, year=year)
            if t.period and "日" not in text[t.start : t.end]
        ]
        if not periods:
            return None
        if any("-" in p and "M" not in p for p in periods):
            return Span()
        if len(periods) == 2 and int(periods[1][:4]) - int(periods[0][:4]) == 1:
            periods = periods[:1]  # 2023年工作总结和2024年工作思路: what is done is of the first
        if len({p[:4] for p in periods}) != 1:
            return Span()
        period = max(periods, key=len)
        ahead = self._published is None or int(period[:4]) >= self._published.year
        text = text.replace("国民经济和社会发展", "")
        to_come = len(period) > 4 or not str(self._published).startswith(period)
        if to_come and is_open(period, self._published):
            return Span()  # 订单排到三季度
        if not _REPORT.search(text) and (_PLAN.search(text) or _EVENT.search(text)) and ahead:
            return Span()
        return Span(
            in_stock(period) if _PROJECTS.search(text) and _QUARTER.search(period) else period
        )


def last_years(count: int, span: Span) -> str:
    """Return the period of the last `count` years (五年累计) as the passage means them, or ""."""
    if span.range and int(span.range[5:]) - int(span.range[:4]) + 1 == count:
        return span.range
    return f"{span.year - count + 1}-{span.year}" if span.year else ""


def is_range(period: str) -> bool:
    """Whether a period is of several years."""
    return len(period) == 9 and period[4] == "-"


def last_month(period: str) -> int:
    """Return the month that a period of one year ends with: 9 for "2020M01-09" and "2020Q3", 12 for "2020"."""
    part = period[4:5]
    if part in ("Q", "H"):
        return (3 if part == "Q" else 6) * int(period[5])
    return int(period[-2:]) if part == "M" else 12


def is_open(period: str, published: date | None) -> bool:
    """Whether a period ends after the month of publication."""
    if published is None:
        return False
    year = int(period[5:9] if is_range(period) else period[:4])
    if year != published.year:
        return year > published.year
    return last_month(period) > published.month


def in_stock(period: str) -> str:
    """Return the month at whose end a stock stands, for a period that runs up to it."""
    if re.fullmatch(r"\d{4}M\d\d-\d\d", period):
        return f"{period[:5]}{period[-2:]}"
    if re.fullmatch(r"\d{4}Q\d", period):
        return f"{period[:4]}M{3 * int(period[-1]):02d}"
    if period.endswith("H1"):
        return f"{period[:4]}M06"
    return period
