"""What an office changed in the ledger, applied when the document is read again; nothing is kept elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from duibiao.records import (
    LEDGER_COLUMNS,
    Catalogue,
    LedgerRow,
    Lesson,
    Note,
    Quote,
    Reading,
    Statement,
    Target,
    ledger_rows,
)

from .answers import Answer, unused_note, with_answers
from .cells import CellReader, Fields, same
from .files import Ledger, LedgerEntry
from .spelling import squeezed

RULE = "corrected"
"""The rule that a corrected statement carries."""

_OF_TARGET = frozenset(
    "indicator name measure comparator value unit baseline increase relative_to firmness deadline nature subjects".split()
)
_OF_STATEMENT = frozenset("kind owner speaker theme learns_from".split())
_OF_ACTION = frozenset(("deadline", "firmness"))
_SUM = frozenset(("value", "baseline", "increase"))
_READ_BACK_NOT = ("matter", "place", "confidence", "target_quote")


@dataclass(frozen=True)
class Corrected:
    """Readings with a ledger applied, in their order, and what is to be said of it."""

    readings: tuple[Reading, ...]
    notes: tuple[Note, ...] = ()


def apply_corrections(
    readings: Sequence[Reading], ledger: Ledger, catalogue: Catalogue | None = None
) -> Corrected:
    """Return the readings as a ledger corrects them: cells changed, rows deleted, rows added.

    Rows are matched by their quotes, in the document that they name. What was corrected has confidence 1
    and the rule `corrected`; all else stays as it was read. A document that the ledger does not name is
    left alone. Notes report what was changed and which rows fit nothing. Raises `BadSetting` for a cell
    that cannot be read, naming sheet, row, column and what is allowed.
    """
    reader = CellReader(ledger, catalogue or Catalogue())
    shares, notes = _shared_out(readings, ledger)
    corrected = []
    for reading, entries in zip(readings, shares, strict=True):
        if not entries and reading.document.name not in ledger.named:
            name = reading.document.name
            notes.append(
                Note(
                    f"台账里没有{name}的行，没有改动。",
                    f"The ledger has no row of {name}; nothing was changed.",
                )
            )
            corrected.append(reading)
            continue
        one = _Correction(reading, reader)
        corrected.append(one.applied(entries))
        notes += one.notes()
    used: list[Answer] = []
    for n, reading in enumerate(corrected):
        corrected[n], found = with_answers(reading, ledger.answers)
        used += found
    read = {r.document.name for r in readings}
    unused = [a for a in ledger.answers if a not in used and a.document in ("", *read)]
    return Corrected(tuple(corrected), (*notes, *([unused_note(unused)] if unused else [])))


def _shared_out(
    readings: Sequence[Reading], ledger: Ledger
) -> tuple[list[list[LedgerEntry]], list[Note]]:
    """Each document's rows; a row that names no document goes to the one that holds its quote."""
    shares: list[list[LedgerEntry]] = [[] for _ in readings]
    notes: list[Note] = []
    texts = [squeezed(r.document.text) for r in readings]
    elsewhere = 0
    for entry in ledger.entries:
        name, quote = entry.text("document"), squeezed(entry.text("quote"))
        named = [n for n, r in enumerate(readings) if r.document.name == name]
        holding = [n for n in named or range(len(readings)) if quote and quote in texts[n]]
        if name and not named and (name in ledger.named or not holding):
            elsewhere += 1
        elif len(holding) == 1 or (holding and named):
            shares[holding[0]].append(entry)
        else:
            notes.append(_unplaced(ledger, entry, bool(quote), len(holding)))
    if elsewhere:
        notes.append(
            Note(
                f"台账中有{elsewhere}行属于这次没有读的文件，没有使用。",
                f"{elsewhere} rows of the ledger belong to documents that were not read now; they were not used.",
            )
        )
    return shares, notes


def _unplaced(ledger: Ledger, entry: LedgerEntry, quoted: bool, holding: int) -> Note:
    where_zh, where_en = f"“{ledger.sheet}”第{entry.row}行", f"“{ledger.sheet}”, row {entry.row}"
    if not quoted:
        return Note(
            f"{where_zh}没有来源原文，没有使用。请照抄文件中的原文。",
            f"{where_en}: there is no source text, so it was not used. Copy the words of the document.",
        )
    if holding:
        return Note(
            f"{where_zh}的来源原文在{holding}个文件中都有，没有使用。请在“来源文件”列写明是哪一个。",
            f"{where_en}: {holding} documents have these words, so it was not used. Name one in the column Document.",
        )
    words = entry.text("quote")[:20]
    return Note(
        f"{where_zh}的来源原文“{words}”在文件中找不到，没有使用。原文须与文件一字不差。",
        f"{where_en}: the source text “{words}” does not stand in the document, so it was not used. It must be copied exactly.",
    )


