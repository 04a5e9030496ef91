"""What a rule's name means, in words, for whoever asks why something was read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from duibiao.records import Note

from .rules import rules


def explain_rule(rule: str) -> Note | None:
    """Return what a rule means, or its family where the table has only that; None where nothing is written of it.

    >>> explain_rule("corrected").en
    'corrected by a person in the ledger'
    """
    notes, name = _notes(), rule
    while name and name not in notes:
        name = name.rpartition(".")[0]
    return notes.get(name)


@cache
def _notes() -> dict[str, Note]:
    """The notes of all tables of rules."""
    names = sorted(f.name for f in files("duibiao.reading.rules").iterdir())
    tables = (rules(n.removesuffix(".toml")) for n in names if n.endswith(".toml"))
    return dict(pair for table in tables for pair in _in(table))


def _in(value: Any) -> Iterator[tuple[str, Note]]:
    if isinstance(value, list):
        for item in value:
            yield from _in(item)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str) and isinstance(value.get("note"), str):
            yield value["id"], Note(value["note"], value.get("note_en") or value["note"])
        for item in value.values():
            yield from _in(item)
