"""Indicators as a calculation uses them: in one year each, transformed, with what was left out said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from duibiao.records import DataError, Element, Floats, Grid, InputError, Note, Panel

from ._words import indicators_listed, regions_listed


@dataclass(frozen=True)
class Columns:
    """Elements with the year each was read in, and their values: float64 of shape (regions, elements).

    The elements' transforms are those that were used; a logarithm is already taken.
    """

    elements: tuple[Element, ...]
    years: tuple[int, ...]
    values: Floats
    notes: tuple[Note, ...]


def check_year(panel: Panel, year: int) -> None:
    """Raise `InputError` where a panel has no such year, `DataError` where it has none at all."""
    if not panel.years:
        raise DataError(
            zh="数据中没有年度数，不能比较。请提供至少一年的年度数。",
            en="The data hold no annual figures, so nothing can be compared. Give at least one year.",
        )
    if year not in panel.years:
        raise InputError(
            zh=f"数据中没有{year}年。可用年份：{panel.years[0]}—{panel.years[-1]}。",
            en=f"The data have no year {year}. Years available: {panel.years[0]} to {panel.years[-1]}.",
        )


def structure_elements(panel: Panel, variables: tuple[str, ...] = ()) -> tuple[Element, ...]:
    """Return the framework's structure variables, or those named, each as the framework transforms it.

    Raises `DataError` where there are none.
    """
    elements = panel.framework.elements if panel.framework else ()
    if not variables:
        found = tuple(e for e in elements if e.role == "structure")
        if not found:
            raise DataError(
                zh="没有结构变量，不能寻找可比城市。请在框架表里加上角色为 structure 的指标，或直接指定变量（如 residents、secondary_share）。",
                en="There are no structure variables, so no peers can be found. Give the framework indicators in the role structure, or name the variables (such as residents, secondary_share).",
            )
        return found
    transforms = {e.indicator: e for e in elements}
    codes = dict.fromkeys(panel.indicators.match(v).code for v in variables)
    return tuple(
        Element(c, "structure", transform=transforms[c].transform if c in transforms else "level")
        for c in codes
    )


def covered_year(grid: Grid, until: int, coverage: float, home: int | None) -> int | None:
    """Return the last year up to `until` that home and enough regions have, or None.

    Enough is a share `coverage` of the regions that the indicator has in its best year (a yearbook never
    covers some regions at all), and half of all regions.
    """
    present = np.isfinite(grid.usable)
    counts = present.sum(axis=0)
    enough = (counts >= coverage * counts.max()) & (counts >= len(present) / 2)
    if home is not None:
        enough &= present[home]
    years = [y for y, good in zip(grid.years, enough, strict=True) if good and y <= until]
    return years[-1] if years else None


def read_columns(
    panel: Panel,
    elements: Sequence[Element],
    *,
    until: int,
    coverage: float,
    home: int | None = None,
    exact: bool = False,
) -> Columns:
    """Return the values of elements, each in its latest year that enough regions (and home) have.

    With `exact`, only the year `until` itself will do. Left out with a note: elements without data or
    such a year, and those in which all regions are equal. A logarithm that some region's value does not
    allow is taken for none.
    """
    kept: list[Element] = []
    years: list[int] = []
    values: list[Floats] = []
    absent: list[str] = []
    equal: list[str] = []
    notes: list[Note] = []
    for element in elements:
        code = element.indicator
        panel.indicators[code]  # an unknown code is an error, an indicator without data a note
        grid = panel.grid(code) if panel.has(code) else None
        year = covered_year(grid, until, coverage, home) if grid else None
        if grid is None or year is None or (exact and year != until):
            absent.append(code)
            continue
        column = grid.at(year)
        if np.nanmax(column) == np.nanmin(column):
            equal.append(code)
            continue
        if element.transform == "log" and np.nanmin(column) <= 0:
            notes.append(_no_logarithm(panel, code, year, column))
            element = replace(element, transform="level")
        kept.append(element)
        years.append(year)
        values.append(np.log(column) if element.transform == "log" else column)
    if absent:
        notes.append(_absent(panel, absent, until, coverage, home))
    if equal:
        notes.append(
            Note(
                f"各地区{indicators_listed(panel, equal, 'zh')}都相同，不能区分地区，未使用。",
                f"All regions are equal in {indicators_listed(panel, equal, 'en')}, which was left out: it tells none apart.",
            )
        )
    shape = (len(panel.regions), len(kept))
    matrix = np.stack(values, axis=1) if values else np.empty(shape)
    return Columns(tuple(kept), tuple(years), matrix, tuple(notes))


def years_note(panel: Panel, columns: Columns, year: int) -> tuple[Note, ...]:
    """Return the note that names the elements read in another year than the one asked for, if any."""
    older: dict[int, list[str]] = {}
    for element, y in zip(columns.elements, columns.years, strict=True):
        if y != year:
            older.setdefault(y, []).append(element.indicator)
    if not older:
        return ()
    zh = "；".join(f"{y}年：{indicators_listed(panel, c, 'zh')}" for y, c in sorted(older.items()))
    en = "; ".join(f"{y}: {indicators_listed(panel, c, 'en')}" for y, c in sorted(older.items()))
    return (
        Note(
            f"下列指标没有足够的{year}年数，用最近可用的年份。{zh}。",
            f"For want of enough figures of {year}, the latest usable year was taken. {en}.",
        ),
    )


def _no_logarithm(panel: Panel, code: str, year: int, column: Floats) -> Note:
    codes = [panel.regions.codes[i] for i in np.flatnonzero(column <= 0)]
    name = panel.indicators[code]
    return Note(
        f"{year}年“{name.name('zh')}”有不是正数的地区（{regions_listed(panel, codes, 'zh')}），不能取对数，各地区都用原值。",
        f"“{name.name('en')}” of {year} is not positive in {regions_listed(panel, codes, 'en')}: no logarithm was taken, the level is used for all regions.",
    )


def _absent(panel: Panel, codes: list[str], until: int, coverage: float, home: int | None) -> Note:
    who_zh = "足够多的" if home is None else f"{panel.regions.items[home].name('zh')}和足够多的"
    who_en = "" if home is None else f"{panel.regions.items[home].name('en')} and "
    return Note(
        f"到{until}年为止，{indicators_listed(panel, codes, 'zh')}没有{who_zh}地区都有数的年份（至少半数地区，且达到数最全年份的{coverage:.0%}），未使用。",
        f"{indicators_listed(panel, codes, 'en')} left out: up to {until} there is no year that {who_en}enough regions have (half of all, and {coverage:.0%} of those in its best year).",
    )
