"""Of which region a number is: the document's own, one that the clause opens with, or a part named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..expressions.patterns import any_of
from ..expressions.places import RegionName, family_of, find_regions, known_regions
from ..passages import Paragraph
from ..rules import rules
from .bodies import bodies_named, goes_on_with
from .context import Now

_SHORT = re.compile(r"[市县区旗州盟]$")
_HEAD = re.compile(r"区?委(?:副?书记|常委)|(?:区|县|市|旗|州)?长|人民政府")
_AGAINST = re.compile(
    r"(?<![看想提谈说])到$|[为据进比居占较赴对向全超于与和、学习]$|高于|低于|借鉴"
)
_EVENT = re.compile(
    r"排?第[一二三四五六七八九十\d]|排名|前[一二三四五六七八九十\d]|的(?:[一二三四五六七八九十\d]|近|约)|首个|唯一|海关|统计局|调查队|(?:帮助?|支持|支援|援助)(?:了|我们)|[市县区]?(?:举行|举办|召开|设立|签|开展|组织|成功)"
)

_NAME_IN_QUOTES = 8
_AMONG = re.compile(r"[^，。；]{0,12}(?:中|里|当中)(?:排|居|列|位|名|相?比|看)")
_NEW_TIME = re.compile(r"；(?:20\d\d年|今年|去年)[^，]")
_THEIRS = ("人家", "他们")
_PRONOUN = re.compile(rf"(?:(?<=[，。；：“”？])|\A)(?:我们|咱们?|(?P<theirs>{'|'.join(_THEIRS)}))")
_OF_A_TURN = re.compile(r"[一-鿿·]{2,8}：")
# A line of its own that names what the lines below it tell of: 仁和区储能电站, 建设内容：….
_HEADS_PROJECT = re.compile(
    r"(?:[●■◆▲★]|\d{1,2}[.．、]|（\d{1,2}）)?\s*(?P<name>[^，。；：\s]{4,28})$"
)
_TELLS_OF_PROJECT = re.compile(
    r"\s*\n\s*(?:建设(?:内容|规模|地点|性质|进展|单位)|项目(?:概况|简介|内容|进展)|总投资|(?:形象|工程)?进[展度](?:情况)?|投资规模)[：:]"
)
_TELLS = re.compile("^.*(?:介绍|汇报|通报)了")

# Where the short name of a part of home may begin, and what makes another name of it.
_BEGINS = (
    r"(?:(?<=[，。；、：（）“”\s和与在对赴到由及省市州县区去今年中以使让是])|(?<=其中|包括)|\A)"
)
_NOT_A_NAME = (
    r"(?![江河湖港山军路桥站]|高速|铁路|公路|大道|机场|隧道|快线|大桥|水库|电站|镇|乡|街道)"
)


class Whereabouts:
    """Follow which region a document speaks of."""

    def __init__(
        self, plain: str, home: str, speaking: Sequence[tuple[int, int, str]] = ()
    ) -> None:
        self._plain = plain
        self._speaking = speaking
        self._bodies = {body for _, _, body in speaking} - known_regions()
        self.home = home
        self._family = {**_short_names(plain), **family_of(home)}
        self._sibling = re.compile(rf"{_BEGINS}(?:{any_of(self._family)}){_NOT_A_NAME}")
        parts = family_of(home)
        self._parts = () if home in parts else frozenset(parts.values())
        self._part = ""
        self._project = ""
        self._zones = _zones_named(plain)
        zone = re.search(rf"{any_of(rules('figures')['zones']['names'])}$", home)
        self._here = re.compile(rf"(?:(?<=[，。；：\s月年])|\A){zone[0]}") if zone else None

    def enter(self, paragraph: Paragraph, now: Now) -> None:
        """Set what a paragraph is about: home, or the project that it opens with."""
        now.region = now.base = self.home
        now.opening, now.body, now.speaking = paragraph.start, "", ""
        start, end = paragraph.start, paragraph.end
        project = _project().match(self._plain, start, end)
        headed = project and project["mark"] and project["mark"].startswith("【")
        alone = _HEADS_PROJECT.match(self._plain, start, end)
        if project and (project["listed"] or (headed and project.end() == end)):
            self._project = project["name"]
        elif alone and _TELLS_OF_PROJECT.match(self._plain, end):
            self._project = alone["name"]
        elif project and project.end() < end:
            now.region = now.base = _TELLS.sub("", project["name"])
            now.describes = now.of_project = True
            now.heading_end = project.end()
        elif re.match(r"[一二三四五六七八九十]+、|【", self._plain[start:end]):
            self._project = ""
        if self._project:
            now.region = now.base = self._project
            now.of_project = True
        opening = self._plain[start : start + 10].lstrip("（）一二三四五六七八九十、.0123456789 ")
        now.describes |= opening.startswith(tuple(rules("figures")["static"]["openings"]))
        if end - start <= 40:
            for r in find_regions(self._plain, start, end):
                # The head of a county speaks next: 全县 is not the document's.
                if not r.own and _HEAD.match(self._plain, r.end):
                    self._part = r.name

    def regions_of(self, start: int, end: int) -> tuple[RegionName, ...]:
        """Return the regions of a sentence, with 泰宁 for a home that is 泰宁县."""
        turn = _OF_A_TURN.match(self._plain, start, end)
        begin = turn.end() if turn else start
        found = [self._whole(r) for r in find_regions(self._plain, begin, end)]
        for name in {self.home, self._part}:
            short = _SHORT.sub("", name)
            at = self._plain.find(short, start, end) if len(short) > 1 else -1
            while at >= 0:
                stop = at + len(name if self._plain.startswith(name, at) else short)
                other = self._plain[stop : stop + 1] in tuple("港江湖河军")
                if not other and not any(r.start < stop and at < r.end for r in found):
                    found.append(self._whole(RegionName(at, stop, name)))
                at = self._plain.find(short, stop, end)
        for m in self._sibling.finditer(self._plain, start, end) if self._family else ():
            if not any(r.start < m.end() and m.start() < r.end for r in found):
                found.append(RegionName(*m.span(), self._family[m[0]]))
        for m in self._zones.finditer(self._plain, start, end) if self._zones else ():
            if not any(r.start < m.end() and m.start() < r.end for r in found):
                found.append(RegionName(*m.span(), m[0]))
        for m in self._here.finditer(self._plain, start, end) if self._here else ():
            found.append(RegionName(*m.span(), self.home))
        for m in _PRONOUN.finditer(self._plain, start, end):
            found.append(RegionName(*m.span(), m["theirs"] or "我们", own=True))
        for a, b in bodies_named(self._plain, start, end):
            found = [r for r in found if not (a < r.end and r.start < b)]
            found.append(RegionName(a, b, self._plain[a:b]))
            self._bodies.add(self._plain[a:b])
        return tuple(sorted(found, key=lambda r: r.start))

    def begin(self, now: Now) -> None:
        """Begin a sentence: neither a body nor one of several regions told of holds beyond its own."""
        if len(now.told) > 1:
            now.base = now.behind
        now.told, now.behind = set(), now.base
        now.region = now.base

    def _whole(self, region: RegionName) -> RegionName:
        """Return the zone, town or firm that opens with a region's name: 合肥高新区 is no 合肥市."""
        if region.own:
            return region
        firm = _firm().match(self._plain, region.end)
        m = firm or _zone().match(self._plain, region.end)
        if m is None:
            return region
        name = self._plain[region.start : m.end()]
        if firm:
            self._bodies.add(name)
        return RegionName(region.start, m.end(), name)

    def follow(self, start: int, end: int, now: Now) -> None:
        """Let the region that a clause opens with hold until another, or 我市, does."""
        if now.of_project:
            return
        self._listen(end, now)
        if goes_on_with(self._plain, start, end, now.body):
            now.region = now.body
        elif now.region == now.body and _NEW_TIME.search(self._plain, start, end):
            now.region = now.base
        for r in now.regions:
            if start <= r.start < end and not r.own and r.name != self.home:
                now.other = r.name
            if start <= r.start < end and self._opens(r):
                now.region = self.of(r, now)
                if r.name in self._bodies:
                    now.body = r.name
                    if r.name[-1] in "镇村":
                        now.host = r.name
                    continue
                now.base = now.region
                now.told.add(now.region)
                if not r.own and self.is_elsewhere(r.name) and r.start - now.opening < 12:
                    now.host = r.name

    def _listen(self, at: int, now: Now) -> None:
        """Let what is said for a body be of that body, until another speaks."""
        speaking = next((body for a, b, body in self._speaking if a <= at < b), "")
        speaking = "" if self.home.endswith(speaking) else speaking
        if speaking != now.speaking:
            now.speaking = speaking
            now.body = speaking or now.body
            now.region = now.base = now.behind = speaking or self.home

    def of(self, region: RegionName, now: Now) -> str:
        """Return the region that words mean: 全市 is home, or the city told of, 全县 the county whose head speaks."""
        if region.name in rules("places")["bodies"]["kinds"]:
            return now.region
        if not region.own:
            # 合作区 in a paper of 横琴粤澳深度合作区 is that one.
            return self.home if self.home.endswith(region.name) else region.name
        if region.name in _THEIRS:
            return now.other or now.region
        if now.speaking and (region.name == "我们" or region.name[-1] == now.speaking[-1]):
            return now.speaking
        if now.host[-1:] == region.name[-1:] and region.name[0] in "全该":
            return now.host
        kind, home = region.name[-1], self.home[-1:]
        if kind == home or region.name[0] == "我" or not self.home:
            return self.home
        if kind in "县区旗" and self._part[-1:] == kind and home not in "县区旗":
            return self._part
        return region.name if kind == "省" else self.home

    def is_elsewhere(self, region: str) -> bool:
        """Whether a region is one that the document's own period says nothing of."""
        if region == self.home:
            return False
        named = find_regions(region)
        if named and named[0].start == 0 and _zone().match(region, named[0].end):
            region = named[0].name  # of 合肥高新区 as little is known as of 合肥市
        return region != self.home and region not in self._parts and region in known_regions()

    def _opens(self, r: RegionName) -> bool:
        before = self._plain[max(0, r.start - 4) : r.start]
        if before.endswith("“") and 0 < self._plain.find("”", r.end) - r.end < _NAME_IN_QUOTES:
            return False  # “义乌好货”选品中心
        if before.endswith("（") and self._plain.startswith("）", r.end):
            return False  # 曲靖（宁波）招商推介会
        among = _AMONG.match(self._plain, r.end)
        if before.endswith("在") and (r.own or among):
            return False  # 在全省开发区中的位次, 在清远8个县中 says among whom
        if r.name in self._bodies and before.endswith("在"):
            return True
        return not _AGAINST.search(before) and not _EVENT.match(self._plain, r.end)


