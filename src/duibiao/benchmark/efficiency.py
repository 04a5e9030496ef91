"""效率: whether the same inputs could make more, whom to learn it from, and what could be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from duibiao.records import BadSetting, DataError, Floats, Note, Panel, Unit

from ._words import indicators_listed, listed, regions_listed
from .frontiers import (
    Bootstrap,
    BootstrapSettings,
    BootstrapUnit,
    Frontier,
    FrontierSettings,
    FrontierUnit,
    bootstrap_scores,
    find_frontier,
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class EfficiencySettings:
    """How regions are compared by what they use and make.

    The year is the latest in which home and a share `coverage` of the regions have all figures. Intervals at
    `level` come from `replications` of the bootstrap, drawn from `seed`.
    """

    returns: Literal["crs", "vrs", "irs", "drs"] = "vrs"
    orientation: Literal["input", "output"] = "output"
    coverage: float = 0.8
    replications: int = 2000
    level: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        self.drawn()
        if not 0 < self.coverage <= 1:
            raise BadSetting(
                zh="效率的设置不合要求：coverage 须大于0、不超过1。",
                en="The settings of the efficiency are out of range: coverage must be above 0 and at most 1.",
            )

    def drawn(self) -> BootstrapSettings:
        """Return the settings of the bootstrap."""
        return BootstrapSettings(
            returns=self.returns,
            orientation=self.orientation,
            replications=self.replications,
            level=self.level,
            seed=self.seed,
        )


@dataclass(frozen=True)
class Efficiency:
    """Home against the frontier of all regions that have the figures of one year.

    `inputs` and `outputs` are codes of indicators, as they were compared; the units of `frontier` and
    `bootstrap` are codes of regions. `bootstrap` is None where it has nothing to draw from, and a note says
    why. `missing` names the regions left out, each with the indicators it lacks.
    """

    home: str
    year: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    frontier: Frontier
    bootstrap: Bootstrap | None
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[Note, ...]
    settings: EfficiencySettings

    @property
    def own(self) -> FrontierUnit:
        """Home's score, peers and targets."""
        return self.frontier.unit(self.home)

    def doubt_of(self, region: str) -> BootstrapUnit | None:
        """Return a region's corrected score and interval, None where nothing was drawn."""
        units = self.bootstrap.units if self.bootstrap else ()
        return next((u for u in units if u.id == region), None)


def find_efficiency(
    panel: Panel,
    home: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    *,
    year: int,
    settings: EfficiencySettings | None = None,
    progress: Progress | None = None,
) -> Efficiency:
    """Return how efficiently home turns inputs into outputs, among all regions that have the figures.

    `inputs` and `outputs` are codes or names of indicators. The latest year up to `year` is taken in which
    home has all of them and enough regions do. An output of which less is better (PM2.5) counts as an input.

    Raises `UnknownName` for an indicator that is not there, `BadSetting` where one side is empty or an
    indicator stands on both, `DataError` where no year can be used or values are negative or all zero.

    >>> from duibiao import load_sample
    >>> found = find_efficiency(
    ...     load_sample(), "510300", ["一般公共预算支出", "bank_loans"], ["gdp"], year=2020,
    ...     settings=EfficiencySettings(replications=100),
    ... )
    >>> found.year, found.own.status, round(found.own.score, 3)
    (2020, 'inefficient', 1.22)
    """
    settings = settings or EfficiencySettings()
    used, made, bad = _sides(panel, inputs, outputs)
    codes = (*used, *made)
    at, values = _latest(panel, home, codes, year, settings.coverage)
    known = np.isfinite(values)
    kept = np.flatnonzero(known.all(axis=1)).tolist()
    regions, values = [panel.regions.codes[i] for i in kept], values[kept]
    _refuse_values(panel, regions, codes, values, len(used))
    columns = dict(zip(codes, values.T, strict=True))
    sides = {c: columns[c] for c in used}, {c: columns[c] for c in made}
    frontier = find_frontier(
        *sides,
        ids=regions,
        settings=FrontierSettings(returns=settings.returns, orientation=settings.orientation),
        period=str(at),
    )
    _refuse_unsolved(panel, frontier.unit(home), codes)
    notes = [*frontier.notes, *_about(panel, codes, bad)]
    drawn: Bootstrap | None = None
    try:
        drawn = bootstrap_scores(*sides, ids=regions, settings=settings.drawn(), progress=progress)
    except DataError as error:
        notes.append(Note(f"没有给出区间：{error.text('zh')}", f"No intervals: {error.text('en')}"))
    missing = tuple(
        (region, tuple(c for c, k in zip(codes, row, strict=True) if not k))
        for region, row in zip(panel.regions.codes, known.tolist(), strict=True)
        if not all(row)
    )
    return Efficiency(home, at, used, made, frontier, drawn, missing, tuple(notes), settings)


