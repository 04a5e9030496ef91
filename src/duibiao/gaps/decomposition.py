"""Why: a gap split exactly into the parts that make it.

A product (GDP = population x GDP per head) is split by the additive logarithmic mean Divisia index
(LMDI-I; Ang 2005, Energy Policy 33:867): part_i = L(a, b) ln(a_i / b_i), with the logarithmic mean
L(a, b) = (a - b) / ln(a / b). A sum (GDP per head over sectors, a weighted composite) is split into
the differences of its terms. Both leave no residual.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duibiao.records import Cell, DataError, Mark, Note, Panel

_SECTORS = ("primary_share", "secondary_share", "tertiary_share")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a gap: the indicator it stands for, its amount, and its share of the whole (they sum to 1)."""

    indicator: str
    amount: float
    share: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A gap split into parts that sum to it.

    `total` is home minus reference, in `unit`; `ratio` is reference over home; `parts` sum to `total`
    exactly (to the rounding of floating point). `inputs` are the numbers that it was made from.
    """

    indicator: str
    home: str
    reference: str
    year: int
    unit: str
    total: float
    ratio: float | None
    parts: tuple[Part, ...]
    method: Note
    inputs: tuple[Cell, ...] = ()
    marks: Mark = Mark.NONE


def logarithmic_mean(a: float, b: float) -> float:
    """Return (a - b) / ln(a / b), and a where both are equal; both must be positive.

    >>> round(logarithmic_mean(2.0, 1.0), 6)
    1.442695
    """
    if a <= 0 or b <= 0:
        raise DataError(
            zh=f"对数分解要求两数都大于0，而得到{a:g}与{b:g}。请改用差额分解，或换一个指标。",
            en=f"A logarithmic split needs two positive numbers and got {a:g} and {b:g}. Split the difference instead, or choose another indicator.",
        )
    if math.isclose(a, b, rel_tol=1e-12):
        return a
    return (a - b) / math.log(a / b)


def split_product(
    home: Sequence[float], reference: Sequence[float]
) -> tuple[float, tuple[float, ...]]:
    """Return the difference of two products (home minus reference) and its LMDI parts, one a factor.

    The parts sum to the difference exactly; a factor that is equal on both sides gets 0.

    >>> total, parts = split_product([2, 3], [4, 6])
    >>> total, round(sum(parts), 12)
    (-18.0, -18.0)
    """
    a, b = math.prod(map(float, home)), math.prod(map(float, reference))
    for pair in zip(home, reference, strict=True):
        logarithmic_mean(*pair)
    weight = logarithmic_mean(a, b)
    return a - b, tuple(weight * math.log(x / y) for x, y in zip(home, reference, strict=True))


def decompose_gdp(panel: Panel, home: str, reference: str, year: int) -> Decomposition:
    """Return the gap in GDP split into population and GDP per head (LMDI).

    >>> from duibiao.sources import load_sample
    >>> split = decompose_gdp(load_sample(), "510300", "320400", 2020)
    >>> round(split.parts[0].share, 2)
    0.44
    """
    codes = ("residents", "gdp_per_capita")
    cells = {(r, c): panel.cell(r, c, year) for r in (home, reference) for c in ("gdp", *codes)}
    _require(panel, cells.values())
    total, amounts = split_product(
        [_value(cells[home, c]) for c in codes], [_value(cells[reference, c]) for c in codes]
    )
    gdp_home, gdp_reference = _value(cells[home, "gdp"]), _value(cells[reference, "gdp"])
    # residents are in 万人 and GDP per head in 元/人, so the product is in 万元, the unit of GDP.
    difference = gdp_home - gdp_reference
    parts = tuple(
        Part(code, difference * amount / total if total else 0.0, amount / total if total else 0.0)
        for code, amount in zip(codes, amounts, strict=True)
    )
    return Decomposition(
        "gdp",
        home,
        reference,
        year,
        panel.indicators["gdp"].unit,
        difference,
        gdp_reference / gdp_home,
        parts,
        _LMDI,
        tuple(cells.values()),
        _marks(cells.values()),
    )


def decompose_gdp_per_head(panel: Panel, home: str, reference: str, year: int) -> Decomposition:
    """Return the gap in GDP per head split into the three sectors' value added per head."""
    codes = ("gdp_per_capita", *_SECTORS)
    cells = {(r, c): panel.cell(r, c, year) for r in (home, reference) for c in codes}
    _require(panel, cells.values())
    level = {r: _value(cells[r, "gdp_per_capita"]) for r in (home, reference)}
    amounts = [
        (level[home] * _value(cells[home, s]) - level[reference] * _value(cells[reference, s]))
        / 100
        for s in _SECTORS
    ]
    total = level[home] - level[reference]
    return Decomposition(
        "gdp_per_capita",
        home,
        reference,
        year,
        panel.indicators["gdp_per_capita"].unit,
        total,
        level[reference] / level[home],
        _parts(_SECTORS, amounts),
        _SUM,
        tuple(cells.values()),
        _marks(cells.values()),
    )


