"""The brief as a tree, between the study and the four renderers.

A brief is chapters; a chapter opens with one sentence that answers its question, then pictures, tables
and paragraphs. Each printed number may name the trace that it came from, and every format shows that
trace in its own way: HTML links to it, Word and PDF print it as a note, Excel keeps it as a formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from duibiao.records import Lang, Mark


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its text as a reader sees it, the trace it links to, and its marks."""

    text: str
    trace: str = ""
    marks: Mark = Mark.NONE


Text = tuple[str | Number, ...]
"""A run of words and numbers, in reading order."""


def plain(text: Text) -> str:
    """Return a text as one string, numbers included.

    >>> plain(("为常州的", Number("39%")))
    '为常州的39%'
    """
    return "".join(p if isinstance(p, str) else p.text for p in text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; an `item` is one of a list, a `note` stands small under a table or picture."""

    text: Text
    role: Literal["body", "item", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its unit if it has one, and how it is aligned."""

    title: str
    unit: str = ""
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; `strong` numbers the rows to stand out (home's own)."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    notes: tuple[Text, ...] = ()
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a Vega-Lite specification, with the sentence that says what it shows."""

    id: str
    title: str
    spec: Mapping[str, Any]
    alt: str


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its question as a title, the sentence that answers it, and what shows it."""

    id: str
    title: str
    lead: Text
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a number comes from, ready to print.

    `label` names region, indicator and year; `value` is the full figure with its unit; `formula` and
    `inputs` (ids of other traces) say how it was made, or `source`, `place` and `given` where it was read.
    """

    id: str
    label: str
    value: str
    formula: str = ""
    inputs: tuple[str, ...] = ()
    source: str = ""
    place: str = ""
    given: str = ""
    vintage: str = ""
    marks: str = ""
    note: str = ""


@dataclass(frozen=True)
class Brief:
    """A finished brief, in one language, before it is given a format.

    `header` is the line that stays in sight: which data, which year. `traces` holds the trace of every
    number, by id, inputs included. `settings` lists the choices made, as (name, value).
    """

    lang: Lang
    title: str
    subtitle: str
    header: str
    summary: tuple[Text, ...]
    chapters: tuple[Chapter, ...]
    traces: Mapping[str, Trace] = field(default_factory=dict)
    settings: tuple[tuple[str, str], ...] = ()
    one_page: bool = False
