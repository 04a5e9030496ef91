"""The choices of a composite as a command line writes them: METHOD, LEVEL:METHOD, NAME=VALUE."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duibiao.records import BadSetting, UnknownName

if TYPE_CHECKING:
    from duibiao.benchmark import Aggregate, CompositeSettings, Impute, Normalise, Treat

_GROUPED = {"mean": "group_mean", "median": "group_median"}
_YES = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


@dataclass(frozen=True)
class Choices:
    """What was asked for, as it was written."""

    denominate: bool = True
    impute: str = "refuse"
    impute_by: str = ""
    coverage: float = 0.0
    treat: bool = False
    normalise: Sequence[str] = ()
    weights: str = "given"
    aggregate: Sequence[str] = ()
    bounds: str = "fixed"
    options: Sequence[str] = ()

    def settings(self) -> CompositeSettings:
        """Return the settings that they make; raise `UnknownName` or `BadSetting` where they make none."""
        from duibiao.benchmark import Aggregate, CompositeSettings, Normalise, own_scale

        said = _Said.of(self.options, treat=self.treat)
        methods, levels, aggregates = _methods(self.aggregate)
        general = Aggregate(methods or "arithmetic", **said.of_kind(Aggregate))
        scale, _, indicators = _methods(self.normalise, levels=False)
        usual = None if scale else own_scale(general.method)
        given = said.of_kind(Normalise)
        return CompositeSettings(
            denominate=self.denominate,
            impute=self._imputation(),
            coverage=self.coverage,
            treat=said.treatment() if self.treat else None,
            normalise=dataclasses.replace(usual, **given)
            if usual
            else Normalise(scale or "minmax", **given),
            normalise_each=tuple((code, Normalise(m, **given)) for code, m in indicators.items()),
            weights=self.weights,
            aggregate=general,
            aggregate_at=tuple(
                (level, dataclasses.replace(general, method=m)) for level, m in levels.items()
            ),
            aggregate_each=tuple(
                (code, dataclasses.replace(general, method=m)) for code, m in aggregates.items()
            ),
            bounds=self.bounds,  # type: ignore[arg-type]
        )

    def _imputation(self) -> Impute:
        from duibiao.benchmark import Impute

        method = _GROUPED.get(self.impute, self.impute) if self.impute_by else self.impute
        return Impute(method, self.impute_by)


def _methods(
    written: Sequence[str], *, levels: bool = True
) -> tuple[str, dict[int, str], dict[str, str]]:
    """The general method, those of levels, those of single codes."""
    general, at, each = "", dict[int, str](), dict[str, str]()
    for text in written:
        where, colon, method = text.replace("：", ":").rpartition(":")
        if not colon:
            general = method.strip()
        elif levels and where.strip().isdigit():
            at[int(where)] = method.strip()
        else:
            each[where.strip()] = method.strip()
    return general, at, each


@dataclass(frozen=True)
class _Said:
    """What --set says, by name, each value as its setting takes it."""

    values: Mapping[str, Any]

    @staticmethod
    def of(options: Sequence[str], *, treat: bool) -> _Said:
        from duibiao.benchmark import Aggregate, Normalise, Treat

        known = {
            f.name: str(f.type)
            for kind in (Normalise, Aggregate, Treat)
            for f in dataclasses.fields(kind)
            if f.name != "method"
        }
        values = {}
        for text in options:
            name, sign, value = (part.strip() for part in text.partition("="))
            if not sign or not value:
                raise BadSetting(
                    zh=f"--set 后面是“{text}”。请写成 名称=值，如 --set low=1。",
                    en=f"--set is followed by “{text}”. Write NAME=VALUE, such as --set low=1.",
                )
            if name not in known:
                raise UnknownName("setting", name, known)
            values[name] = _value(name, value, known[name])
        idle = {f.name for f in dataclasses.fields(Treat)} & set(values)
        if idle and not treat:
            named = ", ".join(sorted(idle))
            raise BadSetting(
                zh=f"--set 里的 {named} 是处理离群值用的，而没有写 --treat。请加上 --treat，或去掉它。",
                en=f"{named} in --set is for outliers, and --treat is not given. Add --treat, or take it out.",
            )
        return _Said(values)

    def of_kind(self, kind: type[Normalise] | type[Aggregate]) -> dict[str, Any]:
        names = {f.name for f in dataclasses.fields(kind)}
        return {name: value for name, value in self.values.items() if name in names}

    def treatment(self) -> Treat:
        from duibiao.benchmark import Treat

        names = {f.name for f in dataclasses.fields(Treat)}
        return Treat(**{name: value for name, value in self.values.items() if name in names})


def _value(name: str, text: str, kind: str) -> Any:
    if kind.startswith("bool"):
        if text.casefold() not in _YES:
            raise _wrong(name, text, "true 或 false", "true or false")
        return _YES[text.casefold()]
    if kind.startswith("int"):
        if not text.isdigit():
            raise _wrong(name, text, "一个整数", "a whole number")
        return int(text)
    if kind.startswith("float"):
        try:
            return float(text)
        except ValueError:
            raise _wrong(name, text, "一个数", "a number") from None
    return text


def _wrong(name: str, text: str, zh: str, en: str) -> BadSetting:
    return BadSetting(
        zh=f"--set {name} 的值是“{text}”，要{zh}。请改正。",
        en=f"--set {name} has the value “{text}”; it takes {en}. Mend it.",
    )
