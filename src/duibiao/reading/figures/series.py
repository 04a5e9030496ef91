"""Numbers that stand together: lists (分别增长1%和2%), ratios (14.5:41.1:44.4), second standards."""

from __future__ import annotations

import re
from dataclasses import replace

from ..expressions.names import usual_name
from ..expressions.places import RegionName
from ..expressions.quantities import Quantity, Ratio
from ..rules import rules
from .context import Now, Spot, Subject, clause_start
from .groups import Token, is_rank
from .measures import Predicate, predicate
from .names import members
from .phrases import Phrase, phrase_before
from .record import Record


def add_further(record: Record, spot: Spot, now: Now) -> bool:
    """Read the second standard of a difference: 高于全国2.2个百分点、全省0.5个百分点."""
    last = record.found[-1] if record.found else None
    among = _FURTHER_RANK.fullmatch(record.plain, spot.at, spot.q.start)
    if last and among and last.measure == "rank" and is_rank(record.plain, spot.q):
        nothing = Phrase(spot.q.start, spot.q.start, "", "")
        said = Predicate("rank", 0, "figure.rank.further", against=among[1])
        record.add(replace(spot, said_at=among.start(1)), said, nothing, now)
        return True
    m = _FURTHER.fullmatch(record.plain, spot.at, spot.q.start)
    if m is None or last is None or last.measure != "difference" or last.unit != spot.unit:
        return False
    sign = -1 if last.value < 0 else 1
    said = Predicate("difference", 0, "figure.difference.further", sign, m[1])
    nothing = Phrase(spot.q.start, spot.q.start, "", "")
    record.add(replace(spot, said_at=m.start(1)), said, nothing, now)
    return True


def add_in_brackets(record: Record, spot: Spot, now: Now) -> bool:
    """Read a number in brackets behind a region: 投资完成率排名前三的是蒙城县（31.8%）、谯城区（28.5%）."""
    plain, q = record.plain, spot.q
    if plain[q.start - 1] != "（" or plain[q.end : q.end + 1] != "）":
        return False
    stop = q.start - 1
    m = _LISTED.search(plain, max(spot.at, stop - 20), stop)
    begins = m.start("of") if m else spot.at
    where = next(
        (r for r in now.regions if r.end == stop and begins <= r.start and not r.own), None
    )
    if where is None and m:
        where = RegionName(*m.span("of"), m["of"])
    if where is None:
        return False
    head = _HEADING_LIST.search(plain, spot.at, where.start)
    if head:
        named = phrase_before(plain, spot.at, head.start("how"), now.times, now.regions)
        record.naming.note(spot.at, head.end())
        now.subject = Subject(usual_name(named.full), named.name, named.full)
    if not now.subject.name:
        return False
    nothing = Phrase(where.start, where.start, "", "", region=where)
    said = Predicate("growth" if head and "增" in head["how"] else "level", 0, "figure.in-brackets")
    if not head and now.subject.measure:
        said = replace(said, measure=now.subject.measure)  # type: ignore[arg-type]
    record.add(replace(spot, at=q.start, said_at=q.start), said, nothing, now)
    return True


