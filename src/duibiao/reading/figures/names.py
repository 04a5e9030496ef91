"""Which indicator a number is of: named before it, taken over, or completed from the one before."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ..expressions.names import is_known, usual_name
from ..expressions.patterns import any_of
from ..expressions.places import find_regions
from ..rules import rules
from .carriers import core_of, deeds
from .context import Spot, Subject
from .filters import is_countable
from .measures import Predicate
from .phrases import Phrase, indicator_name, without_deed

_OF_TWO = re.compile(r"第?([一二三])、第?([一二三])(?:次)?产业")
_SECTORS = re.compile(r"三次产业|一二三产业|一、二、三(?:次)?产业?")
_OVER = re.compile(
    r"(?:总?投资)?[\d.]*[万亿]?元(?:及?以上)?(?:的)?"
)  # 亿元以上项目21个，其中10亿元以上2个
_WITHIN = re.compile(
    r"[一-鿿]{2,12}(?<!公)里(?!程|面)(?=[一-鿿]{3})|(?!每)[一-鿿]{4,12}(?<!集)(?<!其)中(?![小心药医学国部等央外])(?=[一-鿿]{2})"
)
_THOSE = re.compile("(以上|以下|以内|)的")
_SHORT_NAME = 6
_AMOUNTS = re.compile(r"^[，、]?[但而]?(?:总[量数]|累计|达|只有|仅有|仅为)")
_PROFIT = re.compile("(?:转为|实现|变为)?盈利")  # 由上年的亏损2.1亿元转为盈利6.1亿元
_IN_LETTERS = re.compile("（[A-Za-z]+）$")
_STOCKS = ("存栏", "出栏")
_WHOLE = re.compile("^[，、]?(?:比重|占比|份额)")
_DONE_OF_PLAN = "年度计划完成率"
_OF_LISTS = re.compile("(?:[^元]*(?:[省市县区州]级?|重[点大]|联动|计划)(?:建设)?)?项目")
_TO_INVEST = ("总投资", "计划投资")
_INVESTED = ("投资占比", "投资完成率")
_PLANNED = re.compile("计划|任务|目标|预算")
_STATES = ("在建", "开工", "竣工", "完工", "投产", "新开工", "续建", "开复工", "未开工", "应开未开")


class Naming:
    """Name the indicators of a document; remember what its last ones were of (增加值, 投资)."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._family = ""

    def named(
        self, spot: Spot, said: Predicate, phrase: Phrase, subject: Subject, last_unit: str
    ) -> tuple[str, str, str]:
        """Return the indicator's usual name, its name as written, and the measure."""
        if said.rule == "figure.level.loss":
            bare = phrase.name.removesuffix("总额").removesuffix("利润")
            name = usual_name(f"{bare}利润总额")
            return name, name, said.measure
        if not phrase and not subject.name and _PLANNED.search(said.against):
            return _DONE_OF_PLAN, _DONE_OF_PLAN, "level"
        if not phrase:
            if last_unit == "%" and spot.unit != "%" and said.measure == "level":
                told = self._plain[spot.at : spot.q.start]
                if _AMOUNTS.search(told):  # 新登记经营主体增长8.6%，总量达8.9万户
                    said = replace(said, reached=True)
                    subject = replace(subject, name=without_new(subject.name))
            done = spot.unit.endswith("元") and subject.name.endswith(_TO_INVEST + _INVESTED)
            if done and self._plain.endswith("完成", spot.at, spot.q.start):
                return "完成投资", "完成投资", said.measure
            return _carried(spot, said, subject, last_unit, self._plain[spot.at : spot.q.start])
        those = subject.thing and _THOSE.match(self._plain, phrase.end)
        share = spot.unit in ("%", "成")
        if those and (share or is_countable(spot.q)) and said.measure in ("level", "share"):
            head = _head_of(subject)
            if share:  # 真正开工的不到四成
                return f"{phrase.full}{head}占比", f"{phrase.full}占比", "share"
            if head and those:  # 园区94户规上企业中，产值下降的有68户
                of = f"{phrase.full}{those[1]}"
                told_so = subject.thing.startswith(subject.full) and subject.thing != subject.full
                return f"{of}{head if told_so else subject.thing}", f"{of}{head}", said.measure
        measure: str = said.measure
        if _PROFIT.fullmatch(phrase.full) and subject.name.endswith(("利润", "利润总额")):
            return subject.name, subject.thing, measure
        phrase = _in_parallel(phrase, subject)
        name, thing = indicator_name(phrase), phrase.name
        reach = rules("figures")["reach"]
        if phrase.full in reach["deeds"] and spot.unit[-1:] in reach["names"]:
            name = f"{phrase.full}{reach['names'][spot.unit[-1]]}"
            return name, name, measure
        if name.endswith("项目") and self._plain.endswith("完成", phrase.end, spot.q.start):
            name = f"{name}完成投资" if spot.unit.endswith("元") else name
            return name, name, measure
        if name in ("人均", "户均", "亩均", "地均") and subject.name:
            name = usual_name(f"{name}{subject.name}")  # GDP达到1750.9亿元，人均超过9.2万元
            return name, name, measure
        partners = rules("figures")["partners"]
        if phrase.full in partners["names"] and self._family in partners["of"]:
            name = f"{phrase.full}{self._family}"
            return name, name, measure
        closes = phrase.full in rules("figures")["phrase"]["closing"]
        if phrase.deed and phrase.full == phrase.deed != "占地" and subject.name and not closes:
            if phrase.full in _STOCKS and subject.thing.endswith(_STOCKS):
                name = f"{subject.thing[:-2]}{phrase.full}"
                return usual_name(name), name, measure
            apart = subject.unit[-1:] == "元" or _kind(subject.unit) == "%"
            counts = is_countable(spot.q) and subject.counted and apart
            thing = without_deed(without_new(subject.counted if counts else subject.thing))
            if _OF_LISTS.fullmatch(thing) or thing in _STATES:
                thing = "项目"  # 重大项目412个，竣工39个 is of 竣工项目
            return f"{phrase.full}{thing}", thing, measure
        shared = measure == "share" or name.endswith(("占比", "比重"))
        if shared and (within := _WITHIN.match(name)):
            name = thing = name[within.end() :]  # 到位资金中房地产占42.7%
        whole = phrase.full.removeprefix("总")
        flow = subject.full.startswith(_new()) and subject.full.endswith(whole)
        if whole != phrase.full and len(whole) == 2 and flow:
            thing = without_new(subject.full)  # 新增公路里程118公里，总里程640公里
            return usual_name(thing), thing, measure
        bare = _of_before(phrase, subject) if measure == "level" else ""
        if bare:
            return bare, phrase.full, measure
        if measure == "share" and not name.endswith(("占比", "比重")):
            whole = re.sub(r"^[的了到]|全部|的$", "", said.against)
            if _PLANNED.search(whole):
                return f"{name}占比", thing, measure
            if said.of_growth:
                return name, thing, measure  # 为上年同期的82%
            if whole.endswith("市场"):
                return f"{whole}份额", f"{whole}份额", measure
            short = not whole or usual_name(phrase.full) != phrase.full
            written = f"{phrase.full}占比" if short else f"{phrase.full}占{whole}比重"
            return f"{name}占比", written, measure
        rate = rules("figures")["rate"]
        if _OVER.fullmatch(name) and subject.counted:
            counted = _OVER.sub("", without_new(subject.counted))
            name = f"{name.removesuffix('的').removesuffix('以上')}以上{counted}"
            return name, name, measure
        if name in rate["of_things"] and subject.thing:
            for level in sorted(rate["of_things"], key=len, reverse=True):
                if subject.thing.startswith(level):
                    name = f"{name}{subject.thing[len(level) :]}"
                    return name, name, measure
            return f"{name}{subject.thing}", f"{name}{subject.thing}", measure
        done = "完成" in self._plain[phrase.end : spot.q.start]
        if done and spot.unit.endswith("元") and name.endswith(("项目", "工程")):
            name = thing = f"{name}完成投资"  # 其中产业项目完成421亿元
        name, measure = self._as_rate(name, measure, spot.unit)
        if self._goes_on(phrase, subject):
            verb = subject.full[: len(subject.full) - len(without_new(subject.full))]
            name = f"{verb}{name}"
        done = done or phrase.full.endswith("完成") or "完成" in phrase.full[:-2]
        if measure == "level" and not done and _is_share(name, spot.unit, subject):
            return f"{name}占比", f"{thing}占比", "share"  # 过夜游客不足两成
        name = self._completed(name, spot, measure, subject)
        if phrase.deed in ("减少", "净减少", "净增") and measure == "level":
            measure, name = "change", name.removeprefix(phrase.deed)
        if is_known(usual_name(phrase.full)) and usual_name(phrase.full) != phrase.full:
            thing = _IN_LETTERS.sub("", phrase.full)
        thing = thing.lstrip("、")
        regions = find_regions(thing)
        if regions and regions[0].start == 0 and len(thing) > regions[0].end + 1:
            thing = thing[regions[0].end :]
        if re.search("[减增]产", self._plain[phrase.end : spot.q.start]) and not is_known(name):
            name = f"{name}产量"
        return name, thing, measure

    def note(self, start: int, end: int) -> None:
        """Remember the last amount that words without a number speak of: 限额以上单位商品零售中."""
        best = -1
        for family, ends in _families():
            for m in ends.finditer(self._plain, start, end):
                if m.end() >= best:
                    best, self._family = m.end(), family

    def remember(self, name: str) -> None:
        """Remember what an indicator is an amount of."""
        for family in rules("figures")["family"]:
            if name.endswith(tuple(family["ends"])):
                self._family = family["adds"]
                return

    def _as_rate(self, name: str, measure: str, unit: str) -> tuple[str, str]:
        rate = rules("figures")["rate"]
        if (
            name.endswith(("占比", "比重"))
            and unit in ("%", "成")
            and measure in ("level", "growth")
        ):
            measure = "share"
        if re.search(r"占.+(?:比重|比例|的比)$", name):
            measure = "share" if measure == "level" else measure
            name = re.sub(r"占.+$", "占比", name)
        for word in rate["sums"]:
            if is_known(usual_name(name.removesuffix(word))):
                name = usual_name(name.removesuffix(word))
        amount = is_known(name) and not name.endswith(tuple(rate["ends"]))
        if measure == "level" and unit == "%" and amount:
            measure = "growth"
        return name, measure

    def _goes_on(self, phrase: Phrase, subject: Subject) -> bool:
        """Whether a verb before the first of a list holds for this one too: 新增A 5家、B 3家."""
        opened = subject.full.startswith(_new()) and not phrase.deed
        return opened and self._plain[phrase.start - 1 : phrase.start] == "、"

    def _goes_with(self, name: str, spot: Spot, subject: Subject) -> bool:
        """Whether a sum is one more of the sort before: 电子信息产业产值142.5亿元；汽车及零部件12.1亿元."""
        sums = rules("figures")["sums"]
        like = self._family in sums["of"] and subject.name.endswith(self._family)
        like = like and self._plain[spot.at] in "；，、"
        return like and len(name) <= sums["longest"] and not name.endswith(tuple(sums["ends"]))

    def _completed(self, name: str, spot: Spot, measure: str, subject: Subject) -> str:
        """Give a part the measure of the indicator before: 医药制造业 is of 医药制造业增加值."""
        parts, unit = rules("figures")["parts"], spot.unit
        if name in parts["persons"]:
            for ending in parts["per_head"]:
                if subject.name.endswith(ending):
                    return usual_name(f"{name.removesuffix('居民')}居民{ending}")
        if measure in ("share", "contribution", "difference", "rank") or is_known(name):
            return name
        crops = rules("figures")["crops"]
        if name in crops["names"] and unit.endswith(("亩", "公顷")):
            area = next((a for a in crops["after"] if subject.name.endswith(a)), "")
            return usual_name(f"{name}{area}")  # 播种面积1142万亩，其中粮食728.6万亩
        for rule in rules("figures")["by_unit"]:
            made = name.startswith(_new())
            if (
                unit.endswith(tuple(rule["units"]))
                and name.endswith(tuple(rule["ends"]))
                and not made
            ):
                return f"{name}{rule['adds']}"
        if name in parts["transport"] and self._family in parts["transport_of"]:
            return f"{name}{self._family}"
        if name in parts["places"] and self._family == "零售额":
            return f"{name}{self._family}"
        in_floors = unit.endswith("平方米") or unit in ("%", "倍") or unit.endswith("元")
        if name in parts["buildings"] and self._family in parts["buildings_of"] and in_floors:
            return f"{name}{self._family}"
        if unit.endswith(tuple(parts["goods"])) and self._family == "产量" and measure == "level":
            return name if name.endswith("量") else f"{name}产量"
        if unit.endswith(("吨", "斤")) and self._family == "产量":
            return name if len(name) > 4 or name.endswith("量") else f"{name}产量"
        if measure == "level" and unit.endswith("元") and self._goes_with(name, spot, subject):
            return f"{name}{self._family}"
        if unit not in ("%", "倍", "个百分点") and not (unit.endswith("元") and measure == "level"):
            return name
        firms = name.endswith(tuple(parts["firms"])) and self._family in parts["firms_of"]
        if firms and measure == "growth" and len(name) > 2:
            return f"{name}{self._family}"
        industry = name.endswith("业") and not name.endswith(("企业", "就业"))
        if industry and self._family in ("", *parts["not_of_industries"]):
            sector = unit == "%" or name in parts["of_value_added"]
            return f"{name}增加值" if sector else name
        if name.endswith(tuple(parts["ends"])) and not name.endswith(("企业", "就业")):
            if name in parts["of_value_added"] and self._family not in parts["not_value_added"]:
                return f"{name}增加值"
            if self._family and measure in ("growth", "level"):
                return f"{name}{self._family}"
        return name


