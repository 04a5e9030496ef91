"""The settings of a composite: one choice a step, so that a result can be made again from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from duibiao.records import BadSetting, UnknownName

from .aggregate import Aggregate
from .impute import Impute
from .normalise import Normalise
from .treat import Treat
from .weigh import WEIGHTINGS

Bounds = Literal["fixed", "yearly"]
"""In a panel, whether scales are set by all years together or by each year alone."""


@dataclass(frozen=True)
class CompositeSettings:
    """How a composite is made, step by step.

    `denominate` divides indicators by the denominators that the structure names. `coverage` is the least
    share of indicators, weighed alike, that a region must have of its own to be kept. `treat` None leaves
    outliers alone. `normalise_each` gives single indicators a scale of their own; `aggregate_at` a level (2
    is the lowest that aggregates) and `aggregate_each` single aggregates a method of their own. `weights`
    is a key of `WEIGHTINGS`. `bounds` matters in a panel only: fixed scales can be compared over time.
    """

    denominate: bool = True
    impute: Impute = field(default_factory=Impute)
    coverage: float = 0.0
    treat: Treat | None = None
    normalise: Normalise = field(default_factory=Normalise)
    normalise_each: tuple[tuple[str, Normalise], ...] = ()
    weights: str = "given"
    aggregate: Aggregate = field(default_factory=Aggregate)
    aggregate_at: tuple[tuple[int, Aggregate], ...] = ()
    aggregate_each: tuple[tuple[str, Aggregate], ...] = ()
    bounds: Bounds = "fixed"

    def __post_init__(self) -> None:
        if self.weights not in WEIGHTINGS:
            raise UnknownName("method", self.weights, WEIGHTINGS)
        if self.bounds not in ("fixed", "yearly"):
            raise UnknownName("setting", f"bounds={self.bounds}", ("bounds=fixed", "bounds=yearly"))
        if not 0 <= self.coverage <= 1:
            raise BadSetting(
                zh=f"coverage 是{self.coverage:g}。它是地区须有的指标份额，在0与1之间。请改正。",
                en=f"coverage is {self.coverage:g}. It is the share of indicators a region must have, between 0 and 1. Mend it.",
            )
        if self.weights == "benefit_of_the_doubt" and self._methods() - {
            "arithmetic",
            "benefit_of_the_doubt",
        }:
            raise BadSetting(
                zh="权重 benefit_of_the_doubt 自带汇总方法（各地区按最有利的权重求和），不能再选别的汇总方法。请去掉 aggregate，或换一种权重。",
                en="The weights benefit_of_the_doubt are an aggregation of their own, a sum under the weights most kind to each region. Leave out the other aggregation, or choose other weights.",
            )

    def scale_of(self, indicator: str) -> Normalise:
        """Return how an indicator is normalised."""
        return dict(self.normalise_each).get(indicator, self.normalise)

    def method_of(self, aggregate: str, level: int) -> Aggregate:
        """Return how an aggregate is put together: its own method, else its level's, else the general one."""
        if self.weights == "benefit_of_the_doubt":
            return Aggregate("benefit_of_the_doubt")
        general = dict(self.aggregate_at).get(level, self.aggregate)
        return dict(self.aggregate_each).get(aggregate, general)

    def as_record(self) -> dict[str, Any]:
        """Return the settings as plain values, for JSON or TOML; `settings_from` reads them back."""
        return dataclasses.asdict(self)

    def _methods(self) -> set[str]:
        own = [how for _, how in (*self.aggregate_at, *self.aggregate_each)]
        return {how.method for how in (self.aggregate, *own)}


def settings_from(record: Mapping[str, Any]) -> CompositeSettings:
    """Return the settings of a record that `CompositeSettings.as_record` made.

    >>> settings = CompositeSettings(aggregate_at=((2, Aggregate("geometric")),), treat=Treat())
    >>> settings_from(settings.as_record()) == settings
    True
    """
    made: dict[str, Any] = dict(record)
    for name, kind in (("impute", Impute), ("normalise", Normalise), ("aggregate", Aggregate)):
        if name in made:
            made[name] = kind(**made[name])
    if made.get("treat") is not None:
        made["treat"] = Treat(**made["treat"])
    for name, each in (
        ("normalise_each", Normalise),
        ("aggregate_at", Aggregate),
        ("aggregate_each", Aggregate),
    ):
        if name in made:
            made[name] = tuple((key, each(**how)) for key, how in made[name])
    return CompositeSettings(**made)


def own_scale(aggregation: str) -> Normalise | None:
    """Return the scale that is part of an aggregation as published, or None where it has none of its own.

    The Mazziotta-Pareto index takes z-scores of mean 100 and standard deviation 10 (population), the adjusted
    one centred goalposts from 70 to 130.
    """
    if aggregation == "mazziotta_pareto":
        return Normalise("zscore", mean=100, sd=10, deviation="population")
    return Normalise("centred_goalposts") if aggregation == "adjusted_mazziotta_pareto" else None
