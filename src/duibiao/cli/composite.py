"""`duibiao composite`: an index of many indicators, from a table and its framework."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .composite_choices import Choices
from .composite_draws import Drawn, draw
from .composite_tables import show_composite
from .options import Csv, Json, Lang
from .terminal import as_records, print_json, progress
from .words import language

if TYPE_CHECKING:
    from duibiao.benchmark import Composite
    from duibiao.records import Lang as Tongue

HELP = """由一张指标表和一个评价框架算综合指数：得分、位次、各层得分，每一步做了什么。
| An index of many indicators from a table and its framework: scores and ranks at every level, and what each step did."""
EXAMPLES = """duibiao composite 指标.csv --framework 框架.csv
duibiao composite 指标.csv --framework 框架.csv --impute mean --treat --json
duibiao composite 指标.csv --framework 框架.csv --aggregate 2:copeland
duibiao composite 指标.csv --framework 框架.csv --draws 10000 --seed 1
| duibiao composite data.csv --framework meta.csv
duibiao composite data.csv --framework meta.csv --impute mean --treat --json
duibiao composite data.csv --framework meta.csv --aggregate 2:copeland
duibiao composite data.csv --framework meta.csv --draws 10000 --seed 1"""

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="指标表：一行一个地区（uCode），一列一个指标；或长表 | The figures: a row a region (uCode) and a column an indicator; or a tidy table.",
    ),
]
Meta = Annotated[
    Path,
    typer.Option(
        "--framework",
        metavar="META",
        help="评价框架：一行一个指标或汇总项，有代码、上级、方向、权重 | The framework: a row an indicator or aggregate, with code, parent, direction and weight.",
    ),
]
Denominate = Annotated[
    bool,
    typer.Option(
        "--denominate/--no-denominate",
        help="框架写了分母的指标先除以分母（默认），或不除 | Divide indicators by the denominators the framework names (default), or do not.",
    ),
]
ImputeBy = Annotated[
    str,
    typer.Option(
        "--impute-by",
        metavar="COLUMN",
        help="按这一列的分组取平均或中位数 | The column of groups whose mean or median is taken.",
    ),
]
Imputation = Annotated[
    str,
    typer.Option(
        "--impute",
        metavar="METHOD",
        help="缺数怎么办：refuse 不计算（默认）、none 按已有的计、mean、median、linear、last | What to do where figures are missing: refuse (default), none (score over what there is), mean, median, linear, last.",
    ),
]
Coverage = Annotated[
    float,
    typer.Option(
        "--coverage",
        metavar="SHARE",
        help="筛去指标不到这个份额的地区，如 0.8 | Leave out regions that have less than this share of the indicators, e.g. 0.8.",
    ),
]
Treating = Annotated[
    bool,
    typer.Option(
        "--treat",
        help="处理离群值：偏度、峰度超限的指标先缩尾，不够再取对数 | Treat outliers where skewness and kurtosis ask for it: winsorise, else take logarithms.",
    ),
]
Normalisation = Annotated[
    list[str],
    typer.Option(
        "--normalise",
        metavar="[INDICATOR:]METHOD",
        help="标准化：minmax（默认）、zscore、rank、percentile_rank、borda、distance_to_maximum、distance_to_reference、distance_to_targets、goalposts、fraction_of_maximum、none；可重复 | The scale: minmax (default), zscore, rank, percentile_rank, borda, distance_to_maximum, distance_to_reference, distance_to_targets, goalposts, fraction_of_maximum, none; repeat for single indicators.",
    ),
]
Weighting = Annotated[
    str,
    typer.Option(
        "--weights",
        metavar="METHOD",
        help="权重：given 框架所给（默认）、equal、principal_components、optimised、benefit_of_the_doubt | The weights: given in the framework (default), equal, principal_components, optimised, benefit_of_the_doubt.",
    ),
]
Aggregation = Annotated[
    list[str],
    typer.Option(
        "--aggregate",
        metavar="[LEVEL:]METHOD",
        help="汇总：arithmetic（默认）、geometric、harmonic、generalised_mean、copeland、mazziotta_pareto、adjusted_mazziotta_pareto、benefit_of_the_doubt、mean_min；可按层次或汇总项重复 | The aggregation: arithmetic (default), geometric, harmonic, generalised_mean, copeland, mazziotta_pareto, adjusted_mazziotta_pareto, benefit_of_the_doubt, mean_min; repeat for levels or single aggregates.",
    ),
]
Bounds = Annotated[
    Literal["fixed", "yearly"],
    typer.Option(
        "--bounds",
        metavar="fixed|yearly",
        help="面板数据各年合用一把尺（默认），或每年一把 | In a panel: one scale for all years (default), or one a year.",
    ),
]
Options = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="方法的参数，如 low=1、sd=10、deviation=population、reference=CHN、power=0.5；可重复 | A parameter of a method, e.g. low=1, sd=10, deviation=population, reference=CHN, power=0.5; repeat for more.",
    ),
]
Agreement = Annotated[
    bool,
    typer.Option(
        "--consistency",
        help="另列各部分的相关和克龙巴赫α系数，并指出问题 | Add the correlations of parts and Cronbach's alpha, with warnings.",
    ),
]
Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        min=1,
        help="重复抽样次数，如10000：权重、标准化、汇总、插补等各步一起变动，给出位次区间和各步的影响 | Draws, e.g. 10000, in which weights, scale, aggregation, imputation and treatment vary: rank intervals, and what each step weighs.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        help="抽样的随机种子，同一种子结果相同；默认0 | The seed of the draws; the same seed gives the same result. Default 0.",
    ),
]

Id = Annotated[
    str,
    typer.Option(
        "--id",
        metavar="COLUMN",
        help="哪一列是地区；列名为 uCode、region_code、地区 等时不必写 | The column that names the regions, where its head is none of uCode, region_code, region.",
    ),
]


def command(
    file: File,
    framework: Meta,
    id_column: Id = "",
    denominate: Denominate = True,
    impute: Imputation = "refuse",
    impute_by: ImputeBy = "",
    coverage: Coverage = 0.0,
    treat: Treating = False,
    normalise: Normalisation = [],  # noqa: B006
    weights: Weighting = "given",
    aggregate: Aggregation = [],  # noqa: B006
    bounds: Bounds = "fixed",
    options: Options = [],  # noqa: B006
    consistency: Agreement = False,
    draws: Draws = None,
    seed: Seed = 0,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    tongue = language(lang)
    write = as_records(as_json, as_csv)
    choices = Choices(
        denominate=denominate,
        impute=impute,
        impute_by=impute_by,
        coverage=coverage,
        treat=treat,
        normalise=normalise,
        weights=weights,
        aggregate=aggregate,
        bounds=bounds,
        options=options,
    )
    settings = choices.settings()
    from duibiao.benchmark import build_composite
    from duibiao.sources import read_indicator_table, read_structure

    with progress(tongue) as told:
        told("read", 0, 2)
        structure = read_structure(framework)
        table = read_indicator_table(file, structure, id_column=id_column)
        told("composite", 1, 2)
        made = build_composite(table, structure, settings)
        drawn = draw(made, table, draws, seed, told) if draws else None
    if as_json:
        print_json(record(made, tongue, consistency=consistency, drawn=drawn))
    elif write:
        write(with_levels(made, drawn))
    else:
        show_composite(made, tongue, consistency=consistency, drawn=drawn)


def record(
    made: Composite, lang: Tongue, *, consistency: bool = False, drawn: Drawn | None = None
) -> dict[str, Any]:
    """Return a composite as plain values: regions best first, effective weights, and how it was made."""
    count = len(made.structure.indicators)
    weights = dict(zip(made.structure.codes, map(float, made.weights), strict=True))
    found: dict[str, Any] = {
        "regions": [r | _ends(r, drawn) for r in made.as_records()],
        "weights": dict(list(weights.items())[:count]),
        "sensitivity": drawn.sensitivity_record(lang) if drawn else None,
        "levels": with_levels(made),
        "aggregate_weights": dict(list(weights.items())[count:]),
        "settings": made.settings.as_record(),
        "changes": [
            {
                "step": c.step,
                "indicator": c.indicator,
                "region": c.region,
                "time": c.time,
                "how": c.how,
                "before": c.before,
                "after": c.after,
            }
            for c in made.changes
        ],
        "notes": [note.text(lang) for note in made.notes],
        "inputs_hash": made.inputs_hash,
    }
    found |= {"uncertainty": drawn.uncertainty_record(lang)} if drawn else {}
    return found | ({"consistency": agreement(made, lang)} if consistency else {})


def _ends(record: dict[str, Any], drawn: Drawn | None) -> dict[str, int | None]:
    low, high = drawn.interval(record["id"], record.get("time", "")) if drawn else (None, None)
    return {"rank_low": low, "rank_high": high}


def with_levels(made: Composite, drawn: Drawn | None = None) -> list[dict[str, Any]]:
    """Return one record a region, best first, with its score of every aggregate.

    With draws the ends of its rank interval stand after its rank.
    """
    found = []
    for record in made.as_records():
        row = made.row(record["id"], record.get("time", ""))
        scores = {n.code: made.score_of(n.code)[row] for n in made.structure.aggregates}
        ends = _ends(record, drawn) if drawn else {}
        found.append(record | ends | {c: float(s) if s == s else None for c, s in scores.items()})
    return found


def agreement(made: Composite, lang: Tongue) -> dict[str, Any]:
    """Return the correlations within each aggregate, its alpha, and the warnings."""
    from duibiao.benchmark import find_consistency

    def plain(values: Any) -> list[float | None]:
        return [float(v) if v == v else None for v in values]

    found = find_consistency(made)
    return {
        "method": found.method,
        "aggregates": [
            {
                "aggregate": item.aggregate,
                "parts": item.parts,
                "correlations": [plain(row) for row in item.correlations],
                "with_parent": plain(item.with_parent),
                "with_index": plain(item.with_index),
                "alpha": item.alpha,
            }
            for item in found.items
        ],
        "warnings": [w.text(lang) for w in found.warnings],
    }
