"""Who speaks in a document, with post and body, and which stretches are theirs.

Four forms: a block under “姓名（职务）：”, a sentence “职务姓名表示”, a question and answer, and a speech or
report that one person delivers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from duibiao.records import Quote, Speaker

from ..passages import Paragraph, Passages
from ..rules import rules
from ..titles import Title, parse_title, posts_pattern, title_before, title_pattern
from .names import is_name, name_pattern, whole_name
from .saying import quote_before, said_from, say_pattern

_HAN = "一-鿿"
_OPENING_PARAGRAPHS = 12
_HEAD = 600
_HEADS = (
    "visited",
    "framed",
    "block",
    "block_title_first",
    "host",
    "line",
    "name_first",
    "speech",
    "line_spaced",
)
"""The forms of a line that begins somebody's block."""
_CAST_LABEL = re.compile(
    r"(?:发布人|主持人|嘉宾|出席|参加|主讲人|与会|访谈嘉宾|出席领导|参会人员)："
)
_QUOTE_LATER = re.compile(r"[^。！？“”]{0,40}[，：]“")
_HOSTED = re.compile(r"(?:主持人[ ]*：|[【\[〔]主持人[】\]〕])(?=.*[。！？])")
_CONGRESS = re.compile(r"在(?P<place>[^，。\s]{1,9}?[省市县区州旗盟])第[^，。]{1,5}届人民代表大会")
_REPORT = re.compile(r"(?P<place>[^，。\s]{1,9}?[省市县区州旗盟])(?:人民)?政府工作报告")


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody begins to speak: at `start`, in paragraph number `paragraph`."""

    name: str
    start: int
    paragraph: int
    form: str
    rule: str


def find_speakers(passages: Passages) -> tuple[Speaker, ...]:
    """Return the speakers in the order in which they begin, each with the stretches that are theirs.

    >>> from duibiao.records import Document
    >>> text = "李明(市经信局局长):\\n我们将办好园区。\\n编辑:王力"
    >>> [(s.name, s.post, s.unit, s.turns[0].text) for s in find_speakers(Passages(Document("a", text)))]
    [('李明', '局长', '市经信局', '我们将办好园区。')]
    """
    titles = _people(passages)
    begun = sorted(_begun(passages, titles), key=lambda t: t.start) or list(_delivered(passages))
    titles |= {
        name: title
        for name, title in _delivering(passages)
        if len(title.words) > len(titles.get(name, Title()).words)
    }
    turns = _turns(passages, begun)
    speakers = []
    for name in dict.fromkeys(t.name for t in begun):
        title = _with_place(passages, titles.get(name, Title()))
        theirs = tuple(q for n, q in turns if n == name)
        written = partial(_as_written, passages)
        speakers.append(
            Speaker(
                name=written(name),
                post=written(title.post),
                unit=written(title.unit),
                title=written(title.words),
                region=written(title.region),
                turns=theirs,
            )
        )
    return tuple(speakers)


def _as_written(passages: Passages, words: str) -> str:
    """Words of the one spelling as the document spells them: a name in traditional script keeps it."""
    at = passages.plain.find(words) if words else -1
    return passages.document.text[at : at + len(words)] if at >= 0 else words


def _people(passages: Passages) -> dict[str, Title]:
    """Who is named in the text, with the fullest title given."""
    found: dict[str, Title] = {}
    for paragraph in passages.paragraphs:
        words = passages.words(paragraph)
        for name, title in _titled(words, passages.plain):
            if len(title.words) >= len(found.get(name, Title()).words):
                found[name] = title
    return found


def _titled(words: str, text: str) -> Iterator[tuple[str, Title]]:
    """Names of a paragraph with the titles that stand beside them."""
    heading = _heading(words)
    if heading:
        yield heading["name"].replace(" ", ""), parse_title(_trimmed(heading["title"]))
    for m in _posts().finditer(words):
        if _towards().match(words, m.end()):
            continue  # 企业负责人向赵涌涛书记汇报
        name = whole_name(words, m.end(), text, _says(), _name_ends())
        everybody = m["posts"].endswith(tuple(rules("speakers")["everybody"]))
        quoted = everybody and quote_before(words, m.start()) is not None
        at = m.end() + len(name)
        quoted = quoted or _QUOTE_LATER.match(words, at) is not None
        if name and (not everybody or quoted or _says().match(words, at)):
            yield name.replace(" ", ""), _title_of(words, m)
    for m in _pattern("name_post").finditer(words):
        if is_name(m["name"]):
            yield m["name"], parse_title(m["posts"])
    for m in _pattern("name_title").finditer(words):
        if is_name(m["name"]):
            yield m["name"], parse_title(_trimmed(m["title"]))


def _heading(words: str) -> re.Match[str] | None:
    """The line that begins somebody's block, with a title."""
    found = ((f, _pattern(f).match(words)) for f in _HEADS)
    return next((m for f, m in found if m and (f == "line_spaced" or _named(m))), None)


