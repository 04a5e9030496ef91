"""The sheet of standings: weights, normalised scores and composite, computed live from the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from duibiao.benchmark import STANDING_NORMALISATIONS, ScoredElement, Standing
from duibiao.records import Floats, Panel

from .theme import LIGHT
from .workbook_book import TINT, Book, Head, address, plain_format, width
from .workbook_places import Places

if TYPE_CHECKING:
    from duibiao._study import Study

WEIGHT_ROW, YEAR_ROW, WAY_ROW, HEAD_ROW = 5, 6, 7, 9
FIRST_ROW = HEAD_ROW + 1
COLUMNS = ("region", "role", "score", "rank", "low", "high", "percentile", "coverage")


@dataclass(frozen=True)
class Scores:
    """Where the sheet of standings keeps what a score is made of, for formulas on other sheets."""

    sheet: str
    standing: Standing

    @property
    def order(self) -> tuple[int, ...]:
        """The regions' positions as the sheet lists them: by rank, those without a score last."""
        ranks = np.where(np.isfinite(self.standing.ranks), self.standing.ranks, np.inf)
        return tuple(int(i) for i in np.argsort(ranks, kind="stable"))

    def row(self, region: str) -> int:
        """Return a region's row, counted from 0."""
        return FIRST_ROW + self.order.index(self.standing.regions.index(region))

    def normalised_column(self, element: int) -> int:
        """Return the column of an element's normalised scores, counted from 0."""
        return len(COLUMNS) + element

    def raw_column(self, element: int) -> int:
        """Return the column of the figures that an element is scored from, counted from 0."""
        return len(COLUMNS) + len(self.standing.elements) + element

    def contribution(self, region: str, indicator: str) -> str:
        """Return what an indicator adds to a region's score, as a formula for another sheet."""
        element = [e.indicator for e in self.standing.elements].index(indicator)
        column, row = self.normalised_column(element), self.row(region)
        weight = address(WEIGHT_ROW, column, self.sheet)
        coverage = address(row, COLUMNS.index("coverage"), self.sheet)
        return f"{address(row, column, self.sheet)}*{weight}/{coverage}"

    def score(self, region: str) -> str:
        """Return the address of a region's score for a formula on another sheet."""
        return address(self.row(region), COLUMNS.index("score"), self.sheet)


def write_standing(book: Book, study: Study, places: Places, scores: Scores) -> None:
    """Write the sheet of standings."""
    sheet, standing = book.sheet("standing"), scores.standing
    live = standing.settings.normalisation == "minmax"
    notes = [
        book.word("standing_note_live" if live else "standing_note_fixed"),
        standing.doubt.text(book.brief.lang),
    ]
    book.opening(sheet, "standing", notes)
    heads = _write_heads(book, sheet, study, scores)
    figures = np.stack(
        [study.panel.grid(e.indicator).at(e.year) for e in standing.elements], axis=1
    )
    normalised = _normalised(study.panel, standing, figures)
    last = FIRST_ROW + len(standing.regions) - 1
    for row, i in enumerate(scores.order, start=FIRST_ROW):
        _write_region(book, sheet, study, places, scores, row, i, last)
        for e, element in enumerate(standing.elements):
            _write_figure(book, sheet, places, scores, row, i, e, figures[i, e])
            formula = (
                _normalised_formula(study.panel, scores, element, e, row, last) if live else ""
            )
            _write_normalised(book, sheet, study, scores, row, i, e, formula, normalised[i, e])
    book.frame(sheet, HEAD_ROW, heads, last, frozen=1)
    bar = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": TINT["band"],
        "bar_no_border": True,
        "min_type": "num",
        "min_value": 0,
    }
    sheet.conditional_format(FIRST_ROW, 2, last, 2, bar)


def _normalised(panel: Panel, standing: Standing, figures: Floats) -> Floats:
    """All regions' normalised scores, those included that are not scored: their figures set the ends too."""
    turned = figures.copy()
    for e, element in enumerate(standing.elements):
        if element.transform == "log":
            turned[:, e] = np.log(turned[:, e])
        if panel.indicators[element.indicator].direction == "-":
            turned[:, e] = -turned[:, e]
    return STANDING_NORMALISATIONS[standing.settings.normalisation](turned)


def _write_heads(book: Book, sheet: Any, study: Study, scores: Scores) -> list[Head]:
    w, standing, panel = book.w, scores.standing, study.panel
    names = [w.region(r) for r in standing.regions]
    wide = {"region": width(names, 10, 24), "role": 12.0}
    interval = f"{standing.settings.interval:.0%}"
    pillars = {p.code: p.name(book.brief.lang) for p in standing.framework.pillars}
    heads = [
        Head(
            book.word(f"score_{c}", interval=interval), wide.get(c, 9.5), book.word("band_standing")
        )
        for c in COLUMNS
    ]
    titles = [w.indicator(e.indicator) for e in standing.elements]
    heads += [Head(t, 13, book.word("band_normalised")) for t in titles]
    units = [w.unit(panel.indicators[e.indicator].unit) for e in standing.elements]
    heads += [
        Head(f"{title} ({unit})", 14, book.word("band_figures"), new_page=n == 0)
        for n, (title, unit) in enumerate(zip(titles, units, strict=True))
    ]
    book.heads(sheet, HEAD_ROW, heads, height=64)
    for row, key in ((WEIGHT_ROW, "weight"), (YEAR_ROW, "year"), (WAY_ROW, "way")):
        book.text(
            sheet,
            row,
            len(COLUMNS) - 1,
            book.word(f"standing_{key}"),
            book.style("muted", "number"),
        )
    for e, element in enumerate(standing.elements):
        column = scores.normalised_column(e)
        book.value(
            sheet,
            WEIGHT_ROW,
            column,
            element.weight,
            book.style("input", "number", num_format="0.0%"),
        )
        book.value(sheet, YEAR_ROW, column, element.year, book.style("centre"))
        way = (
            "more_is_better"
            if panel.indicators[element.indicator].direction == "+"
            else "less_is_better"
        )
        words = [pillars[element.pillar], book.word(way)]
        words += [book.word("in_logarithms")] if element.transform == "log" else []
        book.text(sheet, WAY_ROW, column, " · ".join(words), book.style("wrap", "centre"))
        book.value(sheet, YEAR_ROW, scores.raw_column(e), element.year, book.style("centre"))
    sheet.set_row(WAY_ROW, 44)
    return heads


