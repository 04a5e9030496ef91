"""A region that may have other figures, all other regions as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Ints, Note

from ..ranks import descending_ranks
from .hypothetical import scored_alone, scored_together
from .normalise import Ends, normalised
from .result import Composite

_DIGITS = 9
_FROM_REGIONS = ("rank", "borda", "percentile_rank", "fraction_of_maximum")


class Alterable(Protocol):
    """A region whose figures may be others: what steps to a level and moves up a rank are found from.

    `codes`, `own` (normalised), `figures` (in their own units) are of shape (indicators,), `everyone` has the
    normalised figures of all regions, and perhaps more columns behind them.
    """

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its indicators."""

    @property
    def own(self) -> Floats:
        """Its normalised figures."""

    @property
    def figures(self) -> Floats:
        """Its figures in the indicators' own units."""

    @property
    def everyone(self) -> Floats:
        """The normalised figures of all regions."""

    @property
    def score(self) -> float:
        """Its score."""

    @property
    def rank(self) -> int:
        """Its rank."""

    def scored(self, rows: Floats) -> tuple[Floats, Floats]:
        """Return its scores and ranks for rows of normalised figures (many, indicators)."""

    def off_scale(self, indicator: int, score: float) -> float | None:
        """Return the figure in an indicator's own unit that has a normalised score, or None."""