def add_list(record: Record, group: list[Token], spot: Spot, said: Predicate, now: Now) -> None:
    """Read numbers of one list: of several regions, of several indicators, or against several standards."""
    phrase = phrase_before(record.plain, spot.at, spot.said_at, now.times, now.regions)
    of_regions = _regions_listed(record.plain, spot.at, phrase, now) if phrase else ()
    if phrase.region and "、" in phrase.region.name:  # 晶珠广场、中联百货销售额分别为
        at = phrase.region.start
        of_regions = tuple(RegionName(at, at, of) for of in phrase.region.name.split("、"))
    asked = _ASKED_FOR.search(record.plain, now.start, group[0].start)
    if not asked and (not phrase or len(of_regions) != len(group)):
        rows = [_by_short_names(phrase.full, now.row)]
        named = "" if rows[0] else _ROW_OF_KINDS.sub("", _NAMED_ROW.sub("", phrase.full))
        rows += _rows_of_bodies(record.plain, now, spot.said_at)
        of_regions = next((row for row in rows if len(row) == len(group)), of_regions)
        phrase = replace(
            phrase, full=named, name=named, deed="" if named != phrase.full else phrase.deed
        )
        over = _OVER.search(record.plain, spot.at, group[0].start)
        if over and not phrase and of_regions:  # 新增投资超5亿元的有A市和B区，分别为
            phrase = phrase_before(record.plain, spot.at, over.start(), now.times, now.regions)
    parts = members(phrase.full, len(group)) if phrase else ()
    if not of_regions and len(parts) != len(group):
        of_regions = now.row  # …，同比分别增长: of the regions before
    if len(of_regions) == len(group):
        now.row = of_regions
        for token, where in zip(group, of_regions, strict=True):
            if isinstance(token, Quantity):
                at_own = replace(spot, q=token, unit=token.unit, first=group[0].start)
                one_of = replace(phrase, region=where)
                record.add(at_own, said, one_of, now, listed=True)
        return
    standards = [s for s in re.split("[、和及]", said.against) if s]
    if said.measure == "difference" and len(standards) == len(group):
        for token, standard in zip(group, standards, strict=True):
            if isinstance(token, Quantity):
                one = replace(said, against=standard)
                at_own = replace(spot, q=token, unit=token.unit)
                record.add(at_own, one, phrase, now, listed=True)
        return
    names = parts if phrase else now.subject.group
    generic = rules("figures")["phrase"]["generic"]
    if len(names) == len(group) and now.subject.name and all(n in generic for n in names):
        names, phrase = (now.subject.name,) * len(group), Phrase(spot.at, spot.at, "", "")
    if not phrase and len(names) != len(group):
        of_growth = said.measure == "difference" and len(now.grown) >= len(group)
        names = tuple((now.grown if of_growth else now.recent)[-len(group) :])
    if said.measure == "contribution":
        names = tuple(n.removesuffix("占比") for n in names)
    if len(names) != len(group):
        names = _members_before(record.plain, now, group, phrase)
    if len(names) != len(group):
        now.recent = []
        return
    for token, name in zip(group, names, strict=True):
        if not isinstance(token, Quantity):
            continue
        own = predicate(record.plain[max(0, token.start - 4) : token.start], token.unit)
        one = said
        if token is not group[0] and own.measure in ("growth", "change"):
            one = replace(said, sign=own.sign, measure=own.measure)
        part = Phrase(phrase.start, phrase.start, name, name, region=phrase.region)
        one_spot = replace(spot, q=token, unit=token.unit, first=group[0].start)
        record.add(one_spot, one, part, now, listed=True)
    now.subject.group = names


def _members_before(plain: str, now: Now, group: list[Token], phrase: Phrase) -> tuple[str, ...]:
    """Return the things that a clause before lists and counts: 用工、融资、用地三类问题最集中，分别有162件…"""
    for m in reversed(list(_COUNTED_LIST.finditer(plain, now.start, group[0].start))):
        names = re.split("[、和与]", m["names"])
        if len(names) == len(group):
            return tuple(f"{name}{phrase.full}" for name in names)
    return ()


_COUNTED_LIST = re.compile(
    "(?:(?<=[，。；：\\s])|\\A)(?P<names>[一-鿿]{2,8}(?:、[一-鿿]{2,8})+(?:[和与][一-鿿]{2,8})?)[两三四五六七八](?:[类个项家]|大)"
)


def _rows_of_bodies(plain: str, now: Now, end: int) -> list[tuple[RegionName, ...]]:
    """Return the rows of regions, or of parts by their names, that stand before in the sentence, the last first.

    章贡区、南康区居前二，分别完成51% and 昌北、永修两个组团分别完成投资.
    """
    rows: list[tuple[RegionName, ...]] = []
    row: list[RegionName] = []
    for r in now.regions:
        if r.own or not now.start <= r.start < end:
            continue
        if row and plain[row[-1].end : r.start] not in ("、", "和", "与"):
            rows.insert(0, tuple(row))
            row = []
        row.append(r)
    rows.insert(0, tuple(row))
    for m in _NAMED_ROW.finditer(plain, now.start, end):
        names = re.split("[、和]", m["names"])
        rows.insert(0, tuple(RegionName(*m.span(), f"{n}{m['kind']}") for n in names))
    for m in _ROW_OF_KINDS.finditer(plain, now.start, end):
        names = re.split("、|(?<=[道镇乡村市县区园城])[和与]", _AHEAD_OF_ROW.sub("", m["names"]))
        rows.append(tuple(RegionName(*m.span(), n) for n in names))
    return rows


def _by_short_names(words: str, row: tuple[RegionName, ...]) -> tuple[RegionName, ...]:
    """Return those of a row that words name short: 荷城、明城 after 荷城街道、杨和镇、明城镇."""
    names = re.split("[、和与]", words) if row else []
    of = [next((r for r in row if n and r.name.startswith(n)), None) for n in names]
    return tuple(r for r in of if r) if all(of) else ()


def _regions_listed(plain: str, at: int, phrase: Phrase, now: Now) -> tuple[RegionName, ...]:
    """Return the regions that stand in a row right before a phrase: 阆中市、西充县投资完成率分别为."""
    row: list[RegionName] = []
    stop = phrase.region.end if phrase.region else phrase.start
    for r in reversed(now.regions):
        if r.own or not at <= r.start < stop or plain[r.end : stop] not in ("", "、", "和", "的"):
            continue
        row.insert(0, r)
        stop = r.start
    return tuple(row)


