"""A brief as one HTML file: works offline, reads on a phone, prints on A4, follows light and dark."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from duibiao.records import Lang, Mark

from .document import Brief, Number, Picture, Table, Text, Trace
from .notes import SIGNS, brief_numbers, signs, table_note, with_inputs
from .runtime import chart_runtime
from .theme import CHART_FONT, DARK, LIGHT, PAGE_FONT

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(brief: Brief) -> bytes:
    """Return a brief as the bytes of one HTML file that needs no network.

    Each number links to its entry under “数字出处” and that to what it was made from. Charts are drawn by
    the reader's browser; until then, and without JavaScript, their sentence stands in their place. The page forbids itself
    the network (Content-Security-Policy), and the same brief gives the same bytes.
    """
    template = environment().get_template("brief.html")
    return template.render(page=_page(brief)).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Page:
    """What the template reads. `first` says of a trace whether it is asked for the first time."""

    brief: Brief
    words: Mapping[str, str]
    palette: Mapping[str, Mapping[str, str]]
    font: str
    policy: str
    runtime: str
    script: str
    traces: tuple[Trace, ...]
    sources: Mapping[str, int]
    legend: tuple[tuple[str, str], ...]
    first: Callable[[str], bool]

    def known(self, trace: str) -> bool:
        """Whether a number can be traced."""
        return trace in self.brief.traces

    def label(self, trace: str) -> str:
        """What the number of a trace is."""
        return self.brief.traces[trace].label

    def note(self, table: Table) -> Text:
        """What stands under a table."""
        return table_note(table, self.brief.traces, self.brief.lang)

    def words_of(self, number: Number) -> str:
        """The marks of a number in words."""
        return number.marks.words(self.brief.lang)


def _page(brief: Brief) -> Page:
    numbers = tuple(brief_numbers(brief))
    traces = with_inputs((n.trace for n in numbers), brief.traces)
    sources = dict.fromkeys(t.source for t in traces if t.source)
    drawn = any(isinstance(b, Picture) for c in brief.chapters for b in c.blocks)
    runtime, script = chart_runtime() if drawn else "", _script()
    marked = {m for m in SIGNS for n in numbers if m in n.marks}
    return Page(
        brief=brief,
        words=_WORDS[brief.lang],
        palette={"light": LIGHT, "dark": DARK},
        font=PAGE_FONT,
        policy=policy(runtime, script),
        runtime=runtime,
        script=script,
        traces=traces,
        sources={source: n for n, source in enumerate(sources, 1)},
        legend=tuple((signs(m), m.words(brief.lang)) for m in SIGNS if m in marked),
        first=_first_time(),
    )


def _first_time() -> Callable[[str], bool]:
    seen: set[str] = set()

    def first(trace: str) -> bool:
        new = trace not in seen
        seen.add(trace)
        return new

    return first


def policy(*scripts: str) -> str:
    """Return what a page may load: its own scripts and styles, pictures inside the file, and nothing else."""
    hashes = (hashlib.sha256(s.encode()).digest() for s in scripts if s)
    allowed = " ".join(f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def embedded(spec: Mapping[str, Any]) -> str:
    """Return a chart as JSON that cannot end the script element around it, in the page's colours and font.

    >>> embedded({"title": "</script>", "color": "#104fa6"})
    '{"title": "\\\\u003c/script\\\\u003e", "color": "var(--home)"}'
    """
    text = json.dumps(spec, ensure_ascii=False)
    text = _COLOURS.sub(lambda m: f'"var(--{_ROLES[m[1]]})"', text)
    text = text.replace(f'"font": "{CHART_FONT}"', f'"font": {json.dumps(PAGE_FONT)}')
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


_ROLES = {colour: role for role, colour in LIGHT.items()}
_COLOURS = re.compile(f'"({"|".join(_ROLES)})"')


def anchor(trace: str) -> str:
    """Return the id of a trace as an HTML id, which holds no white space.

    >>> anchor("ratio.New York.2020")
    'ratio.New_York.2020'
    """
    return re.sub(r"\s", "_", trace)


@cache
def environment() -> Environment:
    """Return the templates, which escape every text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("duibiao.briefs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"embedded": embedded, "anchor": anchor, "signs": signs}
    made.tests["preliminary"] = lambda number: Mark.PRELIMINARY in number.marks
    return made


@cache
def _script() -> str:
    return environment().get_template("brief.js").render()


_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "locale": "zh-CN",
        "colon": "：",
        "apart": "　",
        "skip": "跳到正文",
        "contents": "目录",
        "summary": "摘要",
        "traces": "数字出处",
        "traces_note": "正文和表中的数字都列在这里：读来的写明出处和位置，算出的写明算法和所用的数。点数字到出处，点“↑”回到正文。",
        "back": "回到正文",
        "formula": "算法",
        "inputs": "所用的数",
        "given": "原文",
        "sources": "出处",
        "settings": "本次选择",
        "signs": "标记",
        "table": "表，可左右滚动",
    },
    "en": {
        "locale": "en",
        "colon": ": ",
        "apart": "; ",
        "skip": "Skip to the text",
        "contents": "Contents",
        "summary": "Summary",
        "traces": "Where each number comes from",
        "traces_note": "Every number of text and tables: those read, with source and place; those calculated, with formula and inputs. A number leads here, “↑” leads back.",
        "back": "Back to the text",
        "formula": "Calculated as",
        "inputs": "From",
        "given": "As printed",
        "sources": "Sources",
        "settings": "Choices made",
        "signs": "Marks",
        "table": "table, scrolls sideways",
    },
}
