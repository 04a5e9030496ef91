"""`duibiao data check`: can these figures be trusted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duibiao.records import DataError

from .options import Breaks, Csv, Indicators, Json, Lang, Mapping, Rates, Regions
from .terminal import as_records, progress, say, show_table
from .words import language, tell

if TYPE_CHECKING:
    from duibiao.briefs import Table, Text
    from duibiao.records import Lang as Tongue
    from duibiao.records import Problem
    from duibiao.sources import Report

HELP = """检查一个或几个数据文件：列出可疑的数，注明文件、工作表、行和列；不改动任何东西。有错误时退出码为1。
| Check files of figures: what looks wrong, with file, sheet, row and column. It changes nothing. Exit status 1 when there are errors."""
EXAMPLES = """duibiao data check 年鉴.xlsx
duibiao data check 数据.csv --html 检查结果.html
| duibiao data check yearbook.xlsx
duibiao data check figures.csv --html report.html"""
_SHOWN = 5
_SEVERITY = {"error": "错误 | Error", "warning": "提醒 | Warning"}

DataFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        show_default=False,
        help="CSV、Excel、Parquet 文件 | CSV, Excel or Parquet files.",
    ),
]
All = Annotated[
    bool,
    typer.Option(
        "--all",
        help="每类问题全部列出，而不是只列前五处 | List every finding, not only the first five of a kind.",
    ),
]
Page = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="FILE", help="把全部结果写成一个网页 | Write all findings as one page."
    ),
]


def command(
    files: DataFiles,
    regions: Regions = None,
    indicators: Indicators = None,
    mapping: Mapping = None,
    breaks: Breaks = None,
    rates: Rates = None,
    every: All = False,
    lang: Lang = None,
    as_json: Json = False,
    as_csv: Csv = False,
    html: Page = None,
) -> None:
    tongue = language(lang)
    write = as_records(as_json, as_csv)
    tables = {"regions": regions, "indicators": indicators, "mapping": mapping, "rates": rates}
    report = _report(files, tables, breaks, tongue)
    if html is not None:
        from duibiao.briefs import write_files
        from duibiao.sources import report_html

        write_files(html.parent, {html.name: report_html(report, tongue).encode()})
    if write:
        write([record(p, tongue) for p in report.problems])
    else:
        _show(report, None if every else _SHOWN, tongue)
    if report.has_errors:
        raise typer.Exit(1)


def record(problem: Problem, lang: Tongue) -> dict[str, Any]:
    """Return a problem as plain values."""
    return {
        "severity": problem.severity,
        "kind": problem.kind,
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "field": problem.field,
        "region": problem.region,
        "indicator": problem.indicator,
        "period": problem.period,
        "text": problem.text(lang),
    }


def _report(
    files: list[Path], tables: dict[str, Path | None], breaks: Path | None, lang: Tongue
) -> Report:
    """What reading the files met, and what the figures themselves say, gravest first."""
    from duibiao.sources import check_observations, load_sample, read_breaks, read_table

    with progress(lang) as told:
        told("read", 0, 2)
        table = read_table(files, **tables)
        known = read_breaks(breaks) if breaks else load_sample().breaks
        told("check", 1, 2)
        report = check_observations(table.observations, table.regions, table.indicators, known)
    if not report.checked and not table.problems:
        names = "、".join(f.name for f in files)
        raise DataError(
            zh=f"{names}里没有一个数。表里需要有地区、年份和指标（长表），或每列一个指标（宽表）。",
            en=f"There is not one figure in {names}. A table needs regions, years and indicators (tidy), or a column an indicator (wide).",
        )
    problems = sorted((*table.problems, *report.problems), key=lambda p: p.severity != "error")
    return replace(report, problems=tuple(problems))


def _show(report: Report, most: int | None, lang: Tongue) -> None:
    say(report.sentence(lang))
    for note in report.notes:
        say(note.text(lang))
    if not report.problems:
        return
    print()
    show_table(_counts(report, lang), lang)
    for count in report.counts:
        found = [p for p in report.problems if (p.kind, p.severity) == (count.kind, count.severity)]
        print()
        show_table(_examples(found, most, lang), lang)


def _counts(report: Report, lang: Tongue) -> Table:
    from duibiao.briefs import Column, Table
    from duibiao.sources import kind_title

    columns = (
        Column(tell(lang, "程度 | Severity")),
        Column(tell(lang, "问题 | Problem")),
        Column(tell(lang, "处数 | Number"), align="right"),
    )
    rows = tuple(
        (
            (tell(lang, _SEVERITY[c.severity]),),
            (kind_title(c.kind, lang),),
            (f"{c.number:,}",),
        )
        for c in report.counts
    )
    return Table("", columns, rows)


def _examples(found: list[Problem], most: int | None, lang: Tongue) -> Table:
    """The first of one kind, at most `most` where that is given; the page and the records have all."""
    from duibiao.briefs import Column, Table
    from duibiao.sources import kind_title

    columns = (
        Column(tell(lang, "位置 | Place")),
        Column(tell(lang, "说明 | What, and what to do")),
    )
    rows = tuple(((_place(p, lang),), (p.text(lang),)) for p in found[:most])
    left = len(found) - len(rows)
    notes: tuple[Text, ...] = ()
    if left > 0:
        more = tell(
            lang,
            "及另外{n}处；--all、--csv、--json、--html 列出全部。 | and {n} more; --all, --csv, --json and --html list them all.",
            n=f"{left:,}",
        )
        notes = ((more,),)
    title = f"{tell(lang, _SEVERITY[found[0].severity])}：{kind_title(found[0].kind, lang)}"
    return Table(title if lang == "zh" else title.replace("：", ": "), columns, rows, notes)


def _place(problem: Problem, lang: Tongue) -> str:
    row = tell(lang, "第{n}行 | row {n}", n=problem.row) if problem.row else ""
    return " · ".join(x for x in (problem.file, problem.sheet, row, problem.field) if x)
