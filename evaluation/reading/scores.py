"""What of a labelled document the program found, counted field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from labels import Labelled

from duibiao.reading import plain
from duibiao.records import Catalogue, Document, Figure, Reading, Target, normal_name

Span = tuple[int, int]
FIGURE_FIELDS = ("value", "unit", "indicator", "period", "region", "measure")
TARGET_FIELDS = (
    *("value", "unit", "comparator", "deadline", "indicator", "firmness"),
    *("measure", "baseline", "increase", "relative_to", "nature"),
)


def score(document: Labelled, reading: Reading, catalogue: Catalogue) -> Counter[str]:
    """Return counts under names such as `figures.right`, `figures.labelled`, `figures.found`."""
    gold = document.labels
    at = _Places(document.text, reading.document.text)
    count: Counter[str] = Counter()
    _speakers(count, gold["speakers"], reading)
    _figures(count, [(f, at.span(f)) for f in gold["figures"]], reading.figures, catalogue)
    statements = [(s, at.span(s)) for s in gold["statements"]]
    _statements(count, statements, reading)
    targets = [(t, at.span(t)) for s, _ in statements for t in s.get("targets", [])]
    found = [t for s in reading.statements for t in s.targets]
    _targets(count, targets, found, catalogue)
    return count


class _Places:
    """Places in the labelled file as places in the text as read, whose lines may be joined."""

    def __init__(self, labelled: str, read: str) -> None:
        kept = [i for i, c in enumerate(read) if not c.isspace()]
        self._at: dict[int, int] = {}
        seen = 0
        for i, c in enumerate(labelled):
            self._at[i] = kept[min(seen, len(kept) - 1)] if kept else 0
            seen += not c.isspace()

    def span(self, label: dict[str, Any]) -> Span:
        return self._at[label["start"]], self._at[label["end"] - 1] + 1


def _speakers(count: Counter[str], gold: list[dict[str, str]], reading: Reading) -> None:
    got = {plain(s.name): s for s in reading.speakers}
    count.update({"speakers.labelled": len(gold), "speakers.found": len(got)})
    gold = [{k: plain(v) for k, v in s.items()} for s in gold]
    right = [s for s in gold if s["name"] in got and _one_of(s["post"], got[s["name"]].post)]
    count.update({"speakers.right": len(right), "speakers.unit.of": len(right)})
    count["speakers.unit.right"] += sum(_one_of(s["unit"], got[s["name"]].unit) for s in right)


def front_matter(document: Labelled, read: Document) -> Counter[str]:
    """Return how title, publisher and date compare with the labels."""
    gold, count = document.labels, Counter[str]()
    found = {"title": read.title, "publisher": read.publisher, "date": str(read.published or "")}
    for name, value in found.items():
        count[f"document.{name}.of"] += 1
        count[f"document.{name}.right"] += any(_same_words(g, value) for g in gold[name].split("|"))
    return count


def _figures(
    count: Counter[str],
    gold: Sequence[tuple[dict[str, Any], Span]],
    found: Sequence[Figure],
    catalogue: Catalogue,
) -> None:
    count.update({"figures.labelled": len(gold), "figures.found": len(found)})
    pairs = _paired(
        gold,
        [(f, (f.quote.start, f.quote.end)) for f in found],
        lambda g, f: _figure_fields(g, f, catalogue),
    )
    for fields in pairs:
        count["figures.matched"] += 1
        count["figures.right"] += all(fields[n] for n in FIGURE_FIELDS[:4])
        count["figures.all_right"] += all(fields.values())
        for name, right in fields.items():
            count[f"figures.{name}.right"] += right
            count[f"figures.{name}.of"] += 1


def _figure_fields(gold: dict[str, Any], found: Figure, catalogue: Catalogue) -> dict[str, bool]:
    value, unit = _in_percent(gold["value"], gold["unit"])
    found_value, found_unit = _in_percent(found.value, found.unit)
    return {
        "value": _same_number(value, found_value),
        "unit": _same_unit(unit, found_unit),
        "indicator": _same_indicator(
            gold["indicator"], (found.indicator, found.name), catalogue, found.measure
        ),
        "period": _one_of(gold["period"], found.period),
        "region": any(_same_region(g, found.region) for g in gold["region"].split("|")),
        "measure": _one_of(gold["measure"], found.measure),
    }


def _statements(
    count: Counter[str], gold: Sequence[tuple[dict[str, Any], Span]], reading: Reading
) -> None:
    wanted = [(s, span) for s, span in gold if s["kind"] in ("target", "action")]
    got = [(s.quote.start, s.quote.end) for s in reading.commitments]
    count.update({"commitments.labelled": len(wanted), "commitments.found": len(got)})
    spans = [span for _, span in wanted]
    count["commitments.right"] += sum(_covered(span, spans) >= 0.5 for span in got)
    covered = [(s, span) for s, span in wanted if _covered(span, got) >= 0.5]
    count["commitments.covered"] += len(covered)
    for kind in ("slogan", "lesson", "achievement"):
        of = [span for s, span in gold if s["kind"] == kind]
        count[f"{kind}.of"] += len(of)
        count[f"{kind}.taken"] += sum(_covered(span, got) >= 0.5 for span in of)
        same = [(s.quote.start, s.quote.end) for s in reading.statements if s.kind == kind]
        count[f"{kind}.right"] += sum(_covered(span, same) >= 0.5 for span in of)
    for label, span in covered:
        said = max(reading.commitments, key=lambda s: _overlap(span, (s.quote.start, s.quote.end)))
        count["kind.of"] += 1
        count["kind.right"] += said.kind == label["kind"]
        for name in ("speaker", "owner", "learns_from"):
            if name in label:
                count[f"{name}.of"] += 1
                value = getattr(said, name)
                same = _same_region if name == "learns_from" else _same_words
                count[f"{name}.right"] += any(same(g, value) for g in label[name].split("|"))


def _targets(
    count: Counter[str],
    gold: Sequence[tuple[dict[str, Any], Span]],
    found: Sequence[Target],
    catalogue: Catalogue,
) -> None:
    count.update({"targets.labelled": len(gold), "targets.found": len(found)})
    pairs = _paired(
        gold,
        [(t, (t.quote.start, t.quote.end)) for t in found],
        lambda g, t: _target_fields(g, t, catalogue),
    )
    for fields in pairs:
        count["targets.matched"] += 1
        count["targets.right"] += all(fields[n] for n in TARGET_FIELDS[:4])
        count["targets.all_right"] += all(fields.values())
        for name, right in fields.items():
            count[f"targets.{name}.right"] += right
            count[f"targets.{name}.of"] += 1


def _target_fields(gold: dict[str, Any], found: Target, catalogue: Catalogue) -> dict[str, bool]:
    assumed = {"comparator": "=", "firmness": "stated", "measure": "level"}
    same = {n: _one_of(gold.get(n, assumed[n]), getattr(found, n)) for n in assumed}
    value, unit = _in_percent(gold.get("value"), gold.get("unit", ""))
    found_value, found_unit = _in_percent(found.value, found.unit)
    numbers = {n: _same_number(gold.get(n), getattr(found, n)) for n in ("baseline", "increase")}
    return {
        **same,
        **numbers,
        "value": _same_number(value, found_value),
        "unit": _same_unit(unit, found_unit),
        "deadline": _one_of(gold.get("deadline", ""), found.deadline),
        "indicator": _same_indicator(
            gold["indicator"], (found.indicator, found.name), catalogue, found.measure
        ),
        "relative_to": any(
            _same_words(g, found.relative_to) for g in gold.get("relative_to", "").split("|")
        ),
        "nature": gold.get("nature", "") == found.nature,
    }


def _paired(
    gold: Sequence[tuple[dict[str, Any], Span]],
    found: Sequence[tuple[Any, Span]],
    fields: Any,
) -> list[dict[str, bool]]:
    """One-to-one pairs of labels and finds whose quotes overlap, those with most fields right first."""
    rated = []
    for i, (label, span) in enumerate(gold):
        for j, (item, place) in enumerate(found):
            if _overlap(span, place) > 0:
                right = fields(label, item)
                # A number of another value may only be taken where nothing better is left.
                rated.append((right["value"] * 100 + sum(right.values()), -i, -j, right))
    rated.sort(key=lambda r: r[:3], reverse=True)
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j, right in rated:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append(right)
    return pairs


def _overlap(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _covered(span: Span, by: Iterable[Span]) -> float:
    """The share of a stretch that lies in any of the others (which do not overlap each other much)."""
    inside = set()
    for other in by:
        inside.update(range(max(span[0], other[0]), min(span[1], other[1])))
    return len(inside) / max(span[1] - span[0], 1)


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-9 * max(1.0, abs(a))


def _one_of(labelled: str, found: str) -> bool:
    """Whether what was found is the label, or one of several that are as good (“a|b”)."""
    return plain(found) in labelled.split("|")


def _in_percent(value: float | None, unit: str) -> tuple[float | None, str]:
    """三成 is 30 %."""
    return (value * 10, "%") if unit == "成" and value is not None else (value, unit)


def _same_unit(a: str, b: str) -> bool:
    return plain(a).removeprefix("个百") == plain(b).removeprefix("个百") or _unit(a) == _unit(b)


def _unit(text: str) -> str:
    return plain(text).replace(" ", "").replace("个百分点", "百分点").replace("人民币", "")


def _same_words(a: str, b: str) -> bool:
    return _bare(a) == _bare(b)


def _bare(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())


def _same_region(a: str, b: str) -> bool:
    return a == b or (len(a) > 2 and len(b) >= 2 and a.removesuffix(a[-1]) == b) or b[:-1] == a


def _same_indicator(gold: str, found: tuple[str, str], catalogue: Catalogue, measure: str) -> bool:
    names = {_indicator(n, catalogue) for n in gold.split("|")}
    return bool(names & {_indicator(n, catalogue) for n in found if n})


# Whose it is has a field of its own, and 出口 is 出口额: neither makes another indicator.
_CARRIER = re.compile(r"^(?:全[省市州盟县区旗镇乡村]|[省市州县区镇村]里|公司|本[市县区])")
_COUNTING = re.compile(r"(?<=..)(?:总额|总量|总数|总值|额|量|数)$")


def _indicator(name: str, catalogue: Catalogue) -> str:
    known = catalogue.find(name)
    if known is not None:
        return known.code
    bare = _CARRIER.sub("", _bare(name).replace("的", "").replace("了", ""))
    known = catalogue.find(bare)
    return known.code if known else normal_name(_COUNTING.sub("", bare))
