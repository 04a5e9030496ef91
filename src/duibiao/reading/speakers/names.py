"""What a person's name looks like, and where a name in running text ends."""

from __future__ import annotations

import re
from functools import lru_cache

from ..rules import rules

_HAN = "一-鿿"
_LONGEST = 7
"""A name of another people in Chinese characters (乌兰其其格, 阿不都热依木)."""


@lru_cache(maxsize=4096)
def is_name(name: str) -> bool:
    """Whether these characters may be a person's name."""
    table = rules("speakers")
    if "·" in name:
        return True
    if not 2 <= len(name) <= 4 or name[-1] in table["never_ends"]:
        return False
    if name.startswith(_no_beginnings()):
        return False
    if name[0] in "小老" and name[1] in table["surnames"]:
        return len(name) == 2
    return name[:2] in table["double_surnames"] or (len(name) <= 3 and name[0] in table["surnames"])


@lru_cache(maxsize=1)
def _no_beginnings() -> tuple[str, ...]:
    table = rules("speakers")
    return (*table["not_names"], *(post for post in table["posts"] if len(post) > 1))


@lru_cache(maxsize=1)
def name_pattern() -> str:
    """Return the pattern of a name, to be put into others."""
    table = rules("speakers")
    single = "".join(table["surnames"].split())
    double = "|".join(table["double_surnames"])
    # No name ends in 说: 向文说 is 向文 who speaks.
    char = rf"(?![说称])[{_HAN}]"
    given = rf"(?:{char}(?:{char})?| {{1,3}}{char}(?: {{1,3}}{char})?)"
    return rf"(?:(?:{double}){char}(?:{char})?|[{single}]{given}|[{_HAN}]{{1,7}}·[{_HAN}]{{1,7}})"


def whole_name(words: str, at: int, text: str, says: re.Pattern[str], ends: re.Pattern[str]) -> str:
    """Return the name that begins at a place of some words of a text, behind a title; "" where none does.

    `says` matches a known word of saying, `ends` whatever follows a name as a rule. Without these the text itself
    tells where the name ends: two characters, where they also stand with another after them; else three, or
    more of the characters with which other peoples' names are written.
    """
    marked = _marked().match(words, at)
    if marked:
        shortest = marked[0].find("·") + 3 if "·" in marked[0] else len(marked[0])
        lengths = range(shortest, len(marked[0]))
        return next((marked[0][:n] for n in lengths if ends.match(words, at + n)), marked[0])
    run = _HANS.match(words, at)
    most = min(_LONGEST, len(run[0])) if run else 0
    usual = [words[at : at + n] for n in _lengths(words[at : at + 2]) if n <= most]
    usual = [name for name in usual if is_name(name)]
    for follows in (says, ends):
        for name in usual:
            if follows.match(words, at + len(name)):
                return _at_its_length(words, at, name, text)
    others = [words[at : at + n] for n in range(3, most + 1)]
    for name in others:
        if _foreign(name) and ends.match(words, at + len(name)):
            return name
    longest = [name for name in others if len(name) > 3 and _foreign(name)]
    if longest:
        return longest[-1]
    return _at_its_length(words, at, usual[0], text) if usual else ""


_HANS = re.compile(rf"[{_HAN}]+")


@lru_cache(maxsize=1)
def _marked() -> re.Pattern[str]:
    """A name that its spelling sets apart: 买买提·艾力, 张 强."""
    single = "".join(rules("speakers")["surnames"].split())
    return re.compile(
        rf"[{_HAN}]{{1,7}}·[{_HAN}]{{1,7}}|[{single}] {{1,3}}[{_HAN}](?: {{1,3}}[{_HAN}])?(?![{_HAN}])"
    )


def _at_its_length(words: str, at: int, name: str, text: str) -> str:
    """Return a name, or less its last character; not where the deed is told from behind it on: 张有才正带着."""
    table, end = rules("speakers"), at + len(name)
    told = words.startswith((*table["after_name"], *table["acts"]), end)
    if told and name[-1] not in table["acts"]:
        return name
    return _shortened(text, name) or name


def _shortened(text: str, name: str) -> str:
    """The name without its last character, where it also stands without it or that begins another word."""
    shorter = name[:-1]
    if not is_name(shorter):
        return ""
    if name[-1] in rules("speakers")["after_name"]:
        return shorter
    if any(text[m.end() : m.end() + 1] != name[-1] for m in re.finditer(re.escape(shorter), text)):
        return shorter
    return ""


def _lengths(first: str) -> tuple[int, ...]:
    return (4, 3) if first in rules("speakers")["double_surnames"] else (3, 2)


def _foreign(name: str) -> bool:
    """Whether a long name is of characters with which other peoples' names are written."""
    table = rules("speakers")["syllables"]
    return len(name) >= 3 and sum(c in table for c in name) * 3 >= len(name) * 2
