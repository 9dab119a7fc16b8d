"""What questions ask for: the classifier trained, and measured on phrasings it was not trained on.

In: the labelled questions of assistant/query/data/phrasings.tsv (training; those of the development cases
beside them change less than .01); the held-out ones of evals/intents, which ask about the paper beside them
(measuring). Out: the weights as text;
`Report`. A held-out question is understood where the query asks for its label, and right where the answer
also cites the clause of its matter and says the office, the figure or the time printed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from assistant.ask import Assistant
from assistant.query import understand as understanding
from assistant.query.guess import BIAS, WEIGHT_SCALE, WEIGHTS, grams_of
from assistant.question import Query
from assistant.retrieval.lexicon import fold
from evals.bench.asked import opened
from evals.bench.regression import fitted

PHRASINGS = WEIGHTS.parent / "phrasings.tsv"
HELD_OUT = Path(__file__).parents[1] / "intents"
PENALTY = 1.0
"""Of weights against misses. 1 to 3 equal within .01, 195 questions of first sight."""
SEEN = 2
"""Training questions that must have an n-gram. With 3, .02 fewer of those are told right."""

Labelled = tuple[str, str]
"""What is asked for, and the question."""


def read_labelled(file: Path) -> list[Labelled]:
    """Lines of label, tab, question."""
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    return [(label, question) for label, question in rows]


def trained(questions: Sequence[Labelled]) -> str:
    """The weights as the file has them. The same questions give the same text."""
    said = [sorted({*grams_of(fold(question))}) for _, question in questions]
    seen = Counter(gram for grams in said for gram in grams)
    names = sorted(gram for gram, times in seen.items() if times >= SEEN)
    number = {gram: n for n, gram in enumerate(names)}
    classes = sorted({label for label, _ in questions})
    weights, bias = fitted(
        [[number[gram] for gram in grams if gram in number] for grams in said],
        [classes.index(label) for label, _ in questions],
        len(names),
        PENALTY,
    )
    rows = [(BIAS, bias), *zip(names, weights, strict=True)]
    lines = ["\t".join((name, *(str(round(w * WEIGHT_SCALE)) for w in column))) for name, column in rows]
    return "\n".join(("\t".join(("", *classes)), *lines, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Questions by label: how many there are, how many are understood and how many right, with the rules
    alone and with the classifier.
    """

    asked: Counter[str]
    understood: Counter[str]
    right: Counter[str]
    understood_by_rules: Counter[str]
    right_by_rules: Counter[str]
    wrong: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measured(folder: Path = HELD_OUT) -> Report:
    """The held-out questions asked over the paper beside them, with the rules alone and with the
    classifier.
    """
    rows = [row.split("\t") for row in (folder / "held-out.tsv").read_text("utf-8").splitlines()]
    held = [Held(*row) for row in rows]
    with opened(folder / "paper.md") as assistant:
        with patch.object(understanding, "guessed", lambda query: query):
            rules = [_judged(one, assistant) for one in held]
        whole = [_judged(one, assistant) for one in held]
    return Report(
        asked=Counter(one.label for one in held),
        understood=_counted(held, whole, 0),
        right=_counted(held, whole, 1),
        understood_by_rules=_counted(held, rules, 0),
        right_by_rules=_counted(held, rules, 1),
        wrong=tuple(
            f"{h.label} {h.question}" for h, (_, right) in zip(held, whole, strict=True) if not right
        ),
    )


class Held(NamedTuple):
    """A held-out question: what it asks for; the label of the clause of its matter and what an answer says,
    "" where only the understanding is measured.
    """

    label: str
    question: str
    clause: str
    says: str


def _counted(held: Sequence[Held], judged: Sequence[tuple[bool, bool]], which: int) -> Counter[str]:
    return Counter(one.label for one, found in zip(held, judged, strict=True) if found[which])


def _judged(held: Held, assistant: Assistant) -> tuple[bool, bool]:
    """Whether its first reading asks for its label, and whether it is answered right."""
    understood = label_of(assistant.read(held.question)) == held.label
    if not held.clause:
        return understood, understood
    answer = assistant.ask(held.question)
    cited = any(c.clause == held.clause for c in answer.citations)
    return understood, answer.status == "answered" and cited and held.says in answer.answer


def label_of(query: Query) -> str:
    """What a query asks for, by the classifier's names."""
    if query.intent == "content":
        return "when" if query.wants_due else "content"
    return {"unit": "who", "figure": "amount"}.get(query.intent, query.intent)