def _sides(
    panel: Panel, inputs: Sequence[str], outputs: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what is used, what is made, and which of the used were named as outputs."""
    used, made = (_codes(panel, names) for names in (inputs, outputs))
    _refuse_sides(panel, used, made)
    bad = tuple(c for c in made if panel.indicators[c].direction == "-")
    if len(bad) == len(made):
        raise BadSetting(
            zh=f"产出{indicators_listed(panel, bad, 'zh')}都是越小越好。请至少写一个越大越好的产出。",
            en=f"Of all outputs ({indicators_listed(panel, bad, 'en')}) less is better. Name at least one of which more is.",
        )
    return (*used, *bad), tuple(c for c in made if c not in bad), bad


def _codes(panel: Panel, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(panel.indicators.match(n).code for n in names))


def _refuse_sides(panel: Panel, used: Sequence[str], made: Sequence[str]) -> None:
    if not used or not made:
        raise BadSetting(
            zh="效率要投入和产出两边。请用 --inputs 和 --outputs 各写至少一个指标。",
            en="Efficiency needs both sides. Name at least one indicator with --inputs and one with --outputs.",
        )
    both = [c for c in used if c in made]
    if both:
        raise BadSetting(
            zh=f"{indicators_listed(panel, both, 'zh')}既是投入又是产出。请只列在一处。",
            en=f"{indicators_listed(panel, both, 'en')} stand among the inputs and the outputs. Name each once.",
        )


def _latest(
    panel: Panel, home: str, codes: Sequence[str], until: int, coverage: float
) -> tuple[int, Floats]:
    """Return the latest year that can be used, and its values of shape (regions, codes)."""
    absent = [c for c in codes if not panel.has(c)]
    if absent:
        raise DataError(
            zh=f"数据中没有{indicators_listed(panel, absent, 'zh')}的年度数，不能比较效率。请换一个指标，或补上数据。",
            en=f"The data hold no annual figures of {indicators_listed(panel, absent, 'en')}, so efficiency cannot be compared. Choose another indicator, or add figures.",
        )
    row = panel.regions.position(home)
    grids = [panel.grid(c) for c in codes]
    shared = set.intersection(*(set(g.years) for g in grids))
    for year in sorted((y for y in shared if y <= until), reverse=True):
        values = np.column_stack([g.at(year) for g in grids])
        complete = np.asarray(np.isfinite(values).all(axis=1))
        if complete[row] and complete.mean() >= coverage:
            return year, values
    last = [g.latest_year(row, until) or "—" for g in grids]
    zh, en = (
        listed([f"{panel.indicators[c].name(lang)} {y}" for c, y in zip(codes, last, strict=True)], lang)
        for lang in ("zh", "en")
    )  # fmt: skip
    name = panel.regions[home]
    raise DataError(
        zh=f"到{until}年，没有一年里{name.name_zh}和至少{coverage:.0%}的地区各项投入产出都有可用的数，不能比较效率。{name.name_zh}各项最近一年：{zh}。请换指标、换年份，或降低 coverage。",
        en=f"Up to {until} there is no year in which {name.name('en')} and {coverage:.0%} of the regions have usable figures of all inputs and outputs, so efficiency cannot be compared. The latest years of {name.name('en')}: {en}. Choose other indicators, another year or a lower coverage.",
    )


def _refuse_values(
    panel: Panel, regions: Sequence[str], codes: Sequence[str], values: Floats, inputs: int
) -> None:
    """Refuse what has no proportion: negative values, indicators and sides that are all zero."""
    if (values < 0).any():
        i, k = np.argwhere(values < 0)[0]
        name, region = panel.indicators[codes[k]], panel.regions[regions[i]]
        raise DataError(
            zh=f"{region.name_zh}的“{name.name_zh}”是负数，不能用来比较效率。请换一个不为负的指标。",
            en=f"“{name.name('en')}” of {region.name('en')} is negative, which efficiency cannot compare. Choose an indicator that is not.",
        )
    empty = [c for c, v in zip(codes, values.T, strict=True) if not v.any()]
    if empty:
        raise DataError(
            zh=f"{indicators_listed(panel, empty, 'zh')}在所有地区都是0，不能比较效率。请换一个指标。",
            en=f"{indicators_listed(panel, empty, 'en')} are 0 for all regions, so efficiency cannot be compared. Choose another indicator.",
        )
    for side, zh, en in (
        (slice(None, inputs), "投入", "inputs"),
        (slice(inputs, None), "产出", "outputs"),
    ):
        nothing = [r for r, row in zip(regions, values[:, side], strict=True) if not row.any()]
        if nothing:
            raise DataError(
                zh=f"{regions_listed(panel, nothing, 'zh')}的{zh}全是0，没有可比的比例。请核对数据，或再列一个{zh}。",
                en=f"All {en} of {regions_listed(panel, nothing, 'en')} are 0, so there is no proportion to compare. Check the data, or name one more of the {en}.",
            )  # fmt: skip


def _refuse_unsolved(panel: Panel, own: FrontierUnit, codes: Sequence[str]) -> None:
    if own.score is None:
        name = panel.regions[own.id]
        raise DataError(
            zh=f"{name.name_zh}的效率没有可靠的解。请核对{indicators_listed(panel, codes, 'zh')}是否有极大或极小的值。",
            en=f"The efficiency of {name.name('en')} has no reliable solution. Check {indicators_listed(panel, codes, 'en')} for values that are extremely large or small.",
        )


def _about(panel: Panel, codes: Sequence[str], bad: Sequence[str]) -> list[Note]:
    """What a reader must know of the indicators chosen."""
    notes = []
    if bad:
        notes.append(
            Note(
                f"{indicators_listed(panel, bad, 'zh')}越小越好，按投入处理。",
                f"Less is better of {indicators_listed(panel, bad, 'en')}: treated as inputs.",
            )
        )
    ratios = [c for c in codes if _is_ratio(panel, c)]
    if ratios:
        notes.append(
            Note(
                f"{indicators_listed(panel, ratios, 'zh')}是比值，不是数量；几个地区比值的加权平均不一定做得到，最好改用总量（Olesen、Petersen、Podinovski，2015）。",
                f"Ratios, not quantities: {indicators_listed(panel, ratios, 'en')}. A mean of several regions' ratios may be out of reach; totals are better (Olesen, Petersen and Podinovski 2015).",
            )
        )
    return notes


def _is_ratio(panel: Panel, code: str) -> bool:
    indicator = panel.indicators[code]
    unit = Unit.parse(indicator.unit)
    return (
        unit.is_percent or len(unit.dimensions) > 1 or indicator.kind in ("rate", "index", "growth")
    )
