"""What the sheet of gaps says of a gap in words: why a time distance is a bound, and what to be careful of."""

from __future__ import annotations

from duibiao.gaps import Gap

from .workbook_book import Book


def time_reason(book: Book, gap: Gap) -> str:
    """Why a time distance is a bound or missing; at constant prices only where that says something else."""
    lang = book.brief.lang
    times = [gap.time, *([gap.time_constant] if gap.time_constant else [])]
    reasons = dict.fromkeys(t.reason.text(lang) for t in times if t.reason)
    crossings = [t for t in times if t.crossings > 1]
    told = [*reasons]
    if crossings:
        told.append(book.word("crossings", n=str(crossings[0].crossings)))
    return _sentences(told, lang)


def remarks(book: Book, gap: Gap) -> str:
    """Everything else a reader must know of this gap."""
    lang = book.brief.lang
    told = [gap.reason.text(lang)] if gap.reason else []
    if gap.total:
        told.append(book.word("total_remark"))
    told += [p.reason.text(lang) for p in (gap.pace_home, gap.pace_reference) if p.reason]
    if gap.closing.reason:
        told.append(gap.closing.reason.text(lang))
    if gap.closing.since is not None and gap.closing.increment_share is not None:
        told.append(book.word("increment_remark", year=str(gap.closing.since)))
    marks = gap.marks | gap.pace_home.marks | gap.pace_reference.marks
    if marks:
        told.append(book.word("marks_remark", marks=marks.words(lang)))
    return _sentences(list(dict.fromkeys(told)), lang)


def _sentences(texts: list[str], lang: str) -> str:
    stop, gap = ("。", "") if lang == "zh" else (".", " ")
    return gap.join(t[:1].upper() + t[1:].removesuffix(stop) + stop for t in texts)
