"""Which region a document speaks for, where it says so: “the city” in it means that one."""

from __future__ import annotations

import re

from duibiao.records import Document, Note, Speaker

from .expressions.places import find_regions, known_regions
from .figures.bodies import body_of
from .script import plain

_HEAD = 600
_PROVINCE = re.compile(r"省$|自治区$")
# 赴苏州考察, 对标昆山: a place to go to or to learn from is not the document's own.
_ELSEWHERE = re.compile(r"(?:[赴到往从向与和跟访、]|对[标比接照]|学习|借鉴|比较|考察)$")
_ZONE = re.compile(
    r"(?:国家级)?(?:经济技术|经济|高新技术产业|高新|新)(?:开发)?区|(?:经开|高新|开发)区"
)
_MEETING = re.compile(
    r"在(?P<words>[^\n，。；]{2,30}(?:大会|会议|全会|座谈会|动员会)[^\n，。；]{0,12}上)"
)
_SPEAKERS = "讲话人的单位"
_GOVERNED = ("开发区", "高新区", "经开区", "新区", "合作区", "试验区", "镇", "乡", "街道", "村")
_OWN = re.compile(r"全[市县区盟州旗]|我[市县区盟州旗]")


def home_of(document: Document, speakers: tuple[Speaker, ...] = ()) -> tuple[str, tuple[Note, ...]]:
    """Return the region that a document speaks for, with a note that says so; "" where it does not say.

    Asked are the title, the meeting that a report was given to, the publisher, and the body of a
    document's only speaker, in this order. Where “the city” is named and nobody says which, the note says that.

    >>> home_of(Document("a", "乐山市2020年统计公报", title="乐山市2020年统计公报"))[0]
    '乐山市'
    >>> home_of(Document("a", "我市情况如下。", title="关于赴苏州市学习考察的报告"))[0]
    ''
    """
    bodies = {s.unit for s in speakers}
    meeting = _MEETING.search(plain(document.text[:_HEAD]))
    sources = (
        ("标题", "the title", document.title),
        ("会议名称", "the name of the meeting", meeting["words"] if meeting else ""),
        ("发布单位", "the publisher", document.publisher),
        (_SPEAKERS, "the speaker's body", bodies.pop() if len(bodies) == 1 else ""),
    )
    for zh, en, words in sources:
        region = _opening(plain(words)) or (_own_body(words) if zh == _SPEAKERS else "")
        if region:
            return region, (
                Note(
                    zh=f"没有给出地区，按{zh}当作{region}。",
                    en=f"No region was given; by {en} it is taken to be {region}.",
                ),
            )
    own = _OWN.search(plain(document.text))
    if not own:
        return "", ()
    return "", (
        Note(
            zh=f"没有给出地区，文中也没有写明“{own[0]}”指哪里，数字的地区留空。可用 --region 写上。",
            en=f"No region was given, and the text does not say which one “{own[0]}” means: figures are left without a region. Name it with --region.",
        ),
    )


def _own_body(unit: str) -> str:
    """The zone or town that the body of a document's only speaker governs: 襄北经济技术开发区党工委."""
    body = body_of(plain(unit))
    return body if body.endswith(_GOVERNED) else ""


def region_called(written: str) -> str:
    """Return the long name of a region that somebody gives by name, "" where it is in no table of places.

    >>> region_called("乐山"), region_called("佛山市南海区"), region_called("上饶经开区"), region_called("火星市")
    ('乐山市', '佛山市南海区', '上饶经开区', '')
    """
    words = plain(written.strip())
    found = find_regions(words)
    if not any(region.name in known_regions() for region in found):
        return ""
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(words))
    short = whole and not words.endswith(tuple("省市县区旗州盟"))
    return found[0].name if short else words


def _opening(words: str) -> str:
    """The first region of some words that is no place elsewhere and no province, or the zone that it names."""
    words = words.replace("中共", "")
    for region in find_regions(words):
        known = region.start == 0 or region.name in known_regions()
        if region.own or not known or _PROVINCE.search(region.name):
            continue
        if region.name[0] == "赴" or _ELSEWHERE.search(words[: region.start]):
            return ""
        zone = _ZONE.match(words, region.end)
        return words[region.start : zone.end()] if zone else region.name
    return ""
