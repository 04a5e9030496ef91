"""Figures: numbers stated as fact, each with its region, indicator, period, value, unit and measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from duibiao.records import Catalogue, Figure, Quote, Regions, Vintage

from .figure_measures import Predicate, predicate
from .names import indicator_of, usual_name
from .passages import Paragraph, Passages, Sentence
from .patterns import any_of
from .figure_tables import Cell, find_tables
from .figure_phrases import Phrase, indicator_name, is_known, part_of_phrase, phrase_after, phrase_before
from .places import RegionName, find_regions, known_regions, own_name
from .quantities import Quantity, Ratio, find_quantities, find_ranks, find_ratios
from .rules import rules
from .figure_periods import Span, Spans, in_stock, is_range, last_years
from .times import Time, find_times


def find_figures(
    passages: Passages,
    *,
    region: str = "",
    catalogue: Catalogue,
    regions: Regions | None = None,
    skip: Sequence[Quote] = (),
) -> tuple[Figure, ...]:
    """Return the figures of a document, in order.

    `region` is the document's own; `skip` are the places of commitments, whose numbers are no figures.
    What the text leaves open (a period, an indicator) stays "".

    >>> from duibiao.records import Document
    >>> text = "2020年乐山市统计公报\\n地区生产总值2003.43亿元，比上年增长4.1%。"
    >>> found = find_figures(Passages(Document("a.txt", text)), region="乐山市", catalogue=Catalogue())
    >>> [(f.indicator, f.period, f.value, f.unit, f.measure) for f in found]
    [('地区生产总值', '2020', 2003.43, '亿元', 'level'), ('地区生产总值', '2020', 4.1, '%', 'growth')]
    """
    home = own_name(region) or _region_of_title(passages)
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


@dataclass(slots=True)
class _Subject:
    """The indicator that a number without a name of its own goes on with."""

    name: str = ""
    thing: str = ""
    period: str = ""
    region: str = ""
    measure: str = ""
    group: tuple[str, ...] = ()
    full: str = ""
    was: bool = False  # said of an earlier time: 由上年的 a


@dataclass(slots=True)
class _Now:
    """What holds at a place in a sentence."""

    span: Span
    sentence_period: str = ""
    describes: bool = False  # the paragraph says what a project is: 建设内容：…
    day: str = ""  # the month of the last date given to the day, where nothing else is known
    counted: str = ""  # the projects last counted in the sentence
    region: str = ""
    recent: list[str] = field(default_factory=list)  # what the sentence gave amounts of
    vintage: Vintage = Vintage.UNSTATED
    times: tuple[Time, ...] = ()
    regions: tuple[RegionName, ...] = ()
    subject: _Subject = field(default_factory=_Subject)


class _Scanner:
    def __init__(
        self, passages: Passages, home: str, catalogue: Catalogue, skip: tuple[Quote, ...]
    ) -> None:
        self.plain = passages.plain
        self.document = passages.document
        self.home = home
        self.catalogue = catalogue
        self.skip = sorted(skip, key=lambda q: q.start)
        self.spans = Spans(passages)
        self.tables = find_tables(passages)
        self.found: list[Figure] = []
        self.part_region = ""
        self.family = ""
        self.real = bool(re.search(r"增长(?:速度|率)?按(?:可比|不变)", self.plain))
        self.initial = bool(re.search(r"(?:数据|数)(?:均?为|系).{0,6}(?:初步|快报)", self.plain))

    def read(self, paragraph: Paragraph) -> None:
        """Read the figures of a paragraph."""
        span = self.spans.enter(paragraph)
        now = _Now(span, region=self.home)
        static = rules("figures")["static"]["openings"]
        opening = self.plain[paragraph.start : paragraph.start + 10].lstrip("（）一二三四五六七八九十、.0123456789 ")
        now.describes = opening.startswith(tuple(static))
        self._mark_part(paragraph)
        cells = self.tables.get(paragraph.start)
        if cells is not None:
            self._table_row(cells, now)
            return
        for sentence in paragraph.sentences:
            self._sentence(sentence, now)

    def _table_row(self, cells: tuple[Cell, ...], now: _Now) -> None:
        for cell in cells:
            q = Quantity(cell.start, cell.end, (cell.start, cell.end), cell.value, cell.unit)
            phrase = phrase_before(self.plain, *cell.name, (), ())
            said = Predicate(cell.measure, 0, f"figure.table.{cell.measure}")
            now.sentence_period = cell.period
            self._add(q, cell.unit, said, phrase, cell.start, cell.start, now, listed=True)

    def _mark_part(self, paragraph: Paragraph) -> None:
        """Remember the county whose head speaks next, so that its 全县 is not taken for the document's."""
        if paragraph.end - paragraph.start > 40:
            return
        for r in find_regions(self.plain, paragraph.start, paragraph.end):
            if not r.own and self.plain[r.end : r.end + 2] in ("委书", "区长", "县长", "市长", "人民", "委常"):
                self.part_region = r.name

    def _sentence(self, sentence: Sentence, now: _Now) -> None:
        start, end = sentence.start, sentence.end
        text = self.plain[start:end]
        now.sentence_period = ""
        now.counted = ""
        now.recent = []
        now.times = find_times(self.plain, self.document.published, start, end, year=now.span.year)
        now.regions = self._regions_of(start, end)
        now.vintage = _vintage(text)
        for t in now.times:
            if "日" in self.plain[t.start : t.end]:
                now.day = t.period
        tokens = self._tokens(start, end)
        at = start
        for group in _groups(self.plain, tokens):
            first = group[0]
            if not any(q.start < _end(group[-1]) and _start(first) < q.end for q in self.skip):
                at = max(at, self._group(group, at, end, now))
            at = max(at, _end(group[-1]))
        self._follow_regions(at, end, now)

    def _regions_of(self, start: int, end: int) -> tuple[RegionName, ...]:
        """The regions of a sentence, with 泰宁 for a home that is 泰宁县."""
        found = list(find_regions(self.plain, start, end))
        for name in {self.home, self.part_region}:
            short = re.sub(r"[市县区旗州盟]$", "", name)
            at = self.plain.find(short, start, end) if len(short) > 1 else -1
            while at >= 0:
                stop = at + len(name) if self.plain.startswith(name, at) else at + len(short)
                if not any(r.start < stop and at < r.end for r in found):
                    found.append(RegionName(at, stop, name))
                at = self.plain.find(short, stop, end)
        return tuple(sorted(found, key=lambda r: r.start))

    def _tokens(self, start: int, end: int) -> list[Quantity | Ratio]:
        ratios = find_ratios(self.plain, start, end)
        ranks = find_ranks(self.plain, start, end)
        taken = [(r.start, r.end) for r in (*ratios, *ranks)]
        found: list[Quantity | Ratio] = [*ratios, *ranks]
        for q in find_quantities(self.plain, start, end):
            if not any(a < q.end and q.start < b for a, b in taken) and not self._qualifies(q, end):
                found.append(q)
        return sorted(found, key=lambda q: q.start)

    def _qualifies(self, q: Quantity, end: int) -> bool:
        """Whether a number says which things are meant: 投资过10亿元的项目, 5亩以上的企业."""
        after = self.plain[q.end : min(end, q.end + 2)]
        if self.plain[q.start - 2 : q.start] == "年产" and re.match(r"[一-鿿]", after):
            return True
        if q.comparator not in (">=", ">", "<=", "<") or not re.match(r"[一-鿿（]", after):
            return False
        inner = self.plain[q.number[0] : q.number[1]]
        if re.search(r"[多余]", inner) and q.end == q.number[1]:
            return False
        verbs = any_of([*rules("figures")["change"]["up"], *rules("figures")["change"]["down"]])
        return not re.match(rf"的?(?:{verbs}|增速|比重|左右)", self.plain[q.end : q.end + 4])

    # --- one number, or several in a list

    def _group(self, group: list[Quantity | Ratio], at: int, end: int, now: _Now) -> int:
        """Read one number or a list of numbers; return where the words that belong to it end."""
        first = group[0]
        lead_start = max(at, self._clause_floor(at, _start(first)))
        lead_end = self._before_time(lead_start, _start(first), now)
        lead = self.plain[lead_start:lead_end]
        if _to_come(self.plain, at, _start(first), end):
            return at
        if isinstance(first, Ratio):
            self._ratio(first, at, now)
            return at
        unit = first.unit if not _is_rank(self.plain, first) else "位"
        said = _rank_predicate(lead) if _is_rank(self.plain, first) else predicate(lead, first.unit)
        pred_at = lead_start + said.start
        further = _FURTHER.fullmatch(self.plain, at, _start(first)) if self.found else None
        if further and self.found[-1].measure == "difference" and first.unit == self.found[-1].unit:
            sign = -1 if self.found[-1].value < 0 else 1
            said = Predicate("difference", 0, "figure.difference.further", sign, further[1])
            nothing = Phrase(first.start, first.start, "", "")
            self._add(first, unit, said, nothing, at, further.start(1), now)
            return at
        self._follow_regions(at, pred_at, now)
        self._note_family(at, pred_at)
        if len(group) > 1:
            self._list(group, at, pred_at, said, now)
            return at
        phrase, after = self._phrase(first, at, pred_at, end, said, now)
        if not self._is_no_figure(first, phrase, after, at, end):
            self._add(first, unit, said, phrase, at, pred_at, now, after=after)
        return phrase.end if after else at

    def _before_time(self, floor: int, end: int, now: _Now) -> int:
        """Leave out a time that stands right before the number: 下降到2017年的36.8%."""
        for t in now.times:
            if floor < t.start < t.end <= end and self.plain[t.end : end] in ("", "的", "末的", "底的"):
                return t.start + (self.plain[t.start] in "到至")
        return end

    def _clause_floor(self, at: int, end: int) -> int:
        """The start of the last clause before a number: no predicate reaches over a mark."""
        floor = at
        for mark in "，；。\n【】":
            floor = max(floor, self.plain.rfind(mark, at, end) + 1)
        return floor

    def _phrase(
        self, q: Quantity, at: int, pred_at: int, end: int, said: Predicate, now: _Now
    ) -> tuple[Phrase, bool]:
        before = phrase_before(self.plain, at, pred_at, now.times, now.regions)
        if said.measure == "level" and not said.reached and _countable(q):
            after = phrase_after(self.plain, q.end, end)
            if after and not self._ends_here(before, q, after):
                return after, True
        part, rest = part_of_phrase(before.full)
        if part:
            deed = before.deed or (rest if rest.startswith(before.deed or "\0") else "")
            where = RegionName(before.start, before.start + len(part), part)
            before = replace(before, full=rest, region=where, deed=deed)
        if not before and said.measure == "level" and _countable(q) and (before.region or at < before.start):
            floor = self._clause_floor(at, pred_at)
            if floor - 1 > at and self.plain[floor - 1] == "，":
                earlier = phrase_before(self.plain, at, floor - 1, now.times, now.regions)
                if earlier and len(earlier.full) <= 14:
                    return earlier, False
        if not before:
            earlier = self._earlier(at, pred_at, now)
            if earlier:
                return earlier, False
        return before, False

    def _ends_here(self, before: Phrase, q: Quantity, after: Phrase) -> bool:
        """Whether the words before the number name it already, so that those after it begin something else."""
        if not before:
            return False
        return is_known(before.name) or is_known(usual_name(before.name))

    def _earlier(self, at: int, pred_at: int, now: _Now) -> Phrase | None:
        """Return the phrase of a clause without a number before this one: 投资总额由降转升，增长1.7%."""
        stop = self._clause_floor(at, pred_at) - 1
        if stop <= at or self.plain[stop : stop + 1] not in "，":
            return None
        for name in reversed(_names(self.plain, at, stop)):
            phrase = phrase_before(self.plain, at, name[1], now.times, now.regions)
            if phrase:
                return phrase
        return None

    # --- lists

    def _list(
        self, group: list[Quantity | Ratio], at: int, pred_at: int, said: Predicate, now: _Now
    ) -> None:
        phrase = phrase_before(self.plain, at, pred_at, now.times, now.regions)
        names = self._members(phrase.full) if phrase else now.subject.group
        if not phrase and len(names) != len(group):
            names = tuple(now.recent[-len(group) :])
        if len(names) != len(group):
            return
        before = now.subject
        for q, name in zip(group, names, strict=True):
            assert isinstance(q, Quantity)
            one = said if q is group[0] else self._own_verb(q, said)
            at_own = phrase.start if q is group[0] else q.start
            part = Phrase(at_own, at_own, name, name, region=phrase.region)
            self._add(q, q.unit, one, part, at, pred_at, now, listed=True)
        now.subject = replace(now.subject, group=names) if names else before

    def _own_verb(self, q: Quantity, said: Predicate) -> Predicate:
        own = predicate(self.plain[max(0, q.start - 4) : q.start], q.unit)
        return replace(said, sign=own.sign, measure=own.measure) if own.measure in ("growth", "change") else said

    def _members(self, text: str) -> tuple[str, ...]:
        table = rules("figures")["sectors"]
        if re.search(r"三次产业|[一二三]、二、三(?:次)?产业|一二三产业|第一、二、三产业|一、二、三产", text):
            tail = re.split(r"三(?:次)?产业?", text)[-1]
            names = [f"{m}{tail}" for m in table["members"]]
            return tuple(names)
        parts = [p for p in re.split(r"[、和与及]|以及", text) if p]
        if len(parts) < 2:
            return ()
        return tuple(_completed(p, parts[-1]) for p in parts)

    def _ratio(self, ratio: Ratio, at: int, now: _Now) -> None:
        pred = predicate(self.plain[self._clause_floor(at, ratio.start) : ratio.start], "")
        pred_at = self._clause_floor(at, ratio.start) + pred.start
        self._follow_regions(at, pred_at, now)
        phrase = phrase_before(self.plain, at, pred_at, now.times, now.regions)
        text = self.plain[at : ratio.start]
        table = rules("figures")["sectors"]
        sectors = len(ratio.values) == 3 and (
            any(w in text for w in table["words"]) or now.subject.group == tuple(table["names"])
        )
        if sectors:
            said = Predicate("share", pred.start, "figure.share.ratio")
            for place, value, name in zip(ratio.places, ratio.values, table["names"], strict=True):
                q = Quantity(*place, place, value, "%")
                part = Phrase(phrase.start, phrase.start, name, name)
                self._add(q, "%", said, part, at, pred_at, now, listed=True)
            now.subject = replace(now.subject, group=tuple(table["names"]))
        elif len(ratio.values) == 2 and ratio.values[1] == 1:
            q = Quantity(ratio.start, ratio.end, ratio.places[0], ratio.values[0], "")
            self._add(q, "", replace(pred, measure="level", sign=1), phrase, at, pred_at, now)

    # --- one figure

    def _add(
        self,
        q: Quantity,
        unit: str,
        said: Predicate,
        phrase: Phrase,
        at: int,
        pred_at: int,
        now: _Now,
        *,
        after: bool = False,
        listed: bool = False,
    ) -> None:
        own = bool(phrase)
        name, thing, measure = self._named(q, unit, said, phrase, now)
        if len(name) < 2:
            return
        period, certain = self._period(q, said, own, phrase, at, now, name)
        if self._lies_ahead(period):
            return
        value = q.value * said.sign
        if unit == "成":
            value, unit = q.value * 10, "%"
        if unit == "万" and re.search("人口|人员|居民|群众|农民|学生|职工|党员|劳动力|游客", name):
            unit = "万人"
        if measure == "change" and said.measure == "level":
            value = -abs(value) if phrase.deed in ("减少", "净减少") else value
        where = phrase.region
        region = self._region(where, now, own)
        start = q.start if listed else self._quote_start(q, phrase, pred_at, own, after)
        stop = phrase.end if after else q.end
        code = indicator_of(name, self.catalogue)
        if name.endswith(tuple(rules("figures")["stock"]["ends"])):
            period = in_stock(period)
        fired = (said.rule, f"name.{'own' if own else 'carried'}", f"period.{certain}")
        figure = Figure(
            quote=Quote(self.document.text[start:stop], start, stop),
            region=region,
            indicator=code,
            name=thing or name,
            period=period,
            value=round(value, 10),
            unit=unit,
            measure=measure,  # type: ignore[arg-type]
            comparator=q.comparator,
            vintage=self._vintage_of(now),
            basis=said.basis,
            real=said.real or self._is_real(name, measure, start),
            relative_to=said.against if measure in ("difference", "contribution") else "",
            confidence=self._confidence(own, certain, name, after),
            rules=fired,
        )
        self.found.append(figure)
        now.subject = _Subject(
            name, thing, period, region, measure, now.subject.group if listed else (),
            full=phrase.full if own else now.subject.full,
            was=bool(re.search(r"(?:由|从)[^，；。]{0,10}\Z", self.plain[self._clause_floor(at, q.start) : q.start])),
        )
        if measure == "level" and not listed:
            now.recent.append(name)
        if name.endswith("项目") and measure == "level":
            now.counted = name
        if own:
            self._set_family(name)

    def _named(
        self, q: Quantity, unit: str, said: Predicate, phrase: Phrase, now: _Now
    ) -> tuple[str, str, str]:
        """Return the indicator's usual name, the thing as written, and the measure."""
        measure: str = said.measure
        if not phrase:
            name, thing = now.subject.name, now.subject.thing
            if now.subject.measure == "share" and measure in ("contribution", "growth") and q.unit != "":
                name, thing = name.removesuffix("占比"), thing.removesuffix("占比")
            if measure in ("level", "change") and name.startswith(_new()) and (
                measure == "change" or unit == _unit_of(self.found)
            ):
                name = _without_new(name)
            if measure == "share" and name and not name.endswith("占比"):
                planned = re.search("计划|任务|目标|预算", said.against)
                thing = name if planned else f"{name}占比"
                name = f"{now.subject.full or name}占比" if planned else f"{name}占比"
            if said.reached and now.subject.measure == "growth" and unit == "%":
                measure = "growth"
            if measure == "level" and now.subject.measure == "share" and unit in ("%", "成"):
                measure = "share"
            return name, thing, measure
        name = indicator_name(phrase)
        thing = phrase.name
        if phrase.deed and phrase.full == phrase.deed != "占地" and now.subject.name:
            return f"{phrase.full}{_without_new(now.subject.thing)}", now.subject.thing, measure
        bare = self._of_before(phrase, now) if measure == "level" else ""
        if bare:
            return bare, phrase.full, measure
        if measure == "share" and not name.endswith(("占比", "比重")):
            base = name
            whole = re.sub(r"^的|全部|(?:的)$", "", said.against)
            thing = f"{phrase.full}占{whole}比重" if whole else phrase.full
            return f"{base}占比", thing, measure
        if name.endswith(("占比", "比重")) and unit in ("%", "成") and measure in ("level", "growth"):
            measure = "share"
        if re.search(r"占.+(?:比重|比例|的比)$", name):
            measure = "share" if measure in ("level",) else measure
            name = re.sub(r"占.+$", "占比", name)
        rate = rules("figures")["rate"]
        if name in rate["ranks_of_things"] and now.subject.thing:
            return f"{name}{now.subject.thing}", name, measure
        for word in rate["sums"]:
            if is_known(name.removesuffix(word)):
                name = name.removesuffix(word)
        if self._goes_on(phrase, q, now):
            name = f"{now.subject.full[: len(now.subject.full) - len(_without_new(now.subject.full))]}{name}"
        amount = is_known(name) and not name.endswith(tuple(rate["ends"]))
        if measure == "level" and unit == "%" and amount:
            measure = "growth"
        name = self._with_family(name, unit, measure, now)
        if phrase.deed in ("减少", "净减少", "净增") and measure == "level":
            measure, name = "change", name.removeprefix(phrase.deed)
        if usual_name(phrase.full) != phrase.full and is_known(usual_name(phrase.full)):
            thing = phrase.full
        named = find_regions(thing)
        if named and named[0].start == 0 and len(thing) > named[0].end + 1:
            thing = thing[named[0].end :]
        if re.search("[减增]产", self.plain[phrase.end : q.start]) and not is_known(name):
            name = f"{name}产量"
        return name, thing, measure

    def _goes_on(self, phrase: Phrase, q: Quantity, now: _Now) -> bool:
        """Whether a verb before the first of a list holds for this one too: 新增A 5家、B 3家."""
        opened = now.subject.full.startswith(_new()) and not phrase.deed
        return opened and self.plain[phrase.start - 1 : phrase.start] == "、" and bool(self.found)

    def _of_before(self, phrase: Phrase, now: _Now) -> str:
        """Name an amount said by itself after the thing counted before it."""
        table = rules("figures")["bare"]
        alone = (*table["names"], *rules("figures")["static"]["names"])
        if phrase.full not in table["names"] or not now.subject.thing:
            return ""
        if phrase.full == "完成投资" and is_known(now.subject.name):
            return now.subject.name
        if now.subject.thing in alone or (phrase.full == "完成投资" and not now.counted):
            return phrase.full
        thing = now.subject.thing
        for ending in table["drop"]:
            thing = thing.removesuffix(ending)
        return usual_name(f"{thing}{phrase.full.removeprefix('完成').removeprefix('年')}")

    # --- parts that take their measure from the indicator before

    def _with_family(self, name: str, unit: str, measure: str, now: _Now) -> str:
        parts = rules("figures")["parts"]
        if name in parts["persons"]:
            for ending in parts["per_head"]:
                if now.subject.name.endswith(ending):
                    return usual_name(
                        f"{name}{ending}" if name.endswith("居民") else f"{name}居民{ending}"
                    )
        if measure in ("share", "contribution", "difference", "rank") or is_known(name):
            return name
        lengths = rules("figures")["lengths"]
        if unit.endswith(("公里", "千米")) and name.endswith(tuple(lengths["ends"])) and measure == "level":
            return f"{name}{lengths['adds']}"
        money = unit.endswith("元") and measure == "level"
        if unit not in ("%", "倍", "个百分点") and not money:
            floor = name in parts["buildings"] and self.family in parts["buildings_of"]
            if floor and unit.endswith("平方米"):
                return f"{name}{self.family}"
            weighed = unit.endswith(("吨", "斤")) and self.family == "产量"
            if weighed and len(name) <= 4 and not name.endswith("量"):
                return f"{name}产量"
            return name
        if name in parts["buildings"] and self.family in parts["buildings_of"]:
            return f"{name}{self.family}"
        firms = name.endswith(tuple(parts["firms"])) and self.family in parts["firms_of"]
        if firms and measure == "growth" and len(name) > 2:
            return f"{name}{self.family}"
        if name.endswith(tuple(parts["ends"])) and not name.endswith(("企业", "就业")):
            if name in parts["of_value_added"] and self.family not in ("投资", "总产值", "产值"):
                return f"{name}增加值"
            if self.family and measure in ("growth", "level"):
                return f"{name}{self.family}"
        return name

    def _set_family(self, name: str) -> None:
        for family in rules("figures")["family"]:
            if name.endswith(tuple(family["ends"])):
                self.family = family["adds"]
                return
        if name.endswith(("产量", "总产")):
            self.family = "产量"

    def _note_family(self, start: int, end: int) -> None:
        text = self.plain[start:end]
        best = -1
        for family in rules("figures")["family"]:
            for word in family["ends"]:
                at = text.rfind(word)
                if at > best:
                    best, self.family = at, family["adds"]

    # --- when

    def _period(
        self, q: Quantity, said: Predicate, own: bool, phrase: Phrase, at: int, now: _Now, name: str
    ) -> tuple[str, str]:
        floor = self._clause_floor(at, q.start)
        here = ""
        for t in now.times:
            if at <= t.start < q.start and t.period and not self._until(t):
                from_word = self.plain[max(0, t.start - 1) : t.start] in ("由", "从", "到", "为", "至")
                if self.plain.startswith("起", t.end):
                    continue
                if t.start >= floor:
                    here = t.period
                    if said.reached and not is_range(t.period) and now.subject.was:
                        now.sentence_period = t.period
                    if own and t.start <= phrase.start and not from_word and not is_range(t.period):
                        now.sentence_period = t.period
                else:
                    now.sentence_period = t.period
        if self.plain.startswith("（", q.end):
            close = self.plain.find("）", q.end)
            said_after = [t for t in now.times if q.end < t.start < close and t.period]
            if said_after:
                here = now.sentence_period = said_after[0].period
        years = re.search(r"([二三四五六七八九十两])年(?:来)?(?:间)?(?:累计|净|年均|共|来)", self.plain[floor : q.start])
        if years and not here:
            count = "一二三四五六七八九十".find(years[1].replace("两", "二")) + 1
            return last_years(count, now.span), "years"
        if here:
            return here, "clause"
        if self._is_from(q, floor):
            return self._at_first(now), "from"
        if not own and now.subject.period and not now.subject.was:
            return now.subject.period, "carried"
        if self._is_static(phrase, now):
            return "", "static"
        period = now.sentence_period or now.span.period or now.day
        if self._elsewhere(now, phrase) and not now.sentence_period:
            return "", "elsewhere"
        if said.cumulative and now.span.range:
            return now.span.range, "range"
        if is_range(period):
            kept = phrase.deed or said.basis == "annual average" or phrase.start >= q.start
            return (period, "range") if kept else (period[5:], "end of range")
        return period, "sentence" if now.sentence_period else "passage"

    def _elsewhere(self, now: _Now, phrase: Phrase) -> bool:
        """Whether the number is of a region that the document's own period says nothing of."""
        where = self._region(phrase.region, now, bool(phrase))
        return where != self.home and where in known_regions()

    def _is_static(self, phrase: Phrase, now: _Now) -> bool:
        """Whether a number describes a single project, at no period of its own."""
        table = rules("figures")["static"]
        return now.describes or (phrase.full in table["names"] and not now.counted)

    def _is_from(self, q: Quantity, floor: int) -> bool:
        """Whether the number is the earlier of two: 由19家增加到61家."""
        return self.plain[q.start - 1 : q.start] in ("由", "从") and q.start > floor

    def _at_first(self, now: _Now) -> str:
        return str(int(now.span.range[:4]) - 1) if now.span.range else ""

    def _until(self, t: Time) -> bool:
        """Whether a time is one to come by its words alone: 用三年时间, 三年内."""
        return t.by and bool(re.search("年(?:左右)?的?时间|年之?以?内|年努力", self.plain[t.start : t.end]))

    def _lies_ahead(self, period: str) -> bool:
        published = self.document.published
        if not period or published is None:
            return False
        last = int(period[5:9]) if is_range(period) else int(period[:4])
        return last > published.year

    # --- where

    def _follow_regions(self, start: int, end: int, now: _Now) -> None:
        """The region that a clause opens with holds until another, or 我市, does."""
        for r in now.regions:
            if start <= r.start < end and self._opens(r, start):
                now.region = self._own(r) if r.own else r.name

    def _opens(self, r: RegionName, start: int) -> bool:
        before = self.plain[max(0, r.start - 4) : r.start]
        if re.search(r"[比居占较赴到对向全超于与和、学习]$|高于|低于|借鉴", before):
            return False
        return not re.match("(?:市|县|区)?(?:举办|召开|设立|签|开展|组织|成功)", self.plain[r.end : r.end + 6])

    def _own(self, r: RegionName) -> str:
        kind = r.name[-1]
        if kind == self.home[-1:] or r.name[0] == "我" or not self.home:
            return self.home
        if kind == "市" and self.home[-1:] in "市州盟":
            return self.home
        if kind in "县区旗" and self.part_region[-1:] == kind and self.home[-1:] not in "县区旗":
            return self.part_region
        if kind in ("区", "域", "镇"):
            return self.home
        return r.name if kind in "省" else self.home

    def _region(self, named: RegionName | None, now: _Now, own: bool) -> str:
        if named is not None:
            return self._own(named) if named.own else named.name
        return now.region or self.home

    # --- what is no figure

    def _is_no_figure(self, q: Quantity, phrase: Phrase, after: bool, at: int, end: int) -> bool:
        if _is_rank(self.plain, q):
            return False
        table = rules("figures")["not_figures"]
        left = self._clause_floor(at, q.start)
        right = min((i for m in "，；。" if (i := self.plain.find(m, q.end, end)) >= 0), default=end)
        clause = self.plain[left:right]
        unit = q.unit
        if unit in _COUNTS and any(w in clause for w in table["words"]) and not any(w in clause for w in table["yet"]):
            return True
        chinese = not self.plain[q.number[0]].isdigit() and unit not in ("成", "%", "亿", "亿元", "万亿元")
        if chinese and (not phrase or (after and not phrase.deed)):
            return True
        if chinese and not after and not re.match(r"[，。；、）\s]|$", self.plain[q.end : q.end + 1]):
            return True
        if unit == "个月" and not (phrase and "工期" in phrase.full):
            return True
        if re.match(r"[位]", unit) and not _is_rank(self.plain, q) and after:
            return True
        return unit in ("倍",) and bool(re.search(r"是.{0,12}的\Z", self.plain[left : q.start]))

    # --- the rest

    def _quote_start(self, q: Quantity, phrase: Phrase, pred_at: int, own: bool, after: bool) -> int:
        if after or not own:
            return min(max(pred_at, self._clause_floor(0, q.start)), q.start) if not after else q.start
        return min(phrase.start, q.start)

    def _vintage_of(self, now: _Now) -> Vintage:
        if now.vintage is Vintage.UNSTATED and self.initial:
            return Vintage.PRELIMINARY
        return now.vintage

    def _is_real(self, name: str, measure: str, start: int) -> bool:
        value_added = name.endswith(("生产总值", "增加值"))
        if measure != "growth" or not value_added:
            return False
        return self.real or bool(re.search(r"(?:可比|不变)价", self.plain[max(0, start - 24) : start + 8]))

    def _confidence(self, own: bool, certain: str, name: str, after: bool) -> float:
        confidence = 0.97 if own else 0.9
        confidence -= {"clause": 0.0, "sentence": 0.02, "carried": 0.02, "passage": 0.05}.get(certain, 0.1)
        confidence -= 0.0 if is_known(name) else 0.07
        return round(confidence - 0.1 * after, 2)


