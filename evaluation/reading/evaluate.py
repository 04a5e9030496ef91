"""How well documents are read: precision, recall and exact match by field and by style, with intervals.

`make evaluate` prints the tables for both halves and writes docs/reading-quality.md. Whoever works on
rules looks at `--half tuning` only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from pathlib import Path

from labels import HALVES, STYLES, Labelled, read_labelled, read_seed
from scipy.stats import binomtest
from scores import FIGURE_FIELDS, TARGET_FIELDS, front_matter, score

from duibiao.reading import open_document, read_document
from duibiao.sources import load_sample

SEED = "seed"
HISTORY = Path(__file__).with_name("history.md")
OUT = Path(__file__).parents[2] / "docs" / "reading-quality.md"
ROWS = {
    "speakers, precision": ("speakers.right", "speakers.found"),
    "speakers, recall": ("speakers.right", "speakers.labelled"),
    "speakers' body": ("speakers.unit.right", "speakers.unit.of"),
    "figures, precision": ("figures.right", "figures.found"),
    "figures, recall": ("figures.right", "figures.labelled"),
    "commitments, precision": ("commitments.right", "commitments.found"),
    "commitments, recall": ("commitments.covered", "commitments.labelled"),
    "target or action": ("kind.right", "kind.of"),
    "targets, exact": ("targets.right", "targets.labelled"),
    "rhetoric taken for a commitment": ("slogan.taken", "slogan.of"),
    "lessons taken for a commitment": ("lesson.taken", "lesson.of"),
    "achievements taken for a commitment": ("achievement.taken", "achievement.of"),
    "lessons, recall": ("lesson.right", "lesson.of"),
    "speaker of a commitment": ("speaker.right", "speaker.of"),
    "owner of a commitment": ("owner.right", "owner.of"),
    "model of a commitment": ("learns_from.right", "learns_from.of"),
}
FIELD_ROWS = {
    **{f"figures: {n}": (f"figures.{n}.right", f"figures.{n}.of") for n in FIGURE_FIELDS},
    **{f"targets: {n}": (f"targets.{n}.right", f"targets.{n}.of") for n in TARGET_FIELDS},
    **{
        f"document: {n}": (f"document.{n}.right", f"document.{n}.of")
        for n in ("title", "date", "publisher")
    },
}


def measure(document: Labelled) -> Counter[str]:
    """Return the counts of one document, read as a user would read it."""
    labels = document.labels
    published = dt.date.fromisoformat(labels["published"]) if labels["published"] else None
    panel = load_sample()
    opened = open_document(document.path, published=published)
    reading = read_document(
        opened, region=labels["region"], catalogue=panel.indicators, regions=panel.regions
    )
    count = score(document, reading, panel.indicators)
    # What the document says of itself is asked without telling it the date.
    return count + front_matter(document, open_document(document.path))


def table(counts: dict[str, Counter[str]], rows: dict[str, tuple[str, str]]) -> list[str]:
    """Return a table in Markdown: a row a measure, a column a group, with the Wilson interval of the first."""
    names = list(counts)
    lines = ["| | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for name, (right, of) in rows.items():
        cells = [_cell(c[right], c[of], full=i == 0) for i, c in enumerate(counts.values())]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _cell(right: int, of: int, *, full: bool) -> str:
    if not of:
        return "–"
    if not full:
        return f"{right / of:.2f} ({of})"
    interval = binomtest(right, of).proportion_ci(method="wilson")
    return f"**{right / of:.3f}** [{interval.low:.3f}, {interval.high:.3f}] {right}/{of}"


def f1(count: Counter[str], name: str) -> float:
    """Return the harmonic mean of precision and recall."""
    total = count[f"{name}.found"] + count[f"{name}.labelled"]
    return 2 * count[f"{name}.right"] / total if total else float("nan")


def report(half: str) -> list[str]:
    """Return the tables of one half, or of the seed alone, in Markdown."""
    documents = read_labelled(half) if half in HALVES else [s for s in [read_seed()] if s]
    by_style = {s: Counter[str]() for s in STYLES if any(d.style == s for d in documents)}
    for document in documents:
        by_style[document.style] += measure(document)
    whole = sum(by_style.values(), Counter())
    counts = {f"{half}, {len(documents)} documents": whole, **by_style}
    return [
        f"Figures F1 {f1(whole, 'figures'):.3f}; speakers F1 {f1(whole, 'speakers'):.3f}.",
        "",
        *table(counts, ROWS),
        "",
        *table(counts, FIELD_ROWS),
    ]


def main() -> int:
    """Measure the halves asked for; write the page where both were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, SEED))
    halves = [half] if (half := parser.parse_args().half) else [*HALVES, SEED]
    lines: list[str] = []
    for half in halves:
        lines += [f"## {half}", "", *report(half), ""]
    print("\n".join(lines))
    if len(halves) > 1:
        OUT.write_text(
            _HEAD + "\n".join(lines) + "\n" + HISTORY.read_text(encoding="utf-8"), "utf-8"
        )
    return 0


_HEAD = """# How well documents are read

Made by `make evaluate`; what is labelled and how is said in `evaluation/reading/guide.md`. The kept half
was labelled before the program saw it and is looked at by nobody who writes rules; the tuning half is what
rules are written on. Each share is given with its 95 % Wilson interval and its counts.

A figure is right when value, unit, indicator and period are. A commitment found is right when at least
half of its characters lie in labelled commitments; a labelled one is found when at least half of its
characters are covered. A target is exact when value, unit, comparator and deadline are. Rows such as
“figures: period” count the fields of those that were found at all.

"""

if __name__ == "__main__":
    sys.exit(main())
