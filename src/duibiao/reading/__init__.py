"""Documents in: who speaks, which figures and commitments are said, each with its quote.

`read_document` takes a `Document` and returns a `Reading`; `open_document` makes a document of a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Passages": "passages",
    "plain": "script",
}

if TYPE_CHECKING:
    from .passages import Passages as Passages
    from .script import plain as plain

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
