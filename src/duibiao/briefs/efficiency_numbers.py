"""The numbers of a frontier as a brief prints them, each with its trace."""

from __future__ import annotations

from dataclasses import dataclass, replace

from duibiao.benchmark import Efficiency

from . import figures
from .document import Number
from .writer import Writer


@dataclass(frozen=True)
class EfficiencyNumbers:
    """Writes the scores, weights and targets of home, and keeps their traces."""

    w: Writer
    found: Efficiency

    @property
    def level(self) -> str:
        """The probability of the interval in percent."""
        return figures.percent(self.found.settings.level)

    def shown(self, score: float) -> str:
        """Return a score as it is read: 1.22 times the outputs, 82 % of the inputs."""
        if self.found.settings.orientation == "input":
            return figures.percent(score, 1)
        return self.w.plain("efficiency.times", n=self.bare(score))

    def bare(self, score: float) -> str:
        """Return a score where another follows that says what both are: 1.23—1.36 times."""
        return self.shown(score) if self.found.settings.orientation == "input" else f"{score:.2f}"

    def score(self, region: str) -> Number:
        """Return a region's score in the sample, traced to its figures and those of its peers."""
        unit, s = self.found.frontier.unit(region), self.found.settings
        formula = self.w.plain(
            "efficiency.score_formula",
            home=self.w.region(region),
            returns=self.w.word(f"method.{s.returns}"),
            orientation=self.w.word(f"method.{s.orientation}"),
        )
        regions = dict.fromkeys([region, *unit.peers])
        codes = (*self.found.inputs, *self.found.outputs)
        inputs = tuple(self._trace(r, c) for r in regions for c in codes)
        return self._made("score", region, unit.score or 0.0, formula, inputs)

    def drawn(self, region: str) -> tuple[Number, Number, Number] | None:
        """Return the corrected score and the ends of its interval, None where nothing was drawn."""
        unit, s = self.found.doubt_of(region), self.found.settings
        if unit is None:
            return None
        places = {"draws": str(s.replications), "seed": str(s.seed)}
        seen = (self.score(region).trace,)
        corrected = self.w.plain("efficiency.corrected_formula", **places)
        bound = self.w.plain("efficiency.bound_formula", level=self.level, **places)
        return (
            self._made("corrected", region, unit.corrected, corrected, seen),
            replace(self._made("low", region, unit.low, bound, seen), text=self.bare(unit.low)),
            self._made("high", region, unit.high, bound, seen),
        )

    def weight(self, region: str) -> Number:
        """Return the weight of a peer of home."""
        w, found = self.w, self.found
        weight = found.own.peers[region]
        home, year = w.region(found.home), str(found.year)
        label = w.plain("efficiency.weight_label", home=home, region=w.region(region), year=year)
        formula = w.plain("efficiency.weight_formula", home=home)
        id = f"weight.{found.home}.{region}.{year}"
        inputs = (self.score(found.home).trace,)
        text = f"{weight:.2f}" if weight >= 0.005 else "<0.01"
        return Number(text, w.made(id, label, f"{weight:.6g}", formula, inputs))

    def target(self, code: str, scale: figures.Scale) -> Number:
        """Return home's target of an indicator: the peers' figures times their weights."""
        target = self.found.own.targets[code]
        return Number(scale.number(target), self._target_trace(code, target))

    def change(self, code: str) -> Number | str:
        """Return how far the target is from home's present figure, in percent."""
        w, found = self.w, self.found
        cell, target = w.panel.cell(found.home, code, found.year), found.own.targets[code]
        if not cell.value:
            return figures.DASH
        change = 100 * (target / cell.value - 1)
        label = w.plain(
            "efficiency.change_label",
            home=w.region(found.home),
            indicator=w.indicator(code),
            year=str(found.year),
        )
        inputs = (self._target_trace(code, target), w.trace(cell))
        formula = w.word("efficiency.change_formula")
        id = f"target_change.{found.home}.{code}.{found.year}"
        text = f"{figures.signed(change)}%"
        return Number(text, w.made(id, label, f"{change:.4g}%", formula, inputs))

    def _target_trace(self, code: str, target: float) -> str:
        w, found = self.w, self.found
        peers = found.own.peers
        label = w.plain(
            "efficiency.target_label",
            home=w.region(found.home),
            indicator=w.indicator(code),
            year=str(found.year),
        )
        terms = [f"{weight:.4g} × {w.region(r)}" for r, weight in peers.items()]
        unit = w.unit(w.panel.indicators[code].unit)
        value = figures.full(target, unit, exact=False)
        inputs = tuple(self._trace(r, code) for r in peers)
        id = f"target.{found.home}.{code}.{found.year}"
        return w.made(id, label, value, " + ".join(terms), inputs)

    def _trace(self, region: str, code: str) -> str:
        return self.w.trace(self.w.panel.cell(region, code, self.found.year))

    def _made(
        self, kind: str, region: str, value: float, formula: str, inputs: tuple[str, ...]
    ) -> Number:
        places = {"region": self.w.region(region), "year": str(self.found.year)}
        labels = {
            "score": "efficiency.score_label",
            "corrected": "efficiency.corrected_label",
            "low": "efficiency.low_label",
            "high": "efficiency.high_label",
        }
        label = self.w.plain(labels[kind], **places)
        id = f"efficiency_{kind}.{region}.{self.found.year}"
        return Number(self.shown(value), self.w.made(id, label, f"{value:.6g}", formula, inputs))
