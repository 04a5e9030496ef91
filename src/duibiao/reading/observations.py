"""The figures of a document as observations: a tidy table that the other commands take with `--data`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction

from duibiao.records import (
    Catalogue,
    Figure,
    InputError,
    Note,
    Period,
    Reading,
    Unit,
    UnknownName,
    Vintage,
)

_GROWTH = "增速"
_YEAR_EARLIER = ("", "year earlier")


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """A row of a tidy table, as `--data` takes it."""

    region: str
    indicator: str
    period: str
    value: float
    unit: str
    vintage: str
    source: str
    note: str


OBSERVATION_COLUMNS = tuple(f.name for f in fields(ObservationRow))
"""The columns of a table of observations, in order."""


@dataclass(frozen=True)
class Observations:
    """Rows of observations, and notes that count the figures that are none, by reason."""

    rows: tuple[ObservationRow, ...]
    notes: tuple[Note, ...] = ()


def as_observations(
    readings: Iterable[Reading], catalogue: Catalogue | None = None
) -> Observations:
    """Return the figures of documents as observations of regions and indicators.

    A level and a share are observations of their indicator; growth over a year earlier is one of the
    indicator's own growth series (地区生产总值 → 地区生产总值实际增速), or of a series named …增速 where the
    catalogue has none. Left out and counted: changes, differences, ranks and contributions, growth over
    another base, figures without region or period or for a span of years or in a unit that is not known,
    bounds (超过), and figures that one document gives twice with different values.
    """
    known = catalogue or Catalogue()
    rows: list[ObservationRow] = []
    left: dict[tuple[str, str], int] = {}
    for reading in readings:
        series: dict[tuple[str, ...], list[ObservationRow]] = {}
        for figure in reading.figures:
            reason = _no_observation(figure)
            if reason:
                left[reason] = left.get(reason, 0) + 1
                continue
            row = _row(reading, figure, known)
            key = (row.region, row.indicator, row.period, row.vintage)
            series.setdefault(key, []).append(row)
        for given in series.values():
            if _agree(given):
                rows.append(min(given, key=_step))
            else:
                left[_TWICE] = left.get(_TWICE, 0) + len(given)
    return Observations(tuple(rows), tuple(_notes(left)))


_NO_SERIES = {
    "change": ("增减", "changes"),
    "difference": ("与别处的差", "differences"),
    "rank": ("位次", "ranks"),
    "contribution": ("贡献", "contributions"),
}
_OTHER_BASE = ("不以上年为基数的增速", "growth over another base than the year before")
_NO_REGION = ("没有写明地区的数", "figures without a region")
_NO_PERIOD = ("没有写明期间或跨几年的数", "figures without a period, or of several years")
_NO_UNIT = ("单位不认识的数", "figures in a unit that is not known")
_BOUND = ("超过、以上一类的数", "bounds")
_TWICE = ("同一指标前后不一致的数", "figures given twice with different values")


def _no_observation(figure: Figure) -> tuple[str, str] | None:
    """Why a figure is no observation of a series, in both languages; None where it is one."""
    if figure.measure in _NO_SERIES:
        return _NO_SERIES[figure.measure]
    if figure.measure == "growth" and figure.basis not in _YEAR_EARLIER:
        return _OTHER_BASE
    if not figure.region:
        return _NO_REGION
    if figure.comparator not in ("=", "~"):
        return _BOUND
    try:
        Period.parse(figure.period)
    except UnknownName:
        return _NO_PERIOD
    return None if Unit.known(_unit(figure)) else _NO_UNIT


def _unit(figure: Figure) -> str:
    """The unit as tables write it: 亿元 for 亿元人民币."""
    return figure.unit.removesuffix("人民币") or "1"


def _row(reading: Reading, figure: Figure, known: Catalogue) -> ObservationRow:
    document = reading.document
    source = [document.publisher, f"《{document.title}》" if document.title else document.name]
    source += [str(document.published)] if document.published else []
    place = document.place(figure.quote.start).zh
    about = "约数；" if figure.comparator == "~" else ""
    return ObservationRow(
        region=figure.region,
        indicator=_series(figure, known),
        period=figure.period,
        value=figure.value,
        unit=_unit(figure),
        vintage="" if figure.vintage is Vintage.UNSTATED else figure.vintage.zh,
        source="，".join(part for part in source if part),
        note=f"{about}原文“{' '.join(figure.quote.text.split())}”"
        + (f"，{place}" if place else ""),
    )


def _series(figure: Figure, known: Catalogue) -> str:
    """The name of the series: the catalogue's; a derived one as the document names it, since it is observed here."""
    code = figure.indicator
    if code not in known:
        return code + _GROWTH if figure.measure == "growth" else code
    indicator = known[code]
    if figure.measure == "growth":
        return (
            known[indicator.growth].name_zh
            if indicator.growth in known
            else f"{indicator.name_zh}{_GROWTH}"
        )
    return figure.name if indicator.formula else indicator.name_zh


def _agree(rows: Sequence[ObservationRow]) -> bool:
    """Whether figures are one figure, printed to more or fewer digits, in one unit or another."""
    spans = [_span(row) for row in rows]
    return max(low for low, _ in spans) <= min(high for _, high in spans)


def _span(row: ObservationRow) -> tuple[Fraction, Fraction]:
    factor = _factor(row.unit)
    value, half = Fraction(repr(row.value)) * factor, _step(row) / 2
    return value - half, value + half


def _step(row: ObservationRow) -> Fraction:
    """One unit of the last digit that was printed."""
    exponent = Decimal(f"{row.value:.15g}").as_tuple().exponent
    digits = exponent if isinstance(exponent, int) else 0
    return Fraction(10) ** min(digits, 0) * _factor(row.unit)


def _factor(unit: str) -> Fraction:
    try:
        return Unit.parse(unit).factor
    except InputError:
        return Fraction(1)


def _notes(left: dict[tuple[str, str], int]) -> Iterator[Note]:
    if left:
        zh = "、".join(f"{reason}{n}个" for (reason, _), n in left.items())
        en = ", ".join(f"{reason} ({n})" for (_, reason), n in left.items())
        yield Note(
            f"有{sum(left.values())}个数不成为观测值，没有写入：{zh}。",
            f"Left out, because they are no observations: {en}.",
        )