@lru_cache(maxsize=1)
def _zone() -> re.Pattern[str]:
    zones = any_of(rules("figures")["zones"]["names"])
    return re.compile(rf"{zones}(?:（[一-鿿]{{2,4}}）)?|{_TOWN}")


@lru_cache(maxsize=1)
def _firm() -> re.Pattern[str]:
    """Return the pattern of a firm's name behind that of its region: 湖南鸿健生物, 浙江恒远医药科技有限公司."""
    table = rules("places")["bodies"]
    zones = any_of(rules("figures")["zones"]["names"])
    name = rf"(?:(?!{zones}|[{table['never_in']}])[一-鿿])"
    not_first = any_of((*rules("figures")["carriers"]["of_many"], *table["of_trades"]))
    stops = rf"[，。、的]|{any_of((*table['times'], *table['earns']))}|前\d"
    return re.compile(
        rf"(?!{not_first}){name}{{2,12}}?(?:有限责任公司|有限公司|公司|集团)(?!们|数|[一二三四五六七八九十\d])"
        rf"|(?!{not_first}){name}{{2,3}}(?:{any_of(table['firm_ends'])})(?={stops})"
    )


_AFTER_FIRM = ("一家", "总经理", "董事长", "厂长", "副总", "前", "公司")
# A town behind the name of its county: 中山市古镇镇.
_TOWN = (
    r"(?!城镇|乡镇|[古小集]镇(?!镇)|[各全特重名强所千百两三四五六七八九十多几等的])"
    r"[㐀-鿿]{1,3}?(?:镇(?![镇村街域级长])|街道(?!办)|(?<!家)乡(?![镇村土音情愁亲贤级]))"
)


