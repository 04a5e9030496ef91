"""Making text fit: widths, wrapping, and labels that do not cover each other."""

from __future__ import annotations

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
    """Return a text in lines of at most `width` px: Latin words stay whole, Chinese breaks anywhere.

    An opening bracket never ends a line and a closing mark never begins one.

    >>> wrap("规模以上工业企业利润（人均）", 8 * 14)
    ['规模以上工业企业', '利润（人均）']
    >>> wrap("Industrial profit per resident", 130)
    ['Industrial profit', 'per resident']
    """
    lines = [""]
    for piece in _pieces(text):
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


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Return positions moved as little as needed to stand `gap` apart, in the same order.

    Neighbours that are too close form a block that keeps its mean, and grows while it meets others.

    >>> spread([10.0, 12.0, 50.0], 10)
    [6.0, 16.0, 50.0]
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
    return placed


def _start(block: Sequence[int], positions: Sequence[float], gap: float) -> float:
    return sum(positions[i] for i in block) / len(block) - gap * (len(block) - 1) / 2


def _overlap(a: Sequence[int], b: Sequence[int], positions: Sequence[float], gap: float) -> bool:
    return _start(a, positions, gap) + gap * len(a) > _start(b, positions, gap) + 1e-9


Side = Literal["right", "left", "above", "below"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point to be labelled, in px from the top left, the radius of its mark, and its label."""

    x: float
    y: float
    radius: float
    label: str


def sides(spots: Sequence[Spot], obstacles: Sequence[Spot], width: float) -> list[Side | None]:
    """Return on which side of each spot its label covers nothing else, or None where no side is free.

    Spots are served in order, so the first matter most. `obstacles` are marks without a label; `width` is
    the width of the picture.
    """
    taken = [_mark_box(s) for s in (*spots, *obstacles)]
    chosen: list[Side | None] = []
    for spot in spots:
        own = _mark_box(spot)
        free = None
        for side in ("right", "left", "above", "below"):
            box = _label_box(spot, side)
            inside = box[0] >= 0 and box[2] <= width and box[1] >= 0
            if inside and not any(_meet(box, t) for t in taken if t != own):
                free = side
                taken.append(box)
                break
        chosen.append(free)
    return chosen


Box = tuple[float, float, float, float]


def _mark_box(s: Spot) -> Box:
    return s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius


def _label_box(s: Spot, side: Side) -> Box:
    w, h, away = text_width(s.label), TYPE, s.radius + 3
    if side == "right":
        return s.x + away, s.y - h / 2, s.x + away + w, s.y + h / 2
    if side == "left":
        return s.x - away - w, s.y - h / 2, s.x - away, s.y + h / 2
    if side == "above":
        return s.x - w / 2, s.y - away - h, s.x + w / 2, s.y - away
    return s.x - w / 2, s.y + away, s.x + w / 2, s.y + away + h


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
