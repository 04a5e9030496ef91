"""`duibiao run`: the same brief again, and what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from .options import Lang
from .words import language, remember_language

HELP = """按 study.toml 再做一遍简报，并说出与上次相比变了什么。
| Make a brief again from its study.toml, and say what changed since."""
EXAMPLES = """duibiao run 简报/study.toml
duibiao run 简报/study.toml --year 2022 --out 简报2022
| duibiao run brief/study.toml
duibiao run brief/study.toml --year 2022 --out brief-2022"""

RecipeFile = Annotated[
    Path,
    typer.Argument(
        metavar="STUDY.toml",
        show_default=False,
        help="duibiao brief 写下的 study.toml | The study.toml that duibiao brief wrote.",
    ),
]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", help="换一个年份 | Another year than the one recorded."),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="写到另一个文件夹，原来的不动；不写则更新原处 | Write to another folder and leave the old one as it is; default: renew in place.",
    ),
]
NewData = Annotated[
    list[Path],
    typer.Option(
        "--data",
        metavar="FILE",
        help="换用新的数据文件，可重复 | Other data than recorded; repeat for more.",
    ),
]


def command(
    recipe: RecipeFile,
    year: Year = None,
    data: NewData = [],  # noqa: B006
    out: Out = None,
    lang: Lang = None,
) -> None:
    from .making import make_brief
    from .recipe import read_recipe

    kept = read_recipe(recipe)
    tongue = language(lang, otherwise=kept.lang) if lang else kept.lang
    remember_language(tongue)
    again = replace(
        kept,
        lang=tongue,
        year=kept.year if year is None else year,
        files=replace(kept.files, data=tuple(data)) if data else kept.files,
    )
    in_place = out is None or out.resolve() == recipe.parent.resolve()
    make_brief(again, recipe.parent if out is None else out, recipe.name if in_place else "")
