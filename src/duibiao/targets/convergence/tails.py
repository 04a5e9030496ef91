"""Tails of the normal and of Student's distribution, without the third of a second that importing scipy takes."""

from __future__ import annotations

from math import atan, cos, erfc, pi, sin, sqrt


def normal_below(x: float) -> float:
    """Return the chance that a standard normal variable is below x.

    >>> round(normal_below(-1.6448536), 6)
    0.05
    """
    return erfc(-x / sqrt(2)) / 2


def student_beyond(t: float, freedom: int) -> float:
    """Return the chance that a variable of Student's distribution is further from 0 than t.

    Exact for whole degrees of freedom, but for rounding (1e-15 or so, absolute): Abramowitz and Stegun (1964), 26.7.3
    and 26.7.4.

    >>> round(student_beyond(2.228138852, 10), 6)
    0.05
    """
    angle = atan(abs(t) / sqrt(freedom))
    square = cos(angle) ** 2
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= square * (k - 1) / k
        total += term
    inside = 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
    return max(0.0, 1 - inside)


def student_reach(freedom: int, beyond: float = 0.05) -> float:
    """Return the t beyond which, on both sides together, lies a share of Student's distribution.

    >>> round(student_reach(10), 6)
    2.228139
    """
    low, high = 0.0, 1.0
    while student_beyond(high, freedom) > beyond:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if student_beyond(middle, freedom) > beyond else (low, middle)
    return high
