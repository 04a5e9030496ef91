"""When: small panels of lines over years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .rows import LinePoint


def lines(rows: Sequence[LinePoint]) -> dict[str, Any]:
    """Return a small panel of lines for each indicator, regions named at the line ends, breaks as gaps with a tick."""
    raise NotImplementedError
