"""duibiao 对标: who is ahead of a region, how far, how many years, and why.

>>> import duibiao
>>> panel = duibiao.load_sample()
>>> panel.regions.match("自贡").code
'510300'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

__version__ = "0.1.0"

_EXPORTS = {
    "Study": "_study",
    "StudySettings": "_study",
    "load_panel": "sources",
    "load_sample": "sources",
    "study": "_study",
    "write_brief": "briefs",
}

if TYPE_CHECKING:
    from ._study import Study as Study
    from ._study import StudySettings as StudySettings
    from ._study import study as study
    from .briefs import write_brief as write_brief
    from .sources import load_panel as load_panel
    from .sources import load_sample as load_sample

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted([*_EXPORTS, "__version__"])
