"""From raw figures to those that are scored: denominate, impute, screen, treat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import DataError, Floats, IndicatorTable, Ints, Note, Structure

from .impute import Rows, imputed
from .log import cells_changed, columns_changed, rows_left_out, treatment_changes
from .refusals import listed, refuse_infinite, refuse_missing, refuse_zero_denominator
from .result import Change, Stage
from .settings import CompositeSettings
from .treat import Treat, outlying, treated


@dataclass(frozen=True)
class Prepared:
    """Figures ready to be normalised, with what was done to them.

    `values` has shape (rows, indicators), in the indicators' own units and not yet turned; `rows` are the
    table's rows that were kept, `periods` numbers their times, `blocks` are the rows that share a scale.
    """

    values: Floats
    rows: Ints
    periods: Ints
    blocks: tuple[Ints, ...]
    stages: tuple[Stage, ...]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]


def prepared(table: IndicatorTable, structure: Structure, settings: CompositeSettings) -> Prepared:
    """Return a table's figures denominated, imputed, screened and treated, as `settings` choose.

    Regions are screened by the figures of their own, before any was imputed. Raises `UnknownName` for a
    column that the table lacks and `DataError` where figures are missing, infinite or without a usable
    denominator, or too few regions are left.
    """
    raw = table.matrix(tuple(n.code for n in structure.indicators))
    refuse_infinite(table, structure.codes, raw)
    everyone = np.arange(len(raw))
    stages, changes = [_stage(table, "raw", everyone, raw)], []
    values = raw
    if settings.denominate:
        values = denominated(table, structure, raw)
        divided = [(n.code, n.denominator) for n in structure.indicators if n.denominator]
        changes += columns_changed("denominate", divided)
        stages.append(_stage(table, "denominated", everyone, values))
    complete = imputed(values, settings.impute, rows_of(table, settings.impute.by))
    changes += cells_changed(table, structure, "impute", settings.impute.method, values, complete)
    stages.append(_stage(table, "imputed", everyone, complete))

    coverage = np.isfinite(values).mean(axis=1)
    rows = np.flatnonzero(coverage >= settings.coverage - 1e-12)
    changes += rows_left_out(table, coverage, rows)
    values = complete[rows]
    stages.append(_stage(table, "screened", rows, values))
    if settings.impute.method != "none":
        refuse_missing(table, structure.codes, np.isnan(values), rows.tolist())
    _check_figures(structure, values, settings)

    periods = rows_of(table).periods[rows]
    blocks, notes = _blocks(periods, settings)
    if settings.treat is not None:
        before, values = values, values.copy()
        for block in blocks:
            values[block], done = treated(before[block], settings.treat)
            changes += treatment_changes(
                table, structure, rows[block], before[block], values[block], done
            )
            notes += _still_outlying(structure, values[block], settings.treat)
        stages.append(_stage(table, "treated", rows, values))
    return Prepared(values, rows, periods, blocks, tuple(stages), tuple(changes), notes)


def denominated(table: IndicatorTable, structure: Structure, values: Floats) -> Floats:
    """Return the indicators' values over the denominators that the structure names; a copy."""
    made = values.copy()
    for i, node in enumerate(structure.indicators):
        if node.denominator:
            divisor = table.column(node.denominator)
            refuse_zero_denominator(table, node.denominator, node.code, divisor)
            made[:, i] /= divisor
    return made


def rows_of(table: IndicatorTable, by: str = "") -> Rows:
    """Return what the rows of a table are, their labels in the group column `by` if one is named."""
    times = table.times or ("",) * len(table.regions)
    numbers = [float(t) if t.replace(".", "", 1).isdigit() else np.nan for t in times]
    periods = _numbered(times)
    usable = np.isfinite(numbers).all()
    labels = table.group(by) if by else ("",) * len(table.regions)
    return Rows(
        periods,
        _numbered(table.regions),
        np.array(numbers) if usable else periods.astype(np.float64),
        _numbered(labels),
    )


def _still_outlying(structure: Structure, values: Floats, how: Treat) -> tuple[Note, ...]:
    left = [structure.codes[i] for i in np.flatnonzero(outlying(values, how))]
    if not left:
        return ()
    zh, en = listed(left)
    return (
        Note(
            f"处理后偏度、峰度仍超限的指标：{zh}。只有两种取值的指标不处理。",
            f"Skewness and kurtosis are still beyond the limits after treatment in {en}. Indicators with two values only are not treated.",
        ),
    )


def _stage(table: IndicatorTable, name: str, rows: Ints, values: Floats) -> Stage:
    times = tuple(table.times[i] for i in rows) if table.times else ()
    return Stage(name, tuple(table.regions[i] for i in rows), times, values)


def _numbered(labels: tuple[str, ...]) -> Ints:
    return np.unique(np.array(labels), return_inverse=True)[1].astype(np.int64)


def _check_figures(structure: Structure, values: Floats, settings: CompositeSettings) -> None:
    if not len(values):
        raise DataError(
            zh=f"筛选后没有剩下一个地区。请补数，或降低 coverage（{settings.coverage:g}）。",
            en=f"No region is left. Complete the figures, or lower coverage ({settings.coverage:g}).",
        )
    for code, column in zip(structure.codes, values.T, strict=False):
        if np.isnan(column).all():
            raise DataError(
                zh=f"指标“{code}”没有一个数。请补数，或从框架里去掉它。",
                en=f"The indicator “{code}” has no figure at all. Complete it, or take it out of the framework.",
            )


def _blocks(
    periods: Ints, settings: CompositeSettings
) -> tuple[tuple[Ints, ...], tuple[Note, ...]]:
    """The rows that share one scale: all of them, or those of each time."""
    times = np.unique(periods)
    together = (np.arange(len(periods)),)
    if len(times) == 1:
        return together, ()
    if settings.bounds == "fixed":
        return together, (
            Note(
                "面板数据：各年合用一把尺（固定界限），得分可跨年比较；位次是当年的。",
                "A panel on fixed bounds: all years share one scale, so scores compare over time; ranks are within a year.",
            ),
        )
    return tuple(np.flatnonzero(periods == t) for t in times), (
        Note(
            "面板数据：每年一把尺（当年界限），得分只能在当年内比较。",
            "A panel on yearly bounds: each year has its own scale, so scores compare within a year only.",
        ),
    )
