"""What a composite is refused for: where, why, and the way out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from duibiao.records import DataError, Floats, IndicatorTable

from .aggregate import Aggregate
from .normalise import Normalise

_MOST = 6


def listed(words: list[str]) -> tuple[str, str]:
    """Return words in a row in both languages, cut after six with the number there are."""
    more = len(words) > _MOST
    zh = "、".join(words[:_MOST]) + (f"等{len(words)}处" if more else "")
    en = ", ".join(words[:_MOST]) + (f" … ({len(words)} in all)" if more else "")
    return zh, en


def refuse_missing(
    table: IndicatorTable, codes: tuple[str, ...], gaps: NDArray[np.bool_], rows: list[int]
) -> None:
    """Raise `DataError` where figures are missing, naming indicators and regions."""
    cells = [f"{codes[j]} / {table.row_name(rows[i])}" for i, j in np.argwhere(gaps)]
    if not cells:
        return
    zh, en = listed(cells)
    raise DataError(
        zh=f"缺{len(cells)}个数（指标 / 地区）：{zh}。缺的数不会自动补，也不当作0。请补数；或选一种插补方法（mean、median、group_mean、group_median、linear、last）；或用 none，按已有指标计分；或用 coverage 筛去缺数多的地区。",
        en=f"{'1 figure is' if len(cells) == 1 else f'{len(cells)} figures are'} missing (indicator / region): {en}. Nothing is filled in by itself, and missing is not zero. Complete them; or choose an imputation (mean, median, group_mean, group_median, linear, last); or none, to score over what a region has; or screen regions by coverage.",
    )


def refuse_infinite(table: IndicatorTable, codes: tuple[str, ...], values: Floats) -> None:
    """Raise `DataError` where a figure is not finite."""
    cells = [f"{codes[j]} / {table.row_name(i)}" for i, j in np.argwhere(np.isinf(values))]
    if cells:
        zh, en = listed(cells)
        raise DataError(
            zh=f"有无穷大的数：{zh}。请在数据里改正，或留空表示缺失。",
            en=f"Some figures are infinite: {en}. Mend them in the data, or leave the cells empty.",
        )


def refuse_zero_denominator(
    table: IndicatorTable, denominator: str, indicator: str, divisor: Floats
) -> None:
    """Raise `DataError` where a denominator is zero or negative."""
    bad = [table.row_name(int(i)) for i in np.flatnonzero(divisor <= 0)]
    if bad:
        zh, en = listed(bad)
        raise DataError(
            zh=f"“{indicator}”的分母“{denominator}”在{zh}不大于0，不能相除。请改正分母，或在框架表里去掉它。",
            en=f"“{denominator}”, which “{indicator}” is divided by, is not above 0 in {en}. Mend it, or take the denominator out of the framework.",
        )


_WHY = {
    "distance_to_reference": (
        "对标地区在这个指标上没有数，或者它自己就是最差的，没有可比的距离。请换一个对标地区",
        "the reference region has no figure, or is itself the worst, which leaves no distance to measure. Choose another reference region",
    ),
    "distance_to_targets": (
        "没有目标值，或目标值就等于最差的地区。请在框架表的 target 列写上目标",
        "there is no target, or it equals the worst region's figure. Put one into the column target of the framework",
    ),
    "goalposts": (
        "没有两端的界值（worst、best），或两端相同。请在框架表里写上",
        "its goalposts (worst, best) are missing or the same. Put them into the framework",
    ),
    "fraction_of_maximum": (
        "最大值不大于0；越小越好的指标则要所有的数都大于0",
        "its maximum is not above 0, or, where less is better, not all figures are",
    ),
}


def refuse_undefined_scale(
    codes: list[str], how: Normalise, transformed: bool = False
) -> DataError:
    """Return the error for indicators that a normalisation is not defined for."""
    zh, en = listed(codes)
    if transformed:
        return DataError(
            zh=f"指标{zh}处理离群值时取了对数或Box-Cox变换，已不是原单位，不能再与目标值或界值（{how.method}）比较。请对它另选标准化方法，或不作处理。",
            en=f"{en} was put into logarithms or a Box-Cox transform when outliers were treated, so it can no longer be held against targets or goalposts ({how.method}). Choose another normalisation for it, or no treatment.",
        )
    why_zh, why_en = _WHY.get(
        how.method,
        (
            "各地区的数都相同，全距为0，分不出高低。请从框架里去掉它，或改用界值（goalposts）",
            "all regions have the same figure: the range is zero and tells nobody apart. Take it out of the framework, or use goalposts",
        ),
    )
    return DataError(
        zh=f"指标{zh}不能用“{how.method}”标准化：{why_zh}，或对它另选标准化方法。",
        en=f"{en} cannot be normalised by “{how.method}”: {why_en}, or choose another normalisation for it.",
    )


_DEFINED = {
    "geometric": ("各部分都须大于0", "all parts must be above 0"),
    "harmonic": ("各部分都须大于0", "all parts must be above 0"),
    "generalised_mean": (
        "各部分不能为负，幂次不大于0时须都大于0",
        "parts may not be negative, and with a power of 0 or less all must be above 0",
    ),
    "mazziotta_pareto": ("各部分的平均须大于0", "the mean of the parts must be above 0"),
    "adjusted_mazziotta_pareto": ("各部分的平均须大于0", "the mean of the parts must be above 0"),
    "benefit_of_the_doubt": (
        "各部分不能为负，也不能缺",
        "no part may be negative or missing",
    ),
}


def undefined_aggregate(
    whole: str, how: Aggregate, region: str, codes: tuple[str, ...], row: Floats
) -> DataError:
    """Return the error for an aggregate that is not defined for a region, naming the part that is in the way."""
    worst = int(np.nanargmin(np.where(np.isnan(row), np.inf, row)))
    zh, en = _DEFINED.get(how.method, ("各部分的权重不能都是0", "not all weights may be 0"))
    cell = f"{codes[worst]} = {row[worst]:.6g}"
    return DataError(
        zh=f"“{whole}”不能用“{how.method}”汇总：{zh}，而{region}的{cell}。z分数总有负数，0—100的极差法总有0。请换一种标准化（如 minmax 取1至100；Mazziotta-Pareto 用均值100、标准差10的z分数），或换一种汇总方法。",
        en=f"“{whole}” cannot be put together by “{how.method}”: {en}, and {region} has {cell}. Z-scores always have negatives and minmax from 0 to 100 always a zero. Choose another normalisation (minmax from 1 to 100, say; for Mazziotta-Pareto z-scores of mean 100 and sd 10), or another aggregation.",
    )