def members(text: str, count: int | None = None) -> tuple[str, ...]:
    """Return the members of a list of indicators, the first ones completed from the last.

    Where the `count` of numbers is known 及 may stand within a name: 汽车及零部件.

    >>> members("城镇、农村居民人均可支配收入")
    ('城镇居民人均可支配收入', '农村居民人均可支配收入')
    """
    sectors = _SECTORS.search(text)
    if sectors:
        names = rules("figures")["sectors"]["members"]
        return tuple(f"{name}{text[sectors.end() :]}" for name in names)
    two = _OF_TWO.match(text)
    if two:
        return tuple(f"第{n}产业{text[two.end() :]}" for n in two.groups())
    head, together, tail = text.partition("分别")
    if together and tail:
        return tuple(f"{name}{tail}" for name in members(head))
    if re.search("城乡(?:常住)?居民", text):
        return tuple(text.replace("城乡", who) for who in ("城镇", "农村"))
    joined = r"[、和与及]|以及" if count is None else r"、|(?<=[一-鿿]{2})[和与](?=[一-鿿]{2})|以及"
    parts = [p for p in re.split(joined, text) if p]
    if count is not None and len(parts) != count:
        return members(text)
    if len(parts) < 2:
        return ()
    return tuple(_like_last(p, parts[-1]) for p in parts)


