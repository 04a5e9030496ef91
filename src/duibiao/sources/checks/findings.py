"""What a rule hands over: a kind, a gravity, a place among the observations and what to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from duibiao.records import Severity


@dataclass(frozen=True, slots=True)
class At:
    """Other figures: the places of their rows, to be printed as the file prints them, with units."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A difference of figures in the indicator's unit, to be printed in the unit of the finding's row."""

    value: float


Value = str | tuple[str, str] | At | Amount
"""A text for both languages, a pair of texts (Chinese, English), or a figure."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a rule, before it is put into words.

    `at` is the row of the observations; None where the finding is an absence, which then names
    its indicator, region and period itself.
    """

    kind: str
    severity: Severity
    at: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    indicator: str = ""
    region: str = ""
    period: str = ""


def number(value: float) -> str:
    """Return a figure for people: thousands separated, at most ten significant digits.

    >>> number(14580000.0), number(38.015), number(0.1 + 0.2)
    ('14,580,000', '38.015', '0.3')
    """
    return f"{float(f'{value:.10g}'):,}".removesuffix(".0")
