"""The sheet 假设达标: home at each reference's level, computed live from the sheet of standings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duibiao.benchmark import Reached, StandingWhatIf

from . import figures
from .workbook_book import Book, Head, address, office_format, width
from .workbook_places import Places
from .workbook_standing import COLUMNS, FIRST_ROW, WEIGHT_ROW, Scores

if TYPE_CHECKING:
    from duibiao._study import Study

HEAD_ROW = 5
MOVES = (
    "reference", "indicator", "year", "here", "there", "own", "wanted", "gain", "score", "rank",
    "low", "high", "score_added", "rank_added", "low_added", "high_added", "needed",
)  # fmt: skip
_WIDE = {"reference": 12.0, "here": 12.0, "there": 12.0, "needed": 14.0}


def has_moves(study: Study) -> bool:
    """Whether home is scored and some reference is ahead of it in a scored indicator."""
    return study.standing is not None and any(found.together for found in study.what_ifs)


def write_moves(book: Book, study: Study, places: Places, scores: Scores) -> None:
    """Write home's score and rank at each reference's level, one indicator alone and added up."""
    if not has_moves(study):
        return
    sheet = book.sheet("moves")
    book.opening(sheet, "moves", [book.word("moves_note"), book.w.word("moves.caution")])
    names = [book.w.indicator(e.indicator) for e in scores.standing.elements]
    widths = _WIDE | {"indicator": width(names, 16, 44)}
    heads = [Head(book.word(f"moves_{c}"), widths.get(c, 9.5)) for c in MOVES]
    book.heads(sheet, HEAD_ROW, heads, height=50)
    row = HEAD_ROW
    for found in study.what_ifs:
        added = {s.indicator: s for s in found.together}
        first = row + 1
        for step in found.together:
            row += 1
            alone = next(s for s in found.alone if s.indicator == step.indicator)
            _write_step(
                book,
                sheet,
                study,
                places,
                scores,
                found,
                (alone, added[step.indicator]),
                row,
                first,
            )
    book.frame(sheet, HEAD_ROW, heads, row, frozen=2)


def _write_step(
    book: Book,
    sheet: Any,
    study: Study,
    places: Places,
    scores: Scores,
    found: StandingWhatIf,
    steps: tuple[Reached, Reached],
    row: int,
    first: int,
) -> None:
    alone, added = steps
    result, code = scores.standing, alone.indicator
    e = [x.indicator for x in result.elements].index(code)
    home = result.regions.index(found.home)
    own, share = float(result.normalised[home, e]), float(result.shares[home, e])
    at = {c: address(row, n, fix_row=False) for n, c in enumerate(MOVES)}
    book.text(sheet, row, 0, book.w.region(found.reference), book.style("line"))
    book.text(sheet, row, 1, book.w.indicator(code), book.style("line"))
    book.value(sheet, row, 2, alone.year, book.style("line", "centre"))
    look = _look(book, study, code, alone.value, alone.reached)
    for name, region, value in (
        ("here", found.home, alone.value),
        ("there", found.reference, alone.reached),
    ):
        link = places.link(region, code, alone.year)
        book.formula(sheet, row, MOVES.index(name), link, value, look)
    column = scores.normalised_column(e)
    here, there = (
        address(scores.row(r), column, scores.sheet) for r in (found.home, found.reference)
    )
    weight = address(WEIGHT_ROW, column, scores.sheet)
    coverage = address(scores.row(found.home), COLUMNS.index("coverage"), scores.sheet)
    before = address(row - 1, MOVES.index("score_added"), fix_row=False)
    if row == first:
        before = scores.score(found.home)
    point, whole = (book.style("number", "line", num_format=f) for f in ("0.0", "0"))
    formulas: tuple[tuple[str, str, float, Any], ...] = (
        ("own", here, own, point),
        ("wanted", there, own + alone.gain / share, point),
        ("gain", f"({at['wanted']}-{at['own']})*{weight}/{coverage}", alone.gain, point),
        ("score", f"{scores.score(found.home)}+{at['gain']}", alone.score, point),
        ("rank", _rank(scores, at["score"]), alone.rank, whole),
        ("score_added", f"{before}+{at['gain']}", added.score, point),
        ("rank_added", _rank(scores, at["score_added"]), added.rank, whole),
    )
    for name, formula, value, style in formulas:
        book.formula(sheet, row, MOVES.index(name), formula, value, style)
    for name, value in (
        ("low", alone.low),
        ("high", alone.high),
        ("low_added", added.low),
        ("high_added", added.high),
    ):
        book.value(sheet, row, MOVES.index(name), value, whole)
    moves = study.next_rank.moves if study.next_rank is not None else ()
    needed = next((m.value for m in moves if m.indicator == code), None)
    style = _look(book, study, code, alone.value, needed)
    book.value(sheet, row, MOVES.index("needed"), needed, style)


def _look(book: Book, study: Study, code: str, *values: float | None) -> Any:
    """The style of figures that are shown in one unit, with the digits that tell them apart."""
    scale = figures.scale_for(values, study.panel.indicators[code].unit, book.brief.lang)
    return book.style("number", "line", num_format=office_format(scale))


def _rank(scores: Scores, score: str) -> str:
    """One more than the regions whose score on the sheet of standings is higher; home's own never is."""
    column, last = COLUMNS.index("score"), FIRST_ROW + len(scores.standing.regions) - 1
    among = f"{address(FIRST_ROW, column, scores.sheet)}:{address(last, column)}"
    # Home's score was rounded before the points were added: the last digit must not tell equals apart.
    return f'1+COUNTIF({among},">"&ROUND({score},9)+2E-9)'
