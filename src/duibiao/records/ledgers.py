"""The ledger of commitments that an office circulates: its columns and its rows, to be written and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .documents import Quote
from .errors import Lang
from .indicators import Catalogue
from .reading_words import (
    COMPARATOR_SIGNS,
    COMPARATOR_WORDS,
    FIRMNESS_WORDS,
    KIND_WORDS,
    MEASURE_WORDS,
    NATURE_WORDS,
    Words,
    period_name,
    word_of,
)
from .readings import Reading, Statement, Target

LedgerCell = str | float | None
"""What a cell of the ledger holds."""


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of the ledger: its titles, whether what a person changes there is read back, and from which words."""

    key: str
    zh: str
    en: str
    editable: bool = True
    words: Words | None = None

    def title(self, lang: Lang) -> str:
        """Return the title in the language asked for."""
        return self.zh if lang == "zh" else self.en


LEDGER_COLUMNS: tuple[LedgerColumn, ...] = (
    LedgerColumn("number", "序号", "No.", editable=False),
    LedgerColumn("matter", "事项", "Matter", editable=False),
    LedgerColumn("kind", "类型", "Kind", words=KIND_WORDS),
    LedgerColumn("value", "目标值", "Target value"),
    LedgerColumn("unit", "单位", "Unit"),
    LedgerColumn("deadline", "时限", "Deadline"),
    LedgerColumn("owner", "责任单位", "Responsible body"),
    LedgerColumn("speaker", "责任人", "Responsible person"),
    LedgerColumn("quote", "来源原文", "Source text", editable=False),
    LedgerColumn("place", "位置", "Place", editable=False),
    LedgerColumn("confidence", "置信度", "Confidence", editable=False),
    LedgerColumn("indicator", "指标", "Indicator"),
    LedgerColumn("measure", "度量", "Measure", words=MEASURE_WORDS),
    LedgerColumn("comparator", "比较", "Comparison", words=COMPARATOR_WORDS),
    LedgerColumn("baseline", "基数", "Baseline"),
    LedgerColumn("increase", "增量", "Increase"),
    LedgerColumn("relative_to", "相对标准", "Relative to"),
    LedgerColumn("firmness", "语气", "Firmness", words=FIRMNESS_WORDS),
    LedgerColumn("nature", "性质", "Nature", words=NATURE_WORDS),
    LedgerColumn("theme", "主题", "Theme"),
    LedgerColumn("learns_from", "借鉴", "Learns from"),
    LedgerColumn("subjects", "对象", "Subjects"),
    LedgerColumn("target_quote", "目标原文", "Words of the target", editable=False),
    LedgerColumn("document", "来源文件", "Document", editable=False),
)
"""The columns of the ledger, in order; the first eleven are the ones an office expects."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of the ledger: a target, or an action. `target` is None for an action."""

    statement: Statement
    target: Target | None
    cells: Mapping[str, LedgerCell]


def ledger_rows(
    reading: Reading, lang: Lang, catalogue: Catalogue | None = None, start: int = 1
) -> tuple[LedgerRow, ...]:
    """Return the commitments of a reading as rows of the ledger, numbered from `start`: a target a row.

    `catalogue` gives the names of the indicators that targets name by code.
    """
    rows: list[LedgerRow] = []
    known = catalogue or Catalogue()
    for statement in reading.commitments:
        for target in statement.targets or (None,):
            cells = _cells(reading, statement, target, lang, known)
            rows.append(LedgerRow(statement, target, {"number": start + len(rows)} | cells))
    return tuple(rows)


def place_of(reading: Reading, quote: Quote, lang: Lang) -> str:
    """Return where a quote stands, in words: as the file counts, or else by its characters."""
    words = reading.document.place(quote.start).text(lang)
    if words:
        return words
    return (
        f"第{quote.start + 1}—{quote.end}字"
        if lang == "zh"
        else f"characters {quote.start + 1} to {quote.end}"
    )


def indicator_name(code: str, name: str, catalogue: Catalogue, lang: Lang) -> str:
    """Return the catalogue's name of an indicator where it has it, else the name in its usual form."""
    return catalogue[code].name(lang) if code in catalogue else code or name


def _cells(
    reading: Reading, statement: Statement, target: Target | None, lang: Lang, known: Catalogue
) -> dict[str, LedgerCell]:
    own = target or statement
    cells: dict[str, LedgerCell] = {
        "matter": own.quote.text,
        "kind": word_of(KIND_WORDS, statement.kind, lang),
        "deadline": period_name(own.deadline, lang) if own.deadline else "",
        "owner": statement.owner,
        "speaker": statement.speaker,
        "quote": statement.quote.text,
        "place": place_of(reading, statement.quote, lang),
        "confidence": statement.confidence,
        "firmness": word_of(FIRMNESS_WORDS, own.firmness, lang),
        "theme": statement.theme,
        "learns_from": statement.learns_from,
        "document": reading.document.name,
    }
    return cells | (_target_cells(target, lang, known) if target else {})


def _target_cells(target: Target, lang: Lang, known: Catalogue) -> dict[str, LedgerCell]:
    standard = COMPARATOR_SIGNS[target.comparator] + target.relative_to
    return {
        "value": target.value if target.value is not None else standard,
        "unit": target.unit,
        "indicator": indicator_name(target.indicator, target.name, known, lang),
        "measure": word_of(MEASURE_WORDS, target.measure, lang),
        "comparator": word_of(COMPARATOR_WORDS, target.comparator, lang),
        "baseline": target.baseline,
        "increase": target.increase,
        "relative_to": target.relative_to,
        "nature": word_of(NATURE_WORDS, target.nature, lang),
        "subjects": "、".join(target.subjects),
        "target_quote": target.quote.text,
    }