def without_new(name: str) -> str:
    """Return a name without the verb that makes it a flow: 新认定高新技术企业 is of 高新技术企业."""
    for word in sorted(_new(), key=len, reverse=True):
        if name.startswith(word) and len(name) > len(word) + 1:
            return name[len(word) :]
    return name


def _like_last(part: str, last: str) -> str:
    if part == last or is_known(usual_name(part)):
        return part
    for i in range(1, len(last)):
        if is_known(usual_name(part + last[i:])):
            return part + last[i:]
    for family in (
        *rules("figures")["family"],
        {"ends": ("出口额", "进口额", "出口", "进口", *_STOCKS)},
    ):
        for word in family["ends"]:
            if last.endswith(word) and len(last) > len(word) and not part.endswith(word):
                return f"{part}{word}"
    return part


def _in_parallel(phrase: Phrase, subject: Subject) -> Phrase:
    """Name one of several sums by what they are of: 存款余额 and 贷款余额 of the same banks."""
    for pair in rules("figures")["parallel"]["pairs"]:
        for here, there in (pair, reversed(pair)):
            if phrase.full == here and subject.thing.endswith(there):
                full = f"{subject.thing.removesuffix(there)}{here}"
                return replace(phrase, full=full, name=full)
    return phrase


def _carried(
    spot: Spot, said: Predicate, subject: Subject, last_unit: str, words: str
) -> tuple[str, str, str]:
    name, thing, measure = subject.name, subject.thing, str(said.measure)
    if spot.unit == "%" and measure == "level" and _WHOLE.search(words) and name:
        name, thing = (n if n.endswith("占比") else f"{n}占比" for n in (name, thing))
        return name, thing, "share"  # 产业类项目完成投资60.1亿元，比重由58.3%升到61.7%
    amount = measure == "change" and _kind(spot.unit) != "%"
    added = measure == "rank" and thing.endswith("占比")  # 占全国的五分之一，位列第一
    if measure in ("contribution", "growth") or amount or added:
        name, thing = name.removesuffix("占比"), thing.removesuffix("占比")
    flow = measure == "change" or (measure == "level" and spot.unit == last_unit)
    # 新开工项目14个，较去年同期少6个 is of 新开工项目 still.
    if flow and name.startswith(_new()) and said.rule != "figure.change.than":
        name = without_new(name)
    units = (_kind(last_unit), _kind(subject.unit))
    other = _kind(spot.unit) not in units and last_unit not in ("", "倍") and spot.at < spot.q.start
    if measure == "level" and not said.reached and other:
        return "", "", measure  # 1.6万户 after 102个贫困村 is of something else
    planned = (measure == "share" and bool(_PLANNED.search(said.against))) or (
        subject.planned and measure in ("level", "difference") and _kind(spot.unit) == "%"
    )
    if planned and not name.endswith(("占比", "率")):  # of what is done of the plan
        name = f"{subject.full or name}占比"
        ahead = measure == "difference" and subject.name.endswith("项目投资")
        invested = ahead or subject.name == "完成投资"
        thing = "投资完成率" if invested else subject.name
    elif measure == "share" and said.against.endswith("市场"):
        name = thing = f"{said.against}份额"  # 占国内市场份额近七成
    elif measure == "share" and name and not name.endswith("占比") and not said.of_growth:
        name, thing = f"{name}占比", f"{thing}占比"
    if measure == "level" and subject.measure == "growth" and spot.unit == "%":
        measure = "growth"
    if measure == "level" and subject.measure == "share" and spot.unit in ("%", "成"):
        measure = "share"
    return name, thing, measure


