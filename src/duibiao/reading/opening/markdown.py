"""Markdown: its text without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .draft import Draft
from .texts import unwrapped

if TYPE_CHECKING:
    from markdown_it.token import Token

_FIELDS = re.compile(r"\A---\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_DEEPEST = 60  # lists and quotations in one another; what is deeper is lost
_BREAKS = frozenset({"softbreak", "hardbreak"})


@dataclass(frozen=True)
class _Block:
    lines: list[str]
    level: str = ""  # "h1" of a heading
    is_row: bool = False


def read_markdown(text: str) -> Draft:
    """Return the text of Markdown without its marks; its first heading of the first level is the title.

    Fields between lines of three hyphens at the top (title, date, publisher) are read, not kept.
    """
    from markdown_it import MarkdownIt

    draft = Draft()
    fields = _FIELDS.match(text)
    if fields:
        text = text[fields.end() :]
        draft.aside = fields[1]
    reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    for block in _blocks(reader.parse(text)):
        if block.is_row:
            draft.row(block.lines)
            continue
        if block.level == "h1" and not draft.title:
            draft.title = "".join(block.lines)
        for line in unwrapped(block.lines, draft.notes):
            draft.paragraph(line)
    return draft


def _blocks(tokens: list[Token]) -> Iterator[_Block]:
    level, mark = "", ""
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                level = token.tag
            case "list_item_open" if token.info:
                mark = f"{token.info}{token.markup} "
            case "tr_open":
                row = []
            case "tr_close":
                yield _Block(row or [], is_row=True)
                row = None
            case "inline" if row is not None:
                row.append(" ".join(_lines(token)))
            case "inline":
                lines = _lines(token)
                yield _Block([mark + lines[0], *lines[1:]], level)
                level, mark = "", ""
            case "code_block" | "fence":
                yield _Block(token.content.rstrip("\n").split("\n"))
            case "html_block":
                yield _Block(_of_html(token.content))


def _lines(inline: Token) -> list[str]:
    words = ""
    for part in inline.children or ():
        if part.type in _BREAKS:
            words += "\n"
        elif part.type in ("text", "code_inline"):
            words += part.content
    return [line.strip() for line in words.split("\n")]


def _of_html(source: str) -> list[str]:
    from .pages import read_html

    return read_html(source).text.split("\n")
