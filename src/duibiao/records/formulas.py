"""Formulas of derived indicators: arithmetic over indicator codes, with units checked.

`retail_sales / residents`, `100 - secondary_share - tertiary_share`, `mean(gdp_growth, 3)` (the mean of
the year and the two before it), `km_to_core()` (great-circle km to the nearest core city, from
coordinates).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from .errors import InputError

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


@dataclass(frozen=True)
class Formula:
    """A formula as text and as a checked tree.

    >>> Formula("gdp / gdp_per_capita").inputs
    ('gdp', 'gdp_per_capita')
    """

    text: str

    def __post_init__(self) -> None:
        self._check(self.tree)

    @cached_property
    def tree(self) -> ast.expr:
        """The parsed expression: names, numbers, + - * /, mean(code, years) and km_to_core()."""
        try:
            return ast.parse(self.text, mode="eval").body
        except SyntaxError:
            raise self._refused() from None

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The codes of the indicators that the formula reads, in order of appearance."""
        names = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name)]
        functions = {id(n.func) for n in ast.walk(self.tree) if isinstance(n, ast.Call)}
        ordered = sorted((n for n in names if id(n) not in functions), key=lambda n: n.col_offset)
        return tuple(dict.fromkeys(n.id for n in ordered))

    @cached_property
    def windows(self) -> dict[str, int]:
        """For each input that is averaged over years, over how many; the others are read in the year itself."""
        return {
            node.args[0].id: node.args[1].value  # type: ignore[attr-defined]
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call) and node.args
        }

    def _check(self, node: ast.expr) -> None:
        match node:
            case ast.BinOp(left, op, right) if type(op) in _OPERATORS:
                self._check(left)
                self._check(right)
            case ast.UnaryOp(ast.USub(), operand):
                self._check(operand)
            case ast.Name() | ast.Constant(value=int() | float()):
                pass
            case ast.Call(ast.Name("mean"), [ast.Name(), ast.Constant(value=int(n))], []) if n > 0:
                pass
            case ast.Call(ast.Name("km_to_core"), [], []):
                pass
            case _:
                raise self._refused()

    def _refused(self) -> InputError:
        return InputError(
            zh=f"公式“{self.text}”不能识别。可用：指标代码、数字、+ - * / 和括号、mean(代码, 年数)、km_to_core()。",
            en=f"The formula “{self.text}” cannot be read. Allowed: indicator codes, numbers, + - * / and brackets, mean(code, years), km_to_core().",
        )