def _named(m: re.Match[str]) -> bool:
    return is_name(m["name"].replace(" ", ""))


def _title_of(words: str, m: re.Match[str]) -> Title:
    return parse_title(_trimmed(title_before(words, *m.span("posts"))))


@lru_cache(maxsize=1)
def _posts() -> re.Pattern[str]:
    return re.compile(rf"(?P<posts>{posts_pattern()})[ ]?")


@lru_cache(maxsize=1)
def _towards() -> re.Pattern[str]:
    """Words that lead to somebody else with a post, and begin like a surname."""
    surnames = "".join(rules("speakers")["surnames"].split())
    return re.compile(rf"[向与和同对][{surnames}][{_HAN}]{{1,2}}{posts_pattern()}")


@lru_cache(maxsize=1)
def _says() -> re.Pattern[str]:
    """Needed after a name behind a post that anybody has: 市民, 代表 tell nothing of what follows."""
    return re.compile(rf"[ ]?{say_pattern(any_manner=False)}")


@lru_cache(maxsize=1)
def _name_ends() -> re.Pattern[str]:
    """What follows a whole name."""
    acts = "|".join(rules("speakers")["acts"])
    return re.compile(rf"[ ]?(?:{say_pattern()}|{acts}|[，。（：、]|[ ]|$)")


def _begun(passages: Passages, people: dict[str, Title]) -> Iterator[_Turn]:
    """Where each person begins to speak."""
    if not people:
        return
    mentions, reports = _mentions(people), _reports(people)
    cast, host = _cast(passages), _host(passages)
    holder = last = ""
    for i, paragraph in enumerate(passages.paragraphs):
        words = passages.words(paragraph)
        block = _block(words) if i not in cast else None
        name = block["name"].replace(" ", "") if block else ""
        if block and name in people:
            holder = name
            yield _Turn(name, paragraph.start + block.end(), i, "block", "speaker.block")
            continue
        hosted = _HOSTED.match(words) if host in people and i not in cast else None
        if hosted:
            holder = host
            yield _Turn(host, paragraph.start + hosted.end(), i, "block", "speaker.block")
            continue
        report = reports.search(words) if i < _OPENING_PARAGRAPHS else None
        if report:
            end = paragraph.start + report.end()
            yield _Turn(report["name"].replace(" ", ""), end, i, "delivers", "speaker.reports")
            continue
        for m in mentions.finditer(words):
            last = (m["name"] or last).replace(" ", "")
            said = said_from(words, m.start(), m.end(), mentions)
            if said is None or not last or last == holder:
                continue
            holder = ""
            for name in (*_together(words, m.start(), people), last):
                yield _Turn(name, paragraph.start + said, i, "says", "speaker.says")


def _cast(passages: Passages) -> frozenset[int]:
    """The lines that only list who takes part: a name and title under another, with nothing said between."""
    words = [passages.words(p) for p in passages.paragraphs]
    lines = [i for i, w in enumerate(words) if not w.endswith("：") and _heading(w)]
    labels = {i for i, w in enumerate(words) if _CAST_LABEL.fullmatch(w)}
    named = {*lines, *labels}
    return frozenset(i for i in lines if named & {i - 1, i + 1})


