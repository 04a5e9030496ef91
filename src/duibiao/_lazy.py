"""Rooms export their public names lazily, so that `import duibiao` stays quick."""

from __future__ import annotations

import importlib
import sys
from typing import Any


def attach(package: str, exports: dict[str, str]) -> Any:
    """Return a module `__getattr__` that loads each name from its submodule on first use.

    `exports` maps a public name to the submodule of `package` that defines it.

    >>> getter = attach("duibiao.records", {"Unit": "units"})
    >>> getter("Unit").__name__
    'Unit'
    """

    def load(name: str) -> Any:
        if name not in exports:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{package}.{exports[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
