"""Rules on what a figure can be: shares within 0 to 100, no negative counts, no more users than residents."""

from __future__ import annotations

import numpy as np

from duibiao.records import Floats, Severity

from .figures import Column, Figures, cells
from .findings import Finding, Value, number
from .roles import (
    cannot_be_negative,
    implied_population,
    is_earned_by_all,
    is_growth,
    is_level,
    is_money_per_head,
    is_share,
    may_be_negative,
    parts_of_people,
    per_head_pairs,
    populations,
    registered_populations,
)
from .settings import CheckSettings


def outside_bounds(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return shares outside 0 to 100 %, negative levels, and money per head of zero."""
    found = []
    for column in figures:
        indicator = column.indicator
        if is_level(indicator, figures.catalogue):
            found += _negatives(column, settings)
            found += _nothing_per_head(column)
        elif indicator.is_percent and not is_growth(indicator, figures.catalogue):
            # A percentage that is no share by its name (exports over GDP) may pass 100: a warning.
            sure = is_share(indicator, figures.catalogue)
            found += _beyond(column, "error" if sure else "warning", settings)
    return found


def more_than_residents(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return counts of users or students above the number of residents.

    Residents are implied by a total and its per-head figure, else observed. Above the residents alone is
    a warning, as the implied figure may be off; above the registered population too is an error.
    """
    residents = _residents(figures)
    if residents is None:
        return []
    registered = [c.base for c in registered_populations(figures)]
    largest = residents
    for people in registered:
        largest = np.fmax(largest, people)
    found = []
    for column in parts_of_people(figures):
        for i, j in cells(column.base > residents):
            surely = registered and column.base[i, j] > largest[i, j]
            values: dict[str, Value] = {
                "residents": (
                    f"{number(float(f'{residents[i, j] / 1e4:.4g}'))}万人",
                    f"{number(float(f'{residents[i, j]:.4g}'))} persons",
                ),
                "share": number(float(f"{100 * column.base[i, j] / residents[i, j]:.3g}")),
            }
            severity: Severity = "error" if surely else "warning"
            found.append(Finding("over_residents", severity, int(column.rows[i, j]), values))
    return found


def _residents(figures: Figures) -> Floats | None:
    pairs = per_head_pairs(figures)
    if pairs:
        return implied_population(*pairs[0])
    codes = {c.indicator.code for c in registered_populations(figures)}
    others = [c.base for c in populations(figures) if c.indicator.code not in codes]
    return others[0] if others else None


def _negatives(column: Column, settings: CheckSettings) -> list[Finding]:
    negative = column.values < 0
    often = negative.sum() > settings.negative_share * np.isfinite(column.values).sum()
    balance = often and not cannot_be_negative(column.indicator)
    if balance or may_be_negative(column.indicator):
        return []
    return [Finding("negative", "error", int(column.rows[i, j])) for i, j in cells(negative)]


def _nothing_per_head(column: Column) -> list[Finding]:
    """Zeros of money per head: no place is without product or income, but one may be without exports."""
    if not is_money_per_head(column.indicator) or may_be_negative(column.indicator):
        return []
    severity: Severity = "error" if is_earned_by_all(column.indicator) else "warning"
    nothing = column.values == 0
    return [Finding("zero_per_head", severity, int(column.rows[i, j])) for i, j in cells(nothing)]


def _beyond(column: Column, severity: Severity, settings: CheckSettings) -> list[Finding]:
    percent = 100 * column.base
    slack = settings.share_tolerance
    outside = (percent < -slack) | (percent > 100 + slack)
    return [Finding("share", severity, int(column.rows[i, j])) for i, j in cells(outside)]
