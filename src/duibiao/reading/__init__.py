"""Documents in: who speaks, which figures and commitments are said, each with its quote.

`read_document` takes a `Document` and returns a `Reading`; `open_document` makes a document of a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duibiao._lazy import attach

_EXPORTS = {
    "Corrected": "ledgers.corrections",
    "apply_corrections": "ledgers.corrections",
    "explain_rule": "explanations",
    "Ledger": "ledgers.files",
    "read_ledger": "ledgers.files",
    "OBSERVATION_COLUMNS": "observations",
    "Observations": "observations",
    "as_observations": "observations",
    "region_called": "home",
    "Unopened": "opening.files",
    "open_document": "opening.files",
    "open_documents": "opening.files",
    "Passages": "passages",
    "ReadSettings": "read",
    "read_document": "read",
    "plain": "script",
}

if TYPE_CHECKING:
    from .explanations import explain_rule as explain_rule
    from .home import region_called as region_called
    from .ledgers.corrections import Corrected as Corrected
    from .ledgers.corrections import apply_corrections as apply_corrections
    from .ledgers.files import Ledger as Ledger
    from .ledgers.files import read_ledger as read_ledger
    from .observations import OBSERVATION_COLUMNS as OBSERVATION_COLUMNS
    from .observations import Observations as Observations
    from .observations import as_observations as as_observations
    from .opening.files import Unopened as Unopened
    from .opening.files import open_document as open_document
    from .opening.files import open_documents as open_documents
    from .passages import Passages as Passages
    from .read import ReadSettings as ReadSettings
    from .read import read_document as read_document
    from .script import plain as plain

__getattr__ = attach(__name__, _EXPORTS)
__all__ = sorted(_EXPORTS)
