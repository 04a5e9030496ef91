"""A document read: who speaks, what is said, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass

from duibiao.records import Catalogue, Document, Panel, Reading, Regions

from .contradictions import ContradictionSettings, find_contradictions
from .figures.find import find_figures
from .follow_ups import find_follow_ups
from .home import home_of
from .lessons import find_lessons
from .passages import Passages
from .questions import find_questions
from .speakers import find_speakers
from .statements.find import find_statements
from .statements.survey import Survey


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How a document is read. Findings less sure than `confidence` (0 to 1) are left out.

    `contradictions` says how strictly figures are held against each other.
    """

    confidence: float = 0.0
    contradictions: ContradictionSettings | None = None


def read_document(
    document: Document,
    *,
    region: str = "",
    catalogue: Catalogue = Catalogue(),  # noqa: B008 (a frozen value)
    regions: Regions | None = None,
    panel: Panel | None = None,
    settings: ReadSettings = ReadSettings(),
) -> Reading:
    """Return all that a document says: speakers, figures, statements with targets, and what it leaves open.

    `region` is home, without it what the document says of itself; `catalogue` gives indicators their
    codes; with a `panel` its figures are compared.
    What the text does not say stays "" or None, and becomes a question where somebody should ask.

    >>> reading = read_document(Document("a", "一、2021年目标\\n新引进项目20个以上。"), region="自贡市")
    >>> [(t.value, t.comparator, t.deadline) for s in reading.commitments for t in s.targets]
    [(20.0, '>=', '2021')]
    """
    passages = Passages(document)
    survey = Survey(passages)
    speakers = find_speakers(passages)
    region, notes = (region, ()) if region else home_of(document, speakers)
    statements = tuple(
        s
        for s in find_statements(survey, speakers, region=region, catalogue=catalogue)
        if s.confidence >= settings.confidence
    )
    commitments = [s.quote for s in statements if s.is_commitment]
    figures = tuple(
        f
        for f in find_figures(
            passages,
            region=region,
            catalogue=catalogue,
            regions=regions,
            speakers=speakers,
            skip=commitments,
        )
        if f.confidence >= settings.confidence
    )
    return Reading(
        document,
        region,
        speakers,
        figures,
        statements,
        find_lessons(passages, statements),
        find_follow_ups(passages, statements),
        find_questions(survey, statements),
        find_contradictions(figures, statements, panel=panel, settings=settings.contradictions),
        notes,
    )
