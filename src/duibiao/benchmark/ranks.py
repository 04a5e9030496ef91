"""位次: ranks that name their set: the whole panel, and the units of home's parent that are in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats, Grid, Note, Panel, in_language


@dataclass(frozen=True, slots=True)
class RankSet:
    """The set that a rank is among, with a name that claims no more than it holds.

    `regions` are the codes of the set. `whole` says that it is all units of the parent.
    """

    name_zh: str
    name_en: str
    regions: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in a set: `rank` of `of` regions with a usable figure, 1 the best; equals share the better rank.

    Where an indicator has no better direction, 1 is the largest value. `tied` counts the other regions on
    the same rank.
    """

    rank: int
    of: int
    among: RankSet
    tied: int = 0


def descending_ranks(scores: Floats) -> Floats:
    """Return ranks along the last axis: 1 for the highest, equals share the better rank, NaN stays NaN.

    >>> descending_ranks(np.array([[3.0, 5.0, np.nan, 3.0]]))
    array([[ 2.,  1., nan,  2.]])
    """
    order = np.argsort(-scores, axis=-1)
    ordered = np.take_along_axis(scores, order, axis=-1)
    first = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape).copy()
    first[..., 1:][ordered[..., 1:] == ordered[..., :-1]] = 0
    np.maximum.accumulate(first, axis=-1, out=first)
    ranks = np.empty(scores.shape)
    np.put_along_axis(ranks, order, first, axis=-1)
    return np.where(np.isnan(scores), np.nan, ranks)


def whole_set(panel: Panel) -> RankSet:
    """Return the set of all regions of a panel, under the panel's own name."""
    codes = panel.regions.codes
    return RankSet(
        _plain(panel.name_zh) or f"数据中的{_counted(panel, codes)}",
        _plain(panel.name_en) or f"the {len(codes)} regions of the data",
        codes,
    )


def rank_sets(panel: Panel, home: str) -> tuple[RankSet, ...]:
    """Return the sets that home is ranked among: the whole panel, and its parent's units where they are fewer.

    “全省” is said only where the panel says that all the parent's units are there.
    """
    parent = panel.regions[home].parent
    siblings = tuple(r.code for r in panel.regions.children(parent)) if parent else ()
    if not 1 < len(siblings) < len(panel.regions):
        return (whole_set(panel),)
    return whole_set(panel), _parent_set(panel, parent, siblings)


def rank_in(panel: Panel, grid: Grid, region: str, year: int, among: RankSet) -> Rank | None:
    """Return a region's rank by an indicator in a year, or None where it has no usable figure."""
    column = grid.at(year)
    own = column[panel.regions.position(region)]
    values = column[[panel.regions.position(c) for c in among.regions]]
    values = values[np.isfinite(values)]
    if not np.isfinite(own):
        return None
    better = values < own if grid.indicator.direction == "-" else values > own
    return Rank(
        rank=1 + int(better.sum()),
        of=len(values),
        among=among,
        tied=int((values == own).sum()) - 1,
    )


def rank_words(rank: Rank) -> Note:
    """Return a rank as people write it, its set named.

    >>> said = rank_words(Rank(22, 31, RankSet("样本31市", "31 sample cities", ("1",) * 31)))
    >>> said.zh, said.en
    ('样本31市第22位', '22nd of the 31 sample cities')
    >>> rank_words(Rank(22, 30, RankSet("样本31市", "31 sample cities", ("1",) * 31))).zh
    '样本31市中有数的30个第22位'
    """
    among = rank.among
    name_en = among.name_en if among.name_en.startswith("the ") else f"the {among.name_en}"
    if rank.of == len(among.regions):
        return Note(f"{among.name_zh}第{rank.rank}位", f"{_ordinal(rank.rank)} of {name_en}")
    return Note(
        f"{among.name_zh}中有数的{rank.of}个第{rank.rank}位",
        f"{_ordinal(rank.rank)} of {rank.of} among {name_en} with a figure",
    )


def _parent_set(panel: Panel, parent: str, siblings: tuple[str, ...]) -> RankSet:
    inside = parent in panel.regions
    name_zh = panel.regions[parent].name("zh") if inside else in_language(parent, "zh")
    name_en = panel.regions[parent].name("en") if inside else in_language(parent, "en")
    n = len(siblings)
    if {parent, name_zh} & panel.regions.whole:
        whole_zh = next(
            (f"全{s}" for s in ("省", "区", "市", "州", "县") if name_zh.endswith(s)), ""
        )
        return RankSet(
            f"{whole_zh or name_zh + '全部'}{_counted(panel, siblings)}",
            f"all {n} units of {name_en}",
            siblings,
            whole=True,
        )
    short = name_zh.removesuffix("省")
    return RankSet(
        f"样本中的{short}{_counted(panel, siblings)}",
        f"the {n} units of {name_en} in the sample",
        siblings,
    )


def _counted(panel: Panel, codes: tuple[str, ...]) -> str:
    cities = all(panel.regions[c].name_zh.endswith("市") for c in codes)
    return f"{len(codes)}市" if cities else f"{len(codes)}个地区"


def _plain(name: str) -> str:
    """A panel's name without what stands in brackets at its end."""
    return re.sub(r"\s*[（(][^（(]*[)）]$", "", name)


def _ordinal(n: int) -> str:
    if 10 <= n % 100 <= 20:
        return f"{n}th"
    return str(n) + {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