_FURTHER = re.compile(r"[、，和及](?:比|较)?(全[国省市区县州盟][一-鿿]{0,4}?)(?:分别)?(?:高|低)?")
_COUNTS = frozenset(("家", "个", "人", "名", "位", "户", "场", "次", "天", "号", "版"))


def _start(token: Quantity | Ratio) -> int:
    return token.start


def _end(token: Quantity | Ratio) -> int:
    return token.end


def _countable(q: Quantity) -> bool:
    return q.unit in _COUNTS_BEFORE or q.unit == "万"


_COUNTS_BEFORE = frozenset(("个", "家", "户", "名", "位", "项", "座", "条", "所", "栋", "件", "万", "万户", "万人", "万名", "台", "辆", "处", "只", "支", "对", "间", "成", "种", "宗"))


def _is_rank(plain: str, q: Quantity) -> bool:
    return bool(re.match(r"第|[^\d]*前|[^\d]*强|首位|[^\d一-鿿]*$", plain[q.start : q.end])) and q.unit == "位" and q.number == (q.start, q.end)


def _rank_predicate(lead: str) -> Predicate:
    m = _rank_words().search(lead)
    return Predicate("rank", m.start() if m else len(lead), "figure.rank", against=(m["among"] or "") if m else "")


@lru_cache(maxsize=1)
def _rank_words() -> re.Pattern[str]:
    table = rules("figures")
    adverbs = any_of(table["change"]["adverbs"])
    among = r"(?P<among>[^，；。：]{0,14}?)"
    return re.compile(rf"(?:在(?P<of>[^，；。]{{1,12}}?)中?)?(?:{adverbs}|稳|均|仍)*(?:{any_of(table['rank']['verbs'])}){among}\Z")


