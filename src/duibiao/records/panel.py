"""The panel: regions, indicators and observations, with breaks and deflator; the data of a study."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
import polars as pl

from .errors import DataError, InputError
from .frameworks import Framework
from .grids import Floats, Grid, Ints, evaluate
from .indicators import Catalogue, Indicator
from .observations import EVERY_REGION, Break, Cell, Deflator, Mark, Note, Vintage
from .periods import Period
from .regions import Regions
from .units import Unit

Prices = Literal["current", "constant"]
"""The two price bases of money over time."""

COLUMNS: dict[str, pl.DataType] = {
    "region": pl.String(),
    "indicator": pl.String(),
    "period": pl.String(),
    "value": pl.Float64(),
    "unit": pl.String(),
    "vintage": pl.String(),
    "source": pl.String(),
    "flag": pl.String(),
    "note": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
}
"""The columns of `Panel.observations`: one row an observation, missing text as "", no missing values."""

_CENSUS = "census revision"
_VINTAGE_RANK = {v.value: i for i, v in enumerate(Vintage)}


def observations_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `frame` with exactly the columns of `COLUMNS`; absent ones are empty, empty values dropped.

    A missing value is no observation: rows without a value are left out, never read as zero.
    """
    made = [
        (
            pl.col(name).cast(dtype)
            if name in frame.columns
            else pl.lit(None, dtype=dtype).alias(name)
        )
        for name, dtype in COLUMNS.items()
    ]
    texts = [pl.col(n).fill_null("") for n, t in COLUMNS.items() if isinstance(t, pl.String)]
    present = pl.col("value").is_not_null() & pl.col("value").is_not_nan()
    return frame.select(made).with_columns(texts).filter(present)


