"""The words that name what a number is of: 第一产业实现增加值, 规模以上工业企业[3], 全县中小学."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..expressions.names import is_known, usual_name
from ..expressions.patterns import any_of
from ..expressions.places import RegionName, find_regions
from ..expressions.times import Time
from ..rules import rules
from .carriers import carrier, deeds, is_measure, part_of_phrase, stands_alone


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with its place: `full` with its verb (接待过夜游客), `name` the thing alone (过夜游客).

    `region` is the region that it opens with; `deed` is the verb that it opens with, "" where it has none.
    """

    start: int
    end: int
    full: str
    name: str
    deed: str = ""
    region: RegionName | None = None

    def __bool__(self) -> bool:
        return bool(self.full)


_MARKS = re.compile(r"[［\[〔][^］\]〕]{0,3}[］\]〕]|[①-⑳]|[“”\"'《》]|\s+")
_FOOTNOTE = re.compile(r"[［\[〔]\d{1,2}[］\]〕]|[①-⑳]")
_CUT = re.compile(r"[，；。！？\n】|]|[［\[](?!\d{1,2}[］\]])|(?<!\d)[］\]]")
_LETTER = re.compile(r"[一-鿿A-Za-z]")
_CAUSE = re.compile(r"(?:因|受)[^，；。]{2,10}\Z")
_OF_THOSE = re.compile(
    r"^[一-鿿]{0,6}(?:项目|企业|园区|[县市区镇村户人])[中里](?=[一-鿿]{2})(?![还仍也就只有已共均])"
)
_WITHIN = re.compile(r"(?<=[一-鿿]{2})(?<![高初])[中里]$")
# 引进的23个亿元以上项目，已开工19个 is of 亿元以上项目.
_COUNTED = re.compile(r"^[^\d]{0,10}的?\d+[个家项户件名](?=[一-鿿\d]{2})")
# 协调解决征迁、用电等问题: the head that a list only illustrates.
_SUCH_AS = re.compile(
    "^[一-鿿“”]{2,10}(?:、[一-鿿“”]{1,10})+等(?=(?:问题|项目|企业|事项|困难|工程|设施|活动)$)"
)
# 热线一共接到企业来电 is of 企业来电.
_RECEIVED = re.compile("^[一-鿿]{2,8}?(?:一共|总共|共|累计)?(?:接到|收到)(?=[一-鿿]{2})")
_GROWN = re.compile("^(?:实现)?(?:正?增长|下降|回升|改善)、(?=[一-鿿]{2})")
_NUMBERED = re.compile(
    r"(?:\d{1,2}[.．、]|（\d{1,2}）|[一二三四五六七八九十]{1,3}、(?![一二三]产))\s*(?=[一-鿿])"
)
# 去年这个比例还是25%: what was named before goes on.
_PRONOUN = re.compile(
    "(?:去年|上年|前年)?(?:同期)?(?:这|该|此|其)[一个项]{0,2}"
    "(?:比例|比重|占比|数字|数据|指标|数值?|率|指数|价格|收入|增速|增幅|面积|金额)"
)
_PER = re.compile(
    "(?<=[一-鿿]{2})(?:每|一)(?:公斤|千克|斤|吨|度|千瓦时|公顷|平方公里|平方米|立方米|公里|台|件|张|亩|株|头|只|瓶|盒|斤装)(?:能|可|要|就)?\\Z"
    "|(?<=[一-鿿]{2})(?:每晚|一晚|每间夜|每天|一天|每[年月周日]|一[年月顿趟])(?:能|可|要|就|才)*[开来跑用]?\\Z"
)
_KEPT_ENDS = (
    "人才",
    "人均",
    "户均",
    "亩均",
    "地均",
    "经济总量",
    "变更",
    "规模以上",
    "限额以上",
    "存在",
    "成年",
    "学年",
    "上报",
    "申报",
    "填报",
    "许可",
    "认可",
    "签约",
    "节约",
    "履约",
    "预约",
    "合约",
)
_ADVERBS = ("均", "已", "全部", "相继", "先后", "稳定", "如期", "成功", "正式", "顺利", "以上")


