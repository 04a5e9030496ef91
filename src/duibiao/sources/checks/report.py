"""The report of a check: its problems, gravest first, counted by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from duibiao.records import Lang, Note, Problem, Severity

from .settings import CheckSettings

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1}


@dataclass(frozen=True, slots=True)
class Count:
    """How many problems of one kind and severity were found."""

    kind: str
    severity: Severity
    number: int


@dataclass(frozen=True)
class Report:
    """What a check found: `problems` gravest first, then by place; `checked` figures were looked at.

    `settings` are the thresholds used; `notes` say what was not judged.
    """

    problems: tuple[Problem, ...]
    checked: int
    settings: CheckSettings
    notes: tuple[Note, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any figure is surely wrong."""
        return any(p.severity == "error" for p in self.problems)

    @property
    def counts(self) -> tuple[Count, ...]:
        """The number of problems by kind and severity: errors first, then the most frequent."""
        found = Counter((p.severity, p.kind) for p in self.problems)
        ordered = sorted(found.items(), key=lambda x: (_ORDER[x[0][0]], -x[1], x[0][1]))
        return tuple(Count(kind, severity, n) for (severity, kind), n in ordered)

    def number(self, severity: Severity) -> int:
        """Return how many problems have this severity."""
        return sum(p.severity == severity for p in self.problems)

    def sentence(self, lang: Lang) -> str:
        """Return the report in one sentence.

        >>> Report((), 403, CheckSettings()).sentence("en")
        '403 figures were checked: no problem was found.'
        """
        errors, warnings = self.number("error"), self.number("warning")
        if lang == "zh":
            found = f"错误{errors:,}处，提醒{warnings:,}处" if self.problems else "没有发现问题"
            return f"检查了{self.checked:,}个数：{found}。"
        found = (
            f"{_several(errors, 'error')}, {_several(warnings, 'warning')}"
            if self.problems
            else "no problem was found"
        )
        were = "figure was" if self.checked == 1 else "figures were"
        return f"{self.checked:,} {were} checked: {found}."


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems gravest first, then by file, sheet, row and cell."""

    def key(problem: Problem) -> tuple[object, ...]:
        return (
            _ORDER[problem.severity],
            problem.file,
            problem.sheet,
            problem.row is None,
            problem.row or 0,
            problem.field,
            problem.indicator,
            problem.region,
            problem.period,
            problem.kind,
            problem.en,
        )

    return tuple(sorted(problems, key=key))


def _several(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")
