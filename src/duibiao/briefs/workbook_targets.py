"""The sheet of targets: what each demands and its milestones as live formulas, and its precedents by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duibiao.targets import Assessment, Milestone

from .document import plain
from .targets_numbers import TargetNumbers
from .targets_tables import REACH
from .targets_words import goal_sentence
from .workbook_book import Book, address, office_format, width
from .workbook_places import Places

if TYPE_CHECKING:
    from duibiao._study import Study

FIRST_BLOCK = 3
WIDTHS = (16.0, *[13.0] * 11)
DEMAND = (
    "start_year", "start", "year", "value", "needed", "usual", "made", "low", "high", "odds",
    "beyond", "reach",
)  # fmt: skip
START_YEAR, START, YEAR, VALUE, NEEDED, USUAL = range(6)
PATH = ("year_column", "q1", "q2", "q3", "path", "reference", "p10", "p25", "p50", "p75", "p90")
PATH_VALUE, PATH_REFERENCE, PATH_P10 = 4, 5, 6
PRECEDENTS = ("region", "from", "to", "begin", "end", "growth", "beyond_median", "reached")
QUARTERS = (1, 2, 3)


def write_targets(book: Book, study: Study, places: Places) -> None:
    """Write the sheet of targets, one block each, where there are any."""
    if not study.assessments:
        return
    sheet = book.sheet("targets")
    book.opening(sheet, "targets", [book.word("targets_note")])
    names = [book.w.region(p.region) for a in study.assessments for p in a.precedents.items]
    for column, wide in enumerate((width(names, *WIDTHS[:1]), *WIDTHS[1:])):
        sheet.set_column(column, column, wide, book.style())
    row = FIRST_BLOCK
    for made in study.assessments:
        row = _Block(book, sheet, places, made, row).write()


class _Block:
    """One target on the sheet: what it demands, its milestones beside business as usual, its precedents."""

    def __init__(self, book: Book, sheet: Any, places: Places, made: Assessment, row: int) -> None:
        self.book, self.sheet, self.places, self.made = book, sheet, places, made
        self.n = TargetNumbers.of(book.w, made)
        self.row, self.demand_row = row, row + 3
        self.look = office_format(self.n.scale)
        self.points = made.scale == "points"
        self.growth = (
            office_format(self.n.growing, signed=True) if self.points else "+0.0%;-0.0%;0.0%"
        )

    def write(self) -> int:
        """Write the block and return the row where the next one starts."""
        book, row = self.book, self.row
        title = f"{book.w.indicator(self.n.code)}{self.n.prices}"
        book.text(self.sheet, row, 0, title, book.style("section"))
        book.text(self.sheet, row + 1, 0, plain(goal_sentence(self.n)), book.style("muted"))
        self._heads(row + 2, "targets_", DEMAND)
        self._demand()
        after = self._path(self.demand_row + 2)
        return self._precedents(after + 1) + 2

    def _heads(self, row: int, prefix: str, keys: tuple[str, ...]) -> None:
        for column, key in enumerate(keys):
            title = self.book.word(f"{prefix}{key}")
            self.book.text(self.sheet, row, column, title, self.book.style("head"))
        self.sheet.set_row(row, 33)

    def _demand(self) -> None:
        made, row = self.made, self.demand_row
        self._value(row, START_YEAR, made.year, "0")
        self._start()
        self._value(row, YEAR, made.goal.by, "0", "input")
        self._value(row, VALUE, made.target, self.look, "input")
        shown: list[tuple[str, float | None, str]] = [
            ("low", made.feasibility.low if made.feasibility else None, "0%"),
            ("high", made.feasibility.high if made.feasibility else None, "0%"),
            ("odds", made.odds, "0%"),
        ]
        for key, value, look in shown:
            self._value(row, DEMAND.index(key), value, look)
        last = row + 2 + len(made.expected)
        median = self._at(last, PATH_P10 + 2)
        self._formula(
            row,
            USUAL,
            self._pace(median, self._at(last, 0)),
            self._grown(made.usual_growth),
            self.growth,
        )
        if made.target is None:
            return
        self._formula(
            row,
            NEEDED,
            self._pace(self._at(row, VALUE), self._at(row, YEAR)),
            self._grown(made.required_growth),
            self.growth,
        )
        f = made.feasibility
        if f is not None and f.share is not None:
            self._formula(row, DEMAND.index("made"), f"{f.reached}/{f.n}", f.share, "0%")
        target = self._at(row, VALUE)
        beyond = f"{target}-{median}" if self.points else f"{target}/{median}-1"
        if made.ambition is not None:
            upward = made.ambition * ((made.target or 0.0) - made.expected[-1].p50) >= 0
            beyond = beyond if upward else f"-({beyond})"
            self._formula(row, DEMAND.index("beyond"), beyond, made.ambition, self.growth)
        word = self.book.w.word(REACH[made.reach][1])
        self.book.text(self.sheet, row, DEMAND.index("reach"), word, self.book.style("line"))

    def _start(self) -> None:
        """Home's figure: a link to the data sheet, or a value where it had to be turned into other prices."""
        made = self.made
        same = made.base_year in (None, made.year)
        if same and self.places.holds(made.home, self.n.code, made.year):
            link = self.places.link(made.home, self.n.code, made.year)
            self._formula(self.demand_row, START, link, made.start, self.look)
        else:
            self._value(self.demand_row, START, made.start, self.look)

    def _pace(self, end: str, year: str) -> str:
        """Yearly growth from the start to a cell of the year in another, as a formula."""
        start = self._at(self.demand_row, START)
        years = f"({year}-{self._at(self.demand_row, START_YEAR)})"
        if self.points:
            return f"({end}-{start})/{years}"
        return f"({end}/{start})^(1/{years})-1"

    def _grown(self, growth: float | None) -> float | None:
        return growth if growth is None or self.points else growth / 100

    def _path(self, row: int) -> int:
        """Milestones as formulas from start, target and years, beside the percentiles of business as usual."""
        made = self.made
        self._heads(row - 1, "targets_", PATH)
        # The first row is the start, from which the quarters of the first year are reckoned.
        self._value(row, 0, made.year, "0")
        self._formula(row, PATH_VALUE, self._at(self.demand_row, START), made.start, self.look)
        if made.reference:
            self._value(row, PATH_REFERENCE, made.reference[0].p50, self.look)
        for i, usual in enumerate(made.expected, start=1):
            self._value(row + i, 0, usual.year, "0")
            for j, which in enumerate(PATH[PATH_P10:]):
                self._value(row + i, PATH_P10 + j, getattr(usual, which), self.look)
            if made.reference:
                self._value(row + i, PATH_REFERENCE, made.reference[i].p50, self.look)
            if i <= len(made.milestones):
                self._milestone(row, i, made.milestones[i - 1])
        return row + len(made.expected) + 1

    def _milestone(self, first: int, i: int, m: Milestone) -> None:
        row = first + i
        gone = f"({self._at(row, 0)}-{self._at(self.demand_row, START_YEAR)})"
        span = f"({self._at(self.demand_row, YEAR)}-{self._at(self.demand_row, START_YEAR)})"
        start, target = (self._at(self.demand_row, c) for c in (START, VALUE))
        if self.made.reference:
            today, then = (self._at(r, PATH_REFERENCE) for r in (first, row))
            left = f"(1-{gone}/{span})"
            value = (
                f"{then}+({start}-{today})*{left}"
                if self.points
                else f"{then}*({start}/{today})^{left}"
            )
        elif self.points:
            value = f"{start}+({target}-{start})*{gone}/{span}"
        else:
            value = f"{start}*({target}/{start})^({gone}/{span})"
        self._formula(row, PATH_VALUE, value, m.value, self.look)
        for q in QUARTERS:
            self._formula(row, q, self._quarter(row, q, m), m.quarters[q - 1], self.look)

    def _quarter(self, row: int, q: int, m: Milestone) -> str:
        """A quarter of a year's milestone: cumulative of a flow, else on the way from the year before."""
        indicator = self.book.w.panel.indicators[self.n.code]
        value, before = self._at(row, PATH_VALUE), self._at(row - 1, PATH_VALUE)
        if indicator.kind == "growth":
            return value
        if indicator.kind == "flow" and not indicator.is_percent:
            return f"{value}*{m.quarters[q - 1] / m.value:.6g}"
        if self.points:
            return f"{before}+({value}-{before})*{q}/4"
        return f"{before}*({value}/{before})^({q}/4)"

    def _precedents(self, row: int) -> int:
        """All precedents by name, their yearly growth by formula."""
        found = self.made.precedents
        if not found.items:
            return row
        book = self.book
        self._heads(row, "targets_", PRECEDENTS)
        for p in found.items:
            row += 1
            book.text(self.sheet, row, 0, book.w.region(p.region), book.style("line"))
            self._value(row, 1, p.year, "0")
            self._value(row, 2, p.end_year, "0")
            self._value(row, 3, p.start, self.look)
            self._value(row, 4, p.end, self.look)
            years = f"({self._at(row, 2)}-{self._at(row, 1)})"
            end, start = self._at(row, 4), self._at(row, 3)
            pace = f"({end}-{start})/{years}" if self.points else f"({end}/{start})^(1/{years})-1"
            growth = found.yearly(p.growth)
            beyond = growth - found.yearly(p.growth - p.beyond)
            self._formula(row, 5, pace, self._grown(growth), self.growth)
            self._value(row, 6, self._grown(beyond), self.growth)
            self._value(row, 7, p.year + p.reached_in if p.reached_in else None, "0")
        return row + 1

    def _at(self, row: int, column: int) -> str:
        return address(row, column)

    def _value(self, row: int, column: int, value: float | None, look: str, *more: str) -> None:
        style = self.book.style("line", "number", *more, num_format=look)
        self.book.value(self.sheet, row, column, value, style)

    def _formula(self, row: int, column: int, formula: str, value: float | None, look: str) -> None:
        style = self.book.style("line", "number", num_format=look)
        self.book.formula(self.sheet, row, column, formula, value, style)
