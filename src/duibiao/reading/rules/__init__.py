"""The words and rules of reading, as tables that a domain expert can read and extend."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=32)
def rules(name: str) -> dict[str, Any]:
    """Return the table NAME.toml of this folder."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
