"""The labelled documents: reading them, and checking that the labels fit the texts.

Run it to check everything and count: `python evaluation/reading/labels.py`.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HALVES = ("tuning", "kept")
STYLES = ("work-report", "study-tour", "bulletin", "tasks", "projects", "news", "speech")
KINDS = ("target", "action", "achievement", "background", "lesson", "slogan")
MEASURES = ("level", "growth", "share", "contribution", "change", "difference", "rank")
COMPARATORS = ("=", ">=", ">", "<=", "<", "~")
FIRMNESS = ("assured", "stated", "aspired")
_TOP = {
    "style",
    "published",
    "region",
    "title",
    "date",
    "publisher",
    "speakers",
    "figures",
    "statements",
}
_FIGURE = {"quote", "at", "indicator", "region", "period", "value", "unit", "measure"}
_STATEMENT = {"kind", "speaker", "owner", "learns_from", "quote", "at", "targets"}
_TARGET = {
    *("quote", "at", "indicator", "comparator", "value", "unit", "measure", "baseline", "increase"),
    *("relative_to", "firmness", "deadline", "nature", "subjects"),
}  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """A document with its labels; each label has `start` and `end` beside its quote."""

    path: Path
    half: str
    text: str
    labels: dict[str, Any]

    @property
    def style(self) -> str:
        return str(self.labels["style"])


def read_labelled(half: str) -> list[Labelled]:
    """Return the documents of one half, in the order of their names."""
    return [_read(path, half) for path in sorted((FOLDER / half).glob("*.txt"))]


def read_seed() -> Labelled | None:
    """Return the study-tour report of the shared folder with its labels, or None where it is not there.

    Its labels are spans and facts: the text is not the project's to carry.
    """
    path = FOLDER.parents[2] / "shared" / "seed" / "zigong-study-tour-2020-11-02.txt"
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8")
    spans = json.loads((FOLDER / "seed.json").read_text(encoding="utf-8"))
    if hashlib.sha256(text.encode()).hexdigest() != spans["sha256"]:
        raise ValueError(f"{path.name} is another text than the one labelled")
    speakers = [
        {field: _words(text, s[field]) for field in ("name", "post", "unit")}
        for s in spans["speakers"]
    ]
    statements = [_spelled(text, s) for s in spans["statements"]]
    for statement in statements:
        if "speaker" in statement:
            statement["speaker"] = speakers[statement["speaker"]]["name"]
        statement["targets"] = [_spelled(text, t) for t in statement.get("targets", [])]
    labels = {
        **{key: spans[key] for key in ("published", "region", "date")},
        "style": "study-tour",
        "title": _words(text, spans["title"]),
        "publisher": "",
        "speakers": speakers,
        "figures": [_spelled(text, f) for f in spans["figures"]],
        "statements": statements,
    }
    return Labelled(path, "seed", text, labels)


def _spelled(text: str, label: dict[str, Any]) -> dict[str, Any]:
    """A label whose spans are words again; of several models the first stands for all."""
    words = {
        k: _words(text, v[0] if isinstance(v[0], list) else v)
        for k, v in label.items()
        if isinstance(v, list) and v and k not in ("subjects", "targets")
    }
    return {**label, **words, "quote": text[label["start"] : label["end"]]}


def _words(text: str, span: list[int]) -> str:
    return text[span[0] : span[1]]


def faults(document: Labelled) -> list[str]:
    """Return what is wrong with a document's labels, in words; empty where nothing is."""
    labels, found = document.labels, []
    found += [f"unknown key {k}" for k in labels.keys() - _TOP]
    found += [f"no {k}" for k in _TOP - labels.keys()]
    if labels.get("style") not in STYLES:
        found.append(f"style {labels.get('style')!r}")
    names = {s.get("name") for s in labels.get("speakers", [])}
    for figure in labels.get("figures", []):
        found += _field_faults(figure, _FIGURE, _FIGURE - {"at"})
        if not set(figure.get("measure", "").split("|")) <= set(MEASURES):
            found.append(f"measure {figure.get('measure')!r} of {figure.get('quote')}")
        if not isinstance(figure.get("value"), (int, float)):
            found.append(f"value of {figure.get('quote')}")
    for statement in labels.get("statements", []):
        found += _field_faults(statement, _STATEMENT, {"kind", "quote"})
        if statement.get("kind") not in KINDS:
            found.append(f"kind {statement.get('kind')!r}")
        if (statement.get("kind") == "target") != bool(statement.get("targets")):
            found.append(f"targets of {statement.get('kind')} {statement.get('quote')}")
        if statement.get("speaker", "") not in {*names, ""}:
            found.append(f"speaker {statement['speaker']} is not in speakers")
        for target in statement.get("targets", []):
            found += _field_faults(target, _TARGET, {"quote", "indicator"})
            if not set(target.get("comparator", "=").split("|")) <= set(COMPARATORS):
                found.append(f"comparator {target['comparator']}")
            if not set(target.get("firmness", "stated").split("|")) <= set(FIRMNESS):
                found.append(f"firmness {target['firmness']}")
            if not set(target.get("measure", "level").split("|")) <= set(MEASURES):
                found.append(f"measure {target['measure']}")
    return found


def _field_faults(label: dict[str, Any], known: set[str], needed: set[str]) -> list[str]:
    found = [
        f"unknown key {k} of {label.get('quote')}" for k in label.keys() - known - {"start", "end"}
    ]
    found += [f"no {k} of {label.get('quote')}" for k in needed - label.keys()]
    if label.get("start") is None:
        found.append(f"quote not found: {label.get('quote')}")
    return found


def _read(path: Path, half: str) -> Labelled:
    text = path.read_text(encoding="utf-8")
    labels = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    for label in labels.get("figures", []):
        _locate(label, text)
    for statement in labels.get("statements", []):
        _locate(statement, text)
        for target in statement.get("targets", []):
            # A target stands within its statement, unless its words stand elsewhere.
            within = text.find(target.get("quote", "\0"), statement["start"] or 0)
            if 0 <= within < (statement["end"] or 0):
                target["start"], target["end"] = within, within + len(target["quote"])
            else:
                _locate(target, text)
    return Labelled(path, half, text, labels)


def _locate(label: dict[str, Any], text: str) -> None:
    start = -1
    for _ in range(label.get("at", 1)):
        start = text.find(label.get("quote", "\0"), start + 1)
        if start < 0:
            break
    label["start"] = start if start >= 0 else None
    label["end"] = start + len(label["quote"]) if start >= 0 else None


def main() -> int:
    """Print faults and counts; return 1 where there are faults."""
    wrong = 0
    total: Counter[str] = Counter()
    for half in HALVES:
        count: Counter[str] = Counter()
        for document in read_labelled(half):
            for fault in faults(document):
                print(f"{half}/{document.path.stem}: {fault}")
                wrong += 1
            kinds = Counter(s["kind"] for s in document.labels["statements"])
            count += kinds
            count.update(
                documents=1,
                characters=len(document.text),
                figures=len(document.labels["figures"]),
                speakers=len(document.labels["speakers"]),
                commitments=kinds["target"] + kinds["action"],
                targets=sum(len(s.get("targets", [])) for s in document.labels["statements"]),
            )
        print(half, dict(count))
        total += count
    print("all", dict(total), f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
