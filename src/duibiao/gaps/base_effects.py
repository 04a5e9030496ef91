"""What a change of base made look like news.

The ratio of a per-head figure to a reference's can jump because its denominator was recounted. The ratio
of the totals (its numerator) does not know of the denominator: where the two move apart in the year of
a break, the jump is the base, not the region.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duibiao.records import Break, Panel


@dataclass(frozen=True, slots=True)
class BaseEffect:
    """A change of a ratio across a break, beside the same change of the totals.

    Ratios are home over reference. `before` and `after` are the ratios of `indicator` in the years `year`-1
    and `year`; `total_before` and `total_after` those of its numerator. `growth` is home's apparent growth
    of the indicator in `year` in percent, `real_growth` the published one. `path` is the ratio of the totals by
    year on the numerator's present base, to the end of the record.
    """

    indicator: str
    numerator: str
    reference: str
    year: int
    breaks: tuple[Break, ...]
    before: float
    after: float
    total_before: float
    total_after: float
    growth: float
    real_growth: float | None
    path: tuple[tuple[int, float], ...]

    @property
    def moved(self) -> tuple[float, float]:
        """The change of the ratio and that of the totals, in logarithms."""
        return math.log(self.after / self.before), math.log(self.total_after / self.total_before)

    @property
    def opposite(self) -> bool:
        """Whether the totals moved the other way, so that the change is only the base."""
        own, total = self.moved
        return own * total < 0

    @property
    def of_base(self) -> bool:
        """Whether the base made more of the change than the totals did, so that it may be called the cause."""
        own, total = self.moved
        return abs(own - total) > abs(total)

    @property
    def gap_moved(self) -> float:
        """How the gap in totals moved, in logarithms of their ratio: above 0 it widened."""
        return abs(math.log(self.total_after)) - abs(math.log(self.total_before))


def find_base_effects(
    panel: Panel,
    home: str,
    references: Sequence[str],
    *,
    year: int,
    indicators: Sequence[str],
    window: int = 3,
) -> tuple[BaseEffect, ...]:
    """Return the base effects of the last `window` years up to `year`, the largest disagreement first.

    Only indicators that name a numerator and whose home series breaks within the window are looked at; the
    numerator itself must not break in that year. Kept are those whose change is more the base's than the
    totals'.
    """
    found = []
    for code in indicators:
        numerator = panel.indicators[code].numerator
        if not numerator or not panel.has(code) or not panel.has(numerator):
            continue
        for cut in _recent_cuts(panel, home, code, numerator, year, window):
            for reference in references:
                effect = _effect(panel, home, reference, code, numerator, cut)
                if effect is not None and effect.of_base:
                    found.append(effect)
    return tuple(sorted(found, key=_disagreement, reverse=True))


def _disagreement(effect: BaseEffect) -> float:
    own, total = effect.moved
    return abs(own - total)


def _recent_cuts(
    panel: Panel, home: str, code: str, numerator: str, year: int, window: int
) -> tuple[int, ...]:
    own = {b.year for b in panel.breaks_of(home, code)}
    clean = own - {b.year for b in panel.breaks_of(home, numerator)}
    return tuple(sorted(y for y in clean if year - window < y <= year))


def _effect(
    panel: Panel, home: str, reference: str, code: str, numerator: str, cut: int
) -> BaseEffect | None:
    own = _ratios(panel, home, reference, code)
    totals = _ratios(panel, home, reference, numerator)
    needed = (own.get(cut - 1), own.get(cut), totals.get(cut - 1), totals.get(cut))
    before, after, total_before, total_after = needed
    if before is None or after is None or total_before is None or total_after is None:
        return None
    here = [panel.cell(home, code, y).value for y in (cut - 1, cut)]
    growth_code = panel.indicators[numerator].growth
    real = panel.cell(home, growth_code, cut) if growth_code and panel.has(growth_code) else None
    assert here[0] is not None and here[1] is not None
    return BaseEffect(
        indicator=code,
        numerator=numerator,
        reference=reference,
        year=cut,
        breaks=tuple(b for b in panel.breaks_of(home, code) if b.year == cut),
        before=before,
        after=after,
        total_before=total_before,
        total_after=total_after,
        growth=(here[1] / here[0] - 1) * 100,
        real_growth=real.value if real is not None and real.usable else None,
        path=_path_on_base(panel, home, reference, numerator, totals, cut),
    )


def _ratios(panel: Panel, home: str, reference: str, code: str) -> dict[int, float]:
    """Home over reference by year, where both are usable and positive."""
    grid = panel.grid(code)
    a, b = (grid.usable[panel.regions.position(r)] for r in (home, reference))
    return {
        y: float(x / z)
        for y, x, z in zip(grid.years, a, b, strict=True)
        if np.isfinite(x) and np.isfinite(z) and x > 0 and z > 0
    }


def _path_on_base(
    panel: Panel, home: str, reference: str, code: str, ratios: dict[int, float], cut: int
) -> tuple[tuple[int, float], ...]:
    grid = panel.grid(code)
    rows = [panel.regions.position(r) for r in (home, reference)]
    return tuple(
        (y, ratio) for y, ratio in ratios.items() if all(grid.comparable(r, y, cut) for r in rows)
    )
