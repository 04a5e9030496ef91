"""A series as a line of small bars, for a cell of a table."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_MOST = 16


def spark(values: Sequence[float]) -> str:
    """Return a series as bars between its least and its largest value; long ones show every few years, ends included.

    >>> spark([1, 2, 3]), spark([2, 2])
    ('▁▅█', '▁▁')
    """
    n = min(len(values), _MOST)
    places = [round(i * (len(values) - 1) / max(n - 1, 1)) for i in range(n)]
    shown = [values[i] for i in places]
    low, span = min(shown), max(shown) - min(shown)
    if span <= 0:
        return _BARS[0] * n
    return "".join(_BARS[int((v - low) / span * (len(_BARS) - 1) + 0.5)] for v in shown)