def phrase_before(
    plain: str, start: int, end: int, times: tuple[Time, ...], regions: tuple[RegionName, ...]
) -> Phrase:
    """Return the phrase that ends at `end` and starts no earlier than the last mark after `start`."""
    left, right = _bounds(plain, start, end)
    left, region = _strip_front(plain, left, right, times, regions)
    right = _before_from(plain, left, right, times)
    for t in reversed(times):
        if left < t.start and t.end == right:
            right = t.start
    right = _strip_back(plain, left, right)
    if plain[left:right].endswith("同期"):
        right -= len("同期")  # 而金海湖新区同期只有46.3亿元
    text = plain[left:right]
    for t in times:
        if left <= t.start and t.end <= right:
            rest, of = _clean(plain[t.end : right]), carrier(plain[left : t.start])
            complete = bool(deeds().match(rest)) or is_known(usual_name(rest))
            complete |= stands_alone(of) and len(rest) > 1
            if (t.start - left > 3 and complete) or (of and (complete or is_measure(rest))):
                if of and region is None and not stands_alone(of):
                    region = RegionName(t.start - len(of), t.start, of)
                left, text = t.end, _REACHED.sub("", rest)  # 他们的互市贸易区去年带动就业6200人
            else:
                text = text.replace(plain[t.start : t.end], "", 1)
    full = _COMPLETED.sub("", _clean(text))
    colon = plain.rfind("：", start, left)
    said = plain.startswith("“", colon + 1)
    if not full and colon >= 0 and not said and not _CUT.search(plain, colon, left):
        # 规上工业增加值：全市增长7.3%: what stands before the colon is named.
        named = phrase_before(plain, start, colon, times, regions)
        return Phrase(named.start, named.end, named.full, named.name, named.deed, region)
    if (
        not full
        or full in rules("figures")["phrase"]["generic"]
        or _PRONOUN.fullmatch(full)
        or full.endswith("位次")
        or not _LETTER.search(full)
    ):
        return Phrase(left, right, "", "", region=region)
    for m in () if part_of_phrase(full)[0] else deeds().finditer(full, 2):
        if m[0] != "生产" and is_known(usual_name(full[m.start() :])):
            full = full[m.start() :]  # 街区共接待游客
            break
    deed, name = _deed(full)
    return Phrase(left, right, full, name, deed, region)


def phrase_after(plain: str, start: int, end: int, *, counted: bool = True) -> Phrase:
    """Return the phrase right after a number: 58个贫困村全部出列 is of 贫困村出列."""
    m = _after().match(plain, start, end)
    if m is None:
        return Phrase(start, start, "", "")
    written = m["noun"].removeprefix("的")
    of = written.find("的")
    noun = re.sub("(?:有|实现|完成)$", "", _clean(written if of < 0 else written[:of]))
    noun = re.sub("(?:中(?:还|仍|也|就|只)?|(?:都|均|仍)?[要需须])$", "", noun)
    noun = noun if noun == "主体" else noun.removesuffix("主体")
    if len(noun) < 2:
        return Phrase(start, start, "", "")
    measured = _measured().search(noun, 2) if counted and not is_known(usual_name(noun)) else None
    if measured and of < 0 and not noun.endswith(_heads()):
        # 11个省级以上园区亩均税收8.6万元: the number counts the 园区, the next one is of 亩均税收.
        noun = noun[: measured.start()]
        return Phrase(start, plain.index(measured[0], start), noun, noun)
    deed = m["deed"] or "" if of < 0 else ""
    state = _states().match(plain, m.end("noun"), end) if of < 0 else None
    if state:
        full = f"{state[0]}{noun}" if noun.endswith(_heads()) else f"{noun}{state[0]}"
        return Phrase(start, state.end(), full, noun if noun.endswith(_heads()) else full)
    return Phrase(
        start, m.end("noun") - (0 if of < 0 else len(written) - of), noun + deed, noun, deed
    )


def deed_after(plain: str, start: int, end: int) -> Phrase:
    """Return the deed right after a number where it closes the clause: 已有31项被揭榜."""
    m = _done_after().match(plain, start, end)
    if m is None:
        return Phrase(start, start, "", "")
    return Phrase(start, m.end(), m["deed"], m["deed"], m["deed"])


def indicator_name(phrase: Phrase) -> str:
    """Return the usual name of what a phrase names, with its verb: 生产汽车 is 汽车产量."""
    full = phrase.full
    if m := _PRODUCED.match(full):
        return f"{full[m.end() :]}产量"
    if m := _INSURED.fullmatch(full):
        return f"{m['of']}参保人数"
    if full.endswith("占地"):
        return "占地面积"
    return re.sub(r"用于(.+?)的?支出", r"\1支出", usual_name(full))


