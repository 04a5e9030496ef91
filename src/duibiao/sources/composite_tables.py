"""A table of indicators and its framework, for composites: COINr's iData and iMeta, or our tidy forms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from duibiao.records import (
    BadSetting,
    DataError,
    IndicatorTable,
    InputError,
    Node,
    Structure,
    UnknownName,
    UnreadableFile,
)

from .numbers import is_missing, number_in
from .sheets import read_rows

TABLE_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("ucode", "region_code", "code", "地区代码", "代码"),
    "name": ("uname", "region", "name", "地区", "名称"),
    "time": ("time", "period", "year", "时期", "年份", "年度"),
    "indicator": ("indicator", "icode", "指标"),
    "value": ("value", "数值", "值"),
}
"""What the columns of a table of figures may be headed by, in any case."""

META_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("icode", "code", "indicator", "指标代码", "代码", "指标"),
    "name": ("iname", "name", "名称"),
    "type": ("type", "role", "类型", "角色"),
    "parent": ("parent", "pillar", "上级", "支柱"),
    "parent_weight": ("pillar_weight", "支柱权重"),
    "level": ("level", "层级", "层次"),
    "weight": ("weight", "权重"),
    "direction": ("direction", "方向"),
    "unit": ("unit", "单位"),
    "denominator": ("denominator", "分母"),
    "target": ("target", "目标", "目标值"),
    "worst": ("worst", "goalpost_worst", "最差"),
    "best": ("best", "goalpost_best", "frontier", "最好"),
    "transform": ("transform", "变换"),
}
"""What the columns of a framework may be headed by, in any case."""

_TYPES = {
    "indicator": "indicator",
    "指标": "indicator",
    "score": "indicator",
    "aggregate": "aggregate",
    "汇总": "aggregate",
    "denominator": "denominator",
    "分母": "denominator",
    "group": "group",
    "分组": "group",
    "other": "",
    "structure": "",
    "context": "",
    "core": "",
}
_DIRECTIONS = {"1": 1, "+1": 1, "+": 1, "正": 1, "-1": -1, "-": -1, "−": -1, "−1": -1, "负": -1}
_TOP = "index"

Line = Mapping[str, str]


def read_structure(path: str | Path) -> Structure:
    """Return the framework of a table with a row an indicator or aggregate.

    Columns as `META_COLUMNS` says: code and parent are needed, direction for indicators; a weight that is
    not given is 1. Where no type is given, what others name as parent is an aggregate. Rows of type Group
    and Denominator name columns of the figures. Where nothing has a parent, all make up “index”. Raises
    `UnreadableFile` for a table without these columns, and `BadSetting` as `Structure` does.
    """
    path = Path(path)
    lines = _lines(path, META_COLUMNS, needs=("code",))
    lines = [line for line in lines if line["code"] and _type(path, line) is not None]
    lines = _with_pillars(lines)
    parents = {line.get("parent", "") for line in lines}
    divisors = {line.get("denominator", "") for line in lines}
    kinds: dict[str, list[Line]] = {
        "indicator": [],
        "aggregate": [],
        "denominator": [],
        "group": [],
    }
    for line in lines:
        kind = _type(path, line) or (
            "aggregate"
            if line["code"] in parents
            else "denominator"
            if line["code"] in divisors and not line.get("parent")
            else "indicator"
        )
        kinds[kind].append(line)
    if not kinds["aggregate"] and not any(line.get("parent") for line in kinds["indicator"]):
        kinds["aggregate"] = [{"code": _TOP}]
        kinds["indicator"] = [{**line, "parent": _TOP} for line in kinds["indicator"]]
    return Structure(
        tuple(_node(path, line, indicator=True) for line in kinds["indicator"]),
        tuple(_node(path, line, indicator=False) for line in kinds["aggregate"]),
        tuple(line["code"] for line in kinds["denominator"]),
        tuple(line["code"] for line in kinds["group"]),
    )


def read_indicator_table(
    path: str | Path, structure: Structure, *, id_column: str = ""
) -> IndicatorTable:
    """Return the figures of a table that a structure asks for: indicators, denominators; the rest as labels.

    Wide (COINr's iData: uCode, uName, Time, a column an indicator) or tidy (region_code, indicator, period,
    value). `id_column` names the column of regions where none of the usual heads is there. Several times make a
    panel; a single one is left out. Raises `UnreadableFile` where the
    table names no regions or has no rows, and `InputError` for a cell that is no number or two columns of
    one indicator.
    """
    path = Path(path)
    header, rows = _filled_rows(path)
    roles = _roles(header, TABLE_COLUMNS)
    if not rows:
        raise UnreadableFile(
            zh=f"{path.name}只有表头，没有数据。请在表头下面写上各地区的数，一行一个地区。",
            en=f"{path.name} has a header and no rows. Put the figures under it, a row a region.",
        )
    if id_column:
        if id_column not in header:
            raise UnknownName("column", id_column, [name for name in header if name])
        roles["code"] = header.index(id_column)
    if "code" not in roles and "name" not in roles:
        raise UnreadableFile(
            zh=f"{path.name}里没有地区的列。请给一列代码或名称，列名用 uCode、region_code、code、地区代码、region 或 地区；或用 --id 写明是哪一列。",
            en=f"{path.name} has no column of regions. Head one with uCode, region_code, code or region, or name it with --id.",
        )
    roles.setdefault("code", roles.get("name", 0))
    blank = [n for n, row in rows if not row[roles["code"]]]
    if blank:
        raise InputError(
            zh=f"{path.name}第{blank[0]}行没有地区代码。请补上，或删去这一行。",
            en=f"Row {blank[0]} of {path.name} names no region. Name it, or take the row out.",
        )
    wanted = [*structure.codes[: len(structure.indicators)], *_divisors(structure)]
    if "indicator" in roles and "value" in roles:
        return _tidy(path, rows, roles, wanted)
    twice = [c for c in wanted if header.count(c) > 1]
    if twice:
        raise InputError(
            zh=f"{path.name}有不止一列叫“{twice[0]}”，不知用哪一列。请改名或删去多出的列。",
            en=f"{path.name} has more than one column “{twice[0]}”, and which to take is not known. Rename the others, or take them out.",
        )
    return _wide(path, header, rows, roles, wanted)


def _divisors(structure: Structure) -> list[str]:
    named = [n.denominator for n in structure.indicators if n.denominator]
    return [c for c in dict.fromkeys(named) if c not in structure.positions]


Rows = Sequence[tuple[int, tuple[str, ...]]]


def _wide(
    path: Path, header: Sequence[str], rows: Rows, roles: dict[str, int], wanted: list[str]
) -> IndicatorTable:
    places = {name: i for i, name in enumerate(header)}
    columns = [c for c in wanted if c in places]
    values = np.array(
        [[_figure(path, number, c, row[places[c]]) for c in columns] for number, row in rows],
        dtype=np.float64,
    ).reshape(len(rows), len(columns))
    taken = {*columns, *(header[i] for i in roles.values())}
    return IndicatorTable(
        tuple(row[roles["code"]] for _, row in rows),
        tuple(columns),
        values,
        tuple(row[roles["name"]] for _, row in rows) if "name" in roles else (),
        _times([row[roles["time"]] for _, row in rows] if "time" in roles else []),
        {
            name: tuple(row[i] for _, row in rows)
            for name, i in places.items()
            if name and name not in taken
        },
    )


def _tidy(path: Path, rows: Rows, roles: dict[str, int], wanted: list[str]) -> IndicatorTable:
    cells: dict[tuple[str, str], dict[str, float]] = {}
    names: dict[str, str] = {}
    for number, row in rows:
        code, indicator = row[roles["code"]], row[roles["indicator"]]
        time = row[roles["time"]] if "time" in roles else ""
        names.setdefault(code, row[roles.get("name", roles["code"])])
        held = cells.setdefault((code, time), {})
        if indicator in held:
            raise DataError(
                zh=f"{path.name}第{number}行：地区“{code}”的指标“{indicator}”{time}已有一个数。每个地区、指标、时期只能有一行。请合并或删去重复的行。",
                en=f"Row {number} of {path.name}: region “{code}” already has a figure of “{indicator}” {time}. There is one row for a region, indicator and time. Merge the rows, or take one out.",
            )
        held[indicator] = _figure(path, number, indicator, row[roles["value"]])
    found = {i for held in cells.values() for i in held}
    columns = [c for c in wanted if c in found]
    return IndicatorTable(
        tuple(code for code, _ in cells),
        tuple(columns),
        np.array([[held.get(c, math.nan) for c in columns] for held in cells.values()]).reshape(
            len(cells), len(columns)
        ),
        tuple(names[code] for code, _ in cells),
        _times([time for _, time in cells]),
    )


def _times(times: Sequence[str]) -> tuple[str, ...]:
    return tuple(times) if len(set(times)) > 1 else ()


def _figure(path: Path, row: int, column: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        if is_missing(text):
            return math.nan
        read = number_in(text)
        if read is not None:
            return read
        raise InputError(
            zh=f"{path.name}第{row}行“{column}”是“{text}”，不是数字。请改成数字，缺失则留空。",
            en=f"Row {row} of {path.name} has “{text}” under “{column}”, which is no number. Write a number, or leave it empty where there is none.",
        ) from None
    return value


def _filled_rows(path: Path) -> tuple[tuple[str, ...], Rows]:
    """The header and the rows of a file that are not blank throughout."""
    header, rows = read_rows(path)
    return header, [(number, row) for number, row in rows if any(row)]


def _lines(path: Path, known: dict[str, tuple[str, ...]], needs: Iterable[str]) -> list[Line]:
    header, rows = _filled_rows(path)
    roles = _roles(header, known)
    lacking = [n for n in needs if n not in roles]
    if lacking:
        raise UnreadableFile(
            zh=f"{path.name}不是框架表：没有代码列。请给一列代码，列名用 iCode、code 或 代码；另要有 parent、weight、direction 等列。",
            en=f"{path.name} is no framework: it has no column of codes. Head one with iCode or code; parent, weight and direction go beside it.",
        )
    return [{role: row[i] for role, i in roles.items()} for _, row in rows]


def _roles(header: Sequence[str], known: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column plays which role: the first of a role's names that the header has."""
    places = {name.casefold(): i for i, name in reversed(list(enumerate(header)))}
    roles: dict[str, int] = {}
    for role, names in known.items():
        found = [places[n] for n in names if n in places and places[n] not in roles.values()]
        if found:
            roles[role] = found[0]
    return roles


