"""`duibiao read`: what documents say, as commitments that can be owned and figures that can be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duibiao.records import BadSetting, DuibiaoError

from .files import Files
from .options import Json, Lang, takes_data
from .read_output import Done, Outputs, answer, observations, print_records, show_figures
from .terminal import progress, say
from .words import language, tell

if TYPE_CHECKING:
    from duibiao.records import Document, Panel, Reading
    from duibiao.records import Lang as Tongue

HELP = """读报告、讲话、公报：谁承诺了什么、文中有哪些数、有什么没说清、哪里前后矛盾，每条都有原文和位置。
| Read reports, speeches and bulletins: who commits to what, which figures they state, what they leave open and what contradicts itself, each with its words and their place."""
EXAMPLES = """duibiao read 考察报告.txt --published 2020-11-02
duibiao read 讲话.docx --xlsx 承诺台账.xlsx --html 讲话.html
duibiao read 讲话.docx --corrections 承诺台账.xlsx --json
duibiao read --figures 统计公报.pdf --region 自贡市 --csv 自贡.csv
| duibiao read report.txt --published 2020-11-02
duibiao read speech.docx --xlsx ledger.xlsx --html speech.html
duibiao read speech.docx --corrections ledger.xlsx --json
duibiao read --figures bulletin.pdf --region Zigong --csv zigong.csv"""

Documents = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        show_default=False,
        help="文件：txt、md、html、docx、带文字的pdf，可写几个 | Documents: txt, md, html, docx, pdf with text; one or several.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="发布日期，如 2020-11-02；“明年”等由它推算。不写则按文中的日期 | The date of publication, e.g. 2020-11-02, by which “next year” is reckoned. Default: the date that the text gives.",
    ),
]
HomeRegion = Annotated[
    str,
    typer.Option(
        "--region",
        metavar="NAME",
        help="文中“全市”“我县”所指的地区；不写则按文件自己说的 | The region that “the city” means. Default: what the document says.",
    ),
]
Ledger = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        metavar="FILE",
        help="写成承诺台账（Excel），几个文件合成一本 | Write the ledger of commitments (Excel), one for all documents.",
    ),
]
Page = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="PATH",
        help="写成网页：原文带标记，旁边列出读到的内容；以.html结尾是一页，否则是文件夹，每个文件一页 | Write a page: the text with marks, what was read beside it. A name in .html is one page, any other a folder with a page each.",
    ),
]
AsFigures = Annotated[
    bool,
    typer.Option(
        "--figures",
        help="只要数字，写成 --data 能用的观测值（CSV） | Only the figures, as observations that --data takes (CSV).",
    ),
]
CsvFile = Annotated[
    Path | None,
    typer.Option(
        "--csv",
        metavar="FILE",
        help="把 --figures 的观测值写进这个文件，而不是输出 | Write the observations of --figures to this file instead of printing them.",
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="改过的承诺台账；按来源原文对上，照它更正 | A ledger with changes, which are applied by their source text.",
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="逐条说明是哪些规则读出的 | Say of each statement and figure which rules found it.",
    ),
]


@takes_data
def command(
    documents: Documents,
    files: Files,
    published: Published = None,
    region: HomeRegion = "",
    as_json: Json = False,
    xlsx: Ledger = None,
    html: Page = None,
    figures: AsFigures = False,
    csv: CsvFile = None,
    corrections: Corrections = None,
    explain: Explain = False,
    lang: Lang = None,
) -> None:
    from duibiao.briefs import write_paths

    tongue = language(lang)
    as_figures = figures or csv is not None
    if as_json + as_figures + explain > 1:
        raise BadSetting(
            zh="--json、--figures（--csv）、--explain 只能选一个：JSON里已经有数字和规则，观测值是给别的命令用的表。",
            en="--json, --figures (--csv) and --explain exclude each other: JSON holds the figures and rules already, and observations are a table for other commands. Choose one.",
        )
    outputs = Outputs(xlsx, html, csv)
    outputs.check(documents)
    day = date_of(published) if published else None
    done = _read(documents, files, day, region, corrections, tongue)
    if done.readings:
        found = observations(done) if as_figures else None
        written = write_paths(outputs.made(done, found, tongue))
        if found is not None:
            show_figures(found, done, csv, tongue)
        elif as_json:
            print_records(done, len(documents), tongue)
        else:
            answer(done, written, explain, tongue)
    for error in done.errors:
        say(error.text(tongue), error=True)
    if done.errors:
        raise typer.Exit(max(e.exit_status for e in done.errors))


def date_of(written: str) -> date:
    """Return the date that is written as 2020-11-02, 2020年11月2日, 2020/11/2 or 2020.11.2.

    >>> date_of("2020年11月2日")
    datetime.date(2020, 11, 2)
    """
    found = re.fullmatch(
        r"\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?\s*", written
    )
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise BadSetting(
        zh=f"--published 的“{written}”不是一个日期。请写成 2020-11-02 或 2020年11月2日。",
        en=f"“{written}” of --published is no date. Write it as 2020-11-02 or 2020年11月2日.",
    )


def _read(
    paths: Sequence[Path],
    files: Files,
    published: date | None,
    region: str,
    corrections: Path | None,
    lang: Tongue,
) -> Done:
    from duibiao.reading import Unopened, apply_corrections, open_documents, read_ledger

    ledger = read_ledger(corrections) if corrections else None
    readings: list[Reading] = []
    errors: list[DuibiaoError] = []
    with progress(lang) as told:
        told("read", 0, 1)
        panel = files.panel()
        name = _region(panel, region, lang)
        for number, opened in enumerate(open_documents(paths, published=published), start=1):
            told("documents", number, len(paths))
            if isinstance(opened, Unopened):
                errors.append(opened.error)
                continue
            try:
                readings.append(_reading(opened, name, panel))
            except DuibiaoError as error:
                errors.append(error)
            except Exception as error:
                if len(paths) == 1:
                    raise
                errors.append(_Unforeseen.of(opened.name, error))
    if ledger is None:
        return Done(tuple(readings), tuple(errors), panel.indicators)
    corrected = apply_corrections(readings, ledger, panel.indicators)
    for note in corrected.notes:
        say(note.text(lang), error=True)
    return Done(corrected.readings, tuple(errors), panel.indicators)


class _Unforeseen(DuibiaoError):
    """An error of our own in one of several documents, which does not stop the rest."""

    exit_status = 70

    @staticmethod
    def of(name: str, error: Exception) -> _Unforeseen:
        what = f"{type(error).__name__}: {error}"
        return _Unforeseen(
            zh=f"读{name}时遇到了没有预料到的情况（{what}），这个文件没有读完，其余照读。请告诉维护者；单独读这个文件并加上 --debug，可得到详细信息一并附上。",
            en=f"Something unforeseen happened while reading {name} ({what}); it was left out and the others were read. Please report it; reading this file alone with --debug gives the details to send along.",
        )


def _reading(document: Document, region: str, panel: Panel) -> Reading:
    from duibiao.reading import read_document

    return read_document(
        document,
        region=region,
        catalogue=panel.indicators,
        regions=panel.regions,
        panel=panel,
    )


def _region(panel: Panel, written: str, lang: Tongue) -> str:
    """The region's name as documents write it; what neither the data nor the table of places know is said."""
    if not written:
        return ""
    from duibiao.reading import region_called

    known = panel.regions.find(written)
    called = known.name("zh") if known else region_called(written)
    if not called:
        note = tell(
            lang,
            "地名表和数据里都没有“{name}”，照写当作本地区。地区写全称，如 自贡市、荣县、上饶经开区。"
            " | Neither the table of places nor the data know “{name}”; it is used as written. Regions go by their full names, as 自贡市, 荣县, 上饶经开区.",
            name=written,
        )
        say(note, error=True)
    return called or written
