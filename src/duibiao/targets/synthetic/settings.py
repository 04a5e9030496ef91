"""What is asked of a synthetic control: predictors, windows of years, the search for their weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from duibiao.records import BadSetting, Floats, UnknownName

from .searches import SEARCHES

_SPAN = re.compile(r"\s*(\d{1,4})\s*(?:[-–—至到]\s*(\d{1,4})\s*(?:/\s*(\d{1,3}))?)?\s*")


def years_in(given: object) -> tuple[int, ...]:
    """Return the years of a year, of "1961-1969", of "1961-1969/2" (every second), or of a list of these.

    Raises `BadSetting` for anything else.

    >>> years_in("1961-1969/2"), years_in([1970, "1975-1976"])
    ((1961, 1963, 1965, 1967, 1969), (1970, 1975, 1976))
    """
    if isinstance(given, list | tuple):
        return tuple(sorted({year for part in given for year in years_in(part)}))
    found = None if isinstance(given, bool) else _SPAN.fullmatch(str(given))
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        step = int(found[3] or 1)
        if first <= last and step > 0:
            return tuple(range(first, last + 1, step))
    raise BadSetting(
        zh=f'“{given}”不是年份。请写一年（1990）、一段（"1961-1969"）、隔年（"1961-1969/2"），或它们的列表。',
        en=f'“{given}” names no years. Write a year (1990), a span ("1961-1969"), every second year ("1961-1969/2"), or a list of these.',
    )


def o_mean(values: Floats) -> Floats:
    """Return the mean of each row over the years that have a figure; NaN where none has."""
    known = np.isfinite(values)
    sums, counts = np.where(known, values, 0.0).sum(axis=1), known.sum(axis=1)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def o_median(values: Floats) -> Floats:
    """Return the median of each row over the years that have a figure; NaN where none has."""
    rows = (row[np.isfinite(row)] for row in values)
    return np.array([np.median(row) if len(row) else np.nan for row in rows])


OPERATORS: dict[str, Callable[[Floats], Floats]] = {"mean": o_mean, "median": o_median}
"""How a predictor is made of the years of its window."""


@dataclass(frozen=True, slots=True)
class Predictor:
    """What home and its synthetic control should have in common before the policy.

    `columns` are added up, then `operator` (a key of `OPERATORS`) is taken over `years` (none: the years of
    the fit). Predictors of one `share_of` are shown as percent of their sum. `training_columns` and
    `training_years` take the place of both where V is chosen by cross-validation (none: the same).
    """

    columns: tuple[str, ...]
    years: tuple[int, ...] = ()
    name: str = ""
    operator: str = "mean"
    share_of: str = ""
    training_columns: tuple[str, ...] = ()
    training_years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns:
            raise BadSetting(
                zh="有一个预测变量没有写列名。请写 columns。",
                en="A predictor names no column. Give it `columns`.",
            )
        if self.operator not in OPERATORS:
            raise UnknownName("method", self.operator, OPERATORS)

    @property
    def label(self) -> str:
        """Its name, or one made of its columns and of years that are its own."""
        if self.name:
            return self.name
        years = f"({self.years[0]})" if len(self.years) == 1 else ""
        return " + ".join(self.columns) + years


@dataclass(frozen=True, slots=True)
class SyntheticSettings:
    """How a synthetic control is made.

    Windows are years: `fit`, over which the outcome is to be met (none: all of home's before the policy);
    `effect`, over which the gap is averaged (none: all from it on), `until`, the last year to look at;
    `validation`, in which V is judged when predictors have their training windows (none: in `fit`).
    `exclude` are no donors; `treated` says since which year others had the policy too. `search` is a key of
    `SEARCHES`; without predictors weights fit the outcome alone. `iterations` bounds each search from one start,
    `seed` decides the draws of the thorough one. `home_among_donors` lets home serve in the placebos of others
    (Abadie, Diamond and Hainmueller 2010); by default it does not, since it holds the effect. A fit is called
    poor where its error exceeds `poor_fit` times the spread among the donors.
    """

    predictors: tuple[Predictor, ...] = ()
    fit: tuple[int, ...] = ()
    effect: tuple[int, ...] = ()
    until: int | None = None
    validation: tuple[int, ...] = ()
    exclude: tuple[str, ...] = ()
    treated: Mapping[str, int] = field(default_factory=dict)
    search: str = "nelder-mead"
    iterations: int = 1000
    seed: int = 0
    home_among_donors: bool = False
    poor_fit: float = 0.25

    def __post_init__(self) -> None:
        if self.search not in SEARCHES and self.search != "outcome-only":
            names = [*SEARCHES, "outcome-only"]
            every = f"可用的有：{'、'.join(names)}。", f"Allowed: {', '.join(names)}."
            raise UnknownName("method", self.search, names, how=every)
        if self.iterations < 1 or self.seed < 0 or not self.poor_fit > 0:
            raise BadSetting(
                zh="iterations 须至少为1，seed 不能为负，poor_fit 须大于0。请改正。",
                en="`iterations` must be at least 1, `seed` not negative and `poor_fit` above 0. Mend them.",
            )
        if self.validation and self.outcome_only:
            raise BadSetting(
                zh="写了交叉验证的年份 validation，却没有预测变量可选权重。请加上预测变量，或去掉 validation。",
                en="There are years of `validation` and no predictors whose weights they could choose. Add predictors, or take `validation` away.",
            )
        twice = next((x for x in self.labels if self.labels.count(x) > 1), "")
        if twice:
            raise BadSetting(
                zh=f"有两个预测变量都叫“{twice}”。请用 name 分别命名。",
                en=f"Two predictors are called {twice}. Tell them apart by `name`.",
            )

    @property
    def labels(self) -> list[str]:
        """The predictors' names, with their windows where columns alone do not tell them apart."""
        plain = [p.label for p in self.predictors]
        return [
            f"{label}({p.years[0]}-{p.years[-1]})"
            if plain.count(label) > 1 and p.years and not p.name
            else label
            for label, p in zip(plain, self.predictors, strict=True)
        ]

    @property
    def outcome_only(self) -> bool:
        """Whether weights fit the outcome alone, without predictors."""
        return not self.predictors or self.search == "outcome-only"