def _type(path: Path, line: Line) -> str | None:
    """A line's type: "" where the table does not say, None where it is not of the composite."""
    word = line.get("type", "").casefold()
    if not word:
        return ""
    if word not in _TYPES:
        raise BadSetting(
            zh=f"{path.name}中“{line['code']}”的类型“{line['type']}”不能识别。可用：Indicator、Aggregate、Denominator、Group、Other。请改正。",
            en=f"“{line['code']}” in {path.name} has the type “{line['type']}”, which is not known. Allowed: Indicator, Aggregate, Denominator, Group, Other. Mend it.",
        )
    return _TYPES[word] or None


def _with_pillars(lines: list[Line]) -> list[Line]:
    """The lines, and in our own form a row for each pillar, which there stands beside its indicators."""
    weights = {
        line["parent"]: line["parent_weight"]
        for line in lines
        if line.get("parent_weight") and line.get("parent")
    }
    made = [
        {"code": code, "parent": _TOP, "weight": weight, "type": "aggregate"}
        for code, weight in weights.items()
    ]
    return [*lines, *made, {"code": _TOP, "type": "aggregate"}] if made else lines


def _node(path: Path, line: Line, *, indicator: bool) -> Node:
    code, parent = line["code"], line.get("parent", "")
    if line.get("transform", "").casefold() not in ("", "level"):
        raise BadSetting(
            zh=f"{path.name}要对“{code}”取{line['transform']}变换，composite 命令只用原值。请改为 level；需要时用 --treat 处理偏斜的指标。",
            en=f"{path.name} asks for “{code}” in {line['transform']}, and a composite here takes levels. Write level; --treat deals with skewed indicators.",
        )
    weight = _number(path, line, "weight")
    level = _number(path, line, "level")
    if weight is None and "weight" in line and parent:
        raise _lacking(path, code, "weight", "权重", "一个不小于0的数", "a number of 0 or more")
    return Node(
        code=code,
        parent=parent,
        weight=1.0 if weight is None else weight,
        direction=_direction(path, line) if indicator else 1,
        level=0 if level is None else int(level),
        name=line.get("name", ""),
        unit=line.get("unit", ""),
        denominator=_present(line.get("denominator", "")),
        target=_number(path, line, "target"),
        worst=_number(path, line, "worst"),
        best=_number(path, line, "best"),
    )


