"""`duibiao convergence`: do regions draw together, and which clubs do they form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from duibiao.records import BadSetting

from .convergence_tables import show_convergence
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
    from duibiao.records import Lang as Tongue
    from duibiao.targets import Club, Clubs, Coefficient, Convergence, LogT

HELP = """各地区是在靠拢还是在分化：β、σ收敛，log t 检验，收敛俱乐部，本地在哪一个。
| Do regions draw together or apart: beta and sigma convergence, the log t test, convergence clubs, and which one home is in."""
EXAMPLES = """duibiao convergence 人均GDP.csv --id 城市 --log --filter hp --home 自贡市
duibiao convergence 人均GDP.csv --log --from 2005 --to 2020 --merge ps
duibiao convergence 长表.csv --time 年份 --value 人均GDP --log --json
| duibiao convergence gdp.csv --id city --log --filter hp --home Leipzig
duibiao convergence gdp.csv --id city --log --from 2000 --to 2020 --merge ps
duibiao convergence long.xlsx --time year --value gdp --log --json"""

Log = Annotated[
    bool,
    typer.Option(
        "--log",
        help="先取对数；金额等水平值要用它 | Take logarithms first; for levels such as money.",
    ),
]
Filter = Annotated[
    Literal["none", "hp"],
    typer.Option(
        "--filter",
        metavar="none|hp",
        help="log t 检验前用HP滤波去掉周期波动；默认不滤 | Take out business cycles by the HP filter before log t; not by default.",
    ),
]
Smoothing = Annotated[
    float,
    typer.Option(
        "--smoothing",
        metavar="NUMBER",
        help="HP滤波的平滑参数；默认400，6.25也常用 | The smoothing of the HP filter; 400 by default, 6.25 is usual too.",
    ),
]
Trim = Annotated[
    str,
    typer.Option(
        "--trim",
        metavar="SHARE|by-length",
        help="log t 舍去开头多少年：比例（默认三分之一），或 by-length 随年数 | The share of years that log t leaves out at the start (a third by default), or by-length.",
    ),
]
Hac = Annotated[
    Literal["fqsb", "aqsb", "andrews", "newey-west"],
    typer.Option(
        "--hac",
        metavar="fqsb|aqsb|andrews|newey-west",
        help="log t 的标准误：Phillips、Sul 自己的（默认）、R包的 AQSB、Andrews、Newey-West | Standard errors of log t: Phillips and Sul's own (default), AQSB of the R package, Andrews, Newey-West.",
    ),
]
Order = Annotated[
    Literal["last", "last-half"],
    typer.Option(
        "--order",
        metavar="last|last-half",
        help="按末年（默认）或后一半年份的平均值排序 | Order regions by the last year (default) or the mean of the last half.",
    ),
]
Core = Annotated[
    Literal["max", "all"],
    typer.Option(
        "--core",
        metavar="max|all",
        help="核心组取到t最大处（默认），或取到t仍高于临界值处 | The core ends where t is largest (default), or goes on while t is above the threshold.",
    ),
]
Sieve = Annotated[
    Literal["fixed", "incremental", "sequential"],
    typer.Option(
        "--sieve",
        metavar="fixed|incremental|sequential",
        help="成员怎样加入：c*固定（默认）、逐步提高、每次只加最好的一个 | How members join: c* fixed (default), raised step by step, or the best one at a time.",
    ),
]
CStar = Annotated[
    float,
    typer.Option(
        "--c-star",
        metavar="NUMBER",
        help="加入核心组的标准 c*；默认0 | The criterion c* for joining a core; 0 by default.",
    ),
]
Merge = Annotated[
    Literal["none", "ps", "vlt"],
    typer.Option(
        "--merge",
        metavar="none|ps|vlt",
        help="合并相邻俱乐部：Phillips、Sul 2009，或 von Lyncker、Thoennessen 2017 | Merge neighbouring clubs: Phillips and Sul 2009, or von Lyncker and Thoennessen 2017.",
    ),
]
MergeDivergent = Annotated[
    bool,
    typer.Option(
        "--merge-divergent",
        help="再试把发散的地区并入俱乐部 | Try divergent regions on the clubs too.",
    ),
]
Controls = Annotated[
    str,
    typer.Option(
        "--controls",
        metavar="COLUMNS",
        help="条件β收敛的控制变量，用逗号隔开 | Controls of conditional beta convergence, separated by commas.",
    ),
]
Covariance = Annotated[
    Literal["hc1", "hc3", "ols"],
    typer.Option(
        "--covariance",
        metavar="hc1|hc3|ols",
        help="β的标准误：稳健（默认）、小样本稳健、普通 | Standard errors of beta: robust (default), robust for few regions, plain.",
    ),
]


def command(
    file: File,
    unit: Id = "",
    log: Log = False,
    filter: Filter = "none",
    smoothing: Smoothing = 400.0,
    start: From = None,
    end: To = None,
    home: HomeName = "",
    trim: Trim = "",
    hac: Hac = "fqsb",
    order: Order = "last",
    core: Core = "max",
    sieve: Sieve = "fixed",
    c_star: CStar = 0.0,
    merge: Merge = "none",
    merge_divergent: MergeDivergent = False,
    controls: Controls = "",
    covariance: Covariance = "hc1",
    prefix: Prefix = "",
    columns: Columns = "",
    time: Time = "",
    value: Value = "",
    drop_missing: DropMissing = False,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    from duibiao.targets import ConvergenceSettings, measure_convergence

    tongue = language(lang)
    write = as_records(as_json, as_csv)
    settings = ConvergenceSettings(
        log=log,
        filter=filter,
        smoothing=smoothing,
        **({"trim": _trim(trim)} if trim else {}),
        hac=hac,
        order=order,
        core=core,
        sieve=sieve,
        c_star=c_star,
        merge=merge,
        merge_divergent=merge_divergent,
    )
    table = YearTable(file, unit, prefix, columns, time, value, start, end, drop_missing)
    extra = named(controls)
    read = table.read(*extra, home=home)
    found = measure_convergence(
        read.balanced, settings=settings, controls=read.numbers(extra), covariance=covariance
    )
    notes = [note.text(tongue) for note in (*read.notes, *found.notes)]
    if write is None:
        show_convergence(found, home, notes, tongue)
        return
    if as_json:
        print_json(record(found, home, tongue) | {"notes": notes})
        return
    print_csv(region_records(found))
    for note in notes:
        say(note, error=True)


def _trim(text: str) -> Any:
    if text == "by-length":
        return text
    try:
        return float(text)
    except ValueError:
        raise BadSetting(
            zh=f"--trim 的值是“{text}”，须是0到1之间的数（如0.333），或 by-length。",
            en=f"--trim has the value “{text}”. It takes a number between 0 and 1, such as 0.333, or by-length.",
        ) from None


def record(found: Convergence, home: str, lang: Tongue) -> dict[str, Any]:
    """Return all that was measured as plain values; what is not known is null."""
    s = found.settings
    years = found.log_t_years
    beta = found.beta
    return {
        "regions": len(found.ids),
        "years": [found.years[0], found.years[-1]],
        "settings": {name: getattr(s, name) for name in s.__slots__},
        "global": found.whole
        and {
            **_log_t(found.whole),
            "first_year": years[0],
            "last_year": years[-1],
            "periods": len(years),
        },
        "clubs": found.clubs and [_club(c) for c in found.clubs.clubs],
        "divergent": found.clubs and list(found.clubs.divergent),
        "merged": found.merged and _clubs(found.merged),
        "beta_convergence": {
            "first_year": beta.start,
            "last_year": beta.end,
            "regions": beta.regions,
            "covariance": beta.covariance,
            "slope": _coefficient(beta.slope),
            "constant": _coefficient(beta.constant),
            "controls": {name: _coefficient(c) for name, c in beta.controls.items()},
            "r_squared": beta.r_squared,
            "speed": beta.speed,
            "speed_se": beta.speed_se,
            "speed_low": beta.speed_interval[0],
            "speed_high": beta.speed_interval[1],
            "half_life": beta.half_life,
            "notes": [n.text(lang) for n in beta.notes],
        },
        "sigma_convergence": {
            d.measure: {
                "by_year": {str(y): v for y, v in zip(d.years, d.values, strict=True)},
                "trend": d.trend,
                "se": d.se,
                "t": d.t,
                "p": d.p,
                "hac": d.hac,
            }
            for d in found.sigma
        },
        "home": _home(found, home) if home else None,
    }


def _home(found: Convergence, home: str) -> dict[str, Any]:
    club = found.clubs and found.clubs.of(home)
    merged = found.merged and found.merged.of(home)
    return {
        "id": home,
        "club": club.number if club else None,
        "merged_club": merged.number if merged else None,
        "divergent": found.final is not None and home in found.final.divergent,
        "path": list(found.paths[home]) if found.paths else None,
    }


def region_records(found: Convergence) -> list[dict[str, Any]]:
    """Return a row a region: its club, its club after merging, and its relative position at both ends."""
    rows = []
    for name in found.ids:
        club = found.clubs and found.clubs.of(name)
        merged = found.merged and found.merged.of(name)
        path = found.paths.get(name)
        rows.append(
            {
                "id": name,
                "club": club.number if club else None,
                "merged_club": merged.number if merged else None,
                "relative_first": path[0] if path else None,
                "relative_last": path[-1] if path else None,
            }
        )
    return rows


def _clubs(found: Clubs) -> dict[str, Any]:
    return {
        "clubs": [{**_club(c), "merged_from": list(c.merged_from)} for c in found.clubs],
        "divergent": list(found.divergent),
    }


def _club(club: Club) -> dict[str, Any]:
    return {
        "club": club.number,
        "size": len(club.members),
        "members": list(club.members),
        **_log_t(club.log_t),
        "path": list(club.path),
    }


def _log_t(test: LogT) -> dict[str, Any]:
    return {"beta": test.beta, "se": test.se, "t": test.t, "p": test.p, "reading": test.reading}


def _coefficient(c: Coefficient) -> dict[str, Any]:
    finite = abs(c.t) != float("inf")
    return {
        "value": c.value,
        "se": c.se,
        "t": c.t if finite else None,
        "p": c.p,
        "low": c.low,
        "high": c.high,
    }
