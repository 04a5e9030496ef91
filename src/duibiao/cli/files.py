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


_OF_SAMPLE = ("indicators", "framework", "breaks", "deflator")


@dataclass(frozen=True)
class Files:
    """One's own data and the tables that explain them; without data the tables explain the sample."""

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
        """Return the files, or raise `BadSetting` where a table is named that only data of one's own can have."""
        named = [n for n, path in tables.items() if path is not None and n not in _OF_SAMPLE]
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
        """Return the panel of these files, or the sample where there are no data."""
        from duibiao.sources import load_panel, load_sample, sample_with

        if self.data:
            return load_panel(list(self.data), **self.tables())
        return sample_with(**self.tables()) if self.tables() else load_sample()
