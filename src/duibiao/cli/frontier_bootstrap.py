"""`duibiao frontier --bootstrap`: what it can be asked of, and what it says of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao.records import BadSetting

from .terminal import Progress
from .unit_columns import UnitTable

if TYPE_CHECKING:
    from duibiao.benchmark import Bootstrap, BootstrapSettings, BootstrapUnit, FrontierSettings


def settings_beside(settings: FrontierSettings, replications: int, seed: int) -> BootstrapSettings:
    """What is drawn, or a refusal where the bootstrap is not defined for the model."""
    from duibiao.benchmark import BootstrapSettings

    plain = settings.model == "radial" and not settings.super_efficiency
    if not plain or settings.returns == "fdh" or settings.fixed or settings.undesirable:
        raise BadSetting(
            zh="自助法（--bootstrap）只用于径向模型，规模报酬为 crs、vrs、irs 或 drs，且没有超效率、固定变量和非期望产出。请去掉这些选项；非期望产出可列入 --inputs。",
            en="The bootstrap (--bootstrap) is for the radial model with returns crs, vrs, irs or drs, without super-efficiency, fixed variables and undesirable outputs. Leave these options out; an undesirable output may stand among the --inputs.",
        )
    return BootstrapSettings(
        returns=settings.returns,
        orientation="output" if settings.moves == "output" else "input",
        replications=replications,
        seed=seed,
        missing=settings.missing,
    )


def draw(
    table: UnitTable,
    unit: str,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    settings: BootstrapSettings,
    told: Progress,
) -> Bootstrap:
    """Return the scores of the table's units with their doubt."""
    from duibiao.benchmark import bootstrap_scores

    return bootstrap_scores(
        table.numbers(inputs),
        table.numbers(outputs),
        ids=table.names(unit) if unit else (),
        settings=settings,
        progress=told,
    )


def interval(unit: BootstrapUnit | None) -> dict[str, float]:
    """Return what the bootstrap says of a unit, nothing where there was none."""
    if unit is None:
        return {}
    return {"corrected": unit.corrected, "bias": unit.bias, "low": unit.low, "high": unit.high}
