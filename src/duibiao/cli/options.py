"""The options that several commands share, declared once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from .files import Files

Home = Annotated[
    str,
    typer.Argument(
        metavar="HOME",
        show_default=False,
        help="本地：名称或代码，如 自贡市、自贡、Zigong、510300 | The home region: any of its names or its code, e.g. Zigong, 自贡市, 510300.",
    ),
]
Against = Annotated[
    list[str],
    typer.Option(
        "--against",
        metavar="REGION",
        help="对标地区，可重复；不写则由程序寻找标杆城市或可比城市 | A reference region; repeat for more. Without it role models or comparables are found.",
    ),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="截至哪一年；各指标取到这一年为止的最近一年。不写则为数据的最后一年 | The last year to use; each indicator is taken at its latest year up to it. Default: the data's last.",
    ),
]
Lang = Annotated[
    Literal["zh", "en"] | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        help="语言；默认按 DUIBIAO_LANG、LANG | The language; default from DUIBIAO_LANG, then LANG.",
    ),
]
AcrossBreaks = Annotated[
    bool,
    typer.Option(
        "--across-breaks",
        help="跨口径的时差和增速也带标记显示；默认只说明原因、不给数 | Show, with a mark, what is otherwise withheld because the base changed in between.",
    ),
]
Pin = Annotated[
    list[str],
    typer.Option(
        "--pin",
        metavar="REGION[=REASON]",
        help="一定列入可比城市，可写理由：--pin 宜宾市=同处川南；可重复 | Keep a region among the comparables, with the reason; repeat for more.",
    ),
]
Exclude = Annotated[
    list[str],
    typer.Option(
        "--exclude",
        metavar="REGION[=REASON]",
        help="不列入可比城市，可写理由；可重复 | Leave a region out of the comparables, with the reason; repeat for more.",
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json", help="以JSON输出记录，供其他程序使用 | Print records as JSON, for other programs."
    ),
]
Csv = Annotated[
    bool,
    typer.Option("--csv", help="以CSV输出记录（UTF-8） | Print records as CSV (UTF-8)."),
]
Data = Annotated[
    list[Path],
    typer.Option(
        "--data",
        metavar="FILE",
        help="自己的数据（CSV、Excel、Parquet），可重复；不写则用自带的样本31市 | One's own figures (CSV, Excel, Parquet); repeat for more. Default: the sample of 31 cities.",
    ),
]


def _table(name: str, help: str) -> Any:
    return Annotated[Path | None, typer.Option(name, metavar="FILE", help=help)]


Regions = _table(
    "--regions", "地区表：代码、名称、上级 | The table of regions: codes, names, parents."
)
Indicators = _table(
    "--indicators",
    "指标表：代码、名称、单位、方向、公式 | The table of indicators: codes, names, units, directions, formulas.",
)
Framework = _table(
    "--framework",
    "评价框架：计分指标与权重、结构变量 | The framework: scored indicators with weights, structure variables.",
)
Breaks = _table("--breaks", "口径变化表 | The table of breaks.")
Deflator = _table("--deflator", "价格指数表，用于不变价 | The price index for constant prices.")
Rates = _table(
    "--rates",
    "汇率表；没有它就不换算外币 | Exchange rates, without which no currency is converted.",
)
Mapping = _table("--mapping", "列名对照（TOML） | Says what columns hold (TOML).")

_PANEL_OPTIONS: dict[str, Any] = {
    "data": Data,
    "regions": Regions,
    "indicators": Indicators,
    "framework": Framework,
    "breaks": Breaks,
    "deflator": Deflator,
    "rates": Rates,
    "mapping": Mapping,
}


def takes_data(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name one's own data; it receives them as `files`."""
    signature = inspect.signature(command, eval_str=True)
    kept = [p for name, p in signature.parameters.items() if name != "files"]
    added = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=() if name == "data" else None,
            annotation=annotation,
        )
        for name, annotation in _PANEL_OPTIONS.items()
    ]

    @functools.wraps(command)
    def wrapper(**values: Any) -> None:
        chosen = {name: values.pop(name) for name in _PANEL_OPTIONS}
        command(**values, files=Files.of(**chosen))

    wrapper.__signature__ = signature.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in (*kept, *added)}
    return wrapper
