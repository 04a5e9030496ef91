"""Which stretches are told of a reference region, and which take one as their model."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.places import RegionName, known_regions, parents_of
from ..rules import rules
from . import kinds
from .segments import Segment
from .survey import Places, Survey, within

_FARTHEST_SUBJECT = 9
_NEAR = 3
_TOLD_BEFORE = 300


class References:
    """Where a document speaks of regions that are not home."""

    def __init__(self, survey: Survey, region: str) -> None:
        self._survey = survey
        self._for_province = region in rules("places")["provinces"]
        self._home = re.compile("|".join(filter(None, (_stem(region), _table()["home"]))))
        others = tuple(m for m in survey.regions if not m.own)
        self._mentions = Places(m for m in others if is_elsewhere(m.name, region))
        self._above = Places(m for m in others if _is_above(m.name, region))
        self._parts = Places(m for m in others if is_part(m.name, region))

    def subject(self, segment: Segment) -> str:
        """Return the reference region that a stretch is told of, or ""."""
        if self.learns_from(segment) or _asks().search(segment.words):
            return ""
        start = segment.start + kinds.frame_length(segment.words)
        actor = kinds.actor_length(segment.words)
        for mention in within(self._mentions, start, segment.end):
            if actor and mention.start - segment.start >= actor:
                break
            if _ROUTE.match(self._survey.passages.plain, mention.end):
                break  # 瑞丽至孟连高速要三季度开工
            before = self._survey.passages.plain[start : mention.start]
            ahead = before[kinds.mark_length(before) :]
            if len(ahead) <= _FARTHEST_SUBJECT and not (
                _towards().search(ahead) or kinds.has_deed(ahead)
            ):
                return self._words(mention)
            break
        return ""

    def is_above(self, segment: Segment) -> bool:
        """Whether a stretch says what the prefecture or province that home lies in is to do or has done."""
        plain = self._survey.passages.plain
        named = within(self._above, segment.start, segment.end)
        return any(_acts().match(plain, m.end, segment.end) for m in named)

    def named_in(self, start: int, end: int) -> str:
        """Return the reference region that words between two places name last, or ""."""
        found = within(self._mentions, start, end)
        return self._words(found[-1]) if found else ""

    def learns_from(self, segment: Segment) -> str:
        """Return the region that a stretch takes as its model (借鉴苏州经验), or ""."""
        if _same_way().search(segment.words):
            return self._told_before(segment)
        found = _model().search(segment.words)
        return self.model_in(segment.start + found.start(), segment.end) if found else ""

    def model_in(self, start: int, end: int) -> str:
        """Return the region that words between two places take as their model, or ""."""
        found = _model().search(self._survey.passages.plain, start, end)
        if not found:
            return ""
        for mention in within(self._mentions, found.start(), end):
            return self._words(mention)
        named = _named_model().search(self._survey.passages.plain, found.start(), end)
        if not named or _no_model().fullmatch(named["of"]):
            return ""
        place = next(filter(self._is_place, _beginnings(named["of"])), "")
        return place or (named["of"] if named["how"] else "")

    def _told_before(self, segment: Segment) -> str:
        """Return the region told of before, whose way a stretch says is to be taken (照这个路子走), or ""."""
        before = within(self._mentions, segment.start - _TOLD_BEFORE, segment.start)
        return self._words(before[-1]) if before else ""

    def _is_place(self, name: str) -> bool:
        """Whether a name is a place's: a table or its ending says so, or it stands behind a region's (深圳罗湖)."""
        if _is_known(name):
            return True
        plain = self._survey.passages.plain
        return any(plain.startswith(name, mention.end) for mention in self._mentions)

    def _words(self, mention: RegionName) -> str:
        """Return the name as written, with a park's or a zone's words behind it."""
        plain = self._survey.passages.plain
        park = _park().match(plain, mention.end)
        if park:
            return plain[mention.start : park.end()]
        inner = _inner().match(plain, mention.end)
        lower = next(filter(_is_known, _beginnings(inner[0])), "") if inner else ""
        of_province = lower and mention.name in rules("places")["provinces"]
        return plain[mention.end if of_province else mention.start : mention.end + len(lower)]

    def is_home(self, segment: Segment, *, higher: bool = False) -> bool:
        """Whether a stretch opens with words for home: 我市, 全市, the home region's name.

        `higher`: it opens with the province or its bodies, which are home where the document speaks for a province.
        """
        if higher and self._for_province:
            return _of_province().match(segment.words) is not None
        start = segment.start + kinds.mark_length(segment.words)
        parts = within(self._parts, start, start + _NEAR)
        return bool(parts) or bool(self._home.search(segment.words[:14]))


def _is_known(name: str) -> bool:
    """Whether a table or its ending says that a name is a place's."""
    known = any(name + end in known_regions() for end in "市县区州旗")
    return known or _place().fullmatch(name) is not None


