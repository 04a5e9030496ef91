"""The distance between two sets of parts of one index, split into what each indicator adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from duibiao.records import DataError, Floats, Ints, Structure

from .hypothetical import put_together
from .settings import CompositeSettings
from .shapley import MOST_PLAYERS, sampled_shapley, shapley_of_product

SplitMethod = Literal["shapley", "log_mean"]
_MOST_PROGRAMMES = 10
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Between:
    """Two rows of a composite: `a` and `b` are their scores of all nodes, `everyone` those of all rows.

    `shares` are those of nodes within their parents.
    """

    structure: Structure
    settings: CompositeSettings
    shares: Floats
    everyone: Floats
    a: Floats
    b: Floats

    def split(
        self, method: SplitMethod, permutations: int, random: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Return what each indicator adds to a's score less b's, and the error bound, each (indicators,).

        Where a node is an arithmetic mean its parts' differences times their weights are their Shapley
        values, and each part is split by itself. A geometric mean is a product of such games. What is left
        is exact up to 20 indicators (10 with benefit of the doubt), estimated from random orders beyond;
        the bound is 0 where it is exact.
        """
        made = np.zeros(len(self.structure.indicators)), np.zeros(len(self.structure.indicators))
        top = self.structure.positions[self.structure.top.code]
        for node, factor in self._additive(top, 1.0, method):
            if node < len(made[0]):
                if self.a[node] != self.b[node] and np.isfinite(self.a[node]):
                    made[0][node] += factor * (self.a[node] - self.b[node])
                continue
            players, values, errors = self._game(node, permutations, random)
            made[0][players] += factor * values
            made[1][players] += abs(factor) * errors
        return made

    def _additive(
        self, node: int, factor: float, method: SplitMethod
    ) -> Iterator[tuple[int, float]]:
        """The nodes whose differences, each times its factor, sum to that of the index."""
        weights = self._weights(node)
        name = self._how(node) if node in self.structure.parts else ""
        if weights is not None and name == "arithmetic":
            for part, weight in weights:
                yield from self._additive(part, factor * weight, method)
        elif weights is not None and name == "geometric" and method == "log_mean":
            mean = log_mean(self.a[node], self.b[node])
            for part, weight in weights:
                of_part = log_mean(self.a[part], self.b[part])
                yield from self._additive(part, factor * mean * weight / of_part, method)
        elif name and method == "log_mean":
            raise _no_log_mean(self.structure.codes[node], name)
        else:
            yield node, factor

    def _weights(self, node: int) -> list[tuple[int, float]] | None:
        """The parts that both rows have with their weights; None where the rows differ in what they have."""
        inside = self.structure.parts.get(node)
        if inside is None:
            return None
        known = np.isfinite(self.a[inside])
        if (known != np.isfinite(self.b[inside])).any():
            return None
        shares = self.shares[inside[known]]
        return list(zip(inside[known].tolist(), (shares / shares.sum()).tolist(), strict=True))

    def _how(self, node: int) -> str:
        level = int(self.structure.levels[node])
        return self.settings.method_of(self.structure.codes[node], level).method

    def _game(
        self, node: int, permutations: int, random: np.random.Generator
    ) -> tuple[Ints, Floats, Floats]:
        """The players of a node, their Shapley values, and the error bounds."""
        factors = list(self._factors(node, 1.0))
        players = [self._players(part) for part, _ in factors]
        small = all(
            len(own) <= (_MOST_PROGRAMMES if self._in_doubt(part) else MOST_PLAYERS)
            for own, (part, _) in zip(players, factors, strict=True)
        )
        everyone = np.array([p for own in players for p in own], dtype=np.int64)
        if small:
            tables = [self._table(part) ** exponent for part, exponent in factors]
            return everyone, np.concatenate(shapley_of_product(tables)), np.zeros(len(everyone))
        column = {player: i for i, player in enumerate(everyone.tolist())}

        def value(masks: NDArray[np.bool_]) -> Floats:
            return self._at(node, masks, column)

        return everyone, *sampled_shapley(value, len(everyone), permutations, random)

    def _factors(self, node: int, exponent: float) -> Iterator[tuple[int, float]]:
        """The nodes whose powers make up the product that a node is; itself where it is none."""
        weights = self._weights(node)
        if weights is None or self._how(node) != "geometric":
            yield node, exponent
            return
        for part, weight in weights:
            yield from self._factors(part, exponent * weight)

    def _players(self, node: int) -> list[int]:
        """The indicators below a node in which the rows differ, in the order of the bits of its table."""
        if node in self.structure.parts:
            return [p for part in self.structure.parts[node] for p in self._players(int(part))]
        a, b = self.a[node], self.b[node]
        return [node] if a != b and not (np.isnan(a) and np.isnan(b)) else []

    def _in_doubt(self, node: int) -> bool:
        if node not in self.structure.parts:
            return False
        return self._how(node) == "benefit_of_the_doubt" or any(
            self._in_doubt(int(p)) for p in self.structure.parts[node]
        )

    def _table(self, node: int) -> Floats:
        """A node's score for every subset of its players at a's figures, the others at b's."""
        inside = self.structure.parts.get(node)
        if inside is None:
            return np.array([self.b[node], self.a[node]] if self._players(node) else [self.b[node]])
        tables = [self._table(int(part)) for part in inside]
        size = int(np.prod([len(t) for t in tables]))
        made = np.empty(size)
        for start in range(0, size, _CHUNK):
            masks = np.arange(start, min(start + _CHUNK, size))
            parts = np.empty((len(masks), len(tables)))
            for column, table in enumerate(tables):
                parts[:, column] = table[masks & (len(table) - 1)]
                masks = masks >> (len(table).bit_length() - 1)
            made[start : start + _CHUNK] = self._together(node, inside, parts)
        return made

    def _at(self, node: int, masks: NDArray[np.bool_], column: dict[int, int]) -> Floats:
        """A node's score for masks of players (many, players)."""
        inside = self.structure.parts.get(node)
        if inside is None:
            if node not in column:
                return np.full(len(masks), self.a[node])
            return np.asarray(np.where(masks[:, column[node]], self.a[node], self.b[node]))
        parts = np.stack([self._at(int(part), masks, column) for part in inside], axis=1)
        return self._together(node, inside, parts)

    def _together(self, node: int, inside: Ints, parts: Floats) -> Floats:
        how = self.settings.method_of(self.structure.codes[node], int(self.structure.levels[node]))
        return put_together(parts, self.shares[inside], how, self.everyone[:, inside])


def log_mean(a: float, b: float) -> float:
    """Return the logarithmic mean (a - b) / (ln a - ln b) of two positive numbers, a where they are equal.

    >>> round(log_mean(2.0, 1.0), 6)
    1.442695
    """
    ratio = np.log1p((a - b) / b)
    return float((a - b) / ratio) if ratio else float(a)


def _no_log_mean(whole: str, method: str) -> DataError:
    return DataError(
        zh=f"“{whole}”的汇总方法是“{method}”，或两个地区缺的指标不同，不能用对数平均（log_mean）分解；它只适用于算术平均和几何平均。请用 shapley。",
        en=f"“{whole}” is put together by “{method}”, or the two regions lack different indicators, so it cannot be split by logarithmic means: they fit arithmetic and geometric means only. Use shapley.",
    )