@dataclass
class _Correction:
    """The correction of one reading under way, with counts of what it did."""

    reading: Reading
    reader: CellReader
    changed: int = 0
    dropped: int = 0
    added: int = 0
    unread: list[int] = field(default_factory=list)
    unfit: list[int] = field(default_factory=list)

    def applied(self, entries: Sequence[LedgerEntry]) -> Reading:
        rows = ledger_rows(self.reading, "zh", self.reader.catalogue)
        english = ledger_rows(self.reading, "en", self.reader.catalogue)
        shown = [(z, e.cells) for z, e in zip(rows, english, strict=True)]
        pairs, new = _matched(entries, shown)
        made: dict[int, tuple[Statement, ...]] = {}
        for statement in self.reading.commitments:
            own = [(n, r) for n, r in enumerate(rows) if r.statement is statement]
            made[id(statement)] = self._redone(statement, own, pairs, shown)
        statements = [s for old in self.reading.statements for s in made.get(id(old), (old,))] + [
            self._added(entry) for entry in new
        ]
        if new:
            statements.sort(key=lambda s: s.quote.start)
        if (self.changed, self.dropped, self.added) == (0, 0, 0):
            return self.reading
        lessons = (*self.reading.lessons, *_new_lessons(statements))
        return replace(self.reading, statements=tuple(statements), lessons=lessons)

    def _redone(
        self,
        statement: Statement,
        own: Sequence[tuple[int, LedgerRow]],
        pairs: Mapping[int, LedgerEntry],
        shown: Sequence[tuple[LedgerRow, Mapping[str, object]]],
    ) -> tuple[Statement, ...]:
        """A statement after its rows: as it was, changed, gone, or several where its rows went different ways."""
        kept = [(row, self._fields(pairs[n], shown[n])) for n, row in own if n in pairs]
        self.dropped += len(own) - len(kept)
        self.changed += sum(bool(fields) for _, fields in kept)
        if len(kept) == len(own) and not any(fields for _, fields in kept):
            return (statement,)
        groups: dict[tuple[object, ...], list[tuple[LedgerRow, Fields]]] = {}
        for row, fields in kept:
            group = tuple(fields.get(k, getattr(statement, k)) for k in sorted(_OF_STATEMENT))
            groups.setdefault(group, []).append((row, fields))
        return tuple(self._statement(statement, group) for group in groups.values())

    def _fields(self, entry: LedgerEntry, shown: tuple[LedgerRow, Mapping[str, object]]) -> Fields:
        """The fields that a row changes; columns that are not read back are noted where they were changed."""
        row, english = shown
        changed = [
            key
            for key, cell in entry.cells.items()
            if not same(cell, row.cells.get(key)) and not same(cell, english.get(key))
        ]
        # A confidence of 1 is that of a row corrected before.
        sure = entry.cells.get("confidence") == 1.0
        if any(key in _READ_BACK_NOT for key in changed if not (sure and key == "confidence")):
            self.unread.append(entry.row)
        editable = {c.key for c in LEDGER_COLUMNS if c.editable}
        fields = self.reader.fields(entry, [key for key in changed if key in editable])
        if row.target and fields.keys() & _SUM and not _adds_up(_target(row.target, fields)):
            self.unfit.append(entry.row)
        return fields

    def _statement(
        self, statement: Statement, rows: Sequence[tuple[LedgerRow, Fields]]
    ) -> Statement:
        fields = {k: v for _, f in rows for k, v in f.items() if k in _OF_STATEMENT}
        kind = fields.get("kind", statement.kind)
        targets = tuple(
            _target(row.target or _bare(statement), f) for row, f in rows if kind == "target"
        )
        if kind != "target":
            first, changes = rows[0]
            own = first.target or statement
            fields |= {k: changes.get(k, getattr(own, k)) for k in _OF_ACTION}
        codes = [t.indicator for t in targets if t.indicator in self.reader.catalogue]
        renamed = any("indicator" in f for _, f in rows)
        return replace(
            statement,
            **fields,
            targets=targets,
            indicators=tuple(dict.fromkeys(codes)) if renamed else statement.indicators,
            confidence=1.0,
            rules=(*statement.rules, RULE),
        )

    def _added(self, entry: LedgerEntry) -> Statement:
        """A statement of a row that a person wrote."""
        self.added += 1
        quote = _found(self.reading, entry.text("quote"))
        given = [k for k, c in entry.cells.items() if c not in (None, "")]
        editable = [c.key for c in LEDGER_COLUMNS if c.editable and c.key in given]
        fields = self.reader.fields(entry, editable)
        aims = any(k in fields for k in ("value", "relative_to", "increase"))
        bare = Statement("target" if aims else "action", quote, region=self.reading.region)
        made = self._statement(bare, [(LedgerRow(bare, None, {}), fields)])
        words = squeezed(entry.text("target_quote"))
        if words and made.targets and words in squeezed(quote.text):
            inner = _found(self.reading, words, quote)
            made = replace(made, targets=(replace(made.targets[0], quote=inner),))
        return made

    def notes(self) -> Iterator[Note]:
        """What was done to this reading."""
        name = self.reading.document.name
        counts = (
            (self.changed, "改了", "changed"),
            (self.dropped, "删了", "dropped"),
            (self.added, "加了", "added"),
        )
        if self.changed or self.dropped or self.added:
            yield Note(
                f"{name}：按台账" + "，".join(f"{done}{n}行" for n, done, _ in counts if n) + "。",
                f"{name}: rows " + ", ".join(f"{done} {n}" for n, _, done in counts if n) + ".",
            )
        if self.unfit:
            rows = "、".join(map(str, self.unfit))
            yield Note(
                f"台账第{rows}行的基数加增量不等于目标值，照写使用。请核对这三列。",
                f"Ledger rows {rows.replace('、', ', ')}: baseline and increase do not make the target value; they are used as written. Check the three columns.",
            )
        if self.unread:
            rows = "、".join(map(str, self.unread))
            yield Note(
                f"台账第{rows}行改了不读回的列（事项、位置、置信度或目标原文），这些改动没有使用。",
                f"Ledger rows {rows.replace('、', ', ')}: what was changed in columns that are not read back (matter, place, confidence, words of the target) was not used.",
            )


