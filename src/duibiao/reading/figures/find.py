"""Figures: numbers stated as fact, each with its region, indicator, period, value, unit and measure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from duibiao.records import Catalogue, Figure, Quote, Regions, Speaker

from ..expressions.names import find_names, usual_name
from ..expressions.places import RegionName, find_regions, own_name
from ..expressions.quantities import Quantity, Ratio, find_quantities, find_ranks, find_ratios
from ..expressions.times import find_times
from ..passages import Paragraph, Passages, Sentence
from ..rules import rules
from .context import Now, Spot, Subject, clause_start
from .filters import is_among, is_countable, is_no_figure, is_to_come, qualifies
from .groups import Token, groups_of, is_rank
from .measures import Predicate, predicate, rank_predicate
from .periods import Span, Spans, is_open
from .phrases import (
    phrase_after,
    phrase_before,
)
from .record import Record
from .series import add_further, add_in_brackets, add_list, add_ratio, head_of_list
from .subjects import ADJOINING, subject_of
from .tables import Cell, find_tables
from .when import is_done, names_this_year, under_way


def find_figures(
    passages: Passages,
    *,
    region: str = "",
    catalogue: Catalogue,
    regions: Regions | None = None,
    speakers: Sequence[Speaker] = (),
    skip: Sequence[Quote] = (),
) -> tuple[Figure, ...]:
    """Return the figures of a document, in order.

    `region` is the document's own, with its long name where `regions` knows it; what one of the `speakers`
    says for a firm or a park is of that body; `skip` are the places of
    commitments, whose numbers are no figures. What the text leaves open (a period) stays "".

    >>> from duibiao.records import Document
    >>> text = "2020年乐山市统计公报\\n地区生产总值2003.43亿元，比上年增长4.1%。"
    >>> found = find_figures(Passages(Document("a.txt", text)), region="乐山市", catalogue=Catalogue())
    >>> [(f.indicator, f.period, f.value, f.unit, f.measure) for f in found]
    [('地区生产总值', '2020', 2003.43, '亿元', 'level'), ('地区生产总值', '2020', 4.1, '%', 'growth')]
    """
    known = regions.find(region) if regions is not None and region else None
    home = own_name(known.name_zh if known else region) or _region_of_title(passages)
    scanner = _Scanner(passages, home, catalogue, speakers, tuple(skip))
    for paragraph in passages.paragraphs:
        scanner.read(paragraph)
    return tuple(scanner.record.found)


def _region_of_title(passages: Passages) -> str:
    """Return the region that the first line of the document names, "" where it names none."""
    first = next(iter(passages.paragraphs), None)
    if first is None:
        return ""
    named = [r.name for r in find_regions(passages.plain, first.start, first.end) if not r.own]
    return named[0] if named else ""


class _Scanner:
    def __init__(
        self,
        passages: Passages,
        home: str,
        catalogue: Catalogue,
        speakers: Sequence[Speaker],
        skip: tuple[Quote, ...],
    ) -> None:
        self.plain = passages.plain
        self.document = passages.document
        self.record = Record(self.plain, self.document, catalogue, home, speakers)
        skip = tuple(sorted(skip, key=lambda q: q.start))
        self.skip_starts = [q.start for q in skip]
        self.skip_ends = list(accumulate((q.end for q in skip), max))
        self.spans = Spans(passages)
        self.tables = find_tables(passages, self.spans.base.year)
        self.event = ""  # the month of the last date given to the day
        self.holiday = ""  # the month of the last holiday told of
        self.ranked = ""  # what the heading before ranks the regions by

    def read(self, paragraph: Paragraph) -> None:
        """Read the figures of a paragraph."""
        now = Now(self.spans.enter(paragraph), progress=self.spans.as_of)
        self.record.where.enter(paragraph, now)
        words = self.plain[paragraph.start : paragraph.end]
        if self.ranked and _RANK_ROW.match(words):
            of = self.ranked.removesuffix("增速")
            grows = "growth" if of != self.ranked else "level"
            now.subject = Subject(usual_name(of), of, of, measure=grows)
        elif m := _RANKING.search(words) if paragraph.is_heading else None:
            self.ranked = m["of"]
        else:
            self.ranked = ""
        cells = self.tables.get(paragraph.start)
        if cells is not None:
            self._table_row(cells, now)
            return
        for sentence in paragraph.sentences:
            self._sentence(sentence, now)

    def _table_row(self, cells: tuple[Cell, ...], now: Now) -> None:
        for cell in cells:
            if cell.of:
                known = find_regions(self.plain, *cell.of)
                whole = known and (known[0].start, known[0].end) == cell.of
                of = known[0] if whole else RegionName(*cell.of, self.plain[slice(*cell.of)])
                now.region = now.base = of.name
                now.of_project = now.describes = not whole
            if cell.in_words:
                self._sentence(Sentence(cell.start, cell.end, ()), now)
                continue
            if self._skips(cell.start, cell.end):
                continue
            q = Quantity(cell.start, cell.end, (cell.start, cell.end), cell.value, cell.unit)
            months = find_times(self.plain, self.document.published, *cell.name)
            phrase = phrase_before(self.plain, *cell.name, months, ())
            if not phrase and cell.unit.endswith("元") and self.plain.endswith("完成", *cell.name):
                phrase = replace(phrase, full="完成投资", name="完成投资")  # 上半年完成
            if cell.of:
                phrase = replace(phrase, region=of)
            said = Predicate(cell.measure, 0, f"figure.table.{cell.measure}")
            now.sentence_period = cell.period
            spot = Spot(q, cell.unit, cell.start, cell.start)
            self.record.add(spot, said, phrase, now, listed=True)

    def _sentence(self, sentence: Sentence, now: Now) -> None:
        start, end = sentence.start, sentence.end
        if now.sentence_period and not now.expected:
            now.before, now.before_elsewhere = now.sentence_period, now.elsewhere
        now.sentence_period, now.counted, now.recent, now.grown, now.start = "", "", [], [], start
        now.expected, now.row = False, ()
        year = now.span.year or (int(now.before[:4]) if now.before else None)
        now.times = find_times(self.plain, self.document.published, start, end, year=year)
        if year and names_this_year(now, self.document.published):
            # 今年开局不错，一季度工业投资增长21.3%, after last year's figures
            year = self.document.published.year if self.document.published else year
            now.times = find_times(self.plain, self.document.published, start, end, year=year)
        now.regions = self.record.where.regions_of(start, end)
        self.record.where.begin(now)
        now.vintage = self.record.vintage(self.plain[start:end])
        days = [t.period for t in now.times if "日" in self.plain[t.start : t.end]]
        if days:
            now.day = self.event = days[-1]
        if self.plain.startswith("其中", start):
            now.sentence_period = now.before
        if self.event and _THIS_TIME.search(self.plain, start, end):
            now.sentence_period = self.event
        feasts = [t.period for t in now.times if _HOLIDAY.search(self.plain, t.start, t.end)]
        self.holiday = feasts[-1] if feasts else self.holiday
        if self.holiday and not feasts and _HOLIDAY.search(self.plain, start, end):
            now.sentence_period = self.holiday
        this_year = names_this_year(now, self.document.published)
        if this_year and now.span.period[:4] < str(self.document.published)[:4]:
            now.span = Span()
        other_year = this_year and not str(self.document.published).startswith(now.before)
        if other_year or _stands_apart(self.plain[start:end]):
            now.before = ""
        now.ahead = under_way(self.plain, now, end, self.document.published)
        at = max(start, now.heading_end)
        asked = _ASKED.search(self.plain, start, end)
        if asked:
            named = phrase_before(self.plain, start, asked.start(), now.times, now.regions)
            now.subject = Subject(usual_name(named.full), named.name, named.full)
        tokens = self._tokens(at, end)
        promised = firm = False
        for group in groups_of(self.plain, tokens):
            first, last = group[0], group[-1]
            if self._is_named(first):
                continue
            if self._skips(first.start, last.end):
                promised, firm = True, firm or is_to_come(self.plain, at, first.start)
            elif not (promised and self._goes_on_to_promise(at, first, now, firm=firm)):
                at = max(at, self._group(group, at, end, now))
            at = max(at, last.end)
        self.record.where.follow(at, end, now)
        if not tokens:
            now.sentence_period = self._opening_time(now)

    def _goes_on_to_promise(self, at: int, first: Token, now: Now, *, firm: bool) -> bool:
        """Whether a number behind one that is promised is promised too: 确保完成投资500亿元，开工率达到100%."""
        floor = clause_start(self.plain, at, first.start, whole=True)
        dated = any(floor <= t.start < first.start for t in now.times)
        bound = isinstance(first, Quantity) and first.comparator in (">=", "<=")
        rises = _RISES.match(self.plain, first.end) is not None
        return (
            (firm or bound or rises) and not dated and not is_done(self.plain[floor : first.start])
        )

    def _opening_time(self, now: Now) -> str:
        """Return the time that a sentence opens with, for those after it: 今年我们过得不轻松."""
        for t in now.times:
            opens = t.start - now.start <= _AT_ONCE and t.period and not t.by
            if opens and t.period[:4] <= str(self.document.published or t.period)[:4]:
                return t.period
        return ""

    def _is_named(self, first: Token) -> bool:
        """Whether a number is part of the last name: 9个项目完成率低于50% is of 完成率低于50%项目."""
        last = self.record.found[-1] if self.record.found else None
        inside = last is not None and last.quote.start < first.start < last.quote.end
        return inside and self.plain[first.start : first.end] in last.name  # type: ignore[union-attr]

    def _skips(self, start: int, end: int) -> bool:
        """Whether a stretch reaches into one that is to be left out."""
        before = bisect_left(self.skip_starts, end)
        return before > 0 and self.skip_ends[before - 1] > start

    def _tokens(self, start: int, end: int) -> list[Token]:
        found: list[Token] = [
            *find_ratios(self.plain, start, end),
            *find_ranks(self.plain, start, end),
        ]
        taken = [(r.start, r.end) for r in found]
        for q in find_quantities(self.plain, start, end):
            free = not any(a < q.end and q.start < b for a, b in taken)
            free = free and not _BESIDE.search(self.plain, max(start, q.start - _LONGEST), q.start)
            if free and not qualifies(self.plain, q, end):
                found.append(q)
        return sorted(found, key=lambda q: q.start)

    def _group(self, group: list[Token], at: int, end: int, now: Now) -> int:
        """Read one number or a list of numbers; return where the words that belong to it end."""
        first = group[0]
        head = head_of_list(self.plain, at, end)
        if head and head.start() <= first.start and self.plain[first.start - 1] != "（":
            named = phrase_before(self.plain, at, head.start(), now.times, now.regions)
            if named and not (now.subject.name and named.full in _PROGRESS):
                self.record.naming.note(at, head.end())
                now.subject = Subject(usual_name(named.full), named.name, named.full)
            at = head.end()
            if at > first.start:
                return at
        if is_to_come(self.plain, at, first.start) or self._is_ahead(at, first, now):
            self._mention(first, end, now)
            return at
        if isinstance(first, Ratio):
            add_ratio(self.record, first, at, now)
            return at
        floor = clause_start(self.plain, at, first.start)
        lead = _ASIDE.sub("", self.plain[floor : self._before_time(floor, first.start, now)])
        ranked = is_rank(self.plain, first)
        said = rank_predicate(lead) if ranked else predicate(lead, first.unit)
        if not lead.strip("，") and self.plain[first.number[0]] == "翻":
            said = replace(said, measure="growth")
        spot = Spot(first, first.unit, at, floor + said.start)
        if add_in_brackets(self.record, spot, now) or add_further(self.record, spot, now):
            return at
        self.record.where.follow(at, spot.said_at, now)
        self.record.naming.note(at, spot.said_at)
        if len(group) > 1:
            add_list(self.record, group, spot, said, now)
            return at
        phrase, after = subject_of(self.plain, spot, end, said, now)
        if is_among(self.plain, first, end):
            if not _RANKS.match(self.plain, first.end):
                if after and _SOME_OF.match(self.plain, first.end):
                    self.record.add(spot, said, phrase, now, after=after)
                self._mention(first, end, now)
        elif ranked or not is_no_figure(self.plain, first, said, phrase, after, at, end):
            self.record.add(spot, said, phrase, now, after=after)
            of = phrase.region
            if of and re.search("[：、]", self.plain[max(at - 1, 0) : of.start]):
                now.row = (*now.row, of)  # A镇41.2%、B镇38.7%，分别低于: of these
        elif names := find_names(self.plain, at, first.start):
            # 地区生产总值连跨2个百亿台阶、突破400亿元: what is named goes on to the next number.
            now.subject = Subject(names[-1].name, names[-1].name)
        elif phrase and not after and first.comparator == ">":
            # 过货量首次突破千万吨，达到1160万吨
            now.subject = Subject(usual_name(phrase.full), phrase.name, phrase.full)
        adjoining = ADJOINING.match(self.plain, first.end)
        return phrase.end if after and not adjoining else at

    def _mention(self, first: Token, end: int, now: Now) -> None:
        """Let what a number counts that is no figure itself be what the next one goes on with."""
        counts = isinstance(first, Quantity) and is_countable(first)
        named = phrase_after(self.plain, first.end, end) if counts else None
        if named and not named.full.endswith(_RANKED):
            now.subject = Subject(usual_name(named.name), named.name)

    def _is_ahead(self, at: int, first: Token, now: Now) -> bool:
        """Whether the clause of a number names a time that is still to come, or one under way and no deed done."""
        floor = clause_start(self.plain, at, first.start, whole=True)
        times = [t for t in now.times if floor <= t.start < first.start and t.period]
        done = is_done(self.plain[floor : first.start])
        for t in times:
            part = t.by or len(t.period) > 4
            if part and not done and is_open(t.period, self.document.published):
                return True
        told = [t.period for t in times]
        if len(now.sentence_period) > len("2020"):
            told.append(now.sentence_period)  # 一季度投资增长21%，外贸进出口98亿元
        past = any(not is_open(period, self.document.published) for period in told)
        return now.ahead and not past and not done

    def _before_time(self, floor: int, end: int, now: Now) -> int:
        """Leave out a time that stands right before the number: 下降到2017年的36.8%."""
        each = _EACH.search(self.plain, floor, end)
        if each:
            return each.start()
        today = _TODAY.search(self.plain, floor, end)
        if today:
            return today.start()
        for t in now.times:
            between = self.plain[t.end : end] if t.end <= end else None
            equal = _EQUAL.search(self.plain, floor, t.start + (self.plain[t.start] == "到"))
            if floor < t.start and between in ("", "的", "末的", "底的") and not equal:
                return t.start + (self.plain[t.start] in "到至")
        return end


def _stands_apart(sentence: str) -> bool:
    """Whether a sentence does not speak of the time of the one before: another point, another speaker."""
    table = rules("figures")["apart"]
    opening = sentence[:_OPENING].split("，")[0].split("“")[0]
    said = any(w in opening for w in table["speaking"])
    return said or bool(_MARKED.match(sentence)) or sentence.startswith(tuple(table["openings"]))


_OPENING = 22
_RANKING = re.compile("(?P<of>[一-鿿]{2,14}?)(?:排名|排行|排序|位次)(?:情况|榜)?$")
_RANK_ROW = re.compile("(?:排名|排在|居)?[前后末][两二三四五六七八十][位名]?(?:的?是|为|有)?：")
_PROGRESS = ("进度", "推进", "工作", "进展")
_AT_ONCE = 2
# 比全省（7.7%）和全国（7.0%）分别高0.7、1.4个百分点: what others have stands beside the distance.
_BESIDE = re.compile(
    r"(?:比|较|[高低快慢]于)[^，。；]{0,24}?全[国省市州区县盟][^，。；（）]{0,6}（\Z"
)
_ASIDE = re.compile(r"（\d[\d.]*%）")
_LONGEST = 36
_RISES = re.compile("(?:提高|提升|增加|扩大|增|压减|降低|压缩|下降|降)[到至]")  # 由38%提高到45%
_MARKED = re.compile(r"[一二三四五六七八九]是|第[一二三四五六七八九]|其[一二三]")
_RANKED = ("居第", "排第", "列第", "居", "排", "列")
_RANKS = re.compile("[一-鿿（）、]{1,14}?(?:居|排|列)(?:第|名|在|老)")
_SOME_OF = re.compile(r"[一-鿿（）、]{2,14}?[中里](?:有|(?=\d))")  # 35个行业大类中27个实现增长
_ASKED = re.compile("(?:情况)?(?:呢|怎么样|如何|怎样|多少)？?\\Z")
_EACH = re.compile(r"(?:每人每[年月天]|每[人户亩年月天])\Z")
_TODAY = re.compile(r"(?:目前|现在|如今)的\Z")
_THIS_TIME = re.compile("[本此这]次|其间，")
_HOLIDAY = re.compile("(?:小?长|节)假|假期|黄金周|节日期间|(?<=[庆节一”])[三五七八]天")
_EQUAL = re.compile(r"(?:是|相当于|恢复到|(?<=，)[仅只]?为)\Z")  # 是2015年的5.9倍
