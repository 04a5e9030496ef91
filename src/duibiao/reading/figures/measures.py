"""What the words before a number make of it: growth, share, contribution, change, difference, rank, level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from duibiao.records import Measure

from ..expressions.patterns import any_of
from ..expressions.places import find_regions
from ..rules import rules

_STRETCH = r"[^，；。：\n]"
_PERCENT = ("%", "‰", "倍", "成")


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of the number: from `start` of the words before it on; `sign` is -1 for a fall.

    `against` is what it is compared with, as written. `reached` marks the level after a change (提高到),
    `cumulative` a sum over years (累计), `real` growth at comparable prices.
    """

    measure: Measure
    start: int
    rule: str
    sign: int = 1
    against: str = ""
    basis: str = ""
    reached: bool = False
    cumulative: bool = False
    real: bool = False
    of_growth: bool = False


def predicate(lead: str, unit: str) -> Predicate:
    """Return what the words `lead`, right before a number in `unit`, say of it.

    >>> predicate("地区生产总值比上年下降", "%").measure, predicate("地区生产总值比上年下降", "%").sign
    ('growth', -1)
    >>> predicate("增速高于全省平均", "个百分点").measure
    'difference'
    """
    words, lead = _words(), lead.rstrip()
    if words.nouns.search(lead):
        return Predicate("level", len(lead), "figure.level")
    for read in (
        _loss,
        _short_of,
        _of_earlier,
        _contribution,
        _above,
        _change,
        _than,
        _growth_noun,
        _share,
    ):
        found = read(words, lead, unit)
        if found is not None:
            return found
    of_those = _OF_THOSE.search(lead) if unit in ("%", "成") else None
    if of_those:
        return Predicate("share", of_those.start(), "figure.share.of-those")
    return Predicate("level", len(lead), "figure.level", cumulative=bool(_TOTAL.search(lead)))


_WHICH = re.compile("的(?:只|仅|就)?有?\\Z")  # 进度低于序时的有8个
# 任务还差63亿元; 邵东只有1.8%，差了1.1个百分点
_SHORT = re.compile(
    "(?P<std>[^，；。]{0,4}(?:目标|任务|计划))?(?:还|尚|仍)?(?<!相)差了?(?:约|近)?\\Z"
)
_COMPARED = re.compile("[多少高低快]了")
_AVERAGE = re.compile("平均(?:水平|值)?$|^(?:全[国省市州区县]|世界)$")
_WHEN = re.compile("[前后初始原先]|上次|平时|以往")
_TOTAL = re.compile(r"累计(?!达|有|总|拥有|为)|累计达到?\Z")
_OF_THOSE = re.compile(r"(?<=[一-鿿]{2})的(?:只有|仅有|不足|不到|接近|超过|只|仅|有|达|占|近|超)\Z")