def _direction(path: Path, line: Line) -> int:
    word = line.get("direction", "")
    if not word:
        raise _lacking(path, line["code"], "direction", "方向", "1 或 -1", "1 or -1")
    if word not in _DIRECTIONS:
        raise BadSetting(
            zh=f"{path.name}中“{line['code']}”的方向是“{word}”。方向只能是1（越大越好）或-1（越小越好）。请改正。",
            en=f"“{line['code']}” in {path.name} has direction “{word}”. A direction is 1 (more is better) or -1 (less is better). Mend it.",
        )
    return _DIRECTIONS[word]


def _number(path: Path, line: Line, role: str) -> float | None:
    text = _present(line.get(role, ""))
    if not text:
        return None
    value = number_in(text)
    if value is None:
        raise BadSetting(
            zh=f"{path.name}中“{line['code']}”的{role}是“{text}”，不是数字。请改正，没有则留空。",
            en=f"“{line['code']}” in {path.name} has {role} “{text}”, which is no number. Mend it, or leave it empty.",
        )
    return value


def _present(text: str) -> str:
    return "" if is_missing(text) else text


def _lacking(path: Path, code: str, role: str, zh: str, want_zh: str, want_en: str) -> BadSetting:
    return BadSetting(
        zh=f"{path.name}中“{code}”没有{zh}（{role}）。请填{want_zh}。",
        en=f"“{code}” in {path.name} has no {role}. Give {want_en}.",
    )
