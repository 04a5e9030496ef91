"""Mobility in one call: classes, the Markov chain with its doubt, ranks, groups, sub-periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Ints, Note

from ..convergence import Balanced
from .chains import Chain, estimate_chain, mobility_indices, steady_state, transitions
from .classes import MobilitySettings, classify
from .homogeneity import Homogeneity, homogeneity_test
from .ranks import RankStep, ThetaStep, rank_steps, theta_steps

Interval = tuple[float, float]


@dataclass(frozen=True)
class MobilityDoubt:
    """Intervals of 95 % by drawing whole regions with replacement, their classes kept.

    `steady_state` by class and `indices` by name; None where more than a tenth of the `draws` gave no number.
    """

    draws: int
    seed: int
    steady_state: tuple[Interval | None, ...]
    indices: Mapping[str, Interval | None]


@dataclass(frozen=True)
class Mobility:
    """How regions move between classes and ranks over `years`.

    `classes` has the class of each region by year, 1 the lowest; `bounds` their upper bounds, a row a year or one for
    all. `theta` by the name of the grouping.
    """

    ids: tuple[str, ...]
    years: tuple[int, ...]
    settings: MobilitySettings
    classes: Mapping[str, tuple[int, ...]]
    bounds: tuple[tuple[float, ...], ...]
    chain: Chain
    doubt: MobilityDoubt | None
    ranks: tuple[RankStep, ...]
    theta: Mapping[str, tuple[ThetaStep, ...]]
    homogeneity: Homogeneity | None
    notes: tuple[Note, ...] = ()


def measure_mobility(
    balanced: Balanced,
    *,
    settings: MobilitySettings | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> Mobility:
    """Return classes, Markov chain, rank mobility, and, where asked for, Theta of groups and homogeneity.

    `groups`: by name of the grouping, the group of each region in the order of `balanced.ids`. Raises `DataError` where
    regions are fewer than classes, or a group is not named; `BadSetting` for a year of `settings.split` outside.

    >>> table = np.array([[1.0, 2, 3], [2, 1, 1], [3, 4, 2], [4, 3, 4]])
    >>> found = measure_mobility(Balanced(tuple("ABCD"), (1, 2, 3), table), settings=MobilitySettings(classes=2))
    >>> found.chain.counts, found.classes["A"], round(found.ranks[-1].tau, 3)
    (((3, 1), (1, 3)), (1, 1, 2), 0.333)
    """
    chosen = settings or MobilitySettings()
    classes = classify(balanced, chosen)
    chain = estimate_chain(transitions(classes.of, chosen.classes))
    notes = [*balanced.notes, *classes.notes, *chain.notes]
    if balanced.spacing != 1:
        notes.append(_steps_note(balanced))
    named = {name: _group(balanced, name, found) for name, found in (groups or {}).items()}
    return Mobility(
        balanced.ids,
        balanced.years,
        chosen,
        {
            name: tuple(row)
            for name, row in zip(balanced.ids, (classes.of + 1).tolist(), strict=True)
        },
        tuple(map(tuple, classes.bounds.tolist())),
        chain,
        _doubt(classes.of, chosen) if chosen.draws else None,
        rank_steps(balanced),
        {
            name: theta_steps(balanced, found, permutations=chosen.permutations, seed=chosen.seed)
            for name, found in named.items()
        },
        _homogeneity(balanced, classes.of, chosen) if chosen.split else None,
        tuple(notes),
    )


def _group(balanced: Balanced, name: str, found: Sequence[str]) -> Sequence[str]:
    if len(found) != len(balanced.ids):
        raise DataError(
            zh=f"分组“{name}”有{len(found)}个值，而地区有{len(balanced.ids)}个。",
            en=f"The grouping {name} has {len(found)} values for {len(balanced.ids)} regions.",
        )
    nameless = [i for i, g in zip(balanced.ids, found, strict=True) if not str(g).strip()]
    if nameless or len(set(found)) < 2:
        raise DataError(
            zh=f"分组“{name}”里{nameless[0]}没有组别。请补上。"
            if nameless
            else f"分组“{name}”只有一组，没有组间流动可言。请另选一列。",
            en=f"In the grouping {name}, {nameless[0]} has no group. Add it."
            if nameless
            else f"The grouping {name} has one group only, so nothing moves between groups. Choose another column.",
        )
    return found


def _homogeneity(balanced: Balanced, of: Ints, settings: MobilitySettings) -> Homogeneity:
    years = balanced.years
    cuts = sorted(set(settings.split))
    outside = [y for y in cuts if not years[0] < y < years[-1]]
    if outside:
        raise BadSetting(
            zh=f"分段年份{outside[0]}须在{years[0]}和{years[-1]}之间。",
            en=f"The year {outside[0]} of the sub-periods must lie between {years[0]} and {years[-1]}.",
        )
    edges = [years[0], *cuts, years[-1]]
    periods, counts = [], []
    for start, end in pairwise(edges):
        into = [t for t in range(1, len(years)) if start < years[t] <= end]
        periods.append((years[into[0] - 1], years[into[-1]]) if into else (start, end))
        counts.append(
            sum(
                (transitions(of[:, t - 1 : t + 1], settings.classes) for t in into),
                np.zeros((settings.classes, settings.classes), dtype=np.int64),
            )
        )
    return homogeneity_test(counts, periods)


def _doubt(of: Ints, settings: MobilitySettings) -> MobilityDoubt:
    k = settings.classes
    pairs = of[:, :-1] * k + of[:, 1:]
    each = np.stack([np.bincount(row, minlength=k * k) for row in pairs])
    rng = np.random.default_rng(settings.seed)
    picks = rng.multinomial(len(of), np.full(len(of), 1 / len(of)), size=settings.draws)
    states = np.full((settings.draws, k), np.nan)
    indices: dict[str, Floats] = {}
    for d, counts in enumerate((picks @ each).reshape(-1, k, k)):
        totals = counts.sum(axis=1)
        # A class that a draw has nobody in, or a chain with several ends, has no steady state.
        if (totals == 0).any() or not _one_end(counts):
            continue
        p = counts / totals[:, None]
        states[d] = steady_state(p)
        for name, value in vars(mobility_indices(p, states[d])).items():
            indices.setdefault(name, np.full(settings.draws, np.nan))[d] = value
    return MobilityDoubt(
        settings.draws,
        settings.seed,
        tuple(_interval(column) for column in states.T),
        {name: _interval(values) for name, values in indices.items()},
    )


def _one_end(counts: Ints) -> bool:
    """Whether some class can be reached from all others."""
    k = len(counts)
    reach = np.linalg.matrix_power(((counts > 0) | np.eye(k, dtype=bool)).astype(float), k)
    return bool((reach > 0).all(axis=0).any())


def _interval(values: Floats) -> Interval | None:
    known = values[np.isfinite(values)]
    if len(known) < 0.9 * len(values):
        return None
    low, high = np.quantile(known, (0.025, 0.975)).tolist()
    return low, high


def _steps_note(balanced: Balanced) -> Note:
    if balanced.spacing is None:
        return Note(
            "各年间隔不等：每一步是从一期到下一期，首达和停留时间以期计，不能换成年。",
            "Years are not evenly spaced: a step is from one period to the next, and times are in periods, not years.",
        )
    return Note(
        f"每一步是{balanced.spacing}年：首达和停留时间以步计，乘{balanced.spacing}为年。",
        f"A step is {balanced.spacing} years: first passage and sojourn are in steps; times {balanced.spacing} they are years.",
    )
