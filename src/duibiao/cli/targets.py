"""`duibiao targets`: what a target demands, who did it from here, and with what odds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from duibiao.records import BadSetting

from .files import Files
from .goals import goals_of
from .options import Home, Json, Lang, Year, takes_data
from .studies import left_out
from .targets_records import assessment_record, joint_record, targets_file
from .terminal import print_json, progress, say, show
from .words import language, tell

if TYPE_CHECKING:
    from duibiao.records import Panel
    from duibiao.targets import Assessment, Goal, Joint

HELP = """目标：每年要增长多少、谁从这里做到过、有多大把握、何时赶上。
| A target: what it demands each year, who did it from here, with what odds, and when home would catch up."""
EXAMPLES = """duibiao targets 自贡市 --indicator gdp_per_capita --target 100000 --by 2030
duibiao targets 自贡市 --indicator 人均地区生产总值 --ratio 0.6 --of 常州市
duibiao targets 自贡市 --indicator fiscal_revenue --year 2020 --json
duibiao targets 自贡市 --indicator gdp --target 2500亿元 --save targets.toml
| duibiao targets Zigong --indicator gdp_per_capita --target 100000 --by 2030
duibiao targets Zigong --indicator gdp_per_capita --ratio 0.6 --of Changzhou
duibiao targets Zigong --indicator fiscal_revenue --year 2020 --json
duibiao targets Zigong --indicator gdp_growth --target 7 --save targets.toml"""

Indicators = Annotated[
    list[str],
    typer.Option(
        "--indicator",
        metavar="INDICATOR",
        show_default=False,
        help="指标：名称或代码；可重复，几个目标一起看 | An indicator, by name or code; repeat for several targets at once.",
    ),
]
Targets = Annotated[
    list[str],
    typer.Option(
        "--target",
        metavar="VALUE",
        help="目标值，如100000、2500亿元；有几个指标时写 指标=值，可重复 | The value to reach, e.g. 100000; with several indicators INDICATOR=VALUE, repeated.",
    ),
]
Ratio = Annotated[
    str | None,
    typer.Option(
        "--ratio",
        metavar="RATIO",
        help="达到对标地区水平的多少：0.6或60%，与 --of 同用 | The share of a reference's level to reach: 0.6 or 60%; goes with --of.",
    ),
]
Of = Annotated[
    str,
    typer.Option(
        "--of",
        metavar="REGION",
        help="比例所对的地区；写上级（如四川省）则取其各地平均 | The reference of the ratio; a parent such as Sichuan stands for the mean of its regions.",
    ),
]
By = Annotated[
    int | None,
    typer.Option(
        "--by",
        metavar="YEAR",
        help="到哪一年底；默认为起点后5年 | By the end of which year; default 5 years on.",
    ),
]
PricesOption = Annotated[
    Literal["constant", "current"],
    typer.Option(
        "--prices",
        metavar="constant|current",
        help="金额按不变价（默认，起点年价格）或当年价 | Money at constant prices (default, of the start year) or current prices.",
    ),
]
Structure = Annotated[
    list[str],
    typer.Option(
        "--structure",
        metavar="INDICATOR",
        help="先例在这个指标上也要与本地相近，如 share_secondary；可重复 | Precedents must have been like home in this indicator too; repeat for more.",
    ),
]
Without = Annotated[
    list[str],
    typer.Option(
        "--exclude",
        metavar="REGION",
        help="不计入的地区（如全国、省的合计），可重复 | A region to leave out of it all, such as the nation; repeat for more.",
    ),
]
Save = Annotated[
    Path | None,
    typer.Option(
        "--save",
        metavar="FILE",
        help="把目标和各年节点写成文件（TOML），供以后跟踪 | Write the targets and their milestones into a file (TOML), to be followed later.",
    ),
]


@takes_data
def command(
    home: Home,
    files: Files,
    indicator: Indicators,
    target: Targets = [],  # noqa: B006
    ratio: Ratio = None,
    of: Of = "",
    by: By = None,
    year: Year = None,
    prices: PricesOption = "constant",
    structure: Structure = [],  # noqa: B006
    exclude: Without = [],  # noqa: B006
    save: Save = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    tongue = language(lang)
    with progress(tongue) as told:
        told("read", 0, 1)
        panel = files.panel()
        goals = goals_of(panel, home, indicator, target, ratio, of, by, year)
        made: list[Assessment] = []
        for done, goal in enumerate(goals):
            told("targets", done, len(goals))
            made.append(_assess(panel, home, goal, year, prices, structure, exclude))
        joint = _joint(made)
    if save is not None:
        from duibiao.briefs import write_files

        write_files(save.parent, {save.name: targets_file(panel, made).encode()})
    if as_json:
        records = [assessment_record(panel, a, tongue) for a in made]
        whole = {"targets": records, "joint": joint_record(panel, joint, tongue)}
        print_json(records[0] if len(records) == 1 else whole)
        return
    from duibiao.briefs import targets_answer

    show(targets_answer(panel, made, joint, tongue), tongue)
    if save is not None:
        print()
        say(tell(tongue, "目标写入{file}。 | The targets are written to {file}.", file=save))


def _assess(
    panel: Panel,
    home: str,
    goal: Goal,
    year: int | None,
    prices: Literal["constant", "current"],
    structure: list[str],
    exclude: list[str],
) -> Assessment:
    from duibiao.targets import GoalSettings, assess

    without, notes = left_out(panel, exclude)
    if panel.regions.match(home).code in without:
        raise BadSetting(
            zh="--exclude 中有本地自己。请去掉它。",
            en="Home itself is among --exclude. Take it out.",
        )
    like = [panel.indicators.match(s).code for s in structure]
    settings = GoalSettings(prices=prices)
    made = assess(panel, home, goal, year=year, structure=like, without=without, settings=settings)
    return replace(made, notes=(*made.notes, *notes))


def _joint(made: list[Assessment]) -> Joint | None:
    from duibiao.targets import joint_feasibility

    aimed = [a for a in made if a.target is not None]
    return joint_feasibility(aimed) if len(aimed) > 1 else None
