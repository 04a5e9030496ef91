"""The numbers of a target as a brief prints them, each with its trace."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from duibiao.targets import Assessment, CatchUp, Expected, Milestone

from . import figures
from .document import Number, Text
from .writer import Writer


@dataclass(frozen=True)
class SeriesNumbers:
    """Writes figures of one indicator of home, at current prices or at those of `base_year`."""

    w: Writer
    home: str
    code: str
    year: int
    base_year: int | None
    scale: figures.Scale
    points: bool

    def shown(self, value: float, unit: bool = True) -> str:
        """Return a value as it is printed."""
        return self.scale.text(value) if unit else self.scale.number(value)

    def figure(self, region: str, year: int, value: float, unit: bool = True) -> Number:
        """Return a region's figure of a year, traced to its cell; at constant prices through the deflator."""
        w = self.w
        cell = w.panel.cell(region, self.code, year)
        trace = w.trace(cell)
        deflator = w.panel.deflator
        if self.base_year not in (None, year) and deflator is not None:
            name = deflator.name_zh if w.lang == "zh" else deflator.name_en
            trace = w.made(
                f"priced.{cell.id}.{self.base_year}",
                w.plain("targets.label_priced", label=w.traces[trace].label, year=self._base),
                self._full(value),
                w.plain("targets.formula_priced", deflator=name, year=self._base),
                (trace,),
            )
        return Number(self.shown(value, unit), trace, cell.marks)

    def growth(self, value: float) -> str:
        """Return yearly growth with its sign: +5.6%, −0.3 percentage points."""
        return self.growing.change(value * self.growing.factor)

    def gap(self, points: float) -> str:
        """Return a difference of two yearly growths with its sign: +0.6 percentage points."""
        scale = self.growing if self.points else figures.scale_for([1.0], "百分点", self.w.lang)
        return scale.change(points * scale.factor)

    def after(self, start: float, growth: float) -> float:
        """Return where growth on the scale (logarithm or points) leads from a value."""
        return start + growth if self.points else start * math.exp(growth)

    def grows(self, value: Number, growth: float) -> Text:
        """Return yearly growth in words: growth of 5.6 %, a fall of 0.3 percentage points."""
        text = self.growing.text(abs(growth) * self.growing.factor)
        key = "targets.falls" if growth < 0 else "targets.grows"
        return self.w.say(key, n=replace(value, text=text))

    @cached_property
    def growing(self) -> figures.Scale:
        """The scale in which yearly growth is shown."""
        lang = self.w.lang
        if not self.points:
            return figures.Scale("%", 1.0, 1, lang)
        if self.scale.label == "%":
            return figures.scale_for([1.0], "百分点", lang)
        return figures.Scale(self.scale.label, self.scale.factor, max(self.scale.digits, 2), lang)

    @property
    def prices(self) -> str:
        """The year of the prices in brackets, empty at current prices and for what is no money."""
        if self.base_year is None:
            return ""
        return self.w.plain("targets.at_prices", year=self._base)

    def made_of(
        self,
        key: str,
        label: str,
        value: str,
        formula: str,
        inputs: tuple[str, ...] = (),
        text: str = "",
    ) -> Number:
        """Return a number that the study made, under an id that names home, indicator and years."""
        id = f"target_{key}.{self.home}.{self.code}.{self.year}"
        return Number(text or value, self.w.made(id, label, value, formula, inputs))

    @property
    def names(self) -> dict[str, str]:
        """Home and the indicator by name, for the places of a sentence; Latin ones side by side need a space."""
        home, indicator = self.w.region(self.home), self.w.indicator(self.code)
        beside = " " if self.w.lang == "zh" and home.isascii() and indicator.isascii() else ""
        return {"home": home + beside, "indicator": indicator}

    @property
    def _base(self) -> str:
        return str(self.base_year)

    def _full(self, value: float) -> str:
        unit = self.w.unit(self.w.panel.indicators[self.code].unit)
        return figures.full(value, unit, exact=False)


