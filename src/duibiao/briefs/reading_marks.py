"""The findings of a reading as marks in its text: each stretch with all that it is part of, cut where marks begin or end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duibiao.records import Quote


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding to mark: its name in the page, its kind, the word that labels it, and where it stands.

    A `labelled` mark carries its label in the text; a number is known by its line alone.
    """

    id: str
    kind: str
    label: str
    quotes: tuple[Quote, ...]
    labelled: bool = True

    @property
    def size(self) -> int:
        """How many characters it covers."""
        return sum(q.end - q.start for q in self.quotes)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a mark, or a further stretch of it, begins: its anchor, which other places of the page link to."""

    mark: Mark
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is part of the same marks throughout, the smallest first."""

    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Start, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds of its marks, as classes."""
        return " ".join(dict.fromkeys(m.kind for m in self.marks))

    @property
    def names(self) -> str:
        """The names of its marks, apart by spaces."""
        return " ".join(m.id for m in self.marks)


def marked_lines(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Piece, ...]]:
    """Yield each line of a text that is not empty as its pieces; together they are the line, character by character.

    >>> number = Mark("f1", "figure", "", (Quote("55家", 2, 5),))
    >>> target = Mark("s1", "target", "目标", (Quote("达到55家", 0, 5),))
    >>> [[(p.text, p.names) for p in line] for line in marked_lines("达到55家。", [target, number])]
    [[('达到', 's1'), ('55家', 'f1 s1'), ('。', '')]]
    """
    cuts = {place for m in marks for q in m.quotes for place in (q.start, q.end)}
    opening, closing = _edges(marks)
    inside: list[Mark] = []
    waiting: list[Start] = []
    place = 0
    for line in text.split("\n"):
        end = place + len(line)
        pieces = []
        bounds = sorted({place, end} | {c for c in cuts if place < c < end})
        for start, stop in zip(bounds, [*bounds[1:], end + 1], strict=True):
            inside = [m for m in inside if m not in closing.get(start, ())]
            found = opening.get(start, ())
            inside += [s.mark for s in found if s.mark not in inside]
            waiting += found
            words = text[start : min(stop, end)]
            if words.strip():
                order = tuple(sorted(inside, key=lambda m: m.size))
                pieces.append(Piece(words, order, tuple(waiting)))
                waiting = []
            elif words:
                pieces.append(Piece(words))
        if pieces:
            yield tuple(pieces)
        place = end + 1


def _edges(
    marks: Sequence[Mark],
) -> tuple[dict[int, list[Start]], dict[int, list[Mark]]]:
    opening: dict[int, list[Start]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: -m.size):
        for number, quote in enumerate(mark.quotes, start=1):
            anchor = f"m-{mark.id}" if number == 1 else f"m-{mark.id}-{number}"
            opening.setdefault(quote.start, []).append(Start(mark, anchor))
            closing.setdefault(quote.end, []).append(mark)
    return opening, closing
