"""The framework of a composite, of any depth: indicators, what they make up, weights and directions."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .errors import BadSetting
from .grids import Floats, Ints


@dataclass(frozen=True, slots=True)
class Node:
    """One line of a framework: an indicator, or an aggregate that others make up.

    `weight` is on any scale: shares are taken among the parts of one parent. `direction` is 1 where more
    is better, -1 where less is. `level` counts from 1 for indicators; 0 leaves it to be counted.
    `denominator` is the code of the column an indicator is divided by. `target`, `worst` and `best` are
    in the indicator's own unit, after it was divided.
    """

    code: str
    parent: str = ""
    weight: float = 1.0
    direction: int = 1
    level: int = 0
    name: str = ""
    unit: str = ""
    denominator: str = ""
    target: float | None = None
    worst: float | None = None
    best: float | None = None


@dataclass(frozen=True)
class Structure:
    """Indicators and the aggregates they make up, with one at the top: the index.

    Arrays over all nodes have the `indicators` first and then the `aggregates`, as `codes` lists them.
    `groups` are columns of labels, such as an income group. Raises `BadSetting` for a duplicate code, a
    cycle, an orphan, an aggregate without parts, several tops, a direction that is not 1 or -1, a negative
    weight, or weights that sum to zero, naming the code.

    >>> s = Structure((Node("a", "x", 1), Node("b", "x", 3)), (Node("x"),))
    >>> s.top.code, s.levels.tolist(), s.effective_weights().tolist()
    ('x', [1, 1, 2], [0.25, 0.75, 1.0])
    """

    indicators: tuple[Node, ...]
    aggregates: tuple[Node, ...]
    denominators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_codes(self)
        _check_parents(self)
        _check_top(self)
        _check_levels(self)
        _check_weights(self)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, indicators first."""
        return (*self.indicators, *self.aggregates)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all nodes, indicators first."""
        return tuple(n.code for n in self.nodes)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each code stands in `nodes`."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def parts(self) -> dict[int, Ints]:
        """For each aggregate's position the positions of its parts, bottom up: parts come before wholes."""
        inside: dict[str, list[int]] = {}
        for i, node in enumerate(self.nodes):
            inside.setdefault(node.parent, []).append(i)
        rising = sorted(self.aggregates, key=lambda n: self.levels[self.positions[n.code]])
        return {self.positions[n.code]: np.array(inside[n.code]) for n in rising}

    @cached_property
    def levels(self) -> Ints:
        """The level of each node: as given, else one above its highest part (1 for an indicator)."""
        return np.array([_level(self, n) for n in self.nodes])

    @property
    def top(self) -> Node:
        """The aggregate that nothing is above: the index."""
        return next(n for n in self.aggregates if not n.parent)

    @property
    def signs(self) -> Floats:
        """The direction of each indicator as 1.0 or -1.0."""
        return np.array([float(n.direction) for n in self.indicators])

    @property
    def weights(self) -> Floats:
        """The weight of each node as given."""
        return np.array([n.weight for n in self.nodes])

    def shares(self, weights: Floats | None = None) -> Floats:
        """Return each node's share among the parts of its parent, 1 for the top.

        `weights` of shape (…, nodes) take the place of those given.
        """
        given = self.weights if weights is None else weights
        shares = np.ones(given.shape)
        for inside in self.parts.values():
            within = given[..., inside]
            shares[..., inside] = within / within.sum(axis=-1, keepdims=True)
        return shares

    def effective_weights(self, shares: Floats | None = None) -> Floats:
        """Return each node's share of the index: its share times those of all above it."""
        given = self.shares() if shares is None else shares
        found = np.ones(given.shape)
        for whole, inside in reversed(self.parts.items()):
            found[..., inside] = given[..., inside] * found[..., [whole]]
        return found


def _level(structure: Structure, node: Node) -> int:
    if node.level:
        return node.level
    inside = [n for n in structure.nodes if n.parent == node.code]
    return 1 + max((_level(structure, n) for n in inside), default=0)


