"""The check of a file: every rule over its figures, put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from duibiao.records import (
    Break,
    Catalogue,
    Lang,
    Mark,
    Note,
    Problem,
    Regions,
    observations_frame,
)

from .absences import missing_blocks
from .bounds import more_than_residents, outside_bounds
from .copies import constant_steps, neighbour_means, repeats
from .entries import as_figures, disagreeing, read_rows, unit_ratio
from .figures import Figures
from .findings import Amount, At, Finding, Value, number
from .growth import real_growth
from .kinds import KINDS
from .levels import jumps
from .people import registered_denominators, territory
from .report import Report, in_order
from .settings import CheckSettings

Rows = Mapping[int, Mapping[str, Any]]
Rule = Callable[[Figures, CheckSettings], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    outside_bounds,
    more_than_residents,
    jumps,
    repeats,
    constant_steps,
    neighbour_means,
    real_growth,
    registered_denominators,
    territory,
    missing_blocks,
)
"""The rules on annual figures, in the order in which docs/data-check.md explains them."""

_DEFAULT = CheckSettings()
_KNOWN = Mark.FAULT | Mark.DOUBTFUL | Mark.ESTIMATED


def check_observations(
    observations: pl.DataFrame,
    regions: Regions,
    indicators: Catalogue,
    breaks: tuple[Break, ...] = (),
    settings: CheckSettings = _DEFAULT,
) -> Report:
    """Return a report of typed problems in observations; nothing is dropped or mended.

    `observations` has the columns of `duibiao.records.COLUMNS`. Rules on single rows look at all
    periods, rules on series at annual figures, in the last vintage of each cell. An error is surely wrong;
    a warning is worth a look. A change at a known break is no jump. What the data flag already (fault,
    doubtful, estimated) is a warning at most, and its text says so.

    >>> from duibiao.sources import load_sample
    >>> panel = load_sample()
    >>> report = check_observations(
    ...     panel.observations.drop("flag"), panel.regions, panel.indicators, panel.breaks
    ... )
    >>> report.has_errors, report.counts[0]
    (True, Count(kind='interpolated', severity='error', number=146))
    """
    frame = observations_frame(observations)
    rows, unreadable = read_rows(frame, regions, indicators)
    figures = as_figures(rows, regions, indicators, breaks)
    ruled = [f for rule in RULES for f in rule(figures, settings)]
    found = [*unreadable, *disagreeing(rows, settings), *ruled]
    return Report(_in_words(found, frame, figures), frame.height, settings, _not_annual(figures))


def _not_annual(figures: Figures) -> tuple[Note, ...]:
    others = figures.observations["year"].null_count()
    if not others:
        return ()
    return (
        Note(
            zh=f"{others:,}个季度、月度或累计数只检查了单位、时期和重复，未检查变化。",
            en=f"{others:,} quarterly, monthly or cumulative figures were checked for units, periods and duplicates only, not for changes.",
        ),
    )


def _in_words(found: list[Finding], frame: pl.DataFrame, figures: Figures) -> tuple[Problem, ...]:
    others = (at for f in found for v in f.values.values() if isinstance(v, At) for at in v.rows)
    places = [*(f.at for f in found if f.at is not None), *others]
    rows = dict(zip(places, frame[places].iter_rows(named=True), strict=True)) if places else {}
    return in_order([_problem(f, rows, figures) for f in found])


def _problem(finding: Finding, rows: Rows, figures: Figures) -> Problem:
    row = {} if finding.at is None else rows[finding.at]
    known = bool(row) and bool(Mark.parse(row["flag"]) & _KNOWN)
    texts = {lang: _text(finding, rows, figures, lang) for lang in ("zh", "en")}
    if known:
        texts["zh"] += f"（数据已标注：{Mark.parse(row['flag']).words('zh')}。）"
        texts["en"] += f" (Flagged in the data: {Mark.parse(row['flag']).words('en')}.)"
    return Problem(
        kind=finding.kind,
        severity="warning" if known else finding.severity,
        zh=texts["zh"],
        en=texts["en"],
        file=row.get("file", ""),
        sheet=row.get("sheet", ""),
        row=row.get("row"),
        field=row.get("column") or row.get("indicator") or finding.indicator,
        region=row.get("region", finding.region),
        indicator=row.get("indicator", finding.indicator),
        period=row.get("period", finding.period),
    )


def _text(finding: Finding, rows: Rows, figures: Figures, lang: Lang) -> str:
    row = {} if finding.at is None else rows[finding.at]
    code = row.get("indicator", finding.indicator)
    indicator = figures.catalogue[code].name(lang) if code in figures.catalogue else code
    region = row.get("region", finding.region)
    name = figures.regions[region].name(lang) if region in figures.regions else region
    period = row.get("period", finding.period)
    own = figures.catalogue[code].unit if code in figures.catalogue else ""
    values = {k: _said(v, row, rows, own, lang) for k, v in finding.values.items()}
    if row:
        values["value"] = _with_unit(row["value"], row["unit"] or own, lang)
    if lang == "zh":
        cell = f"{name}{period}{'年' if period.isdigit() else ''}{indicator}"
    else:
        cell = f"{indicator} of {name} in {period}"
    kind = KINDS[finding.kind]
    template = kind.zh if lang == "zh" else kind.en
    return template.format(cell=cell, indicator=indicator, period=period, **values)


def _said(value: Value, row: Mapping[str, Any], rows: Rows, own: str, lang: Lang) -> str:
    """A value of a finding as text; figures in the units in which the file has them."""
    match value:
        case At(places):
            there = [rows[at] for at in places]
            texts = (_with_unit(r["value"], r["unit"] or own, lang) for r in there)
            return ("、" if lang == "zh" else ", ").join(texts)
        case Amount(amount):
            ratio = unit_ratio(row["unit"], own)
            times, over = (1.0, 1.0) if isinstance(ratio, str) else ratio
            return _with_unit(amount * over / times, row["unit"] or own, lang)
        case str():
            return value
        case zh, en:
            return zh if lang == "zh" else en


def _with_unit(value: float, unit: str, lang: Lang) -> str:
    if unit in ("", "1"):
        return number(value)
    return f"{number(value)}{'' if lang == 'zh' else ' '}{unit}"
