"""What stands in a cell of a table: a series as small bars, a number or a p-value that may be unknown."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_MOST = 16


def spark(values: Sequence[float], ends: tuple[float, float] | None = None) -> str:
    """Return a series as bars between `ends` (its least and its largest value unless given).

    Of a long one every few years are shown, first and last included.

    >>> spark([1, 2, 3]), spark([2, 2]), spark([3, 3], (1, 3))
    ('▁▅█', '▁▁', '██')
    """
    n = min(len(values), _MOST)
    places = [round(i * (len(values) - 1) / max(n - 1, 1)) for i in range(n)]
    shown = [values[i] for i in places]
    low, high = ends or (min(shown), max(shown))
    span = high - low
    if span <= 0:
        return _BARS[0] * n
    return "".join(_BARS[int((v - low) / span * (len(_BARS) - 1) + 0.5)] for v in shown)


def number(value: float | None, digits: int) -> str:
    """Return a number with so many digits, a dash where it is not known."""
    return "—" if value is None else f"{value:.{digits}f}"


def p_value(value: float | None) -> str:
    """Return a p-value to three digits.

    >>> p_value(0.0004), p_value(0.0421), p_value(None)
    ('<0.001', '0.042', '—')
    """
    return "<0.001" if value is not None and value < 0.001 else number(value, 3)
