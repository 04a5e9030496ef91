"""Rules on figures that were copied or filled in: repeats, constant steps, means of their neighbours."""

from __future__ import annotations

import numpy as np
from scipy.special import pdtrc

from duibiao.records import Floats, Severity

from .figures import Bools, Column, Figures, Ints, cells, moved, shares_by_year, shifted
from .findings import Amount, At, Finding, Value, number
from .roles import is_growth
from .settings import CheckSettings


def repeats(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return figures equal to those of the year before.

    A repeat of most regions in one year is an error, and so are repeats of more columns of one region than
    chance gives anywhere in the file; other repeats of figures with enough digits are warnings.
    """
    patterns = [(c, _repeated(c, settings)) for c in figures]
    shape = (len(figures.regions), len(figures.years))
    together, seen = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    for column, same in patterns:
        if not _usual(same, column.before, settings):
            together += same & _nearly(column, settings)
            seen |= np.isfinite(column.values + column.before)
    surely = _expected(together, int(seen.sum())) < settings.repeat_chance
    return [
        found
        for column, same in patterns
        for found in _repeats(column, same, together, surely, figures, settings)
    ]


def _repeats(
    column: Column,
    same: Bools,
    together: Ints,
    surely: Bools,
    figures: Figures,
    settings: CheckSettings,
) -> list[Finding]:
    if _usual(same, column.before, settings):
        return [_not_listed("many_repeats", column, same)]
    known = np.isfinite(column.values + column.before)
    nearly = same & _nearly(column, settings)
    block = nearly & _blocks(nearly, known, settings)
    many = nearly & ~block & (together >= settings.repeat_columns)
    single = same & (column.digits >= settings.repeat_digits) & ~block & ~many
    if is_growth(column.indicator, figures.catalogue):
        single = np.zeros_like(single)  # growth of 8.25 % twice is no coincidence worth a look

    def finding(kind: str, severity: Severity, i: int, j: int) -> Finding:
        values = {"columns": str(together[i, j]), "year": str(figures.years[j - 1])}
        return Finding(kind, severity, int(column.rows[i, j]), values)

    found = [finding("repeat_year", "error", i, j) for i, j in cells(block)]
    found += [finding("repeat_columns", "error", i, j) for i, j in cells(many & surely)]
    found += [finding("repeat_columns", "warning", i, j) for i, j in cells(many & ~surely)]
    if single.sum() > settings.singles_listed:
        return [*found, _not_listed("many_repeats", column, single)]
    return [*found, *(finding("repeat", "warning", i, j) for i, j in cells(single))]


def constant_steps(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return figures in runs of equal yearly steps, from the second figure of a run on."""
    n = settings.step_years
    found = []
    for column in figures:
        step = column.values - column.before
        slack = settings.level_tolerance * np.abs(column.values)
        equal = (np.abs(step - shifted(step, 1)) <= slack) & (np.abs(step) > slack)
        finest = np.fmin(column.last_digit, shifted(column.last_digit, 1))
        full = np.abs(step) >= settings.step_digits * finest
        for k in range(n - 1):
            full &= moved(equal, k)
        run = np.logical_or.reduce([moved(full, -k) for k in range(n)])
        for i, j in cells(run):
            values: dict[str, Value] = {"step": Amount(float(step[i, j]))}
            found.append(Finding("constant_step", "warning", int(column.rows[i, j]), values))
    return found


def neighbour_means(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return figures that are exactly the mean of the years before and after.

    In most regions of a year at once they are an interpolated block: errors. Single ones may be chance:
    warnings, as are those in a block whose two neighbours are equal.
    """
    return [found for column in figures for found in _means(column, settings)]


def _means(column: Column, settings: CheckSettings) -> list[Finding]:
    mean = (column.before + column.after) / 2
    exact = _same(column.values, mean, settings)
    flat = _same(column.before, column.after, settings)
    # Equal neighbours say nothing of interpolation: the share is taken where they differ.
    telling = np.isfinite(mean + column.values) & ~flat
    block = exact & ~flat & _blocks(exact, telling, settings)
    single = exact & ~block
    share = shares_by_year(exact, telling)[0]

    def finding(kind: str, severity: Severity, i: int, j: int) -> Finding:
        values: dict[str, Value] = {
            "before": At((int(column.rows[i, j - 1]),)),
            "after": At((int(column.rows[i, j + 1]),)),
            "share": f"{100 * share[j]:.0f}",
        }
        return Finding(kind, severity, int(column.rows[i, j]), values)

    found = [finding("interpolated", "error", i, j) for i, j in cells(block)]
    if _usual(exact, mean, settings) or single.sum() > settings.singles_listed:
        return [*found, _not_listed("many_means", column, single)] if single.any() else found
    return [*found, *(finding("neighbour_mean", "warning", i, j) for i, j in cells(single))]


def _not_listed(kind: str, column: Column, pattern: Bools) -> Finding:
    """One finding for the cells of a column that are too many to mean anything singly."""
    share = 100 * pattern.sum() / np.isfinite(column.values).sum()
    values = {"count": number(int(pattern.sum())), "share": f"{share:.1f}"}
    return Finding(kind, "warning", None, values, indicator=column.indicator.code)


def _nearly(column: Column, settings: CheckSettings) -> Bools:
    """Whether a figure has enough digits for a repeat to count beside others."""
    enough: Bools = column.digits >= settings.repeat_digits - 1
    return enough


def _expected(together: Ints, seen: int) -> Floats:
    """How many of the `seen` region-years would by chance repeat in as many columns (Poisson)."""
    rate = together.sum() / max(seen, 1)
    expected: Floats = seen * pdtrc(together - 1, rate)
    return np.where(together > 0, expected, seen)


def _repeated(column: Column, settings: CheckSettings) -> Bools:
    repeated: Bools = _same(column.values, column.before, settings) & (column.values != 0)
    return repeated


def _same(a: Floats, b: Floats, settings: CheckSettings) -> Bools:
    same: Bools = np.abs(a - b) <= settings.level_tolerance * np.abs(b)
    return same


def _blocks(pattern: Bools, valid: Bools, settings: CheckSettings) -> Bools:
    """The years, as a row over all regions, in which a pattern stands in most regions."""
    share, count = shares_by_year(pattern, valid)
    block = (share >= settings.block_share) & (count >= settings.block_regions)
    return np.broadcast_to(block, pattern.shape)


def _usual(pattern: Bools, other: Floats, settings: CheckSettings) -> bool:
    """Whether the pattern is usual: in the median year more than `coarse_share` of the cells have it."""
    share, count = shares_by_year(pattern, np.isfinite(other))
    usual = share[count >= settings.block_regions]
    return bool(usual.size and np.median(usual) > settings.coarse_share)
