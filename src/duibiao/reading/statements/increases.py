"""An increase and the level that it leads to are one target: 增加13个，达到55个 starts from 42."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from duibiao.records import Firmness

from ..expressions.patterns import any_of
from ..rules import rules
from .end import End
from .kinds import is_state_of_all

Due = tuple[End, str, Firmness, str]
"""An end with its deadline, its firmness and its nature."""


def join_levels(ends: list[Due]) -> list[Due]:
    """Return the ends, each increase joined to its level, and what becomes of all things counted to the count."""
    done: list[Due] = []
    for end, due, firm, nature in ends:
        last = done[-1][0] if done else None
        if last is not None and _is_all(last, end):
            whole = replace(last, end=end.end)
            done[-1] = (whole, due or done[-1][1], firm, nature or done[-1][3])
            continue
        if last is not None and not end.named:
            joined = _joined(last, end)
            if joined is not None:
                done[-1] = (joined, due or done[-1][1], done[-1][2], nature or done[-1][3])
                continue
        done.append((end, due, firm, nature))
    return done


def _is_all(counted: End, state: End) -> bool:
    """Whether a state is that of all the things counted before it (28个项目，11月底前全部开工)."""
    return (
        state.turn == "state"
        and counted.turn != "state"
        and counted.target.value is not None
        and "全部" in state.target.quote.text
        and (state.name in ("", counted.name) or is_state_of_all(state.target.quote.text))
    )


def _joined(first: End, second: End) -> End | None:
    for change, level in ((first, second), (second, first)):
        by, to = change.target, level.target
        if by.value is None or to.value is None or not _leads_to(change, level):
            continue
        increase = -by.value if change.turn == "fall" and by.value > 0 else by.value
        share = first.name.endswith("占比")
        target = replace(
            to,
            indicator=first.name,
            name=first.name,
            increase=increase,
            baseline=round(to.value - increase, 6),
            relative_to="",
            measure="share" if share else to.measure,
        )
        return replace(first, end=second.end, target=target, turn="level")
    return None


def _leads_to(change: End, level: End) -> bool:
    """Whether one is an increase and the other a level, in units that fit (points lead to percent)."""
    by, to = change.target, level.target
    rises = by.measure == "change" or bool(_rises().match(change.verb))
    reached = to.measure in ("level", "share") and level.turn not in ("rise", "fall", "difference")
    fits = by.unit == to.unit or (by.unit == "个百分点" and to.unit == "%")
    return rises and reached and fits


@lru_cache(maxsize=1)
def _rises() -> re.Pattern[str]:
    return re.compile(any_of(rules("targets")["verbs"]["added"]))
