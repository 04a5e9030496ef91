"""Tables that define a panel: regions, indicators, framework, breaks, deflator; from CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from duibiao.records import (
    BadSetting,
    Break,
    Catalogue,
    Deflator,
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

T = TypeVar("T")

_SYNONYMS = {
    "code": ("region_code", "indicator_code", "代码", "地区代码", "指标代码", "行政区划代码"),
    "name_zh": (
        "region_name",
        "name",
        "名称",
        "地区",
        "地区名称",
        "指标",
        "指标名称",
        "城市",
        "中文名",
    ),
    "name_en": ("english", "英文名", "英文名称"),
    "parent": ("parent_code", "province", "country", "上级", "上级地区", "所属省份", "省份"),
    "longitude": ("lon_seat", "lon", "经度"),
    "latitude": ("lat_seat", "lat", "纬度"),
    "aliases": ("别名",),
    "unit": ("单位",),
    "direction": ("方向",),
    "kind": ("类型", "性质"),
    "total": ("总量",),
    "formula": ("公式",),
    "note": ("definition_notes", "说明", "备注"),
    "role": ("角色",),
    "pillar": ("支柱",),
    "pillar_weight": ("支柱权重",),
    "indicator": ("column", "指标"),
    "weight": ("权重",),
    "region": ("region_code", "地区代码", "地区"),
    "year": ("年份", "起始年份"),
    "reason": ("原因",),
    "index": ("implied_deflator_2010_1", "指数", "价格指数"),
}
_DIRECTIONS = {
    "+": "+",
    "-": "-",
    "": "",
    "0": "",
    "正": "+",
    "正向": "+",
    "逆": "-",
    "负": "-",
    "逆向": "-",
}


def read_regions(path: Path) -> Regions:
    """Return the regions of a table with the columns code, name_zh, name_en, parent, longitude, latitude, aliases."""

    def region(row: dict[str, str]) -> Region:
        return Region(
            code=row["code"],
            name_zh=row.get("name_zh", ""),
            name_en=row.get("name_en", ""),
            parent=row.get("parent", ""),
            longitude=_number(row.get("longitude", "")),
            latitude=_number(row.get("latitude", "")),
            aliases=_several(row.get("aliases", "")),
        )

    return region_set(_records(path, region, needs=("code",)))


def read_indicators(path: Path) -> Catalogue:
    """Return the catalogue of a table with the columns code, name_zh, name_en, unit, direction, kind, total, formula …"""

    def indicator(row: dict[str, str]) -> Indicator:
        unit = row.get("unit") or "1"
        direction = row.get("direction", "").strip()
        if direction not in _DIRECTIONS:
            raise BadSetting(
                zh=f"方向“{direction}”不能识别。可用：+（越大越好）、-（越小越好）、空（不评价）。",
                en=f"The direction “{direction}” is not known. Allowed: + (more is better), - (less is better), empty (neither).",
            )
        return Indicator(
            code=row["code"],
            name_zh=row.get("name_zh", ""),
            name_en=row.get("name_en", ""),
            unit=Unit.parse(unit).text,
            direction=_DIRECTIONS[direction],  # type: ignore[arg-type]
            kind=row.get("kind") or "flow",  # type: ignore[arg-type]
            total=row.get("total", "").lower() in ("yes", "1", "true", "是"),
            formula=Formula(row["formula"]) if row.get("formula") else None,
            numerator=row.get("numerator", ""),
            denominator=row.get("denominator", ""),
            growth=row.get("growth", ""),
            limit=_number(row.get("limit", "")),
            note=row.get("note", ""),
            source=row.get("source", ""),
            aliases=_several(row.get("aliases", "")),
        )

    return Catalogue(tuple(_records(path, indicator, needs=("code",))))


def read_framework(path: Path) -> Framework:
    """Return the framework of a table with the columns role, pillar, pillar_weight, indicator, transform, weight.

    Rows with the role `core` name a core city with its longitude and latitude.
    """
    rows = list(_records(path, dict, needs=("role", "indicator")))
    elements, cores = [], []
    pillars: dict[str, Pillar] = {}
    for row in rows:
        role = row["role"]
        if role == "core":
            cores.append((row["indicator"], float(row["longitude"]), float(row["latitude"])))
            continue
        if role not in ("score", "structure", "context"):
            raise BadSetting(
                zh=f"框架中的角色“{role}”不能识别。可用：score（计分）、structure（结构）、context（背景）、core（核心城市）。",
                en=f"The role “{role}” in the framework is not known. Allowed: score, structure, context, core.",
            )
        pillar = row.get("pillar", "")
        if role == "score" and pillar not in pillars:
            weight = _number(row.get("pillar_weight", "")) or 0.0
            pillars[pillar] = Pillar(
                pillar, row.get("pillar_zh") or pillar, row.get("pillar_en") or pillar, weight
            )
        elements.append(
            Element(
                indicator=row["indicator"],
                role=role,  # type: ignore[arg-type]
                pillar=pillar,
                transform="log" if row.get("transform") == "log" else "level",
                weight=_number(row.get("weight", "")) or 1.0,
            )
        )
    return Framework(tuple(elements), tuple(pillars.values()), tuple(cores), name=path.stem)


def read_breaks(path: Path) -> tuple[Break, ...]:
    """Return the breaks of a table with the columns region, indicator, year, reason, note."""

    def item(row: dict[str, str]) -> Break:
        return Break(
            row["region"],
            row["indicator"],
            int(row["year"]),
            row.get("reason", ""),
            row.get("note", ""),
        )

    return tuple(_records(path, item, needs=("region", "indicator", "year")))


def read_deflator(
    path: Path, name_zh: str, name_en: str, source: str, currency: str = "CNY"
) -> Deflator:
    """Return the deflator of a table with the columns year and index."""
    pairs = _records(
        path, lambda row: (int(row["year"]), float(row["index"])), needs=("year", "index")
    )
    return Deflator(name_zh, name_en, dict(pairs), currency, source)


def _records(path: Path, make: Callable[[dict[str, str]], T], needs: tuple[str, ...]) -> list[T]:
    text = path.read_bytes().decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text))
    names = _canonical(reader.fieldnames or (), needs)
    missing = [n for n in needs if n not in names.values()]
    if missing:
        raise InputError(
            zh=f"{path.name}缺少列：{'、'.join(missing)}。该文件现有的列：{'、'.join(reader.fieldnames or ['无'])}。",
            en=f"{path.name} lacks the columns {', '.join(missing)}. It has: {', '.join(reader.fieldnames or ['none'])}.",
        )
    found = []
    for number, raw in enumerate(reader, start=2):
        row = {names[k]: (v or "").strip() for k, v in raw.items() if k in names}
        try:
            found.append(make(row))
        except ValueError as error:
            raise InputError(
                zh=f"{path.name}第{number}行不能识别：{error}。请改正这一行。",
                en=f"Row {number} of {path.name} cannot be read: {error}. Mend that row.",
            ) from None
    return found


def _canonical(fields: Iterable[str], needs: tuple[str, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    plain = {f: (f or "").strip() for f in fields}
    for field, name in plain.items():
        if (
            name in _SYNONYMS
            or name.startswith("pillar")
            or name in ("transform", "numerator", "denominator", "growth", "limit", "source")
        ):
            names[field] = name
    for canonical, synonyms in _SYNONYMS.items():
        if canonical in names.values():
            continue
        for field, name in plain.items():
            if name in synonyms and field not in names:
                names[field] = canonical
                break
    return names


def _number(text: str) -> float | None:
    return float(text) if text not in ("", None) else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in text.split("|") if x.strip())