def _host(passages: Passages) -> str:
    """The name behind “主持人：” where it stands with a title: whose are the lines that open so."""
    lines = map(passages.words, passages.paragraphs)
    found = filter(None, (_pattern("hosted_by").fullmatch(words) for words in lines))
    return next((m["name"].replace(" ", "") for m in found), "")


def _together(words: str, at: int, people: Iterable[str]) -> list[str]:
    """The people named right before another, who say it with him: 吉建军、吴海燕表示."""
    found = re.search(rf"(?:^|(?<=[，。；]))(?P<names>(?:(?:{_any_name(people)})、)+)$", words[:at])
    return found["names"].replace(" ", "").rstrip("、").split("、") if found else []


def _block(words: str) -> re.Match[str] | None:
    return _heading(words) or _pattern("block_name").match(words)


def _delivering(passages: Passages) -> Iterator[tuple[str, Title]]:
    for _, m in _delivery_lines(passages):
        name = m["name"].replace(" ", "")
        if is_name(name):
            named = m.groupdict()
            yield name, parse_title(_trimmed(named.get("title") or named.get("behind") or ""))


def _with_place(passages: Passages, title: Title) -> Title:
    """The title of a head of government whose place is only in the line on the congress."""
    congress = _CONGRESS.search(passages.plain, 0, _HEAD) or _REPORT.match(passages.plain)
    if title.unit or congress is None or not congress["place"].endswith(title.post[-2:-1] or " "):
        return title
    return replace(title, unit=congress["place"], region=congress["place"])


def _delivered(passages: Passages) -> Iterator[_Turn]:
    """A speech or report under the name of the one who gives it."""
    for i, m in _delivery_lines(passages):
        name = m["name"].replace(" ", "")
        if is_name(name):
            end = passages.paragraphs[i].start + m.end()
            yield _Turn(name, end, i, "delivers", "speaker.delivers")
            return


def _delivery_lines(passages: Passages) -> Iterator[tuple[int, re.Match[str]]]:
    paragraphs = passages.paragraphs
    count = len(paragraphs)
    near = [*range(min(_OPENING_PARAGRAPHS, count))]
    for i in near:
        words = passages.words(paragraphs[i])
        m = _pattern("delivers").fullmatch(words) or _pattern("entitled").fullmatch(words)
        if m:
            yield i, m


def _turns(passages: Passages, begun: Sequence[_Turn]) -> list[tuple[str, Quote]]:
    """The stretch of each turn: to the next turn, or to where the reporter speaks again."""
    turns = []
    for turn in begun:
        following = next((t for t in begun if t.start > turn.start), None)
        limit = following.start if following else len(passages.plain)
        end = turn.start
        for i, paragraph in enumerate(passages.paragraphs[turn.paragraph :], turn.paragraph):
            if paragraph.start >= limit or (
                i > turn.paragraph and not _goes_on(passages, paragraph, turn.form)
            ):
                break
            if following and i == following.paragraph and following.form == "block":
                break
            end = min(paragraph.end, limit)
        if end > turn.start:
            turns.append(
                (turn.name, passages.document.quote(*_stripped(passages.plain, turn.start, end)))
            )
    return turns


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n：，":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    return start, end


def _goes_on(passages: Passages, paragraph: Paragraph, form: str) -> bool:
    """Whether a paragraph still belongs to the one who spoke before it."""
    words, table = passages.words(paragraph), rules("speakers")
    if form == "delivers":
        return True
    if any(words.startswith(w) for w in table["ends"]) or any(w in words for w in table["closes"]):
        return False
    return form == "block" or words.startswith(("“", *table["continues"]))


def _trimmed(title: str) -> str:
    """A title without what leads to it: 考察团成员, 日前, 在会上, and an adverbial before the body."""
    title = _trip_role().sub("", title).strip(" 　，。：（—-●■▲◆◎★○·•◇□【")
    return _leading().sub("", title)


