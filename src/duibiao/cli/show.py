"""`duibiao data show`: what is in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from duibiao.records import BadSetting, in_language

from .files import Files
from .options import Csv, Json, Lang, Year, takes_data
from .terminal import as_records, progress, show, unit_in
from .words import language

if TYPE_CHECKING:
    from duibiao.briefs import PartFigure
    from duibiao.records import Cell, Panel
    from duibiao.records import Lang as Tongue

HELP = """看数据里有什么：全部、一个地区、一个指标，或一个地区的一个指标，连同标记、口径变化和来源。
| Show what the data hold: all of it, one region, one indicator, or one series, with marks, breaks and sources."""
EXAMPLES = """duibiao data show
duibiao data show 自贡市 --year 2020
duibiao data show 自贡市 人均地区生产总值
| duibiao data show
duibiao data show Zigong --year 2020
duibiao data show Zigong gdp_per_capita"""

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="[REGION] [INDICATOR]",
        show_default=False,
        help="地区、指标：名称或代码，可只写一个，也可都不写 | A region, an indicator, both or neither, by name or code.",
    ),
]


@takes_data
def command(
    files: Files,
    names: Names = [],  # noqa: B006
    year: Year = None,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    tongue = language(lang)
    write = as_records(as_json, as_csv)
    with progress(tongue):
        panel = files.panel()
    region, code = chosen(panel, names)
    from duibiao import briefs

    years = briefs.years_held(panel)
    until = years[-1] if year is None else year
    if until not in years:
        raise BadSetting(
            zh=f"数据中没有{until}年。可用年份：{years[0]}—{years[-1]}。",
            en=f"The data have no year {until}. Years available: {years[0]} to {years[-1]}.",
        )
    if write:
        write(records(panel, region, code, until, tongue))
        return
    if region and code:
        show(briefs.series_contents(panel, region, code, tongue), tongue)
    elif region:
        show(briefs.region_contents(panel, region, until, tongue), tongue)
    elif code:
        show(briefs.indicator_contents(panel, code, until, tongue), tongue)
    else:
        show(briefs.panel_contents(panel, tongue), tongue)


def chosen(panel: Panel, names: list[str]) -> tuple[str, str]:
    """Return the codes of the region and the indicator that are named, "" for one that is not."""
    if len(names) > 2:
        raise BadSetting(
            zh=f"最多写一个地区和一个指标，现在写了{len(names)}个：{'、'.join(names)}。",
            en=f"Name at most one region and one indicator; there are {len(names)}: {', '.join(names)}.",
        )
    if len(names) == 1:
        indicator = panel.indicators.find(names[0])
        if indicator is not None and panel.regions.find(names[0]) is None:
            return "", indicator.code
    region = panel.regions.match(names[0]).code if names else ""
    return region, panel.indicators.match(names[1]).code if len(names) == 2 else ""


def records(panel: Panel, region: str, code: str, until: int, lang: Tongue) -> list[dict[str, Any]]:
    """Return one record an indicator where nothing is named, else one a figure."""
    from duibiao.briefs import held_indicators, parts_of

    if not region and not code:
        return [
            {
                "indicator": i.code,
                "name_zh": i.name_zh,
                "name_en": i.name_en,
                "unit": unit_in(i.unit, lang),
                "direction": i.direction,
                "kind": i.kind,
                "total": i.total,
                "formula": i.formula.text if i.formula else "",
                "source": in_language(i.source, lang),
            }
            for i in held_indicators(panel)
        ]
    regions = [region] if region else list(panel.regions.codes)
    codes = [i.code for i in panel.indicators if panel.has(i.code) and code in ("", i.code)]
    years = [y for y in panel.years if y <= until]
    cells = (panel.cell(r, c, y) for r in regions for c in codes for y in years)
    annual = [_record(panel, c, lang) for c in cells if c.value is not None]
    return [*annual, *(_part(panel, p, lang) for p in parts_of(panel, region, code, until))]


def _record(panel: Panel, cell: Cell, lang: Tongue) -> dict[str, Any]:
    breaks = panel.breaks_of(cell.region, cell.indicator)
    return {
        "region": cell.region,
        "name": panel.regions[cell.region].name(lang),
        "indicator": cell.indicator,
        "period": str(cell.year),
        "year": cell.year,
        "value": cell.value,
        "unit": unit_in(cell.unit, lang),
        "marks": cell.marks.words(lang),
        "vintage": cell.vintage.value,
        "break": "; ".join(b.reason_in(lang) for b in breaks if b.year == cell.year),
        "source": in_language(cell.source, lang),
        "place": cell.place,
        "given": cell.given,
        "formula": cell.formula,
        "note": in_language(cell.note, lang),
    }


def _part(panel: Panel, part: PartFigure, lang: Tongue) -> dict[str, Any]:
    """A figure of a part of a year, in its source's own unit."""
    return {
        "region": part.region,
        "name": panel.regions[part.region].name(lang),
        "indicator": part.indicator,
        "period": str(part.period),
        "year": part.period.year,
        "value": part.value,
        "unit": unit_in(part.unit, lang),
        "marks": part.marks.words(lang),
        "vintage": part.vintage.value,
        "source": in_language(part.source, lang),
        "place": part.place,
        "note": in_language(part.note, lang),
    }
