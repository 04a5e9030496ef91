"""How far scores and ranks hang on the choices: the composite made again in many draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, IndicatorTable, Note, UnknownName

from .draws import Source, choices_of, drawn
from .kernels import pairs_ahead, percentiles, ranked_draws
from .leave_out import Progress, check_table, rows_in
from .prepare import rows_of
from .result import Composite
from .runs import InvalidDraws, run
from .settings import CompositeSettings

_INTERVAL = 0.9


@dataclass(frozen=True)
class Ahead:
    """Who is ahead of whom, in what share of the draws.

    `ahead[a, b]` is the probability that `regions[a]` ranks ahead of `regions[b]`, `level` that they share
    a rank; of the draws in which both are ranked, NaN where there is none.
    """

    regions: tuple[str, ...]
    time: str
    ahead: Floats = field(repr=False, compare=False)
    level: Floats = field(repr=False, compare=False)


@dataclass(frozen=True)
class Uncertainty:
    """Scores and ranks of a composite in many draws.

    Rows are those of the table, as `regions` and `times` name them. `scores` and `ranks` have shape (draws,
    rows), NaN where a region was left out or the draw is invalid. `rank_low` (the best) and `rank_high` are the
    ends of the interval that holds the share `interval` of a region's draws (0.9: from the 5th to the 95th
    percentile), `rank_mean` and `rank_median` its middle; `score_low` and `score_high` likewise, each draw on
    its own scale. `base_ranks` are those of the composite itself. `present` is the share of valid draws in which a
    region is ranked. `invalid` names the combinations that gave no composite, `doubt` what the intervals cover.
    """

    regions: tuple[str, ...]
    times: tuple[str, ...]
    settings: CompositeSettings
    sources: tuple[Source, ...]
    draws: int
    seed: int
    interval: float
    scores: Floats = field(repr=False, compare=False)
    ranks: Floats = field(repr=False, compare=False)
    base_scores: Floats = field(repr=False, compare=False)
    base_ranks: Floats = field(repr=False, compare=False)
    rank_low: Floats = field(repr=False, compare=False)
    rank_high: Floats = field(repr=False, compare=False)
    rank_mean: Floats = field(repr=False, compare=False)
    rank_median: Floats = field(repr=False, compare=False)
    score_low: Floats = field(repr=False, compare=False)
    score_high: Floats = field(repr=False, compare=False)
    present: Floats = field(repr=False, compare=False)
    valid: int
    invalid: tuple[InvalidDraws, ...]
    doubt: Note
    inputs_hash: str

    @cached_property
    def _ahead(self) -> dict[str, Ahead]:
        return {}

    def ahead(self, time: str = "") -> Ahead:
        """Return who is ahead of whom, in a panel at a time (the last where none is named)."""
        time = time or max(self.times, default="")
        if time and time not in self.times:
            raise UnknownName("period", time, sorted(set(self.times)))
        if time not in self._ahead:
            rows = [i for i in range(len(self.regions)) if not self.times or self.times[i] == time]
            regions = tuple(self.regions[i] for i in rows)
            self._ahead[time] = Ahead(regions, time, *pairs_ahead(self.ranks[:, rows]))
        return self._ahead[time]

    def probability_ahead(self, one: str, other: str, time: str = "") -> float:
        """Return the probability that one region ranks ahead of another; NaN where never both are ranked."""
        found = self.ahead(time)
        for code in (one, other):
            if code not in found.regions:
                raise UnknownName("region", code, found.regions)
        at = found.regions.index
        return float(found.ahead[at(one), at(other)])

    def as_records(self) -> list[dict[str, Any]]:
        """Return one record a row: id, rank_low, rank_high, mean and median rank, ends of the score; None for none."""
        return [
            {"id": region}
            | ({"time": self.times[i]} if self.times else {})
            | {
                "rank_low": _whole(self.rank_low[i]),
                "rank_high": _whole(self.rank_high[i]),
                "rank_mean": _number(self.rank_mean[i]),
                "rank_median": _whole(self.rank_median[i]),
                "score_low": _number(self.score_low[i]),
                "score_high": _number(self.score_high[i]),
                "present": float(self.present[i]),
            }
            for i, region in enumerate(self.regions)
        ]


def vary(
    composite: Composite,
    table: IndicatorTable,
    sources: tuple[Source, ...],
    *,
    draws: int = 1000,
    seed: int,
    interval: float = _INTERVAL,
    progress: Progress | None = None,
) -> Uncertainty:
    """Return a composite's scores and ranks over draws of its sources of uncertainty.

    Each draw takes one alternative of every `Choice` and new weights of a `Perturb`, and makes the composite
    again from the raw figures of `table`, the one it was made from. A draw that makes none (a geometric mean of
    z-scores, all regions level once outliers were treated) is counted and its combination named. The same
    seed gives the same result. Raises `BadSetting` for sources that cannot be used and `DataError` where
    no draw is valid.

    Notes
    -----
    Saisana, M., Saltelli, A. and Tarantola, S. (2005), Uncertainty and sensitivity analysis techniques as
    tools for the quality assessment of composite indicators, J. R. Stat. Soc. A 168, 307-323.

    Examples
    --------
    >>> from duibiao.records import Node, Structure
    >>> from .build import build_composite
    >>> from .draws import Perturb
    >>> table = IndicatorTable(("A", "B", "C"), ("x", "y"), np.array([[3.0, 1.0], [1.0, 2.9], [0.0, 0.0]]))
    >>> structure = Structure((Node("x", "all"), Node("y", "all")), (Node("all"),))
    >>> found = vary(build_composite(table, structure), table, (Perturb(),), draws=500, seed=1)
    >>> found.rank_low.tolist(), found.rank_high.tolist()
    ([1.0, 1.0, 3.0], [2.0, 2.0, 3.0])
    """
    check_table(composite, table)
    _check(draws, seed, interval)
    nodes = len(composite.structure.nodes)
    design = drawn(sources, draws, nodes, np.random.default_rng(seed))
    runs = run(table, composite.structure, composite.settings, sources, design, progress)
    if not runs.valid.any():
        raise no_valid_draw(runs.invalid, draws)
    ranks = ranked_draws(runs.scores, rows_of(table).periods)
    ends = ((1 - interval) / 2, 0.5, (1 + interval) / 2)
    rank_low, rank_median, rank_high = percentiles(ranks, ends)
    score_low, _, score_high = percentiles(runs.scores, ends)
    known = np.isfinite(ranks)
    count = known.sum(axis=0)
    valid = int(runs.valid.sum())
    base = np.array(rows_in(composite, table.regions, table.times))
    base_scores, base_ranks = (
        np.where(base >= 0, v[base], np.nan) for v in (composite.index, composite.index_ranks)
    )
    return Uncertainty(
        regions=table.regions,
        times=table.times,
        settings=composite.settings,
        sources=sources,
        draws=draws,
        seed=seed,
        interval=interval,
        scores=runs.scores,
        ranks=ranks,
        base_scores=base_scores,
        base_ranks=base_ranks,
        rank_low=rank_low,
        rank_high=rank_high,
        rank_mean=np.where(known, ranks, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan),
        rank_median=rank_median,
        score_low=score_low,
        score_high=score_high,
        present=count / valid,
        valid=valid,
        invalid=runs.invalid,
        doubt=doubt_of(sources, draws, valid, interval),
        inputs_hash=composite.inputs_hash,
    )


def no_valid_draw(invalid: tuple[InvalidDraws, ...], draws: int) -> DataError:
    """Return the error for a design of which no draw makes a composite, with the first reason."""
    first = invalid[0]
    named = ", ".join(f"{step}: {label}" for step, label in first.combination)
    return DataError(
        zh=f"{draws}次抽样没有一次能算出综合指数。首个组合（{named}）：{first.reason.zh}请改变备选的方法。",
        en=f"None of {draws} draws makes a composite. The first combination ({named}): {first.reason.en} Choose other alternatives.",
    )


def _check(draws: int, seed: int, interval: float) -> None:
    if draws < 1 or seed < 0 or not 0 < interval < 1:
        raise BadSetting(
            zh=f"抽样的设置不合要求：draws（{draws}）须不小于1，seed（{seed}）是不小于0的整数，interval（{interval:g}）在0与1之间。请改正。",
            en=f"The settings of the draws are out of range: draws ({draws}) is 1 or more, seed ({seed}) a whole number of 0 or more, interval ({interval:g}) between 0 and 1. Mend them.",
        )


def doubt_of(sources: tuple[Source, ...], draws: int, valid: int, interval: float) -> Note:
    """Return what intervals over draws cover and what they do not."""
    choices = choices_of(sources)
    labels = [
        f"{c.name}: {' / '.join(c.label(i) for i in range(len(c.alternatives)))}" for c in choices
    ]
    labels += [_weights_label(s) for s in sources if s not in choices]
    listed = "; ".join(labels)
    lost = draws - valid
    zh = f"区间含{interval:.0%}的抽样（{valid}次），变动的有：{listed}。数据本身的误差不在其内。"
    en = f"The intervals hold {interval:.0%} of {valid} draws, over {listed}. Errors of the figures themselves are not in them."
    if lost:
        zh += f"另有{lost}次抽样的组合算不出综合指数，没有计入，组合和原因已列出。"
        en += f" A further {lost} draws make no composite and are not counted in; their combinations and reasons are listed."
    return Note(zh, en)


def _weights_label(source: Any) -> str:
    if source.distribution == "uniform":
        return f"weights: ±{source.share:.0%}"
    return f"weights: Dirichlet {source.concentration:g}"


def _whole(value: float) -> int | None:
    return int(value) if np.isfinite(value) else None


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
