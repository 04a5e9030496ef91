"""Does a framework hang together: correlations of parts, with what they make up, and Cronbach's alpha."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duibiao.records import Floats, Note, UnknownName

from .result import Composite

REDUNDANT = 0.92
"""A correlation above which two parts say the same twice."""
OPPOSED = -0.4
"""A correlation below which two parts cancel each other out."""
FAINT = 0.3
"""A correlation with its parent below which a part hardly counts."""
ALPHA = 0.7
"""The alpha from which parts usually pass for measuring one thing (Nunnally 1978)."""

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the parts of one aggregate agree.

    `correlations` has shape (parts, parts), `with_parent` and `with_index` (parts,); NaN where fewer than
    three regions have both or all are level. `alpha` is Cronbach's, None for a single part.
    """

    aggregate: str
    parts: tuple[str, ...]
    correlations: Floats
    with_parent: Floats
    with_index: Floats
    alpha: float | None


@dataclass(frozen=True)
class Consistency:
    """The agreement within each aggregate, and plain warnings where parts disagree, repeat or hardly count."""

    method: str
    items: tuple[Agreement, ...]
    warnings: tuple[Note, ...]


def find_consistency(composite: Composite, method: str = "pearson") -> Consistency:
    """Return how the parts of each aggregate correlate, on the scores that were aggregated.

    `method` is `pearson` or `spearman` (of ranks, for skewed scores).

    Notes
    -----
    The limits are those in use at the JRC (COIN Tool): OECD and JRC (2008), Handbook on Constructing
    Composite Indicators, step 4; alpha: Cronbach, L. J. (1951), Psychometrika 16.
    """
    if method not in ("pearson", "spearman"):
        raise UnknownName("method", method, ("pearson", "spearman"))
    scores = composite.scores
    if method == "spearman":
        from .normalise import n_rank

        scores = n_rank(scores, ties="average")
    codes, top = composite.structure.codes, composite.structure.positions
    whole = scores[:, top[composite.structure.top.code]]
    items, warnings = [], list[Note]()
    for parent, inside in composite.structure.parts.items():
        parts = scores[:, inside]
        found = Agreement(
            codes[parent],
            tuple(codes[i] for i in inside),
            np.array([_with_each(parts, own) for own in parts.T]),
            _with_each(parts, scores[:, parent]),
            _with_each(parts, whole),
            cronbach_alpha(composite.scores[:, inside]),
        )
        items.append(found)
        warnings += _warnings(found)
    return Consistency(method, tuple(items), tuple(warnings))


def cronbach_alpha(parts: Floats) -> float | None:
    """Return Cronbach's alpha of columns, over the rows that have all; None for one column or level sums.

    k / (k - 1) (1 - Σ var(part) / var(Σ parts)). It can be negative, where parts oppose each other.

    >>> round(cronbach_alpha(np.array([[1.0, 2.0], [2.0, 3.0], [4.0, 4.0]])), 4)
    0.9474
    """
    whole = parts[~np.isnan(parts).any(axis=1)]
    count = whole.shape[1]
    if count < 2 or len(whole) < _FEWEST:
        return None
    total = float(whole.sum(axis=1).var())
    return count / (count - 1) * (1 - float(whole.var(axis=0).sum()) / total) if total else None


def _with_each(parts: Floats, other: Floats) -> Floats:
    """The correlation of each column with one other, over the rows that have both."""
    found = np.full(parts.shape[1], np.nan)
    for i, column in enumerate(parts.T):
        both = ~(np.isnan(column) | np.isnan(other))
        x, y = column[both], other[both]
        if len(x) >= _FEWEST and np.ptp(x) > 0 and np.ptp(y) > 0:
            found[i] = np.corrcoef(x, y)[0, 1]
    return found


def _warnings(found: Agreement) -> list[Note]:
    notes = []
    for i, one in enumerate(found.parts):
        for j, other in enumerate(found.parts[:i]):
            r = found.correlations[i, j]
            if r > REDUNDANT:
                notes.append(
                    Note(
                        f"“{other}”与“{one}”相关{r:.2f}，几乎说的是同一件事，等于在“{found.aggregate}”里计了两次。可只留一个，或降低权重。",
                        f"“{other}” and “{one}” correlate at {r:.2f}: they say nearly the same and count twice in “{found.aggregate}”. Keep one, or lower their weights.",
                    )
                )
            elif r < OPPOSED:
                notes.append(
                    Note(
                        f"“{other}”与“{one}”相关{r:.2f}，方向相反，在“{found.aggregate}”里互相抵消。请检查方向，或把它们分开。",
                        f"“{other}” and “{one}” correlate at {r:.2f}: they pull in opposite ways and cancel out in “{found.aggregate}”. Check their directions, or keep them apart.",
                    )
                )
        faint = found.with_parent[i]
        if len(found.parts) > 1 and faint < 0:
            notes.append(
                Note(
                    f"“{one}”与“{found.aggregate}”相关{faint:.2f}，它高的地区总分反而低。请检查它的方向。",
                    f"“{one}” correlates with “{found.aggregate}” at {faint:.2f}: where it is high, the whole is low. Check its direction.",
                )
            )
        elif len(found.parts) > 1 and faint < FAINT:
            notes.append(
                Note(
                    f"“{one}”与“{found.aggregate}”只相关{faint:.2f}，对它几乎不起作用。请看它的方向和权重。",
                    f"“{one}” correlates with “{found.aggregate}” at only {faint:.2f} and hardly counts in it. Look at its direction and weight.",
                )
            )
    if found.alpha is not None and found.alpha < ALPHA:
        notes.append(
            Note(
                f"“{found.aggregate}”的克龙巴赫α系数是{found.alpha:.2f}，低于{ALPHA}：各部分量的未必是同一件事。",
                f"Cronbach's alpha of “{found.aggregate}” is {found.alpha:.2f}, below {ALPHA}: its parts may not measure one thing.",
            )
        )
    return notes
