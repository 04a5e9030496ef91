"""Weight (w_): what each part counts in what it makes up, from the framework or from the figures.

Each function takes the `Parts` of one aggregate and gives their shares, which sum to 1, with notes on
how they came about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from duibiao.records import DataError, Floats, Note

from .aggregate import Aggregate, aggregated
from .doubt import doubt_weights

_SMALL = 1e-9
_FEWEST = 3


@dataclass(frozen=True)
class Parts:
    """The parts of one aggregate: codes, normalised values (regions, parts), shares as given, its method."""

    whole: str
    codes: tuple[str, ...]
    values: Floats
    given: Floats
    how: Aggregate


Weighed = tuple[Floats, tuple[Note, ...]]


def w_given(parts: Parts) -> Weighed:
    """Return the framework's shares."""
    return parts.given, ()


def w_equal(parts: Parts) -> Weighed:
    """Return the same share for every part."""
    return np.full(len(parts.codes), 1 / len(parts.codes)), ()


def w_principal_components(parts: Parts) -> Weighed:
    """Return the squared loadings of the first principal component of the parts' correlations.

    Squares sum to 1 and hide signs, so a part that loads against the others is named in a note: it counts
    as if it agreed with them. Raises `DataError` where a part is level in all regions or regions are few.

    Notes
    -----
    OECD and JRC (2008), Handbook on Constructing Composite Indicators, step 6: squared loadings are the
    share of each indicator's variance in the component.
    """
    if len(parts.codes) == 1:
        return w_equal(parts)
    values, vectors = np.linalg.eigh(_correlations(parts)[0])
    first = vectors[:, -1] * (np.sign(vectors[:, -1].sum()) or 1.0)
    explained = values[-1] / values.sum()
    against = [c for c, loading in zip(parts.codes, first, strict=True) if loading < -_SMALL]
    zh, en = "、".join(against), ", ".join(against)
    notes = [
        Note(
            f"“{parts.whole}”的权重取自各组成部分相关矩阵的第一主成分（载荷平方），它解释方差的{explained:.0%}。",
            f"The weights in “{parts.whole}” are the squared loadings of the first principal component of its parts' correlations, which explains {explained:.0%} of the variance.",
        )
    ]
    if against:
        notes.append(
            Note(
                f"“{parts.whole}”中{zh}在第一主成分上的载荷为负：与其余部分走向相反，而载荷平方不分正负。请检查方向，或改用给定权重。",
                f"In “{parts.whole}” {en} loads negatively on the first component: it runs against the others, and squares do not show it. Check the directions, or use the weights given.",
            )
        )
    return first**2, tuple(notes)


def w_optimised(parts: Parts) -> Weighed:
    """Return the shares under which every part correlates equally with what the parts make up.

    For an arithmetic mean the answer is in closed form, shares proportional to (R⁻¹ 1) / s with R the
    parts' correlations and s their standard deviations. Where that asks for a negative share, or for
    another aggregation, shares of 0 or more that bring the correlations as close together as they can
    are searched, and a note gives the range that is left.

    Notes
    -----
    Becker, W., Saisana, M., Paruolo, P. and Vandecasteele, I. (2017), Weights and importance in composite
    indicators: closing the gap, Ecological Indicators 80, 12-22; linear importance (correlation).
    """
    if len(parts.codes) == 1:
        return w_equal(parts)
    correlations, deviations = _correlations(parts)
    shares = np.linalg.pinv(correlations) @ np.ones(len(parts.codes)) / deviations
    shares = shares / shares.sum() if abs(shares.sum()) > _SMALL else shares
    if parts.how.method != "arithmetic" or (shares < 0).any() or not np.isclose(shares.sum(), 1):
        shares = _searched(parts)
    reached = _importance(parts, shares)
    return shares, (
        Note(
            f"“{parts.whole}”的权重使各组成部分与它的相关系数尽量相等：现为{reached.min():.3f}至{reached.max():.3f}。",
            f"The weights in “{parts.whole}” make its parts correlate with it as equally as they can: from {reached.min():.3f} to {reached.max():.3f}.",
        ),
    )


def w_benefit_of_the_doubt(parts: Parts) -> Weighed:
    """Return each part's mean share of the regions' scores, each region under the weights most kind to it.

    The weights themselves differ by region and belong to the aggregation `a_benefit_of_the_doubt`.
    """
    scores, weights = doubt_weights(parts.values)
    shares = weights * parts.values / np.where(scores > 0, scores, np.nan)[:, None]
    if not np.isfinite(shares).any():
        return w_equal(parts)
    mean = np.nanmean(shares, axis=0)
    return mean, (
        Note(
            f"“{parts.whole}”按对每个地区最有利的权重计分，各地区权重不同；这里列出的是各部分占得分的平均份额。",
            f"“{parts.whole}” scores each region under the weights most kind to it, so weights differ by region; listed are the parts' mean shares of the scores.",
        ),
    )


WEIGHTINGS: dict[str, Callable[[Parts], Weighed]] = {
    "given": w_given,
    "equal": w_equal,
    "principal_components": w_principal_components,
    "optimised": w_optimised,
    "benefit_of_the_doubt": w_benefit_of_the_doubt,
}
"""The weightings by name: from the parts of an aggregate to their shares."""


def _correlations(parts: Parts) -> tuple[Floats, Floats]:
    """The parts' correlations and standard deviations, over the regions that have all of them."""
    values = parts.values[np.isfinite(parts.values).all(axis=1)]
    if len(values) < _FEWEST:
        raise DataError(
            zh=f"“{parts.whole}”各部分齐全的地区只有{len(values)}个，不能由数据求权重（至少{_FEWEST}个）。请补数，或改用给定权重。",
            en=f"Only {len(values)} regions have all parts of “{parts.whole}”, too few to find weights from the figures (at least {_FEWEST}). Complete them, or use the weights given.",
        )
    spread = values.std(axis=0)
    level = [
        c
        for c, s, v in zip(parts.codes, spread, np.abs(values).max(axis=0), strict=True)
        if s <= 1e-12 * v or s == 0
    ]
    if level:
        raise DataError(
            zh=f"“{level[0]}”在各地区都相同，不能由数据求“{parts.whole}”的权重。请去掉它，或改用给定权重。",
            en=f"“{level[0]}” is the same in all regions, so no weights in “{parts.whole}” can be found from the figures. Leave it out, or use the weights given.",
        )
    return np.atleast_2d(np.corrcoef(values, rowvar=False)), spread


def _importance(parts: Parts, shares: Floats) -> Floats:
    """The correlation of each part with the aggregate under these shares."""
    score = aggregated(parts.values, shares, parts.how)
    whole = np.isfinite(parts.values).all(axis=1) & np.isfinite(score)
    return np.asarray([np.corrcoef(column, score[whole])[0, 1] for column in parts.values[whole].T])


def _searched(parts: Parts) -> Floats:
    from scipy.optimize import minimize

    def unequal(shares: Floats) -> float:
        return float(np.var(_importance(parts, np.maximum(shares, _SMALL))))

    count = len(parts.codes)
    found = minimize(
        unequal,
        np.full(count, 1 / count),
        method="SLSQP",
        bounds=[(0.0, 1.0)] * count,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"maxiter": 500, "ftol": 1e-14},
    )
    shares = np.maximum(found.x, 0.0)
    return np.asarray(shares / shares.sum())
