"""举措对照: who takes up which gap, which gaps nobody took up, which commitments answer none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from duibiao.records import Cell, Panel, Reading, Statement, Target, Unit

from .bearing import WAYS, Bearing, Way, bearings, way_to
from .distance import Gap, common_year

Loose = Literal["elsewhere", "not behind", "not compared", "unmeasured"]
"""Why a commitment answers no gap: it is for another region; home is not behind in what it bears on; the
panel has that but makes no gap of it (a total, a structure); or no figure of the panel tells of it."""

_COMPARABLE = ("level", "growth", "share")


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment and the reading that it stands in."""

    reading: Reading
    statement: Statement

    @property
    def place(self) -> str:
        """The place that it is for, "" where neither it nor its document names one: home is meant."""
        return self.statement.region or self.reading.region


@dataclass(frozen=True, slots=True)
class Tie:
    """A commitment that bears on a gap, by which way, and through which indicator.

    `targets` are those of its targets that make the tie, none where the statement as a whole makes it.
    """

    commitment: Commitment
    way: Way
    through: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredGap:
    """An indicator in which home is behind, to whom (largest gap first), and what bears on it, strongest first."""

    indicator: str
    gaps: tuple[Gap, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def named(self) -> tuple[Tie, ...]:
        """The ties that rest on more than a theme."""
        return tuple(t for t in self.ties if t.way != "theme")

    @property
    def by_theme_only(self) -> bool:
        """Whether all that bears on it shares no more than its theme."""
        return bool(self.ties) and not self.named


@dataclass(frozen=True, slots=True)
class Unattached:
    """A commitment that answers no gap, why, and the indicators of the panel that it bears on."""

    commitment: Commitment
    reason: Loose
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """A target beside what home and the references have today in the same indicator.

    `value` is the target's, in the unit of the cells; all cells are of one year.
    """

    commitment: Commitment
    target: Target
    value: float
    home: Cell
    references: tuple[Cell, ...]


@dataclass(frozen=True)
class Measures:
    """Commitments against gaps: the gaps with measures, those without, the commitments without a gap.

    Gaps stand widest first. Every commitment stands in a tie of `answered` or in `unattached`.
    """

    answered: tuple[MeasuredGap, ...] = ()
    untaken: tuple[MeasuredGap, ...] = ()
    unattached: tuple[Unattached, ...] = ()
    today: tuple[Today, ...] = ()
    commitments: tuple[Commitment, ...] = ()


def tie_measures(panel: Panel, gaps: Sequence[Gap], readings: Iterable[Reading]) -> Measures:
    """Return which commitments of the readings bear on which gaps.

    A commitment bears on a gap by its target's indicator or one that its words name, by a quantity that
    the gap's indicator is made of, by the growth of one, or by theme alone; `Way` orders them. Totals are
    scale and make no gap. The order of readings does not matter, and one given twice counts once.

    >>> import duibiao
    >>> from duibiao.records import Document, Quote, Target
    >>> text = "财政自给率达到30%"
    >>> aim = Target(Quote(text, 0, 10), "self_sufficiency", "财政自给率", value=30.0, unit="%")
    >>> said = Statement("target", Quote(text, 0, 10), targets=(aim,))
    >>> study = duibiao.study(duibiao.load_sample(), "自贡市", ["常州市"], year=2020)
    >>> found = tie_measures(study.panel, study.gaps, [Reading(Document("a", text), statements=(said,))])
    >>> [(g.indicator, g.ties[0].way) for g in found.answered]
    [('self_sufficiency', 'own')]
    """
    home = gaps[0].home.region if gaps else ""
    said = [_said(panel, home, c) for c in _commitments(readings)]
    measured = [MeasuredGap(c, found, _ties(panel, c, said)) for c, found in _behind(gaps).items()]
    tied = {id(t.commitment) for m in measured for t in m.ties}
    compared = {g.indicator for g in gaps if not g.total and g.status != "incomparable"}
    return Measures(
        answered=tuple(m for m in measured if m.ties),
        untaken=tuple(m for m in measured if not m.ties),
        unattached=tuple(_loose(panel, compared, s) for s in said if id(s.commitment) not in tied),
        today=tuple(_all_today(panel, gaps, said)) if gaps else (),
        commitments=tuple(s.commitment for s in said),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A commitment, what it bears on that the panel has, and whether it is for another region or home itself."""

    commitment: Commitment
    bears: tuple[Bearing, ...]
    elsewhere: bool
    for_home: bool


def _commitments(readings: Iterable[Reading]) -> list[Commitment]:
    """The commitments by date and name of their documents, and in the order of the text."""
    read = sorted(dict.fromkeys(readings), key=_order)
    return [Commitment(r, s) for r in read for s in r.commitments]


def _order(reading: Reading) -> tuple[date, str, str, str]:
    document = reading.document
    return document.published or date.max, document.name, document.text, repr(reading.statements)


def _said(panel: Panel, home: str, commitment: Commitment) -> _Said:
    """A place that the panel does not know (a district, a park) is taken for a part of home."""
    place = panel.regions.find(commitment.place) if commitment.place else None
    elsewhere = place is not None and bool(home) and home not in (place.code, place.parent)
    found = bearings(panel.indicators, commitment.statement)
    return _Said(
        commitment,
        tuple(b for b in found if panel.has(b.indicator) or panel.has(b.growth)),
        elsewhere,
        not commitment.place or (place is not None and place.code == home),
    )


def _behind(gaps: Sequence[Gap]) -> dict[str, tuple[Gap, ...]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.status == "behind" and not gap.total:
            found.setdefault(gap.indicator, []).append(gap)
    return {code: tuple(listed) for code, listed in found.items()}


def _ties(panel: Panel, code: str, said: Sequence[_Said]) -> tuple[Tie, ...]:
    ties = []
    for one in said:
        ways = [(way_to(panel.indicators, code, b), b) for b in one.bears if not one.elsewhere]
        reached = [(WAYS.index(way), b) for way, b in ways if way is not None]
        if reached:
            best = min(rank for rank, _ in reached)
            through = [b for rank, b in reached if rank == best]
            targets = tuple(b.target for b in through if b.target is not None)
            name = through[0].code or through[0].indicator
            ties.append(Tie(one.commitment, WAYS[best], name, targets))
    return tuple(sorted(ties, key=lambda t: (WAYS.index(t.way), not t.targets)))


def _loose(panel: Panel, compared: set[str], said: _Said) -> Unattached:
    codes = tuple(dict.fromkeys(b.code or b.indicator for b in said.bears))
    if said.elsewhere:
        return Unattached(said.commitment, "elsewhere", codes)
    reached = any(way_to(panel.indicators, c, b) for c in compared for b in said.bears)
    reason: Loose = "not behind" if reached else "not compared" if codes else "unmeasured"
    return Unattached(said.commitment, reason, codes)


def _all_today(panel: Panel, gaps: Sequence[Gap], said: Sequence[_Said]) -> Iterator[Today]:
    """The targets for home as a whole: a district's does not stand beside the city's figure."""
    regions = tuple(dict.fromkeys([gaps[0].home.region, *(g.reference.region for g in gaps)]))
    until = max(g.year for g in gaps)
    for one in said:
        for bearing in one.bears if one.for_home else ():
            target, code = bearing.target, bearing.code
            value = _comparable(panel, target, code) if target else None
            year = common_year(panel, code, regions, until) if value is not None else None
            if target and value is not None and year is not None:
                home, *others = (panel.cell(r, code, year) for r in regions)
                yield Today(one.commitment, target, value, home, tuple(others))


def _comparable(panel: Panel, target: Target, code: str) -> float | None:
    """A target's value in the unit of an indicator, None where it measures another thing.

    Offices write 元 for 元/人; 2倍 is no 200%.
    """
    kinds = target.measure in _COMPARABLE and panel.has(code) and Unit.known(target.unit)
    if target.value is None or not kinds:
        return None
    old, new = Unit.parse(target.unit), Unit.parse(panel.indicators[code].unit)
    for unit in (old, old / Unit.parse("人")):
        if unit.same_kind(new) and unit.is_percent == new.is_percent:
            ratio = unit.factor / new.factor
            return target.value * ratio.numerator / ratio.denominator
    return None
