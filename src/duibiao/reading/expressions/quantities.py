"""Numbers with their units, and how they are meant: 100个以上, 不超过3.5%, 1.2万亿元, 三家."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from duibiao.records import Comparator

from ..rules import rules
from .numerals import LONGEST_NUMERAL, is_numeral, value_of
from .patterns import any_of
from .spacing import Closed

_CHINESE_DIGITS = "零〇一二两三四五六七八九十百千"
_ARABIC = r"(?:(?<![\d%‰])-)?\d+(?:,\d{3})*(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as printed; `start` to `end` holds the comparator words around it too.

    `number` is the place of number and unit alone. In a span (5%-8%) the first is at least, the second at most;
    3至5家, with one unit for both, is one quantity, at least the first.
    """

    start: int
    end: int
    number: tuple[int, int]
    value: float
    unit: str
    comparator: Comparator = "="


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numbers set against each other: 14.5:41.1:44.4. `places` are those of the single numbers."""

    start: int
    end: int
    values: tuple[float, ...]
    places: tuple[tuple[int, int], ...]


def find_quantities(plain: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Return the quantities between `start` and `end` of a text in one spelling, in order.

    A number without a unit is one only where a word says so (缩小为2.14); ordinals, years, dates, ratios and
    numbers in names (5G, PM2.5, “四个全面”, 百亿级) are none.

    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("新增100个以上，约1.2万亿元，三家，不超过3.5%")]
    [(100.0, '个', '>='), (1.2, '万亿元', '~'), (3.0, '家', '='), (3.5, '%', '<=')]
    """
    whole = _of_text(plain)
    if start == 0 and end is None:
        return whole
    stop = len(plain) if end is None else end
    first = bisect_left(whole, start, key=lambda q: q.start)
    last = bisect_left(whole, stop, lo=first, key=lambda q: q.start)
    return tuple(q for q in whole[first:last] if q.end <= stop)


@lru_cache(maxsize=64)
def _of_text(plain: str) -> tuple[Quantity, ...]:
    """Every stretch of a document is asked for its numbers, some more than once: they are found once."""
    closed = Closed(plain, 0, None)
    found: list[Quantity] = []
    for m in _pattern().finditer(closed.text, closed.start, closed.end):
        if found and m.start() < found[-1].number[1]:
            continue  # the 5家 of 3至5家
        made = _quantity(closed.text, m, closed.start, closed.end)
        if made is not None:
            found.append(made)
    spans = _with_spans(closed.text, found, closed.start, closed.end)
    return tuple(_placed(q, closed) for q in _with_elided_units(closed.text, spans))


def _placed(q: Quantity, closed: Closed) -> Quantity:
    start, end = closed.place(q.start, q.end)
    return replace(q, start=start, end=end, number=closed.place(*q.number))


def find_ratios(plain: str, start: int = 0, end: int | None = None) -> tuple[Ratio, ...]:
    """Return the ratios of two or more numbers, in order.

    >>> [r.values for r in find_ratios("三次产业结构为14.5:41.1:44.4")]
    [(14.5, 41.1, 44.4)]
    """
    ratios = []
    for m in _RATIO.finditer(plain, start, len(plain) if end is None else end):
        parts = [p.span() for p in re.finditer(r"\d+(?:\.\d+)?", plain[m.start() : m.end()])]
        places = tuple((m.start() + a, m.start() + b) for a, b in parts)
        if any(b - a > LONGEST_NUMERAL for a, b in parts):
            continue
        ratios.append(
            Ratio(m.start(), m.end(), tuple(float(plain[a:b]) for a, b in places), places)
        )
    return tuple(ratios)


_NOT_AFTER = (":", "∶", "+")
_RATIO = re.compile(r"(?<![\d.:A-Za-z])\d+(?:\.\d+)?%?(?:[:∶︰]\d+(?:\.\d+)?%?)+(?![\d.:])")