_PRODUCED = re.compile(
    "生产(?=..)(?!总值|安全|经营|企业|性|者|线|能力|资料|力|服务)|[年日月]产(?=.)(?![值业能量权品出销区地])"
)
_INSURED = re.compile("参加(?P<of>[一-鿿]{2,14}保险)(?:人数)?")
_DONE_BY_ALL = re.compile(
    "(?<=项目|企业|工程|小区)(?:共|累计|集中)(?:开工|签约|竣工|落地|投产|完工|入库)$"
)
_REACHED = re.compile("^(?:已|累计|共)*(?:实现|完成)?(?=..)")
_COMPLETED = re.compile(
    "(?<=[一-鿿]{2})完成(?=(?:总?产值|营业收入|销售收入|增加值|税收|利润)$)"
    "|(?<=[一-鿿]{2})[两三四五]年(?=投入$)"
)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    table = rules("figures")["phrase"]
    change = rules("figures")["change"]
    moved = rf"(?:{any_of([*change['up'], *change['down']])})(?:{any_of(change['reached'])}|了)"
    stop = rf"(?:[一-鿿]着(?![陆落装色])|[一-鿿][上到进出回完好过成]了|当中|{any_of([*table['after'], *change['turned']])}|{moved}|(?<!级)(?<!规模)(?<!限额)(?<![亿万]元)以上)"
    no_deeds = (*_ADVERBS, *table["after_without_deed"])
    deeds = any_of(w for w in table["after"] if len(w) > 1 and w not in no_deeds)
    first = rf"(?:(?!{stop})|(?=在[建校职库营岗册])|(?={stop}的?(?:{any_of(table['heads'])})))[一-鿿A-Za-z“]"
    return re.compile(
        rf"(?P<noun>的?{first}(?:(?!{stop})(?:[一-鿿A-Za-z“”]|（[^（）]*）))*)"
        rf"(?:{any_of(_ADVERBS)})*(?P<deed>{deeds})?"
    )


@lru_cache(maxsize=1)
def _done_after() -> re.Pattern[str]:
    table = rules("figures")["phrase"]
    deeds = any_of([*table["deeds"], *table["closing"]])
    return re.compile(rf"(?:已|均|全部|顺利|如期|被|实现)*(?P<deed>{deeds})(?=[，。；、）]|$)")


@lru_cache(maxsize=1)
def _states() -> re.Pattern[str]:
    return re.compile(
        rf"{any_of(rules('figures')['phrase']['states'])}|未[一-鿿]{{2,4}}(?=[，。；、）]|$)"
    )


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    return tuple(rules("figures")["phrase"]["heads"])


@lru_cache(maxsize=1)
def _measured() -> re.Pattern[str]:
    return re.compile(any_of(rules("figures")["phrase"]["measures"]))


def _bounds(plain: str, start: int, end: int) -> tuple[int, int]:
    left = start
    for m in _CUT.finditer(plain, start, end):
        left = m.end()
    # An opening bracket without its closing one begins the phrase; so does a colon with words after it.
    depth = 0
    for i in range(end - 1, left - 1, -1):
        depth += (plain[i] == "）") - (plain[i] == "（")
        if depth < 0:
            left = i + 1
            break
    colon = plain.rfind("：", left, end)
    if colon >= 0 and plain.startswith("“", colon + 1):
        left = colon + 1  # what is said has no name before it
    elif colon >= 0 and re.search(r"[一-鿿A-Za-z]", _openings().sub("", plain[colon + 1 : end])):
        left = colon + 1
    elif colon >= 0:
        end = colon
        left = max(left, plain.rfind("：", left, end) + 1)
    return left, end


def _strip_front(
    plain: str, left: int, right: int, times: tuple[Time, ...], regions: tuple[RegionName, ...]
) -> tuple[int, RegionName | None]:
    region: RegionName | None = None
    keep = (*rules("figures")["phrase"]["openings_not"], *rules("figures")["partners"]["names"])
    at = -1
    numbered = _NUMBERED.match(plain, left, right)
    left = numbered.end() if numbered else left
    while at != left < right:
        at = left
        while left < right and plain[left] in " 、，：:·-）)“”‘’":
            left += 1
        for t in times:
            if t.start <= left < t.end <= right:
                left = t.end
                while left < right and plain[left] in "份末底初的，、":
                    left += 1
        for r in regions:
            if r.start == left and r.end <= right:
                region, left = r, r.end
                if left < right and plain[left] in "的：":
                    left += 1
        for aside in _asides():
            m = aside.match(plain[left:right])
            if m and (m.end() < right - left or m[0].startswith(("扣除", "剔除", "按", "受"))):
                left += m.end()
        opening = _openings().match(plain, left, right)
        whole = is_known(plain[left:right])
        if opening and not whole and not plain.startswith(keep, left):
            left = opening.end()
    return left, region