@dataclass(frozen=True)
class Panel:
    """Observations of indicators for regions over periods: what every study starts from.

    `observations` has the columns of `COLUMNS`, values in the unit that each row names. Annual figures are
    reached as dense grids by `grid` (also for derived indicators); every number can be traced by `cell`.
    `notes` says what reading the data left open. Raises `DataError` where two observations of one
    region, indicator, period and vintage disagree.
    """

    regions: Regions
    indicators: Catalogue
    observations: pl.DataFrame
    breaks: tuple[Break, ...] = ()
    deflator: Deflator | None = None
    framework: Framework | None = None
    sources: dict[str, str] = field(default_factory=dict)
    name_zh: str = ""
    name_en: str = ""
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "observations", observations_frame(self.observations))
        for indicator in self.indicators:
            for code in indicator.formula.inputs if indicator.formula else ():
                if code not in self.indicators:
                    raise InputError(
                        zh=f"指标“{indicator.name_zh}”的公式引用了“{code}”，指标表中没有它。请补上该指标或改正公式。",
                        en=f"The formula of “{indicator.name('en')}” reads “{code}”, which is not in the table of indicators. Add it or mend the formula.",
                    )
            _refuse_circular(self.indicators, indicator)
        _refuse_disagreeing(self.observations, self.indicators)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """All years from the first to the last with an annual observation."""
        years = self._annual["year"]
        if years.is_empty():
            return ()
        return tuple(range(int(years.min()), int(years.max()) + 1))  # type: ignore[arg-type]

    @cached_property
    def snapshot(self) -> str:
        """The first 12 hex digits of the SHA-256 of the observations, whatever their order."""
        keys = ["region", "indicator", "period", "vintage", "value", "unit", "flag"]
        text = self.observations.select(keys).sort(keys).write_csv()
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def has(self, code: str) -> bool:
        """Whether an indicator can be had here: observed, or derived from those that are."""
        if code not in self.indicators:
            return False
        formula = self.indicators[code].formula
        if formula is None:
            return code in self._by_indicator
        return all(self.has(c) for c in formula.inputs)

    def grid(self, code: str, prices: Prices = "current", base_year: int | None = None) -> Grid:
        """Return the annual grid of an indicator.

        `prices="constant"` divides money by the deflator, at prices of `base_year` (default: the last year
        of the panel); years that the deflator lacks become NaN. Raises `UnknownName`, and `DataError` where
        an indicator is not money or there is no deflator.
        """
        grid = self._grids.get(code)
        if grid is None:
            grid = self._grids[code] = self._make_grid(self.indicators[code])
        return grid if prices == "current" else self._deflated(grid, base_year or self.years[-1])

    def has_constant_prices(self, code: str) -> bool:
        """Whether an indicator is money in the deflator's currency, so that constant prices can be given."""
        unit = Unit.parse(self.indicators[code].unit)
        return self.deflator is not None and unit.currency == self.deflator.currency

    def cell(self, region: str, code: str, year: int) -> Cell:
        """Return one number with its trace: its observation, or its formula and inputs."""
        indicator = self.indicators[code]
        row = self.regions.position(region)
        if year not in self.years:
            return Cell(region, code, year, None, indicator.unit)
        grid = self.grid(code)
        column = grid.column(year)
        number = float(grid.values[row, column])
        value = number if np.isfinite(number) else None
        marks = Mark(int(grid.marks[row, column]))
        if indicator.formula is not None:
            windows = indicator.formula.windows
            inputs = tuple(
                self.cell(region, c, y)
                for c in indicator.formula.inputs
                for y in range(year - windows.get(c, 1) + 1, year + 1)
            )
            notes = tuple(dict.fromkeys(c.note for c in inputs if c.note))
            return Cell(
                region,
                code,
                year,
                value,
                indicator.unit,
                marks,
                formula=indicator.formula.text,
                inputs=inputs,
                note="；".join(notes),
            )
        return self._observed(region, indicator, year, value, marks)

    def breaks_of(self, region: str, code: str) -> tuple[Break, ...]:
        """Return the breaks that touch a region's series, by year.

        An observed ratio that names its numerator breaks where the numerator does (a revision of GDP
        reaches GDP per head). A derived indicator breaks where an input does, unless the table of breaks
        has rows of its own for it: those hold then, since two revisions may cancel in a ratio.
        """
        return tuple(b for b in self._breaks_of(code) if b.region in (EVERY_REGION, region))

    def _breaks_of(self, code: str) -> tuple[Break, ...]:
        if code not in self._breaks_known:
            indicator = self.indicators[code]
            own = self._breaks_by_indicator.get(code, ())
            origins: tuple[str, ...] = ()
            if indicator.formula is not None:
                origins = () if own else indicator.formula.inputs
            elif indicator.numerator in self.indicators:
                origins = (indicator.numerator,)
            found = [*own, *(b for c in origins for b in self._breaks_of(c))]
            self._breaks_known[code] = tuple(sorted(dict.fromkeys(found), key=lambda b: b.year))
        return self._breaks_known[code]

    @cached_property
    def _breaks_known(self) -> dict[str, tuple[Break, ...]]:
        return {}

    def breaks_between(self, region: str, code: str, year: int, other: int) -> tuple[Break, ...]:
        """Return the breaks that separate two years of a region's series; empty where they are comparable."""
        inside = year in self.years and other in self.years
        if inside and self.grid(code).comparable(self.regions.position(region), year, other):
            return ()
        low, high = sorted((year, other))
        return tuple(b for b in self.breaks_of(region, code) if low < b.year <= high)

    def with_vintages_up_to(self, last: Vintage) -> Panel:
        """Return the panel as it was known then: without observations of later vintages than `last`."""
        rank = _VINTAGE_RANK[last.value]
        keep = pl.col("vintage").replace_strict(_VINTAGE_RANK, return_dtype=pl.Int64) <= rank
        return replace(self, observations=self.observations.filter(keep))

    @cached_property
    def _grids(self) -> dict[str, Grid]:
        return {}

    @cached_property
    def _breaks_by_indicator(self) -> dict[str, tuple[Break, ...]]:
        found: dict[str, list[Break]] = {}
        for item in self.breaks:
            found.setdefault(item.indicator, []).append(item)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def _annual(self) -> pl.DataFrame:
        periods = self.observations["period"].unique().to_list()
        annual = {p: parsed.year for p in periods if (parsed := Period.parse(p)).is_year}
        year = pl.col("period").replace_strict(annual, default=None, return_dtype=pl.Int64)
        rank = pl.col("vintage").replace_strict(_VINTAGE_RANK, default=0, return_dtype=pl.Int64)
        frame = self.observations.with_columns(year.alias("year"), rank.alias("rank")).filter(
            pl.col("year").is_not_null()
        )
        # Where a cell stands in several vintages, the last word is taken; `cell` says which it was.
        return frame.sort("rank").unique(
            ["region", "indicator", "year"], keep="last", maintain_order=True
        )

    @cached_property
    def _by_indicator(self) -> dict[str, pl.DataFrame]:
        parts = self._annual.partition_by("indicator", as_dict=True)
        return {str(key[0]): part for key, part in parts.items()}

    def _make_grid(self, indicator: Indicator) -> Grid:
        if indicator.formula is not None:
            shape = (len(self.regions), len(self.years))
            grid = evaluate(indicator, self.years, shape, self.grid, self._km_to_core)
            if indicator.code not in self._breaks_by_indicator:
                return grid
            return replace(grid, base=self._bases(indicator.code, np.zeros(shape, dtype=bool)))
        shape = (len(self.regions), len(self.years))
        values: Floats = np.full(shape, np.nan)
        marks: Ints = np.zeros(shape, dtype=np.int64)
        revised = np.zeros(shape, dtype=bool)
        part = self._by_indicator.get(indicator.code)
        if part is not None:
            place = {code: i for i, code in enumerate(self.regions.codes)}
            part = part.filter(pl.col("region").is_in(list(place)))
            rows = part["region"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
            columns = part["year"].to_numpy() - self.years[0]
            values[rows, columns] = _in_unit(part, indicator)
            flags = {f: int(Mark.parse(f)) for f in part["flag"].unique()}
            marks[rows, columns] = (
                part["flag"].replace_strict(flags, return_dtype=pl.Int64).to_numpy()
            )
            early = (
                part["vintage"]
                .is_in([Vintage.FLASH, Vintage.EXPECTED, Vintage.PRELIMINARY])
                .to_numpy()
            )
            marks[rows[early], columns[early]] |= int(Mark.PRELIMINARY)
            revised[rows, columns] = (part["vintage"] == Vintage.REVISED.value).to_numpy()
        return Grid(indicator, self.years, values, marks, self._bases(indicator.code, revised))

    def _bases(self, code: str, revised: np.ndarray) -> Ints:
        """Number the bases of each row: a bit for each break that a year has passed.

        A revised value has passed the next census revision too, so it joins the base after it; where none
        is declared it stands on a base of its own.
        """
        years = np.array(self.years)
        base: Ints = np.zeros((len(self.regions), len(years)), dtype=np.int64)
        if not self._breaks_of(code) and not revised.any():
            return base
        for i, region in enumerate(self.regions):
            cuts = sorted({(b.year, b.reason) for b in self.breaks_of(region.code, code)})
            for bit, (cut, _) in enumerate(cuts):
                base[i] += (years >= cut).astype(np.int64) << bit
            for j in np.flatnonzero(revised[i]):
                coming = (n for n, (y, why) in enumerate(cuts) if y > years[j] and why == _CENSUS)
                base[i, j] |= 1 << next(coming, len(cuts))
        return base

    def _deflated(self, grid: Grid, base_year: int) -> Grid:
        if self.deflator is None or not self.has_constant_prices(grid.indicator.code):
            raise DataError(
                zh=f"“{grid.indicator.name_zh}”不能换算为不变价：它不是{self.deflator.currency if self.deflator else '本币'}金额，或者没有价格指数。",
                en=f"“{grid.indicator.name('en')}” cannot be given at constant prices: it is not money in the deflator's currency, or there is no deflator.",
            )
        if not self.deflator.covers(base_year):
            raise DataError(
                zh=f"价格指数“{self.deflator.name_zh}”没有{base_year}年。可用：{min(self.deflator.index)}—{max(self.deflator.index)}。",
                en=f"The deflator “{self.deflator.name_en}” has no year {base_year}. Available: {min(self.deflator.index)} to {max(self.deflator.index)}.",
            )
        factors = [
            self.deflator.to_prices_of(base_year, y) if self.deflator.covers(y) else np.nan
            for y in grid.years
        ]
        return replace(grid, values=grid.values * np.array(factors))

    def _km_to_core(self) -> Floats:
        cores = self.framework.cores if self.framework else ()
        if not cores:
            return np.full(len(self.regions), np.nan)
        distances = [[r.km_to(lon, lat) for _, lon, lat in cores] for r in self.regions]
        # A core city is at most at its own border from itself: 1 km keeps its logarithm finite.
        nearest: Floats = np.array(distances).min(axis=1)
        return np.maximum(nearest, 1.0)

    def _row_of(self, region: str, code: str, year: int) -> dict[str, Any] | None:
        part = self._by_indicator.get(code)
        if part is None:
            return None
        if code not in self._rows:
            keys = zip(part["region"].to_list(), part["year"].to_list(), strict=True)
            self._rows[code] = {key: i for i, key in enumerate(keys)}
        place = self._rows[code].get((region, year))
        return None if place is None else part.row(place, named=True)

    @cached_property
    def _rows(self) -> dict[str, dict[tuple[str, int], int]]:
        return {}

    def _observed(
        self, region: str, indicator: Indicator, year: int, value: float | None, marks: Mark
    ) -> Cell:
        row = self._row_of(region, indicator.code, year)
        if row is None:
            return Cell(region, indicator.code, year, None, indicator.unit)
        where = [
            row["file"],
            row["sheet"],
            f"row {row['row']}" if row["row"] else "",
            row["column"],
        ]
        return Cell(
            region,
            indicator.code,
            year,
            value,
            indicator.unit,
            marks,
            vintage=Vintage(row["vintage"]),
            source=row["source"] or indicator.source,
            note=row["note"],
            place=" · ".join(w for w in where if w),
            given=f"{row['value']:.15g} {row['unit'] or indicator.unit}",
        )


def _in_unit(part: pl.DataFrame, indicator: Indicator) -> Floats:
    """The values of an indicator's observations in its own unit; a row without a unit is in it already."""
    values = part["value"].to_numpy().copy()
    units = part["unit"].to_numpy()
    target = Unit.parse(indicator.unit)
    for text in set(units) - {"", indicator.unit}:
        unit = Unit.parse(text)
        per_head = unit / Unit.parse("人")
        if per_head.same_kind(target):
            unit = per_head  # offices write 元 for 元/人
        if not unit.same_kind(target):
            raise InputError(
                zh=f"“{indicator.name_zh}”有以“{text}”为单位的数，不能换算为“{indicator.unit}”。请改正单位，或提供汇率。",
                en=f"“{indicator.name('en')}” has figures in “{text}”, which cannot be converted to “{indicator.unit}”. Mend the unit, or give an exchange rate.",
            )
        ratio = unit.factor / target.factor
        chosen = units == text
        values[chosen] = values[chosen] * ratio.numerator / ratio.denominator
    return values


def _refuse_circular(indicators: Catalogue, start: Indicator, path: tuple[str, ...] = ()) -> None:
    path = (*path, start.code)
    for code in start.formula.inputs if start.formula else ():
        if code in path:
            names = " → ".join((*path, code))
            raise InputError(
                zh=f"公式互相引用：{names}。请让每个指标最终由观测数算出。",
                en=f"Formulas refer to one another in a circle: {names}. Let each indicator rest on observed ones in the end.",
            )
        _refuse_circular(indicators, indicators[code], path)


def _refuse_disagreeing(frame: pl.DataFrame, indicators: Catalogue) -> None:
    """Refuse two figures for one cell and vintage that differ, also where their units do."""
    keys = ["region", "indicator", "period", "vintage"]
    hashed = pl.struct(keys).hash()
    if frame.select(hashed.n_unique()).item() == frame.height:
        return
    twice = frame.filter(hashed.is_duplicated()).sort(keys, maintain_order=True)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    bad: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for row in twice.iter_rows(named=True):
        first = found.setdefault(tuple(row[k] for k in keys), row)
        if not _agree(first, row, indicators):
            bad.append((first, row))
    if not bad:
        return
    first, other = bad[0]
    cell = f"{first['region']} {first['indicator']} {first['period']}"
    pair = [f"{r['value']:.15g}{' ' + r['unit'] if r['unit'] else ''}" for r in (first, other)]
    raise DataError(
        zh=f"有{len(bad)}处同一地区、指标、时期的数不一致，例如{cell}：{pair[0]}与{pair[1]}。请先运行 duibiao data check 找出全部，再删去错的或注明数据版本。",
        en=f"{len(bad)} cells have two figures that disagree, for example {cell}: {pair[0]} and {pair[1]}. Run duibiao data check to list them all, then delete the wrong ones or name their vintage.",
    )


def _agree(a: dict[str, Any], b: dict[str, Any], indicators: Catalogue) -> bool:
    if a["unit"] == b["unit"]:
        return bool(a["value"] == b["value"])
    own = indicators[a["indicator"]].unit if a["indicator"] in indicators else ""
    units = [Unit.parse(r["unit"] or own) for r in (a, b) if r["unit"] or own]
    if len(units) < 2 or not units[0].same_kind(units[1]):
        return False
    x, y = (float(r["value"]) * float(u.factor) for r, u in zip((a, b), units, strict=True))
    return math.isclose(x, y, rel_tol=1e-9)
