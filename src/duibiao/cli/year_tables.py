"""A file of regions by years, wide or long, as a command line names its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duibiao.records import BadSetting, DataError, InputError, Note

from .unit_columns import UnitTable, named

if TYPE_CHECKING:
    from duibiao.targets import Balanced

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="各地区各年的表：CSV、Excel、Parquet；一年一列，或一行一个地区和年份 | A table of regions and years: CSV, Excel, Parquet; a column a year, or a row a region and year.",
    ),
]
Id = Annotated[
    str,
    typer.Option(
        "--id",
        metavar="COLUMN",
        help="地区名称所在的列；不写则取第一列不是数字的 | The column that names the regions; without it the first that does not hold numbers.",
    ),
]
Prefix = Annotated[
    str,
    typer.Option(
        "--prefix",
        metavar="TEXT",
        help="年份列名在年份前的部分，如 pcgdp1940 的 pcgdp | What stands before the year in the names of year columns, such as pcgdp in pcgdp1940.",
    ),
]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="COLUMNS",
        help="只用这些年份列，用逗号隔开 | Use these year columns only, separated by commas.",
    ),
]
Time = Annotated[
    str,
    typer.Option(
        "--time",
        metavar="COLUMN",
        help="长表：年份所在的列 | A long table: the column of years.",
    ),
]
Value = Annotated[
    str,
    typer.Option(
        "--value",
        metavar="COLUMN",
        help="长表：数值所在的列 | A long table: the column of values.",
    ),
]
From = Annotated[
    int | None,
    typer.Option("--from", metavar="YEAR", help="从哪一年起 | The first year to use."),
]
To = Annotated[
    int | None,
    typer.Option("--to", metavar="YEAR", help="到哪一年止 | The last year to use."),
]
DropMissing = Annotated[
    bool,
    typer.Option(
        "--drop-missing",
        help="略去缺年份的地区并说明；默认不计算 | Leave out regions that lack a year and say so; by default they are refused.",
    ),
]
HomeName = Annotated[
    str,
    typer.Option(
        "--home",
        metavar="NAME",
        help="本地：回答里说明它的位置 | The home region: the answer says where it stands.",
    ),
]

_YEAR = re.compile(r"(?P<before>.*?)(?P<year>(?:1[0-9]|20|21)\d\d)年?")
_DATED = re.compile(r"((?:1[0-9]|20|21)\d\d)(?:\.0)?(?:年|$)")
_NAMED = 6


@dataclass(frozen=True)
class YearTable:
    """What is read of a file, and how: the options that say where ids, years and values stand."""

    file: Path
    id: str = ""
    prefix: str = ""
    columns: str = ""
    time: str = ""
    value: str = ""
    start: int | None = None
    end: int | None = None
    drop_missing: bool = False

    def read(self, *more: str, home: str = "") -> YearValues:
        """Return the table; `more` names columns with something else about each region."""
        if bool(self.time) != bool(self.value):
            raise BadSetting(
                zh="长表要同时写 --time（年份列）和 --value（数值列）。",
                en="A long table needs both --time (the column of years) and --value (that of values).",
            )
        table = UnitTable.read(self.file, self.id)
        unit = self.id or _first_words(table)
        table = UnitTable(table.file, table.header, table.rows, unit)
        made = self._long(table, unit) if self.time else self._wide(table, unit, more)
        ids, years, rows, first, notes = made
        from duibiao.targets import balance

        balanced = balance(
            ids,
            years,
            rows,
            start=self.start,
            end=self.end,
            missing="drop" if self.drop_missing else "refuse",
        )
        if home and home in ids and home not in balanced.ids:
            raise DataError(
                zh=f"本地“{home}”缺年份，没有计入。请补上，或用 --from、--to 选它有数的年份。",
                en=f"The home region {home} lacks a year and is left out. Add the figure, or choose years that it has with --from and --to.",
            )
        if home:
            balanced.row(home)
        kept = [first[ids.index(name)] for name in balanced.ids]
        about = {name: [table.texts(name)[i] for i in kept] for name in more}
        numbers = {i: number for i, (number, _) in enumerate(table.rows)}
        return YearValues(balanced, about, [numbers[i] for i in kept], table, notes)

    def _wide(self, table: UnitTable, unit: str, more: tuple[str, ...]) -> _Read:
        found, notes = self._year_columns(table, unit, more)
        values = table.numbers(list(found.values()))
        rows = [list(row) for row in zip(*(values[c] for c in found.values()), strict=True)]
        ids = table.names(unit)
        return ids, list(found), rows, list(range(len(ids))), notes

    def _long(self, table: UnitTable, unit: str) -> _Read:
        ids, values = table.names(unit), table.numbers([self.value])[self.value]
        years = [
            _year_of(text, n, self.time, table)
            for text, (n, _) in zip(table.texts(self.time), table.rows, strict=True)
        ]
        cells: dict[tuple[str, int], float] = {}
        for name, year, value in zip(ids, years, values, strict=True):
            if (name, year) in cells:
                raise DataError(
                    zh=f"{table.file}里{name}{year}年有不止一行。请只留一行，或先选出一个指标。",
                    en=f"{table.file} has more than one row for {name} in {year}. Keep one, or choose one indicator first.",
                )
            cells[name, year] = value
        names, when = list(dict.fromkeys(ids)), sorted(set(years))
        rows = [[cells.get((name, year), float("nan")) for year in when] for name in names]
        return names, when, rows, [ids.index(name) for name in names], ()

    def _year_columns(
        self, table: UnitTable, unit: str, more: tuple[str, ...]
    ) -> tuple[dict[int, str], tuple[Note, ...]]:
        asked = named(self.columns)
        for name in asked:
            table.texts(name)
        found: dict[str, dict[int, str]] = {}
        for column in asked or [h for h in table.header if h != unit]:
            match = _YEAR.fullmatch(column)
            if match is None and asked:
                raise InputError(
                    zh=f"列“{column}”的名称里没有年份，如 2005、Y2005、gdp2005、2005年。",
                    en=f"The name of the column {column} holds no year, such as 2005, Y2005, gdp2005.",
                )
            if match is None:
                continue
            years = found.setdefault("" if asked else match["before"], {})
            if int(match["year"]) in years:
                raise DataError(
                    zh=f"“{years[int(match['year'])]}”和“{column}”是同一年。请只留一列，或用 --columns 指明。",
                    en=f"{years[int(match['year'])]} and {column} are of one year. Keep one, or say which with --columns.",
                )
            years[int(match["year"])] = column
        chosen = _one_family(table, found, self.prefix, bool(asked))
        used = {unit, *chosen.values(), *more}
        ignored = [h for h in table.header if h and h not in used]
        notes = (_ignored(ignored),) if ignored and not asked else ()
        return dict(sorted(chosen.items())), notes


_Read = tuple[list[str], list[int], list[list[float]], list[int], tuple[Note, ...]]


@dataclass(frozen=True)
class YearValues:
    """What was read: the balanced table, other columns by name, the row in the file of each region, remarks."""

    balanced: Balanced
    about: dict[str, list[str]]
    rows: list[int]
    table: UnitTable
    notes: tuple[Note, ...]

    def numbers(self, names: tuple[str, ...]) -> dict[str, list[float]]:
        """Return columns about each region as numbers, in the order of the balanced table."""
        at = {number: i for i, (number, _) in enumerate(self.table.rows)}
        columns = self.table.numbers(names)
        return {name: [columns[name][at[row]] for row in self.rows] for name in names}


def _one_family(
    table: UnitTable, found: dict[str, dict[int, str]], prefix: str, asked: bool
) -> dict[int, str]:
    """The year columns of the prefix asked for; of the only one that there is; or of those without prefix."""
    if not found:
        raise InputError(
            zh=f"{table.file}里没有列名带年份的列（如 2005、Y2005、gdp2005、2005年）。每个地区每年一行的长表，请用 --time 和 --value 指明列。",
            en=f"{table.file} has no column whose name holds a year (2005, Y2005, gdp2005). For a long table, with a row a region and year, name its columns with --time and --value.",
        )
    if asked:
        return found[""]
    if prefix:
        if prefix not in found:
            raise InputError(
                zh=f"没有以“{prefix}”加年份为名的列。列名里年份前的部分有：{_listed(found, '、')}。",
                en=f"There is no column named “{prefix}” and a year. What stands before years here: {_listed(found, ', ')}.",
            )
        return found[prefix]
    if len(found) > 1:
        raise InputError(
            zh=f"有{len(found)}组带年份的列，年份前的部分是：{_listed(found, '、')}。请用 --prefix 选一组，或用 --columns 写出列名。",
            en=f"There are {len(found)} families of year columns; before the year stands: {_listed(found, ', ')}. Choose one with --prefix, or name columns with --columns.",
        )
    return next(iter(found.values()))


def _listed(found: dict[str, dict[int, str]], between: str) -> str:
    return between.join(f"“{name}”" for name in list(found)[:_NAMED])


def _first_words(table: UnitTable) -> str:
    """The first column that does not hold numbers alone."""
    from duibiao.sources import is_missing, number_in

    for name in table.header:
        if not name or table.header.count(name) > 1:
            continue
        if any(number_in(t) is None and not is_missing(t) for t in table.texts(name)):
            return name
    raise InputError(
        zh=f"{table.file}里每一列都是数字，看不出哪一列是地区。请用 --id 指明。",
        en=f"Every column of {table.file} holds numbers, so none is seen to name the regions. Say which with --id.",
    )


def _year_of(text: str, row: int, column: str, table: UnitTable) -> int:
    match = _DATED.match(text)
    if match is None:
        raise DataError(
            zh=f"{table.file}第{row}行的“{column}”是“{text}”，不是年份（如2005、2005年）。",
            en=f"Row {row} of {table.file} has “{text}” under {column}, which is no year (such as 2005).",
        )
    return int(match[1])


def _ignored(names: list[str]) -> Note:
    more = len(names) > _NAMED
    return Note(
        f"未用到的列：{'、'.join(names[:_NAMED])}{'等' if more else ''}。",
        f"Columns not used: {', '.join(names[:_NAMED])}{' and others' if more else ''}.",
    )
