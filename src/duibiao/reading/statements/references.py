"""Which stretches are told of a reference region, and which take one as their model."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.places import RegionName, known_regions
from ..rules import rules
from . import kinds
from .segments import Segment
from .survey import Survey, within

_FARTHEST_SUBJECT = 9


class References:
    """Where a document speaks of regions that are not home."""

    def __init__(self, survey: Survey, region: str) -> None:
        self._survey = survey
        self._home = re.compile("|".join(filter(None, (_stem(region), _table()["home"]))))
        self._mentions = tuple(
            m for m in survey.regions if not m.own and is_elsewhere(m.name, region)
        )

    def subject(self, segment: Segment) -> str:
        """Return the reference region that a stretch is told of, or ""."""
        if self.learns_from(segment) or _asks().search(segment.words):
            return ""
        start = segment.start + kinds.frame_length(segment.words)
        actor = kinds.actor_length(segment.words)
        for mention in within(self._mentions, start, segment.end):
            if actor and mention.start - segment.start >= actor:
                break
            before = self._survey.passages.plain[start : mention.start]
            ahead = before[kinds.mark_length(before) :]
            if len(ahead) <= _FARTHEST_SUBJECT and not (
                _towards().search(ahead) or kinds.has_deed(ahead)
            ):
                return self._words(mention)
            break
        return ""

    def learns_from(self, segment: Segment) -> str:
        """Return the region that a stretch takes as its model (借鉴苏州经验), or ""."""
        found = _model().search(segment.words)
        if not found:
            return ""
        for mention in within(self._mentions, segment.start, segment.end):
            if mention.start - segment.start >= found.start():
                return self._words(mention)
        named = _named_model().search(segment.words)
        return named["of"] if named and not _no_model().fullmatch(named["of"]) else ""

    def _words(self, mention: RegionName) -> str:
        """Return the name as written, with a park's or a zone's words behind it."""
        plain = self._survey.passages.plain
        park = _park().match(plain, mention.end)
        return plain[mention.start : park.end() if park else mention.end]

    def is_home(self, segment: Segment) -> bool:
        """Whether a stretch opens with words for home: 我市, 全市, the home region's name."""
        found = self._home.search(segment.words[:14])
        return bool(found)


def is_elsewhere(name: str, home: str) -> bool:
    """Whether a region is neither home nor a part of it nor the province that home lies in.

    A county that no table knows is taken for a part of home.

    >>> is_elsewhere("苏州市", "自贡市"), is_elsewhere("荣县", "自贡市"), is_elsewhere("四川省", "自贡市")
    (True, False, False)
    """
    if home and (_stem(name) in home or _stem(home) in name or name == _province(home)):
        return False
    return name in known_regions()


@lru_cache(maxsize=64)
def _province(home: str) -> str:
    """Return the province that a region of the table lies in, or ""."""
    for province, prefectures in rules("places")["provinces"].items():
        if home.startswith(province) or any(home.startswith(p) for p in prefectures):
            return str(province)
    return ""


def _stem(name: str) -> str:
    return re.sub(r"(?:市|县|区|省|自治州|州|盟|旗)$", "", name) if len(name) > 2 else name


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = rules("kinds")["references"]
    return table


@lru_cache(maxsize=1)
def _park() -> re.Pattern[str]:
    return re.compile(_table()["park"])


@lru_cache(maxsize=1)
def _model() -> re.Pattern[str]:
    return re.compile(_table()["model"])


@lru_cache(maxsize=1)
def _named_model() -> re.Pattern[str]:
    return re.compile(_table()["named_model"])


@lru_cache(maxsize=1)
def _no_model() -> re.Pattern[str]:
    return re.compile(_table()["no_model"])


@lru_cache(maxsize=1)
def _towards() -> re.Pattern[str]:
    return re.compile(_table()["towards"])


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile(_table()["asks"])
