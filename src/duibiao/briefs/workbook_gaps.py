"""The sheet of gaps: a row an indicator and reference, computed live from the data sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duibiao.benchmark import Pace
from duibiao.gaps import Gap, TimeDistance
from duibiao.records import Mark, Unit

from . import figures
from .theme import LIGHT
from .workbook_book import TINT, Book, Head, address, office_format, width
from .workbook_places import Places
from .workbook_remarks import remarks, time_reason

if TYPE_CHECKING:
    from duibiao._study import Study

HEAD_ROW = 6
STATUSES = ("ahead", "level", "behind", "incomparable")

# The columns in order, and the letters by which formulas name them.
COLUMNS = (
    *("indicator", "reference", "year", "unit", "direction"),
    *("home", "value", "difference", "ratio", "size", "status"),
    *("current", "constant"),
    *("pace_home", "pace_reference", "pace_difference", "basis"),
    *("years", "needed", "increment"),
    *("time_reason", "remarks"),
)

REASON_WIDTHS = {"time_reason": 96.0, "remarks": 124.0}
TEXT_LOOKS = {
    "unit": ("muted",),
    "basis": ("muted", "indent"),
    **dict.fromkeys(("time_reason", "remarks"), ("muted", "wrap")),
}


@dataclass(frozen=True)
class _Row:
    """One gap on its row: the addresses of its own cells, and how its figures are shown."""

    gap: Gap
    row: int
    scale: figures.Scale

    def at(self, column: str) -> str:
        """Return the address of a cell of this row, to be filled down."""
        return address(self.row, COLUMNS.index(column), fix_row=False)

    @property
    def in_points(self) -> bool:
        return self.gap.pace_home.unit.startswith("point")


def write_gaps(book: Book, study: Study, places: Places) -> None:
    """Write the sheet of gaps, in the order of the study."""
    sheet = book.sheet("gaps")
    home = book.w.region(study.home)
    book.opening(sheet, "gaps", [book.word(f"gaps_note_{i}", home=home) for i in (1, 2, 3)])
    heads = _heads(book, study)
    book.heads(sheet, HEAD_ROW, heads, height=48)
    scales = {
        code: figures.scale_for(
            [c.value for g in study.gaps if g.indicator == code for c in (g.home, g.reference)],
            study.panel.indicators[code].unit,
            book.brief.lang,
        )
        for code in dict.fromkeys(g.indicator for g in study.gaps)
    }
    for row, gap in enumerate(study.gaps, start=HEAD_ROW + 1):
        _write_row(book, sheet, study, places, _Row(gap, row, scales[gap.indicator]))
    last = HEAD_ROW + len(study.gaps)
    book.frame(sheet, HEAD_ROW, heads, last, frozen=2)
    if study.gaps:
        _conditions(book, sheet, HEAD_ROW + 1, last)


def _heads(book: Book, study: Study) -> list[Head]:
    w, home = book.w, book.w.region(study.home)
    names = [w.indicator(g.indicator) for g in study.gaps]
    references = [w.region(r) for r in study.reference_codes()]
    units = [w.unit(g.unit) for g in study.gaps]
    wide = 13.0
    year = next((g.time_constant for g in study.gaps if g.time_constant), None)
    prices = str(study.year) if year else ""
    widths = {
        "indicator": width(names, most=32),
        "reference": width(references, 9, 18),
        "year": 7.5,
        "unit": width(units, 8, 16),
        "direction": 8,
        "basis": width([book.word(f"basis_{b}") for b in ("published_real", "current_prices")], 10),
        **REASON_WIDTHS,
    }
    bands = {
        **dict.fromkeys(("home", "value"), "level"),
        **dict.fromkeys(("difference", "ratio", "size", "status"), "gap"),
        **dict.fromkeys(("current", "constant"), "time"),
        **dict.fromkeys(("pace_home", "pace_reference", "pace_difference", "basis"), "pace"),
        **dict.fromkeys(("years", "needed", "increment"), "closing"),
    }
    return [
        Head(
            book.word(f"gap_{c}", home=home, year=prices, n=str(study.settings.gaps.close_in)),
            widths.get(c, wide),
            book.word(f"band_{bands[c]}") if c in bands else "",
            new_page=c in ("pace_home", "time_reason", "remarks"),
        )
        for c in COLUMNS
    ]


def _write_row(book: Book, sheet: Any, study: Study, places: Places, r: _Row) -> None:
    gap, w = r.gap, book.w
    direction = study.panel.indicators[gap.indicator].direction
    texts = {
        "indicator": w.indicator(gap.indicator),
        "reference": w.region(gap.reference.region),
        "unit": w.unit(gap.unit),
        "direction": book.word("more_is_better" if direction == "+" else "less_is_better"),
        "basis": book.word(f"basis_{gap.pace_home.basis.replace(' ', '_')}"),
        "time_reason": time_reason(book, gap),
        "remarks": remarks(book, gap),
    }
    for column, text in texts.items():
        looks = TEXT_LOOKS.get(column, ())
        book.text(sheet, r.row, COLUMNS.index(column), text, book.style("line", *looks))
    book.value(sheet, r.row, COLUMNS.index("year"), gap.year, book.style("line", "centre"))
    book.fit_row(sheet, r.row, [(texts[c], wide) for c, wide in REASON_WIDTHS.items()])
    _levels(book, sheet, places, r)
    _status(book, sheet, r, direction)
    for column, time in (("current", gap.time), ("constant", gap.time_constant)):
        _time(book, sheet, r, column, time)
    _paces(book, sheet, places, r)
    _closing(book, sheet, places, r)


def _put(
    book: Book, sheet: Any, r: _Row, column: str, formula: str, value: Any, look: str, *looks: str
) -> None:
    style = book.style("line", "number", *looks, num_format=look)
    shown = figures.DASH if value is None else value
    book.formula(sheet, r.row, COLUMNS.index(column), formula, shown, style)


def _empty(book: Book, sheet: Any, r: _Row, column: str) -> None:
    book.text(
        sheet, r.row, COLUMNS.index(column), figures.DASH, book.style("line", "number", "muted")
    )


def _levels(book: Book, sheet: Any, places: Places, r: _Row) -> None:
    gap = r.gap
    look = office_format(r.scale, unit=False)
    for column, cell in (("home", gap.home), ("value", gap.reference)):
        if cell.usable:
            link = places.link(cell.region, cell.indicator, cell.year)
            home = ("home",) if column == "home" else ()
            _put(book, sheet, r, column, link, cell.value, look, *home)
        else:
            _empty(book, sheet, r, column)
    both = f"COUNT({r.at('home')},{r.at('value')})=2"
    percent = Unit.parse(gap.unit).is_percent
    signed = (
        points_format(book, signed=True)
        if percent
        else office_format(r.scale, signed=True, unit=False)
    )
    apart = f"({r.at('home')}-{r.at('value')}){_in_points(gap.unit)}"
    difference = f'IF({both},{apart},"{figures.DASH}")'
    _put(book, sheet, r, "difference", difference, gap.difference, signed)
    ratio = f'IF(AND({both},{r.at("home")}>=0,{r.at("value")}>0),{r.at("home")}/{r.at("value")},"{figures.DASH}")'
    _put(book, sheet, r, "ratio", ratio, gap.ratio, "0.0%")
    if gap.size is None:
        _empty(book, sheet, r, "size")
    else:
        style = book.style("line", "number", num_format="0.0")
        book.value(sheet, r.row, COLUMNS.index("size"), gap.size, style)


def _in_points(unit: str) -> str:
    """What turns a difference in a unit into percentage points, as the end of a formula."""
    parsed = Unit.parse(unit)
    factor = float(parsed.factor * 100)
    return f"*{factor:g}" if parsed.is_percent and factor != 1 else ""


def points_format(book: Book, *, signed: bool = False) -> str:
    """Return the format of percentage points, one digit, with their word."""
    body = f'0.0"{book.word("points")}"'
    return f"+{body};-{body};{body}" if signed else body


def _status(book: Book, sheet: Any, r: _Row, direction: str) -> None:
    words = {s: book.w.word(f"status.{s}") for s in STATUSES}
    home, value = r.at("home"), r.at("value")
    better = "<" if direction == "-" else ">"
    near = f"ABS({home}-{value})<=level_band*ABS({value})"
    if Unit.parse(r.gap.unit).is_percent:
        apart = f"ABS({home}-{value}){_in_points(r.gap.unit)}"
        near = f"OR({near},{apart}<level_points-1E-9)"
    formula = (
        f'IF(COUNT({home},{value})<2,"{words["incomparable"]}",'
        f'IF({near},"{words["level"]}",'
        f'IF({home}{better}{value},"{words["ahead"]}","{words["behind"]}")))'
    )
    style = book.style("line", "centre")
    book.formula(sheet, r.row, COLUMNS.index("status"), formula, words[r.gap.status], style)


def _time(book: Book, sheet: Any, r: _Row, column: str, time: TimeDistance | None) -> None:
    """A time distance as a number; its format says whether it is a bound, and a star that it is marked."""
    value = None if time is None else time.years if time.years is not None else time.at_least
    if time is None or value is None:
        _empty(book, sheet, r, column)
        return
    digits = "0.0" if time.years is not None else "0"
    bound = book.word("or_more") if time.years is None else ""
    star = "*" if Mark.ACROSS_BREAK in time.marks else ""
    suffix = f'"{bound}{star}"' if bound or star else ""
    look = f'{digits}{suffix};"{book.word("ahead_by")}"{digits}{suffix};{digits}'
    style = book.style("line", "number", num_format=look)
    book.value(sheet, r.row, COLUMNS.index(column), value, style)


def _paces(book: Book, sheet: Any, places: Places, r: _Row) -> None:
    gap = r.gap
    look = points_format(book) if r.in_points else '0.0"%"'
    for column, pace in (("pace_home", gap.pace_home), ("pace_reference", gap.pace_reference)):
        formula = pace_formula(places, pace)
        if formula:
            home = ("home",) if column == "pace_home" else ()
            _put(book, sheet, r, column, formula, pace.value, look, *home)
        else:
            _empty(book, sheet, r, column)
    p, q = r.at("pace_home"), r.at("pace_reference")
    difference = f'IF(COUNT({p},{q})=2,{p}-{q},"{figures.DASH}")'
    signed = points_format(book, signed=True)
    known = [x.value for x in (gap.pace_home, gap.pace_reference) if x.value is not None]
    value = known[0] - known[1] if len(known) == 2 else None
    _put(book, sheet, r, "pace_difference", difference, value, signed)


def pace_formula(places: Places, pace: Pace) -> str:
    """Return a recent pace as a formula over the data sheet, "" where it is withheld or not held there."""
    if pace.value is None or not all(
        places.holds(c.region, c.indicator, c.year) for c in pace.inputs
    ):
        return ""
    cells = [places.link(c.region, c.indicator, c.year) for c in pace.inputs]
    unit = Unit.parse(places.panel.indicators[pace.inputs[0].indicator].unit)
    percent = unit.factor * (100 if unit.is_percent else 1)
    times = "" if percent == 1 else f"*{percent.numerator}/{percent.denominator}"
    span = pace.last_year - pace.first_year
    if pace.basis == "published real":
        return f"AVERAGE({','.join(cells)}){times}"
    if pace.basis == "points":
        return f"({cells[-1]}-{cells[0]})/{span}{times}"
    return f"100*(({cells[-1]}/{cells[0]})^(1/{span})-1)"


def _closing(book: Book, sheet: Any, places: Places, r: _Row) -> None:
    """Years to close at both paces and the pace needed: the formulas of `duibiao.gaps.closing`."""
    gap = r.gap
    h, v, p, q = (r.at(c) for c in ("home", "value", "pace_home", "pace_reference"))
    behind = f'{r.at("status")}="{book.w.word("status.behind")}"'
    never = book.w.word("time.closing_never")
    if r.in_points:
        fits, speed = behind, f"({v}-{h})/({p}-{q})"
        needed = f"{q}+({v}-{h})/close_in"
    else:
        fits = f"{behind},MIN({h},{v})>0"
        speed = f"LN({v}/{h})/(LN(1+{p}/100)-LN(1+{q}/100))"
        needed = f"((1+{q}/100)*({v}/{h})^(1/close_in)-1)*100"
    years = f'IF(AND({fits},COUNT({p},{q})=2),IFERROR(IF({speed}<0,"{never}",{speed}),"{never}"),"{figures.DASH}")'
    told: float | str | None = gap.closing.years
    if gap.status == "behind" and told is None and gap.closing.pace_difference is not None:
        values = (gap.home.value or 0.0, gap.reference.value or 0.0)
        told = never if r.in_points or min(values) > 0 else None
    _put(book, sheet, r, "years", years, told, "#,##0.0")
    look = points_format(book) if r.in_points else '0.0"%"'
    asked = f'IF(AND({fits},COUNT({q})=1),{needed},"{figures.DASH}")'
    _put(book, sheet, r, "needed", asked, gap.closing.needed_pace, look)
    _increment(book, sheet, places, r)


def _increment(book: Book, sheet: Any, places: Places, r: _Row) -> None:
    gap, share = r.gap, r.gap.closing.increment_share
    since = gap.closing.since
    if share is None or since is None:
        _empty(book, sheet, r, "increment")
        return
    home, other = (
        f"({at}-{places.link(c.region, c.indicator, since)})"
        for at, c in ((r.at("home"), gap.home), (r.at("value"), gap.reference))
    )
    formula = f"{home}/({home}+{other})"
    _put(book, sheet, r, "increment", formula, share, "0.0%")


def _conditions(book: Book, sheet: Any, first: int, last: int) -> None:
    """Status by word, weight and fill; the size of a gap as a bar to either side of zero."""
    status = COLUMNS.index("status")
    looks = {
        "behind": {"bg_color": TINT["behind"], "font_color": LIGHT["named-ink"], "bold": True},
        "ahead": {"bg_color": TINT["ahead"], "font_color": LIGHT["home"], "bold": True},
        "incomparable": {"font_color": LIGHT["muted"], "italic": True},
    }
    for key, look in looks.items():
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{book.w.word(f"status.{key}")}"',
            "format": book.file.add_format(look),
        }
        sheet.conditional_format(first, status, last, status, rule)
    size = COLUMNS.index("size")
    bar = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": LIGHT["named-3"],
        "bar_negative_color": LIGHT["home"],
        "bar_axis_position": "middle",
        "bar_no_border": True,
    }
    sheet.conditional_format(first, size, last, size, bar)