def _check_codes(structure: Structure) -> None:
    counts = Counter(n.code for n in structure.nodes)
    twice = sorted(c for c, count in counts.items() if count > 1)
    if twice or "" in counts:
        named = "、".join(twice) or "（空）"
        raise BadSetting(
            zh=f"框架中的代码重复或为空：{named}。每个指标和汇总项须有自己的代码。请在框架表里改正。",
            en=f"A code stands twice in the framework, or is empty: {', '.join(twice) or '(empty)'}. Each indicator and aggregate needs a code of its own. Mend the table.",
        )
    for node in structure.indicators:
        if node.direction not in (1, -1):
            raise BadSetting(
                zh=f"指标“{node.code}”的方向是{node.direction}。方向只能是1（越大越好）或-1（越小越好）。请在框架表里改正。",
                en=f"The indicator “{node.code}” has direction {node.direction}. A direction is 1 (more is better) or -1 (less is better). Mend the table.",
            )


def _check_parents(structure: Structure) -> None:
    known = {n.code: n for n in structure.aggregates}
    for node in structure.nodes:
        if node.parent and node.parent not in known:
            raise BadSetting(
                zh=f"框架中“{node.code}”的上级“{node.parent}”不是表中的汇总项。请加上这一行，或改正上级代码。",
                en=f"“{node.code}” of the framework belongs to “{node.parent}”, which is no aggregate of the table. Add that row, or mend the parent.",
            )
    for node in structure.nodes:
        path = [node.code]
        while parent := known[path[-1]].parent if path[-1] in known else node.parent:
            if parent in path:
                cycle = " → ".join([*path[path.index(parent) :], parent])
                raise BadSetting(
                    zh=f"框架中有循环：{cycle}。每一项的上级须逐级通向同一个指数。请改正上级代码。",
                    en=f"The framework has a cycle: {cycle}. Parents must lead up to one index. Mend the parents.",
                )
            path.append(parent)


def _check_top(structure: Structure) -> None:
    if not structure.indicators or not structure.aggregates:
        raise BadSetting(
            zh="框架里没有指标，或没有汇总项。至少要有一个指标和一个汇总它的指数。",
            en="The framework has no indicator, or nothing that indicators make up. It needs at least one of each.",
        )
    tops = [n.code for n in structure.nodes if not n.parent]
    if len(tops) > 1:
        raise BadSetting(
            zh=f"框架中没有上级的有{len(tops)}项：{'、'.join(tops[:8])}。只有最上面的指数可以没有上级。请给其余各项写上上级。",
            en=f"{len(tops)} nodes of the framework have no parent: {', '.join(tops[:8])}. Only the index at the top has none. Give the others a parent.",
        )
    held = {n.parent for n in structure.nodes}
    empty = [n.code for n in structure.aggregates if n.code not in held]
    if empty:
        raise BadSetting(
            zh=f"框架中的汇总项“{empty[0]}”没有下级。请给它加上指标，或删去这一行。",
            en=f"Nothing makes up the aggregate “{empty[0]}” of the framework. Give it parts, or take the row out.",
        )


def _check_levels(structure: Structure) -> None:
    for node, level in zip(structure.nodes, structure.levels, strict=True):
        if not node.parent:
            continue
        above = structure.levels[structure.positions[node.parent]]
        if level >= above:
            raise BadSetting(
                zh=f"框架中“{node.code}”在第{level}层，它的上级“{node.parent}”在第{above}层。上级的层次须更高。请改正层次，或留空由程序推算。",
                en=f"“{node.code}” of the framework is at level {level} and its parent “{node.parent}” at level {above}. A parent stands higher. Mend the levels, or leave them out to have them counted.",
            )


def _check_weights(structure: Structure) -> None:
    for node in structure.nodes:
        if not (math.isfinite(node.weight) and node.weight >= 0):
            raise BadSetting(
                zh=f"框架中“{node.code}”的权重是{node.weight:g}。权重须是不小于0的数。请在框架表里改正。",
                en=f"“{node.code}” of the framework has weight {node.weight:g}. A weight is a number of 0 or more. Mend the table.",
            )
    for whole, inside in structure.parts.items():
        if not structure.weights[inside].sum() > 0:
            code = structure.codes[whole]
            raise BadSetting(
                zh=f"框架中“{code}”各组成部分的权重合计为0。请至少给其中一项大于0的权重。",
                en=f"The weights of what makes up “{code}” of the framework sum to zero. Give one of its parts a weight above 0.",
            )