def find_ranks(plain: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Return the ranks, in 位: 第5位, 前三 (at most 3), 二十强.

    >>> [(q.value, q.comparator) for q in find_ranks("居全省第五位，进入前10名")]
    [(5.0, '='), (10.0, '<=')]
    """
    ranks = []
    closed = Closed(plain, start, end)
    for m in _RANK.finditer(closed.text, closed.start, closed.end):
        digits = m["nth"] or m["top"] or m["full"] or m["strong"] or m["last"] or m["old"] or "1"
        if not is_numeral(digits):
            continue
        comparator: Comparator = "<=" if m["top"] or m["full"] or m["strong"] else "="
        rank = Quantity(*m.span(), m.span(), value_of(digits), "位", comparator)
        ranks.append(_placed(rank, closed))
    return tuple(ranks)


_N = rf"\d+|[{_CHINESE_DIGITS}]+"
_RANK = re.compile(
    rf"第(?P<nth>{_N})(?:位|名)"
    rf"|(?P<first>首位|榜首)(?=[，。；、）”]|$)|(?<=[居排])老(?:大|(?P<old>[二三四五六七八九]))(?=[，。；、）”]|$)|(?<=[居列名排在省市国区县盟州球、内界业口])第(?P<last>[一二三四五六七八九十]+|\d+)(?=[，。；、）\s”]|$)(?!、?第[一二三]产业)"
    rf"|(?:进入|进位|跻身|位居|位列|居|列|保持|稳居|冲刺|挺进|排名|排|全国|全省|全市|全区|西部|县域|城市)(?:在|到|至)?前(?P<top>{_N})(?:位|名|强)?(?![个年月季天\d]|[位名]?的(?:是|有|为|分别|依次))"
    rf"|(?<![之以])前(?P<full>{_N})(?:位|名)(?!的|同学|选手|[^，；。]{{0,6}}(?:分别|依次))"
    rf"|(?:全国|全省|全市|西部|中部|县域|综合|经济|实力|百强|进入|跻身)(?P<strong>{_N})强(?!企业|[市县区镇])"
)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    table = rules("units")
    units = [u for group in table["groups"].values() for u in group]
    scale, unit = any_of(table["scales"]), any_of(units)
    more = "[多余来几]?"
    per = rf"(?:(?:/|每(?=立方|平方|公里|千瓦|人|亩))(?:{scale})?{unit})?"
    chinese = any_of(table["chinese"]["units"])
    scaled = any_of(table["chinese"]["after_bare_scale_counted"])
    return re.compile(
        rf"(?P<part>(?<![{_CHINESE_DIGITS}])[二三四五六七八九十]分之[一二三四五六七八九])"
        rf"|(?P<percent>[百千]分之(?P<of>[{_CHINESE_DIGITS}点]+|\d+(?:\.\d+)?))"
        rf"|(?P<fold>翻了?(?:近|约|将近)?(?P<times>[一两二三]?)番)"
        rf"|(?P<half>{any_of(table['halves'])})"
        rf"|(?P<name>(?<![A-Za-z])(?!GDP|CPI|PPI)[A-Za-z]+[-.]?\d[A-Za-z\d.]*|\d+[A-OQ-Z]\d*(?![A-Za-z])级?)"
        rf"|(?P<digits>(?<![\d.:∶/+]){_ARABIC})(?P<more>{more})(?P<scale>{scale}|)(?P<more2>{more})(?P<unit>(?:标准)?{unit}{per}|)"
        rf"|(?P<cn>(?<![第几{_CHINESE_DIGITS}万亿])(?<!数(?=[十百千]))[{_CHINESE_DIGITS}]+)(?P<cmore>{more})(?P<cscale>万亿|亿|万|)(?P<cmore2>{more})(?P<cunit>{chinese})"
        rf"|(?<=(?:超|过|达|到|破|上|越|入|逾|近|刺|击|进))(?P<bare>[百千万]?亿|[百千]?万)(?P<bunit>{scaled}|)"
    )


def _quantity(plain: str, m: re.Match[str], start: int, stop: int) -> Quantity | None:
    numeral = m["of"] or m["digits"] or ""
    if m["name"] or len(numeral) > LONGEST_NUMERAL or (m["of"] and not is_numeral(m["of"])):
        return None
    if m["percent"]:
        unit = "%" if plain[m.start()] == "百" else "‰"
        return _compared(plain, *m.span(), value_of(m["of"]), unit, "", start, stop)
    if m["part"]:
        whole, share = (value_of(n) for n in m["part"].split("分之"))
        return _compared(plain, *m.span(), round(100 * share / whole, 1), "%", "", start, stop)
    if m["fold"]:
        times = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3}[m["times"]]
        return Quantity(m.start(), m.end(), m.span(), float(2**times), "倍")
    if m["half"]:
        if not _SHARED.search(plain, max(start, m.start() - 16), m.start()):
            return None
        share = float(rules("units")["halves"][m["half"]])
        return _compared(plain, m.start(), m.end(), share, "%", "", start, stop)
    if m["digits"]:
        return _arabic(plain, m, start, stop)
    if m["cn"]:
        return _chinese(plain, m, start, stop)
    return _bare_scale(plain, m, start, stop)


_TENTHS = re.compile(r"[一二三四五六七八九](?![百千万亿十个家户人项]|成)")  # 六成二
_MONEY = {
    "个亿": "亿元",
    "个亿元": "亿元",
    "多个亿": "亿元",
    "个多点": "个点",
    "多个点": "个点",
    "个多百分点": "个百分点",
    "多个百分点": "个百分点",
}
# 占全县一半, 用工少了一半, 不及寿光的一半
_SHARED = re.compile(
    r"占[^，。；]*\Z|(?<![至最多不])(?:[少降减高多增涨跌省快低]|压缩|缩短)(?:了|近|约|将近|掉|去)*\Z"
    r"|(?:不到|不及|不足|相当于|只有|仅有|只是|仅为|约为|[为是近])[^，。；]{2,14}的\Z"
)


def _arabic(plain: str, m: re.Match[str], start: int, stop: int) -> Quantity | None:
    after, before = plain[m.end() : stop][:3], plain[max(start, m.start() - 4) : m.start()]
    if (
        before.endswith(("第", "第 ", "《", "〔", "["))
        or after.startswith(_NOT_AFTER)
        or (m["unit"] == "个月" and before.endswith("前"))
    ):
        return None
    if not m["unit"] and not (m["scale"] and after[:1] != "年"):
        return _without_unit(plain, m, start, stop)
    if _in_short_quotes(plain, m.start(), m.end()) or plain.startswith(
        ("年", "月", "日"), m.end("digits")
    ):
        return None
    if m["unit"] == "个点" and plain.startswith("位", m.end()):
        return None  # 16个点位
    if m["unit"] == "度" and plain.startswith(("夏", "假"), m.end()):
        return None
    if plain.startswith("级", m.end()):
        return None  # 5万吨级码头, 100千伏级
    if m["unit"].startswith("个亿") and _WORTH.match(plain, m.end()):
        end = m.end() - len(m["unit"]) + 1  # 23个亿元以上项目 counts the projects
        return Quantity(m.start(), end, (m.start(), end), value_of(m["digits"]), "个")
    unit = m["scale"] + _MONEY.get(m["unit"], m["unit"])
    return _compared(
        plain, m.start(), m.end(), value_of(m["digits"]), unit, m["more"] + m["more2"], start, stop
    )


def _without_unit(plain: str, m: re.Match[str], start: int, stop: int) -> Quantity | None:
    """Give a number the unit of the span or list that it opens: 3至5个, 0.7、1.9和1.5个百分点."""
    first = _FIRST_OF_SPAN.match(plain, m.end(), stop) or _FIRST_OF_LIST.match(plain, m.end(), stop)
    if first is None or plain.startswith(("年", "月", "日", "季"), first.end()):
        return _bare_number(plain, m, start, stop)
    rest = _pattern().match(plain, first.end("mark"), stop)
    unit = rest["scale"] + rest["unit"] if rest and rest["digits"] else ""
    if not unit:
        return _bare_number(plain, m, start, stop)
    if rest and _SPAN.fullmatch(first["mark"]):
        whole = (m.start(), rest.end())
        return Quantity(*whole, whole, value_of(m["digits"]), unit, ">=")
    return Quantity(*m.span(), m.span(), value_of(m["digits"]), unit)


def _bare_number(plain: str, m: re.Match[str], start: int, stop: int) -> Quantity | None:
    at, end = m.span("digits")
    after = plain[end:stop][:2]
    if not re.match(
        r"[，。；、（）\s]|左右|以[上内下]|缩小|调整|提高|下降|扩大|上升|降[到至为低]|升[到至]|提升|[^\S\n]*$",
        after,
    ):
        return None
    words = tuple(rules("units")["chinese"]["before_bare_number"])
    if not plain[max(start, at - 4) : at].endswith(words):
        return None
    if re.fullmatch(r"\d|(?:19|20)\d\d", m["digits"]):
        return None
    return _compared(plain, at, end, value_of(m["digits"]), "", "", start, stop)


def _chinese(plain: str, m: re.Match[str], start: int, stop: int) -> Quantity | None:
    digits, unit = m["cn"], m["cunit"]
    table = rules("units")["chinese"]
    alone = digits in ("百", "千") and plain[max(start, m.start() - 2) : m.start()].endswith(
        tuple(table["before_bare_hundred"])
    )
    if (
        digits[0] in "零〇"
        or not (alone or is_numeral(digits))
        or _in_short_quotes(plain, m.start(), m.end())
    ):
        return None
    if any(plain.startswith(p, m.start()) for p in table["phrases"]):
        return None
    after = plain[m.end() : m.end() + 1]
    if unit == "个" and after == "月":
        return None  # 前三个月
    if unit in table["units_of_many"] and len(digits) == 1 and not m["cscale"]:
        return None
    if unit == "把" and after in _AFTER_HANDFUL:
        return None
    part = unit == "成" and _ONE_TENTH.search(plain, max(start, m.start() - 2), m.start())
    tenths = unit == "成" and _TENTHS.match(plain, m.end())
    if (after and after in _CHINESE_DIGITS and not tenths) or plain[
        max(0, m.start() - 1) : m.start()
    ] in (
        "第",
        "每",
    ):
        return None
    if m["cscale"] and plain.startswith(
        tuple(rules("units")["chinese"]["after_bare_scale"]), m.end()
    ):
        return None
    scaled = m["cscale"] + unit
    value = {"百": 100.0, "千": 1000.0}[digits] if alone else value_of(digits)
    and_half = after == "半" and unit in ("成", "倍", "小时")
    value += 0.5 * and_half + (value_of(after) / 10 if tenths else 0)
    made = _compared(
        plain,
        m.start(),
        m.end() + (and_half or bool(tenths)),
        value,
        scaled,
        m["cmore"] + m["cmore2"],
        start,
        stop,
    )
    if (
        digits == "一"
        and not m["cscale"]
        and unit in table["not_after_one"]
        and made.comparator == "="
        and (not part or after == "不")
        and not _EACH_ONE.search(plain, max(start, m.start() - 14), m.start())
    ):
        return None
    return made


# 各设一个招商组, 每个乡镇抓好一个园区, 再建一座气调库
_EACH_ONE = re.compile(
    "(?:(?<![其几])各|每[个位名家人县区市镇乡村户]|都要|再)[^，；。\\d]{0,5}(?:[建设办搞上开引派聘育配招创]|建成|抓好|打造|组建|配齐|配备|引进|培育|选派)(?:好|齐|成)?\\Z"
)
_WORTH = re.compile("以上的?(?:重[点大]|工业|产业|制造业|服务业|先进)?(?:项目|企业)")
_ONE_TENTH = re.compile(r"(?:占了?|的|达到?)\Z")
_AFTER_HANDFUL = ("手", "握", "关", "脉", "火")


def _bare_scale(plain: str, m: re.Match[str], start: int, stop: int) -> Quantity | None:
    table = rules("units")["chinese"]
    if not plain[max(start, m.start() - 2) : m.start()].endswith(
        tuple(table["before_bare_scale"])
    ) or plain.startswith(tuple(table["after_bare_scale"]), m.end()):
        return None
    word = m["bare"]
    head = {"百": 100.0, "千": 1000.0, "万": 1.0}.get(word[0], 1.0) if len(word) > 1 else 1.0
    scale = word if word[0] == "万" or len(word) == 1 else word[1:]
    return _compared(plain, m.start(), m.end(), head, scale + m["bunit"], "", start, stop)


def _compared(
    plain: str, at: int, end: int, value: float, unit: str, inner: str, start: int, stop: int
) -> Quantity:
    before, after, kinds = _comparators()
    left, right = at, end
    comparator: Comparator = "="
    b = before.search(plain, max(start, at - 8), at)
    if b and b.end() == at:
        kind, word_at = kinds[b["word"]], b.start("word")
        if plain[max(start, word_at - 1) : word_at] not in kind[1] or word_at == start:
            comparator, left = kind[0], word_at
    a = after.match(plain, end, stop)
    if a and not (
        a[0] in ("内", "来", "许", "起") and plain[a.end() : a.end() + 1] not in "，。；、）"
    ):
        comparator, right = kinds[a[0]][0], a.end()
    elif inner and comparator == "=":
        comparator = kinds[inner[0]][0]
    return Quantity(left, right, (at, end), value, unit, comparator)


@lru_cache(maxsize=1)
def _comparators() -> tuple[
    re.Pattern[str], re.Pattern[str], dict[str, tuple[Comparator, tuple[str, ...]]]
]:
    table = rules("comparators")
    kinds: dict[str, tuple[Comparator, tuple[str, ...]]] = {}
    befores: list[str] = []
    afters: list[str] = []
    for rule in table["rule"]:
        befores += rule["before"]
        afters += rule.get("after", [])
        for word in (*rule["before"], *rule.get("after", [])):
            kinds[word] = (rule["comparator"], tuple(rule.get("not_after", "")))
    between = any_of(table["between"]["words"])
    return (
        re.compile(rf"(?P<word>{any_of(befores)}){between}?\Z"),
        re.compile(any_of(afters)),
        kinds,
    )


def _with_spans(plain: str, found: list[Quantity], start: int, stop: int) -> Iterator[Quantity]:
    """Read 5%-8% as at least the first, at most the second."""
    for i, this in enumerate(found):
        if i and _SPAN.fullmatch(plain[found[i - 1].number[1] : this.number[0]]):
            yield Quantity(this.start, this.end, this.number, this.value, this.unit, "<=")
        elif i + 1 < len(found) and _SPAN.fullmatch(plain[this.number[1] : found[i + 1].number[0]]):
            yield Quantity(this.start, this.end, this.number, this.value, this.unit, ">=")
        else:
            yield this


_SPAN = re.compile(r"[-~—–至到]")
_FIRST_OF_SPAN = re.compile(r"(?P<mark>[-~—–至到])\d+(?:\.\d+)?")
_FIRST_OF_LIST = re.compile(
    r"(?:[、和及与]\d+(?:\.\d+)?)*(?P<mark>[、和及与]|以及)\d+(?:\.\d+)?(?=[^\d、.])"
)


def _with_elided_units(plain: str, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """Give 0.5个、1.4个和2.4个百分点 the unit of the last to all."""
    waiting: list[Quantity] = []
    for q in found:
        if waiting and not re.fullmatch(
            r"[、和及与]|以及", plain[waiting[-1].number[1] : q.number[0]]
        ):
            yield from waiting
            waiting = []
        if q.unit == "个" and "." in plain[slice(*q.number)]:
            waiting.append(q)
            continue
        if q.unit == "个百分点":
            waiting = [
                Quantity(w.start, w.end, w.number, w.value, q.unit, w.comparator) for w in waiting
            ]
        yield from waiting
        waiting = []
        yield q
    yield from waiting


def _in_short_quotes(plain: str, start: int, end: int) -> bool:
    opened = max(plain.rfind(mark, max(0, start - 10), start) for mark in "“‘「《")
    if opened < 0:
        return False
    closed = min(
        (at for mark in "”’」》" if (at := plain.find(mark, opened, opened + 14)) >= 0), default=-1
    )
    return closed >= end