def _matched(
    entries: Sequence[LedgerEntry],
    shown: Sequence[tuple[LedgerRow, Mapping[str, object]]],
) -> tuple[dict[int, LedgerEntry], list[LedgerEntry]]:
    """Which entry is which row as read, by quote and then by what else is the same; and the entries left over."""
    free: dict[str, list[int]] = {}
    for n, (row, _) in enumerate(shown):
        free.setdefault(squeezed(row.statement.quote.text), []).append(n)
    pairs: dict[int, LedgerEntry] = {}
    alike = [(n, e, _likeness(e, shown[n])) for e in entries for n in free.get(_key(e), ())]
    taken: set[int] = set()
    for n, entry, _ in sorted(alike, key=lambda found: -found[2]):
        if n not in pairs and entry.row not in taken:
            pairs[n] = entry
            taken.add(entry.row)
    return pairs, [e for e in entries if e.row not in taken]


def _key(entry: LedgerEntry) -> str:
    return squeezed(entry.text("quote"))


def _likeness(entry: LedgerEntry, shown: tuple[LedgerRow, Mapping[str, object]]) -> int:
    row, english = shown
    cells = [(k, c) for k, c in entry.cells.items() if k != "number"]
    words = 100 * same(entry.cells.get("target_quote"), row.cells.get("target_quote"))
    return words + sum(same(c, row.cells.get(k)) or same(c, english.get(k)) for k, c in cells)


def _target(target: Target, fields: Fields) -> Target:
    return replace(target, **{k: v for k, v in fields.items() if k in _OF_TARGET})


def _adds_up(target: Target) -> bool:
    """Whether baseline and increase make the value, where all three are known."""
    if target.value is None or target.baseline is None or target.increase is None:
        return True
    return math.isclose(target.baseline + target.increase, target.value, rel_tol=1e-9)


def _bare(statement: Statement) -> Target:
    """The target that an action becomes when a person says that it is one."""
    return Target(statement.quote, "", "", firmness=statement.firmness, deadline=statement.deadline)


def _new_lessons(statements: Sequence[Statement]) -> Iterator[Lesson]:
    for statement in statements:
        if statement.kind == "lesson" and RULE in statement.rules:
            yield Lesson(statement.learns_from, (statement,))


def _found(reading: Reading, words: str, within: Quote | None = None) -> Quote:
    """The words in the document, whatever white space a spreadsheet made of the document's own."""
    text = reading.document.text
    start = within.start if within else 0
    kept = [n for n in range(start, len(text)) if squeezed(text[n])]
    place = "".join(text[n] for n in kept).index(squeezed(words))
    last = place + len(squeezed(words)) - 1
    return reading.document.quote(kept[place], kept[last] + 1)
