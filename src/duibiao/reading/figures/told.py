"""What a number is of where a verb tells it, or a clause before: 卖了46万台空调, 汽车类就没那么乐观，零售额下降5.6%."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.patterns import any_of
from ..rules import rules
from .carriers import carrier
from .context import Now, Spot, clause_start
from .phrases import Phrase, phrase_after, phrase_before

_OF_THINGS = ("销量", "销售额", "产量", "收购量", "收获进度", "价格", "种植面积")
_PER_HEAD = re.compile("(?:户均|人均|亩均)")
_PRICED = re.compile(
    "(?:每|一)(?P<each>公斤|千克|斤|吨|亩|株|头|只|瓶|盒|件|箱|个|张|度|平方米|间|条|袋|筐|套|把)(?P<thing>[一-鿿]{0,6}?)"
    "(?:就|还)?(?:最[高低多少]|平均|大约)?(?:能|可)?(?P<verb>卖|售|收|涨|跌|降|净?赚|挣|打|产)(?:到|出|至)?了?\\Z"
)
_PER_EACH = {"赚": "利润", "净赚": "利润", "挣": "收入"}


def told(plain: str, spot: Spot, end: int, now: Now) -> Phrase | None:
    """Return what a verb right before a number tells an amount of, None where no such verb stands there."""
    floor = clause_start(plain, spot.at, spot.q.start)
    whole = clause_start(plain, spot.at, spot.q.start, whole=True)
    priced = _PRICED.search(plain, whole, spot.q.start)
    if priced and (each := _of_each(plain, spot, priced, now)):
        return each
    given = spot.unit.endswith("元") and _GIVEN.search(plain, floor, spot.q.start)
    if given and (use := _use(plain, spot.q.end, end)):
        return use
    m = _told().search(plain, floor, spot.q.start)
    amount = _amounts().get(m["verb"], {}) if m else {}
    unit = next((u for u in amount if spot.unit.endswith(u)), "")
    if m is None or not unit:
        return None
    after = phrase_after(plain, spot.q.end, end)
    before = phrase_before(plain, spot.at, m.start(), now.times, now.regions)
    head = _PER_HEAD.search(before.full)
    thing = head[0] if head else after.name or ("" if _whose(before.full) else before.full)
    if amount[unit] in thing:
        return None
    if m["verb"] == "接待":  # 海花岛一个月就接待了51.6万人次
        thing = ""
        if re.search("客|旅游", before.full):
            return None
    if not thing and amount[unit] in _OF_THINGS:
        # 种了1200亩辣椒，收了1800吨: of the thing told of before.
        ends = (e for e in _OF_THINGS if now.subject.name.endswith(e))
        thing = next((now.subject.name.removesuffix(e) for e in ends), "")
    if amount[unit] == "投入":
        thing = ""  # 投了两千万元改造窑炉: what follows is what it was spent on
    if amount[unit] == "面积" and not thing:
        thing = m["verb"]  # 累计改良了87万亩
    full = f"{thing}{amount[unit]}"
    return Phrase(m.start(), max(spot.q.start, after.end if after else 0), full, full)


def _of_each(plain: str, spot: Spot, priced: re.Match[str], now: Now) -> Phrase | None:
    """Return what one of many gives: 一斤茶青卖到38元 is of 茶青价格, 一亩地能打1100斤 of 亩产."""
    if not spot.unit.endswith(("元", "块", "块钱")):
        yields = priced["each"] == "亩" and priced["verb"] in "打产收" and spot.unit[-1] in "斤吨"
        return Phrase(priced.start(), spot.q.start, "亩产", "亩产") if yields else None
    if priced["verb"] in "打产":
        return None
    thing = priced["thing"].removesuffix("地")
    named = phrase_before(plain, spot.at, priced.start(), now.times, now.regions)
    of = "亩均" if priced["each"] == "亩" and priced["verb"] in _PER_EACH else thing or named.full
    full = f"{of}{_PER_EACH.get(priced['verb'], '价格')}"
    return Phrase(priced.start(), spot.q.start, full, full)


def _use(plain: str, start: int, end: int) -> Phrase | None:
    """Return what money is given for: 拿出1亿元专项资金, 安排4亿元支持战略性新兴产业."""
    m = _USE.match(plain, start, end)
    if m is None:
        return None
    full = (m["of"] or "").removeprefix("的") or f"{m['to'].removeprefix('用于')}资金"
    return Phrase(start, m.end(), full, full)


_GIVEN = re.compile(
    "(?:拿出|安排|列支|统筹|出资|设立|筹集|筹措|整合|落实|发放|下达|发行|争取到?|拨付)(?:了|近|约)?\\Z"
)
_USE = re.compile(
    "(?P<of>[一-鿿“”]{0,10}?(?:资金|基金|经费|补贴|补助|贷款|债券|专项债))|(?P<to>(?:用于|支持|扶持|奖励|奖补|推动)[一-鿿“”]{2,16})"
)


def topic(plain: str, spot: Spot, before: Phrase, now: Now) -> Phrase | None:
    """Return the part that the clause before speaks of, with the measure that stands before the number."""
    measures = rules("figures")["topic"]["measures"]
    bare = re.sub("^(?:规上|规模以上|限上|限额以上|总)", "", before.full)
    if before and (bare not in measures or before.region is not None):
        return None
    stop = clause_start(plain, spot.at, spot.said_at) - 1
    start = clause_start(plain, spot.at, stop) if stop > spot.at else stop
    if stop <= start or plain[stop] != "，" or re.search(r"\d", plain[start:stop]):
        return None
    m = _topic().match(plain, start, stop)
    if m is None or (m["field"] and not before):
        return None
    of = m.span("field" if m["field"] else "part")
    named = phrase_before(plain, *of, now.times, now.regions)
    if not named or named.region is not None:
        return None
    full = f"{named.full}{before.full}"
    return Phrase(named.start, max(named.end, before.end), full, full)


def _whose(words: str) -> bool:
    """Whether words before a verb say who did it and not what is counted."""
    return bool(carrier(words)) or bool(_SOMEBODY.search(words))


_SOMEBODY = re.compile("(?:社|村|镇|乡|县|市|区|户|厂|家|我们|人|场|店|园|们)$")


@lru_cache(maxsize=1)
def _amounts() -> dict[str, dict[str, str]]:
    amounts: dict[str, dict[str, str]] = {}
    for rule in rules("figures")["told"]:
        for verb in rule["verbs"]:
            amounts.setdefault(verb, {}).update(dict.fromkeys(rule["units"], rule["is"]))
    return amounts


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!多)(?P<verb>{any_of(_amounts())})(?:了|出了?|到了?|掉了|下了|(?:(?<=接待)|(?<=[挣赚])))\Z"
    )


@lru_cache(maxsize=1)
def _topic() -> re.Pattern[str]:
    table = rules("figures")["topic"]
    parts, says = any_of(table["parts"]), any_of(table["says"])
    return re.compile(
        rf"(?:可?[到看说]了?)?(?:(?P<part>[一-鿿“”A-Za-z、]{{0,14}}?{parts})(?:{says})"
        rf"|(?P<field>[一-鿿]{{2,10}})(?:这一?[块段]|方面)$)"
    )
