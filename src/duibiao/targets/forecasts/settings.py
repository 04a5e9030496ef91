"""What is asked of a forecast."""

from __future__ import annotations

from dataclasses import dataclass

from duibiao.records import BadSetting


@dataclass(frozen=True, slots=True)
class ForecastSettings:
    """How a forecast is made; docs/odds.md has the formulas.

    `draws` is the number of sample paths. `ridge` draws what is learned of relative growth to nothing: as many
    regions' windows of no effect are added for each 30 regions. `own_years`: a region's own volatility counts as
    half once it has so many years of growth. `recency` discounts common growth a year back, and
    `volatility_recency` the panel's volatility. `common_share` is the share of the variance that
    common shocks are taken to have before any is seen, and `share_years` the number of years that
    assumption weighs.
    """

    draws: int = 1000
    ridge: float = 20.0
    own_years: float = 4.0
    recency: float = 0.4
    volatility_recency: float = 0.7
    common_share: float = 1 / 3
    share_years: float = 2.0

    def __post_init__(self) -> None:
        for name, low, high in _BOUNDS:
            value = getattr(self, name)
            if not low <= value <= high:
                raise BadSetting(
                    zh=f"预测设置 {name} 是{value}，须在{low}到{high}之间。",
                    en=f"The forecast setting {name} is {value}. It must lie between {low} and {high}.",
                )


_BOUNDS = (
    ("draws", 10, 100_000),
    ("ridge", 0.1, 1e6),
    ("own_years", 0.1, 1e6),
    ("recency", 0.01, 1),
    ("volatility_recency", 0.01, 1),
    ("common_share", 0.01, 0.95),
    ("share_years", 1.5, 100),
)