def _short_names(plain: str) -> dict[str, str]:
    """Return the counties that a text names in full, by the short names that it may go on with: 上虞 for 上虞区.

    >>> _short_names("到上虞区学习。上虞数字改造从小企业做起")
    {'上虞': '上虞区'}
    """
    only_long, known, names = rules("places")["only_long"], known_regions(), dict[str, str]()
    for end in (m.end() for m in _COUNTY_END.finditer(plain)):
        for length in range(_LONGEST_COUNTY, 2, -1):
            name = plain[max(0, end - length) : end]
            if name in known:
                if name[:-1] not in only_long:
                    names[name[:-1]] = name
                break
    return names


_COUNTY_END = re.compile("(?<=[一-鿿]{2})[县区市旗]")
_LONGEST_COUNTY = 6


def _zones_named(plain: str) -> re.Pattern[str] | None:
    """Return a pattern for the zones that a text names more than once by a name without a region's."""
    table = rules("figures")["zones"]
    opening = rf"(?:(?<=[，。；：“\s而])|\A)(?!{any_of(table['not_before'])})"
    named = re.compile(rf"{opening}([一-鿿]{{2,4}}?(?:{any_of(table['names'])}))(?=[一-鿿])")
    names = {m[1] for m in named.finditer(plain)}
    names = {n for n in names if plain.count(n) > 1 and not find_regions(n)}
    begins = r"(?:(?<=[，。；：“\s而由])|\A)"
    return re.compile(rf"{begins}{any_of(names)}") if names else None


@lru_cache(maxsize=1)
def _project() -> re.Pattern[str]:
    ends = any_of(rules("figures")["project"]["ends"])
    not_first = any_of(rules("figures")["project"]["not_first"])
    mark = r"——|(?:[一二三四五六七八九十]+|\d{1,2})[、.．]|（[一二三四五六七八九十\d]+）|[●■◆▲★○◇□△▶►※·]|【项目[一二三四五六七八九十\d]+】"
    return re.compile(
        rf"(?!(?:{mark})?\s*{not_first})(?P<mark>{mark})?\s*(?P<listed>项目名称：)?(?P<name>[^，。；：\s]{{3,28}}?"
        rf"(?(listed)|(?:{ends})(?:[一二三]期|（[一二三四]期）)?))(?P<place>（[^（）]{{2,8}}）)?(?=[：。]|$)"
    )
