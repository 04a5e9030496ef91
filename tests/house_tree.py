"""The source tree of the product, read without running it: files, names, imports.

`house_rules.py` holds what is allowed; this file only sees what is there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

PACKAGE = "duibiao"

# The analysis rooms, left to right.
ANALYSIS = ("benchmark", "gaps", "targets", "industries", "portfolio", "pursuit")
ROOMS = ("records", "sources", "reading", *ANALYSIS, "briefs", "workbench", "cli")

# The files beside the rooms. "__init__" is the package's front door, `import duibiao`.
LOOSE = ("__init__", "__main__", "_lazy", "_study")
FRONT = "__init__"


@dataclass(frozen=True)
class Import:
    """One module, or one name of it, that a file reaches for."""

    module: str
    name: str | None
    line: int
    for_types: bool = False


@dataclass(frozen=True)
class Module:
    """One file of the tree."""

    name: str
    path: Path
    relative: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, filename=self.relative)

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def package(self) -> str:
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @property
    def place(self) -> str:
        """The room, or the loose file, this module is in."""
        return place_of(self.name)

    @cached_property
    def exports(self) -> dict[str, str]:
        """Name -> submodule, from the lazy table (`_EXPORTS`, or the argument of `attach`)."""
        table: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and "_EXPORTS" in assigned(node):
                table |= literal_table(node.value)
            elif isinstance(node, ast.Call) and called(node).split(".")[-1] == "attach":
                for argument in node.args:
                    table |= literal_table(argument)
        return table

    @cached_property
    def bound(self) -> dict[str, ast.stmt]:
        """Every name bound at the top of the file, and the statement that binds it."""
        names: dict[str, ast.stmt] = {}
        for node in top_level(self.tree):
            for name in assigned(node):
                names[name] = node
        return names

    @cached_property
    def public(self) -> tuple[str, ...]:
        """The names a package offers: the lazy table, `__all__`, else what it binds in plain."""
        if self.exports:
            return tuple(self.exports)
        if "__all__" in self.bound:
            value = getattr(self.bound["__all__"], "value", None)
            if isinstance(value, ast.List | ast.Tuple):
                return tuple(e.value for e in value.elts if isinstance(e, ast.Constant))
        return tuple(name for name in self.bound if not name.startswith("_"))


@dataclass(frozen=True)
class House:
    """The source tree, by module name."""

    root: Path
    modules: dict[str, Module] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> House:
        modules = {}
        for path in sorted(root.rglob("*.py")):
            relative = path.relative_to(root)
            parts = [PACKAGE, *relative.with_suffix("").parts]
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            modules[name] = Module(name, path, relative.as_posix(), path.read_text("utf-8"))
        return cls(root, modules)

    @property
    def rooms(self) -> list[str]:
        return [room for room in ROOMS if f"{PACKAGE}.{room}" in self.modules]

    def definition(self, module: str, name: str) -> tuple[Module, ast.stmt] | None:
        """Where a name is made, following lazy tables and re-exports; None if nowhere."""
        for _ in range(12):
            here = self.modules.get(module)
            if here is None:
                return None
            node = here.bound.get(name)
            if name in here.exports:
                module = resolve(here, here.exports[name])
            elif isinstance(node, ast.ImportFrom):
                alias = next(a for a in node.names if (a.asname or a.name) == name)
                module, name = from_base(here, node), alias.name
            elif node is None:
                return None
            else:
                return here, node
        return None


def place_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else FRONT


def resolve(here: Module, target: str) -> str:
    """The module that a text names: absolute, with leading dots, or a plain submodule."""
    if target.split(".")[0] == PACKAGE:
        return target
    parts = here.package.split(".")
    up = max(len(target) - len(target.lstrip(".")) - 1, 0)
    return ".".join([*parts[: len(parts) - up], target.lstrip(".")]).rstrip(".")


def from_base(here: Module, node: ast.ImportFrom) -> str:
    """The module part of `from … import`, relative ones made absolute."""
    if not node.level:
        return node.module or ""
    parts = here.package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def literal_table(value: ast.expr | None) -> dict[str, str]:
    if not isinstance(value, ast.Dict):
        return {}
    pairs = zip(value.keys, value.values, strict=True)
    return {
        k.value: v.value
        for k, v in pairs
        if isinstance(k, ast.Constant) and isinstance(v, ast.Constant)
    }


def called(node: ast.Call) -> str:
    """The dotted name that a call names, as written; "" where it is not a plain name."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else f".{node.attr}"
    return ""


def top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements of the file, those under a plain `if` or `try` included."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.If):
            waiting = [*node.body, *node.orelse, *waiting]
        elif isinstance(node, ast.Try):
            waiting = [*node.body, *(s for h in node.handlers for s in h.body), *waiting]
        else:
            yield node


def assigned(node: ast.stmt) -> list[str]:
    """The names that a statement binds."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Import() | ast.ImportFrom():
            return [a.asname or a.name.split(".")[0] for a in node.names]
        case ast.Assign():
            return [n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    if type(node).__name__ == "TypeAlias":  # Python 3.12
        return [node.name.id]  # type: ignore[attr-defined]
    return []


def imports_of(module: Module) -> Iterator[Import]:
    """Everything a file reaches for: statements at any depth, import calls, module strings."""
    for_types = {
        id(inner)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.If) and dotted(node.test).split(".")[-1] == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(module.tree):
        typed = id(node) in for_types
        match node:
            case ast.Import():
                for alias in node.names:
                    yield Import(alias.name, None, node.lineno, typed)
            case ast.ImportFrom():
                base = from_base(module, node)
                for alias in node.names:
                    yield Import(base, alias.name, node.lineno, typed)
            case ast.Call() if called(node).split(".")[-1] in ("import_module", "__import__"):
                if module.place != "_lazy":  # it imports what the rooms' tables name
                    yield from import_call(module, node)
            case ast.Constant(value=str(text)) if names_module(text):
                # A module named in a string is one about to be imported, or a resource in it.
                yield Import(text, None, node.lineno, typed)
    for target in module.exports.values():
        yield Import(resolve(module, target), None, 1)


def names_module(text: str) -> bool:
    parts = text.split(".")
    return (
        len(parts) > 1
        and parts[0] == PACKAGE
        and parts[1] in (*ROOMS, *LOOSE)
        and all(part.isidentifier() for part in parts)
    )


def import_call(module: Module, node: ast.Call) -> Iterator[Import]:
    """The module of an `import_module(…)`; "?" where its room cannot be told.

    A variable passes: what it holds is a string somewhere, and strings that name a module count.
    """
    argument = node.args[0] if node.args else None
    if isinstance(argument, ast.JoinedStr):
        # f"duibiao.cli.{command}": the part before the brace tells the room, if it has a dot.
        first = argument.values[0] if argument.values else None
        text = first.value if isinstance(first, ast.Constant) else ""
        if text.startswith(".") or text.count(".") >= 2:
            yield Import(resolve(module, text.rstrip(".")), None, node.lineno)
        else:
            yield Import("?", None, node.lineno)
    elif isinstance(argument, ast.Constant) and not names_module(str(argument.value)):
        text = str(argument.value)
        yield Import(resolve(module, text) if text[:1] == "." else text, None, node.lineno)
    elif isinstance(argument, ast.BinOp):
        yield Import("?", None, node.lineno)
