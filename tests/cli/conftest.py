"""Running the command line: in this process, or in one of its own as a user's shell would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from duibiao.cli import main

SOURCE = Path(__file__).parent.parent.parent / "src"
LANGUAGE = ("DUIBIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "DUIBIAO_DEBUG", "NO_COLOR")


@dataclass(frozen=True)
class Result:
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Run a command in this process; `lang` is the environment's."""

    def made(*arguments: str | Path, lang: str = "zh") -> Result:
        for name in LANGUAGE:
            monkeypatch.delenv(name, raising=False)
        if lang:
            monkeypatch.setenv("DUIBIAO_LANG", lang)
        capsys.readouterr()
        status = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Result(status, said.out, said.err)

    return made


@pytest.fixture
def spawn() -> Callable[..., Result]:
    """Run a command in a process of its own, its output in pipes."""

    def made(*arguments: str | Path, **environment: str) -> Result:
        kept = {k: v for k, v in os.environ.items() if k not in LANGUAGE}
        done = subprocess.run(
            [sys.executable, "-m", "duibiao", *map(str, arguments)],
            capture_output=True,
            env={**kept, "PYTHONPATH": str(SOURCE), **environment},
            timeout=120,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return made


@pytest.fixture
def two_cities(tmp_path: Path) -> Path:
    """A wide table of two cities and one indicator with one year."""
    path = tmp_path / "两市.csv"
    path.write_text(
        "地区,年份,人均GDP（元）\n自贡市,2020,58059\n常州市,2020,147939\n", encoding="utf-8"
    )
    return path
