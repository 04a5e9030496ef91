"""对标: who to learn from and where a region stands: comparison, peers, role models, standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "METRICS": "distances",
    "Metric": "distances",
    "Pace": "pace",
    "PaceSettings": "pace",
    "Peer": "peers",
    "PeerList": "peers",
    "PeerSettings": "peers",
    "Peers": "peers",
    "StructureVariable": "peers",
    "find_peers": "peers",
    "recent_pace": "pace",
}

if TYPE_CHECKING:
    from .distances import METRICS as METRICS
    from .distances import Metric as Metric
    from .pace import Pace as Pace
    from .pace import PaceSettings as PaceSettings
    from .pace import recent_pace as recent_pace
    from .peers import Peer as Peer
    from .peers import PeerList as PeerList
    from .peers import Peers as Peers
    from .peers import PeerSettings as PeerSettings
    from .peers import StructureVariable as StructureVariable
    from .peers import find_peers as find_peers

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
