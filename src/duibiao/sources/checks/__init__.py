"""The checks that figures must pass before a study: typed problems, none of them mended silently.

One file holds one family of rules; `settings` holds their thresholds with the reasons, `kinds` what each
problem is called and says.
"""

from __future__ import annotations

from .check import check_observations
from .kinds import kind_title
from .page import report_html
from .report import Count, Report
from .settings import CheckSettings

__all__ = ["CheckSettings", "Count", "Report", "check_observations", "kind_title", "report_html"]
