"""Statistics in: tables and workbooks of offices, the checks they must pass, and the sample data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Table": "panels",
    "load_panel": "panels",
    "load_sample": "sample",
    "read_table": "panels",
}

if TYPE_CHECKING:
    from .panels import Table as Table
    from .panels import load_panel as load_panel
    from .panels import read_table as read_table
    from .sample import load_sample as load_sample

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
