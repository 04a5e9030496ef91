"""A target in the making."""

from __future__ import annotations

from dataclasses import dataclass

from duibiao.records import Target


@dataclass(frozen=True, slots=True)
class End:
    """A target in the making: where it stands, and what is known so far.

    `turn` and `verb` are of the words before its number; `named` says that it has an indicator of its own;
    `dated` is where its own year stands.
    """

    start: int
    end: int
    name: str
    target: Target
    turn: str = ""
    verb: str = ""
    named: bool = True
    dated: tuple[int, int] | None = None
