"""Composite and pillar scores as numbers that lead to the indicators and weights that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.benchmark import Standing

from .. import figures
from ..document import Number
from ..writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study


def score_number(study: Study, w: Writer, region: str) -> Number:
    """Return a region's composite score; the region must be scored."""
    result = study.standing
    assert result is not None
    own = result.of(region)
    assert own is not None
    elements = range(len(result.elements))
    label = f"{w.region(region)} {w.word('standing.score_name')} {study.year}"
    return _number(w, result, region, f"score.{region}.{study.year}", label, own.score, elements)


def pillar_number(study: Study, w: Writer, region: str, pillar: int) -> Number | str:
    """Return a region's score in a pillar of the standing; a dash where it has none."""
    result = study.standing
    own = result.of(region) if result is not None else None
    if result is None or own is None or own.pillars[pillar][1] is None:
        return figures.DASH
    code, score = own.pillars[pillar]
    assert score is not None
    inside = [i for i, e in enumerate(result.elements) if e.pillar == code]
    name = result.framework.pillars[pillar].name(w.lang)
    label = f"{w.region(region)} {name} {study.year}"
    id = f"pillar.{code}.{region}.{study.year}"
    return _number(w, result, region, id, label, score, inside)


def _number(
    w: Writer,
    result: Standing,
    region: str,
    id: str,
    label: str,
    score: float,
    elements: range | list[int],
) -> Number:
    """A weighted mean of normalised figures, the weights over what the region has."""
    row = result.regions.index(region)
    used = [i for i in elements if result.shares[row, i] > 0]
    total = sum(result.shares[row, i] for i in used)
    terms = [
        f"{w.indicator(result.elements[i].indicator)} {result.shares[row, i] / total:.1%} × {result.normalised[row, i]:.1f}"
        for i in used
    ]
    cells = [
        w.panel.cell(region, e.indicator, e.year) for e in map(result.elements.__getitem__, used)
    ]
    inputs = tuple(w.trace(c) for c in cells)
    return Number(f"{score:.1f}", w.made(id, label, f"{score:.2f}", " + ".join(terms), inputs))
