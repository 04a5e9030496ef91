"""The commands, put together; each loads what it needs only when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from . import (
    brief,
    check,
    compare,
    composite,
    convergence,
    frontier,
    gaps,
    mobility,
    peers,
    precedents,
    read,
    run,
    show,
    synthetic,
    targets,
    targets_backtest,
)
from .help import Command, Group
from .options import Lang

app = typer.Typer(
    name="duibiao",
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    help="对标：一个地区离先进有多远、差几年、为什么，向谁学。不写 --data 时用自带的样本31市。 | How far a region is behind those ahead, how many years, and why; and whom to learn from. Without --data the sample of 31 cities is used.",
    epilog="""duibiao brief 自贡市 --against 常州市 --year 2020
    duibiao gaps 自贡市 --against 苏州市 --json
    duibiao data check 我的数据.xlsx
    | duibiao brief Zigong --against Changzhou --year 2020
    duibiao gaps Zigong --against Suzhou --json
    duibiao data check figures.xlsx""",
)
data = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    help="看数据、查数据 | Look at data, check data.",
    epilog="""duibiao data check 我的数据.xlsx
    duibiao data show 自贡市
    | duibiao data check figures.xlsx
    duibiao data show Zigong""",
)


def _version(asked: bool) -> None:
    if asked:
        import duibiao

        print(f"duibiao {duibiao.__version__}")
        raise typer.Exit()


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    lang: Lang = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="显示版本号 | Show the version."
        ),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            help="出错时给出详细信息，可写在任何位置；也可设 DUIBIAO_DEBUG=1 | Give the details of an error; may stand anywhere, or set DUIBIAO_DEBUG=1.",
        ),
    ] = False,
) -> None:
    _help_alone(context)


@data.callback(invoke_without_command=True)
def _data(context: typer.Context) -> None:
    _help_alone(context)


def _help_alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


for parent, name, module in (
    (app, "brief", brief),
    (app, "run", run),
    (app, "compare", compare),
    (app, "peers", peers),
    (app, "gaps", gaps),
    (app, "composite", composite),
    (app, "frontier", frontier),
    (app, "targets", targets),
    (app, "targets backtest", targets_backtest),
    (app, "precedents", precedents),
    (app, "synthetic", synthetic),
    (app, "convergence", convergence),
    (app, "mobility", mobility),
    (app, "read", read),
    (data, "check", check),
    (data, "show", show),
):
    parent.command(name, cls=Command, help=module.HELP, epilog=module.EXAMPLES)(module.command)
app.add_typer(data, name="data")