@dataclass(frozen=True)
class TargetNumbers(SeriesNumbers):
    """Writes all that was found of one target."""

    made: Assessment

    @staticmethod
    def of(w: Writer, made: Assessment) -> TargetNumbers:
        """Return the numbers of an assessment."""
        values = [made.start, made.target, *(e.p50 for e in made.expected)]
        scale = fine_scale(values, made.unit, w)
        code = made.goal.indicator
        points = made.scale == "points"
        return TargetNumbers(w, made.home, code, made.year, made.base_year, scale, points, made)

    def start(self, unit: bool = True) -> Number:
        """Return home's figure in the year of the start."""
        return self.figure(self.home, self.year, self.made.start, unit)

    def target(self, unit: bool = True) -> Number:
        """Return what is aimed at: as given, or the median of a reference that moves."""
        value = self._of_target()
        places = {**self.names, "year": str(self.made.goal.by)}
        formula = self.w.word("targets.formula_given")
        if self.made.goal.ratio is not None:
            formula = self.w.plain("targets.formula_moving", **self._moving(), draws=self.draws)
        label = self.w.plain("targets.label_target", **places)
        inputs = self._reference_inputs()
        text = self.shown(value, unit)
        return self._number("aim", label, self._full(value), formula, inputs, text)

    def ends(self) -> tuple[Number, Number] | None:
        """Return the 10th and 90th percentiles of a target that moves."""
        low, high = self.made.target_low, self.made.target_high
        if low is None or high is None:
            return None
        label = self.w.plain("targets.label_target", **self.names, year=str(self.made.goal.by))
        formula = self.w.plain("targets.formula_moving_band", **self._moving(), draws=self.draws)
        inputs = self._reference_inputs()
        return (
            self._number("aim_low", label, self._full(low), formula, inputs, self.shown(low)),
            self._number("aim_high", label, self._full(high), formula, inputs, self.shown(high)),
        )

    def needed(self) -> Number:
        """Return the yearly growth that the target asks."""
        growth = self.made.required_growth or 0.0
        key = "targets.formula_needed_points" if self.points else "targets.formula_needed_log"
        formula = self.w.plain(key, years=self.span)
        inputs = (self.target().trace, self.start().trace)
        return self._growth("needed", "targets.label_needed", growth, formula, inputs)

    def usual_growth(self) -> Number:
        """Return the yearly growth of the median of business as usual."""
        growth = self.made.usual_growth or 0.0
        formula = self.w.word("targets.formula_usual")
        inputs = (self.expected(self.made.expected[-1], "p50").trace, self.start().trace)
        return self._growth("usual_growth", "targets.label_usual", growth, formula, inputs)

    def expected(self, at: Expected, which: str, unit: bool = True) -> Number:
        """Return a percentile of business as usual in a year: p10, p25, p50, p75 or p90."""
        value = float(getattr(at, which))
        label = self.w.plain("targets.label_usual", **self.names, year=str(at.year))
        settings = self.made.settings
        formula = self.w.plain(
            "targets.formula_expected", draws=self.draws, seed=str(settings.seed)
        )
        key = f"usual_{which}_{at.year}"
        inputs = (self.start().trace,)
        return self._number(
            key, f"{label} {which}", self._full(value), formula, inputs, self.shown(value, unit)
        )

    def odds(self) -> Number:
        """Return the share of futures that stand at the target in its year."""
        odds = self.made.odds or 0.0
        label = self.w.plain("targets.label_odds", **self.names, year=str(self.made.goal.by))
        seed = str(self.made.settings.seed)
        formula = self.w.plain("targets.formula_odds", draws=self.draws, seed=seed)
        inputs = (self.start().trace, self.target().trace)
        return self._number("odds", label, f"{odds:.4g}", formula, inputs, chance(self.w, odds))

    def share(self) -> tuple[Number, Number, Number] | None:
        """Return the share of precedents that made it and the ends of its interval."""
        f = self.made.feasibility
        if f is None or f.share is None or f.low is None or f.high is None:
            return None
        w = self.w
        label = w.plain("targets.label_share", **self.names)
        n, reached = str(f.n), str(f.reached)
        formula = w.plain("targets.formula_share", reached=reached, n=n)
        wilson = w.plain("targets.formula_wilson", level=self.level, reached=reached, n=n)
        share = self._number(
            "share", label, f"{f.share:.4g}", formula, (), figures.percent(f.share)
        )
        low, high = (
            self._number(
                f"share_{k}", label, f"{v:.4g}", wilson, (share.trace,), figures.percent(v)
            )
            for k, v in (("low", f.low), ("high", f.high))
        )
        return share, low, high

    def beyond(self) -> Number | str:
        """Return how far the target lies beyond the median of business as usual."""
        ambition = self.made.ambition
        if ambition is None:
            return figures.DASH
        label = self.w.plain("targets.label_beyond", **self.names, year=str(self.made.goal.by))
        key = "targets.formula_beyond_points" if self.points else "targets.formula_beyond_log"
        inputs = (self.target().trace, self.expected(self.made.expected[-1], "p50").trace)
        text = self.growth(ambition) if self.points else f"{figures.signed(100 * ambition)}%"
        return self._number("beyond", label, f"{ambition:.4g}", self.w.word(key), inputs, text)

    def catch(self, found: CatchUp, year: int) -> Number:
        """Return a percentile of the year of getting there."""
        label = self.w.plain("targets.label_catch", **self.names)
        formula = self.w.plain("targets.formula_catch", draws=self.draws)
        inputs = (self.start().trace, self.target().trace)
        return self._number(f"catch_{year}", label, str(year), formula, inputs)

    def milestone(self, m: Milestone) -> tuple[Number, tuple[Number, ...]]:
        """Return a year's milestone and its quarters; they share a trace."""
        w, goal = self.w, self.made.goal
        key = "targets.formula_milestone_points" if self.points else "targets.formula_milestone_log"
        formula = w.plain(key, years=self.span)
        if goal.ratio is not None:
            formula = w.plain("targets.formula_milestone_moving", **self._moving())
        label = w.plain("targets.label_milestone", **self.names, year=str(m.year))
        inputs = (self.start().trace, self.target().trace)
        made = self._number(
            f"milestone_{m.year}", label, self._full(m.value), formula, inputs,
            self.shown(m.value, unit=False),
        )  # fmt: skip
        quarters = tuple(replace(made, text=self.shown(q, unit=False)) for q in m.quarters)
        return made, quarters

    def proposal(self, name: str, growth: float) -> Number:
        """Return where precedents' growth over the horizon, on the scale of growth, would lead from home's start."""
        made = self.made
        value = self.after(made.start, growth)
        label = self.w.plain("targets.label_proposal", **self.names, year=str(made.goal.by))
        formula = self.w.plain("targets.formula_proposal", years=self.span)
        text = self.shown(value)
        inputs = (self.start().trace,)
        return self._number(f"proposal_{name}", label, self._full(value), formula, inputs, text)

    @property
    def span(self) -> str:
        """The years from start to target."""
        return str(self.made.goal.by - self.made.year)

    @property
    def draws(self) -> str:
        """The number of sample paths."""
        return f"{self.made.settings.forecast.draws:,}"

    @property
    def level(self) -> str:
        """The confidence of the interval of the share."""
        return figures.percent(self.made.settings.confidence)

    @property
    def of_name(self) -> str:
        """The reference of a ratio by name."""
        of = self.w.panel.regions.find(self.made.goal.of)
        return self.made.goal.of if of is None else self.w.region(of.code)

    @property
    def ratio(self) -> str:
        """The share of the reference's level that is aimed at."""
        return figures.percent(self.made.goal.ratio or 0.0)

    def _moving(self) -> dict[str, str]:
        return {"ratio": self.ratio, "of": self.of_name}

    def _reference_inputs(self) -> tuple[str, ...]:
        of = self.w.panel.regions.find(self.made.goal.of) if self.made.goal.of else None
        if of is None:
            return ()
        return (self.w.trace(self.w.panel.cell(of.code, self.code, self.year)),)

    def _of_target(self) -> float:
        assert self.made.target is not None
        return self.made.target

    def _growth(
        self, key: str, label: str, growth: float, formula: str, inputs: tuple[str, ...]
    ) -> Number:
        label = self.w.plain(label, **self.names, year=str(self.made.goal.by))
        full = f"{growth:.6g}" + ("" if self.points else "%")
        return self._number(key, label, full, formula, inputs, self.growth(growth))

    def _number(
        self,
        key: str,
        label: str,
        value: str,
        formula: str,
        inputs: tuple[str, ...],
        text: str = "",
    ) -> Number:
        goal = self.made.goal
        aim = f"{goal.by}.{goal.ratio or ''}{goal.of}{goal.value or ''}"
        return self.made_of(f"{key}.{aim}", label, value, formula, inputs, text)


def fine_scale(values: Iterable[float | None], unit: str, w: Writer) -> figures.Scale:
    """Return the scale of a path: as an office shows one figure, with a digit more where years would look alike."""
    known = [v for v in values if v is not None]
    scale = figures.scale_for(known, unit, w.lang)
    least = min((abs(v) for v in known if v), default=0.0) * scale.factor
    if scale.factor != 1 and least < 10:
        return replace(scale, digits=max(scale.digits, 2))
    return scale


def chance(w: Writer, odds: float) -> str:
    """Return odds in percent; what rounds to none or all of the draws is said as a bound."""
    if odds < 0.01:
        return w.word("targets.under_one")
    return w.word("targets.over_99") if odds > 0.99 else figures.percent(odds)