@dataclass(frozen=True, slots=True)
class _Words:
    above: re.Pattern[str]
    than: re.Pattern[str]
    change: re.Pattern[str]
    turned: re.Pattern[str]
    since: re.Pattern[str]
    noun: re.Pattern[str]
    contribution: re.Pattern[str]
    pulling: re.Pattern[str]
    share: re.Pattern[str]
    against: re.Pattern[str]
    down: frozenset[str]
    falls: frozenset[str]
    standards: re.Pattern[str]
    times: re.Pattern[str]
    nouns: re.Pattern[str]
    loss: re.Pattern[str]
    short_of: re.Pattern[str]
    of_earlier: re.Pattern[str]
    plans: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    t = rules("figures")
    change, diff = t["change"], t["difference"]
    nouns = any_of([*change["growth_nouns"], *change["fall_nouns"]])
    modifier = (
        rf"(?:(?<![占对之入])(?:比(?![重例率值])|较|与|同){_STRETCH}{{2,18}}?(?:相比)?|{any_of(change['basis'])}"
        rf"|{any_of(change['adverbs'])})"
    )
    verbs = any_of([*change["up"], *change["down"]])
    whole = any_of(t["share"]["whole"])
    level = any_of(t["level"]["verbs"])
    return _Words(
        above=re.compile(
            rf"(?:(?P<what>{nouns})|{any_of(change['adverbs'])})*(?P<dir>{any_of([*diff['above'], *diff['below']])})(?P<std>{_STRETCH}{{1,18}}?)\Z"
        ),
        than=re.compile(
            rf"(?P<what>{nouns})?(?:{any_of(change['adverbs'])})*(?:(?<![占对之入])(?:比(?![重例率值])|较|与)(?P<std>{_STRETCH}{{1,18}}?)|(?P<same>同比|环比))(?:又|仍|还|则|只)?(?P<dir>{any_of([*diff['up'], *diff['down']])})(?:{any_of(diff['doing'])})?了?\Z"
        ),
        change=re.compile(
            rf"(?P<what>{nouns})?(?P<mods>{modifier}*)(?P<verb>(?<!新){verbs})(?:幅度)?(?P<reached>{any_of(change['reached'])})?(?:了|约|幅度为)?\Z"
        ),
        turned=re.compile(rf"(?P<verb>{any_of(change['turned'])})\Z"),
        since=re.compile(rf"{modifier}+\Z"),
        noun=re.compile(rf"(?P<noun>{nouns})(?:{level})*\Z"),
        contribution=re.compile(
            rf"(?:对(?P<of>{_STRETCH}{{2,16}}?)的?)?(?P<w>{any_of(t['contribution']['words'])})了?(?:{level})*\Z"
        ),
        pulling=re.compile(
            rf"(?:分别|共同)?(?:(?P<up>{any_of(t['contribution']['pulling'])})|(?P<down>{any_of(t['contribution']['pulling_down'])}))(?P<of>{_STRETCH}{{0,16}}?)(?:增长|上涨|上升)?(?:分别|约)*\Z"
        ),
        share=re.compile(
            rf"(?:占(?!有率)(?P<of>[^，；。：\n（）]{{0,26}}?)的?{whole}?|(?:完成|为|占|不到|不足|只有|仅为)(?P<plan>[^，；。：\n占]{{0,8}}(?:目标|计划|任务|总长|预算)的?))(?:{level}|{any_of([*change['up'], *change['down']])}(?:{any_of(change['reached'])}))*\Z"
        ),
        against=re.compile(
            rf"(?:比|较|与|同)({_STRETCH}{{2,18}}?)(?:相比|{any_of(change['adverbs'])})*\Z"
        ),
        down=frozenset((*change["down"], *diff["down"], *diff["below"])),
        falls=frozenset(change["fall_nouns"]),
        standards=re.compile(any_of(diff["standards"])),
        times=re.compile(any_of(diff["times"])),
        nouns=re.compile(rf"(?:{any_of(t['level']['nouns'])})(?:{level})*\Z"),
        loss=re.compile(rf"(?:{any_of(t['level']['losses'])})(?:{level})*\Z"),
        short_of=re.compile(
            rf"(?:距离|离|距|与)(?P<std>{_STRETCH}{{2,18}}?)(?:{any_of(change['adverbs'])}|尚)*(?:相差|差了|差|缺)\Z"
        ),
        of_earlier=re.compile(
            rf"(?:{any_of(change['adverbs'])})*(?:{any_of(diff['equal'])})(?P<std>{_STRETCH}{{1,14}}?)的(?:{any_of(change['adverbs'])}|近)*\Z"
        ),
        plans=re.compile(any_of(["计划", "目标", "任务", "预算"])),
    )


def _loss(w: _Words, lead: str, unit: str) -> Predicate | None:
    m = w.loss.search(lead) if unit.endswith("元") else None
    return Predicate("level", m.start(), "figure.level.loss", -1) if m else None


def _short_of(w: _Words, lead: str, unit: str) -> Predicate | None:
    """Read 离全年目标还差5个点."""
    m = w.short_of.search(lead) or _SHORT.search(lead)
    if m is None or (m.re is _SHORT and not (m["std"] or "百分点" in unit)):
        return None
    return Predicate("difference", m.start(), "figure.difference.short", -1, m["std"] or "")


def _of_earlier(w: _Words, lead: str, unit: str) -> Predicate | None:
    """Read 为上年同期的82%, 恢复到2019年的61% and 是我们的1.8倍: set against another time or place."""
    m = w.of_earlier.search(lead) if unit in ("%", "倍", "成") else None
    if m is None or w.plans.search(m["std"]):
        return None
    other = w.times.search(m["std"]) or find_regions(m["std"]) or _AVERAGE.search(m["std"])
    if unit != "倍" and not other:
        return None
    kind: Measure = "difference" if unit == "倍" else "share"
    return Predicate(kind, m.start(), f"figure.{kind}.of-another", against=m["std"], of_growth=True)


def _above(w: _Words, lead: str, unit: str) -> Predicate | None:
    m = w.above.search(lead)
    if (
        m is None
        or _WHICH.search(lead)
        or not (w.standards.search(m["std"]) or find_regions(m["std"]))
    ):
        return None
    sign = -1 if (m["dir"] in w.down) != (m["what"] in w.falls) else 1
    return Predicate(
        "difference",
        m.start(),
        "figure.difference.above",
        sign,
        m["std"],
        of_growth=bool(m["what"]),
    )


def _than(w: _Words, lead: str, unit: str) -> Predicate | None:
    m = w.than.search(lead)
    if m is None:
        return None
    sign = -1 if (m["dir"] in w.down) != (m["what"] in w.falls) else 1
    std = m["std"] or ""
    moved = m["same"] or (
        w.times.search(std) and not re.search("平均|全省|全市|全国|计划|目标|水平", std)
    )
    if not moved and not _WHEN.search(std):
        return Predicate(
            "difference",
            m.start(),
            "figure.difference.than",
            sign,
            std,
            of_growth=bool(m["what"]),
        )
    if moved:
        kind: Measure = "growth" if unit in _PERCENT else "change"
        return Predicate(kind, m.start(), f"figure.{kind}.than", sign, std, _basis(m[0]))
    return None


