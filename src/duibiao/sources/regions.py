"""Written region names matched to regions: those of a table, of the sample, or made from the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from duibiao.records import (
    InputError,
    Problem,
    Region,
    Regions,
    UnknownName,
    in_language,
    nearest_names,
    normal_name,
)

from .divisions import aggregates, is_total, province_named, province_of, whole_provinces
from .headers import tidy
from .mapping import DataMapping
from .reading import figures, were

_NEAR = 30  # looking for the nearest names takes time: for the first of many only
KEYS = ("region_code", "region", "parent", "name_en")


@dataclass(frozen=True)
class MatchedRegions:
    """Regions with observations, the code of each written name, and what did not match.

    `codes` has the columns of `KEYS` and `code`; a written name that is left out is not in it.
    """

    regions: Regions
    codes: pl.DataFrame
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Written:
    """A region as the data name it (`key` to the letter), with the first place where they do."""

    key: tuple[str, str, str, str]
    code: str
    name: str
    parent: str
    name_en: str
    file: str
    sheet: str
    row: int
    count: int

    @property
    def label(self) -> str:
        return self.name or self.code or self.name_en


def _read(written: tuple[str, str, str, str], mapping: DataMapping) -> tuple[str, str, str, str]:
    """A written region as it is matched: by the mapping's name for it, or without what only spreads it."""
    code, name, parent, name_en = written
    meant = mapping.names.get(normal_name(name or code))
    if meant is not None:
        return "", meant, parent, name_en
    # Yearbooks in two languages write “南京市 Nanjing” in one cell.
    plain = re.sub(r"(?<=[一-鿿])\s*[A-Za-z' ]+$", "", tidy(name))
    return code, plain, parent, name_en


def match_regions(
    written: pl.DataFrame, known: Regions | None, sample: Regions, mapping: DataMapping
) -> MatchedRegions:
    """Return the regions that written observations are of.

    With `known`, names are matched to them alone. Without, to the sample's where all match; otherwise
    regions are made from the data. Totals, parents of other regions and what the mapping excludes are left
    out and listed.
    """
    found = [
        _Written(row[:4], *_read(row[:4], mapping), *row[4:])
        for row in written.group_by(KEYS, maintain_order=True)
        .agg(pl.col("file", "sheet", "row").first(), pl.len().alias("n"))
        .rows()
    ]
    left_out = {normal_name(x) for x in mapping.exclude}
    excluded = [w for w in found if left_out & {normal_name(w.code), normal_name(w.name)}]
    found = [w for w in found if w not in excluded]
    totals = _totals(found, known)
    found = [w for w in found if w not in totals]
    problems = _left_out(totals, "aggregate") + _left_out(excluded, "excluded")
    if known is None:
        others = [w for w in found if _find(sample, w) is None]
        known = _made(found, sample) if others else sample
        if len(others) <= len(found) / 2:
            problems += [_new(sample, w) for w in others if w.label]
    matched = [(w, region) for w in found if (region := _find(known, w))]
    problems += [_differ(w, r) for w, r in matched if known.find(w.name) not in (None, r)]
    unmatched = [w for w in found if _find(known, w) is None]
    problems += [_unmatched(known, w, near=i < _NEAR) for i, w in enumerate(unmatched)]
    codes = {w.key: region.code for w, region in matched}
    parents = _parents(known, set(codes.values()))
    problems += _left_out([w for w in found if codes.get(w.key) in parents], "parent")
    kept = {k: c for k, c in codes.items() if c not in parents}
    frame = pl.DataFrame(
        [(*k, c) for k, c in kept.items()],
        schema={**dict.fromkeys(KEYS, pl.String), "code": pl.String},
        orient="row",
    )
    return MatchedRegions(_present(known, set(kept.values())), frame, tuple(problems))


def _present(known: Regions, codes: set[str]) -> Regions:
    """The regions with observations; a parent that is left out stays on as a name."""
    names = {r.code: r.name_zh or r.name_en for r in known}
    items = []
    for r in known:
        if r.code not in codes:
            continue
        parent = "" if r.parent == r.code else r.parent
        if parent not in codes:
            # 市辖区 is no name of its own: a municipality's districts belong to it.
            name = names.get(parent, parent)
            parent = province_of(parent) if name in ("市辖区", "县") else name
            parent = province_named(parent) or parent
        items.append(
            Region(r.code, r.name_zh, r.name_en, parent, r.longitude, r.latitude, r.aliases)
        )
    return Regions(tuple(items), whole_provinces(items))


def _find(known: Regions, w: _Written) -> Region | None:
    """The region that a code means, or a name under its parent, or a name."""
    if w.code in known:
        return known[w.code]
    names = (w.parent + w.name if w.parent and w.name else "", w.name, w.code, w.name_en)
    return next((region for n in names if n and (region := known.find(n))), None)


