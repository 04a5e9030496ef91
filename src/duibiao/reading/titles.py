"""A title as written (荣县县委书记) parted into body and post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .rules import rules

_COMMITTEE = re.compile(
    r"(?P<unit>.*?(?P<organ>(?:[省市县区州盟旗镇乡]|街道)委|党工委|工委))(?P<post>委员.*|[^委].*)"
)
_HEAD = re.compile(
    r"(?P<place>.*[省市县区州盟旗镇乡])(?P<post>(?:常务|代理|代|副)*[省市县区州旗镇乡]长)$"
)
# What somebody is beside the post: 市政协委员、某医院院长.
_HONOUR = re.compile(r"(?:人大代表|政协委员|党代表|劳模|劳动模范|企业代表|投资人|创始人)$")
_ORGAN = re.compile(r"党委|党工委")
_PLACE = re.compile(
    r"^(?:中共)?(?:[^、，]{2,3}省(?!委)|[^、，]{2,6}自治区(?!党?委))?(?P<place>[^、，]{1,7}?[省市县区州盟旗镇乡])"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title: as written, its body (`unit`), its post and the place it names."""

    words: str = ""
    unit: str = ""
    post: str = ""
    region: str = ""


def parse_title(words: str) -> Title:
    """Return the body and the post of a title.

    >>> parse_title("市经信局局长"), parse_title("市商务局党组书记、局长").post
    (Title(words='市经信局局长', unit='市经信局', post='局长', region=''), '党组书记、局长')
    >>> parse_title("荣县县委书记")
    Title(words='荣县县委书记', unit='荣县县委', post='县委书记', region='荣县')
    """
    words = words.strip()
    first, mark, others = words.partition("、")
    if others and _HONOUR.search(first):
        return parse_title(others)
    committee = _COMMITTEE.fullmatch(first)
    head = _HEAD.fullmatch(first)
    if committee and _post_pattern().fullmatch(committee["post"]):
        unit, post = committee["unit"], committee["organ"] + committee["post"]
    elif head:
        unit, post = head["place"], head["post"]
    else:
        found = _post_at_end().search(first)
        post = found[0] if found else first
        unit = first[: len(first) - len(post)]
        organ = _ORGAN.match(post)
        if organ and unit.endswith(("镇", "乡", "街道")):
            unit += organ[0]
    # 刚从外地回来的某区区长, 鑫达机械的车间主任
    unit = unit.strip(" 　的").rpartition("的")[2]
    return Title(words, unit, post + mark + others, _region(words))


def _region(words: str) -> str:
    place = _PLACE.match(words)
    return place["place"] if place and not place["place"].startswith(("全", "本")) else ""


def posts_pattern() -> str:
    """Return the pattern of one or more posts (党组书记、局长), to be put into others."""
    return rf"(?:{_post()}(?:[、兼](?:管委会)?{_post()})*)"


def title_pattern() -> str:
    """Return the pattern of a title: a body and its posts."""
    return rf"(?:{_BODY}{{0,24}}?{posts_pattern()}(?:、{_BODY}{{1,12}}?{posts_pattern()})?)"


def title_before(words: str, start: int, end: int) -> str:
    """Return the title whose posts stand at `start` to `end`, with the body before them."""
    body = _body_at_end().search(words, max(0, start - 24), start)
    first = body.start() if body else start
    # 市委常委、组织部部长: a post before the mark belongs to the same title.
    if words[first - 1 : first] == "、":
        other = _post_at_end().search(words, max(0, first - 13), first - 1)
        if other:
            return title_before(words, other.start(), end)
    return words[first:end]


_BODY = r"[^\s，。；：、“”（）《》！？]"


@lru_cache(maxsize=1)
def _body_at_end() -> re.Pattern[str]:
    return re.compile(rf"{_BODY}*$")


@lru_cache(maxsize=1)
def _post() -> str:
    words = rules("speakers")
    before = "|".join(sorted(words["before_post"], key=len, reverse=True))
    posts = "|".join(sorted(words["posts"], key=len, reverse=True))
    return rf"(?:(?:{before})*(?:{posts}))"


@lru_cache(maxsize=1)
def _post_pattern() -> re.Pattern[str]:
    return re.compile(_post())


@lru_cache(maxsize=1)
def _post_at_end() -> re.Pattern[str]:
    return re.compile(rf"{_post()}(?:兼{_post()})*$")
