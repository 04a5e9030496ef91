"""What may vary when a composite is made again and again, and the design of the draws."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from duibiao.records import BadSetting, Floats, Ints, Structure, UnknownName

from .aggregate import Aggregate
from .impute import Impute
from .normalise import Normalise
from .result import Composite
from .settings import CompositeSettings, own_scale

LEAVE_OUT = "leave_out"
"""The step of a `Choice` whose alternatives are codes of indicators and aggregates left out."""
_STEPS = frozenset(f.name for f in dataclasses.fields(CompositeSettings))


@dataclass(frozen=True)
class Choice:
    """A step with alternatives, of which each draw takes one.

    `step` is a field of `CompositeSettings`, and `alternatives` are values of it; or `leave_out`, and they are
    tuples of codes to leave out; or any other name, and they are mappings from steps to values that go
    together (a geometric mean with a scale above zero). `probabilities` are on any scale; without them all
    alternatives are as likely.

    >>> Choice("normalise", (Normalise("minmax"), Normalise("rank")), (3, 1)).shares.tolist()
    [0.75, 0.25]
    """

    step: str
    alternatives: tuple[Any, ...]
    probabilities: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        p = self.probabilities or (1.0,) * len(self.alternatives)
        good = len(p) == len(self.alternatives) > 0 and np.isfinite(p).all()
        if not (good and min(p) >= 0 and sum(p) > 0):
            raise BadSetting(
                zh=f"“{self.step}”的备选与概率不配套：{len(self.alternatives)}个备选，概率{list(self.probabilities)}。每个备选要有一个不小于0的概率，且不全为0；不写则概率相等。请改正。",
                en=f"The alternatives of “{self.step}” do not go with their probabilities: {len(self.alternatives)} alternatives, probabilities {list(self.probabilities)}. Give each one of 0 or more, not all 0, or none for equal ones.",
            )
        for alternative in self.alternatives:
            for step in self._steps(alternative):
                if step not in _STEPS and step != LEAVE_OUT:
                    raise UnknownName("setting", step, (*sorted(_STEPS), LEAVE_OUT))

    @property
    def name(self) -> str:
        """What the source is called: its step; `weighting` for how weights are found, apart from their size."""
        return "weighting" if self.step == "weights" else self.step

    @property
    def shares(self) -> Floats:
        """The probability of each alternative."""
        given = np.array(self.probabilities or (1.0,) * len(self.alternatives), dtype=np.float64)
        return np.asarray(given / given.sum())

    def taken(self, index: int) -> dict[str, Any]:
        """Return what an alternative sets: values by step."""
        alternative = self.alternatives[index]
        if self.step in _STEPS or self.step == LEAVE_OUT:
            return {self.step: alternative}
        return dict(alternative)

    def label(self, index: int) -> str:
        """Return what an alternative is called: what sets it apart from the usual."""
        return " + ".join(_label(value) for value in self.taken(index).values())

    def _steps(self, alternative: Any) -> tuple[str, ...]:
        if self.step in _STEPS or self.step == LEAVE_OUT:
            return (self.step,)
        return tuple(alternative) if isinstance(alternative, Mapping) else (self.step,)


@dataclass(frozen=True)
class Perturb:
    """Weights that vary around those the settings give, each node's share within its parent.

    `uniform`: each share times 1 ± `share`, evenly; `dirichlet`: shares drawn from a Dirichlet distribution
    of `concentration` c around them, so that a share w has the standard deviation sqrt(w (1 - w) / (c + 1)).
    Shares within a parent sum to 1 in every draw. `levels` are those of the nodes whose shares vary (1 the
    indicators); without it all do.
    """

    distribution: Literal["uniform", "dirichlet"] = "uniform"
    share: float = 0.25
    concentration: float = 100.0
    levels: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.distribution not in ("uniform", "dirichlet"):
            raise UnknownName("method", self.distribution, ("uniform", "dirichlet"))
        if not (0 <= self.share < 1 and 0 < self.concentration < np.inf):
            raise BadSetting(
                zh=f"权重的变动幅度 share（{self.share:g}）须不小于0而小于1，concentration（{self.concentration:g}）须大于0。请改正。",
                en=f"The share by which weights vary ({self.share:g}) is 0 or more and below 1, concentration ({self.concentration:g}) above 0. Mend them.",
            )

    @property
    def name(self) -> str:
        """What the source is called."""
        return "weights"

    def shares_of(self, base: Floats, levels: Ints, uniforms: Floats) -> Floats:
        """Return drawn shares of parts from uniform numbers, shape (draws, parts).

        `base` are the shares around which they vary, (parts,) or (draws, parts).
        """
        moved = np.isin(levels, self.levels) if self.levels else np.ones(len(levels), dtype=bool)
        if self.distribution == "uniform":
            drawn = base * np.where(moved, 1 + self.share * (2 * uniforms - 1), 1.0)
            return np.asarray(drawn / drawn.sum(axis=-1, keepdims=True))
        from scipy.special import gammaincinv

        # A Dirichlet draw is gamma draws over their sum; what does not vary keeps its share.
        shape = np.where(moved, self.concentration * base, 0.0)
        varied = np.broadcast_to(shape > 0, uniforms.shape)
        gammas = gammaincinv(np.where(shape > 0, shape, 1.0), uniforms) * varied
        mass = np.where(moved, base, 0.0).sum(axis=-1, keepdims=True)
        total = gammas.sum(axis=-1, keepdims=True)
        shares = np.divide(gammas * mass, total, out=np.zeros(gammas.shape), where=total > 0)
        return np.asarray(np.where(moved, shares, base))


Source = Choice | Perturb


@dataclass(frozen=True)
class Design:
    """Draws before they are carried out: `choices` (draws, choices) and `uniforms` for the weights.

    `uniforms` has shape (rows, nodes), and `weights` names the row of each draw.
    """

    choices: Ints
    uniforms: Floats
    weights: Ints


def choices_of(sources: tuple[Source, ...]) -> tuple[Choice, ...]:
    """Return the discrete sources, in order; raise `BadSetting` where two vary the same."""
    names = [s.name for s in sources]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice or not sources:
        zh = f"“{twice[0]}”给了两次" if twice else "一个变动来源也没有"
        en = f"“{twice[0]}” is given twice" if twice else "there is none"
        raise BadSetting(
            zh=f"变动来源有误：{zh}。每个步骤至多一个来源，至少要有一个。请改正。",
            en=f"The sources of uncertainty cannot be used: {en}. Give at least one, and at most one a step.",
        )
    return tuple(s for s in sources if isinstance(s, Choice))


def perturbation_of(sources: tuple[Source, ...]) -> Perturb | None:
    """Return how weights vary, or None where they do not."""
    return next((s for s in sources if isinstance(s, Perturb)), None)


def drawn(
    sources: tuple[Source, ...], draws: int, nodes: int, random: np.random.Generator
) -> Design:
    """Return a design of independent draws."""
    each = [
        np.searchsorted(np.cumsum(c.shares)[:-1], random.random(draws), side="right")
        for c in choices_of(sources)
    ]
    choices = np.stack(each, axis=1) if each else np.zeros((draws, 0), dtype=np.int64)
    varied = perturbation_of(sources) is not None
    uniforms = random.random((draws, nodes)) if varied else np.zeros((1, nodes))
    rows = np.arange(draws) if varied else np.zeros(draws, dtype=np.int64)
    return Design(choices.astype(np.int64), uniforms, rows)


def one_left_out(structure: Structure, probability: float = 0.5) -> Choice:
    """Return the choice that leaves out one indicator, any of them as likely, with this probability."""
    codes = [(n.code,) for n in structure.indicators]
    each = probability / len(codes)
    return Choice(LEAVE_OUT, ((), *codes), (1 - probability, *(each for _ in codes)))


def usual_sources(composite: Composite) -> tuple[Source, ...]:
    """Return what usually varies: weights by a quarter, and the choices of the composite against others.

    Only what was a choice among equals is varied: imputation by means against medians, treatment against
    none, relative scales against each other, means against each other. A scale fixed by targets or goalposts,
    or one that belongs to its aggregation, stays. Min-max scales that touch zero run from 1 to 100 in the
    draws, which changes no rank of an arithmetic mean and lets a geometric one be taken.
    """
    settings = composite.settings
    sources: list[Source] = []
    method = settings.aggregate.method
    mixed = bool(settings.aggregate_at or settings.aggregate_each)
    if settings.weights != "benefit_of_the_doubt" and method != "benefit_of_the_doubt":
        sources.append(Perturb())
        if not mixed and own_scale(method) is None:
            means = dict.fromkeys((settings.aggregate, Aggregate(), Aggregate("geometric")))
            sources.append(Choice("aggregate", tuple(means)))
    if settings.normalise.method in _RELATIVE and own_scale(method) is None:
        own = settings.normalise
        if own.method == "minmax" and own.ends[0] <= 0:
            own = Normalise(low=1.0, high=100.0)
        scales = (own, Normalise(low=1.0), Normalise("zscore", mean=100, sd=10), Normalise("rank"))
        sources.append(
            Choice(
                "normalise", tuple({(s.method, s.ends): s for s in reversed(scales)}.values())[::-1]
            )
        )
    if settings.impute.method in _MIDDLES and any(c.step == "impute" for c in composite.changes):
        by = settings.impute.by
        grouped = (Impute("group_mean", by), Impute("group_median", by)) if by else ()
        ways = dict.fromkeys((settings.impute, Impute("mean"), Impute("median"), *grouped))
        sources.append(Choice("impute", tuple(ways)))
    if settings.treat is not None and any(c.step == "treat" for c in composite.changes):
        sources.append(Choice("treat", (settings.treat, None)))
    return tuple(sources)


_RELATIVE = ("minmax", "zscore", "rank", "borda", "percentile_rank", "distance_to_maximum")
_MIDDLES = ("mean", "median", "group_mean", "group_median")


def _label(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return ", ".join(map(_label, value)) or "none"
    if not dataclasses.is_dataclass(value):
        return str(value)
    fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    usual = {f.name: f.default for f in dataclasses.fields(value)}
    own = [f"{k}={_plain(v)}" for k, v in fields.items() if k != "method" and v != usual[k]]
    return f"{fields['method']} ({', '.join(own)})" if own else str(fields["method"])


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
