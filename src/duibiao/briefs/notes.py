"""What stands beside and under the numbers: signs of marks, notes, sources and formulas in words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain

from duibiao.records import Lang, Mark

from .document import Brief, Number, Paragraph, Picture, Table, Text, Trace

SIGNS = {
    Mark.FAULT: "x",
    Mark.DOUBTFUL: "u",
    Mark.ESTIMATED: "e",
    Mark.PRELIMINARY: "p",
    Mark.ACROSS_BREAK: "b",
}
"""The letter of a mark: b, e, p, u as Eurostat has them, x for a figure not used."""

DASHES = ("—", "–", "-", "…")
"""What stands where there is no figure."""

_MOST_FORMULAS, _LONG = 6, 80
"""How many formulas a note has, and from how many characters on a formula is left to other editions."""
_NUMERALS = "一二三四五六七八九十"


def numeral(n: int, lang: Lang) -> str:
    """Return the number of a chapter with its mark.

    >>> numeral(3, "zh"), numeral(12, "zh"), numeral(3, "en")
    ('三、', '十二、', '3. ')
    """
    if lang == "en":
        return f"{n}. "
    tens, ones = divmod(n, 10)
    front = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return front + (_NUMERALS[ones - 1] if ones else "") + "、"


def signs(marks: Mark) -> str:
    """Return the letters that stand beside a number with these marks, empty where it has none.

    In brackets: a raised letter that is copied as plain text would read as part of the unit (“yuanu”).

    >>> signs(Mark.PRELIMINARY | Mark.ACROSS_BREAK)
    '[pb]'
    """
    letters = "".join(sign for mark, sign in SIGNS.items() if mark in marks)
    return f"[{letters}]" if letters else ""


def printable(text: str) -> str:
    """Return a text without the control characters that no document can hold.

    >>> printable("自贡\\x0b市")
    '自贡市'
    """
    return "".join(c for c in text if c >= " " or c in "\t\n")


def numbers(*texts: Text) -> Iterator[Number]:
    """Yield the numbers of texts in reading order."""
    for text in texts:
        yield from (part for part in text if isinstance(part, Number))


def table_numbers(table: Table) -> tuple[Number, ...]:
    """Return the numbers of a table, row by row."""
    return tuple(numbers(*(cell for row in table.rows for cell in row)))


def brief_numbers(brief: Brief) -> Iterator[Number]:
    """Yield every number of a brief, tables included, in reading order."""
    yield from numbers(*brief.summary)
    for chapter in brief.chapters:
        yield from numbers(chapter.lead)
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    yield from numbers(block.text)
                case Table():
                    yield from table_numbers(block)
                    yield from numbers(*block.notes)
                case Picture():
                    pass


def with_inputs(ids: Iterable[str], traces: Mapping[str, Trace]) -> tuple[Trace, ...]:
    """Return the traces with these ids and all that they were made from, each once.

    The named ones come first, in their order; then their inputs, theirs, and so on.
    """
    found: dict[str, Trace] = {}
    level = list(ids)
    while level:
        new = {i: traces[i] for i in level if i in traces and i not in found}
        found |= new
        level = [i for trace in new.values() for i in trace.inputs]
    return tuple(found.values())


def sources(ids: Iterable[str], traces: Mapping[str, Trace]) -> tuple[str, ...]:
    """Return the distinct sources that these numbers rest on in the end, in order of appearance."""
    return tuple(dict.fromkeys(t.source for t in with_inputs(ids, traces) if t.source))


def brief_sources(brief: Brief) -> tuple[str, ...]:
    """Return the distinct sources of all numbers of a brief."""
    return sources((number.trace for number in brief_numbers(brief)), brief.traces)


def explain(
    ids: Iterable[str], traces: Mapping[str, Trace], lang: Lang, said: Container[str] = ()
) -> str:
    """Return where the numbers of one paragraph come from, as one note.

    Each number with its value and marks, then how they were calculated, then the sources; nothing twice.
    Places, inputs and long formulas are left to the editions that have room for them, formulas that were
    `said` before or are a label's own words to those.

    >>> trace = Trace("a", "自贡市2020年PM2.5", "43微克/立方米", source="统计年鉴", place="第2页")
    >>> explain(["a"], {"a": trace}, "zh")
    '自贡市2020年PM2.5：43微克/立方米。出处：统计年鉴。'
    """
    colon, stop = ("：", "。") if lang == "zh" else (": ", ".")
    named = [traces[i] for i in dict.fromkeys(ids) if i in traces]
    parts = [_list((_entry(trace, lang) for trace in named), lang)]
    formulas = [t.formula for t in named if t.formula not in said and t.formula not in t.label]
    parts += _formulas(formulas, lang)
    if origins := sources((trace.id for trace in named), traces):
        parts.append(_word("source", lang) + colon + _list(origins, lang))
    return _sentences(parts, stop)


def _entry(trace: Trace, lang: Lang) -> str:
    """A number in a note: what it is, its value, its marks in words."""
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    entry = colon.join(part for part in (trace.label, trace.value) if part)
    return comma.join(part for part in (entry, trace.marks) if part)


def explain_table(table: Table, traces: Mapping[str, Trace], lang: Lang) -> str:
    """Return one note for all numbers of a table: their sources and how they were calculated."""
    colon, stop = ("：", "。") if lang == "zh" else (": ", ".")
    ids = [n.trace for n in table_numbers(table)]
    parts = []
    if origins := sources(ids, traces):
        parts.append(f"{_word('table source', lang)}{colon}{_list(origins, lang)}")
    parts += _formulas((traces[i].formula for i in ids if i in traces), lang)
    return _sentences(parts, stop)


def _formulas(formulas: Iterable[str], lang: Lang) -> list[str]:
    """The formulas of a note in one sentence, each once, and how many there is no room for."""
    distinct = [f for f in dict.fromkeys(formulas) if f]
    few = [f for f in distinct if len(f) < _LONG][:_MOST_FORMULAS]
    left = len(distinct) - len(few)
    if left and few:
        few.append(_word("more", lang).format(n=left))
    elif left:
        few.append(_word("elsewhere", lang))
    return (
        [_word("formula", lang) + ("：" if lang == "zh" else ": ") + _list(few, lang)]
        if few
        else []
    )


def table_note(table: Table, traces: Mapping[str, Trace], lang: Lang) -> Text:
    """Return the note to print under a table, empty where there is nothing to say.

    It holds the table's own notes, what the signs mean that it uses, and why figures are missing.
    """
    colon, stop, gap = ("：", "。", "") if lang == "zh" else (": ", ".", " ")
    found = table_numbers(table)
    seen = Mark.NONE
    for number in found:
        seen |= number.marks
    legend = [f"{signs(mark)} {mark.words(lang)}" for mark in SIGNS if mark in seen]
    dashes = [n.trace for n in found if n.text in DASHES and n.trace in traces]
    reasons = dict.fromkeys(traces[i].note for i in dashes if traces[i].note)
    parts: list[Text] = list(table.notes)
    if legend:
        parts.append((_list(legend, lang) + stop,))
    if reasons:
        parts.append((f"—{colon}{_sentences([_list(reasons, lang)], stop)}",))
    if not parts:
        return ()
    note = [f"{_word('note', lang)}{colon}"]
    return tuple(chain(note, *(part if n == 0 else (gap, *part) for n, part in enumerate(parts))))


def _list(parts: Iterable[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(parts)


def _sentences(parts: Iterable[str], stop: str) -> str:
    gap = "" if stop == "。" else " "
    return gap.join(part if part.endswith(stop) else part + stop for part in parts)


def _word(name: str, lang: Lang) -> str:
    zh, en = _WORDS[name]
    return zh if lang == "zh" else en


_WORDS = {
    "note": ("注", "Note"),
    "source": ("出处", "Source"),
    "table source": ("本表出处", "Sources of the table"),
    "formula": ("算法", "Calculated as"),
    "more": ("另有{n}种，见PDF与Excel版", "{n} more in the PDF and Excel editions"),
    "elsewhere": ("见PDF与Excel版", "see the PDF and Excel editions"),
}
