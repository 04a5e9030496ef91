"""Things counted or shared out by what is said of them: 22个项目尚未开工, 37家亏损, 七成来自蔬菜产业."""

from __future__ import annotations

import re
from functools import lru_cache

from ..expressions.patterns import any_of
from ..rules import rules
from .context import Now, Spot, Subject
from .filters import is_countable
from .phrases import Phrase, phrase_before


def in_state(plain: str, spot: Spot, end: int, now: Now) -> Phrase | None:
    """Return the phrase of things counted that are in a state said behind them, None where none is said.

    What is counted stands before the state (22个项目尚未开工) or was told of before (其中9个受用地手续制约).
    """
    if not is_countable(spot.q):
        return None
    m = _in_state().match(plain, spot.q.end, end)
    if m is None:
        return None
    counted = now.things.get(spot.unit) or now.subject.counted or now.subject.thing
    of = m["of"] or (counted if counted.endswith(_heads()) else "")
    if not of and spot.unit == "家":
        of = "企业"
    if not of:
        return None
    state = re.sub(
        "[“”]|同比|环比|^正在(?:进行)?|(?<!不)了", "", re.sub("^没有?", "未", m["state"])
    )
    head = max((h for h in _heads() if of.endswith(h)), key=len)
    name = f"{state}{m['of'] or (of if head in _PLACES else head)}"
    return Phrase(m.start(), m.end(), name, name, state)


_PLACES = (
    "小区",
    "村",
    "公路",
    "道路",
    "厂房",
    "学校",
    "医院",
)  # 完工老旧小区, but 未开工项目 of 重点项目


def is_state(words: str) -> bool:
    """Whether words say what state things are in: 未开工, 用地手续不全."""
    return re.fullmatch(_state(), words) is not None


def shared_out(plain: str, spot: Spot, end: int, now: Now) -> Phrase | None:
    """Return the phrase of a share told by a verb behind it: 四成人口从事茶产业, 七成以上来自蔬菜产业."""
    m = _shared_out().match(plain, spot.q.end, end) if spot.unit in ("%", "成") else None
    if m is None:
        return None
    who, what = m["who"] or "", m["what"] or ""
    if m["state"]:
        state = re.sub("同比|环比", "", m["state"])
        full = name = f"{state}{who}占比"
    elif m["does"] in rules("figures")["shared"]["kept"]:
        full, name = f"{m['does']}{what}{who}占比", f"{what}{who}占比"
    else:
        whole = who or now.subject.name
        sum_of = next((s for s in rules("figures")["shared"]["sums"] if whole.endswith(s)), "")
        full, name = f"{what}占比", f"{what}{sum_of}占比"
    return Phrase(m.start(), m.end(), full, name, m["does"] or "")


def enter_those(plain: str, spot: Spot, now: Now) -> None:
    """Go on with the things that a clause names as those spoken of: 在建项目中，进度低于30%的有13个."""
    found = list(_those().finditer(plain, max(spot.at, now.start), spot.q.start))
    if not found:
        return
    of = phrase_before(plain, spot.at, found[-1].end("of"), now.times, now.regions)
    if of:
        now.subject = Subject(of.full, of.full, of.full, counted=of.full)


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    table = rules("figures")
    heads = (h for h in table["phrase"]["heads"] if h not in table["state"]["no_heads"])
    return (*heads, *table["state"]["heads"])


@lru_cache(maxsize=1)
def _state() -> str:
    table = rules("figures")["state"]
    words, ends, causes = (any_of(table[key]) for key in ("words", "ends", "causes"))
    return (
        rf"(?:{words}|完成[一-鿿]{{2,8}}(?:改造|升级|认证|验收|搬迁|改制|诊断|备案)|(?:入围|入选|获评)[一-鿿“”]{{3,14}}|(?:未|没有?)[一-鿿]{{2,6}}|正在[一-鿿]{{2,8}}|缺[一-鿿、]{{2,8}}|(?:与[^，；。]{{2,8}})?基本持平|是?负增长|受[一-鿿、]{{2,10}}(?:{causes})|(?:因|卡在)[一-鿿、]{{2,10}}"
        rf"|[一-鿿“”]{{2,10}}?(?:{ends}|(?:未|没有?)[一-鿿]{{1,4}}|(?:低于|高于|不足|不到|超过|慢于)[^，；。、]{{1,12}}))"
    )


_END = r"(?=[，。；、）]|$)"


@lru_cache(maxsize=1)
def _in_state() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<of>[一-鿿（）、]{{0,12}}?(?:{any_of(_heads())}))?(?:尚|还|仍|均|都|已经?|处于|出现)*(?P<state>{_state()}){_END}"
    )


@lru_cache(maxsize=1)
def _shared_out() -> re.Pattern[str]:
    verbs = any_of(rules("figures")["shared"]["verbs"])
    kept = any_of(rules("figures")["shared"]["kept"])
    return re.compile(
        rf"(?:以上|多)?的?(?P<who>(?!的)[一-鿿]{{2,10}}?)?(?:都|均|主要)?"
        rf"(?:(?P<does>{verbs}|{kept})(?P<what>[一-鿿“”、]{{2,12}})"
        rf"|(?<=[一-鿿]{{2}})(?P<state>[一-鿿]{{0,6}}(?:{any_of(rules('figures')['state']['ends'])}))){_END}"
    )


@lru_cache(maxsize=1)
def _those() -> re.Pattern[str]:
    return re.compile(rf"(?P<of>[一-鿿]{{0,10}}(?:{any_of(_heads())}))(?:当?中|里)，")
