"""Indicators and the catalogue that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .errors import InputError, Lang, UnknownName
from .formulas import Formula
from .regions import normal_name
from .units import Unit

Direction = Literal["+", "-", ""]
Kind = Literal["stock", "flow", "rate", "index", "growth"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: what it counts, in which unit, and which way is better.

    `direction` is "+" where more is better, "-" where less is, "" where neither. `kind` says whether
    it is a stock (at a date), a flow (over a period), a rate, an index or itself a growth. A derived indicator has a
    `formula` over others. A ratio names its `numerator` and `denominator`. `growth` names the indicator that publishes its real growth. `total` marks
    a scale (GDP, population): shown, never scored. `limit` is a value set by a standard, named in `note`.
    """

    code: str
    name_zh: str
    name_en: str = ""
    unit: str = "1"
    direction: Direction = ""
    kind: Kind = "flow"
    total: bool = False
    formula: Formula | None = None
    numerator: str = ""
    denominator: str = ""
    growth: str = ""
    limit: float | None = None
    note: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()

    def name(self, lang: Lang) -> str:
        """Return the name in the language asked for, or the other where it has none."""
        return (
            (self.name_zh or self.name_en or self.code)
            if lang == "zh"
            else (self.name_en or self.name_zh or self.code)
        )

    @property
    def is_money(self) -> bool:
        """Whether values are amounts of money (also per head), which prices change over time."""
        return Unit.parse(self.unit).is_money

    @property
    def is_percent(self) -> bool:
        """Whether values are in percent or per mille, so that differences are percentage points."""
        return Unit.parse(self.unit).is_percent

    def in_points(self, difference: float) -> float:
        """Return a difference of two values in percentage points: 5 ‰ are 0.5 points."""
        return difference * float(Unit.parse(self.unit).factor * 100)


@dataclass(frozen=True)
class Catalogue:
    """The indicators of a panel by code, in order.

    >>> catalogue = Catalogue((Indicator("gdp", "地区生产总值", "GDP", "万元", "+"),))
    >>> catalogue.match("地区生产总值").code
    'gdp'
    """

    items: tuple[Indicator, ...] = field(default=())

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Indicator:
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownName("indicator", code, self._by_code) from None

    def find(self, written: str) -> Indicator | None:
        """Return the indicator that a code or a name means, or None."""
        return self._by_name.get(normal_name(written))

    def match(self, written: str) -> Indicator:
        """Return the indicator that a code or a name means; raise `UnknownName` with the nearest."""
        found = self.find(written)
        if found is None:
            raise UnknownName(
                "indicator",
                written,
                [n for i in self.items for n in (i.code, i.name_zh, i.name_en) if n],
            )
        return found

    def merged(self, others: Iterable[Indicator]) -> Catalogue:
        """Return this catalogue with `others` added; a code that stands in both is taken from `others`."""
        by_code = dict(self._by_code)
        by_code.update({i.code: i for i in others})
        return Catalogue(tuple(by_code.values()))

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        by_code: dict[str, Indicator] = {}
        for item in self.items:
            if item.code in by_code:
                raise InputError(
                    zh=f"指标代码“{item.code}”在指标表中出现两次。每个代码只能有一行。",
                    en=f"Indicator code “{item.code}” stands twice in the table of indicators. Keep one row a code.",
                )
            by_code[item.code] = item
        return by_code

    @cached_property
    def _by_name(self) -> dict[str, Indicator]:
        names: dict[str, Indicator] = {}
        for item in self.items:
            for name in (item.code, item.name_zh, item.name_en, *item.aliases):
                if name:
                    names.setdefault(normal_name(name), item)
        return names
