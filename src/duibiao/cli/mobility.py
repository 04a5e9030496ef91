"""`duibiao mobility`: do regions change class and rank, and where does that lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from duibiao.records import BadSetting

from .mobility_tables import show_mobility
from .options import Csv, Json, Lang
from .terminal import as_records, print_csv, print_json, say
from .unit_columns import named
from .words import language
from .year_tables import (
    Columns,
    DropMissing,
    File,
    From,
    HomeName,
    Id,
    Prefix,
    Time,
    To,
    Value,
    YearTable,
)

if TYPE_CHECKING:
    from duibiao.targets import Homogeneity, Mobility

HELP = """各地区的位次能不能变：分位数类别的马尔可夫链、稳态、首达时间、流动指数、位次变动，本地在哪一类。
| Can regions change their place: Markov chain of quantile classes, steady state, first passage, indices of mobility, ranks, and the class home is in."""
EXAMPLES = """duibiao mobility 人均GDP.csv --id 城市 --home 自贡市
duibiao mobility 人均GDP.csv --id 城市 --classes 4 --by pooled --relative mean
duibiao mobility 人均GDP.csv --id 城市 --groups 省 --split 2010 --json
| duibiao mobility income.csv --id state --home Texas
duibiao mobility income.csv --id state --classes 4 --by pooled --relative mean
duibiao mobility income.csv --prefix pcgdp --groups region --split 1970 --json"""

NClasses = Annotated[
    int,
    typer.Option(
        "--classes",
        metavar="N",
        help="分成几类；默认5（五分位） | How many classes; 5 by default (quintiles).",
    ),
]
By = Annotated[
    Literal["year", "pooled"],
    typer.Option(
        "--by",
        metavar="year|pooled",
        help="分位数按各年（默认）或所有年份合并算 | Quantiles of each year (default), or of all years together.",
    ),
]
Relative = Annotated[
    Literal["mean", "none"],
    typer.Option(
        "--relative",
        metavar="mean|none",
        help="合并算时，数值先除以当年平均（默认）或不除 | Where pooled, values relative to the year's mean (default) or as they are.",
    ),
]
Groups = Annotated[
    str,
    typer.Option(
        "--groups",
        metavar="COLUMNS",
        help="分组所在的列，用逗号隔开：算组间的位次变动（Theta） | Columns of groups, separated by commas: rank changes between groups (Theta).",
    ),
]
Split = Annotated[
    str,
    typer.Option(
        "--split",
        metavar="YEARS",
        help="在这些年份分段，检验各段的转移是否相同 | Cut the years here and test whether transitions were alike.",
    ),
]
Draws = Annotated[
    int,
    typer.Option(
        "--draws",
        metavar="N",
        min=0,
        help="抽样次数，用于区间；默认500，0为不抽 | Draws for the intervals; 500 by default, 0 for none.",
    ),
]
Permutations = Annotated[
    int,
    typer.Option(
        "--permutations",
        metavar="N",
        min=0,
        help="Theta 的置换次数；默认999 | Permutations for Theta; 999 by default.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        help="随机种子，同一种子结果相同；默认0 | The seed; the same seed gives the same result. Default 0.",
    ),
]


def command(
    file: File,
    unit: Id = "",
    classes: NClasses = 5,
    by: By = "year",
    relative: Relative = "mean",
    start: From = None,
    end: To = None,
    home: HomeName = "",
    groups: Groups = "",
    split: Split = "",
    draws: Draws = 500,
    permutations: Permutations = 999,
    seed: Seed = 0,
    prefix: Prefix = "",
    columns: Columns = "",
    time: Time = "",
    value: Value = "",
    drop_missing: DropMissing = False,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    from duibiao.targets import MobilitySettings, measure_mobility

    tongue = language(lang)
    write = as_records(as_json, as_csv)
    settings = MobilitySettings(classes, by, relative, _years(split), draws, permutations, seed)
    table = YearTable(file, unit, prefix, columns, time, value, start, end, drop_missing)
    read = table.read(*named(groups), home=home)
    found = measure_mobility(read.balanced, settings=settings, groups=read.about)
    notes = [note.text(tongue) for note in (*read.notes, *found.notes)]
    if write is None:
        show_mobility(found, home, notes, tongue)
        return
    if as_json:
        print_json(record(found, home) | {"notes": notes})
        return
    print_csv([{"id": name, **_by_year(found, row)} for name, row in found.classes.items()])
    for note in notes:
        say(note, error=True)


def _years(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(t.removesuffix("年")) for t in named(text))
    except ValueError:
        raise BadSetting(
            zh=f"--split 的值是“{text}”，须是年份，用逗号隔开，如 1978,2000。",
            en=f"--split has the value “{text}”. It takes years separated by commas, such as 1978,2000.",
        ) from None


def record(found: Mobility, home: str) -> dict[str, Any]:
    """Return all that was measured as plain values; what is not known is null."""
    s, chain, doubt = found.settings, found.chain, found.doubt
    return {
        "regions": len(found.ids),
        "years": list(found.years),
        "settings": {name: getattr(s, name) for name in s.__slots__},
        "bounds": (
            [list(b) for b in found.bounds] if s.by == "pooled" else _by_year(found, found.bounds)
        ),
        "classes": {name: list(row) for name, row in found.classes.items()},
        "counts": [list(row) for row in chain.counts],
        "transition": [list(row) for row in chain.probabilities],
        "transition_se": [list(row) for row in chain.se],
        "steady_state": chain.steady_state and list(chain.steady_state),
        "steady_state_interval": doubt and [i and list(i) for i in doubt.steady_state],
        "mean_first_passage": [list(row) for row in chain.first_passage],
        "sojourn": list(chain.sojourn),
        "half_life": chain.half_life,
        "indices": chain.indices and dict(vars(chain.indices)),
        "indices_interval": doubt and {n: i and list(i) for n, i in doubt.indices.items()},
        "ranks": [dict(vars(step)) for step in found.ranks],
        "theta": {name: [dict(vars(t)) for t in steps] for name, steps in found.theta.items()},
        "homogeneity": found.homogeneity and _homogeneity(found.homogeneity),
        "home": _home(found, home) if home else None,
    }


def _home(found: Mobility, home: str) -> dict[str, Any]:
    own = found.classes[home]
    now = own[-1] - 1
    return {
        "id": home,
        "class": own[-1],
        "classes": _by_year(found, own),
        "next": list(found.chain.probabilities[now]),
        "mean_first_passage": list(found.chain.first_passage[now]),
    }


def _homogeneity(test: Homogeneity) -> dict[str, Any]:
    return {
        "periods": [list(p) for p in test.periods],
        "counts": [[list(row) for row in m] for m in test.counts],
        "q": test.q,
        "q_p": test.q_p,
        "lr": test.lr,
        "lr_p": test.lr_p,
        "degrees_of_freedom": test.freedom,
    }


def _by_year(found: Mobility, row: Any) -> dict[str, Any]:
    return {
        str(y): list(v) if isinstance(v, tuple) else v
        for y, v in zip(found.years, row, strict=True)
    }
