"""Exchange rates: money is converted only by a dated rate with its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import polars as pl

from duibiao.records import BadSetting, Catalogue, Indicator, Period, Problem, Unit

from .definitions import Row, records_of

RateKind = Literal["average", "year_end"]
_KINDS: dict[str, RateKind] = {
    "average": "average",
    "年平均": "average",
    "年平均价": "average",
    "year_end": "year_end",
    "year end": "year_end",
    "年末": "year_end",
    "期末": "year_end",
}
_ZH: dict[RateKind, str] = {"average": "年平均", "year_end": "年末"}
_EN: dict[RateKind, str] = {"average": "average", "year_end": "year-end"}


@dataclass(frozen=True, slots=True)
class Rate:
    """One exchange rate: how much of `target` one unit of `given` was worth, and who says so."""

    given: str
    target: str
    year: int
    kind: RateKind
    rate: float
    source: str


@dataclass(frozen=True)
class Rates:
    """A table of exchange rates; a rate serves both ways."""

    items: tuple[Rate, ...] = ()

    def find(self, given: str, target: str, year: int, kind: RateKind) -> Rate | None:
        """Return the rate of a year from one currency to another, or None.

        >>> rates = Rates((Rate("USD", "CNY", 2020, "average", 6.9, "x"),))
        >>> rates.find("CNY", "USD", 2020, "average").rate == 1 / 6.9
        True
        """
        for r in self.items:
            if (r.year, r.kind) != (year, kind):
                continue
            if (r.given, r.target) == (given, target):
                return r
            if (r.target, r.given) == (given, target):
                return Rate(given, target, year, kind, 1 / r.rate, r.source)
        return None


def read_rates(path: Path) -> Rates:
    """Return the rates of a table with the columns currency_from, currency_to, year, kind, rate, source.

    `kind` is average (for flows) or year_end (for stocks). A rate without a source is refused.
    """

    def item(row: Row) -> Rate:
        kind, rate = _KINDS.get(row["kind"].casefold()), float(row["rate"])
        if kind is None:
            raise BadSetting(
                zh=f"汇率类型“{row['kind']}”不能识别。可用：average（年平均，用于流量）、year_end（年末，用于存量）。",
                en=f"The kind of rate “{row['kind']}” is not known. Allowed: average (for flows), year_end (for stocks).",
            )
        if not rate > 0:
            raise ValueError(
                f"汇率须大于0，而不是{row['rate']} | a rate must be above 0, not {rate}"
            )
        given, target = (_currency(row[c]) for c in ("currency_from", "currency_to"))
        return Rate(given, target, int(row["year"]), kind, rate, row["source"])

    needs = ("currency_from", "currency_to", "year", "kind", "rate", "source")
    return Rates(tuple(records_of(path, item, needs=needs)))


def _currency(text: str) -> str:
    currency = Unit.parse(text).currency
    if currency is None:
        raise ValueError(f"“{text}”不是货币 | “{text}” is no currency")
    return currency


def with_one_currency(
    frame: pl.DataFrame, indicators: Catalogue, rates: Rates
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return observations with money in each indicator's own currency, as far as there are rates.

    A converted figure is in the indicator's unit, and its note names the figure and the rate. A figure
    without a rate is left out, and a problem says so: value × rate, the year's average for flows and rates,
    its end for stocks.
    """
    groups = frame.group_by("indicator", "unit", "period", maintain_order=True).agg(
        pl.col("file", "sheet", "row", "column").first()
    )
    factors = []
    lacking: dict[tuple[str, str], tuple[Problem, list[str]]] = {}
    for code, unit, period, file, sheet, row, column in groups.rows():
        indicator = indicators[code]
        if not _is_foreign(unit, indicator):
            continue
        rate = _rate(unit, indicator, Period.parse(period), rates)
        if rate is not None:
            factors.append((code, unit, period, _factor(unit, indicator, rate), _said(unit, rate)))
            continue
        place = Problem(
            "currency", "error", "", "", file, sheet, row, column, indicator=code, period=period
        )
        lacking.setdefault((code, unit), (place, []))[1].append(period)
    problems = [
        _no_rate(place, indicators[code], unit, periods)
        for (code, unit), (place, periods) in lacking.items()
    ]
    if not factors and not lacking:
        return frame, []
    known = pl.DataFrame(
        factors,
        schema={
            **dict.fromkeys(("indicator", "unit", "period"), pl.String),
            "factor": pl.Float64,
            "said": pl.String,
        },
        orient="row",
    )
    return _converted(frame, known, indicators, lacking), problems


