"""`duibiao targets backtest`: would the odds have been right in the past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duibiao.records import BadSetting, Note

from .files import Files
from .options import Csv, Json, Lang, takes_data
from .studies import left_out
from .terminal import print_csv, print_json, progress, say, show_table
from .words import language, tell

if TYPE_CHECKING:
    from duibiao.briefs import Table
    from duibiao.records import Lang as Tongue
    from duibiao.records import Panel
    from duibiao.targets import Backtest, BacktestCell, Estimate, Histories

HELP = """概率靠得住吗：从过去每一年出发、只用当时已有的数作预测，再看结果；与事先说定的几种简单预测比较。
| Can the odds be trusted: forecasts from every past year, made with what was known then, beside simple rivals named beforehand."""
EXAMPLES = """duibiao targets backtest
duibiao targets backtest --indicator fiscal_revenue --indicator bank_loans
duibiao targets backtest --data 数据.csv --horizons 1,3 --json
| duibiao targets backtest
duibiao targets backtest --indicator fiscal_revenue --indicator bank_loans
duibiao targets backtest --data figures.csv --horizons 1,3 --json"""

Indicators = Annotated[
    list[str],
    typer.Option(
        "--indicator",
        metavar="INDICATOR",
        help="指标：名称或代码，可重复或用逗号隔开；不写则为全部 | An indicator, by name or code; repeat, or separate by commas. Default: all.",
    ),
]
Excluded = Annotated[
    list[str],
    typer.Option(
        "--exclude",
        metavar="REGION",
        help="不算在内的地区（如合计），可重复或用逗号隔开 | Regions to leave out (such as aggregates); repeat, or separate by commas.",
    ),
]
Horizons = Annotated[
    str,
    typer.Option(
        "--horizons",
        metavar="YEARS",
        help="预测几年之后，用逗号隔开 | How many years ahead, separated by commas.",
    ),
]

_RIVALS = ("chosen", "best", "ar1_drift", "panel_mean", "peer_mean", "last_growth")
_NAMES = {
    "ar1_drift": "AR(1)漂移 | AR(1) drift",
    "last_growth": "上年增速 | last growth",
    "panel_mean": "全体平均 | panel mean",
    "peer_mean": "相近地区平均 | peer mean",
}


@takes_data
def command(
    files: Files,
    indicator: Indicators = [],  # noqa: B006
    exclude: Excluded = [],  # noqa: B006
    horizons: Horizons = "1,3,5",
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    from duibiao.targets import BacktestSettings, backtest

    tongue = language(lang)
    if as_json and as_csv:
        raise BadSetting(
            zh="--json 和 --csv 只能选一个。", en="--json and --csv exclude each other. Choose one."
        )
    settings = BacktestSettings(horizons=_years(horizons))
    with progress(tongue) as told:
        told("read", 0, 1)
        panel = files.panel()
        chosen, notes = _histories(panel, _split(indicator), _split(exclude))
        found = backtest(chosen, settings, told)
    if as_json:
        print_json(record(found, tongue))
    elif as_csv:
        print_csv([cell_record(c) for c in (*found.cells, *found.short)])
    else:
        _show(found, tongue)
    for note in notes:
        say(note.text(tongue), error=True)


def _split(written: Sequence[str]) -> list[str]:
    words = [w.strip() for text in written for w in text.replace("，", ",").split(",")]
    return list(dict.fromkeys(w for w in words if w))


def _years(written: str) -> tuple[int, ...]:
    try:
        return tuple(int(w) for w in _split([written]))
    except ValueError:
        raise BadSetting(
            zh=f"--horizons 是“{written}”，须为用逗号隔开的整数，如1,3,5。",
            en=f"--horizons is “{written}”. It must be whole numbers separated by commas, e.g. 1,3,5.",
        ) from None


def _histories(
    panel: Panel, indicators: list[str], excluded: list[str]
) -> tuple[list[Histories], list[Note]]:
    """The histories to try, at constant prices, and what is to be said of what was excluded."""
    from duibiao.targets import histories

    without, notes = left_out(panel, excluded)
    asked = [panel.indicators.match(i).code for i in indicators]
    codes = asked or [i.code for i in panel.indicators if panel.has(i.code)]
    made = [histories(panel, code, without=without) for code in codes]
    seen = {note for one in made for note in one.notes}
    return made, [*notes, *sorted(seen, key=lambda n: n.en)]


def record(found: Backtest, lang: Tongue) -> dict[str, Any]:
    """Return a back-test as plain values: all cells together, by horizon, and each cell."""
    horizons = [h for h in found.settings.horizons if found.at(h).cells]
    return {
        "pooled": _pooled(found),
        "horizons": [{"horizon": h, **_pooled(found.at(h))} for h in horizons],
        "cells": [cell_record(c) for c in found.cells],
        "too_short": [
            {"indicator": c.indicator.code, "horizon": c.horizon, "origins": len(c.origins)}
            for c in found.short
        ],
        "notes": [note.text(lang) for note in found.untried],
    }


def _pooled(found: Backtest) -> dict[str, Any]:
    return {
        "cells": len(found.cells),
        "coverage_50": _estimate(found.coverage(50)),
        "coverage_80": _estimate(found.coverage(80)),
        "cells_within_70_90": found.within,
        "crps_ratio": {rival: _estimate(found.ratio(rival)) for rival in _RIVALS},
        "common_share": found.common_share,
    }


def _estimate(given: Estimate) -> dict[str, float]:
    return {"value": given.value, "low": given.low, "high": given.high}


def cell_record(cell: BacktestCell) -> dict[str, Any]:
    """Return a cell as one flat row; intervals only where there are enough origins."""
    row: dict[str, Any] = {
        "indicator": cell.indicator.code,
        "horizon": cell.horizon,
        "origins": len(cell.origins),
        "first_origin": cell.origins[0],
        "last_origin": cell.origins[-1],
        "enough": cell.long_enough,
        "best_rival": cell.best_rival,
        "common_share": None if cell.common_share != cell.common_share else cell.common_share,
    }
    for method in ("own", *_RIVALS):
        if method != "best":
            row[f"crps_{method}"] = float(cell.crps[method].mean())
            row[f"interval_score_80_{method}"] = float(cell.interval_score[method].mean())
    for name, given in (
        *((f"coverage_{level}", cell.coverage(level)) for level in (50, 80)),
        *((f"crps_ratio_{rival}", cell.ratio(rival)) for rival in ("chosen", "best")),
    ):
        row[name] = given.value
        row[f"{name}_low"] = given.low if cell.long_enough else None
        row[f"{name}_high"] = given.high if cell.long_enough else None
    return row


def _show(found: Backtest, lang: Tongue) -> None:
    say(_answer(found, lang))
    print()
    show_table(_by_horizon(found, lang), lang)
    print()
    show_table(_cells(found, lang), lang)
    if found.short:
        print()
        say(_short(found, lang))
    for note in found.untried:
        say(note.text(lang))


def _answer(found: Backtest, lang: Tongue) -> str:
    return tell(
        lang,
        "{n}格（指标×年数，每格至少{k}个起点）合计：80%区间盖住了{c}的结果，{within}的格在70%到90%之间；误差（CRPS）比按往绩选的对手{chosen}，比事后看最好的对手{best}；共同冲击占平方误差的{share}（中位），任何方法都消不掉。"
        " | {n} cells (indicator by horizon, at least {k} origins each) together: intervals of 80 % covered {c} of the outcomes, and {within} of the cells lie within 70 to 90 %; the error (CRPS) is {chosen} the rival chosen on past scores and {best} the rival best in hindsight. Common shocks make {share} of the squared error (median), which no method removes.",
        n=len(found.cells),
        k=found.settings.fewest_origins,
        c=_percent(found.coverage(80).value),
        within=f"{found.within:.0%}",
        chosen=_against(found.ratio("chosen").value, lang),
        best=_against(found.ratio("best").value, lang),
        share=f"{found.common_share:.0%}",
    )


def _against(ratio: float, lang: Tongue) -> str:
    by = f"{abs(1 - ratio):.1%}"
    if ratio <= 1:
        return tell(lang, "低{by} | {by} below", by=by)
    return tell(lang, "高{by} | {by} above", by=by)


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _range(given: Estimate) -> str:
    return f"{given.value:.3f} ({given.low:.3f}–{given.high:.3f})"


def _by_horizon(found: Backtest, lang: Tongue) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "年数 | Years")),
        Column(tell(lang, "格 | Cells"), align="right"),
        Column(tell(lang, "50%区间 | 50 %"), align="right"),
        Column(tell(lang, "80%区间 | 80 %"), align="right"),
        Column(tell(lang, "对往绩所选 | Over chosen"), align="right"),
        Column(tell(lang, "对事后最好 | Over best"), align="right"),
        Column(tell(lang, "共同冲击 | Common"), align="right"),
    )
    parts = [(str(h), found.at(h)) for h in found.settings.horizons]
    parts.append((tell(lang, "全部 | All"), found))
    rows = tuple(
        (
            (name,),
            (str(len(part.cells)),),
            (_percent(part.coverage(50).value),),
            (_percent(part.coverage(80).value),),
            (_range(part.ratio("chosen")),),
            (_range(part.ratio("best")),),
            (f"{part.common_share:.0%}",),
        )
        for name, part in parts
        if part.cells
    )
    note = tell(
        lang,
        "对手为：{rivals}。“对……”是误差（CRPS）之比，小于1为好，括号内为对起点年重抽样的{level:.0%}区间。"
        " | The rivals: {rivals}. “Over” is the ratio of errors (CRPS), below 1 is better; in brackets the {level:.0%} interval over resampled origin years.",
        rivals=("、" if lang == "zh" else ", ").join(tell(lang, n) for n in _NAMES.values()),
        level=found.settings.confidence,
    )
    return Table(
        tell(lang, "各年数合计 | All indicators, by years ahead"), columns, rows, ((note,),)
    )


def _cells(found: Backtest, lang: Tongue) -> Table:
    from duibiao.briefs import Column, Table

    columns = (
        Column(tell(lang, "指标 | Indicator")),
        Column(tell(lang, "年数 | Years"), align="right"),
        Column(tell(lang, "起点 | Origins"), align="right"),
        Column(tell(lang, "50% | 50 %"), align="right"),
        Column(tell(lang, "80%区间盖住 | 80 % covers"), align="right"),
        Column(tell(lang, "对所选 | Chosen"), align="right"),
        Column(tell(lang, "对最好 | Best"), align="right"),
        Column(tell(lang, "最好的对手 | Best rival")),
        Column(tell(lang, "共同 | Common"), align="right"),
    )
    rows = tuple(
        (
            (c.indicator.name(lang),),
            (str(c.horizon),),
            (str(len(c.origins)),),
            (f"{c.coverage(50).value:.0%}",),
            (_covered(c.coverage(80)),),
            (f"{c.ratio('chosen').value:.2f}",),
            (f"{c.ratio('best').value:.2f}",),
            (tell(lang, _NAMES[c.best_rival]),),
            ("—" if c.common_share != c.common_share else f"{c.common_share:.0%}",),
        )
        for c in found.cells
    )
    return Table(tell(lang, "每个指标 | Each indicator"), columns, rows)


def _covered(given: Estimate) -> str:
    return f"{given.value:.0%} ({given.low:.0%}–{given.high:.0%})"


def _short(found: Backtest, lang: Tongue) -> str:
    named = ("、" if lang == "zh" else ", ").join(
        tell(
            lang,
            "{name}{h}年（{n}） | {name} {h} y ({n})",
            name=c.indicator.name(lang),
            h=c.horizon,
            n=len(c.origins),
        )
        for c in found.short
    )
    return tell(
        lang,
        "起点太少、不下结论的有（括号内为起点数）：{named}。 | Too few origins to judge (their number in brackets): {named}.",
        named=named,
    )
