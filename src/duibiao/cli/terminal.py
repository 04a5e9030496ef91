"""What goes to the terminal or the pipe: sentences, tables, records, progress.

Answers go to standard output, progress and errors to standard error. Colour and progress are for a
terminal only; in a pipe a sentence stays one line and a table keeps to 80 columns.
"""

from __future__ import annotations

import contextlib
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from duibiao.records import BadSetting, Lang, Mark

from .words import tell
from .wrap import laid_out, wrapped

if TYPE_CHECKING:
    from rich.console import Console

    from duibiao.briefs import Chapter, Table, Text

Progress = Callable[[str, int, int], None]

_WIDTH = 80
_WIDEST = 100
_MARKED = "*"
_STEPS = {
    "read": "读取数据 | Reading the data",
    "peers": "寻找可比城市和标杆城市 | Finding comparables and role models",
    "standing": "计算位次 | Scoring and ranking",
    "gaps": "计算差距 | Measuring the gaps",
    "why": "分解差距 | Splitting the gaps",
    "bases": "核对口径变化 | Looking at changes of base",
    "composite": "计算综合指数 | Building the composite",
    "draws": "重复抽样 | Drawing again and again",
    "check": "检查数据 | Checking the figures",
    "documents": "读文件 | Reading the documents",
    "bootstrap": "自助法抽样 | Drawing the bootstrap",
    "malmquist": "比较相邻时期 | Comparing neighbouring periods",
    "targets": "推算目标 | Reckoning the targets",
    "frontier": "与前沿比较 | Measuring against the frontier",
    "placebos": "空间安慰剂 | Making the placebos",
    "leave one out": "逐一去掉对照单元 | Leaving donors out",
    "backtest": "逐年回测 | Trying forecasts on the past",
    "html": "写网页 | Writing the page",
    "docx": "写Word文档 | Writing the Word document",
    "xlsx": "写Excel工作簿 | Writing the workbook",
    "pdf": "写PDF | Writing the PDF",
    "done": "完成 | Done",
}


def console(*, error: bool = False) -> Console:
    """Return the console of standard output, or of standard error."""
    from rich.console import Console

    class Passing(Console):
        """A console that leaves a closed pipe to `entry`, which is quiet about it."""

        def on_broken_pipe(self) -> None:
            raise

    stream = sys.stderr if error else sys.stdout
    made = Passing(file=stream, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, _WIDEST) if made.is_terminal else _WIDTH
    return made


def say(text: str, *, error: bool = False) -> None:
    """Print a paragraph: wrapped on a terminal, one line in a pipe."""
    stream = sys.stderr if error else sys.stdout
    if stream.isatty():
        text = "\n".join(wrapped(text, console(error=error).width))
    print(text, file=stream)


def show(chapter: Chapter, lang: Lang) -> None:
    """Print a chapter: its sentence, then its tables and paragraphs."""
    from duibiao.briefs import Paragraph, Table, plain

    say(plain(chapter.lead))
    for block in chapter.blocks:
        print()
        if isinstance(block, Table):
            show_table(block, lang)
        elif isinstance(block, Paragraph):
            say(plain(block.text))


def show_table(table: Table, lang: Lang) -> None:
    """Print a table that fits: figures keep their line, words wrap, marks are explained below."""
    from rich.text import Text as Styled

    from duibiao.briefs import plain

    out = console()
    titles = tuple(c.title for c in table.columns)
    rows = [titles, *(tuple(_cell(c) for c in row) for row in table.rows)]
    lines = laid_out(rows, [c.align == "right" for c in table.columns], out.width)
    if table.title:
        out.print(Styled(table.title, style="bold"), soft_wrap=True)
    for position, block in enumerate(lines):
        strong = position == 0 or position - 1 in table.strong
        for line in block:
            out.print(Styled(line, style="bold" if strong else ""), soft_wrap=True)
    for note in (*_mark_notes(table, lang), *(plain(n) for n in table.notes)):
        for line in wrapped(note, out.width):
            print(line)


def print_json(records: Any) -> None:
    """Print plain values as JSON; what is not a number is null."""
    print(_as_json(records))


def print_each_json(records: Iterable[Any]) -> None:
    """Print plain values as a list in JSON, each as it comes, so that they need not all be held."""
    print("[", end="")
    for number, record in enumerate(records):
        body = _as_json(record).replace("\n", "\n  ")
        print(",\n  " if number else "\n  ", body, sep="", end="")
    print("\n]")


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def print_csv(records: Sequence[Mapping[str, Any]]) -> None:
    """Print records as CSV, one column for each field that any of them has."""
    fields = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.DictWriter(sys.stdout, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)


def unit_in(unit: str, lang: Lang) -> str:
    """Return a unit in the language of the records."""
    from duibiao.briefs import unit_en

    return unit_en(unit) if lang == "en" else unit


def as_records(as_json: bool, as_csv: bool) -> Callable[[Sequence[Mapping[str, Any]]], None] | None:
    """Return how records are to be printed, or None where tables are wanted."""
    if as_json and as_csv:
        raise BadSetting(
            zh="--json 和 --csv 只能选一个。", en="--json and --csv exclude each other. Choose one."
        )
    return print_json if as_json else print_csv if as_csv else None


@contextlib.contextmanager
def progress(lang: Lang) -> Iterator[Progress]:
    """Give a callback that shows the step at hand on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step, done, of: None
        return
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        console=console(error=True),
        transient=True,
    ) as bar:
        task = bar.add_task(tell(lang, _STEPS["read"]), total=None)

        def told(step: str, done: int, of: int) -> None:
            bar.update(
                task, description=tell(lang, _STEPS.get(step, step)), completed=done, total=of
            )

        yield told


def _cell(text: Text) -> str:
    pieces = (
        p if isinstance(p, str) else p.text + (_MARKED if _is_marked(p) else "") for p in text
    )
    return "".join(pieces)


def _is_marked(piece: Any) -> bool:
    return bool(piece.marks) and not piece.text.endswith(_MARKED)


def _mark_notes(table: Table, lang: Lang) -> list[str]:
    marks = Mark.NONE
    for row in table.rows:
        for text in row:
            for piece in text:
                marks |= Mark.NONE if isinstance(piece, str) else piece.marks
    if not marks:
        return []
    return [f"{_MARKED} {marks.words(lang)}{'。' if lang == 'zh' else '.'}"]
