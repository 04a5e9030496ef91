"""What is asked of a back-test."""

from __future__ import annotations

from dataclasses import dataclass, field

from duibiao.records import BadSetting

from ..forecasts import ForecastSettings


@dataclass(frozen=True, slots=True)
class BacktestSettings:
    """How forecasts are tried on the past.

    `horizons` in years. A cell (indicator by horizon) counts where it has at least `fewest_origins`; an
    origin counts where at least `fewest_regions` have an outcome and a window of that horizon is already over.
    `resamples` of the origins, drawn from `seed`, give intervals at `confidence`.
    """

    horizons: tuple[int, ...] = (1, 3, 5)
    fewest_origins: int = 5
    fewest_regions: int = 5
    resamples: int = 1000
    confidence: float = 0.9
    seed: int = 0
    forecast: ForecastSettings = field(default_factory=ForecastSettings)

    def __post_init__(self) -> None:
        rising = tuple(sorted(set(self.horizons)))
        if not rising or rising != self.horizons or not 1 <= rising[0] <= rising[-1] <= 50:
            given = ",".join(map(str, self.horizons))
            raise BadSetting(
                zh=f"预测年数“{given}”须为1到50之间从小到大、不重复的整数，如1,3,5。",
                en=f"The horizons “{given}” must be whole numbers from 1 to 50 in rising order without repeats, e.g. 1,3,5.",
            )
        if self.fewest_origins < 2 or self.fewest_regions < 2 or self.resamples < 10:
            raise BadSetting(
                zh="回测设置不合：起点数和地区数至少为2，重抽样次数至少为10。",
                en="The back-test's settings do not fit: at least 2 origins, 2 regions and 10 resamples are needed.",
            )
        if not 0 < self.confidence < 1:
            raise BadSetting(
                zh=f"置信水平是{self.confidence}，须在0到1之间。",
                en=f"The confidence is {self.confidence}. It must lie between 0 and 1.",
            )
