"""What a trip arranged, for the office to follow: events, partners, contacts, agreed cooperation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from duibiao.records import FollowUp, Statement

from .passages import Passages
from .rules import rules


def find_follow_ups(
    passages: Passages, statements: Sequence[Statement] = ()
) -> tuple[FollowUp, ...]:
    """Return what was arranged or met on the way, in the order of the text; each stretch once.

    What lies in a commitment among `statements` is still to come and left out, but for cooperation, which
    has a partner already.

    >>> from duibiao.records import Document
    >>> text = "图：甲市苏州招商引资推介会\\n加强与常州恐龙园集团在运营方面的务实合作。"
    >>> [(f.kind, f.name) for f in find_follow_ups(Passages(Document("a", text)))]
    [('event', '甲市苏州招商引资推介会'), ('cooperation', '与常州恐龙园集团在运营方面的务实合作')]
    """
    to_come = [s for s in statements if s.is_commitment]
    found: list[FollowUp] = []
    taken: set[int] = set()
    for pattern, row in _patterns():
        for m in pattern.finditer(passages.plain):
            start, end = m.span("name")
            quote = passages.document.quote(start, end)
            planned = row["kind"] != "cooperation" and any(s.quote.overlaps(quote) for s in to_come)
            if not planned and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append(FollowUp(row["kind"], quote, quote.text, (row["id"],)))
    return tuple(sorted(found, key=lambda f: f.quote.start))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    rows = rules("follow_ups")["follow_up"]
    return tuple((re.compile(row["pattern"], re.MULTILINE), row) for row in rows)
