"""对标: who to learn from and where a region stands: comparison, peers, role models, standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Pace": "pace",
    "PaceSettings": "pace",
    "recent_pace": "pace",
}

if TYPE_CHECKING:
    from .pace import Pace as Pace
    from .pace import PaceSettings as PaceSettings
    from .pace import recent_pace as recent_pace

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
