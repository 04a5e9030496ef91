"""A document with what was read in it, as one HTML file: marks in the text, a list beside it, each linked to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from duibiao.records import (
    FIRMNESS_WORDS,
    KIND_WORDS,
    Catalogue,
    Figure,
    Lang,
    Lesson,
    Quote,
    Reading,
    Speaker,
    Statement,
    Vintage,
    indicator_name,
    period_name,
    place_of,
    word_of,
)

from .document import plain
from .html import environment, policy
from .phrases import word
from .reading_marks import Mark, Piece, marked_lines
from .reading_tables import reading_answer, shortened
from .reading_words import (
    commitment_text,
    contradiction_name,
    deadline_text,
    figure_text,
    follow_up_name,
)
from .theme import DARK, LIGHT, PAGE_FONT

_GROUPS = {
    "commitments": ("target", "action"),
    "questions": ("question",),
    "contradictions": ("contradiction",),
    "figures": ("figure",),
    "lessons": ("lesson",),
    "follow_ups": ("follow_up",),
    "others": ("achievement", "slogan"),
}
"""The parts of the list, with the kinds that each holds."""
_STOP = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the list: its mark, what it says beyond its words, what else is known, its words and their place."""

    mark: Mark
    text: str
    facts: tuple[tuple[str, str], ...]
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the list, with its entries in the order of the text."""

    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """What the template reads. `filters` are the kinds that are there, with their names and how many of each."""

    title: str
    header: str
    answer: str
    speakers: tuple[Speaker, ...]
    lines: tuple[tuple[Piece, ...], ...]
    groups: tuple[Group, ...]
    filters: tuple[tuple[str, str, int], ...]
    notes: tuple[str, ...]
    lang: Lang
    palette: dict[str, dict[str, str]]
    font: str
    policy: str
    script: str

    @property
    def quiet(self) -> tuple[str, ...]:
        """The kinds that are hidden until asked for: a bulletin is full of things done."""
        return _GROUPS["others"]

    def word(self, key: str) -> str:
        """Return a fixed word of the page."""
        return word(self.lang, f"reading_page.{key}")


def render_reading_page(
    reading: Reading, lang: Lang = "zh", catalogue: Catalogue | None = None
) -> bytes:
    """Return a document with its findings as the bytes of one HTML file that needs no network.

    Each finding is marked in the text, by colour, line and label, and stands in the list beside it; each
    leads to the other, without JavaScript too. The same reading gives the same bytes. `catalogue` gives
    the names of indicators.

    >>> from duibiao.records import Document
    >>> "今年目标" in render_reading_page(Reading(Document("a.txt", "今年目标。"))).decode()
    True
    """
    template = environment().get_template("reading.html")
    return template.render(page=_page(reading, lang, catalogue or Catalogue())).encode("utf-8")


def _page(reading: Reading, lang: Lang, known: Catalogue) -> ReadingPage:
    entries = sorted(_entries(reading, lang, known), key=lambda e: e.mark.quotes[0].start)
    groups = tuple(
        Group(key, word(lang, f"reading_page.{key}"), found)
        for key, kinds in _GROUPS.items()
        if (found := tuple(e for e in entries if e.mark.kind in kinds))
    )
    kinds = [k for group in _GROUPS.values() for k in group]
    counts = {k: sum(e.mark.kind == k for e in entries) for k in kinds}
    document, script = reading.document, _script()
    day = str(document.published) if document.published else ""
    header = " · ".join(t for t in (day, document.publisher, document.name) if t)
    return ReadingPage(
        title=document.title or document.name,
        header=header,
        answer=plain(reading_answer([reading], lang)),
        speakers=reading.speakers,
        lines=tuple(marked_lines(document.text, [e.mark for e in entries])),
        groups=groups,
        filters=tuple((k, _kind(k, lang), n) for k, n in counts.items() if n),
        notes=tuple(n.text(lang) for n in (*document.notes, *reading.notes)),
        lang=lang,
        palette={"light": LIGHT, "dark": DARK},
        font=PAGE_FONT,
        policy=policy(script),
        script=script,
    )


def _kind(kind: str, lang: Lang) -> str:
    """The name of a kind of finding."""
    if kind in KIND_WORDS:
        return word_of(KIND_WORDS, kind, lang)
    return word(lang, f"reading_page.{kind}")


def _entries(reading: Reading, lang: Lang, known: Catalogue) -> Iterator[Entry]:
    told = {id(s) for lesson in reading.lessons for s in lesson.statements}
    for n, statement in enumerate(reading.statements, start=1):
        if statement.kind != "background" and id(statement) not in told:
            yield _statement(reading, statement, f"s{n}", lang, known)
    for n, lesson in enumerate(reading.lessons, start=1):
        yield _lesson(reading, lesson, f"l{n}", lang)
    for n, figure in enumerate(reading.figures, start=1):
        yield _figure(reading, figure, f"f{n}", lang, known)
    for n, question in enumerate(reading.questions, start=1):
        yield _entry(
            reading, lang, f"q{n}", "question", question.words.text(lang), [question.quote]
        )
    for n, found in enumerate(reading.contradictions, start=1):
        check = [(word(lang, "reading_page.check"), contradiction_name(lang, found.kind))]
        text = found.words.text(lang)
        yield _entry(reading, lang, f"c{n}", "contradiction", text, found.quotes, check)
    for n, follow in enumerate(reading.follow_ups, start=1):
        kind = [(word(lang, "reading.kind"), follow_up_name(lang, follow.kind))]
        yield _entry(reading, lang, f"a{n}", "follow_up", follow.name, [follow.quote], kind)


def _entry(
    reading: Reading,
    lang: Lang,
    id: str,
    kind: str,
    text: str,
    quotes: Iterable[Quote],
    facts: Iterable[tuple[str, str]] = (),
) -> Entry:
    mark = Mark(id, kind, _kind(kind, lang), tuple(quotes), labelled=kind != "figure")
    kept = tuple((name, fact) for name, fact in facts if fact)
    words = " … ".join(" ".join(q.text.split()) for q in mark.quotes)
    return Entry(mark, text, kept, words, place_of(reading, mark.quotes[0], lang))


def _statement(
    reading: Reading, statement: Statement, id: str, lang: Lang, known: Catalogue
) -> Entry:
    text = commitment_text(statement, lang, known)
    firm = "" if statement.firmness == "stated" or statement.targets else statement.firmness
    facts = [
        (word(lang, "reading.deadline"), deadline_text(statement, lang)),
        (word(lang, "reading.owner"), statement.owner),
        (word(lang, "reading_page.speaker"), statement.speaker),
        (word(lang, "reading_page.firmness"), word_of(FIRMNESS_WORDS, firm, lang) if firm else ""),
        (word(lang, "reading.learns_from"), statement.learns_from),
        (word(lang, "reading_page.theme"), statement.theme),
        _sure(statement.confidence, lang),
    ]
    return _entry(reading, lang, id, statement.kind, text, [statement.quote], facts)


def _lesson(reading: Reading, lesson: Lesson, id: str, lang: Lang) -> Entry:
    conditions = dict.fromkeys(shortened(c.quote.text, 24) for c in lesson.conditions)
    facts = [
        (word(lang, "reading.condition"), word(lang, "word.semicolon").join(conditions)),
        (word(lang, "reading_page.speaker"), lesson.statements[0].speaker),
    ]
    quotes = _joined(reading, [s.quote for s in lesson.statements])
    return _entry(reading, lang, id, "lesson", lesson.region, quotes, facts)


def _joined(reading: Reading, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes with those made one that only a stop parts."""
    made: list[Quote] = []
    for quote in quotes:
        between = reading.document.text[made[-1].end : quote.start] if made else ""
        if made and len(between) <= _STOP and "\n" not in between:
            quote = reading.document.quote(made.pop().start, quote.end)
        made.append(quote)
    return made


def _figure(reading: Reading, figure: Figure, id: str, lang: Lang, known: Catalogue) -> Entry:
    name = indicator_name(figure.indicator, figure.name, known, lang)
    vintage = figure.vintage
    stated = "" if vintage is Vintage.UNSTATED else vintage.zh if lang == "zh" else vintage.value
    facts = [
        (word(lang, "reading.region"), figure.region),
        (word(lang, "reading.period"), period_name(figure.period, lang)),
        (word(lang, "reading_page.vintage"), stated),
        (word(lang, "reading_page.relative_to"), figure.relative_to),
        _sure(figure.confidence, lang),
    ]
    text = f"{name} {figure_text(figure, lang)}"
    return _entry(reading, lang, id, "figure", text, [figure.quote], facts)


def _sure(confidence: float, lang: Lang) -> tuple[str, str]:
    """How sure the reader is, where it is not quite."""
    return word(lang, "reading_page.confidence"), f"{confidence:.2f}" if confidence < 0.995 else ""


@cache
def _script() -> str:
    return environment().get_template("reading.js").render()
