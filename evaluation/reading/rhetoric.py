"""Learns the weights of rules/rhetoric.toml: what in the words of a statement speaks for a slogan.

`python evaluation/reading/rhetoric.py` reads the tuning half only, prints how well slogans are told from
commitments in documents left out (ten folds), and writes the table.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
from labels import read_labelled
from scipy.optimize import minimize
from scipy.special import expit

from duibiao.reading.statements import rhetoric

OUT = Path(rhetoric.__file__).parents[1] / "rules" / "rhetoric.toml"
FOLDS = 10
RARE = 3
"""A character or pair that stands in fewer statements is left out."""
KEPT = 3000
RIDGE = 1 / 0.3
DECIDE = 0.5
HEAD = """\
# What in the words of a statement speaks for a slogan (above 0) or for a deed (below 0): logistic regression
# on characters and pairs of characters (^ start, $ end, 0 a number), learnt by evaluation/reading/rhetoric.py
# from {slogans} slogans and {deeds} commitments of the tuning half. A score above `decide` makes a slogan of a
# commitment that sets no target and names nobody responsible. Do not edit by hand: label documents, and learn again.
"""


def main() -> None:
    """Print what documents left out show, and write the table learnt from all."""
    words, slogan, document = _statements()
    score = np.empty(len(words))
    fold = np.unique(document, return_inverse=True)[1] % FOLDS
    for left in range(FOLDS):
        weights = learn(
            [w for w, f in zip(words, fold, strict=True) if f != left], slogan[fold != left]
        )
        for i in np.flatnonzero(fold == left):
            score[i] = weights[""] + sum(weights.get(t, 0) for t in rhetoric.tokens_of(words[i]))
    numbered = np.array([any(c.isdigit() for c in w) for w in words])
    for decide in (-1, -0.5, DECIDE, 0.5, 1):
        taken, lost = score[slogan] > decide, (score > decide)[~slogan & ~numbered]
        print(
            f"{decide:5}: slogans told {taken.mean():.3f}, commitments lost {lost.sum() / (~slogan).sum():.4f}"
        )
    write(learn(words, slogan), slogan)


def learn(words: list[str], slogan: np.ndarray) -> dict[str, float]:
    """Return the weight of each token kept, and that of "", the base."""
    tokens = [rhetoric.tokens_of(w) for w in words]
    counts = Counter(t for found in tokens for t in found)
    names = sorted(t for t, n in counts.items() if n >= RARE)
    present = _present(tokens, names)
    first = _fit(present, slogan)
    heavy = np.abs(first[1:]) * np.sqrt(present.mean(axis=0))
    kept = np.sort(np.argsort(-heavy, kind="stable")[:KEPT])
    fitted = _fit(present[:, kept], slogan)
    return dict(zip(["", *(names[k] for k in kept)], fitted.tolist(), strict=True))


def write(weights: dict[str, float], slogan: np.ndarray) -> None:
    """Write the table, the words of slogans first."""
    head = HEAD.format(slogans=int(slogan.sum()), deeds=int((~slogan).sum()))
    rows = sorted((w, t) for t, w in weights.items() if t and round(w, 2))
    lines = [f"{json.dumps(t, ensure_ascii=False)} = {w:.2f}" for w, t in reversed(rows)]
    OUT.write_text(
        "\n".join(
            [f"{head}decide = {DECIDE}", f"base = {weights['']:.2f}", "\n[weights]", *lines, ""]
        ),
        encoding="utf-8",
    )


def _statements() -> tuple[list[str], np.ndarray, np.ndarray]:
    rows = [
        (s["quote"], s["kind"] == "slogan", d.path.stem)
        for d in read_labelled("tuning")
        for s in d.labels["statements"]
        if s["kind"] in ("slogan", "target", "action")
    ]
    words, slogan, document = zip(*rows, strict=True)
    return list(words), np.array(slogan), np.array(document)


def _present(tokens: list[set[str]], names: list[str]) -> np.ndarray:
    at = {name: i for i, name in enumerate(names)}
    present = np.zeros((len(tokens), len(names)), dtype=np.float32)
    for row, found in enumerate(tokens):
        present[row, [at[t] for t in found if t in at]] = 1
    return present


def _fit(present: np.ndarray, slogan: np.ndarray) -> np.ndarray:
    """Return base and weights of a ridge logistic regression in which both kinds weigh the same."""
    share = np.where(slogan, 0.5 / slogan.sum(), 0.5 / (~slogan).sum()) * len(slogan)
    sign = np.where(slogan, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (weights[0] + present @ weights[1:])
        pull = -share * sign * expit(-margin)
        value = share @ np.logaddexp(0, -margin) + RIDGE / 2 * weights[1:] @ weights[1:]
        return value, np.concatenate([[pull.sum()], present.T @ pull + RIDGE * weights[1:]])

    return minimize(loss, np.zeros(present.shape[1] + 1), jac=True, method="L-BFGS-B").x


if __name__ == "__main__":
    main()
