"""What a synthetic control and its checks give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from duibiao.records import Note

from .settings import SyntheticSettings


@dataclass(frozen=True, slots=True)
class YearGap:
    """One year: the outcome of home, of its synthetic control, and home minus it; None where not known."""

    year: int
    actual: float | None
    synthetic: float | None
    gap: float | None


@dataclass(frozen=True, slots=True)
class Balance:
    """One predictor, in its own unit: home, the synthetic control, the mean of all donors.

    `weight` is its part of V, None where weights fit the outcome alone.
    """

    name: str
    home: float
    synthetic: float
    donors: float
    weight: float | None


@dataclass(frozen=True)
class Synthetic:
    """A synthetic control of one unit and year.

    `weights` are of all donors, the heaviest first, and sum to 1. `mspe` is the mean squared error over the
    years of `fit`, `bound` the smallest that any weights could reach there; `validation_mspe` that over the
    validation years with the predictors of their training windows, by which V was chosen, where it was so. `mean_gap` is home minus synthetic, the mean over
    `effect`, `effect_mspe` the mean square; in the unit of the outcome. All of it is exact given the figures,
    the donors and V: what is uncertain is what would have happened, for which placebos give a measure.
    """

    unit: str
    outcome: str
    start: int
    weights: Mapping[str, float]
    mspe: float
    bound: float
    validation_mspe: float | None
    mean_gap: float
    effect_mspe: float
    path: tuple[YearGap, ...]
    balance: tuple[Balance, ...]
    fit: tuple[int, ...]
    effect: tuple[int, ...]
    settings: SyntheticSettings
    notes: tuple[Note, ...] = ()

    @property
    def donors(self) -> tuple[str, ...]:
        """The donors that have a weight, the heaviest first."""
        return tuple(name for name, weight in self.weights.items() if weight > 0)


@dataclass(frozen=True)
class PlaceboRun:
    """One unit treated as if it had had the policy: its errors before and after, and its gap year by year.

    `ratio` is the mean squared error after over that before; infinite where the fit before is perfect.
    """

    unit: str
    mspe: float
    effect_mspe: float
    ratio: float
    mean_gap: float
    gaps: Mapping[int, float]


@dataclass(frozen=True)
class Placebos:
    """Placebos in space: every donor treated as if it had had the policy.

    `share` is the part of all units, home included, whose ratio is at least home's: `rank` over their number.
    """

    home: PlaceboRun
    units: tuple[PlaceboRun, ...]
    rank: int
    share: float
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class WithoutDonor:
    """The mean gap and the error of the fit when one donor is left out."""

    donor: str
    mean_gap: float
    mspe: float


@dataclass(frozen=True)
class LeaveOneOut:
    """The fit without each donor that had a weight; `low` and `high` bound the mean gaps found."""

    runs: tuple[WithoutDonor, ...]
    low: float
    high: float
