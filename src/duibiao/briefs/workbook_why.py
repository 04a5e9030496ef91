"""The sheet of decompositions: each gap split into parts that sum to it, by formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duibiao.gaps import Decomposition, Part

from . import figures
from .workbook_book import Book, Head, address, office_format, width
from .workbook_places import Places
from .workbook_standing import Scores

if TYPE_CHECKING:
    from duibiao._study import Study

FIRST_BLOCK = 3
# The columns: part, home, reference, amount, share.
HOME, REFERENCE, AMOUNT, SHARE = 1, 2, 3, 4


def write_why(book: Book, study: Study, places: Places, scores: Scores | None) -> None:
    """Write the sheet of decompositions, one block each."""
    sheet, w = book.sheet("why"), book.w
    book.opening(sheet, "why", [book.word("why_note")])
    parts = [_part_name(book, d, p) for d in study.decompositions for p in d.parts]
    for column, wide in enumerate(
        (width([*parts, book.word("level_row")], 24), 18, 18, 20, 12, 60)
    ):
        sheet.set_column(column, column, wide, book.style())
    row = FIRST_BLOCK
    starts: dict[str, int] = {}
    for decomposition in study.decompositions:
        starts.setdefault(decomposition.reference, row)
        row = _Block(book, sheet, study, places, scores, decomposition, row).write()
    # On paper a page a reference, as far as it will go.
    sheet.set_print_scale(68)
    sheet.set_h_pagebreaks(list(starts.values())[1:])
    if not study.decompositions:
        book.text(sheet, row, 0, w.word("why.none"))


def _part_name(book: Book, decomposition: Decomposition, part: Part) -> str:
    names = {
        ("gdp", "residents"): "why.population",
        ("gdp", "gdp_per_capita"): "why.income",
    }
    key = names.get((decomposition.indicator, part.indicator))
    if key:
        return book.w.word(key)
    if decomposition.indicator == "gdp_per_capita":
        return book.w.word(f"why.{part.indicator}")
    return book.w.indicator(part.indicator)


class _Block:
    """One decomposition on the sheet: its heads, the whole, its parts, their sum."""

    def __init__(
        self,
        book: Book,
        sheet: Any,
        study: Study,
        places: Places,
        scores: Scores | None,
        decomposition: Decomposition,
        row: int,
    ) -> None:
        self.book, self.sheet, self.study, self.places = book, sheet, study, places
        self.scores, self.d, self.row = scores, decomposition, row
        self.cells = {(c.region, c.indicator): c for c in decomposition.inputs}
        self.scale = self._scale()

    def _scale(self) -> figures.Scale:
        """How the whole is shown: a score in points, anything else in an office's unit."""
        d, lang = self.d, self.book.brief.lang
        if d.indicator == "score":
            return figures.Scale("", 1.0, 1, lang)
        values = [c.value for c in d.inputs if c.indicator == d.indicator]
        return figures.scale_for(values, d.unit, lang)

    def write(self) -> int:
        """Write the block and return the row where the next one starts."""
        book, d = self.book, self.d
        home, reference = (book.w.region(r) for r in (d.home, d.reference))
        title = book.word(
            "why_block",
            home=home,
            reference=reference,
            indicator=book.w.indicator(d.indicator),
            year=str(d.year),
        )
        book.text(self.sheet, self.row, 0, title, book.style("section"))
        book.text(self.sheet, self.row + 1, 0, d.method.text(book.brief.lang), book.style("muted"))
        shown = {
            "gdp": ("why_factor", "why_amount"),
            "gdp_per_capita": ("why_sector", "why_amount"),
            "score": ("why_contribution", "why_amount"),
        }[d.indicator]
        heads = [
            Head(book.word(shown[0]), 0),
            Head(home, 0),
            Head(reference, 0),
            Head(book.word(shown[1]), 0),
            Head(book.w.word("why.share"), 0),
        ]
        for column, head in enumerate(heads):
            book.text(self.sheet, self.row + 2, column, head.title, book.style("head"))
        self.sheet.set_row(self.row + 2, 20)
        first = self.row + 4
        self._whole(self.row + 3)
        for row, part in enumerate(d.parts, start=first):
            self._part(row, part, first)
        self._sum(first)
        return first + len(d.parts) + 3

    def _whole(self, row: int) -> None:
        """The figures themselves, and their difference, which the parts must reach."""
        d = self.d
        looks = ("line", "number")
        name = f"{self.book.w.indicator(d.indicator)} {d.year}"
        self.book.text(self.sheet, row, 0, name, self.book.style("line", bold=True))
        look = office_format(self.scale)
        for column, region in ((HOME, d.home), (REFERENCE, d.reference)):
            style = self.book.style(*looks, num_format=look)
            self.book.formula(self.sheet, row, column, *self._level(region), style)
        style = self.book.style(
            *looks, num_format=office_format(self.scale, signed=True), bold=True
        )
        difference = f"{self._at(row, HOME)}-{self._at(row, REFERENCE)}"
        self.book.formula(self.sheet, row, AMOUNT, difference, d.total, style)
        self.book.text(self.sheet, row, SHARE, "", self.book.style("line"))

    def _level(self, region: str) -> tuple[str, float]:
        d = self.d
        if d.indicator != "score":
            cell = self.cells[region, d.indicator]
            return self.places.link(region, d.indicator, d.year), cell.value or 0.0
        assert self.scores is not None
        standing = self.scores.standing
        score = standing.scores[standing.regions.index(region)]
        return self.scores.score(region), float(round(score, 9))

    def _part(self, row: int, part: Part, first: int) -> None:
        book, d = self.book, self.d
        book.text(self.sheet, row, 0, _part_name(book, d, part), book.style("line"))
        for column, region in ((HOME, d.home), (REFERENCE, d.reference)):
            formula, value, look = self._input(region, part)
            style = book.style("line", "number", num_format=look)
            book.formula(self.sheet, row, column, formula, value, style)
        style = book.style("line", "number", num_format=office_format(self.scale, signed=True))
        book.formula(self.sheet, row, AMOUNT, self._amount(row, first), part.amount, style)
        total = self._at(first + len(d.parts), AMOUNT, fixed=True)
        share = f"IF({total}=0,0,{self._at(row, AMOUNT)}/{total})"
        style = book.style("line", "number", num_format="0.0%")
        book.formula(self.sheet, row, SHARE, share, part.share, style)

    def _input(self, region: str, part: Part) -> tuple[str, float, str]:
        """What a part is made from in one region: formula, value, number format."""
        d = self.d
        if d.indicator == "score":
            assert self.scores is not None
            value = self.scores.standing.contributions_of(region)[part.indicator]
            return self.scores.contribution(region, part.indicator), value, "0.0"
        cell = self.cells[region, part.indicator]
        both = [self.cells[r, part.indicator].value for r in (d.home, d.reference)]
        scale = figures.scale_for(both, cell.unit, self.book.brief.lang)
        return (
            self.places.link(region, part.indicator, d.year),
            cell.value or 0.0,
            office_format(scale),
        )

    def _amount(self, row: int, first: int) -> str:
        home, reference = self._at(row, HOME), self._at(row, REFERENCE)
        whole = first - 1
        if self.d.indicator == "score":
            return f"{home}-{reference}"
        level = {c: self._at(whole, c, fixed=True) for c in (HOME, REFERENCE)}
        if self.d.indicator == "gdp_per_capita":
            return f"({level[HOME]}*{home}-{level[REFERENCE]}*{reference})/100"
        products = [
            f"PRODUCT({self._at(first, c, fixed=True)}:{self._at(first + len(self.d.parts) - 1, c, fixed=True)})"
            for c in (HOME, REFERENCE)
        ]
        difference = self._at(whole, AMOUNT, fixed=True)
        return f"IFERROR({difference}*LN({home}/{reference})/LN({products[0]}/{products[1]}),0)"

    def _sum(self, first: int) -> None:
        book, d = self.book, self.d
        row = first + len(d.parts)
        book.text(self.sheet, row, 0, book.w.word("why.total"), book.style("total"))
        for column in (HOME, REFERENCE):
            book.text(self.sheet, row, column, "", book.style("total"))
        sums = (
            (AMOUNT, sum(p.amount for p in d.parts), office_format(self.scale, signed=True)),
            (SHARE, sum(p.share for p in d.parts), "0.0%"),
        )
        for column, value, look in sums:
            cells = f"{self._at(first, column)}:{self._at(row - 1, column)}"
            style = book.style("total", "number", num_format=look)
            book.formula(self.sheet, row, column, f"SUM({cells})", value, style)

    def _at(self, row: int, column: int, *, fixed: bool = False) -> str:
        return address(row, column, fix_row=fixed, fix_column=fixed)
