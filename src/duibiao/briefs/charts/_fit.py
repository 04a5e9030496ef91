"""Making text fit: widths, wrapping, and labels that do not cover each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

from ..theme import TYPE

LINE = 1.3 * TYPE
"""Height of a line of text in px."""


def text_width(text: str, size: float = TYPE) -> float:
    """Return about how wide a text is, in px: a wide character is one em, any other 0.56.

    >>> text_width("对标", size=10)
    20.0
    """
    return size * sum(1.0 if east_asian_width(c) in "WF" else 0.56 for c in text)


def wrap(text: str, width: float) -> list[str]:
    """Return a text in as few lines of at most `width` px as it takes, of about equal length.

    Latin words stay whole, Chinese breaks anywhere; an opening bracket never ends a line and a closing mark
    never begins one.

    >>> wrap("规模以上工业企业利润（人均）", 8 * 14)
    ['规模以上工业企', '业利润（人均）']
    >>> wrap("人均社会消费品零售额", 8 * 14)
    ['人均社会消', '费品零售额']
    >>> wrap("Industrial profit per resident", 140)
    ['Industrial profit', 'per resident']
    """
    pieces = _pieces(text)
    fewest = len(_filled(pieces, width))
    narrower = width
    while narrower > TYPE and len(_filled(pieces, narrower - TYPE / 2)) == fewest:
        narrower -= TYPE / 2
    return _filled(pieces, narrower)


def _filled(pieces: Sequence[str], width: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width((lines[-1] + piece).rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


_OPENING, _CLOSING = "（(“《", "），。、；：)”》%,.;:"


def _pieces(text: str) -> list[str]:
    """Split a text where a line may end: after a space, and beside each wide character."""
    pieces: list[str] = []
    for c in text:
        last = pieces[-1][-1] if pieces else ""
        joins = last in _OPENING or c in _CLOSING
        latin = last not in " " and not _wide(last) and not _wide(c)
        if pieces and (joins or latin or c == " "):
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces


def _wide(c: str) -> bool:
    return bool(c) and east_asian_width(c) in "WF"


def spread(positions: Sequence[float], gap: float, most: float = math.inf) -> list[float]:
    """Return positions moved as little as needed to stand `gap` apart in the same order, none beyond `most`.

    Neighbours that are too close form a block that keeps its mean, and grows while it meets others.

    >>> spread([10.0, 12.0, 50.0], 10)
    [6.0, 16.0, 50.0]
    >>> spread([48.0, 50.0], 10, most=50.0)
    [40.0, 50.0]
    """
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    blocks: list[list[int]] = []
    for i in order:
        blocks.append([i])
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1], positions, gap):
            last = blocks.pop()
            blocks[-1] += last
    placed = [0.0] * len(positions)
    for block in blocks:
        start = _start(block, positions, gap)
        for k, i in enumerate(block):
            placed[i] = start + k * gap
    for i in reversed(order):
        placed[i] = min(placed[i], most)
        most = placed[i] - gap
    return placed


def _start(block: Sequence[int], positions: Sequence[float], gap: float) -> float:
    return sum(positions[i] for i in block) / len(block) - gap * (len(block) - 1) / 2


def _overlap(a: Sequence[int], b: Sequence[int], positions: Sequence[float], gap: float) -> bool:
    return _start(a, positions, gap) + gap * len(a) > _start(b, positions, gap) + 1e-9


Side = Literal[
    "right", "left", "above", "below", "above right", "below right", "above left", "below left"
]
STEPS: dict[Side, tuple[int, int]] = {
    "right": (1, 0),
    "left": (-1, 0),
    "above": (0, -1),
    "below": (0, 1),
    "above right": (1, -1),
    "below right": (1, 1),
    "above left": (-1, -1),
    "below left": (-1, 1),
}
"""Where a label may stand: steps to the right and down from its point, the best places first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark in px from the top left, its radius, and its label, empty where it has none."""

    x: float
    y: float
    radius: float
    label: str


def place(spots: Sequence[Spot], width: float, height: float) -> list[Side | None]:
    """Return where each label covers neither a mark nor another label, or None where no place is free.

    The label with the fewest free places left is placed next, which leaves the most labels standing. The
    very first spot (home) comes before all and is labelled in any case, where it covers least. Labels stay
    inside a picture of `width` by `height`.
    """
    marks = [_mark_box(s) for s in spots]
    boxes = [{side: _label_box(s, side) for side in STEPS if s.label} for s in spots]
    covered = [
        {side: _covered(box, marks[:i] + marks[i + 1 :], width, height) for side, box in b.items()}
        for i, b in enumerate(boxes)
    ]
    free = [[side for side, area in sides.items() if area == 0] for sides in covered]
    chosen: list[Side | None] = [None] * len(spots)
    waiting = [i for i, sides in enumerate(free) if sides or (i == 0 and boxes[i])]
    while waiting:
        i = min(waiting, key=lambda i: (i > 0, len(free[i])))
        side = free[i][0] if free[i] else min(covered[i], key=lambda s: covered[i][s])
        chosen[i] = side
        for k in waiting:
            free[k] = [s for s in free[k] if not _shared(boxes[k][s], boxes[i][side])]
        waiting = [k for k in waiting if k != i and free[k]]
    return chosen


Box = tuple[float, float, float, float]


def _covered(box: Box, others: Sequence[Box], width: float, height: float) -> float:
    """The area of a box that lies on others or outside the picture, in px²."""
    left, top, right, bottom = box
    inside = _shared(box, (0, 0, width, height))
    return (right - left) * (bottom - top) - inside + sum(_shared(box, o) for o in others)


def _shared(a: Box, b: Box) -> float:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return across * down if across > 0 and down > 0 else 0.0


def _mark_box(s: Spot) -> Box:
    r = 0.85 * s.radius
    return s.x - r, s.y - r, s.x + r, s.y + r


def _label_box(s: Spot, side: Side) -> Box:
    """The label's box: beside the mark by its radius and 3 px, or 0.7 of that each way on a diagonal."""
    w, h = text_width(s.label), float(TYPE)
    right, down = STEPS[side]
    away = (s.radius + 3) * (0.7 if right and down else 1)
    left = s.x + right * away - w * (1 - right) / 2
    top = s.y + down * away - h * (1 - down) / 2
    return left, top, left + w, top + h
