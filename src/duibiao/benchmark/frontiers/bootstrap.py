"""The bootstrap of Simar and Wilson: how far scores lie from the true frontier, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Note

from .blocks import frame_of, run, scales
from .matrices import OPTIMAL
from .records import Progress
from .settings import FrontierSettings
from .variables import Columns, Variables, read_variables

EFFICIENT = 1e-6
"""A distance this near to 1 is 1 when the bandwidth is chosen."""


@dataclass(frozen=True, slots=True)
class BootstrapSettings:
    """What is drawn: `replications` from `seed`, intervals at `level` (0.95: 2.5 % on either side).

    `bandwidth` of the smoothing, in distances; None takes the normal reference rule.
    """

    returns: Literal["crs", "vrs", "irs", "drs"] = "vrs"
    orientation: Literal["input", "output"] = "input"
    replications: int = 2000
    level: float = 0.95
    seed: int = 0
    bandwidth: float | None = None
    missing: Literal["refuse", "drop"] = "refuse"

    def __post_init__(self) -> None:
        FrontierSettings(returns=self.returns, orientation=self.orientation, missing=self.missing)
        bandwidth = 1.0 if self.bandwidth is None else self.bandwidth
        for right, name, value, zh, en in (
            (
                self.replications >= 100,
                "replications",
                self.replications,
                "不小于100",
                "100 or more",
            ),
            (0 < self.level < 1, "level", self.level, "在0与1之间", "between 0 and 1"),
            (self.seed >= 0, "seed", self.seed, "不小于0", "0 or more"),
            (0 < bandwidth < np.inf, "bandwidth", bandwidth, "大于0、有限", "finite and above 0"),
        ):
            if not right:
                raise BadSetting(
                    zh=f"自助法（bootstrap）的 {name} 是{value}，须{zh}。",
                    en=f"The bootstrap has {name} {value}. It must be {en}.",
                )


@dataclass(frozen=True, slots=True)
class BootstrapUnit:
    """A unit's score with its doubt: `corrected` for bias, the interval from `low` to `high`.

    `score` is Farrell's (input: at most 1, output: at least 1). `bias` is score minus corrected, `deviation`
    the standard deviation of the replicates. Simar and Wilson advise against the correction where the bias
    is less than a quarter of the deviation.
    """

    id: str
    score: float
    corrected: float
    low: float
    high: float
    bias: float
    deviation: float


@dataclass(frozen=True)
class Bootstrap:
    """The scores of all units with their doubt, from sampling; `bandwidth` is the one used."""

    units: tuple[BootstrapUnit, ...]
    bandwidth: float
    settings: BootstrapSettings
    dropped: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def bootstrap_scores(
    inputs: Columns,
    outputs: Columns,
    *,
    ids: Sequence[str] = (),
    settings: BootstrapSettings | None = None,
    progress: Progress | None = None,
) -> Bootstrap:
    """Return radial scores corrected for bias, with confidence intervals: the doubt that sampling leaves.

    Raises as `find_frontier` does; `DataError` where all units are efficient, so that nothing is spread.

    Notes
    -----
    The smoothed homogeneous bootstrap: Simar, L. and Wilson, P. W. (1998), Sensitivity analysis of efficiency
    scores, Management Science 44, 49-61. Distances δ ≥ 1 (one over the input score, or the output score) are
    drawn from themselves and their mirror images 2 − δ, a normal error of the bandwidth is added, the variance
    corrected, and what is below 1 mirrored; each unit is moved so far from the frontier, and all are scored
    against what results. Corrected: δ − (mean δ* − δ); interval: δ minus the quantiles of δ* − δ. All this in
    δ, as FEAR and Benchmarking (dea.boot) do; working in input scores instead gives slightly other figures.

    Bandwidth: 0.9 min(s, IQR/1.349) N^(−1/5) of the N mirrored distances above 1 (Silverman 1986, as
    dea.boot; FEAR's default is cross-validation), times (N/n)^(1/5) and the ratio of the deviations of all n
    distances and of the N mirrored (Daraio, C. and Simar, L. 2007, Advanced robust and nonparametric
    methods in efficiency analysis, section 3.4).

    In small samples the intervals are too short: on simulated data with two inputs and one output, intervals
    of 95 % held the true score of 84 % of 60 units and 86 % of 200 under constant returns, of 75 % and 85 %
    under variable returns; the correction took away four fifths of the bias or more, two thirds at worst.

    Examples
    --------
    >>> found = bootstrap_scores(
    ...     {"x": [2, 3, 4, 5, 6]}, {"y": [1, 3, 3, 4, 2]}, settings=BootstrapSettings(replications=200)
    ... )
    >>> all(u.low < u.corrected < u.score <= 1 for u in found.units)
    True
    """
    settings = settings or BootstrapSettings()
    checked = FrontierSettings(
        returns=settings.returns, orientation=settings.orientation, missing=settings.missing
    )
    data = read_variables(inputs, outputs, ids, checked)
    goods, m = data.values / scales(data.values), len(data.inputs)
    distances = distances_to(goods, goods, m, settings)
    width = settings.bandwidth or bandwidth(distances)
    drawn = draws(distances, width, settings)
    moves = np.zeros(goods.shape[1], dtype=bool)
    moves[:m] = settings.orientation == "input"
    moves[m:] = settings.orientation == "output"
    replicates = np.empty_like(drawn)
    for b, distance in enumerate(drawn):
        if progress:
            progress("bootstrap", b, len(drawn))
        # To the frontier, then as far from it as was drawn; what is used grows, what is made shrinks.
        factor = distance / distances if settings.orientation == "input" else distances / distance
        reference = np.where(moves, goods * factor[:, None], goods)
        replicates[b] = distances_to(reference, goods, m, settings)
    return Bootstrap(
        told(data, distances, replicates, settings), width, settings, data.dropped, data.notes
    )


def distances_to(reference: Floats, points: Floats, m: int, settings: BootstrapSettings) -> Floats:
    """Return δ of points against a reference set, both in scaled goods; at least 1 inside it."""
    ways = np.zeros_like(points)
    side = slice(0, m) if settings.orientation == "input" else slice(m, None)
    ways[:, side] = points[:, side]
    answers = run(
        frame_of(reference, m, settings.returns),
        points,
        ways,
        np.full(len(points), -1, np.int64),
        slacks=False,
        many=settings.replications,
    )
    if (answers.ends != OPTIMAL).any():
        raise DataError(
            zh="自助法中有一次线性规划没有得到可靠的解，因此不给出结果。请核对数据里是否有极大或极小的值。",
            en="A linear programme of the bootstrap has no reliable solution, so no result is given. Check the data for values that are extremely large or small.",
        )
    score = answers.scores
    return 1 / (1 - score) if settings.orientation == "input" else 1 + score


def bandwidth(distances: Floats) -> float:
    """Return the bandwidth of the normal reference rule, adjusted for mirroring and for the ones left out."""
    inner = distances[distances > 1 + EFFICIENT]
    if len(inner) < 2:
        raise DataError(
            zh="几乎所有单元都在前沿上，没有可供自助法平滑的差异。请减少变量，或增加单元。",
            en="Almost all units are on the frontier, so there is no spread that a bootstrap could smooth. Use fewer variables or more units.",
        )
    mirrored = np.concatenate([inner, 2 - inner])
    spread = mirrored.std(ddof=1)
    quartiles = np.subtract(*np.percentile(mirrored, [75, 25])) / 1.349
    least = min(spread, quartiles) if quartiles > EFFICIENT else spread
    silverman = 0.9 * least * len(mirrored) ** -0.2
    share = (len(mirrored) / len(distances)) ** 0.2
    return float(silverman * share * distances.std(ddof=1) / spread)


def draws(distances: Floats, width: float, settings: BootstrapSettings) -> Floats:
    """Return drawn distances of shape (replications, units), all at least 1."""
    rng = np.random.default_rng(settings.seed)
    mirrored = np.concatenate([distances, 2 - distances])
    shape = (settings.replications, len(distances))
    drawn = rng.choice(mirrored, shape)
    mean = drawn.mean(axis=1, keepdims=True)
    smooth = drawn + width * rng.standard_normal(shape)
    smooth = mean + (smooth - mean) / np.sqrt(1 + width**2 / mirrored.var())
    return np.asarray(np.where(smooth < 1, 2 - smooth, smooth))


def told(
    data: Variables, distances: Floats, replicates: Floats, settings: BootstrapSettings
) -> tuple[BootstrapUnit, ...]:
    """Return what the replicates say of each unit, as Farrell's scores."""
    tail = (1 - settings.level) / 2
    differences = replicates - distances
    corrected = distances - differences.mean(axis=0)
    upper, lower = distances - np.quantile(differences, [tail, 1 - tail], axis=0)
    values = replicates
    if settings.orientation == "input":
        distances, corrected, lower, upper = 1 / distances, 1 / corrected, 1 / upper, 1 / lower
        values = 1 / replicates
    spread = values.std(axis=0, ddof=1)
    return tuple(
        BootstrapUnit(name, *map(float, row))
        for name, *row in zip(
            data.ids,
            distances,
            corrected,
            lower,
            upper,
            distances - corrected,
            spread,
            strict=True,
        )
    )