def _converted(
    frame: pl.DataFrame,
    known: pl.DataFrame,
    indicators: Catalogue,
    lacking: dict[tuple[str, str], tuple[Problem, list[str]]],
) -> pl.DataFrame:
    gone = pl.DataFrame(
        [(code, unit, p) for (code, unit), (_, periods) in lacking.items() for p in periods],
        schema=dict.fromkeys(("indicator", "unit", "period"), pl.String),
        orient="row",
    )
    keys = ["indicator", "unit", "period"]
    frame = frame.join(gone, on=keys, how="anti", maintain_order="left")
    joined = frame.join(known, on=keys, how="left", maintain_order="left")
    own = {i.code: i.unit for i in indicators}
    said = pl.format("{} {} {}", "value", "unit", "said").alias("made")
    note = pl.when(pl.col("note") == "").then("made").otherwise(pl.format("{}；{}", "note", "made"))
    rate = pl.col("factor").is_not_null()
    return (
        joined.with_columns(said)
        .with_columns(
            pl.when(rate)
            .then(pl.col("value") * pl.col("factor"))
            .otherwise("value")
            .alias("value"),
            pl.when(rate).then(note).otherwise("note").alias("note"),
            pl.when(rate)
            .then(pl.col("indicator").replace_strict(own, default="", return_dtype=pl.String))
            .otherwise("unit")
            .alias("unit"),
        )
        .select(frame.columns)
    )


def _is_foreign(unit: str, indicator: Indicator) -> bool:
    own = Unit.parse(indicator.unit).currency
    given = Unit.parse(unit).currency if unit else own
    return own is not None and given is not None and own != given


def _rate(unit: str, indicator: Indicator, period: Period, rates: Rates) -> Rate | None:
    given, own = Unit.parse(unit).currency, Unit.parse(indicator.unit).currency
    if given is None or own is None or not period.is_year:
        return None
    kind: RateKind = "year_end" if indicator.kind == "stock" else "average"
    return rates.find(given, own, period.year, kind)


def _factor(unit: str, indicator: Indicator, rate: Rate) -> float:
    return float(Unit.parse(unit).factor / Unit.parse(indicator.unit).factor) * rate.rate


def _said(unit: str, rate: Rate) -> str:
    figure = f"{rate.rate:.6g} {rate.target}/{rate.given}"
    return f"按{rate.year}{_ZH[rate.kind]}汇率{figure}折算（{rate.source}） | converted at {figure}, {rate.year} {_EN[rate.kind]} ({rate.source})"


def _no_rate(place: Problem, indicator: Indicator, unit: str, periods: list[str]) -> Problem:
    kind: RateKind = "year_end" if indicator.kind == "stock" else "average"
    span = periods[0] if len(periods) == 1 else f"{min(periods)}…{max(periods)}"
    return replace(
        place,
        zh=f"“{indicator.name('zh')}”有以“{unit}”计的数（{span}），指标的单位是“{indicator.unit}”，没有这些时期的{_ZH[kind]}汇率，因此没有读入。请在汇率表里给出注明来源的汇率。",
        en=f"“{indicator.name('en')}” has figures in “{unit}” ({span}) and is counted in “{indicator.unit}”; there is no {_EN[kind]} rate for these periods, so they were not read. Give rates with their source in a rates table.",
    )
