"""Growth on each base, where a year was published on the old base and again on the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duibiao.records import Cell, Panel, Vintage


@dataclass(frozen=True, slots=True)
class BaseGrowth:
    """Growth from `before` to `after` in percent (percentage points for what is in percent), on one base.

    `revised` says whether it is the base after revision or the one first published.
    """

    before: Cell
    after: Cell
    growth: float
    revised: bool


def growth_on_bases(
    panel: Panel, region: str, indicators: Sequence[str], *, year: int, window: int = 3
) -> tuple[tuple[BaseGrowth, BaseGrowth], ...]:
    """Return the growth of the last `window` years up to `year` on both bases, wherever both exist.

    Each pair is (first published, revised) for one indicator and year. A year has both where the panel
    holds revised figures beside the earlier ones and each base has two years running.
    """
    vintages = set(panel.observations["vintage"].unique().to_list())
    if Vintage.REVISED.value not in vintages or len(vintages) == 1:
        return ()
    earlier = panel.with_vintages_up_to(Vintage.FINAL)
    found = []
    for code in indicators:
        for at in range(year - window + 1, year + 1):
            pair = [_growth(p, region, code, at, p is panel) for p in (earlier, panel)]
            if pair[0] is not None and pair[1] is not None and pair[0].before != pair[1].before:
                found.append((pair[0], pair[1]))
    return tuple(found)


def _growth(panel: Panel, region: str, code: str, year: int, revised: bool) -> BaseGrowth | None:
    if not panel.has(code) or year not in panel.years or year - 1 not in panel.years:
        return None
    if not panel.grid(code).comparable(panel.regions.position(region), year - 1, year):
        return None
    before, after = panel.cell(region, code, year - 1), panel.cell(region, code, year)
    if not (before.usable and after.usable):
        return None
    assert before.value is not None and after.value is not None
    if panel.indicators[code].is_percent:
        points = panel.indicators[code].in_points(after.value - before.value)
        return BaseGrowth(before, after, points, revised)
    if before.value <= 0:
        return None
    return BaseGrowth(before, after, (after.value / before.value - 1) * 100, revised)