def decompose_score(
    home: str,
    reference: str,
    year: int,
    contributions_home: dict[str, float],
    contributions_reference: dict[str, float],
) -> Decomposition:
    """Return the gap of two composite scores split into indicators.

    Each mapping gives an indicator's contribution (weight times normalised score) to the composite.
    """
    if contributions_home.keys() != contributions_reference.keys():
        odd = contributions_home.keys() ^ contributions_reference.keys()
        raise DataError(
            zh=f"两地得分的构成不同（{'、'.join(sorted(odd))}只在一方），不能分解。请换一年，或从框架中去掉这些指标。",
            en=f"The two scores are made of different indicators ({', '.join(sorted(odd))} in one only), so their gap cannot be split. Choose another year, or take these out of the framework.",
        )
    codes = tuple(contributions_home)
    amounts = [contributions_home[c] - contributions_reference[c] for c in codes]
    parts = _parts(codes, amounts)
    return Decomposition("score", home, reference, year, "分", sum(amounts), None, parts, _SCORE)


def round_to_total(amounts: Sequence[float], digits: int = 0) -> tuple[float, ...]:
    """Return the amounts rounded so that they sum to the rounded total (largest remainders).

    >>> round_to_total([33.34, 33.33, 33.33])
    (34.0, 33.0, 33.0)
    """
    scale = 10.0**digits
    scaled = [a * scale for a in amounts]
    floors = [math.floor(s) for s in scaled]
    missing = round(sum(scaled)) - sum(floors)
    order = sorted(range(len(scaled)), key=lambda i: floors[i] - scaled[i])
    raised = set(order[:missing])
    return tuple((f + (i in raised)) / scale for i, f in enumerate(floors))


_LMDI = Note(
    "对数平均迪氏指数法（LMDI，加法形式），无残差",
    "logarithmic mean Divisia index (LMDI-I, additive), no residual",
)
_SUM = Note(
    "三次产业人均增加值之差，逐项相加等于总差距",
    "differences of value added per head by sector, summing to the gap",
)
_SCORE = Note(
    "各指标加权标准分之差，逐项相加等于总分差距",
    "differences of weighted normalised scores, summing to the gap",
)


def _parts(codes: Sequence[str], amounts: Sequence[float]) -> tuple[Part, ...]:
    total = sum(amounts)
    return tuple(
        Part(c, a, a / total if total else 0.0) for c, a in zip(codes, amounts, strict=True)
    )


def _value(cell: Cell) -> float:
    assert cell.value is not None
    return cell.value


def _marks(cells: Iterable[Cell]) -> Mark:
    marks = Mark.NONE
    for cell in cells:
        marks |= cell.marks
    return marks


def _require(panel: Panel, cells: Iterable[Cell]) -> None:
    lacking = [c for c in cells if not c.usable]
    if lacking:
        names_zh = "、".join(
            f"{panel.regions[c.region].name_zh}{c.year}年{panel.indicators[c.indicator].name_zh}"
            for c in lacking
        )
        names_en = ", ".join(
            f"{panel.regions[c.region].name('en')} {c.year} {panel.indicators[c.indicator].name('en')}"
            for c in lacking
        )
        raise DataError(
            zh=f"不能分解：缺少{names_zh}。请换一年，或补上数据。",
            en=f"The gap cannot be split: {names_en} missing. Choose another year, or add the figures.",
        )