def _before_from(plain: str, left: int, right: int, times: tuple[Time, ...]) -> int:
    """Return where the phrase ends before 由 or 从 and the time that it is said of: 收入比由上年的."""
    at = max(plain.rfind(mark, left, right) for mark in "由从")
    if at <= left:
        return right
    rest = plain[at + 1 : right]
    for t in times:
        if at < t.start and t.end <= right:
            rest = rest.replace(plain[t.start : t.end], "", 1)
    return (
        at
        if re.fullmatch(
            r"(?:(?:去年|上年|前年)(?:同期)?|同期)?[末底初的]*(?:现在|原来|最初|当时|期初|年初|[一二三四五六七八九十几]+年前|[一-鿿]{2,4}(?:时|初期|前)|(?:每[一-鿿])+)?(?:的?每(?:公顷|平方公里|平方米|立方米|公里))?的?(?:不到|不足|近)?(?:一半)?(?:盈利|亏损)?",
            rest,
        )
        else right
    )


def _strip_back(plain: str, left: int, right: int) -> int:
    at = -1
    while at != right > left:
        at = right
        while right > left and plain[right - 1] in " 、，：:（“":
            right -= 1
        m = (
            _trailing().search(plain, max(left, right - 8), right)
            or _PER.search(plain, left, right)
            or _CAUSE.search(plain, left + 2, right)
        )
        if m and not plain[left:right].endswith(_KEPT_ENDS):
            right = m.start()
    return right


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    return re.compile(any_of(rules("figures")["phrase"]["openings"]))


@lru_cache(maxsize=1)
def _asides() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(a) for a in rules("figures")["phrase"]["asides"])


@lru_cache(maxsize=1)
def _trailing() -> re.Pattern[str]:
    table = rules("figures")
    words = any_of([*table["level"]["verbs"], *table["change"]["adverbs"]])
    return re.compile(rf"(?:{words}|(?:连续)?[\d一二两三四五六七八九十]+年|连续多年)\Z")


def _clean(text: str) -> str:
    text = _DONE_BY_ALL.sub("", text)
    text = _MARKS.sub("", text).replace("各类", "")
    text = re.sub(
        r"(?<=[一-鿿）])(?:实现|共有|累计|(?<![早业])已经?)(?=[一-鿿])(?!实现的)(?!的)", "", text
    ).strip("、：，·-—（")
    text = _OF_THOSE.sub("", _COUNTED.sub("", _GROWN.sub("", text)))
    text = _RECEIVED.sub("", _SUCH_AS.sub("", text))
    return _WITHIN.sub("", text) or text


def without_deed(name: str) -> str:
    """Return what is left of a thing that a deed opens: 开工项目 is of 项目, 储备林项目 stays."""
    opening = deeds().match(name)
    return name[opening.end() :] if opening and name[opening.end() :] in _heads() else name


def _deed(full: str) -> tuple[str, str]:
    """Return the verb that a phrase opens with, and what is left of it after the last verb of doing."""
    opening = deeds().match(full)
    last = 0
    if is_known(usual_name(full)):
        return (opening[0] if opening else ""), full
    for m in deeds().finditer(full):
        rest = full[m.end() :]
        short = len(rest) < 4 and rest.endswith(_heads())
        bare = short or rest in rules("figures")["bare"]["names"]
        # 服务业, 转移性收入, 生产者: the verb is part of a noun.
        if (
            rest[:1] in tuple("业者性机用型量率中区园基能费额值员数净未计备施和及与")
            or rest[:2] == "总值"
        ):
            continue
        if len(rest) >= 2 and not bare and (m.start() == 0 or len(m[0]) > 1):
            last = m.end()
    name = full[last:]
    if last and (regions := find_regions(name)) and regions[0].start == 0:
        name = name[regions[0].end :] or name  # 引进山东寿光种植企业
    return (opening[0] if opening else ""), name
