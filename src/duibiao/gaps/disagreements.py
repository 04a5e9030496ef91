"""Documents against each other: the same figure, or the same target, given with different values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from duibiao.records import Figure, Quote, Reading, Target, Unit

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two documents that give one figure, or one target, different values.

    `name` is the indicator by code or as named, `region` the place, `period` the period of the figures or
    the deadline of the targets. Reading and quote of each stand at the same place of their tuples.
    """

    kind: Literal["figure", "target"]
    name: str
    region: str
    period: str
    readings: tuple[Reading, Reading]
    quotes: tuple[Quote, Quote]


@dataclass(frozen=True, slots=True)
class _Given:
    """A value as a document gives it."""

    reading: Reading
    quote: Quote
    value: float
    unit: str


def find_disagreements(readings: Iterable[Reading]) -> tuple[Disagreement, ...]:
    """Return what two documents say differently of one region, indicator, measure and period.

    Values are held against each other in one unit, figures within the rounding of the one with fewer digits.
    Figures of different vintages, with a comparator (超过, 约) or without a period may differ and are left
    out; so are targets without a deadline. What one document says twice is its own contradiction.
    """
    read = tuple(dict.fromkeys(readings))
    grouped: dict[_Key, list[_Given]] = {}
    for reading in read:
        for key, given in (*_figures(reading), *_targets(reading)):
            grouped.setdefault(key, []).append(given)
    return tuple(
        Disagreement(
            "target" if key[0] == "target" else "figure",
            key[2],
            key[1],
            key[3],
            (a.reading, b.reading),
            (a.quote, b.quote),
        )
        for key, group in grouped.items()
        for a, b in combinations(_firsts(group), 2)
        if _differ(a, b, rounded=key[0] == "figure")
    )


def _figures(reading: Reading) -> Iterator[tuple[_Key, _Given]]:
    for f in reading.figures:
        if f.period and f.comparator == "=" and f.relative_to == "":
            yield _figure_key(reading, f), _Given(reading, f.quote, f.value, f.unit)


def _figure_key(reading: Reading, f: Figure) -> _Key:
    region = f.region or reading.region
    return "figure", region, f.indicator or f.name, f.period, f.measure, f.basis, f.vintage.value


def _targets(reading: Reading) -> Iterator[tuple[_Key, _Given]]:
    for statement in reading.commitments:
        region = statement.region or reading.region
        for t in statement.targets:
            if t.value is not None and t.deadline:
                yield _target_key(region, t), _Given(reading, t.quote, t.value, t.unit)


def _target_key(region: str, t: Target) -> _Key:
    name = t.indicator or t.name
    return "target", region, name, t.deadline, t.measure, t.relative_to, t.firmness, *t.subjects


def _firsts(group: Iterable[_Given]) -> list[_Given]:
    """The first that each document gives."""
    firsts: dict[int, _Given] = {}
    for given in group:
        firsts.setdefault(id(given.reading), given)
    return list(firsts.values())


def _differ(a: _Given, b: _Given, *, rounded: bool) -> bool:
    """Whether two values differ, beyond rounding where figures are rounded; of two dimensions none can be told."""
    if a.unit == b.unit:
        factors = 1.0, 1.0
    elif Unit.known(a.unit) and Unit.known(b.unit):
        units = Unit.parse(a.unit), Unit.parse(b.unit)
        if not units[0].same_kind(units[1]):
            return False
        factors = float(units[0].factor), float(units[1].factor)
    else:
        return False
    values = a.value * factors[0], b.value * factors[1]
    digits = [_last_digit(g.value) * f for g, f in zip((a, b), factors, strict=True)]
    return abs(values[0] - values[1]) > max(digits) * (0.5 if rounded else 0.0) + 1e-9 * abs(
        values[0]
    )


def _last_digit(value: float) -> float:
    """What a one in the last digit printed is worth.

    >>> _last_digit(2003.43), _last_digit(55.0)
    (0.01, 1.0)
    """
    _, _, decimals = f"{value:.10f}".rstrip("0").partition(".")
    return round(10.0 ** -len(decimals), 12)
