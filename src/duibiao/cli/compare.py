"""`duibiao compare`: home beside other regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duibiao.records import in_language

from .files import Files
from .options import AcrossBreaks, Against, Csv, Home, Json, Lang, Year, takes_data
from .studies import make_study, settings_of
from .terminal import as_records, show, unit_in
from .words import language

if TYPE_CHECKING:
    from duibiao import Study
    from duibiao.benchmark import RegionFigure
    from duibiao.records import Lang as Tongue

HELP = """本地与其他地区并排：水平、比值、近年增速、位次。
| Home beside other regions: level, ratio, recent pace and rank."""
EXAMPLES = """duibiao compare 自贡市 --against 常州市 --year 2020
duibiao compare 自贡市 --against 常州市 --csv > 对比.csv
| duibiao compare Zigong --against Changzhou --year 2020
duibiao compare Zigong --against Changzhou --csv > compare.csv"""


@takes_data
def command(
    home: Home,
    files: Files,
    against: Against = [],  # noqa: B006
    year: Year = None,
    across_breaks: AcrossBreaks = False,
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    tongue = language(lang)
    write = as_records(as_json, as_csv)
    settings = settings_of(across_breaks=across_breaks)
    study = make_study(files, home, against, year, settings, tongue)
    if write:
        write(records(study, tongue))
        return
    from duibiao.briefs import comparison_answer

    show(comparison_answer(study, tongue), tongue)


def records(study: Study, lang: Tongue) -> list[dict[str, Any]]:
    """Return one record an indicator and region, home's own first."""
    return [
        _record(study, row.year, figure, lang)
        for row in study.comparison.rows
        for figure in (row.home, *row.references)
    ]


def _record(study: Study, year: int, figure: RegionFigure, lang: Tongue) -> dict[str, Any]:
    cell, pace, real = figure.cell, figure.pace, figure.constant_pace
    record = {
        "indicator": cell.indicator,
        "unit": unit_in(cell.unit, lang),
        "year": year,
        "region": cell.region,
        "name": study.panel.regions[cell.region].name(lang),
        "is_home": cell.region == study.home,
        "value": cell.value,
        "ratio": figure.ratio,
        "pace": pace.value,
        "pace_unit": pace.unit,
        "pace_basis": pace.basis,
        "pace_reason": pace.reason.text(lang) if pace.reason else None,
        "pace_constant_prices": real.value if real else None,
        "marks": cell.marks.words(lang),
        "source": in_language(cell.source, lang),
        "formula": cell.formula,
    }
    for number, rank in enumerate(figure.ranks, start=1):
        record |= {
            f"rank_{number}": rank.rank,
            f"rank_{number}_of": rank.of,
            f"rank_{number}_among": rank.among.name_zh if lang == "zh" else rank.among.name_en,
        }
    return record
