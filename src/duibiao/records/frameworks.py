"""The framework of a study: what is scored, what describes structure, what is only shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .errors import BadSetting, Lang

Role = Literal["score", "structure", "context"]
Transform = Literal["level", "log"]


@dataclass(frozen=True, slots=True)
class Element:
    """One line of a framework: an indicator in a role, as it is or in logarithms."""

    indicator: str
    role: Role
    pillar: str = ""
    transform: Transform = "level"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pillar:
    """A group of scored indicators with its weight (any positive scale; shares are taken of the sum)."""

    code: str
    name_zh: str
    name_en: str
    weight: float

    def name(self, lang: Lang) -> str:
        """Return the name in the language asked for."""
        return (self.name_zh or self.name_en) if lang == "zh" else (self.name_en or self.name_zh)


@dataclass(frozen=True)
class Framework:
    """Scored pillars, structure variables, context, and the core cities that access is measured to.

    `cores` maps a core city's name to its (longitude, latitude) in degrees.
    """

    elements: tuple[Element, ...]
    pillars: tuple[Pillar, ...] = ()
    cores: tuple[tuple[str, float, float], ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        known = {p.code for p in self.pillars}
        for element in self.elements:
            if element.role == "score" and element.pillar not in known:
                raise BadSetting(
                    zh=f"框架中的计分指标“{element.indicator}”属于支柱“{element.pillar}”，而该支柱没有权重。请在框架表里给它一个权重。",
                    en=f"The scored indicator “{element.indicator}” belongs to pillar “{element.pillar}”, which has no weight. Give it one in the framework.",
                )
        for pillar in self.pillars:
            if not pillar.weight > 0:
                raise BadSetting(
                    zh=f"支柱“{pillar.name_zh}”的权重是{pillar.weight}。权重须大于0。",
                    en=f"Pillar “{pillar.name('en')}” has weight {pillar.weight}. A weight must be above 0.",
                )

    def of(self, role: Role) -> tuple[Element, ...]:
        """Return the elements in one role, in order."""
        return tuple(e for e in self.elements if e.role == role)

    def weights(self) -> dict[str, float]:
        """Return each scored indicator's share of the whole (they sum to 1): the pillar's share, split within it."""
        total = sum(p.weight for p in self.pillars)
        shares: dict[str, float] = {}
        for pillar in self.pillars:
            inside = [e for e in self.of("score") if e.pillar == pillar.code]
            within = sum(e.weight for e in inside)
            for element in inside:
                shares[element.indicator] = pillar.weight / total * element.weight / within
        return shares