def _change(w: _Words, lead: str, unit: str) -> Predicate | None:
    m = w.turned.search(lead)
    if m:
        return Predicate("level", m.start(), "figure.level.turned", reached=True)
    m = w.change.search(lead)
    if m is None:
        m = w.since.search(lead) if unit == "倍" else None
        return (
            Predicate("growth", m.start(), "figure.growth.fold", basis=_basis(m[0])) if m else None
        )
    mods = m["mods"]
    if m["reached"]:
        cumulative = "累计" in mods
        if m["what"] and unit in _PERCENT:  # 降幅收窄至6.5%
            sign = -1 if m["what"] in w.falls else 1
            rule = "figure.growth.reached"
            return Predicate("growth", m.start(), rule, sign, reached=True, cumulative=cumulative)
        rule = "figure.level.reached"
        return Predicate("level", m.start(), rule, reached=True, cumulative=cumulative)
    if _COMPARED.fullmatch(m["verb"]) and re.search("(?<![环同])比|较", mods):
        return None  # 比去年多了8家: set against another
    sign = -1 if m["verb"] in w.down else 1
    if m["what"] in w.falls:
        sign = -sign
    against = w.against.search(mods)
    kind: Measure = "growth" if unit in _PERCENT and not m["what"] else "change"
    return Predicate(
        kind,
        m.start(),
        f"figure.{kind}",
        sign,
        against[1] if against else "",
        _basis(mods),
        cumulative="累计" in mods,
        real="实际" in mods or "可比价" in mods or "不变价" in mods or "扣除价格" in mods,
        of_growth=bool(m["what"]),
    )


def _growth_noun(w: _Words, lead: str, unit: str) -> Predicate | None:
    m = w.noun.search(lead)
    if (
        m is None
        or unit not in _PERCENT
        or lead[: m.end("noun")].endswith(tuple(rules("figures")["change"]["rates"]))
    ):
        return None
    sign = -1 if m["noun"] in w.falls else 1
    return Predicate("growth", m.start(), "figure.growth.noun", sign, basis=_basis(lead[-12:]))


def _contribution(w: _Words, lead: str, unit: str) -> Predicate | None:
    if unit not in ("%", "个百分点", "百分点", "成"):
        return None
    m = w.contribution.search(lead)
    if m and not lead[: m.end("w")].endswith(tuple(rules("figures")["change"]["rates"])):
        return Predicate("contribution", m.start(), "figure.contribution", against=m["of"] or "")
    m = w.pulling.search(lead)
    if m and unit != "%" and unit != "成":
        return Predicate(
            "contribution",
            m.start(),
            "figure.contribution.pulling",
            -1 if m["down"] else 1,
            m["of"],
        )
    return None


def _share(w: _Words, lead: str, unit: str) -> Predicate | None:
    m = w.share.search(lead) if unit in ("%", "‰", "成") else None
    if m is None:
        return None
    return Predicate("share", m.start(), "figure.share", against=m["of"] or m["plan"] or "")


def _basis(words: str) -> str:
    if "两年平均" in words or "两年年均" in words:
        return "two-year average"
    if "年均" in words or "年平均" in words or "平均每年" in words:
        return "annual average"
    if "环比" in words:
        return "previous period"
    year = re.search(r"(?:比|较|与|同)((?:19|20)\d\d)年", words)
    if year:
        return year[1]
    return "year earlier" if re.search("同比|上年|去年|同期", words) else ""


def rank_predicate(lead: str) -> Predicate:
    """Return where the words before a rank begin: 总量稳居全省, and among whom it ranks."""
    lead = lead.rstrip()
    m = _rank_words().search(lead)
    start, among = (m.start(), m["among"] or m["bare"] or "") if m else (len(lead), "")
    for noun in rules("figures")["rank"]["nouns"]:
        at = lead.find(noun)
        if 0 <= at < start < at + len(noun):
            start = at + len(noun)
    return Predicate("rank", start, "figure.rank", against=among)


@lru_cache(maxsize=1)
def _rank_words() -> re.Pattern[str]:
    table = rules("figures")
    adverbs, verbs = any_of(table["change"]["adverbs"]), any_of(table["rank"]["verbs"])
    return re.compile(
        rf"(?:在{_STRETCH}{{1,12}}?中?)?(?:{adverbs}|稳|均|仍)*(?:{verbs})(?P<among>{_STRETCH}{{0,14}}?)\Z"
        r"|(?P<bare>国内|全国|全省|全市|世界|全球|亚洲|国际|行业)\Z"
    )
