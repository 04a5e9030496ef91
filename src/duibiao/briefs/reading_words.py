"""What a reading's findings are called in a document: targets, figures, conditions, follow-ups."""

from __future__ import annotations

from duibiao.records import (
    COMPARATOR_SIGNS,
    FIRMNESS_WORDS,
    MEASURE_WORDS,
    Catalogue,
    Figure,
    Lang,
    Statement,
    Target,
    indicator_name,
    period_name,
    word_of,
)

from .phrases import templates, word


def number_text(value: float, unit: str = "") -> str:
    """Return a number as the document printed it, with its unit.

    >>> number_text(2003.43, "亿元"), number_text(100.0, "个")
    ('2003.43亿元', '100个')
    """
    return f"{value:.15g}{unit}"


def target_text(target: Target, lang: Lang) -> str:
    """Return what a target asks: its value with its comparator, or its standard.

    >>> from duibiao.records import Quote
    >>> target_text(Target(Quote("", 0, 0), "项目", "项目", comparator=">=", value=100.0, unit="个"), "zh")
    '≥100个'
    """
    sign = COMPARATOR_SIGNS[target.comparator]
    if target.measure in ("growth", "change", "difference", "contribution"):
        sign = f"{word_of(MEASURE_WORDS, target.measure, lang)} {sign}"
    if target.value is None:
        return sign + target.relative_to
    text = sign + number_text(target.value, target.unit)
    if target.relative_to:
        text = word(lang, "reading.against").format(standard=target.relative_to, value=text)
    if target.increase is not None:
        more = f"{target.increase:+.15g}"
        start = "" if target.baseline is None else f"{target.baseline:.15g}"
        text += f"（{start}{more}）" if lang == "zh" else f" ({start}{more})"
    return text


def commitment_text(statement: Statement, lang: Lang, catalogue: Catalogue) -> str:
    """Return what a commitment aims at, target by target, with 确保 and 力争 where it says so; "" for an action."""
    parts, last = [], ""
    for target in statement.targets:
        name = indicator_name(target.indicator, target.name, catalogue, lang)
        how = "" if target.firmness == "stated" else word_of(FIRMNESS_WORDS, target.firmness, lang)
        words = (name if name != last else "", how, target_text(target, lang))
        parts.append(" ".join(w for w in words if w))
        last = name
    return word(lang, "word.semicolon").join(parts)


def deadline_text(statement: Statement, lang: Lang) -> str:
    """Return by when a commitment is due: the deadlines of its targets, or its own."""
    found = dict.fromkeys(t.deadline for t in statement.targets if t.deadline)
    due = [period_name(d, lang) for d in found or [statement.deadline] if d]
    return word(lang, "word.enumeration").join(due)


def figure_text(figure: Figure, lang: Lang) -> str:
    """Return the value of a figure with its unit, and what it says of the indicator where it is no level.

    >>> from duibiao.records import Quote
    >>> figure_text(Figure(Quote("", 0, 0), "", "gdp", "GDP", "2020", 4.1, "%", "growth"), "zh")
    '增速 4.1%'
    """
    value = COMPARATOR_SIGNS[figure.comparator] + number_text(figure.value, figure.unit)
    # The indicator of a share says that it is one: 第一产业占比.
    if figure.measure in ("level", "share"):
        return value
    return f"{word_of(MEASURE_WORDS, figure.measure, lang)} {value}"


def contradiction_name(lang: Lang, kind: str) -> str:
    """Return what a check is called, or its own name where there is none."""
    return templates(lang).get(f"contradiction.{kind}", kind)


def follow_up_name(lang: Lang, kind: str) -> str:
    """Return what kind of thing is to be followed up."""
    return word(lang, f"follow_up.{kind}")
