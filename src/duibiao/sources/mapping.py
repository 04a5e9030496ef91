"""What a file's columns hold, where its headers do not say: a small TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from duibiao.records import BadSetting, UnknownName, UnreadableFile, normal_name

from .files import read_text
from .headers import ROLES


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name in the file means: an indicator's code or name, and the unit of its figures."""

    code: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for a whole file or sheet where no cell says otherwise; `header` counts rows from 1."""

    region: str = ""
    indicator: str = ""
    period: str = ""
    unit: str = ""
    vintage: str = ""
    source: str = ""
    header: tuple[int, ...] = ()


@dataclass(frozen=True)
class DataMapping:
    """A mapping file: roles of columns, meanings of names, what holds for sheets, regions left out.

    Headers and names are compared without regard to width, case and inner spaces.
    """

    columns: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, Meaning] = field(default_factory=dict)
    whole: Whole = field(default_factory=Whole)
    sheets: dict[str, Whole] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)

    def role(self, header: str) -> str | None:
        """The role of a header, or None where the mapping does not name it."""
        return self.columns.get(normal_name(header))

    def meaning(self, name: str) -> Meaning | None:
        """What an indicator's name in the file means, or None where the mapping does not name it."""
        return self.indicators.get(normal_name(name))

    def reads(self, sheet: str) -> bool:
        """Whether a sheet is to be read: all are, unless some are named."""
        return not self.sheets or normal_name(sheet) in self.sheets

    def of_sheet(self, sheet: str) -> Whole:
        """What holds for a sheet: what the mapping says of it, then what it says of the whole."""
        own = self.sheets.get(normal_name(sheet), Whole())
        return Whole(
            **{f.name: getattr(own, f.name) or getattr(self.whole, f.name) for f in fields(Whole)}
        )


def read_mapping(path: Path) -> DataMapping:
    """Return the mapping of a TOML file with the tables columns, indicators, whole, sheets and regions.

    Raises `UnreadableFile` where it is no TOML, and `UnknownName` or `BadSetting` for what it cannot say.
    """
    try:
        tables = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            zh=f'映射文件{path.name}不是正确的TOML：{error}。中文名称要加引号，例如 "财政收入" = "fiscal_revenue"。',
            en=f'The mapping {path.name} is no TOML: {error}. Names in Chinese need quotation marks, such as "财政收入" = "fiscal_revenue".',
        ) from None
    _allow(path, tables, ("columns", "indicators", "whole", "sheets", "regions"))
    regions = tables.get("regions", {})
    _allow(path, regions, ("exclude", "names"))
    return DataMapping(
        columns=_columns(path, tables.get("columns", {})),
        indicators={
            normal_name(k): _meaning(path, k, v) for k, v in tables.get("indicators", {}).items()
        },
        whole=_whole(path, tables.get("whole", {})),
        sheets={normal_name(k): _whole(path, v) for k, v in tables.get("sheets", {}).items()},
        exclude=tuple(map(str, regions.get("exclude", ()))),
        names={normal_name(k): str(v) for k, v in regions.get("names", {}).items()},
    )


def _columns(path: Path, table: Mapping[str, Any]) -> dict[str, str]:
    _allow(path, table, (*ROLES,))
    return {
        normal_name(header): role
        for role, headers in table.items()
        for header in ([headers] if isinstance(headers, str) else headers)
    }


def _meaning(path: Path, name: str, value: Any) -> Meaning:
    if isinstance(value, str):
        return Meaning(code=value)
    if not isinstance(value, dict):
        raise BadSetting(
            zh=f'映射文件{path.name}中“{name}”应写作 "{name}" = "代码"，或 "{name}" = {{ code = "代码", unit = "单位" }}。',
            en=f'In the mapping {path.name}, “{name}” must be "{name}" = "code" or "{name}" = {{ code = "code", unit = "unit" }}.',
        )
    _allow(path, value, ("code", "unit"))
    return Meaning(**{k: str(v) for k, v in value.items()})


def _whole(path: Path, table: Mapping[str, Any]) -> Whole:
    _allow(path, table, [f.name for f in fields(Whole)])
    texts = {k: str(v) for k, v in table.items() if k != "header"}
    header = table.get("header", ())
    rows = (header,) if isinstance(header, int) else tuple(header)
    if not all(isinstance(n, int) and n > 0 for n in rows) or list(rows) != sorted(set(rows)):
        raise BadSetting(
            zh=f"映射文件{path.name}中的header应为从1数起、由上到下的行号，例如 header = [3, 4]。",
            en=f"`header` in the mapping {path.name} must be row numbers counted from 1, downwards, such as header = [3, 4].",
        )
    return Whole(header=rows, **texts)


def _allow(path: Path, table: Mapping[str, Any], names: Iterable[str]) -> None:
    allowed = list(names)
    for key in table:
        if key not in allowed:
            raise UnknownName(
                "column",
                str(key),
                allowed,
                how=(f"请检查映射文件{path.name}。", f"Check the mapping {path.name}."),
            )
