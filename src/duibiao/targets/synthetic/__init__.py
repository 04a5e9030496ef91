"""Synthetic control: what a policy year did to one region, against a weighted mean of regions without it.

`synthetic_control` fits; `placebos_in_space`, `placebo_in_time` and `leave_one_out` say how far to trust it.
"""

from __future__ import annotations

from .control import synthetic_control
from .placebos import leave_one_out, placebo_in_time, placebos_in_space
from .records import (
    Balance,
    LeaveOneOut,
    PlaceboRun,
    Placebos,
    Synthetic,
    WithoutDonor,
    YearGap,
)
from .searches import SEARCHES
from .settings import OPERATORS, Predictor, SyntheticSettings, years_in
from .unit_years import UnitYears

__all__ = [
    "OPERATORS",
    "SEARCHES",
    "Balance",
    "LeaveOneOut",
    "PlaceboRun",
    "Placebos",
    "Predictor",
    "Synthetic",
    "SyntheticSettings",
    "UnitYears",
    "WithoutDonor",
    "YearGap",
    "leave_one_out",
    "placebo_in_time",
    "placebos_in_space",
    "synthetic_control",
    "years_in",
]
