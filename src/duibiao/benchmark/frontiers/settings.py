"""What is asked of a frontier: returns to scale, orientation, model, and what makes variables special."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from duibiao.records import BadSetting, UnknownName

Returns = Literal["crs", "vrs", "irs", "drs", "fdh"]
"""Returns to scale: constant, variable, non-decreasing, non-increasing; or the free disposal hull."""
Orientation = Literal["input", "output", "none"]
"""What is to move: inputs, outputs, or both."""
Model = Literal["radial", "directional", "sbm", "additive"]
"""How the distance to the frontier is measured."""

RETURNS: tuple[Returns, ...] = ("crs", "vrs", "irs", "drs", "fdh")
MODELS: tuple[Model, ...] = ("radial", "directional", "sbm", "additive")
ORIENTATIONS: tuple[Orientation, ...] = ("input", "output", "none")


@dataclass(frozen=True, slots=True)
class WeightRatio:
    """An assurance region: the weight of `variable` over that of `base` lies between `low` and `high`.

    Both are inputs, or both are outputs. Weights are per unit of the data as given, so the bounds change
    where the unit of a variable does. None leaves a side open.

    Notes
    -----
    Type I of Thompson, R. G., Langemeier, L. N., Lee, C.-T., Lee, E. and Thrall, R. M. (1990), The role of
    multiplier bounds in efficiency analysis, Journal of Econometrics 46, 93-108.
    """

    variable: str
    base: str
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        low, high = self.low or 0.0, float("inf") if self.high is None else self.high
        if not 0 <= low <= high or high == 0 or self.variable == self.base:
            raise BadSetting(
                zh=f"权重比“{self.variable}/{self.base}”的下限是{self.low}，上限是{self.high}：须为两个不同的变量，下限不小于0，上限大于0且不小于下限。",
                en=f"The weight ratio {self.variable}/{self.base} has the bounds {self.low} and {self.high}. It needs two different variables, a lower bound of 0 or more, and an upper bound above 0 and not below the lower.",
            )


@dataclass(frozen=True, slots=True)
class FrontierSettings:
    """How units are compared with their frontier.

    `orientation`: None takes "input" for the radial model and "none" for the others. `super_efficiency`
    leaves each unit out of its own reference. `direction` of the directional model: "own" (the unit's own
    values), "range" (what it could improve at most), or pairs of a variable and an amount. `fixed` names
    variables that the unit cannot change. `undesirable` names outputs of which less is better, treated as
    "inputs" or as "weak"ly disposable (directional model only). `weight_ratios` restrict the weights
    (radial and directional). `slack_weights` of the additive model: "range" (units do not matter) or "raw"
    (slacks in the data's own units are summed). `missing`: "refuse" units with a missing value, or "drop"
    them with a note. `tolerance` is what counts as zero when a unit is called efficient.
    """

    returns: Returns = "crs"
    orientation: Orientation | None = None
    model: Model = "radial"
    super_efficiency: bool = False
    direction: Literal["own", "range"] | tuple[tuple[str, float], ...] = "own"
    fixed: tuple[str, ...] = ()
    undesirable: tuple[str, ...] = ()
    undesirable_as: Literal["inputs", "weak"] = "inputs"
    weight_ratios: tuple[WeightRatio, ...] = ()
    slack_weights: Literal["range", "raw"] = "range"
    missing: Literal["refuse", "drop"] = "refuse"
    tolerance: float = 1e-8

    @property
    def moves(self) -> Orientation:
        """What is to move, the model's default filled in."""
        if self.orientation is not None:
            return self.orientation
        return "input" if self.model == "radial" else "none"

    def __post_init__(self) -> None:
        _known(self.returns, RETURNS)
        _known(self.model, MODELS)
        _known(self.moves, ORIENTATIONS)
        if isinstance(self.direction, str):
            _known(self.direction, ("own", "range"))
        _known(self.undesirable_as, ("inputs", "weak"))
        _known(self.slack_weights, ("range", "raw"))
        _known(self.missing, ("refuse", "drop"))
        if not 0 < self.tolerance <= 1e-3:
            raise BadSetting(
                zh=f"容差是{self.tolerance}，须大于0、不超过0.001。",
                en=f"The tolerance is {self.tolerance}. It must be above 0 and at most 0.001.",
            )
        for wrong, zh, en in _contradictions(self):
            if wrong:
                raise BadSetting(zh=zh, en=en)


def _known(name: str, allowed: Collection[str]) -> None:
    if name not in allowed:
        raise UnknownName("method", name, allowed)


def _contradictions(s: FrontierSettings) -> tuple[tuple[bool, str, str], ...]:
    weak = bool(s.undesirable) and s.undesirable_as == "weak"
    return (
        (
            s.model == "radial" and s.moves == "none",
            "径向模型须沿投入（input）或产出（output）方向。两边同时改进，请用 directional 或 sbm 模型。",
            "The radial model moves inputs or outputs. To move both, use the directional or the sbm model.",
        ),
        (
            s.model == "additive" and s.moves != "none",
            "加性模型同时看投入和产出，没有方向。请去掉方向，或改用 sbm 模型。",
            "The additive model looks at inputs and outputs together and has no orientation. Leave it out, or use the sbm model.",
        ),
        (
            s.model == "additive" and s.super_efficiency,
            "加性模型没有超效率。请用 radial、directional 或 sbm 模型。",
            "The additive model has no super-efficiency. Use the radial, directional or sbm model.",
        ),
        (
            s.model == "sbm" and s.super_efficiency and s.returns == "fdh",
            "自由处置包下没有 sbm 超效率。请用 radial 模型，或换一种规模报酬。",
            "There is no sbm super-efficiency under the free disposal hull. Use the radial model, or other returns to scale.",
        ),
        (
            weak and (s.model != "directional" or s.returns == "fdh"),
            "弱可处置的非期望产出只能用于 directional 模型，且不能用自由处置包。请改用该模型，或把非期望产出当作投入（inputs）。",
            "Weakly disposable undesirable outputs need the directional model, and returns other than fdh. Use that, or treat them as inputs.",
        ),
        (
            bool(s.weight_ratios)
            and (s.model not in ("radial", "directional") or s.returns == "fdh"),
            "权重比的限制只能用于 radial 和 directional 模型，且不能用自由处置包。",
            "Weight ratios can restrict the radial and directional models only, under returns other than fdh.",
        ),
        (
            s.direction != "own" and s.model != "directional",
            "改进方向（direction）只用于 directional 模型。",
            "A direction is for the directional model only.",
        ),
    )
