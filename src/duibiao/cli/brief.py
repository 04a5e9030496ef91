"""`duibiao brief`: the study as a finished document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .files import Files
from .options import AcrossBreaks, Against, Exclude, Home, Lang, Pin, Year, takes_data
from .words import language, remember_language

HELP = """写一份对标简报：向谁学、站在哪里、差多远、落后几年、为什么，每个数都有出处。
| Write the brief: whom to learn from, where home stands, how far behind, how many years, and why, with a source for every number."""
EXAMPLES = """duibiao brief 自贡市 --against 苏州市 --against 常州市 --year 2020
duibiao brief 自贡市 --year 2020 --format html,docx,xlsx,pdf --out 简报
duibiao brief 自贡市 --one-page --format docx
duibiao brief 自贡市 --documents 考察报告.txt --published 2020-11-02
duibiao brief 自贡市 --inputs 一般公共预算支出 --outputs 地区生产总值
duibiao brief 自贡市 --goal 人均地区生产总值=60%常州市@2030
duibiao brief 我市 --data 数据.xlsx --regions 地区.csv --indicators 指标.csv
| duibiao brief Zigong --against Suzhou --year 2020 --lang en
duibiao brief Zigong --lang en --format html,docx,xlsx,pdf --out brief
duibiao brief Zigong --one-page --format docx --lang en
duibiao brief Zigong --documents report.txt --published 2020-11-02 --lang en
duibiao brief Zigong --inputs fiscal_exp --outputs gdp --lang en
duibiao brief Zigong --goal gdp_per_capita=60%Changzhou@2030 --lang en
duibiao brief "Our city" --data figures.xlsx --regions regions.csv --lang en"""

Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="html,docx,xlsx,pdf",
        help="写成哪些格式，用逗号分开；默认 html | Which formats, with commas between; default html.",
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        help="写到哪个文件夹；没有就新建。默认当前文件夹 | The folder to write to, made where absent; default the present one.",
    ),
]
OnePage = Annotated[
    bool,
    typer.Option("--one-page", help="只要一页的领导参阅件 | Only the leader's sheet of one page."),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="本单位自己的Word模板（.docx） | The office's own Word template (.docx).",
    ),
]
ReadDocuments = Annotated[
    list[Path],
    typer.Option(
        "--documents",
        metavar="FILE",
        help="本地的报告、讲话、任务分解等（txt、md、html、docx、带文字的pdf），可重复；简报多一章：哪些差距有举措，哪些无人认领 | Reports, speeches, task lists of home (txt, md, html, docx, pdf with text); repeat for more. The brief gains a chapter: which gaps have measures and which nobody took up.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="这些文件的发布日期，如 2020-11-02；不写则按各文件自己的日期 | The date of publication of the documents, e.g. 2020-11-02. Default: the date that each gives.",
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="LEDGER",
        help="改过的承诺台账（duibiao read --xlsx 写出的），照它更正 | A ledger of duibiao read --xlsx with changes, which are applied.",
    ),
]
Inputs = Annotated[
    str,
    typer.Option(
        "--inputs",
        metavar="INDICATORS",
        help="投入：指标名称或代码，用逗号隔开；与 --outputs 一起，简报多一章：同样的投入能不能产出更多 | Inputs: indicators by name or code, separated by commas. With --outputs the brief gains a chapter: could the same inputs make more.",
    ),
]
Goals = Annotated[
    list[str],
    typer.Option(
        "--goal",
        metavar="GOAL",
        help="目标：指标=值@年份，或 指标=比例地区@年份（如 gdp_per_capita=60%常州市@2030），可重复；目标一章判断谁做到过、有多大把握，并写出 targets.toml | A target: INDICATOR=VALUE@YEAR, or INDICATOR=SHARE REGION@YEAR (as gdp_per_capita=60%Changzhou@2030); repeat for more. The chapter on targets says who did it and with what odds, and targets.toml is written.",
    ),
]
Outputs = Annotated[
    str,
    typer.Option(
        "--outputs",
        metavar="INDICATORS",
        help="产出：指标名称或代码，用逗号隔开 | Outputs: indicators by name or code, separated by commas.",
    ),
]


@takes_data
def command(
    home: Home,
    files: Files,
    against: Against = [],  # noqa: B006
    year: Year = None,
    lang: Lang = None,
    formats: Formats = "html",
    out: Out = Path("."),
    one_page: OnePage = False,
    template: Template = None,
    across_breaks: AcrossBreaks = False,
    pin: Pin = [],  # noqa: B006
    exclude: Exclude = [],  # noqa: B006
    documents: ReadDocuments = [],  # noqa: B006
    published: Published = None,
    corrections: Corrections = None,
    inputs: Inputs = "",
    outputs: Outputs = "",
    goal: Goals = [],  # noqa: B006
) -> None:
    # A brief is Chinese where nothing says otherwise; what goes wrong with it is told in its language.
    tongue = language(lang, otherwise="zh")
    remember_language(tongue)
    from .documents import Documents
    from .making import formats_of, make_brief
    from .read import date_of
    from .recipe import Recipe
    from .studies import reasoned, settings_of
    from .unit_columns import named

    recipe = Recipe(
        home=home,
        against=tuple(against),
        year=year,
        inputs=named(inputs),
        outputs=named(outputs),
        goals=tuple(goal),
        lang=tongue,
        formats=formats_of(formats),
        one_page=one_page,
        template=template,
        files=files,
        documents=Documents(
            tuple(documents), date_of(published) if published else None, corrections
        ),
        settings=settings_of(
            across_breaks=across_breaks, pinned=reasoned(pin), excluded=reasoned(exclude)
        ),
    )
    make_brief(recipe, out)
