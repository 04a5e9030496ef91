"""A brief as a PDF, set by Typst with the font that the product brings along."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

from duibiao.records import Lang, Mark

from .document import Brief, Number, Paragraph, Picture, Table, Text, Trace
from .images import FONT, chart_svg, font_folder
from .notes import brief_numbers, numeral, signs, table_note, with_inputs
from .table_fit import UNIT_SIZE, fit_columns
from .theme import LIGHT

# In points: A4 less the margins that the template sets, of a brief and of a one-page brief.
_TEXT_WIDTH = {False: 442.0, True: 459.0}
_SIZES = (10.5, 9.5, 8.5)
_PADDING = 4.0


def render_pdf(brief: Brief) -> bytes:
    """Return a brief as the bytes of a PDF file.

    One column on A4; each page says which data and which year; each number links to its entry under
    “数字出处” at the end, and that to what it was made from. A one-page brief ends with its sources
    instead. Fonts of the machine play no part, and the same brief gives the same bytes.
    """
    data = json.dumps(_data(brief), ensure_ascii=False)
    return bytes(_typesetter().compile(sys_inputs={"brief": data}))


@cache
def _typesetter() -> Any:
    import typst

    folder = files(__package__) / "templates"
    # The root is named: without it, the template is refused unless one works in a folder above it.
    return typst.Compiler(
        str(folder / "brief.typ"),
        root=str(folder),
        font_paths=[font_folder()],
        ignore_system_fonts=True,
    )


def _data(brief: Brief) -> dict[str, Any]:
    """The tree as the template reads it: plain lists and texts, nothing left to decide."""
    lang = brief.lang
    shown = with_inputs((n.trace for n in brief_numbers(brief)), brief.traces)
    origins = tuple(dict.fromkeys(trace.source for trace in shown if trace.source))
    numbered = {source: f"[{n}]" for n, source in enumerate(origins, 1)}
    return {
        "lang": lang,
        "words": _WORDS[lang],
        "colours": {role: LIGHT[role] for role in ("ink", "muted", "rule", "home")},
        "fonts": [FONT] if lang == "zh" else ["Libertinus Serif", FONT],
        "title": brief.title,
        "subtitle": brief.subtitle,
        "header": brief.header,
        "one_page": brief.one_page,
        "summary": [_runs(text) for text in brief.summary],
        "chapters": list(_chapters(brief)),
        "settings": brief.settings,
        "sources": origins,
        "traces": []
        if brief.one_page
        else [_trace(trace, brief.traces, lang, numbered) for trace in shown],
    }


def _chapters(brief: Brief) -> Iterator[dict[str, Any]]:
    tables, pictures = count(1), count(1)
    for n, chapter in enumerate(brief.chapters, 1):
        blocks, item = [], 0
        for block in chapter.blocks:
            item = item + 1 if isinstance(block, Paragraph) and block.role == "item" else 0
            match block:
                case Paragraph(text, role):
                    blocks.append({"kind": role, "text": _runs(text), "n": item})
                case Table():
                    blocks.append(_table(block, next(tables), brief))
                case Picture():
                    blocks.append(_picture(block, next(pictures), brief.lang))
        title = numeral(n, brief.lang) + chapter.title
        yield {"title": title, "lead": _runs(chapter.lead), "blocks": blocks}


def _runs(text: Text) -> list[str | dict[str, Any]]:
    return [part if isinstance(part, str) else _number(part) for part in text]


def _number(number: Number) -> dict[str, Any]:
    return {
        "text": number.text,
        "trace": number.trace,
        "signs": signs(number.marks),
        "preliminary": Mark.PRELIMINARY in number.marks,
    }


def _table(table: Table, n: int, brief: Brief) -> dict[str, Any]:
    size, widths = fit_columns(table, brief.lang, _TEXT_WIDTH[brief.one_page], _SIZES, _PADDING)
    columns = [
        {"title": c.title, "unit": c.unit, "align": c.align, "width": width}
        for c, width in zip(table.columns, widths, strict=True)
    ]
    return {
        "kind": "table",
        "title": f"表{n}　{table.title}" if brief.lang == "zh" else f"Table {n}. {table.title}",
        "size": size,
        "unit_size": UNIT_SIZE,
        "padding": _PADDING,
        "columns": columns,
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
        "strong": table.strong,
        "note": _runs(table_note(table, brief.traces, brief.lang)),
    }


def _picture(picture: Picture, n: int, lang: Lang) -> dict[str, Any]:
    svg = chart_svg(picture.spec)
    return {
        "kind": "picture",
        "title": f"图{n}　{picture.title}" if lang == "zh" else f"Figure {n}. {picture.title}",
        "svg": svg,
        "alt": picture.alt,
    }


def _trace(
    trace: Trace, traces: Mapping[str, Trace], lang: Lang, numbered: Mapping[str, str]
) -> dict[str, Any]:
    colon, words = _WORDS[lang]["colon"], _WORDS[lang]
    where = " ".join(part for part in (numbered.get(trace.source), trace.place) if part)
    given = f"{words['given']}{colon}{trace.given}" if trace.given else ""
    rest = (
        f"{words['source']}{colon}{where}" if where else "",
        given if trace.given != trace.value else "",
        trace.vintage,
        trace.marks,
        trace.note,
    )
    return {
        "id": trace.id,
        "label": trace.label,
        "value": trace.value,
        "formula": trace.formula,
        "inputs": [{"id": i, "label": traces[i].label} for i in trace.inputs if i in traces],
        "rest": words["semicolon"].join(part for part in rest if part),
    }


_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "colon": "：",
        "semicolon": "；",
        "settings": "本简报的设定",
        "sources": "出处",
        "source": "出处",
        "given": "原文",
        "formula": "算法",
        "inputs": "由来",
        "traces": "数字出处",
        "traces_note": "正文和表中的数字逐一列在这里：读来的写明出处和位置，算出的写明算法和所用的数。",
    },
    "en": {
        "colon": ": ",
        "semicolon": "; ",
        "settings": "Settings of this brief",
        "sources": "Sources",
        "source": "Source",
        "given": "As printed",
        "formula": "Calculated as",
        "inputs": "From",
        "traces": "Where the numbers come from",
        "traces_note": "Each number of text and tables: those read with source and place, those calculated with formula and inputs.",
    },
}
