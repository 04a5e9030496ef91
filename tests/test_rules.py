"""The rules of the house hold, and each of them is able to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from house_rules import MAY_IMPORT, check
from house_tree import ANALYSIS, LOOSE, ROOMS

SOURCE = Path(__file__).parent.parent / "src" / "duibiao"

# A small house in order: two rooms, the study, the front door. Bad trees change one file of it.
GOOD = {
    "__init__.py": """
        '''Front door.'''
        from typing import TYPE_CHECKING
        from duibiao._lazy import attach
        if TYPE_CHECKING:
            from duibiao._study import study
            from duibiao.records import Panel
        _EXPORTS = {"Panel": "records", "study": "_study"}
        __getattr__ = attach(__name__, _EXPORTS)
        """,
    "_lazy.py": """
        import importlib
        def attach(package, exports):
            return lambda name: importlib.import_module(f"{package}.{exports[name]}")
        """,
    "_study.py": """
        from duibiao.gaps import measure
        def study(panel):
            '''A study.'''
            return measure(panel)
        """,
    "records/__init__.py": """
        from duibiao._lazy import attach
        _EXPORTS = {"Panel": "panel"}
        __getattr__ = attach(__name__, _EXPORTS)
        """,
    "records/panel.py": """
        class Panel:
            '''Observations of many regions.'''
            values: tuple[float, ...] = ()
        """,
    "gaps/__init__.py": """
        from .distance import measure
        __all__ = ["measure"]
        """,
    "gaps/distance.py": """
        import numpy as np
        from duibiao.records import Panel
        def measure(panel: Panel, seed: int = 0):
            '''How far.'''
            return np.random.default_rng(seed).normal()
        """,
}


def build(root: Path, **changes: str) -> Path:
    """Write GOOD with some files changed; `gaps__distance` stands for gaps/distance.py."""
    files = GOOD | {name.replace("__", "/", 1) + ".py": text for name, text in changes.items()}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return root


def rules_broken(root: Path) -> set[str]:
    return {finding.rule for finding in check(root)}


def test_the_house_is_in_order() -> None:
    findings = check(SOURCE)
    assert not findings, "\n".join(map(str, findings))


def test_a_good_small_house_passes(tmp_path: Path) -> None:
    assert check(build(tmp_path)) == []


def test_every_place_has_a_rule() -> None:
    assert set(MAY_IMPORT) == {*ROOMS, *LOOSE}
    assert MAY_IMPORT["gaps"] == {"records", "benchmark"}
    for room in ANALYSIS:
        assert not MAY_IMPORT[room] & {"sources", "reading", "briefs", "workbench", "cli"}


@pytest.mark.parametrize(
    "line",
    [
        "import duibiao.gaps",
        "from duibiao import gaps",
        "from duibiao import study",
        "import duibiao",
        "from duibiao.gaps import measure",
        "from ..gaps import measure",
        "from .. import gaps",
        "def late():\n    from duibiao.gaps import measure\n    return measure",
        "import importlib\nimportlib.import_module('duibiao.gaps')",
        "from importlib import import_module\nimport_module('..gaps', __package__)",
        "from importlib import import_module\nimport_module(f'duibiao.gaps.{__name__}')",
        "from importlib import import_module\nimport_module('duibiao.' + 'gaps')",
        "TABLE = {'measure': 'duibiao.gaps'}",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from duibiao.gaps import measure",
    ],
)
def test_an_import_to_the_right_is_found(tmp_path: Path, line: str) -> None:
    assert "imports" in rules_broken(build(tmp_path, records__more=line))


def test_a_lazy_table_is_read_as_imports(tmp_path: Path) -> None:
    table = 'from duibiao._lazy import attach\nattach(__name__, {"measure": "duibiao.gaps"})'
    assert "imports" in rules_broken(build(tmp_path, records____init__=table))


@pytest.mark.parametrize("room", ["cli", "workbench", "sources", "reading", "briefs", "_study"])
def test_analysis_stays_left_of_its_callers(tmp_path: Path, room: str) -> None:
    assert "imports" in rules_broken(build(tmp_path, gaps__late=f"import duibiao.{room}"))


@pytest.mark.parametrize(
    "line",
    [
        "from duibiao.records.panel import Panel",
        "import duibiao.records.panel",
        "from ..records.panel import Panel",
        "from duibiao.records import panel",
        "from duibiao.records import _hidden",
        "from duibiao.records import *",
        "import importlib\nimportlib.import_module('duibiao.records.panel')",
    ],
)
def test_a_room_is_entered_by_its_door(tmp_path: Path, line: str) -> None:
    assert rules_broken(build(tmp_path, gaps__late=line)) == {"door"}


def test_a_brief_may_name_the_study_and_not_call_it(tmp_path: Path) -> None:
    named = """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from duibiao._study import study
        def render():
            '''Render.'''
            return b""
        """
    assert rules_broken(build(tmp_path, briefs____init__=named)) == set()
    called = "from duibiao._study import study\ndef render():\n    '''Render.'''\n    return study"
    assert rules_broken(build(tmp_path, briefs____init__=called)) == {"imports"}


@pytest.mark.parametrize(
    "line",
    ["import django.db", "import django_filters", "from typer import Option", "import rich.table"],
)
def test_libraries_stay_in_their_room(tmp_path: Path, line: str) -> None:
    assert rules_broken(build(tmp_path, records__more=line)) == {"libraries"}


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "from os import path",
        "from pathlib import Path",
        "import time",
        "import random",
        "from importlib import resources",
        "import urllib.request",
        "import altair",
        "from numpy.random import normal",
        "def f(path):\n    return open(path)",
        "def f():\n    print(1)",
        "import polars as pl\ndef f(path):\n    return pl.read_csv(path)",
        "from datetime import datetime\ndef f():\n    return datetime.now()",
        "import datetime\ndef f():\n    return datetime.date.today()",
        "import numpy as np\ndef f():\n    return np.random.default_rng()",
        "import numpy as np\ndef f():\n    return np.random.normal()",
        "import numpy as np\ndef f():\n    np.random.seed(1)",
        "from scipy.stats import norm\ndef f():\n    return norm.rvs(size=3)",
    ],
)
def test_analysis_reads_and_tells_nothing(tmp_path: Path, line: str) -> None:
    assert rules_broken(build(tmp_path, gaps__late=line)) == {"purity"}


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import date\ndef f(day: date):\n    return day.year",
        "import numpy as np\ndef f(rng: np.random.Generator):\n    return rng.normal()",
        "from scipy.stats import norm\ndef f(rng):\n    return norm.rvs(random_state=rng)",
    ],
)
def test_what_the_caller_hands_in_is_fine(tmp_path: Path, line: str) -> None:
    assert rules_broken(build(tmp_path, gaps__late=line)) == set()


def test_only_the_writer_of_briefs_writes(tmp_path: Path) -> None:
    door = "def render():\n    '''Render.'''\n    return b''"
    tree = build(tmp_path, briefs____init__=door, briefs___write="import os")
    assert rules_broken(tree) == set()
    build(tmp_path, briefs__page="import os")
    assert rules_broken(tree) == {"purity"}
    build(tmp_path, briefs__page="from io import BytesIO\nimport altair")
    assert rules_broken(tree) == set()


def test_rooms_and_files_of_the_design_only(tmp_path: Path) -> None:
    (build(tmp_path) / "helpers").mkdir()
    assert rules_broken(tmp_path) == {"layout"}
    (tmp_path / "helpers").rmdir()
    (tmp_path / "pursuit").mkdir()
    assert rules_broken(tmp_path) == {"layout"}
    (tmp_path / "pursuit").rmdir()
    (tmp_path / "utils.py").write_text("")
    assert rules_broken(tmp_path) == {"layout"}


@pytest.mark.parametrize(
    "door",
    [
        "",
        "'''Coming soon.'''",
        "class Pace:\n    '''A pace.'''",
        "def pace():\n    '''A pace.'''\n    ...",
        "LIGHTS = 4  #: How many.",
    ],
)
def test_no_placeholder_rooms(tmp_path: Path, door: str) -> None:
    assert rules_broken(build(tmp_path, pursuit____init__=door)) == {"placeholder"}


def test_nothing_is_announced_before_it_works(tmp_path: Path) -> None:
    line = "def later():\n    raise NotImplementedError('soon')"
    assert rules_broken(build(tmp_path, gaps__late=line)) == {"placeholder"}


def test_long_files_are_found(tmp_path: Path) -> None:
    assert rules_broken(build(tmp_path, gaps__late="x = 1\n" * 500)) == set()
    assert rules_broken(build(tmp_path, gaps__late="x = 1\n" * 501)) == {"length"}


def test_public_names_say_what_they_are(tmp_path: Path) -> None:
    bare = {"gaps__distance": "def measure():\n    return 1"}
    assert rules_broken(build(tmp_path, **bare)) == {"docstrings"}
    constants = """
        from duibiao._lazy import attach
        _EXPORTS = {"Panel": "panel", "UNITS": "panel"}
        __getattr__ = attach(__name__, _EXPORTS)
        """
    panel = dedent(GOOD["records/panel.py"]) + "UNITS = ('元',)\n"
    tree = build(tmp_path / "two", records____init__=constants, records__panel=panel)
    assert rules_broken(tree) == {"docstrings"}
    build(tree, records____init__=constants, records__panel=panel + "'''All units.'''\n")
    assert rules_broken(tree) == set()


def test_an_export_that_is_nowhere_is_found(tmp_path: Path) -> None:
    door = 'from duibiao._lazy import attach\n_EXPORTS = {"Panel": "panel", "Unit": "units"}'
    assert rules_broken(build(tmp_path, records____init__=door)) == {"exports"}


def test_importing_the_package_is_light() -> None:
    """`import duibiao` loads none of the heavy libraries: light means lazy."""
    heavy = {"numpy", "scipy", "polars", "altair", "vl_convert", "docx", "typst", "typer", "rich"}
    code = f"import sys, duibiao; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
