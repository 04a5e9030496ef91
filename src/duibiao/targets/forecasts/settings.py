"""What is asked of a forecast."""

from __future__ import annotations

from dataclasses import dataclass

from duibiao.records import BadSetting


@dataclass(frozen=True, slots=True)
class ForecastSettings:
    """How a forecast is made.

    `draws` is the number of sample paths.
    """

    draws: int = 1000

    def __post_init__(self) -> None:
        if not 10 <= self.draws <= 100_000:
            raise BadSetting(
                zh=f"抽样路径数是{self.draws}，须为10到100000。",
                en=f"The number of sample paths is {self.draws}. It must be 10 to 100,000.",
            )
