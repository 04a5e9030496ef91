"""Which choice the ranks hang on: Sobol indices of the sources of uncertainty, with bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, IndicatorTable, Note, UnknownName

from .draws import Choice, Design, Source, choices_of, drawn
from .kernels import ranked_draws
from .leave_out import Progress, check_table, rows_in
from .prepare import rows_of
from .result import Composite
from .runs import InvalidDraws, Runs, run
from .settings import CompositeSettings
from .uncertainty import no_valid_draw

SHIFT = "mean_absolute_rank_shift"
"""The output that sums up all regions: how far they move from the composite's ranks on average."""
_FEWEST = 16
_INTERVAL = 0.9


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol indices of one source: the share of the output's variance that it explains.

    `first` alone, `total` together with all its interactions; `*_low` and `*_high` are the ends of the
    bootstrap interval. Estimates can lie a little outside 0 to 1.
    """

    source: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True)
class SobolIndices:
    """The indices of every source for one output of mean `mean` and variance `variance`.

    Where the output does not vary there are none and `indices` is empty.
    """

    output: str
    mean: float
    variance: float
    indices: tuple[Indices, ...]


@dataclass(frozen=True)
class Sensitivity:
    """Sobol indices for the mean absolute rank shift and, where asked for, single regions' ranks.

    `base` is the number of base points, `evaluations` that of composites made, `used` the base points of which
    all were valid. `invalid` names the combinations that gave none.
    """

    shift: SobolIndices
    regions: tuple[SobolIndices, ...]
    settings: CompositeSettings
    sources: tuple[Source, ...]
    base: int
    evaluations: int
    used: int
    seed: int
    interval: float
    invalid: tuple[InvalidDraws, ...]
    notes: tuple[Note, ...]
    inputs_hash: str

    def as_record(self) -> dict[str, Any]:
        """Return the indices as plain values: `output`, `mean`, `variance`, and one record a source."""
        return {
            **_record(self.shift),
            "regions": [_record(r) for r in self.regions],
            "base": self.base,
            "evaluations": self.evaluations,
            "used": self.used,
            "seed": self.seed,
            "interval": self.interval,
        }


def find_sensitivity(
    composite: Composite,
    table: IndicatorTable,
    sources: tuple[Source, ...],
    *,
    base: int = 1000,
    seed: int,
    regions: tuple[str, ...] = (),
    bootstrap: int = 1000,
    interval: float = _INTERVAL,
    progress: Progress | None = None,
) -> Sensitivity:
    """Return how much of the variance of ranks each source explains, over `base` x (sources + 2) composites.

    The outputs are the mean absolute rank shift against the composite's own ranks, and the rank of each of
    `regions` (in a panel at the last time). All weights together are one source. A base point of which a
    composite is invalid is left out and counted. Raises `DataError` where fewer than 16 are left.

    Notes
    -----
    First-order indices: Saltelli, A. et al. (2010), Variance based sensitivity analysis of model output,
    Computer Physics Communications 181, 259-270, table 2 (b). Total indices: Jansen, M. J. W. (1999),
    Analysis of variance designs for model output, ibid. 117, 35-43; table 2 (f) in Saltelli et al.
    """
    check_table(composite, table)
    if base < _FEWEST or seed < 0 or bootstrap < 1 or not 0 < interval < 1:
        raise BadSetting(
            zh=f"敏感性分析的设置不合要求：base（{base}）须不小于{_FEWEST}，seed（{seed}）不小于0，bootstrap（{bootstrap}）不小于1，interval（{interval:g}）在0与1之间。请改正。",
            en=f"The settings of the sensitivity are out of range: base ({base}) is {_FEWEST} or more, seed ({seed}) 0 or more, bootstrap ({bootstrap}) 1 or more, interval ({interval:g}) between 0 and 1. Mend them.",
        )
    random = np.random.default_rng(seed)
    design = _crossed(sources, base, len(composite.structure.nodes), random)
    runs = run(table, composite.structure, composite.settings, sources, design, progress)
    fine = runs.valid.reshape(-1, base).all(axis=0)
    if fine.sum() < _FEWEST:
        raise _too_few(runs, int(fine.sum()), len(design.choices))
    ranks = ranked_draws(runs.scores, rows_of(table).periods)
    counts = random.multinomial(
        fine.sum(), np.full(fine.sum(), 1 / fine.sum()), size=bootstrap
    ).astype(np.float64)
    names = tuple(s.name for s in sources)

    def indices(output: str, values: Floats) -> SobolIndices:
        a, b, *mixed = values.reshape(-1, base)[:, fine]
        return sobol_indices(output, names, a, b, np.array(mixed), counts, interval)

    own = np.array(rows_in(composite, table.regions, table.times))
    base_ranks = np.where(own >= 0, composite.index_ranks[own], np.nan)
    single = tuple(indices(code, ranks[:, _row(table, code)]) for code in regions)
    return Sensitivity(
        shift=indices(SHIFT, _mean_shift(ranks, base_ranks)),
        regions=single,
        settings=composite.settings,
        sources=sources,
        base=base,
        evaluations=len(design.choices),
        used=int(fine.sum()),
        seed=seed,
        interval=interval,
        invalid=runs.invalid,
        notes=_notes(base, int(fine.sum())),
        inputs_hash=composite.inputs_hash,
    )


def sobol_indices(
    output: str,
    names: tuple[str, ...],
    a: Floats,
    b: Floats,
    mixed: Floats,
    counts: Floats,
    interval: float = _INTERVAL,
) -> SobolIndices:
    """Return indices from an output at points A and B (points,), and A with one source of B (sources, points).

    `counts` (resamples, points) is how often each point stands in each bootstrap resample. Points at which
    the output is not defined (NaN) are left out.
    """
    known = np.isfinite(a) & np.isfinite(b) & np.isfinite(mixed).all(axis=0)
    a, b, mixed, counts = a[known], b[known], mixed[:, known], counts[:, known]
    mean = float(np.concatenate([a, b]).mean()) if len(a) else np.nan
    variance = float(np.concatenate([a, b]).var()) if len(a) else np.nan
    if len(a) < _FEWEST or not variance > 1e-20 * max(1.0, mean * mean):
        return SobolIndices(output, mean, 0.0 if len(a) else np.nan, ())
    # Centred, which leaves the expectation of the estimators and takes away most of their variance.
    a, b, mixed = a - mean, b - mean, mixed - mean
    everything = np.ones((1, len(a)))
    first, total = _estimated(a, b, mixed, everything)
    ends = [(1 - interval) / 2, (1 + interval) / 2]
    firsts, totals = (
        np.nanquantile(found, ends, axis=0) for found in _estimated(a, b, mixed, counts)
    )
    each = zip(names, first[0], *firsts, total[0], *totals, strict=True)
    return SobolIndices(
        output, mean, variance, tuple(Indices(n, *map(float, found)) for n, *found in each)
    )


def _estimated(a: Floats, b: Floats, mixed: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """First-order and total indices of each resample, shapes (resamples, sources)."""
    size = counts.sum(axis=1)[:, None]
    together = counts @ np.stack([a, b, a * a, b * b], axis=1) / size
    mean = (together[:, 0] + together[:, 1]) / 2
    variance = ((together[:, 2] + together[:, 3]) / 2 - mean**2)[:, None]
    variance = np.where(variance > 0, variance, np.nan)
    first = counts @ (b * (mixed - a)).T / size / variance
    total = counts @ ((a - mixed) ** 2).T / size / 2 / variance
    return first, total


def _crossed(
    sources: tuple[Source, ...], base: int, nodes: int, random: np.random.Generator
) -> Design:
    """Points A, points B, and for each source A with that source from B, one after the other."""
    one, other = drawn(sources, base, nodes, random), drawn(sources, base, nodes, random)
    choices, weights = (
        [one.choices, other.choices],
        [one.weights, other.weights + len(one.uniforms)],
    )
    discrete = choices_of(sources)
    for source in sources:
        mixed, rows = one.choices.copy(), weights[0]
        if isinstance(source, Choice):
            at = discrete.index(source)
            mixed[:, at] = other.choices[:, at]
        else:
            rows = weights[1]
        choices.append(mixed)
        weights.append(rows)
    uniforms = np.concatenate([one.uniforms, other.uniforms])
    return Design(np.concatenate(choices), uniforms, np.concatenate(weights))


def _mean_shift(ranks: Floats, base: Floats) -> Floats:
    shifts = np.abs(ranks - base)
    known = np.isfinite(shifts)
    count = known.sum(axis=1)
    return np.asarray(np.where(known, shifts, 0.0).sum(axis=1) / np.where(count > 0, count, np.nan))


def _row(table: IndicatorTable, code: str) -> int:
    rows = [i for i, region in enumerate(table.regions) if region == code]
    if not rows:
        raise UnknownName("region", code, table.regions)
    return max(rows, key=lambda i: table.times[i] if table.times else "")


def _too_few(runs: Runs, used: int, evaluations: int) -> DataError:
    if not runs.valid.any():
        return no_valid_draw(runs.invalid, evaluations)
    named = "; ".join(", ".join(f"{s}: {v}" for s, v in i.combination) for i in runs.invalid[:3])
    return DataError(
        zh=f"敏感性分析只有{used}个抽样点的各个组合都能算出综合指数（至少{_FEWEST}个）。算不出的有：{named}。请去掉不相容的备选，或加大 base。",
        en=f"Only {used} points of the sensitivity analysis have a composite in all their combinations (at least {_FEWEST}). Without one are: {named}. Take out alternatives that do not go together, or raise base.",
    )


def _notes(base: int, used: int) -> tuple[Note, ...]:
    if used == base:
        return ()
    return (
        Note(
            f"敏感性分析的{base}个抽样点中有{base - used}个含算不出的组合，没有计入；备选相互排斥时，指数偏向其余的组合。",
            f"Of {base} points of the sensitivity analysis {base - used} meet a combination without a composite and are left out; the indices lean to the others.",
        ),
    )


def _record(found: SobolIndices) -> dict[str, Any]:
    return {
        "output": found.output,
        "mean": found.mean if np.isfinite(found.mean) else None,
        "variance": found.variance if np.isfinite(found.variance) else None,
        "sources": [
            {
                "source": i.source,
                "first_order": i.first,
                "first_low": i.first_low,
                "first_high": i.first_high,
                "total": i.total,
                "total_low": i.total_low,
                "total_high": i.total_high,
            }
            for i in found.indices
        ],
    }
