"""`duibiao synthetic`: what a policy year did to one region, against a weighted mean of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duibiao.records import BadSetting, DuibiaoError, Note

from .options import Csv, Json, Lang
from .synthetic_columns import figures_of
from .synthetic_records import Answer, record, rows
from .synthetic_spec import Spec, read_spec
from .synthetic_tables import show_answer
from .terminal import Progress, as_records, print_csv, print_json, progress, say
from .unit_columns import UnitTable, named
from .words import language

if TYPE_CHECKING:
    from duibiao.targets import Synthetic, SyntheticSettings, UnitYears

HELP = """某一年的政策给一个地区带来了什么：与其他地区的加权平均（合成控制）相比，附安慰剂检验。
| What a policy year did to one region: against a weighted mean of others (synthetic control), with placebo checks."""
EXAMPLES = """duibiao synthetic 各市.csv --unit 甲市 --from 2010 --outcome 产值
duibiao synthetic 各市.csv --unit 甲市 --from 2010 --outcome 产值 --exclude 乙
duibiao synthetic 各市.csv --spec 设定.toml --search thorough --json
| duibiao synthetic areas.csv --unit North --from 2010 --outcome income
duibiao synthetic areas.csv --unit A --from 2010 --outcome y --predictors x,z
duibiao synthetic areas.csv --spec policy.toml --search thorough --json"""

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="每个单元每年一行的表：CSV、Excel、Parquet | A table with a row a unit and year: CSV, Excel, Parquet.",
    ),
]


def _option(name: str, metavar: str, help: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help)


Unit = Annotated[str, _option("--unit", "NAME", "有政策的单元 | The unit that had the policy.")]
From = Annotated[
    int | None, _option("--from", "YEAR", "政策的第一年 | The first year of the policy.")
]
Outcome = Annotated[
    str, _option("--outcome", "COLUMN", "结果变量所在的列 | The column of the outcome.")
]
Id = Annotated[
    str,
    _option(
        "--id",
        "COLUMN",
        "单元名称所在的列；只有一列可能时可不写 | The column that names the units; may be left out where only one can be meant.",
    ),
]
Time = Annotated[
    str,
    _option(
        "--time",
        "COLUMN",
        "年份所在的列；只有一列可能时可不写 | The column of years; may be left out where only one can be meant.",
    ),
]
Predictors = Annotated[
    str,
    _option(
        "--predictors",
        "COLUMNS",
        "预测变量，用逗号隔开，取拟合年份的平均；不写则只按结果变量拟合 | Predictors, separated by commas, each the mean over the years of the fit; without them weights fit the outcome alone.",
    ),
]
SpecFile = Annotated[
    Path | None,
    _option(
        "--spec",
        "FILE",
        "设定文件（TOML）：各预测变量的年份、合并的列、份额、交叉验证；命令行所写优先 | A specification (TOML): windows of predictors, columns added up, shares, cross-validation. What the command line says goes first.",
    ),
]
Exclude = Annotated[
    list[str],
    _option(
        "--exclude",
        "NAMES",
        "不作对照的单元，用逗号隔开，可重复 | Units that are no donors, separated by commas; repeat for more.",
    ),
]
Fit = Annotated[
    str,
    _option(
        "--fit",
        "YEARS",
        "拟合的年份，如 2000-2009；默认为政策前的所有年份 | The years to fit, e.g. 2000-2009; by default all before the policy.",
    ),
]
Effect = Annotated[
    str,
    _option(
        "--effect",
        "YEARS",
        "求平均差距的年份；默认为政策起的所有年份 | The years of the mean gap; by default all from the policy on.",
    ),
]
Search = Annotated[
    str | None,
    _option(
        "--search",
        "NAME",
        "预测变量权重的找法：nelder-mead（默认）、synth、regression、equal、thorough；或 outcome-only | How predictors' weights are found: nelder-mead (default), synth, regression, equal, thorough; or outcome-only.",
    ),
]
Seed = Annotated[
    int | None,
    _option(
        "--seed",
        "N",
        "thorough 抽样的随机种子，默认0 | The seed of the draws of thorough; default 0.",
    ),
]
WithPlacebos = Annotated[
    bool,
    typer.Option(
        "--placebos/--no-placebos",
        help="做不做空间、时间安慰剂和逐一去掉对照的检验；默认做 | Whether to make the placebos in space and time and leave donors out one by one; by default they are made.",
    ),
]
PlaceboYear = Annotated[
    int | None,
    _option(
        "--placebo-year",
        "YEAR",
        "时间安慰剂的年份；默认为拟合年份的中间 | The year of the placebo in time; by default the middle of the fit.",
    ),
]


def command(
    file: File,
    unit: Unit = "",
    start: From = None,
    outcome: Outcome = "",
    id_column: Id = "",
    time: Time = "",
    predictors: Predictors = "",
    spec: SpecFile = None,
    exclude: Exclude = [],  # noqa: B006
    fit: Fit = "",
    effect: Effect = "",
    search: Search = None,
    seed: Seed = None,
    placebos: WithPlacebos = True,
    placebo_year: PlaceboYear = None,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    tongue = language(lang)
    as_records(as_json, as_csv)
    said = read_spec(spec) if spec else Spec()
    given = {"unit": unit, "from": start, "outcome": outcome, "id": id_column, "time": time}
    asked = {**said.asked, **{k: v for k, v in given.items() if v not in ("", None)}}
    _refuse_unsaid(asked)
    if predictors and "predictors" in said.settings:
        raise BadSetting(
            zh="--predictors 和 --spec 里的 predictors 只能写一处。请去掉一个。",
            en="--predictors and the predictors of --spec exclude each other. Take one of them away.",
        )
    with progress(tongue) as told:
        told("read", 0, 1)
        table = UnitTable.read(file)
        written = _written(predictors, fit, effect, search, seed)
        settings, figures = _prepared(table, asked, {**said.settings, **written}, exclude)
        answer = _answered(figures, asked, settings, placebos, placebo_year, told)
    if as_json:
        print_json(record(answer, tongue))
        return
    if not as_csv:
        show_answer(answer, tongue)
        return
    print_csv(rows(answer))
    for note in answer.notes:
        say(note.text(tongue), error=True)


def _refuse_unsaid(asked: dict[str, Any]) -> None:
    unsaid = [key for key in ("unit", "from", "outcome") if key not in asked]
    if unsaid:
        options = ", ".join(f"--{key}" for key in unsaid)
        raise BadSetting(
            zh=f"没有写 {options}：合成控制要知道是哪个单元、从哪一年、看哪个结果变量。请写在命令里，或写在 --spec 的文件里。",
            en=f"{options} is not given: a synthetic control is of one unit, from one year, in one outcome. Say so in the command, or in the file of --spec.",
        )


def _written(
    predictors: str, fit: str, effect: str, search: str | None, seed: int | None
) -> dict[str, Any]:
    """The settings that the command line gives."""
    from duibiao.targets import Predictor, years_in

    windows = {"fit": fit, "effect": effect}
    made: dict[str, Any] = {k: years_in(list(named(v))) for k, v in windows.items() if v}
    made |= {k: v for k, v in (("search", search), ("seed", seed)) if v is not None}
    if predictors:
        made["predictors"] = tuple(Predictor((name,)) for name in named(predictors))
    return made


def _prepared(
    table: UnitTable, asked: dict[str, Any], settings: dict[str, Any], exclude: Sequence[str]
) -> tuple[SyntheticSettings, UnitYears]:
    from duibiao.targets import SyntheticSettings

    made = SyntheticSettings(**settings)
    columns = [asked["outcome"]]
    for predictor in made.predictors:
        columns += [*predictor.columns, *predictor.training_columns]
    unit, time = asked.get("id", ""), asked.get("time", "")
    figures = figures_of(table, list(dict.fromkeys(columns)), unit, time)
    out = list(made.exclude)
    for text in exclude:
        out += [text] if text in figures.units else named(text)
    return SyntheticSettings(**{**settings, "exclude": tuple(dict.fromkeys(out))}), figures


def _answered(
    figures: UnitYears,
    asked: dict[str, Any],
    settings: SyntheticSettings,
    placebos: bool,
    placebo_year: int | None,
    told: Progress,
) -> Answer:
    from duibiao.targets import leave_one_out, placebos_in_space, synthetic_control

    found = synthetic_control(
        figures, asked["unit"], asked["outcome"], asked["from"], settings=settings
    )
    if not placebos:
        return Answer(found)
    in_space = placebos_in_space(figures, found, progress=told)
    earlier, unmade = _in_time(figures, found, placebo_year)
    without = None
    if len(found.weights) > 2:
        without = leave_one_out(figures, found, progress=told)
    return Answer(found, in_space, earlier, without, unmade)


def _in_time(
    figures: UnitYears, found: Synthetic, year: int | None
) -> tuple[Synthetic | None, tuple[Note, ...]]:
    """The placebo in time, or why there is none where its year was not asked for."""
    from duibiao.targets import placebo_in_time

    try:
        return placebo_in_time(figures, found, year), ()
    except DuibiaoError as error:
        if year is not None:
            raise
        zh, en = error.text("zh"), error.text("en")
        return None, (Note(f"未做时间安慰剂：{zh}", f"No placebo in time: {en}"),)
