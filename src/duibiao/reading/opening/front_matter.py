"""What a document says of itself: its title, its date and who publishes it.

Only lines over the text and under it are asked, and only where they say so: what no line says is left
open. The words that mark these lines are in rules/front_matter.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from duibiao.records import Note

from ..rules import rules
from ..script import plain
from .draft import Draft

_HEAD, _TAIL = 16, 8
_YEAR = r"(?:19|20)\d\d|[一二][九〇零○О0][〇零○О一二三四五六七八九]{2}"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*(?:年\s*(?=(?:{_NUMBER})\s*月)|[-/.])(?P<month>{_NUMBER})(?:(?:\s*月\s*|[-/.])(?P<day>{_NUMBER})\s*日?|\s*月)"
    r"(?!\d|[-/.]\d)"
)
_ALONE = re.compile(r"[\s（）()\[\]【】]*")
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?")
_EDITION = re.compile(r"第?[A-Z]?\d+版(?:[:：]\S+)?")
_ISSUE = re.compile(r"[（(\[]?(?:\d{4}年)?(?:总?第)?\s*[\d一二三四五六七八九十]+\s*期")
_NUMBERED = re.compile(
    r"第?[一二三四五六七八九十]+[章节部分篇]*[、.．\s]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]"
)
_FOOTNOTE = re.compile(r"\s*(?:[\[［〔]\d+[\]］〕]|[①-⑳]|\*)+$")
_DOCUMENT_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*\d+\s*号")
_COLUMN = re.compile(r"^【[^】]{1,20}】(?=.)")
_ISSUER = re.compile(
    r"(?P<body>[^，。《》\s]{2,24}?(?:人民政府(?:办公[室厅])?|委员会|办公[室厅]|局))关于(?:印发|公布|下达)"
)
# （来源：岳阳日报2024年7月26日）, （原载《太行日报》2023年5月19日）, 第38期 某州统计局 2024年11月22日
_OF_ISSUE = re.compile(
    r"[（(]?(?:来源|稿源|原载|《[^》]{2,12}》|根据[^，。]{2,8}整理|报送稿|第?\d+期)(?=[^，。]{0,40}\d{4}|，\d{4})"
)
_AT_MEETING = re.compile(r"[—－\-\s（(]*")
_SEPARATORS = re.compile(r"[\s，,、；;|｜/·（）()\[\]【】]+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says of itself; "" and None where it says nothing."""

    title: str = ""
    published: date | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text as read, and in one spelling; whether it follows the line before without a gap."""

    words: str
    plain: str
    adjacent: bool


def front_matter(text: str, draft: Draft | None = None) -> FrontMatter:
    """Return the title, date and publisher that a text gives; what the file's own fields say goes first.

    A date without its day is left open, and said in the notes of the draft.

    >>> found = front_matter("乐山市2020年统计公报\\n乐山市统计局\\n2021年3月25日\\n2020年，全市经济平稳。")
    >>> found.title, found.publisher, found.published
    ('乐山市2020年统计公报', '乐山市统计局', datetime.date(2021, 3, 25))
    """
    draft = draft or Draft()
    head, tail = _head(text), _tail(text)
    aside = _lines(plain(draft.aside[:20_000]))
    around = [*head, *tail]
    dated = (
        _labelled_date(around)
        or _labelled_date(aside)
        or _line_date(head)
        or _line_date(tail[::-1])
        or _signed_date(text)
    )
    if dated and not dated["day"] and not draft.published:
        draft.notes.append(
            Note(
                zh=f"文中的日期只到月份（{dated[0].strip()}），发布日期留空。",
                en=f"The text gives its date to the month only ({dated[0].strip()}); the date of publication is left open.",
            )
        )
    publisher = (
        draft.publisher
        or _labelled_publisher(around)
        or _labelled_publisher(aside)
        or _signed(head, press=True)
        or _signed(tail, press=False)
        or _bylined(text)
    )
    title = draft.title or _title(head)
    issuer = _ISSUER.match(plain(title))
    if not publisher and issuer:
        publisher = title[: issuer.end("body")]
    return FrontMatter(
        title=title,
        published=draft.published or (_as_date(dated) if dated else None),
        publisher=publisher,
    )


def date_in(words: str) -> date | None:
    """Return the first date in the words, None where there is none to the day.

    >>> date_in("二〇二一年一月二十日"), date_in("2021-03-25 10:00"), date_in("2021年3月")
    (datetime.date(2021, 1, 20), datetime.date(2021, 3, 25), None)
    """
    found = _DATE.search(words)
    return _as_date(found) if found else None


def _as_date(found: re.Match[str]) -> date | None:
    if not found["day"]:
        return None
    try:
        return date(*(_number(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    import cn2an

    return int(cn2an.cn2an(re.sub("[零○О0]", "〇", words), "smart"))


def _lines(text: str) -> list[_Line]:
    lines, adjacent = [], False
    for words in text.split("\n"):
        if words.strip():
            lines.append(_Line(words.strip(), plain(words).strip(), adjacent))
        adjacent = bool(words.strip())
    return lines


def _head(text: str) -> list[_Line]:
    """The lines over the text: up to the first that is a sentence, a numbered heading or a salutation."""
    longest = rules("front_matter")["title"]["longest"]
    head: list[_Line] = []
    for line in _lines("\n".join(text[:6_000].split("\n")[: 4 * _HEAD]))[:_HEAD]:
        body = "。" in line.plain or len(line.plain) > longest or line.plain.endswith(("；", "，"))
        if body or _NUMBERED.match(line.plain) or line.plain.endswith("："):
            break
        head.append(line)
    return head


def _tail(text: str) -> list[_Line]:
    lines = _lines("\n".join(text[-2_000:].split("\n")[1:]))[-_TAIL:]
    return [line for line in lines if "。" not in line.plain]


def _title(head: list[_Line]) -> str:
    candidates = [i for i, line in enumerate(head) if _may_be_title(head, i)]
    sure = [i for i in candidates if _ends_as_title(head[i].plain)]
    if not candidates:
        # A newsletter without a heading of its own goes by its name.
        names = (line.words for line in head if _is_masthead(line.plain))
        return next(names, "")
    at = sure[0] if sure else candidates[0]
    words = head[at].words
    before = at - 1
    first = _goes_on(head[before].plain, head[at].plain) if before >= 0 else False
    if sure and first and head[at].adjacent:
        words = head[before].words + words
    words = _COLUMN.sub("", words)
    return _FOOTNOTE.sub("", words.strip("《》") if words.startswith("《") else words)


def _goes_on(words: str, below: str) -> bool:
    """Whether a line over a line that ends as a title is its first half."""
    if _ends_as_title(words):
        return False
    issuer = re.search(r"(?:[省市县区州盟旗]|政府|办公[室厅]|委员会|[局委])$", words)
    cut = re.search(r"[月年的和与及、]$|^关于", words)
    return bool(cut or (issuer and re.match(r"关于|\d{4}", below)))


def _may_be_title(head: list[_Line], at: int) -> bool:
    rule, words = rules("front_matter")["title"], head[at].plain
    masthead = _is_masthead(words) and any(_ISSUE.match(line.plain) for line in head[at + 1 :])
    return (
        len(words) >= rule["shortest"]
        and not masthead
        and re.search(r"[㐀-鿿]", words) is not None
        and not _COLUMN.sub("", words).startswith(
            ("—", "-", "(", "（", "【", "[", *rule["not_at_start"])
        )
        and not words.endswith("文件")
        and not _ISSUE.match(words)
        and not _DOCUMENT_NUMBER.search(words)
        and not (_DATE.match(words) and _leads(words))
        and not _bodies(words, press=True)
        and not _names_a_person(words)
    )


def _is_masthead(words: str) -> bool:
    """Whether a line ends as the name of a newsletter does: 重点项目建设简报."""
    return "".join(words.split()).endswith(tuple(rules("front_matter")["title"]["mastheads"]))


def _ends_as_title(words: str) -> bool:
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", _FOOTNOTE.sub("", words)).rstrip("》")
    return len(bare) >= 5 and bare.endswith(tuple(rules("front_matter")["title"]["ends"]))


def _names_a_person(words: str) -> bool:
    """Whether a line is a post and a name: 荣县人民政府县长 韩明祝."""
    return bool(re.search(r"(?:长|书记|主任|主席|市长|代表|总经理)\s+\S(?:\s?\S){1,3}$", words))


def _leads(words: str) -> bool:
    """Whether a date that opens a line stands for itself: nothing after it makes it part of a sentence."""
    found = _DATE.match(words)
    rest = words[found.end() :] if found else ""
    return len(rest) <= 60 and not re.match(r"[，至到—\-在前后起以]", rest)


def _line_date(lines: Iterable[_Line]) -> re.Match[str] | None:
    for line in lines:
        words = line.plain
        opening = _AT_MEETING.match(words)
        found = _DATE.match(words, opening.end() if opening else 0)
        if found:
            rest = words[found.end() :]
            if _leads(words[found.start() :]) or re.match(r"在.*上[）)]?$", rest):
                return found
            if re.match(r"[（(]", words) and re.search(r"[）)]$", words):
                return found
        found = _DATE.search(words)
        issued = _OF_ISSUE.match(words) or _DOCUMENT_NUMBER.search(words)
        if found and (issued or _bodies(words, press=True)):
            return found
    return None


def _signed_date(text: str) -> re.Match[str] | None:
    """Return the date that closes a notice over the paper that it sends: a line of its own, the first there is."""
    for line in _lines(plain(text)):
        found = _DATE.match(line.words)
        if found and found["day"] and _ALONE.fullmatch(line.words, found.end()):
            return found
    return None


def _labelled_date(lines: Iterable[_Line]) -> re.Match[str] | None:
    label = _label("date")
    for line in lines:
        for match in label.finditer(line.plain):
            found = _DATE.match(line.plain, match.end())
            if found:
                return found
    return None


def _bylined(text: str) -> str:
    """The paper whose reporter signs the piece: 本报讯（闽南日报记者 …）, 《黔北观察》记者."""
    media = "|".join(rules("front_matter")["publisher"]["media"])
    found = re.search(
        rf"(?:《(?P<named>[^《》\s]{{2,12}})》|(?<=[（(〔\s])(?P<ended>[^（）()〔〕\s，。]{{2,10}}(?:{media})))(?:全媒体|首席|融媒体)?记者",
        plain(text[:800]),
    )
    return (found["named"] or found["ended"]) if found else ""


def _labelled_publisher(lines: Iterable[_Line]) -> str:
    rule = rules("front_matter")["publisher"]
    for line in lines:
        for match in _label("publisher").finditer(line.plain):
            name = re.match(r"[^\s；;|｜，。]+", line.plain[match.end() :])
            words = name[0].strip("《》“”\"'") if name else ""
            if (
                1 < len(words) <= rule["longest"]
                and words not in rule["not_names"]
                and "：" not in words
            ):
                start = line.plain.index(words, match.end())
                return line.words[start : start + len(words)]
    return ""


@lru_cache(maxsize=2)
def _label(kind: str) -> re.Pattern[str]:
    words = "|".join(rules("front_matter")[kind]["labels"])
    return re.compile(
        rf"(?:^|(?<=[\s|｜）】〗\]]))[【\[（(]?(?:{words})[】\]）)]?\s*[:：]\s*", re.IGNORECASE
    )


def _signed(lines: list[_Line], *, press: bool) -> str:
    """The bodies that a line names and nothing else but a date; several lines of them under each other count as one."""
    for at, line in enumerate(lines):
        names = _bodies(line.plain, press=press)
        if names:
            for after in lines[at + 1 :]:
                more = _bodies(after.plain, press=False) if after.adjacent else []
                if not more:
                    break
                names += more
            return " ".join(names)
    return ""


def _bodies(words: str, *, press: bool) -> list[str]:
    """Return the names in a line that holds names of bodies, a date, and no other words; [] for any other line."""
    rule = rules("front_matter")["publisher"]
    byline = re.search("|".join(map(re.escape, rule["bylines"])), words)
    bare = _EDITION.sub(
        " ", _CLOCK.sub(" ", _DATE.sub(" ", words[: byline.start()] if byline else words))
    )
    bare = re.sub(r"(?:印发|编印?|报送|发布)\s*$", "", bare.strip())
    names = [name for name in _SEPARATORS.split(bare) if name and name not in rule["beside"]]
    ends = (*rule["bodies"], *(rule["media"] if press else ()))
    fits = all(
        name.endswith(ends) and 2 < len(name) <= rule["longest"] and not _ends_as_title(name)
        for name in names
    )
    return names if names and fits and not re.search("[：“”]|关于", bare) else []