def _groups(plain: str, tokens: list[Quantity | Ratio]) -> list[list[Quantity | Ratio]]:
    """Put the numbers of a list (分别增长1%、2%和3%) together."""
    groups: list[list[Quantity | Ratio]] = []
    verbs = any_of([*rules("figures")["change"]["up"], *rules("figures")["change"]["down"]])
    joined = re.compile(rf"(?:[、和及与，]|以及)(?:{verbs})?")
    for token in tokens:
        last = groups[-1] if groups else []
        if (
            last
            and isinstance(token, Quantity)
            and isinstance(last[-1], Quantity)
            and joined.fullmatch(plain, last[-1].end, token.start)
            and (len(last) > 1 or re.search("分别|依次", plain[max(0, last[0].start - 14) : last[0].start]))
        ):
            last.append(token)
        else:
            groups.append([token])
    return groups


def _names(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    from .names import find_names

    return [(n.start, n.end) for n in find_names(plain, start, end)]


@lru_cache(maxsize=1)
def _new() -> tuple[str, ...]:
    return tuple(rules("figures")["phrase"]["new"])


def _without_new(name: str) -> str:
    for word in sorted(_new(), key=len, reverse=True):
        if name.startswith(word) and len(name) > len(word) + 1:
            return name[len(word) :]
    return name


def _unit_of(found: list[Figure]) -> str:
    return found[-1].unit if found else ""


def _completed(part: str, last: str) -> str:
    """Give 城镇 of 城镇和农村居民人均可支配收入 the rest of its name."""
    if part == last or is_known(usual_name(part)):
        return part
    for i in range(1, len(last)):
        if is_known(usual_name(part + last[i:])):
            return part + last[i:]
    return part


def _vintage(text: str) -> Vintage:
    for vintage, words in rules("figures")["vintage"].items():
        if any(w in text for w in words):
            return Vintage(vintage)
    return Vintage.UNSTATED


def _to_come(plain: str, at: int, start: int, end: int) -> bool:
    """Whether the clause of a number speaks of what is planned."""
    table = rules("figures")["plan"]
    left = max(plain.rfind(m, at, start) for m in "；。，\n") + 1
    clause = plain[max(at, left) : start + 4]
    for word in table["not_plan"]:
        clause = clause.replace(word, "")
    return any(w in clause for w in table["words"])
