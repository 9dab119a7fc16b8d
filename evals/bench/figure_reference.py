"""How much each sign of assistant/verification/figure_reference.py tells of which figure a sentence speaks,
learnt from the labelled sentences.

usage: python -m evals.bench.figure_reference [--train]

In: the files of `evals/sentences` with those of their papers that are kept here. Out: for each file, told by
weights from the others, how many figures of true sentences are taken for a rival's; with --train the weights
as data/figure_reference.tsv has them.

Only true sentences teach: a figure of theirs is told of the clause's own and not of any rival, and a figure
put in its place would be told of the rival. So each pair counts twice, the second time the other way round,
and there is no bias. All pairs of a figure weigh together as one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.verification.facts import ClauseFacts, facts_of, plain_text, stated_figures
from assistant.verification.figure_reference import SIGNS, signs_of
from assistant.verification.figures import rivals_of
from evals.bench.asked import opened

Array = NDArray[np.float64]

EVALS = Path(__file__).parents[1]
WEIGHTS = EVALS.parent / "assistant" / "verification" / "data" / "figure_reference.tsv"
PAPERS = {
    "2026-11-29": ("2026-11-29-5", "2026-11-29-6", "2026-11-29-7"),
    "2026-11-30": ("2026-11-29-1", "2026-11-29-2"),
    "2026-11-30-2": ("2026-11-30-1", "2026-11-30-2", "2026-11-29-8"),
    "2026-11-30-3": ("2026-11-29-3", "2026-11-29-4"),
    "2026-11-30-4": ("2026-11-30-3", "2026-11-30-4"),
}
"""The first-sight sets whose papers a file's sentences cite."""
PENALTY = 1.0
"""Of the squares of weights. .3 to 3 equal within two figures."""
_ROUNDS = 30


def figures(assistant: Assistant, file: Path) -> Iterator[Array]:
    """Of each figure of a true sentence that one figure of its clauses alone states and others could be: its
    signs against each of these, (rivals, signs).
    """
    known = {row.id for row in assistant.catalog.rows}
    for given in map(json.loads, file.read_text("utf-8").splitlines()):
        if given["true"] and all(plan in known for plan, _ in given["cites"]):
            words = plain_text(given["sentence"])
            facts = list(_cited(assistant, given["cites"]))
            for claimed in stated_figures(words):
                own, rivals = rivals_of(words, claimed, facts)
                if len(own) == 1 and rivals:
                    signs = [signs_of(words, claimed, own[0], rival) for rival in rivals]
                    yield np.array([[one[name] for name in SIGNS] for one in signs])


def _cited(assistant: Assistant, cites: Sequence[Sequence[str]]) -> Iterator[ClauseFacts]:
    for plan, label in cites:
        view = assistant.catalog.view(plan)
        if label in view.by_label:
            yield facts_of(view, view.by_label[label])


def fitted(found: Sequence[Array]) -> Array:
    """Weights by Newton's steps; the loss is convex, the same weights on every run."""
    signs = np.vstack([np.vstack((one, -one)) for one in found])
    worth = np.concatenate([np.full(2 * len(one), 1 / len(one)) for one in found])
    own = np.concatenate([np.repeat((1.0, 0.0), len(one)) for one in found])
    weights = np.zeros(signs.shape[1])
    for _ in range(_ROUNDS):
        odds = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (worth * (odds - own)) + PENALTY * weights
        curve = (signs * (worth * odds * (1 - odds))[:, None]).T @ signs + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def measured(by_file: dict[str, list[Array]]) -> Iterator[tuple[str, int, int]]:
    """(file, figures taken for a rival's, all), each file told by weights from the others."""
    for name, found in by_file.items():
        weights = fitted([one for other, ones in by_file.items() if other != name for one in ones])
        yield name, sum(bool((one @ weights).min() < 0) for one in found), len(found)


def main() -> None:
    by_file: dict[str, list[Array]] = {}
    for name, sets in PAPERS.items():
        with opened(*(EVALS / "first-sight" / of / "papers" for of in sets)) as assistant:
            by_file[name] = list(figures(assistant, EVALS / "sentences" / f"{name}.jsonl"))
    for name, wrong, every in measured(by_file):
        print(f"{name}  taken for a rival's {wrong}/{every}")
    if "--train" in sys.argv[1:]:
        weights = fitted([one for ones in by_file.values() for one in ones])
        lines = (f"{name}\t{round(1000 * value)}" for name, value in zip(SIGNS, weights, strict=True))
        WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
