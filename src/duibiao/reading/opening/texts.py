"""Plain text: its encoding, and its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from duibiao.records import Note

from ..rules import rules
from .draft import Draft
from .refusals import no_encoding

CLOSED = re.compile(r"[。！？；：…”’」』）)!?;:]\s*$")
"""How a line ends that may end a paragraph."""
STARTS_ANEW = re.compile(
    r"[\s　]|[（(]?[一二三四五六七八九十\d]+[）)、.．](?!\d)|第[一二三四五六七八九十\d]+[章节条款项]"
    r"|[\[［〔]\d+[\]］〕](?!\d)|[①-⑳【]|注[：:\d]|[（(][^（）()]*[）)]\s*$|[—\-·•●○■◆▲※]"
)
"""How a line begins that is no continuation: an indent or the mark of a list."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes, name: str) -> str:
    """Return the text of bytes in UTF-8 (with or without a mark), UTF-16 (with a mark) or GB18030.

    Ends of lines become newlines; nothing else is changed. Raises `UnreadableFile` for anything else.
    """
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text) or (encoding == "gb18030" and not _reads_as_chinese(text)):
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise no_encoding(name)


def _reads_as_chinese(text: str) -> bool:
    language = rules("files")["language"]
    characters = [c for c in text if "㐀" <= c <= "鿿"]
    if any(unicodedata.category(c) in ("Co", "Cn") for c in text):
        return False
    if len(characters) < language["frequent_from"]:
        return True
    frequent = frozenset(language["frequent"])
    return sum(c in frequent for c in characters) / len(characters) >= float(
        language["frequent_share"]
    )


def read_plain(text: str) -> Draft:
    """Return a text as it is, line by line; lines broken at one length are joined into paragraphs."""
    draft = Draft()
    for line in unwrapped(text.split("\n"), draft.notes):
        draft.paragraph(line)
    return draft


def unwrapped(lines: list[str], notes: list[Note]) -> list[str]:
    """Return the lines, joined into paragraphs where they were broken at one length, which is noted.

    >>> line = "今年全市重大项目完成投资三百二十亿元同比增长百分"
    >>> unwrapped([line] * 6, []) == [line * 6]
    True
    """
    setting = rules("files")["wrapped"]
    widths = [_width(line.rstrip()) for line in lines]
    full = max(widths, default=0) - setting["slack"]
    broken = [
        width
        for width, (line, after) in zip(widths, pairwise(lines), strict=False)
        if line.strip() and after.strip() and not CLOSED.search(line) and width > full / 2
    ]
    enough = len(broken) >= setting["broken"]
    even = sum(width >= full for width in broken) >= setting["share"] * len(broken)
    fits = setting["shortest"] <= max(widths, default=0) <= setting["longest"]
    if not (enough and even and fits):
        return lines
    indented = any(re.match(r"[ 　]{2}|　", line) for line in lines)
    joined = [lines[0]]
    for width, (line, after) in zip(widths, pairwise(lines), strict=False):
        ends = indented or not CLOSED.search(line)
        if width >= full and after.strip() and ends and not STARTS_ANEW.match(after):
            left, right = joined[-1].rstrip(), after.strip()
            joined[-1] = left + seam(left, right) + right
        else:
            joined.append(after)
    count = len(lines) - len(joined)
    notes.append(
        Note(
            zh=f"原文按固定行宽断行，已将{count}处断行接回成段。",
            en=f"The text was broken at a fixed width; {count} line ends were joined into paragraphs again.",
        )
    )
    return joined


def seam(left: str, right: str) -> str:
    """Return what stands between two lines that are one paragraph: a blank between Latin words only.

    >>> seam("today", "GDP"), seam("增长", "8%")
    (' ', '')
    """
    left, right = left[-1:], right[:1]
    return " " if (left + right).isascii() and left.isalpha() and right.isalpha() else ""


def _width(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in line)
