"""目标: what others did from here, how fast, and with what odds.

`histories` makes an indicator fit for growth: constant prices, breaks obeyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Histories": "series",
    "Scale": "series",
    "histories": "series",
}

if TYPE_CHECKING:
    from .series import Histories as Histories
    from .series import Scale as Scale
    from .series import histories as histories

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