def _look(study: Study, region: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """How a region's row stands out: home by fill, weight and colour, a reference by weight."""
    if region == study.home:
        return ("line", "home"), {"bg_color": TINT["home"]}
    if region in study.reference_codes():
        return ("line",), {"bold": True, "font_color": LIGHT["named-ink"]}
    return ("line",), {}


def _write_region(
    book: Book,
    sheet: Any,
    study: Study,
    places: Places,
    scores: Scores,
    row: int,
    i: int,
    last: int,
) -> None:
    standing = scores.standing
    region = standing.regions[i]
    looks, more = _look(study, region)
    role = book.word(f"role_{places.roles[region]}") if region in places.roles else ""
    for column, text in enumerate((book.w.region(region), role)):
        book.text(sheet, row, column, text, book.style(*looks, **more))
    first, end = scores.normalised_column(0), scores.normalised_column(len(standing.elements) - 1)
    weights = f"{address(WEIGHT_ROW, first)}:{address(WEIGHT_ROW, end)}"
    own = f"{address(row, first, fix_row=False)}:{address(row, end, fix_row=False)}"
    at = {c: address(row, n, fix_row=False) for n, c in enumerate(COLUMNS)}
    column = COLUMNS.index("score")
    among = f"{address(FIRST_ROW, column)}:{address(last, column)}"
    score = float(np.round(standing.scores[i], 9))
    known = bool(np.isfinite(score))
    # Rounded as the study rounds before it ranks, so that the last bits never tell equals apart.
    cells = (
        (
            "score",
            f'IF({at["coverage"]}<score_coverage-1E-12,"",ROUND(SUMPRODUCT({weights},{own})/{at["coverage"]},9))',
            score,
            "0.0",
        ),
        (
            "rank",
            f'IF(ISNUMBER({at["score"]}),RANK({at["score"]},{among}),"")',
            standing.ranks[i],
            "0",
        ),
        (
            "percentile",
            f'IF(ISNUMBER({at["score"]}),100*COUNTIF({among},"<"&{at["score"]})/MAX(COUNT({among})-1,1),"")',
            standing.percentiles[i],
            "0",
        ),
        ("coverage", f"SUMPRODUCT({weights}*ISNUMBER({own}))", standing.coverage[i], "0%"),
    )
    for name, formula, value, look in cells:
        style = book.style("number", *looks, num_format=look, **more)
        shown = float(value) if known or name == "coverage" else None
        book.formula(sheet, row, COLUMNS.index(name), formula, shown, style)
    for name, value in zip(("low", "high"), standing.intervals[i], strict=True):
        style = book.style("number", *looks, num_format="0", **more)
        book.value(sheet, row, COLUMNS.index(name), float(value), style)


def _write_figure(
    book: Book, sheet: Any, places: Places, scores: Scores, row: int, i: int, e: int, value: float
) -> None:
    """The figure that is scored: a link where the data sheet holds it, else the figure itself."""
    element, region = scores.standing.elements[e], scores.standing.regions[i]
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    style = book.style("number", "line", "muted", num_format=plain_format(digits))
    column = scores.raw_column(e)
    if np.isfinite(value) and places.holds(region, element.indicator, element.year):
        link = places.link(region, element.indicator, element.year)
        book.formula(sheet, row, column, link, float(value), style)
    else:
        book.value(sheet, row, column, float(value), style)


def _write_normalised(
    book: Book,
    sheet: Any,
    study: Study,
    scores: Scores,
    row: int,
    i: int,
    e: int,
    formula: str,
    value: float,
) -> None:
    looks, more = _look(study, scores.standing.regions[i])
    style = book.style("number", *looks, num_format="0.0", **more)
    column = scores.normalised_column(e)
    if formula:
        shown = float(value) if np.isfinite(value) else None
        book.formula(sheet, row, column, formula, shown, style)
    else:
        book.value(sheet, row, column, float(value), style)


def _normalised_formula(
    panel: Panel, scores: Scores, element: ScoredElement, e: int, row: int, last: int
) -> str:
    """From 0, the worst region, to 100, the best; in logarithms where the framework says so."""
    column = scores.raw_column(e)
    own = address(row, column, fix_row=False)
    among = f"{address(FIRST_ROW, column)}:{address(last, column)}"
    log = (lambda x: f"LN({x})") if element.transform == "log" else (lambda x: x)
    low, high, here = log(f"MIN({among})"), log(f"MAX({among})"), log(own)
    over = (
        f"{high}-{here}"
        if panel.indicators[element.indicator].direction == "-"
        else f"{here}-{low}"
    )
    return f'IF(ISNUMBER({own}),100*({over})/({high}-{low}),"")'