def _beginnings(words: str) -> list[str]:
    """Return the beginnings of a name, the longest first, and its first two words at least."""
    return [words[:n] for n in range(len(words), 1, -1)]


@lru_cache(maxsize=1 << 12)
def is_elsewhere(name: str, home: str) -> bool:
    """Whether a region is neither home nor a part of it nor the province that home lies in.

    A county that no table knows is taken for a part of home; so is any where home is not known.

    >>> is_elsewhere("苏州市", "自贡市"), is_elsewhere("荣县", "自贡市"), is_elsewhere("四川省", "自贡市")
    (True, False, False)
    """
    if home and (_stem(name) in home or _stem(home) in name or _is_above(name, home)):
        return False
    if home and _is_above(home, name):
        return False
    above = parents_of(name)
    at_home = home and any(_stem(home) in region for region in above)
    return name in known_regions() and not (at_home if home else above)


@lru_cache(maxsize=1 << 12)
def is_part(name: str, home: str) -> bool:
    """Whether a region is home or a county that no table knows, which is taken for a part of home.

    >>> is_part("荣县", "自贡市"), is_part("四川省", "自贡市"), is_part("苏州市", "自贡市")
    (True, False, False)
    """
    return bool(home) and not (_is_above(name, home) or is_elsewhere(name, home))


@lru_cache(maxsize=1 << 12)
def _is_above(name: str, lower: str) -> bool:
    """Whether a region is the province or the prefecture that another lies in."""
    parents = parents_of(lower)
    return name != lower and (
        name in parents or any(name == _province(r) for r in (lower, *parents))
    )


@lru_cache(maxsize=64)
def _province(home: str) -> str:
    """Return the province that a region of the table lies in, or ""."""
    for province, prefectures in rules("places")["provinces"].items():
        if home.startswith(province) or any(home.startswith(p) for p in prefectures):
            return str(province)
    return ""


def _stem(name: str) -> str:
    return re.sub(r"(?:市|县|区|省|自治州|州|盟|旗)$", "", name) if len(name) > 2 else name


_ROUTE = re.compile("[至到—-]+[一-鿿]{2,4}(?:高速|铁路|公路|快速|高铁|城际|段)")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = rules("frames")["references"]
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
def _same_way() -> re.Pattern[str]:
    return re.compile(_table()["same_way"])


@lru_cache(maxsize=1)
def _place() -> re.Pattern[str]:
    return re.compile(f"{_table()['place']}|{_table()['countries']}")


@lru_cache(maxsize=1)
def _inner() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{2,4}?(?=[，。“”的]|经验|做法|模式|为师|$)")


@lru_cache(maxsize=1)
def _no_model() -> re.Pattern[str]:
    return re.compile(_table()["no_model"])


@lru_cache(maxsize=1)
def _towards() -> re.Pattern[str]:
    return re.compile(_table()["towards"])


@lru_cache(maxsize=1)
def _acts() -> re.Pattern[str]:
    return re.compile(_table()["above_acts"])


@lru_cache(maxsize=1)
def _of_province() -> re.Pattern[str]:
    return re.compile(_table()["of_province"])


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile(_table()["asks"])
