"""The specification of a synthetic control in TOML: windows, summed columns, shares, cross-validation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duibiao.records import BadSetting, UnknownName, UnreadableFile, system_reason

if TYPE_CHECKING:
    from duibiao.targets import Predictor

_TEXTS = ("unit", "outcome", "id", "time", "search")
_WHOLE = ("from", "until", "seed", "iterations")
_YEARS = ("fit", "effect", "predictor_years")
_LISTS = ("exclude", "predictors")
_TABLES = ("treated", "cross_validation")
_KEYS = (*_TEXTS, *_WHOLE, *_YEARS, *_LISTS, *_TABLES, "home_among_donors")
_PREDICTOR = (
    "column columns years name operator share_of training_column training_columns training_years"
).split()
_VALIDATION = ("training", "validation")


@dataclass(frozen=True)
class Spec:
    """What a specification says: `asked` of the command, `settings` of the fit; only what is written."""

    asked: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def read_spec(path: Path) -> Spec:
    """Return a specification.

    Raises `UnreadableFile` for a file that is missing or no TOML, `UnknownName` for a key that means
    nothing, `BadSetting` for a value of the wrong kind.
    """
    from duibiao.targets import years_in

    table = _toml(path)
    _known(path, table, _KEYS)
    _typed(path, table)
    validation = table.get("cross_validation", {})
    _known(path, validation, _VALIDATION)
    if validation and set(validation) != set(_VALIDATION):
        raise _wrong(
            path,
            "cross_validation",
            validation,
            "training 和 validation 两段年份",
            "both `training` and `validation`",
        )
    windows = {
        "years": years_in(table["predictor_years"]) if "predictor_years" in table else (),
        "training_years": years_in(validation["training"]) if validation else (),
    }
    settings: dict[str, Any] = {
        key: table[key]
        for key in ("until", "seed", "iterations", "search", "treated", "home_among_donors")
        if key in table
    }
    settings |= {key: years_in(table[key]) for key in ("fit", "effect") if key in table}
    if "exclude" in table:
        settings["exclude"] = tuple(table["exclude"])
    if validation:
        settings["validation"] = years_in(validation["validation"])
    if "predictors" in table:
        settings["predictors"] = tuple(
            _predictor(path, given, windows) for given in table["predictors"]
        )
    asked: dict[str, Any] = {
        key: table[key] for key in ("unit", "outcome", "id", "time", "from") if key in table
    }
    return Spec(asked, settings)


def _predictor(path: Path, given: Any, windows: Mapping[str, tuple[int, ...]]) -> Predictor:
    from duibiao.targets import Predictor, years_in

    table = {"column": given} if isinstance(given, str) else given
    if not isinstance(table, Mapping):
        raise _wrong(path, "predictors", given, "列名，或 { … } 表", "a column's name or a table")
    _known(path, table, tuple(_PREDICTOR))
    texts: dict[str, Any] = {k: table[k] for k in ("name", "operator", "share_of") if k in table}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise _wrong(path, key, value, "文字", "a text")
    made: dict[str, Any] = {
        key: years_in(table[key]) if key in table else window for key, window in windows.items()
    }
    return Predictor(
        columns=_columns(path, table, "column"),
        training_columns=_columns(path, table, "training_column"),
        **made,
        **texts,
    )


def _columns(path: Path, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = table.get(f"{key}s", table.get(key, ()))
    columns = (given,) if isinstance(given, str) else given
    if not isinstance(columns, list | tuple) or not all(isinstance(c, str) for c in columns):
        raise _wrong(
            path, key, given, "列名或列名的列表", "the name of a column, or a list of names"
        )
    return tuple(columns)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(
            zh=f"不能打开{path}：{system_reason(error, 'zh')}。请检查 --spec 的路径。",
            en=f"{path} cannot be opened: {system_reason(error, 'en')}. Check the path after --spec.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            zh=f"{path}不是能读的TOML：{error}。请改正该处。",
            en=f"{path} is not TOML that can be read: {error}. Mend that place.",
        ) from None


def _known(path: Path, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            where = (f"它写在{path}里。", f"It stands in {path}.")
            raise UnknownName("setting", key, keys, how=where)


def _typed(path: Path, table: Mapping[str, Any]) -> None:
    for keys, kind, zh, en in (
        (_TEXTS, str, "文字", "a text"),
        (_WHOLE, int, "整数", "a whole number"),
        (_LISTS, list, "列表", "a list"),
        (_TABLES, dict, "一段表", "a table"),
        (("home_among_donors",), bool, "true 或 false", "true or false"),
    ):
        for key in keys:
            value = table.get(key)
            wrong = not isinstance(value, kind) or (kind is int and isinstance(value, bool))
            if key in table and wrong:
                raise _wrong(path, key, value, zh, en)
    for name, year in table.get("treated", {}).items():
        if not isinstance(year, int) or isinstance(year, bool):
            raise _wrong(path, f"treated.{name}", year, "年份", "a year")
    if not all(isinstance(name, str) for name in table.get("exclude", ())):
        raise _wrong(path, "exclude", table["exclude"], "名称的列表", "a list of names")


def _wrong(path: Path, key: str, value: object, zh: str, en: str) -> BadSetting:
    return BadSetting(
        zh=f"{path}里 {key} 写的是“{value}”，应为{zh}。请改正。",
        en=f"In {path} {key} is “{value}”; it must be {en}. Mend it.",
    )
