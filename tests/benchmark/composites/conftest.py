"""Small tables and frameworks for composites."""

from __future__ import annotations

import numpy as np

from duibiao.records import IndicatorTable, Node, Structure


def table_of(rows: list[list[float]], **more: object) -> IndicatorTable:
    """A table of regions A, B, C … with indicators a, b, c …"""
    values = np.array(rows, dtype=np.float64)
    regions = tuple(chr(65 + i) for i in range(len(values)))
    columns = tuple(chr(97 + i) for i in range(values.shape[1]))
    return IndicatorTable(regions, columns, values, **more)  # type: ignore[arg-type]


def flat(count: int, **each: Node) -> Structure:
    """Indicators a, b, c … in one index, with lines of `each` in their place."""
    codes = [chr(97 + i) for i in range(count)]
    nodes = [each.get(c, Node(c, "index")) for c in codes]
    return Structure(tuple(nodes), (Node("index"),))
