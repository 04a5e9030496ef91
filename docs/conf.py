"""Builds the documentation. The API reference and the table of indicators are made from the source."""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path

DOCS = Path(__file__).parent
SOURCE = DOCS.parent / "src"
sys.path.insert(0, str(SOURCE))

project = "duibiao 对标"
author = "The duibiao maintainers"
copyright = "the duibiao maintainers"
release = importlib.import_module("duibiao").__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "api/_*.md"]
html_theme = "furo"
html_title = "duibiao 对标"
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["duibiao.css"]
# No page fetches anything from elsewhere.
html_theme_options: dict[str, object] = {"footer_icons": []}

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

autosummary_generate = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {"Floats": "Floats", "Ints": "Ints"}
default_role = "py:obj"
suppress_warnings = ["ref.python"]

# The line, left to right; a room that is not there yet has no page yet.
ROOMS = "records sources reading benchmark gaps targets industries portfolio pursuit briefs".split()


def write(path: Path, lines: list[str]) -> None:
    """Write a generated page, leaving it alone when nothing changed."""
    text = "\n".join(lines).rstrip() + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def kind(value: object) -> str:
    if isinstance(value, type):
        return "autoexception" if issubclass(value, Exception) else "autoclass"
    return "autofunction" if callable(value) and hasattr(value, "__code__") else "autodata"


def constant(module: str, name: str) -> list[str]:
    """A constant with the text under it in the file where it is made."""
    from sphinx.pycode import ModuleAnalyzer

    package = importlib.import_module(module)
    inner = f"{module}.{getattr(package, '_EXPORTS', {}).get(name, '')}".rstrip(".")
    docs = ModuleAnalyzer.for_module(inner).find_attr_docs()
    text = docs.get(("", name), [])
    return [f".. py:data:: {name}", "", *(f"   {line}" for line in text), ""]


def room_page(room: str) -> list[str]:
    """One room: what it is for, its public names at a glance, each in full."""
    module = f"duibiao.{room}"
    package = importlib.import_module(module)
    exports = getattr(package, "_EXPORTS", None)
    names = sorted(exports if exports is not None else package.__all__)
    lines = [f"{module}", "=" * len(module), "", f".. automodule:: {module}", "   :no-members:", ""]
    lines += [f".. currentmodule:: {module}", ""]
    kinds = {name: kind(getattr(package, name)) for name in names}
    called = [name for name in names if kinds[name] != "autodata"]
    lines += [".. autosummary::", "", *(f"   {name}" for name in called), ""]
    for name in names:
        if kinds[name] == "autodata":
            lines += constant(module, name)
            continue
        lines += [f".. {kinds[name]}:: {name}"]
        lines += [] if kinds[name] == "autofunction" else ["   :members:"]
        lines += [""]
    return lines


def front_page(rooms: list[str]) -> list[str]:
    """The names of `import duibiao`, and the rooms."""
    import duibiao

    exports = getattr(duibiao, "_EXPORTS", {})
    lines = ["API reference", "=============", "", ".. currentmodule:: duibiao", ""]
    lines += ["``import duibiao`` gives these names; each room below gives all of its own.", ""]
    lines += [".. autosummary::", "", *(f"   {name}" for name in exports), ""]
    for name, home in exports.items():
        if home not in rooms:
            lines += [f".. {kind(getattr(duibiao, name))}:: {name}", ""]
    return [*lines, ".. toctree::", "   :maxdepth: 1", "", *(f"   {room}" for room in rooms)]


def indicator_table() -> list[str]:
    """The sample's indicators in both languages, from the catalogue itself."""
    path = SOURCE / "duibiao" / "sources" / "sample" / "indicators.csv"
    if not path.exists():
        return ["The sample's catalogue lists them."]
    lines = ["| 中文 | English | code | unit | direction | formula |", "|---|---|---|---|---|---|"]
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            formula = f"`{row['formula']}`" if row["formula"] else ""
            cells = (row["name_zh"], row["name_en"], f"`{row['code']}`", row["unit"])
            lines.append(f"| {' | '.join(cells)} | {row['direction']} | {formula} |")
    return lines


def generate() -> None:
    """Make the pages under docs/api from the rooms that are there."""
    rooms = [room for room in ROOMS if (SOURCE / "duibiao" / room / "__init__.py").exists()]
    for old in (DOCS / "api").glob("*.rst"):
        if old.stem not in (*rooms, "index"):
            old.unlink()
    for room in rooms:
        write(DOCS / "api" / f"{room}.rst", room_page(room))
    write(DOCS / "api" / "index.rst", front_page(rooms))
    write(DOCS / "api" / "_indicators.md", indicator_table())


generate()
