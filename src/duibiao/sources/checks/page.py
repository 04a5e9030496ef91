"""The report as one page that works without a network."""

from __future__ import annotations

from html import escape

from duibiao.records import Lang, Problem

from .kinds import kind_title
from .report import Report

_WORDS = {
    "title": ("数据检查", "Data check"),
    "error": ("错误", "Error"),
    "warning": ("提醒", "Warning"),
    "kind": ("问题", "Problem"),
    "severity": ("程度", "Severity"),
    "number": ("处数", "Number"),
    "place": ("位置", "Place"),
    "text": ("说明", "What, and what to do"),
    "row": ("第{}行", "row {}"),
}
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #55606e; --line: #d5dae1; --page: #fff; --bar: #1f5fa8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7ebf0; --soft: #a9b4c1; --line: #3b4653; --page: #161b21; --bar: #7fb2ec; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem; background: var(--page); color: var(--ink);
  font: 16px/1.7 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
.answer { font-size: 1.15rem; margin: 0 0 1.25rem; } .note { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.place { color: var(--soft); min-width: 8rem; overflow-wrap: anywhere; }
a { color: var(--bar); }
h2 .mark { border: 1px solid currentcolor; border-radius: 3px; font-size: .8rem; padding: 0 .4em; }
h2 .mark.error { background: var(--ink); color: var(--page); }
@media print { body { max-width: none; padding: 0; } tr { break-inside: avoid; } }
"""


def report_html(report: Report, lang: Lang) -> str:
    """Return the report as one HTML page: the answer, the counts by kind, then each problem.

    The page needs no network and no script.

    >>> from duibiao.sources import CheckSettings
    >>> "没有发现问题" in report_html(Report((), 403, CheckSettings()), "zh")
    True
    """
    sections = "".join(
        _section(
            c.kind,
            c.severity,
            [p for p in report.problems if (p.kind, p.severity) == (c.kind, c.severity)],
            lang,
        )
        for c in report.counts
    )
    notes = "".join(f'<p class="note">{escape(n.text(lang))}</p>' for n in report.notes)
    title = _word("title", lang)
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        f'<h1>{title}</h1><p class="answer">{escape(report.sentence(lang))}</p>{notes}'
        f"{_counts(report, lang)}{sections}</body></html>\n"
    )


def _word(name: str, lang: Lang) -> str:
    return _WORDS[name][0 if lang == "zh" else 1]


def _counts(report: Report, lang: Lang) -> str:
    if not report.counts:
        return ""
    head = "".join(f'<th class="{w}">{_word(w, lang)}</th>' for w in ("severity", "kind", "number"))
    rows = "".join(
        f"<tr><td>{_word(c.severity, lang)}</td>"
        f'<td><a href="#{c.severity}-{c.kind}">{kind_title(c.kind, lang)}</a></td>'
        f'<td class="number">{c.number:,}</td></tr>'
        for c in report.counts
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _section(kind: str, severity: str, problems: list[Problem], lang: Lang) -> str:
    head = "".join(f"<th>{_word(w, lang)}</th>" for w in ("place", "text"))
    rows = "".join(
        f'<tr><td class="place">{escape(_place(p, lang))}</td><td>{escape(p.text(lang))}</td></tr>'
        for p in problems
    )
    return (
        f'<h2 id="{severity}-{kind}"><span class="mark {severity}">{_word(severity, lang)}</span> '
        f"{kind_title(kind, lang)}</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _place(problem: Problem, lang: Lang) -> str:
    row = _word("row", lang).format(problem.row) if problem.row else ""
    return " · ".join(x for x in (problem.file, problem.sheet, row, problem.field) if x)
