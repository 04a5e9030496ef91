"""What the chapters write with: names in the brief's language, figures with traces, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from duibiao.gaps import Gap, TimeDistance
from duibiao.records import Cell, Lang, Panel, Vintage, in_language

from . import figures
from .document import Number, Text, Trace
from .phrases import joined, listed, say, word

_SIGNS = {"/": "÷", "*": "×", "-": "−", "+": "+"}


@dataclass
class Writer:
    """Writes for one brief, and keeps the ledger of traces as it goes."""

    panel: Panel
    lang: Lang
    traces: dict[str, Trace] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)

    def say(self, key: str, /, **places: str | Number | Text) -> Text:
        """Return a sentence of the brief's language."""
        return say(self.lang, key, **places)

    def word(self, key: str, /) -> str:
        """Return a fixed word of the brief's language."""
        return word(self.lang, key)

    def listed(self, items: Iterable[Text | str]) -> Text:
        """Return items as a list in a sentence."""
        return listed(self.lang, [i if isinstance(i, tuple) else (i,) for i in items])

    def enumerated(self, items: Iterable[Text | str]) -> Text:
        """Return items that are longer than a name as a list in a sentence."""
        between = self.word("word.enumeration")
        return joined(*[i if isinstance(i, tuple) else (i,) for i in items], between=between)

    def sentences(self, *texts: Text) -> Text:
        """Return several sentences as one paragraph."""
        return joined(*texts, between="" if self.lang == "zh" else " ")

    def clauses(self, items: Iterable[Text | str]) -> Text:
        """Return items as clauses of a sentence, parted by semicolons."""
        between = self.word("word.semicolon")
        texts = [i if isinstance(i, tuple) else (i,) for i in items]
        return joined(*texts, between=between)

    def region(self, code: str) -> str:
        """Return a region's name as people say it."""
        return self.panel.regions[code].short(self.lang)

    def regions(self, codes: Iterable[str]) -> Text:
        """Return several regions as a list in a sentence."""
        return self.listed([self.region(c) for c in codes])

    def indicator(self, code: str) -> str:
        """Return an indicator's name."""
        if code == "score":
            return self.word("standing.score_name")
        return self.panel.indicators[code].name(self.lang)

    def bracketed(self, text: str, inside: str) -> str:
        """Return a text with a remark in the language's own brackets."""
        return f"{text}（{inside}）" if self.lang == "zh" else f"{text} ({inside})"

    def with_unit(self, code: str, scale: figures.Scale) -> str:
        """Return an indicator's name with the unit that its figures are shown in: 人均GDP（万元）."""
        name = self.indicator(code)
        if not scale.label:
            return name
        return self.bracketed(name, scale.label)

    def figure(self, cell: Cell, scale: figures.Scale | None = None, unit: bool = True) -> Number:
        """Return a figure as a number that links to its trace; a dash where there is none."""
        trace = self.trace(cell)
        if cell.value is None:
            return Number(figures.DASH, trace, cell.marks)
        scale = scale or figures.scale_for([cell.value], cell.unit, self.lang)
        text = scale.text(cell.value) if unit else scale.number(cell.value)
        return Number(text, trace, cell.marks)

    def ratio(self, home: Cell, reference: Cell, digits: int = 0) -> Number:
        """Return home over reference in percent (or as times), as a number that links to its trace."""
        assert home.value is not None and reference.value
        ratio = home.value / reference.value
        shown = figures.percent(ratio, digits) if ratio < 2 else figures.times(ratio, self.lang)
        return Number(shown, self.ratio_trace(home, reference), home.marks | reference.marks)

    def ratio_trace(self, home: Cell, reference: Cell) -> str:
        """Keep the trace of a ratio and return its id."""
        inputs = (self.trace(home), self.trace(reference))
        name = self.indicator(home.indicator)
        value = (
            ""
            if not reference.value or home.value is None
            else figures.percent(home.value / reference.value, 2)
        )
        return self.made(
            f"ratio.{home.id}.{reference.region}",
            f"{self.region(home.region)} ÷ {self.region(reference.region)} {name} {home.year}",
            value,
            " ÷ ".join(self.region(c.region) for c in (home, reference)),
            inputs,
        )

    def trace(self, cell: Cell) -> str:
        """Keep the trace of a figure, its inputs included, and return its id."""
        if cell.id in self.traces:
            return cell.id
        indicator = self.panel.indicators[cell.indicator]
        inputs = tuple(self.trace(c) for c in cell.inputs)
        unit = indicator.unit
        self.cells[cell.id] = cell
        self.traces[cell.id] = Trace(
            id=cell.id,
            label=f"{self.region(cell.region)} {indicator.name(self.lang)} {cell.year}",
            value=figures.full(cell.value, self.unit(unit), exact=not cell.formula),
            formula=self.formula(cell.formula),
            inputs=inputs,
            source=in_language(cell.source, self.lang),
            place=self.place(cell.place),
            given=cell.given if self.lang == "zh" else "",
            vintage="" if cell.vintage is Vintage.UNSTATED else self.vintage(cell.vintage),
            marks=cell.marks.words(self.lang),
            note="；".join(in_language(n, self.lang) for n in cell.note.split("；") if n),
        )
        return cell.id

    def made(self, id: str, label: str, value: str, formula: str, inputs: tuple[str, ...]) -> str:
        """Keep the trace of a number that the study made, and return its id."""
        self.traces.setdefault(id, Trace(id, label, value, formula, inputs))
        return id

    def read(self, id: str, label: str, value: str, *, source: str, place: str, given: str) -> str:
        """Keep the trace of a number that a document gives, with its words, and return its id."""
        trace = Trace(id, label, value, source=source, place=place, given=given)
        self.traces.setdefault(id, trace)
        return id

    def place(self, place: str) -> str:
        """Return a place in a file as the language writes it."""
        return re.sub(r"row (\d+)", r"第\1行", place) if self.lang == "zh" else place

    def formula(self, text: str) -> str:
        """Return a formula with the names of its indicators."""
        if not text:
            return ""

        def name(found: re.Match[str]) -> str:
            code = found.group()
            return self.indicator(code) if code in self.panel.indicators else code

        text = re.sub(
            r"mean\((\w+), (\d+)\)", lambda m: self.plain("brief.mean", what=m[1], n=m[2]), text
        ).replace("km_to_core()", self.word("brief.km_to_core"))
        named = re.sub(r"[A-Za-z_][A-Za-z_0-9]*", name, text)
        return re.sub(r" ([/*+-]) ", lambda m: f" {_SIGNS[m.group(1)]} ", named)

    def unit(self, text: str) -> str:
        """Return a unit as readers of the language write it."""
        return text if self.lang == "zh" else figures.unit_en(text)

    def vintage(self, vintage: Vintage) -> str:
        """Return a vintage in words."""
        return vintage.zh if self.lang == "zh" else vintage.value

    def year(self, year: int) -> str:
        """Return a year as the language writes it."""
        return f"{year}年" if self.lang == "zh" else str(year)

    def year_span(self, span: str) -> str:
        """Return a year or a span of years as the language writes it."""
        return f"{span}年" if self.lang == "zh" else span.replace("—", " to ")

    def years_behind(self, time: TimeDistance | None, gap: Gap) -> Number | str:
        """Return a time distance for a table: 1.7, 10年以上, 领先2.0, or a dash with its reason elsewhere."""
        if time is None:
            return figures.DASH
        marks = time.marks
        if time.years is not None:
            key = (
                "years.zero"
                if time.years == 0
                else "years.ahead"
                if time.years < 0
                else "years.plain"
            )
            text = self.plain(key, n=f"{abs(time.years):.1f}")
        elif time.at_least is not None:
            text = self._bound(time.at_least)
        elif time.crossings:
            text = self.word("years.withheld")
        else:
            text = figures.DASH
        return Number(text, self.time_trace(time, gap), marks)

    def _bound(self, at_least: int) -> str:
        key = "years.beyond_record" if at_least > 0 else "years.ahead_beyond_record"
        return self.plain(key, n=str(abs(at_least)))

    def time_trace(self, time: TimeDistance, gap: Gap) -> str:
        """Keep the trace of a time distance and return its id."""
        home, reference = gap.home, gap.reference
        label = f"{self.region(home.region)} / {self.region(reference.region)} {self.indicator(gap.indicator)} {gap.year}"
        value = time.reason.text(self.lang) if time.reason else ""
        if time.at_least is not None and time.crossings:
            value = f"{self._bound(time.at_least)}{self.word('word.semicolon')}{value}"
        if time.year_reached is not None:
            value = self.plain("time.reached", year=f"{time.year_reached:.2f}")
        return self.made(
            f"years.{time.prices}.{home.id}.{reference.region}",
            f"{label} · {self.word('time.distance')}",
            value,
            self.word(f"time.formula_{time.prices}"),
            (self.trace(home), self.trace(reference)),
        )

    def plain(self, key: str, /, **places: str) -> str:
        """Return a sentence without numbers to trace as a string."""
        return "".join(p if isinstance(p, str) else p.text for p in self.say(key, **places))
