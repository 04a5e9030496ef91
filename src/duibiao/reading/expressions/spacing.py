"""Text without the single blanks that some offices set around numbers: 完成 87 个."""

from __future__ import annotations

import re
from bisect import bisect_left

_GAP = re.compile(
    r"(?<=\d)[ \xa0](?=[一-鿿%‰、，；。])|(?<=\d[%‰])[ \xa0](?=[一-鿿])|(?<=[一-鿿])[ \xa0](?=\d)|(?<=[（“])[ \xa0](?=\d)"
)
_CONTEXT = 12


class Closed:
    """A stretch of a text closed up around its numbers: `text`, read from `start` to `end`.

    Where nothing is to close it is the text itself, at its own places.

    >>> closed = Closed("完成 87 个", 0, 7)
    >>> closed.text, closed.place(3, 5)
    ('完成87个', (4, 7))
    """

    def __init__(self, plain: str, start: int, end: int | None) -> None:
        stop = len(plain) if end is None else end
        self.text, self.start, self.end = plain, start, stop
        self._at: list[int] = []
        if not _GAP.search(plain, max(0, start - 1), stop):
            return
        # What stands around a stretch decides how it is read, so some of it is kept.
        first, last = max(0, start - _CONTEXT), min(len(plain), stop + _CONTEXT)
        kept: list[str] = []
        for m in _GAP.finditer(plain, first, last):
            kept.append(plain[first : m.start()])
            self._at += range(first, m.start())
            first = m.end()
        self.text = "".join([*kept, plain[first:last]])
        self._at += range(first, last)
        self.start = bisect_left(self._at, start)
        self.end = bisect_left(self._at, stop)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of `text` stands in the text as it was."""
        if not self._at:
            return start, end
        return self._at[start], (self._at[end - 1] + 1 if end > start else self._at[start])
