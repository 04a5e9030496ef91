"""What is found once in a whole text, and asked for by place many times: numbers, times, names, segments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from ..expressions.names import Named, find_names
from ..expressions.places import RegionName, find_regions
from ..expressions.quantities import Quantity, find_quantities, find_ranks
from ..expressions.times import Time, find_times
from ..passages import Passages
from .closings import Closings
from .segments import Segments, cut
from .tables import Tables


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_T = TypeVar("_T", bound=_Placed)


class Places(tuple[_T, ...]):
    """Items in the order of the text, whose starts are kept for the many questions of what is where."""

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins."""
        return [item.start for item in self]


def within(items: Sequence[_T], start: int, end: int) -> Sequence[_T]:
    """Return the items that begin between two places; they are in order."""
    if isinstance(items, Places):
        starts = items.starts
        first = bisect_left(starts, start)
        return items[first : bisect_left(starts, end, first)]
    first = bisect_left(items, start, key=_start)
    return items[first : bisect_left(items, end, lo=first, key=_start)]


def _start(item: _Placed) -> int:
    return item.start


@dataclass(frozen=True)
class Survey:
    """The numbers, times, names and segments of a document."""

    passages: Passages

    @cached_property
    def segments(self) -> Segments:
        """The stretches between marks."""
        return cut(self.passages)

    @cached_property
    def tables(self) -> Tables:
        """Tables, by line."""
        return Tables(self.passages)

    @cached_property
    def closings(self) -> Closings:
        """Lines that say who is responsible for the items before them."""
        return Closings(self.passages)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers with their units; ranks among them, in 位."""
        plain = self.passages.plain
        ranks = find_ranks(plain)
        taken = {at for r in ranks for at in range(r.start, r.end)}
        numbers = [q for q in find_quantities(plain) if q.number[0] not in taken]
        return Places(sorted([*numbers, *ranks], key=_start))

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Times named, reckoned from the publication."""
        return Places(find_times(self.passages.plain, self.passages.document.published))

    @cached_property
    def regions(self) -> tuple[RegionName, ...]:
        """Regions named."""
        return Places(find_regions(self.passages.plain))

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """Indicators named, under their usual names."""
        return Places(find_names(self.passages.plain))
