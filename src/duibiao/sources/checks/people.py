"""Rules on population: a per-head column on registered population; territory that changed hands."""

from __future__ import annotations

import numpy as np

from duibiao.records import Region

from .figures import Bools, Column, Figures, cells, shares_by_year, shifted
from .findings import Amount, Finding, Value
from .roles import implied_population, per_head_pairs, registered_populations, territories
from .settings import CheckSettings


def registered_denominators(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return per-head figures whose implied population is the registered one.

    A cell is an error where a neighbouring year stands on other people: clearly so, or somewhat in a year
    in which most regions fit. Where most regions fit for years on end, one warning a year says so.
    """
    return [
        found
        for total, per_head in per_head_pairs(figures)
        for registered in registered_populations(figures)
        for found in _registered(figures, total, per_head, registered, settings)
    ]


def _registered(
    figures: Figures, total: Column, per_head: Column, registered: Column, settings: CheckSettings
) -> list[Finding]:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = implied_population(total, per_head) / registered.base
    apart = np.abs(ratio - 1)
    fits = apart <= settings.fit_tolerance
    share, count = shares_by_year(fits, np.isfinite(ratio))
    block = (share >= settings.block_share) & (count >= settings.block_regions)
    nearest = np.fmin(shifted(apart, 1), shifted(apart, -1))
    needed = np.where(block, settings.fit_contrast_block, settings.fit_contrast)
    found = []
    for i, j in cells(fits & (nearest >= needed)):
        values = {"fit": f"{100 * (ratio[i, j] - 1):+.2f}", "next": f"{100 * nearest[i, j]:.1f}"}
        at = int(per_head.rows[i, j])
        found.append(Finding("registered_denominator", "error", at, values))
    alike = (fits & ~(nearest >= settings.fit_contrast_block)).sum(axis=0)
    for j in map(int, np.flatnonzero(block & (alike >= settings.block_regions))):
        values = {"count": str(alike[j]), "share": f"{100 * share[j]:.0f}"}
        code, year = per_head.indicator.code, str(figures.years[j])
        found.append(
            Finding("registered_year", "warning", None, values, indicator=code, period=year)
        )
    return found


def territory(figures: Figures, settings: CheckSettings) -> list[Finding]:
    """Return falls and rises of population or area in one year that balance between near regions."""
    found = []
    for column in territories(figures):
        change = column.values - column.before
        with np.errstate(divide="ignore", invalid="ignore"):
            jump = np.abs(change) >= settings.territory_change * column.before
        jump &= ~column.broken & _lasting(column, settings)
        for j in range(change.shape[1]):
            gains = np.flatnonzero(jump[:, j] & (change[:, j] > 0))
            losses = np.flatnonzero(jump[:, j] & (change[:, j] < 0))
            for loser in losses:
                gainer = _partner(figures, change[:, j], int(loser), gains, settings)
                if gainer is not None:
                    for own, other in ((int(loser), gainer), (gainer, int(loser))):
                        found.append(_transfer(figures, column, own, other, j))
    return found


def _lasting(column: Column, settings: CheckSettings) -> Bools:
    """Whether a change holds in the year after (or is the last): a slip falls back at once."""
    change = column.values - column.before
    back = column.after - column.values
    with np.errstate(divide="ignore", invalid="ignore"):
        falls_back = back / change < -1 / 2
    lasting: Bools = ~falls_back
    return lasting


def _partner(
    figures: Figures, change: np.ndarray, loser: int, gains: np.ndarray, settings: CheckSettings
) -> int | None:
    """The near region whose gain matches a loss best, or None."""
    regions = figures.regions.items
    best, least = None, settings.territory_balance
    for gainer in gains:
        larger = max(-change[loser], change[gainer])
        off = abs(change[loser] + change[gainer]) / larger
        if off <= least and _near(regions[loser], regions[gainer], settings):
            best, least = int(gainer), off
    return best


def _near(a: Region, b: Region, settings: CheckSettings) -> bool:
    """Whether two regions may share a border: by their seats, else by their parent."""
    if a.longitude is not None and a.latitude is not None and b.longitude is not None:
        assert b.latitude is not None
        return b.km_to(a.longitude, a.latitude) <= settings.territory_km
    return a.parent == b.parent


def _transfer(figures: Figures, column: Column, own: int, other: int, j: int) -> Finding:
    change = column.values[:, j] - column.values[:, j - 1]
    partner = figures.regions.items[other]
    values: dict[str, Value] = {
        "change": f"{100 * change[own] / column.values[own, j - 1]:+.1f}",
        "partner": (partner.name("zh"), partner.name("en")),
        "amount": Amount(float(f"{abs(change[own]):.4g}")),
        "amount_partner": Amount(float(f"{abs(change[other]):.4g}")),
    }
    return Finding("territory", "warning", int(column.rows[own, j]), values)
