"""`duibiao frontier`: who does most with least, and what the others could reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .frontier_bootstrap import draw, interval, settings_beside
from .frontier_periods import compare_periods, refuse_beside_periods
from .frontier_periods import record as change_record
from .frontier_tables import show_frontier, show_malmquist
from .options import Csv, Json, Lang
from .terminal import Progress, as_records, progress, say
from .unit_columns import UnitTable, named
from .words import language

if TYPE_CHECKING:
    from duibiao.benchmark import Frontier, FrontierSettings, FrontierUnit

HELP = """谁用得少、做得多：各单元离效率前沿有多远，向谁学，能做到多少（数据包络分析）。
| Who does most with least: how far each unit is from the efficient frontier, whom it can learn from, and what it could reach (data envelopment analysis)."""
EXAMPLES = """duibiao frontier 医院.csv --id 医院 --inputs 医生 --outputs 门诊,住院
duibiao frontier 企业.xlsx --inputs 资本,劳动 --outputs 产值 --returns vrs
duibiao frontier 医院.csv --inputs 医生 --outputs 门诊 --bootstrap 2000
duibiao frontier 各省.csv --id 省 --inputs 资本 --outputs 产值 --period 年
duibiao frontier 指标.csv --id 城市 --outputs 教育,卫生,交通 --json
| duibiao frontier wards.csv --id ward --inputs x1,x2 --outputs y1,y2
duibiao frontier firms.xlsx --inputs capital --outputs made --returns vrs
duibiao frontier wards.csv --inputs x1 --outputs y1 --bootstrap 2000 --seed 1
duibiao frontier firms.csv --id firm --inputs x1 --outputs y1 --period year
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
Replications = Annotated[
    int | None,
    typer.Option(
        "--bootstrap",
        metavar="N",
        help="自助法（Simar、Wilson）抽样次数，如2000：偏差修正后的得分和95%区间 | Replications of the bootstrap (Simar and Wilson), e.g. 2000: scores corrected for bias, with intervals of 95%.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="自助法的随机种子，同一种子结果相同；默认0 | The seed of the bootstrap; the same seed gives the same result. Default 0.",
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="COLUMN",
        help="时期所在的列（每个单元每期一行）：算相邻两期的 Malmquist 生产率指数 | The column of periods (a row a unit and period): Malmquist indices between neighbouring periods.",
    ),
]
PeriodSuffix = Annotated[
    bool,
    typer.Option(
        "--period-suffix",
        help="各期一列，列名为变量名加时期，如 x1_2005、资本2005年：算 Malmquist 指数 | One column a period, named after variable and period (x1_2005, Capital2005): Malmquist indices.",
    ),
]
Parts = Annotated[
    Literal["fgnz", "ray-desli"],
    typer.Option(
        "--parts",
        metavar="fgnz|ray-desli",
        help="Malmquist 指数怎样分解：Färe 等1994（默认），或 Ray、Desli 1997 | How the Malmquist index is split: Färe et al. 1994 (default), or Ray and Desli 1997.",
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
    bootstrap: Replications = None,
    seed: Seed = 0,
    period: Period = "",
    period_suffix: PeriodSuffix = False,
    parts: Parts = "fgnz",
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
    asked = named(inputs), named(outputs)
    if period or period_suffix:
        refuse_beside_periods(settings, period, unit, suffix=period_suffix, bootstrap=bootstrap)
        with progress(tongue) as told:
            table = _read(file, unit, told)
            changes = compare_periods(table, unit, *asked, period, settings, parts, told)
        if write is None:
            show_malmquist(changes, tongue)
            return
        write([change_record(u) for u in changes.units])
        notes = changes.notes
    else:
        doubt = None if bootstrap is None else settings_beside(settings, bootstrap, seed)
        with progress(tongue) as told:
            table = _read(file, unit, told)
            frontier = _frontier(table, unit, *asked, settings, told)
            drawn = None if doubt is None else draw(table, unit, *asked, doubt, told)
        if write is None:
            show_frontier(frontier, tongue, drawn)
            return
        as_row = flat if as_csv else record
        beside = drawn.units if drawn else [None] * len(frontier.units)
        pairs = zip(frontier.units, beside, strict=True)
        write([as_row(u) | interval(b) for u, b in pairs])
        notes = frontier.notes
    for note in notes:
        say(note.text(tongue), error=True)


def _read(file: Path, unit: str, told: Progress) -> UnitTable:
    told("read", 0, 1)
    return UnitTable.read(file, unit)


def _frontier(
    table: UnitTable,
    unit: str,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    settings: FrontierSettings,
    told: Progress,
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