def _differ(w: _Written, region: Region) -> Problem:
    return _problem(
        w,
        "code_and_name",
        "warning",
        f"代码{w.code}是{region.name('zh')}，名称却写作“{w.name}”；按代码读入。请核对。",
        f"Code {w.code} is {region.name('en')} and the name says “{w.name}”; the code was taken. Check which is meant.",
    )


def _new(sample: Regions, w: _Written) -> Problem:
    near = _nearest(sample, w)
    return _problem(
        w,
        "new_region",
        "warning",
        f"“{w.label}”不在样本的地区中，作为新地区读入。" + _near_zh(near),
        f"“{w.label}” is not among the sample's regions; it was read as a new one."
        + _near_en(near),
    )


def _unmatched(known: Regions, w: _Written, near: bool) -> Problem:
    if not w.label:
        return _problem(
            w,
            "unknown_region",
            "error",
            f"有{w.count}个数没有写明地区，没有读入。请补上地区，或在映射文件里写明。",
            f"{figures(w.count)} of no region {were(w.count)} not read. Name it, or give it in the mapping.",
        )
    if near:
        try:
            known.match(w.name or w.code)
        except UnknownName:
            pass
        except InputError as error:  # the name means several
            return _problem(w, "ambiguous_region", "error", error.text("zh"), error.text("en"))
    names = _nearest(known, w) if near else []
    return _problem(
        w,
        "unknown_region",
        "error",
        f"没有与“{w.label}”对应的地区，{w.count}个数没有读入。"
        + (_near_zh(names) or "请在地区表里补上它。"),
        f"No region matches “{w.label}”; {figures(w.count)} {were(w.count)} not read."
        + (_near_en(names) or " Add it to the table of regions."),
    )


def _nearest(known: Regions, w: _Written) -> list[str]:
    names = [n for r in known for n in (r.name_zh, r.name_en, r.code) if n]
    return nearest_names(w.label, names)


def _near_zh(names: Sequence[str]) -> str:
    return f"最接近的是：{'、'.join(names)}。" if names else ""


def _near_en(names: Sequence[str]) -> str:
    return f" The nearest are: {', '.join(names)}." if names else ""


def _totals(found: Sequence[_Written], known: Regions | None) -> list[_Written]:
    """What stands for several regions by its own name or code, unless a table of regions lists it."""
    names = {w.code or tidy(w.name): w.name or w.code for w in found}
    together = aggregates(names) if known is None else frozenset()
    return [
        w
        for w in found
        if ((w.code or tidy(w.name)) in together or is_total(w.label))
        and (known is None or _find(known, w) is None)
    ]


def _parents(known: Regions, present: set[str]) -> set[str]:
    """The present regions that other present regions name as their parent."""
    named = {in_language(known[c].parent, "zh") for c in present if known[c].parent != c} - {""}
    return {
        c
        for c in present
        if c in named or (known[c].name_zh in named and known[c].parent != known[c].name_zh)
    }


def _made(found: Sequence[_Written], sample: Regions) -> Regions:
    """Regions from the data; what the sample knows of them (English name, parent, place) is added."""
    made: dict[str, Region] = {}
    for w in found:
        code = w.code or tidy(w.name) or w.name_en
        if code in made or not code:
            continue
        like = sample.find(w.name) if w.name and _is_chinese(w.name) else None
        if like is not None and w.code in ("", like.code):
            made[like.code] = like
            continue
        name = tidy(w.name)
        chinese = _is_chinese(name)
        parent = w.parent if w.parent not in (w.code, w.name) else ""
        made[code] = Region(
            code,
            name_zh=name if chinese else "",
            name_en=w.name_en or ("" if chinese else name or code),
            parent=province_named(parent) or parent or _province(code),
        )
    return Regions(tuple(made.values()))


def _province(code: str) -> str:
    return "" if code.endswith("0000") else province_of(code)


def _is_chinese(text: str) -> bool:
    return re.search(r"[一-鿿]", text) is not None


def _left_out(found: Sequence[_Written], why: str) -> list[Problem]:
    reasons = {
        "aggregate": ("是若干地区的合计或平均", "stands for several regions"),
        "parent": ("是其他地区的上级", "is the parent of other regions"),
        "excluded": ("按映射文件排除", "is excluded by the mapping"),
    }
    zh, en = reasons[why]
    return [
        _problem(
            w,
            "aggregate_row" if why != "excluded" else "excluded_region",
            "warning",
            f"“{w.label}”{zh}，{w.count}个数没有读入。",
            f"“{w.label}” {en}; {figures(w.count)} {were(w.count)} not read.",
        )
        for w in found
    ]


def _problem(w: _Written, kind: str, severity: str, zh: str, en: str) -> Problem:
    return Problem(
        kind,
        severity,  # type: ignore[arg-type]
        zh,
        en,
        file=w.file,
        sheet=w.sheet,
        row=w.row,
        region=w.label,
    )
