"""Which columns of a sheet say what an observation is of, and which hold its figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from duibiao.records import Catalogue, Regions

from .headers import Heading, is_period, read_heading, role_of
from .labels import read_name
from .mapping import DataMapping
from .tables import Columns, Sheet, text_of

_PLACE = re.compile(r"(?:市|州|盟|县|区|旗|地区)$")
_MOST = 0.5


@dataclass(frozen=True)
class Known:
    """What names in a file are compared with."""

    regions: Regions
    indicators: Catalogue
    mapping: DataMapping


def columns_of(sheet: Sheet, known: Known) -> Columns:
    """Return the role of each column by its header, or by its cells where no header says where regions are.

    Columns headed by regions' names are figures of those regions, in a table whose rows are indicators.
    """
    roles: dict[int, str] = {}
    headings: dict[int, Heading] = {}
    for i, parts in enumerate(sheet.headings):
        role = _role(parts, known.mapping)
        if role == "value":
            headings[i] = replace(read_heading(*parts), indicator="")
        if role and (role in ("skip", "region") or role not in roles.values()):
            roles[i] = role
        elif not role:
            headings[i] = read_name(parts, known.indicators, known.mapping)
    _choose_finest(sheet, roles)
    if not {"region", "region_code"} & set(roles.values()):
        _find_labels(sheet, roles, known)
    regions: frozenset[int] = frozenset()
    if not {"region", "region_code"} & set(roles.values()):
        regions = _region_columns(sheet, roles, known)
    values = [i for i, role in roles.items() if role == "value"]
    others = [i for i in range(len(sheet.columns)) if i not in roles]
    values, unread = (values, tuple(others)) if values else (others, ())
    described = {i: r for i, r in roles.items() if r not in ("value", "skip")}
    said = {i: Heading() if i in regions else headings.get(i, Heading()) for i in values}
    return Columns(described, said, regions, unread)


def _role(parts: tuple[str, ...], mapping: DataMapping) -> str | None:
    """What a header's parts say together, or the last of them alone: 行政区划 above 地区."""
    texts = ["".join(dict.fromkeys(parts)), *reversed(parts[-1:])]
    for text in texts:
        role = mapping.role(text)
        if role is not None:
            return role
    if any(mapping.meaning(text) for text in texts):
        return None
    found = next((role for text in texts if (role := role_of(text))), None)
    return found or ("value" if role_of(read_heading(*parts).indicator) == "value" else None)


def _choose_finest(sheet: Sheet, roles: dict[int, str]) -> None:
    """Of several columns of regions (市州, 区县) the finest are the regions, and the others their parents."""
    places = [i for i, role in roles.items() if role == "region"]
    if len(places) < 2:
        return
    finest = max(places, key=lambda i: sheet.columns[i].n_unique())
    for i in places:
        if i != finest:
            roles[i] = "skip" if "parent" in roles.values() else "parent"


def _find_labels(sheet: Sheet, roles: dict[int, str], known: Known) -> None:
    """Find the column whose cells are regions, or indicators, where no header says."""
    free = [i for i, c in enumerate(sheet.columns) if i not in roles and not c.dtype.is_numeric()]
    tests: list[tuple[str, Callable[[str], bool]]] = [
        ("region", lambda t: known.regions.find(t) is not None or bool(_PLACE.search(t))),
        ("indicator", lambda t: known.indicators.find(read_heading(t).indicator) is not None),
    ]
    for role, test in tests:
        if role in roles.values():
            continue
        for i in free:
            if _share(sheet.columns[i], test) >= _MOST:
                roles[i] = role
                return


def _share(column: pl.Series, test: Callable[[str], bool]) -> float:
    texts = [t for t in text_of(column).unique(maintain_order=True).head(200) if t]
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _region_columns(sheet: Sheet, roles: dict[int, str], known: Known) -> frozenset[int]:
    free = [i for i in range(len(sheet.columns)) if i not in roles and sheet.headings[i]]
    names = {i: "".join(dict.fromkeys(sheet.headings[i])) for i in free}
    found = [i for i in free if known.regions.find(names[i]) or _PLACE.search(names[i])]
    if found and len(found) >= _MOST * len(free):
        return frozenset(i for i in free if not is_period(names[i]))
    return frozenset()
