"""Figures: numbers stated as fact, each with its region, indicator, period, value, unit and measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from duibiao.records import Catalogue, Figure, Quote, Regions, Vintage

from ..expressions.names import find_names, indicator_of, spelled_out, usual_name
from ..expressions.places import RegionName, find_regions, own_name
from ..expressions.quantities import Quantity, Ratio, find_quantities, find_ranks, find_ratios
from ..expressions.times import find_times
from ..passages import Paragraph, Passages, Sentence
from ..rules import rules
from .context import Now, Spot, Subject, clause_start
from .filters import is_among, is_countable, is_no_figure, is_to_come, qualifies
from .groups import Token, groups_of, is_rank
from .measures import Predicate, predicate, rank_predicate
from .names import Naming, members
from .periods import Span, Spans, in_stock, is_range
from .phrases import (
    Phrase,
    deed_after,
    is_known,
    part_of_phrase,
    phrase_after,
    phrase_before,
)
from .regions import Whereabouts
from .tables import Cell, find_tables
from .when import is_done, is_open, names_this_year, period_of, under_way


def find_figures(
    passages: Passages,
    *,
    region: str = "",
    catalogue: Catalogue,
    regions: Regions | None = None,
    skip: Sequence[Quote] = (),
) -> tuple[Figure, ...]:
    """Return the figures of a document, in order.

    `region` is the document's own, with its long name where `regions` knows it; `skip` are the places of
    commitments, whose numbers are no figures. What the text leaves open (a period) stays "".

    >>> from duibiao.records import Document
    >>> text = "2020年乐山市统计公报\\n地区生产总值2003.43亿元，比上年增长4.1%。"
    >>> found = find_figures(Passages(Document("a.txt", text)), region="乐山市", catalogue=Catalogue())
    >>> [(f.indicator, f.period, f.value, f.unit, f.measure) for f in found]
    [('地区生产总值', '2020', 2003.43, '亿元', 'level'), ('地区生产总值', '2020', 4.1, '%', 'growth')]
    """
    known = regions.find(region) if regions is not None and region else None
    home = own_name(known.name_zh if known else region) or _region_of_title(passages)
    scanner = _Scanner(passages, home, catalogue, tuple(skip))
    for paragraph in passages.paragraphs:
        scanner.read(paragraph)
    return tuple(scanner.found)


def _region_of_title(passages: Passages) -> str:
    """Return the region that the first line of the document names, "" where it names none."""
    first = next(iter(passages.paragraphs), None)
    if first is None:
        return ""
    named = [r.name for r in find_regions(passages.plain, first.start, first.end) if not r.own]
    return named[0] if named else ""


class _Scanner:
    def __init__(
        self, passages: Passages, home: str, catalogue: Catalogue, skip: tuple[Quote, ...]
    ) -> None:
        self.plain = passages.plain
        self.document = passages.document
        self.catalogue = catalogue
        self.skip = skip
        self.spans = Spans(passages)
        self.tables = find_tables(passages, self.spans.base.year)
        self.naming = Naming(self.plain)
        self.where = Whereabouts(self.plain, home)
        self.found: list[Figure] = []
        self.event = ""  # the month of the last date given to the day
        self.real = bool(re.search(r"增长(?:速度|率)?按(?:可比|不变)", self.plain))
        self.initial = bool(re.search(r"(?:数据|数)(?:均?为|系).{0,6}(?:初步|快报)", self.plain))

    def read(self, paragraph: Paragraph) -> None:
        """Read the figures of a paragraph."""
        now = Now(self.spans.enter(paragraph))
        self.where.enter(paragraph, now)
        cells = self.tables.get(paragraph.start)
        if cells is not None:
            self._table_row(cells, now)
            return
        for sentence in paragraph.sentences:
            self._sentence(sentence, now)

    def _table_row(self, cells: tuple[Cell, ...], now: Now) -> None:
        for cell in cells:
            q = Quantity(cell.start, cell.end, (cell.start, cell.end), cell.value, cell.unit)
            phrase = phrase_before(self.plain, *cell.name, (), ())
            said = Predicate(cell.measure, 0, f"figure.table.{cell.measure}")
            now.sentence_period = cell.period
            spot = Spot(q, cell.unit, cell.start, cell.start)
            self._add(spot, said, phrase, now, listed=True)

    def _sentence(self, sentence: Sentence, now: Now) -> None:
        start, end = sentence.start, sentence.end
        now.before = now.sentence_period or now.before
        now.sentence_period, now.counted, now.recent, now.start = "", "", [], start
        year = now.span.year or (int(now.before[:4]) if now.before else None)
        now.times = find_times(self.plain, self.document.published, start, end, year=year)
        now.regions = self.where.regions_of(start, end)
        now.vintage = self._vintage(self.plain[start:end])
        days = [t.period for t in now.times if "日" in self.plain[t.start : t.end]]
        if days:
            now.day = self.event = days[-1]
        if self.event and _THIS_TIME.search(self.plain, start, end):
            now.sentence_period = self.event
        this_year = names_this_year(now, self.document.published)
        if this_year and now.span.period[:4] < str(self.document.published)[:4]:
            now.span = Span()
        if this_year or _APART.match(self.plain, start, end):
            now.before = ""
        now.ahead = under_way(self.plain, now, end, self.document.published)
        at = max(start, now.heading_end)
        for group in groups_of(self.plain, self._tokens(at, end)):
            first, last = group[0], group[-1]
            if not any(q.start < last.end and first.start < q.end for q in self.skip):
                at = max(at, self._group(group, at, end, now))
            at = max(at, last.end)
        self.where.follow(at, end, now)

    def _tokens(self, start: int, end: int) -> list[Token]:
        found: list[Token] = [
            *find_ratios(self.plain, start, end),
            *find_ranks(self.plain, start, end),
        ]
        taken = [(r.start, r.end) for r in found]
        for q in find_quantities(self.plain, start, end):
            free = not any(a < q.end and q.start < b for a, b in taken)
            if free and not qualifies(self.plain, q, end):
                found.append(q)
        return sorted(found, key=lambda q: q.start)

    def _group(self, group: list[Token], at: int, end: int, now: Now) -> int:
        """Read one number or a list of numbers; return where the words that belong to it end."""
        first = group[0]
        if is_to_come(self.plain, at, first.start) or self._is_ahead(at, first, now):
            self._mention(first, end, now)
            return at
        if isinstance(first, Ratio):
            self._ratio(first, at, now)
            return at
        floor = clause_start(self.plain, at, first.start)
        lead = self.plain[floor : self._before_time(floor, first.start, now)]
        ranked = is_rank(self.plain, first)
        said = rank_predicate(lead) if ranked else predicate(lead, first.unit)
        spot = Spot(first, first.unit, at, floor + said.start)
        if self._further(spot, now):
            return at
        self.where.follow(at, spot.said_at, now)
        self.naming.note(at, spot.said_at)
        if len(group) > 1:
            self._list(group, spot, said, now)
            return at
        phrase, after = self._phrase(spot, end, said, now)
        if is_among(self.plain, first, end):
            self._mention(first, end, now)
        elif ranked or not is_no_figure(self.plain, first, said, phrase, after, at, end):
            self._add(spot, said, phrase, now, after=after)
        elif names := find_names(self.plain, at, first.start):
            # 地区生产总值连跨2个百亿台阶、突破400亿元: what is named goes on to the next number.
            now.subject = Subject(names[-1].name, names[-1].name)
        adjoining = _ADJOINING.match(self.plain, first.end)
        return phrase.end if after and not adjoining else at

    def _mention(self, first: Token, end: int, now: Now) -> None:
        """Let what a number counts that is no figure itself be what the next one goes on with."""
        counts = isinstance(first, Quantity) and is_countable(first)
        named = phrase_after(self.plain, first.end, end) if counts else None
        if named:
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
        past = any(not is_open(t.period, self.document.published) for t in times)
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
            equal = _EQUAL.search(self.plain, floor, t.start)
            if floor < t.start and between in ("", "的", "末的", "底的") and not equal:
                return t.start + (self.plain[t.start] in "到至")
        return end

    # --- what the number is of

    def _phrase(self, spot: Spot, end: int, said: Predicate, now: Now) -> tuple[Phrase, bool]:
        """Return the phrase that names a number, and whether it stands after it."""
        before = phrase_before(self.plain, spot.at, spot.said_at, now.times, now.regions)
        counts = said.measure == "level" and is_countable(spot.q)
        if before.name in rules("figures")["phrase"]["sizes"] and self.plain[spot.q.end] == "的":
            after = phrase_after(self.plain, spot.q.end, end)
            if after:
                return after, True
        if counts and not said.reached and not is_known(usual_name(before.name)):
            adjoining = _ADJOINING.match(self.plain, spot.q.end)
            after = phrase_after(self.plain, adjoining.end() if adjoining else spot.q.end, end)
            after = after or (
                Phrase(0, 0, "", "") if before else deed_after(self.plain, spot.q.end, end)
            )
            if after:
                return after, True
        if (
            spot.unit == "%"
            and self.plain.startswith("的", spot.q.end)
            and said.measure != "growth"
        ):
            after = phrase_after(self.plain, spot.q.end, end, counted=False)
            if after:
                return replace(after, full=f"{after.name}占比", name=f"{after.name}占比"), True
        part, rest = part_of_phrase(before.full)
        if part:
            where = RegionName(before.start, before.start + len(part), part)
            before = replace(before, full=rest, region=where)
        if before and before.full != before.deed:
            return before, False
        return self._earlier(spot, counts, before, now) or before, False

    def _earlier(self, spot: Spot, counts: bool, before: Phrase, now: Now) -> Phrase | None:
        """Return the phrase of a clause without a number before this one: 投资总额由降转升，增长1.7%."""
        stop = clause_start(self.plain, spot.at, spot.said_at) - 1
        if stop <= spot.at or self.plain[stop] != "，":
            return None
        begins = self.plain[spot.at] in "，；、 " or spot.at == now.start
        if counts and begins and (before.region or spot.at < before.start):
            earlier = phrase_before(self.plain, spot.at, stop, now.times, now.regions)
            if earlier and len(earlier.full) <= 14:
                return earlier
        trend = list(_TREND.finditer(self.plain, spot.at, stop))
        if trend and trend[-1].end() == stop:
            return phrase_before(self.plain, spot.at, trend[-1].start(), now.times, now.regions)
        for name in reversed(find_names(self.plain, spot.at, stop)):
            earlier = phrase_before(self.plain, spot.at, name.end, now.times, now.regions)
            if earlier:
                return earlier
        return None

    # --- lists

    def _further(self, spot: Spot, now: Now) -> bool:
        """Read the second standard of a difference: 高于全国2.2个百分点、全省0.5个百分点."""
        m = _FURTHER.fullmatch(self.plain, spot.at, spot.q.start) if self.found else None
        last = self.found[-1] if self.found else None
        if m is None or last is None or last.measure != "difference" or last.unit != spot.unit:
            return False
        sign = -1 if last.value < 0 else 1
        said = Predicate("difference", 0, "figure.difference.further", sign, m[1])
        nothing = Phrase(spot.q.start, spot.q.start, "", "")
        self._add(replace(spot, said_at=m.start(1)), said, nothing, now)
        return True

    def _list(self, group: list[Token], spot: Spot, said: Predicate, now: Now) -> None:
        phrase = phrase_before(self.plain, spot.at, spot.said_at, now.times, now.regions)
        of_regions = self._regions_listed(spot.at, phrase, now) if phrase else ()
        if len(of_regions) == len(group):
            for token, where in zip(group, of_regions, strict=True):
                if isinstance(token, Quantity):
                    at_own = replace(spot, q=token, unit=token.unit, first=group[0].start)
                    one_of = replace(phrase, region=where)
                    self._add(at_own, said, one_of, now, listed=True)
            return
        standards = [s for s in re.split("[、和及]", said.against) if s]
        if said.measure == "difference" and len(standards) == len(group):
            for token, standard in zip(group, standards, strict=True):
                if isinstance(token, Quantity):
                    one = replace(said, against=standard)
                    at_own = replace(spot, q=token, unit=token.unit)
                    self._add(at_own, one, phrase, now, listed=True)
            return
        names = members(phrase.full) if phrase else now.subject.group
        generic = rules("figures")["phrase"]["generic"]
        if len(names) == len(group) and now.subject.name and all(n in generic for n in names):
            names, phrase = (now.subject.name,) * len(group), Phrase(spot.at, spot.at, "", "")
        if not phrase and len(names) != len(group):
            names = tuple(now.recent[-len(group) :])
        if said.measure == "contribution":
            names = tuple(n.removesuffix("占比") for n in names)
        if len(names) != len(group):
            now.recent = []
            return
        for token, name in zip(group, names, strict=True):
            if not isinstance(token, Quantity):
                continue
            own = predicate(self.plain[max(0, token.start - 4) : token.start], token.unit)
            one = said
            if token is not group[0] and own.measure in ("growth", "change"):
                one = replace(said, sign=own.sign, measure=own.measure)
            place = phrase.start if token is group[0] else token.start
            part = Phrase(place, place, name, name, region=phrase.region)
            one_spot = replace(spot, q=token, unit=token.unit, first=group[0].start)
            self._add(one_spot, one, part, now, listed=True)
        now.subject.group = names

    def _regions_listed(self, at: int, phrase: Phrase, now: Now) -> tuple[RegionName, ...]:
        """Return the regions that stand in a row right before a phrase: 阆中市、西充县投资完成率分别为."""
        row: list[RegionName] = []
        stop = phrase.start
        for r in reversed(now.regions):
            if (
                r.own
                or not at <= r.start < stop
                or self.plain[r.end : stop] not in ("", "、", "和", "的")
            ):
                continue
            row.insert(0, r)
            stop = r.start
        return tuple(row)

    def _ratio(self, ratio: Ratio, at: int, now: Now) -> None:
        floor = clause_start(self.plain, at, ratio.start)
        said = predicate(self.plain[floor : ratio.start], "")
        said_at = floor + said.start
        self.where.follow(at, said_at, now)
        phrase = phrase_before(self.plain, at, said_at, now.times, now.regions)
        table = rules("figures")["sectors"]
        text, names = self.plain[at : ratio.start], tuple(table["names"])
        if len(ratio.values) == 3 and (
            any(w in text for w in table["words"]) or now.subject.group == names
        ):
            share = replace(said, measure="share", sign=1, rule="figure.share.ratio")
            for place, value, name in zip(ratio.places, ratio.values, names, strict=True):
                q = Quantity(*place, place, value, "%")
                part = Phrase(phrase.start, phrase.start, name, name, region=phrase.region)
                self._add(Spot(q, "%", at, said_at, ratio.start), share, part, now, listed=True)
            now.subject.group = names
        elif len(ratio.values) == 2 and ratio.values[1] == 1:
            q = Quantity(ratio.start, ratio.end, ratio.places[0], ratio.values[0], "")
            level = replace(said, measure="level", sign=1)
            self._add(Spot(q, "", at, said_at), level, phrase, now)

    # --- one figure

    def _add(
        self,
        spot: Spot,
        said: Predicate,
        phrase: Phrase,
        now: Now,
        *,
        after: bool = False,
        listed: bool = False,
    ) -> None:
        last_unit = self.found[-1].unit if self.found and now.subject.measure else ""
        name, thing, measure = self.naming.named(spot, said, phrase, now.subject, last_unit)
        region = self.where.of(phrase.region, now) if phrase.region else now.region
        elsewhere = self.where.is_elsewhere(region)
        period, known_by = period_of(
            self.plain, spot, said, phrase, now, self.document.published, elsewhere=elsewhere
        )
        if len(name) < 2 or _NUMBERED.match(name) or self._lies_ahead(period):
            return
        if name.endswith(tuple(rules("figures")["stock"]["ends"])):
            period = in_stock(period)
        start, stop = self._quote(spot, phrase, after=after, listed=listed)
        value, unit = _in_print(spot, said, name)
        if phrase.deed in ("减少", "净减少") and measure == "change":
            value = -abs(value)
        figure = Figure(
            quote=Quote(self.document.text[start:stop], start, stop),
            region=region,
            indicator=indicator_of(name, self.catalogue),
            name=spelled_out(thing or name),
            period=period,
            value=value,
            unit=unit,
            measure=measure,  # type: ignore[arg-type]
            comparator=spot.q.comparator,
            vintage=now.vintage,
            basis=said.basis,
            real=said.real or self._is_real(name, measure, start),
            relative_to=said.against if measure in ("difference", "contribution") else "",
            confidence=_confidence(bool(phrase), known_by, name, after),
            rules=(said.rule, f"name.{'own' if phrase else 'carried'}", f"period.{known_by}"),
        )
        self.found.append(figure)
        self._go_on(figure, spot, phrase, name, now, listed=listed)

    def _go_on(
        self, figure: Figure, spot: Spot, phrase: Phrase, name: str, now: Now, *, listed: bool
    ) -> None:
        if figure.measure == "share" and not phrase and _PLANNED.search(figure.quote.text):
            return  # 占年度计划的78% says something of the amount before, which goes on
        clause = clause_start(self.plain, spot.at, spot.q.start)
        now.subject = Subject(
            name,
            figure.name,
            phrase.full or now.subject.full,
            figure.period,
            figure.measure,
            now.subject.group if listed else (),
            bool(_FROM.search(self.plain, clause, spot.q.start)),
            counted=figure.name if is_countable(spot.q) else now.subject.counted,
        )
        if figure.measure == "level" and not listed:
            now.recent.append(phrase.full if usual_name(phrase.full) == name else name)
            if name.endswith("项目"):
                now.counted = name
        if phrase:
            self.naming.remember(name)

    def _quote(self, spot: Spot, phrase: Phrase, *, after: bool, listed: bool) -> tuple[int, int]:
        q = spot.q
        if listed or after:
            return q.start, phrase.end if after else q.end
        if phrase:
            return min(phrase.start, q.start), q.end
        return min(max(spot.said_at, clause_start(self.plain, spot.at, q.start)), q.start), q.end

    def _lies_ahead(self, period: str) -> bool:
        published = self.document.published
        if not period or published is None:
            return False
        return int(period[5:9] if is_range(period) else period[:4]) > published.year

    def _vintage(self, text: str) -> Vintage:
        for vintage, words in rules("figures")["vintage"].items():
            if any(w in text for w in words):
                return Vintage(vintage)
        return Vintage.PRELIMINARY if self.initial else Vintage.UNSTATED

    def _is_real(self, name: str, measure: str, start: int) -> bool:
        if measure != "growth" or not name.endswith(("生产总值", "增加值")):
            return False
        said = re.search(r"(?:可比|不变)价", self.plain[max(0, start - 24) : start + 8])
        return self.real or said is not None


def _in_print(spot: Spot, said: Predicate, name: str) -> tuple[float, str]:
    """Return value and unit: 9.86万贫困人口 are 9.86 万人."""
    value, unit = round(spot.q.value * said.sign, 10), spot.unit
    if unit == "万" and _PEOPLE.search(name):
        return value, "万人"
    return value, unit


def _confidence(own: bool, known_by: str, name: str, after: bool) -> float:
    """How sure a figure is: less where its name or period is taken over, or its name is not in the table."""
    sure = rules("figures")["confidence"]
    left: float = 1.0 - float(sure["period"].get(known_by, sure["period"]["other"]))
    left -= float(sure["carried"]) * (not own) + float(sure["unknown"]) * (not is_known(name))
    return round(left - float(sure["after"]) * after, 2)


# A sentence that opens with one of these does not speak of the time of the one before.
_APART = re.compile(
    r"[一二三四五六七八九]是|第[一二三四五六七八九]|其[一二三]|首先|其次|再次|[^，。；“]{0,16}(?:谈到|表示|认为|介绍|坦言|告诉记者)"
)
_NUMBERED = re.compile(r"\d+[省市县区镇天]")  # 4天、3省、2600多公里
_PEOPLE = re.compile("人口|人员|居民|群众|农民|学生|职工|党员|劳动力|游客")
_EACH = re.compile(r"(?:每人每[年月天]|每[人户亩年月天])\Z")
_TODAY = re.compile(r"(?:目前|现在|如今)的\Z")
_TREND = re.compile(
    "翻了?[一两]番|(?:实现)?零的?突破|由[负降]转[正升]|止跌回升|再创新高|(?:稳步|大幅|快速|较快|持续|平稳|稳定)(?:增长|提升|下降|增加|攀升)"
)
_THIS_TIME = re.compile("[本此这]次")
_ADJOINING = re.compile(r"\d[\d.]*[万亿]?(?:亩|平方米|公里|公顷|人|户)")  # 9宗437亩工业用地
_PLANNED = re.compile("计划|任务|目标|预算")
_FROM = re.compile(r"(?:由|从)[^，；。]{0,10}\Z")
_EQUAL = re.compile(r"(?:是|相当于|恢复到)\Z")  # 是2015年的5.9倍
_FURTHER = re.compile(r"[、，和及](?:比|较)?(全[国省市区县州盟][一-鿿]{0,4}?)(?:分别)?(?:高|低)?")
