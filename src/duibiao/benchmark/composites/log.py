"""What each step did to which cell, as a list of changes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from duibiao.records import Floats, IndicatorTable, Ints, Structure

from .result import Change


def columns_changed(step: str, what: Iterable[tuple[str, str]]) -> list[Change]:
    """Return one change a column: the indicator and what was done to all of it."""
    return [Change(step, indicator, "", "", how) for indicator, how in what]


def cells_changed(
    table: IndicatorTable,
    structure: Structure,
    step: str,
    how: str,
    before: Floats,
    after: Floats,
    rows: Ints | None = None,
) -> list[Change]:
    """Return one change a cell that differs; `rows` are the table's rows that the arrays hold."""
    same = (before == after) | (np.isnan(before) & np.isnan(after))
    return [
        Change(
            step,
            structure.codes[j],
            table.regions[row],
            table.times[row] if table.times else "",
            how,
            None if np.isnan(before[i, j]) else float(before[i, j]),
            None if np.isnan(after[i, j]) else float(after[i, j]),
        )
        for i, j in np.argwhere(~same)
        for row in [int(i if rows is None else rows[i])]
    ]


def rows_left_out(table: IndicatorTable, coverage: Floats, kept: Ints) -> list[Change]:
    """Return one change a row that was screened out, with the share of indicators that it has."""
    left = sorted(set(range(len(coverage))) - set(kept.tolist()))
    return [
        Change(
            "screen",
            "",
            table.regions[i],
            table.times[i] if table.times else "",
            f"{coverage[i]:.4f}",
        )
        for i in left
    ]


def treatment_changes(
    table: IndicatorTable,
    structure: Structure,
    rows: Ints,
    before: Floats,
    after: Floats,
    done: tuple[str, ...],
) -> list[Change]:
    """Return the cells that were winsorised and the columns that were transformed as a whole."""
    whole = [i for i, how in enumerate(done) if how not in ("", "winsorise")]
    kept = after.copy()
    kept[:, whole] = before[:, whole]
    cells = cells_changed(table, structure, "treat", "winsorise", before, kept, rows)
    return cells + columns_changed("treat", [(structure.codes[i], done[i]) for i in whole])
