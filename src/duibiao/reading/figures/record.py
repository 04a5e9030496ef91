"""Figures as they are put together: name, region, period, value and quote of one number after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duibiao.records import Catalogue, Document, Figure, Quote, Speaker, Vintage

from ..expressions.names import indicator_of, is_known, spelled_out, usual_name
from ..rules import rules
from .bodies import bodies_speaking
from .carriers import core_of
from .context import Now, Spot, Subject, clause_start
from .filters import is_countable
from .measures import Predicate
from .names import Naming
from .periods import FIRMS, in_stock, is_range
from .phrases import Phrase
from .regions import Whereabouts
from .when import period_of


class Record:
    """The figures found so far; `where` and `naming` follow what the document speaks of."""

    def __init__(
        self,
        plain: str,
        document: Document,
        catalogue: Catalogue,
        home: str,
        speakers: Sequence[Speaker] = (),
    ) -> None:
        self.plain = plain
        self.document = document
        self.naming = Naming(plain)
        self.where = Whereabouts(plain, home, bodies_speaking(plain, speakers))
        self.found: list[Figure] = []
        self._catalogue = catalogue
        self._real = bool(re.search(r"增长(?:速度|率)?按(?:可比|不变)", plain))
        self._initial = bool(re.search(r"(?:数据|数)(?:均?为|系).{0,6}(?:初步|快报)", plain))

    def add(
        self,
        spot: Spot,
        said: Predicate,
        phrase: Phrase,
        now: Now,
        *,
        after: bool = False,
        listed: bool = False,
    ) -> None:
        """Add the figure of a number, unless nothing names it; what it says goes on to the next."""
        last_unit = self.found[-1].unit if self.found and now.subject.measure else ""
        name, thing, measure = self.naming.named(spot, said, phrase, now.subject, last_unit)
        region = self.where.of(phrase.region, now) if phrase.region else now.region
        elsewhere = self.where.is_elsewhere(region)
        firm = region != self.where.home and (region == now.body or region.endswith(FIRMS))
        now.elsewhere = region if elsewhere or firm else ""
        period, known_by = period_of(
            self.plain, spot, said, phrase, now, self.document.published, elsewhere=elsewhere
        )
        if len(name) < 2 or _NUMBERED.match(name) or self._lies_ahead(period):
            return
        if name.endswith(tuple(rules("figures")["stock"]["ends"])):
            period = in_stock(period)
        if name.startswith(tuple(rules("figures")["yearly"]["begins"])) and not is_range(period):
            period = period[:4]
        start, stop = self._quote(spot, phrase, after=after, listed=listed)
        value, unit = _in_print(spot, said, name)
        if phrase.deed in ("减少", "净减少") and measure == "change":
            value = -abs(value)
        if not phrase and measure == "change" and self._of_fall(spot):
            value = -value
        figure = Figure(
            quote=Quote(self.document.text[start:stop], start, stop),
            region=region,
            indicator=indicator_of(core_of(name), self._catalogue),
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

    def _of_fall(self, spot: Spot) -> bool:
        """Whether what narrows or widens is the fall told before: 下降2.7%，较1-2月收窄5.4个百分点."""
        words = self.plain[spot.said_at : spot.q.start]
        falls = bool(self.found) and self.found[-1].measure == "growth" and self.found[-1].value < 0
        named = any(w in words for w in rules("figures")["change"]["fall_nouns"])
        return falls and not named and any(w in words for w in ("收窄", "扩大"))

    def _go_on(
        self, figure: Figure, spot: Spot, phrase: Phrase, name: str, now: Now, *, listed: bool
    ) -> None:
        if figure.measure == "share" and not phrase and _PLANNED.search(figure.quote.text):
            now.subject.planned = True
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
            counted=figure.name.removeprefix(phrase.deed)
            if is_countable(spot.q)
            else now.subject.counted,
            unit=spot.unit if phrase or figure.measure == "level" else now.subject.unit,
        )
        if figure.measure == "level" and not listed:
            now.recent.append(phrase.full if usual_name(phrase.full) == name else name)
            if name.endswith("项目"):
                now.counted = name
        if figure.measure == "level" and phrase and is_countable(spot.q):
            now.things[spot.unit] = figure.name.removeprefix(phrase.deed) or figure.name
        if figure.measure == "growth" and phrase and not listed:
            now.grown.append(name)
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

    def vintage(self, text: str) -> Vintage:
        """Return how final the figures of a sentence are."""
        for vintage, words in rules("figures")["vintage"].items():
            if any(w in text for w in words):
                return Vintage(vintage)
        return Vintage.PRELIMINARY if self._initial else Vintage.UNSTATED

    def _is_real(self, name: str, measure: str, start: int) -> bool:
        if measure != "growth" or not name.endswith(("生产总值", "增加值")):
            return False
        said = re.search(r"(?:可比|不变)价", self.plain[max(0, start - 24) : start + 8])
        return self._real or said is not None


def _in_print(spot: Spot, said: Predicate, name: str) -> tuple[float, str]:
    """Return value and unit: 9.86万贫困人口 are 9.86 万人."""
    value, unit = round(spot.q.value * said.sign, 10), spot.unit
    if unit == "万" and name.endswith("户"):
        return value, "万户"
    if unit == "万" and any(w in name for w in rules("figures")["people"]["words"]):
        return value, "万人"
    return value, unit


def _confidence(own: bool, known_by: str, name: str, after: bool) -> float:
    """How sure a figure is: less where its name or period is taken over, or its name is not in the table."""
    sure = rules("figures")["confidence"]
    left: float = 1.0 - float(sure["period"].get(known_by, sure["period"]["other"]))
    left -= float(sure["carried"]) * (not own) + float(sure["unknown"]) * (not is_known(name))
    return round(left - float(sure["after"]) * after, 2)


_NUMBERED = re.compile(r"\d+[省市县区镇天]")  # 4天、3省、2600多公里
_PLANNED = re.compile("计划|任务|目标|预算")
_FROM = re.compile(r"(?:(?:由|从)|(?<![比较])[去上]年同期)[^，；。]{0,10}\Z")
