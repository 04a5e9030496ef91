"""`duibiao frontier` over several periods: how productivity changed between neighbouring ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from duibiao.records import BadSetting

from .terminal import Progress
from .unit_columns import UnitTable

if TYPE_CHECKING:
    from duibiao.benchmark import FrontierSettings, Malmquist, MalmquistUnit


def refuse_beside_periods(
    settings: FrontierSettings, period: str, unit: str, *, suffix: bool, bootstrap: int | None
) -> None:
    """Raise `BadSetting` for what a Malmquist index cannot have."""
    plain = settings.model == "radial" and not settings.super_efficiency
    if not plain or settings.fixed or settings.undesirable:
        raise BadSetting(
            zh="Malmquist 指数用径向模型，没有超效率、固定变量和非期望产出。请去掉这些选项；非期望产出可列入 --inputs。",
            en="A Malmquist index is of the radial model, without super-efficiency, fixed variables and undesirable outputs. Leave these options out; an undesirable output may stand among the --inputs.",
        )
    if settings.returns not in ("crs", "vrs"):
        raise BadSetting(
            zh="Malmquist 指数本身总以规模报酬不变（crs）计，规模报酬可变（vrs）只用于分解。请去掉 --returns。",
            en="A Malmquist index is always of constant returns (crs); variable returns (vrs) only split it. Leave --returns out.",
        )
    if bootstrap is not None:
        raise BadSetting(
            zh="自助法（--bootstrap）只用于一个时期的得分。请去掉 --bootstrap，或逐期计算。",
            en="The bootstrap (--bootstrap) is for the scores of one period. Leave it out, or take one period at a time.",
        )
    if period and suffix:
        raise BadSetting(
            zh="--period（每期一行）和 --period-suffix（每期一列）只能选一个。",
            en="--period (a row a period) and --period-suffix (a column a period) exclude each other. Choose one.",
        )
    if period and not unit:
        raise BadSetting(
            zh="每期一行的表要用 --id 写明单元名称所在的列，才能认出各期的同一单元。",
            en="A table with a row a period needs --id, the column that names the units, to know a unit in another period.",
        )


def compare_periods(
    table: UnitTable,
    unit: str,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    period: str,
    settings: FrontierSettings,
    parts: Literal["fgnz", "ray-desli"],
    told: Progress,
) -> Malmquist:
    """Return the changes between neighbouring periods; without a column of periods they stand in columns."""
    from duibiao.benchmark import MalmquistSettings, malmquist

    names = (*inputs, *outputs)
    ids = table.names(unit) if unit else [str(n) for n in range(1, len(table.rows) + 1)]
    if period:
        values, when = table.numbers(names), table.names(period)
    else:
        columns = table.periods(names)
        found = table.numbers([column for c in columns.values() for column in c.values()])
        values = {name: [x for c in columns.values() for x in found[c[name]]] for name in names}
        when = [p for p in columns for _ in ids]
        ids = ids * len(columns)
    return malmquist(
        {name: values[name] for name in inputs},
        {name: values[name] for name in outputs},
        ids,
        when,
        settings=MalmquistSettings(
            orientation="output" if settings.moves == "output" else "input",
            parts=parts,
            missing=settings.missing,
        ),
        progress=told,
    )


def record(unit: MalmquistUnit) -> dict[str, Any]:
    """Return a change as plain values; what cannot be known is null."""
    return {
        "id": unit.id,
        "from": unit.start,
        "to": unit.end,
        "malmquist": unit.index,
        "efficiency_change": unit.efficiency,
        "pure_efficiency_change": unit.pure,
        "scale_change": unit.scale,
        "technical_change": unit.technical,
        "status": unit.status,
    }
