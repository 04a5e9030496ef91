"""Statistics in: tables and workbooks of offices, the checks they must pass, and the sample data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "CheckSettings": "checks",
    "Report": "checks",
    "check_observations": "checks",
    "is_missing": "numbers",
    "kind_title": "checks",
    "number_in": "numbers",
    "read_rows": "sheets",
    "report_html": "checks",
    "Table": "panels",
    "load_panel": "panels",
    "load_sample": "sample",
    "read_breaks": "definitions",
    "read_indicator_table": "composite_tables",
    "read_structure": "composite_tables",
    "read_table": "panels",
    "sample_with": "panels",
}

if TYPE_CHECKING:
    from .checks import CheckSettings as CheckSettings
    from .checks import Report as Report
    from .checks import check_observations as check_observations
    from .checks import kind_title as kind_title
    from .checks import report_html as report_html
    from .composite_tables import read_indicator_table as read_indicator_table
    from .composite_tables import read_structure as read_structure
    from .definitions import read_breaks as read_breaks
    from .numbers import is_missing as is_missing
    from .numbers import number_in as number_in
    from .panels import Table as Table
    from .panels import load_panel as load_panel
    from .panels import read_table as read_table
    from .panels import sample_with as sample_with
    from .sample import load_sample as load_sample
    from .sheets import read_rows as read_rows

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
