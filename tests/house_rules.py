"""The rules of the house, read from the source without running it.

`check` walks the tree and returns what breaks a rule; `test_rules.py` runs it on the product and
on small bad trees, so that each rule is known to be able to fail. The rules themselves are
explained in docs/architecture.md; the tables below are where they are set.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from house_tree import (
    ANALYSIS,
    FRONT,
    LOOSE,
    PACKAGE,
    ROOMS,
    House,
    Module,
    called,
    dotted,
    from_base,
    imports_of,
    place_of,
    top_level,
)

# Who may import whom. `_lazy` is a tool for every room and not listed.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "_lazy": frozenset(),
    "records": frozenset(),
    "sources": frozenset({"records"}),
    "reading": frozenset({"records"}),
    **{room: frozenset({"records", *ANALYSIS[:i]}) for i, room in enumerate(ANALYSIS)},
    "_study": frozenset({"records", *ANALYSIS}),
    "briefs": frozenset({"records", *ANALYSIS}),
    FRONT: frozenset({"records", "sources", "reading", *ANALYSIS, "briefs", "_study"}),
    "workbench": frozenset(ROOMS) - {"workbench", "cli"} | {"_study", FRONT},
    "cli": frozenset(ROOMS) - {"cli"} | {"_study", FRONT},
    "__main__": frozenset({"cli"}),
}
# A brief is made from a study: the type may be named, the study may not be called.
MAY_NAME_FOR_TYPES = {"briefs": frozenset({"_study"})}
# Names any room may take from the front door.
FRONT_NAMES_FOR_ALL = frozenset({"__version__"})

# Libraries that belong to one room.
ONLY_IN = {
    "django": "workbench",
    "granian": "workbench",
    "whitenoise": "workbench",
    "import_export": "workbench",
    "simple_history": "workbench",
    "typer": "cli",
    "click": "cli",
    "rich": "cli",
}

# Rooms that take arrays and frozen records and return frozen records, and the study that joins
# them. `briefs` renders bytes: one file saves them, one reads the sentences that the product ships,
# one keeps the chart runtime in the user's cache.
PURE = (*ANALYSIS, "_study", "briefs")
MAY_DO_IO = frozenset({"briefs/_write.py", "briefs/phrases.py", "briefs/runtime.py"})

# What a pure room may not import: files, network, processes, clock, hidden randomness, output.
IMPURE_MODULES = frozenset(
    "os pathlib shutil tempfile glob fileinput mmap zipfile tarfile gzip bz2 lzma io csv pickle "
    "shelve sqlite3 importlib.resources pkgutil "
    "socket ssl urllib http ftplib smtplib requests httpx "
    "subprocess getpass locale platform "
    "time random secrets uuid "
    "logging webbrowser "
    "altair vl_convert docx docxtpl xlsxwriter openpyxl python_calamine typst jinja2".split()
)
# Rendering to bytes needs these.
BRIEFS_MAY_IMPORT = frozenset(
    "io zipfile importlib.resources altair vl_convert docx docxtpl xlsxwriter typst jinja2".split()
)
IMPURE_BUILTINS = frozenset({"open", "print", "input", "breakpoint"})
IMPURE_METHODS = frozenset(
    "read_csv read_excel read_parquet read_json read_ipc read_database scan_csv scan_parquet "
    "scan_ipc write_csv write_excel write_parquet write_json write_ipc write_database sink_csv "
    "sink_parquet loadtxt genfromtxt savetxt savez tofile fromfile memmap "
    "read_text write_text read_bytes write_bytes mkdir unlink "
    "now utcnow today".split()
)
# Of numpy.random, what takes its seed from the caller or names a type.
SEEDED = frozenset(
    "default_rng Generator SeedSequence BitGenerator PCG64 PCG64DXSM Philox SFC64".split()
)

MOST_LINES = 500


@dataclass(frozen=True)
class Finding:
    """One place where a rule is broken."""

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} [{self.rule}]"


def check(root: Path) -> list[Finding]:
    """Every place under `root` (src/duibiao) where a rule of the house is broken."""
    house = House.read(root)
    findings = list(check_layout(house))
    for module in house.modules.values():
        findings += check_imports(house, module)
        findings += check_purity(module)
        findings += check_promises(module)
    for name in house.rooms:
        findings += check_exports(house, house.modules[f"{PACKAGE}.{name}"])
    if PACKAGE in house.modules:
        findings += check_exports(house, house.modules[PACKAGE])
    return sorted(set(findings), key=lambda f: (f.where, f.rule, f.what))


def check_layout(house: House) -> Iterator[Finding]:
    """Only rooms of the design, each with its front door, and files that fit in the head."""
    for path in sorted(house.root.iterdir()):
        if path.name.startswith(("__pycache__", ".")):
            continue
        if path.is_dir() and path.name not in ROOMS:
            yield Finding("layout", path.name, f"no such room; the rooms are {', '.join(ROOMS)}")
        elif path.is_dir() and not (path / "__init__.py").exists():
            yield Finding("layout", path.name, "a room without __init__.py has no door")
        elif path.suffix == ".py" and path.stem not in LOOSE:
            yield Finding("layout", path.name, "belongs in a room")
    for module in house.modules.values():
        lines = len(module.source.splitlines())
        if lines > MOST_LINES:
            yield Finding(
                "length", module.relative, f"{lines} lines; split it, {MOST_LINES} is the most"
            )


def check_imports(house: House, module: Module) -> Iterator[Finding]:
    """Who imports whom, and through which door."""
    allowed = MAY_IMPORT.get(module.place)
    for found in imports_of(module):
        where = f"{module.relative}:{found.line}"
        if found.module == "?":
            what = "imports a module whose name cannot be read here; spell it out"
            yield Finding("imports", where, what)
            continue
        head = found.module.split(".")[0]
        if head != PACKAGE:
            owner = ONLY_IN.get(head, "workbench" if head.startswith("django") else None)
            if owner and module.place != owner:
                yield Finding("libraries", where, f"only {owner} imports {head}")
            continue
        if allowed is None:
            continue
        target, name = found.module, found.name
        if target == PACKAGE and name and f"{PACKAGE}.{name}" in house.modules:
            target, name = f"{PACKAGE}.{name}", None
        place = place_of(target)
        if place in (module.place, "_lazy"):
            continue
        if place == FRONT and name in FRONT_NAMES_FOR_ALL:
            continue
        named_only = found.for_types and place in MAY_NAME_FOR_TYPES.get(module.place, ())
        if place not in allowed and not named_only:
            shown = "the package's front door" if place == FRONT else place
            may = ", ".join(sorted(allowed)) or "no other room"
            what = f"{module.place} imports {shown}; it may import {may}"
            yield Finding("imports", where, what)
        elif place in ROOMS and target.count(".") > 1:
            what = f"enters {place} past its door; import from {PACKAGE}.{place}"
            yield Finding("door", where, what)
        elif place in ROOMS and name and name not in public_names(house, target):
            what = f"{name} is not a public name of {place}; export it, or do without"
            yield Finding("door", where, what)


def public_names(house: House, room: str) -> tuple[str, ...]:
    return house.modules[room].public if room in house.modules else ()


def check_purity(module: Module) -> Iterator[Finding]:
    """Analysis does no input or output, has no clock and hides no randomness."""
    if module.place not in PURE or module.relative in MAY_DO_IO:
        return
    banned = IMPURE_MODULES - (BRIEFS_MAY_IMPORT if module.place == "briefs" else frozenset())
    numpy_random = {"np.random", "numpy.random"}
    for found in imports_of(module):
        if found.for_types:
            continue
        full = f"{found.module}.{found.name}" if found.name else found.module
        hit = next((b for b in banned if f"{full}.".startswith(f"{b}.")), None)
        if hit:
            what = f"imports {hit}: what it reads or tells must come in as an argument"
            yield Finding("purity", f"{module.relative}:{found.line}", what)
        if found.module == "numpy.random" and found.name and found.name not in SEEDED:
            what = f"numpy.random.{found.name} hides its seed; take a Generator or a seed"
            yield Finding("purity", f"{module.relative}:{found.line}", what)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            if dotted(node.value) in numpy_random and node.attr not in SEEDED:
                what = f"np.random.{node.attr} hides its seed; take a Generator or a seed"
                yield Finding("purity", f"{module.relative}:{node.lineno}", what)
            continue
        if not isinstance(node, ast.Call):
            continue
        name, where = called(node), f"{module.relative}:{node.lineno}"
        last = name.split(".")[-1]
        if name in IMPURE_BUILTINS or ("." in name and last in IMPURE_METHODS):
            what = f"{last}() is input, output or the clock; let the caller do it"
            yield Finding("purity", where, what)
        elif last == "default_rng" and not (node.args or node.keywords):
            yield Finding(
                "purity", where, "default_rng() without a seed gives a new answer each run"
            )
        elif last == "rvs" and not any(k.arg == "random_state" for k in node.keywords):
            yield Finding("purity", where, "rvs() without random_state hides its seed")


def check_promises(module: Module) -> Iterator[Finding]:
    """Nothing is announced that does not work yet."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            abstract = any("abstract" in dotted(d) for d in node.decorator_list)
            if not abstract and any(raises_not_implemented(s) for s in node.body):
                what = f"{node.name} is not written yet; leave it out until it works"
                yield Finding("placeholder", f"{module.relative}:{node.lineno}", what)


