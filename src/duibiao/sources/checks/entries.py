"""Rules on single rows: names, periods and units that are not known; duplicates that disagree."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from duibiao.records import (
    Break,
    Catalogue,
    Period,
    Regions,
    Unit,
    UnknownName,
    Vintage,
    nearest_names,
)

from .figures import Figures
from .findings import At, Finding, number
from .settings import CheckSettings

_KEY = ["region", "indicator", "period", "vintage"]
_PLACE = ["file", "sheet", "column"]
_FIRST = pl.col("at").sort_by("file", "sheet", "row", "column").first()


def read_rows(
    frame: pl.DataFrame, regions: Regions, catalogue: Catalogue
) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """Return the rows that can be read, and what is wrong with the others.

    Rows gain `at` (their place in `frame`), `year` (null for parts of a year), `number` (the figure in
    the indicator's unit), `digits` and `last_digit`.
    """
    frame = frame.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    codes = [i.code for i in catalogue]
    unknown = [
        *_unknown(frame, "region", "unknown_region", regions.codes),
        *_unknown(frame, "indicator", "unknown_indicator", codes),
    ]
    known = pl.col("region").is_in(regions.codes) & pl.col("indicator").is_in(codes)
    rows, bad_periods = _with_years(frame.filter(known))
    rows, bad_units = _with_numbers(rows, catalogue)
    return rows, (*unknown, *bad_periods, *bad_units)


def as_figures(
    rows: pl.DataFrame, regions: Regions, catalogue: Catalogue, breaks: tuple[Break, ...]
) -> Figures:
    """Return rows as dense figures; of several vintages of a cell the last, as the panel takes it."""
    years = rows["year"].drop_nulls().unique().sort().to_list()
    span = range(years[0], years[-1] + 1) if years else range(0)
    rank = {v.value: i for i, v in enumerate(Vintage)}
    order = pl.col("vintage").replace_strict(rank, default=0, return_dtype=pl.Int64)
    # Text that no rule reads is left behind: sorting it costs more than the rules do.
    slim = rows.select(
        "region", "indicator", order.alias("rank"), "at", "year", "number", "digits", "last_digit"
    )
    ordered = slim.sort("rank", "number", "at")
    return Figures(regions, catalogue, tuple(span), ordered, breaks)


def disagreeing(frame: pl.DataFrame, settings: CheckSettings) -> list[Finding]:
    """Return the cells that stand several times in one vintage with different figures."""
    several = frame.filter(pl.len().over(_KEY) > 1) if frame.height else frame
    if several.is_empty():
        return []
    low, high = pl.col("number").min(), pl.col("number").max()
    widest = pl.max_horizontal(low.abs(), high.abs())
    groups = (
        several.sort("file", "sheet", "row", "column", "number")
        .group_by(_KEY, maintain_order=True)
        .agg(
            pl.col("at").last(),
            pl.col("at").filter(pl.col("number").is_first_distinct()).alias("figures"),
            (high - low > settings.level_tolerance * widest).alias("differ"),
            pl.col("row").drop_nulls().alias("rows"),
        )
        .filter("differ")
    )
    found = []
    for at, figures, rows in groups.select("at", "figures", "rows").iter_rows():
        where_zh = f"（第{'、'.join(map(str, rows[:6]))}行）" if rows else ""
        where_en = f" (rows {', '.join(map(str, rows[:6]))})" if rows else ""
        found.append(
            Finding(
                "duplicate",
                "error",
                at,
                {
                    "figures": At(tuple(figures[:6])),
                    "where": (where_zh, where_en),
                },
            )
        )
    return found


def _unknown(frame: pl.DataFrame, column: str, kind: str, known: Iterable[str]) -> list[Finding]:
    known = list(known)
    others = frame.filter(~pl.col(column).is_in(known))
    groups = others.group_by(column, maintain_order=True).agg(_FIRST, pl.len())
    found = []
    for name, at, count in groups.iter_rows():
        near = nearest_names(name, known)
        values = {
            "name": name,
            "count": number(count),
            "near": (
                f"最接近的是：{'、'.join(near)}。" if near else "",
                f" The nearest are: {', '.join(near)}." if near else "",
            ),
        }
        found.append(Finding(kind, "warning", at, values))
    return found


def _with_years(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    years: dict[str, int | None] = {}
    bad: list[str] = []
    for text in frame["period"].unique(maintain_order=True):
        try:
            period = Period.parse(text)
        except UnknownName:
            bad.append(text)
        else:
            years[text] = period.year if period.is_year else None
    groups = (
        frame.filter(pl.col("period").is_in(bad))
        .group_by("period", maintain_order=True)
        .agg(_FIRST, pl.len())
    )
    found = [
        Finding("unknown_period", "error", at, {"name": text, "count": number(count)})
        for text, at, count in groups.iter_rows()
    ]
    year = pl.col("period").replace_strict(years, default=None, return_dtype=pl.Int64)
    return frame.filter(~pl.col("period").is_in(bad)).with_columns(year.alias("year")), found


def _with_numbers(frame: pl.DataFrame, catalogue: Catalogue) -> tuple[pl.DataFrame, list[Finding]]:
    """Add `number` (in the indicator's unit), its significant digits and the worth of the last of them."""
    pairs = frame.group_by("indicator", "unit", *_PLACE, maintain_order=True).agg(_FIRST, pl.len())
    factors: dict[tuple[str, str], tuple[float, float]] = {}
    found = []
    for code, unit, *_, at, count in pairs.iter_rows():
        factor = unit_ratio(unit, catalogue[code].unit)
        if isinstance(factor, str):
            values = {"unit": unit, "target": catalogue[code].unit, "count": number(count)}
            found.append(Finding(factor, "error", at, values))
        else:
            factors[code, unit] = factor
    known = pl.DataFrame(
        [(code, unit, *factor) for (code, unit), factor in factors.items()],
        schema={
            "indicator": pl.String,
            "unit": pl.String,
            "times": pl.Float64,
            "over": pl.Float64,
        },
        orient="row",
    )
    frame = frame.join(known, on=["indicator", "unit"], how="inner", maintain_order="left")
    figure = pl.col("value").abs().round_sig_figs(12)
    mantissa = (
        figure.cast(pl.String)
        .str.replace(r"[eE].*$", "")
        .str.replace(".", "", literal=True)
        .str.strip_chars("0")
    )
    digits = mantissa.str.len_chars().cast(pl.Int64)
    magnitude = figure.log10().floor()
    worth = pl.when(figure > 0).then(pl.lit(10.0).pow(magnitude - digits + 1)).otherwise(1.0)
    return frame.with_columns(
        (pl.col("value") * pl.col("times") / pl.col("over")).alias("number"),
        digits.alias("digits"),
        (worth * pl.col("times") / pl.col("over")).alias("last_digit"),
    ), found


def unit_ratio(text: str, own: str) -> tuple[float, float] | str:
    """Return the factor from a row's unit to the indicator's own as a fraction, or the kind of problem."""
    if text in ("", own):
        return 1.0, 1.0
    if not Unit.known(text):
        return "unknown_unit"
    unit, target = Unit.parse(text), Unit.parse(own)
    if (per_head := unit / Unit.parse("人")).same_kind(target):
        unit = per_head  # offices write 元 for 元/人, as the panel reads it
    if not unit.same_kind(target):
        return "unit_mismatch"
    ratio = unit.factor / target.factor
    return float(ratio.numerator), float(ratio.denominator)