@lru_cache(maxsize=1)
def _trip_role() -> re.Pattern[str]:
    """A part in the trip before the post: 代表团团长、县长."""
    return re.compile(
        r"^.*?(?:代表团|考察团|考察组|学习团|访问团|团)(?:副?团长|副?组长|成员|团员)、"
    )


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    words = "|".join(sorted(rules("speakers")["before_title"], key=len, reverse=True))
    return re.compile(rf"^(?:{words})+")


def _reports(people: Iterable[str]) -> re.Pattern[str]:
    """A known name that gives the report which follows."""
    return re.compile(
        rf"(?P<name>{_any_name(people)})(?:同志)?[^，。：]{{0,24}}(?:作[^，。]{{0,14}}(?:报告|说明|述职)|报告工作)"
    )


def _mentions(people: Iterable[str]) -> re.Pattern[str]:
    """A known name or a pronoun."""
    return re.compile(rf"(?P<name>{_any_name(people)})|[他她]")


def _any_name(people: Iterable[str]) -> str:
    """Any of the names, also where they are spaced out (张 强)."""
    by_length = sorted(people, key=len, reverse=True)
    return "|".join("[ ]{0,3}".join(map(re.escape, name)) for name in by_length)


@lru_cache(maxsize=16)
def _pattern(form: str) -> re.Pattern[str]:
    name, title, say = (
        rf"(?P<name>{name_pattern()})",
        rf"(?P<title>{title_pattern()})",
        say_pattern(),
    )
    date = r"(?:——|—|-)?(?:\d{4}年\d{1,2}月\d{1,2}日)?(?:在?[^。]{0,60}?(?:会议|大会|会)上)?[ ，]*"
    return re.compile(
        {
            "block": rf"[●■▲◆◎★○·•◇□—\- ]*{name}[ ]*（{title}(?:[，；][^）]*)?）[ ]*(?:：|$)",
            "block_title_first": rf"{title}[ ]*{name}[：]",
            "visited": rf"(?:——|—|-)*(?:专?访|采访|对话){title}[ ]*{name}$",
            # 【区工信局局长  苗志刚】
            "framed": rf"[【\[〔]{title}[ ]*{name}[】\]〕][ ：]*",
            # 二、开发区党工委书记卡德尔讲话
            "speech": rf"(?:[（]?[一二三四五六七八九十]+[、）])?{title}[ ]*{name}(?:同志)?的?(?:讲话|致辞|发言|汇报)(?:摘要|要点|提纲|摘登)?$",
            # ●麦积区委书记 杜晓棠: a line of its own. A name behind a space may be of any form.
            "line": rf"[●■▲◆◎★○·•◇□—\- ]*{title}[ ]*(?:{name})(?:（[^）]*）)?$",
            # 薛志刚　市文化和旅游局局长
            "name_first": rf"(?:(?:发布|主讲|汇报|发言)人：|嘉宾：)?{name}[ ]+{title}(?:，{title_pattern()})*$",
            "line_spaced": rf"[●■▲◆◎★○·•◇□—\- ]*{title}[ ]+(?P<name>[{_HAN}]{{2,6}})(?:（[^）]*）)?$",
            "host": rf"(?:主持人?|答|嘉宾|受访者)[ ]*（{title}[ ]*{name}）[ ]*：",
            "hosted_by": rf"主持人[ ]*：{title}[ ]*{name}",
            "block_name": rf"[【\[〔]?{name}(?:：|[】\]〕][ ：]*)",
            "name_title": rf"{name}（{title}）",
            # 王建国局长表示
            "name_post": rf"(?:^|(?<=[，。：；“”]))(?P<name>{name_pattern()})(?P<posts>{posts_pattern()})(?={say}|：)",
            "entitled": rf"{name}同志?(?:——)?在[^。]{{4,50}}(?:上的?|时的)(?:讲话|报告|发言|致辞)(?:摘要|要点|提纲)?",
            "delivers": rf"(?:(?:主讲|汇报|发言|述职|演讲|报告)人：|{date})（?{title}?[ ]*{name}）?(?:（(?P<behind>{title_pattern()})）|（[^）]*）)?",
        }[form]
    )
