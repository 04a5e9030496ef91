"""`study.toml`: every choice of a study, and what is kept of its results for the next run."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from duibiao.records import BadSetting, Lang, UnknownName, UnreadableFile, system_reason

from .documents import Documents
from .files import Files

if TYPE_CHECKING:
    from duibiao import StudySettings
    from duibiao.briefs import Outcome

NAME = "study.toml"
_HEAD = """# 本次对标的全部选择。再做一遍：duibiao run study.toml
# All choices of this study. To make it again: duibiao run study.toml
# 路径相对于本文件所在的文件夹。Paths are relative to the folder of this file.

"""
_PLACES: dict[str, tuple[str, ...]] = {
    "study": ("home", "against", "year", "inputs", "outputs", "goals"),
    "brief": ("lang", "formats", "one_page", "template"),
    "data": tuple(f.name for f in dataclasses.fields(Files)),
    "documents": tuple(f.name for f in dataclasses.fields(Documents)),
    "settings": ("peers", "role_models", "standing", "gaps", "conditions", "efficiency", "targets"),
}
_TYPES: dict[str, tuple[type, str, str]] = {
    "against": (list, "列表", "a list"),
    "inputs": (list, "列表", "a list"),
    "outputs": (list, "列表", "a list"),
    "goals": (list, "列表", "a list"),
    "year": (int, "整数", "a whole number"),
    "formats": (list, "列表", "a list"),
    "one_page": (bool, "true 或 false", "true or false"),
    "data": (list, "列表", "a list"),
    "files": (list, "列表", "a list"),
    "published": (date, "2020-11-02 这样的日期", "a date like 2020-11-02"),
}
T = TypeVar("T")


@dataclass(frozen=True)
class Recipe:
    """All that a brief is made from.

    `year` is None where the user chose none, so that the next run takes the data's last. `outcome` is what
    is kept of the last run, None before the first.
    """

    home: str
    settings: StudySettings
    against: tuple[str, ...] = ()
    year: int | None = None
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    lang: Lang = "zh"
    formats: tuple[str, ...] = ("html",)
    one_page: bool = False
    template: Path | None = None
    files: Files = field(default_factory=Files)
    documents: Documents = field(default_factory=Documents)
    outcome: Outcome | None = None

    def as_toml(self, folder: Path) -> bytes:
        """Return the recipe as it stands in a file in `folder`; paths are written relative to it."""
        import tomli_w

        import duibiao

        files = self.files.moved(lambda path: _relative(path, folder))
        study: dict[str, Any] = {"home": self.home, "against": list(self.against)}
        if self.year is not None:
            study["year"] = self.year
        study |= {n: list(x) for n in ("inputs", "outputs", "goals") if (x := getattr(self, n))}
        brief: dict[str, Any] = {"lang": self.lang, "formats": list(self.formats)}
        brief["one_page"] = self.one_page
        if self.template is not None:
            brief["template"] = _relative(self.template, folder).as_posix()
        tables: dict[str, Any] = {
            "made_with": f"duibiao {duibiao.__version__}",
            "study": study,
            "brief": brief,
            "data": {
                "data": [p.as_posix() for p in files.data],
                **{name: path.as_posix() for name, path in files.tables().items()},
            },
            "settings": _plain(self.settings),
        }
        if self.documents.files:
            tables["documents"] = _documents_table(self.documents, folder)
        if self.outcome is not None:
            tables["last"] = self.outcome.as_table()
        return (_HEAD + tomli_w.dumps(tables)).encode()


def read_recipe(path: Path) -> Recipe:
    """Return the recipe that a file holds.

    Raises `UnreadableFile` for a file that is missing or no TOML, `UnknownName` for a key that means
    nothing, `BadSetting` for a value of the wrong kind.
    """
    from duibiao import StudySettings

    tables = _read_toml(path)
    for name in tables:
        _known(path, name, (*_PLACES, "made_with", "last"))
        for key in _table(tables, name, path) if name in _PLACES else ():
            _known(path, key, _PLACES[name])
    folder = path.parent
    study, brief, data, documents = (
        dict(_table(tables, n, path)) for n in ("study", "brief", "data", "documents")
    )
    for key, value in (*study.items(), *brief.items(), *data.items(), *documents.items()):
        _typed(path, key, value)
    if brief.get("lang", "zh") not in ("zh", "en"):
        raise _wrong(path, "lang", brief["lang"], '"zh" 或 "en"', '"zh" or "en"')
    if "home" not in study:
        raise BadSetting(
            zh=f'{path}没有写本地。请在 [study] 下写 home = "地区"。',
            en=f'{path} names no home region. Write home = "region" under [study].',
        )
    files = data.pop("data", [])
    template = brief.get("template")
    return Recipe(
        home=study["home"],
        against=tuple(study.get("against", ())),
        year=study.get("year"),
        inputs=tuple(study.get("inputs", ())),
        outputs=tuple(study.get("outputs", ())),
        goals=tuple(study.get("goals", ())),
        lang="en" if brief.get("lang") == "en" else "zh",
        formats=tuple(brief.get("formats", ("html",))),
        one_page=brief.get("one_page", False),
        template=folder / template if template else None,
        files=Files.of(
            [folder / f for f in files], **{name: folder / value for name, value in data.items()}
        ),
        documents=_documents(documents, folder),
        settings=_made(StudySettings, _table(tables, "settings", path), path),
        outcome=_outcome(tables["last"], path) if "last" in tables else None,
    )


def _documents_table(documents: Documents, folder: Path) -> dict[str, Any]:
    moved = documents.moved(lambda path: _relative(path, folder))
    table: dict[str, Any] = {"files": [p.as_posix() for p in moved.files]}
    if moved.published is not None:
        table["published"] = moved.published
    if moved.corrections is not None:
        table["corrections"] = moved.corrections.as_posix()
    return table


def _documents(table: Mapping[str, Any], folder: Path) -> Documents:
    corrections = table.get("corrections")
    return Documents(
        tuple(folder / f for f in table.get("files", ())),
        table.get("published"),
        folder / corrections if corrections else None,
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(
            zh=f"不能打开{path}：{system_reason(error, 'zh')}。请给出 duibiao brief 写下的 {NAME}。",
            en=f"{path} cannot be opened: {system_reason(error, 'en')}. Name the {NAME} that duibiao brief wrote.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            zh=f"{path}不是能读的TOML：{error}。请改正该处，或用 duibiao brief 重新生成。",
            en=f"{path} is not TOML that can be read: {error}. Mend that place, or write it anew with duibiao brief.",
        ) from None


def _table(tables: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    table = tables.get(name, {})
    if not isinstance(table, Mapping):
        raise _wrong(path, name, table, f"一段 [{name}]", f"a table [{name}]")
    return table


def _outcome(table: Any, path: Path) -> Outcome:
    from duibiao.briefs import Outcome

    try:
        return Outcome.from_table(table)
    except (KeyError, TypeError, AttributeError):
        raise BadSetting(
            zh=f"{path}的 [last] 一段不完整，或由别的版本写成，不能和上次相比。删去这一段，就只做简报、不作比较。",
            en=f"The part [last] of {path} is incomplete or was written by another version, so nothing can be compared with it. Delete that part to make the brief without.",
        ) from None


def _known(path: Path, name: str, allowed: Any) -> None:
    if name not in allowed:
        how = (f"请改正{path}。", f"Mend it in {path}.")
        raise UnknownName("setting", name, allowed, how=how)


def _typed(path: Path, key: str, value: object) -> None:
    kind, zh, en = _TYPES.get(key, (str, "文字", "text"))
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _wrong(path, key, value, zh, en)


def _wrong(path: Path, key: str, value: object, zh: str, en: str) -> BadSetting:
    return BadSetting(
        zh=f"{path}里的 {key} = {value!r} 不对，应为{zh}。",
        en=f"In {path}, {key} = {value!r} will not do: {en} is needed.",
    )


def _plain(settings: Any) -> dict[str, Any]:
    """A dataclass of settings as plain tables; what is None is left out, as TOML has no word for it."""
    table: dict[str, Any] = {}
    for f in dataclasses.fields(settings):
        value = getattr(settings, f.name)
        if dataclasses.is_dataclass(value):
            table[f.name] = _plain(value)
        elif value is not None:
            table[f.name] = _lists(value)
    return table


def _lists(value: Any) -> Any:
    return [_lists(v) for v in value] if isinstance(value, tuple) else value


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def _made(cls: type[T], table: Mapping[str, Any], path: Path) -> T:
    """A dataclass of settings from a table: names and kinds must be those of the defaults."""
    default: Any = cls()
    names = [f.name for f in dataclasses.fields(default)]
    values: dict[str, Any] = {}
    for key, given in table.items():
        _known(path, key, names)
        usual = getattr(default, key)
        if dataclasses.is_dataclass(usual):
            values[key] = _made(type(usual), _table(table, key, path), path)
            continue
        value = _tuples(given)
        if isinstance(usual, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if usual is not None and type(value) is not type(usual):
            kind = {bool: "true/false", int: "1", float: "0.5", str: '"…"'}.get(type(usual), "[…]")
            raise _wrong(path, key, given, f"{kind} 这样的值", f"a value like {kind}")
        values[key] = value
    return cls(**values)


def _relative(path: Path, folder: Path) -> Path:
    try:
        return Path(os.path.relpath(path, folder))
    except ValueError:  # another drive
        return path.absolute()