def _head_of(subject: Subject) -> str:
    """Return the bare noun of what was counted before: 企业 of 规上企业, 诉求 of 转办诉求; "" where it is long."""
    heads = (h for h in rules("figures")["phrase"]["heads"] if subject.thing.endswith(h))
    if head := max(heads, key=len, default=""):
        return head
    bare = core_of(subject.counted)
    for deed in deeds().finditer(bare):
        if len(bare) - deed.end() > 1:
            bare = f"{' ' * deed.end()}{bare[deed.end() :]}"
    return bare.strip() if len(bare.strip()) < _SHORT_NAME else ""


def _is_share(name: str, unit: str, subject: Subject) -> bool:
    """Whether a percentage of a thing that is no rate is its share: 过夜游客不足两成, 其他地区13%."""
    people = name.endswith(tuple(rules("figures")["people"]["words"]))
    rate = name.endswith(tuple(rules("figures")["rate"]["ends"])) or (is_known(name) and not people)
    return not rate and (unit == "成" or (unit == "%" and subject.measure == "share"))


def _kind(unit: str) -> str:
    """Return what a unit is of, whatever its scale: % and points are of one kind."""
    return "%" if unit in ("%", "个百分点", "百分点", "个点", "成") else unit[-1:]


def _of_before(phrase: Phrase, subject: Subject) -> str:
    """Name an amount said by itself after the thing counted before it: 签约项目63个、合同资金402亿元."""
    table = rules("figures")["bare"]
    if phrase.full not in table["names"] or not subject.thing:
        return ""
    done = phrase.full == "完成投资"
    if done and (subject.name.endswith(_TO_INVEST) or subject.thing == "项目"):
        return phrase.full
    if (
        done
        and is_known(subject.name)
        and not subject.name.endswith(tuple(rules("figures")["rate"]["ends"]))
    ):
        return subject.name
    alone = (*table["names"], *rules("figures")["static"]["names"])
    amounts = tuple(n for n in alone if n not in table["drop"])
    if subject.thing.endswith(amounts) or (done and not subject.name.endswith("项目")):
        return phrase.full
    thing = subject.thing
    for ending in table["drop"]:
        thing = thing.removesuffix(ending)
    return usual_name(f"{thing}{phrase.full.removeprefix('完成').removeprefix('年')}")


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (f["adds"], re.compile(rf"(?:{any_of(f['ends'])})(?!企业|公司|商|者|人)"))
        for f in rules("figures")["family"]
    )


@lru_cache(maxsize=1)
def _new() -> tuple[str, ...]:
    return tuple(rules("figures")["phrase"]["new"])
