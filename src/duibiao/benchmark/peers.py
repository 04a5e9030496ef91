"""可比城市: regions like home in structure, by three distances, with how firm the list is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Note, Panel, UnknownName

from ._variables import Columns, check_year, read_columns, structure_elements, years_note
from ._words import counted_en, regions_listed
from .distances import METRICS, Metric, distances, ledoit_wolf, principal_plane, standardised


@dataclass(frozen=True, slots=True)
class PeerSettings:
    """How peers are found.

    `k` peers are named, by `metric`. `variables` are codes or names of indicators; empty: the framework's
    structure variables. `pinned` and `excluded` are pairs of a region and the reason. A variable is read
    in its latest year that home has and enough regions: half of all, and a share `coverage` of those in the
    variable's best year. `draws` random subsets (at
    least half of the variables) with random weights (`concentration` of the Dirichlet distribution: 1
    makes every split equally likely, more keeps closer to the given weights) say how firm the list is.
    """

    k: int = 5
    metric: Metric = "euclidean"
    variables: tuple[str, ...] = ()
    pinned: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    coverage: float = 0.8
    draws: int = 1000
    concentration: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise UnknownName("method", self.metric, METRICS)
        for name, value in (("k", self.k), ("draws", self.draws)):
            if value < 1:
                raise BadSetting(
                    zh=f"寻找可比城市的设置 {name} 是{value}，须为1或以上。",
                    en=f"The setting {name} of the search for peers is {value}. It must be 1 or more.",
                )
        if not (0 < self.coverage <= 1 and self.concentration > 0):
            raise BadSetting(
                zh=f"覆盖率须在0与1之间（现为{self.coverage}），集中度须大于0（现为{self.concentration}）。",
                en=f"The coverage must be above 0 and at most 1 (it is {self.coverage}), the concentration above 0 (it is {self.concentration}).",
            )


@dataclass(frozen=True, slots=True)
class StructureVariable:
    """A structure variable as it was used: in which year, as it is or in logarithms, with what weight."""

    indicator: str
    year: int
    transform: str
    weight: float


@dataclass(frozen=True, slots=True)
class Peer:
    """A region and its distance from home.

    `rank` counts from the nearest, 1. `shares` says how much of the distance each variable makes (they
    sum to 1; all 0 where the distance is 0). `stability` is the share of draws in which the region is
    among the k nearest. `reason` says why it was pinned.
    """

    region: str
    rank: int
    distance: float
    shares: tuple[float, ...]
    stability: float
    reason: str = ""


@dataclass(frozen=True)
class PeerList:
    """The peers by one metric: the k nearest, then those pinned; `ranked` has every candidate, nearest first."""

    metric: Metric
    peers: tuple[Peer, ...]
    ranked: tuple[Peer, ...]


@dataclass(frozen=True)
class Peers:
    """The regions most like home in structure.

    `regions` are those with all variables, home included, in the panel's order. `coordinates` are their
    standardised variables, shape (regions, variables). `plane` places them on the first two principal
    components, shape (regions, 2), with `loadings` of shape (2, variables) and the `explained` shares.
    `shrinkage` is how far the Mahalanobis covariance was shrunk towards independence.
    """

    home: str
    year: int
    settings: PeerSettings
    variables: tuple[StructureVariable, ...]
    lists: tuple[PeerList, ...]
    regions: tuple[str, ...]
    coordinates: Floats = field(repr=False, compare=False)
    plane: Floats = field(repr=False, compare=False)
    loadings: Floats = field(repr=False, compare=False)
    explained: tuple[float, float]
    shrinkage: float
    notes: tuple[Note, ...] = ()

    def by(self, metric: Metric) -> PeerList:
        """Return the list of one metric."""
        return next(x for x in self.lists if x.metric == metric)

    @property
    def peers(self) -> tuple[Peer, ...]:
        """The peers by the metric of the settings, nearest first."""
        return self.by(self.settings.metric).peers


def find_peers(
    panel: Panel, home: str, *, year: int, settings: PeerSettings | None = None
) -> Peers:
    """Return the regions most like home in what a region cannot quickly change.

    `home` is a code or a name. Structure only: no variable of performance enters unless the settings name
    it. Regions without all variables are left out with a note. An excluded region is no candidate but
    stays in the means and deviations that the distances are measured with.

    Raises `UnknownName` for an unknown region or variable, `InputError` for a year outside the panel, and
    `DataError` where no structure variable or no other region is left.

    Notes
    -----
    The formulas stand in `duibiao.benchmark.distances`. In the draws the terms of a distance are weighted
    anew: those of the Mahalanobis distance are its parts by variable, not a new covariance.

    Examples
    --------
    >>> from duibiao.sources import load_sample
    >>> panel = load_sample()
    >>> found = find_peers(panel, "自贡市", year=2020)
    >>> [panel.regions[p.region].name("en") for p in found.peers[:3]]
    ['Leshan', 'Meishan', 'Neijiang']
    """
    settings = settings or PeerSettings()
    check_year(panel, year)
    code = panel.regions.match(home).code
    columns = read_columns(
        panel,
        structure_elements(panel, settings.variables),
        until=year,
        coverage=settings.coverage,
        home=panel.regions.position(code),
    )
    complete = np.asarray(np.isfinite(columns.values).all(axis=1))
    regions = tuple(c for c, ok in zip(panel.regions.codes, complete, strict=True) if ok)
    _refuse_empty(columns, regions)
    pinned = {panel.regions.match(r).code: why for r, why in settings.pinned}
    excluded = {panel.regions.match(r).code: why for r, why in settings.excluded}
    _refuse_contradiction(panel, code, pinned, excluded)
    values = columns.values[complete]
    z = standardised(values)
    plane, loadings, explained = principal_plane(z)
    lists = tuple(
        _peer_list(metric, values, regions, code, columns, settings, pinned, excluded)
        for metric in METRICS
    )
    return Peers(
        home=code,
        year=year,
        settings=settings,
        variables=tuple(
            StructureVariable(e.indicator, y, e.transform, e.weight)
            for e, y in zip(columns.elements, columns.years, strict=True)
        ),
        lists=lists,
        regions=regions,
        coordinates=z,
        plane=plane,
        loadings=loadings,
        explained=explained,
        shrinkage=ledoit_wolf(z)[1],
        notes=(
            *columns.notes,
            *years_note(panel, columns, year),
            *_incomplete(panel, columns, complete),
            *_chosen(panel, pinned, excluded, regions),
        ),
    )


def _peer_list(
    metric: Metric,
    values: Floats,
    regions: tuple[str, ...],
    home: str,
    columns: Columns,
    settings: PeerSettings,
    pinned: dict[str, str],
    excluded: dict[str, str],
) -> PeerList:
    row = regions.index(home)
    weights = np.array([e.weight for e in columns.elements])
    weights = weights / weights.mean()
    terms = METRICS[metric](values, row)
    candidates = np.array(
        [i for i, c in enumerate(regions) if i != row and c not in excluded], dtype=np.int64
    )
    far = distances(terms, weights, metric)
    weighted = terms * weights
    total = weighted.sum(axis=1, keepdims=True)
    shares = np.divide(weighted, total, out=np.zeros_like(weighted), where=total > 0)
    stability = _stability(terms[candidates], weights, settings)
    # Rounded, so that the last bits of a sum never decide between equals; then by code.
    order = sorted(
        range(len(candidates)),
        key=lambda i: (round(float(far[candidates[i]]), 9), regions[candidates[i]]),
    )
    ranked = tuple(
        Peer(
            region=regions[candidates[i]],
            rank=rank,
            distance=float(far[candidates[i]]),
            shares=tuple(float(s) for s in shares[candidates[i]]),
            stability=float(stability[i]),
            reason=pinned.get(regions[candidates[i]], ""),
        )
        for rank, i in enumerate(order, start=1)
    )
    added = tuple(p for p in ranked[settings.k :] if p.region in pinned)
    return PeerList(metric, (*ranked[: settings.k], *added), ranked)


def _stability(terms: Floats, weights: Floats, settings: PeerSettings) -> Floats:
    """The share of draws over subsets and weights in which each candidate is among the k nearest."""
    rng = np.random.default_rng(settings.seed)
    shape = (settings.draws, terms.shape[1])
    sizes = rng.integers((shape[1] + 1) // 2, shape[1] + 1, size=settings.draws)
    chosen = rng.random(shape).argsort(axis=1).argsort(axis=1) < sizes[:, None]
    drawn = rng.gamma(settings.concentration, size=shape) * chosen * weights
    drawn /= drawn.sum(axis=1, keepdims=True)
    scores = np.round(drawn @ terms.T, 9)
    k = min(settings.k, scores.shape[1])
    limit = np.partition(scores, k - 1, axis=1)[:, k - 1 : k]
    return np.asarray((scores <= limit).mean(axis=0))


def _refuse_empty(columns: Columns, regions: tuple[str, ...]) -> None:
    why_zh = "".join(n.zh for n in columns.notes)
    why_en = " ".join(n.en for n in columns.notes)
    if not columns.elements:
        raise DataError(
            zh=f"结构变量都不可用，不能寻找可比城市。{why_zh}请换一个年份、变量，或降低覆盖率。",
            en=f"No structure variable can be used, so no peers can be found. {why_en} Choose another year, other variables or a lower coverage.",
        )
    if len(regions) < 2:
        raise DataError(
            zh="除本地外没有一个地区具备全部结构变量，不能寻找可比城市。请减少变量或补充数据。",
            en="No region besides home has all structure variables, so no peers can be found. Use fewer variables or add data.",
        )


def _incomplete(panel: Panel, columns: Columns, complete: np.ndarray) -> tuple[Note, ...]:
    rows = np.flatnonzero(~complete)
    if not len(rows):
        return ()
    codes = [panel.regions.codes[i] for i in rows]
    return (
        Note(
            f"{len(codes)}个地区缺结构变量，未参加比较：{regions_listed(panel, codes, 'zh')}。",
            f"{counted_en(len(codes))} without all structure variables, left out: {regions_listed(panel, codes, 'en')}.",
        ),
    )


def _refuse_contradiction(
    panel: Panel, home: str, pinned: dict[str, str], excluded: dict[str, str]
) -> None:
    both = sorted((set(pinned) & set(excluded)) | ({home} & (set(pinned) | set(excluded))))
    if both:
        raise BadSetting(
            zh=f"{regions_listed(panel, both, 'zh')}不能既保留又排除；本地也不能列入可比城市。请改正设置。",
            en=f"{regions_listed(panel, both, 'en')} cannot be pinned and excluded at once, and home can be neither. Mend the settings.",
        )


def _chosen(
    panel: Panel,
    pinned: dict[str, str],
    excluded: dict[str, str],
    regions: tuple[str, ...],
) -> tuple[Note, ...]:
    notes = []
    for code, why in pinned.items():
        zh, en = ("指定保留", "was kept by choice")
        if code not in regions:
            zh, en = (
                "指定保留，但缺结构变量，不能列入",
                "was to be kept but lacks a structure variable",
            )
        notes.append(_choice(panel, code, why, zh, en))
    notes += [
        _choice(panel, code, why, "按设置排除", "was excluded by choice")
        for code, why in excluded.items()
    ]
    return tuple(notes)


def _choice(panel: Panel, code: str, why: str, zh: str, en: str) -> Note:
    region = panel.regions[code]
    return Note(
        f"{region.name('zh')}{zh}。理由：{why or '未写明'}。",
        f"{region.name('en')} {en}. Reason: {why or 'not given'}.",
    )
