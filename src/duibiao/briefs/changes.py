"""What changed since the last run of the same study."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from . import figures
from .document import Chapter, Column, Paragraph, Table, Text
from .writer import Writer

if TYPE_CHECKING:
    from duibiao._study import Study


@dataclass(frozen=True, slots=True)
class Pair:
    """Home's figure and a reference's in one indicator and year, in the indicator's unit."""

    indicator: str
    reference: str
    year: int
    home: float
    other: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is kept of a study, so that the next run can say what changed."""

    snapshot: str
    year: int
    rank: int | None
    pairs: tuple[Pair, ...]

    @staticmethod
    def of(study: Study) -> Outcome:
        """Return what is to be kept of a study."""
        own = study.standing.of(study.home) if study.standing is not None else None
        pairs = tuple(
            Pair(g.indicator, g.reference.region, g.year, g.home.value, g.reference.value)
            for g in study.gaps
            if g.home.value is not None and g.reference.value is not None
        )
        return Outcome(study.panel.snapshot, study.year, own.rank if own else None, pairs)

    def as_table(self) -> dict[str, Any]:
        """Return plain values, as `study.toml` keeps them."""
        table: dict[str, Any] = {"snapshot": self.snapshot, "year": self.year}
        if self.rank is not None:
            table["rank"] = self.rank
        table["pairs"] = [asdict(p) for p in self.pairs]
        return table

    @staticmethod
    def from_table(table: dict[str, Any]) -> Outcome:
        """Return the outcome that `as_table` made."""
        pairs = tuple(Pair(**p) for p in table.get("pairs", ()))
        return Outcome(table["snapshot"], table["year"], table.get("rank"), pairs)


@dataclass(frozen=True, slots=True)
class Changes:
    """Two outcomes of one study, the earlier and the present."""

    before: Outcome
    after: Outcome

    @property
    def same_data(self) -> bool:
        """Whether neither the data nor the year changed."""
        return (self.before.snapshot, self.before.year) == (self.after.snapshot, self.after.year)


def changes_chapter(study: Study, w: Writer, changes: Changes) -> Chapter:
    """Return the chapter on what changed; a change across a break is marked as no news."""
    old, new = changes.before, changes.after
    title = w.word("changes.title")
    if changes.same_data:
        return Chapter("changes", title, (w.word("changes.lead_same"),))
    lead = w.say(
        "changes.lead",
        old_year=str(old.year),
        old_snapshot=old.snapshot,
        year=str(new.year),
        snapshot=new.snapshot,
    )
    rank: tuple[Paragraph, ...] = ()
    if old.rank is not None and new.rank is not None:
        sentence = w.say("changes.rank", before=str(old.rank), after=str(new.rank))
        rank = (Paragraph(sentence),)
    columns = (
        Column(w.word("word.indicator")),
        Column(w.word("word.reference")),
        Column(w.word("changes.before"), align="right"),
        Column(w.word("changes.after"), align="right"),
        Column(w.word("notes.note")),
    )
    known = {(r.indicator, r.reference): r for r in old.pairs}
    rows = [
        _row(study, w, known[r.indicator, r.reference], r)
        for r in new.pairs
        if (r.indicator, r.reference) in known
    ]
    return Chapter(
        "changes", title, lead, (*rank, Table(w.word("changes.table"), columns, tuple(rows)))
    )


def _row(study: Study, w: Writer, before: Pair, after: Pair) -> tuple[Text, ...]:
    crossed = any(
        w.panel.breaks_between(region, after.indicator, before.year, after.year)
        for region in (study.home, after.reference)
    )
    return (
        (w.indicator(after.indicator),),
        (w.region(after.reference),),
        (f"{_beside(w, before)} ({before.year})",),
        (f"{_beside(w, after)} ({after.year})",),
        (w.word("changes.across"),) if crossed else _revised(study, w, before, after),
    )


def _revised(study: Study, w: Writer, before: Pair, after: Pair) -> Text:
    """Which figures of the same year are others than last time; empty where the years differ."""
    if before.year != after.year:
        return ()
    unit = w.panel.indicators[after.indicator].unit
    moved = (
        (study.home, before.home, after.home),
        (after.reference, before.other, after.other),
    )
    return w.clauses(
        w.say(
            "changes.revised",
            region=w.region(region),
            year=str(after.year),
            before=_told(w, old, new, unit),
            after=_told(w, new, old, unit),
        )
        for region, old, new in moved
        if old != new
    )


def _told(w: Writer, value: float, other: float, unit: str) -> str:
    """A figure as an office would write it, with all its digits where it would look like the other."""
    scale = figures.scale_for([value, other], unit, w.lang)
    if scale.text(value) != scale.text(other):
        return scale.text(value)
    return figures.full(value, w.unit(unit), exact=True)


def _beside(w: Writer, pair: Pair) -> str:
    """Home over the reference in percent; for what is in percent itself the difference in points."""
    indicator = w.panel.indicators[pair.indicator]
    if indicator.is_percent:
        points = indicator.in_points(pair.home - pair.other)
        return figures.signed(points) + w.word("gaps.points_short")
    if pair.home < 0 or pair.other <= 0:
        return figures.DASH
    return figures.percent(pair.home / pair.other, 1)
