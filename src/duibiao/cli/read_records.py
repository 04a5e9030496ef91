"""A reading as plain values, for other programs; docs/reading.md lists the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duibiao.records import place_of

if TYPE_CHECKING:
    from duibiao.records import Figure, Lang, Lesson, Quote, Reading, Speaker, Statement, Target


def record(reading: Reading, lang: Lang) -> dict[str, Any]:
    """Return a reading; `start` and `end` of each quote count the code points of the document's text."""
    document = reading.document
    return {
        "document": {
            "name": document.name,
            "title": document.title,
            "published": str(document.published) if document.published else "",
            "publisher": document.publisher,
            "text": document.text,
        },
        "region": reading.region,
        "speakers": [_speaker(s) for s in reading.speakers],
        "figures": [_figure(reading, f, lang) for f in reading.figures],
        "statements": [_statement(reading, s, lang) for s in reading.statements],
        "questions": [{**_quote(q.quote), "text": q.words.text(lang)} for q in reading.questions],
        "contradictions": [
            {
                "kind": c.kind,
                "text": c.words.text(lang),
                "quotes": [_quote(q) for q in c.quotes],
            }
            for c in reading.contradictions
        ],
        "lessons": [_lesson(lesson) for lesson in reading.lessons],
        "follow_ups": [
            {"kind": f.kind, "name": f.name, **_quote(f.quote), "rules": list(f.rules)}
            for f in reading.follow_ups
        ],
        "notes": [n.text(lang) for n in (*document.notes, *reading.notes)],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"quote": quote.text, "start": quote.start, "end": quote.end}


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "post": speaker.post,
        "unit": speaker.unit,
        "title": speaker.title,
        "region": speaker.region,
        "turns": [{"start": t.start, "end": t.end} for t in speaker.turns],
    }


def _figure(reading: Reading, figure: Figure, lang: Lang) -> dict[str, Any]:
    return {
        "region": figure.region,
        "indicator": figure.indicator,
        "period": figure.period,
        "value": figure.value,
        "unit": figure.unit,
        "measure": figure.measure,
        **_quote(figure.quote),
        "name": figure.name,
        "comparator": figure.comparator,
        "vintage": figure.vintage.value,
        "basis": figure.basis,
        "real": figure.real,
        "relative_to": figure.relative_to,
        "place": place_of(reading, figure.quote, lang),
        "confidence": figure.confidence,
        "rules": list(figure.rules),
    }


def _statement(reading: Reading, statement: Statement, lang: Lang) -> dict[str, Any]:
    return {
        "kind": statement.kind,
        "speaker": statement.speaker,
        **_quote(statement.quote),
        "targets": [_target(t) for t in statement.targets],
        "owner": statement.owner,
        "region": statement.region,
        "theme": statement.theme,
        "learns_from": statement.learns_from,
        "deadline": statement.deadline,
        "firmness": statement.firmness,
        "indicators": list(statement.indicators),
        "place": place_of(reading, statement.quote, lang),
        "confidence": statement.confidence,
        "rules": list(statement.rules),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "baseline": target.baseline,
        "increase": target.increase,
        "relative_to": target.relative_to,
        "firmness": target.firmness,
        "deadline": target.deadline,
        **_quote(target.quote),
        "name": target.name,
        "measure": target.measure,
        "nature": target.nature,
        "subjects": list(target.subjects),
    }


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "region": lesson.region,
        "statements": [_quote(s.quote) for s in lesson.statements],
        "conditions": [
            {
                **_quote(c.quote),
                "theme": c.theme,
                "indicators": list(c.indicators),
                "here": c.here,
            }
            for c in lesson.conditions
        ],
    }
