"""Rules on one series: spikes, jumps, zeros between figures."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats, Severity

from .figures import Bools, Column, Figures, cells, moved, shifted
from .findings import At, Finding, Value
from .roles import has_ratio, is_money_per_head, may_be_negative
from .settings import CheckSettings


def jumps(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return figures that stand apart from their neighbours by a factor.

    A spike stands apart from both neighbours in one direction; an end jump at the first or last figure of
    a run, where the next ones agree; a jump changes the level. Growth and percentage points are left out.
    """
    return [
        found
        for column in figures
        if has_ratio(column.indicator, figures.catalogue)
        for found in (*_jumps(column, figures, settings), *_zeros(column, settings))
    ]


def _jumps(column: Column, figures: Figures, settings: CheckSettings) -> list[Finding]:
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(column.values > 0, np.log(column.values), np.nan)
    down, up = logs - shifted(logs, 1), logs - shifted(logs, -1)
    counted = _counted(column, settings)
    down = np.where(column.broken, np.nan, down)
    up = np.where(moved(column.broken, -1), np.nan, up)

    one_way = np.sign(down) == np.sign(up)
    least = np.minimum(np.abs(down), np.abs(up))
    spikes = one_way & (least >= np.log(settings.spike_factor)) & counted
    # What a neighbouring spike explains is not said again: only figures outside spikes are neighbours.
    rest = np.where(spikes, np.nan, logs)
    step = np.where(column.broken, np.nan, rest - shifted(rest, 1))
    big = (np.abs(step) >= np.log(settings.jump_factor)) & (counted | moved(counted, 1))
    first, last = _ends(logs, big, settings)
    sure = _sure(down, up, settings) & (not may_be_negative(column.indicator))

    found = []
    for i, j in cells(spikes):
        severity: Severity = "error" if sure[i, j] else "warning"
        bounds: dict[str, Value] = {
            "factor": _factor_words(float(np.sign(down[i, j]) * least[i, j])),
            "bound": ("至少", "at least") if down[i, j] > 0 else ("至多", "at most"),
            "before": At((int(column.rows[i, j - 1]),)),
            "after": At((int(column.rows[i, j + 1]),)),
            "slip": _slip_words(float(least[i, j]), settings),
        }
        found.append(Finding("spike", severity, int(column.rows[i, j]), bounds))
    for i, j in cells(big):
        at_first = bool(first[i, j])
        own, other = (j - 1, j) if at_first else (j, j - 1)
        change = float(-step[i, j] if at_first else step[i, j])
        values: dict[str, Value] = {
            "factor": _factor_words(change),
            "other": At((int(column.rows[i, other]),)),
            "year": str(figures.years[other]),
            "slip": _slip_words(abs(change), settings),
        }
        kind = "end_jump" if at_first or last[i, j] else "jump"
        found.append(Finding(kind, "warning", int(column.rows[i, own]), values))
    return found


def _ends(logs: Floats, big: Bools, settings: CheckSettings) -> tuple[Bools, Bools]:
    """Whether a jump from the year before sets a run's first figure, or its last one, apart from the rest."""
    near = np.abs(logs - shifted(logs, 1)) < np.log(settings.spike_factor)
    there = np.isfinite(logs)
    first = big & ~moved(there, 2) & moved(near, -1)
    last = big & ~moved(there, -1) & moved(near, 1)
    return first, last


def _sure(down: Floats, up: Floats, settings: CheckSettings) -> Bools:
    """Where a spike is far outside what its column does elsewhere and both neighbours agree.

    Balances (profit, net flows) pass near zero and are never sure.
    """
    apart = (down + up) / 2
    seen = np.isfinite(apart)
    if seen.sum() < settings.sure_cells:
        return np.zeros_like(seen)
    spread = 1.4826 * np.median(np.abs(apart[seen] - np.median(apart[seen])))
    least = np.minimum(np.abs(down), np.abs(up))
    agree = np.abs(down - up) <= least / 2
    far: Bools = (np.abs(apart) >= settings.sure_sigmas * spread) & agree
    far &= (least >= np.log(settings.sure_factor)) & (spread > 0)
    return far


def _zeros(column: Column, settings: CheckSettings) -> list[Finding]:
    if is_money_per_head(column.indicator):
        return []  # a zero is said for any year
    between = (column.values == 0) & (column.before > 0) & (column.after > 0)
    between &= np.fmin(_counts(column, column.before), _counts(column, column.after)) >= (
        settings.small_count
    )
    return [
        Finding(
            "zero",
            "warning",
            int(column.rows[i, j]),
            {
                "before": At((int(column.rows[i, j - 1]),)),
                "after": At((int(column.rows[i, j + 1]),)),
            },
        )
        for i, j in cells(between)
    ]


def _counted(column: Column, settings: CheckSettings) -> Bools:
    """Whether the figure or a neighbour is no small count, which jumps by itself."""
    largest = np.fmax(np.fmax(column.values, column.before), column.after)
    counted: Bools = _counts(column, largest) >= settings.small_count
    return counted


def _counts(column: Column, values: Floats) -> Floats:
    """The values as counts of persons or things; infinite where the column counts neither."""
    if column.unit.dimensions not in ((("person", 1),), (("count", 1),)):
        return np.full_like(values, np.inf)
    return values * float(column.unit.factor)


def _factor_words(change: float) -> tuple[str, str]:
    """A change of the logarithm as words: 8.5倍, 1/10."""
    factor = float(np.exp(abs(change)))
    text = f"{factor:.1f}" if factor < 20 else f"{factor:,.0f}"
    text = text.removesuffix(".0")
    return (f"{text}倍", f"{text} times") if change > 0 else (f"1/{text}", f"1/{text} of")


def _slip_words(change: float, settings: CheckSettings) -> tuple[str, str]:
    """The hint at a slip of units where a factor is near a power of ten."""
    tens = change / np.log(10)
    if round(tens) >= 1 and abs(change - round(tens) * np.log(10)) <= np.log(
        10 / settings.sure_factor
    ):
        power = f"{10 ** round(tens):,}"
        return (
            f"接近{power}倍，多半是单位或小数点写错。",
            f" That is near {power}: often a slip of the unit or the decimal point.",
        )
    return "", ""