def raises_not_implemented(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return dotted(raised) == "NotImplementedError"


def check_exports(house: House, door: Module) -> Iterator[Finding]:
    """A room offers names that exist, do something and say what they are."""
    working = 0
    for name in door.public:
        if name.startswith("__"):
            continue
        made = house.definition(door.name, name)
        if made is None:
            if is_outside(door, name):
                continue
            yield Finding("exports", door.relative, f"{name} is exported and defined nowhere")
            continue
        home, node = made
        if isinstance(node, ast.Import):
            continue
        if not documented(home, node):
            where = f"{home.relative}:{node.lineno}"
            yield Finding("docstrings", where, f"{name} is public and has no docstring")
        working += does_something(node)
    if not working and door.name != PACKAGE:
        what = "a room with no public function or class that does something; leave it out"
        yield Finding("placeholder", door.relative, what)


def is_outside(door: Module, name: str) -> bool:
    """Bound in the door by an import from another library: `TYPE_CHECKING`, `annotations`."""
    node = door.bound.get(name)
    return isinstance(node, ast.ImportFrom) and from_base(door, node).split(".")[0] != PACKAGE


def documented(module: Module, node: ast.stmt) -> bool:
    """Has a docstring; a constant has a string under it or a `#:` comment over it."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return bool(ast.get_docstring(node))
    body = list(top_level(module.tree))
    after = body[body.index(node) + 1 :][:1]
    if after and isinstance(after[0], ast.Expr) and isinstance(after[0].value, ast.Constant):
        return isinstance(after[0].value.value, str)
    lines = module.source.splitlines()
    above = lines[node.lineno - 2].strip() if node.lineno > 1 else ""
    return above.startswith("#:") or "#:" in lines[node.end_lineno - 1]


def does_something(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return any(
            not isinstance(s, ast.Pass)
            and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
            for s in node.body
        )
    return False
