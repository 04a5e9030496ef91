"""The files that a study's data come from, and the panel that they make."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from duibiao.records import BadSetting

if TYPE_CHECKING:
    from duibiao.records import Panel


@dataclass(frozen=True)
class Files:
    """One's own data and the tables that explain them; all empty: the sample."""

    data: tuple[Path, ...] = ()
    regions: Path | None = None
    indicators: Path | None = None
    framework: Path | None = None
    breaks: Path | None = None
    deflator: Path | None = None
    rates: Path | None = None
    mapping: Path | None = None

    @staticmethod
    def of(data: Sequence[Path] | None = None, **tables: Path | None) -> Files:
        """Return the files, or raise `BadSetting` where a table is named without data that it is for."""
        named = [name for name, path in tables.items() if path is not None]
        if named and not data:
            options = "、".join(f"--{n}" for n in named)
            raise BadSetting(
                zh=f"{options} 是给自己的数据用的，而没有给出 --data。请用 --data 写上数据文件，或去掉这些选项而用自带的样本。",
                en=f"{options.replace('、', ', ')} is for data of your own, and there is no --data. Name the data with --data, or leave it out to use the sample.",
            )
        return Files(tuple(data or ()), **tables)

    def tables(self) -> dict[str, Path]:
        """Return the tables that were named, by option."""
        names = [f.name for f in dataclasses.fields(self) if f.name != "data"]
        return {n: p for n in names if (p := getattr(self, n)) is not None}

    def moved(self, place: Callable[[Path], Path]) -> Files:
        """Return the same files with each path put through `place`."""
        tables = {name: place(path) for name, path in self.tables().items()}
        return Files(tuple(place(p) for p in self.data), **tables)

    def panel(self) -> Panel:
        """Return the panel of these files, or the sample where there are none."""
        from duibiao.sources import load_panel, load_sample

        return load_panel(list(self.data), **self.tables()) if self.data else load_sample()
