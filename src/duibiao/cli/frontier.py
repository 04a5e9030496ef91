"""`duibiao frontier`: who does most with least, and what the others could reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .frontier_tables import show_frontier
from .options import Csv, Json, Lang
from .terminal import as_records, progress, say
from .unit_columns import UnitTable, named
from .words import language

if TYPE_CHECKING:
    from duibiao.benchmark import Frontier, FrontierSettings, FrontierUnit

HELP = """谁用得少、做得多：各单元离效率前沿有多远，向谁学，能做到多少（数据包络分析）。
| Who does most with least: how far each unit is from the efficient frontier, whom it can learn from, and what it could reach (data envelopment analysis)."""
EXAMPLES = """duibiao frontier 医院.csv --id 医院 --inputs 医生 --outputs 门诊,住院
duibiao frontier 企业.xlsx --inputs 资本,劳动 --outputs 产值 --returns vrs
duibiao frontier 指标.csv --id 城市 --outputs 教育,卫生,交通 --json
| duibiao frontier wards.csv --id ward --inputs x1,x2 --outputs y1,y2
duibiao frontier firms.xlsx --inputs capital --outputs made --returns vrs
duibiao frontier scores.csv --id city --outputs schools,health --json"""

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="一行一个单元的表：CSV、Excel、Parquet | A table with a row a unit: CSV, Excel, Parquet.",
    ),
]
Id = Annotated[
    str,
    typer.Option(
        "--id",
        metavar="COLUMN",
        help="单元名称所在的列；不写则按行编号 | The column that names the units; without it rows are numbered.",
    ),
]
Inputs = Annotated[
    str,
    typer.Option(
        "--inputs",
        metavar="COLUMNS",
        help="投入，用逗号隔开；不写则每个单元的投入都为1 | Inputs, separated by commas; without them each unit has one of 1.",
    ),
]
Outputs = Annotated[
    str,
    typer.Option(
        "--outputs",
        metavar="COLUMNS",
        help="产出，用逗号隔开 | Outputs, separated by commas.",
    ),
]
Returns = Annotated[
    Literal["crs", "vrs", "irs", "drs", "fdh"],
    typer.Option(
        "--returns",
        metavar="crs|vrs|irs|drs|fdh",
        help="规模报酬：不变（默认）、可变、非递减、非递增，或自由处置包 | Returns to scale: constant (default), variable, non-decreasing, non-increasing; or the free disposal hull.",
    ),
]
Orientation = Annotated[
    Literal["input", "output", "none"] | None,
    typer.Option(
        "--orientation",
        metavar="input|output|none",
        help="减少投入（径向模型的默认）、增加产出，或两者 | Reduce inputs (default of the radial model), raise outputs, or both.",
    ),
]
Model = Annotated[
    Literal["radial", "sbm", "additive", "directional"],
    typer.Option(
        "--model",
        metavar="radial|sbm|additive|directional",
        help="怎样量距离：径向（默认）、松弛测度、加性、方向距离 | How distance is measured: radial (default), slacks-based, additive, directional.",
    ),
]
Super = Annotated[
    bool,
    typer.Option(
        "--super",
        help="超效率：每个单元只与其他单元比 | Super-efficiency: each unit is compared with the others only.",
    ),
]
Direction = Annotated[
    Literal["own", "range"],
    typer.Option(
        "--direction",
        metavar="own|range",
        help="方向距离的方向：自身的值（默认），或可改进的范围（可有负数） | The direction of the directional model: own values (default), or what could be improved at most (negatives allowed).",
    ),
]
Fixed = Annotated[
    str,
    typer.Option(
        "--fixed",
        metavar="COLUMNS",
        help="单元自己改变不了的变量 | Variables that a unit cannot change.",
    ),
]
Undesirable = Annotated[
    str,
    typer.Option(
        "--undesirable",
        metavar="COLUMNS",
        help="越少越好的产出（写在 --outputs 中），当作投入 | Outputs of which less is better (named in --outputs too), treated as inputs.",
    ),
]
DropMissing = Annotated[
    bool,
    typer.Option(
        "--drop-missing",
        help="略去缺数的单元并说明；默认不计算 | Leave out units with missing values and say so; by default they are refused.",
    ),
]


def command(
    file: File,
    outputs: Outputs = "",
    inputs: Inputs = "",
    unit: Id = "",
    returns: Returns = "crs",
    orientation: Orientation = None,
    model: Model = "radial",
    as_super: Super = False,
    direction: Direction = "own",
    fixed: Fixed = "",
    undesirable: Undesirable = "",
    drop_missing: DropMissing = False,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    from duibiao.benchmark import FrontierSettings

    tongue = language(lang)
    write = as_records(as_json, as_csv)
    settings = FrontierSettings(
        returns=returns,
        orientation=orientation,
        model=model,
        super_efficiency=as_super,
        direction=direction,
        fixed=named(fixed),
        undesirable=named(undesirable),
        missing="drop" if drop_missing else "refuse",
    )
    with progress(tongue) as told:
        told("read", 0, 1)
        table = UnitTable.read(file)
        frontier = _frontier(table, unit, named(inputs), named(outputs), settings, told)
    if write is None:
        show_frontier(frontier, tongue)
        return
    write([flat(u) for u in frontier.units] if as_csv else [record(u) for u in frontier.units])
    for note in frontier.notes:
        say(note.text(tongue), error=True)


def _frontier(
    table: UnitTable,
    unit: str,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    settings: FrontierSettings,
    told: Any,
) -> Frontier:
    from duibiao.benchmark import find_frontier

    return find_frontier(
        table.numbers(inputs),
        table.numbers(outputs),
        ids=table.names(unit) if unit else (),
        settings=settings,
        progress=told,
    )


def record(unit: FrontierUnit) -> dict[str, Any]:
    """Return a unit as plain values; no score is null."""
    return {
        "id": unit.id,
        "score": unit.score,
        "status": unit.status,
        "peers": dict(unit.peers),
        "targets": dict(unit.targets),
        "slacks": dict(unit.slacks),
    }


def flat(unit: FrontierUnit) -> dict[str, Any]:
    """Return a unit as one row: peers in one cell, a column for each target and slack."""
    return {
        "id": unit.id,
        "score": unit.score,
        "status": unit.status,
        "peers": "; ".join(f"{peer}={weight!r}" for peer, weight in unit.peers.items()),
        **{f"target_{name}": value for name, value in unit.targets.items()},
        **{f"slack_{name}": value for name, value in unit.slacks.items()},
    }
