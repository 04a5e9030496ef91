"""`duibiao gaps`: how far, and how many years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .files import Files
from .options import AcrossBreaks, Against, Csv, Home, Json, Lang, Year, takes_data
from .studies import make_study, settings_of
from .terminal import as_records, show, unit_in
from .words import language

if TYPE_CHECKING:
    from duibiao.gaps import Gap
    from duibiao.records import Lang as Tongue

HELP = """与每个对标地区的差距，从大到小，附发展时差和追平年数。
| The gaps to each reference, the largest first, with time distance and years to close."""
EXAMPLES = """duibiao gaps 自贡市 --against 苏州市 --year 2020
duibiao gaps 自贡市 --against 苏州市 --year 2020 --json
| duibiao gaps Zigong --against Suzhou --year 2020
duibiao gaps Zigong --against Suzhou --year 2020 --json"""


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
        write([record(gap, tongue) for gap in study.gaps])
        return
    from duibiao.briefs import gaps_answer

    show(gaps_answer(study, tongue), tongue)


def record(gap: Gap, lang: Tongue) -> dict[str, Any]:
    """Return a gap as plain values, its units in the reader's language too."""
    made = gap.as_record(lang)
    return made | {name: unit_in(made[name], lang) for name in ("unit", "difference_unit")}
