"""What is asked of a convergence study: the log t regression, the clubs, their merging, the filter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from duibiao.records import BadSetting, UnknownName

from .hac import HACS

Core = Literal["max", "all"]
"""The core is where t is largest, or all as long as t is above the threshold."""
Sieve = Literal["fixed", "incremental", "sequential"]
"""How regions join a core: c* fixed; c* raised until the club passes; one by one, the best first."""
Order = Literal["last", "last-half"]
"""Regions are ordered by their last year, or by the mean of the last half of the years."""
Merge = Literal["none", "ps", "vlt"]
"""Neighbouring clubs are not merged; merged as Phillips and Sul 2009, or von Lyncker and Thoennessen 2017."""


@dataclass(frozen=True, slots=True)
class ConvergenceSettings:
    """How convergence is measured.

    `log`: logarithms are taken first. `filter`: "none", or "hp" (Hodrick and Prescott's trend with `smoothing`; 400 is
    Phillips and Sul's for years, 6.25 Ravn and Uhlig's), for log t only.
    `trim`: the share of years that log t leaves out at the start, rounded to whole years (a third: Phillips and Sul
    2007), or "by-length": 0.3 up to 50 years, 0.2 from 100 on, linear between (their simulations).
    `hac`: a key of `HACS`. `threshold`: log t above it does not reject convergence (-1.65: 5 %, one-sided).
    `core`, `sieve`, `order`, `merge`: see their types. `c_star` is the sieve's criterion; where `sieve` is
    "incremental" it is raised by `increment` up to `cap`. `merge_divergent`: divergent regions are tried on the clubs
    (von Lyncker and Thoennessen 2017) with `threshold`.
    """

    log: bool = False
    filter: Literal["none", "hp"] = "none"
    smoothing: float = 400.0
    trim: float | Literal["by-length"] = 1 / 3
    hac: str = "fqsb"
    threshold: float = -1.65
    order: Order = "last"
    core: Core = "max"
    sieve: Sieve = "fixed"
    c_star: float = 0.0
    increment: float = 0.1
    cap: float = 3.0
    merge: Merge = "none"
    merge_divergent: bool = False

    def __post_init__(self) -> None:
        known(self.filter, ("none", "hp"))
        known(self.hac, HACS)
        known(self.order, ("last", "last-half"))
        known(self.core, ("max", "all"))
        known(self.sieve, ("fixed", "incremental", "sequential"))
        known(self.merge, ("none", "ps", "vlt"))
        if isinstance(self.trim, str):
            known(self.trim, ("by-length",))
        elif not 0 < self.trim < 1:
            raise BadSetting(
                zh=f"舍去的年份比例是{self.trim:g}，须大于0、小于1，如0.333；log t 在第一年没有定义。",
                en=f"The share of years left out is {self.trim:g}. It must be above 0 and below 1, such as 0.333; log t is not defined in the first year.",
            )
        if not self.smoothing > 0:
            raise BadSetting(
                zh=f"HP滤波的平滑参数是{self.smoothing:g}，须大于0；年度数据常用400或6.25。",
                en=f"The smoothing of the HP filter is {self.smoothing:g}. It must be above 0; 400 and 6.25 are usual for years.",
            )
        if not self.increment > 0 or self.cap < self.c_star:
            raise BadSetting(
                zh=f"c*从{self.c_star:g}起、每次加{self.increment:g}、不超过{self.cap:g}：步长须大于0，上限不小于起点。",
                en=f"c* starts at {self.c_star:g}, is raised by {self.increment:g} and capped at {self.cap:g}. The step must be above 0 and the cap not below the start.",
            )

    def dropped(self, years: int) -> int:
        """Return how many years log t leaves out at the start (at least one: ln ln 1 is not defined).

        >>> ConvergenceSettings().dropped(34), ConvergenceSettings(trim="by-length").dropped(34)
        (11, 10)
        """
        by_length = min(0.3, max(0.2, 0.3 - 0.1 * (years - 50) / 50))
        share = by_length if isinstance(self.trim, str) else self.trim
        return max(1, round(share * years))


def known(name: str, allowed: Collection[str]) -> None:
    """Raise `UnknownName` where a method is not among those allowed."""
    if name not in allowed:
        raise UnknownName("method", name, allowed)
