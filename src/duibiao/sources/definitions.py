"""Tables that define a panel: regions, indicators, framework, breaks, deflator; from CSV, Excel or Parquet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from duibiao.records import (
    BadSetting,
    Break,
    Catalogue,
    Deflator,
    DuibiaoError,
    Element,
    Formula,
    Framework,
    Indicator,
    InputError,
    Pillar,
    Region,
    Regions,
    Unit,
    region_set,
)

from .sheets import read_rows

T = TypeVar("T")
Row = dict[str, str]

_SYNONYMS = {
    "code": "region_code indicator_code city_code 代码 地区代码 指标代码 行政区划代码",
    "name_zh": "region_name name city 名称 地区 地区名称 指标 指标名称 城市 中文名 中文名称",
    "name_en": "english 英文名 英文名称",
    "parent": "parent_code province country 上级 上级地区 所属省份 省份",
    "province": "province country 所属省份 省份",
    "longitude": "lon_seat lon 经度",
    "latitude": "lat_seat lat 纬度",
    "aliases": "别名",
    "unit": "单位 计量单位",
    "direction": "方向",
    "kind": "类型 性质",
    "total": "总量",
    "formula": "公式",
    "numerator": "分子",
    "denominator": "分母",
    "growth": "增速指标",
    "limit": "限值 标准",
    "note": "definition_notes 说明 备注",
    "source": "来源 数据来源",
    "role": "角色",
    "pillar": "支柱",
    "pillar_zh": "支柱中文名",
    "pillar_en": "支柱英文名",
    "pillar_weight": "支柱权重",
    "transform": "变换",
    "indicator": "column 指标 指标代码",
    "weight": "权重",
    "region": "region_code 地区代码 地区",
    "year": "年份 起始年份",
    "reason": "原因",
    "index": "implied_deflator_2010_1 指数 价格指数",
    "currency": "货币",
    "currency_from": "原货币",
    "currency_to": "目标货币",
    "rate": "汇率",
}
_DIRECTIONS = {
    **{"+": "+", "正": "+", "正向": "+", "越大越好": "+"},
    **{"-": "-", "−": "-", "－": "-", "负": "-", "逆": "-", "逆向": "-", "越小越好": "-"},
    **{"": "", "0": "", "中性": "", "无": ""},
}
_KINDS = {"存量": "stock", "流量": "flow", "比率": "rate", "指数": "index", "增速": "growth"}
_YES = ("yes", "1", "true", "是", "y")


def read_regions(path: Path) -> Regions:
    """Return the regions of a table with the columns code, name_zh, name_en, parent, longitude, latitude, aliases.

    A name without Chinese characters in the only column of names is the English one. A parent that is
    itself in the table stands as its code.
    """

    def region(row: Row) -> Region:
        name, english = row.get("name_zh", ""), row.get("name_en", "")
        if name and not english and not re.search(r"[一-鿿]", name):
            name, english = "", name
        return Region(
            code=row["code"],
            name_zh=name,
            name_en=english,
            parent=row.get("parent", ""),
            longitude=_number(row.get("longitude", "")),
            latitude=_number(row.get("latitude", "")),
            aliases=_several(row.get("aliases", "")),
        )

    return region_set(records_of(path, region, needs=("code",)))


def read_indicators(path: Path, known: Catalogue | None = None) -> Catalogue:
    """Return the catalogue of a table with the columns code, name_zh, name_en, unit, direction, kind, total, formula …

    What a row leaves empty is taken from the indicator of the same code in `known`, where both measure the
    same thing or money in different currencies.
    """

    def indicator(row: Row) -> Indicator:
        code, unit = row["code"], row.get("unit", "")
        like = known[code] if known is not None and code in known else None
        if like is not None:
            unit = _per_head(unit, like.unit) if unit else like.unit
            like = like if _comparable(unit, like.unit) else None
        direction = row.get("direction", "")
        if direction not in _DIRECTIONS:
            raise BadSetting(
                zh=f"方向“{direction}”不能识别。可用：+（越大越好）、-（越小越好）、空（不评价）。",
                en=f"The direction “{direction}” is not known. Allowed: + (more is better), - (less is better), empty (neither).",
            )
        kind = _KINDS.get(row.get("kind", ""), row.get("kind", ""))
        if kind not in ("", "stock", "flow", "rate", "index", "growth"):
            raise BadSetting(
                zh=f"类型“{kind}”不能识别。可用：stock（存量）、flow（流量）、rate（比率）、index（指数）、growth（增速）。",
                en=f"The kind “{kind}” is not known. Allowed: stock, flow, rate, index, growth.",
            )
        made = Indicator(
            code=code,
            name_zh=row.get("name_zh", ""),
            name_en=row.get("name_en", ""),
            unit=Unit.parse(unit or "1").text,
            direction=_DIRECTIONS[direction],  # type: ignore[arg-type]
            kind=kind or _kind_of(unit or "1"),  # type: ignore[arg-type]
            total=_total(row, unit or "1"),
            formula=Formula(row["formula"]) if row.get("formula") else None,
            numerator=row.get("numerator", ""),
            denominator=row.get("denominator", ""),
            growth=row.get("growth", ""),
            limit=_number(row.get("limit", "")),
            note=row.get("note", ""),
            source=row.get("source", ""),
            aliases=_several(row.get("aliases", "")),
        )
        return made if like is None else _completed(made, like, row)

    return Catalogue(tuple(records_of(path, indicator, needs=("code",))))


def _total(row: Row, unit: str) -> bool:
    """Whether an indicator is a total: as the table says, or by its unit where it has no such column."""
    if "total" in row:
        return row["total"].lower() in _YES
    ratio = row.get("formula") or row.get("denominator")
    return not ratio and is_total(unit, f"{row.get('name_zh', '')} {row.get('name_en', '')}")


def is_total(unit: str, name: str) -> bool:
    """Say whether figures of a unit are scale: amounts and counts of a whole region, not means or rates.

    >>> is_total("万吨", "CO2排放"), is_total("元", "在岗职工平均工资"), is_total("%", "城镇化率")
    (True, False, False)
    """
    dimensions = Unit.parse(unit).dimensions
    if not dimensions or any(
        p < 0 or d in _NO_SCALE or d.startswith("index") for d, p in dimensions
    ):
        return False
    return re.search(r"人均|户均|平均|每|浓度|per |average|mean", name, re.IGNORECASE) is None


_NO_SCALE = {"point", "year", "day", "hour"}


def _completed(made: Indicator, like: Indicator, row: Row) -> Indicator:
    return replace(
        made,
        name_zh=made.name_zh or like.name_zh,
        name_en=made.name_en or like.name_en,
        direction=made.direction if row.get("direction") else like.direction,
        kind=made.kind if row.get("kind") else like.kind,
        total=made.total if row.get("total") else like.total,
        numerator=made.numerator or like.numerator,
        denominator=made.denominator or like.denominator,
        growth=made.growth or like.growth,
    )


def _per_head(unit: str, like: str) -> str:
    """Money that a table gives in 元 for an indicator a head is in 元/人."""
    per_head = Unit.parse(unit) / Unit.parse("人")
    same = Unit.parse(unit).is_money and ("person", -1) in Unit.parse(like).dimensions
    return f"{unit}/人" if same and ("person", -2) not in per_head.dimensions else unit


def _comparable(unit: str, like: str) -> bool:
    a, b = Unit.parse(unit), Unit.parse(like)
    bare = [tuple(d for d in u.dimensions if d[0] != u.currency) for u in (a, b)]
    return bare[0] == bare[1] and a.is_money == b.is_money


def _kind_of(unit: str) -> str:
    parsed = Unit.parse(unit)
    if any(d.startswith("index") for d, _ in parsed.dimensions):
        return "index"
    return "rate" if parsed.is_percent else "flow"


def read_framework(path: Path) -> Framework:
    """Return the framework of a table with the columns role, pillar, pillar_weight, indicator, transform, weight.

    Rows with the role `core` name a core city with its longitude and latitude.
    """
    elements: list[Element] = []
    cores: list[tuple[str, float, float]] = []
    pillars: dict[str, Pillar] = {}

    def line(row: Row) -> None:
        role, pillar = row["role"], row.get("pillar", "")
        if role == "core":
            cores.append((row["indicator"], float(row["longitude"]), float(row["latitude"])))
            return
        if role not in ("score", "structure", "context"):
            raise BadSetting(
                zh=f"框架中的角色“{role}”不能识别。可用：score（计分）、structure（结构）、context（背景）、core（核心城市）。",
                en=f"The role “{role}” in the framework is not known. Allowed: score, structure, context, core.",
            )
        if role == "score" and pillar not in pillars:
            names = row.get("pillar_zh") or pillar, row.get("pillar_en") or pillar
            pillars[pillar] = Pillar(pillar, *names, _number(row.get("pillar_weight", "")) or 0.0)
        transform = "log" if row.get("transform") == "log" else "level"
        weight = _number(row.get("weight", ""))
        share = 1.0 if weight is None else weight
        elements.append(Element(row["indicator"], role, pillar, transform, share))  # type: ignore[arg-type]

    records_of(path, line, needs=("role", "indicator"))
    return Framework(tuple(elements), tuple(pillars.values()), tuple(cores), name=path.stem)


def read_breaks(path: str | Path) -> tuple[Break, ...]:
    """Return the breaks of a table with the columns region (code, or * for all), indicator, year, reason, note."""

    def item(row: Row) -> Break:
        year, reason = int(row["year"]), row.get("reason", "")
        return Break(row["region"], row["indicator"], year, reason, row.get("note", ""))

    return tuple(records_of(Path(path), item, needs=("region", "indicator", "year")))


def read_deflator(
    path: Path, name_zh: str = "", name_en: str = "", source: str = "", currency: str = "CNY"
) -> Deflator:
    """Return the deflator of a table with the columns year and index; also name_zh, name_en, currency, source."""
    first: Row = {}

    def pair(row: Row) -> tuple[int, float]:
        first.update({k: v for k, v in row.items() if v and k not in first})
        return int(row["year"]), float(row["index"])

    index = dict(records_of(path, pair, needs=("year", "index")))
    return Deflator(
        name_zh or first.get("name_zh", path.stem),
        name_en or first.get("name_en", path.stem),
        index,
        first.get("currency", currency),
        source or first.get("source", path.name),
    )


def records_of(path: Path, make: Callable[[Row], T], needs: tuple[str, ...]) -> list[T]:
    """Return what `make` makes of each row, its columns under their canonical names; errors name file and row."""
    fields, rows = read_rows(path)
    names = _canonical(fields, needs)
    missing = [n for n in needs if n not in names.values()]
    if missing:
        raise InputError(
            zh=f"{path.name}缺少列：{'、'.join(missing)}。该文件现有的列：{'、'.join(fields) or '无'}。",
            en=f"{path.name} lacks the columns {', '.join(missing)}. It has: {', '.join(fields) or 'none'}.",
        )
    found = []
    for number, values in rows:
        row = {name: values[i] for i, name in names.items()}
        if not any(row.values()):
            continue
        try:
            empty = [n for n in needs if not row[n]]
            if empty:
                raise ValueError(f"{'、'.join(empty)}为空 | {', '.join(empty)} is empty")
            found.append(make(row))
        except (ValueError, KeyError) as error:
            zh, _, en = str(error).partition(" | ")
            raise _at(path, number, f"不能识别：{zh}。", f"cannot be read: {en or zh}.") from None
        except DuibiaoError as error:
            raise _at(path, number, error.text("zh"), error.text("en")) from None
    return found


def _at(path: Path, row: int, zh: str, en: str) -> InputError:
    return InputError(
        zh=f"{path.name}第{row}行：{zh}请改正这一行。",
        en=f"Row {row} of {path.name}: {en} Mend that row.",
    )


def _canonical(fields: tuple[str, ...], needs: tuple[str, ...]) -> dict[int, str]:
    """Give each column its canonical name: the name itself first, then the synonyms, needed names before others."""
    names = {i: f for i, f in enumerate(fields) if f in _SYNONYMS}
    names = {i: f for n, (i, f) in enumerate(names.items()) if f not in [*names.values()][:n]}
    for canonical in sorted(_SYNONYMS, key=lambda name: name not in needs):
        if canonical in names.values():
            continue
        for i, field in enumerate(fields):
            if i not in names and field in _SYNONYMS[canonical].split():
                names[i] = canonical
                break
    return names


def _number(text: str) -> float | None:
    return float(text) if text else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in text.split("|") if x.strip())
