"""The command line: one file a command; it calls the rooms and turns named errors into messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {"main": "entry"}

if TYPE_CHECKING:
    from .entry import main as main

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
