"""Statistics in: tables and workbooks of offices, the checks they must pass, and the sample data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {"load_sample": "sample"}

if TYPE_CHECKING:
    from .sample import load_sample as load_sample

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
