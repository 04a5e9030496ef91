"""`duibiao precedents`: who stood where home stands, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from .files import Files
from .options import Csv, Home, Json, Lang, Year, takes_data
from .studies import left_out
from .targets import PricesOption, Structure, Without
from .targets_records import precedents_record
from .terminal import as_records, print_json, progress, show
from .words import language

HELP = """先例：哪些地区曾处在本地今天的水平，几年以后走到了哪里。
| Precedents: which regions once stood where home stands now, and where they were some years later."""
EXAMPLES = """duibiao precedents 自贡市 --indicator gdp_per_capita --years 4
duibiao precedents 自贡市 --indicator fiscal_revenue --year 2018 --json
| duibiao precedents Zigong --indicator gdp_per_capita --years 4
duibiao precedents Zigong --indicator fiscal_revenue --year 2018 --json"""

IndicatorName = Annotated[
    str,
    typer.Option(
        "--indicator",
        metavar="INDICATOR",
        show_default=False,
        help="指标：名称或代码 | The indicator, by name or code.",
    ),
]
Span = Annotated[
    int,
    typer.Option("--years", metavar="N", help="看几年以后；默认5 | How many years on; default 5."),
]


@takes_data
def command(
    home: Home,
    files: Files,
    indicator: IndicatorName,
    years: Span = 5,
    year: Year = None,
    prices: PricesOption = "constant",
    structure: Structure = [],  # noqa: B006
    exclude: Without = [],  # noqa: B006
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    from duibiao.targets import GoalSettings, precedents_from

    tongue = language(lang)
    write = as_records(as_json, as_csv)
    with progress(tongue) as told:
        told("read", 0, 1)
        panel = files.panel()
        without, notes = left_out(panel, exclude)
        found = precedents_from(
            panel,
            home,
            panel.indicators.match(indicator).code,
            years,
            year=year,
            structure=[panel.indicators.match(s).code for s in structure],
            without=without,
            settings=GoalSettings(prices=prices),
        )
    found = replace(found, notes=(*found.notes, *notes))
    record = precedents_record(panel, found, tongue)
    if as_json:
        print_json(record)
        return
    if write:
        write(record["regions"])
        return
    from duibiao.briefs import precedents_answer

    show(precedents_answer(panel, found, tongue), tongue)
