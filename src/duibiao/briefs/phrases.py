"""The sentences of a brief, as templates in two languages.

A template is a string with named places; `say` fills them with words and numbers and keeps the numbers
apart, so that each can be traced. `test_phrases` holds that both languages have the same templates with
the same places.
"""

from __future__ import annotations

import string
import tomllib
from functools import cache
from importlib.resources import files

from duibiao.records import Lang

from .document import Number, Text


@cache
def templates(lang: Lang) -> dict[str, str]:
    """Return all templates of a language by key."""
    text = files("duibiao.briefs").joinpath("wording", f"{lang}.toml").read_text(encoding="utf-8")
    flat: dict[str, str] = {}
    for section, entries in tomllib.loads(text).items():
        flat.update({f"{section}.{key}": value for key, value in entries.items()})
    return flat


def say(lang: Lang, key: str, /, **places: str | Number | Text) -> Text:
    """Return the sentence `key` with its places filled.

    >>> say("zh", "years.beyond_record", n="10")
    ('10', '年以上')
    """
    pieces: list[str | Number] = []
    for literal, name, _, _ in string.Formatter().parse(templates(lang)[key]):
        if literal:
            pieces.append(literal)
        if name is not None:
            value = places[name]
            pieces.extend(value if isinstance(value, tuple) else (value,))
    return tuple(pieces)


def word(lang: Lang, key: str) -> str:
    """Return a template without places, as it stands.

    >>> word("en", "status.behind")
    'behind'
    """
    return templates(lang)[key]


def listed(lang: Lang, items: list[Text] | list[str]) -> Text:
    """Return items as a list in a sentence: a、b和c; a, b and c."""
    texts = [i if isinstance(i, tuple) else (i,) for i in items]
    if not texts:
        return ()
    comma, last = ("、", "和") if lang == "zh" else (", ", " and ")
    out: list[str | Number] = list(texts[0])
    for position, text in enumerate(texts[1:], start=2):
        out.append(last if position == len(texts) else comma)
        out.extend(text)
    return tuple(out)


def joined(*texts: Text, between: str = "") -> Text:
    """Return several texts as one."""
    out: list[str | Number] = []
    for text in texts:
        if out and between and text:
            out.append(between)
        out.extend(text)
    return tuple(out)