def head_of_list(plain: str, at: int, end: int) -> re.Match[str] | None:
    """Return the words that a list of regions opens with, without their numbers: 居前三位的是, 排名靠前的有."""
    return _HEAD_OF_LIST.search(plain, at, end)


def add_ratio(record: Record, ratio: Ratio, at: int, now: Now) -> None:
    """Read numbers set against each other: three shares, or a ratio to one."""
    floor = clause_start(record.plain, at, ratio.start)
    said = predicate(record.plain[floor : ratio.start], "")
    said_at = floor + said.start
    record.where.follow(at, said_at, now)
    phrase = phrase_before(record.plain, at, said_at, now.times, now.regions)
    table = rules("figures")["sectors"]
    text, names = record.plain[at : ratio.start], tuple(table["names"])
    listed = _LIST_OF_PARTS.search(text)
    if listed or (now.subject.group and all(n.endswith("占比") for n in now.subject.group)):
        parts = re.split("[、和与]", listed["parts"]) if listed else ()
        names = tuple(f"{p}占比" for p in parts) or now.subject.group
    if len(ratio.values) == len(names) > 2 and (
        listed or any(w in text for w in table["words"]) or now.subject.group == names
    ):
        share = replace(said, measure="share", sign=1, rule="figure.share.ratio")
        for place, value, name in zip(ratio.places, ratio.values, names, strict=True):
            q = Quantity(*place, place, value, "%")
            part = Phrase(phrase.start, phrase.start, name, name, region=phrase.region)
            record.add(Spot(q, "%", at, said_at, ratio.start), share, part, now, listed=True)
        now.subject.group = names
    elif len(ratio.values) == 2 and ratio.values[1] == 1:
        q = Quantity(ratio.start, ratio.end, ratio.places[0], ratio.values[0], "")
        level = replace(said, measure="level", sign=1)
        record.add(Spot(q, "", at, said_at), level, phrase, now)


_HEAD_OF_LIST = re.compile(
    r"(?:(?:排名|排|位次|稳?居|位居|位列|列)?(?:全[市县区州省])?(?:靠[前后]|前列|末位|首位|[前后末]\w{0,2}位|[第倒]\w{0,3}[位名])"
    r"|领先|垫底|滞后|落后|(?:超|[高低快慢]于)(?:过|出)?(?:序时|时序|计划)?(?:进度|全[市县区省]平均(?:水平)?)|较?最?[高低快慢好多少大小])的(?:[一-鿿]{1,4}?)??(?:分别|依次)?(?:是|为|有)[：:]?"
)
_HEADING_LIST = re.compile(
    r"(?P<how>(?:排名|排在|居|位居|位列|列|较|最|领先|靠[前后]|垫底|增速|增长|增幅|高于|低于|超过)[^，；。（）]{0,14}?)(?:是|有|为|：|的)+\Z"
)
_LIST_OF_PARTS = re.compile(
    r"(?P<parts>(?<![一-鿿])(?:[一-鿿]{2,8}、)+[一-鿿]{2,8}[、和与][一-鿿]{2,6}?)(?:产值|投资|收入|面积|产量|数量)?(?:之?比例?|占比|结构)(?:由|从|为|是|达)?\Z"
)
_ASKED_FOR = re.compile("目标|任务")
_NAMED_ROW = re.compile(
    r"(?P<names>(?:[一-鿿]{2,6}、)+[一-鿿]{2,6}?)[两二三四五六七八九]个(?P<kind>组团|片区|园区|功能区|街道|镇|乡|县|区|市)"
)
_KINDS = "(?:街道|管委会|[镇乡村市县区园局]|新城)"
_ROW_OF_KINDS = re.compile(
    rf"(?P<names>(?:[一-鿿]{{2,7}}?{_KINDS}[、和与])+[一-鿿]{{2,7}}?{_KINDS})(?:分别|依次)?(?=[一-鿿，]|$)"
)
_AHEAD_OF_ROW = re.compile("^[一-鿿]{0,5}(?:的是|的有|的为|包括)")  # 后三位的是化工园区管委会
_OVER = re.compile(
    r"(?:超过?|突破|[高低]于|不足|不到|达到?)\d[\d.]*[^，。；\d]{1,4}?(?:以上)?的(?:只|仅|共|还)?(?:有|是|为)"
)
_LISTED = re.compile(
    r"(?:[、是有为和：])(?P<of>(?:(?![是有为和])[一-鿿]){1,8}(?:区|县|市|镇|乡|园|街道|村))\Z"
)
_FURTHER_RANK = re.compile(r"[、和及]([一-鿿（）]{2,9}?)(?:居|列|排|的)?")
_FURTHER = re.compile(r"[、，和及](?:比|较)?(全[国省市区县州盟][一-鿿]{0,4}?)(?:分别)?(?:高|低)?")
