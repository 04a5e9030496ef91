"""From a recipe to the documents beside their `study.toml`; `brief` and `run` share it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from duibiao.records import InputError, UnknownName, UnreadableFile, system_reason

from .goals import written_goals
from .recipe import NAME, Recipe, read_recipe
from .targets_records import targets_file
from .terminal import progress, say, show
from .words import tell

if TYPE_CHECKING:
    from duibiao import Study
    from duibiao.briefs import Changes


def formats_of(text: str) -> tuple[str, ...]:
    """Return the formats that “html,docx” names, or raise `UnknownName` with those there are."""
    from duibiao.briefs import FORMATS

    for other in "，、;；+":
        text = text.replace(other, ",")
    named = [word.strip().lstrip(".").lower() for word in text.split(",")]
    for name in named:
        if name not in FORMATS:
            raise UnknownName("format", name, FORMATS)
    return tuple(dict.fromkeys(named))


def make_brief(recipe: Recipe, folder: Path, renewed: str = "") -> None:
    """Write the documents and `study.toml` into a folder, and say the headline, what changed, and where.

    `renewed` names the file there that the recipe was read from. Without it a `study.toml` of another
    region or year is left as it is, and this study's stands beside it.
    """
    study, changes, paths = _written(recipe, folder, renewed)
    from duibiao.briefs import changes_answer, headline

    say(headline(study, recipe.lang))
    if changes is not None:
        print()
        show(changes_answer(study, changes, recipe.lang), recipe.lang)
    print()
    for path in paths:
        print(path)
    if paths[-1].name not in (NAME, renewed):
        print()
        text = tell(
            recipe.lang,
            "这个文件夹里的{old}属于另一项研究，没有改动；本次的选择写在{new}。"
            " | {old} in this folder belongs to another study and was left as it is; the choices of this one are in {new}.",
            old=NAME,
            new=paths[-1].name,
        )
        say(text)


def _name(study: Study, folder: Path) -> str:
    """`study.toml`, or a name of its own where that is taken by a study of another region or year."""
    place = folder / NAME
    if not place.exists():
        return NAME
    try:
        there = read_recipe(place)
        home = study.panel.regions.find(there.home)
        year = there.outcome.year if there.outcome else there.year
        same = home is not None and (home.code, year) == (study.home, study.year)
    except InputError:
        same = False
    return NAME if same else f"study-{study.panel.regions[study.home].name('zh')}-{study.year}.toml"


def _written(
    recipe: Recipe, folder: Path, renewed: str
) -> tuple[Study, Changes | None, list[Path]]:
    import duibiao
    from duibiao.briefs import Changes, Outcome, write_files

    template = _template(recipe)
    with progress(recipe.lang) as told:
        told("read", 0, 1)
        panel = recipe.files.panel()
        readings, notes = recipe.documents.read(panel, recipe.home, told)
        study = duibiao.study(
            panel,
            recipe.home,
            recipe.against,
            year=recipe.year,
            settings=recipe.settings,
            readings=readings,
            inputs=recipe.inputs,
            outputs=recipe.outputs,
            goals=written_goals(panel, recipe.goals, recipe.year),
            progress=told,
        )
        outcome = Outcome.of(study)
        changes = Changes(recipe.outcome, outcome) if recipe.outcome else None
        paths = duibiao.write_brief(
            study,
            folder,
            formats=recipe.formats,
            lang=recipe.lang,
            one_page=recipe.one_page,
            template=template,
            changes=changes,
            progress=told,
        )
    for note in notes:
        say(note.text(recipe.lang), error=True)
    kept = dataclasses.replace(recipe, outcome=outcome).as_toml(folder)
    name = renewed or _name(study, folder)
    files = {name: kept}
    if any(a.target is not None for a in study.assessments):
        targets = targets_file(study.panel, study.assessments)
        files = {_targets_name(name): targets.encode()} | files
    return study, changes, [*paths, *write_files(folder, files)]


def _targets_name(recipe: str) -> str:
    """The name of the file of targets, by that of the recipe which it stands beside."""
    if recipe.startswith("study"):
        return "targets" + recipe.removeprefix("study")
    return f"{Path(recipe).stem}-targets.toml"


def _template(recipe: Recipe) -> bytes | None:
    if recipe.template is None:
        return None
    try:
        return recipe.template.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            zh=f"不能打开模板{recipe.template}：{system_reason(error, 'zh')}。请用 --template 给出一个 .docx 文件。",
            en=f"The template {recipe.template} cannot be opened: {system_reason(error, 'en')}. Name a .docx file with --template.",
        ) from None