@dataclass(frozen=True)
class Home:
    """A region of a composite that may have other figures, all other regions as they are.

    `row` is its row, `alike` those that share its scale, `peers` those of its time. `figures` are its own in the
    indicators' units, before outliers were treated.
    """

    composite: Composite
    row: int
    alike: Ints
    peers: Ints

    @property
    def time(self) -> str:
        """The time it is looked at, "" outside a panel."""
        return self.composite.times[self.row] if self.composite.times else ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its indicators."""
        return tuple(n.code for n in self.composite.structure.indicators)

    @property
    def own(self) -> Floats:
        """Its normalised figures, shape (indicators,)."""
        return np.asarray(
            self.composite.scores[self.row, : len(self.composite.structure.indicators)]
        )

    @property
    def figures(self) -> Floats:
        """Its figures in the indicators' own units, shape (indicators,)."""
        return np.asarray(self.composite.stage("screened").values[self.row])

    @property
    def everyone(self) -> Floats:
        """The scores of the regions that share its scale, shape (rows, nodes)."""
        return np.asarray(self.composite.scores[self.alike])

    @property
    def score(self) -> float:
        """Its score."""
        return float(self.composite.index[self.row])

    @property
    def rank(self) -> int:
        """Its rank among `of` regions."""
        return int(self.composite.index_ranks[self.row])

    @property
    def of(self) -> int:
        """How many regions of its time are ranked."""
        return int(np.isfinite(self.composite.index[self.peers]).sum())

    @property
    def notes(self) -> tuple[Note, ...]:
        """What holds the other regions still that a new composite would not."""
        if "benefit_of_the_doubt" not in self._methods:
            return ()
        return (
            Note(
                "其他地区的得分保持不变；按最有利权重计分时，本地超过前沿的得分可以大于1。",
                "The other regions' scores stay; under the weights most kind to it, a region beyond the frontier can exceed 1.",
            ),
        )

    def scored(self, rows: Floats) -> tuple[Floats, Floats]:
        """Return its scores and ranks for rows of normalised figures (many, indicators)."""
        c = self.composite
        if not len(rows):
            return np.empty(0), np.empty(0)
        index = np.tile(c.index, (len(rows), 1))
        if "copeland" in self._methods:
            index[:, self.alike] = [self._together(row) for row in rows]
        else:
            index[:, self.row] = scored_alone(
                c.structure, c.settings, c.shares, rows, self.everyone
            )
        ranks = descending_ranks(np.round(index[:, self.peers], _DIGITS))
        return index[:, self.row], ranks[:, int(np.flatnonzero(self.peers == self.row)[0])]

    def on_scale(self, indicator: int, figure: float) -> float:
        """Return the normalised figure of one in an indicator's own unit, on the composite's scale.

        Raises `BadSetting` where outliers of the indicator were treated by a transform.
        """
        c = self.composite
        node = c.structure.indicators[indicator]
        if self._transformed(indicator):
            raise BadSetting(
                zh=f"指标“{node.code}”处理离群值时取了对数或Box-Cox变换，不能直接代入目标值。请不作处理，或只与别的地区比较。",
                en=f"“{node.code}” was transformed when outliers were treated, so a target cannot be put in. Use no treatment, or compare with a region.",
            )
        how = c.settings.scale_of(node.code)
        treated, scores = self._column(indicator)
        if how.method in _FROM_REGIONS:
            column = treated.copy()
            column[self.alike == self.row] = figure
            signs = np.array([float(node.direction)])
            ends = Ends(signs, *(np.full(1, np.nan) for _ in range(4)))
            made = normalised(column[:, None] * node.direction, how, ends)
            return float(made[self.alike == self.row, 0][0])
        line = self._line(treated, scores)
        if line is None:
            return float("nan")
        low, high = self._caps(indicator)
        return float(np.clip(line[0] + line[1] * figure, low, high))

    def off_scale(self, indicator: int, score: float) -> float | None:
        """Return the figure in an indicator's own unit that has a score; None where the scale is no line."""
        method = self.composite.settings.scale_of(self.composite.structure.codes[indicator]).method
        line = self._line(*self._column(indicator))
        if line is None or not line[1] or method in _FROM_REGIONS or self._transformed(indicator):
            return None
        return float((score - line[0]) / line[1])

    @property
    def _methods(self) -> set[str]:
        c = self.composite
        return {
            c.settings.method_of(c.structure.codes[i], int(c.structure.levels[i])).method
            for i in c.structure.parts
        }

    def _together(self, row: Floats) -> Floats:
        c = self.composite
        values = self.everyone[:, : len(row)].copy()
        values[self.alike == self.row] = row
        nodes = scored_together(c.structure, c.settings, c.shares, values)
        return nodes[:, c.structure.positions[c.structure.top.code]]

    def _transformed(self, indicator: int) -> bool:
        code = self.composite.structure.codes[indicator]
        return any(
            c.step == "treat" and c.indicator == code and not c.region
            for c in self.composite.changes
        )

    def _column(self, indicator: int) -> tuple[Floats, Floats]:
        """An indicator's treated figures and their scores, over the regions that share the scale."""
        treated = self.composite.stages[-2].values[self.alike, indicator]
        return treated, self.everyone[:, indicator]

    def _caps(self, indicator: int) -> tuple[float, float]:
        how = self.composite.settings.scale_of(self.composite.structure.codes[indicator])
        if how.method == "goalposts" and how.capped is not False:
            return how.ends
        if how.method in ("distance_to_reference", "distance_to_targets") and how.capped:
            return -np.inf, 1.0
        return -np.inf, np.inf

    def _line(self, figures: Floats, scores: Floats) -> tuple[float, float] | None:
        """Where the scale is a line through figures and scores, its height at 0 and its slope."""
        known = np.isfinite(figures) & np.isfinite(scores)
        x, y = figures[known], scores[known]
        order = np.argsort(x)
        x, y = x[order], y[order]
        # Capped scores are level at the ends: the line is what lies between.
        inner = np.flatnonzero((y > y.min()) & (y < y.max()))
        first, last = (inner[0], inner[-1]) if len(inner) > 1 else (0, len(x) - 1)
        if not len(x) or x[first] == x[last]:
            return None
        slope = (y[last] - y[first]) / (x[last] - x[first])
        return float(y[first] - slope * x[first]), float(slope)


def home_in(composite: Composite, region: str, time: str = "") -> Home:
    """Return a region at a time (the last where none is named); raise `DataError` where it has no score."""
    row = composite.row(region, time)
    if not np.isfinite(composite.index[row]):
        raise DataError(
            zh=f"地区“{region}”没有得分，说不出怎样会改变它。请补数。",
            en=f"The region “{region}” has no score, so nothing can be said of what would change it. Complete its figures.",
        )
    everybody = np.arange(len(composite.regions))
    peers = everybody
    if composite.times:
        peers = np.flatnonzero(np.array(composite.times) == composite.times[row])
    alike = peers if composite.settings.bounds == "yearly" else everybody
    return Home(composite, row, alike, peers)
