"""Statements: what a document says, each of one kind, with its targets, its owner and whose model it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from duibiao.records import Catalogue, Quote, Speaker, Statement, StatementKind, Target

from ..expressions.names import indicator_of
from ..expressions.patterns import any_of
from ..rules import rules
from .judge import find_pieces
from .owners import Owners
from .pieces import Piece
from .references import References
from .rhetoric import RHETORIC, is_rhetoric, rhetoric_confidence
from .survey import Survey, within
from .targets import Targets

# What makes a commitment whatever its wording: somebody answers for it, or it is a turn of speech for a deed.
_BINDING = {"owner.responsible", "owner.after", "what.deed.colloquial"}


def find_statements(
    survey: Survey,
    speakers: Sequence[Speaker] = (),
    *,
    region: str = "",
    catalogue: Catalogue | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of a document in the order of the text.

    `region` is home: what is told of other regions is a lesson, what home is to do a commitment.

    >>> from duibiao.records import Document
    >>> from duibiao.reading import Passages
    >>> text = "一、下一步打算\\n解放思想，奋勇争先。制定招商图谱，新引进项目20个以上。"
    >>> [(s.kind, s.quote.text) for s in find_statements(Survey(Passages(Document("a", text))))]
    [('slogan', '解放思想'), ('slogan', '奋勇争先'), ('action', '制定招商图谱'), ('target', '新引进项目20个以上')]
    """
    finder = _Finder(survey, speakers, region, catalogue or Catalogue())
    return tuple(finder.statement(piece) for piece in find_pieces(survey, finder.references))


class _Finder:
    def __init__(
        self, survey: Survey, speakers: Sequence[Speaker], region: str, catalogue: Catalogue
    ) -> None:
        self.references = References(survey, region)
        self._survey = survey
        self._region = region
        self._catalogue = catalogue
        self._turns = sorted(
            ((turn, speaker) for speaker in speakers for turn in speaker.turns),
            key=lambda t: t[0].start,
        )
        self._targets = Targets(survey, catalogue)
        self._owners = Owners(survey)

    def statement(self, piece: Piece) -> Statement:
        quote = self._survey.passages.document.quote(piece.start, piece.end)
        speaker = self._speaker(quote)
        name = speaker.name if speaker else ""
        if piece.kind != "action":
            self._targets.pass_by(piece)
            return Statement(
                piece.kind,
                quote,
                name,
                region=self._region,
                learns_from=piece.learns_from if piece.kind == "lesson" else "",
                confidence=piece.confidence,
                rules=piece.rules,
            )
        targets, deadline, firmness = self._targets.of(piece)
        owner, owner_rule = self._owners.of(piece)
        words = self._survey.passages.plain[piece.start : piece.end]
        bound = _BINDING & {owner_rule, *piece.rules}
        if not (targets or bound or piece.learns_from) and is_rhetoric(words):
            sure, why = rhetoric_confidence(words), (RHETORIC, *piece.rules)
            return Statement("slogan", quote, name, region=self._region, confidence=sure, rules=why)
        kind: StatementKind = "target" if targets else "action"
        theme = theme_of(quote.text)
        named, themed = self._indicators(quote, targets, theme)
        return Statement(
            kind,
            quote,
            name,
            owner=owner or (speaker.unit if speaker else ""),
            region=(speaker.region if speaker else "") or self._region,
            theme=theme,
            learns_from=piece.learns_from,
            deadline=deadline,
            firmness=firmness,
            targets=targets,
            indicators=(*named, *themed),
            confidence=piece.confidence,
            rules=(*piece.rules, *filter(None, (owner_rule,)), *(f"theme.{c}" for c in themed)),
        )

    def _speaker(self, quote: Quote) -> Speaker | None:
        return next((s for turn, s in self._turns if turn.holds(quote)), None)

    def _indicators(
        self, quote: Quote, targets: Sequence[Target], theme: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the codes of the catalogue that a commitment bears on: those it names, and those of its theme."""
        names = [n.name for n in within(self._survey.names, quote.start, quote.end)]
        themed = self._codes(rules("themes")["theme"].get(theme, {}).get("indicators", []))
        named = [t.indicator for t in targets if t.indicator in self._catalogue]
        named = list(dict.fromkeys([*named, *self._codes(names)]))
        return tuple(named), tuple(c for c in themed if c not in named)

    def _codes(self, names: Sequence[str]) -> list[str]:
        codes = dict.fromkeys(indicator_of(name, self._catalogue) for name in names)
        return [c for c in codes if c in self._catalogue]


def theme_of(words: str) -> str:
    """Return the theme of a commitment by its words, or "".

    >>> theme_of("落实县级领导联系服务企业制度"), theme_of("新建小学3所")
    ('营商环境', '民生')
    """
    counts = [
        (len(pattern.findall(words)), -rank, theme)
        for rank, (theme, pattern) in enumerate(_themes().items())
    ]
    most, _, theme = max(counts, default=(0, 0, ""))
    return theme if most else ""


@lru_cache(maxsize=1)
def _themes() -> dict[str, re.Pattern[str]]:
    return {
        theme: re.compile(any_of(entry["words"]))
        for theme, entry in rules("themes")["theme"].items()
    }
